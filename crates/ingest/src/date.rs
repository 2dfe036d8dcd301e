//! Publication dates, as they are written in files and on the command line, in ISO 8601.

/// The date in ISO 8601, if it is one: a date without a time stays a date, a zone is kept as given.
///
/// Understood are ISO 8601 itself (also with a space instead of the `T`), `14.03.2025` and `14.3.2025, 09:12`, and the dates of
/// mail and feeds (`Fri, 14 Mar 2025 09:12:00 +0100`).
pub fn iso(written: &str) -> Option<String> {
    let written = written.trim();
    iso_8601(written).or_else(|| day_first(written)).or_else(|| mail(written))
}

fn iso_8601(written: &str) -> Option<String> {
    let date = written.get(..10)?;
    let mut parts = date.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let date = calendar_date(digits(year, 4)?, digits(month, 2)?, digits(day, 2)?)?;
    let rest = &written[10..];
    if rest.is_empty() {
        return Some(date);
    }
    let rest = rest.strip_prefix(['T', 't', ' '])?.trim();
    let zone_at = rest.find(['Z', 'z', '+', '-']).unwrap_or(rest.len());
    Some(format!("{date}T{}{}", time(rest[..zone_at].trim())?, zone(&rest[zone_at..])?))
}

/// `14.03.2025`, `14.3.2025 09:12`, `14.3.2025, 09:12 Uhr`.
fn day_first(written: &str) -> Option<String> {
    let end = written.find([' ', ',']).unwrap_or(written.len());
    let mut parts = written[..end].split('.');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let date = calendar_date(digits(year, 4)?, number(month)?, number(day)?)?;
    let rest = written[end..].trim_start_matches([',', ' ', '-', '–']);
    match rest.split(' ').next() {
        None | Some("") => Some(date),
        Some(clock) => Some(format!("{date}T{}", time(clock)?)),
    }
}

/// `Fri, 14 Mar 2025 09:12:00 +0100`, with or without the day of the week.
fn mail(written: &str) -> Option<String> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let without_weekday = written.split_once(", ").map_or(written, |(_, rest)| rest);
    let mut words = without_weekday.split_whitespace();
    let day = number(words.next()?)?;
    let month = words.next()?.to_ascii_lowercase();
    let month = MONTHS.iter().position(|name| month.starts_with(name))? as u32 + 1;
    let date = calendar_date(digits(words.next()?, 4)?, month, day)?;
    let Some(clock) = words.next() else { return Some(date) };
    let zone = match words.next() {
        None => String::new(),
        Some("GMT" | "UT" | "UTC") => "Z".to_string(),
        Some(offset) => zone(offset)?,
    };
    Some(format!("{date}T{}{zone}", time(clock)?))
}

fn number(written: &str) -> Option<u32> {
    let plain = !written.is_empty() && written.bytes().all(|byte| byte.is_ascii_digit());
    written.parse().ok().filter(|_| plain)
}

fn digits(written: &str, length: usize) -> Option<u32> {
    number(written).filter(|_| written.len() == length)
}

fn calendar_date(year: u32, month: u32, day: u32) -> Option<String> {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 => 28 + u32::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    (1..=days).contains(&day).then(|| format!("{year:04}-{month:02}-{day:02}"))
}

/// `09:12`, `9:12:30`, `09:12:30.123`: hours get two digits, fractions of a second are dropped.
fn time(written: &str) -> Option<String> {
    let whole = written.split(['.', ',']).next()?;
    let parts: Vec<u32> = whole.split(':').map(number).collect::<Option<_>>()?;
    let in_range = parts.iter().zip([24, 60, 61]).all(|(&part, limit)| part < limit);
    if !in_range || !(2..=3).contains(&parts.len()) {
        return None;
    }
    let two_digits: Vec<String> = parts.iter().map(|part| format!("{part:02}")).collect();
    Some(two_digits.join(":"))
}

/// `Z`, `+01:00`, `+0100` or nothing.
fn zone(written: &str) -> Option<String> {
    if written.is_empty() {
        return Some(String::new());
    }
    if written.eq_ignore_ascii_case("z") {
        return Some("Z".to_string());
    }
    let (sign, offset) = written.split_at_checked(1)?;
    let offset = offset.replace(':', "");
    let (hours, minutes) = (offset.get(..2)?, offset.get(2..).filter(|rest| !rest.is_empty()).unwrap_or("00"));
    let valid = digits(hours, 2)? < 24 && digits(minutes, 2)? < 60 && matches!(sign, "+" | "-");
    valid.then(|| format!("{sign}{hours}:{minutes}"))
}

#[cfg(test)]
mod tests {
    use super::iso;

    #[test]
    fn dates_become_iso_and_keep_what_they_leave_open() {
        let cases = [
            ("2025-03-14", "2025-03-14"),
            (" 2025-03-14 09:12:00 ", "2025-03-14T09:12:00"),
            ("2025-03-14T09:12", "2025-03-14T09:12"),
            ("2025-03-14T09:12:00.123+01:00", "2025-03-14T09:12:00+01:00"),
            ("2025-03-14T08:12:00Z", "2025-03-14T08:12:00Z"),
            ("14.03.2025", "2025-03-14"),
            ("14.3.2025, 9:12 Uhr", "2025-03-14T09:12"),
            ("Fri, 14 Mar 2025 09:12:00 +0100", "2025-03-14T09:12:00+01:00"),
            ("14 March 2025 09:12 GMT", "2025-03-14T09:12Z"),
        ];
        for (written, expected) in cases {
            assert_eq!(iso(written).as_deref(), Some(expected), "{written}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for written in
            ["", "gestern", "2025-02-30", "2025-13-01", "2025-03", "14.3.25", "2025-03-14T25:00", "2025-03-1ä", "ä025-03-14", "-"]
        {
            assert_eq!(iso(written), None, "{written}");
        }
    }

    proptest::proptest! {
        #[test]
        fn nothing_makes_it_panic(written in "\\PC{0,30}|[0-9 .:,TZ+-]{0,30}") {
            iso(&written);
        }
    }
}
