//! An article on its way into the record, with everything ready that can be made ready before it is written.
//!
//! Writing is done by one thread, one article after the other; packing is done by as many as there are.

use std::borrow::Cow;

use quell_document::{CharPlaces, Document, Statement};
use quell_graph::Keys;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::days::day_of;
use crate::deflated::deflated;
use crate::folding::folded;
use crate::layers::Layers;
use crate::tellings::{Terms, hash_of_words};

/// Sixteen bytes of SHA-256.
pub type Key = [u8; 16];

/// An article that was read, with what the record must know about where it came from.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What stands at the same address is the same article.
    pub address: String,
    /// What came in; see [`key_of`].
    pub key: Key,
    /// The bytes that it came from.
    pub capture: Origin,
    /// Which program and which language pack analysed the article.
    pub reader: String,
    /// The article's id in JSON.
    pub public_id: String,
    /// The ids of the document's statements, in order.
    pub statement_ids: Vec<String>,
    /// The article and what was found in it.
    pub document: Document,
    /// By what its sentences are found again.
    pub keys: Keys,
}

/// The bytes that an article came from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origin {
    /// A path or URL.
    pub uri: String,
    /// SHA-256 of the bytes, in hexadecimal.
    pub sha256: String,
    /// What the bytes turned out to be.
    pub media_type: String,
    /// When they were captured, ISO 8601, if that is known.
    pub time: Option<String>,
    /// The archive that they lie in.
    pub container: Option<String>,
    /// The byte of the archive at which they begin.
    pub offset: Option<u64>,
}

/// An entry that needs nothing but to be written.
#[derive(Debug, Clone)]
pub struct Packed {
    pub(crate) address: String,
    pub(crate) key: Key,
    pub(crate) capture: Origin,
    pub(crate) fingerprint: Key,
    pub(crate) published: Option<String>,
    pub(crate) day: Option<i64>,
    pub(crate) url: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) outlet: Option<String>,
    pub(crate) modified: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) text: Vec<u8>,
    pub(crate) words: [u8; 8],
    pub(crate) analysis: Analysis,
}

/// What the analysis adds to an article, and a later one replaces.
#[derive(Debug, Clone)]
pub struct Analysis {
    pub(crate) reader: String,
    pub(crate) public_id: String,
    pub(crate) layers: Vec<u8>,
    pub(crate) statements: Vec<Row>,
    pub(crate) words: Words,
    pub(crate) keys: Vec<u8>,
    pub(crate) terms: Terms,
}

/// A statement as a row.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) code: String,
    pub(crate) kind: &'static str,
    pub(crate) stance: &'static str,
    pub(crate) certainty: f32,
    pub(crate) source: Option<String>,
    pub(crate) source_kind: Option<&'static str>,
    pub(crate) content: [u32; 2],
    pub(crate) pieces: Option<String>,
    pub(crate) cue: Option<String>,
    pub(crate) hedges: Option<String>,
    pub(crate) chain: Option<String>,
}

/// Folded words for searching.
#[derive(Debug, Clone)]
pub(crate) struct Words {
    pub(crate) title: String,
    pub(crate) text: String,
    pub(crate) sources: String,
    pub(crate) outlet: String,
}

/// The key of these bytes, read as this article at this address: the same bytes read with another outlet are something new.
pub fn key_of(sha256: &str, address: &str, document: &Document) -> Key {
    let fingerprint = fingerprint(document);
    hash(&[sha256.as_bytes(), address.as_bytes(), &fingerprint])
}

/// What makes a version of an article a version of its own: all that its page says, not how the page looks.
fn fingerprint(document: &Document) -> Key {
    let article = &document.article;
    let published = article.published.as_ref().map(|published| published.value.as_str());
    let fields = [article.url.as_deref(), article.title.as_deref(), article.outlet.as_deref(), published, article.modified.as_deref()];
    let mut parts: Vec<&[u8]> = Vec::new();
    for field in fields.into_iter().chain(article.authors.iter().map(|author| Some(author.as_str()))) {
        parts.push(field.unwrap_or("\u{1}").as_bytes());
    }
    parts.push(article.text.as_bytes());
    hash(&parts)
}

