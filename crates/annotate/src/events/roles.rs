//! Who takes part: persons, organisations, states and groups; for some acts also places.

use std::ops::Range;

use quell_document::{MentionKind, Participant, SourceKind};
use quell_lang::world::{Known, Referring};

use crate::clauses::Clause;
use crate::layers::Layers;
use crate::phrases::Phrase;
use crate::statements::acts;
use crate::statements::antecedents::before_relative;

/// Somebody who takes part, and how much is known.
#[derive(Debug, Clone, Copy)]
pub(super) struct Taking {
    pub(super) participant: Participant,
    /// Whether the words say who it is; a pronoun does not.
    pub(super) is_described: bool,
    /// Whether it is called by name or by an office.
    pub(super) has_name_or_office: bool,
    /// Whether it is a person or a group.
    pub(super) is_bodily: bool,
}

/// What a phrase names, as far as it can take part in anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Who {
    /// Somebody with a name: the number of the entity.
    Named(usize),
    /// An office: *der Präsident*.
    Office,
    /// *zwei Männer*, *die Polizei*.
    Described,
    /// *Kiel*, *das Dorf*.
    Place(Option<usize>),
    /// *er*.
    Pronoun,
}

/// Those whom the phrase names, each of a list; none if it names no people. `places` may take part where it says so.
pub(super) fn of_phrase(layers: &Layers, clause: &Clause, phrase: &Phrase, places: bool) -> Vec<Taking> {
    // “der Mann, der festgenommen wurde”: the phrase before the comma says who.
    let phrase = match before_relative(layers, phrase) {
        Some(before) => before,
        None if layers.words.is_relative(phrase.head) => return Vec::new(),
        None => phrase,
    };
    let full = full_range(layers, clause, phrase);
    let mut takings = Vec::new();
    let cores = layers.phrases.within(full.clone());
    let mut start = full.start;
    let mut head = phrase;
    for core in cores.iter().filter(|core| core.range.start > phrase.range.start) {
        let joiner = core.range.start - 1;
        if core.preposition.is_none() && is_joiner(layers, joiner) {
            takings.extend(one(layers, head, start..joiner, places));
            (start, head) = (core.range.start, core);
        }
    }
    takings.extend(one(layers, head, start..full.end, places));
    takings
}

/// Whether the phrase names people, a body or a state.
pub(super) fn can_take_part(layers: &Layers, phrase: &Phrase) -> bool {
    !is_compared(layers, phrase) && who(layers, phrase).is_some_and(|who| !matches!(who, Who::Place(_)) || is_capital(layers, phrase))
}

/// “als neuer Vorsitzender”: what somebody is taken for.
pub(super) fn is_compared(layers: &Layers, phrase: &Phrase) -> bool {
    phrase.range.start > 0 && layers.words.is_comparison(phrase.range.start - 1)
}

/// The phrase with its genitives and the names that are listed with it.
fn full_range(layers: &Layers, clause: &Clause, phrase: &Phrase) -> Range<usize> {
    let piece = clause.pieces.iter().find(|piece| piece.contains(&phrase.range.start));
    let end = piece.map_or(phrase.range.end, |piece| piece.end);
    let limit = clause.finite.filter(|&finite| finite >= phrase.range.end).map_or(end, |finite| finite.min(end));
    layers.reach().narrow(phrase, limit.max(phrase.range.end))
}

fn is_joiner(layers: &Layers, token: usize) -> bool {
    let text = layers.tokens.text(token);
    text == "," || layers.pack.words.coordinators.contains(text)
}

/// Whom one phrase names, with the words of `range`.
fn one(layers: &Layers, phrase: &Phrase, range: Range<usize>, places: bool) -> Option<Taking> {
    let who = who(layers, phrase)?;
    let is_capital = matches!(who, Who::Place(Some(_))) && is_capital(layers, phrase);
    if matches!(who, Who::Place(_)) && !places && !is_capital {
        return None;
    }
    let entity = match who {
        Who::Named(entity) => Some(entity),
        Who::Place(entity) => entity,
        Who::Office | Who::Described | Who::Pronoun => None,
    };
    let is_person = |entity: usize| layers.mentions.entities[entity].kind == MentionKind::Person;
    Some(Taking {
        participant: Participant { span: layers.span(&range), entity },
        is_bodily: match who {
            Who::Named(entity) => is_person(entity),
            Who::Place(_) => false,
            Who::Office | Who::Described | Who::Pronoun => true,
        },
        is_described: who != Who::Pronoun,
        has_name_or_office: matches!(who, Who::Named(_) | Who::Office) || is_capital,
    })
}

