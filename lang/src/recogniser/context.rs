//! What the recogniser looks at: a word, its neighbours, their tags, what the lexicon and the lists of names say of them, and their classes.

use crate::lexicon::Lexicon;
use crate::morphology::{Class, NameKind};
use crate::spelling::may_begin_surname;
use crate::tag::Tag;
use crate::tagger::context::{lower, mix};
use crate::word_classes::WordClasses;

/// How many features a word has.
pub const FEATURES: usize = 72;

/// What lists know of a word; bits.
pub mod known {
    /// A first name.
    pub const FIRST_NAME: u16 = 1;
    /// Stands before a person's name: *Präsident*.
    pub const TITLE: u16 = 2;
    /// Further words of a name of several.
    pub const FURTHER: u16 = 4;
    /// In the name of a state.
    pub const STATE: u16 = 8;
    /// In the name of a capital.
    pub const CAPITAL: u16 = 16;
    /// A people or an adjective of a state: *Franzosen*, *französisch*.
    pub const PEOPLE: u16 = 32;
    /// In the name of an agency.
    pub const AGENCY: u16 = 64;
    /// In the name of an outlet.
    pub const OUTLET: u16 = 128;
    /// In a name that can be an outlet's or a word.
    pub const PERHAPS_OUTLET: u16 = 256;
    /// In the name of an organisation.
    pub const ORGANISATION: u16 = 512;
    /// In the name of a town.
    pub const TOWN: u16 = 1024;
    /// Tells what it is the name of: *Polizei*, *Ministerium*.
    pub const SOURCE_NOUN: u16 = 2048;
}

/// A sentence, ready to be labelled.
#[derive(Debug, Default)]
pub struct Sentence {
    words: Vec<Word>,
}

/// What is seen of a word wherever it stands: look it up once for an article.
#[derive(Debug, Clone, Copy)]
pub struct Form(Word);

impl Form {
    /// Of a word as it stands.
    pub fn of(form: &str, lexicon: &Lexicon, classes: &WordClasses) -> Form {
        let mut word = OUTSIDE;
        word.is_quotation_mark = matches!(form, "„" | "»" | "«" | "“" | "\"" | "``" | "''" | "”" | "‚" | "‘" | "'");
        word.is_particle = may_begin_surname(form);
        word.may_begin = form.starts_with(|first: char| first.is_uppercase() || first.is_ascii_digit());
        (word.form, word.small) = (hash(form.chars().map(|letter| letter as u32)), hash(form.chars().map(lower)));
        word.shape = shape(form);
        for (length, suffix) in [2, 3, 4].into_iter().zip(&mut word.suffixes) {
            *suffix = hash(form.chars().rev().take(length).map(lower));
        }
        for (length, prefix) in [3, 4].into_iter().zip(&mut word.prefixes) {
            *prefix = hash(form.chars().take(length).map(lower));
        }
        (word.first_part, word.last_part) = match (form.split_once('-'), form.rsplit_once('-')) {
            (Some((first, _)), Some((_, last))) => (hash(first.chars().map(lower)), hash(last.chars().map(lower))),
            _ => (0, 0),
        };
        word.class = u32::from(classes.get(form));
        word.lexicon = if form.starts_with(char::is_alphabetic) { lexicon_bits(form, lexicon) } else { 0 };
        Form(word)
    }
}

/// Where in a name a word can stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InName {
    /// It may begin one: a capital, a digit, a word of the lists, „von“ before one of these.
    Anywhere,
    /// It may stand between other words of one: „Ursula *von der* Leyen“.
    Inside,
    /// It is in no name.
    Nowhere,
}

