//! What the graph asks of the record: which articles have a term or a fingerprint, with which keys, and what they say.
//!
//! The same text may stand in several files. It is told once, by the article about which most is known; should that one change or be removed,
//! another takes its place under the same number. Numbers are given in the order of adding, as in a record in memory.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::sync::Arc;

use quell_document::Document;
use quell_graph::{ArticleNumber, Fingerprint, Judgements, Keys, Record, Term};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use sha2::{Digest, Sha256};

use crate::corrections::Corrections;
use crate::deflated::inflated_text;
use crate::{Store, StoreError, versions};

/// The terms of an article as the index keeps them, and the day of its publication.
#[derive(Debug, Clone, Default)]
pub(crate) struct Terms {
    tokens: String,
    day: Option<i32>,
}

impl Terms {
    pub(crate) fn of(keys: &Keys) -> Self {
        let terms = keys.terms().into_iter().map(token_of_term);
        let tokens: Vec<String> = terms.chain(keys.fingerprints().into_iter().map(token_of_fingerprint)).collect();
        Terms { tokens: tokens.join(" "), day: keys.published.map(|moment| moment.day) }
    }
}

fn token_of_term(Term(term): Term) -> String {
    format!("t{term:x}")
}

fn token_of_fingerprint(Fingerprint(print): Fingerprint) -> String {
    format!("f{print:x}")
}

/// Eight bytes of SHA-256 over the text without white space: the same article may be broken into lines differently.
pub(crate) fn hash_of_words(text: &str) -> [u8; 8] {
    let mut hasher = Sha256::new();
    text.split_whitespace().for_each(|word| hasher.update(word));
    let mut hash = [0; 8];
    hash.copy_from_slice(&hasher.finalize()[..8]);
    hash
}

/// The hash of the words that the current version of an article has.
pub(crate) fn words_told(transaction: &Transaction, article: i64) -> rusqlite::Result<Option<[u8; 8]>> {
    let mut told = transaction
        .prepare_cached("SELECT version.text_hash FROM article JOIN version ON version.id = article.current WHERE article.id = ?1")?;
    Ok(told.query_row([article], |row| row.get(0)).optional()?.flatten())
}

/// Decides which version tells these words, and indexes its terms. They are at hand for the version that has just been written.
pub(crate) fn tell(transaction: &Transaction, words: &[u8; 8], at_hand: Option<(i64, &Terms)>) -> rusqlite::Result<()> {
    // The more the page says about itself the better; of equals the first.
    let mut best = transaction.prepare_cached(
        "SELECT version.id FROM version JOIN article ON article.id = version.article AND article.current = version.id
         WHERE version.text_hash = ?1 AND version.keys IS NOT NULL
         ORDER BY (version.url IS NOT NULL) + (version.outlet IS NOT NULL) + (version.published IS NOT NULL) + (version.title IS NOT NULL) DESC,
            article.id
         LIMIT 1",
    )?;
    let best: Option<i64> = best.query_row([words], |row| row.get(0)).optional()?;
    let mut known = transaction.prepare_cached("SELECT number, version FROM telling WHERE text_hash = ?1")?;
    let known: Option<(i64, Option<i64>)> = known.query_row([words], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let is_written_anew = at_hand.is_some_and(|(version, _)| Some(version) == best);
    match (known, best) {
        (None, None) => {}
        (Some((number, _)), None) => {
            transaction.prepare_cached("DELETE FROM terms WHERE rowid = ?1")?.execute([number])?;
            transaction.prepare_cached("DELETE FROM telling WHERE number = ?1")?.execute([number])?;
        }
        (Some((_, told)), Some(best)) if told == Some(best) && !is_written_anew => {}
        (known, Some(best)) => {
            let from_record;
            let terms = match at_hand {
                Some((version, terms)) if version == best => terms,
                _ => {
                    from_record = terms_of(transaction, best)?;
                    &from_record
                }
            };
            let number = match known {
                Some((number, _)) => {
                    transaction.prepare_cached("DELETE FROM terms WHERE rowid = ?1")?.execute([number])?;
                    let mut update = transaction.prepare_cached("UPDATE telling SET version = ?2, day = ?3 WHERE number = ?1")?;
                    update.execute(params![number, best, terms.day])?;
                    number
                }
                None => {
                    let mut insert = transaction.prepare_cached("INSERT INTO telling (text_hash, version, day) VALUES (?1, ?2, ?3)")?;
                    insert.insert(params![words, best, terms.day])?
                }
            };
            transaction.prepare_cached("INSERT INTO terms (rowid, term) VALUES (?1, ?2)")?.execute(params![number, terms.tokens])?;
        }
    }
    Ok(())
}

fn terms_of(connection: &Connection, version: i64) -> rusqlite::Result<Terms> {
    let mut keys = connection.prepare_cached("SELECT keys, text FROM version WHERE id = ?1")?;
    Ok(Terms::of(&keys.query_row([version], keys_in)?))
}

/// The keys in this row of bytes and text. Keys of another version of the program are as good as none, until a refresh makes them anew.
fn keys_in(row: &Row) -> rusqlite::Result<Keys> {
    let Some(bytes) = row.get_ref(0)?.as_blob_or_null()? else { return Ok(Keys::default()) };
    let text = inflated_text(row.get_ref(1)?.as_blob()?);
    Ok(Keys::from_bytes(bytes, &text).unwrap_or_default())
}

/// The record as the graph asks it: current versions, as corrected by hand, each text once.
pub struct Tellings<'s> {
    store: &'s Store,
    corrections: Corrections,
    certainty_min: f32,
    documents: RefCell<HashMap<ArticleNumber, Arc<Document>>>,
    keys: RefCell<HashMap<ArticleNumber, Arc<Keys>>>,
}

