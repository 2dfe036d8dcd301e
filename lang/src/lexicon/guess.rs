//! What may a form be that the lexicon lacks?
//!
//! German makes words as they are needed, so an unknown one is mostly made of known ones, and its right end says what it is.

use super::{Lexicon, Readings, Scratch};
use crate::morphology::{
    AdjectiveKind, Case, Class, Feature, Gender, LemmaRule, Marks, NameKind, NominalForms, Number, Reading, lower_first,
};
use crate::verbs;

impl Lexicon {
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
        for &case in Case::ALL {
            cells.insert(case, number, Gender::Feminine);
        }
        let lemma = LemmaRule { strip: ending.len() as u8, ..LemmaRule::SAME };
        readings.push(Reading::of_word(Class::Noun, cells).marked(Marks::GUESSED).with_lemma(lemma));
        return;
    }
}
