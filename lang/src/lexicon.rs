//! The full-form lexicon: what can this word form be?
//!
//! The lexicon is one block of bytes that is used as it lies in the program: an automaton (`fst::Map`) leads from a form to a number, the number
//! stands for a list of (lemma rule, tag set), and tables hold the rules and what each tag set means. There is nothing to load, a look-up takes a
//! tenth of a microsecond and allocates nothing; a lemma is only made when it is asked for. `cargo xtask lexicon` writes the file.
//!
//! What the lexicon lacks, [`Lexicon::guess`] works out from the form: compounds and hyphenated words from their right end, Swiss spelling,
//! forms of new verbs ([`crate::verbs`]); a capitalised word that nothing explains is taken for a name.

mod file;
#[doc(hidden)]
pub mod format;
mod guess;
mod readings;
mod scratch;

pub use readings::Readings;
pub(crate) use scratch::Scratch;

use crate::morphology::{LemmaRule, Reading};
use crate::tag::Tag;
use crate::verbs;
use file::File;
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// Endings that guesses need and that no file has to provide.
pub(crate) const BUILT_IN_ENDINGS: [&str; 2] = ["en", "n"];
const FIRST_BUILT_IN: u16 = 0xff00;
const FIRST_ADDED: u16 = 0x8000;

/// The number of a built-in ending.
pub(crate) fn built_in_ending(ending: &str) -> u16 {
    let place = BUILT_IN_ENDINGS.iter().position(|known| *known == ending);
    place.map_or(0, |place| FIRST_BUILT_IN + place as u16)
}

/// A full-form lexicon, with what was added to it.
#[derive(Clone)]
pub struct Lexicon {
    file: Option<File>,
    added: FxHashMap<Box<str>, Vec<Reading>>,
    added_lemmas: Vec<Box<str>>,
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

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(feature = "de")]
    use crate::morphology::{Gender, Number, Person, Tense, VerbForm};
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
