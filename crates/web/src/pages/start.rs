//! The first page: paste or drop something, search, and what the record knows of the last days.

use std::sync::Arc;

use askama::Template;
use quell::store::{Found, Query, date_of, day_of};

use super::Frame;
use crate::answer::{Answer, html};
use crate::state::App;
use crate::stories::{self, Recent};
use crate::visit::Visit;

/// So many articles are shown of a search.
const FOUND_MAX: usize = 50;

/// `/`: the first page.
pub fn page(app: &App, visit: &Visit) -> Answer {
    let recent = stories::recent(app)?;
    html(&StartPage { frame: Frame::new(visit, "Quell", "start"), recent, store: app.store_path().display().to_string() })
}

/// `/search?q=WORDS`: articles of the record, and the claim that the words may be.
pub fn search(app: &App, visit: &Visit) -> Answer {
    let day = |name: &str| visit.get(name).and_then(day_of);
    let value = |name: &str| visit.get(name).map(str::to_string);
    let query = Query {
        words: value("q").unwrap_or_default(),
        source: value("source"),
        outlet: value("outlet"),
        since: day("since"),
        until: day("until"),
        count_max: FOUND_MAX,
    };
    let record = app.record()?;
    let (count, found) = match &record {
        Some(record) if query.has_words() => record.search(&query)?,
        _ => (0, Vec::new()),
    };
    let sources = match &record {
        Some(record) if !query.words.trim().is_empty() => record.sources_like(&query.words)?,
        _ => Vec::new(),
    };
    html(&SearchPage {
        frame: Frame::new(visit, visit.words.t("search"), "search"),
        has_words: query.has_words(),
        has_record: record.is_some(),
        since: query.since.map(date_of).unwrap_or_default(),
        until: query.until.map(date_of).unwrap_or_default(),
        query,
        count: count as usize,
        found,
        sources,
    })
}

#[derive(Template)]
#[template(path = "start.html")]
struct StartPage<'a> {
    frame: Frame<'a>,
    recent: Option<Arc<Recent>>,
    store: String,
}

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage<'a> {
    frame: Frame<'a>,
    query: Query,
    since: String,
    until: String,
    has_words: bool,
    has_record: bool,
    count: usize,
    found: Vec<Found>,
    sources: Vec<String>,
}
