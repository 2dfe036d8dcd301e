//! The source of a page, decoded, without the pictures that browsers write into it; and the way back to its bytes.

use quell_document::{CaptureBytes, Diagnostic, Span};

use crate::encoding::{Decoded, declared_by_page, decode, names_another};
use crate::places::Places;

/// A page that can be taken apart.
pub(super) struct Source {
    pub(super) html: String,
    places: Places,
    cuts: Vec<Cut>,
}

/// So many bytes were left out in all before byte `at` of what was kept.
struct Cut {
    at: u32,
    left_out: u32,
}

/// Decodes a page. What the server said counts more than what the page says (HTML Standard, section 13.2.3.2), unless it said UTF-8 of bytes that are
/// none: many servers say so of all they have.
pub(super) fn read(bytes: Vec<u8>, charset: Option<&str>) -> (Source, Vec<Diagnostic>) {
    let said_by_server = charset.filter(|label| names_another(label)).map(str::to_string);
    let declared = said_by_server.or_else(|| declared_by_page(&bytes)).or_else(|| charset.map(str::to_string));
    let (bytes, cuts) = without_inlined_files(bytes);
    let Decoded { text: html, places, diagnostics } = decode(bytes, declared.as_deref());
    (Source { html, places, cuts }, diagnostics)
}

impl Source {
    /// The bytes that this part of the source came from, if that can be told.
    pub(super) fn bytes(&self, start: u32, end: u32) -> Option<Span<CaptureBytes>> {
        let kept = self.places.input(Span::new(start, end))?;
        Some(Span::new(self.in_capture(kept.start), self.in_capture(kept.end - 1) + 1))
    }

    fn in_capture(&self, at: u32) -> u32 {
        let before = self.cuts.partition_point(|cut| cut.at <= at);
        at + before.checked_sub(1).map_or(0, |last| self.cuts[last].left_out)
    }

    /// The parts of this stretch that stand in the capture as they are, each with its place in the source.
    pub(super) fn runs(&self, start: u32, end: u32) -> Vec<(u32, Span<CaptureBytes>)> {
        let runs = self.places.runs(Span::new(start, end)).into_iter();
        runs.map(|run| (run.text_start, Span::new(self.in_capture(run.bytes.start), self.in_capture(run.bytes.end - 1) + 1))).collect()
    }
}

/// Counts the bytes of a page while it is read, without the pictures that are written into it, so that what is too long need not be read to its end.
#[derive(Default)]
pub(crate) struct Meter {
    counted: usize,
    is_inlined: bool,
    /// How many bytes of the mark before a picture the last bytes were.
    matched: usize,
}

impl Meter {
    /// Counts these, too, and says how many there are in all.
    pub(crate) fn count(&mut self, bytes: &[u8]) -> usize {
        for &byte in bytes {
            self.is_inlined &= is_base64(byte);
            self.counted += usize::from(!self.is_inlined);
            self.matched = match INLINED[self.matched] == byte {
                true => self.matched + 1,
                false => usize::from(INLINED[0] == byte),
            };
            if self.matched == INLINED.len() {
                (self.is_inlined, self.matched) = (true, 0);
            }
        }
        self.counted
    }
}

/// What stands before a file that is written into a page (RFC 2397).
const INLINED: &[u8] = b";base64,";

fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"+/=%".contains(&byte)
}

fn without_inlined_files(bytes: Vec<u8>) -> (Vec<u8>, Vec<Cut>) {
    let (mut kept, mut cuts): (Vec<u8>, Vec<Cut>) = (Vec::new(), Vec::new());
    let (mut from, mut at) = (0, 0);
    while let Some(found) = memchr::memmem::find(&bytes[at..], INLINED) {
        let start = at + found + INLINED.len();
        at = bytes[start..].iter().position(|&byte| !is_base64(byte)).map_or(bytes.len(), |length| start + length);
        kept.extend_from_slice(&bytes[from..start]);
        cuts.push(Cut { at: kept.len() as u32, left_out: (at - kept.len()) as u32 });
        from = at;
    }
    if from == 0 {
        return (bytes, cuts);
    }
    kept.extend_from_slice(&bytes[from..]);
    (kept, cuts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_do_not_count_however_the_page_is_cut() {
        let page = b"<p>a;<img src='data:image/png;base64,AAAA+/=='>;base64<p>;;base64,BBBB</p>";
        let (kept, _) = without_inlined_files(page.to_vec());
        for length in 1..page.len() {
            let mut meter = Meter::default();
            let counts: Vec<usize> = page.chunks(length).map(|chunk| meter.count(chunk)).collect();
            assert_eq!(counts.last(), Some(&kept.len()), "in pieces of {length}");
        }
    }
}
