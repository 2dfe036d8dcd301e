//! How the analysis of a version is kept: as deflated JSON, which is a fifth of its size, and in which a program of another version still finds
//! its way.

use std::borrow::Cow;
use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use quell_document::{Article, Document};
use serde::{Deserialize, Serialize};

/// No analysis of an article is longer: a file that claims so is damaged or hostile.
const BYTES_MAX: u64 = 512 << 20;

/// A document without its text, and what follows the article's id in the ids of its statements.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Layers<'d> {
    pub(crate) codes: Vec<String>,
    pub(crate) document: Cow<'d, Document>,
}

/// The layers as bytes.
pub(crate) fn deflated(layers: &Layers) -> Vec<u8> {
    let json = serde_json::to_vec(layers).expect("a document has no maps with keys that are no strings");
    let mut encoder = DeflateEncoder::new(Vec::with_capacity(json.len() / 3), Compression::default());
    let written = encoder.write_all(&json).and_then(|()| encoder.finish());
    written.expect("memory can be written to")
}

/// The layers from their bytes. What another version of the program wrote may not be understood; then its article is, at least, where it can be.
pub(crate) fn inflated(bytes: &[u8]) -> Result<Layers<'static>, Box<Article>> {
    let mut json = Vec::with_capacity(bytes.len() * 4);
    if DeflateDecoder::new(bytes).take(BYTES_MAX).read_to_end(&mut json).is_err() {
        return Err(Box::default());
    }
    serde_json::from_slice(&json).map_err(|_| {
        let value: serde_json::Value = serde_json::from_slice(&json).unwrap_or_default();
        Box::new(serde_json::from_value(value["document"]["article"].clone()).unwrap_or_default())
    })
}
