//! The full-form lexicon: what can this word form be?
//!
//! The lexicon is one block of bytes that is used as it lies in the program: an automaton (`fst::Map`) leads from a form to a number, the number
//! stands for a list of (lemma rule, tag set), and tables hold the rules and what each tag set means. There is nothing to load, a look-up takes a
//! tenth of a microsecond and allocates nothing; a lemma is only made when it is asked for. `cargo xtask lexicon` writes the file.
//!
//! What the lexicon lacks, [`Lexicon::guess`] works out from the form: compounds and hyphenated words from their right end, Swiss spelling,
//! forms of new verbs ([`crate::verbs`]); a capitalised word that nothing explains is taken for a name.

use crate::morphology::{AdjectiveKind, Case, Class, Gender, LemmaRule, Marks, NameKind, NominalForms, Number, Reading, lower_first};
use crate::tag::{Tag, TagSet};
use crate::verbs;
use fst::Map;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::ops::{Deref, Range};

/// The lexicon's file: a magic word, the length of each section as `u32`, then the sections. All numbers are little-endian.
#[doc(hidden)]
pub mod format {
    /// The first eight bytes; the last of them counts versions.
    pub const MAGIC: &[u8; 8] = b"QUELLEX1";

    /// The sections in their order. A *starts* section holds, for row `n`, where it begins and at `n + 1` where it ends.
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub enum Section {
        /// The automaton, form → value.
        Map,
        /// `u16` starts into the pairs, one row a value.
        ValueStarts,
        /// Pairs (rule, tag set), two `u16`.
        Pairs,
        /// Rules: change and strip as `u8`, ending as `u16`.
        Rules,
        /// `u16` starts into the endings.
        EndingStarts,
        /// The endings one after the other, the first of them empty.
        Endings,
        /// `u16` starts into the readings, one row a tag set.
        ReadingStarts,
        /// Readings, eight bytes each.
        Readings,
        /// `u32` starts into the tags, one row a tag set.
        TagStarts,
        /// The tags of the tag sets, `u16` numbers of names.
        Tags,
        /// `u32` starts into the names.
        NameStarts,
        /// The names of the tags one after the other.
        Names,
        /// The commonest words as a hash table, so that most look-ups need not walk the automaton: places of key (`u64`) and value (`u16`), as
        /// many as a power of two, at most half of them taken. A key of zero is an empty place.
        Common,
    }

    /// The bytes of a place in the table of common words.
    pub const COMMON: usize = 10;

    /// The key of a word in the table of common words. Two different words have the same one about as often as two files have the same hash;
    /// the lexicon's builder checks its own words.
    pub fn key(form: &str) -> u64 {
        let mut key = form.len() as u64;
        for chunk in form.as_bytes().chunks(8) {
            let mut bytes = [0; 8];
            bytes[..chunk.len()].copy_from_slice(chunk);
            key = (key.rotate_left(5) ^ u64::from_le_bytes(bytes)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        }
        key | 1
    }

    /// How many sections there are.
    pub const SECTIONS: usize = Section::Common as usize + 1;
    /// The bytes before the first section.
    pub const HEADER: usize = MAGIC.len() + 4 * SECTIONS;
}
use format::Section;

/// Endings that guesses need and that no file has to provide.
pub(crate) const BUILT_IN_ENDINGS: [&str; 5] = ["", "en", "n", "e", "in"];
const FIRST_BUILT_IN: u16 = 0xff00;
const FIRST_ADDED: u16 = 0x8000;

/// The number of a built-in ending.
pub(crate) fn built_in_ending(ending: &str) -> u16 {
    let place = BUILT_IN_ENDINGS.iter().position(|known| *known == ending);
    place.map_or(0, |place| FIRST_BUILT_IN + place as u16)
}

/// The readings of one form: at most [`Readings::MAX`], used as a slice.
#[derive(Clone, Copy)]
pub struct Readings {
    list: [Reading; Readings::MAX],
    len: u8,
}

impl Readings {
    /// The most readings a form has in the lexicon, with some room for guesses. Further ones are dropped.
    pub const MAX: usize = 12;

    pub(crate) fn none() -> Self {
        Readings { list: [Reading::NONE; Self::MAX], len: 0 }
    }

    pub(crate) fn push(&mut self, reading: Reading) {
        if let Some(place) = self.list.get_mut(usize::from(self.len)) {
            *place = reading;
            self.len += 1;
        }
    }

