//! How the analysis of a version is kept: as JSON, which is a fifth of its size when it is deflated, and in which a program of another version still
//! finds its way.

use std::borrow::Cow;

use quell_document::{Article, Document};
use serde::{Deserialize, Serialize};

use crate::deflated::{deflated, inflated};

/// A document without its text, and what follows the article's id in the ids of its statements.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Layers<'d> {
    pub(crate) codes: Vec<String>,
    pub(crate) document: Cow<'d, Document>,
}

impl Layers<'_> {
    /// The layers as bytes.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        deflated(&serde_json::to_vec(self).expect("a document has no maps with keys that are no strings"))
    }

    /// The layers from their bytes. What another version of the program wrote may not be understood; then its article is, at least, where it can
    /// be.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Layers<'static>, Box<Article>> {
        let json = inflated(bytes).map_err(|_| Box::default())?;
        serde_json::from_slice(&json).map_err(|_| {
            let value: serde_json::Value = serde_json::from_slice(&json).unwrap_or_default();
            Box::new(serde_json::from_value(value["document"]["article"].clone()).unwrap_or_default())
        })
    }
}
