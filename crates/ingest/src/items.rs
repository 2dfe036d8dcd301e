//! From a capture to the items on it: articles, teasers, captions and what else a page holds.

use quell_document::{Diagnostic, Document, case};

use crate::captures::Origin;
use crate::encoding::{Decoded, decode};
use crate::places::Places;
use crate::{Capture, Format, Found, Unreadable, page, paragraphs, plain_text, record, sha256};

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

    /// The items on it in order; at least one, or why there is none.
    pub fn items(self) -> Vec<Result<Found, Unreadable>> {
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
        let items = match format {
            Format::Html => page::article(bytes).map(|item| vec![item]),
            Format::JsonLines | Format::Json => record::article(&bytes).map(|item| vec![item]),
            _ => Ok(vec![plain_text::article(bytes, origin.charset.as_deref())]),
        };
        let items = match items {
            Ok(items) => items,
            Err(diagnostic) => return vec![Err(Unreadable { place: capture.place(), diagnostic })],
        };
        let is_from_web = origin.time.is_some();
        let found = items.into_iter().enumerate().map(|(index, (mut article, mut diagnostics))| {
            if article.text.trim().is_empty() {
                return Err(blank(&capture));
            }
            if is_from_web && article.url.is_none() {
                article.url = Some(capture.uri.clone());
            }
            if index == 0 {
                diagnostics.splice(0..0, origin.remarks.iter().cloned());
            }
            Ok(Found { capture: capture.clone(), article, gold: None, diagnostics })
        });
        found.collect()
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
    Ok(Found { capture, article, gold: Some(document), diagnostics })
}
