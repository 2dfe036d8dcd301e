//! The lines of JSON Lines, each a capture of its own.

use std::io::{self, BufRead, Read};

use quell_document::Diagnostic;

use super::Origin;
use crate::items::Captured;
use crate::{CAPTURE_BYTES_MAX, Format, Unreadable};

/// The lines that hold anything, in order.
pub(super) struct Lines {
    origin: Origin,
    input: Box<dyn BufRead + Send>,
    number: usize,
    is_done: bool,
}

impl Lines {
    pub(super) fn new(origin: Origin, input: Box<dyn BufRead + Send>) -> Self {
        Lines { origin, input, number: 0, is_done: false }
    }

    fn line(&mut self) -> io::Result<Option<Result<Captured, Unreadable>>> {
        loop {
            self.number += 1;
            let mut line = Vec::new();
            if (&mut self.input).take(CAPTURE_BYTES_MAX as u64).read_until(b'\n', &mut line)? == 0 {
                return Ok(None);
            }
            let is_cut_off = line.len() == CAPTURE_BYTES_MAX && !line.ends_with(b"\n");
            if is_cut_off {
                skip_line(&mut self.input)?;
                let diagnostic = Diagnostic::error(format!("this line is longer than {} MiB", CAPTURE_BYTES_MAX >> 20));
                return Ok(Some(Err(Unreadable { place: format!("{}:{}", self.origin.place(), self.number), diagnostic })));
            }
            let content = line.strip_prefix(b"\xEF\xBB\xBF").filter(|_| self.number == 1).unwrap_or(&line).trim_ascii();
            if !content.is_empty() {
                let (start, length) = (content.as_ptr() as usize - line.as_ptr() as usize, content.len());
                line.truncate(start + length);
                line.drain(..start);
                let origin = self.origin.part(format_args!("L{}", self.number));
                return Ok(Some(Ok(Captured { origin, format: Format::JsonLines, bytes: line })));
            }
        }
    }
}

impl Iterator for Lines {
    type Item = Result<Captured, Unreadable>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_done {
            return None;
        }
        match self.line() {
            Ok(found) => found,
            Err(error) => {
                self.is_done = true;
                let hint = format!("the {} lines before it were read", self.number - 1);
                let diagnostic = Diagnostic::error(format!("could not be read: {error}")).hint(hint);
                Some(Err(Unreadable { place: format!("{}:{}", self.origin.place(), self.number), diagnostic }))
            }
        }
    }
}

/// Reads up to the next line end without keeping anything.
fn skip_line(input: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        let (used, is_end) = match memchr::memchr(b'\n', buffer) {
            Some(at) => (at + 1, true),
            None => (buffer.len(), buffer.is_empty()),
        };
        input.consume(used);
        if is_end {
            return Ok(());
        }
    }
}
