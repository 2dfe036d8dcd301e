//! Hedges lost on the way: *soll* in one article, plain fact in the next, which has it from the first.

use quell_document::Hedge;

use crate::origins::OriginGroup;
use crate::telling::Telling;

/// A hedge that was lost between two tellings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LostHedge {
    /// The telling that has the hedge, as a place in the list.
    pub from: usize,
    /// The telling that states the same as a fact.
    pub to: usize,
    /// The hedge in the first.
    pub hedge: Hedge,
}

/// The hedges that were lost between tellings that are joined. One is enough for each telling that lost it, from the earliest that has it.
pub fn lost(tellings: &[Telling], groups: &[OriginGroup]) -> Vec<LostHedge> {
    let mut found: Vec<LostHedge> = Vec::new();
    for join in groups.iter().flat_map(|group| &group.joins) {
        for (from, to) in [(join.a, join.b), (join.b, join.a)] {
            let (Some(hedge), true) = (hedge_of(&tellings[from]), states_as_fact(&tellings[to])) else { continue };
            let may_have_it_from = match (tellings[from].published(), tellings[to].published()) {
                (Some(from), Some(to)) => !to.is_before(from),
                _ => true,
            };
            if may_have_it_from && !found.iter().any(|known| known.to == to) {
                found.push(LostHedge { from, to, hedge });
            }
        }
    }
    found.sort_by_key(|lost| lost.to);
    found
}

fn hedge_of(telling: &Telling) -> Option<Hedge> {
    telling.document.hedges.iter().find(|hedge| telling.span.contains(hedge.span)).copied()
}

/// In the outlet's own voice: no statement holds it, no hedge stands in it or beside it.
fn states_as_fact(telling: &Telling) -> bool {
    telling.statement.is_none() && hedge_of(telling).is_none()
}
