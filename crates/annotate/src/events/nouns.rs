//! Events that a noun tells: *nach dem Angriff der Rebellen auf das Dorf*, *kündigte seinen Rücktritt an*.
//!
//! A noun alone tells nothing: somebody must stand beside it, in the genitive, behind a preposition or by an adjective, and the words around it must say that
//! it happened or will: *nach*, *bei*, *kam es zu*, *kündigte an*. What is demanded, feared or debated is left alone.

use std::ops::Range;

use quell_document::{EventStatus, HedgeKind, MentionKind, Participant};
use quell_lang::events::{EventEntry, Occurrence, Standing, Supported};
use rustc_hash::FxHashSet;

use super::roles::{self, Taking};
use super::status::{self, Reading};
use super::{Draft, Scene};
use crate::clauses::Clause;
use crate::layers::Layers;
use crate::phrases::Phrase;
use crate::statements::acts;

/// What the rule is called.
const NAME: &str = "event_noun";

/// So many phrases behind a noun can belong to it.
const PHRASES_MAX: usize = 4;

/// Finds the events of all nouns that are not part of a verb's event already.
pub(super) fn find<'l>(scene: &Scene<'l, '_>, verbal: &FxHashSet<usize>) -> Vec<Draft<'l>> {
    let layers = scene.layers;
    let mut drafts = Vec::new();
    for token in 0..layers.tokens.len() {
        if !layers.words.is_common_noun(token) || verbal.contains(&token) {
            continue;
        }
        let mut entries = layers.pack.events.noun(layers.words.lemma(token)).peekable();
        if entries.peek().is_none() || scene.circumstances.is_elsewhere(layers, layers.sentences.of_token(token)) {
            continue;
        }
        drafts.extend(entries.find_map(|entry| draft(scene, token, entry)));
    }
    drafts
}

/// Those beside a noun, and what else stands there.
#[derive(Default)]
struct Beside {
    actors: Vec<Taking>,
    recipients: Vec<Taking>,
    time: Option<usize>,
    place: Option<Participant>,
}

fn draft<'l>(scene: &Scene<'l, '_>, token: usize, entry: &'l EventEntry) -> Option<Draft<'l>> {
    let layers = scene.layers;
    let phrase = layers.phrases.around(token).filter(|phrase| phrase.head == token)?;
    let index = layers.clauses.at(token)?;
    let clause = &layers.clauses.list[index];
    let mut beside = beside(scene, clause, phrase, entry);
    let words = &layers.pack.events.words;
    let is_among = |list: &FxHashSet<String>, token: usize| list.contains(layers.tokens.text(token).to_lowercase().as_str());
    let adjectives: Vec<usize> = (phrase.range.start..token).filter(|&before| layers.words.is_attributive(before)).collect();
    if adjectives.iter().any(|&adjective| has_stem(words.undone.iter(), layers.tokens.text(adjective))) {
        return None;
    }
    let after = phrase.preposition.filter(|&preposition| is_among(&words.after, preposition));
    let mut told_at = token;
    let mut reading = if let Some(preposition) = after {
        if is_among(&words.during, preposition) {
            beside.time = beside.time.or_else(|| scene.circumstances.time(layers, index, token, &[]));
        }
        Reading::plain(EventStatus::Happened, true, vec![preposition])
    } else if let Some(occurrence) = occurrence(layers, clause, phrase) {
        if let Some(actors) = possessor(layers, clause, phrase, entry, occurrence) {
            beside.actors = actors;
        }
        told_at = clause.verb.unwrap_or(token);
        // Whoever announced it on Monday did not do it on Monday.
        if occurrence.status == EventStatus::Happened {
            beside.time = beside.time.or_else(|| scene.circumstances.time(layers, index, told_at, &[]));
        }
        let told = status::of_clause(scene, index)?;
        let status = if told.status == EventStatus::Happened { occurrence.status } else { told.status };
        Reading { status, ..told }
    } else if phrase.preposition.is_none() && layers.is_definite(phrase) && !beside.actors.is_empty() && !beside.recipients.is_empty() {
        // “der Angriff der Rebellen auf das Dorf”: who speaks of it so takes it as known.
        Reading::plain(EventStatus::Happened, true, Vec::new())
    } else {
        return None;
    };
    if let Some(&planned) =
        adjectives.iter().find(|&&adjective| has_stem(layers.pack.times.tenses.planned.iter(), layers.tokens.text(adjective)))
    {
        reading = Reading::plain(EventStatus::Planned, false, vec![planned]);
    }
    let hedge = scene.circumstances.hedge(index, HedgeKind::Adjective).filter(|hedge| phrase.range.contains(hedge));
    if reading.status == EventStatus::Happened
        && let Some(hedge) = hedge
    {
        reading = Reading::plain(EventStatus::Alleged, reading.is_past, vec![hedge]);
    }
    if is_among(&words.nobody, phrase.range.start) {
        reading = Reading::plain(EventStatus::Negated, reading.is_past, vec![phrase.range.start]);
    }
    let Beside { actors, recipients, time, place } = beside;
    let draft = Draft { rule: NAME, entry, trigger: vec![token], told_at, actors, recipients, reading, time, place };
    draft.has_those_it_needs().then_some(draft)
}

