//! How pages word what is no text of an article: notes, links to other stories, bylines. All languages at once, since a page has to be read before
//! its language is known.

use serde::Deserialize;

use crate::PackError;

/// What the pages of newsrooms say beside their articles; all in small letters.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageWording {
    /// How a note behind the text begins.
    pub notes: Vec<String>,
    /// How a link to another story begins.
    pub teasers: Vec<String>,
    /// Lines of their own that are none of the text.
    pub furniture: Vec<String>,
    /// What stands before the name in a byline.
    pub by: Vec<String>,
    /// What stands between the names of a byline.
    pub joins: Vec<String>,
    /// What stands before the credit of a picture.
    pub pictures: Vec<String>,
}

/// One file a language.
const FILES: [(&str, &str); 2] = [("de/pages.toml", include_str!("../de/pages.toml")), ("en/pages.toml", include_str!("../en/pages.toml"))];

impl PageWording {
    /// The wordings of all languages.
    pub fn built_in() -> Result<PageWording, PackError> {
        let mut all = PageWording::default();
        for (name, content) in FILES {
            let one: PageWording = toml::from_str(content).map_err(|error| PackError::new(name, error.to_string()))?;
            all.notes.extend(one.notes);
            all.teasers.extend(one.teasers);
            all.furniture.extend(one.furniture);
            all.by.extend(one.by);
            all.joins.extend(one.joins);
            all.pictures.extend(one.pictures);
        }
        // “Text von” before “von”.
        all.by.sort_by_key(|words| std::cmp::Reverse(words.len()));
        Ok(all)
    }

    /// The words without what a byline begins with.
    pub fn without_by<'w>(&self, words: &'w str) -> &'w str {
        let behind = |by: &String| {
            let (start, rest) = words.split_at_checked(by.len())?;
            let is_word = by.ends_with(':') || rest.starts_with([' ', ':']);
            (start.to_lowercase() == *by && is_word).then(|| rest.trim_start_matches([' ', ':']))
        };
        self.by.iter().find_map(behind).unwrap_or(words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wordings_are_small_and_bylines_lose_their_first_word() {
        let wording = PageWording::built_in().expect("the lists are readable");
        let all = [&wording.notes, &wording.teasers, &wording.furniture, &wording.by, &wording.joins, &wording.pictures];
        for words in all.into_iter().flatten() {
            assert_eq!(*words, words.to_lowercase());
            assert!(!words.is_empty() && words.trim() == words, "“{words}”");
        }
        assert_eq!(wording.without_by("Von Lina Voss"), "Lina Voss");
        assert_eq!(wording.without_by("Text: Lina Voss"), "Lina Voss");
        assert_eq!(wording.without_by("Vonnegut, Lina"), "Vonnegut, Lina");
    }
}