    /// The tags that any of the readings allows.
    pub fn tags(&self) -> TagSet {
        self.iter().fold(TagSet::EMPTY, |tags, reading| tags.union(reading.tags()))
    }

    /// The first reading that allows the tag, a verb's before an adjective's where the tag is a verb's: „zurückgetreten“ as `VVPP` is a form of
    /// „zurücktreten“.
    pub fn fitting(&self, tag: Tag) -> Option<Reading> {
        let mut fitting = self.iter().filter(|reading| reading.tags().contains(tag));
        let first = fitting.next()?;
        let same_kind = |reading: &&Reading| reading.class.is_verb() == tag.is_verb();
        Some(*std::iter::once(first).chain(fitting).find(same_kind).unwrap_or(first))
    }
}

impl Deref for Readings {
    type Target = [Reading];
    fn deref(&self) -> &[Reading] {
        &self.list[..usize::from(self.len)]
    }
}

impl std::fmt::Debug for Readings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

/// A full-form lexicon, with what was added to it.
#[derive(Clone)]
pub struct Lexicon {
    file: Option<File>,
    added: FxHashMap<Box<str>, Vec<Reading>>,
    added_lemmas: Vec<Box<str>>,
}

#[derive(Clone)]
struct File {
    map: Map<&'static [u8]>,
    sections: [&'static [u8]; format::SECTIONS],
}

impl Lexicon {
    /// The German lexicon that is compiled in; an empty one without the feature `de`.
    pub fn german() -> Lexicon {
        // Its bytes are part of the program; a test runs the check of `Lexicon::read` on them.
        #[cfg(feature = "de")]
        return Lexicon { file: File::open(quell_lexicon_de::FORMS), ..Lexicon::empty() };
        #[cfg(not(feature = "de"))]
        Lexicon::empty()
    }

    /// A lexicon without entries: everything is guessed.
    pub fn empty() -> Lexicon {
        Lexicon { file: None, added: FxHashMap::default(), added_lemmas: Vec::new() }
    }

    /// The lexicon in these bytes, if they are one: sections, checksum and all. For bytes that may have been damaged on their way.
    pub fn read(bytes: &'static [u8]) -> Option<Lexicon> {
        let file = File::open(bytes)?;
        file.map.as_fst().verify().ok()?;
        Some(Lexicon { file: Some(file), ..Lexicon::empty() })
    }

    /// Adds every form of a verb. A user's verbs and those of a pack come in here.
    pub fn add_verb(&mut self, verb: &verbs::Verb) {
        for (form, lemma, reading) in verb.forms() {
            let number = self.added_lemmas.iter().position(|known| **known == *lemma).unwrap_or_else(|| {
                self.added_lemmas.push(lemma.into());
                self.added_lemmas.len() - 1
            });
            let ending = FIRST_ADDED + number.min(usize::from(FIRST_BUILT_IN - FIRST_ADDED - 1)) as u16;
            let reading = reading.with_lemma(LemmaRule { keep: 0, change: 0, strip: u8::MAX, ending });
            self.added.entry(form.into()).or_default().push(reading);
        }
    }

    /// What this very form can be. Nothing is changed about it: a caller who wants the word in small letters as well, because it opens a sentence,
    /// asks [`Lexicon::readings_at_start`].
    pub fn readings(&self, form: &str) -> Readings {
        let mut readings = Readings::none();
        self.collect(form, &mut readings, Some);
        readings
    }

    /// What the form can be at the start of a sentence or headline, where small words have a capital too.
    pub fn readings_at_start(&self, form: &str) -> Readings {
        let mut readings = self.readings(form);
        if form.starts_with(char::is_uppercase) {
            let mut small = Scratch::default();
            small.push_lowered(form);
            self.collect(small.as_str(), &mut readings, |mut reading| {
                reading.lemma.change |= LemmaRule::LOWERED;
                Some(reading)
            });
        }
        readings
    }

    /// The lemma of a form in one of its readings.
    pub fn lemma(&self, form: &str, reading: &Reading) -> String {
        reading.lemma.apply(form, self.ending(reading.lemma.ending))
    }

    /// As [`Lexicon::lemma`], but borrowed from the form where they are the same.
    pub fn lemma_cow<'f>(&self, form: &'f str, reading: &Reading) -> Cow<'f, str> {
        if reading.lemma == LemmaRule::SAME { Cow::Borrowed(form) } else { Cow::Owned(self.lemma(form, reading)) }
    }

