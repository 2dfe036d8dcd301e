//! Events that a verb tells: its subject acts, its object suffers, in the passive the other way round.

use quell_document::EventStatus;
use quell_lang::events::{EventEntry, Standing};

use super::roles::{self, Taking};
use super::{Draft, Scene, circumstances, status};
use crate::clauses::{Clause, ClauseKind};
use crate::layers::Layers;
use crate::phrases::Phrase;
use crate::statements::acts;

/// What the rule is called.
const NAME: &str = "event_verb";

/// Finds the events of all clauses whose verb tells one.
pub(super) fn find<'l>(scene: &Scene<'l, '_>) -> Vec<Draft<'l>> {
    let layers = scene.layers;
    let mut drafts = Vec::new();
    for (index, clause) in layers.clauses.list.iter().enumerate() {
        let mut entries = layers.pack.events.verb(&clause.lemma).peekable();
        if entries.peek().is_none() || scene.circumstances.is_elsewhere(layers, clause.sentence) {
            continue;
        }
        drafts.extend(entries.find_map(|entry| draft(scene, index, entry)));
    }
    drafts
}

/// The event of a clause, if what stands there fits the entry.
fn draft<'l>(scene: &Scene<'l, '_>, index: usize, entry: &'l EventEntry) -> Option<Draft<'l>> {
    let layers = scene.layers;
    let clause = &layers.clauses.list[index];
    let verb = clause.verb?;
    let is_reflexive = clause.tokens().any(|token| layers.words.is_reflexive(token));
    let is_other = clause.tokens().any(|token| layers.words.is_noun(token) && entry.without.contains(layers.words.lemma(token)));
    if entry.reflexive != is_reflexive || is_other || is_to_be_done(layers, clause, verb) {
        return None;
    }
    let is_passive = is_passive(layers, clause, entry);
    let object = if takes_object(entry) { Some(object_of(layers, clause, entry)?) } else { None };
    // “Norwegen schloss ein Abkommen”: what belongs to the verb is no subject, unless it suffers the act.
    let fixed = object.filter(|_| !is_passive).map(|object| object.head);
    let subject = subject(layers, index, fixed);
    let own_subject = subject.filter(|(holder, _)| *holder == index).map(|(_, phrase)| phrase);
    let actors = if is_passive {
        let is_somebody = |phrase: &Phrase| !roles::of_phrase(layers, clause, phrase, false).is_empty();
        acts::agent(layers, clause, is_somebody).map_or(Vec::new(), |agent| roles::of_phrase(layers, clause, agent, false))
    } else {
        subject.map_or(Vec::new(), |(holder, phrase)| roles::of_phrase(layers, &layers.clauses.list[holder], phrase, false))
    };
    // “Die Krise traf die Firma”: what acts is nobody, and so the verb means something else. “Lasst sie frei!” tells of nothing.
    if !is_passive && actors.is_empty() {
        return None;
    }
    let taken = [own_subject, object];
    if entry.intransitive && object_in(layers, clause, &taken, |phrase| phrase.agreement.can_be_accusative()).is_some() {
        return None;
    }
    let mut recipients = recipients(layers, clause, entry, &taken, is_passive);
    recipients.retain(|recipient| !actors.iter().any(|actor| actor.participant.span.overlaps(recipient.participant.span)));
    let trigger = trigger(layers, clause, verb, object);
    let mut reading = status::of_clause(scene, index)?;
    if clause.kind == ClauseKind::Infinitive {
        reading.status = EventStatus::Planned;
    }
    let mut spans: Vec<_> = actors.iter().chain(&recipients).map(|taking| taking.participant.span).collect();
    spans.extend(object.map(|object| layers.span(&object.range)));
    let time = scene.circumstances.time(layers, index, verb, &spans);
    // What has happened has no date that lies ahead: “einigten sich auf einen Plan bis 2027”.
    let time = time.filter(|&time| !(reading.is_past && scene.circumstances.is_to_come(time)));
    if reading.status == EventStatus::Happened && !reading.is_past && time.is_some_and(|time| scene.circumstances.is_to_come(time)) {
        reading.status = EventStatus::Planned;
    }
    let place = circumstances::place(layers, clause, &spans);
    let draft = Draft { rule: NAME, entry, trigger, told_at: verb, actors, recipients, reading, time, place };
    draft.has_those_it_needs().then_some(draft)
}

/// “ist auszuschließen”, “versuchte zu fliehen”: what is to be done is not done.
fn is_to_be_done(layers: &Layers, clause: &Clause, verb: usize) -> bool {
    let with_zu = layers.words.is_zu_infinitive(verb) || verb > 0 && layers.words.is_zu(verb - 1);
    with_zu && clause.kind != ClauseKind::Infinitive
}

/// The passive with *werden*, and the state behind it: *ist verhaftet*. What needs no object has its perfect in the same form: *ist zurückgetreten*.
fn is_passive(layers: &Layers, clause: &Clause, entry: &EventEntry) -> bool {
    let tenses = &layers.pack.times.tenses;
    let takes_object = entry.recipient.first() == Some(&Standing::Accusative) || (takes_object(entry) && entry.object_behind.is_none());
    let is_state = || {
        let lemma = clause.finite.map_or("", |finite| layers.words.lemma(finite));
        let is_among = |verbs: &[String]| verbs.iter().any(|verb| verb == lemma);
        clause.verb.is_some_and(|verb| layers.words.is_participle(verb)) && is_among(&tenses.perfect) && !is_among(&tenses.active_perfect)
    };
    clause.passive || (takes_object && is_state())
}

