//! The tagger: which of the things that a word can be is it here?
//!
//! An averaged perceptron (Collins 2002) that goes through the sentence once from left to right. The lexicon says which tags a word can have, the
//! words around it ([`context`]) decide between them. The weights are one block of bytes that is used as it lies in the program.
//! `cargo xtask train tagger` makes them from the open treebanks; `lang/de/model/README.md` has the scores.

pub mod context;

use crate::lexicon::Lexicon;
use crate::tag::{Tag, TagSet};
use context::{FEATURES, Sentence};

/// The model's file: a magic word, the sizes as powers of two, the words, the weights.
#[doc(hidden)]
pub mod format {
    /// The first eight bytes; the last of them counts versions.
    pub const MAGIC: &[u8; 8] = b"QUELTAG1";
    /// After the magic word: log₂ of the weights' number, log₂ of the words' number, number of tag sets, a free byte.
    pub const HEADER: usize = MAGIC.len() + 4;
    /// A place in the word table: the hash of a word and the number of its tag set; a hash of zero is an empty place.
    pub const WORD: usize = 5;
    /// A tag set.
    pub const TAG_SET: usize = 8;
}

/// What training saw of single words: their tags, where the lexicon alone would allow too many or too few.
#[derive(Clone, Copy, Default)]
#[doc(hidden)]
pub struct Words {
    places: &'static [u8],
    tag_sets: &'static [u8],
}

impl Words {
    /// The tags of the word with this hash. The first bit above the tags says that there are no others.
    fn get(&self, hash: u32) -> Option<TagSet> {
        let count = self.places.len() / format::WORD;
        let mut place = (hash as usize).checked_rem(count)?;
        loop {
            let &[a, b, c, d, set] = self.places.get(place * format::WORD..(place + 1) * format::WORD)? else { return None };
            match u32::from_le_bytes([a, b, c, d]) {
                0 => return None,
                found if found == hash => {
                    let start = usize::from(set) * format::TAG_SET;
                    let bytes = self.tag_sets.get(start..)?.first_chunk::<8>()?;
                    return Some(TagSet(u64::from_le_bytes(*bytes)));
                }
                // The table is at most half full; damaged bytes end the search at the end of the table.
                _ => place += 1,
            }
        }
    }
}

/// A trained tagger.
#[derive(Clone)]
pub struct Tagger {
    weights: &'static [u8],
    words: Words,
}

impl Tagger {
    /// The German tagger that is compiled in; an untrained one without the feature `de`.
    pub fn german() -> Tagger {
        #[cfg(feature = "de")]
        return Tagger::read(quell_model_de::TAGGER).unwrap_or_else(Tagger::untrained);
        #[cfg(not(feature = "de"))]
        Tagger::untrained()
    }

    /// A tagger without weights: it takes the first tag that the lexicon allows.
    pub fn untrained() -> Tagger {
        Tagger { weights: &[0], words: Words::default() }
    }

    /// The tagger in these bytes, if they are one.
    pub fn read(bytes: &'static [u8]) -> Option<Tagger> {
        let &[weights_log, words_log, tag_sets, _] = bytes.strip_prefix(format::MAGIC)?.first_chunk::<4>()?;
        let mut rest = bytes.get(format::HEADER..)?;
        let mut take = |len: usize| {
            let (part, after) = rest.split_at_checked(len)?;
            rest = after;
            Some(part)
        };
        let tag_sets = take(usize::from(tag_sets) * format::TAG_SET)?;
        let places = take((1usize.checked_shl(u32::from(words_log))?).checked_mul(format::WORD)?)?;
        let weights = take(1usize.checked_shl(u32::from(weights_log))?)?;
        Some(Tagger { weights, words: Words { places, tag_sets } })
    }

    /// The words that training saw.
    #[doc(hidden)]
    pub fn words(&self) -> Words {
        self.words
    }

    /// The tags of a sentence's words, one each. Words are as they stand in the text, punctuation marks are words of their own, „im“ is one word.
    pub fn tag(&self, words: &[&str], lexicon: &Lexicon) -> Vec<Tag> {
        // The number of weights is a power of two.
        let mask = self.weights.len() - 1;
        Sentence::new(words, lexicon, &self.words).decode(|_, features, allowed| {
            // One tag after the other: each takes the same lines of memory, and the sums stay in registers.
            best(allowed, |tag| {
                let weight = |row: &u32| i32::from(self.weights[(*row as usize + tag as usize) & mask] as i8);
                features.iter().map(weight).sum::<i32>()
            })
        })
    }
}

impl std::fmt::Debug for Tagger {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tagger").field("weights", &self.weights.len()).finish()
    }
}

