//! A subordinate clause in the Konjunktiv beside somebody's act: *wies den Vorwurf zurück, da er jeder Grundlage entbehre*.
//!
//! See `konjunktiv_clause.md` for cases and references.

use quell_document::StatementKind;

use super::Board;
use crate::clauses::ClauseKind;
use crate::layers::Layers;
use crate::statements::draft::Draft;
use crate::statements::extent;
use crate::words::Mood;

/// The rule's name.
pub const NAME: &str = "konjunktiv_clause";

/// Marks relative and adverbial clauses in the Konjunktiv I that no other statement holds.
///
/// Without an act of its own the clause is still somebody's words, but nobody is named.
pub fn find(layers: &Layers, board: &mut Board) {
    for index in 0..layers.clauses.list.len() {
        let Some(draft) = draft_of(layers, board, index) else { continue };
        board.push(draft);
    }
}

fn draft_of(layers: &Layers, board: &Board, index: usize) -> Option<Draft> {
    let clause = &layers.clauses.list[index];
    let finite = clause.finite?;
    let depends = matches!(clause.kind, ClauseKind::Relative | ClauseKind::Adverbial);
    if !depends || clause.depth > 0 || layers.quotations.depth[finite] > 0 || layers.words.mood_of(clause) != Mood::Konjunktiv1 {
        return None;
    }
    // “als sei nichts gewesen”, “damit er komme”, “es sei denn”: no report.
    let opener = clause.opener.map(|opener| layers.tokens.text(opener).to_lowercase());
    if opener.is_some_and(|opener| matches!(opener.as_str(), "als" | "damit" | "wenn" | "falls" | "auf" | "wie")) {
        return None;
    }
    // Within a sentence that is told as a whole it is no statement of its own.
    let parent = clause.parent?;
    if layers.words.mood_of(&layers.clauses.list[parent]).is_reported() {
        return None;
    }
    let act = board.act_of(parent).filter(|&act| board.acts[act].source_can_speak && !board.acts[act].negated);
    let content = extent::of_clause(&layers.clauses, index);
    let told = board.around(&content).into_iter().any(|draft| board.drafts[draft].holds(finite));
    if told {
        return None;
    }
    let mut draft = Draft::new(NAME, StatementKind::Indirect, extent::minus(layers, content, &[]));
    draft.certainty = 0.6;
    if let Some(act) = act {
        board.attribute(&mut draft, layers, act);
        draft.certainty = 0.8;
    }
    (!draft.content.is_empty()).then_some(draft)
}
