//! From paragraphs to the text of an article, each character with its place in the capture.

use quell_document::{Article, Block, BlockKind, Caption, CaptureBytes, Credit, CreditPlace, Run, Span};

use super::dom::{Dom, Segment};
use super::paragraphs::{Paragraph, Piece, is_invisible};
use super::source::Source;

/// Writes blocks one behind the other.
pub(super) struct Writer<'p> {
    dom: &'p Dom,
    source: &'p Source,
    article: &'p mut Article,
}

impl<'p> Writer<'p> {
    pub(super) fn new(dom: &'p Dom, source: &'p Source, article: &'p mut Article) -> Self {
        Writer { dom, source, article }
    }

    /// Adds a block of words that stand nowhere on the page as they are.
    pub(super) fn words(&mut self, kind: BlockKind, words: &str) {
        let start = self.begin();
        self.article.text.push_str(words);
        self.article.blocks.push(Block { kind, span: Span::new(start, self.end()), input: None, runs: Vec::new() });
    }

    /// Adds a block.
    pub(super) fn paragraph(&mut self, kind: BlockKind, paragraph: &Paragraph) {
        let start = self.begin();
        let mut line = Line::default();
        line.pieces(self.dom, paragraph, &mut self.article.text);
        let runs = line.copied.iter().flat_map(|copied| self.runs(copied)).collect();
        let input = line.extent.and_then(|(first, last)| self.source.bytes(first, last));
        self.article.blocks.push(Block { kind, span: Span::new(start, self.end()), input, runs });
    }

    /// Keeps a line that is none of the text.
    pub(super) fn credit(&mut self, place: CreditPlace, paragraph: &Paragraph) {
        let (words, input) = (paragraph.words(self.dom), self.extent(paragraph));
        self.article.credits.push(Credit { place, words, input });
    }

    /// Keeps the words below a picture.
    pub(super) fn caption(&mut self, paragraph: &Paragraph) {
        let (text, input) = (paragraph.words(self.dom), self.extent(paragraph));
        self.article.captions.push(Caption { text, input, agencies: Vec::new() });
    }

    /// From the first to the last byte of a paragraph.
    fn extent(&self, paragraph: &Paragraph) -> Option<Span<CaptureBytes>> {
        let mut line = Line::default();
        line.pieces(self.dom, paragraph, &mut String::new());
        line.extent.and_then(|(first, last)| self.source.bytes(first, last))
    }

    /// Parts this block from the one before.
    fn begin(&mut self) -> u32 {
        if !self.article.text.is_empty() {
            self.article.text.push_str("\n\n");
        }
        self.end()
    }

    fn end(&self) -> u32 {
        self.article.text.len() as u32
    }

    fn runs(&self, copied: &Copied) -> Vec<Run> {
        let in_text = |at: u32| copied.text_start + (at - copied.source_start);
        let runs = self.source.runs(copied.source_start, copied.source_start + copied.length).into_iter();
        runs.map(|(at, bytes): (u32, Span<CaptureBytes>)| Run { text_start: in_text(at), bytes }).collect()
    }
}

/// A stretch of text that stands in the source as it is.
struct Copied {
    text_start: u32,
    source_start: u32,
    length: u32,
}

/// White space that is written when a word follows.
#[derive(Clone, Copy)]
struct Gap {
    character: char,
    /// Where the source has this very character.
    at: Option<u32>,
}

/// A paragraph while it is written: white space becomes one space, none at its ends.
#[derive(Default)]
struct Line {
    gap: Option<Gap>,
    has_words: bool,
    copied: Vec<Copied>,
    /// The first and last byte in the source that something was written from.
    extent: Option<(u32, u32)>,
}

impl Line {
    fn pieces(&mut self, dom: &Dom, paragraph: &Paragraph, text: &mut String) {
        for piece in &paragraph.pieces {
            match piece {
                Piece::Text(id) => {
                    let Some(node) = dom.text(*id) else { continue };
                    for segment in &node.segments {
                        self.segment(&node.characters, segment, text);
                    }
                }
                Piece::Line => self.gap = Some(Gap { character: ' ', at: None }),
                Piece::Cell => self.gap = Some(Gap { character: '\t', at: None }),
            }
        }
    }

    fn segment(&mut self, characters: &str, segment: &Segment, text: &mut String) {
        let stretch = &characters[segment.from as usize..(segment.from + segment.length) as usize];
        for (offset, character) in stretch.char_indices() {
            let at = segment.source.filter(|_| segment.verbatim).map(|(start, _)| start + offset as u32);
            if character.is_whitespace() {
                // Of several the last space is kept: the word behind it goes on where it ends.
                let is_better = self.gap.is_none_or(|gap| gap.character == ' ' && character == ' ');
                if is_better {
                    self.gap = Some(Gap { character: ' ', at: at.filter(|_| character == ' ') });
                }
            } else if !is_invisible(character) {
                if let Some(gap) = self.gap.take().filter(|_| self.has_words) {
                    self.write(gap.character, gap.at, text);
                }
                self.gap = None;
                self.write(character, at, text);
                self.has_words = true;
                if let Some((start, end)) = segment.source {
                    let (first, last) = at.map_or((start, end), |at| (at, at + character.len_utf8() as u32));
                    let before = self.extent.unwrap_or((first, last));
                    self.extent = Some((before.0.min(first), before.1.max(last)));
                }
            }
        }
    }

    fn write(&mut self, character: char, at: Option<u32>, text: &mut String) {
        let (text_start, length) = (text.len() as u32, character.len_utf8() as u32);
        text.push(character);
        let Some(source_start) = at else { return };
        match self.copied.last_mut() {
            Some(last) if last.text_start + last.length == text_start && last.source_start + last.length == source_start => {
                last.length += length
            }
            _ => self.copied.push(Copied { text_start, source_start, length }),
        }
    }
}
