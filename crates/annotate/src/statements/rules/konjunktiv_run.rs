//! Sentences in the Konjunktiv that go on with what somebody said: *… Er habe nichts gewusst. Auch die Akten seien weg.*
//!
//! See `konjunktiv_run.md` for cases and references.

use quell_document::StatementKind;

use super::Board;
use crate::clauses::ClauseKind;
use crate::layers::Layers;
use crate::statements::draft::Draft;
use crate::statements::extent;
use crate::words::Mood;

/// The rule's name.
pub const NAME: &str = "konjunktiv_run";

/// Marks independent sentences in the reported mood that no cue attributes.
pub fn find(layers: &Layers, board: &mut Board) {
    // What was said last, going through the text.
    let mut order: Vec<usize> = (0..board.drafts.len()).collect();
    order.sort_by_key(|&index| board.drafts[index].from());
    let mut next = 0;
    let mut last: Option<usize> = None;
    let mut last_sentence = 0;
    for (number, sentence) in layers.sentences.list.iter().enumerate() {
        let found = found_in(layers, board, number, last.filter(|_| number <= last_sentence + 1));
        if let Some(mut draft) = found {
            draft.follows = last;
            last = Some(board.push(draft));
            last_sentence = number;
        }
        while next < order.len() && board.drafts[order[next]].from() < sentence.to {
            // A statement inside another one is not the speaker of what comes next.
            let inner = last.is_some_and(|last| {
                board.drafts[last].from() <= board.drafts[order[next]].from() && board.drafts[order[next]].to() < board.drafts[last].to()
            });
            if !inner {
                last = Some(order[next]);
            }
            last_sentence = number;
            next += 1;
        }
    }
}

fn found_in(layers: &Layers, board: &Board, number: usize, last: Option<usize>) -> Option<Draft> {
    let clauses = layers.clauses.of_sentence[number].clone();
    let main = clauses.clone().find(|&index| layers.clauses.list[index].kind == ClauseKind::Main)?;
    let clause = &layers.clauses.list[main];
    if clause.depth > 0 || layers.quotations.depth[clause.finite?] > 0 {
        return None;
    }
    let reported = layers.words.mood_of(clause) == Mood::Konjunktiv1;
    // The Konjunktiv II and “soll” go on with somebody's words only right behind them.
    let conditional = clauses.clone().any(|index| {
        layers.clauses.list[index]
            .opener
            .is_some_and(|opener| matches!(layers.tokens.text(opener).to_lowercase().as_str(), "wenn" | "falls"))
    });
    let weak = layers.words.mood_of(clause) == Mood::Konjunktiv2
        && !conditional
        && last.is_some()
        && !matches!(layers.words.lemma(clause.finite?), "dürfen" | "mögen");
    let hearsay = clause.finite.is_some_and(|finite| layers.words.is_hearsay_modal(finite))
        && last.is_some_and(|last| layers.paragraph_of(board.drafts[last].from()) == layers.sentences.list[number].paragraph);
    if !reported && !weak && !hearsay || is_formula(layers, main) {
        return None;
    }
    let sentence = layers.sentences.list[number];
    let range = extent::trimmed(layers, sentence.from..sentence.to);
    let own: Vec<usize> = clause.tokens().collect();
    // “Man sei übereingekommen, das Werk zu schließen”: behind somebody's words the frame of a further statement is told by them too.
    let goes_on = reported && last.is_some();
    let attributed = board.around(&(sentence.from..sentence.to)).into_iter().map(|index| &board.drafts[index]).any(|draft| {
        let shared = own.iter().filter(|&&token| draft.holds(token)).count();
        shared * 2 > own.len()
            || draft.frame.iter().any(|frame| {
                let told_too = goes_on && clause.finite.is_some_and(|finite| frame.contains(&finite));
                frame.contains(&clause.from()) && draft.from() >= sentence.from && draft.to() <= sentence.to && !told_too
            })
    });
    if attributed || range.is_empty() {
        return None;
    }
    let kind = if reported || weak { StatementKind::IndirectFreeIndirect } else { StatementKind::FreeIndirect };
    let mut draft = Draft::new(NAME, kind, extent::minus(layers, range, &[]));
    if draft.content.is_empty() {
        return None;
    }
    draft.certainty = match (reported, weak, last.is_some()) {
        (true, _, true) => 0.93,
        (true, _, false) => 0.75,
        // The Konjunktiv II replaces the first where that looks like the indicative, which is in the plural (Duden); in the
        // singular it is a wish or a condition as often.
        (_, true, _) if layers.words.is_plural_only(clause.finite?) => 0.6,
        (_, true, _) => 0.45,
        _ => 0.55,
    };
    Some(draft)
}

/// Set phrases in the Konjunktiv that report nothing: “sei es”, “es sei denn”, “wie dem auch sei”, “es lebe”, “möge”.
fn is_formula(layers: &Layers, main: usize) -> bool {
    let clause = &layers.clauses.list[main];
    let Some(finite) = clause.finite else { return true };
    let lemma = layers.words.lemma(finite);
    let words: Vec<String> = clause.tokens().take(6).map(|token| layers.tokens.text(token).to_lowercase()).collect();
    let has = |word: &str| words.iter().any(|w| w == word);
    (lemma == "sein" && (has("denn") && has("es") || has("gesagt") || has("erwähnt") || has("angemerkt") || has("dank")))
        || (lemma == "leben" && has("es"))
        || (lemma == "mögen" && clause.from() == finite)
}