    /// The reading that fits the tag best: the lexicon's, else a guess, else what the tag itself says of the word. `None` for punctuation only.
    /// `at_start` says that the word's capital may be due to its place.
    pub fn reading_as(&self, form: &str, tag: Tag, at_start: bool) -> Option<Reading> {
        let known = if at_start { self.readings_at_start(form) } else { self.readings(form) };
        // „geworden“ is listed as a full verb only, „hat“ as `VVFIN` exists in treebanks: the form of the verb counts, then.
        let same_form = |readings: &Readings| tag.verb_form().and_then(|form| readings.iter().find(|it| it.form == Some(form)).copied());
        if let Some(reading) = known.fitting(tag).or_else(|| same_form(&known)) {
            return Some(reading);
        }
        let guess = self.guess(form, at_start);
        guess.fitting(tag).or_else(|| Reading::of_tag(tag))
    }

    /// What a form that the lexicon lacks may be. All readings are marked as guessed.
    pub fn guess(&self, form: &str, at_start: bool) -> Readings {
        let mut readings = Readings::none();
        let is_capitalised = form.starts_with(char::is_uppercase);
        if form.starts_with(|first: char| first.is_ascii_digit()) && !form.contains(char::is_alphabetic) {
            readings.push(Reading::of_word(Class::Numeral, NominalForms::default()).marked(Marks::GUESSED));
            return readings;
        }
        if form.contains("ss") {
            self.guess_swiss(form, &mut readings);
        }
        let last_part = form.rfind(['-', '–']).map(|dash| dash + form[dash..].chars().next().map_or(1, char::len_utf8));
        if let Some(start) = last_part
            && readings.is_empty()
        {
            self.guess_last_part(form, start, &mut readings);
        }
        if !is_capitalised {
            self.guess_small(form, last_part.is_none(), &mut readings);
        } else if readings.is_empty() && last_part.is_none() {
            self.guess_compound(form, true, &mut readings);
        }
        if is_capitalised && at_start {
            let mut of_small = Readings::none();
            self.guess_small(&lower_first(form), last_part.is_none(), &mut of_small);
            for mut reading in of_small.iter().copied() {
                reading.lemma.change |= LemmaRule::LOWERED;
                readings.push(reading);
            }
        }
        if is_capitalised && !readings.iter().any(|reading| reading.class.is_noun() || reading.class.is_name()) {
            readings.push(Reading::of_word(Class::ProperNoun(NameKind::Other), NominalForms::default()).marked(Marks::GUESSED));
            guess_noun(form, &mut readings);
        }
        readings
    }

    /// Whether the lexicon has the form.
    pub fn contains(&self, form: &str) -> bool {
        self.file.as_ref().is_some_and(|file| file.map.contains_key(form)) || self.added.contains_key(form)
    }

    /// The entries of a form as the lexicon's authors wrote them: lemma and tags, such as `VER:3:SIN:KJ1:SFT`.
    pub fn entries(&self, form: &str) -> Vec<(String, Vec<&str>)> {
        let mut entries = Vec::new();
        let Some(file) = &self.file else { return entries };
        let Some(value) = file.value(form) else { return entries };
        for (rule, tag_set) in file.pairs(value) {
            let Some(rule) = file.rule(rule) else { continue };
            let lemma = rule.apply(form, file.ending(rule.ending));
            let tags = file.tags(tag_set).map(|tag| file.name(tag)).collect();
            entries.push((lemma, tags));
        }
        entries
    }

    pub(crate) fn collect(&self, form: &str, readings: &mut Readings, keep: impl Fn(Reading) -> Option<Reading>) {
        if let Some(file) = &self.file
            && let Some(value) = file.value(form)
        {
            for (rule, tag_set) in file.pairs(value) {
                let Some(rule) = file.rule(rule) else { continue };
                for bytes in file.readings(tag_set) {
                    if let Some(reading) = Reading::from_bytes(bytes, rule).and_then(&keep) {
                        readings.push(reading);
                    }
                }
            }
        }
        if !self.added.is_empty()
            && let Some(added) = self.added.get(form)
        {
            added.iter().copied().filter_map(keep).for_each(|reading| readings.push(reading));
        }
    }

    fn ending(&self, number: u16) -> &str {
        if number >= FIRST_BUILT_IN {
            BUILT_IN_ENDINGS.get(usize::from(number - FIRST_BUILT_IN)).copied().unwrap_or_default()
        } else if number >= FIRST_ADDED {
            self.added_lemmas.get(usize::from(number - FIRST_ADDED)).map_or("", |lemma| lemma)
        } else {
            self.file.as_ref().map_or("", |file| file.ending(number))
        }
    }