/// A place that stands for a government: *Moskau*.
fn is_capital(layers: &Layers, phrase: &Phrase) -> bool {
    let known = layers.pack.world.known(layers.text(&phrase.range), false);
    matches!(known, Some(Known::State(_, Referring::Capital)))
}

/// Somebody who is named before a noun or by an adjective: *Moors Rücktritt*, *der russische Einmarsch*.
pub(super) fn of_words(layers: &Layers, range: Range<usize>, entity: Option<usize>) -> Taking {
    let is_bodily = entity.is_some_and(|entity| layers.mentions.entities[entity].kind == MentionKind::Person);
    Taking { participant: Participant { span: layers.span(&range), entity }, is_described: true, has_name_or_office: true, is_bodily }
}

fn who(layers: &Layers, phrase: &Phrase) -> Option<Who> {
    let words = &layers.pack.events.words;
    if phrase.pronoun {
        let form = layers.tokens.text(phrase.head).to_lowercase();
        if words.people.contains(&form) || words.nobody.contains(&form) {
            return Some(Who::Described);
        }
        return words.persons.contains(&form).then_some(Who::Pronoun);
    }
    let last = phrase.range.end - 1;
    let mention = layers.mentions.at(last).or_else(|| layers.mentions.at(phrase.head)).filter(|mention| mention.range.end > phrase.head);
    let is_common = layers.words.is_common_noun(phrase.head) && !mention.is_some_and(|mention| mention.range.contains(&phrase.head));
    if let Some(mention) = mention {
        let named = match mention.kind {
            MentionKind::Person | MentionKind::Organisation | MentionKind::State | MentionKind::Agency | MentionKind::Outlet => {
                Some(Who::Named(mention.entity))
            }
            // “die Hamas” is nowhere, whatever the recogniser makes of it.
            MentionKind::Place if has_ending(&words.people, layers.tokens.text(phrase.head)) => Some(Who::Named(mention.entity)),
            MentionKind::Place => Some(Who::Place(Some(mention.entity))),
            MentionKind::Document => None,
        };
        // “im Fall Moor”, “der Impfstoff von Pfizer”: what stands before a name says what it is.
        if !is_common || is_office(layers, phrase) || is_people(layers, phrase) {
            return named;
        }
        return is_settlement(layers, phrase).then_some(Who::Place(Some(mention.entity)));
    }
    if is_office(layers, phrase) {
        return Some(Who::Office);
    }
    if is_people(layers, phrase) {
        return Some(Who::Described);
    }
    is_settlement(layers, phrase).then_some(Who::Place(None))
}

/// An office or a profession: *die Ministerin*.
fn is_office(layers: &Layers, phrase: &Phrase) -> bool {
    let is_one = phrase.agreement.allows_number(quell_lang::morphology::Number::Singular);
    layers.kinds_of(phrase).first() == Some(&SourceKind::Role) && is_one
}

/// A noun for people, a group or a body.
fn is_people(layers: &Layers, phrase: &Phrase) -> bool {
    let words = &layers.pack.events.words;
    let lemma = layers.words.lemma(phrase.head);
    if words.not_people.contains(lemma) {
        return false;
    }
    let by_source = layers.kinds_of(phrase).iter().any(|kind| {
        matches!(kind, SourceKind::Person | SourceKind::Role | SourceKind::Organisation | SourceKind::State | SourceKind::Agency)
    });
    by_source
        || has_ending(&words.people, lemma)
        || has_ending(&words.people, layers.tokens.text(phrase.head))
        || layers.words.is_adjectival_noun(phrase.head) && !layers.words.is_neuter(phrase.head)
        || layers.is_person_noun(phrase.head)
        || acts::names_people(layers, phrase)
}

fn is_settlement(layers: &Layers, phrase: &Phrase) -> bool {
    has_ending(&layers.pack.events.words.settlements, layers.words.lemma(phrase.head))
}

/// Whether the word, its part behind a hyphen, or a long enough ending of it is in the list.
fn has_ending(list: &rustc_hash::FxHashSet<String>, word: &str) -> bool {
    /// A shorter ending is in too many words by chance: *Rat* in *Verrat*.
    const ENDING_MIN: usize = 5;
    let word = word.to_lowercase();
    let last_part = word.rsplit(['-', '‑']).next().unwrap_or_default();
    list.contains(last_part)
        || last_part
            .char_indices()
            .map(|(at, _)| &last_part[at..])
            .take_while(|ending| ending.len() >= ENDING_MIN)
            .any(|ending| list.contains(ending))
}

/// Whether a preposition of the text is this one, perhaps with an article in it.
pub(super) fn is_preposition(layers: &Layers, token: usize, wanted: &str) -> bool {
    let form = layers.tokens.text(token).to_lowercase();
    form == wanted || acts::contracted(wanted, &form)
}
