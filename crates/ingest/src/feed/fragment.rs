//! From the markup in an entry to its paragraphs. Entries hold a few elements and no page, so tokens are enough: an element that
//! parts paragraphs ends one, and what is not shown is left out.

use std::convert::Infallible;
use std::ops::Range;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};
use quick_xml::escape::resolve_html5_entity;

use super::mapped::Mapped;

/// Elements that begin and end a paragraph.
const BLOCKS: &str = "address article aside blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main ol p pre \
                      section table td th tr ul";

/// Elements whose content is not shown.
const UNSEEN: &str = "script style template noscript iframe svg object button";

/// The paragraphs of this markup, white space made single, each with its places in what the markup was made from.
pub(super) fn paragraphs(markup: &Mapped) -> Vec<Mapped> {
    let mut paragraphs = Paragraphs { markup, done: Vec::new(), words: Mapped::default(), space: None, unseen: 0 };
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, place: Span<usize>| -> Option<Infallible> {
        paragraphs.take(event, place.start..place.end);
        None
    });
    emitter.naively_switch_states(true);
    let Ok(()) = Tokenizer::new_with_emitter(markup.text.as_str(), emitter).finish();
    paragraphs.end();
    paragraphs.done
}

struct Paragraphs<'m> {
    markup: &'m Mapped,
    done: Vec<Mapped>,
    words: Mapped,
    /// White space that is written once a word follows.
    space: Option<Range<usize>>,
    /// How many elements are open whose content is not shown.
    unseen: usize,
}

impl Paragraphs<'_> {
    fn take(&mut self, event: CallbackEvent, place: Range<usize>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.unseen += usize::from(is_one_of(UNSEEN, name));
                self.part(name);
            }
            CallbackEvent::EndTag { name } => {
                self.unseen -= usize::from(is_one_of(UNSEEN, name) && self.unseen > 0);
                self.part(name);
            }
            CallbackEvent::String { value } if self.unseen == 0 => self.string(value, place),
            _ => {}
        }
    }

    fn part(&mut self, name: &[u8]) {
        if is_one_of(BLOCKS, name) {
            self.end();
        }
    }

    /// Adds text, character by character: a reference (`&uuml;`) stands for one or two, anything else for itself.
    fn string(&mut self, value: &[u8], place: Range<usize>) {
        let value = String::from_utf8_lossy(value);
        let mut at = place.start;
        let mut rest = value.as_ref();
        while let Some(character) = rest.chars().next() {
            let source = self.markup.text.get(at..place.end).unwrap_or_default();
            let reference = reference(source).filter(|(decoded, _)| rest.starts_with(decoded.as_str()));
            let (length, used) = match &reference {
                Some((decoded, used)) => (decoded.len(), *used),
                None if source.starts_with(character) => (character.len_utf8(), character.len_utf8()),
                // A line end of two characters is read as one.
                None if character == '\n' && source.starts_with("\r\n") => (1, 2),
                // What cannot be told apart stands for all that is left.
                None => (rest.len(), source.len()),
            };
            for character in rest[..length].chars() {
                self.character(character, at..at + used);
            }
            at += used;
            rest = &rest[length..];
        }
    }

    fn character(&mut self, character: char, place: Range<usize>) {
        if character.is_whitespace() {
            self.space.get_or_insert(place);
            return;
        }
        if let Some(space) = self.space.take()
            && !self.words.text.is_empty()
        {
            self.add(" ", space);
        }
        self.add(character.encode_utf8(&mut [0; 4]), place);
    }

    fn add(&mut self, words: &str, place: Range<usize>) {
        if self.markup.text.get(place.clone()) == Some(words) {
            self.words.part_of(self.markup, place);
        } else {
            self.words.stands_for(words, self.markup, place);
        }
    }

    fn end(&mut self) {
        self.space = None;
        let words = std::mem::take(&mut self.words);
        if !words.text.is_empty() {
            self.done.push(words);
        }
    }
}

/// The character reference that these characters begin with: what it stands for, and its length.
fn reference(source: &str) -> Option<(String, usize)> {
    let inside = source.strip_prefix('&')?;
    let end = inside.bytes().take(32).position(|byte| byte == b';')?;
    let name = &inside[..end];
    let decoded = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?.to_string()
        }
        None => resolve_html5_entity(name)?.to_string(),
    };
    Some((decoded, end + 2))
}

fn is_one_of(names: &str, name: &[u8]) -> bool {
    names.split_whitespace().any(|other| other.as_bytes().eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(markup: &str) -> Vec<String> {
        let mut mapped = Mapped::default();
        mapped.verbatim(markup, 100);
        paragraphs(&mapped).into_iter().map(|paragraph| paragraph.text).collect()
    }

    #[test]
    fn elements_part_paragraphs_and_what_is_unseen_is_left_out() {
        assert_eq!(
            read("Die <b>Brücke</b>\n ist zu.<p>Ein &amp; alles<br>Neu<script>x()</script>"),
            ["Die Brücke ist zu.", "Ein & alles", "Neu"]
        );
        assert_eq!(read("nur Text, 3 < 4"), ["nur Text, 3 < 4"]);
        assert_eq!(read(" \n <img src=x>"), Vec::<String>::new());
    }

    #[test]
    fn words_know_their_place() {
        let mut mapped = Mapped::default();
        mapped.verbatim("<p>Gr&uuml;n ist gut", 100);
        let paragraph = paragraphs(&mapped).remove(0);
        assert_eq!((paragraph.text.as_str(), paragraph.extent()), ("Grün ist gut", Some(103..120)));
        assert!(paragraph.runs().any(|(at, place)| (at, place) == (4, 111..120)));
    }
}
