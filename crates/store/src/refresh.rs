//! Analysing again what older rules analysed.
//!
//! Each version knows by which program and pack it was analysed, so what is left to do is seen from the record itself: a refresh that was broken off
//! goes on where it stopped.

use rusqlite::params;

use crate::add::{Place, forget_words, reader_named, write_statements, write_words};
use crate::corrections::Corrections;
use crate::entry::Analysis;
use crate::tellings::{hash_of_words, tell};
use crate::{Store, StoreError, Version, versions};

/// The name of an analysis that is to be made anew whatever the program.
const OUTDATED: &str = "outdated";

/// A version whose analysis is to be made anew.
pub type Stale = Version;

impl Store {
    /// The programs and packs that analysed something in this record.
    pub fn readers(&self) -> Result<Vec<String>, StoreError> {
        self.tried("could not be read", |connection| {
            let mut readers = connection.prepare("SELECT name FROM reader ORDER BY name")?;
            readers.query_map([], |row| row.get(0))?.collect()
        })
    }

    /// Up to `count` versions that another program or pack than one of these analysed, behind the version in row `after`. The first element is the
    /// row behind which to go on.
    pub fn stale(&self, readers: &[String], after: i64, count: usize) -> Result<(i64, Vec<Stale>), StoreError> {
        self.tried("its versions could not be read", |connection| {
            let readers = serde_json::to_string(readers).expect("a list of strings is JSON");
            let mut stale = connection.prepare_cached(
                "SELECT version.id FROM reader JOIN version ON version.reader = reader.id
                 WHERE reader.name NOT IN (SELECT value FROM json_each(?1)) AND version.id > ?2
                 ORDER BY version.id LIMIT ?3",
            )?;
            let rows: Vec<i64> =
                stale.query_map(params![readers, after, count as i64], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            let versions = rows.iter().map(|&row| versions::load(connection, row)).collect::<rusqlite::Result<_>>()?;
            Ok((rows.last().copied().unwrap_or(after), versions))
        })
    }

    /// How many versions another program or pack than one of these analysed.
    pub fn stale_count(&self, readers: &[String]) -> Result<i64, StoreError> {
        self.tried("its versions could not be counted", |connection| {
            let readers = serde_json::to_string(readers).expect("a list of strings is JSON");
            let mut count = connection.prepare_cached(
                "SELECT count(*) FROM reader JOIN version ON version.reader = reader.id
                 WHERE reader.name NOT IN (SELECT value FROM json_each(?1))",
            )?;
            count.query_row([readers], |row| row.get(0))
        })
    }

    /// Marks every analysis as one that is to be made anew.
    pub fn outdate_all(&mut self) -> Result<(), StoreError> {
        self.changing("the analyses could not be marked", |transaction| {
            let outdated = reader_named(transaction, OUTDATED)?;
            transaction.execute("UPDATE version SET reader = ?1", [outdated])?;
            Ok(())
        })
    }

    /// Puts new analyses in the place of old ones, in one transaction. Corrections hold as before.
    pub fn replace(&mut self, batch: &[(&Version, Analysis)]) -> Result<(), StoreError> {
        self.changing("analyses could not be replaced", |transaction| {
            let corrections = Corrections::load(transaction)?;
            let mut update = transaction
                .prepare_cached("UPDATE version SET reader = ?2, public_id = ?3, layers = ?4, text_hash = ?5, keys = ?6 WHERE id = ?1")?;
            let mut current = transaction.prepare_cached("SELECT article.id FROM version JOIN article ON article.id = version.article WHERE version.id = ?1 AND article.current = ?1")?;
            for (version, analysis) in batch {
                let reader = reader_named(transaction, &analysis.reader)?;
                let words = hash_of_words(&version.document.article.text);
                let values = params![version.row, reader, analysis.public_id, analysis.layers, words, analysis.keys];
                let is_there = update.execute(values)? > 0;
                if !is_there {
                    // Somebody has removed it in the meantime.
                    continue;
                }
                let place = Place { version: version.row, address: &version.address, public_id: &analysis.public_id };
                write_statements(transaction, place, &analysis.statements, &corrections)?;
                for article in current.query_map([version.row], |row| row.get(0))? {
                    let article = article?;
                    forget_words(transaction, article)?;
                    write_words(transaction, article, &analysis.words)?;
                    tell(transaction, &words, Some((version.row, &analysis.terms)))?;
                }
            }
            Ok(())
        })
    }
}
