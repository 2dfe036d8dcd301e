//! The verb generator: every form of a verb from its infinitive, and the verb behind a form that the lexicon lacks.
//!
//! New verbs are weak („googeln“, „leaken“, „durchwinken“), so their forms follow from the infinitive. A strong verb needs three stems more.
//! Particle verbs are built from any verb and one of a few dozen particles, faster than a lexicon can list them; their forms are recognised as
//! particle plus known form.

mod recognise;

pub(crate) use recognise::{recognise_particle_verb, recognise_weak_verb};

use crate::morphology::{FiniteForms, Marks, Number, Person, Reading, Tense, VerbForm, VerbKind};

/// Particles that separate from their verb. Longer ones come first where one begins another.
pub const PARTICLES: &[&str] = &[
    "auseinander",
    "aneinander",
    "aufeinander",
    "durcheinander",
    "gegenüber",
    "gegeneinander",
    "hinterher",
    "zueinander",
    "zugrunde",
    "hinunter",
    "herunter",
    "entgegen",
    "zusammen",
    "kaputt",
    "vorüber",
    "herüber",
    "hinüber",
    "vorweg",
    "vorbei",
    "voraus",
    "voran",
    "zurecht",
    "zurück",
    "zwischen",
    "weiter",
    "wieder",
    "wider",
    "unter",
    "über",
    "runter",
    "rüber",
    "nieder",
    "hinzu",
    "hinweg",
    "hinein",
    "hinaus",
    "hinauf",
    "hinab",
    "hinter",
    "hervor",
    "herum",
    "herein",
    "herbei",
    "heraus",
    "herauf",
    "heran",
    "herab",
    "empor",
    "entlang",
    "durch",
    "sicher",
    "richtig",
    "bereit",
    "klar",
    "krank",
    "preis",
    "offen",
    "quer",
    "bloß",
    "still",
    "stand",
    "statt",
    "schief",
    "teil",
    "gleich",
    "zuvor",
    "fehl",
    "fest",
    "fort",
    "frei",
    "heim",
    "hoch",
    "kund",
    "nach",
    "nahe",
    "raus",
    "rauf",
    "rein",
    "wahr",
    "wett",
    "down",
    "auf",
    "aus",
    "bei",
    "dar",
    "ein",
    "gut",
    "her",
    "hin",
    "los",
    "mit",
    "ran",
    "rum",
    "tot",
    "vor",
    "weg",
    "ab",
    "an",
    "um",
    "up",
    "zu",
];

/// First syllables that stay with their verb and leave no room for „ge“.
const INSEPARABLE: &[&str] = &["be", "ent", "er", "ge", "miss", "ver", "zer", "über", "unter", "hinter", "wider"];

/// How a verb is inflected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inflection {
    /// „sagen, sagte, gesagt“: everything follows from the infinitive.
    Weak,
    /// „sprechen, er spricht, sprach, gesprochen“.
    Strong {
        /// The stem of the 2nd and 3rd person singular, „sprich“.
        present: String,
        /// The stem of the past, „sprach“.
        past: String,
        /// The participle without particle, „gesprochen“.
        participle: String,
    },
}

/// A verb as a list can name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verb {
    /// The separable particle, or nothing.
    pub particle: String,
    /// The infinitive without the particle.
    pub infinitive: String,
    /// How it is inflected.
    pub inflection: Inflection,
}

impl Verb {
    /// A weak verb; `|` stands after a separable particle: `"down|loaden"`.
    pub fn weak(infinitive: &str) -> Verb {
        let (particle, infinitive) = infinitive.split_once('|').unwrap_or(("", infinitive));
        Verb { particle: particle.to_owned(), infinitive: infinitive.to_owned(), inflection: Inflection::Weak }
    }

    /// A strong verb from its infinitive (with `|` after a particle), the stems of 3rd person present and past, and the participle without
    /// particle.
    pub fn strong(infinitive: &str, present: &str, past: &str, participle: &str) -> Verb {
        let inflection = Inflection::Strong { present: present.to_owned(), past: past.to_owned(), participle: participle.to_owned() };
        Verb { inflection, ..Verb::weak(infinitive) }
    }

    /// The lemma as the lexicon writes it, particle included.
    pub fn lemma(&self) -> String {
        format!("{}{}", self.particle, self.infinitive)
    }

