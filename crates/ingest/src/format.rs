//! What are these bytes? Seen from their beginning; the name's ending counts only where they leave it open.

use quell_document::Diagnostic;

use crate::feed;

/// What a capture may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One article, verbatim.
    Text,
    /// One JSON object a line, each an article.
    JsonLines,
    /// A saved page.
    Html,
    /// A marked-up article in case notation.
    Case,
    /// A JSON array of articles, or one JSON object over several lines.
    Json,
    /// A page that was copied into a text.
    CopiedPage,
    /// RSS, Atom or a sitemap.
    Feed,
    /// A web archive.
    Warc,
}

impl Format {
    /// The media type of a capture of this format; of JSON Lines each record is a capture of its own.
    pub(crate) fn media_type(self) -> &'static str {
        match self {
            Format::Text | Format::CopiedPage => "text/plain",
            Format::Feed => "application/xml",
            Format::JsonLines | Format::Json => "application/json",
            Format::Html => "text/html",
            Format::Case => "text/x-quell-case",
            Format::Warc => "application/warc",
        }
    }

    /// The format that the ending of this name stands for.
    pub fn of_name(name: &str) -> Option<Format> {
        let name = name.strip_suffix(".gz").unwrap_or(name);
        let (_, ending) = name.rsplit_once('.')?;
        match ending.to_ascii_lowercase().as_str() {
            "txt" => Some(Format::Text),
            "jsonl" | "ndjson" => Some(Format::JsonLines),
            "json" => Some(Format::Json),
            "xml" | "rss" | "atom" | "rdf" => Some(Format::Feed),
            "html" | "htm" | "xhtml" => Some(Format::Html),
            "case" => Some(Format::Case),
            "warc" => Some(Format::Warc),
            _ => None,
        }
    }
}

/// The format of a capture with this name that begins with these bytes.
pub(crate) fn sniff(head: &[u8], name: &str) -> Format {
    // The signs of all formats are ASCII; NUL bytes are dropped so that UTF-16 shows them too.
    let start: String = head.iter().filter(|&&byte| byte != 0).map(|&byte| char::from(byte)).collect();
    let start = start.trim_start_matches("\u{EF}\u{BB}\u{BF}").trim_start_matches(['\u{FE}', '\u{FF}']).trim_start();
    if feed::is_feed(start) {
        return Format::Feed;
    }
    if is_html(start) {
        return Format::Html;
    }
    if let Some(inside) = start.strip_prefix('{') {
        let first = inside.trim_start().chars().next();
        if first.is_none_or(|character| matches!(character, '"' | '}')) {
            return if is_one_document(start) { Format::Json } else { Format::JsonLines };
        }
    }
    if let Some(inside) = start.strip_prefix('[') {
        let first = inside.trim_start().chars().next();
        if matches!(first, Some('{')) || (first == Some(']') && Format::of_name(name) == Some(Format::Json)) {
            return Format::Json;
        }
    }
    if is_case(start) {
        return Format::Case;
    }
    Format::of_name(name).unwrap_or(Format::Text)
}

/// Whether an object goes on over the end of its line. A line that was cut off does too, but then the next begins an object.
fn is_one_document(start: &str) -> bool {
    let mut lines = start.lines().map(str::trim).filter(|line| !line.is_empty());
    let (first, second) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
    !first.ends_with('}') && (second.starts_with(['"', '}', ']']) || first.ends_with(['[', '{']))
}

/// Whether a file in a folder or an archive is to be read: its name says so, or its bytes do. A plain text without a name for it
/// may be anything.
pub fn is_news(name: &str, head: &[u8]) -> bool {
    if Format::of_name(name).is_some() {
        return true;
    }
    let lower = name.to_ascii_lowercase();
    let is_packed = lower.ends_with(".zip") || (lower.ends_with(".gz") && !lower.ends_with(".tar.gz"));
    let is_code = [".js", ".mjs", ".css", ".svg", ".map", ".php", ".md"].iter().any(|ending| lower.ends_with(ending));
    is_packed
        || (!is_code && head.starts_with(b"WARC/1."))
        || (!is_code && matches!(sniff(head, ""), Format::Html | Format::JsonLines | Format::Feed))
}

/// Whether this path names something that is not shown in listings: `.git/config`, `__MACOSX/a.html`.
pub fn is_hidden(path: &str) -> bool {
    path.split(['/', '\\']).any(|part| part.starts_with('.') && part != "." && part != ".." || part == "__MACOSX")
}

