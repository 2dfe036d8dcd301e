//! From bytes to articles.
//!
//! [`captures`] takes a stream of bytes and gives the captures in it: one for a plain text, a saved page or a feed, many for a
//! web archive, a ZIP archive or JSON Lines, which are read one by one so that a file of any length needs the memory of its
//! longest capture. [`Captured::items`] takes one apart into its items: articles, teasers, captions. The two are parted so that
//! one thread can read while others take apart; [`read`] does both.
//!
//! What the bytes are is seen from the bytes themselves; the name's ending decides only where they leave it open.
//!
//! Input is never wrong, only surprising: what can be read is given with [`Diagnostic`]s, what cannot be read is one
//! [`Unreadable`] that says where and what to do, and reading goes on behind it. This crate knows nothing of any language.

mod captures;
mod copied_page;
pub mod date;
mod encoding;
mod feed;
mod format;
mod items;
mod page;
mod paragraphs;
mod picture_credit;
mod places;
mod plain_text;
mod printed_dates;
mod record;
mod words;

pub use captures::{Captures, ReadSeek, Source, captures, read};
pub use format::{Format, is_hidden, is_news};
pub use items::Captured;
pub use words::Words;

use quell_document::{Article, Diagnostic, Document};

/// An article longer than this (in bytes of UTF-8) is kept, but neither divided into blocks nor analysed.
pub const ARTICLE_BYTES_MAX: usize = 4 << 20;

/// A capture, or a line of JSON Lines, that is longer than this is not read at all.
pub const CAPTURE_BYTES_MAX: usize = 256 << 20;

/// The bytes that an article came from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Capture {
    /// A path, a URL, or `-` for standard input. A part of a file adds its place: `news.jsonl#L17`, `export.json#/3`,
    /// `folder.zip#page.html`. A page from a web archive has the address that it was captured from.
    pub uri: String,
    /// SHA-256 of the bytes in hexadecimal.
    pub sha256: String,
    /// What the bytes turned out to be.
    pub media_type: &'static str,
    /// When they were captured, in ISO 8601, if the archive says so.
    pub time: Option<String>,
    /// The archive that they lie in.
    pub container: Option<String>,
    /// The byte of the archive at which their record begins; of one packed with gzip, the byte of the packed file.
    pub offset: Option<u64>,
}

impl Capture {
    /// Where to look: `news.jsonl:17`, `crawl.warc.gz@4711`.
    pub fn place(&self) -> String {
        if let (Some(container), Some(offset)) = (&self.container, self.offset) {
            return format!("{container}@{offset}");
        }
        match self.uri.rsplit_once("#L") {
            Some((input, line)) if !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_digit()) => format!("{input}:{line}"),
            _ => self.uri.clone(),
        }
    }
}

/// An article that was found in a capture.
#[derive(Debug, Clone)]
pub struct Found {
    /// Where it came from.
    pub capture: Capture,
    /// The text and what the capture says about it.
    pub article: Article,
    /// Whether the article found before it on the same page holds its words, too, in its text or its captions.
    pub is_part: bool,
    /// What a case file says should be found in it.
    pub gold: Option<Document>,
    /// What was guessed or replaced on the way.
    pub diagnostics: Vec<Diagnostic>,
}

/// Something that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// The input, with the line where that is known: `news.jsonl:17`.
    pub place: String,
    /// Why, and what to do about it.
    pub diagnostic: Diagnostic,
}

/// SHA-256 in hexadecimal.
fn sha256(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    use std::fmt::Write;
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        write!(hex, "{byte:02x}").expect("strings can be written to");
        hex
    })
}
