//! What the tagger looks at: the word, its neighbours, what the lexicon says of them, and the clause so far.
//!
//! German decides much by the frame of its clauses: after „dass“ the finite verb comes last, after „hat“ a participle is due, „an“ before a full stop is
//! a particle of the verb far to the left. So the features know which words opened subordinate clauses that still lack their verb, which finite
//! verb came last, and what the last word before the next comma can be.

use super::{Rows, Words};
use crate::lexicon::{Lexicon, Readings, Scratch};
use crate::tag::{Tag, TagSet};

/// How many features a word has.
pub const FEATURES: usize = 53;

/// A sentence, ready to be tagged.
pub struct Sentence<'s> {
    forms: &'s [&'s str],
    words: Vec<Word>,
    lexicon: &'s Lexicon,
}

/// What does not change while the sentence is tagged.
#[derive(Clone, Copy)]
struct Word {
    allowed: TagSet,
    /// A hash of `allowed`.
    kind: u32,
    /// A hash of what the lexicon says of the word, finer than its tags: which kind of name, which forms of a verb, entry or guess.
    profile: u32,
    form: u32,
    small: u32,
    suffixes: [u32; 5],
    start: u32,
    shape: u32,
    /// `kind` of the last word before the next comma or full stop.
    segment_end: u32,
    /// Whether that word is a finite verb, and the first one after the comma: surely, perhaps, no. „Während er sprach, gingen sie“.
    segment_verbs: u32,
    /// Whether a finite verb may follow before the next comma or full stop: surely, perhaps, no.
    verb_ahead: u32,
    /// The cells (case, number, gender) of all readings that are no verbs.
    cells: u32,
}

/// What stands before the first and after the last word.
const OUTSIDE: Word = Word {
    allowed: TagSet::EMPTY,
    kind: 1,
    profile: 1,
    form: 1,
    small: 1,
    suffixes: [1; 5],
    start: 1,
    shape: 1,
    segment_end: 1,
    segment_verbs: 0,
    verb_ahead: 0,
    cells: 0,
};

const FINITE: TagSet = TagSet::of(&[Tag::VVFIN, Tag::VAFIN, Tag::VMFIN, Tag::VVIMP, Tag::VAIMP]);
const BREAKS: TagSet = TagSet::of(&[Tag::COMMA, Tag::STOP]);

/// The clause so far, from left to right.
#[derive(Clone, Copy, Default)]
struct Clause {
    /// Subordinate clauses that were opened and still lack their finite verb.
    open: u32,
    /// The tag of the word that opened the last of them.
    opener: u32,
    /// Whether the main clause has its finite verb.
    has_main_verb: bool,
    /// Whether there is a finite verb since the last comma.
    has_verb: bool,
    /// Whether a comma or sentence start was seen just now, and how many words ago (at most three).
    since_break: u32,
    /// The finite verb that came last: which tag, which word.
    verb_tag: u32,
    verb: u32,
    verb_place: Option<usize>,
    /// Whether a participle or infinitive came after it.
    is_closed: bool,
    /// Whether that verb ended a subordinate clause, and whether „und“ or the like came after it: then a second verb may end it again.
    was_subordinate: bool,
    is_coordinated: bool,
}

impl Clause {
    fn number(self) -> u32 {
        let flags = [self.has_main_verb, self.has_verb, self.is_closed, self.was_subordinate, self.is_coordinated];
        flags.iter().fold(self.open.min(3), |number, flag| number * 2 + u32::from(*flag))
    }

    fn push(&mut self, tag: Tag, word: &Word, place: usize) {
        self.since_break = (self.since_break + 1).min(3);
        match tag {
            Tag::COMMA => {
                self.has_verb = false;
                self.since_break = 0;
            }
            Tag::STOP => *self = Clause::default(),
            _ if tag.opens_subordinate_clause() => {
                // „wie“ and „wer“ as first word ask a question; the verb comes second as in any main clause.
                let is_question = matches!(tag, Tag::PWS | Tag::PWAV | Tag::PWAT) && !self.has_main_verb && self.open == 0;
                if !is_question {
                    self.open += 1;
                }
                self.opener = tag as u32 + 1;
            }
            _ if tag.is_finite_verb() => {
                self.was_subordinate = self.open > 0;
                self.is_coordinated = false;
                if self.open > 0 {
                    self.open -= 1;
                } else {
                    self.has_main_verb = true;
                }
                self.has_verb = true;
                self.opener = 0;
                self.verb = word.small;
                self.verb_place = Some(place);
                self.verb_tag = tag as u32 + 1;
                self.is_closed = false;
            }
            Tag::KON => self.is_coordinated = true,
            _ if tag.is_infinitive() || tag.is_participle() || tag == Tag::PTKVZ => self.is_closed = true,
            _ => {}
        }
    }
}

