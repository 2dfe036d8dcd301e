//! Which verb is behind a form that the lexicon lacks?

use super::{INSEPARABLE, PARTICLES, linking_e};
use crate::lexicon::{Lexicon, Readings, built_in_ending};
use crate::morphology::{Class, FiniteForms, LemmaRule, Marks, Number, Person, Reading, Tense, VerbForm, VerbKind};

/// Adds what a form in small letters may be as particle and known verb: „durchwinkte“, „hinauszuschieben“.
pub(crate) fn recognise_particle_verb(lexicon: &Lexicon, form: &str, readings: &mut Readings) {
    for particle in PARTICLES {
        let Some(rest) = form.strip_prefix(particle).filter(|rest| rest.len() >= 3) else { continue };
        let keep = particle.len() as u8;
        let before = readings.len();
        lexicon.collect(rest, readings, |reading| {
            let is_auxiliary = reading.class == Class::Verb(VerbKind::Auxiliary);
            if !reading.class.is_verb() || reading.is_attached() || is_auxiliary {
                return None;
            }
            let form = reading.form.filter(|form| !matches!(form, VerbForm::Imperative | VerbForm::ZuInfinitive))?;
            let mut joined = Reading::of_verb(VerbKind::Full, form, reading.finite()).with_lemma(reading.lemma);
            joined.lemma.keep += keep;
            let attached = if form == VerbForm::Finite { Marks::ATTACHED } else { Marks::default() };
            Some(joined.marked(Marks::GUESSED).marked(attached))
        });
        if let Some(infinitive) = rest.strip_prefix("zu").filter(|rest| rest.len() >= 3) {
            lexicon.collect(infinitive, readings, |reading| {
                let is_infinitive = reading.form == Some(VerbForm::Infinitive) && reading.lemma == LemmaRule::SAME;
                let lemma = LemmaRule { keep, change: 5, ..LemmaRule::SAME };
                let joined = Reading::of_verb(VerbKind::Full, VerbForm::ZuInfinitive, FiniteForms::default());
                is_infinitive.then(|| joined.with_lemma(lemma).marked(Marks::GUESSED))
            });
        }
        if readings.len() > before {
            return;
        }
    }
}

/// A cell of [`FiniteForms`].
type Cell = (Person, Number, Tense);

/// Adds what a form in small letters may be by its endings and „ge“ alone: „twitterte“, „geleakt“, „downgeloadet“.
pub(crate) fn recognise_weak_verb(form: &str, readings: &mut Readings) {
    if !form.chars().all(char::is_alphabetic) || form.len() > 60 {
        return;
    }
    use Number::{Plural, Singular};
    use Person::{First, Second, Third};
    use Tense::{Konjunktiv1, Konjunktiv2, Past, Present};
    const FINITE: &[(&str, &[Cell])] = &[
        ("test", &[(Second, Singular, Past), (Second, Singular, Konjunktiv2)]),
        ("tet", &[(Second, Plural, Past), (Second, Plural, Konjunktiv2)]),
        ("ten", &[(First, Plural, Past), (Third, Plural, Past), (First, Plural, Konjunktiv2), (Third, Plural, Konjunktiv2)]),
        ("te", &[(First, Singular, Past), (Third, Singular, Past), (First, Singular, Konjunktiv2), (Third, Singular, Konjunktiv2)]),
        ("st", &[(Second, Singular, Present)]),
        ("t", &[(Third, Singular, Present), (Second, Plural, Present)]),
        ("e", &[(First, Singular, Present), (First, Singular, Konjunktiv1), (Third, Singular, Konjunktiv1)]),
    ];
    let guess = |verb_form, cells: &[Cell], lemma| {
        let mut finite = FiniteForms::default();
        for &(person, number, tense) in cells {
            finite.insert(person, number, tense);
        }
        Reading::of_verb(VerbKind::Full, verb_form, finite).marked(Marks::GUESSED).with_lemma(lemma)
    };

    let is_infinitive = form.strip_suffix("en").or_else(|| form.strip_suffix('n').filter(|stem| has_short_infinitive(stem)));
    if is_infinitive.is_some_and(is_stem) {
        // „zu“ can be inside: „downzuloaden“.
        let particle = PARTICLES.iter().find(|particle| {
            form.strip_prefix(*particle).and_then(|rest| rest.strip_prefix("zu")).is_some_and(|rest| is_stem(rest) && rest.len() >= 5)
        });
        if let Some(particle) = particle {
            let lemma = LemmaRule { keep: particle.len() as u8, change: 5, ..LemmaRule::SAME };
            readings.push(guess(VerbForm::ZuInfinitive, &[], lemma));
        }
        readings.push(guess(VerbForm::Infinitive, &[], LemmaRule::SAME));
        let cells = [(First, Plural, Present), (Third, Plural, Present), (First, Plural, Konjunktiv1), (Third, Plural, Konjunktiv1)];
        readings.push(guess(VerbForm::Finite, &cells, LemmaRule::SAME));
    }

    // The participle: „ge“ at the start or after a particle, or none where the verb is stressed elsewhere.
    let participle = form.strip_suffix('t').map(|stem| stem.strip_suffix('e').filter(|stem| linking_e(stem) == "e").unwrap_or(stem));
    if let Some(stem) = participle {
        let strip = (form.len() - stem.len()) as u8;
        let after_ge = |keep: usize| stem.get(keep..).and_then(|rest| rest.strip_prefix("ge")).filter(|stem| is_stem(stem));
        let particles = PARTICLES.iter().filter(|particle| stem.starts_with(**particle)).map(|particle| particle.len());
        let ge = std::iter::once(0).chain(particles).find(|keep| after_ge(*keep).is_some());
        if let Some(keep) = ge {
            let lemma = LemmaRule { keep: keep as u8, change: 3, strip, ending: infinitive_ending(stem) };
            readings.push(guess(VerbForm::Participle2, &[], lemma));
        } else if stem.ends_with("ier") || INSEPARABLE.iter().any(|start| stem.strip_prefix(start).is_some_and(is_stem)) {
            let lemma = LemmaRule {
                keep: 0,
                change: 0,
                strip,
                ending: if stem.ends_with("ier") { built_in_ending("en") } else { infinitive_ending(stem) },
            };
            readings.push(guess(VerbForm::Participle2, &[], lemma));
        }
    }

    for (ending, cells) in FINITE {
        let Some(stem) = form.strip_suffix(ending) else { continue };
        // „downloadete“: the linking „e“ is not part of the stem.
        let needs_e = ending.starts_with(['t', 's']);
        let stem = if needs_e { stem.strip_suffix('e').filter(|stem| linking_e(stem) == "e").unwrap_or(stem) } else { stem };
        if !is_stem(stem) {
            continue;
        }
        let strip = form[stem.len()..].chars().count() as u8;
        let lemma = LemmaRule { keep: 0, change: 0, strip, ending: infinitive_ending(stem) };
        readings.push(guess(VerbForm::Finite, cells, lemma));
        break;
    }
}

