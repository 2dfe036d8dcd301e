//! What can go wrong with a record, and what to do next.

use std::fmt;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// Why something could not be done with a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreError {
    /// The record's file.
    pub path: PathBuf,
    /// What was tried and why it did not work, in a sentence without full stop.
    pub message: String,
    /// What to do next.
    pub hint: String,
}

impl StoreError {
    pub(crate) fn new(path: &Path, message: impl Into<String>, hint: impl Into<String>) -> Self {
        StoreError { path: path.to_path_buf(), message: message.into(), hint: hint.into() }
    }

    /// What SQLite has to say, in the words of somebody who uses a record.
    pub(crate) fn of_sqlite(path: &Path, tried: &str, error: &rusqlite::Error) -> Self {
        let code = error.sqlite_error_code();
        let (reason, hint) = match code {
            Some(ErrorCode::DiskFull) => ("the disk is full", "make room and run the command again; what was reported as added is kept"),
            Some(ErrorCode::ReadOnly) => ("the file may not be written to", "check the permissions of the file and of its folder"),
            Some(ErrorCode::CannotOpen) => ("it could not be opened", "check the path and the permissions of its folder"),
            Some(ErrorCode::PermissionDenied) => ("access was denied", "check the permissions of the file and of its folder"),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                ("another program is writing to it and does not come to an end", "wait for it, then run the command again")
            }
            Some(ErrorCode::NotADatabase) => ("this is not a record of Quell", "name another file with `--store`"),
            Some(ErrorCode::DatabaseCorrupt) => ("the file is damaged", "take a copy from before, or make a new record from the articles"),
            Some(ErrorCode::SystemIoFailure) => {
                ("reading or writing failed", "check the disk and its room; what was reported as added is kept")
            }
            _ => ("SQLite refused", "run the command again; if that does not help, make a new record"),
        };
        StoreError::new(path, format!("{tried}: {reason} ({error})"), hint)
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.message)
    }
}

impl std::error::Error for StoreError {}
