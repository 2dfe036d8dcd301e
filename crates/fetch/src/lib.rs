//! Gets pages and feeds from the web, politely, and writes what came as a web archive (WARC 1.1, gzip per record).
//!
//! Politely means: `robots.txt` is read and kept to (RFC 9309); a host gets one request a second, or fewer where it asks for that;
//! what is in the archive already is asked for only if it changed (RFC 9110, section 13); reservations against text and data
//! mining are told (Directive (EU) 2019/790, article 4(3)). Carefully means: redirects are few and each is checked like the first
//! address; private addresses are refused; sizes and times are bounded.
//!
//! This crate knows sockets and the clock, and nothing of what pages hold.

mod addresses;
mod archive;
mod client;
mod reservations;
mod robots;

use std::collections::HashMap;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::time::Duration;

pub use archive::time_now;
use client::Client;

/// How to fetch.
#[derive(Debug, Clone)]
pub struct Options {
    /// Whether hosts at private addresses may be asked.
    pub allows_private: bool,
    /// A longer body is cut off there.
    pub bytes_max: u64,
    /// One request takes no longer.
    pub timeout: Duration,
    /// So many redirects are followed for one address.
    pub redirects_max: usize,
    /// Between two requests to the same host.
    pub delay: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            allows_private: false,
            bytes_max: 32 << 20,
            timeout: Duration::from_secs(30),
            redirects_max: 5,
            delay: Duration::from_secs(1),
        }
    }
}

/// What a server said of a page when it was fetched before, so that it can be asked whether the page has changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Validators {
    /// The tag of that version.
    pub etag: Option<String>,
    /// When it was changed last, as the server wrote it.
    pub last_modified: Option<String>,
}

/// How it went with one address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It was written to the archive.
    Fetched {
        /// Where it was found in the end.
        url: String,
        /// How many bytes it has.
        bytes: u64,
        /// Whether it has more than were read.
        is_cut_off: bool,
        /// Reservations against text and data mining, each with where it was made.
        reservations: Vec<String>,
    },
    /// It is as it was.
    Unchanged,
    /// It was not asked for, and why.
    Refused(String),
    /// It could not be had, and why.
    Failed(String),
}

/// Fetches these addresses one after the other and writes them to the archive. `report` is told how each went and may break
/// off. An error is one of writing.
pub fn fetch(
    urls: &[String],
    known: &HashMap<String, Validators>,
    options: &Options,
    archive: &mut dyn Write,
    mut report: impl FnMut(&str, &Outcome) -> ControlFlow<()>,
) -> io::Result<()> {
    let mut client = Client::new(options.clone());
    archive.write_all(&archive::info()?)?;
    for url in urls {
        let (outcome, records) = client.fetch(url, known)?;
        archive.write_all(&records)?;
        archive.flush()?;
        if report(url, &outcome).is_break() {
            break;
        }
    }
    Ok(())
}
