//! A record of JSON Lines is one article, under the field names that are in use: those of Quell, news-please, fundus, trafilatura,
//! Media Cloud and schema.org. A record of GDELT's Global Quotation Graph holds quotations with the words around them instead.

use std::collections::HashMap;

use quell_document::{Article, Block, BlockKind, CaptureBytes, Diagnostic, Published, Run, Span};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::encoding::{Decoded, decode};
use crate::page::{self, Page};
use crate::places::{PiecesBuilder, Places};
use crate::{ARTICLE_BYTES_MAX, Words, date, paragraphs, plain_text};

/// Names of the text itself.
const TEXT: [&str; 7] = ["text", "maintext", "plaintext", "story_text", "articleBody", "body", "content"];
const URL: [&str; 5] = ["url", "canonical_url", "link", "source_url", "source"];
const TITLE: [&str; 2] = ["title", "headline"];
const PUBLISHED: [&str; 9] = [
    "published",
    "date_publish",
    "date",
    "publication_date",
    "publishing_date",
    "publish_date",
    "date_published",
    "datePublished",
    "published_at",
];
const MODIFIED: [&str; 5] = ["modified", "date_modify", "modified_date", "date_modified", "dateModified"];
const AUTHORS: [&str; 2] = ["authors", "author"];
const OUTLET: [&str; 6] = ["outlet", "source_domain", "publisher", "media_name", "source-hostname", "hostname"];
const LANGUAGE: [&str; 2] = ["language", "lang"];

/// The article of one line, with the parts of its page if the line holds one; or why the line is none.
pub(crate) fn read(line: &[u8], words: &Words) -> Result<Page, Diagnostic> {
    let decoded;
    let mut diagnostics = Vec::new();
    // Places can only be told where the line was UTF-8.
    let (json, is_utf_8) = match std::str::from_utf8(line) {
        Ok(json) => (json, true),
        Err(_) => {
            let Decoded { text, diagnostics: guesses, .. } = decode(line.to_vec(), None);
            diagnostics = guesses;
            decoded = text;
            (decoded.as_str(), false)
        }
    };
    let record = Record::parse(json)?;
    let text = TEXT.iter().find_map(|name| record.text(name, json)).filter(|(text, _)| !text.trim().is_empty());
    let mut parts = Vec::new();
    let mut article = if let Some((text, places)) = text {
        let mut article = Article::of_text(text);
        record.describe(&mut article, &mut diagnostics);
        if article.text.len() <= ARTICLE_BYTES_MAX {
            paragraphs::divide(&mut article, if is_utf_8 { &places } else { &Places::Unknown });
        }
        article
    } else if let Some(assembled) = record.assembled(json, is_utf_8, &mut diagnostics) {
        let mut article = assembled;
        record.describe(&mut article, &mut diagnostics);
        article
    } else if let Some(html) = record.html() {
        let places = record.text("html", json).map(|(_, places)| places).filter(|_| is_utf_8).unwrap_or(Places::Unknown);
        let Page { mut article, parts: found, diagnostics: guesses } = page::read(html.into_bytes(), None, words)?;
        parts = found;
        parts.iter_mut().chain([&mut article]).for_each(|item| move_into_record(item, &places));
        diagnostics.extend(guesses);
        record.describe(&mut article, &mut diagnostics);
        article
    } else {
        return Err(record.without_text());
    };
    if article.text.trim().is_empty() {
        return Err(Diagnostic::error("the record's text is empty"));
    }
    diagnostics.extend(plain_text::nul_characters(&article.text));
    article.authors.retain(|author| !author.trim().is_empty());
    Ok(Page { article, parts, diagnostics })
}

/// Turns places in a page into places in the record that has the page as a string.
fn move_into_record(item: &mut Article, places: &Places) {
    let moved = |bytes: Option<Span<CaptureBytes>>| places.input(Span::new(bytes?.start, bytes?.end));
    for block in &mut item.blocks {
        block.input = moved(block.input);
        let runs = block.runs.iter().flat_map(|run| {
            let pieces = places.runs(Span::new(run.bytes.start, run.bytes.end)).into_iter();
            pieces.map(|piece| Run { text_start: run.text_start + (piece.text_start - run.bytes.start), ..piece })
        });
        block.runs = runs.collect();
    }
    item.credits.iter_mut().for_each(|credit| credit.input = moved(credit.input));
    item.captions.iter_mut().for_each(|caption| caption.input = moved(caption.input));
}

/// The fields of a record, not yet decoded.
struct Record<'j>(HashMap<String, &'j RawValue>);

impl<'j> Record<'j> {
    fn parse(json: &'j str) -> Result<Self, Diagnostic> {
        match serde_json::from_str(json) {
            Ok(fields) => Ok(Record(fields)),
            Err(error) => {
                // The place is a column, since a record is one line.
                let message = error.to_string().replace(" at line 1 column ", " at byte ");
                Err(Diagnostic::error(format!("not a JSON object: {message}")).hint("JSON Lines hold one complete object a line"))
            }
        }
    }

