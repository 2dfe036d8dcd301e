//! Attribution by a noun: *die Behauptung, dass …*, *sein Vorwurf, … zu …*.
//!
//! See `noun_complement.md` for cases and references.

use std::ops::Range;

use quell_document::StatementKind;

use super::Board;
use crate::clauses::ClauseKind;
use crate::layers::Layers;
use crate::statements::draft::Draft;
use crate::statements::extent;

/// The rule's name.
pub const NAME: &str = "noun_complement";

/// Marks the clauses that stand behind a noun that attributes.
pub fn find(layers: &Layers, board: &mut Board) {
    for index in 0..layers.clauses.list.len() {
        let clause = &layers.clauses.list[index];
        let fits_kind = matches!(clause.kind, ClauseKind::That | ClauseKind::Question | ClauseKind::Infinitive) || (clause.kind == ClauseKind::Main && layers.words.mood_of(clause).is_reported());
        if !fits_kind || clause.from() < 2 || layers.tokens.text(clause.from() - 1) != "," {
            continue;
        }
        let Some(noun) = noun_before(layers, clause.from() - 1) else { continue };
        let Some(entry) = entry_of(layers, noun.head) else { continue };
        let takes = match clause.kind {
            ClauseKind::That => entry.takes.dass,
            ClauseKind::Question => entry.takes.ob,
            ClauseKind::Infinitive => entry.takes.zu,
            _ => entry.takes.v2 || entry.takes.dass,
        };
        let range = extent::of_clause(&layers.clauses, index);
        let already = board.drafts.iter().any(|draft| draft.from() == range.start);
        if !takes || already {
            continue;
        }
        let mut draft = Draft::new(NAME, StatementKind::Indirect, extent::minus(layers, range, &[]));
        if draft.content.is_empty() {
            continue;
        }
        draft.cue = noun.cue.collect();
        draft.source = noun.source;
        draft.frame = vec![noun.whole.clone()];
        if draft.source.is_none() {
            by_support_verb(layers, &mut draft, noun.whole.start);
        }
        draft.stance = entry.stance;
        draft.medium = Some(entry.medium);
        // Without a source named beside the noun, nobody may have said it (“die Gefahr, dass”).
        draft.certainty = if draft.source.is_some() { 0.85 } else { 0.6 };
        board.push(draft);
    }
}

/// “vertritt die Ansicht, dass”: the subject of a verb that only carries the noun is the source, and the verb belongs to the cue.
fn by_support_verb(layers: &Layers, draft: &mut Draft, noun: usize) {
    let Some(index) = layers.clauses.at(noun) else { return };
    let clause = &layers.clauses.list[index];
    if clause.passive || !layers.pack.words.support_verbs.contains(&clause.lemma) {
        return;
    }
    let Some(subject) = crate::statements::acts::subject(layers, clause).filter(|subject| subject.range.start != noun && layers.can_speak(subject)) else { return };
    draft.source = Some(crate::statements::acts::with_apposition(layers, subject, clause.to(), clause));
    draft.cue.extend(clause.verb_group().into_iter().filter(|&token| !layers.words.is_modal(token)));
    draft.cue.sort_unstable();
    draft.cue.dedup();
    draft.frame = clause.pieces.clone();
}

pub use super::cue_noun::entry_of;

/// A noun phrase that attributes and who it belongs to.
pub struct Noun {
    /// The noun.
    pub head: usize,
    cue: Range<usize>,
    source: Option<Range<usize>>,
    whole: Range<usize>,
}

/// The noun phrase that ends at `comma`: “die Behauptung der Firma”, “die Forderung von Umweltschützern”.
pub fn noun_before(layers: &Layers, comma: usize) -> Option<Noun> {
    let sentence = layers.sentences.list[layers.sentences.of_token(comma)];
    let reach = layers.reach();
    let candidates = layers.phrases.within(sentence.from..comma);
    let phrase = candidates.iter().rev().take(4).filter(|phrase| !phrase.pronoun && entry_of(layers, phrase.head).is_some()).find(|phrase| {
        let end = reach.full(phrase, comma).end;
        end == comma || end + 1 == comma && layers.words.is_bracket(end)
    })?;
    let full = reach.full(phrase, comma);
    let mut source = None;
    if full.end > phrase.range.end {
        let start = phrase.range.end + usize::from(layers.words.is_preposition(phrase.range.end));
        source = layers.phrases.starting_at(start).filter(|phrase| layers.can_speak(phrase)).map(|_| start..full.end);
    } else if layers.words.is_possessive(phrase.range.start) {
        source = Some(phrase.range.start..phrase.range.start + 1);
    }
    let cue_start = phrase.range.start + usize::from(source.as_ref().is_some_and(|source| source.start == phrase.range.start));
    Some(Noun { head: phrase.head, cue: cue_start..phrase.range.end, source, whole: full })
}
