//! A sentence that attributes the one before it: *Das teilte die Polizei mit. Dies geht aus einer Studie hervor.*
//!
//! See `back_reference.md` for cases and references.

use quell_document::StatementKind;

use super::Board;
use crate::clauses::ClauseKind;
use crate::layers::Layers;
use crate::statements::draft::Draft;
use crate::statements::extent;

/// The rule's name.
pub const NAME: &str = "back_reference";

/// Marks the sentence before an act whose object is *das* or *dies*.
pub fn find(layers: &Layers, board: &mut Board) {
    for index in 0..board.acts.len() {
        if board.is_used(index) {
            continue;
        }
        let act = &board.acts[index];
        let clause = &layers.clauses.list[act.clause];
        if clause.kind != ClauseKind::Main
            || clause.depth > 0
            || act.negated
            || act.modal
            || !(act.entry.takes.dass || act.entry.takes.akk || act.entry.takes.v2 || act.entry.takes.direct)
        {
            continue;
        }
        let first = clause.from();
        let is_reference = matches!(layers.tokens.text(first).to_lowercase().as_str(), "das" | "dies") && layers.words.is_pronoun(first);
        let is_own_source = act.source.as_ref().is_some_and(|source| source.contains(&first));
        if !is_reference || is_own_source || !act.source_can_speak && act.entry.ambiguous {
            continue;
        }
        // Within its sentence the reference means the clause before; at the start, the sentence before.
        let sentence = layers.sentences.list[clause.sentence];
        let content = if first == sentence.from {
            let Some(previous) = clause.sentence.checked_sub(1).map(|number| layers.sentences.list[number]) else { continue };
            if previous.paragraph + 1 < sentence.paragraph {
                continue;
            }
            extent::minus(layers, previous.from..previous.to, &[])
        } else {
            extent::minus(layers, sentence.from..first, &[])
        };
        let taken = content.first().is_none_or(|range| board.attributed(range).is_some());
        if taken {
            continue;
        }
        let mut draft = Draft::new(NAME, StatementKind::Indirect, content);
        board.attribute(&mut draft, layers, index);
        draft.certainty = 0.85;
        board.use_act(Some(index));
        board.push(draft);
    }
}
