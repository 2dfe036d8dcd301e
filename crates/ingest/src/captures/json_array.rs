//! The elements of a JSON array, each a capture of its own, so that an export of any length is read element by element.
//!
//! Only strings and brackets are looked at here: an element ends where its brackets close. Whether it is JSON is seen when it is
//! read, so a broken element costs itself.

use std::io::{self, BufRead};

use quell_document::Diagnostic;

use super::Origin;
use crate::items::Captured;
use crate::{CAPTURE_BYTES_MAX, Format, Unreadable};

/// The elements in order.
pub(super) struct Elements {
    origin: Origin,
    input: Box<dyn BufRead + Send>,
    /// How many elements have begun.
    count: usize,
    /// How many bytes have been read.
    at: u64,
    is_open: bool,
    is_done: bool,
}

/// Where in an element the reader stands.
#[derive(Default)]
struct Element {
    bytes: Vec<u8>,
    start: u64,
    depth: usize,
    in_string: bool,
    is_escaped: bool,
    is_too_long: bool,
}

impl Element {
    fn begun(&self) -> bool {
        !self.bytes.is_empty() || self.is_too_long
    }

    fn push(&mut self, byte: u8) {
        if self.bytes.len() < CAPTURE_BYTES_MAX {
            self.bytes.push(byte);
        } else {
            self.is_too_long = true;
        }
        if self.in_string {
            match byte {
                _ if self.is_escaped => self.is_escaped = false,
                b'\\' => self.is_escaped = true,
                b'"' => self.in_string = false,
                _ => {}
            }
            return;
        }
        match byte {
            b'"' => self.in_string = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }
}

impl Elements {
    pub(super) fn new(origin: Origin, input: Box<dyn BufRead + Send>) -> Self {
        Elements { origin, input, count: 0, at: 0, is_open: false, is_done: false }
    }

    fn element(&mut self) -> io::Result<Option<Result<Captured, Unreadable>>> {
        let mut element = Element::default();
        loop {
            let buffer = self.input.fill_buf()?;
            if buffer.is_empty() {
                self.is_done = true;
                return Ok(Some(Err(self.broken_off(&element))));
            }
            let (mut used, mut is_complete) = (0, false);
            for &byte in buffer {
                used += 1;
                if !self.is_open {
                    self.is_open = byte == b'[';
                    continue;
                }
                let is_between = element.depth == 0 && !element.in_string;
                if is_between && matches!(byte, b',' | b']') {
                    self.is_done = byte == b']';
                    is_complete = element.begun();
                    if is_complete || self.is_done {
                        break;
                    }
                } else if !is_between || !byte.is_ascii_whitespace() {
                    if !element.begun() {
                        element.start = self.at + used as u64 - 1;
                    }
                    element.push(byte);
                }
            }
            self.input.consume(used);
            self.at += used as u64;
            if is_complete {
                return Ok(Some(self.captured(element)));
            }
            if self.is_done {
                return Ok(None);
            }
        }
    }

    fn captured(&mut self, element: Element) -> Result<Captured, Unreadable> {
        let origin = self.origin.part(format_args!("/{}", self.count));
        self.count += 1;
        if element.is_too_long {
            let diagnostic = Diagnostic::error(format!("this element is longer than {} MiB", CAPTURE_BYTES_MAX >> 20));
            return Err(self.at_offset(element.start, diagnostic));
        }
        Ok(Captured { origin, format: Format::JsonLines, bytes: element.bytes })
    }

    fn broken_off(&self, element: &Element) -> Unreadable {
        let message = format!("the list breaks off after {} elements", self.count);
        let offset = if element.begun() { element.start } else { self.at };
        self.at_offset(offset, Diagnostic::error(message).hint("what stands before was read; look for a better copy"))
    }

    fn at_offset(&self, offset: u64, diagnostic: Diagnostic) -> Unreadable {
        Unreadable { place: format!("{}@{offset}", self.origin.place()), diagnostic }
    }
}

impl Iterator for Elements {
    type Item = Result<Captured, Unreadable>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_done {
            return None;
        }
        match self.element() {
            Ok(found) => found,
            Err(error) => {
                self.is_done = true;
                Some(Err(self.at_offset(self.at, Diagnostic::error(format!("could not be read: {error}")))))
            }
        }
    }
}
