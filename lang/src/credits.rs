//! How a language says that a text comes from a news agency.

use rustc_hash::FxHashSet;
use serde::Deserialize;

use crate::PackError;
use crate::pack::parsed;

/// The words of credit lines and end marks; all in small letters.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CreditWords {
    /// Words that may stand in an end mark beside names and initials.
    pub signs: FxHashSet<String>,
    /// A sentence at an edge of the text credits the agencies that it names if it holds one of these.
    pub phrases: Vec<String>,
    /// Behind these words stands where a picture is from.
    pub pictures: FxHashSet<String>,
}

impl CreditWords {
    /// The words in a file: its name, for messages, and its content.
    pub fn read(file: &str, content: &str) -> Result<CreditWords, PackError> {
        parsed(file, content)
    }
}
