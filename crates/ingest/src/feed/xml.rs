//! The elements of a feed, one after the other, with the place of each character of their text.
//!
//! Feeds are seldom well-formed: names of HTML's entities, lone ampersands and end tags that do not match are read as they are
//! meant. Entities that a document defines itself are not expanded.

use quick_xml::Reader;
use quick_xml::escape::resolve_html5_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::mapped::Mapped;

/// Elements that are nested deeper belong to no feed.
const DEPTH_MAX: usize = 256;

/// Elements whose name says nothing about what is in them.
const CONTAINERS: [&str; 8] = ["channel", "feed", "rss", "rdf:rdf", "item", "entry", "url", "urlset"];

/// An element with its own text.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// Its name in lower case with its prefix, and before it the name of what it stands in, unless that is the feed or the
    /// entry: `title`, `content:encoded`, `author/name`, `news:news/news:title`.
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    pub(super) text: Mapped,
    /// Where what is in it begins and ends.
    inside: (usize, usize),
}

impl Element {
    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// What is in it as it is written: Atom's `type="xhtml"` holds elements and not text that stands for them.
    pub(super) fn markup(&self, feed: &str) -> Mapped {
        let mut markup = Mapped::default();
        let (start, end) = self.inside;
        markup.verbatim(feed.get(start..end).unwrap_or_default(), start);
        markup
    }
}

/// What comes next.
pub(super) enum Step {
    /// An element begins: its name, and the language that it says its content is in.
    Opened(String, Option<String>),
    /// An element has ended.
    Closed(Element),
    /// The feed cannot be read further.
    BrokenOff { offset: usize, reason: String },
    /// The feed has ended.
    End,
}

/// Reads the elements of a feed.
pub(super) struct Elements<'t> {
    feed: &'t str,
    reader: Reader<&'t [u8]>,
    open: Vec<Element>,
}

impl<'t> Elements<'t> {
    pub(super) fn of(feed: &'t str) -> Self {
        let mut reader = Reader::from_str(feed);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        Elements { feed, reader, open: Vec::new() }
    }

    pub(super) fn step(&mut self) -> Step {
        loop {
            let start = self.position();
            let event = match self.reader.read_event() {
                Ok(event) => event,
                Err(error) => return Step::BrokenOff { offset: start, reason: error.to_string() },
            };
            let end = self.position();
            match event {
                Event::Start(tag) => {
                    if self.open.len() == DEPTH_MAX {
                        return Step::BrokenOff { offset: start, reason: format!("elements are nested more than {DEPTH_MAX} deep") };
                    }
                    let element = self.element(&tag, end);
                    let opened = Step::Opened(element.name.clone(), element.attribute("xml:lang").map(str::to_string));
                    self.open.push(element);
                    return opened;
                }
                Event::Empty(tag) => return Step::Closed(self.element(&tag, end)),
                Event::End(tag) => {
                    if let Some(closed) = self.close(&tag.name().as_ref().to_ascii_lowercase(), start) {
                        return Step::Closed(closed);
                    }
                }
                Event::Text(_) => self.text(start, end),
                Event::CData(_) => self.text(start + "<![CDATA[".len(), end.saturating_sub("]]>".len())),
                Event::GeneralRef(reference) => self.reference(&reference, start, end),
                Event::Eof => {
                    return match self.open.last() {
                        Some(element) => Step::BrokenOff { offset: end, reason: format!("<{}> is not closed", element.name) },
                        None => Step::End,
                    };
                }
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        }
    }

    fn position(&self) -> usize {
        self.reader.buffer_position() as usize
    }

    fn element(&self, tag: &BytesStart, inside: usize) -> Element {
        let own = tag.name().as_ref().to_ascii_lowercase();
        let name = match self.open.last().map(|around| own_name(&around.name)) {
            Some(around) if !CONTAINERS.contains(&around) => format!("{around}/{own}"),
            _ => own,
        };
        let mut attributes = tag.attributes();
        let attributes = attributes.with_checks(false).flatten().map(|attribute| {
            let value = quick_xml::escape::unescape(&attribute.value).unwrap_or(attribute.value.as_ref().into()).into_owned();
            (attribute.key.as_ref().to_ascii_lowercase(), value)
        });
        Element { name, attributes: attributes.collect(), text: Mapped::default(), inside: (inside, inside) }
    }

    /// Closes the innermost element of this name, and with it what was left open in it.
    fn close(&mut self, name: &str, end: usize) -> Option<Element> {
        let at = self.open.iter().rposition(|element| own_name(&element.name) == name)?;
        self.open.truncate(at + 1);
        let mut closed = self.open.pop()?;
        closed.inside.1 = end;
        Some(closed)
    }

    fn text(&mut self, start: usize, end: usize) {
        if let (Some(element), Some(text)) = (self.open.last_mut(), self.feed.get(start..end)) {
            element.text.verbatim(text, start);
        }
    }

    fn reference(&mut self, reference: &BytesRef, start: usize, end: usize) {
        let Some(element) = self.open.last_mut() else { return };
        let name: &str = reference;
        match (reference.resolve_char_ref(), resolve_html5_entity(name)) {
            (Ok(Some(character)), _) => element.text.decoded(character.encode_utf8(&mut [0; 4]), start, end),
            (_, Some(value)) => element.text.decoded(value, start, end),
            // An entity of the document's own making is kept as it is written.
            _ => element.text.verbatim(self.feed.get(start..end).unwrap_or_default(), start),
        }
    }
}

/// The name without that of what it stands in.
fn own_name(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}
