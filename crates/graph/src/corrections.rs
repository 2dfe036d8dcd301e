//! Corrections and the copies that do not have them: *In einer früheren Version dieses Textes …*

use quell_document::TextSpan;

use crate::Known;
use crate::origins::OriginGroup;
use crate::telling::Telling;

/// The correction must share so much of the claim's keys to be about it.
const ABOUT_MIN: f32 = 0.25;

/// An article that corrects what it told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The telling, as a place in the list.
    pub telling: usize,
    /// The sentences that say so.
    pub words: TextSpan,
    /// The tellings that are joined with it and say nothing of a correction.
    pub uncorrected: Vec<usize>,
}

/// The corrections of the claim, each with the copies that it did not reach.
pub fn corrections(tellings: &[Telling], groups: &[OriginGroup], known: Known) -> Vec<Correction> {
    let corrected: Vec<Option<TextSpan>> = tellings.iter().map(|telling| correction(telling, known)).collect();
    let mut found = Vec::new();
    for (telling, words) in corrected.iter().enumerate() {
        let Some(words) = *words else { continue };
        let joins = groups.iter().flat_map(|group| &group.joins);
        let others = joins.filter_map(|join| match (join.a == telling, join.b == telling) {
            (true, _) => Some(join.b),
            (_, true) => Some(join.a),
            _ => None,
        });
        let mut uncorrected: Vec<usize> = others.filter(|&other| corrected[other].is_none()).collect();
        uncorrected.sort_unstable();
        uncorrected.dedup();
        found.push(Correction { telling, words, uncorrected });
    }
    found
}

/// The sentences of an article that correct the claim: one that begins as a correction does, and the next.
fn correction(telling: &Telling, known: Known) -> Option<TextSpan> {
    let text = &telling.document.article.text;
    let sentences = &telling.keys.sentences;
    let claim: Vec<_> = sentences[telling.sentences.clone()].iter().flat_map(|sentence| &sentence.keys).collect();
    let begins = |at: usize| known.pack.claims.corrections.iter().any(|phrase| sentences[at].span.of(text).contains(phrase.as_str()));
    (0..sentences.len()).filter(|&at| begins(at)).find_map(|at| {
        let here = at..(at + 2).min(sentences.len());
        let is_there = |term| sentences[here.clone()].iter().any(|sentence| sentence.keys.iter().any(|key| key.term == term));
        let shared = claim.iter().filter(|key| is_there(key.term)).count();
        let is_about_claim = shared as f32 >= ABOUT_MIN * claim.len().max(1) as f32;
        is_about_claim.then(|| sentences[at].span.to(sentences[here.end - 1].span))
    })
}
