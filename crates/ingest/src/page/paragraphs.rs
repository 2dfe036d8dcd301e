//! What a page shows, as paragraphs: stretches of text with nothing between them that begins a new line.

use super::dom::{Dom, NodeId};

/// Elements that begin and end a paragraph.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Elements whose text is not shown, or is not text of the page.
const SILENT: &[&str] = &[
    "audio", "button", "canvas", "datalist", "embed", "head", "iframe", "map", "math", "noframes", "noscript", "object", "option",
    "script", "select", "style", "svg", "template", "textarea", "title", "video",
];

/// What the markup says that a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Markup {
    Text,
    Heading(u8),
    ListItem,
    Quotation,
    Row,
    Caption,
}

/// A paragraph as the page shows it.
#[derive(Debug)]
pub(super) struct Paragraph {
    pub(super) markup: Markup,
    /// The innermost element that is a paragraph of its own or holds several.
    pub(super) holder: NodeId,
    pub(super) pieces: Vec<Piece>,
    /// Bytes of its text without white space; of these in links, and in emphasis.
    pub(super) visible_bytes: usize,
    pub(super) linked_bytes: usize,
    pub(super) emphasised_bytes: usize,
}

/// A part of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece {
    /// All characters of a text node.
    Text(NodeId),
    /// A line end within the paragraph.
    Line,
    /// The border between two cells of a table.
    Cell,
}

impl Paragraph {
    /// Its characters, with single spaces between the words.
    pub(super) fn words(&self, dom: &Dom) -> String {
        let mut words = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Text(id) => words.push_str(dom.text(*id).map_or("", |text| &text.characters)),
                Piece::Line | Piece::Cell => words.push(' '),
            }
        }
        super::single_spaced(&words.replace(is_invisible, ""))
    }

    /// How many of its characters only say where a word may be broken.
    pub(super) fn invisible_count(&self, dom: &Dom) -> usize {
        let texts = self.pieces.iter().filter_map(|piece| match piece {
            Piece::Text(id) => dom.text(*id),
            Piece::Line | Piece::Cell => None,
        });
        texts.map(|text| text.characters.chars().filter(|&character| is_invisible(character)).count()).sum()
    }
}

/// The paragraphs of the page in order.
pub(super) fn find(dom: &Dom) -> Vec<Paragraph> {
    let mut finder = Finder { dom, done: Vec::new(), pieces: Vec::new(), state: State::default(), holder: Dom::ROOT };
    finder.walk(Dom::ROOT);
    finder.end();
    finder.done
}

#[derive(Debug, Clone, Copy, Default)]
struct State {
    markup: Option<Markup>,
    is_linked: bool,
    is_emphasised: bool,
    is_row: bool,
}

struct Finder<'d> {
    dom: &'d Dom,
    done: Vec<Paragraph>,
    /// With what each of them is.
    pieces: Vec<(Piece, State)>,
    state: State,
    holder: NodeId,
}

