//! The words of the interface: `words.toml` has each in every language, side by side.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// The words of one language.
#[derive(Debug)]
pub struct Words {
    /// The language's tag.
    pub tag: String,
    /// What the language calls itself.
    pub name: String,
    words: HashMap<String, String>,
}

#[derive(Deserialize)]
struct File {
    languages: Vec<[String; 2]>,
    words: HashMap<String, Vec<String>>,
}

static ALL: LazyLock<Vec<Words>> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("../words.toml")).expect("a test reads this file");
    let of_language = |(index, [tag, name]): (usize, &[String; 2])| {
        let words = file.words.iter().map(|(key, words)| (key.clone(), words[index].clone())).collect();
        Words { tag: tag.clone(), name: name.clone(), words }
    };
    file.languages.iter().enumerate().map(of_language).collect()
});

/// The words of every language that the interface has.
pub fn all() -> &'static [Words] {
    &ALL
}

/// The words of the language that was chosen, else of the first that the browser would like and there is, else of the first.
pub fn chosen(chosen: Option<&str>, accepted: Option<&str>) -> &'static Words {
    let of_tag = |tag: &str| ALL.iter().find(|words| words.tag.eq_ignore_ascii_case(tag));
    chosen.and_then(of_tag).or_else(|| liked(accepted.unwrap_or_default()).into_iter().find_map(of_tag)).unwrap_or(&ALL[0])
}

/// The languages of `Accept-Language`, the most liked first: `de-CH, en;q=0.8`.
fn liked(accepted: &str) -> Vec<&str> {
    let mut liked: Vec<(f32, &str)> = Vec::new();
    for part in accepted.split(',').take(16) {
        let (range, weight) = part.split_once(';').unwrap_or((part, ""));
        let weight = weight.trim().strip_prefix("q=").map_or(1.0, |weight| weight.parse().unwrap_or(0.0));
        let tag = range.trim().split('-').next().unwrap_or_default();
        if weight > 0.0 && !tag.is_empty() {
            liked.push((weight, tag));
        }
    }
    liked.sort_by(|one, other| other.0.total_cmp(&one.0));
    liked.into_iter().map(|(_, tag)| tag).collect()
}

impl Words {
    /// The words with this name. One that is missing is shown by its name, and a test fails.
    pub fn t<'a>(&'a self, name: &'a str) -> &'a str {
        self.words.get(name).map_or(name, String::as_str)
    }

    /// A value of an enumeration, as it is called on screen: `of("kind", "direct")`. One that this program does not know is called by its own name.
    pub fn of<'a>(&'a self, group: &str, value: &'a str) -> &'a str {
        self.words.get(&format!("{group}_{value}")).map_or(value, String::as_str)
    }

    /// So many of them: the words have the form for one, a bar, and the form for others, in which `#` is the number.
    pub fn count(&self, name: &str, number: impl Borrow<usize>) -> String {
        let number = *number.borrow();
        let words = self.t(name);
        let (one, others) = words.split_once('|').unwrap_or((words, words));
        (if number == 1 { one } else { others }).replace('#', &number.to_string())
    }

    /// The words with `#` replaced.
    pub fn with(&self, name: &str, what: &str) -> String {
        self.t(name).replace('#', what)
    }

    /// `14. März 2025, 09:12`; what is no date is given as it is.
    pub fn date(&self, value: &str) -> String {
        let part = |from: usize, to: usize| value.get(from..to).and_then(|digits| digits.parse::<usize>().ok());
        let (Some(year), Some(month), Some(day)) = (part(0, 4), part(5, 7), part(8, 10)) else { return crate::shown::plain(value) };
        let Some(month) = self.t("months").split(' ').nth(month.wrapping_sub(1)) else { return crate::shown::plain(value) };
        let day = self.t("date").replace("{day}", &day.to_string()).replace("{month}", month).replace("{year}", &year.to_string());
        match value.get(11..16).filter(|time| time.as_bytes().get(2) == Some(&b':') && *time != "00:00") {
            Some(time) => format!("{day}, {time}"),
            None => day,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_the_one_that_was_chosen_or_is_liked() {
        let tags = |accepted| liked(accepted).join(" ");
        assert_eq!(tags("de-CH, en;q=0.8, fr;q=0"), "de en");
        assert_eq!(tags("en;q=0.3,de;q=0.9,*;q=0.1"), "de en *");
        let [first, second] = all() else { panic!("the interface has two languages") };
        assert_eq!(chosen(Some(&second.tag), Some(&first.tag)).tag, second.tag);
        assert_eq!(chosen(None, Some(&format!("xx, {};q=0.5", second.tag))).tag, second.tag);
        assert_eq!(chosen(Some("xx"), None).tag, first.tag);
    }

    #[test]
    fn dates_and_counts_are_written_as_people_write_them() {
        let [german, english] = all() else { panic!("the interface has two languages") };
        assert_eq!(german.date("2025-03-14T09:12:00+01:00"), "14. März 2025, 09:12");
        assert_eq!(english.date("2025-03-14"), "14 March 2025");
        assert_eq!(english.date("soon"), "soon");
        assert_eq!(german.count("articles", 1), "1 Artikel");
        assert_eq!(english.count("statements", 3), "3 statements");
    }

    #[test]
    fn every_name_has_its_words_in_every_language() {
        let file: File = toml::from_str(include_str!("../words.toml")).unwrap();
        for (name, words) in &file.words {
            assert_eq!(words.len(), file.languages.len(), "{name}");
            assert!(words.iter().all(|words| !words.trim().is_empty()), "{name}");
        }
    }

    #[test]
    fn every_value_of_an_enumeration_has_its_words() {
        use quell::document::{HedgeKind, Medium, Relation, SourceKind, Stance, StatementKind};
        for words in all() {
            let has = |group: &str, value: &str| assert!(words.words.contains_key(&format!("{group}_{value}")), "{group}_{value}");
            StatementKind::ALL.iter().for_each(|kind| has("kind", kind.name()));
            SourceKind::ALL.iter().for_each(|kind| has("source", kind.name()));
            Stance::ALL.iter().for_each(|stance| has("stance", stance.name()));
            HedgeKind::ALL.iter().for_each(|kind| has("hedge", kind.name()));
            Relation::ALL.iter().for_each(|relation| has("relation", relation.name()));
            Medium::ALL.iter().for_each(|medium| has("medium", medium.name()));
        }
    }
}
