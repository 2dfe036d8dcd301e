//! Which time expression says when something was stated?
//!
//! The one that stands in the clause of the cue, and not in what was said: *„Ich gehe morgen“, sagte sie am Freitag* was said on a Friday. In a frame that is a
//! phrase of its own (*laut einer Mitteilung vom Montag*) it is the one within the frame.

use quell_document::{Spans, Statement, TimeExpression};

use crate::layers::Layers;
use crate::work::look_at;

/// Gives each statement the time expression that dates it.
pub fn date(layers: &Layers, times: &[TimeExpression], statements: &mut [Statement]) {
    let dated: Vec<(usize, usize)> = times
        .iter()
        .enumerate()
        .filter(|(_, time)| time.is_point() || time.value.starts_with("XXXX"))
        .map(|(index, time)| (index, layers.tokens.at(time.span.start)))
        .collect();
    for statement in statements {
        statement.time = when(layers, times, &dated, statement);
    }
}

/// The expression nearest to the cue within its clause or frame.
fn when(layers: &Layers, times: &[TimeExpression], dated: &[(usize, usize)], statement: &Statement) -> Option<usize> {
    let cue = statement.cue.as_ref()?;
    let token = layers.tokens.at(cue.start());
    let sentence = layers.sentences.list[layers.sentences.of_token(token.min(layers.tokens.len() - 1))];
    let clause = layers.clauses.at(token);
    let from = dated.partition_point(|&(_, at)| at < sentence.from);
    let is_within = |spans: &Option<Spans>, index: usize| spans.as_ref().is_some_and(|spans| spans.contains(times[index].span));
    dated[from..]
        .iter()
        .take_while(|&&(_, at)| at < sentence.to)
        .inspect(|_| look_at(1))
        .filter(|&&(index, at)| (clause.is_some() && layers.clauses.at(at) == clause) || is_within(&statement.frame, index))
        .filter(|&&(index, _)| !statement.content.contains(times[index].span) && !is_within(&statement.source, index))
        .min_by_key(|&&(_, at)| at.abs_diff(token))
        .map(|&(index, _)| index)
}
