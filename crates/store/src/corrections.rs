//! What people correct by hand: records of their own that no analysis overwrites.
//!
//! The analysis of an article is kept as it was made. Corrections are applied to it whenever it is read, and to the rows of its statements whenever
//! they are written; so they outlive every re-analysis and can be undone. They are applied in the order in which they were made.

use std::collections::{BTreeMap, BTreeSet};

use quell_document::{Document, SourceKind};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde::{Deserialize, Serialize};

use crate::add::{Place, write_statements};
use crate::folding::folded;
use crate::versions;
use crate::{Store, StoreError};

/// One thing that somebody corrected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "correction", rename_all = "snake_case")]
pub enum Correction {
    /// This is no statement, or not what anybody said.
    Reject {
        /// The statement's id.
        statement: String,
    },
    /// Somebody else is the source of this statement.
    Source {
        /// The statement's id.
        statement: String,
        /// Who said it.
        name: String,
        /// What kind of source that is; `None` leaves the kind as it is.
        kind: Option<String>,
    },
    /// These names are one and the same.
    Merge {
        /// The names that are only other names.
        names: Vec<String>,
        /// The name that stays.
        into: String,
    },
    /// In these articles the name means somebody else of the same name.
    Split {
        /// The name that two share.
        name: String,
        /// What the other one is called from now on.
        to: String,
        /// The addresses of the articles.
        articles: Vec<String>,
    },
    /// These articles have one origin.
    Join {
        /// An article's address or a statement's id.
        one: String,
        /// Another one.
        other: String,
    },
    /// These articles do not have one origin.
    Part {
        /// An article's address or a statement's id.
        one: String,
        /// Another one.
        other: String,
    },
}

/// A correction as the record keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KeptCorrection {
    /// Its number.
    pub id: i64,
    /// When it was made, ISO 8601.
    pub made: String,
    /// When it was undone, if it was.
    pub undone: Option<String>,
    /// What it says.
    #[serde(flatten)]
    pub correction: Correction,
}

/// The corrections that hold, ready to be applied.
#[derive(Debug, Default)]
pub struct Corrections {
    rejected: BTreeSet<String>,
    sources: BTreeMap<String, (String, Option<SourceKind>)>,
    /// The folded name, and what it is called.
    merged: BTreeMap<String, String>,
    /// The folded name and the article, and what it is called there.
    split: BTreeMap<(String, String), String>,
    /// Pairs of articles, and whether they have one origin.
    pub(crate) judged: Vec<(String, String, bool)>,
}

impl Corrections {
    /// The corrections of a record that have not been undone.
    pub(crate) fn load(connection: &Connection) -> rusqlite::Result<Self> {
        let mut kept = connection.prepare_cached("SELECT what FROM correction WHERE undone IS NULL ORDER BY id")?;
        let mut corrections = Corrections::default();
        for what in kept.query_map([], |row| row.get::<_, String>(0))? {
            // What a newer program wrote and this one does not understand changes nothing here.
            if let Ok(correction) = serde_json::from_str(&what?) {
                corrections.include(correction);
            }
        }
        Ok(corrections)
    }

    fn include(&mut self, correction: Correction) {
        match correction {
            Correction::Reject { statement } => {
                self.rejected.insert(statement);
            }
            Correction::Source { statement, name, kind } => {
                let kind = kind.as_deref().and_then(SourceKind::from_name);
                self.sources.insert(statement, (name, kind));
            }
            Correction::Merge { names, into } => {
                for name in names.iter().filter(|name| **name != into) {
                    self.merged.insert(folded(name), into.clone());
                }
                // Whoever was merged into one of these names before follows.
                let names: BTreeSet<String> = names.iter().map(|name| folded(name)).collect();
                for earlier in self.merged.values_mut().filter(|earlier| names.contains(&folded(earlier))) {
                    earlier.clone_from(&into);
                }
                self.merged.remove(&folded(&into));
            }
            Correction::Split { name, to, articles } => {
                for article in articles {
                    self.split.insert((folded(&name), article), to.clone());
                }
            }
            Correction::Join { one, other } => self.judged.push((one, other, true)),
            Correction::Part { one, other } => self.judged.push((one, other, false)),
        }
    }

