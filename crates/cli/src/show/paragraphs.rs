//! In which paragraph of its article something stands.

use quell::document::{Article, BlockKind, Spans};

/// The blocks of an article by their place.
pub(super) struct Paragraphs(Vec<Block>);

struct Block {
    start: u32,
    kind: BlockKind,
    /// How many paragraphs there are up to here, this one included.
    number: usize,
}

impl Paragraphs {
    pub(super) fn of(article: &Article) -> Self {
        let mut number = 0;
        let blocks = article.blocks.iter().map(|block| {
            number += usize::from(block.kind == BlockKind::Paragraph);
            Block { start: block.span.start, kind: block.kind, number }
        });
        Paragraphs(blocks.collect())
    }

    /// `¶ 3`, counted without headlines, or which kind of block it stands in.
    pub(super) fn place(&self, spans: &Spans) -> Option<String> {
        let behind = self.0.partition_point(|block| block.start <= spans.start());
        let block = self.0.get(behind.checked_sub(1)?)?;
        match block.kind {
            BlockKind::Paragraph => Some(format!("¶ {}", block.number)),
            kind => Some(kind.name().to_string()),
        }
    }
}