/// Whether a word is one of these with an ending of adjectives.
fn has_stem<'w>(mut stems: impl Iterator<Item = &'w String>, form: &str) -> bool {
    const ENDING_MAX: usize = 2;
    stems.any(|stem| form.strip_prefix(stem.as_str()).is_some_and(|ending| ending.len() <= ENDING_MAX))
}

/// Who stands beside the noun: before it, in its own phrase, and behind it.
fn beside(scene: &Scene, clause: &Clause, phrase: &Phrase, entry: &EventEntry) -> Beside {
    let layers = scene.layers;
    let mut beside = Beside::default();
    for token in phrase.range.start..phrase.head {
        let state = layers.pack.world.states.of_adjective(layers.tokens.text(token)).filter(|_| layers.words.is_attributive(token));
        if let Some(state) = state.filter(|_| entry.actor.contains(&Standing::Genitive)) {
            let is_it =
                |entity: &quell_document::Entity| entity.kind == MentionKind::State && entity.country.as_deref() == Some(&state.code);
            let entity = layers.mentions.entities.iter().position(is_it);
            beside.actors.push(roles::of_words(layers, token..token + 1, entity));
        }
    }
    add_genitive_names(layers, phrase.range.start..phrase.head, entry, &mut beside);
    add_genitive_names(layers, phrase.head + 1..phrase.range.end, entry, &mut beside);
    let limit = clause.pieces.iter().find(|piece| piece.contains(&phrase.head)).map_or(phrase.range.end, |piece| piece.end);
    let mut at = phrase.range.end;
    for _ in 0..PHRASES_MAX {
        let Some(next) = layers.phrases.beginning_at(at).filter(|next| next.range.end <= limit && !next.pronoun) else { break };
        let start = next.preposition.unwrap_or(next.range.start);
        if let Some(time) = scene.circumstances.time_at(layers, next.range.start) {
            beside.time = beside.time.or(Some(time));
        } else if !add(layers, clause, next, entry, &mut beside) {
            break;
        }
        at = layers.reach().narrow(next, limit).end.max(start + 1);
    }
    beside
}

/// “Moors Rücktritt”, “der Einmarsch Russlands”: names in the genitive within the noun's own phrase.
fn add_genitive_names(layers: &Layers, range: Range<usize>, entry: &EventEntry, beside: &mut Beside) {
    for mention in layers.mentions.within(&range) {
        let last = layers.tokens.text(mention.range.end - 1);
        let is_genitive = last.ends_with(['s', '’', '\'']);
        let is_people = matches!(mention.kind, MentionKind::Person | MentionKind::Organisation | MentionKind::State);
        if is_genitive && (is_people || (mention.kind == MentionKind::Place && entry.places)) {
            in_genitive(entry, beside).push(roles::of_words(layers, mention.range.clone(), Some(mention.entity)));
        }
    }
}