/// The subject and the clause in which it stands: its own, or the one that it goes on from.
fn subject<'l>(layers: &'l Layers, index: usize, fixed: Option<usize>) -> Option<(usize, &'l Phrase)> {
    let clause = &layers.clauses.list[index];
    let takes_part = |phrase: &Phrase| roles::can_take_part(layers, phrase);
    if let Some(own) = acts::subject_of(layers, clause, takes_part, fixed.as_slice()) {
        return Some((index, own));
    }
    let parent = clause.parent?;
    let before = &layers.clauses.list[parent];
    let is_meant = clause.kind == ClauseKind::Infinitive && layers.pack.events.words.intentions.contains(&before.lemma);
    // A clause that goes on has no subject of its own only where the one before had it in the same voice.
    let goes_on = clause.coordinated && clause.passive == before.passive;
    (is_meant || goes_on).then(|| acts::subject_of(layers, before, takes_part, &[])).flatten().map(|subject| (parent, subject))
}

fn takes_object(entry: &EventEntry) -> bool {
    !entry.object.is_empty() || entry.object_behind.is_some()
}

/// The object that makes the verb mean this.
fn object_of<'l>(layers: &'l Layers, clause: &Clause, entry: &EventEntry) -> Option<&'l Phrase> {
    clause.pieces.iter().flat_map(|piece| layers.phrases.within(piece.clone())).find(|phrase| {
        let stands = match (&entry.object_behind, phrase.preposition) {
            (Some(wanted), Some(token)) => roles::is_preposition(layers, token, wanted),
            (None, None) => true,
            _ => false,
        };
        stands && !phrase.pronoun && is_listed(layers, entry, phrase)
    })
}

/// Whether the noun, or the end of a compound, is one of the entry's objects.
fn is_listed(layers: &Layers, entry: &EventEntry, phrase: &Phrase) -> bool {
    /// A shorter word is at the end of too many others: *Haft* in *Herrschaft*.
    const ENDING_MIN: usize = 6;
    if entry.object.is_empty() {
        return true;
    }
    let lemma = layers.words.lemma(phrase.head);
    let is_end = |object: &String| {
        object.len() >= ENDING_MIN && lemma.len() > object.len() && lemma.to_lowercase().ends_with(object.to_lowercase().as_str())
    };
    entry.object.contains(lemma) || entry.object.contains(layers.tokens.text(phrase.head)) || entry.object.iter().any(is_end)
}

/// To whom it is done, as the entry says where they stand.
fn recipients(layers: &Layers, clause: &Clause, entry: &EventEntry, taken: &[Option<&Phrase>; 2], is_passive: bool) -> Vec<Taking> {
    let of_phrase = |phrase: &Phrase| roles::of_phrase(layers, clause, phrase, entry.places);
    for standing in &entry.recipient {
        let found = match standing {
            Standing::Accusative if is_passive => taken[0].map(of_phrase),
            Standing::Accusative => object_in(layers, clause, taken, |phrase| phrase.agreement.can_be_accusative()).map(of_phrase),
            Standing::Dative => object_in(layers, clause, taken, |phrase| phrase.agreement.can_be_dative()).map(of_phrase),
            Standing::Genitive => None,
            Standing::Behind(wanted) => {
                let phrases = clause.pieces.iter().flat_map(|piece| layers.phrases.within(piece.clone()));
                let is_behind = |phrase: &&Phrase| phrase.preposition.is_some_and(|token| roles::is_preposition(layers, token, wanted));
                let is_free = |phrase: &&Phrase| taken[1].is_none_or(|object| object.range != phrase.range) && !layers.is_time(phrase);
                phrases.filter(is_behind).filter(is_free).map(of_phrase).find(|found| !found.is_empty())
            }
        };
        if let Some(found) = found.filter(|found| !found.is_empty()) {
            return found;
        }
    }
    Vec::new()
}

/// The first phrase without a preposition that is neither subject nor object, names no time and hangs on no other, and can stand in this case.
fn object_in<'l>(
    layers: &'l Layers,
    clause: &Clause,
    taken: &[Option<&Phrase>; 2],
    in_case: impl Fn(&Phrase) -> bool,
) -> Option<&'l Phrase> {
    // A relative pronoun may be an object too: “der Mann, den die Polizei festnahm”.
    clause.pieces.iter().flat_map(|piece| layers.phrases.within(piece.clone())).find(|phrase| {
        let is_taken = taken.iter().flatten().any(|other| other.range == phrase.range);
        phrase.preposition.is_none()
            && !is_taken
            && !roles::is_compared(layers, phrase)
            && !layers.is_time(phrase)
            && !layers.words.is_reflexive(phrase.head)
            && !phrase.agreement.only_nominative()
            && in_case(phrase)
            && !layers.words.hangs_on_previous(phrase, &layers.phrases)
    })
}

/// Verb, particle, and the object that belongs to them with its preposition.
fn trigger(layers: &Layers, clause: &Clause, verb: usize, object: Option<&Phrase>) -> Vec<usize> {
    let mut trigger = vec![verb];
    let is_particle =
        |token: usize| layers.words.is_particle(token) || layers.pack.events.has_particle(&clause.lemma, layers.tokens.text(token));
    let is_part = |token: usize| is_particle(token) || token + 1 == verb && layers.words.is_zu(token);
    trigger.extend(clause.bracket.iter().copied().filter(|&token| token != verb && is_part(token)));
    if let Some(object) = object {
        trigger.extend(object.preposition.filter(|&preposition| preposition + 1 == object.range.start));
        trigger.extend(object.range.clone());
    }
    trigger.sort_unstable();
    trigger.dedup();
    trigger
}
