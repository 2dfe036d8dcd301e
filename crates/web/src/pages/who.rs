//! A person or organisation: what they said, through whom it reached us, over time; and under which other names.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use askama::Template;
use quell::CERTAINTY_MIN;
use quell::document::SourceKind;
use quell::store::{Correction, KeptCorrection, KeptStatement, Selection, day_of};

use super::Frame;
use crate::answer::{Answer, Trouble, html};
use crate::notes;
use crate::shown::{plain, shortened};
use crate::state::{App, Record};
use crate::visit::Visit;
use crate::words::Words;

/// So many statements of a name are shown; the downloads have all.
const STATEMENTS_MAX: usize = 300;

/// So many names are shown at a time.
const NAMES_MAX: usize = 8;

const CONTENT_CHARACTERS: usize = 400;

/// The statements of everybody who is meant by a name, by name.
pub fn statements(record: &Record, visit: &Visit, count_max: usize) -> Result<Vec<(String, Vec<KeptStatement>)>, Trouble> {
    let mut found = Vec::new();
    let day = |name: &str| visit.get(name).and_then(day_of);
    for name in record.sources_like(visit.get("name").unwrap_or_default())? {
        let selection = Selection {
            sources: Some(vec![name.clone()]),
            certainty_min: if visit.has("all") { 0.0 } else { f64::from(CERTAINTY_MIN) },
            since: day("since"),
            until: day("until"),
        };
        let mut of_name = Vec::new();
        record.statements(&selection, |statement| {
            of_name.push(statement);
            if of_name.len() < count_max { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
        if !of_name.is_empty() {
            found.push((name, of_name));
        }
    }
    Ok(found)
}

/// `/who?name=NAME`.
pub fn page(app: &App, visit: &Visit) -> Answer {
    let asked = visit.get("name").unwrap_or_default().to_string();
    let record = app.record()?;
    let mut people = Vec::new();
    let mut names_count = 0;
    if let (Some(record), false) = (&record, asked.is_empty()) {
        let corrections = record.all_corrections()?;
        let found = statements(record, visit, STATEMENTS_MAX + 1)?;
        names_count = found.len();
        people = found.into_iter().take(NAMES_MAX).map(|(name, said)| Person::of(name, said, &corrections, visit.words)).collect();
    }
    let title = if asked.is_empty() { visit.words.t("nav_who") } else { &asked };
    html(&WhoPage { frame: Frame::new(visit, title, "who"), has_record: record.is_some(), people, names_count, asked: asked.clone() })
}

#[derive(Template)]
#[template(path = "who.html")]
struct WhoPage<'a> {
    frame: Frame<'a>,
    has_record: bool,
    asked: String,
    names_count: usize,
    people: Vec<Person>,
}

struct Person {
    name: String,
    kinds: String,
    tone: &'static str,
    statements: usize,
    is_cut: bool,
    articles: Vec<ArticleOf>,
    /// Through whom, and how often.
    through: Vec<(String, usize)>,
    /// Statements by day.
    days: Vec<(String, usize, usize)>,
    /// Names that were merged into this one, with the number of the correction.
    merged: Vec<(String, i64)>,
}

struct ArticleOf {
    address: String,
    title: String,
    outlet: String,
    published: String,
    statements: Vec<Said>,
}

struct Said {
    id: String,
    content: String,
    kind: String,
    kind_class: String,
    cue: Option<String>,
    stance: Option<String>,
    hedges: Vec<String>,
    way: String,
}

impl Person {
    fn of(name: String, mut statements: Vec<KeptStatement>, corrections: &[KeptCorrection], words: &Words) -> Self {
        let is_cut = statements.len() > STATEMENTS_MAX;
        statements.truncate(STATEMENTS_MAX);
        let mut kinds: Vec<&str> = statements.iter().filter_map(|statement| statement.source_kind.as_deref()).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let mut through: BTreeMap<&str, usize> = BTreeMap::new();
        let mut days: BTreeMap<&str, usize> = BTreeMap::new();
        for statement in &statements {
            for other in statement.chain.iter().filter_map(|link| link.name.as_deref()).filter(|other| *other != name) {
                *through.entry(other).or_default() += 1;
            }
            if let Some(day) = statement.published.as_deref().and_then(|published| published.get(..10)) {
                *days.entry(day).or_default() += 1;
            }
        }
        let most = days.values().copied().max().unwrap_or(1);
        let mut through: Vec<(String, usize)> = through.into_iter().map(|(other, count)| (plain(other), count)).collect();
        through.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let by_article = statements.chunk_by(|one, other| one.address == other.address);
        Person {
            tone: notes::tone(kinds.first().and_then(|kind| SourceKind::from_name(kind))),
            kinds: kinds.iter().map(|kind| words.of("source", kind)).collect::<Vec<_>>().join(", "),
            days: days.into_iter().map(|(day, count)| (words.date(day), count, count * 100 / most)).collect(),
            through,
            statements: statements.len(),
            is_cut,
            articles: by_article.map(|of_article| article(of_article, &name, words)).collect(),
            merged: merged(&name, corrections),
            name,
        }
    }
}

fn article(statements: &[KeptStatement], name: &str, words: &Words) -> ArticleOf {
    let first = &statements[0];
    ArticleOf {
        address: first.address.clone(),
        title: shortened(&plain(first.title.as_deref().unwrap_or_default()), 160),
        outlet: plain(first.outlet.as_deref().unwrap_or(&first.address)),
        published: first.published.as_deref().map_or_else(|| words.t("no_date_known").to_string(), |value| words.date(value)),
        statements: statements.iter().map(|statement| said(statement, name, words)).collect(),
    }
}

fn said(statement: &KeptStatement, name: &str, words: &Words) -> Said {
    let others = statement.chain.iter().filter(|link| link.name.as_deref().is_some_and(|other| other != name));
    let way = others.map(|link| format!("{} {}", words.of("relation", &link.relation), plain(link.name.as_deref().unwrap_or_default())));
    Said {
        id: statement.id.clone(),
        content: shortened(&plain(&statement.content), CONTENT_CHARACTERS),
        kind: words.of("kind", &statement.kind).to_string(),
        kind_class: statement.kind.clone(),
        cue: statement.cue.as_deref().map(plain),
        stance: (statement.stance != "neutral").then(|| words.of("stance", &statement.stance).to_string()),
        hedges: statement.hedges.iter().map(|hedge| plain(&hedge.word)).collect(),
        way: way.collect::<Vec<_>>().join(", "),
    }
}

/// The names that were merged into this one.
fn merged(name: &str, corrections: &[KeptCorrection]) -> Vec<(String, i64)> {
    let mut merged = Vec::new();
    for kept in corrections.iter().filter(|kept| kept.undone.is_none()) {
        if let Correction::Merge { names, into } = &kept.correction
            && into == name
        {
            merged.extend(names.iter().filter(|other| *other != name).map(|other| (plain(other), kept.id)));
        }
    }
    merged
}
