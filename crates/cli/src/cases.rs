//! `quell cases`: a reading in case notation.

use quell::Reading;
use quell::document::case;

/// The article with everything that was found in it, ending in a line end.
pub fn notation(reading: &Reading) -> Vec<u8> {
    let mut notation = case::write(&reading.document);
    if !notation.ends_with('\n') {
        notation.push('\n');
    }
    notation.into_bytes()
}