    /// The field of this name, if it holds a string, and where its characters stand in `json`.
    fn text(&self, name: &str, json: &str) -> Option<(String, Places)> {
        let raw = self.0.get(name)?.get();
        let inside = raw.strip_prefix('"')?.strip_suffix('"')?;
        decode_string(inside, inside.as_ptr() as usize - json.as_ptr() as usize)
    }

    /// The first of these fields that holds a string.
    fn string(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| serde_json::from_str(self.0.get(*name)?.get()).ok())
    }

    fn short_string(&self, names: &[&str]) -> Option<String> {
        self.string(names).map(|text| text.trim().to_string()).filter(|text| !text.is_empty())
    }

    /// A page: its markup, or what fundus keeps of it, which has the markup as its content.
    fn html(&self) -> Option<String> {
        #[derive(Deserialize)]
        struct Page {
            content: String,
        }
        let page = || serde_json::from_str::<Page>(self.0.get("html")?.get()).ok().map(|page| page.content);
        self.string(&["html"]).or_else(page).filter(|html| !html.trim().is_empty())
    }

    /// An article whose text stands in parts: the body of fundus, the quotations of GDELT.
    fn assembled(&self, json: &str, is_utf_8: bool, diagnostics: &mut Vec<Diagnostic>) -> Option<Article> {
        let parts = match self.body() {
            Some(parts) => parts,
            None => {
                let parts = self.quotations()?;
                let remark = Diagnostic::note("quotations with the words around them, not the article");
                diagnostics.push(remark.hint("`quell fetch` gets the article, if it is still there"));
                parts
            }
        };
        let mut article = Article::default();
        for (kind, strings) in parts {
            add_block(&mut article, kind, &strings, json, is_utf_8);
        }
        Some(article).filter(|article| !article.text.is_empty() && article.text.len() <= ARTICLE_BYTES_MAX)
    }

    /// The body as fundus writes it: a summary, and sections of headlines and paragraphs.
    fn body(&self) -> Option<Vec<(BlockKind, Vec<Part<'j>>)>> {
        #[derive(Deserialize)]
        struct Body<'j> {
            #[serde(borrow, default)]
            summary: Vec<&'j RawValue>,
            #[serde(borrow)]
            sections: Vec<Section<'j>>,
        }
        #[derive(Deserialize)]
        struct Section<'j> {
            #[serde(borrow, default)]
            headline: Vec<&'j RawValue>,
            #[serde(borrow, default)]
            paragraphs: Vec<&'j RawValue>,
        }
        let body: Body = serde_json::from_str(self.0.get("body")?.get()).ok()?;
        let block = |kind: BlockKind| move |raw: &'j RawValue| (kind, vec![Part::Written(raw.get())]);
        let mut parts: Vec<_> = body.summary.into_iter().map(block(BlockKind::Paragraph)).collect();
        for section in body.sections {
            parts.extend(section.headline.into_iter().map(block(BlockKind::Subheading)));
            parts.extend(section.paragraphs.into_iter().map(block(BlockKind::Paragraph)));
        }
        Some(parts)
    }

    /// The quotations of GDELT's Global Quotation Graph, each with the words before and behind it.
    fn quotations(&self) -> Option<Vec<(BlockKind, Vec<Part<'j>>)>> {
        #[derive(Deserialize)]
        struct Quotation<'j> {
            #[serde(borrow)]
            pre: &'j RawValue,
            #[serde(borrow)]
            quote: &'j RawValue,
            #[serde(borrow)]
            post: &'j RawValue,
        }
        let quotations: Vec<Quotation> = serde_json::from_str(self.0.get("quotes")?.get()).ok()?;
        let parts = quotations.into_iter().map(|quotation| {
            let [pre, quote, post] = [quotation.pre, quotation.quote, quotation.post].map(|raw| Part::Written(raw.get()));
            (BlockKind::Paragraph, vec![pre, Part::Added(" “"), quote, Part::Added("” "), post])
        });
        Some(parts.collect())
    }

    /// Adds what the record says about the article. It wins over what its page says.
    fn describe(&self, article: &mut Article, diagnostics: &mut Vec<Diagnostic>) {
        let keep = |field: &mut Option<String>, names: &[&str]| *field = self.short_string(names).or(field.take());
        keep(&mut article.title, &TITLE);
        keep(&mut article.outlet, &OUTLET);
        let address = |name: &str| self.short_string(&[name]).filter(|value| name == "url" || value.contains("://"));
        article.url = URL.into_iter().find_map(address).or(article.url.take());
        // Whoever writes the language as a word leaves it to us to tell it by the text.
        let is_tag = |tag: &String| tag.split(['-', '_']).next().is_some_and(|primary| (2..=3).contains(&primary.len()));
        article.language = self.short_string(&LANGUAGE).filter(is_tag).or(article.language.take());
        if let Some(written) = self.short_string(&PUBLISHED) {
            match date::iso(&written) {
                Some(value) => article.published = Some(Published { value, span: None }),
                None => diagnostics.push(
                    Diagnostic::warning(format!("“{written}” is not a date that is understood"))
                        .hint("write it as 2025-03-14 or 2025-03-14T09:12"),
                ),
            }
        }
        article.modified = self.short_string(&MODIFIED).and_then(|written| date::iso(&written)).or(article.modified.take());
        let authors = self.authors();
        if !authors.is_empty() {
            article.authors = authors;
        }
    }

    /// A name, a list of names, or a list of objects that have a name.
    fn authors(&self) -> Vec<String> {
        let value =
            AUTHORS.iter().find_map(|name| serde_json::from_str::<Value>(self.0.get(*name)?.get()).ok().filter(|value| !value.is_null()));
        let name_of = |value: &Value| value.as_str().or_else(|| value.get("name")?.as_str()).map(|name| name.trim().to_string());
        match value {
            Some(Value::Array(many)) => many.iter().filter_map(name_of).collect(),
            Some(one) => name_of(&one).into_iter().collect(),
            None => Vec::new(),
        }
    }

    fn without_text(&self) -> Diagnostic {
        let mut names: Vec<&str> = self.0.keys().map(String::as_str).collect();
        names.sort();
        names.truncate(8);
        let has = if names.is_empty() { "the object is empty".to_string() } else { format!("the record has {}", names.join(", ")) };
        Diagnostic::error("no “text”, “maintext” or “html” that is a string").hint(has)
    }
}

