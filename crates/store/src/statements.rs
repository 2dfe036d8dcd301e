//! Who said what, in the current versions: by name, by time, or all of it.

use std::ops::ControlFlow;

use rusqlite::{Row, params};
use serde::Serialize;

use crate::corrections::Corrections;
use crate::deflated::inflated_text;
use crate::folding::{folded, words};
use crate::{Store, StoreError};

/// A statement as the record keeps it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct KeptStatement {
    /// Its id.
    pub id: String,
    /// Where its article stands.
    pub address: String,
    /// The article's URL, if it has one.
    pub url: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// When.
    pub published: Option<String>,
    /// Under which headline.
    pub title: Option<String>,
    /// How the content is given.
    pub kind: String,
    /// What the cue commits to.
    pub stance: String,
    /// From 0 to 1.
    pub certainty: f64,
    /// Who said it, as corrected.
    pub source_name: Option<String>,
    /// What kind of source that is.
    pub source_kind: Option<String>,
    /// What was said, with ` … ` where something lies between its words.
    pub content: String,
    /// From its first word to its last, in characters of the article's text.
    pub span: [u32; 2],
    /// The words that attribute it.
    pub cue: Option<String>,
    /// The words by which the outlet keeps its distance.
    pub hedges: Vec<HedgeWord>,
    /// From the outlet inwards.
    pub chain: Vec<ChainLink>,
}

/// A hedge: its word and what that shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HedgeWord {
    /// The word.
    pub word: String,
    /// What it shows.
    pub kind: String,
}

/// A link of a chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChainLink {
    /// How it hands on what the next one said.
    pub relation: String,
    /// What kind of source.
    pub kind: String,
    /// Who.
    pub name: Option<String>,
}

/// Which statements are meant.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Only those of these sources, by the names that [`Store::sources_like`] gave; `None` for all.
    pub sources: Option<Vec<String>>,
    /// Only those at least so certain.
    pub certainty_min: f64,
    /// Only those published on this day or later.
    pub since: Option<i64>,
    /// Only those published on this day or earlier.
    pub until: Option<i64>,
}

const SELECT: &str = "SELECT version.public_id || '-' || statement.code, article.address, version.url, version.outlet, version.published,
        version.title, statement.kind, statement.stance, statement.certainty, source.name, statement.source_kind,
        statement.pieces, statement.content_start, statement.content_end, statement.cue, statement.hedges, statement.chain, version.id";

impl Store {
    /// The names of the sources that somebody means by this name: those of the same name, else those that have all its words (*Jessen* for
    /// *Mara Jessen*). Names that were merged lead to the one that stayed.
    pub fn sources_like(&self, name: &str) -> Result<Vec<String>, StoreError> {
        let corrections = self.corrections()?;
        self.tried("its sources could not be read", |connection| {
            let key = folded(corrections.called_anywhere(name));
            let mut same = connection.prepare_cached("SELECT name FROM source WHERE folded = ?1 ORDER BY name")?;
            let found: Vec<String> = same.query_map([&key], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            if !found.is_empty() {
                return Ok(found);
            }
            let Some(longest) = words(&key).max_by_key(|word| word.len()) else { return Ok(Vec::new()) };
            let mut like = connection.prepare_cached("SELECT name, folded FROM source WHERE instr(folded, ?1) > 0 ORDER BY name")?;
            let candidates = like.query_map([longest], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
            let mut found = Vec::new();
            for candidate in candidates {
                let (name, folded) = candidate?;
                if words(&key).all(|sought| words(&folded).any(|word| word == sought)) {
                    found.push(name);
                }
            }
            Ok(found)
        })
    }

    /// Hands out the selected statements, by time of publication, then by outlet and place.
    pub fn statements(&self, selection: &Selection, mut sink: impl FnMut(KeptStatement) -> ControlFlow<()>) -> Result<(), StoreError> {
        let from = match &selection.sources {
            Some(_) => {
                "FROM source JOIN statement ON statement.source = source.id JOIN version ON version.id = statement.version
                 JOIN article ON article.id = version.article AND article.current = version.id
                 WHERE source.name IN (SELECT value FROM json_each(?1))"
            }
            None => {
                "FROM article JOIN version ON version.id = article.current JOIN statement ON statement.version = version.id
                 LEFT JOIN source ON source.id = statement.source
                 WHERE ?1 IS NULL"
            }
        };
        let rest = "AND statement.certainty >= ?2 AND (?3 IS NULL OR version.day >= ?3) AND (?4 IS NULL OR version.day <= ?4)
             ORDER BY version.day, version.published, version.outlet, version.id, statement.number";
        let sources = selection.sources.as_ref().map(|names| serde_json::to_string(names).expect("a list of strings is JSON"));
        self.tried("its statements could not be read", |connection| {
            let mut selected = connection.prepare_cached(&format!("{SELECT} {from} {rest}"))?;
            let mut rows = selected.query(params![sources, selection.certainty_min, selection.since, selection.until])?;
            let mut text_of = connection.prepare_cached("SELECT text FROM version WHERE id = ?1")?;
            let mut text = (0, String::new());
            while let Some(row) = rows.next()? {
                // The statements of a version stand behind each other.
                let version: i64 = row.get(17)?;
                if text.0 != version {
                    text = (version, text_of.query_row([version], |row| Ok(inflated_text(row.get_ref(0)?.as_blob()?)))?);
                }
                if sink(kept(row, &text.1)?).is_break() {
                    break;
                }
            }
            Ok(())
        })
    }
}

impl Corrections {
    /// What somebody of this name is called, wherever it is.
    fn called_anywhere<'a>(&'a self, name: &'a str) -> &'a str {
        self.source_of("", "", Some(name), None).and_then(|(name, _)| name).unwrap_or(name)
    }
}

/// The statement in this row, of an article with this text.
fn kept(row: &Row, text: &str) -> rusqlite::Result<KeptStatement> {
    let hedges: Vec<(String, String)> = listed(row.get(15)?);
    let (source_name, source_kind): (Option<String>, Option<String>) = (row.get(9)?, row.get(10)?);
    let chain = match row.get(16)? {
        // A chain that says no more than the source.
        Some::<String>(relation) if !relation.starts_with('[') => {
            vec![(relation, source_kind.clone().unwrap_or_default(), source_name.clone())]
        }
        links => listed(links),
    };
    let (pieces, span): (Option<String>, [u32; 2]) = (row.get(11)?, [row.get(12)?, row.get(13)?]);
    Ok(KeptStatement {
        id: row.get(0)?,
        address: row.get(1)?,
        url: row.get(2)?,
        outlet: row.get(3)?,
        published: row.get(4)?,
        title: row.get(5)?,
        kind: row.get(6)?,
        stance: row.get(7)?,
        certainty: row.get(8)?,
        source_name,
        source_kind,
        content: pieces.unwrap_or_else(|| text.chars().skip(span[0] as usize).take((span[1] - span[0]) as usize).collect()),
        span,
        cue: row.get(14)?,
        hedges: hedges.into_iter().map(|(word, kind)| HedgeWord { word, kind }).collect(),
        chain: chain.into_iter().map(|(relation, kind, name)| ChainLink { relation, kind, name }).collect(),
    })
}

/// A list that was written as JSON.
fn listed<T: serde::de::DeserializeOwned>(json: Option<String>) -> Vec<T> {
    json.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default()
}
