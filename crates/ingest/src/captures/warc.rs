//! The pages in a web archive: WARC 1.0 and 1.1 (ISO 28500:2017), plain or with gzip per record.
//!
//! What holds a page is a *response* (with its HTTP head), a *resource* or a *conversion*; other records are about pages and are
//! passed over. Lengths are read as claims: a record that claims too much ends where the next one begins, and behind one that
//! claims too little reading goes on with the next. Either costs one diagnostic with its offset, which counts the bytes of the
//! file, as the CDX indexes of archives do.

use std::io::{self, BufRead, Read};

use memchr::memmem;
use quell_document::Diagnostic;

use super::gzip::{Consumed, Gunzip};
use super::{Captured, Opened, Origin, http, open_record};
use crate::Unreadable;

/// A longer record is no page of news.
pub(super) const RECORD_BYTES_MAX: usize = 32 << 20;

/// The head of a record has no more bytes, and a line in it neither.
const HEAD_BYTES_MAX: u64 = 64 << 10;

/// What the version line of a record begins with, and where it stands behind another record.
const VERSION: &[u8] = b"WARC/1.";
const BOUNDARY: &[u8] = b"\r\n\r\nWARC/1.";

/// Records with a page.
const KINDS: [&str; 3] = ["response", "resource", "conversion"];

/// Whether these bytes begin a web archive.
pub(super) fn is_warc(head: &[u8]) -> bool {
    head.starts_with(VERSION)
}

/// The bytes of an archive.
pub(super) enum Bytes {
    Plain(Consumed<Box<dyn Read + Send>>),
    Packed(Box<Gunzip>),
}

impl Bytes {
    fn buffer(&mut self) -> &mut dyn BufRead {
        match self {
            Bytes::Plain(input) => input,
            Bytes::Packed(input) => input.as_mut(),
        }
    }

    /// The offset of the next byte, or of the packed member that it stands in.
    fn offset(&self) -> u64 {
        match self {
            Bytes::Plain(input) => input.count,
            Bytes::Packed(input) => input.member_start(),
        }
    }

    fn begins_member(&self) -> bool {
        matches!(self, Bytes::Packed(input) if input.begins_member())
    }
}

/// The captures of an archive, in order.
pub(super) struct Records {
    bytes: Bytes,
    origin: Origin,
    /// What was read of the next record already.
    ahead: Vec<u8>,
    /// The captures of the record that is read, if it holds several.
    open: Option<Opened>,
    is_done: bool,
}

/// What a record says of itself.
#[derive(Default)]
struct Head {
    kind: String,
    length: Option<u64>,
    uri: Option<String>,
    time: Option<String>,
    media_type: Option<String>,
    is_segment: bool,
}

/// What was read of a record's block.
struct Block {
    bytes: Vec<u8>,
    /// Why it is not what its head claims.
    amiss: Option<String>,
    is_too_long: bool,
}

impl Records {
    pub(super) fn new(bytes: Bytes, origin: Origin) -> Self {
        Records { bytes, origin, ahead: Vec::new(), open: None, is_done: false }
    }

    /// The next record that holds a page, or what is amiss before it.
    fn record(&mut self) -> io::Result<Option<Result<Opened, Unreadable>>> {
        loop {
            let offset = match self.find_version()? {
                Found::Record { offset } => offset,
                Found::Garbage { offset } => {
                    let diagnostic =
                        Diagnostic::warning("what follows the record before is no record: its length is wrong, or the archive damaged");
                    return Ok(Some(Err(self.amiss(offset, diagnostic.hint("reading goes on with the next record")))));
                }
                Found::End => return Ok(None),
            };
            let head = match self.head()? {
                Ok(head) => head,
                Err(diagnostic) => return Ok(Some(Err(self.amiss(offset, diagnostic)))),
            };
            let Some(length) = head.length else {
                return Ok(Some(Err(self.amiss(offset, Diagnostic::error("the record does not say how long it is")))));
            };
            let is_wanted = KINDS.contains(&head.kind.as_str());
            let block = self.block(length, if is_wanted { RECORD_BYTES_MAX } else { 0 })?;
            if !is_wanted {
                continue;
            }
            if head.is_segment {
                let diagnostic = Diagnostic::warning("a record in several segments, which are not put together");
                return Ok(Some(Err(self.amiss(offset, diagnostic.hint("`warcio recompress FILE` writes archives without segments")))));
            }
            if block.is_too_long {
                let diagnostic = Diagnostic::warning(format!("a record longer than {} MiB was passed over", RECORD_BYTES_MAX >> 20));
                return Ok(Some(Err(self.amiss(offset, diagnostic))));
            }
            if let Some(opened) = self.page(offset, head, block) {
                return Ok(Some(opened));
            }
        }
    }

    /// What stands in the record, if it is a page.
    fn page(&self, offset: u64, head: Head, block: Block) -> Option<Result<Opened, Unreadable>> {
        let mut remarks: Vec<Diagnostic> = block.amiss.map(Diagnostic::warning).into_iter().collect();
        let mut origin = self.origin.record(head.uri, head.time, offset);
        let (body, media_type) = if head.kind == "response" && http::is_response(&block.bytes) {
            let response = http::response(block.bytes);
            if !response.is_success {
                return None;
            }
            remarks.extend(response.remarks);
            origin.charset = response.charset;
            origin.etag = response.etag;
            origin.last_modified = response.last_modified;
            (response.body, response.media_type)
        } else {
            let media_type = head.media_type.unwrap_or_default();
            origin.charset = http::charset(&media_type);
            (block.bytes, http::essence(&media_type))
        };
        if !http::may_hold_news(&media_type) {
            return None;
        }
        origin.remarks = remarks;
        Some(open_record(origin, body))
    }

