//! What stands beside the text about each statement: who, how, by which words, at which distance, through whom.

use quell::document::{Document, Link, SourceKind, Spans, Stance, Statement};

use crate::shown::{plain, shortened};
use crate::words::Words;

/// Longer quotations of evidence are shortened.
const EVIDENCE_CHARACTERS: usize = 90;

/// In a note, so much of a content tells which one is meant.
const CONTENT_CHARACTERS: usize = 120;

/// A statement beside the text.
#[derive(Debug, Clone)]
pub struct Note {
    /// Its number among those that are shown.
    pub number: usize,
    /// Its place among the notes of its block, by which the text is joined to it; 0 if the block has too many.
    pub slot: usize,
    /// The statement's id.
    pub id: String,
    /// What of the id tells it from others of its article.
    pub code: String,
    /// Who said it, as the page names it.
    pub source: String,
    /// The name by which more of this source is found; empty if nobody is named.
    pub source_name: String,
    /// What kind of source that is, in words.
    pub source_kind: String,
    /// How far it can be asked: `named`, `document`, `medium` or `hidden`.
    pub tone: &'static str,
    /// Whether the note before is about the same source.
    pub goes_on: bool,
    /// How the content is given.
    pub kind: &'static str,
    /// The same in words.
    pub kind_words: String,
    /// The words that attribute it.
    pub cue: Option<String>,
    /// What the cue commits to, unless it is nothing special.
    pub stance: Option<&'static str>,
    /// The words by which the outlet keeps its distance, and what they show.
    pub hedges: Vec<(String, String)>,
    /// When it was said.
    pub time: Option<String>,
    /// From the outlet inwards.
    pub chain: Vec<Step>,
    /// The links of the chain beside the source itself.
    pub way: Vec<Step>,
    /// Whether it is less certain.
    pub is_unsure: bool,
    /// Its content, shortened.
    pub content: String,
}

/// A link of a chain on the page.
#[derive(Debug, Clone)]
pub struct Step {
    /// How it hands on what the next one said, in words.
    pub relation: String,
    /// Who.
    pub name: String,
    /// What kind of source, in words.
    pub kind: String,
    /// How far it can be asked.
    pub tone: &'static str,
    /// The words that say so.
    pub evidence: Option<String>,
}

/// How far a source can be asked.
pub fn tone(kind: Option<SourceKind>) -> &'static str {
    match kind {
        Some(SourceKind::Person | SourceKind::Role | SourceKind::Organisation | SourceKind::State) => "named",
        Some(SourceKind::Document) => "document",
        Some(SourceKind::Agency | SourceKind::Outlet) => "medium",
        Some(SourceKind::Anonymous | SourceKind::Vague) | None => "hidden",
    }
}

/// The note of a statement.
pub fn note(document: &Document, index: usize, id: &str, number: usize, words: &Words) -> Note {
    let statement = &document.statements[index];
    let text = &document.article.text;
    let said = |spans: &Spans| plain(&spans.of(text));
    let source = statement.source_name.as_deref().map(plain).or_else(|| statement.source.as_ref().map(said));
    Note {
        number,
        slot: 0,
        id: id.to_string(),
        code: code(id).to_string(),
        source: source.unwrap_or_else(|| words.t("nobody_named").to_string()),
        source_name: statement.source_name.clone().unwrap_or_default(),
        source_kind: statement.source_kind.map(|kind| words.of("source", kind.name()).to_string()).unwrap_or_default(),
        tone: tone(statement.source_kind),
        goes_on: false,
        kind: statement.kind.name(),
        kind_words: words.of("kind", statement.kind.name()).to_string(),
        cue: statement.cue.as_ref().map(said),
        stance: (statement.stance != Stance::Neutral).then(|| statement.stance.name()),
        hedges: hedges(statement, text, words),
        time: statement.time.and_then(|index| document.times.get(index)).map(|time| plain(time.span.of(text))),
        way: others(statement).map(|link| step(link, text, words)).collect(),
        chain: statement.chain.iter().map(|link| step(link, text, words)).collect(),
        is_unsure: statement.certainty < quell::CERTAINTY_MIN,
        content: shortened(&plain(&statement.content.of(text)), CONTENT_CHARACTERS),
    }
}

/// What of a statement's id tells it from others of its article.
pub fn code(id: &str) -> &str {
    id.split_once('-').map_or(id, |(_, code)| code)
}

/// The links of a chain that are not the source itself.
fn others(statement: &Statement) -> impl Iterator<Item = &Link> {
    statement.chain.iter().filter(|link| link.name.is_some() && link.name != statement.source_name)
}

fn hedges(statement: &Statement, text: &str, words: &Words) -> Vec<(String, String)> {
    let mut shown: Vec<(String, String)> = Vec::new();
    for hedge in &statement.hedges {
        let pair = (plain(hedge.span.of(text)), words.of("hedge", hedge.kind.name()).to_string());
        if !shown.contains(&pair) {
            shown.push(pair);
        }
    }
    shown
}

fn step(link: &Link, text: &str, words: &Words) -> Step {
    Step {
        relation: words.of("relation", link.relation.name()).to_string(),
        name: link.name.as_deref().map_or_else(|| words.t("nobody_named").to_string(), plain),
        kind: words.of("source", link.kind.name()).to_string(),
        tone: tone(Some(link.kind)),
        evidence: link.evidence.as_ref().map(|spans| shortened(&plain(&spans.of(text)), EVIDENCE_CHARACTERS)),
    }
}
