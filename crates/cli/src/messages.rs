//! Standard error: what was tried, on what, and what to do next.

use std::io::{self, Write};

use quell::document::{Diagnostic, Level};

use crate::show::plain;

/// Standard error.
#[derive(Debug, Clone, Copy)]
pub struct Messages {
    is_quiet: bool,
}

impl Messages {
    /// Quiet ones hold only what could not be read.
    pub fn new(is_quiet: bool) -> Self {
        Messages { is_quiet }
    }

    /// One diagnostic about an input.
    pub fn say(self, place: &str, diagnostic: &Diagnostic) {
        if !self.is_quiet || diagnostic.level == Level::Error {
            print(&text(place, diagnostic));
        }
    }

    /// Arguments that make no request.
    pub fn usage(self, message: &str) {
        print(&format!("quell: error: {message}\n  hint: `quell --help` shows what there is\n"));
    }
}

/// Text from articles and file names is printed without anything that commands a terminal.
fn text(place: &str, diagnostic: &Diagnostic) -> String {
    let byte = diagnostic.span.map(|span| format!(" (byte {} of the text)", span.start)).unwrap_or_default();
    let mut lines = format!("quell: {}: {}: {}{byte}\n", plain(place), diagnostic.level.name(), plain(&diagnostic.message));
    if let Some(hint) = &diagnostic.hint {
        lines.push_str(&format!("  hint: {}\n", plain(hint)));
    }
    lines
}

/// If standard error is gone, there is nobody to tell.
fn print(lines: &str) {
    let _ = io::stderr().lock().write_all(lines.as_bytes());
}