impl<'s> Sentence<'s> {
    /// Looks every word up.
    pub fn new(forms: &'s [&'s str], lexicon: &'s Lexicon, seen: &Words) -> Sentence<'s> {
        let mut words: Vec<Word> = Vec::with_capacity(forms.len());
        let mut is_at_start = true;
        for form in forms {
            let word = Word::new(form, is_at_start, lexicon, seen);
            // Quotation marks, brackets and dashes do not end the start of a sentence.
            is_at_start = match word.allowed.only() {
                Some(Tag::STOP) => true,
                Some(Tag::MARK) => is_at_start || matches!(*form, "„" | "»" | "\"" | "“" | "«"),
                _ => false,
            };
            words.push(word);
        }
        let (mut segment_end, mut verb_ahead, mut verb_at_end) = (0, 0, 0);
        // The first word of the segment after this one, and of this one as far as it is known.
        let (mut verb_after, mut verb_first) = (0, 0);
        for word in words.iter_mut().rev() {
            word.segment_end = segment_end;
            word.segment_verbs = verb_at_end * 3 + verb_after;
            word.verb_ahead = verb_ahead;
            let is_break = !word.allowed.intersection(BREAKS).is_empty();
            let is_mark = word.allowed.contains(Tag::MARK);
            if is_break {
                verb_after = if word.allowed.contains(Tag::COMMA) { verb_first } else { 0 };
                (segment_end, verb_ahead, verb_at_end) = (0, 0, 0);
            } else if !is_mark {
                let finite = word.allowed.intersection(FINITE);
                let may_be_verb = match finite {
                    TagSet::EMPTY => 0,
                    _ if finite == word.allowed => 2,
                    _ => 1,
                };
                if segment_end == 0 {
                    segment_end = word.kind;
                    verb_at_end = may_be_verb;
                }
                verb_first = may_be_verb;
                verb_ahead = verb_ahead.max(may_be_verb);
            }
        }
        Sentence { forms, words, lexicon }
    }

    /// The tags that each word is allowed to have.
    pub fn allowed(&self) -> impl Iterator<Item = TagSet> {
        self.words.iter().map(|word| word.allowed)
    }

    /// Tags the words one after the other. `choose` gets the place, the features and the tags to choose from; it is not asked where only one is
    /// allowed.
    pub fn decode(&self, mut choose: impl FnMut(usize, &Rows, TagSet) -> Tag) -> Vec<Tag> {
        let mut tags: Vec<Tag> = Vec::with_capacity(self.words.len());
        let mut clause = Clause::default();
        for (place, word) in self.words.iter().enumerate() {
            let tag = match word.allowed.only() {
                Some(tag) => tag,
                None => choose(place, &self.features(place, &tags, clause), word.allowed),
            };
            clause.push(tag, word, place);
            tags.push(tag);
        }
        tags
    }

    fn word(&self, place: usize) -> &Word {
        self.words.get(place).unwrap_or(&OUTSIDE)
    }

    /// Whether the word is a particle that the last finite verb is known to take: „ankündigte“ is in the lexicon, so „an“ after „kündigte“ may be one.
    fn completes_verb(&self, place: usize, clause: Clause) -> u32 {
        let is_particle = self.word(place).allowed.contains(Tag::PTKVZ);
        let Some(verb) = clause.verb_place.filter(|_| is_particle) else { return 0 };
        let mut joined = Scratch::default();
        joined.push(self.forms[place]);
        joined.push_lowered(self.forms[verb]);
        if self.lexicon.contains(joined.as_str()) { 2 } else { 1 }
    }

