//! An article: what it is, who said what in it, and what that amounts to.

use quell::Reading;
use quell::document::{Document, Link};

use super::footer;
use super::sources::{Source, UNSOURCED, sources};
use super::statement;
use super::words::{shortened, width_of};
use super::{DOUBT, FAINT, Line, STRONG, Screen, plain};
use quell::document::SourceKind;

/// The article for a person, ending in a line end.
pub fn article(reading: &Reading, screen: Screen, is_quiet: bool) -> String {
    let document = &reading.document;
    let (sources, source_of) = sources(document);
    let mut out = String::new();
    header(&mut out, reading, sources.iter().filter(|source| source.name.is_some()).count(), screen);
    let children = children(document);
    let (named, unsourced): (Vec<&Source>, Vec<&Source>) = sources.iter().partition(|source| source.name.is_some());
    for source in named.into_iter().chain(unsourced) {
        if source.statements.is_empty() {
            continue;
        }
        let kind = source.kind.map_or("", SourceKind::name);
        let name = shortened(source.name.as_deref().unwrap_or(UNSOURCED), screen.width - width_of(kind) - 2);
        let kind_style = if matches!(source.kind, Some(SourceKind::Anonymous | SourceKind::Vague)) { DOUBT } else { FAINT };
        Line::new(STRONG, name).right(kind_style, kind).print(&mut out, screen);
        let mut tree =
            Tree { out: &mut out, screen, document, sources: &sources, source_of: &source_of, children: &children, way: Vec::new() };
        for &root in &source.statements {
            tree.print(root, 0);
        }
    }
    footer::print(&mut out, document, &sources, screen, is_quiet);
    out
}

fn header(out: &mut String, reading: &Reading, sources_count: usize, screen: Screen) {
    let article = &reading.document.article;
    let title = article.title.as_deref().or(article.url.as_deref()).unwrap_or(&reading.capture.uri);
    Line::new(STRONG, shortened(&plain(title), screen.width)).print(out, screen);
    let outlet = article.outlet.as_deref().map(plain);
    let place = if article.title.is_some() { article.url.as_deref().unwrap_or(&reading.capture.uri) } else { "" };
    let published = article.published.as_ref().map(|published| day_and_minute(&plain(&published.value)));
    let agencies: Vec<String> = article.agencies.iter().map(|agency| plain(&agency.name)).collect();
    let parts: Vec<String> =
        outlet.or_else(|| Some(plain(place)).filter(|place| !place.is_empty())).into_iter().chain(published).chain(agencies).collect();
    let statements_count = reading.document.statements.len();
    let plural = |count: usize| if count == 1 { "" } else { "s" };
    let counts = format!("{statements_count} statement{}, {sources_count} source{}", plural(statements_count), plural(sources_count));
    let left = shortened(&parts.join(" · "), screen.width.saturating_sub(width_of(&counts) + 2));
    Line::new(FAINT, left).right(FAINT, counts).print(out, screen);
    Line::new(FAINT, "─".repeat(screen.width)).print(out, screen);
}

/// `2025-03-14T09:12:00+01:00` is `2025-03-14, 09:12`.
fn day_and_minute(value: &str) -> String {
    match value.split_once('T') {
        Some((day, time)) => format!("{day}, {}", time.chars().take(5).collect::<String>()),
        None => value.to_string(),
    }
}

/// Of each statement those that depend on it.
fn children(document: &Document) -> Vec<Vec<usize>> {
    let mut children = vec![Vec::new(); document.statements.len()];
    for (index, statement) in document.statements.iter().enumerate() {
        if let Some(parent) = statement.parent {
            children[parent].push(index);
        }
    }
    children
}

/// Prints statements, and below each those that depend on it.
struct Tree<'d> {
    out: &'d mut String,
    screen: Screen,
    document: &'d Document,
    sources: &'d [Source],
    source_of: &'d [usize],
    children: &'d [Vec<usize>],
    /// The links between outlet and source that were printed last.
    way: Vec<&'d Link>,
}

impl<'d> Tree<'d> {
    /// Deeper nesting has no more room.
    const DEPTH_MAX: usize = 4;

    fn print(&mut self, index: usize, depth: usize) {
        let statement = &self.document.statements[index];
        let indent = "  ".repeat(depth.min(Self::DEPTH_MAX) + 1);
        if depth == 0 {
            self.print_way(index, &indent);
        }
        let source = |index: usize| self.source_of[index];
        let is_of_another = statement.parent.is_some_and(|parent| source(parent) != source(index));
        let name = self.sources[source(index)].name.as_deref().filter(|_| is_of_another);
        let lead = match (depth, name) {
            (0, _) => String::new(),
            (_, None) => "└ ".to_string(),
            (_, Some(name)) => format!("└ {name}: "),
        };
        statement::print(self.out, self.screen, &self.document.article, statement, &indent, &lead);
        for &child in &self.children[index] {
            self.print(child, depth + 1);
        }
    }

    /// Who handed the statement on, from the outlet inwards, where that differs from the statement before.
    fn print_way(&mut self, index: usize, indent: &str) {
        let statement = &self.document.statements[index];
        let source = self.sources[self.source_of[index]].name.as_deref();
        let is_on_the_way = |link: &&Link| link.name.is_some() && link.name.as_deref().map(plain).as_deref() != source;
        let way: Vec<&Link> = statement.chain.iter().filter(is_on_the_way).collect();
        if way == self.way {
            return;
        }
        for link in &way {
            let name = plain(link.name.as_deref().unwrap_or_default());
            let relation = link.relation.name();
            let room = self.screen.width.saturating_sub(indent.len() + width_of(&name) + relation.len() + 8);
            let evidence = link.evidence.as_ref().map(|spans| plain(&spans.of(&self.document.article.text))).filter(|words| *words != name);
            let words = evidence.filter(|_| room > 8).map(|words| format!(" „{}“", shortened(&words, room))).unwrap_or_default();
            Line::new(FAINT, format!("{indent}└ {name}{words}")).right(FAINT, relation).print(self.out, self.screen);
        }
        self.way = way;
    }
}
