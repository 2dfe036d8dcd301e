//! The recogniser: which words of a sentence are names, and of whom?
//!
//! A linear-chain conditional random field (Lafferty et al. 2001) over the words of a sentence: features of each word and its neighbours
//! ([`context`]) speak for a label, labels speak for the next one, and the best row of labels is found by the Viterbi algorithm. The weights are one
//! block of bytes that is used as it lies in the program. `cargo xtask train names` makes them; `lang/de/model/README.md` has the scores.

pub mod context;

use std::ops::Range;

use context::{FEATURES, Sentence};

/// What a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameClass {
    /// *Mara Jessen*.
    Person,
    /// *Nordkai GmbH*.
    Organisation,
    /// *Kiel*.
    Place,
    /// A work, an event, a product: *Die Zauberflöte*.
    Other,
}

/// A label of a word: outside, or a name's first or further word.
#[doc(hidden)]
pub mod labels {
    use super::NameClass;

    /// Outside.
    pub const OUTSIDE: usize = 0;
    /// How many there are: outside, four classes of names, words made from a name (*deutsch*), words with a name in them (*SPD-nah*).
    pub const COUNT: usize = 13;
    /// Words made from a place's name.
    pub const DERIVED: usize = 5;
    /// Compounds with a name in them.
    pub const PART: usize = 6;

    /// The label of a first word of a group numbered from one.
    pub const fn first(group: usize) -> usize {
        2 * group - 1
    }

    /// The label of its further words.
    pub const fn further(group: usize) -> usize {
        2 * group
    }

    /// The group of a label, none if it is outside.
    pub const fn group(label: usize) -> Option<usize> {
        if label == OUTSIDE { None } else { Some(label.div_ceil(2)) }
    }

    /// Whether one label may stand before another: a further word needs one before it.
    pub const fn may_follow(before: usize, label: usize) -> bool {
        let is_further = label != OUTSIDE && label.is_multiple_of(2);
        !is_further || before == label || before + 1 == label
    }

    /// The class of a group of names.
    pub const fn class(group: usize) -> Option<NameClass> {
        match group {
            1 => Some(NameClass::Person),
            2 => Some(NameClass::Organisation),
            3 => Some(NameClass::Place),
            4 => Some(NameClass::Other),
            _ => None,
        }
    }
}

/// The model's file: a magic word, log₂ of the number of slots, three free bytes, the transitions as `i16`, then the slots.
#[doc(hidden)]
pub mod format {
    use super::labels;

    /// The first eight bytes; the last of them counts versions.
    pub const MAGIC: &[u8; 8] = b"QUELNAM1";
    /// Magic word, log₂ of the number of slots, free bytes.
    pub const HEADER: usize = MAGIC.len() + 4;
    /// Rows are the label before, the last row the start of a sentence.
    pub const TRANSITIONS: usize = (labels::COUNT + 1) * labels::COUNT * 2;
    /// A slot: two bytes that check whose it is, a weight for each label, a free byte.
    pub const SLOT: usize = 16;
    /// How many slots a search looks at.
    pub const PROBES: usize = 8;
}

/// Below every sum of scores.
const NEVER: i32 = i32::MIN / 4;

const ONLY_OUTSIDE: [i32; labels::COUNT] = {
    let mut scores = [NEVER; labels::COUNT];
    scores[labels::OUTSIDE] = 0;
    scores
};

/// A trained recogniser.
#[derive(Clone)]
pub struct Recogniser {
    transitions: [[i32; labels::COUNT]; labels::COUNT + 1],
    slots: &'static [u8],
}

impl Recogniser {
    /// The German recogniser that is compiled in; an untrained one without the feature `de`.
    pub fn german() -> Recogniser {
        #[cfg(feature = "de")]
        return Recogniser::read(quell_model_de::NAMES).unwrap_or_else(Recogniser::untrained);
        #[cfg(not(feature = "de"))]
        Recogniser::untrained()
    }

    /// A recogniser without weights: it finds no names.
    pub fn untrained() -> Recogniser {
        Recogniser { transitions: [[0; labels::COUNT]; labels::COUNT + 1], slots: &[] }
    }

    /// The recogniser in these bytes, if they are one.
    pub fn read(bytes: &'static [u8]) -> Option<Recogniser> {
        let &[slots_log, ..] = bytes.strip_prefix(format::MAGIC)?.first_chunk::<4>()?;
        let (transition_bytes, slots) = bytes.get(format::HEADER..)?.split_at_checked(format::TRANSITIONS)?;
        let wanted = 1usize.checked_shl(u32::from(slots_log))?.checked_mul(format::SLOT)?;
        if slots.len() != wanted {
            return None;
        }
        let mut transitions = [[0; labels::COUNT]; labels::COUNT + 1];
        let mut values = transition_bytes.chunks_exact(2).map(|pair| i32::from(i16::from_le_bytes([pair[0], pair[1]])));
        for value in transitions.iter_mut().flatten() {
            *value = values.next()?;
        }
        Some(Recogniser { transitions, slots })
    }

