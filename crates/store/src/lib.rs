//! The record: articles, their versions and what was said in them, in one SQLite file that everybody's tools can open.
//!
//! [`Store::add`] takes [`Packed`] articles and says what became of each; all further questions have a module of their own. What goes in and comes out
//! are values of `quell-document`. This crate knows no rule and no language; it analyses nothing.
//!
//! * Nothing that was reported as added is lost, whatever happens to the program or the machine: a batch is one transaction, on the disk before
//!   anybody is told.
//! * No version of an article is overwritten, and no correction is.
//! * What adding an article costs depends on the article.

mod add;
mod corrections;
mod days;
mod deflated;
mod entry;
mod error;
mod folding;
mod layers;
mod open;
mod overview;
mod refresh;
mod remove;
mod schema;
mod search;
mod statements;
mod tellings;
mod versions;

use std::path::{Path, PathBuf};

use rusqlite::Connection;

pub use add::Added;
pub use corrections::{Correction, Corrections, KeptCorrection};
pub use days::{date_of, day_of};
pub use entry::{Analysis, Entry, Key, Origin, Packed, key_of};
pub use error::StoreError;
pub use folding::{folded, words};
pub use overview::{Extent, Overview};
pub use refresh::Stale;
pub use schema::VERSION;
pub use search::{Found, Query};
pub use statements::{ChainLink, HedgeWord, KeptStatement, Selection};
pub use tellings::Tellings;
pub use versions::Version;

/// An open record.
#[derive(Debug)]
pub struct Store {
    path: PathBuf,
    connection: Connection,
}

impl Store {
    /// Opens the record at `path` to add to it, and makes it, readable for its owner only, if there is none.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        open::to_write(path)
    }

    /// Opens the record at `path` to look things up.
    pub fn open_to_read(path: &Path) -> Result<Self, StoreError> {
        open::to_read(path)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Asks the database; an error says what was tried.
    fn tried<T>(&self, tried: &str, ask: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        ask(&self.connection).map_err(|error| StoreError::of_sqlite(&self.path, tried, &error))
    }
}
