//! Adding articles: all of a batch or nothing of it.
//!
//! One transaction holds whole articles only. It has come to an end before anybody is told that something was added, and readers see nothing of it
//! until then. What an article costs does not depend on how much the record holds.

use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, params};
use serde::Serialize;

use crate::corrections::Corrections;
use crate::entry::{Key, Origin, Packed, Row, Words};
use crate::folding::folded;
use crate::tellings::{tell, words_told};
use crate::{Store, StoreError};

/// What became of an article that was to be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Added {
    /// Nothing was known at its address.
    New,
    /// Something else was known at its address; both are kept.
    NewVersion,
    /// The same was known.
    Known,
}

impl Store {
    /// Whether these bytes, read in this way, were added before.
    pub fn knows(&self, key: &Key) -> Result<bool, StoreError> {
        self.tried("could not be read", |connection| {
            let mut known = connection.prepare_cached("SELECT 1 FROM capture WHERE key = ?1")?;
            known.exists([key])
        })
    }

    /// Adds articles in one transaction and says what became of each, in order.
    pub fn add(&mut self, batch: &[Packed]) -> Result<Vec<Added>, StoreError> {
        self.changing("articles could not be added", |transaction| {
            let corrections = Corrections::load(transaction)?;
            let mut outcomes = Vec::with_capacity(batch.len());
            let mut current = Vec::new();
            for packed in batch {
                let (outcome, told) = add_one(transaction, packed, &corrections)?;
                outcomes.push(outcome);
                current.extend(told);
            }
            // The indexes come last: FTS5 gathers what is added to it in memory, and any statement in between that can fail half-way makes it
            // write out what it has.
            current.iter().try_for_each(|told| index(transaction, told))?;
            Ok(outcomes)
        })
    }

    /// Runs a change in a transaction of its own.
    pub(crate) fn changing<T>(&mut self, tried: &str, change: impl FnOnce(&Transaction) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        let outcome = self.connection.transaction_with_behavior(TransactionBehavior::Immediate).and_then(|transaction| {
            let made = change(&transaction)?;
            transaction.commit()?;
            Ok(made)
        });
        outcome.map_err(|error| StoreError::of_sqlite(&self.path, tried, &error))
    }
}

/// An article whose current version has just been written, and which words it told before.
struct Told<'p> {
    article: i64,
    version: i64,
    packed: &'p Packed,
    before: Option<[u8; 8]>,
    is_new: bool,
}

fn add_one<'p>(transaction: &Transaction, packed: &'p Packed, corrections: &Corrections) -> rusqlite::Result<(Added, Option<Told<'p>>)> {
    // Another program may have added it while it was read here.
    if transaction.prepare_cached("SELECT 1 FROM capture WHERE key = ?1")?.exists([packed.key])? {
        return Ok((Added::Known, None));
    }
    let article = article_at(transaction, &packed.address)?;
    let mut same = transaction.prepare_cached("SELECT id FROM version WHERE article = ?1 AND fingerprint = ?2")?;
    if let Some(version) = same.query_row(params![article, packed.fingerprint], |row| row.get(0)).optional()? {
        add_capture(transaction, packed, version)?;
        return Ok((Added::Known, None));
    }
    let number: i64 =
        transaction.prepare_cached("SELECT count(*) FROM version WHERE article = ?1")?.query_row([article], |row| row.get::<_, i64>(0))?
            + 1;
    let version = add_version(transaction, packed, article, number)?;
    add_capture(transaction, packed, version)?;
    let analysis = &packed.analysis;
    let place = Place { version, address: &packed.address, public_id: &analysis.public_id };
    write_statements(transaction, place, &analysis.statements, corrections)?;
    let is_new = number == 1;
    let before = if is_new { None } else { words_told(transaction, article)? };
    let is_current = choose_current(transaction, article)? == version;
    let told = is_current.then_some(Told { article, version, packed, before, is_new });
    Ok((if is_new { Added::New } else { Added::NewVersion }, told))
}

/// Indexes the words of a current version in the place of those before.
fn index(transaction: &Transaction, told: &Told) -> rusqlite::Result<()> {
    let Told { article, version, packed, before, is_new } = *told;
    if !is_new {
        forget_words(transaction, article)?;
    }
    write_words(transaction, article, &packed.analysis.words)?;
    if let Some(before) = before.filter(|before| *before != packed.words) {
        tell(transaction, &before, None)?;
    }
    tell(transaction, &packed.words, Some((version, &packed.analysis.terms)))
}

fn article_at(transaction: &Transaction, address: &str) -> rusqlite::Result<i64> {
    let mut known = transaction.prepare_cached("SELECT id FROM article WHERE address = ?1")?;
    if let Some(id) = known.query_row([address], |row| row.get(0)).optional()? {
        return Ok(id);
    }
    transaction.prepare_cached("INSERT INTO article (address) VALUES (?)")?.insert([address])
}