    fn features(&self, place: usize, tags: &[Tag], clause: Clause) -> Rows {
        let word = self.word(place);
        let before = self.word(place.wrapping_sub(1));
        let before_that = self.word(place.wrapping_sub(2));
        let next = self.word(place + 1);
        let after_next = self.word(place + 2);
        let tag = |back: usize| tags.len().checked_sub(back).map_or(63, |at| tags[at] as u32);
        let (tag1, tag2, tag3) = (tag(1), tag(2), tag(3));
        let state = clause.number();
        let kind = word.kind;
        let completes_verb = self.completes_verb(place, clause);
        let agrees = match (word.cells, next.cells) {
            (0, _) | (_, 0) => 0,
            (here, there) => {
                if here & there != 0 {
                    1
                } else {
                    2
                }
            }
        };
        let features = [
            [kind, 0, 0],
            [word.small, 0, 0],
            [word.form, clause.since_break, 0],
            [word.suffixes[0], word.shape, 0],
            [word.suffixes[1], word.shape, 0],
            [word.suffixes[2], 0, 0],
            [word.suffixes[3], 0, 0],
            [word.suffixes[4], 0, 0],
            [word.start, word.suffixes[1], 0],
            [word.shape, tag1, 0],
            [kind, next.kind, 0],
            [kind, tag1, 0],
            [tag1, tag2, 0],
            [kind, tag1, tag2],
            [word.small, tag1, 0],
            [before.small, kind, 0],
            [next.small, kind, 0],
            [next.kind, after_next.kind, kind],
            [next.suffixes[2], kind, 0],
            [before.small, word.small, 0],
            [word.small, next.small, 0],
            [before_that.small, kind, 0],
            [after_next.small, kind, 0],
            [kind, tag1, next.kind],
            [kind, clause.opener, word.segment_end],
            [kind, state, 0],
            [kind, state, clause.opener],
            [kind, word.segment_end, tag1],
            [kind, word.verb_ahead, state],
            [clause.verb, word.small, next.kind],
            [kind, clause.verb_tag, state],
            [kind, clause.verb, 0],
            [word.small, word.segment_end, clause.since_break],
            [word.small, next.kind, 0],
            [tag1, tag2, tag3],
            [word.suffixes[2], tag1, next.kind],
            [word.profile, tag1, 0],
            [word.profile, next.profile, 0],
            [word.profile, word.suffixes[1], 0],
            [word.profile, before.profile, word.shape],
            [kind, completes_verb, next.kind],
            [word.small, completes_verb, state],
            [word.small, next.profile, clause.since_break],
            [word.small, mix(next.kind, word.verb_ahead), clause.since_break],
            [mix(word.small, tag1), tag2, next.kind],
            [mix(word.small, tag1), tag2, word.segment_end],
            [mix(word.small, tag1), tag2, word.verb_ahead],
            [mix(kind, state), tag1, next.kind],
            [word.small, agrees, next.kind],
            [word.small, word.segment_verbs, clause.since_break],
            [kind, word.segment_verbs, clause.since_break],
            [kind, word.segment_verbs, tag1],
            [word.small, agrees, mix(tag1, tag2)],
        ];
        let mut rows = [0; FEATURES];
        for (number, (row, [a, b, c])) in rows.iter_mut().zip(features).enumerate() {
            *row = mix(mix(mix(number as u32 + 1, a), b), c);
        }
        rows
    }
}

impl Word {
    fn new(form: &str, is_at_start: bool, lexicon: &Lexicon, seen: &Words) -> Word {
        let mut word = OUTSIDE;
        let hash = Hashes::of(form);
        word.form = hash.form;
        word.small = hash.small;
        word.suffixes = hash.suffixes;
        word.start = hash.start;
        word.shape = shape(form) * 2 + u32::from(is_at_start);
        word.look_up(form, is_at_start, hash.form, lexicon, seen);
        if word.allowed == TagSet::of(&[Tag::MARK]) && is_quotation_mark(form) {
            // Treebanks, newspapers and the web write them in a dozen ways.
            (word.form, word.small) = (QUOTATION_MARK, QUOTATION_MARK);
        }
        word.kind = mix(word.allowed.0 as u32, (word.allowed.0 >> 32) as u32) | 1;
        word
    }
}

impl Word {
    /// Finds out which tags the word can have.
    fn look_up(&mut self, form: &str, is_at_start: bool, hash: u32, lexicon: &Lexicon, seen: &Words) {
        use Tag::*;
        const CAPITALISED: TagSet = TagSet::of(&[NN, NE, ADJA, FM, XY]);
        const SMALL: TagSet = TagSet::of(&[ADJA, ADJD, ADV, VVFIN, VVINF, VVPP, VVIZU, NN, NE, FM, XY, CARD]);
        if let Some(tag) = punctuation(form) {
            self.allowed = TagSet::of(&[tag]);
            return;
        }
        if form.starts_with(|first: char| first.is_ascii_digit()) {
            let has_letters = form.contains(char::is_alphabetic);
            let tags: &[Tag] = if has_letters { &[NN, NE, ADJA, ADJD, CARD, XY, ADV] } else { &[CARD, ADJA, XY, NE] };
            self.allowed = TagSet::of(tags);
            return;
        }
        if form.ends_with(['-', '–']) {
            self.allowed = TagSet::of(&[TRUNC, NN, NE]);
            return;
        }
        let mut readings = if is_at_start { lexicon.readings_at_start(form) } else { lexicon.readings(form) };
        let is_known = !readings.is_empty();
        if !is_known {
            readings = lexicon.guess(form, is_at_start);
        }
        self.profile = profile_of(&readings);
        self.cells = readings.iter().fold(0, |cells, reading| cells | reading.nominal().0);
        // At the start of a sentence „Dass“ is as good as „dass“.
        let from_training = seen.get(hash).or_else(|| {
            let is_capitalised = is_at_start && form.starts_with(char::is_uppercase);
            if is_capitalised { seen.get(word_hash(&crate::morphology::lower_first(form))) } else { None }
        });
        if let Some(tags) = from_training
            && tags.0 & ONLY_THESE != 0
        {
            self.allowed = TagSet(tags.0 & !ONLY_THESE);
            self.profile = hash;
            return;
        }
        self.allowed = from_training.unwrap_or_default().union(widened(&readings));
        let is_clear = is_known || readings.iter().any(|reading| reading.class.is_noun());
        if !is_clear {
            let is_capitalised = form.starts_with(char::is_uppercase);
            self.allowed = self.allowed.union(if is_capitalised { CAPITALISED } else { SMALL });
        }
    }
}

