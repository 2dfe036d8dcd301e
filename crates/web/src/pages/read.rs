//! What is pasted or dropped: read at once, kept in memory, and shown. Nothing of it is written to a disk.

use std::ops::ControlFlow;
use std::sync::Arc;

use askama::Template;
use quell::document::{ItemKind, Level};
use quell::{Event, Input, Options, Reading, date};

use super::Frame;
use crate::answer::{Answer, Trouble, html, see};
use crate::kept::{Bundle, Remark};
use crate::shown::{plain, shortened};
use crate::state::App;
use crate::visit::Visit;

/// So many articles are read at a time; an archive is for `quell add`.
const ARTICLES_MAX: usize = 200;

/// What came in, with what the user knows better.
#[derive(Debug, Default)]
pub struct Incoming {
    /// Texts and files.
    pub inputs: Vec<Input>,
    /// Who published it.
    pub outlet: Option<String>,
    /// When.
    pub published: Option<String>,
}

/// Reads what came in; an error says in which way it cannot be read.
pub fn bundle(app: &App, visit: &Visit, incoming: Incoming) -> Result<Bundle, Trouble> {
    let Incoming { inputs, outlet, published } = incoming;
    if inputs.is_empty() {
        return Err(Trouble::request(visit, "nothing_to_read", "nothing_to_read_hint"));
    }
    let is_date = |written: String| date::iso(&written).ok_or_else(|| Trouble::request(visit, "no_date", "no_date_hint"));
    let published = published.map(is_date).transpose()?;
    let engine = app.engine.with(Options { published, outlet, all: true, ..Options::default() });
    let mut bundle = Bundle::default();
    engine.read(
        inputs.into_iter().map(Ok).collect(),
        |event| event,
        |event, _| {
            if bundle.readings.len() >= ARTICLES_MAX {
                bundle.is_cut = true;
                return ControlFlow::Break(());
            }
            include(&mut bundle, event);
            ControlFlow::Continue(())
        },
    );
    Ok(bundle)
}

fn include(bundle: &mut Bundle, event: Event) {
    let remark = |place: &str, diagnostic: &quell::document::Diagnostic| Remark {
        place: plain(place),
        level: diagnostic.level.name(),
        message: plain(&diagnostic.message),
        hint: diagnostic.hint.as_deref().map(plain),
    };
    match event {
        Event::Unreadable(unreadable) => bundle.remarks.push(remark(&unreadable.place, &unreadable.diagnostic)),
        Event::Read(reading) => {
            let place = reading.capture.place();
            let remarks = reading.document.diagnostics.iter().filter(|remark| remark.level >= Level::Warning);
            bundle.remarks.extend(remarks.map(|diagnostic| remark(&place, diagnostic)));
            // Menus and prompts are nobody's words, and are not shown.
            if reading.document.article.kind != ItemKind::Boilerplate {
                let id = reading.item().article.id;
                bundle.readings.push((id, Arc::new(*reading)));
            }
        }
    }
}

/// `POST /read`: reads, keeps, and leads to the article, or to the list of articles.
pub fn receive(app: &App, visit: &Visit, incoming: Incoming) -> Answer {
    let bundle = bundle(app, visit, incoming)?;
    let only_one = match &bundle.readings[..] {
        [(id, _)] => Some(format!("/article/{id}")),
        _ => None,
    };
    let number = app.kept.lock().expect("nobody panics while keeping").keep(bundle);
    see(&only_one.unwrap_or_else(|| format!("/read/{number}")))
}

/// `/read/NUMBER`: what came in at one time.
pub fn page(app: &App, visit: &Visit) -> Answer {
    let missing = || Trouble::missing(visit, "no_longer_kept", "no_longer_kept_hint");
    let number = visit.get("number").and_then(|number| number.parse().ok()).ok_or_else(missing)?;
    let bundle = app.kept.lock().expect("nobody panics while looking").bundle(number).ok_or_else(missing)?;
    let articles = bundle.readings.iter().map(|(id, reading)| Row::of(id, reading, visit)).collect();
    html(&BundlePage { frame: Frame::new(visit, visit.words.t("what_was_read"), "start"), articles, bundle: &bundle })
}

#[derive(Template)]
#[template(path = "bundle.html")]
struct BundlePage<'a> {
    frame: Frame<'a>,
    articles: Vec<Row>,
    bundle: &'a Bundle,
}

/// An article in the list.
struct Row {
    id: String,
    title: String,
    kind: &'static str,
    outlet: String,
    published: String,
    statements: usize,
}

impl Row {
    fn of(id: &str, reading: &Reading, visit: &Visit) -> Self {
        let article = &reading.document.article;
        let first_line = || article.text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        let certain = reading.document.statements.iter().filter(|statement| statement.certainty >= quell::CERTAINTY_MIN);
        Row {
            id: id.to_string(),
            title: shortened(&plain(article.title.as_deref().unwrap_or_else(first_line)), 160),
            kind: article.kind.name(),
            outlet: article.outlet.as_deref().map(plain).unwrap_or_default(),
            published: article.published.as_ref().map(|published| visit.words.date(&published.value)).unwrap_or_default(),
            statements: certain.count(),
        }
    }
}
