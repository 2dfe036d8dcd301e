//! Which words is a compound made of: *Impfstoffexport* is *Impf*, *Stoff*, *Export*.
//!
//! The cheapest way through the word wins (Viterbi): each part must be a word of the lexicon, at its end perhaps with a linking element that German puts
//! between parts (*Hafen-s*, *Sonne-n*). Long parts are cheaper than short ones, since a long word is seldom there by chance.

use crate::lexicon::{Lexicon, Scratch};
use std::ops::Range;

/// Shorter strings are in too many words by chance: *Tal* in *Kapital*.
const PART_MIN: usize = 4;

/// A longer string is no word, and the work for one word stays bounded.
const LETTERS_MAX: usize = 40;

/// What stands between two parts and belongs to neither.
const LINKS: [&str; 5] = ["", "s", "es", "n", "en"];

/// The parts of a compound as places in it, linking elements left out; none if it is not made of two or more known words.
pub fn parts(word: &str, lexicon: &Lexicon) -> Vec<Range<usize>> {
    let places: Vec<usize> = word.char_indices().map(|(place, _)| place).chain([word.len()]).collect();
    let letters = places.len() - 1;
    if !(2 * PART_MIN..=LETTERS_MAX).contains(&letters) || !word.chars().all(char::is_alphabetic) {
        return Vec::new();
    }
    // The cheapest way to each place, as its cost and the part that ends there.
    let mut ways: Vec<Option<(u32, Range<usize>)>> = vec![None; letters + 1];
    ways[0] = Some((0, 0..0));
    for from in 0..=letters - PART_MIN {
        let Some((cost, _)) = ways[from].clone() else { continue };
        for to in from + PART_MIN..=letters {
            let is_whole = from == 0 && to == letters;
            if is_whole || !is_known(&word[places[from]..places[to]], lexicon) {
                continue;
            }
            for link in LINKS {
                let rest = &word[places[to]..];
                let end = to + link.len();
                let is_between_parts = link.is_empty() || end < letters;
                if !rest.starts_with(link) || !is_between_parts {
                    continue;
                }
                let cost_here = cost + cost_of(to - from) + u32::from(!link.is_empty());
                if ways[end].as_ref().is_none_or(|(known, _)| cost_here < *known) {
                    ways[end] = Some((cost_here, from..to));
                }
            }
        }
    }
    let mut found = Vec::new();
    let mut at = letters;
    while at > 0 {
        let Some((_, part)) = ways[at].clone() else { return Vec::new() };
        found.push(places[part.start]..places[part.end]);
        at = part.start;
    }
    found.reverse();
    found
}

/// One more part costs more than any letters save.
fn cost_of(letters: usize) -> u32 {
    20 + 10u32.saturating_sub(letters as u32)
}

/// A noun, or a word that stands before one as it is: *Impf*-, *Groß*-.
fn is_known(part: &str, lexicon: &Lexicon) -> bool {
    let mut noun = Scratch::default();
    noun.push_raised(part);
    if lexicon.readings(noun.as_str()).iter().any(|reading| reading.class.is_noun()) {
        return true;
    }
    let mut small = Scratch::default();
    small.push_lowered(part);
    lexicon.readings(small.as_str()).iter().any(|reading| !reading.class.is_closed() && !reading.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(word: &str) -> Vec<String> {
        let lexicon = Lexicon::german();
        parts(word, &lexicon).into_iter().map(|part| word[part].to_string()).collect()
    }

    #[test]
    fn compounds_fall_into_their_parts() {
        assert_eq!(split("Hafenbehörde"), ["Hafen", "behörde"]);
        assert_eq!(split("Regierungskrise"), ["Regierung", "krise"]);
        assert_eq!(split("Sonnenschirmverleih"), ["Sonnen", "schirm", "verleih"]);
        assert_eq!(split("Brandschutzmängel"), ["Brand", "schutz", "mängel"]);
    }

    #[test]
    fn what_is_no_compound_stays_whole() {
        assert!(split("Behörde").is_empty());
        assert!(split("Grevenhafenxyz").is_empty());
        assert!(split("").is_empty());
    }
}