impl Finder<'_> {
    /// The tree is no deeper than the parser allows.
    fn walk(&mut self, id: NodeId) {
        for &child in self.dom.children(id) {
            let name = self.dom.name(child);
            if self.dom.text(child).is_some() {
                self.pieces.push((Piece::Text(child), self.state));
            } else if name == "br" {
                self.line_end();
            } else if name == "wbr" || name.is_empty() || SILENT.contains(&name) || self.is_unseen(child) {
                continue;
            } else if self.state.is_row && matches!(name, "td" | "th") {
                self.pieces.push((Piece::Cell, self.state));
                self.walk(child);
            } else if BLOCKS.contains(&name) {
                self.end();
                let before = (self.state, self.holder);
                self.holder = child;
                self.state = self.inside(child, name);
                self.walk(child);
                self.end();
                (self.state, self.holder) = before;
            } else {
                let before = self.state;
                self.state.is_linked |= name == "a" && self.dom.attribute(child, "href").is_some();
                self.state.is_emphasised |= matches!(name, "em" | "i" | "strong" | "b");
                self.walk(child);
                self.state = before;
            }
        }
    }

    /// Whether nobody sees the element on a screen: it is hidden, or is meant for screen readers only.
    fn is_unseen(&self, id: NodeId) -> bool {
        const FOR_READERS_ONLY: [&str; 6] =
            ["visually-hidden", "visuallyhidden", "sr-only", "screen-reader", "screenreader", "a11y-hidden"];
        let class = self.dom.attribute(id, "class").unwrap_or("");
        self.dom.attribute(id, "hidden").is_some() || FOR_READERS_ONLY.iter().any(|name| class.contains(name))
    }

    fn inside(&self, id: NodeId, name: &str) -> State {
        let markup = match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Some(Markup::Heading(name.as_bytes()[1] - b'0')),
            "figcaption" => Some(Markup::Caption),
            "caption" => Some(Markup::Caption),
            "li" | "dd" | "dt" => Some(Markup::ListItem),
            "blockquote" => Some(Markup::Quotation),
            "tr" => Some(Markup::Row).filter(|_| self.is_row(id)),
            _ => None,
        };
        let is_row = markup == Some(Markup::Row);
        // A list in a quotation is a list; a paragraph in a heading is the heading.
        State { markup: markup.or(self.state.markup.filter(|_| !matches!(name, "article" | "section" | "main"))), is_row, ..self.state }
    }

    /// Whether the row is one of data: old pages put their columns into cells, too.
    fn is_row(&self, row: NodeId) -> bool {
        let cells = self.dom.children(row).iter().filter(|&&cell| matches!(self.dom.name(cell), "td" | "th"));
        let has_blocks =
            self.dom.descendants(row).any(|id| matches!(self.dom.name(id), "div" | "p" | "table" | "ul" | "h1" | "h2" | "h3" | "h4"));
        cells.count() > 1 && !has_blocks
    }

    fn line_end(&mut self) {
        let last = self.pieces.iter().rev().find(|(piece, _)| !self.is_blank(*piece));
        // Two in a row are how some editors write a paragraph.
        if last.is_some_and(|(piece, _)| *piece == Piece::Line) { self.end() } else { self.pieces.push((Piece::Line, self.state)) }
    }

    fn is_blank(&self, piece: Piece) -> bool {
        matches!(piece, Piece::Text(id) if self.dom.text(id).is_some_and(|text| text.characters.trim().is_empty()))
    }

    fn end(&mut self) {
        let pieces = std::mem::take(&mut self.pieces);
        let (mut visible_bytes, mut linked_bytes, mut emphasised_bytes) = (0, 0, 0);
        for (piece, state) in &pieces {
            let Piece::Text(id) = piece else { continue };
            let bytes = self.dom.text(*id).map_or(0, |text| visible(&text.characters).count());
            visible_bytes += bytes;
            linked_bytes += if state.is_linked { bytes } else { 0 };
            emphasised_bytes += if state.is_emphasised { bytes } else { 0 };
        }
        if visible_bytes == 0 {
            return;
        }
        let markup = self.state.markup.unwrap_or(Markup::Text);
        let pieces = pieces.into_iter().map(|(piece, _)| piece).collect();
        self.done.push(Paragraph { markup, holder: self.holder, pieces, visible_bytes, linked_bytes, emphasised_bytes });
    }
}

/// The bytes of a text that are neither white space nor invisible.
pub(super) fn visible(text: &str) -> impl Iterator<Item = u8> + '_ {
    text.chars().filter(|&character| !character.is_whitespace() && !is_invisible(character)).flat_map(|character| {
        let mut bytes = [0; 4];
        let length = character.encode_utf8(&mut bytes).len();
        bytes.into_iter().take(length)
    })
}

/// Characters that only say where a word may be broken.
pub(super) fn is_invisible(character: char) -> bool {
    matches!(character, '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}')
}
