//! From a stream of bytes to the captures in it, one at a time.
//!
//! A file may be a capture, or hold many: the records of a web archive, the members of a ZIP archive, the lines of JSON Lines,
//! the elements of a JSON array, any of them packed with gzip. Whatever its length, it takes the memory of its longest capture.
//! What is nested deeper than archives are, or unpacks to far more than text does, is told and passed over.

mod gzip;
mod http;
mod json_array;
mod lines;
mod source;
mod warc;
mod zip;

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use quell_document::Diagnostic;

use crate::items::Captured;
use crate::{CAPTURE_BYTES_MAX, Format, Found, Unreadable, Words, encoding, format, page};
use source::{Counted, Shared};
pub use source::{ReadSeek, Source};

/// How much of a capture is looked at to see what it is.
const HEAD_BYTES: usize = 64 << 10;

/// A WARC archive of packed records in a ZIP archive is three deep, and nobody packs deeper.
const DEPTH_MAX: usize = 4;

/// Reads the captures of one input. `uri` is its name: a path, a URL, or `-`.
pub fn captures(uri: &str, source: Source, format: Option<Format>) -> Captures {
    let bytes_read = Arc::new(AtomicU64::new(0));
    let source = match source {
        Source::Stream(input) => Source::stream(Counted::new(input, Arc::clone(&bytes_read))),
        Source::Seekable(input) => Source::seekable(Counted::new(input, Arc::clone(&bytes_read))),
    };
    let origin = Origin { uri: uri.to_string(), asked: format, ..Origin::default() };
    Captures { opened: open(origin, source), bytes_read }
}

/// Reads the items of one input, one capture after the other, with the words that are compiled in.
pub fn read(uri: &str, input: impl Read + Send + 'static, format: Option<Format>) -> impl Iterator<Item = Result<Found, Unreadable>> {
    let words = Words::built_in().expect("the lists that are compiled in are readable");
    captures(uri, Source::stream(input), format).flat_map(move |captured| match captured {
        Ok(captured) => captured.items(&words),
        Err(unreadable) => vec![Err(unreadable)],
    })
}

/// The captures of one input, in order.
pub struct Captures {
    opened: Opened,
    bytes_read: Arc<AtomicU64>,
}

impl Captures {
    /// How many bytes of the input have been read so far.
    pub fn bytes_read(&self) -> u64 {
        self.bytes_read.load(Ordering::Relaxed)
    }
}

impl Iterator for Captures {
    type Item = Result<Captured, Unreadable>;

    fn next(&mut self) -> Option<Self::Item> {
        self.opened.next()
    }
}

/// Captures of an input or a part of it.
type Opened = Box<dyn Iterator<Item = Result<Captured, Unreadable>> + Send>;

/// Where bytes come from and what is known of them before they are looked at.
#[derive(Clone, Default)]
pub(crate) struct Origin {
    /// The address of the capture, or of the input that captures are in.
    pub(crate) uri: String,
    /// When they were captured.
    pub(crate) time: Option<String>,
    /// The archive that they lie in, and where.
    pub(crate) container: Option<(String, u64)>,
    /// What the user says that they are.
    pub(crate) asked: Option<Format>,
    /// The character set that the server declared.
    pub(crate) charset: Option<String>,
    /// The tag of the version and when it was changed last, as the server said.
    pub(crate) etag: Option<String>,
    pub(crate) last_modified: Option<String>,
    /// What was surprising on the way.
    pub(crate) remarks: Vec<Diagnostic>,
    depth: usize,
}

impl Origin {
    /// Where to look for it.
    pub(crate) fn place(&self) -> String {
        match &self.container {
            Some((container, offset)) => format!("{container}@{offset}"),
            None => self.uri.clone(),
        }
    }

    /// A place within an archive.
    fn place_at(&self, offset: u64) -> String {
        format!("{}@{offset}", self.uri)
    }

    /// A record of this archive.
    fn record(&self, uri: Option<String>, time: Option<String>, offset: u64) -> Self {
        let container = Some((self.uri.clone(), offset));
        let uri = uri.unwrap_or_else(|| self.place_at(offset));
        // What was asked of an archive is that it is one.
        let asked = self.asked.filter(|&format| format != Format::Warc);
        Origin { uri, time, container, asked, depth: self.depth, ..Origin::default() }
    }

    /// A part of this input with a name of its own: `export.zip#news.jsonl`, `news.jsonl#L17`, `news.json#/3`.
    fn part(&self, name: impl std::fmt::Display) -> Self {
        Origin { uri: format!("{}#{name}", self.uri), ..self.clone() }
    }