    /// The names of a sentence, from left to right: which of its words, and of whom.
    pub fn find(&self, sentence: &Sentence) -> Vec<(Range<usize>, NameClass)> {
        if self.slots.is_empty() {
            return Vec::new();
        }
        let labels = self.label(sentence);
        let mut names = Vec::new();
        let mut from = 0;
        while from < labels.len() {
            let Some(group) = labels::group(labels[from]) else {
                from += 1;
                continue;
            };
            let further = labels[from + 1..].iter().take_while(|&&label| label == labels::further(group)).count();
            let to = from + 1 + further;
            names.extend(labels::class(group).map(|class| (from..to, class)));
            from = to;
        }
        names
    }

    /// The best row of labels.
    ///
    /// A word that cannot be in a name is outside, whatever its features.
    #[doc(hidden)]
    #[allow(clippy::needless_range_loop, reason = "the recurrences read several rows at the same place")]
    pub fn label(&self, sentence: &Sentence) -> Vec<usize> {
        let mut best = [NEVER; labels::COUNT];
        let mut came_from: Vec<[u8; labels::COUNT]> = Vec::with_capacity(sentence.len());
        for place in 0..sentence.len() {
            let scores = if sentence.may_be_in_name(place) { self.scores(&sentence.features(place)) } else { ONLY_OUTSIDE };
            let (mut now, mut from) = ([NEVER; labels::COUNT], [0u8; labels::COUNT]);
            for label in 0..labels::COUNT {
                if place == 0 {
                    if labels::may_follow(labels::OUTSIDE, label) {
                        now[label] = scores[label] + self.transitions[labels::COUNT][label];
                    }
                    continue;
                }
                for before in 0..labels::COUNT {
                    let score = best[before] + self.transitions[before][label];
                    if score > now[label] && labels::may_follow(before, label) {
                        now[label] = score;
                        from[label] = before as u8;
                    }
                }
                now[label] += scores[label];
            }
            best = now;
            came_from.push(from);
        }
        let mut row = Vec::with_capacity(sentence.len());
        let mut label = (0..labels::COUNT).rev().max_by_key(|&label| best[label]).unwrap_or(labels::OUTSIDE);
        for from in came_from.iter().rev() {
            row.push(label);
            label = usize::from(from[label]);
        }
        row.reverse();
        row
    }

    fn scores(&self, features: &[u32; FEATURES]) -> [i32; labels::COUNT] {
        let mask = self.slots.len() / format::SLOT - 1;
        let mut scores = [0i32; labels::COUNT];
        for &feature in features {
            for probe in 0..format::PROBES {
                let place = ((feature as usize + probe) & mask) * format::SLOT;
                let slot = &self.slots[place..place + format::SLOT];
                let found = u16::from_le_bytes([slot[0], slot[1]]);
                if found == check(feature) {
                    for (score, weight) in scores.iter_mut().zip(&slot[2..]) {
                        *score += i32::from(*weight as i8);
                    }
                    break;
                }
                if found == 0 {
                    break;
                }
            }
        }
        scores
    }
}

/// What a slot keeps of a feature to know it again; never zero, which is an empty slot.
#[doc(hidden)]
pub fn check(feature: u32) -> u16 {
    (feature >> 16) as u16 | 1
}

impl std::fmt::Debug for Recogniser {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Recogniser").field("slots", &(self.slots.len() / format::SLOT)).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Pack;
    use proptest::prelude::*;

    fn sentence(words: &[&str], pack: &Pack) -> Sentence {
        let tags = pack.tagger.tag(words, &pack.lexicon);
        let mut known = Vec::new();
        pack.names.look_up(words, pack, &mut known);
        let mut sentence = Sentence::default();
        for ((word, tag), known) in words.iter().zip(tags).zip(known) {
            sentence.push(word, tag, known, &pack.lexicon, &pack.word_classes);
        }
        sentence
    }

    #[cfg(feature = "de")]
    #[test]
    fn names_are_found_with_their_class() {
        let pack = Pack::german().expect("the pack is readable");
        let names = |text: &str| {
            let words: Vec<&str> = text.split(' ').collect();
            pack.recogniser.find(&sentence(&words, &pack))
        };
        assert_eq!(
            names("Der Minister Thomas Meier reiste am Montag nach Hamburg ."),
            [(2..4, NameClass::Person), (8..9, NameClass::Place)]
        );
        assert_eq!(names("Die SPD lehnt das ab ."), [(1..2, NameClass::Organisation)]);
        assert_eq!(names("Am Montag wurde die Brücke gesperrt ."), []);
    }

    #[test]
    fn damaged_bytes_are_no_recogniser() {
        assert!(Recogniser::read(b"").is_none());
        assert!(Recogniser::read(b"QUELNAM1\x02\0\0\0").is_none());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn names_are_places_in_the_sentence(words in prop::collection::vec("\\PC{0,6}|der|Mara|Kiel|SPD|,|„|von", 0..16)) {
            static PACK: std::sync::LazyLock<Pack> = std::sync::LazyLock::new(|| Pack::german().expect("the pack is readable"));
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let mut from = 0;
            for (range, _) in PACK.recogniser.find(&sentence(&words, &PACK)) {
                prop_assert!(range.start >= from && range.start < range.end && range.end <= words.len());
                from = range.end;
            }
        }
    }
}
