//! What became of an article between its captures: its headline, its statements, on whose word they stand, and what keeps the outlet's distance.
//!
//! Statements of two versions are paired by their contents, equal ones first, then the most similar. What is left over is gone, or has appeared. Of
//! what is gone it is asked whether its words still stand in the article: then they have become the outlet's own.

use std::collections::{BTreeMap, BTreeSet};

use quell_document::{Document, HedgeKind, Statement};
use quell_store::{Corrections, Store, StoreError, Version, folded, words};
use serde::Serialize;

use crate::view;

/// Contents that share less are not the same statement.
const SIMILARITY_MIN: f64 = 0.5;

/// Words that are gone as a statement and stand elsewhere to this share are still there.
const CONTAINED_MIN: f64 = 0.8;

/// Fewer words say too little.
const CONTENT_WORDS_MIN: usize = 4;

/// More unpaired statements than these are not compared with one another.
const COMPARED_MAX: usize = 400;

/// The history of an article.
#[derive(Debug, Clone, Serialize)]
pub struct Changes {
    /// Where it stands.
    pub address: String,
    /// Its headline now.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// How many versions there are.
    pub versions: usize,
    /// What happened from each version to the next.
    pub steps: Vec<Step>,
}

/// From one version to the next.
#[derive(Debug, Clone, Serialize)]
pub struct Step {
    /// The number of the earlier version, and since when it is known.
    pub before: Known,
    /// The number of the later version, and since when it is known.
    pub after: Known,
    /// The headlines, if they differ.
    pub headline: Option<[Option<String>; 2]>,
    /// How many words stand in the later text and not in the earlier one.
    pub words_added: usize,
    /// How many words stood in the earlier text and not in the later one.
    pub words_removed: usize,
    /// What happened to statements, in the order of the later text.
    pub statements: Vec<Change>,
    /// How many statements stayed as they were.
    pub unchanged: usize,
}

/// A version's number and time.
#[derive(Debug, Clone, Serialize)]
pub struct Known {
    /// Counted from 1.
    pub version: i64,
    /// When it was captured; else when the page says that it was changed; else when it was added to the record.
    pub time: String,
}

/// What happened to a statement.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Change {
    /// It was not there before.
    Appeared {
        /// The statement.
        after: ChangedStatement,
    },
    /// It is there no more.
    Gone {
        /// The statement.
        before: ChangedStatement,
        /// The sentence of the later text that says the same in the outlet's own voice, if there is one.
        own_words: Option<String>,
    },
    /// It is told otherwise.
    Changed {
        /// As it was.
        before: ChangedStatement,
        /// As it is.
        after: ChangedStatement,
        /// What differs: content, kind, source, cue, stance, hedges, chain.
        what: Vec<&'static str>,
    },
}

