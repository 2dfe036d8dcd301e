//! A plain text is one article, verbatim.

use quell_document::{Article, BlockKind, Diagnostic, Span};

use crate::encoding::{Decoded, decode};
use crate::{ARTICLE_BYTES_MAX, paragraphs};

/// The article that these bytes are, and what was guessed. `charset` is what a server said of them.
pub(crate) fn article(bytes: Vec<u8>, charset: Option<&str>) -> (Article, Vec<Diagnostic>) {
    let Decoded { text, places, mut diagnostics } = decode(bytes, charset);
    diagnostics.extend(nul_characters(&text));
    let mut article = Article::of_text(text);
    if article.text.len() <= ARTICLE_BYTES_MAX {
        paragraphs::divide(&mut article, &places);
        article.title = title(&article);
    }
    (article, diagnostics)
}

/// The first line, if it looks like a headline and an empty line follows.
fn title(article: &Article) -> Option<String> {
    let [first, second, ..] = article.blocks.as_slice() else { return None };
    let between = &article.text[first.span.end as usize..second.span.start as usize];
    let is_headline = first.kind == BlockKind::Headline && between.matches('\n').count() >= 2;
    is_headline.then(|| first.span.of(&article.text).to_string())
}

/// NUL characters are kept like any other, but they are seldom meant.
pub(crate) fn nul_characters(text: &str) -> Option<Diagnostic> {
    let first = text.find('\0')? as u32;
    let message = match text.matches('\0').count() {
        1 => "the text holds a NUL character".to_string(),
        many => format!("the text holds {many} NUL characters"),
    };
    Some(Diagnostic::warning(message).at(Span::new(first, first + 1)).hint("it is kept; remove it if it is not part of the text"))
}
