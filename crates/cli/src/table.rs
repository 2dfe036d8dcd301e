//! `quell read --csv`: a table of statements for a spreadsheet.

use csv::Writer;
use quell::Reading;
use quell::document::{Spans, Statement};

/// The columns: where, who, how, what.
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

/// The first line.
pub fn head() -> Vec<u8> {
    written(&[COLUMNS.map(str::to_string)])
}

/// One line for each statement.
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
            row.map(|cell| harmless(cell.unwrap_or_default()))
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
    let link = |link: &quell::document::Link| {
        [link.relation.name(), link.kind.name(), link.name.as_deref().unwrap_or_default()].join(" ").trim_end().to_string()
    };
    statement.chain.iter().map(link).collect::<Vec<_>>().join("; ")
}

/// A cell that a spreadsheet does not take for a formula: articles are written by strangers.
pub fn harmless(cell: String) -> String {
    let begins_like_one = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.len() > 1;
    if begins_like_one { format!("'{cell}") } else { cell }
}

/// One line.
pub fn line<const N: usize>(row: [String; N]) -> Vec<u8> {
    written(&[row])
}

fn written<const N: usize>(rows: &[[String; N]]) -> Vec<u8> {
    let mut writer = Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).expect("memory can be written to, and all rows are equally long");
    }
    writer.into_inner().expect("memory can be written to")
}
