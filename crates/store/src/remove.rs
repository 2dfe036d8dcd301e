//! Taking an article out of the record, with all its versions. What people corrected stays, in case the article comes back.

use rusqlite::OptionalExtension;

use crate::tellings::{tell, words_told};
use crate::{Store, StoreError};

impl Store {
    /// Removes the article at this address; says how many versions of it there were.
    pub fn remove(&mut self, address: &str) -> Result<usize, StoreError> {
        self.changing("the article could not be removed", |transaction| {
            let mut known = transaction.prepare_cached("SELECT id FROM article WHERE address = ?1")?;
            let Some(article) = known.query_row([address], |row| row.get::<_, i64>(0)).optional()? else { return Ok(0) };
            let told = words_told(transaction, article)?;
            for from_versions in [
                "DELETE FROM statement WHERE version IN (SELECT id FROM version WHERE article = ?1)",
                "DELETE FROM capture WHERE version IN (SELECT id FROM version WHERE article = ?1)",
                "DELETE FROM words WHERE rowid = ?1",
                "UPDATE telling SET version = NULL WHERE version IN (SELECT id FROM version WHERE article = ?1)",
                "UPDATE article SET current = NULL WHERE id = ?1",
            ] {
                transaction.prepare_cached(from_versions)?.execute([article])?;
            }
            let removed = transaction.prepare_cached("DELETE FROM version WHERE article = ?1")?.execute([article])?;
            transaction.prepare_cached("DELETE FROM article WHERE id = ?1")?.execute([article])?;
            if let Some(told) = told {
                tell(transaction, &told, None)?;
            }
            Ok(removed)
        })
    }
}
