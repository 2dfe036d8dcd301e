//! The members of a ZIP archive, by name.
//!
//! The `zip` crate reads the directory (ZIP64, names in old character sets, forged entries); the members are unpacked here, each
//! from its own place, so that one can be read while the archive stays open.

use std::io::{self, Read};

use ::zip::{CompressionMethod, ZipArchive};
use flate2::read::DeflateDecoder;
use quell_document::Diagnostic;

use super::source::Shared;
use super::{Opened, Origin, one_error, open_member};
use crate::items::Captured;
use crate::{Unreadable, format};

/// So much is unpacked whatever a member's packed size.
const UNSUSPICIOUS_BYTES: u64 = 64 << 20;

/// Text is packed to a tenth of its size, nothing but one byte over and over to a thousandth.
const RATIO_MAX: u64 = 200;

/// Whether these bytes begin a ZIP archive, also one without members.
pub(super) fn is_zip(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06")
}

/// The captures of an archive, member by member.
pub(super) struct Members {
    archive: ZipArchive<Shared>,
    input: Shared,
    origin: Origin,
    /// The members that are still to be read, the next one last.
    left: Vec<(String, usize)>,
    open: Opened,
}

impl Members {
    /// Reads the directory.
    pub(super) fn new(input: Shared, origin: Origin) -> Result<Self, Unreadable> {
        let archive = ZipArchive::new(input.clone()).map_err(|error| {
            let diagnostic = Diagnostic::error(format!("the directory of the ZIP archive could not be read: {error}"));
            origin.unreadable(diagnostic.hint("it stands at the archive's end, so the file may be cut off; `zip -FF FILE` repairs some"))
        })?;
        let mut left: Vec<(String, usize)> =
            (0..archive.len()).filter_map(|index| Some((archive.name_for_index(index)?.ok()?.into_owned(), index))).collect();
        if left.iter().any(|(name, _)| name == "[Content_Types].xml" || name == "mimetype") {
            let diagnostic = Diagnostic::error("not text, but an office document or an e-book");
            return Err(origin.unreadable(diagnostic.hint("save it as plain text or HTML")));
        }
        left.retain(|(name, _)| !name.ends_with('/') && !format::is_hidden(name));
        left.sort_by(|a, b| b.cmp(a));
        Ok(Members { archive, input, origin, left, open: Box::new(std::iter::empty()) })
    }

    fn member(&mut self, name: &str, index: usize) -> Opened {
        let origin = self.origin.part(name);
        let refused =
            |message: String| one_error(origin.unreadable(Diagnostic::error(message).hint("unpack the archive and read the file")));
        let member = match self.archive.by_index_raw(index) {
            Ok(member) => member,
            Err(error) => return refused(format!("the member could not be found: {error}")),
        };
        if member.encrypted() {
            return refused("the member is encrypted".to_string());
        }
        let (Some(start), packed_bytes) = (member.data_start(), member.compressed_size()) else {
            return refused("the member could not be found".to_string());
        };
        let packed = self.input.from(start).take(packed_bytes);
        let input: Box<dyn Read + Send> = match member.compression() {
            CompressionMethod::Stored => Box::new(packed),
            CompressionMethod::Deflated => Box::new(Bounded { input: DeflateDecoder::new(packed), left: unpacked_max(packed_bytes) }),
            other => return refused(format!("the member is packed with {other:?}")),
        };
        open_member(origin, name, input)
    }
}

fn unpacked_max(packed_bytes: u64) -> u64 {
    packed_bytes.saturating_mul(RATIO_MAX).max(UNSUSPICIOUS_BYTES)
}

/// Reads no more than what text unpacks to.
struct Bounded<R> {
    input: R,
    left: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.input.read(buffer)?;
        self.left = self
            .left
            .checked_sub(length as u64)
            .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, format!("it unpacks to more than {RATIO_MAX} times its size")))?;
        Ok(length)
    }
}

impl Iterator for Members {
    type Item = Result<Captured, Unreadable>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(captured) = self.open.next() {
                return Some(captured);
            }
            let (name, index) = self.left.pop()?;
            self.open = self.member(&name, index);
        }
    }
}
