//! The page that this program was begun for: every quotation has its speaker, every sentence in the Konjunktiv is somebody's words.
//!
//! Its text belongs to its publisher and is not part of the repository. `QUELL_SEED` names the file; without it nothing is tested:
//!
//! ```text
//! QUELL_SEED=…/page.txt cargo test -p quell-annotate --test founding_page
//! ```

use quell_annotate::annotate;
use quell_annotate::clauses::{Clause, ClauseKind};
use quell_annotate::layers::Layers;
use quell_annotate::quotations::Quotation;
use quell_annotate::words::Mood;
use quell_document::{Article, Document, Statement, TextSpan};
use quell_lang::Pack;

#[test]
fn the_founding_page_is_read() {
    let Some(path) = std::env::var_os("QUELL_SEED") else {
        eprintln!("skipped: QUELL_SEED does not name the founding page");
        return;
    };
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("QUELL_SEED={}: {error}", path.display()));
    let german = Pack::german().expect("the German pack");
    let layers = Layers::find(&text, &german, &mut Vec::new());
    let document = annotate(Article::of_text(text.as_str()), &german);
    let mut missed: Vec<String> = Vec::new();
    for quotation in layers.quotations.list.iter().filter(|quotation| quotation.depth == 0) {
        let place = layers.span(&(quotation.from()..quotation.close));
        if (ends_sentence(&layers, quotation) || has_frame(&layers, quotation)) && !is_attributed(&document, place) {
            missed.push(format!("no speaker at byte {}", place.start));
        }
    }
    for clause in &layers.clauses.list {
        let is_reported = clause.kind == ClauseKind::Main && clause.depth == 0 && layers.words.mood_of(clause) == Mood::Konjunktiv1;
        if is_reported && !is_told(&document, &layers, clause) {
            missed.push(format!("nobody's Konjunktiv at byte {}", layers.tokens.list[clause.from()].span.start));
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

/// Whether the quotation holds a whole sentence: it opens one, or stands behind a colon, and ends like one.
fn ends_sentence(layers: &Layers, quotation: &Quotation) -> bool {
    let opens = layers.sentences.list[layers.sentences.of_token(quotation.open)].from == quotation.open
        || layers.tokens.text(quotation.open.wrapping_sub(1)) == ":";
    let stop = |token: usize| matches!(layers.tokens.text(token), "." | "!" | "?" | "…");
    opens && (stop(quotation.close - 1) || stop(quotation.close + 1))
}

/// Whether a comma and the frame's verb, or *so*, stand behind it.
fn has_frame(layers: &Layers, quotation: &Quotation) -> bool {
    let behind = quotation.close + 2;
    layers.tokens.text(quotation.close + 1) == "," && (layers.words.is_finite(behind) || layers.tokens.text(behind) == "so")
}

fn is_attributed(document: &Document, place: TextSpan) -> bool {
    let names_somebody = |statement: &Statement| statement.source.is_some() || statement.source_name.is_some();
    document.statements.iter().any(|statement| names_somebody(statement) && statement.content.hull().overlaps(place))
}

/// Whether the clause's verb stands within what somebody said.
fn is_told(document: &Document, layers: &Layers, clause: &Clause) -> bool {
    clause
        .finite
        .is_none_or(|finite| document.statements.iter().any(|statement| statement.content.contains(layers.tokens.list[finite].span)))
}