    /// Words in small letters are verbs or adjectives. A known verb behind a particle explains a word best, then a known adjective at its end, then
    /// an adjective's suffix; only what is left may be a verb that nobody has heard of.
    fn guess_small(&self, form: &str, is_one_part: bool, readings: &mut Readings) {
        verbs::recognise_particle_verb(self, form, readings);
        let is_verb = !readings.is_empty();
        if is_one_part {
            self.guess_compound(form, false, readings);
        }
        let may_be_verb = guess_adjective(form, readings);
        if may_be_verb && !is_verb && is_one_part {
            verbs::recognise_weak_verb(form, readings);
        }
    }

    /// „Strasse“: Switzerland and Liechtenstein write „ss“ for „ß“.
    fn guess_swiss(&self, form: &str, readings: &mut Readings) {
        let mut german = Scratch::default();
        for (place, part) in form.split("ss").enumerate() {
            if place > 0 {
                german.push("ß");
            }
            german.push(part);
        }
        self.collect(german.as_str(), readings, |mut reading| {
            reading.lemma.change |= LemmaRule::SWISS;
            Some(reading.marked(Marks::GUESSED))
        });
    }

    /// „CDU-Politikers“ is what „Politikers“ is.
    fn guess_last_part(&self, form: &str, start: usize, readings: &mut Readings) {
        let last = &form[start..];
        let Ok(keep) = u8::try_from(start) else { return };
        let can_be_last = |reading: Reading| {
            let is_open = !reading.class.is_closed() && !reading.class.is_verb();
            let mut reading = reading.marked(Marks::GUESSED);
            reading.lemma.keep += keep;
            is_open.then_some(reading)
        };
        self.collect(last, readings, can_be_last);
        if readings.is_empty() && last.starts_with(char::is_uppercase) {
            let mut inner = Readings::none();
            self.guess_compound(last, true, &mut inner);
            for mut reading in inner.iter().copied() {
                reading.lemma.keep = reading.lemma.keep.saturating_add(keep);
                readings.push(reading);
            }
        }
    }

    /// „Hafenbehörde“ is what „Behörde“ is: the longest known end of four or more letters decides, as long as three letters remain before it (or
    /// „un“). Where the first part is a known word too („Hafen“), that place wins over a longer end, and three letters are enough.
    fn guess_compound(&self, form: &str, is_capitalised: bool, readings: &mut Readings) {
        const END_MIN: usize = 3;
        const UNKNOWN_START_END_MIN: usize = 4;
        const START_MIN: usize = 3;
        let letters = form.chars().count();
        // A longer string is no word; and the work for one word stays bounded.
        if !(START_MIN + END_MIN..=60).contains(&letters) || !form.chars().all(char::is_alphabetic) {
            return;
        }
        let fits = |reading: &Reading| {
            if is_capitalised { reading.class.is_noun() } else { matches!(reading.class, Class::Adjective(_)) }
        };
        let mut best: Option<usize> = None;
        let start_min = if !is_capitalised && form.starts_with("un") { 2 } else { START_MIN };
        let places = form.char_indices().map(|(place, _)| place).enumerate().skip(start_min).take(letters - start_min - END_MIN + 1);
        for (before, place) in places {
            let mut end = Scratch::default();
            if is_capitalised {
                end.push_raised(&form[place..]);
            } else {
                end.push(&form[place..]);
            }
            if !self.readings(end.as_str()).iter().any(fits) {
                continue;
            }
            let start_is_known = self.is_first_part(&form[..place]);
            let is_long = letters - before >= UNKNOWN_START_END_MIN;
            if start_is_known || (best.is_none() && is_long) {
                best = Some(place);
            }
            if start_is_known {
                break;
            }
        }
        let Some(place) = best else { return };
        let Ok(keep) = u8::try_from(place) else { return };
        let mut end = Scratch::default();
        if is_capitalised {
            end.push_raised(&form[place..]);
        } else {
            end.push(&form[place..]);
        }
        self.collect(end.as_str(), readings, |reading| {
            let mut guess = reading.marked(Marks::GUESSED);
            guess.lemma.keep += keep;
            if is_capitalised {
                guess.lemma.change |= LemmaRule::INNER_NOUN;
            }
            fits(&reading).then_some(guess)
        });
    }

