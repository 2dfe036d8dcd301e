//! From a capture to the items on it: articles, teasers, captions and what else a page holds.

use quell_document::{Article, Diagnostic, Document, ItemKind, case};

use crate::captures::Origin;
use crate::encoding::{Decoded, decode};
use crate::places::Places;
use crate::{Capture, Format, Found, Unreadable, Words, feed, page, paragraphs, plain_text, record, sha256};

/// What was found in a capture, each with what was guessed on the way, or why it could not be read.
pub(crate) type Items = Vec<Result<(Article, Vec<Diagnostic>), Diagnostic>>;

/// The items of a capture, and those whose words the first of them holds, too.
struct Apart {
    items: Items,
    parts: Vec<Article>,
}

impl From<Items> for Apart {
    fn from(items: Items) -> Self {
        Apart { items, parts: Vec::new() }
    }
}

impl From<page::Page> for Apart {
    fn from(page::Page { article, parts, diagnostics }: page::Page) -> Self {
        Apart { items: vec![Ok((article, diagnostics))], parts }
    }
}

/// Bytes as they came, with what is known of them, not yet taken apart.
pub struct Captured {
    pub(crate) origin: Origin,
    pub(crate) format: Format,
    pub(crate) bytes: Vec<u8>,
}

impl Captured {
    /// How many bytes it has.
    pub fn bytes_count(&self) -> usize {
        self.bytes.len()
    }

    /// Its address.
    pub fn uri(&self) -> &str {
        &self.origin.uri
    }

    /// What the server said to know this version by: its tag, and when it was changed last.
    pub fn validators(&self) -> (Option<&str>, Option<&str>) {
        (self.origin.etag.as_deref(), self.origin.last_modified.as_deref())
    }

    /// The items on it in order; at least one, or why there is none.
    pub fn items(self, words: &Words) -> Vec<Result<Found, Unreadable>> {
        let Captured { origin, format, bytes } = self;
        let (container, offset) = origin.container.clone().unzip();
        let capture = Capture {
            uri: origin.uri.clone(),
            sha256: sha256(&bytes),
            media_type: format.media_type(),
            time: origin.time.clone(),
            container,
            offset,
        };
        if format == Format::Case {
            return vec![marked_up(capture, bytes)];
        }
        let Apart { items, parts } = match read(bytes, format, &origin, words) {
            Ok(apart) => apart,
            Err(diagnostic) => return vec![Err(Unreadable { place: capture.place(), diagnostic })],
        };
        let mut remarks = origin.remarks;
        let found = items.into_iter().map(|item| {
            let (mut article, mut diagnostics) = item.map_err(|diagnostic| Unreadable { place: capture.place(), diagnostic })?;
            if article.text.trim().is_empty() {
                return Err(blank(&capture));
            }
            // The address of a capture is that of its article, unless the page knows a better one or lists others.
            if capture.container.is_some() && article.url.is_none() && article.kind == ItemKind::Article {
                article.url = Some(capture.uri.clone());
            }
            diagnostics.splice(0..0, remarks.drain(..));
            Ok(Found { capture: capture.clone(), article, is_part: false, gold: None, diagnostics })
        });
        let mut found: Vec<Result<Found, Unreadable>> = found.collect();
        let whole = match found.first() {
            Some(Ok(whole)) => (whole.article.outlet.clone(), whole.article.language.clone()),
            _ => return found,
        };
        found.extend(parts.into_iter().map(|part| {
            let article = Article { outlet: whole.0.clone(), language: whole.1.clone(), ..part };
            Ok(Found { capture: capture.clone(), article, is_part: true, gold: None, diagnostics: Vec::new() })
        }));
        found
    }
}

/// Takes bytes of this format apart.
fn read(bytes: Vec<u8>, format: Format, origin: &Origin, words: &Words) -> Result<Apart, Diagnostic> {
    let charset = origin.charset.as_deref();
    match format {
        Format::Html => page::read(bytes, charset, words).map(Apart::from),
        Format::JsonLines | Format::Json if feed::is_json_feed(&bytes) => feed::json_items(bytes).map(Apart::from),
        Format::JsonLines | Format::Json => record::read(&bytes, words).map(Apart::from),
        Format::Feed => feed::items(bytes, charset).map(Apart::from),
        Format::Text if origin.asked.is_none() => Ok(plain_text::items(bytes, charset, words).into()),
        Format::CopiedPage => Ok(plain_text::page(bytes, charset, words).into()),
        Format::Text | Format::Case | Format::Warc => Ok(vec![Ok(plain_text::article(bytes, charset))].into()),
    }
}

fn blank(capture: &Capture) -> Unreadable {
    let diagnostic = Diagnostic::error("nothing in it but white space").hint("check that the file was saved as it should be");
    Unreadable { place: capture.place(), diagnostic }
}

/// A case file is an article with its gold.
fn marked_up(capture: Capture, bytes: Vec<u8>) -> Result<Found, Unreadable> {
    let Decoded { text, diagnostics, .. } = decode(bytes, None);
    let document: Document = case::read(&text).map_err(|error| Unreadable {
        place: format!("{}:{}:{}", capture.place(), error.line, error.column),
        diagnostic: Diagnostic::error(error.message).hint("literal braces and backslashes are written \\{, \\} and \\\\"),
    })?;
    let mut article = document.article.clone();
    if article.text.trim().is_empty() {
        return Err(blank(&capture));
    }
    paragraphs::divide(&mut article, &Places::Unknown);
    Ok(Found { capture, article, is_part: false, gold: Some(document), diagnostics })
}
