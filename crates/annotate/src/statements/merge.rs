//! Which drafts stay, when two rules found the same words?

use quell_document::StatementKind;

use crate::statements::draft::Draft;
use crate::statements::rules::{clause_complement, noun_complement};
use crate::work::look_at;

/// Drops the weaker of two drafts with nearly the same content, sorts the rest by content, and keeps `follows` right.
pub fn settle(drafts: Vec<Draft>) -> Vec<Draft> {
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    order.sort_by_key(|&index| (drafts[index].from(), std::cmp::Reverse(drafts[index].to()), index));
    let lengths: Vec<usize> = drafts.iter().map(Draft::len).collect();
    let mut replaced_by: Vec<Option<usize>> = vec![None; drafts.len()];
    for (position, &a) in order.iter().enumerate() {
        if replaced_by[a].is_some() {
            continue;
        }
        for &b in &order[position + 1..] {
            look_at(1);
            if drafts[b].from() >= drafts[a].to() {
                break;
            }
            if replaced_by[b].is_some() || !is_same((&drafts[a], lengths[a]), (&drafts[b], lengths[b])) {
                continue;
            }
            let (winner, loser) = if rank(&drafts[b]) > rank(&drafts[a]) { (b, a) } else { (a, b) };
            replaced_by[loser] = Some(winner);
            if loser == a {
                break;
            }
        }
    }
    let nested = nested_in(&drafts, &lengths, &order, &replaced_by);
    let final_of = |mut index: usize| {
        while let Some(winner) = replaced_by[index] {
            index = winner;
        }
        index
    };
    let kept: Vec<usize> = order.into_iter().filter(|&index| replaced_by[index].is_none()).collect();
    let mut position_of = vec![usize::MAX; drafts.len()];
    for (position, &index) in kept.iter().enumerate() {
        position_of[index] = position;
    }
    kept.iter()
        .map(|&index| {
            let mut draft = drafts[index].clone();
            if let Some(outer) = nested[index] {
                draft.certainty = draft.certainty.min(certainty_within(&drafts[outer], &draft));
            }
            draft.follows = draft.follows.map(|follows| position_of[final_of(follows)]).filter(|&follows| follows != position_of[index]);
            draft
        })
        .collect()
}

/// Whether both drafts, given with their lengths, speak of the same words: one is not merely a part of the other.
fn is_same((a, a_length): (&Draft, usize), (b, b_length): (&Draft, usize)) -> bool {
    let (longer, shorter) = (a_length.max(b_length), a_length.min(b_length));
    // A quotation within indirect speech is a statement of its own, however long it is, unless it is all of it.
    let limit = if a.kind == b.kind { 0.8 } else { 0.9 };
    let is_large_enough = |words: usize| words > 0 && words as f32 / longer as f32 >= limit;
    is_large_enough(shorter) && is_large_enough(a.shared(b))
}

/// A draft with a cue is better than one without, then the surer one, then the one with a source.
fn rank(draft: &Draft) -> (bool, u32, bool) {
    (!draft.cue.is_empty(), (draft.certainty * 100.0) as u32, draft.source.is_some())
}

/// For each draft that stays, the innermost other one whose content holds all of it.
fn nested_in(drafts: &[Draft], lengths: &[usize], order: &[usize], replaced_by: &[Option<usize>]) -> Vec<Option<usize>> {
    let mut nested = vec![None; drafts.len()];
    let mut open: Vec<usize> = Vec::new();
    for &index in order.iter().filter(|&&index| replaced_by[index].is_none()) {
        look_at(open.len());
        open.retain(|&outer| drafts[outer].to() > drafts[index].from());
        nested[index] = open.iter().rev().copied().find(|&outer| {
            lengths[outer] > lengths[index] && drafts[outer].shared(&drafts[index]) == lengths[index]
        });
        open.push(index);
    }
    nested
}

/// How sure a statement within another one can be.
///
/// What a speaker says within quotation marks that others say or think (“weil er glaubt, dass …”) is the speaker's own way of putting it more often
/// than an attribution; so is an infinitive or a noun within indirect speech. Somebody named who says something within what somebody else says is one.
fn certainty_within(outer: &Draft, inner: &Draft) -> f32 {
    const HIDDEN: f32 = 0.45;
    match (outer.kind, inner.kind) {
        (_, StatementKind::Direct) => 1.0,
        (StatementKind::Direct, _) => HIDDEN,
        (_, StatementKind::Reported) => HIDDEN,
        _ if inner.rule == noun_complement::NAME => HIDDEN,
        _ if inner.rule == clause_complement::NAME && inner.source.as_ref().is_none_or(|source| source.len() == 1) => HIDDEN,
        _ => 1.0,
    }
}