impl Store {
    /// The record as the graph asks it, without statements below this certainty.
    pub fn tellings(&self, certainty_min: f32) -> Result<Tellings<'_>, StoreError> {
        Ok(Tellings {
            store: self,
            corrections: self.corrections()?,
            certainty_min,
            documents: RefCell::default(),
            keys: RefCell::default(),
        })
    }
}

impl Tellings<'_> {
    /// Who tells the words of this article, which is named by its address, its id or the id of one of its statements: the number, and the row of
    /// the version that was meant.
    pub fn number_of(&self, name: &str) -> Result<Option<ArticleNumber>, StoreError> {
        self.store.tried("the article could not be found", |connection| {
            const BY_WORDS: &str = "JOIN telling ON telling.text_hash = version.text_hash";
            let by_address = format!(
                "SELECT telling.number FROM article JOIN version ON version.id = article.current {BY_WORDS} WHERE article.address = ?1"
            );
            let by_id = format!("SELECT telling.number FROM version {BY_WORDS} WHERE version.public_id = ?1 LIMIT 1");
            let by_uri = format!(
                "SELECT telling.number FROM capture JOIN version ON version.id = capture.version {BY_WORDS} WHERE capture.uri = ?1"
            );
            for (sql, name) in [(by_address, name), (by_id, versions::article_of_statement(name)), (by_uri, name)] {
                let mut found = connection.prepare_cached(&sql)?;
                if let Some(number) = found.query_row([name], |row| row.get(0)).optional()? {
                    return Ok(Some(number));
                }
            }
            Ok(None)
        })
    }

    /// The numbers of the articles of these days, and those without a date.
    pub fn numbers(&self, days: &RangeInclusive<i32>) -> Result<Vec<ArticleNumber>, StoreError> {
        self.store.tried("its articles could not be listed", |connection| {
            let mut numbers =
                connection.prepare_cached("SELECT number FROM telling WHERE day IS NULL OR day BETWEEN ?1 AND ?2 ORDER BY number")?;
            numbers.query_map([days.start(), days.end()], |row| row.get(0))?.collect()
        })
    }

    fn numbers_with(&self, token: String, days: &RangeInclusive<i32>, limit: i64) -> Result<Vec<ArticleNumber>, StoreError> {
        self.store.tried("its terms could not be searched", |connection| {
            let mut having = connection.prepare_cached(
                "SELECT telling.number FROM terms JOIN telling ON telling.number = terms.rowid
                 WHERE terms MATCH ?1 AND (telling.day IS NULL OR telling.day BETWEEN ?2 AND ?3)
                 ORDER BY terms.rowid LIMIT ?4",
            )?;
            having.query_map(params![token, days.start(), days.end(), limit], |row| row.get(0))?.collect()
        })
    }
}