/// Whether a verb could be built on this: three letters, a vowel, and a consonant at the end.
fn is_stem(stem: &str) -> bool {
    const VOWELS: [char; 9] = ['a', 'e', 'i', 'o', 'u', 'ä', 'ö', 'ü', 'y'];
    stem.chars().count() >= 3 && stem.contains(VOWELS) && !stem.ends_with(['a', 'i', 'o', 'ä', 'ö', 'ü'])
}

fn has_short_infinitive(stem: &str) -> bool {
    stem.ends_with("el") || stem.ends_with("er")
}

fn infinitive_ending(stem: &str) -> u16 {
    let is_short = has_short_infinitive(stem) && !stem.ends_with("ier");
    built_in_ending(if is_short { "n" } else { "en" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tag::Tag;

    #[test]
    fn forms_of_new_verbs_lead_to_their_infinitive() {
        let lexicon = Lexicon::empty();
        let lemma = |form: &str, tag: Tag| lexicon.guess(form, false).fitting(tag).map(|reading| lexicon.lemma(form, &reading));
        assert_eq!(lemma("googelte", Tag::VVFIN).as_deref(), Some("googeln"));
        assert_eq!(lemma("leakt", Tag::VVFIN).as_deref(), Some("leaken"));
        assert_eq!(lemma("geleakt", Tag::VVPP).as_deref(), Some("leaken"));
        assert_eq!(lemma("updatete", Tag::VVFIN).as_deref(), Some("updaten"));
        assert_eq!(lemma("downgeloadet", Tag::VVPP).as_deref(), Some("downloaden"));
        assert_eq!(lemma("downzuloaden", Tag::VVIZU).as_deref(), Some("downloaden"));
        assert_eq!(lemma("wegmoderiert", Tag::VVPP).as_deref(), Some("wegmoderieren"));
        assert_eq!(lemma("xyz", Tag::VVFIN), None);
    }

    #[cfg(feature = "de")]
    #[test]
    fn particles_go_with_any_known_verb() {
        let lexicon = Lexicon::german();
        let reading = |form: &str, tag: Tag| {
            assert!(!lexicon.contains(form), "{form} needs no guess");
            lexicon.guess(form, false).fitting(tag).map(|reading| (lexicon.lemma(form, &reading), reading))
        };
        let (lemma, past) = reading("wegdelegierte", Tag::VVFIN).expect("a verb");
        assert!(lemma == "wegdelegieren" && past.is_attached() && past.is_guessed());
        assert_eq!(reading("wegzudelegieren", Tag::VVIZU).expect("a verb").0, "wegdelegieren");
        let (lemma, konjunktiv) = reading("herausmoderiere", Tag::VVFIN).expect("a verb");
        assert_eq!(lemma, "herausmoderieren");
        assert!(konjunktiv.finite().tenses_of(Person::Third, Number::Singular).is_only(Tense::Konjunktiv1));
    }
}
