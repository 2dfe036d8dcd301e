//! The figures agree with those of an independent scorer in Python (NumPy, SciPy) over the same gold.
//!
//! The gold is not part of the project. `QUELL_DATA` names the folder that holds `attribution-de`, `labels-de` and
//! `outlets-de`; without it these tests say so and pass.

use quell_document::{CharPlaces, Document, Span, Spans, Statement, StatementKind, TextSpan};
use quell_eval::figures::Figures;
use quell_eval::{attribution, labels, statements, wikinews};
use std::path::{Path, PathBuf};

fn data() -> Option<PathBuf> {
    let data = std::env::var_os("QUELL_DATA").map(PathBuf::from);
    if data.is_none() {
        eprintln!("skipped: QUELL_DATA does not name the folder with the gold");
    }
    data
}

/// Gold and readings that are known to both scorers: the gold itself, and the gold as [`disturbed`] leaves it.
fn wikinews_figures(data: &Path, split: &str, reading: impl Fn(&Document) -> Document) -> Figures {
    let articles = wikinews::read(&data.join(format!("attribution-de/{split}.jsonl.gz"))).unwrap();
    let readings = articles.iter().map(|article| reading(&article.document)).collect();
    attribution::score(&articles, readings).0.figures()
}

fn labels_figures(data: &Path, reading: impl Fn(&Document) -> Document) -> Figures {
    let gold = labels::read(&data.join("labels-de/statements-dev.jsonl"), &[&data.join("outlets-de/2021-q1.jsonl.gz")]).unwrap();
    assert_eq!(gold.len(), 28);
    statements::score(gold.into_iter().map(|gold| (reading(&gold), gold))).0.figures()
}

/// A reading that is wrong in ways that both scorers can be told: of every four statements the first is left out, the second
/// loses the last ten characters of its content and its source, the third becomes reported and takes over the content of the
/// one before it, the fourth is as the gold has it but twice.
fn disturbed(gold: &Document) -> Document {
    let mut reading = Document { article: gold.article.clone(), ..Document::default() };
    let places = CharPlaces::new(&gold.article.text);
    for (index, statement) in gold.statements.iter().enumerate() {
        let statement = Statement { parent: None, ..statement.clone() };
        match index % 4 {
            0 => {}
            1 => {
                let shorter = |span: TextSpan| {
                    let [start, end] = places.chars(span);
                    Span::new(span.start, places.byte_at(end.saturating_sub(10).max(start + 1)))
                };
                let content = Spans::new(statement.content.iter().map(shorter)).unwrap();
                reading.statements.push(Statement { content, source: None, ..statement });
            }
            2 => {
                let content = gold.statements[index - 1].content.clone();
                reading.statements.push(Statement { kind: StatementKind::Reported, content, ..statement });
            }
            _ => reading.statements.extend([statement.clone(), statement]),
        }
    }
    reading
}

/// Every figure of the reference scorer's line, as it printed it.
fn assert_line(figures: &Figures, printed: &str) {
    let line = figures.line();
    assert!(line.starts_with(printed), "{line}\nthe reference scorer printed\n{printed}");
}

#[test]
fn wikinews_against_itself() {
    let Some(data) = data() else { return };
    let printed = "message 1.000  message_p 1.000  message_r 1.000  roles 1.000  joint 1.000  form 1.000  strict_p 1.000  \
                   strict_r 1.000  strict 1.000  speaker_given_hit 1.000  recall_Direct 1.000  recall_Indirect 1.000  \
                   recall_FreeIndirect 1.000  recall_IndirectFreeIndirect 1.000  recall_Reported 1.000";
    for split in ["dev", "train"] {
        assert_line(&wikinews_figures(&data, split, Document::clone), printed);
    }
}

#[test]
fn labels_against_themselves() {
    let Some(data) = data() else { return };
    let printed = "statements_p 1.000  statements_r 1.000  statements 1.000  kind 1.000  source 1.000  name 1.000  \
                   source_kind 1.000  stance 1.000  hedges 1.000  chain 1.000  deep_chain 1.000  who_said_what 1.000  agencies 1.000";
    assert_line(&labels_figures(&data, Document::clone), printed);
}

#[test]
fn a_disturbed_reading_of_wikinews() {
    let Some(data) = data() else { return };
    assert_line(
        &wikinews_figures(&data, "dev", disturbed),
        "message 0.555  message_p 0.617  message_r 0.504  roles 0.391  joint 0.441  form 0.516  strict_p 0.598  \
         strict_r 0.510  strict 0.550  speaker_given_hit 0.505  recall_Direct 0.632  recall_Indirect 0.463  \
         recall_FreeIndirect 0.556  recall_IndirectFreeIndirect 0.625  recall_Reported 0.407",
    );
    assert_line(
        &wikinews_figures(&data, "train", disturbed),
        "message 0.552  message_p 0.614  message_r 0.501  roles 0.387  joint 0.437  form 0.536  strict_p 0.603  \
         strict_r 0.502  strict 0.548  speaker_given_hit 0.492  recall_Direct 0.593  recall_Indirect 0.462  \
         recall_FreeIndirect 0.521  recall_IndirectFreeIndirect 0.544  recall_Reported 0.475",
    );
}

#[test]
fn a_disturbed_reading_of_the_labels() {
    let Some(data) = data() else { return };
    assert_line(
        &labels_figures(&data, disturbed),
        "statements_p 0.593  statements_r 0.548  statements 0.569  kind 0.584  source 0.451  name 0.698  \
         source_kind 0.741  stance 0.531  hedges 0.383  chain 0.554  deep_chain 0.447  who_said_what 0.397  \
         agencies 1.000",
    );
}
