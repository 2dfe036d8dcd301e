//! A saved page becomes an article: its title, a blank line, its paragraphs, each parted from the next by a blank line.
//!
//! The `trafilatura` crate decides which text is the article. It gives no positions, so the blocks of a page do not say
//! where they stand in it.

mod body;
mod cost;
mod metadata;

use std::panic::{AssertUnwindSafe, catch_unwind};

use quell_document::{Article, Block, BlockKind, Diagnostic, Published, Span};
use trafilatura::dom::Document as Page;

use crate::encoding::{Decoded, declared_by_page, decode};
use metadata::Metadata;

/// A page with more markup and text is not read: its tree takes many times its length.
const PAGE_BYTES_MAX: usize = 8 << 20;

/// The article on this page, and what was guessed; or why there is none.
pub(crate) fn article(bytes: Vec<u8>) -> Result<(Article, Vec<Diagnostic>), Diagnostic> {
    let declared = declared_by_page(&bytes);
    let Decoded { text: html, diagnostics, .. } = decode(without_inlined_files(bytes), declared.as_deref());
    if html.len() > PAGE_BYTES_MAX {
        let message = format!("a page longer than {} MiB, pictures left out", PAGE_BYTES_MAX >> 20);
        return Err(Diagnostic::error(message).hint("copy its text into a file and read that"));
    }
    if let Some(reason) = cost::too_much(&html) {
        return Err(Diagnostic::error(format!("{reason}: nobody writes pages like that")).hint("copy its text into a file and read that"));
    }
    // The page is hostile input for code that is not ours: whatever happens there costs this page only.
    let taken_apart = catch_unwind(AssertUnwindSafe(|| {
        let page = Page::parse(&html);
        let mut metadata = metadata::read(&page);
        let paragraphs = body::paragraphs(page, &mut metadata);
        (metadata, paragraphs)
    }));
    let Ok((metadata, paragraphs)) = taken_apart else {
        return Err(Diagnostic::error("the page could not be taken apart").hint("copy its text into a file and read that"));
    };
    if paragraphs.is_empty() {
        return Err(Diagnostic::error("no article found on the page").hint("if it shows one in a browser, save the page again from there"));
    }
    Ok((assemble(metadata, &paragraphs), diagnostics))
}

fn assemble(metadata: Metadata, paragraphs: &[(BlockKind, String)]) -> Article {
    let mut text = String::new();
    let mut blocks = Vec::new();
    let headline = metadata.title.iter().map(|title| (BlockKind::Headline, title));
    let body = paragraphs.iter().filter(|(_, words)| Some(words) != metadata.title.as_ref());
    for (kind, words) in headline.chain(body.map(|(kind, words)| (*kind, words))) {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len() as u32;
        text.push_str(words);
        blocks.push(Block { kind, span: Span::new(start, text.len() as u32), input: None, runs: Vec::new() });
    }
    Article {
        text,
        blocks,
        url: metadata.url,
        title: metadata.title,
        language: metadata.language,
        outlet: metadata.outlet,
        published: metadata.published.map(|value| Published { value, span: None }),
        modified: metadata.modified,
        authors: metadata.authors,
        ..Article::default()
    }
}

/// The page without the pictures and fonts that browsers write into it when they save it.
fn without_inlined_files(bytes: Vec<u8>) -> Vec<u8> {
    const MARK: &[u8] = b";base64,";
    let is_base64 = |byte: u8| byte.is_ascii_alphanumeric() || b"+/=%".contains(&byte);
    let mut kept = Vec::new();
    let mut from = 0;
    let mut at = 0;
    while let Some(found) = bytes[at..].windows(MARK.len()).position(|window| window == MARK) {
        let start = at + found + MARK.len();
        at = bytes[start..].iter().position(|&byte| !is_base64(byte)).map_or(bytes.len(), |length| start + length);
        kept.extend_from_slice(&bytes[from..start]);
        from = at;
    }
    if from == 0 {
        return bytes;
    }
    kept.extend_from_slice(&bytes[from..]);
    kept
}

/// Words with single spaces between them and none around.
fn single_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<!DOCTYPE html><html lang="fr-CH"><head><title>Brücke gesperrt - Küstenbote</title>
        <meta property="og:title" content="Brücke gesperrt"><meta property="og:site_name" content="Küstenbote">
        <link rel="canonical" href="https://kuestenbote.example/bruecke">
        <script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"x"},
        {"@type":["NewsArticle"],"headline":"Br&uuml;cke gesperrt","datePublished":"2025-03-14T09:12:00+01:00",
        "author":[{"@type":"Person","name":"Lina Voss"},{"name":"dpa"}],"publisher":{"name":"K&uuml;stenbote"}}]}</script></head>
        <body><nav><a href="/">Start</a></nav><article><h1>Brücke gesperrt</h1>
        <p>Die Brücke über den Fluss ist seit <b>Montag</b> gesperrt, teilte die Stadt mit.</p>
        <h2>Umleitung über den Ring</h2>
        <p>„Wir prüfen die Pfeiler“, sagte eine Sprecherin.<br>Die Arbeiten sollen bis zum Herbst dauern.</p></article></body></html>"#;

    #[test]
    fn a_page_gives_its_title_its_paragraphs_and_what_it_says_of_itself() {
        let (article, diagnostics) = super::article(PAGE.as_bytes().to_vec()).unwrap();
        assert_eq!(
            article.text,
            "Brücke gesperrt\n\nDie Brücke über den Fluss ist seit Montag gesperrt, teilte die Stadt mit.\n\nUmleitung über den Ring\n\n\
             „Wir prüfen die Pfeiler“, sagte eine Sprecherin. Die Arbeiten sollen bis zum Herbst dauern."
        );
        assert_eq!(article.title.as_deref(), Some("Brücke gesperrt"));
        assert_eq!(article.published.unwrap().value, "2025-03-14T09:12:00+01:00");
        assert_eq!(article.authors, ["Lina Voss", "dpa"]);
        assert_eq!(article.outlet.as_deref(), Some("Küstenbote"));
        assert_eq!(article.language.as_deref(), Some("fr"));
        assert_eq!(article.url.as_deref(), Some("https://kuestenbote.example/bruecke"));
        let kinds: Vec<_> = article.blocks.iter().map(|block| block.kind).collect();
        assert_eq!(kinds, [BlockKind::Headline, BlockKind::Paragraph, BlockKind::Subheading, BlockKind::Paragraph]);
        assert!(diagnostics.is_empty());
    }

    #[test]
    fn a_page_without_an_article_is_an_error_with_a_hint() {
        for page in ["<html></html>", "<html><body><script>1</script></body></html>", "<!--"] {
            let diagnostic = super::article(page.into()).unwrap_err();
            assert!(diagnostic.hint.is_some(), "{page}");
        }
    }

    #[test]
    fn pictures_in_the_page_are_left_out() {
        let page = PAGE.replace("<p>„Wir", &format!("<img src=\"data:image/png;base64,{}\"><p>„Wir", "A+/b".repeat(3 << 20)));
        let (article, _) = super::article(page.into_bytes()).unwrap();
        assert!(article.text.contains("„Wir prüfen die Pfeiler“"));
        assert!(super::article(format!("<p>{}", "Wort ".repeat(2 << 20)).into_bytes()).is_err());
    }
}
