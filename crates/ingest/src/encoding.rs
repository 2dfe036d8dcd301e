//! From bytes to text: which encoding is it, and where does each character come from?
//!
//! A byte order mark is believed, then UTF-8 if the bytes are valid UTF-8 (other encodings practically never are), then
//! what the page declares, then a guess from the bytes. Whatever was guessed or replaced is said in a diagnostic.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use quell_document::{Diagnostic, Span};

use crate::ARTICLE_BYTES_MAX;
use crate::places::{PiecesBuilder, Places};

/// A text, where its characters came from, and what was guessed.
pub(crate) struct Decoded {
    pub(crate) text: String,
    pub(crate) places: Places,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Decodes `bytes`. `declared` is what they say of themselves, as a page does.
pub(crate) fn decode(bytes: Vec<u8>, declared: Option<&str>) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        return if encoding == UTF_8 { utf_8(bytes, mark) } else { legacy(&bytes[mark..], encoding, Vec::new()) };
    }
    if let Some(encoding) = utf_16_without_mark(&bytes) {
        return legacy(&bytes, encoding, vec![guessed(encoding)]);
    }
    let declared = declared.and_then(|label| Encoding::for_label(label.as_bytes()));
    if std::str::from_utf8(&bytes).is_ok() {
        let mut decoded = utf_8(bytes, 0);
        if let Some(encoding) = declared.filter(|&encoding| encoding != UTF_8 && !decoded.text.is_ascii()) {
            let message = format!("the page declares {}, but its bytes are valid UTF-8 and were read as such", name(encoding));
            decoded.diagnostics.push(Diagnostic::note(message));
        }
        return decoded;
    }
    if is_damaged_utf_8(&bytes) {
        return utf_8(bytes, 0);
    }
    match declared.filter(|&encoding| encoding != UTF_8) {
        Some(encoding) => legacy(&bytes, encoding, Vec::new()),
        None => {
            let encoding = guess(&bytes);
            let mut diagnostic = guessed(encoding);
            if declared.is_some() {
                diagnostic = diagnostic.hint("the page declares utf-8, but its bytes are not valid UTF-8");
            }
            legacy(&bytes, encoding, vec![diagnostic])
        }
    }
}

/// Whether this label names an encoding other than UTF-8.
pub(crate) fn names_another(label: &str) -> bool {
    Encoding::for_label(label.as_bytes()).is_some_and(|encoding| encoding != UTF_8)
}

/// The name that people know an encoding by: `windows-1252`.
fn name(encoding: &'static Encoding) -> String {
    encoding.name().to_lowercase()
}

fn guessed(encoding: &'static Encoding) -> Diagnostic {
    Diagnostic::warning(format!("encoding guessed as {}", name(encoding)))
        .hint("if letters look wrong, save the text as UTF-8 and try again")
}

/// UTF-8 behind a mark of this length; what is not valid becomes U+FFFD.
fn utf_8(mut bytes: Vec<u8>, mark: usize) -> Decoded {
    bytes.drain(..mark);
    match String::from_utf8(bytes) {
        Ok(text) => Decoded { text, places: Places::Same { offset: mark as u32 }, diagnostics: Vec::new() },
        Err(error) => replaced_utf_8(error.as_bytes(), mark as u32),
    }
}

fn replaced_utf_8(bytes: &[u8], offset: u32) -> Decoded {
    let mut text = String::with_capacity(bytes.len());
    let mut pieces = PiecesBuilder::behind(offset);
    let (mut replaced_count, mut first) = (0, None);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        pieces.verbatim(chunk.valid().len());
        if !chunk.invalid().is_empty() {
            let at = text.len() as u32;
            first.get_or_insert(Span::new(at, at + '\u{FFFD}'.len_utf8() as u32));
            replaced_count += 1;
            text.push('\u{FFFD}');
            pieces.decoded('\u{FFFD}'.len_utf8(), chunk.invalid().len());
        }
    }
    let message = match replaced_count {
        1 => "one place is not valid UTF-8 and was replaced by U+FFFD".to_string(),
        many => format!("{many} places are not valid UTF-8 and were replaced by U+FFFD"),
    };
    let mut diagnostic = Diagnostic::warning(message).hint("the text was damaged before; look for a better copy");
    diagnostic.span = first;
    Decoded { text, places: pieces.finish(), diagnostics: vec![diagnostic] }
}

/// Any other encoding. Only where a byte is a character can each character's place be told.
fn legacy(bytes: &[u8], encoding: &'static Encoding, diagnostics: Vec<Diagnostic>) -> Decoded {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let text = text.into_owned();
    // Without blocks, as in what is too long to be analysed, nobody asks for places.
    let places = if encoding.is_single_byte() && text.len() <= ARTICLE_BYTES_MAX { places_of_single_bytes(&text) } else { Places::Unknown };
    Decoded { text, places, diagnostics }
}

