//! A saved page becomes an article: its headline, a blank line, its lead and paragraphs, each parted from the next by a blank
//! line, and each with the bytes of the page that it came from.

mod body;
mod bylines;
mod cost;
mod dates;
mod dom;
mod handed_over;
mod json_ld;
mod layout;
mod metadata;
mod paragraphs;
mod parse;
mod parts;
mod references;
mod shown;
mod source;
mod ticker;
mod write;

use std::io::{self, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use quell_document::{Article, BlockKind, Diagnostic, MetadataField as Field, MetadataOrigin as Origin, Published};

use json_ld::JsonLd;
use layout::Layout;
use metadata::Metadata;
use paragraphs::{Markup, Paragraph};
use shown::Shown;
use source::Source;
use write::Writer;

use crate::words::Words;

/// A page with more markup and text is not read: its tree takes many times its length.
const PAGE_BYTES_MAX: usize = 8 << 20;

/// The article of a page, with what was guessed, and the items whose words it holds, too: captions and entries of a liveticker.
pub(crate) struct Page {
    pub(crate) article: Article,
    pub(crate) parts: Vec<Article>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// The article on this page; or why there is none. `charset` is what a server said of the bytes.
pub(crate) fn read(bytes: Vec<u8>, charset: Option<&str>, words: &Words) -> Result<Page, Diagnostic> {
    let (source, diagnostics) = source::read(bytes, charset);
    if source.html.len() > PAGE_BYTES_MAX {
        return Err(too_long());
    }
    if let Some(reason) = cost::too_much(&source.html) {
        return Err(Diagnostic::error(format!("{reason}: nobody writes pages like that")).hint("copy its text into a file and read that"));
    }
    // The page is hostile input for code that is not ours: whatever happens there costs this page only.
    let taken_apart = catch_unwind(AssertUnwindSafe(|| taken_apart(&source, words)));
    let Ok(page) = taken_apart else {
        return Err(Diagnostic::error("the page could not be taken apart").hint("copy its text into a file and read that"));
    };
    let Some(mut page) = page else {
        return Err(Diagnostic::error("no article found on the page").hint("if it shows one in a browser, save the page again from there"));
    };
    page.diagnostics.splice(0..0, diagnostics);
    Ok(page)
}

/// All bytes of a page, read no further than where it is too long.
pub(crate) fn bytes_of(mut input: impl Read) -> (Vec<u8>, io::Result<()>, Option<Diagnostic>) {
    /// Of a text that takes two bytes a character, half is left once it is decoded.
    const RAW_BYTES_MAX: usize = 2 * PAGE_BYTES_MAX;
    const WITH_PICTURES_BYTES_MAX: usize = 64 << 20;
    const STEP_BYTES: u64 = 256 << 10;
    let (mut bytes, mut meter) = (Vec::new(), source::Meter::default());
    loop {
        let before = bytes.len();
        let outcome = input.by_ref().take(STEP_BYTES).read_to_end(&mut bytes);
        let is_too_long = meter.count(&bytes[before..]) > RAW_BYTES_MAX;
        if is_too_long || bytes.len() > WITH_PICTURES_BYTES_MAX {
            let with_pictures = || {
                let message = format!("a page longer than {} MiB with the pictures in it", WITH_PICTURES_BYTES_MAX >> 20);
                Diagnostic::error(message).hint("save it without its pictures, or copy its text into a file and read that")
            };
            return (Vec::new(), Ok(()), Some(if is_too_long { too_long() } else { with_pictures() }));
        }
        match outcome {
            Ok(0) => return (bytes, Ok(()), None),
            Ok(_) => {}
            Err(error) => return (bytes, Err(error), None),
        }
    }
}

fn too_long() -> Diagnostic {
    let message = format!("a page longer than {} MiB, pictures left out", PAGE_BYTES_MAX >> 20);
    Diagnostic::error(message).hint("copy its text into a file and read that")
}

fn taken_apart(source: &Source, words: &Words) -> Option<Page> {
    let dom = parse::parse(&source.html);
    let paragraphs = paragraphs::find(&dom);
    let json_ld = json_ld::read(&dom);
    let mut metadata = metadata::read(&dom, &json_ld);
    let extract = body::find(&dom, &paragraphs, &metadata)?;
    metadata.add_guesses(&extract.metadata);
    let shown = Shown::new(&dom, &paragraphs);
    let layout = layout::find(&shown, &extract.is_body, &metadata.said(words));
    if layout.body.is_empty() {
        return None;
    }
    if let Some(headline) = layout.headline {
        metadata.add(Field::Title, Origin::Headline, Some(&shown.words[headline]));
    }
    for name in bylines::authors(&shown, &layout, words) {
        metadata.add(Field::Author, Origin::Byline, Some(&name));
    }
    dates::add(&mut metadata, &shown, &layout, words);
    let diagnostics = diagnostics(&shown, &json_ld, &layout);
    let entries = ticker::find(&shown, &layout, json_ld.updates(), words);
    let article = assemble(&shown, source, metadata, &json_ld, &layout, words);
    let parts = parts::find(&shown, source, &article, &layout, entries, words);
    Some(Page { article, parts, diagnostics })
}

/// What a reader should know of the page: that it shows a part of its article only, and what was left out of the text.
fn diagnostics(shown: &Shown, json_ld: &JsonLd, layout: &Layout) -> Vec<Diagnostic> {
    /// A page that is paid for and holds more was saved by somebody who may read it.
    const PREVIEW_BYTES_MAX: usize = 2_000;
    let mut diagnostics = Vec::new();
    let body_bytes = shown.bytes(&layout.body);
    let is_preview = body_bytes <= PREVIEW_BYTES_MAX;
    if is_preview && (json_ld.is_paid() || shown.has_paywall()) {
        let message = "behind a paywall: the page holds only the beginning of its article";
        diagnostics.push(Diagnostic::warning(message).hint("log in, and save the page again"));
    }
    let invisible = |&index: &usize| shown.paragraphs[index].invisible_count(shown.dom);
    match layout.lead.iter().chain(&layout.body).map(invisible).sum::<usize>() {
        0 => {}
        1 => diagnostics.push(Diagnostic::note("a soft hyphen or another invisible character was left out of the text")),
        many => diagnostics.push(Diagnostic::note(format!("{many} soft hyphens and other invisible characters were left out of the text"))),
    }
    diagnostics
}

fn assemble(shown: &Shown, source: &Source, metadata: Metadata, json_ld: &JsonLd, layout: &Layout, words: &Words) -> Article {
    let owned = |field: Field| metadata.first(field).map(str::to_string);
    let mut article = Article {
        url: owned(Field::Url),
        title: metadata.title(),
        language: owned(Field::Language),
        outlet: owned(Field::Outlet),
        published: owned(Field::Published).map(|value| Published { value, span: None }),
        modified: owned(Field::Modified),
        authors: metadata.authors(words),
        credits: metadata.credits(json_ld),
        kicker: layout.kicker(shown),
        ..Article::default()
    };
    let title = article.title.clone();
    let mut writer = Writer::new(shown.dom, source, &mut article);
    match (&title, layout.headline) {
        (Some(title), Some(headline)) if shown.words[headline] == *title => {
            writer.paragraph(BlockKind::Headline, &shown.paragraphs[headline])
        }
        (Some(title), _) => writer.words(BlockKind::Headline, title),
        (None, Some(headline)) => writer.paragraph(BlockKind::Headline, &shown.paragraphs[headline]),
        (None, None) => {}
    }
    for &lead in &layout.lead {
        writer.paragraph(BlockKind::Lead, &shown.paragraphs[lead]);
    }
    for &index in layout.body.iter().filter(|&&index| title.as_ref() != Some(&shown.words[index])) {
        writer.paragraph(kind_of(&shown.paragraphs[index]), &shown.paragraphs[index]);
    }
    for (place, index) in layout.lines_beside(shown) {
        writer.credit(place, &shown.paragraphs[index]);
    }
    for &index in &layout.captions {
        writer.caption(&shown.paragraphs[index]);
    }
    article.metadata = metadata.values;
    article
}

fn kind_of(paragraph: &Paragraph) -> BlockKind {
    match paragraph.markup {
        Markup::Text => BlockKind::Paragraph,
        Markup::Heading(_) => BlockKind::Subheading,
        Markup::ListItem => BlockKind::ListItem,
        Markup::Quotation => BlockKind::Blockquote,
        Markup::Row => BlockKind::TableRow,
        Markup::Caption => BlockKind::Caption,
    }
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

    fn read(page: &str) -> (Article, Vec<Diagnostic>) {
        let page = super::read(page.as_bytes().to_vec(), None, &Words::built_in().unwrap()).unwrap();
        (page.article, page.diagnostics)
    }

    #[test]
    fn a_page_gives_its_title_its_paragraphs_and_what_it_says_of_itself() {
        let (article, diagnostics) = read(PAGE);
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
            let diagnostic = super::read(page.into(), None, &Words::built_in().unwrap()).err().unwrap();
            assert!(diagnostic.hint.is_some(), "{page}");
        }
    }

    #[test]
    fn pictures_in_the_page_are_left_out() {
        let page = PAGE.replace("<p>„Wir", &format!("<img src=\"data:image/png;base64,{}\"><p>„Wir", "A+/b".repeat(3 << 20)));
        let (article, _) = read(&page);
        assert!(article.text.contains("„Wir prüfen die Pfeiler“"));
        assert!(super::read(format!("<p>{}", "Wort ".repeat(2 << 20)).into_bytes(), None, &Words::built_in().unwrap()).is_err());
    }
}
