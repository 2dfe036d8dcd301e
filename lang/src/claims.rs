//! What a language pack knows for comparing sentences: numbers in words, words of one event, phrases of correction.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use crate::lexicon::Lexicon;
use crate::pack::{PackError, parsed};

/// The words that make sentences comparable; empty lists make the comparison coarser, never wrong.
#[derive(Debug, Clone, Default)]
pub struct ClaimWords {
    numerals: FxHashMap<String, u64>,
    multipliers: FxHashMap<String, u64>,
    families: FxHashMap<String, u16>,
    denials: FxHashSet<String>,
    /// What a correction of an earlier text begins with.
    pub corrections: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    numerals: FxHashMap<String, u64>,
    multipliers: FxHashMap<String, u64>,
    families: Families,
    denials: Denials,
    corrections: Corrections,
}

#[derive(Deserialize)]
struct Denials {
    words: Vec<String>,
}

#[derive(Deserialize)]
struct Families {
    list: Vec<Vec<String>>,
}

#[derive(Deserialize)]
struct Corrections {
    phrases: Vec<String>,
}

impl ClaimWords {
    pub(crate) fn read(name: &str, content: &str) -> Result<ClaimWords, PackError> {
        let file: File = parsed(name, content)?;
        let mut families = FxHashMap::default();
        for (number, words) in file.families.list.iter().enumerate() {
            for word in words {
                families.entry(word.to_lowercase()).or_insert(number as u16);
            }
        }
        let denials = file.denials.words.iter().map(|word| word.to_lowercase()).collect();
        Ok(ClaimWords { denials, numerals: file.numerals, multipliers: file.multipliers, families, corrections: file.corrections.phrases })
    }

    /// The value of a number in words: *zwölf* is 12.
    pub fn numeral(&self, word: &str) -> Option<u64> {
        self.numerals.get(&word.to_lowercase()).copied()
    }

    /// What a word behind a number multiplies it by: *Millionen*.
    pub fn multiplier(&self, word: &str) -> Option<u64> {
        self.multipliers.get(&word.to_lowercase()).copied()
    }

    /// The number of the event that a lemma tells of, in small letters: *rücktritt* and *zurücktreten* have the same.
    pub fn family(&self, lemma: &str) -> Option<u16> {
        self.families.get(lemma).copied()
    }

    /// Whether a lemma in small letters is a word for denying: *dementi*.
    pub fn is_denial(&self, lemma: &str) -> bool {
        self.denials.contains(lemma)
    }

    /// Words of families that the lexicon does not have as lemmas, so that they would never be found.
    pub fn unknown_words(&self, lexicon: &Lexicon) -> Vec<String> {
        let is_unknown = |word: &&String| lexicon.readings_at_start(&raised(word)).is_empty() && lexicon.readings(word).is_empty();
        let mut unknown: Vec<String> = self.families.keys().filter(is_unknown).cloned().collect();
        unknown.sort();
        unknown
    }
}

fn raised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
