//! How much does the record hold?

use serde::Serialize;

use crate::{Store, StoreError};

/// What a record amounts to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Overview {
    /// Articles.
    pub articles: i64,
    /// Their versions.
    pub versions: i64,
    /// Outlets that published them.
    pub outlets: i64,
    /// Statements of the current versions.
    pub statements: i64,
    /// The earliest date of publication.
    pub from: Option<String>,
    /// The latest date of publication.
    pub until: Option<String>,
}

/// How far a record reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extent {
    /// Articles.
    pub articles: i64,
    /// The earliest date of publication.
    pub from: Option<String>,
    /// The latest date of publication.
    pub until: Option<String>,
}

impl Store {
    /// Tells how far the record reaches, which indexes know: it takes hundredths of a second with 100,000 articles.
    pub fn extent(&self) -> Result<Extent, StoreError> {
        self.tried("could not be read", |connection| {
            let mut extent = connection.prepare(
                "SELECT (SELECT count(*) FROM article),
                    (SELECT substr(published, 1, 10) FROM version WHERE day IS NOT NULL ORDER BY day LIMIT 1),
                    (SELECT substr(published, 1, 10) FROM version WHERE day IS NOT NULL ORDER BY day DESC LIMIT 1)",
            )?;
            extent.query_row([], |row| Ok(Extent { articles: row.get(0)?, from: row.get(1)?, until: row.get(2)? }))
        })
    }

    /// Counts what the record holds.
    pub fn overview(&self) -> Result<Overview, StoreError> {
        let Extent { articles, from, until } = self.extent()?;
        self.tried("could not be read", |connection| {
            let mut counts = connection.prepare(
                "SELECT (SELECT count(*) FROM version), (SELECT count(DISTINCT outlet) FROM version),
                    (SELECT count(*) FROM article JOIN statement ON statement.version = article.current)",
            )?;
            counts.query_row([], |row| {
                Ok(Overview { articles, versions: row.get(0)?, outlets: row.get(1)?, statements: row.get(2)?, from, until })
            })
        })
    }
}