    /// Every form with its lemma and reading. The separated forms of a particle verb („loadet … down“) have the verb without its particle as
    /// lemma: which particle belongs to them is seen in the clause only.
    pub fn forms(&self) -> Vec<(String, String, Reading)> {
        let mut forms = Vec::new();
        let is_separable = !self.particle.is_empty();
        let mut add = |form: String, lemma: &str, reading: Reading| {
            let same = forms.iter_mut().find(|(known, of, known_reading): &&mut (String, String, Reading)| {
                *known == form && of == lemma && known_reading.form == reading.form && known_reading.marks == reading.marks
            });
            match same {
                Some((_, _, known)) => known.cells |= reading.cells,
                None => forms.push((form, lemma.to_owned(), reading)),
            }
        };
        let lemma = self.lemma();
        for (form, finite) in self.finite_forms() {
            let reading = Reading::of_verb(VerbKind::Full, VerbForm::Finite, finite);
            if is_separable {
                add(format!("{}{form}", self.particle), &lemma, reading.marked(Marks::ATTACHED));
            }
            add(form, &self.infinitive, reading);
        }
        let not_finite = |form| Reading::of_verb(VerbKind::Full, form, FiniteForms::default());
        add(lemma.clone(), &lemma, not_finite(VerbForm::Infinitive));
        add(format!("{}{}", self.particle, self.participle()), &lemma, not_finite(VerbForm::Participle2));
        if is_separable {
            add(format!("{}zu{}", self.particle, self.infinitive), &lemma, not_finite(VerbForm::ZuInfinitive));
        }
        add(format!("{lemma}d"), &lemma, not_finite(VerbForm::Participle1));
        for imperative in self.imperatives() {
            add(imperative, &self.infinitive, not_finite(VerbForm::Imperative));
        }
        forms
    }

    fn stem(&self) -> &str {
        let without_en = self.infinitive.strip_suffix("en");
        without_en.or_else(|| self.infinitive.strip_suffix('n')).unwrap_or(&self.infinitive)
    }

    /// „googeln“, „twittern“: the infinitive ends in „n“ alone.
    fn has_short_ending(&self) -> bool {
        !self.infinitive.ends_with("en")
    }

    fn participle(&self) -> String {
        if let Inflection::Strong { participle, .. } = &self.inflection {
            return participle.clone();
        }
        let has_no_ge = self.infinitive.ends_with("ieren") || INSEPARABLE.iter().any(|start| self.infinitive.starts_with(start));
        let ge = if has_no_ge { "" } else { "ge" };
        format!("{ge}{}{}t", self.stem(), linking_e(self.stem()))
    }

    fn imperatives(&self) -> Vec<String> {
        let stem = self.stem();
        match &self.inflection {
            Inflection::Strong { present, .. } if present != stem && !present.contains(['ä', 'ö', 'ü']) => vec![present.clone()],
            _ if self.has_short_ending() => vec![format!("{}e", short_stem(stem)), format!("{stem}e")],
            _ => vec![format!("{stem}{}", linking_e(stem)), format!("{stem}e")],
        }
    }

    fn finite_forms(&self) -> Vec<(String, FiniteForms)> {
        use Number::{Plural, Singular};
        use Person::{First, Second, Third};
        use Tense::{Konjunktiv1, Konjunktiv2, Past, Present};
        let stem = self.stem();
        let e = linking_e(stem);
        let mut forms = Vec::new();
        let mut add = |form: String, person, number, tense| forms.push((form, FiniteForms::cell(person, number, tense)));

        let (second, third) = match &self.inflection {
            Inflection::Weak => (ending_st(stem, e), format!("{stem}{e}t")),
            // „er hält“, „er rät“: a changed vowel leaves no room for the linking „e“, and a „t“ is not doubled.
            Inflection::Strong { present, .. } if present != stem => {
                let t = if present.ends_with('t') { "" } else { "t" };
                (ending_st(present, ""), format!("{present}{t}"))
            }
            Inflection::Strong { present, .. } => (ending_st(present, e), format!("{present}{e}t")),
        };
        let first =
            if self.has_short_ending() { vec![format!("{}e", short_stem(stem)), format!("{stem}e")] } else { vec![format!("{stem}e")] };
        for form in first {
            add(form.clone(), First, Singular, Present);
            add(form.clone(), First, Singular, Konjunktiv1);
            add(form, Third, Singular, Konjunktiv1);
        }
        add(second, Second, Singular, Present);
        add(third, Third, Singular, Present);
        add(format!("{stem}{e}t"), Second, Plural, Present);
        for tense in [Present, Konjunktiv1] {
            add(self.infinitive.clone(), First, Plural, tense);
            add(self.infinitive.clone(), Third, Plural, tense);
        }
        let konjunktiv_e = if self.has_short_ending() { "" } else { "e" };
        add(format!("{stem}{konjunktiv_e}st"), Second, Singular, Konjunktiv1);
        add(format!("{stem}{konjunktiv_e}t"), Second, Plural, Konjunktiv1);

        match &self.inflection {
            Inflection::Weak => {
                for tense in [Past, Konjunktiv2] {
                    for (ending, persons) in PAST_ENDINGS {
                        for &(person, number) in persons {
                            add(format!("{stem}{e}te{ending}"), person, number, tense);
                        }
                    }
                }
            }
            Inflection::Strong { past, .. } => {
                let past_e = linking_e(past);
                add(past.clone(), First, Singular, Past);
                add(past.clone(), Third, Singular, Past);
                add(ending_st(past, past_e), Second, Singular, Past);
                add(format!("{past}en"), First, Plural, Past);
                add(format!("{past}en"), Third, Plural, Past);
                add(format!("{past}{past_e}t"), Second, Plural, Past);
                let konjunktiv = with_umlaut(past);
                for (ending, persons) in PAST_ENDINGS {
                    for &(person, number) in persons {
                        add(format!("{konjunktiv}e{ending}"), person, number, Konjunktiv2);
                    }
                }
            }
        }
        forms
    }
}

