//! From bytes to articles.
//!
//! [`read`] takes a stream of bytes and gives the articles in it: one for a plain text, a saved page or a case file, one a
//! line for JSON Lines, which are read line by line so that a file of any length needs the memory of its longest line.
//! What the bytes are is seen from the bytes themselves; the name's ending decides only where they leave it open.
//!
//! Input is never wrong, only surprising: what can be read is given with [`Diagnostic`]s, what cannot be read is one
//! [`Unreadable`] that says where and what to do, and reading goes on behind it. This crate knows nothing of any language.

mod captures;
pub mod date;
mod encoding;
mod format;
mod json_lines;
mod page;
mod paragraphs;
mod places;
mod plain_text;

pub use captures::{Captures, read};
pub use format::Format;

use quell_document::{Article, Diagnostic, Document};

/// An article longer than this (in bytes of UTF-8) is kept, but neither divided into blocks nor analysed.
pub const ARTICLE_BYTES_MAX: usize = 4 << 20;

/// A capture, or a line of JSON Lines, that is longer than this is not read at all.
pub const CAPTURE_BYTES_MAX: usize = 256 << 20;

/// The bytes that an article came from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Capture {
    /// A path, a URL, or `-` for standard input; a record of JSON Lines adds its line: `news.jsonl#L17`.
    pub uri: String,
    /// SHA-256 of the bytes in hexadecimal.
    pub sha256: String,
    /// What the bytes turned out to be.
    pub media_type: &'static str,
}

impl Capture {
    /// Where to look: `news.jsonl:17`.
    pub fn place(&self) -> String {
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
    /// What a case file says should be found in it.
    pub gold: Option<Document>,
    /// What was guessed or replaced on the way.
    pub diagnostics: Vec<Diagnostic>,
    /// How many bytes of the input have been read so far.
    pub bytes_read: u64,
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