fn is_html(start: &str) -> bool {
    const OPENINGS: &str = "<!doctype <html <head <body <!-- <meta <title <article <main <div <section <p> <h1 <script";
    let lower: String = start.chars().take(1024).collect::<String>().to_ascii_lowercase();
    let is_xhtml = lower.starts_with("<?xml") && lower.contains("<html");
    is_xhtml || OPENINGS.split(' ').any(|opening| lower.starts_with(opening))
}

/// Whether it holds the content of a statement, or begins with a property, as only case notation does.
fn is_case(start: &str) -> bool {
    const PROPERTIES: [&str; 8] = ["{outlet=", "{published=", "{modified=", "{title=", "{agency=", "{url=", "{language=", "{author="];
    let marks_content = start.match_indices("content=").any(|(at, _)| {
        let before = start[..at].trim_end_matches(|character: char| character.is_ascii_digit() || matches!(character, ',' | ':'));
        before.ends_with('{')
    });
    marks_content || PROPERTIES.iter().any(|property| start.starts_with(property))
}

/// Why these bytes are no text at all, if they are none.
pub(crate) fn binary(head: &[u8]) -> Option<Diagnostic> {
    const SIGNATURES: [(&[u8], &str, &str); 8] = [
        (b"%PDF-", "a PDF file", "print its text with `pdftotext FILE -` and read that"),
        (b"\x28\xB5\x2F\xFD", "compressed with zstd", "read it with `zstd -dc FILE | quell read -`"),
        (b"\xFD7zXZ\x00", "compressed with xz", "read it with `xz -dc FILE | quell read -`"),
        (b"\x89PNG", "a PNG image", "only text can be read"),
        (b"\xFF\xD8\xFF", "a JPEG image", "only text can be read"),
        (b"GIF8", "a GIF image", "only text can be read"),
        (b"\x7FELF", "a program", "only text can be read"),
        (b"SQLite format 3\x00", "an SQLite database", "only text can be read"),
    ];
    for (signature, kind, hint) in SIGNATURES {
        if head.starts_with(signature) {
            return Some(Diagnostic::error(format!("not text, but {kind}")).hint(hint));
        }
    }
    let is_control = |byte: u8| matches!(byte, 0..=8 | 14..=26 | 28..=31 | 127);
    let controls_count = head.iter().filter(|&&byte| is_control(byte)).count();
    // A stray NUL or two is a damaged text. UTF-16 was recognised before.
    let many = controls_count >= 8 && controls_count * 50 > head.len();
    let most_of_a_short_one = controls_count >= 4 && controls_count * 10 > head.len();
    let message = || format!("not text: {controls_count} of its first {} bytes are control characters", head.len());
    (many || most_of_a_short_one).then(|| Diagnostic::error(message()).hint("save it as plain text, HTML or JSON Lines"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_seen_from_the_bytes() {
        let cases: [(&[u8], &str, Format); 13] = [
            (b"Die Polizei sucht Zeugen.", "a", Format::Text),
            (b"Die Polizei sucht Zeugen.", "a.case", Format::Case),
            (b"\n<!DOCTYPE html><html>", "a.txt", Format::Html),
            (b"\xEF\xBB\xBF<html lang=de>", "-", Format::Html),
            (b"<?xml version=\"1.0\"?>\n<html>", "-", Format::Html),
            (b"<dpa> meldet", "a.txt", Format::Text),
            (b"{\"text\": \"x\"}\n", "a.txt", Format::JsonLines),
            (b"{ \"text\": \"x\"}\n", "-", Format::JsonLines),
            (b"{outlet=Bote}\n\nText", "-", Format::Case),
            (b"{source Er} {cue sagte}, {content=indirect er komme}.", "-", Format::Case),
            (b"Er {1,2:cue sagte}, {2:content=indirect er komme}.", "-", Format::Case),
            (b"{\xE4hnlich} content=", "-", Format::Text),
            (b"<\0h\0t\0m\0l\0>\0", "-", Format::Html),
        ];
        for (bytes, name, expected) in cases {
            assert_eq!(sniff(bytes, name), expected, "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn binary_files_are_refused_and_damaged_texts_are_not() {
        assert!(binary(b"%PDF-1.7 ...").is_some());
        assert!(binary(&[0; 100]).is_some());
        assert!(binary(&(0..=255).collect::<Vec<u8>>()).is_some());
        assert!(binary("Die Brücke\0 ist gesperrt.".as_bytes()).is_none());
        assert!(binary(b"\0").is_none());
        assert!(binary("Zeile\tmit\r\nallem\u{c}\u{1b}".as_bytes()).is_none());
    }
}
