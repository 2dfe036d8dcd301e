//! Words by which the lines of a copied page show what they are: dates, bylines, credits of pictures, prompts.
//!
//! Which language a page is in is known only when its items are, so the words of all languages are given together.

use serde::Deserialize;

use crate::PackError;

/// Words of pages. An entry that ends in `…` begins a line that goes on.
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
    /// Nouns before the name of an agency.
    pub agencies: Vec<String>,
    /// Lines above links to other articles.
    pub related: Vec<String>,
    /// What a teaser ends with.
    pub more: Vec<String>,
    /// What announces a video.
    pub video: Vec<String>,
    /// Prompts, menus, notices.
    pub boilerplate: Vec<String>,
}

/// The lists that are compiled in: their names, for messages, and their content.
const FILES: [(&str, &str); 2] =
    [("de/news/page.toml", include_str!("../de/news/page.toml")), ("en/news/page.toml", include_str!("../en/news/page.toml"))];

impl PageWords {
    /// The words of all languages together.
    pub fn built_in() -> Result<PageWords, PackError> {
        let mut all = PageWords { months: vec![Vec::new(); 12], ..PageWords::default() };
        for (file, content) in FILES {
            let words: PageWords = toml::from_str(content).map_err(|error| PackError::new(file, error.to_string()))?;
            if words.months.len() != all.months.len() {
                return Err(PackError::new(file, "a year has twelve months"));
            }
            all.months.iter_mut().zip(words.months).for_each(|(names, more)| names.extend(more));
            all.dates.extend(words.dates);
            all.modified.extend(words.modified);
            all.clock.extend(words.clock);
            all.byline.extend(words.byline);
            all.and.extend(words.and);
            all.credits.extend(words.credits);
            all.agencies.extend(words.agencies);
            all.related.extend(words.related);
            all.more.extend(words.more);
            all.video.extend(words.video);
            all.boilerplate.extend(words.boilerplate);
        }
        Ok(all)
    }
}
