//! How pages word what is no text of an article: dates, bylines, credits of pictures, labels above links, prompts, notes.
//!
//! Which language a page is in is known only when its items are, so the words of all languages are given together.

use serde::Deserialize;

use crate::PackError;
use crate::pack::parsed;

/// Words of pages, copied and saved. An entry that ends in `…` begins a line that goes on.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageWords {
    /// The months in order, each under all its names.
    pub months: Vec<Vec<String>>,
    /// What else stands in a line that is a date.
    pub dates: Vec<String>,
    /// What stands before the date of a change.
    pub modified: Vec<String>,
    /// What stands behind the time of day in a ticker.
    pub clock: Vec<String>,
    /// What stands before the name of an author.
    pub byline: Vec<String>,
    /// What stands between the names of authors.
    pub and: Vec<String>,
    /// What stands before whom a picture belongs to.
    pub credits: Vec<String>,
    /// What stands before where a picture, or a text, is from.
    pub sources: Vec<String>,
    /// Nouns before the name of an agency.
    pub agencies: Vec<String>,
    /// Lines above links to other articles.
    pub related: Vec<String>,
    /// What announces another article only where a link follows.
    pub pointers: Vec<String>,
    /// What a teaser ends with.
    pub more: Vec<String>,
    /// What announces a video.
    pub video: Vec<String>,
    /// Prompts, menus, notices.
    pub boilerplate: Vec<String>,
    /// How a note behind the text begins.
    pub notes: Vec<String>,
    /// What systems write where the name of an author should stand.
    pub accounts: Vec<String>,
}

/// The lists that are compiled in: their names, for messages, and their content.
const FILES: [(&str, &str); 2] =
    [("de/news/page.toml", include_str!("../de/news/page.toml")), ("en/news/page.toml", include_str!("../en/news/page.toml"))];

impl PageWords {
    /// The words of all languages together.
    pub fn built_in() -> Result<PageWords, PackError> {
        let mut all = PageWords { months: vec![Vec::new(); 12], ..PageWords::default() };
        for (file, content) in FILES {
            let words: PageWords = parsed(file, content)?;
            if words.months.len() != all.months.len() {
                return Err(PackError::new(file, "a year has twelve months"));
            }
            all.add(words);
        }
        Ok(all)
    }

    fn add(&mut self, words: PageWords) {
        self.months.iter_mut().zip(words.months).for_each(|(names, more)| names.extend(more));
        self.dates.extend(words.dates);
        self.modified.extend(words.modified);
        self.clock.extend(words.clock);
        self.byline.extend(words.byline);
        self.and.extend(words.and);
        self.credits.extend(words.credits);
        self.sources.extend(words.sources);
        self.agencies.extend(words.agencies);
        self.related.extend(words.related);
        self.pointers.extend(words.pointers);
        self.more.extend(words.more);
        self.video.extend(words.video);
        self.boilerplate.extend(words.boilerplate);
        self.notes.extend(words.notes);
        self.accounts.extend(words.accounts);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn each_word_of_a_language_stands_in_one_list_and_once() {
        for (file, content) in FILES {
            let words: PageWords = toml::from_str(content).expect("the lists are readable");
            let lists = [&words.credits, &words.sources, &words.related, &words.pointers, &words.more, &words.notes, &words.accounts];
            let mut seen = HashSet::new();
            for entry in lists.into_iter().flatten() {
                let letters = entry.trim_end_matches('…').to_lowercase();
                assert!(!letters.is_empty() && entry.trim() == entry, "{file}: “{entry}”");
                assert!(seen.insert(letters), "{file}: “{entry}” stands there twice");
            }
        }
    }
}
