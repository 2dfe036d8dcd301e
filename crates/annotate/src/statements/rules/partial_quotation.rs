//! Words of the source within indirect or reported content, or within the clause of an act.
//!
//! See `partial_quotation.md` for cases and references.

use quell_document::{Stance, StatementKind};

use super::Board;
use crate::layers::Layers;
use crate::statements::draft::Draft;

/// The rule's name.
pub const NAME: &str = "partial_quotation";

/// A quotation of fewer words is a scare quote or a title.
const WORDS_MIN: usize = 3;

/// Marks quotations within what somebody said.
pub fn find(layers: &Layers, board: &mut Board) {
    for number in 0..layers.quotations.list.len() {
        let quotation = &layers.quotations.list[number];
        if quotation.depth > 0 || quotation.words(&layers.tokens) < WORDS_MIN || is_name(layers, number) {
            continue;
        }
        let inner = quotation.from()..quotation.close;
        let around = board.around(&inner);
        let direct = around.iter().map(|&index| &board.drafts[index]).any(|draft| draft.kind == StatementKind::Direct && draft.overlaps(&inner));
        if direct {
            continue;
        }
        // The innermost statement around it, else the act of its clause.
        let holder = around.into_iter().filter(|&index| board.drafts[index].holds_all(&inner)).min_by_key(|&index| board.drafts[index].len());
        let mut draft = Draft::new(NAME, StatementKind::Direct, vec![inner.clone()]);
        if let Some(holder) = holder {
            let outer = &board.drafts[holder];
            draft.cue = outer.cue.clone();
            draft.source = outer.source.clone();
            draft.addressee = outer.addressee.clone();
            draft.frame = outer.frame.clone();
            draft.stance = outer.stance;
            draft.medium = outer.medium;
            draft.follows = outer.follows;
            // Words of their own make a reported act certain: somebody was there to say them.
            let spoken = outer.kind == StatementKind::Reported && outer.source.is_some();
            draft.certainty = if spoken { 0.75 } else { outer.certainty.min(0.85) };
            if spoken {
                board.drafts[holder].certainty = board.drafts[holder].certainty.max(0.6);
            }
        } else if let Some(act) = layers.clauses.at(inner.start).and_then(|clause| board.act_of(clause)).filter(|&act| speaks(board, act)) {
            board.attribute(&mut draft, layers, act);
            draft.certainty = 0.75;
        } else {
            continue;
        }
        // “berichtete die „Rundschau am Sonntag“”: the name of who speaks or hears is nobody's words.
        let names_somebody = [&draft.source, &draft.addressee].into_iter().flatten().any(|range| range.contains(&inner.start));
        if !names_somebody {
            board.push(draft);
        }
    }
}

/// Whether the act of a clause tells that somebody spoke, so that a quotation in it is theirs.
fn speaks(board: &Board, act: usize) -> bool {
    let act = &board.acts[act];
    let names_words = act.entry.takes.als || !act.entry.takes.prepositions.is_empty();
    act.source_can_speak && !act.modal && (!act.entry.ambiguous || act.entry.stance != Stance::Neutral || names_words)
}

/// A title or name: every word capitalised, and a noun before it that it names.
fn is_name(layers: &Layers, number: usize) -> bool {
    let quotation = &layers.quotations.list[number];
    layers.phrases.around(quotation.from()).is_some_and(|phrase| phrase.range.start < quotation.open)
}
