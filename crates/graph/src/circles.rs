//! Circular reports: A cites B for what B has from A.
//!
//! An article cites an outlet; the outlet must have told the claim by then. Where these steps lead back to the outlet that they began with, nobody in
//! the circle has the claim from outside.

use quell_document::TextSpan;

use crate::Known;
use crate::outlets::{Cited, Medium};
use crate::telling::Telling;

/// One step: this telling cites the outlet of the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The telling that cites, as a place in the list.
    pub from: usize,
    /// The telling of the outlet that is cited.
    pub to: usize,
    /// The words that cite it.
    pub words: Option<TextSpan>,
}

/// A circle: each step begins in the outlet in which the one before ended, and the last ends in the first outlet.
pub type Circle = Vec<Step>;

/// The circles among these tellings, each once, beginning with its latest telling; shorter ones first. Work grows with the number of citations,
/// not of ways through them: of each outlet the circle with fewest steps is told.
pub fn circles(tellings: &[Telling], known: Known) -> Vec<Circle> {
    let cited: Vec<Cited> = tellings.iter().map(|telling| Cited::of(telling, tellings, known)).collect();
    let media: Vec<&Medium> = cited.iter().map(|cited| &cited.own).collect();
    let mut outlets: Vec<usize> = Vec::new();
    // For each telling the first telling of the same outlet.
    for (number, medium) in media.iter().enumerate() {
        outlets.push(media[..number].iter().position(|other| other.is(medium)).unwrap_or(number));
    }
    let steps = steps(tellings, &cited);
    let mut found: Vec<Circle> = Vec::new();
    for outlet in 0..tellings.len() {
        let Some(circle) = shortest(outlet, &steps, &outlets) else { continue };
        let mut members: Vec<usize> = circle.iter().map(|step| outlets[step.from]).collect();
        members.sort_unstable();
        let is_known = found.iter().any(|known| {
            let mut others: Vec<usize> = known.iter().map(|step| outlets[step.from]).collect();
            others.sort_unstable();
            others == members
        });
        if !is_known {
            found.push(from_latest(circle, tellings));
        }
    }
    found.sort_by_key(|circle| (circle.len(), circle[0].from));
    found
}

/// Who cites whom. What is published later cannot have been cited.
fn steps(tellings: &[Telling], cited: &[Cited]) -> Vec<Step> {
    let mut steps = Vec::new();
    for (from, telling) in tellings.iter().enumerate() {
        for citation in &cited[from].near {
            let could_be_cited = |to: usize| {
                let was_told = match (tellings[to].published(), telling.published()) {
                    (Some(to), Some(from)) => !from.is_before(to),
                    _ => true,
                };
                to != from && was_told && cited[to].own.is(&citation.medium) && !cited[to].own.is(&cited[from].own)
            };
            if let Some(to) = (0..tellings.len()).find(|&to| could_be_cited(to)) {
                steps.push(Step { from, to, words: citation.words });
            }
        }
    }
    steps
}

/// The circle with fewest steps that leads from an outlet back to it (breadth first).
fn shortest(outlet: usize, steps: &[Step], outlets: &[usize]) -> Option<Circle> {
    let mut ways: Vec<Circle> = vec![Vec::new()];
    let mut seen = vec![false; outlets.len()];
    while !ways.is_empty() {
        let mut longer = Vec::new();
        for way in ways {
            let here = way.last().map_or(outlet, |step: &Step| outlets[step.to]);
            for step in steps.iter().filter(|step| outlets[step.from] == here) {
                let next = outlets[step.to];
                let way = way.iter().chain([step]).cloned().collect();
                if next == outlet {
                    return Some(way);
                }
                if !std::mem::replace(&mut seen[next], true) {
                    longer.push(way);
                }
            }
        }
        ways = longer;
    }
    None
}

fn from_latest(mut circle: Circle, tellings: &[Telling]) -> Circle {
    let latest =
        (0..circle.len()).max_by_key(|&step| (tellings[circle[step].from].published().map(|moment| moment.order()), circle[step].from));
    circle.rotate_left(latest.unwrap_or(0));
    circle
}
