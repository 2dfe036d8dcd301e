//! Dates as pages print them: *14. März 2025, 09:12 Uhr*, *16 Sep. 2023*, *14.03.2025*, *March 14, 2025*.

use crate::date;
use crate::words::Words;

/// What the parts of a line say about time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Dates {
    pub(crate) published: Option<String>,
    pub(crate) modified: Option<String>,
    /// Whether there is a date or a time of day at all, also one without a year: *vor 3 Stunden*.
    pub(crate) is_dated: bool,
}

/// The dates of a line that holds nothing else; none if it holds anything else.
pub(crate) fn only_dates(line: &str, words: &Words) -> Option<Dates> {
    let tokens: Vec<&str> = line
        .split(|character: char| character.is_whitespace() || "|·•,()–".contains(character))
        .filter(|token| !token.is_empty())
        .collect();
    let mut dates = Dates::default();
    let mut is_change = false;
    let mut at = 0;
    while at < tokens.len() {
        if let Some((day, used)) = day(&tokens[at..], words) {
            at += used;
            let clock = time_of_day(&tokens[at..], words);
            let value = match &clock {
                Some((clock, _)) => format!("{day}T{clock}"),
                None => day,
            };
            at += clock.map_or(0, |(_, used)| used);
            let field = if is_change { &mut dates.modified } else { &mut dates.published };
            field.get_or_insert(value);
            dates.is_dated = true;
            continue;
        }
        let word = tokens[at].trim_matches(|character: char| ".:;-".contains(character));
        let is_number = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b':' || byte == b'.');
        if is_number || words.month(word).is_some() {
            dates.is_dated = true;
        } else if !word.is_empty() && !words.is_of_date(word) {
            return None;
        }
        is_change |= words.is_change(word);
        at += 1;
    }
    dates.is_dated.then_some(dates)
}

/// The day that these tokens begin with, in ISO 8601, and how many of them it is.
fn day(tokens: &[&str], words: &Words) -> Option<(String, usize)> {
    let plain = |index: usize| tokens.get(index).map(|token| token.trim_end_matches(['.', ':', ',']));
    let first = plain(0)?;
    if first.len() >= 8
        && let Some(value) = date::iso(first).map(|value| value.chars().take(10).collect())
    {
        return Some((value, 1));
    }
    let number = |word: &str| word.parse::<u32>().ok().filter(|_| word.bytes().all(|byte| byte.is_ascii_digit()));
    let year = |word: &str| number(word).filter(|_| word.len() == 4);
    let (second, third) = (plain(1)?, plain(2)?);
    let (day, month, year) = match (number(first), words.month(second)) {
        (Some(day), Some(month)) => (day, month, year(third)?),
        _ => (number(second)?, words.month(first)?, year(third)?),
    };
    date::iso(&format!("{year:04}-{month:02}-{day:02}")).map(|value| (value, 3))
}

/// The time of day that these tokens begin with, behind words like *um*, and how many tokens it is.
fn time_of_day(tokens: &[&str], words: &Words) -> Option<(String, usize)> {
    for (index, token) in tokens.iter().take(3).enumerate() {
        if let Some(clock) = clock(token) {
            return Some((clock, index + 1));
        }
        if !words.is_of_date(token.trim_matches(['-', ':'])) && !token.chars().all(|character| !character.is_alphanumeric()) {
            return None;
        }
    }
    None
}

/// `09:12`, `9.12`: hours get two digits.
pub(crate) fn clock(token: &str) -> Option<String> {
    let token = token.trim_end_matches([':', '.', ',']);
    let (hours, rest) = token.split_once([':', '.'])?;
    let minutes = rest.split(':').next()?;
    let is_time = (1..=2).contains(&hours.len()) && minutes.len() == 2;
    let (hours, minutes) = (hours.parse::<u32>().ok()?, minutes.parse::<u32>().ok()?);
    (is_time && hours < 24 && minutes < 60).then(|| format!("{hours:02}:{minutes:02}"))
}

/// *14.05 Uhr*, *14:05*.
pub(crate) fn clock_alone(line: &str, words: &Words) -> Option<String> {
    let (token, rest) = line.split_once([' ', '\u{A0}']).unwrap_or((line, ""));
    let is_only = rest.split_whitespace().all(|word| words.is_of_date(word.trim_end_matches([':', '.'])) && words.month(word).is_none());
    clock(token).filter(|_| is_only && rest.split_whitespace().count() <= 1)
}

/// The time of day that a line of a ticker begins with, before its text: *14.05 Uhr: Die Feuerwehr …*
pub(crate) fn clock_before(line: &str, words: &Words) -> Option<String> {
    let (token, rest) = line.split_once([' ', '\u{A0}'])?;
    let clock = clock(token)?;
    let next = rest.split_whitespace().next()?;
    let is_marked = token.ends_with(':') || words.is_of_date(next.trim_end_matches(':')) || ["-", "–", "|", "+++"].contains(&next);
    is_marked.then_some(clock)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_pages_print_them() {
        let words = Words::built_in().unwrap();
        let cases = [
            ("14. März 2025, 09:12 Uhr", "2025-03-14T09:12"),
            ("3 Sep. 2024 7:05 Uhr", "2024-09-03T07:05"),
            ("Stand: 14.03.2025 09:12 Uhr", "2025-03-14T09:12"),
            ("Freitag, 14.3.2025", "2025-03-14"),
            ("Veröffentlicht am 14. März 2025 um 9.12 Uhr", "2025-03-14T09:12"),
            ("March 14, 2025", "2025-03-14"),
            ("2025-03-14", "2025-03-14"),
        ];
        for (line, expected) in cases {
            let dates = only_dates(line, &words).unwrap_or_else(|| panic!("{line}"));
            assert_eq!(dates.published.as_deref(), Some(expected), "{line}");
        }
        let changed = only_dates("14.03.2025, 09:12 Uhr | Aktualisiert: 15.03.2025, 10:00 Uhr", &words).unwrap();
        assert_eq!((changed.published.as_deref(), changed.modified.as_deref()), (Some("2025-03-14T09:12"), Some("2025-03-15T10:00")));
        assert_eq!(only_dates("vor 3 Stunden", &words).map(|dates| dates.published), Some(None));
    }

    #[test]
    fn a_line_that_says_more_is_no_date() {
        let words = Words::built_in().unwrap();
        for line in ["Am 14. März 2025 brach der Deich", "März", "Uhr", "", "Die Brücke", "Rundgang am Montag"] {
            assert_eq!(only_dates(line, &words).filter(|dates| dates.published.is_some()), None, "{line}");
        }
    }
}
