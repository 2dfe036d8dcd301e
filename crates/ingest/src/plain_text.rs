//! A plain text is one article, verbatim, unless it is a page that was copied.

use quell_document::{Article, BlockKind, Diagnostic, Span};

use crate::encoding::{Decoded, decode};
use crate::items::Items;
use crate::{ARTICLE_BYTES_MAX, Words, copied_page, paragraphs};

/// The items in these bytes: those of a copied page if they show that they are one, else the article that they are.
pub(crate) fn items(bytes: Vec<u8>, charset: Option<&str>, words: &Words) -> Items {
    let decoded = decode(bytes, charset);
    if decoded.text.len() <= ARTICLE_BYTES_MAX && copied_page::is_page(&decoded.text, words) {
        return on_page(decoded, words);
    }
    vec![Ok(of_text(decoded))]
}

/// The items of a copied page, whatever it looks like.
pub(crate) fn page(bytes: Vec<u8>, charset: Option<&str>, words: &Words) -> Items {
    let decoded = decode(bytes, charset);
    if decoded.text.len() > ARTICLE_BYTES_MAX { vec![Ok(of_text(decoded))] } else { on_page(decoded, words) }
}

fn on_page(decoded: Decoded, words: &Words) -> Items {
    let mut remarks = decoded.diagnostics;
    let articles = copied_page::items(&decoded.text, &decoded.places, words);
    let items = articles.into_iter().map(|article| {
        // A place in the text of the page is none in that of an item.
        let remarks = remarks.drain(..).map(|remark| Diagnostic { span: None, ..remark });
        let remarks = remarks.chain(nul_characters(&article.text)).collect();
        Ok((article, remarks))
    });
    items.collect()
}

/// The article that these bytes are, and what was guessed. `charset` is what a server said of them.
pub(crate) fn article(bytes: Vec<u8>, charset: Option<&str>) -> (Article, Vec<Diagnostic>) {
    of_text(decode(bytes, charset))
}

fn of_text(decoded: Decoded) -> (Article, Vec<Diagnostic>) {
    let Decoded { text, places, mut diagnostics } = decoded;
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