    /// Whether this can be the first part of a compound: a known word, perhaps with a linking „s“, „es“, „n“, „en“.
    fn is_first_part(&self, part: &str) -> bool {
        let known = |word: &str| {
            let mut noun = Scratch::default();
            noun.push_raised(word);
            word.len() >= 3 && (self.contains(noun.as_str()) || self.contains(word))
        };
        known(part) || ["s", "es", "n", "en"].iter().any(|link| part.strip_suffix(link).is_some_and(known))
    }
}

impl Default for Lexicon {
    fn default() -> Self {
        Lexicon::empty()
    }
}

impl std::fmt::Debug for Lexicon {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let forms = self.file.as_ref().map_or(0, |file| file.map.len());
        f.debug_struct("Lexicon").field("forms", &forms).field("added", &self.added.len()).finish()
    }
}

impl File {
    fn open(bytes: &'static [u8]) -> Option<File> {
        let lengths = bytes.strip_prefix(format::MAGIC)?.get(..4 * format::SECTIONS)?;
        let mut sections = [&[][..]; format::SECTIONS];
        let mut start = format::HEADER;
        for (section, length) in sections.iter_mut().zip(lengths.as_chunks::<4>().0) {
            let end = start.checked_add(usize::try_from(u32::from_le_bytes(*length)).ok()?)?;
            *section = bytes.get(start..end)?;
            start = end;
        }
        let map = Map::new(sections[Section::Map as usize]).ok()?;
        Some(File { map, sections })
    }

    fn value(&self, form: &str) -> Option<u64> {
        let table = self.section(Section::Common).as_chunks::<{ format::COMMON }>().0;
        let key = format::key(form);
        let start = (key >> 32) as usize & table.len().wrapping_sub(1);
        for &[a, b, c, d, e, f, g, h, low, high] in table.get(start..).unwrap_or_default() {
            match u64::from_le_bytes([a, b, c, d, e, f, g, h]) {
                0 => break,
                found if found == key => return Some(u64::from(u16::from_le_bytes([low, high]))),
                _ => {}
            }
        }
        self.map.get(form)
    }

    fn section(&self, section: Section) -> &'static [u8] {
        self.sections[section as usize]
    }

    fn u16_at(&self, section: Section, place: usize) -> Option<u16> {
        let bytes = self.section(section).get(place * 2..place * 2 + 2)?;
        Some(u16::from_le_bytes([bytes[0], bytes[1]]))
    }

    fn u32_at(&self, section: Section, place: usize) -> Option<u32> {
        let bytes = self.section(section).get(place * 4..place * 4 + 4)?;
        Some(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
    }

    fn short_row(&self, starts: Section, row: usize) -> Range<usize> {
        let start = self.u16_at(starts, row).map_or(0, usize::from);
        start..self.u16_at(starts, row + 1).map_or(start, usize::from)
    }

    fn long_row(&self, starts: Section, row: usize) -> Range<usize> {
        let start = self.u32_at(starts, row).map_or(0, |start| start as usize);
        start..self.u32_at(starts, row + 1).map_or(start, |end| end as usize)
    }

    fn text(&self, section: Section, place: Range<usize>) -> &'static str {
        self.section(section).get(place).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }

    fn pairs(&self, value: u64) -> impl Iterator<Item = (u16, u16)> {
        let row = self.short_row(Section::ValueStarts, usize::try_from(value).unwrap_or(usize::MAX / 8));
        let bytes = self.section(Section::Pairs).get(row.start * 4..row.end * 4).unwrap_or_default();
        bytes.as_chunks::<4>().0.iter().map(|&[a, b, c, d]| (u16::from_le_bytes([a, b]), u16::from_le_bytes([c, d])))
    }

    fn rule(&self, number: u16) -> Option<LemmaRule> {
        let place = usize::from(number) * 4;
        let &[change, strip, a, b] = self.section(Section::Rules).get(place..place + 4)? else { return None };
        Some(LemmaRule { keep: 0, change, strip, ending: u16::from_le_bytes([a, b]) })
    }

    fn ending(&self, number: u16) -> &'static str {
        self.text(Section::Endings, self.short_row(Section::EndingStarts, usize::from(number)))
    }

    fn readings(&self, tag_set: u16) -> impl Iterator<Item = &'static [u8]> {
        let row = self.short_row(Section::ReadingStarts, usize::from(tag_set));
        let bytes = self.section(Section::Readings).get(row.start * Reading::BYTES..row.end * Reading::BYTES);
        bytes.unwrap_or_default().chunks_exact(Reading::BYTES)
    }

    fn tags(&self, tag_set: u16) -> impl Iterator<Item = u16> {
        self.long_row(Section::TagStarts, usize::from(tag_set)).map_while(|place| self.u16_at(Section::Tags, place))
    }

    fn name(&self, tag: u16) -> &'static str {
        self.text(Section::Names, self.long_row(Section::NameStarts, usize::from(tag)))
    }
}

