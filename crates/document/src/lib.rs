//! The value in the middle of Quell: a [`Document`] is one article with everything that was found in it.
//!
//! Gold and prediction are the same type. Every annotation points into the article's text by [`Span`]s and says by
//! [`Evidence`] which rule read which words. This crate knows nothing of files, of languages or of rules; whoever wants
//! to *find* something in an article looks at `quell-annotate`.
//!
//! The [`case`] module reads and prints the one notation for gold, output, bug reports and documentation.

pub mod article;
pub mod case;
pub mod diagnostic;
pub mod span;
pub mod statement;

pub use article::{Agency, Article, Block, BlockKind, ItemKind, Published, Run};
pub use diagnostic::{Diagnostic, Level};
pub use span::{ArticleText, CaptureBytes, CharPlaces, Span, Spans, TextSpan};
pub use statement::{Evidence, Hedge, HedgeKind, Link, Medium, Relation, SourceKind, Stance, Statement, StatementKind};

/// One article with all that is known about it: the layers that leave the program.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Document {
    /// The text and what the page says about it.
    pub article: Article,
    /// The sentences, in order; they do not overlap.
    pub sentences: Vec<TextSpan>,
    /// The statements, in the order of their contents.
    pub statements: Vec<Statement>,
    /// All hedges of the article, also those outside statements, in order.
    pub hedges: Vec<Hedge>,
    /// What the reader should know about this reading.
    pub diagnostics: Vec<Diagnostic>,
}

impl Document {
    /// The statement whose content most closely contains that of `statement`: the one that it depends on when nothing else is known.
    ///
    /// Contents that are equal do not contain one another.
    pub fn enclosing_statement(&self, statement: usize) -> Option<usize> {
        let inner = &self.statements[statement].content;
        let mut best: Option<(u32, usize)> = None;
        for (index, other) in self.statements.iter().enumerate() {
            if index == statement || other.content == *inner || !other.content.contains_all(inner) {
                continue;
            }
            let size = other.content.len();
            if best.is_none_or(|(smallest, _)| size < smallest) {
                best = Some((size, index));
            }
        }
        best.map(|(_, index)| index)
    }
}
