//! A paragraph with what its rôle on the page can be told from: its words, its place in the tree, what it looks like.

use super::dom::{Dom, NodeId};
use super::paragraphs::{Markup, Paragraph};

/// The paragraphs of a page, ready to be asked.
pub(super) struct Shown<'p> {
    pub(super) dom: &'p Dom,
    pub(super) paragraphs: &'p [Paragraph],
    pub(super) words: Vec<String>,
}

impl<'p> Shown<'p> {
    pub(super) fn new(dom: &'p Dom, paragraphs: &'p [Paragraph]) -> Self {
        let words = paragraphs.iter().map(|paragraph| paragraph.words(dom)).collect();
        Shown { dom, paragraphs, words }
    }

    pub(super) fn bytes(&self, indexes: &[usize]) -> usize {
        indexes.iter().map(|&index| self.paragraphs[index].visible_bytes).sum()
    }

    /// Whether an element of the page is named after a paywall.
    pub(super) fn has_paywall(&self) -> bool {
        const NAMES: [&str; 4] = ["paywall", "freemium", "piano", "regwall"];
        self.dom.descendants(Dom::ROOT).any(|id| self.dom.is_named(id, &NAMES))
    }

    pub(super) fn is_heading(&self, index: usize) -> bool {
        matches!(self.paragraphs[index].markup, Markup::Heading(_))
    }

    /// Whether nearly all of it is links.
    pub(super) fn is_link(&self, index: usize) -> bool {
        let paragraph = &self.paragraphs[index];
        paragraph.linked_bytes * 10 >= paragraph.visible_bytes * 9
    }

    /// Whether it looks like running text: not too short, not linked, and ended like a sentence.
    pub(super) fn is_prose(&self, index: usize) -> bool {
        const BYTES_MIN: usize = 50;
        let paragraph = &self.paragraphs[index];
        let is_long = paragraph.visible_bytes >= BYTES_MIN;
        is_long && !self.is_heading(index) && paragraph.linked_bytes * 2 < paragraph.visible_bytes && ends_sentence(&self.words[index])
    }

    /// Whether it describes a picture: it stands in a figure, or an element holds nothing but it and a picture.
    pub(super) fn is_caption(&self, index: usize) -> bool {
        const CAPTION_BYTES_MAX: usize = 220;
        const LEVELS: usize = 4;
        let paragraph = &self.paragraphs[index];
        if paragraph.markup == Markup::Caption {
            return true;
        }
        if paragraph.visible_bytes > CAPTION_BYTES_MAX || paragraph.markup != Markup::Text {
            return false;
        }
        let mut around = self.dom.ancestors(paragraph.holder).take(LEVELS);
        around.any(|id| self.dom.name(id) == "figure" || self.is_picture_with_text(id, paragraph.visible_bytes))
    }

    /// Whether this element holds a picture, and beside it no more text than a caption of so many bytes and a credit.
    fn is_picture_with_text(&self, id: NodeId, caption_bytes: usize) -> bool {
        const NODES_MAX: usize = 150;
        const CREDIT_BYTES_MAX: usize = 60;
        let (mut has_picture, mut text_bytes) = (false, 0);
        for (count, node) in self.dom.descendants(id).enumerate() {
            if count > NODES_MAX {
                return false;
            }
            has_picture |= matches!(self.dom.name(node), "img" | "picture" | "video");
            if matches!(self.dom.name(node), "script" | "style" | "noscript") {
                continue;
            }
            let is_shown =
                self.dom.node(node).parent.is_none_or(|parent| !matches!(self.dom.name(parent), "script" | "style" | "noscript"));
            text_bytes += self.dom.text(node).filter(|_| is_shown).map_or(0, |text| super::paragraphs::visible(&text.characters).count());
            if text_bytes > caption_bytes + CREDIT_BYTES_MAX {
                return false;
            }
        }
        has_picture
    }

    /// What the `<time>` element says for machines that these words stand in.
    pub(super) fn time_around(&self, text: NodeId) -> Option<&'p str> {
        const LEVELS: usize = 3;
        let time = self.dom.ancestors(text).skip(1).take(LEVELS).find(|&id| self.dom.name(id) == "time")?;
        self.dom.attribute(time, "datetime")
    }

    /// Whether the paragraph, or an element around it that holds little else, has a word in its class, id or rôle that begins
    /// with one of these names.
    pub(super) fn is_named(&self, index: usize, names: &[&str], is_small: impl Fn(NodeId) -> bool) -> bool {
        const LEVELS: usize = 6;
        let around = self.dom.ancestors(self.paragraphs[index].holder).take(LEVELS);
        around.take_while(|&id| is_small(id)).any(|id| self.dom.is_named(id, names))
    }
}

/// Whether these words end like a sentence, closing marks behind it or not.
pub(super) fn ends_sentence(words: &str) -> bool {
    let inside = words.trim_end_matches(|character: char| {
        matches!(character, '“' | '”' | '"' | '«' | '»' | '‹' | '›' | '‘' | '’' | '\'' | ')' | ']' | ' ')
    });
    inside.ends_with(['.', '!', '?', '…', ':'])
}

/// The words of a text in lower case, without marks.
pub(super) fn plain_words(text: &str) -> Vec<String> {
    text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// How many of the words of `inner` are in `outer`, from 0 to 1.
pub(super) fn share_within(inner: &[String], outer: &[String]) -> f64 {
    if inner.is_empty() {
        return 0.0;
    }
    let outer: std::collections::HashSet<&String> = outer.iter().collect();
    inner.iter().filter(|word| outer.contains(word)).count() as f64 / inner.len() as f64
}
