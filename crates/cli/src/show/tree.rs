//! Statements, and below each those that depend on it.

use quell::document::{Document, Link};

use super::paragraphs::Paragraphs;
use super::sources::Source;
use super::words::{shortened, width_of};
use super::{FAINT, Line, Screen, plain, statement};

/// Deeper nesting has no more room.
const DEPTH_MAX: usize = 4;

/// Everything that printing a statement needs to know about its article.
pub(super) struct Tree<'d> {
    document: &'d Document,
    sources: &'d [Source],
    /// The index of the source of each statement.
    source_of: &'d [usize],
    /// The statements that depend on each statement.
    children: Vec<Vec<usize>>,
    paragraphs: &'d Paragraphs,
    screen: Screen,
}

impl<'d> Tree<'d> {
    pub(super) fn new(
        document: &'d Document,
        sources: &'d [Source],
        source_of: &'d [usize],
        paragraphs: &'d Paragraphs,
        screen: Screen,
    ) -> Self {
        let mut children = vec![Vec::new(); document.statements.len()];
        for (index, statement) in document.statements.iter().enumerate() {
            if let Some(parent) = statement.parent {
                children[parent].push(index);
            }
        }
        Tree { document, sources, source_of, children, paragraphs, screen }
    }

    /// Prints statements of one source that depend on no other. A text can nest them as deep as it likes, so this is a loop.
    pub(super) fn print(&self, out: &mut String, roots: &[usize]) {
        let mut way = Vec::new();
        for &root in roots {
            let way_here = self.way(root);
            if way_here != way {
                self.print_way(out, &way_here);
                way = way_here;
            }
            let mut open = vec![(root, 0)];
            while let Some((index, depth)) = open.pop() {
                self.print_one(out, index, depth);
                open.extend(self.children[index].iter().rev().map(|&child| (child, depth + 1)));
            }
        }
    }

    fn print_one(&self, out: &mut String, index: usize, depth: usize) {
        let statement = &self.document.statements[index];
        let indent = "  ".repeat(depth.min(DEPTH_MAX) + 1);
        let is_of_another = statement.parent.is_some_and(|parent| self.source_of[parent] != self.source_of[index]);
        let name = self.sources[self.source_of[index]].name.as_deref().filter(|_| is_of_another);
        let lead = match (depth, name) {
            (0, _) => String::new(),
            (_, None) => "└ ".to_string(),
            (_, Some(name)) => format!("└ {name}: "),
        };
        let when = statement.time.map(|time| plain(&self.document.times[time].value));
        let place =
            [when, self.paragraphs.place(&statement.content)].into_iter().flatten().reduce(|when, place| format!("{when} · {place}"));
        statement::print(out, self.screen, &self.document.article.text, statement, place, &indent, &lead);
    }

    /// Who handed the statement on, from the outlet inwards, its source left out.
    fn way(&self, index: usize) -> Vec<&'d Link> {
        let source = self.sources[self.source_of[index]].name.as_deref();
        let is_on_the_way = |link: &&Link| link.name.as_deref().is_some_and(|name| Some(plain(name).as_str()) != source);
        self.document.statements[index].chain.iter().filter(is_on_the_way).collect()
    }

    fn print_way(&self, out: &mut String, way: &[&Link]) {
        for link in way {
            let name = plain(link.name.as_deref().unwrap_or_default());
            let relation = link.relation.name();
            let room = self.screen.width.saturating_sub(width_of(&name) + relation.len() + 10);
            let evidence = link.evidence.as_ref().map(|spans| plain(&spans.of(&self.document.article.text))).filter(|words| *words != name);
            let words = evidence.filter(|_| room > 8).map(|words| format!(" „{}“", shortened(&words, room))).unwrap_or_default();
            Line::new(FAINT, format!("  └ {name}{words}")).right(FAINT, relation).print(out, self.screen);
        }
    }
}