/// A part of a block.
enum Part<'j> {
    /// A string as it is written in the record, with its quotation marks.
    Written(&'j str),
    /// What stands between two strings.
    Added(&'static str),
}

/// Adds a block of these parts.
fn add_block(article: &mut Article, kind: BlockKind, parts: &[Part], json: &str, is_utf_8: bool) {
    let parted = if article.text.is_empty() { "" } else { "\n\n" };
    let start = (article.text.len() + parted.len()) as u32;
    let mut text = String::new();
    let (mut input, mut runs): (Option<Span<CaptureBytes>>, Vec<Run>) = (None, Vec::new());
    for part in parts {
        let raw = match part {
            Part::Added(words) => {
                text.push_str(words);
                continue;
            }
            Part::Written(raw) => raw,
        };
        let Some(inside) = raw.strip_prefix('"').and_then(|raw| raw.strip_suffix('"')) else { continue };
        let Some((words, places)) = decode_string(inside, inside.as_ptr() as usize - json.as_ptr() as usize) else { continue };
        let at = start + text.len() as u32;
        let whole = Span::new(0, words.len() as u32);
        if is_utf_8 {
            runs.extend(places.runs(whole).into_iter().map(|run| Run { text_start: run.text_start + at, ..run }));
            input = match (input, places.input(whole)) {
                (Some(before), Some(here)) => Some(Span::new(before.start, here.end)),
                (before, here) => before.or(here),
            };
        }
        text.push_str(&words);
    }
    if !text.trim().is_empty() {
        article.text.push_str(parted);
        article.text.push_str(&text);
        article.blocks.push(Block { kind, span: Span::new(start, article.text.len() as u32), input, runs });
    }
}

/// A JSON string, of which `raw` is the part between its quotation marks and begins at `offset`. Decoded here and not by
/// `serde_json`, which would hold a long text twice and has no places.
fn decode_string(raw: &str, offset: usize) -> Option<(String, Places)> {
    let knows_places = raw.len() <= ARTICLE_BYTES_MAX;
    let mut text = String::with_capacity(raw.len());
    let mut pieces = PiecesBuilder::behind(offset as u32);
    let mut rest = raw;
    while let Some(at) = rest.find('\\') {
        let length = escape_length(&rest[at..]);
        let decoded: String = serde_json::from_str(&format!("\"{}\"", rest.get(at..at + length)?)).ok()?;
        text.push_str(&rest[..at]);
        text.push_str(&decoded);
        if knows_places {
            pieces.verbatim(at);
            pieces.decoded(decoded.len(), length);
        }
        rest = &rest[at + length..];
    }
    text.push_str(rest);
    pieces.verbatim(rest.len());
    Some((text, if knows_places { pieces.finish() } else { Places::Unknown }))
}

/// How long the escape is that `rest` begins with: `\n`, `\u00fc`, or the pair of a character beyond the basic plane.
fn escape_length(rest: &str) -> usize {
    let is_high_surrogate = |digits: &str| u16::from_str_radix(digits, 16).is_ok_and(|unit| (0xD800..0xDC00).contains(&unit));
    match rest.as_bytes().get(1) {
        Some(b'u') if rest.get(2..6).is_some_and(is_high_surrogate) => 12,
        Some(b'u') => 6,
        _ => 2,
    }
}
