//! What is long and seldom asked for is kept deflated.

use std::io::{self, Read, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;

/// Nothing of an article is longer: a file that claims so is damaged or hostile.
const BYTES_MAX: u64 = 512 << 20;

/// The bytes, deflated.
pub(crate) fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::with_capacity(bytes.len() / 2), Compression::default());
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    written.expect("memory can be written to")
}

/// The bytes that were deflated.
pub(crate) fn inflated(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut inflated = Vec::with_capacity(bytes.len() * 3);
    DeflateDecoder::new(bytes).take(BYTES_MAX).read_to_end(&mut inflated)?;
    Ok(inflated)
}

/// The text that was deflated; as much of it as can be read.
pub(crate) fn inflated_text(bytes: &[u8]) -> String {
    let inflated = inflated(bytes).unwrap_or_default();
    String::from_utf8(inflated).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}
