//! An article: what it is, who said what in it, and what that amounts to.

use quell::Reading;
use quell::document::SourceKind;

use super::paragraphs::Paragraphs;
use super::sources::{Source, UNSOURCED, sources};
use super::tree::Tree;
use super::words::{shortened, width_of};
use super::{DOUBT, FAINT, Line, STRONG, Screen, events, footer, header};

/// The article for a person, ending in a line end; `has_events` says whether events are shown too.
pub fn article(reading: &Reading, screen: Screen, has_events: bool, is_quiet: bool) -> String {
    let document = &reading.document;
    let (sources, source_of) = sources(document);
    let (named, unsourced): (Vec<&Source>, Vec<&Source>) = sources.iter().partition(|source| source.name.is_some());
    let paragraphs = Paragraphs::of(&document.article);
    let tree = Tree::new(document, &sources, &source_of, &paragraphs, screen);
    let mut out = String::new();
    header::print(&mut out, reading, named.len(), screen);
    for source in named.into_iter().chain(unsourced) {
        if source.statements.is_empty() {
            continue;
        }
        print_name(&mut out, source, screen);
        tree.print(&mut out, &source.statements);
    }
    if has_events {
        events::print(&mut out, document, &paragraphs, screen);
    }
    footer::print(&mut out, document, &sources, &paragraphs, screen, is_quiet);
    out
}

fn print_name(out: &mut String, source: &Source, screen: Screen) {
    let kind = source.kind.map_or("", SourceKind::name);
    let name = shortened(source.name.as_deref().unwrap_or(UNSOURCED), screen.width - width_of(kind) - 2);
    let is_hidden = matches!(source.kind, Some(SourceKind::Anonymous | SourceKind::Vague));
    Line::new(STRONG, name).right(if is_hidden { DOUBT } else { FAINT }, kind).print(out, screen);
}