/// The parts with a mark between them that none of them holds.
fn hash(parts: &[&[u8]]) -> Key {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    let mut key = Key::default();
    key.copy_from_slice(&hasher.finalize()[..16]);
    key
}

impl Entry {
    /// Makes everything ready.
    pub fn pack(self) -> Packed {
        let Entry { address, key, capture, reader, public_id, statement_ids, mut document, keys } = self;
        let fingerprint = fingerprint(&document);
        let text = std::mem::take(&mut document.article.text);
        let article = &document.article;
        let published = article.published.as_ref().map(|published| published.value.clone());
        Packed {
            address,
            key,
            capture,
            fingerprint,
            day: published.as_deref().and_then(day_of),
            published,
            url: article.url.clone(),
            title: article.title.clone(),
            outlet: article.outlet.clone(),
            modified: article.modified.clone(),
            language: article.language.clone(),
            words: hash_of_words(&text),
            analysis: Analysis::of(&document, &text, &statement_ids, reader, public_id, &keys),
            text: deflated(text.as_bytes()),
        }
    }
}

impl Analysis {
    /// What was found in an article. The document's own text is left out of what is kept, since it is kept beside it.
    pub fn of(document: &Document, text: &str, statement_ids: &[String], reader: String, public_id: String, keys: &Keys) -> Self {
        let statements = rows(document, text, statement_ids, &public_id);
        let sources: Vec<&str> = statements.iter().filter_map(|row| row.source.as_deref()).collect();
        let words = Words {
            title: folded(document.article.title.as_deref().unwrap_or_default()),
            text: folded(text),
            sources: folded(&sources.join(" \n")),
            outlet: folded(document.article.outlet.as_deref().unwrap_or_default()),
        };
        let codes = statements.iter().map(|row| row.code.clone()).collect();
        let layers = Layers { codes, document: Cow::Borrowed(document) }.to_bytes();
        Analysis { reader, public_id, layers, statements, words, keys: keys.to_bytes(), terms: Terms::of(keys) }
    }
}

/// The statements of a document as rows.
pub(crate) fn rows(document: &Document, text: &str, statement_ids: &[String], public_id: &str) -> Vec<Row> {
    let places = CharPlaces::new(text);
    let prefix = public_id.len() + 1;
    let row = |(statement, id): (&Statement, &String)| Row::of(statement, id.get(prefix..).unwrap_or(id), text, &places);
    document.statements.iter().zip(statement_ids).map(row).collect()
}

impl Row {
    fn of(statement: &Statement, code: &str, text: &str, places: &CharPlaces) -> Self {
        let [start, end] = places.chars(statement.content.hull());
        Row {
            code: code.to_string(),
            kind: statement.kind.name(),
            stance: statement.stance.name(),
            certainty: statement.certainty,
            source: statement.source_name.clone(),
            source_kind: statement.source_kind.map(|kind| kind.name()),
            content: [start, end],
            pieces: (statement.content.as_slice().len() > 1).then(|| statement.content.of(text)),
            cue: statement.cue.as_ref().map(|cue| cue.of(text)),
            hedges: listed(statement.hedges.iter().map(|hedge| (hedge.span.of(text), hedge.kind.name()))),
            chain: chain(statement),
        }
    }
}

/// The links in JSON. Of a chain that says no more than its source only the relation.
fn chain(statement: &Statement) -> Option<String> {
    match statement.chain.as_slice() {
        [link] if Some(link.kind) == statement.source_kind && link.name == statement.source_name => Some(link.relation.name().to_string()),
        links => listed(links.iter().map(|link| (link.relation.name(), link.kind.name(), link.name.as_deref()))),
    }
}

/// A list in JSON, unless it is empty.
fn listed<T: Serialize>(items: impl Iterator<Item = T>) -> Option<String> {
    let items: Vec<T> = items.collect();
    (!items.is_empty()).then(|| serde_json::to_string(&items).expect("lists of strings are JSON"))
}