/// A statement of one version.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChangedStatement {
    /// Its id.
    pub id: String,
    /// How the content is given.
    pub kind: &'static str,
    /// What was said.
    pub content: String,
    /// Who said it.
    pub source_name: Option<String>,
    /// What kind of source that is.
    pub source_kind: Option<&'static str>,
    /// The words that attribute it.
    pub cue: Option<String>,
    /// What the cue commits to.
    pub stance: &'static str,
    /// The words by which the outlet keeps its distance.
    pub hedges: Vec<(String, &'static str)>,
    /// From the outlet inwards: relation and name.
    pub chain: Vec<(&'static str, Option<String>)>,
}

/// The history of the article at this address; `None` if the record has none.
pub fn changes(store: &Store, address: &str, keeps_all: bool) -> Result<Option<Changes>, StoreError> {
    let corrections = store.corrections()?;
    let versions: Vec<Side> = store.versions(address)?.into_iter().map(|version| Side::of(version, &corrections, keeps_all)).collect();
    let Some(last) = versions.last() else { return Ok(None) };
    Ok(Some(Changes {
        address: address.to_string(),
        title: last.document.article.title.clone(),
        outlet: last.document.article.outlet.clone(),
        versions: versions.len(),
        steps: versions.windows(2).map(|pair| step(&pair[0], &pair[1])).collect(),
    }))
}

/// A version that is compared.
struct Side {
    known: Known,
    document: Document,
    statements: Vec<ChangedStatement>,
    /// The folded words of each statement's content.
    contents: Vec<BTreeSet<String>>,
}

impl Side {
    fn of(version: Version, corrections: &Corrections, keeps_all: bool) -> Self {
        let modified = version.document.article.modified.clone();
        let time = version.capture.time.clone().or(modified).unwrap_or_else(|| version.added.clone());
        let known = Known { version: version.number, time };
        let document = super::reading(version, corrections, keeps_all).document;
        let ids = view::statement_ids(&document, &view::article_id(&document));
        let text = &document.article.text;
        let statements: Vec<_> =
            document.statements.iter().zip(ids).map(|(statement, id)| changed_statement(statement, id, text)).collect();
        let contents = statements.iter().map(|statement| word_set(&statement.content)).collect();
        Side { known, document, statements, contents }
    }
}

fn changed_statement(statement: &Statement, id: String, text: &str) -> ChangedStatement {
    ChangedStatement {
        id,
        kind: statement.kind.name(),
        content: statement.content.of(text),
        source_name: statement.source_name.clone().or_else(|| statement.source.as_ref().map(|source| source.of(text))),
        source_kind: statement.source_kind.map(|kind| kind.name()),
        cue: statement.cue.as_ref().map(|cue| cue.of(text)),
        stance: statement.stance.name(),
        hedges: statement.hedges.iter().map(|hedge| (hedge.span.of(text).to_string(), HedgeKind::name(hedge.kind))).collect(),
        chain: statement.chain.iter().map(|link| (link.relation.name(), link.name.clone())).collect(),
    }
}

fn step(before: &Side, after: &Side) -> Step {
    let pairs = paired(before, after);
    let mut changes = Vec::new();
    let mut unchanged = 0;
    let paired_before: BTreeSet<usize> = pairs.values().copied().collect();
    for (index, statement) in after.statements.iter().enumerate() {
        match pairs.get(&index).map(|&earlier| &before.statements[earlier]) {
            None => changes.push(Change::Appeared { after: statement.clone() }),
            Some(earlier) => match differences(earlier, statement) {
                what if what.is_empty() => unchanged += 1,
                what => changes.push(Change::Changed { before: earlier.clone(), after: statement.clone(), what }),
            },
        }
    }
    for index in (0..before.statements.len()).filter(|index| !paired_before.contains(index)) {
        let own_words = own_words(&before.contents[index], after);
        changes.push(Change::Gone { before: before.statements[index].clone(), own_words });
    }
    let headlines = [&before.document, &after.document].map(|document| document.article.title.clone());
    let [earlier, later] = [before, after].map(|side| counted_words(&side.document.article.text));
    Step {
        before: before.known.clone(),
        after: after.known.clone(),
        headline: (headlines[0] != headlines[1]).then_some(headlines),
        words_added: beyond(&later, &earlier),
        words_removed: beyond(&earlier, &later),
        statements: changes,
        unchanged,
    }
}

/// For statements of the later version the earlier one that says the same.
fn paired(before: &Side, after: &Side) -> BTreeMap<usize, usize> {
    let mut pairs = BTreeMap::new();
    let mut by_content: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    for (index, statement) in before.statements.iter().enumerate().rev() {
        by_content.entry((&statement.content, statement.kind)).or_default().push(index);
    }
    for (index, statement) in after.statements.iter().enumerate() {
        if let Some(earlier) = by_content.get_mut(&(statement.content.as_str(), statement.kind)).and_then(Vec::pop) {
            pairs.insert(index, earlier);
        }
    }
    let taken: BTreeSet<usize> = pairs.values().copied().collect();
    let left_before: Vec<usize> = (0..before.statements.len()).filter(|index| !taken.contains(index)).take(COMPARED_MAX).collect();
    let left_after: Vec<usize> = (0..after.statements.len()).filter(|index| !pairs.contains_key(index)).take(COMPARED_MAX).collect();
    let mut similar = Vec::new();
    for &earlier in &left_before {
        for &later in &left_after {
            let likeness = similarity(&before.contents[earlier], &after.contents[later]);
            let same_source = before.statements[earlier].source_name == after.statements[later].source_name;
            if likeness >= SIMILARITY_MIN {
                similar.push((likeness + if same_source { 0.1 } else { 0.0 }, earlier, later));
            }
        }
    }
    similar.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut used = taken;
    for (_, earlier, later) in similar {
        if !pairs.contains_key(&later) && used.insert(earlier) {
            pairs.insert(later, earlier);
        }
    }
    pairs
}

/// What differs between two statements that say the same.
fn differences(before: &ChangedStatement, after: &ChangedStatement) -> Vec<&'static str> {
    let mut what = Vec::new();
    let mut differ = |name, differs: bool| {
        if differs {
            what.push(name);
        }
    };
    differ("content", before.content != after.content);
    differ("kind", before.kind != after.kind);
    differ("source", (&before.source_name, before.source_kind) != (&after.source_name, after.source_kind));
    differ("cue", before.cue != after.cue);
    differ("stance", before.stance != after.stance);
    differ("hedges", before.hedges != after.hedges);
    differ("chain", before.chain != after.chain);
    what
}

/// The sentence outside all statements of the later version that has the words of one that is gone.
fn own_words(content: &BTreeSet<String>, after: &Side) -> Option<String> {
    if content.len() < CONTENT_WORDS_MIN {
        return None;
    }
    let text = &after.document.article.text;
    let is_attributed = |sentence: &quell_document::TextSpan| {
        after.document.statements.iter().any(|statement| statement.content.iter().any(|span| span.overlaps(*sentence)))
    };
    let contains = |sentence: &str| {
        let there = word_set(sentence);
        content.intersection(&there).count() as f64 >= CONTAINED_MIN * content.len() as f64
    };
    let own = after.document.sentences.iter().filter(|sentence| !is_attributed(sentence)).map(|sentence| sentence.of(text));
    own.into_iter().find(|sentence| contains(sentence)).map(str::to_string)
}

fn word_set(text: &str) -> BTreeSet<String> {
    words(&folded(text)).map(str::to_string).collect()
}

/// F1 of the words that two contents share.
fn similarity(one: &BTreeSet<String>, other: &BTreeSet<String>) -> f64 {
    match one.len() + other.len() {
        0 => 0.0,
        both => 2.0 * one.intersection(other).count() as f64 / both as f64,
    }
}

fn counted_words(text: &str) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for word in words(&folded(text)) {
        *counts.entry(word.to_string()).or_default() += 1;
    }
    counts
}

/// How many words `one` has that `other` has not.
fn beyond(one: &BTreeMap<String, usize>, other: &BTreeMap<String, usize>) -> usize {
    one.iter().map(|(word, count)| count.saturating_sub(other.get(word).copied().unwrap_or(0))).sum()
}
