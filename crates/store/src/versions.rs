//! Articles as they were kept: whole documents, of this version or of that.

use quell_document::{Article, Diagnostic, Document, Published};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::deflated::inflated_text;
use crate::entry::{self, Origin};
use crate::layers::Layers;
use crate::{Store, StoreError};

/// A version of an article.
#[derive(Debug, Clone)]
pub struct Version {
    pub(crate) row: i64,
    /// The article's address.
    pub address: String,
    /// Counted from 1, in the order of adding.
    pub number: i64,
    /// When it was added.
    pub added: String,
    /// Which program and pack analysed it.
    pub reader: String,
    /// The article's id in JSON.
    pub public_id: String,
    /// The ids of the statements, in order.
    pub statement_ids: Vec<String>,
    /// The bytes that it came from, when they came first.
    pub capture: Origin,
    /// The article and what was found in it, as analysed: corrections are not yet applied.
    pub document: Document,
}

impl Version {
    /// Its statements as rows.
    pub(crate) fn rows(&self) -> Vec<entry::Row> {
        entry::rows(&self.document, &self.document.article.text, &self.statement_ids, &self.public_id)
    }
}

/// What an id of a statement says about its article.
pub(crate) fn article_of_statement(id: &str) -> &str {
    id.split_once('-').map_or(id, |(article, _)| article)
}

const COLUMNS: &str = "SELECT version.id, article.address, version.number, version.captured, version.added, reader.name, version.public_id,
        capture.uri, lower(hex(capture.sha256)), capture.media_type,
        version.url, version.title, version.outlet, version.published, version.modified, version.language, version.text, version.layers,
        capture.container, capture.place
    FROM version
        JOIN article ON article.id = version.article
        JOIN reader ON reader.id = version.reader
        LEFT JOIN capture ON capture.key = (SELECT min(key) FROM capture WHERE capture.version = version.id)";

impl Store {
    /// All versions of the article at this address, in the order in which they were captured or added.
    pub fn versions(&self, address: &str) -> Result<Vec<Version>, StoreError> {
        self.tried("the article could not be read", |connection| {
            let order = "WHERE article.address = ?1 ORDER BY coalesce(version.captured, version.modified, ''), version.number";
            let mut versions = connection.prepare_cached(&format!("{COLUMNS} {order}"))?;
            versions.query_map([address], version)?.collect()
        })
    }

    /// The current version of the article at this address, or of the one that came from this file.
    pub fn current(&self, address: &str) -> Result<Option<Version>, StoreError> {
        const FROM_FILE: &str = "version.id IN (SELECT capture.version FROM capture WHERE capture.uri = ?1) LIMIT 1";
        self.tried("the article could not be read", |connection| {
            for which in ["article.address = ?1", FROM_FILE] {
                let mut current = connection.prepare_cached(&format!("{COLUMNS} WHERE version.id = article.current AND {which}"))?;
                if let Some(found) = current.query_row([address], version).optional()? {
                    return Ok(Some(found));
                }
            }
            Ok(None)
        })
    }

    /// The version to which a statement, or an article's id, belongs.
    pub fn version_of(&self, id: &str) -> Result<Option<Version>, StoreError> {
        self.tried("the article could not be read", |connection| {
            let mut found = connection.prepare_cached(&format!("{COLUMNS} WHERE version.public_id = ?1 ORDER BY version.id LIMIT 1"))?;
            found.query_row([article_of_statement(id)], version).optional()
        })
    }

    /// The addresses of all articles, in the order of adding.
    pub fn addresses(&self) -> Result<Vec<String>, StoreError> {
        self.tried("the articles could not be listed", |connection| {
            let mut all = connection.prepare("SELECT address FROM article ORDER BY id")?;
            all.query_map([], |row| row.get(0))?.collect()
        })
    }
}

/// The version in this row.
pub(crate) fn load(connection: &Connection, id: i64) -> rusqlite::Result<Version> {
    connection.prepare_cached(&format!("{COLUMNS} WHERE version.id = ?1"))?.query_row(params![id], version)
}

fn version(row: &Row) -> rusqlite::Result<Version> {
    let public_id: String = row.get(6)?;
    let text = inflated_text(row.get_ref(16)?.as_blob()?);
    let (codes, mut document) = match Layers::from_bytes(row.get_ref(17)?.as_blob()?) {
        Ok(Layers { codes, document }) => (codes, document.into_owned()),
        Err(article) => (Vec::new(), unread(row, *article)?),
    };
    document.article.text = text;
    Ok(Version {
        row: row.get(0)?,
        address: row.get(1)?,
        number: row.get(2)?,
        added: row.get(4)?,
        reader: row.get(5)?,
        statement_ids: codes.into_iter().map(|code| format!("{public_id}-{code}")).collect(),
        public_id,
        capture: Origin {
            uri: row.get::<_, Option<String>>(7)?.unwrap_or_default(),
            sha256: row.get::<_, Option<String>>(8)?.unwrap_or_default(),
            media_type: row.get::<_, Option<String>>(9)?.unwrap_or_default(),
            time: row.get(3)?,
            container: row.get(18)?,
            offset: row.get::<_, Option<i64>>(19)?.and_then(|offset| u64::try_from(offset).ok()),
        },
        document,
    })
}

/// The document of an analysis that is not understood: what the record itself knows of the article.
fn unread(row: &Row, article: Article) -> rusqlite::Result<Document> {
    let published: Option<String> = row.get(13)?;
    let article = Article {
        url: row.get(10)?,
        title: row.get(11)?,
        outlet: row.get(12)?,
        published: published.map(|value| Published { value, span: None }),
        modified: row.get(14)?,
        language: row.get(15)?,
        ..article
    };
    let remark = Diagnostic::warning("its analysis was made by another version of the program").hint("`quell refresh` makes it anew");
    Ok(Document { article, diagnostics: vec![remark], ..Document::default() })
}