/// What does not depend on the neighbours.
#[derive(Debug, Clone, Copy)]
struct Word {
    form: u32,
    small: u32,
    shape: u32,
    suffixes: [u32; 3],
    prefixes: [u32; 2],
    /// What stands behind the last hyphen, and before the first.
    last_part: u32,
    first_part: u32,
    tag: u32,
    class: u32,
    lexicon: u32,
    known: u32,
    quoted: u32,
    is_quotation_mark: bool,
    is_particle: bool,
    /// Whether it may be the first word of a name: a capital, a digit, or a word of the lists.
    may_begin: bool,
    /// Whether it may stand in the middle of one, by its tag: „von“, „der“, „für“.
    may_continue: bool,
}

const OUTSIDE: Word = Word {
    form: 1,
    small: 1,
    shape: 1,
    suffixes: [1; 3],
    prefixes: [1; 2],
    last_part: 1,
    first_part: 1,
    tag: 63,
    class: 0xffff,
    lexicon: 0xffff,
    known: 0xffff,
    quoted: 0,
    is_quotation_mark: false,
    is_particle: false,
    may_begin: false,
    may_continue: false,
};

impl Sentence {
    /// Forgets the words, so that the next sentence can use their room.
    pub fn clear(&mut self) {
        self.words.clear();
    }

    /// Adds a word: what is seen of it anywhere, its tag here, and what lists know of it here ([`known`]).
    pub fn push(&mut self, form: &Form, tag: Tag, known: u16) {
        let was_quoted = self.words.last().map_or(0, |word| word.quoted);
        let Form(word) = *form;
        self.words.push(Word {
            tag: tag as u32,
            known: u32::from(known),
            quoted: if word.is_quotation_mark { 1 - was_quoted } else { was_quoted },
            may_begin: word.may_begin || known != 0,
            may_continue: matches!(
                tag,
                Tag::APPR | Tag::APPRART | Tag::ART | Tag::KON | Tag::ADJA | Tag::FM | Tag::XY | Tag::NE | Tag::NN | Tag::CARD | Tag::MARK
            ),
            ..word
        });
    }

    /// How many words it has.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Where in a name the word can stand; nobody needs to ask for the features of those that cannot.
    pub fn in_name(&self, place: usize) -> InName {
        let word = self.word(place);
        if word.may_begin || (word.is_particle && self.word(place + 1).may_begin) {
            return InName::Anywhere;
        }
        let goes_on = [1, 2, 3].into_iter().any(|ahead| self.word(place + ahead).may_begin);
        if word.may_continue && goes_on { InName::Inside } else { InName::Nowhere }
    }

    fn word(&self, place: usize) -> &Word {
        self.words.get(place).unwrap_or(&OUTSIDE)
    }