/// „touristische“, „geleakten“: adjectives by their suffix, and participles of verbs that may be as unknown as they. Returns whether the form may
/// still be a verb.
fn guess_adjective(form: &str, readings: &mut Readings) -> bool {
    const SUFFIXES: [&str; 9] = ["lich", "isch", "bar", "sam", "haft", "los", "weit", "ig", "iv"];
    const ENDINGS: [&str; 6] = ["e", "en", "er", "es", "em", ""];
    if readings.iter().any(|reading| matches!(reading.class, Class::Adjective(_))) {
        return false;
    }
    for ending in ENDINGS {
        let Some(stem) = form.strip_suffix(ending) else { continue };
        let has_suffix = SUFFIXES.iter().any(|suffix| stem.strip_suffix(suffix).is_some_and(|root| root.len() >= 3));
        // „geleakte“, „designierten“; without an ending they are left to the verbs.
        let has_ge = stem.strip_prefix("ge").and_then(|rest| rest.strip_suffix('t')).is_some_and(|root| root.len() >= 3);
        let has_iert = stem.strip_suffix("iert").is_some_and(|root| root.len() >= 3);
        let is_participle = (has_ge || has_iert) && !ending.is_empty();
        if !has_suffix && !is_participle {
            continue;
        }
        let kind = if is_participle { AdjectiveKind::Participle2 } else { AdjectiveKind::Plain };
        let reading = if ending.is_empty() {
            Reading::of_word(Class::Adjective(kind), NominalForms::default()).marked(Marks::PREDICATIVE)
        } else {
            Reading::of_word(Class::Adjective(kind), attributive(ending))
        };
        let lemma = LemmaRule { strip: ending.len() as u8, ..LemmaRule::SAME };
        readings.push(reading.marked(Marks::GUESSED).with_lemma(lemma));
        // „designierte“ can be the past of „designieren“ as well.
        return has_iert;
    }
    true
}

/// The cells of an adjective's ending, all three declensions together.
fn attributive(ending: &str) -> NominalForms {
    use Case::*;
    use Gender::*;
    use Number::*;
    let mut cells = NominalForms::default();
    let singular: &[(Case, Gender)] = match ending {
        "e" => &[(Nominative, Masculine), (Nominative, Feminine), (Accusative, Feminine), (Nominative, Neuter), (Accusative, Neuter)],
        "en" => &[
            (Accusative, Masculine),
            (Genitive, Masculine),
            (Dative, Masculine),
            (Genitive, Feminine),
            (Dative, Feminine),
            (Genitive, Neuter),
            (Dative, Neuter),
        ],
        "er" => &[(Nominative, Masculine), (Genitive, Feminine), (Dative, Feminine)],
        "es" => &[(Nominative, Neuter), (Accusative, Neuter)],
        _ => &[(Dative, Masculine), (Dative, Neuter)],
    };
    let plural: &[Case] = match ending {
        "e" => &[Nominative, Accusative],
        "en" => &[Nominative, Genitive, Dative, Accusative],
        "er" => &[Genitive],
        _ => &[],
    };
    for &(case, gender) in singular {
        cells.insert(case, Singular, gender);
    }
    for &case in plural {
        for gender in [Masculine, Feminine, Neuter] {
            cells.insert(case, Plural, gender);
        }
    }
    cells
}

/// „Digitalisierung“, „Inflationen“: nouns by their suffix. All of these are feminine.
fn guess_noun(form: &str, readings: &mut Readings) {
    const SUFFIXES: [&str; 7] = ["ung", "heit", "keit", "schaft", "tion", "ität", "enz"];
    for (ending, number) in [("", Number::Singular), ("en", Number::Plural)] {
        let Some(stem) = form.strip_suffix(ending) else { continue };
        if !SUFFIXES.iter().any(|suffix| stem.strip_suffix(suffix).is_some_and(|root| root.len() >= 3)) {
            continue;
        }
        let mut cells = NominalForms::default();
        for &case in <Case as crate::morphology::Feature>::ALL {
            cells.insert(case, number, Gender::Feminine);
        }
        let lemma = LemmaRule { strip: ending.len() as u8, ..LemmaRule::SAME };
        readings.push(Reading::of_word(Class::Noun, cells).marked(Marks::GUESSED).with_lemma(lemma));
        return;
    }
}

