//! What a server answered: head and body of an HTTP/1.1 response (RFC 9112), as a WARC record keeps it.
//!
//! Archives are not consistent: some writers take the chunks and the compression of a body away and leave the head as it was.
//! So the head is read as a claim that the body may contradict.

use std::io::Read;

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use quell_document::Diagnostic;

use super::gzip;
use super::warc::RECORD_BYTES_MAX;

/// So many header fields are read.
const FIELDS_MAX: usize = 128;

/// A response.
pub(super) struct Response {
    pub(super) is_success: bool,
    /// Without parameters, in lower case; empty where it is not said.
    pub(super) media_type: String,
    pub(super) charset: Option<String>,
    pub(super) etag: Option<String>,
    pub(super) last_modified: Option<String>,
    /// Without chunks and compression.
    pub(super) body: Vec<u8>,
    pub(super) remarks: Vec<Diagnostic>,
}

/// Whether these bytes begin with the head of a response.
pub(super) fn is_response(bytes: &[u8]) -> bool {
    bytes.starts_with(b"HTTP/")
}

/// The response that these bytes are.
pub(super) fn response(mut bytes: Vec<u8>) -> Response {
    let (head_end, body_start) = end_of_head(&bytes);
    let body = bytes.split_off(body_start);
    let head = &bytes[..head_end];
    let line_end = memchr::memchr(b'\n', head).map_or(head.len(), |at| at + 1);
    let status = head[..line_end].split(|&byte| byte == b' ').nth(1).unwrap_or_default();
    let fields = Fields::of(&bytes[line_end..]);
    let content_type = fields.value("content-type");
    let mut response = Response {
        is_success: status.first() == Some(&b'2') && status.len() >= 3,
        media_type: essence(&content_type),
        charset: charset(&content_type),
        etag: fields.as_written("etag"),
        last_modified: fields.as_written("last-modified"),
        body,
        remarks: Vec::new(),
    };
    if fields.value("transfer-encoding").contains("chunked") {
        response.without_chunks();
    } else {
        response.compare_length(&fields.value("content-length"));
    }
    for coding in fields.value("content-encoding").rsplit(',') {
        response.without_compression(coding.trim());
    }
    response
}

/// Where the head ends and where the body begins.
fn end_of_head(bytes: &[u8]) -> (usize, usize) {
    let mut at = 0;
    while let Some(line_end) = memchr::memchr(b'\n', &bytes[at..]).map(|length| at + length) {
        let next = &bytes[line_end + 1..];
        if next.starts_with(b"\r\n") {
            return (line_end + 1, line_end + 3);
        }
        if next.starts_with(b"\n") {
            return (line_end + 1, line_end + 2);
        }
        at = line_end + 1;
    }
    (bytes.len(), bytes.len())
}

/// Header fields, names in lower case.
struct Fields(Vec<(String, String)>);

impl Fields {
    fn of(head: &[u8]) -> Self {
        let mut fields = [httparse::EMPTY_HEADER; FIELDS_MAX];
        let parsed = match httparse::parse_headers(head, &mut fields) {
            Ok(httparse::Status::Complete((_, parsed))) => parsed,
            // Fields before one that is malformed are lost with it; the body is then taken as it is.
            _ => &[],
        };
        let value = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_string();
        Fields(parsed.iter().map(|field| (field.name.to_ascii_lowercase(), value(field.value))).collect())
    }

    fn as_written(&self, name: &str) -> Option<String> {
        self.0.iter().find(|(field, _)| field == name).map(|(_, value)| value.clone())
    }

    /// The value in lower case; empty where there is none.
    fn value(&self, name: &str) -> String {
        self.as_written(name).unwrap_or_default().to_ascii_lowercase()
    }
}

impl Response {
    /// Puts the chunks together (RFC 9112, section 7.1). A body that does not begin with a length was put together before.
    fn without_chunks(&mut self) {
        let mut whole = Vec::with_capacity(self.body.len());
        let mut rest = self.body.as_slice();
        loop {
            let Some((length, behind)) = chunk_length(rest) else {
                if !whole.is_empty() {
                    self.remarks.push(Diagnostic::warning("the response breaks off between two chunks"));
                }
                break;
            };
            if length == 0 {
                break;
            }
            let Some(chunk) = behind.get(..length) else {
                whole.extend_from_slice(behind);
                self.remarks.push(Diagnostic::warning("the response breaks off within a chunk"));
                break;
            };
            whole.extend_from_slice(chunk);
            rest = &behind[length..];
            rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
        }
        let is_empty_body = chunk_length(&self.body).is_some_and(|(length, _)| length == 0);
        if !whole.is_empty() || is_empty_body {
            self.body = whole;
        }
    }

    fn compare_length(&mut self, claimed: &str) {
        let Ok(claimed) = claimed.parse::<u64>() else { return };
        let missing = claimed.saturating_sub(self.body.len() as u64);
        if missing > 0 {
            self.remarks.push(Diagnostic::warning(format!("the response breaks off: {missing} of {claimed} bytes are missing")));
        }
    }

    fn without_compression(&mut self, coding: &str) {
        let body = self.body.as_slice();
        let unpacked = match coding {
            "gzip" | "x-gzip" if body.starts_with(gzip::SIGNATURE) => unpack(MultiGzDecoder::new(body)),
            "deflate" if body.first().is_some_and(|byte| byte & 0x0F == 8) => unpack(ZlibDecoder::new(body)),
            "deflate" => unpack(DeflateDecoder::new(body)),
            "br" | "zstd" if !looks_like_text(body) => {
                let remark = Diagnostic::warning(format!("the response is compressed with “{coding}”, which is not unpacked"));
                self.remarks.push(remark.hint("have the crawler ask for gzip only (`Accept-Encoding: gzip`)"));
                return;
            }
            _ => return,
        };
        match unpacked {
            (unpacked, None) => self.body = unpacked,
            // What was no compression at all is left as it is.
            (unpacked, Some(_)) if unpacked.is_empty() && coding == "deflate" => {}
            (unpacked, Some(reason)) => {
                self.body = unpacked;
                self.remarks.push(Diagnostic::warning(format!("the response could be unpacked in part only: {reason}")));
            }
        }
    }
}