fn places_of_single_bytes(text: &str) -> Places {
    let mut pieces = PiecesBuilder::default();
    for character in text.chars() {
        if character.is_ascii() { pieces.verbatim(1) } else { pieces.encoded(character.len_utf8(), 1) }
    }
    pieces.finish()
}

/// Whether these bytes are UTF-16, by their mark or by their look.
pub(crate) fn is_utf_16(bytes: &[u8]) -> bool {
    Encoding::for_bom(bytes).is_some_and(|(encoding, _)| encoding != UTF_8) || utf_16_without_mark(bytes).is_some()
}

/// European text in UTF-16 has a NUL in every other byte.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096) & !1];
    let pairs_count = head.len() / 2;
    let nuls_at = |parity: usize| head.iter().skip(parity).step_by(2).filter(|&&byte| byte == 0).count();
    let (first, second) = (nuls_at(0), nuls_at(1));
    let mostly = |count: usize| pairs_count >= 2 && count * 10 > pairs_count * 7;
    match (mostly(first), mostly(second)) {
        (false, true) => Some(UTF_16LE),
        (true, false) => Some(UTF_16BE),
        _ => None,
    }
}

/// Whether most of what lies outside ASCII is valid UTF-8, so that a few bytes were damaged rather than all of them meant
/// in another encoding.
fn is_damaged_utf_8(bytes: &[u8]) -> bool {
    let (mut valid_count, mut invalid_count) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        valid_count += chunk.valid().chars().filter(|character| !character.is_ascii()).count();
        invalid_count += usize::from(!chunk.invalid().is_empty());
    }
    valid_count > invalid_count
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(1 << 20)], true);
    detector.guess(None, chardetng::Utf8Detection::Deny)
}

/// The encoding that a page declares within its first kilobyte, as the HTML specification has it read.
pub(crate) fn declared_by_page(bytes: &[u8]) -> Option<String> {
    let head = bytes[..bytes.len().min(1024)].to_ascii_lowercase();
    let at = find(&head, b"charset=").map(|at| at + b"charset=".len()).or_else(|| {
        let is_xml = head.trim_ascii_start().starts_with(b"<?xml");
        find(&head, b"encoding=").filter(|_| is_xml).map(|at| at + b"encoding=".len())
    })?;
    let is_label = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_:.".contains(byte);
    let label: Vec<u8> = head[at..].iter().copied().skip_while(|byte| b"\"' ".contains(byte)).take_while(is_label).collect();
    String::from_utf8(label).ok().filter(|label| !label.is_empty())
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> Decoded {
        decode(bytes.to_vec(), None)
    }

    #[test]
    fn a_byte_order_mark_is_not_part_of_the_text() {
        let read = decoded(b"\xEF\xBB\xBFGr\xC3\xBC\xC3\x9Fe");
        assert_eq!(read.text, "Grüße");
        assert_eq!(read.places, Places::Same { offset: 3 });
        assert!(read.diagnostics.is_empty());
    }

    #[test]
    fn windows_1252_is_recognised_and_said() {
        let read = decoded(b"\x84Wir pr\xFCfen das\x93, sagte der B\xFCrgermeister von K\xF6ln.");
        assert_eq!(read.text, "„Wir prüfen das“, sagte der Bürgermeister von Köln.");
        assert_eq!(read.diagnostics[0].message, "encoding guessed as windows-1252");
        let place = read.text.find("sagte").unwrap() as u32;
        assert_eq!(read.places.input(Span::new(place, place + 5)), Some(Span::new(18, 23)));
    }

    #[test]
    fn utf_16_is_recognised_with_and_without_its_mark() {
        let text = "Die Brücke ist gesperrt.";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for (bytes, is_guess) in [(little.clone(), true), (big, true), ([&[0xFF, 0xFE][..], &little].concat(), false)] {
            let read = decoded(&bytes);
            assert_eq!(read.text, text);
            assert_eq!(read.diagnostics.len(), usize::from(is_guess));
        }
    }

    #[test]
    fn a_few_damaged_bytes_do_not_make_it_another_encoding() {
        let mut bytes = "Größe, Höhe und Fläche".as_bytes().to_vec();
        bytes.push(0xC3);
        let read = decoded(&bytes);
        assert_eq!(read.text, "Größe, Höhe und Fläche\u{FFFD}");
        assert_eq!(read.diagnostics[0].span, Some(Span::new(26, 29)));
    }

    #[test]
    fn what_a_page_declares_is_believed_unless_its_bytes_say_otherwise() {
        let page = b"<meta charset=\"iso-8859-1\"><p>Gr\xFC\xDFe</p>";
        let label = declared_by_page(page);
        assert_eq!(label.as_deref(), Some("iso-8859-1"));
        let read = decode(page.to_vec(), label.as_deref());
        assert!(read.text.contains("Grüße") && read.diagnostics.is_empty());
        let read = decode("<meta charset=latin1><p>Grüße</p>".into(), Some("latin1"));
        assert!(read.text.contains("Grüße") && read.diagnostics.len() == 1);
    }
}