/// A short word on the stack, so that a look-up of a changed form allocates nothing. What does not fit is on the heap.
#[derive(Default)]
pub(crate) struct Scratch {
    bytes: [u8; 32],
    len: usize,
    long: Option<String>,
}

impl Scratch {
    pub(crate) fn push(&mut self, text: &str) {
        let end = self.len + text.len();
        match (&mut self.long, self.bytes.get_mut(self.len..end)) {
            (Some(long), _) => long.push_str(text),
            (None, Some(place)) => {
                place.copy_from_slice(text.as_bytes());
                self.len = end;
            }
            (None, None) => self.long = Some([self.as_str(), text].concat()),
        }
    }

    fn push_letters(&mut self, letters: impl Iterator<Item = char>) {
        for letter in letters {
            self.push(letter.encode_utf8(&mut [0; 4]));
        }
    }

    pub(crate) fn push_lowered(&mut self, word: &str) {
        let mut rest = word.chars();
        if let Some(first) = rest.next() {
            self.push_letters(first.to_lowercase());
        }
        self.push(rest.as_str());
    }

    pub(crate) fn push_raised(&mut self, word: &str) {
        let mut rest = word.chars();
        if let Some(first) = rest.next() {
            self.push_letters(first.to_uppercase());
        }
        self.push(rest.as_str());
    }

