//! Who said something in an article, in the order in which they come.

use quell::document::{Document, SourceKind, Statement};

use super::plain;

/// Somebody, and what they said.
pub(super) struct Source {
    /// The fullest name that the article gives, else the words that name them; `None` where nobody is named.
    pub(super) name: Option<String>,
    pub(super) kind: Option<SourceKind>,
    /// Their statements that depend on no other.
    pub(super) statements: Vec<usize>,
}

/// What is printed for statements without a source.
pub(super) const UNSOURCED: &str = "no source named";

/// The sources of a document, and of each statement the index of its source. Nobody comes last.
pub(super) fn sources(document: &Document) -> (Vec<Source>, Vec<usize>) {
    let mut sources: Vec<Source> = Vec::new();
    let mut by_name = std::collections::HashMap::new();
    let mut source_of = Vec::with_capacity(document.statements.len());
    for (index, statement) in document.statements.iter().enumerate() {
        let name = name_of(statement, &document.article.text);
        let position = *by_name.entry(name.clone()).or_insert_with(|| {
            sources.push(Source { name, kind: None, statements: Vec::new() });
            sources.len() - 1
        });
        let source = &mut sources[position];
        source.kind = source.kind.or(statement.source_kind);
        if statement.parent.is_none() {
            source.statements.push(index);
        }
        source_of.push(position);
    }
    (sources, source_of)
}

fn name_of(statement: &Statement, text: &str) -> Option<String> {
    let written = || statement.source.as_ref().map(|spans| spans.of(text));
    statement.source_name.clone().or_else(written).map(|name| plain(&name)).filter(|name| !name.is_empty())
}

/// `one` or many of a kind: `2 persons`. Anonymous and vague are no nouns.
pub(super) fn counted(count: usize, kind: Option<SourceKind>) -> String {
    let name = kind.map_or("unsourced", SourceKind::name);
    let has_no_plural = matches!(kind, None | Some(SourceKind::Anonymous | SourceKind::Vague));
    match (count, name.strip_suffix('y')) {
        (1, _) => format!("1 {name}"),
        _ if has_no_plural => format!("{count} {name}"),
        (_, Some(stem)) => format!("{count} {stem}ies"),
        _ => format!("{count} {name}s"),
    }
}
