//! The speech act is told, not its wording: *kündigte Sanktionen an*, *forderte mehr Geld*, *lobte den Entwurf*.
//!
//! See `reported_act.md` for cases and references.

use std::ops::Range;

use quell_document::{Stance, StatementKind};

use super::Board;
use crate::clauses::{Clause, ClauseKind};
use crate::layers::Layers;
use crate::phrases::Phrase;
use crate::statements::acts::{Act, contracted};
use crate::statements::draft::Draft;
use crate::statements::extent;

/// The rule's name.
pub const NAME: &str = "reported_act";

/// Marks the acts that have neither a clause nor a quotation for content.
pub fn find(layers: &Layers, board: &mut Board) {
    for index in 0..board.acts.len() {
        if board.is_used(index) {
            continue;
        }
        let Some(draft) = draft_of(layers, board, index) else { continue };
        board.use_act(Some(index));
        board.push(draft);
    }
}

fn draft_of(layers: &Layers, board: &Board, index: usize) -> Option<Draft> {
    let act = &board.acts[index];
    let clause = &layers.clauses.list[act.clause];
    if act.entry.ambiguous && !act.source_can_speak || act.modal || matches!(clause.kind, ClauseKind::Infinitive | ClauseKind::AdverbialInfinitive) {
        return None;
    }
    let agentless = clause.passive && act.source.is_none() && act.entry.stance != Stance::Neutral;
    if clause.depth > 0 || act.source.is_none() && !agentless {
        return None;
    }
    let content = content_of(layers, act, clause)?;
    let mut draft = Draft::new(NAME, StatementKind::Reported, content);
    board.attribute(&mut draft, layers, index);
    draft.certainty = certainty(act, clause);
    Some(draft)
}

/// How sure it is that the act is told as a statement.
///
/// A stance is what news tells of an act without its words (*lehnte den Plan ab*); a neutral verb with an object mostly tells of something else
/// (*veröffentlichte Videos*), unless its predicate or preposition is that of speaking (*nannte den Plan …*, *sprach von …*). A passive without an
/// agent (*wurde bestätigt*) and fixed groups (*stellte Antrag*) are facts more often than statements.
fn certainty(act: &Act, clause: &Clause) -> f32 {
    let takes = &act.entry.takes;
    let plain = !act.entry.ambiguous && act.source_can_speak && !clause.passive && act.entry.with.is_empty() && !act.negated;
    let names_words = takes.als || takes.prepositions.iter().any(|preposition| matches!(preposition.as_str(), "von" | "über"));
    let subordinate = clause.kind.is_subordinate();
    match (plain, act.entry.stance) {
        (true, Stance::Neutral) if names_words && !subordinate => 0.55,
        (true, Stance::Neutral) => 0.4,
        (true, _) if subordinate => 0.5,
        (true, _) => 0.65,
        (false, _) => 0.4,
    }
}

/// What names the content: an object, a prepositional phrase, a predicate with *als*; or the whole verb phrase.
fn content_of(layers: &Layers, act: &Act, clause: &Clause) -> Option<Vec<Range<usize>>> {
    let takes = &act.entry.takes;
    let has_predicate = takes.als && clause.tokens().any(|token| layers.tokens.text(token) == "als");
    if takes.act && !has_predicate {
        return whole_verb_phrase(layers, act, clause);
    }
    let mut objects: Vec<&Phrase> = Vec::new();
    for piece in &clause.pieces {
        for phrase in layers.phrases.within(piece.clone()) {
            let inside = |range: &Option<Range<usize>>| range.as_ref().is_some_and(|range| range.start <= phrase.range.start && phrase.range.end <= range.end);
            if inside(&act.source) || inside(&act.addressee) || layers.is_time(phrase) || layers.words.is_reflexive(phrase.head) {
                continue;
            }
            let hangs = objects.last().is_some_and(|last| layers.reach().full(last, piece.end).end > phrase.range.start);
            if hangs {
                continue;
            }
            let preposition = phrase.preposition.map(|token| layers.tokens.text(token).to_lowercase());
            let fits = match &preposition {
                Some(word) => takes.prepositions.iter().any(|known| known == word || contracted(known, word)),
                None => {
                    (takes.akk && phrase.agreement.can_be_accusative() && !phrase.agreement.only_nominative())
                        || (takes.genitive && phrase.agreement.can_be_genitive())
                        || (takes.dative && phrase.agreement.can_be_dative())
                        || (clause.passive && takes.akk && phrase.agreement.can_be_nominative())
                        || (takes.als && phrase.agreement.can_be_accusative())
                }
            };
            if fits && (!phrase.pronoun || clause.passive) {
                objects.push(phrase);
            }
        }
    }
    let first = objects.first()?;
    let start = first.preposition.unwrap_or(first.range.start);
    let piece = clause.pieces.iter().find(|piece| piece.contains(&first.range.start))?;
    // Up to the verb that closes the bracket, everything behind the object belongs to it.
    let closing = act.cue.iter().copied().find(|&token| token > first.range.start && piece.contains(&token) && layers.words.is_bracket(token)).unwrap_or(piece.end);
    let end = if first.range.start < clause.finite.unwrap_or(0) && piece.contains(&clause.finite.unwrap_or(usize::MAX)) {
        layers.reach().full(first, clause.finite.unwrap_or(piece.end)).end
    } else {
        closing
    };
    let mut without: Vec<Range<usize>> = act.source.iter().chain(&act.addressee).cloned().collect();
    without.extend(act.cue.iter().map(|&token| token..token + 1));
    let content = extent::minus(layers, start..end.max(first.range.end), &without);
    (!content.is_empty()).then_some(content)
}

/// The clause without its subject.
fn whole_verb_phrase(layers: &Layers, act: &Act, clause: &Clause) -> Option<Vec<Range<usize>>> {
    let without: Vec<Range<usize>> = act.source.iter().cloned().collect();
    // Time and place in front of the verb are the outlet's: “Am Dienstag rügte …”.
    let from = match clause.finite {
        Some(finite) if !clause.kind.is_subordinate() && clause.from() < finite => {
            let first = layers.phrases.beginning_at(clause.from());
            let object_first = first.is_some_and(|phrase| phrase.preposition.is_none() && !layers.is_time(phrase) && !act.source.as_ref().is_some_and(|source| source.contains(&phrase.range.start)));
            if object_first { clause.from() } else { finite }
        }
        _ => clause.from() + usize::from(clause.opener.is_some()),
    };
    let mut content = Vec::new();
    for piece in clause.pieces.iter().filter(|piece| piece.end > from) {
        content.extend(extent::minus(layers, piece.start.max(from)..piece.end, &without));
    }
    // The verb alone says nothing about anything.
    let words: usize = content.iter().map(|piece| piece.len()).sum();
    (words > act.cue.len()).then_some(content)
}