    fn deeper(self) -> Self {
        Origin { depth: self.depth + 1, ..self }
    }

    pub(crate) fn unreadable(&self, diagnostic: Diagnostic) -> Unreadable {
        Unreadable { place: self.place(), diagnostic }
    }

    fn failed(&self, error: &io::Error) -> Unreadable {
        self.unreadable(Diagnostic::error(format!("could not be read: {error}")))
    }
}

/// Looks at the beginning and opens what begins so.
fn open(origin: Origin, source: Source) -> Opened {
    try_open(origin, source).unwrap_or_else(one_error)
}

fn try_open(origin: Origin, mut source: Source) -> Result<Opened, Unreadable> {
    let head = match &mut source {
        Source::Stream(input) => read_head(input),
        Source::Seekable(input) => read_head(input).and_then(|head| input.rewind().map(|()| head)),
    };
    let head = head.map_err(|error| origin.failed(&error))?;
    if head.is_empty() {
        let diagnostic = Diagnostic::error("nothing in it: the input is empty");
        return Err(origin.unreadable(diagnostic.hint("check that the file was saved, or that the command before it printed something")));
    }
    if zip::is_zip(&head) {
        let input = match source {
            Source::Seekable(input) => input,
            Source::Stream(input) => Box::new(io::Cursor::new(whole(&origin, io::Cursor::new(head).chain(input), CAPTURE_BYTES_MAX)?)),
        };
        let origin = deeper(origin)?;
        return Ok(match zip::Members::new(Shared::new(input), origin) {
            Ok(members) => Box::new(members),
            Err(unreadable) => one_error(unreadable),
        });
    }
    let input: Box<dyn Read + Send> = match source {
        Source::Stream(input) => Box::new(io::Cursor::new(head.clone()).chain(input)),
        Source::Seekable(input) => Box::new(input),
    };
    if head.starts_with(gzip::SIGNATURE) {
        return open_packed(deeper(origin)?, input);
    }
    if is_archive(&head, &origin) {
        let records = warc::Records::new(warc::Bytes::Plain(gzip::Consumed::new(input)), deeper(origin)?);
        return Ok(Box::new(records));
    }
    open_text(origin, &head, input)
}

/// What was packed with gzip: an archive knows its members, anything else is unpacked and opened.
fn open_packed(origin: Origin, input: Box<dyn Read + Send>) -> Result<Opened, Unreadable> {
    use io::BufRead;
    let mut unpacked = gzip::Gunzip::new(input);
    let head = unpacked.fill_buf().map_err(|error| origin.failed(&error))?;
    if is_archive(head, &origin) {
        return Ok(Box::new(warc::Records::new(warc::Bytes::Packed(Box::new(unpacked)), deeper(origin)?)));
    }
    try_open(origin, Source::stream(unpacked))
}

fn is_archive(head: &[u8], origin: &Origin) -> bool {
    matches!(origin.asked, None | Some(Format::Warc)) && warc::is_warc(head)
}

/// What is no archive: a capture, or a list of captures.
fn open_text(origin: Origin, head: &[u8], input: Box<dyn Read + Send>) -> Result<Opened, Unreadable> {
    let is_wide = encoding::is_utf_16(head);
    if let Some(diagnostic) = format::binary(head).filter(|_| !is_wide) {
        return Err(origin.unreadable(diagnostic));
    }
    let format = origin.asked.unwrap_or_else(|| format::sniff(head, &origin.uri));
    match format {
        Format::Warc => {
            let diagnostic = Diagnostic::error("not a web archive: it does not begin with “WARC/1.”");
            Err(origin.unreadable(diagnostic.hint("archives of other kinds (ARC, WACZ, CDX) must be converted or unpacked first")))
        }
        Format::JsonLines => {
            let input = narrow(&origin, input, is_wide)?;
            Ok(Box::new(lines::Lines::new(origin, input)))
        }
        Format::Json if head.trim_ascii_start().starts_with(b"[") => {
            let input = narrow(&origin, input, is_wide)?;
            Ok(Box::new(json_array::Elements::new(origin, input)))
        }
        _ => {
            let (bytes, remark) = match format {
                Format::Html => whole_or_part_of_page(&origin, input)?,
                _ => whole_or_part(&origin, input, CAPTURE_BYTES_MAX)?,
            };
            let mut origin = origin;
            origin.remarks.extend(remark);
            Ok(Box::new(std::iter::once(Ok(Captured { origin, format, bytes }))))
        }
    }
}