/// What follows „te“ in the past of weak verbs, and „e“ in Konjunktiv II of strong ones.
const PAST_ENDINGS: [(&str, &[(Person, Number)]); 4] = [
    ("", &[(Person::First, Number::Singular), (Person::Third, Number::Singular)]),
    ("st", &[(Person::Second, Number::Singular)]),
    ("n", &[(Person::First, Number::Plural), (Person::Third, Number::Plural)]),
    ("t", &[(Person::Second, Number::Plural)]),
];

/// „redete“, „öffnete“, „atmete“, but „lernte“, „filmte“, „wohnte“: an „e“ goes between a stem in d or t, or in m or n after another consonant, and
/// an ending in t or st.
fn linking_e(stem: &str) -> &'static str {
    let mut letters = stem.chars().rev();
    let last = letters.next();
    let before = letters.next();
    let is_hard = match last {
        Some('d' | 't') => true,
        Some('m' | 'n') => {
            !matches!(before, None | Some('a' | 'e' | 'i' | 'o' | 'u' | 'ä' | 'ö' | 'ü' | 'y' | 'l' | 'r' | 'h' | 'm' | 'n'))
        }
        _ => false,
    };
    // „rechnen“, „zeichnen“: here h belongs to „ch“.
    let has_ch = stem.ends_with("chn") || stem.ends_with("chm");
    if is_hard || has_ch { "e" } else { "" }
}

/// „du reist“, „du heizt“: after an s-sound the ending is „t“ alone.
fn ending_st(stem: &str, e: &str) -> String {
    let st = if stem.ends_with(['s', 'ß', 'z', 'x']) { "t" } else { "st" };
    format!("{stem}{e}{st}")
}

/// „googel“ → „googl“: „ich google“.
fn short_stem(stem: &str) -> String {
    match stem.strip_suffix("el") {
        Some(start) => format!("{start}l"),
        None => stem.to_owned(),
    }
}