/// The length that a chunk begins with, and what stands behind it.
fn chunk_length(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let line_end = memchr::memchr(b'\n', &bytes[..bytes.len().min(256)])?;
    let line = std::str::from_utf8(&bytes[..line_end]).ok()?;
    let digits = line.split(';').next()?.trim();
    let length = usize::from_str_radix(digits, 16).ok()?;
    Some((length, &bytes[line_end + 1..]))
}

/// Unpacks as much as a record may hold, and says why that is not all.
fn unpack(packed: impl Read) -> (Vec<u8>, Option<String>) {
    let mut unpacked = Vec::new();
    let outcome = packed.take(RECORD_BYTES_MAX as u64 + 1).read_to_end(&mut unpacked);
    if unpacked.len() > RECORD_BYTES_MAX {
        unpacked.truncate(RECORD_BYTES_MAX);
        return (unpacked, Some(format!("it has more than {} MiB", RECORD_BYTES_MAX >> 20)));
    }
    (unpacked, outcome.err().map(|error| error.to_string()))
}

/// Markup, JSON and text begin with a character that compressed data seldom begins with, and hold no NUL.
fn looks_like_text(body: &[u8]) -> bool {
    let head = &body[..body.len().min(512)];
    head.trim_ascii_start().first().is_some_and(|byte| b"<{[".contains(byte)) && !head.contains(&0)
}

/// `text/html; charset=utf-8` is `text/html`.
pub(super) fn essence(content_type: &str) -> String {
    content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// The character set that a content type names.
pub(super) fn charset(content_type: &str) -> Option<String> {
    let lower = content_type.to_ascii_lowercase();
    let (_, label) = lower.split_once("charset=")?;
    let label = label.split([';', ',']).next()?.trim().trim_matches(['"', '\'']);
    Some(label.to_string()).filter(|label| !label.is_empty())
}

/// Whether a capture of this type can hold an article. Where the type is not said, the bytes decide.
pub(super) fn may_hold_news(media_type: &str) -> bool {
    let is_code = matches!(media_type, "text/css" | "text/javascript" | "text/vtt" | "text/dns");
    let is_text = media_type.starts_with("text/") && !is_code;
    let is_packed = matches!(media_type, "application/gzip" | "application/x-gzip");
    is_text || is_packed || media_type.is_empty() || ["xml", "json", "jsonl", "x-ndjson"].iter().any(|end| media_type.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(head: &str, body: &[u8]) -> Response {
        response([head.as_bytes(), b"\r\n\r\n", body].concat())
    }

    #[test]
    fn chunks_are_put_together_and_may_have_been_before() {
        let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked";
        assert_eq!(read(chunked, b"4\r\nDie \r\n6;x=1\r\nBr\xC3\xBCck\r\n1\r\ne\r\n0\r\n\r\n").body, "Die Brücke".as_bytes());
        assert_eq!(read(chunked, b"<p>Die Stadt").body, b"<p>Die Stadt");
        let cut = read(chunked, b"4\r\nDie \r\n60\r\nBr");
        assert_eq!((cut.body.as_slice(), cut.remarks.len()), (&b"Die Br"[..], 1));
        assert_eq!(read(chunked, b"FFFFFFFFFFFFFFFF\r\nDie").body, b"Die");
        assert!(read(chunked, b"0\r\n\r\n").body.is_empty());
    }

    #[test]
    fn compression_is_taken_off_unless_it_was_before() {
        use flate2::{Compression, read::GzEncoder};
        let mut packed = Vec::new();
        GzEncoder::new(&b"Die Stadt"[..], Compression::default()).read_to_end(&mut packed).unwrap();
        let gzip = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Type: text/html; charset=ISO-8859-1";
        let whole = read(gzip, &packed);
        assert_eq!(
            (whole.body.as_slice(), whole.media_type.as_str(), whole.charset.as_deref()),
            (&b"Die Stadt"[..], "text/html", Some("iso-8859-1"))
        );
        assert_eq!(read(gzip, b"<p>Die Stadt").body, b"<p>Die Stadt");
        assert_eq!(read(gzip, &packed[..packed.len() - 6]).remarks.len(), 1);
        assert_eq!(read("HTTP/2 200\r\ncontent-encoding: deflate", b"<p>Die Stadt").body, b"<p>Die Stadt");
    }

    #[test]
    fn only_success_holds_a_page() {
        assert!(read("HTTP/1.0 200 OK", b"").is_success);
        assert!(!read("HTTP/1.1 404 Not Found", b"").is_success);
        assert!(!response(b"HTTP/".to_vec()).is_success);
        assert_eq!(read("HTTP/1.1 200 OK\r\nContent-Length: 20", b"Die Stadt").remarks.len(), 1);
    }

    #[test]
    fn pictures_and_code_hold_no_news() {
        assert!(
            ["text/html", "application/xhtml+xml", "application/rss+xml", "application/feed+json", "", "text/plain"]
                .into_iter()
                .all(may_hold_news)
        );
        assert!(!["image/png", "text/css", "application/javascript", "video/mp4", "font/woff2"].into_iter().any(may_hold_news));
    }
}
