//! From the web into an archive, and what the archive knows already.

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter};
use std::path::Path;

pub use quell_fetch::{Options as FetchOptions, Outcome as Fetched, Validators, fetch};
use quell_ingest::{Format, Source};

/// What servers said of the pages in this archive when they were fetched: the last word on each address counts. An archive that
/// is not there yet knows nothing.
pub fn known_in(archive: &Path) -> io::Result<HashMap<String, Validators>> {
    let file = match File::open(archive) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(HashMap::new()),
        Err(error) => return Err(error),
    };
    if file.metadata()?.len() == 0 {
        return Ok(HashMap::new());
    }
    let captures = quell_ingest::captures(&archive.display().to_string(), Source::seekable(file), Some(Format::Warc));
    let known = captures.flatten().filter_map(|captured| {
        let (etag, last_modified) = captured.validators();
        let validators = Validators { etag: etag.map(str::to_string), last_modified: last_modified.map(str::to_string) };
        (validators != Validators::default()).then(|| (captured.uri().to_string(), validators))
    });
    Ok(known.collect())
}

/// An archive to add to.
pub fn add_to(archive: &Path) -> io::Result<BufWriter<File>> {
    OpenOptions::new().create(true).append(true).open(archive).map(BufWriter::new)
}