fn add_version(transaction: &Transaction, packed: &Packed, article: i64, number: i64) -> rusqlite::Result<i64> {
    let analysis = &packed.analysis;
    let reader = reader_named(transaction, &analysis.reader)?;
    let mut insert = transaction.prepare_cached(
        "INSERT INTO version (article, number, fingerprint, public_id, captured, added, reader, url, title, outlet, published, day, modified,
            language, text, layers, text_hash, keys)
         VALUES (?, ?, ?, ?, ?, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    insert.insert(params![
        article,
        number,
        packed.fingerprint,
        analysis.public_id,
        packed.capture.time,
        reader,
        packed.url,
        packed.title,
        packed.outlet,
        packed.published,
        packed.day,
        packed.modified,
        packed.language,
        packed.text,
        analysis.layers,
        packed.words,
        analysis.keys,
    ])
}

fn add_capture(transaction: &Transaction, packed: &Packed, version: i64) -> rusqlite::Result<()> {
    let mut insert = transaction.prepare_cached(
        "INSERT INTO capture (key, version, uri, sha256, media_type, container, place) VALUES (?, ?, ?, unhex(?), ?, ?, ?)",
    )?;
    let Origin { uri, sha256, media_type, container, offset, .. } = &packed.capture;
    let place = offset.and_then(|offset| i64::try_from(offset).ok());
    insert.execute(params![packed.key, version, uri, sha256, media_type, container, place])?;
    Ok(())
}

/// The number under which this program and pack are known.
pub(crate) fn reader_named(transaction: &Transaction, name: &str) -> rusqlite::Result<i64> {
    let mut known = transaction.prepare_cached("SELECT id FROM reader WHERE name = ?1")?;
    if let Some(id) = known.query_row([name], |row| row.get(0)).optional()? {
        return Ok(id);
    }
    transaction.prepare_cached("INSERT INTO reader (name) VALUES (?)")?.insert([name])
}

/// Where statements belong.
#[derive(Clone, Copy)]
pub(crate) struct Place<'p> {
    pub(crate) version: i64,
    pub(crate) address: &'p str,
    pub(crate) public_id: &'p str,
}

/// Writes the statements of a version, as corrected by hand.
pub(crate) fn write_statements(transaction: &Transaction, place: Place, rows: &[Row], corrections: &Corrections) -> rusqlite::Result<()> {
    let Place { version, address, public_id } = place;
    transaction.prepare_cached("DELETE FROM statement WHERE version = ?1")?.execute([version])?;
    let mut insert = transaction.prepare_cached(
        "INSERT INTO statement (version, number, code, kind, stance, certainty, source, source_kind, content_start, content_end, pieces,
            cue, hedges, chain)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    for (number, row) in rows.iter().enumerate() {
        let id = format!("{public_id}-{}", row.code);
        let Some((source, source_kind)) = corrections.source_of(&id, address, row.source.as_deref(), row.source_kind) else { continue };
        let source = source.map(|name| source_named(transaction, name)).transpose()?;
        let [start, end] = row.content;
        insert.execute(params![
            version,
            number as i64,
            row.code,
            row.kind,
            row.stance,
            f64::from(row.certainty),
            source,
            source_kind,
            start,
            end,
            row.pieces,
            row.cue,
            row.hedges,
            row.chain,
        ])?;
    }
    Ok(())
}

fn source_named(transaction: &Transaction, name: &str) -> rusqlite::Result<i64> {
    let mut known = transaction.prepare_cached("SELECT id FROM source WHERE name = ?1")?;
    if let Some(id) = known.query_row([name], |row| row.get(0)).optional()? {
        return Ok(id);
    }
    transaction.prepare_cached("INSERT INTO source (name, folded) VALUES (?, ?)")?.insert([name, &folded(name)])
}

/// The current version is the one that was captured last; where that is not known, the one that says that it was changed last, then the one that
/// was added last.
pub(crate) fn choose_current(transaction: &Transaction, article: i64) -> rusqlite::Result<i64> {
    let mut latest = transaction.prepare_cached(
        "SELECT id FROM version WHERE article = ?1
         ORDER BY coalesce(captured, modified, '') DESC, number DESC LIMIT 1",
    )?;
    let version: i64 = latest.query_row([article], |row| row.get(0))?;
    transaction.prepare_cached("UPDATE article SET current = ?2 WHERE id = ?1")?.execute([article, version])?;
    Ok(version)
}

/// Takes the words of an article out of the index.
pub(crate) fn forget_words(transaction: &Transaction, article: i64) -> rusqlite::Result<()> {
    transaction.prepare_cached("DELETE FROM words WHERE rowid = ?1")?.execute([article])?;
    Ok(())
}

/// Indexes the words of an article.
pub(crate) fn write_words(transaction: &Transaction, article: i64, words: &Words) -> rusqlite::Result<()> {
    let mut insert = transaction.prepare_cached("INSERT INTO words (rowid, title, text, sources, outlet) VALUES (?, ?, ?, ?, ?)")?;
    insert.execute(params![article, words.title, words.text, words.sources, words.outlet])?;
    Ok(())
}
