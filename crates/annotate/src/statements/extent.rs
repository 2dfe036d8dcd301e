//! How far does a content reach?

use std::ops::Range;

use crate::clauses::{ClauseKind, Clauses};
use crate::layers::Layers;
use crate::tokens::Shape;

/// From the first token of a clause to the last one of it and of all clauses that depend on it.
pub fn of_clause(clauses: &Clauses, clause: usize) -> Range<usize> {
    let (mut from, mut to) = (clauses.list[clause].from(), clauses.list[clause].to());
    let range = clauses.of_sentence[clauses.list[clause].sentence].clone();
    for other in range {
        // Whether a coordinated main clause goes on with the content is another question: “er habe recht und die Fraktion forderte …”.
        let beside = clauses.list[other].coordinated
            && clauses.list[other].kind == ClauseKind::Main
            && clauses.list[clause].kind == ClauseKind::Main;
        if other != clause && !beside && clauses.within(other, clause) {
            from = from.min(clauses.list[other].from());
            to = to.max(clauses.list[other].to());
        }
    }
    from..to
}

/// A range without the marks at its edges that belong to the sentence: commas, dashes, the final full stop, lone quotation marks.
pub fn trimmed(layers: &Layers, range: Range<usize>) -> Range<usize> {
    let Range { mut start, mut end } = range;
    while start < end && is_edge(layers, start, start, end) {
        start += 1;
    }
    while start < end && is_edge(layers, end - 1, start, end) {
        end -= 1;
    }
    start..end
}

/// Whether the token at an edge of `start..end` does not belong to the content.
fn is_edge(layers: &Layers, token: usize, start: usize, end: usize) -> bool {
    if layers.tokens.list[token].shape != Shape::Mark {
        return false;
    }
    match layers.tokens.text(token) {
        "(" | "[" => !(token..end).any(|other| matches!(layers.tokens.text(other), ")" | "]")),
        ")" | "]" => !(start..token).any(|other| matches!(layers.tokens.text(other), "(" | "[")),
        "%" | "€" | "$" | "§" | "°" | "&" => false,
        "?" | "!" => false,
        _ => match layers.quotations.around(token) {
            // A mark whose partner lies within the content stays with it.
            Some(quotation) if quotation.open == token => !(quotation.closed && quotation.close < end),
            Some(quotation) if quotation.closed && quotation.close == token => quotation.open < start,
            _ => true,
        },
    }
}

/// `range` without the stretches in `without`, each piece trimmed; empty pieces vanish.
pub fn minus(layers: &Layers, range: Range<usize>, without: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut cuts: Vec<Range<usize>> = without.to_vec();
    cuts.sort_by_key(|cut| cut.start);
    let mut pieces = Vec::new();
    let mut from = range.start;
    for cut in cuts {
        if cut.end <= from || cut.start >= range.end {
            continue;
        }
        if cut.start > from {
            pieces.push(from..cut.start);
        }
        from = from.max(cut.end);
    }
    if from < range.end {
        pieces.push(from..range.end);
    }
    pieces.into_iter().map(|piece| trimmed(layers, piece)).filter(|piece| !piece.is_empty() && has_word(layers, piece)).collect()
}

fn has_word(layers: &Layers, range: &Range<usize>) -> bool {
    range.clone().any(|token| layers.tokens.list[token].shape != Shape::Mark)
}

/// The main clauses that go on with the content of `first`: “…, er habe nichts gewusst und werde schweigen”.
///
/// A main clause continues a content while its verb is in the Konjunktiv, or while the content began without one
/// and no other act begins.
pub fn with_coordinated(layers: &Layers, first: usize, stop: impl Fn(usize) -> bool) -> Range<usize> {
    let clauses = &layers.clauses;
    let mut extent = of_clause(clauses, first);
    let sentence = clauses.list[first].sentence;
    let reported = layers.words.mood_of(&clauses.list[first]).is_reported();
    for next in clauses.of_sentence[sentence].clone() {
        let clause = &clauses.list[next];
        if clause.from() < extent.end || clause.kind.is_subordinate() {
            continue;
        }
        if stop(next) || clause.depth != clauses.list[first].depth {
            break;
        }
        let goes_on = match clause.kind {
            ClauseKind::Fragment => true,
            ClauseKind::Main | ClauseKind::VerbFirst => layers.words.mood_of(clause).is_reported() || !reported,
            _ => true,
        };
        if !goes_on {
            break;
        }
        extent.end = extent.end.max(of_clause(clauses, next).end);
    }
    extent
}
