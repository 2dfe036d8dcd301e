//! `quell export`: the record as tables for a spreadsheet.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use quell::CERTAINTY_MIN;
use quell::record::StoreError;
use quell::store::{KeptStatement, Selection};
use quell::view::table;
use serde::Serialize;

use crate::Outcome;
use crate::args::record::TypedTable;
use crate::request::record::Period;

use super::Context;

/// Prints a table; with `--json` one object a line.
pub fn run(context: &Context, what: TypedTable, period: Period, keeps_all: bool) -> Result<Outcome, StoreError> {
    let store = context.read()?;
    let certainty_min = if keeps_all { 0.0 } else { f64::from(CERTAINTY_MIN) };
    let selection = Selection { sources: None, certainty_min, since: period.since, until: period.until };
    match what {
        TypedTable::Statements => {
            print_head(context, &table::KEPT_COLUMNS);
            store.statements(&selection, |statement| print_row(context, &statement, table::kept_row(&statement)))?;
        }
        TypedTable::Origins => {
            print_head(context, &ORIGIN_COLUMNS);
            store.statements(&selection, |statement| {
                let origin = Origin::of(&statement);
                let row = origin.row();
                print_row(context, &origin, row)
            })?;
        }
        TypedTable::Sources => {
            let mut sources: BTreeMap<String, Source> = BTreeMap::new();
            store.statements(&selection, |statement| {
                if let Some(name) = &statement.source_name {
                    sources.entry(name.clone()).or_default().include(name, &statement);
                }
                ControlFlow::Continue(())
            })?;
            print_head(context, &SOURCE_COLUMNS);
            for source in sources.into_values() {
                let row = source.row();
                if print_row(context, &source, row).is_break() {
                    break;
                }
            }
        }
    }
    Ok(Outcome::Complete)
}

fn print_head<const N: usize>(context: &Context, columns: &[&str; N]) {
    if !context.is_json {
        let _ = context.output.print(&table::names(columns));
    }
}

fn print_row<const N: usize>(context: &Context, value: &impl Serialize, row: [Option<String>; N]) -> ControlFlow<()> {
    if context.is_json {
        let mut line = serde_json::to_vec(value).expect("a view has no maps with keys that are no strings");
        line.push(b'\n');
        return context.output.print(&line);
    }
    context.output.print(&table::line(row))
}

const ORIGIN_COLUMNS: [&str; 8] = ["origin", "kind", "id", "url", "outlet", "published", "chain", "content"];

/// The deepest source that an article names for a statement; the outlet itself where it names none.
#[derive(Serialize)]
struct Origin {
    origin: Option<String>,
    kind: Option<String>,
    id: String,
    url: String,
    outlet: Option<String>,
    published: Option<String>,
    chain: String,
    content: String,
}

impl Origin {
    fn of(statement: &KeptStatement) -> Self {
        let deepest =
            statement.chain.iter().rev().find(|link| link.name.is_some()).map(|link| (link.name.clone(), Some(link.kind.clone())));
        let named = statement.source_name.is_some().then(|| (statement.source_name.clone(), statement.source_kind.clone()));
        let unnamed = statement.source_kind.is_some().then(|| (None, statement.source_kind.clone()));
        let outlet = || (statement.outlet.clone(), Some("outlet".to_string()));
        let (origin, kind) = named.or(deepest).or(unnamed).unwrap_or_else(outlet);
        Origin {
            origin,
            kind,
            id: statement.id.clone(),
            url: statement.address.clone(),
            outlet: statement.outlet.clone(),
            published: statement.published.clone(),
            chain: table::kept_chain(statement),
            content: statement.content.clone(),
        }
    }

    fn row(&self) -> [Option<String>; 8] {
        [
            self.origin.clone(),
            self.kind.clone(),
            Some(self.id.clone()),
            Some(self.url.clone()),
            self.outlet.clone(),
            self.published.clone(),
            Some(self.chain.clone()),
            Some(self.content.clone()),
        ]
    }
}

const SOURCE_COLUMNS: [&str; 7] = ["source_name", "source_kind", "statements", "articles", "outlets", "first", "last"];

/// Somebody who said something.
#[derive(Default, Serialize)]
struct Source {
    source_name: String,
    source_kind: Option<String>,
    statements: usize,
    #[serde(serialize_with = "length")]
    articles: BTreeSet<String>,
    outlets: BTreeSet<String>,
    first: Option<String>,
    last: Option<String>,
}

fn length<S: serde::Serializer>(set: &BTreeSet<String>, serializer: S) -> Result<S::Ok, S::Error> {
    set.len().serialize(serializer)
}

impl Source {
    /// Statements come by time.
    fn include(&mut self, name: &str, statement: &KeptStatement) {
        self.source_name = name.to_string();
        self.source_kind = self.source_kind.take().or_else(|| statement.source_kind.clone());
        self.statements += 1;
        self.articles.insert(statement.address.clone());
        self.outlets.extend(statement.outlet.clone());
        self.first = self.first.take().or_else(|| statement.published.clone());
        self.last = statement.published.clone().or(self.last.take());
    }

    fn row(&self) -> [Option<String>; 7] {
        [
            Some(self.source_name.clone()),
            self.source_kind.clone(),
            Some(self.statements.to_string()),
            Some(self.articles.len().to_string()),
            Some(self.outlets.iter().cloned().collect::<Vec<_>>().join("; ")),
            self.first.clone(),
            self.last.clone(),
        ]
    }
}