/// The tag with the highest score, the first of equals.
#[doc(hidden)]
pub fn best<S: PartialOrd>(allowed: TagSet, score: impl Fn(Tag) -> S) -> Tag {
    let mut scored = allowed.iter().map(|tag| (tag, score(tag)));
    let Some(first) = scored.next() else { return Tag::NN };
    scored.fold(first, |best, next| if next.1 > best.1 { next } else { best }).0
}

/// Features as the trainer sees them: where each one's row of weights begins.
#[doc(hidden)]
pub type Rows = [u32; FEATURES];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[cfg(feature = "de")]
    fn tagged(sentence: &str) -> String {
        let words: Vec<&str> = sentence.split(' ').collect();
        let tags = Tagger::german().tag(&words, &Lexicon::german());
        tags.iter().map(|tag| tag.name()).collect::<Vec<_>>().join(" ")
    }

    #[cfg(feature = "de")]
    #[test]
    fn particles_find_their_verb() {
        assert_eq!(
            tagged("Der Konzern räumte am Montag ein , dass Daten abgeflossen seien ."),
            "ART NN VVFIN APPRART NN PTKVZ $, KOUS NN VVPP VAFIN $."
        );
        assert_eq!(tagged("Die Behörde kündigte schärfere Kontrollen an ."), "ART NN VVFIN ADJA NN PTKVZ $.");
        assert_eq!(tagged("Das Schiff legte an der Brücke an ."), "ART NN VVFIN APPR ART NN PTKVZ $.");
    }

    #[cfg(feature = "de")]
    #[test]
    fn relative_pronouns_and_articles_are_told_apart() {
        assert_eq!(tagged("Die Frau , die den Brand meldete , schwieg ."), "ART NN $, PRELS ART NN VVFIN $, VVFIN $.");
        assert_eq!(
            tagged("Die Stadt , die der Minister besuchte , liegt am Meer ."),
            "ART NN $, PRELS ART NN VVFIN $, VVFIN APPRART NN $."
        );
    }

    #[cfg(feature = "de")]
    #[test]
    fn reported_speech_without_a_conjunction_has_its_verb_second() {
        assert_eq!(tagged("Die Firma twitterte , sie habe das Papier nie gesehen ."), "ART NN VVFIN $, PPER VAFIN ART NN ADV VVPP $.");
        assert_eq!(tagged("„ Wir prüfen das “ , sagte Mara Jessen ."), "$( PPER VVFIN PDS $( $, VVFIN NE NE $.");
        assert_eq!(tagged("Laut Behörde soll er geflohen sein ."), "APPR NN VMFIN PPER VVPP VAINF $.");
        assert_eq!(tagged("Einem Bericht zufolge war das Haus leer ."), "ART NN APPO VAFIN ART NN ADJD $.");
    }

    #[cfg(feature = "de")]
    #[test]
    fn one_form_has_different_tags() {
        assert_eq!(tagged("Während der Minister sprach , verließen sie den Saal ."), "KOUS ART NN VVFIN $, VVFIN PPER ART NN $.");
        assert_eq!(tagged("Während der Sitzung sprach der Minister ."), "APPR ART NN VVFIN ART NN $.");
        assert_eq!(tagged("Sie wollen die Firma verkaufen ."), "PPER VMFIN ART NN VVINF $.");
        assert_eq!(tagged("Er sagt , dass sie die Firma verkaufen ."), "PPER VVFIN $, KOUS PPER ART NN VVFIN $.");
    }

    #[test]
    fn damaged_bytes_are_no_tagger() {
        assert!(Tagger::read(b"").is_none());
        assert!(Tagger::read(b"QUELTAG1").is_none());
        assert!(Tagger::read(b"QUELTAG1\xff\xff\xff\xff").is_none());
        // No words, no tag sets, one weight: small, but whole.
        let smallest = Tagger::read(b"QUELTAG1\0\0\0\0\0\0\0\0\0\x01").expect("a tagger");
        assert_eq!(smallest.tag(&["Ja", "."], &Lexicon::empty()).len(), 2);
    }

    proptest! {
        #[test]
        fn every_word_gets_a_tag(words in prop::collection::vec("\\PC{0,8}|der|,|[A-ZÄa-zß0-9-]{0,12}|an|“", 0..20)) {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let (lexicon, empty) = (Lexicon::german(), Lexicon::empty());
            prop_assert_eq!(Tagger::german().tag(&words, &lexicon).len(), words.len());
            prop_assert_eq!(Tagger::untrained().tag(&words, &empty).len(), words.len());
        }
    }
}
