//! The words that readers of pages are given: ingest knows no language, it is told.

use std::collections::{HashMap, HashSet};

use quell_lang::pages::PageWords;
use quell_lang::world::Agencies;
use quell_lang::{Knowledge, PackError};

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
    /// In small letters, the longest first: “Text von” before “von”.
    byline: Vec<String>,
    pub(crate) credits: HashSet<String>,
    sources: HashSet<String>,
    pub(crate) agency_nouns: HashSet<String>,
    pub(crate) related: Lines,
    pub(crate) more: Lines,
    pub(crate) video: Lines,
    pub(crate) boilerplate: Lines,
    /// How a link to another story begins.
    teasers: Vec<String>,
    /// How a note behind the text begins.
    notes: Vec<String>,
    accounts: HashSet<String>,
}

impl Words {
    /// The lists that are compiled in.
    pub fn built_in() -> Result<Words, PackError> {
        Words::with(&Knowledge::default())
    }

    /// The lists that are compiled in, and the agencies that somebody knows beside them.
    pub fn with(knowledge: &Knowledge) -> Result<Words, PackError> {
        let words = PageWords::built_in()?;
        let PageWords { months, dates, modified, clock, byline, and, credits, sources, agencies, .. } = words;
        let PageWords { related, pointers, more, video, boilerplate, notes, accounts, .. } = words;
        let small = |entries: &[String]| entries.iter().map(|entry| entry.trim_end_matches(GOES_ON).to_lowercase()).collect::<Vec<_>>();
        let mut byline = small(&byline);
        byline.sort_by_key(|words| std::cmp::Reverse(words.len()));
        let going_on: Vec<String> = boilerplate.iter().filter(|entry| entry.ends_with(GOES_ON)).cloned().collect();
        let set = |words: Vec<String>| words.into_iter().map(|word| word.to_lowercase()).collect::<HashSet<_>>();
        let number = |(index, names): (usize, Vec<String>)| names.into_iter().map(move |name| (name.to_lowercase(), index as u32 + 1));
        Ok(Words {
            agencies: Agencies::with(knowledge)?,
            months: months.into_iter().enumerate().flat_map(number).collect(),
            dates: set(dates),
            modified: set(modified),
            clock: set(clock),
            and: and.into_iter().collect(),
            byline,
            credits: set(credits),
            sources: set(sources),
            agency_nouns: agencies.into_iter().collect(),
            teasers: [&related, &pointers, &more, &video].into_iter().flat_map(|entries| small(entries)).collect(),
            notes: [&notes, &related, &going_on].into_iter().flat_map(|entries| small(entries)).collect(),
            accounts: set(accounts),
            related: Lines::of(related),
            more: Lines::of(more),
            video: Lines::of(video),
            boilerplate: Lines::of(boilerplate),
        })
    }

    pub(crate) fn month(&self, word: &str) -> Option<u32> {
        self.months.get(&word.to_lowercase()).copied()
    }

    pub(crate) fn is_of_date(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        self.dates.contains(&word) || self.modified.contains(&word) || self.clock.contains(&word)
    }

    /// Whether a word stands before whom a picture belongs to, or where it is from.
    pub(crate) fn is_credit(&self, word: &str) -> bool {
        self.credits.contains(word) || self.sources.contains(word)
    }

    /// What stands behind the words that a byline begins with.
    pub(crate) fn behind_byline<'w>(&self, words: &'w str) -> Option<&'w str> {
        self.byline.iter().find_map(|by| {
            let (start, rest) = words.split_at_checked(by.len())?;
            let is_byline = start.to_lowercase() == *by && rest.starts_with([' ', ':', '\u{A0}']);
            is_byline.then(|| rest.trim_start_matches([' ', ':', '\u{A0}']))
        })
    }

    /// The words without what a byline begins with.
    pub(crate) fn without_by<'w>(&self, words: &'w str) -> &'w str {
        self.behind_byline(words).unwrap_or(words)
    }

    /// Whether a text begins like a link to another story.
    pub(crate) fn begins_teaser(&self, text: &str) -> bool {
        begins_with(text, &self.teasers)
    }

    /// Whether a text begins like a note behind an article, or is a prompt.
    pub(crate) fn is_note(&self, text: &str) -> bool {
        /// A longer text is no prompt.
        const NOTE_BYTES: usize = 60;
        begins_with(text, &self.notes) || text.len() <= NOTE_BYTES && self.boilerplate.is_whole(text)
    }

    /// Whether a system wrote this where an author's name should stand.
    pub(crate) fn is_account(&self, name: &str) -> bool {
        self.accounts.contains(&name.to_lowercase())
    }

    pub(crate) fn is_change(&self, word: &str) -> bool {
        self.modified.contains(&word.to_lowercase())
    }
}

/// Whether a text, marks before it aside, begins with one of these wordings as whole words.
fn begins_with(text: &str, wordings: &[String]) -> bool {
    /// No wording is longer.
    const CHARACTERS: usize = 80;
    let text = text.trim_start_matches(|character: char| !character.is_alphanumeric());
    let start: String = text.chars().take(CHARACTERS).flat_map(char::to_lowercase).collect();
    wordings.iter().any(|wording| start.strip_prefix(wording.as_str()).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)))
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
