//! A text that was made from another by decoding, and where each part of it came from.

use std::ops::Range;

/// A text with its places in the text that it was made from.
#[derive(Debug, Clone, Default)]
pub(super) struct Mapped {
    pub(super) text: String,
    pieces: Vec<Piece>,
}

/// A part of the text and where it came from.
#[derive(Debug, Clone)]
struct Piece {
    text: Range<usize>,
    from: Range<usize>,
    is_verbatim: bool,
}

impl Mapped {
    /// Adds what stands at this place as it is.
    pub(super) fn verbatim(&mut self, text: &str, from: usize) {
        let start = self.text.len();
        self.text.push_str(text);
        match self.pieces.last_mut() {
            Some(last) if last.is_verbatim && last.from.end == from => {
                last.text.end += text.len();
                last.from.end += text.len();
            }
            _ if text.is_empty() => {}
            _ => self.pieces.push(Piece { text: start..start + text.len(), from: from..from + text.len(), is_verbatim: true }),
        }
    }

    /// Adds what the characters from `start` to `end` stand for.
    pub(super) fn decoded(&mut self, text: &str, start: usize, end: usize) {
        let at = self.text.len();
        self.text.push_str(text);
        self.pieces.push(Piece { text: at..at + text.len(), from: start..end, is_verbatim: false });
    }

    /// Adds the part of another text that stands there, with the places that it has in what that was made from.
    pub(super) fn part_of(&mut self, other: &Mapped, part: Range<usize>) {
        let first = other.pieces.partition_point(|piece| piece.text.end <= part.start);
        for piece in other.pieces[first..].iter().take_while(|piece| piece.text.start < part.end) {
            let (start, end) = (piece.text.start.max(part.start), piece.text.end.min(part.end));
            let Some(words) = other.text.get(start..end) else { continue };
            if piece.is_verbatim {
                self.verbatim(words, piece.from.start + start - piece.text.start);
            } else {
                self.decoded(words, piece.from.start, piece.from.end);
            }
        }
    }

    /// Adds words that stand for a part of another text.
    pub(super) fn stands_for(&mut self, words: &str, other: &Mapped, part: Range<usize>) {
        let first = other.pieces.partition_point(|piece| piece.text.end <= part.start);
        let last = other.pieces.partition_point(|piece| piece.text.start < part.end).saturating_sub(1);
        let place = |index: usize, at: usize| other.pieces.get(index).map_or(0, |piece| piece.place(at));
        let (first, last) = (place(first, part.start), place(last, part.end));
        self.decoded(words, first.min(last), last.max(first));
    }

    /// From the first to the last place.
    pub(super) fn extent(&self) -> Option<Range<usize>> {
        let start = self.pieces.iter().map(|piece| piece.from.start).min()?;
        let end = self.pieces.iter().map(|piece| piece.from.end).max()?;
        Some(start..end)
    }

    /// The parts that stand as they are in what the text was made from: where in the text, and where there.
    pub(super) fn runs(&self) -> impl Iterator<Item = (usize, Range<usize>)> {
        self.pieces.iter().filter(|piece| piece.is_verbatim).map(|piece| (piece.text.start, piece.from.clone()))
    }
}

impl Piece {
    fn place(&self, at: usize) -> usize {
        let within = at.clamp(self.text.start, self.text.end) - self.text.start;
        if self.is_verbatim {
            self.from.start + within
        } else if within == 0 {
            self.from.start
        } else {
            self.from.end
        }
    }
}
