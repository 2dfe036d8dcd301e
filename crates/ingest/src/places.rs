//! Where the bytes of a decoded text stood before decoding.

use quell_document::{CaptureBytes, Run, Span, TextSpan};

/// The way back from a text to the bytes that it was decoded from.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Places {
    /// The text stands in the capture as it is, this many bytes behind its start.
    Same { offset: u32 },
    /// The text stands in pieces, in order.
    Pieces(Vec<Piece>),
    /// Nobody can tell.
    Unknown,
}

/// A part of the text and the bytes that it came from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Piece {
    text_start: u32,
    text_end: u32,
    bytes_start: u32,
    bytes_end: u32,
    likeness: Likeness,
}

/// How a piece of text and its bytes are alike.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Likeness {
    /// Byte for byte the same.
    Same,
    /// The same character in the encoding of the capture.
    Encoded,
    /// The one stands for the other: an escape, a replacement.
    Made,
}

/// Collects pieces in order.
#[derive(Default)]
pub(crate) struct PiecesBuilder {
    pieces: Vec<Piece>,
    text_at: u32,
    bytes_at: u32,
}

impl PiecesBuilder {
    /// Begins behind these bytes of the capture.
    pub(crate) fn behind(bytes: u32) -> Self {
        PiecesBuilder { bytes_at: bytes, ..PiecesBuilder::default() }
    }

    /// The next `length` bytes are the same in text and capture.
    pub(crate) fn verbatim(&mut self, length: usize) {
        match self.pieces.last_mut() {
            Some(last) if last.likeness == Likeness::Same && last.bytes_end == self.bytes_at => {
                last.text_end += length as u32;
                last.bytes_end += length as u32;
            }
            _ if length > 0 => self.push(length, length, Likeness::Same),
            _ => {}
        }
        self.text_at += length as u32;
        self.bytes_at += length as u32;
    }

    /// The next `text` bytes of the text were made from the next `bytes` bytes of the capture.
    pub(crate) fn decoded(&mut self, text: usize, bytes: usize) {
        self.advance(text, bytes, Likeness::Made);
    }

    /// The next `text` bytes of the text are one character, which the capture has in `bytes` bytes of its own encoding.
    pub(crate) fn encoded(&mut self, text: usize, bytes: usize) {
        self.advance(text, bytes, Likeness::Encoded);
    }

    fn advance(&mut self, text: usize, bytes: usize, likeness: Likeness) {
        self.push(text, bytes, likeness);
        self.text_at += text as u32;
        self.bytes_at += bytes as u32;
    }

    fn push(&mut self, text: usize, bytes: usize, likeness: Likeness) {
        self.pieces.push(Piece {
            text_start: self.text_at,
            text_end: self.text_at + text as u32,
            bytes_start: self.bytes_at,
            bytes_end: self.bytes_at + bytes as u32,
            likeness,
        });
    }

    pub(crate) fn finish(self) -> Places {
        Places::Pieces(self.pieces)
    }
}

impl Places {
    /// The bytes from the first to the last that this part of the text came from.
    pub(crate) fn input(&self, span: TextSpan) -> Option<Span<CaptureBytes>> {
        if span.is_empty() {
            return None;
        }
        match self {
            Places::Same { offset } => Some(Span::new(span.start + offset, span.end + offset)),
            Places::Pieces(pieces) => {
                let first = piece_at(pieces, span.start)?;
                let last = piece_at(pieces, span.end - 1)?;
                let start = first.bytes_start + if first.likeness == Likeness::Same { span.start - first.text_start } else { 0 };
                let end = if last.likeness == Likeness::Same { last.bytes_start + (span.end - last.text_start) } else { last.bytes_end };
                Some(Span::new(start, end))
            }
            Places::Unknown => None,
        }
    }

    /// The unbroken runs of this part of the text that stand in the capture, character for character in its encoding.
    pub(crate) fn runs(&self, span: TextSpan) -> Vec<Run> {
        match self {
            _ if span.is_empty() => Vec::new(),
            Places::Same { offset } => vec![Run { text_start: span.start, bytes: Span::new(span.start + offset, span.end + offset) }],
            Places::Pieces(pieces) => {
                let first = pieces.partition_point(|piece| piece.text_end <= span.start);
                let mut runs: Vec<Run> = Vec::new();
                let mut text_end = 0;
                for piece in pieces[first..].iter().take_while(|piece| piece.text_start < span.end) {
                    let Some((text, bytes)) = piece.within(span) else { continue };
                    match runs.last_mut() {
                        Some(last) if text_end == text.start && last.bytes.end == bytes.start => last.bytes.end = bytes.end,
                        _ => runs.push(Run { text_start: text.start, bytes }),
                    }
                    text_end = text.end;
                }
                runs
            }
            Places::Unknown => Vec::new(),
        }
    }
}

impl Piece {
    /// The part of it that lies within `span` and stands in the capture: its place in the text, and there.
    fn within(&self, span: TextSpan) -> Option<(TextSpan, Span<CaptureBytes>)> {
        match self.likeness {
            Likeness::Same => {
                let (start, end) = (self.text_start.max(span.start), self.text_end.min(span.end));
                let to_bytes = |at: u32| self.bytes_start + (at - self.text_start);
                Some((Span::new(start, end), Span::new(to_bytes(start), to_bytes(end))))
            }
            Likeness::Encoded => Some((Span::new(self.text_start, self.text_end), Span::new(self.bytes_start, self.bytes_end))),
            Likeness::Made => None,
        }
    }
}

fn piece_at(pieces: &[Piece], at: u32) -> Option<&Piece> {
    pieces.get(pieces.partition_point(|piece| piece.text_end <= at)).filter(|piece| piece.text_start <= at)
}
