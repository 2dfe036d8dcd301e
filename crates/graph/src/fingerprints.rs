//! Which stretches of a text would be recognised elsewhere: hashes of four words, chosen by winnowing.
//!
//! Of each window of [`WINDOW`] neighbouring hashes the smallest is kept, so two texts that share `WORDS + WINDOW - 1` words in a row always share a
//! fingerprint, wherever the row begins (Schleimer, Wilkerson & Aiken, *Winnowing: Local Algorithms for Document Fingerprinting*, 2003).

use std::hash::{Hash, Hasher};

use quell_document::{Span, TextSpan};
use rustc_hash::FxHasher;

use crate::words::words;

/// So many words in a row make one hash.
pub const WORDS: usize = 4;

/// One hash of so many neighbours is kept, at least.
pub const WINDOW: usize = 4;

/// The hash of some words in a row, the same in every text, process and machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fingerprint(pub u32);

/// Each word of a text as a number, without regard to capitals and marks, and where it stands.
pub(crate) fn word_hashes(text: &str, span: TextSpan) -> Vec<(u64, TextSpan)> {
    words(text, span).map(|word| (hash_word(word.text), word.span)).collect()
}

/// The hash of a word in small letters, without what stands inside it but letters and digits.
fn hash_word(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    for letter in word.chars().filter(|letter| letter.is_alphanumeric()) {
        // Most letters are small ones without a mark.
        match letter.is_ascii() {
            true => u32::from(letter.to_ascii_lowercase()).hash(&mut hasher),
            false => letter.to_lowercase().for_each(|letter| u32::from(letter).hash(&mut hasher)),
        }
    }
    hasher.finish()
}

/// The fingerprints of a text, each with the word that it begins with, in the order of the text.
pub fn fingerprints(text: &str) -> Vec<(Fingerprint, TextSpan)> {
    let words = word_hashes(text, Span::new(0, text.len() as u32));
    let rows: Vec<Fingerprint> = words.windows(WORDS).map(|row| row_hash(row.iter().map(|(word, _)| *word))).collect();
    let mut kept: Vec<(Fingerprint, TextSpan)> = Vec::new();
    let mut last = None;
    for from in 0..rows.len().saturating_sub(WINDOW - 1).max(usize::from(!rows.is_empty())) {
        let window = from..(from + WINDOW).min(rows.len());
        // The last of equal hashes, so that a row of equal words is not kept whole.
        let smallest = window.rev().min_by_key(|&place| rows[place]);
        if let Some(place) = smallest.filter(|place| last != Some(*place)) {
            kept.push((rows[place], words[place].1));
            last = Some(place);
        }
    }
    kept
}

/// One number for a row of words.
pub(crate) fn row_hash(words: impl Iterator<Item = u64>) -> Fingerprint {
    let mut hasher = FxHasher::default();
    words.for_each(|word| word.hash(&mut hasher));
    let hash = hasher.finish();
    Fingerprint((hash ^ (hash >> 32)) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn set(text: &str) -> BTreeSet<Fingerprint> {
        fingerprints(text).into_iter().map(|(print, _)| print).collect()
    }

    proptest! {
        #[test]
        fn a_shared_row_of_words_is_always_seen(before in "[a-d]{0,9}( [a-d]{1,2}){0,20}", row in prop::collection::vec("[a-z]{1,6}", WORDS + WINDOW - 1)) {
            let row = row.join(" ");
            let text = format!("{before} {row}");
            prop_assert!(!set(&row).is_disjoint(&set(&text)));
        }
    }

    #[test]
    fn capitals_and_marks_make_no_difference() {
        assert_eq!(set("Die Brücke bleibt zu, sagte sie heute."), set("„die BRÜCKE bleibt zu“ sagte sie heute"));
        assert!(set("nur drei Worte").is_empty());
    }
}
