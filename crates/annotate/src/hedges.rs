//! Which words show that the outlet does not vouch for what it reports?

use quell_document::{Hedge, HedgeKind};

use crate::layers::Layers;
use crate::words::Mood;

/// Finds all hedges of an article, in order.
pub fn find(layers: &Layers) -> Vec<Hedge> {
    let mut hedges = Vec::new();
    for clause in &layers.clauses.list {
        let Some(finite) = clause.finite else { continue };
        // The words of a quotation are the source's own: their mood is not the outlet's.
        if layers.quotations.depth[finite] > 0 {
            continue;
        }
        let kind = match layers.words.mood_of(clause) {
            Mood::Konjunktiv1 => Some(HedgeKind::Konjunktiv1),
            Mood::Konjunktiv2 => Some(HedgeKind::Konjunktiv2),
            Mood::Indicative if layers.words.is_modal(finite) => layers.pack.hedge(layers.words.lemma(finite)).filter(|kind| *kind == HedgeKind::Modal && layers.words.is_hearsay_modal(finite)),
            Mood::Indicative => None,
        };
        if let Some(kind) = kind {
            hedges.push(Hedge { span: layers.tokens.list[finite].span, kind });
        }
    }
    for token in 0..layers.tokens.len() {
        if layers.quotations.depth[token] > 0 || layers.words.is_verb(token) {
            continue;
        }
        let form = layers.tokens.text(token).to_lowercase();
        let kind = layers.pack.hedge(&form).or_else(|| layers.pack.hedge(layers.words.lemma(token)));
        if let Some(kind) = kind.filter(|kind| matches!(kind, HedgeKind::Adverb | HedgeKind::Adjective)) {
            let kind = if layers.words.is_attributive(token) { HedgeKind::Adjective } else { kind };
            hedges.push(Hedge { span: layers.tokens.list[token].span, kind });
        }
    }
    hedges.sort();
    hedges.dedup_by_key(|hedge| hedge.span);
    hedges
}