fn with_umlaut(stem: &str) -> String {
    let Some((place, vowel)) = stem.char_indices().rev().find(|(_, letter)| matches!(letter, 'a' | 'o' | 'u')) else {
        return stem.to_owned();
    };
    // „rief“, „schrieb“ have no vowel that changes, and in „lauf“ the first of the two does.
    let is_second_of_au = vowel == 'u' && stem[..place].ends_with('a');
    let place = if is_second_of_au { place - 1 } else { place };
    let umlaut = match stem[place..].chars().next() {
        Some('a') => "ä",
        Some('o') => "ö",
        _ => "ü",
    };
    format!("{}{umlaut}{}", &stem[..place], &stem[place + 1..])
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(feature = "de")]
    use crate::lexicon::Lexicon;

    fn forms_of(verb: &Verb, form: VerbForm) -> Vec<String> {
        let mut forms: Vec<String> =
            verb.forms().into_iter().filter(|(_, _, reading)| reading.form == Some(form)).map(|(form, _, _)| form).collect();
        forms.sort();
        forms.dedup();
        forms
    }

    fn third(verb: &Verb, tense: Tense) -> Vec<String> {
        let wanted = |reading: &Reading| reading.finite().contains(Person::Third, Number::Singular, tense) && !reading.is_attached();
        verb.forms().into_iter().filter(|(_, _, reading)| wanted(reading)).map(|(form, _, _)| form).collect()
    }

    #[test]
    fn weak_verbs_follow_from_their_infinitive() {
        assert_eq!(third(&Verb::weak("faxen"), Tense::Present), ["faxt"]);
        assert_eq!(third(&Verb::weak("updaten"), Tense::Past), ["updatete"]);
        assert_eq!(third(&Verb::weak("googeln"), Tense::Konjunktiv1), ["google", "googele"]);
        assert_eq!(third(&Verb::weak("twittern"), Tense::Present), ["twittert"]);
        assert_eq!(forms_of(&Verb::weak("verlinken"), VerbForm::Participle2), ["verlinkt"]);
        assert_eq!(forms_of(&Verb::weak("dementieren"), VerbForm::Participle2), ["dementiert"]);
        assert_eq!(forms_of(&Verb::weak("down|loaden"), VerbForm::Participle2), ["downgeloadet"]);
        assert_eq!(forms_of(&Verb::weak("down|loaden"), VerbForm::ZuInfinitive), ["downzuloaden"]);
    }

    #[test]
    fn strong_verbs_need_three_stems() {
        let verb = Verb::strong("ab|sprechen", "sprich", "sprach", "gesprochen");
        assert_eq!(third(&verb, Tense::Present), ["spricht"]);
        assert_eq!(third(&verb, Tense::Konjunktiv1), ["spreche"]);
        assert_eq!(third(&verb, Tense::Past), ["sprach"]);
        assert_eq!(third(&verb, Tense::Konjunktiv2), ["spräche"]);
        assert_eq!(forms_of(&verb, VerbForm::Participle2), ["abgesprochen"]);
        assert_eq!(forms_of(&verb, VerbForm::Imperative), ["sprich"]);
        assert_eq!(third(&Verb::strong("halten", "hält", "hielt", "gehalten"), Tense::Present), ["hält"]);
        assert_eq!(third(&Verb::strong("laufen", "läuf", "lief", "gelaufen"), Tense::Konjunktiv2), ["liefe"]);
    }

    #[test]
    fn separated_forms_belong_to_the_verb_without_its_particle() {
        for (form, lemma, reading) in Verb::weak("durch|winken").forms() {
            let is_whole = form.starts_with("durch");
            assert_eq!(lemma == "durchwinken", is_whole, "{form}");
            assert_eq!(reading.is_attached(), is_whole && reading.is_finite(), "{form}");
        }
    }

    /// The lexicon is the oracle: every form of weak verbs that it lists is generated, with the same cells.
    #[cfg(feature = "de")]
    #[test]
    fn the_generator_agrees_with_the_lexicon() {
        let lexicon = Lexicon::german();
        let weak = [
            "sagen",
            "melden",
            "öffnen",
            "rechnen",
            "reisen",
            "betonen",
            "sammeln",
            "äußern",
            "an|kündigen",
            "ein|räumen",
            "atmen",
            "kritisieren",
        ];
        for verb in weak.map(Verb::weak).iter().chain(&[
            Verb::strong("sprechen", "sprich", "sprach", "gesprochen"),
            Verb::strong("ein|laden", "läd", "lud", "geladen"),
            Verb::strong("vor|schlagen", "schläg", "schlug", "geschlagen"),
            Verb::strong("schreiben", "schreib", "schrieb", "geschrieben"),
        ]) {
            for (form, lemma, reading) in verb.forms() {
                // „ladete ein“ and the like are listed as well, so the lexicon may know more than is generated, but never less.
                let known = lexicon.readings(&form);
                let mut same = known.iter().filter(|known| known.form == reading.form && lexicon.lemma(&form, known) == lemma);
                let is_optional = matches!(reading.form, Some(VerbForm::Imperative | VerbForm::Participle1));
                let second = |(person, _, _): &(Person, Number, Tense)| *person == Person::Second;
                // „sammele“ beside „sammle“, and rare 2nd persons, are not all in the lexicon.
                let is_rare = reading.finite().cells().all(|cell| second(&cell)) || form.ends_with("ele") || form.ends_with("ere");
                match same.next() {
                    Some(known) => {
                        let missing = reading.cells & !known.cells;
                        let missing = FiniteForms(missing).cells().filter(|cell| !second(cell)).count();
                        assert_eq!(missing, 0, "{form}: {reading:?} but {known:?}");
                    }
                    None => assert!(is_optional || is_rare, "{form} of {lemma} is not in the lexicon"),
                }
            }
        }
    }
}