    /// Who the source of a statement is; `None` if the statement was rejected. `None` inside: nobody is named.
    pub(crate) fn source_of<'a>(
        &'a self,
        statement: &str,
        address: &str,
        name: Option<&'a str>,
        kind: Option<&'static str>,
    ) -> Option<(Option<&'a str>, Option<&'static str>)> {
        if self.rejected.contains(statement) {
            return None;
        }
        Some(match self.sources.get(statement) {
            Some((name, corrected)) => (Some(name), corrected.map(SourceKind::name).or(kind)),
            None => (name.map(|name| self.called(name, address)), kind),
        })
    }

    /// What somebody of this name is called in this article.
    fn called<'a>(&'a self, name: &'a str, address: &str) -> &'a str {
        if self.merged.is_empty() && self.split.is_empty() {
            return name;
        }
        let key = folded(name);
        let split = self.split.get(&(key.clone(), address.to_string()));
        split.or_else(|| self.merged.get(&key)).map_or(name, String::as_str)
    }

    /// The document as corrected.
    pub fn apply(&self, document: &mut Document, ids: &mut Vec<String>, address: &str) {
        for (statement, id) in document.statements.iter_mut().zip(ids.iter()) {
            if let Some((name, kind)) = self.sources.get(id) {
                // The deepest link is the source itself.
                if let Some(last) = statement.chain.last_mut().filter(|last| last.name == statement.source_name) {
                    last.name = Some(name.clone());
                    last.kind = kind.unwrap_or(last.kind);
                }
                statement.source_name = Some(name.clone());
                statement.source_kind = kind.or(statement.source_kind);
            } else if let Some(name) = &mut statement.source_name {
                *name = self.called(name, address).to_string();
            }
            for name in statement.chain.iter_mut().filter_map(|link| link.name.as_mut()) {
                *name = self.called(name, address).to_string();
            }
        }
        let is_kept: Vec<bool> = ids.iter().map(|id| !self.rejected.contains(id)).collect();
        if is_kept.contains(&false) {
            document.keep_statements(&is_kept);
            let mut kept = is_kept.iter();
            ids.retain(|_| kept.next().copied().unwrap_or(true));
        }
    }
}

impl Store {
    /// The corrections that hold.
    pub fn corrections(&self) -> Result<Corrections, StoreError> {
        self.tried("its corrections could not be read", Corrections::load)
    }

    /// All corrections, also those that were undone, in the order in which they were made.
    pub fn all_corrections(&self) -> Result<Vec<KeptCorrection>, StoreError> {
        self.tried("its corrections could not be read", |connection| {
            let mut all = connection.prepare("SELECT id, made, undone, what FROM correction ORDER BY id")?;
            let kept = all.query_map([], |row| {
                let correction = serde_json::from_str(&row.get::<_, String>(3)?).ok();
                Ok(correction.map(|correction| (row.get(0), row.get(1), row.get(2), correction)))
            })?;
            let mut found = Vec::new();
            for (id, made, undone, correction) in kept.filter_map(Result::transpose).collect::<rusqlite::Result<Vec<_>>>()? {
                found.push(KeptCorrection { id: id?, made: made?, undone: undone?, correction });
            }
            Ok(found)
        })
    }