/// A record of an archive, which is in memory.
fn open_record(origin: Origin, body: Vec<u8>) -> Result<Opened, Unreadable> {
    try_open(origin, Source::stream(io::Cursor::new(body)))
}

/// A member of an archive. What neither its name nor its bytes show to be news is left out, as it is in folders.
fn open_member(origin: Origin, name: &str, mut input: Box<dyn Read + Send>) -> Opened {
    let head = match read_head(&mut input) {
        Ok(head) => head,
        Err(error) => return one_error(origin.failed(&error)),
    };
    if !format::is_news(name, &head) {
        return Box::new(std::iter::empty());
    }
    open(origin, Source::stream(io::Cursor::new(head).chain(input)))
}

fn one_error(unreadable: Unreadable) -> Opened {
    Box::new(std::iter::once(Err(unreadable)))
}

/// One archive deeper, if that is not too deep.
fn deeper(origin: Origin) -> Result<Origin, Unreadable> {
    if origin.depth == DEPTH_MAX {
        let diagnostic = Diagnostic::error(format!("packed more than {DEPTH_MAX} times over"));
        return Err(origin.unreadable(diagnostic.hint("unpack it and name what you want to have read")));
    }
    Ok(origin.deeper())
}

/// All bytes of a capture.
fn whole(origin: &Origin, input: impl Read, bytes_max: usize) -> Result<Vec<u8>, Unreadable> {
    let (bytes, remark) = whole_or_part(origin, input, bytes_max)?;
    match remark {
        Some(diagnostic) => Err(origin.unreadable(diagnostic)),
        None => Ok(bytes),
    }
}

/// All bytes of a capture, or those before the place where it breaks off.
fn whole_or_part(origin: &Origin, input: impl Read, bytes_max: usize) -> Result<(Vec<u8>, Option<Diagnostic>), Unreadable> {
    let mut bytes = Vec::new();
    let outcome = input.take(bytes_max as u64 + 1).read_to_end(&mut bytes);
    if bytes.len() > bytes_max {
        let diagnostic = Diagnostic::error(format!("longer than {} MiB", bytes_max >> 20));
        return Err(origin.unreadable(diagnostic.hint("split it into its articles, for example as JSON Lines")));
    }
    match outcome {
        Ok(_) => Ok((bytes, None)),
        Err(error) => broken_off(origin, bytes, &error),
    }
}

/// The same of a page, which is read no further than where it is too long.
fn whole_or_part_of_page(origin: &Origin, input: impl Read) -> Result<(Vec<u8>, Option<Diagnostic>), Unreadable> {
    match page::bytes_of(input) {
        (_, _, Some(too_long)) => Err(origin.unreadable(too_long)),
        (bytes, Ok(()), None) => Ok((bytes, None)),
        (bytes, Err(error), None) => broken_off(origin, bytes, &error),
    }
}

/// What stands before the place where a capture breaks off, if anything does.
fn broken_off(origin: &Origin, bytes: Vec<u8>, error: &io::Error) -> Result<(Vec<u8>, Option<Diagnostic>), Unreadable> {
    let is_damaged = matches!(error.kind(), io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput);
    if !is_damaged || bytes.is_empty() {
        return Err(origin.failed(error));
    }
    let remark = Diagnostic::error(format!("breaks off after {} bytes: {error}", bytes.len()));
    Ok((bytes, Some(remark.hint("what stands before was read; look for a better copy"))))
}

/// A stream of bytes in which a line end is one byte: UTF-16 is decoded first.
fn narrow(origin: &Origin, input: Box<dyn Read + Send>, is_wide: bool) -> Result<Box<dyn io::BufRead + Send>, Unreadable> {
    if is_wide {
        let text = encoding::decode(whole(origin, input, CAPTURE_BYTES_MAX)?, None).text;
        return Ok(Box::new(io::Cursor::new(text.into_bytes())));
    }
    Ok(Box::new(io::BufReader::with_capacity(HEAD_BYTES, input)))
}

/// The first bytes: all that fit, or a whole line that begins like JSON, so that a stream of records is read as it comes.
fn read_head(input: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut head = vec![0; HEAD_BYTES];
    let mut length = 0;
    while length < HEAD_BYTES {
        match input.read(&mut head[length..]) {
            Ok(0) => break,
            Ok(more) => length += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            // What was packed may break off here; what stands before decides what it is.
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof && length > 0 => break,
            Err(error) => return Err(error),
        }
        if head[0] == b'{' && head[..length].contains(&b'\n') {
            break;
        }
    }
    head.truncate(length);
    Ok(head)
}
