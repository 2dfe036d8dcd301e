//! What a stage has to say about its input: input is never wrong, only surprising.

use serde::{Deserialize, Serialize};

use crate::span::TextSpan;

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Good to know; nothing is lost.
    Note,
    /// Something was left out or guessed.
    Warning,
    /// An input could not be read.
    Error,
}

impl Level {
    /// The word used in JSON and on the terminal.
    pub fn name(self) -> &'static str {
        match self {
            Level::Note => "note",
            Level::Warning => "warning",
            Level::Error => "error",
        }
    }
}

/// One remark about an article or the bytes that it came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// How much it matters.
    pub level: Level,
    /// What was found, in a sentence without full stop.
    pub message: String,
    /// Where, if it has a place in the article's text.
    pub span: Option<TextSpan>,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// A warning without place.
    pub fn warning(message: impl Into<String>) -> Self {
        Diagnostic { level: Level::Warning, message: message.into(), span: None, hint: None }
    }

    /// A note without place.
    pub fn note(message: impl Into<String>) -> Self {
        Diagnostic { level: Level::Note, ..Diagnostic::warning(message) }
    }

    /// An error without place.
    pub fn error(message: impl Into<String>) -> Self {
        Diagnostic { level: Level::Error, ..Diagnostic::warning(message) }
    }

    /// The same with a place in the article's text.
    pub fn at(self, span: TextSpan) -> Self {
        Diagnostic { span: Some(span), ..self }
    }

    /// The same with advice.
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Diagnostic { hint: Some(hint.into()), ..self }
    }
}