    /// Moves to the next version line and reads it.
    fn find_version(&mut self) -> io::Result<Found> {
        let mut garbage_at = None;
        loop {
            if self.ahead.is_empty() {
                self.bytes.buffer().fill_buf()?;
            }
            let offset = self.bytes.offset();
            let line = self.line()?;
            if line.is_empty() {
                return Ok(garbage_at.map_or(Found::End, |offset| Found::Garbage { offset }));
            }
            let is_version = line.starts_with(VERSION) && line.trim_ascii_end().len() <= VERSION.len() + 2;
            match garbage_at {
                None if is_version => return Ok(Found::Record { offset }),
                Some(at) if is_version => {
                    self.ahead = line;
                    return Ok(Found::Garbage { offset: at });
                }
                None if !line.trim_ascii().is_empty() => garbage_at = Some(offset),
                _ => {}
            }
        }
    }

    /// The fields up to the empty line.
    fn head(&mut self) -> io::Result<Result<Head, Diagnostic>> {
        let mut head = Head::default();
        let mut length = 0;
        loop {
            let line = self.line()?;
            length += line.len() as u64;
            if line.is_empty() || length > HEAD_BYTES_MAX {
                return Ok(Err(Diagnostic::error("the record breaks off within its head")));
            }
            let line = String::from_utf8_lossy(&line);
            let line = line.trim();
            if line.is_empty() {
                return Ok(Ok(head));
            }
            let Some((name, value)) = line.split_once(':') else { continue };
            let value = value.trim();
            match name.trim().to_ascii_lowercase().as_str() {
                "warc-type" => head.kind = value.to_ascii_lowercase(),
                "content-length" => head.length = value.parse().ok(),
                // Some writers of version 1.0 kept the angle brackets of the grammar.
                "warc-target-uri" => head.uri = Some(value.trim_matches(['<', '>']).to_string()).filter(|uri| !uri.is_empty()),
                "warc-date" => head.time = crate::date::iso(value),
                "content-type" => head.media_type = Some(value.to_string()),
                "warc-segment-number" => head.is_segment = true,
                _ => {}
            }
        }
    }

    /// The record's block. Of more than `kept_max` bytes nothing is kept.
    fn block(&mut self, length: u64, kept_max: usize) -> io::Result<Block> {
        let mut block = Block { bytes: Vec::new(), amiss: None, is_too_long: false };
        let mut left = length;
        while left > 0 {
            let is_kept = !block.is_too_long;
            let window_start = block.bytes.len().saturating_sub(BOUNDARY.len() - 1);
            let starts_record = {
                let ready = self.bytes.buffer().fill_buf()?;
                if ready.is_empty() {
                    block.amiss = Some(format!("the archive ends within the record: {left} of {length} bytes are missing"));
                    break;
                }
                ready.starts_with(VERSION)
            };
            if starts_record && self.bytes.begins_member() {
                block.amiss = Some(format!("the record ends before its time: {left} of {length} bytes are missing"));
                break;
            }
            let input = self.bytes.buffer();
            let ready = input.fill_buf()?;
            let taken = ready.len().min(usize::try_from(left).unwrap_or(usize::MAX));
            block.bytes.extend_from_slice(&ready[..taken]);
            // The block of a record that claims too much holds the next record.
            if let Some(at) = memmem::find(&block.bytes[window_start..], BOUNDARY) {
                let end = window_start + at;
                let boundary_end = end + BOUNDARY.len();
                let surplus = block.bytes.len() - boundary_end;
                input.consume(taken - surplus);
                block.bytes.truncate(end);
                self.ahead = VERSION.to_vec();
                block.amiss = Some(format!("the record claims {length} bytes, but the next one begins before"));
                break;
            }
            input.consume(taken);
            left -= taken as u64;
            if !is_kept || block.bytes.len() > kept_max {
                block.is_too_long = true;
                let tail = block.bytes.len().saturating_sub(BOUNDARY.len() - 1);
                block.bytes.drain(..tail);
            }
        }
        Ok(block)
    }

    /// The next line with its end, or as much of it as may be.
    fn line(&mut self) -> io::Result<Vec<u8>> {
        let mut line = std::mem::take(&mut self.ahead);
        if !line.ends_with(b"\n") {
            self.bytes.buffer().take(HEAD_BYTES_MAX).read_until(b'\n', &mut line)?;
        }
        Ok(line)
    }

    fn amiss(&self, offset: u64, diagnostic: Diagnostic) -> Unreadable {
        Unreadable { place: self.origin.place_at(offset), diagnostic }
    }

    /// What to do about bytes that cannot be read: with gzip the next member may be whole.
    fn failed(&mut self, error: &io::Error) -> Unreadable {
        let offset = self.bytes.offset();
        self.ahead.clear();
        let goes_on = match &mut self.bytes {
            Bytes::Plain(_) => false,
            Bytes::Packed(input) => input.skip_member().unwrap_or(false),
        };
        self.is_done = !goes_on;
        let hint = if goes_on { "reading goes on with the next record" } else { "the records before it were read" };
        self.amiss(offset, Diagnostic::error(format!("the record could not be read: {error}")).hint(hint))
    }
}

enum Found {
    Record { offset: u64 },
    Garbage { offset: u64 },
    End,
}

impl Iterator for Records {
    type Item = Result<Captured, Unreadable>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(captured) = self.open.as_mut().and_then(Iterator::next) {
                return Some(captured);
            }
            self.open = None;
            if self.is_done {
                return None;
            }
            match self.record() {
                Ok(Some(Ok(opened))) => self.open = Some(opened),
                Ok(Some(Err(unreadable))) => return Some(Err(unreadable)),
                Ok(None) => self.is_done = true,
                Err(error) => return Some(Err(self.failed(&error))),
            }
        }
    }
}