impl Record for Tellings<'_> {
    type Error = StoreError;

    fn articles_count(&self) -> Result<u32, StoreError> {
        self.store.tried("its articles could not be counted", |connection| {
            connection.prepare_cached("SELECT count(*) FROM telling")?.query_row([], |row| row.get(0))
        })
    }

    fn spread(&self, term: Term) -> Result<u32, StoreError> {
        self.store.tried("its terms could not be counted", |connection| {
            let mut spread = connection.prepare_cached("SELECT count(*) FROM terms WHERE terms MATCH ?1")?;
            spread.query_row([token_of_term(term)], |row| row.get(0))
        })
    }

    fn having(&self, term: Term, days: &RangeInclusive<i32>) -> Result<Vec<ArticleNumber>, StoreError> {
        self.numbers_with(token_of_term(term), days, -1)
    }

    fn sharing(&self, print: Fingerprint, days: &RangeInclusive<i32>, limit: usize) -> Result<Vec<ArticleNumber>, StoreError> {
        self.numbers_with(token_of_fingerprint(print), days, i64::try_from(limit).unwrap_or(-1))
    }

    fn keys(&self, article: ArticleNumber) -> Result<Arc<Keys>, StoreError> {
        // What is looked up for the words of a question is looked up again for the sentence that answers it best.
        if let Some(known) = self.keys.borrow().get(&article) {
            return Ok(Arc::clone(known));
        }
        let keys = self.store.tried("the keys of an article could not be read", |connection| {
            let mut keys = connection.prepare_cached(
                "SELECT version.keys, version.text FROM telling JOIN version ON version.id = telling.version WHERE telling.number = ?1",
            )?;
            keys.query_row([article], keys_in)
        })?;
        let keys = Arc::new(keys);
        self.keys.borrow_mut().insert(article, Arc::clone(&keys));
        Ok(keys)
    }

    fn document(&self, article: ArticleNumber) -> Result<Arc<Document>, StoreError> {
        if let Some(known) = self.documents.borrow().get(&article) {
            return Ok(Arc::clone(known));
        }
        let version = self.store.tried("an article could not be read", |connection| {
            let row = connection.prepare_cached("SELECT version FROM telling WHERE number = ?1")?.query_row([article], |row| row.get(0))?;
            versions::load(connection, row)
        })?;
        let mut ids = version.statement_ids;
        let mut document = version.document;
        self.corrections.apply(&mut document, &mut ids, &version.address);
        document.keep_certain(self.certainty_min);
        let document = Arc::new(document);
        self.documents.borrow_mut().insert(article, Arc::clone(&document));
        Ok(document)
    }

    fn place(&self, article: ArticleNumber) -> Result<String, StoreError> {
        self.store.tried("an article could not be found", |connection| {
            let mut place = connection.prepare_cached(
                "SELECT coalesce(version.url, (SELECT uri FROM capture WHERE capture.version = version.id ORDER BY key LIMIT 1), '')
                 FROM telling JOIN version ON version.id = telling.version WHERE telling.number = ?1",
            )?;
            place.query_row([article], |row| row.get(0))
        })
    }

    fn at(&self, url: &str) -> Result<Option<ArticleNumber>, StoreError> {
        self.number_of(url)
    }

    fn judgements(&self) -> Result<Judgements, StoreError> {
        let mut judgements = Judgements::default();
        for (one, other, is_one_origin) in &self.corrections.judged {
            // An article that was removed since is no longer judged.
            if let (Some(one), Some(other)) = (self.number_of(one)?, self.number_of(other)?) {
                judgements.say(one, other, *is_one_origin);
            }
        }
        Ok(judgements)
    }
}
