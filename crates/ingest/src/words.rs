//! The words that readers of pages are given: ingest knows no language, it is told.

use std::collections::{HashMap, HashSet};

use quell_lang::PackError;
use quell_lang::copied_pages::PageWords;
use quell_lang::world::Agencies;

/// What stands behind an entry that begins a line which goes on.
const GOES_ON: char = '…';

/// Words by which lines show what they are, and the names of agencies.
pub struct Words {
    pub(crate) agencies: Agencies,
    /// The number of the month that a word names.
    months: HashMap<String, u32>,
    dates: HashSet<String>,
    modified: HashSet<String>,
    clock: HashSet<String>,
    pub(crate) and: HashSet<String>,
    /// Longest first.
    pub(crate) byline: Vec<String>,
    pub(crate) credits: HashSet<String>,
    pub(crate) agency_nouns: HashSet<String>,
    pub(crate) related: Lines,
    pub(crate) more: Lines,
    pub(crate) video: Lines,
    pub(crate) boilerplate: Lines,
}

impl Words {
    /// The lists that are compiled in.
    pub fn built_in() -> Result<Words, PackError> {
        let PageWords { months, dates, modified, clock, mut byline, and, credits, agencies, related, more, video, boilerplate } =
            PageWords::built_in()?;
        byline.sort_by_key(|words| std::cmp::Reverse(words.len()));
        let set = |words: Vec<String>| words.into_iter().map(|word| word.to_lowercase()).collect::<HashSet<_>>();
        let number = |(index, names): (usize, Vec<String>)| names.into_iter().map(move |name| (name.to_lowercase(), index as u32 + 1));
        Ok(Words {
            agencies: Agencies::built_in()?,
            months: months.into_iter().enumerate().flat_map(number).collect(),
            dates: set(dates),
            modified: set(modified),
            clock: set(clock),
            and: and.into_iter().collect(),
            byline,
            credits: set(credits),
            agency_nouns: agencies.into_iter().collect(),
            related: Lines::of(related),
            more: Lines::of(more),
            video: Lines::of(video),
            boilerplate: Lines::of(boilerplate),
        })
    }

    /// The same with these agencies.
    pub fn with_agencies(self, agencies: Agencies) -> Words {
        Words { agencies, ..self }
    }

    pub(crate) fn month(&self, word: &str) -> Option<u32> {
        self.months.get(&word.to_lowercase()).copied()
    }

    pub(crate) fn is_of_date(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        self.dates.contains(&word) || self.modified.contains(&word) || self.clock.contains(&word)
    }

    pub(crate) fn is_change(&self, word: &str) -> bool {
        self.modified.contains(&word.to_lowercase())
    }
}

/// Lines that are known, whole or by their beginning. Letters count, in any case.
#[derive(Default)]
pub(crate) struct Lines {
    whole: HashSet<String>,
    beginnings: Vec<String>,
}

impl Lines {
    fn of(entries: Vec<String>) -> Self {
        let mut lines = Lines::default();
        for entry in entries {
            match entry.strip_suffix(GOES_ON) {
                Some(beginning) => lines.beginnings.push(beginning.to_lowercase()),
                None => {
                    lines.whole.insert(letters(&entry));
                }
            }
        }
        lines
    }

    pub(crate) fn is_whole(&self, line: &str) -> bool {
        self.whole.contains(&letters(line))
    }

    /// What stands behind a known beginning.
    pub(crate) fn behind<'l>(&self, line: &'l str) -> Option<&'l str> {
        self.beginnings.iter().find_map(|beginning| {
            let end = line.char_indices().nth(beginning.chars().count()).map_or(line.len(), |(at, _)| at);
            let rest = &line[end..];
            let is_word = rest.chars().next().is_none_or(|next| !next.is_alphanumeric());
            (is_word && line[..end].to_lowercase() == *beginning).then(|| rest.trim_start_matches([':', ' ', '–', '-', '|', '\u{A0}']))
        })
    }
}

/// The letters of a line with single spaces between its words, in lower case: „Kommentare (12)“ is *kommentare*.
pub(crate) fn letters(line: &str) -> String {
    let words = line.split(|character: char| !character.is_alphabetic()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}
