//! What people know better than the rules: every correction, by click, with undo and history.

use askama::Template;
use axum::http::StatusCode;
use quell::document::SourceKind;
use quell::store::{Correction, KeptCorrection};

use super::Frame;
use super::article::{found, statement_index};
use crate::answer::{Answer, Trouble, html, see};
use crate::notes::{Note, note};
use crate::shown::plain;
use crate::state::App;
use crate::visit::Visit;
use crate::words::Words;

/// `/corrections`: all of them, the latest first, and the forms for those that need no statement.
pub fn page(app: &App, visit: &Visit) -> Answer {
    let record = app.record()?;
    let all = match &record {
        Some(record) => record.all_corrections()?,
        None => Vec::new(),
    };
    html(&CorrectionsPage {
        frame: Frame::new(visit, visit.words.t("nav_corrections"), "corrections"),
        has_record: record.is_some(),
        kept: all.iter().rev().map(|kept| Row::of(kept, visit.words)).collect(),
        done: visit.get("done").map(|number| visit.words.with("kept_as", &plain(number))),
    })
}

/// `/correct?statement=ID`: the forms for one statement.
pub fn of_statement(app: &App, visit: &Visit) -> Answer {
    let id = visit.get("statement").unwrap_or_default();
    let article_id = id.split_once('-').map_or(id, |(article, _)| article);
    let article = found(app, visit, article_id, true)?;
    let missing = || Trouble::missing(visit, "no_such_statement", "no_such_statement_hint");
    let index = statement_index(&article.reading, id).filter(|_| article.kept_at.is_some()).ok_or_else(missing)?;
    let note = note(&article.reading.document, index, id, 1, visit.words);
    html(&CorrectPage {
        frame: Frame::new(visit, visit.words.t("correct"), "corrections"),
        article_id,
        kinds: SourceKind::ALL.iter().map(|kind| kind.name()).collect(),
        kind: article.reading.document.statements[index].source_kind.map(SourceKind::name).unwrap_or_default(),
        note,
    })
}

/// `POST /corrections`: keeps one, or takes one back, and leads back.
pub fn change(app: &App, visit: &Visit) -> Answer {
    let back = visit.get("back").filter(|back| back.starts_with('/') && !back.starts_with("//")).unwrap_or("/corrections");
    if !app.has_record() {
        return Err(Trouble::missing(visit, "no_record", "no_record_hint_short"));
    }
    let mut store = app.change()?;
    if let Some(number) = visit.get("undo") {
        let was_there = number.parse().ok().map(|number| store.undo(number)).transpose()?.unwrap_or(false);
        return if was_there { see(back) } else { Err(Trouble::missing(visit, "no_such_correction", "no_such_correction_hint")) };
    }
    let correction = correction(visit)?;
    if let Some(missing) = store.missing(&correction)? {
        return Err(Trouble {
            status: StatusCode::NOT_FOUND,
            message: visit.words.with("not_in_record", &plain(&missing)),
            hint: visit.words.t("not_in_record_hint").to_string(),
        });
    }
    let number = store.correct(&correction)?;
    if back == "/corrections" { see(&format!("/corrections?done={number}")) } else { see(back) }
}

/// The correction that a form asks for.
fn correction(visit: &Visit) -> Result<Correction, Trouble> {
    let incomplete = || Trouble::request(visit, "form_incomplete", "form_incomplete_hint");
    let value = |name: &str| visit.get(name).map(str::to_string).ok_or_else(incomplete);
    let lines = |name: &str| {
        let all: Vec<String> = visit.all(name).iter().flat_map(|value| value.lines()).map(|line| line.trim().to_string()).collect();
        let all: Vec<String> = all.into_iter().filter(|line| !line.is_empty()).collect();
        if all.is_empty() { Err(incomplete()) } else { Ok(all) }
    };
    match visit.get("what") {
        Some("reject") => Ok(Correction::Reject { statement: value("statement")? }),
        Some("source") => {
            let kind = visit.get("kind").map(str::to_string);
            if kind.as_deref().is_some_and(|kind| SourceKind::from_name(kind).is_none()) {
                return Err(incomplete());
            }
            Ok(Correction::Source { statement: value("statement")?, name: value("name")?, kind })
        }
        Some("merge") => Ok(Correction::Merge { names: lines("names")?, into: value("into")? }),
        Some("split") => Ok(Correction::Split { name: value("name")?, to: value("to")?, articles: lines("articles")? }),
        Some("join") => Ok(Correction::Join { one: value("one")?, other: value("other")? }),
        Some("part") => Ok(Correction::Part { one: value("one")?, other: value("other")? }),
        _ => Err(incomplete()),
    }
}

#[derive(Template)]
#[template(path = "corrections.html")]
struct CorrectionsPage<'a> {
    frame: Frame<'a>,
    has_record: bool,
    kept: Vec<Row>,
    done: Option<String>,
}

#[derive(Template)]
#[template(path = "correct.html")]
struct CorrectPage<'a> {
    frame: Frame<'a>,
    article_id: &'a str,
    note: Note,
    kinds: Vec<&'static str>,
    kind: &'static str,
}

struct Row {
    number: i64,
    made: String,
    undone: Option<String>,
    told: String,
    statement: Option<String>,
}

impl Row {
    fn of(kept: &KeptCorrection, words: &Words) -> Self {
        let statement = match &kept.correction {
            Correction::Reject { statement } | Correction::Source { statement, .. } => Some(statement.clone()),
            _ => None,
        };
        Row {
            number: kept.id,
            made: words.date(&kept.made),
            undone: kept.undone.as_deref().map(|undone| words.date(undone)),
            told: told(&kept.correction, words),
            statement,
        }
    }
}

/// A correction in words.
fn told(correction: &Correction, words: &Words) -> String {
    let filled = |name: &str, parts: &[(&str, &str)]| {
        parts.iter().fold(words.t(name).to_string(), |told, (part, value)| told.replace(part, &plain(value)))
    };
    match correction {
        Correction::Reject { statement } => filled("told_reject", &[("{statement}", statement)]),
        Correction::Source { statement, name, kind } => {
            let kind = kind.as_deref().map(|kind| format!(" ({})", words.of("source", kind))).unwrap_or_default();
            filled("told_source", &[("{statement}", statement), ("{name}", &format!("{name}{kind}"))])
        }
        Correction::Merge { names, into } => filled("told_merge", &[("{names}", &names.join(", ")), ("{into}", into)]),
        Correction::Split { name, to, articles } => {
            filled("told_split", &[("{name}", name), ("{to}", to), ("{articles}", &articles.join(", "))])
        }
        Correction::Join { one, other } => filled("told_join", &[("{one}", one), ("{other}", other)]),
        Correction::Part { one, other } => filled("told_part", &[("{one}", one), ("{other}", other)]),
    }
}
