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
            Mood::Indicative if layers.words.is_modal(finite) => is_hearsay(layers, finite).then_some(HedgeKind::Modal),
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
        let wanted = if layers.words.is_attributive(token) { HedgeKind::Adjective } else { HedgeKind::Adverb };
        let is_hedge = layers.pack.hedge(&form).contains(&wanted) || layers.pack.hedge(layers.words.lemma(token)).contains(&wanted);
        if is_hedge {
            hedges.push(Hedge { span: layers.tokens.list[token].span, kind: wanted });
        }
    }
    hedges.sort();
    hedges.dedup_by_key(|hedge| hedge.span);
    hedges
}

/// Whether a modal verb reports hearsay: *soll*, *sollen*.
fn is_hearsay(layers: &Layers, finite: usize) -> bool {
    layers.pack.hedge(layers.words.lemma(finite)).contains(&HedgeKind::Modal) && layers.words.is_hearsay_modal(finite)
}