    /// The features of a word, as hashes.
    pub fn features(&self, place: usize) -> [u32; FEATURES] {
        let word = self.word(place);
        let before = self.word(place.wrapping_sub(1));
        let before_that = self.word(place.wrapping_sub(2));
        let next = self.word(place + 1);
        let after_next = self.word(place + 2);
        let three_before = self.word(place.wrapping_sub(3));
        let three_after = self.word(place + 3);
        // A class is the path to it in a tree; its first steps are coarser classes.
        let [coarse, fine] = [0x3f, 0x3ff].map(|mask| word.class & mask);
        let (coarse_before, coarse_next) = (before.class & 0x3f, next.class & 0x3f);
        let is_first = u32::from(place == 0);
        let features = [
            [0, 0],
            [word.small, 0],
            [word.form, 0],
            [before.small, 0],
            [next.small, 0],
            [before_that.small, 0],
            [after_next.small, 0],
            [before.small, word.small],
            [word.small, next.small],
            [before.small, next.small],
            [before.small, word.shape],
            [next.small, word.shape],
            [word.shape, is_first],
            [before.shape, word.shape],
            [word.shape, next.shape],
            [mix(before.shape, word.shape), next.shape],
            [word.suffixes[0], word.shape],
            [word.suffixes[1], 0],
            [word.suffixes[2], 0],
            [word.prefixes[0], 0],
            [word.prefixes[1], 0],
            [word.last_part, 0],
            [word.first_part, 0],
            [next.suffixes[1], word.shape],
            [before.suffixes[1], word.shape],
            [word.tag, 0],
            [before.tag, word.tag],
            [word.tag, next.tag],
            [mix(before.tag, word.tag), next.tag],
            [mix(before_that.tag, before.tag), word.tag],
            [word.class, 0],
            [fine, 1],
            [coarse, 2],
            [before.class, 3],
            [next.class, 4],
            [before_that.class, 5],
            [after_next.class, 6],
            [coarse_before, coarse],
            [coarse, coarse_next],
            [before.class, word.shape],
            [next.class, word.shape],
            [before.class, word.class],
            [word.class, next.class],
            [word.lexicon, word.shape],
            [before.lexicon, word.lexicon],
            [word.lexicon, next.lexicon],
            [word.lexicon, word.tag],
            [before.lexicon, word.shape],
            [next.lexicon, word.shape],
            [word.known, 0],
            [word.known, word.shape],
            [word.known, word.lexicon],
            [before.known, word.known],
            [word.known, next.known],
            [before.known, word.shape],
            [next.known, word.shape],
            [before.small, word.known],
            [mix(before.known, word.known), next.known],
            [word.quoted, word.shape],
            [mix(before_that.small, before.small), word.shape],
            [mix(next.small, after_next.small), word.shape],
            [word.known, word.class],
            [word.small, next.class],
            [before.small, word.class],
            [word.suffixes[1], next.class],
            [before.suffixes[2], fine],
            [mix(coarse_before, coarse), coarse_next],
            [three_before.class, 7],
            [three_after.class, 8],
            [before.lexicon, mix(word.lexicon, next.lexicon)],
            [before.tag, mix(word.lexicon, word.shape)],
            [mix(before.shape, before.lexicon), mix(word.shape, word.lexicon)],
        ];
        let mut hashes = [0; FEATURES];
        for (number, (hash, [a, b])) in hashes.iter_mut().zip(features).enumerate() {
            *hash = mix(mix(number as u32 + 1, a), b);
        }
        hashes
    }
}

fn hash(letters: impl Iterator<Item = u32>) -> u32 {
    letters.fold(7, mix)
}

/// Capitals, small letters, digits and others in the order in which they come, each once: *McDonald’s* is `XxXx.x`.
fn shape(form: &str) -> u32 {
    let (mut shape, mut last, mut capitals) = (11, 0, 0);
    for letter in form.chars() {
        let kind = match letter {
            letter if letter.is_uppercase() => 1,
            letter if letter.is_alphabetic() => 2,
            letter if letter.is_numeric() => 3,
            '.' => 4,
            '-' => 5,
            _ => 6,
        };
        capitals += u32::from(kind == 1);
        if kind != last {
            shape = mix(shape, kind);
        }
        last = kind;
    }
    // “A.” and “USA” are not alike.
    mix(shape, capitals.min(2))
}

/// Which kinds of names and words the lexicon knows under this form.
fn lexicon_bits(form: &str, lexicon: &Lexicon) -> u32 {
    let mut bits = 0;
    let readings = lexicon.readings(form);
    if readings.is_empty() {
        bits |= 1;
    }
    for reading in readings.iter() {
        bits |= match reading.class {
            Class::ProperNoun(NameKind::First) => 2,
            Class::ProperNoun(NameKind::Surname) => 4,
            Class::ProperNoun(NameKind::City) => 8,
            Class::ProperNoun(NameKind::Country | NameKind::Region) => 16,
            Class::ProperNoun(NameKind::Place) => 32,
            Class::ProperNoun(NameKind::Other) => 64,
            class if class.is_noun() => 128,
            class if class.is_verb() => 256,
            _ => 512,
        };
    }
    if bits == 1 && form.starts_with(char::is_uppercase) {
        // Not a name in the lexicon, but perhaps a compound of nouns: a guess with a noun that is no name.
        let guesses = lexicon.guess(form, false);
        bits |= guesses.iter().fold(0, |bits, reading| bits | if reading.class.is_name() { 1024 } else { 2048 });
    }
    bits
}