fn profile_of(readings: &Readings) -> u32 {
    let mut bits = 0u64;
    for reading in readings.iter() {
        bits |= reading.profile();
    }
    mix(bits as u32, (bits >> 32) as u32)
}

/// The bit above the tags in a word's entry: training saw the word so often that no other tags are to be expected.
pub const ONLY_THESE: u64 = 1 << 63;

/// What the readings allow, and what goes by the same form without being listed.
fn widened(readings: &Readings) -> TagSet {
    use Tag::*;
    let mut tags = readings.tags();
    let mut widen = |has: Tag, also: &[Tag]| {
        if tags.contains(has) {
            tags = tags.union(TagSet::of(also));
        }
    };
    widen(NN, &[NE]);
    widen(ADJD, &[ADV]);
    widen(ADV, &[ADJD]);
    widen(APPR, &[PTKVZ]);
    tags
}

fn punctuation(form: &str) -> Option<Tag> {
    match form {
        "," => Some(Tag::COMMA),
        "." | "!" | "?" | ":" | ";" | "?!" | "!!" | "!!!" | "??" => Some(Tag::STOP),
        _ if form.contains(char::is_alphanumeric) => None,
        "%" | "&" | "+" | "=" | "§" | "€" | "$" | "°" | "*" | "#" | "@" => None,
        _ => Some(Tag::MARK),
    }
}

const QUOTATION_MARK: u32 = 2;

fn is_quotation_mark(form: &str) -> bool {
    form == "``" || form == "''" || form.contains(['"', '„', '“', '”', '»', '«', '‚', '‘', '’', '›', '‹', '\''])
}

fn shape(form: &str) -> u32 {
    let (mut upper, mut digits, mut others) = (0u32, 0u32, 0u32);
    for letter in form.chars() {
        upper += u32::from(letter.is_uppercase());
        digits += u32::from(letter.is_ascii_digit());
        others += u32::from(!letter.is_alphanumeric());
    }
    let starts_upper = u32::from(form.starts_with(char::is_uppercase));
    ((upper.min(2) * 2 + starts_upper) * 3 + digits.min(2)) * 2 + others.min(1)
}

/// Hashes of a word, of its small letters, of its last one to five letters and its first two.
struct Hashes {
    form: u32,
    small: u32,
    suffixes: [u32; 5],
    start: u32,
}

impl Hashes {
    fn of(form: &str) -> Hashes {
        let mut hashes = Hashes { form: 7, small: 7, suffixes: [3; 5], start: 5 };
        for (place, letter) in form.chars().enumerate() {
            let small = lower(letter);
            hashes.form = mix(hashes.form, letter as u32);
            hashes.small = mix(hashes.small, small);
            if place < 2 {
                hashes.start = mix(hashes.start, small);
            }
        }
        let mut suffix = 3;
        let mut letters = form.chars().rev();
        for hash in &mut hashes.suffixes {
            if let Some(letter) = letters.next() {
                suffix = mix(suffix, lower(letter));
            }
            *hash = suffix;
        }
        hashes.form |= 1; // Zero is an empty place in the word table.
        hashes
    }
}

/// The hash under which the word table holds a word.
#[doc(hidden)]
pub fn word_hash(form: &str) -> u32 {
    Hashes::of(form).form
}

pub(crate) fn lower(letter: char) -> u32 {
    match letter {
        'A'..='Z' => letter as u32 + 32,
        'Ä' => 'ä' as u32,
        'Ö' => 'ö' as u32,
        'Ü' => 'ü' as u32,
        _ => letter as u32,
    }
}

/// Mixes a number into a hash: one multiplication, whose high bits come back into the low ones.
pub(crate) fn mix(hash: u32, value: u32) -> u32 {
    let product = u64::from(hash ^ value.rotate_left(16)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (product >> 32) as u32 ^ product as u32 ^ value
}