    pub(crate) fn as_str(&self) -> &str {
        match &self.long {
            Some(long) => long,
            None => std::str::from_utf8(&self.bytes[..self.len]).unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(feature = "de")]
    use crate::morphology::{Person, Tense, VerbForm};
    use proptest::prelude::*;

    fn guessed_lemma(lexicon: &Lexicon, form: &str, tag: Tag) -> Option<String> {
        let reading = lexicon.guess(form, false).fitting(tag)?;
        Some(lexicon.lemma(form, &reading))
    }

    #[cfg(feature = "de")]
    #[test]
    fn the_lexicon_that_is_compiled_in_is_whole() {
        let lexicon = Lexicon::read(quell_lexicon_de::FORMS).expect("sections and checksum are right");
        assert_eq!(lexicon.entries("abflösse")[0].0, "abfließen");
        assert!(Lexicon::read(&quell_lexicon_de::FORMS[..1_000_000]).is_none());
        assert!(Lexicon::read(b"QUELLEX1").is_none());
    }

    #[cfg(feature = "de")]
    #[test]
    fn mood_is_decided_by_person() {
        let lexicon = Lexicon::german();
        let third = |form: &str| {
            let readings = lexicon.readings(form);
            let reading = readings.iter().find(|reading| reading.is_finite()).expect("a finite verb");
            reading.finite().tenses_of(Person::Third, Number::Singular)
        };
        assert!(third("habe").is_only(Tense::Konjunktiv1));
        assert!(third("räume").is_only(Tense::Konjunktiv1));
        assert!(third("hätte").is_only(Tense::Konjunktiv2));
        assert!(third("hat").is_only(Tense::Present));
        // The past of weak verbs has no Konjunktiv II of its own.
        assert!(third("sagte").contains(Tense::Past) && third("sagte").contains(Tense::Konjunktiv2));
    }

    #[cfg(feature = "de")]
    #[test]
    fn particles_are_seen_in_the_form() {
        let lexicon = Lexicon::german();
        let readings = lexicon.readings("ankündigte");
        assert!(readings.iter().all(|reading| reading.is_attached()));
        assert_eq!(lexicon.lemma("ankündigte", &readings[0]), "ankündigen");
        let reading = lexicon.reading_as("anzukündigen", Tag::VVIZU, false).expect("an entry");
        assert_eq!((reading.form, reading.is_guessed()), (Some(VerbForm::ZuInfinitive), false));
        assert!(lexicon.readings("kündigte").iter().all(|reading| !reading.is_attached()));
    }

    #[cfg(feature = "de")]
    #[test]
    fn a_capital_at_the_start_hides_nothing() {
        let lexicon = Lexicon::german();
        assert!(lexicon.readings("Räumte").is_empty());
        let reading = lexicon.readings_at_start("Räumte")[0];
        assert_eq!(lexicon.lemma("Räumte", &reading), "räumen");
        let both = lexicon.readings_at_start("Hafen");
        assert!(both.iter().all(|reading| reading.class.is_noun()));
    }

    #[cfg(feature = "de")]
    #[test]
    fn the_tag_chooses_between_readings() {
        let lexicon = Lexicon::german();
        let lemma = |form, tag| lexicon.reading_as(form, tag, false).map(|reading| lexicon.lemma(form, &reading));
        assert_eq!(lemma("zurückgetreten", Tag::VVPP).as_deref(), Some("zurücktreten"));
        assert_eq!(lemma("geworden", Tag::VAPP).as_deref(), Some("werden"));
        assert_eq!(lemma("zudem", Tag::PAV).as_deref(), Some("zudem"));
        assert_eq!(lemma("Qwrtz", Tag::NE).as_deref(), Some("Qwrtz"));
        assert_eq!(lemma(",", Tag::COMMA), None);
    }

    #[cfg(feature = "de")]
    #[test]
    fn unknown_words_are_read_from_their_end() {
        let lexicon = Lexicon::german();
        let lemma = |form, tag| guessed_lemma(&lexicon, form, tag);
        assert_eq!(lemma("Deichhäuser", Tag::NN).as_deref(), Some("Deichhaus"));
        assert_eq!(lemma("Klageweges", Tag::NN).as_deref(), Some("Klageweg"));
        assert_eq!(lemma("Nordkai-Sprecherinnen", Tag::NN).as_deref(), Some("Nordkai-Sprecherin"));
        assert_eq!(lemma("deichfreundlichen", Tag::ADJA).as_deref(), Some("deichfreundlich"));
        assert_eq!(lemma("Strassen", Tag::NN).as_deref(), Some("Straße"));
        assert_eq!(lemma("Jessen", Tag::NE).as_deref(), Some("Jessen"));
        let place = lexicon.guess("Deichhäuser", false)[0];
        assert!(place.is_guessed() && place.nominal().genders().is_only(Gender::Neuter));
    }

    #[cfg(feature = "de")]
    #[test]
    fn common_words_and_the_automaton_agree() {
        let lexicon = Lexicon::german();
        let file = lexicon.file.as_ref().expect("a lexicon");
        for form in ["die", "und", "sagte", "Konzern", "abgeflossen", "einräumen", ""] {
            assert_eq!(file.value(form), file.map.get(form), "{form}");
        }
    }

    #[test]
    fn without_a_lexicon_new_verbs_are_understood() {
        let mut lexicon = Lexicon::empty();
        assert!(lexicon.readings("sagt").is_empty());
        assert_eq!(guessed_lemma(&lexicon, "twitterte", Tag::VVFIN).as_deref(), Some("twittern"));
        lexicon.add_verb(&verbs::Verb::weak("down|loaden"));
        let reading = lexicon.reading_as("downgeloadet", Tag::VVPP, false).expect("an entry");
        assert_eq!((lexicon.lemma("downgeloadet", &reading).as_str(), reading.is_guessed()), ("downloaden", false));
        let separated = lexicon.readings("loadete")[0];
        assert_eq!(lexicon.lemma("loadete", &separated), "loaden");
    }

    proptest! {
        #[test]
        fn no_text_makes_a_look_up_panic(form in "\\PC{0,24}|[a-zäöüß-]{0,80}|(an|zu|ge|un|ss|t|en|Ä|-){0,12}", at_start: bool) {
            let lexicon = Lexicon::german();
            let readings = [lexicon.readings(&form), lexicon.readings_at_start(&form), lexicon.guess(&form, at_start)];
            for reading in readings.iter().flat_map(|readings| readings.iter()) {
                lexicon.lemma(&form, reading);
            }
            for &tag in Tag::ALL {
                lexicon.reading_as(&form, tag, at_start);
            }
        }
    }

    #[cfg(feature = "de")]
    proptest! {
        #![proptest_config(ProptestConfig::with_cases(12))]
        #[test]
        fn damaged_bytes_make_nothing_panic(places in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..200), in_tables: bool) {
            let mut bytes = quell_lexicon_de::FORMS.to_vec();
            let start = if in_tables { 940_500 } else { 0 };
            for (place, value) in places {
                let len = bytes.len() - start;
                bytes[start + place.index(len)] = value;
            }
            if let Some(lexicon) = Lexicon::read(bytes.leak()) {
                for form in ["habe", "angekündigt", "Hafenbehörden", "die", "qx"] {
                    for reading in lexicon.readings_at_start(form).iter().chain(lexicon.guess(form, true).iter()) {
                        lexicon.lemma(form, reading);
                    }
                    lexicon.entries(form);
                }
            }
        }
    }
}