    /// What a correction speaks of and the record does not have, if there is such a thing.
    pub fn missing(&self, correction: &Correction) -> Result<Option<String>, StoreError> {
        let has_statement = |id: &String| {
            let version = self.version_of(id)?;
            Ok::<bool, StoreError>(version.is_some_and(|version| version.statement_ids.contains(id)))
        };
        let has_either = |id: &String| Ok::<bool, StoreError>(self.current(id)?.is_some() || has_statement(id)?);
        let has_name = |name: &String| {
            self.tried("its sources could not be read", |connection| {
                connection.prepare_cached("SELECT 1 FROM source WHERE folded = ?1")?.exists([folded(name)])
            })
        };
        let mut asked: Vec<(&String, bool)> = Vec::new();
        match correction {
            Correction::Reject { statement } | Correction::Source { statement, .. } => asked.push((statement, has_statement(statement)?)),
            Correction::Merge { names, .. } => {
                for name in names {
                    asked.push((name, has_name(name)?));
                }
            }
            Correction::Split { name, articles, .. } => {
                asked.push((name, has_name(name)?));
                for article in articles {
                    asked.push((article, self.current(article)?.is_some()));
                }
            }
            Correction::Join { one, other } | Correction::Part { one, other } => {
                for id in [one, other] {
                    asked.push((id, has_either(id)?));
                }
            }
        }
        Ok(asked.into_iter().find(|(_, is_there)| !is_there).map(|(what, _)| what.clone()))
    }

    /// Keeps a correction and applies it; gives its number.
    pub fn correct(&mut self, correction: &Correction) -> Result<i64, StoreError> {
        let what = serde_json::to_string(correction).expect("a correction is JSON");
        self.changing("the correction could not be kept", |transaction| {
            let mut insert =
                transaction.prepare("INSERT INTO correction (made, what) VALUES (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), ?1)")?;
            let id = insert.insert([what])?;
            apply_anew(transaction, correction)?;
            Ok(id)
        })
    }

    /// Takes a correction back. Says whether there was one of this number that still held.
    pub fn undo(&mut self, id: i64) -> Result<bool, StoreError> {
        self.changing("the correction could not be undone", |transaction| {
            let mut kept = transaction.prepare("SELECT what FROM correction WHERE id = ?1 AND undone IS NULL")?;
            let Some(what) = kept.query_row([id], |row| row.get::<_, String>(0)).optional()? else { return Ok(false) };
            let mut update = transaction.prepare("UPDATE correction SET undone = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') WHERE id = ?1")?;
            update.execute([id])?;
            if let Ok(correction) = serde_json::from_str(&what) {
                apply_anew(transaction, &correction)?;
            }
            Ok(true)
        })
    }
}

/// Writes the statements anew of every version that a correction touches, or touched before it was undone.
fn apply_anew(transaction: &Transaction, correction: &Correction) -> rusqlite::Result<()> {
    let touched = touched_by(transaction, correction)?;
    let corrections = Corrections::load(transaction)?;
    for version in touched {
        let version = versions::load(transaction, version)?;
        let place = Place { version: version.row, address: &version.address, public_id: &version.public_id };
        write_statements(transaction, place, &version.rows(), &corrections)?;
    }
    Ok(())
}

fn touched_by(transaction: &Transaction, correction: &Correction) -> rusqlite::Result<BTreeSet<i64>> {
    let mut touched = BTreeSet::new();
    let mut collect = |sql: &str, value: &str| -> rusqlite::Result<()> {
        let mut statement = transaction.prepare_cached(sql)?;
        for version in statement.query_map(params![value], |row| row.get(0))? {
            touched.insert(version?);
        }
        Ok(())
    };
    const BY_NAME: &str =
        "SELECT DISTINCT statement.version FROM source JOIN statement ON statement.source = source.id WHERE source.folded = ?1";
    const BY_STATEMENT: &str = "SELECT id FROM version WHERE public_id = ?1";
    const BY_ADDRESS: &str = "SELECT version.id FROM article JOIN version ON version.article = article.id WHERE article.address = ?1";
    match correction {
        Correction::Reject { statement } | Correction::Source { statement, .. } => {
            collect(BY_STATEMENT, versions::article_of_statement(statement))?;
        }
        Correction::Merge { names, into } => {
            // The name that stayed may have been merged into another one since.
            let others = Corrections::load(transaction)?.merged;
            for name in names.iter().chain([into]).chain(others.values()) {
                collect(BY_NAME, &folded(name))?;
            }
        }
        Correction::Split { articles, .. } => {
            for article in articles {
                collect(BY_ADDRESS, article)?;
            }
        }
        Correction::Join { .. } | Correction::Part { .. } => {}
    }
    Ok(touched)
}
