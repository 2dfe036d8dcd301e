//! The recogniser: which words of a sentence are names, and of whom?
//!
//! A linear-chain conditional random field (Lafferty et al. 2001) over the words of a sentence: features of each word and its neighbours
//! ([`context`]) speak for a label, labels speak for the next one, and the best row of labels is found by the Viterbi algorithm. The weights are one
//! block of bytes that is used as it lies in the program. `cargo xtask train names` makes them; `lang/de/model/README.md` has the scores.

pub mod context;

use std::ops::Range;

use context::{FEATURES, InName, Sentence};

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

/// Below every sum of scores, and far enough from the least number to add to it.
const NEVER: i32 = i32::MIN / 4;

/// A row of labels that is so much worse than another is not made better by the words to come.
const OUT_OF_REACH: i32 = 200;

type Scores = [i32; labels::COUNT];
type Transitions = [Scores; labels::COUNT];

/// Before the first word: as if one stood there that is outside.
const START: Scores = {
    let mut scores = [NEVER; labels::COUNT];
    scores[labels::OUTSIDE] = 0;
    scores
};

/// A trained recogniser.
#[derive(Clone)]
pub struct Recogniser {
    transitions: Transitions,
    /// The same for the first word; only the row of [`labels::OUTSIDE`] is asked for.
    beginnings: Transitions,
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
        let transitions = [[0; labels::COUNT]; labels::COUNT];
        Recogniser { transitions, beginnings: transitions, slots: &[] }
    }

    /// The recogniser in these bytes, if they are one.
    pub fn read(bytes: &'static [u8]) -> Option<Recogniser> {
        let &[slots_log, ..] = bytes.strip_prefix(format::MAGIC)?.first_chunk::<4>()?;
        let (transition_bytes, slots) = bytes.get(format::HEADER..)?.split_at_checked(format::TRANSITIONS)?;
        let wanted = 1usize.checked_shl(u32::from(slots_log))?.checked_mul(format::SLOT)?;
        if slots.len() != wanted {
            return None;
        }
        let mut values = transition_bytes.chunks_exact(2).map(|pair| i32::from(i16::from_le_bytes([pair[0], pair[1]])));
        let mut row = |before: usize| {
            let mut row = [NEVER; labels::COUNT];
            for (label, score) in row.iter_mut().enumerate() {
                let value = values.next()?;
                *score = if labels::may_follow(before, label) { value } else { NEVER };
            }
            Some(row)
        };
        let mut transitions = [[NEVER; labels::COUNT]; labels::COUNT];
        for (before, scores) in transitions.iter_mut().enumerate() {
            *scores = row(before)?;
        }
        let mut beginnings = [[NEVER; labels::COUNT]; labels::COUNT];
        beginnings[labels::OUTSIDE] = row(labels::OUTSIDE)?;
        Some(Recogniser { transitions, beginnings, slots })
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
    pub fn label(&self, sentence: &Sentence) -> Vec<usize> {
        let mut best = START;
        let mut came_from: Vec<[u8; labels::COUNT]> = Vec::with_capacity(sentence.len());
        for place in 0..sentence.len() {
            let may_be_in_name = match sentence.in_name(place) {
                InName::Anywhere => true,
                InName::Inside => best.iter().skip(1).any(|score| best[labels::OUTSIDE] - score < OUT_OF_REACH),
                InName::Nowhere => false,
            };
            let scores = may_be_in_name.then(|| self.scores(&sentence.features(place)));
            let transitions = if place == 0 { &self.beginnings } else { &self.transitions };
            let (now, from) = step(&best, transitions, scores.as_ref());
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

    fn scores(&self, features: &[u32; FEATURES]) -> Scores {
        let mut sums = [0i16; format::SLOT];
        // All first slots are read before one is looked at: the memory then answers them together, and not each after a branch nobody could foretell.
        let first_slots = features.map(|feature| self.slot(feature as usize));
        for (&feature, first) in features.iter().zip(first_slots) {
            let mut slot = first;
            for probe in 1..=format::PROBES {
                let found = u16::from_le_bytes([slot[0], slot[1]]);
                if found == check(feature) {
                    // 72 weights of eight bits fit into 16.
                    for (sum, weight) in sums.iter_mut().zip(slot) {
                        *sum += i16::from(weight as i8);
                    }
                    break;
                }
                if found == 0 {
                    break;
                }
                slot = self.slot(feature as usize + probe);
            }
        }
        std::array::from_fn(|label| i32::from(sums[label + 2]))
    }

    /// The slot at a place, which is counted from the start again where it lies behind the end.
    fn slot(&self, place: usize) -> [u8; format::SLOT] {
        let place = place & (self.slots.len() / format::SLOT - 1);
        let bytes = self.slots.get(place * format::SLOT..).and_then(|rest| rest.first_chunk());
        bytes.copied().unwrap_or_default()
    }
}

/// One step of the Viterbi algorithm: the best score of a row that ends in each label, and the label before it. Without scores the word is outside.
fn step(best: &Scores, transitions: &Transitions, scores: Option<&Scores>) -> (Scores, [u8; labels::COUNT]) {
    let (mut now, mut from) = ([NEVER; labels::COUNT], [0u8; labels::COUNT]);
    let Some(scores) = scores else {
        for (before, (best, transitions)) in best.iter().zip(transitions).enumerate() {
            let score = best + transitions[labels::OUTSIDE];
            if score > now[labels::OUTSIDE] {
                (now[labels::OUTSIDE], from[labels::OUTSIDE]) = (score, before as u8);
            }
        }
        return (now, from);
    };
    for (before, (best, transitions)) in best.iter().zip(transitions).enumerate() {
        for label in 0..labels::COUNT {
            let score = best + transitions[label];
            let is_better = score > now[label];
            now[label] = if is_better { score } else { now[label] };
            from[label] = if is_better { before as u8 } else { from[label] };
        }
    }
    for (now, score) in now.iter_mut().zip(scores) {
        *now = (*now + score).max(NEVER);
    }
    (now, from)
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
    use super::context::Form;
    use super::*;
    use crate::Pack;
    use proptest::prelude::*;

    fn sentence(words: &[&str], pack: &Pack) -> Sentence {
        let tags = pack.tagger.tag(words, &pack.lexicon);
        let mut known = Vec::new();
        pack.names.look_up(words, pack, &mut known);
        let mut sentence = Sentence::default();
        for ((word, tag), known) in words.iter().zip(tags).zip(known) {
            sentence.push(&Form::of(word, &pack.lexicon, &pack.word_classes), tag, known);
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
