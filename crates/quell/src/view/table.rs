//! Tables for a spreadsheet: the statements of an article, and those of a record.

use csv::Writer;
use quell_document::{Link, Spans, Statement};
use quell_store::KeptStatement;

use crate::reading::Reading;

/// Of an article's statements: where, who, how, what.
const COLUMNS: [&str; 20] = [
    "file",
    "url",
    "outlet",
    "published",
    "id",
    "kind",
    "source",
    "source_name",
    "source_kind",
    "cue",
    "content",
    "addressee",
    "medium",
    "stance",
    "hedges",
    "certainty",
    "chain",
    "start",
    "end",
    "parent",
];

/// The columns of an article's statements.
pub fn head() -> Vec<u8> {
    names(&COLUMNS)
}

/// One line for each statement of an article.
pub fn rows(reading: &Reading) -> Vec<u8> {
    let item = reading.item();
    let rows: Vec<_> = reading
        .document
        .statements
        .iter()
        .zip(&item.statements)
        .map(|(statement, view)| {
            let text = &reading.document.article.text;
            let article = &reading.document.article;
            let words = |spans: &Option<Spans>| spans.as_ref().map(|spans| spans.of(text));
            let start = view.content.first().map_or(0, |span| span[0]);
            let end = view.content.last().map_or(0, |span| span[1]);
            let row: [Option<String>; 20] = [
                Some(reading.capture.uri.clone()),
                article.url.clone(),
                article.outlet.clone(),
                article.published.as_ref().map(|published| published.value.clone()),
                Some(view.id.clone()),
                Some(view.kind.to_string()),
                words(&statement.source),
                statement.source_name.clone(),
                view.source_kind.map(str::to_string),
                words(&statement.cue),
                Some(statement.content.of(text)),
                words(&statement.addressee),
                view.medium.map(str::to_string),
                Some(view.stance.to_string()),
                Some(hedges(statement, text)),
                Some(format!("{:.2}", statement.certainty)),
                Some(chain(statement)),
                Some(start.to_string()),
                Some(end.to_string()),
                view.parent.clone(),
            ];
            row.map(harmless)
        })
        .collect();
    written(&rows)
}

/// `soll (modal); seien (konjunktiv1)`.
fn hedges(statement: &Statement, text: &str) -> String {
    let hedges: Vec<String> = statement.hedges.iter().map(|hedge| format!("{} ({})", hedge.span.of(text), hedge.kind.name())).collect();
    hedges.join("; ")
}

/// `cites outlet Nordkurier; reports anonymous Hafenkreise`, as in case notation.
fn chain(statement: &Statement) -> String {
    let link =
        |link: &Link| [link.relation.name(), link.kind.name(), link.name.as_deref().unwrap_or_default()].join(" ").trim_end().to_string();
    statement.chain.iter().map(link).collect::<Vec<_>>().join("; ")
}

/// The columns of the statements of a record.
pub const KEPT_COLUMNS: [&str; 15] = [
    "id",
    "url",
    "outlet",
    "published",
    "title",
    "kind",
    "source_name",
    "source_kind",
    "cue",
    "content",
    "stance",
    "hedges",
    "certainty",
    "chain",
    "start",
];

/// A statement of a record as a row.
pub fn kept_row(statement: &KeptStatement) -> [Option<String>; 15] {
    let hedges: Vec<String> = statement.hedges.iter().map(|hedge| format!("{} ({})", hedge.word, hedge.kind)).collect();
    [
        Some(statement.id.clone()),
        Some(statement.address.clone()),
        statement.outlet.clone(),
        statement.published.clone(),
        statement.title.clone(),
        Some(statement.kind.clone()),
        statement.source_name.clone(),
        statement.source_kind.clone(),
        statement.cue.clone(),
        Some(statement.content.clone()),
        Some(statement.stance.clone()),
        Some(hedges.join("; ")),
        Some(format!("{:.2}", statement.certainty)),
        Some(kept_chain(statement)),
        Some(statement.span[0].to_string()),
    ]
}

/// `cites outlet Nordkurier; reports anonymous Hafenkreise`, as in case notation.
pub fn kept_chain(statement: &KeptStatement) -> String {
    let links = statement
        .chain
        .iter()
        .map(|link| [link.relation.as_str(), &link.kind, link.name.as_deref().unwrap_or_default()].join(" ").trim_end().to_string());
    links.collect::<Vec<_>>().join("; ")
}

/// A cell that a spreadsheet does not take for a formula: articles are written by strangers.
fn harmless(cell: Option<String>) -> String {
    let cell = cell.unwrap_or_default();
    let begins_like_one = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.len() > 1;
    if begins_like_one { format!("'{cell}") } else { cell }
}

/// One line, in which nothing is taken for a formula.
pub fn line<const N: usize>(row: [Option<String>; N]) -> Vec<u8> {
    written(&[row.map(harmless)])
}

/// The line with the names of the columns.
pub fn names<const N: usize>(columns: &[&str; N]) -> Vec<u8> {
    written(&[columns.map(str::to_string)])
}

fn written<const N: usize>(rows: &[[String; N]]) -> Vec<u8> {
    let mut writer = Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).expect("memory can be written to, and all rows are equally long");
    }
    writer.into_inner().expect("memory can be written to")
}