/// Whoever stands in the genitive acts or suffers, as the entry says.
fn in_genitive<'b>(entry: &EventEntry, beside: &'b mut Beside) -> &'b mut Vec<Taking> {
    if entry.actor.contains(&Standing::Genitive) { &mut beside.actors } else { &mut beside.recipients }
}

/// Adds what the next phrase behind the noun names; whether it belongs to the noun at all.
fn add(layers: &Layers, clause: &Clause, next: &Phrase, entry: &EventEntry, beside: &mut Beside) -> bool {
    let Some(preposition) = next.preposition.filter(|&preposition| preposition < next.range.start) else {
        let is_marked = layers.words.is_determiner(next.range.start) || layers.words.is_attributive(next.range.start);
        if !(is_marked && next.agreement.can_be_genitive()) {
            return false;
        }
        let takes_places = entry.places && !entry.actor.contains(&Standing::Genitive);
        let found = roles::of_phrase(layers, clause, next, takes_places);
        let is_somebody = !found.is_empty();
        in_genitive(entry, beside).extend(found);
        return is_somebody;
    };
    let stands = |standing: &Standing| match standing {
        Standing::Behind(wanted) => roles::is_preposition(layers, preposition, wanted),
        Standing::Accusative | Standing::Dative | Standing::Genitive => false,
    };
    let form = layers.tokens.text(preposition).to_lowercase();
    if entry.recipient.iter().any(stands) {
        let found = roles::of_phrase(layers, clause, next, entry.places);
        let is_somebody = !found.is_empty();
        beside.recipients.extend(found);
        return is_somebody;
    }
    if entry.actor.iter().any(stands) {
        beside.actors.extend(roles::of_phrase(layers, clause, next, false));
        return true;
    }
    if layers.pack.events.words.genitive_prepositions.contains(&form) {
        let found = roles::of_phrase(layers, clause, next, entry.places);
        in_genitive(entry, beside).extend(found);
        return true;
    }
    let mention = layers.mentions.at(next.range.end - 1).filter(|mention| matches!(mention.kind, MentionKind::Place | MentionKind::State));
    if let Some(mention) = mention.filter(|_| layers.pack.events.words.local.contains(&form) && next.agreement.can_be_dative()) {
        beside.place = beside.place.or(Some(Participant { span: layers.span(&next.range), entity: Some(mention.entity) }));
        return true;
    }
    false
}

/// What the verb of the clause says of the noun.
fn occurrence<'l>(layers: &'l Layers, clause: &Clause, phrase: &Phrase) -> Option<&'l Occurrence> {
    let occurrences = layers.pack.events.occurrences(&clause.lemma);
    if occurrences.is_empty() {
        return None;
    }
    let is_subject = acts::subject(layers, clause).is_some_and(|subject| subject.range == phrase.range);
    occurrences.iter().find(|occurrence| match &occurrence.noun {
        Supported::Subject => is_subject && !clause.passive,
        Supported::Object => phrase.preposition.is_none() && is_subject == clause.passive,
        Supported::Behind(wanted) => phrase.preposition.is_some_and(|token| roles::is_preposition(layers, token, wanted)),
    })
}

/// “Die Ministerin erklärte ihren Rücktritt”: the subject, where the noun is its own and it would stand in the genitive.
fn possessor(layers: &Layers, clause: &Clause, phrase: &Phrase, entry: &EventEntry, occurrence: &Occurrence) -> Option<Vec<Taking>> {
    let is_own = layers.words.is_possessive(phrase.range.start) && occurrence.noun == Supported::Object && !clause.passive;
    if !is_own || !entry.actor.contains(&Standing::Genitive) {
        return None;
    }
    let subject = acts::subject_of(layers, clause, |phrase| roles::can_take_part(layers, phrase), &[])?;
    Some(roles::of_phrase(layers, clause, subject, false))
}
