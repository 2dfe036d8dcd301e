//! From the characters of a text back to the source: where they stand as they are, and where a reference stands for them.
//!
//! A tokenizer gives a text with its references decoded and its line ends made one. Here both are gone through side by side
//! (HTML Standard, sections 13.2.3.5 and 13.2.5.72 to 80).

use html5ever::data::NAMED_ENTITIES;

use super::dom::Segment;

/// No reference by name is longer.
const NAME_BYTES_MAX: usize = 33;

/// How the characters of `text` stand in `source`, which begins at byte `offset` of the page. `has_references` is false
/// in a script, where `&amp;` is not decoded.
pub(super) fn segments(text: &str, source: &str, offset: u32, has_references: bool) -> Vec<Segment> {
    let mut found = Segments { list: Vec::new() };
    if text == source && !(has_references && text.contains('&')) {
        found.push(0, text.len(), offset, text.len(), true);
        return found.list;
    }
    let (mut at, mut here) = (0, 0);
    while let (Some(written), Some(read)) = (source[at..].chars().next(), text[here..].chars().next()) {
        let (length, source_length, verbatim) = match written {
            '&' if has_references => match reference(&source[at..]) {
                Some((length, decoded)) => (decoded, length, false),
                None => (1, 1, true),
            },
            '\r' => (1, if source[at + 1..].starts_with('\n') { 2 } else { 1 }, false),
            // “</>” is a mistake that leaves nothing behind.
            '<' if source[at..].starts_with("</>") && !text[here..].starts_with("</>") => (0, 3, false),
            _ => (read.len_utf8(), written.len_utf8(), written == read),
        };
        let is_told = text.is_char_boundary(here + length) && source.is_char_boundary(at + source_length);
        if !is_told {
            break;
        }
        if length > 0 {
            found.push(here, length, offset + at as u32, source_length, verbatim);
        }
        here += length;
        at += source_length;
    }
    if here < text.len() {
        found.unknown(here, text.len() - here);
    }
    found.list
}

struct Segments {
    list: Vec<Segment>,
}

impl Segments {
    fn push(&mut self, from: usize, length: usize, start: u32, source_length: usize, verbatim: bool) {
        let end = start + source_length as u32;
        match self.list.last_mut() {
            Some(last) if verbatim && last.verbatim && last.source.is_some_and(|(_, end)| end == start) => {
                last.length += length as u32;
                last.source = last.source.map(|(start, _)| (start, end));
            }
            _ => self.list.push(Segment { from: from as u32, length: length as u32, source: Some((start, end)), verbatim }),
        }
    }

    fn unknown(&mut self, from: usize, length: usize) {
        self.list.push(Segment { from: from as u32, length: length as u32, source: None, verbatim: false });
    }
}

/// How long the reference is that `source` begins with, and how many bytes of UTF-8 it stands for; `None` if it is none.
fn reference(source: &str) -> Option<(usize, usize)> {
    let rest = &source.as_bytes()[1..];
    if rest.first() == Some(&b'#') { numeric(rest) } else { named(rest) }
}

fn numeric(rest: &[u8]) -> Option<(usize, usize)> {
    let is_hexadecimal = matches!(rest.get(1), Some(b'x' | b'X'));
    let (start, radix) = if is_hexadecimal { (2, 16) } else { (1, 10) };
    let digits_count = rest[start.min(rest.len())..].iter().take_while(|&&byte| char::from(byte).is_digit(radix)).count();
    if digits_count == 0 {
        return None;
    }
    let digits = std::str::from_utf8(&rest[start..start + digits_count]).ok()?;
    let number = u32::from_str_radix(digits, radix).unwrap_or(u32::MAX);
    let has_end = rest.get(start + digits_count) == Some(&b';');
    Some((1 + start + digits_count + usize::from(has_end), replaced(number).len_utf8()))
}

/// What a number stands for: some stand for what windows-1252 has there, some for nothing that there is.
fn replaced(number: u32) -> char {
    let is_control = (0x80..0xA0).contains(&number);
    let from_windows = is_control.then(|| html5ever::data::C1_REPLACEMENTS[(number - 0x80) as usize]).flatten();
    from_windows.or_else(|| char::from_u32(number).filter(|&character| character != '\0')).unwrap_or('\u{FFFD}')
}

fn named(rest: &[u8]) -> Option<(usize, usize)> {
    let letters = rest.iter().take(NAME_BYTES_MAX).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let with_end = letters + usize::from(rest.get(letters) == Some(&b';'));
    (1..=with_end).rev().find_map(|length| {
        let name = std::str::from_utf8(&rest[..length]).ok()?;
        let &(first, second) = NAMED_ENTITIES.get(name).filter(|(first, _)| *first != 0)?;
        let bytes = |number: u32| char::from_u32(number).filter(|&character| character != '\0').map_or(0, char::len_utf8);
        Some((1 + length, bytes(first) + bytes(second)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(text: &str, source: &str) -> Vec<(u32, u32, u32, u32, bool)> {
        let list = segments(text, source, 100, true).into_iter();
        list.map(|found| (found.from, found.length, found.source.unwrap().0, found.source.unwrap().1, found.verbatim)).collect()
    }

    #[test]
    fn references_are_found_where_they_stand() {
        assert_eq!(places("Grün", "Gr&uuml;n"), [(0, 2, 100, 102, true), (2, 2, 102, 108, false), (4, 1, 108, 109, true)]);
        assert_eq!(places("a & b", "a &amp; b"), [(0, 2, 100, 102, true), (2, 1, 102, 107, false), (3, 2, 107, 109, true)]);
        assert_eq!(places("a & b", "a & b"), [(0, 5, 100, 105, true)]);
        assert_eq!(places("€5", "&#128;5"), [(0, 3, 100, 106, false), (3, 1, 106, 107, true)]);
        assert_eq!(places("\u{a0}Uhr", "&nbspUhr"), [(0, 2, 100, 105, false), (2, 3, 105, 108, true)]);
        assert_eq!(places("a\nb", "a\r\nb"), [(0, 1, 100, 101, true), (1, 1, 101, 103, false), (2, 1, 103, 104, true)]);
        assert_eq!(places("ab", "a</>b"), [(0, 1, 100, 101, true), (1, 1, 104, 105, true)]);
    }
}
