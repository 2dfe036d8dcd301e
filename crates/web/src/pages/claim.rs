//! A claim: who carries it, where each has it from, and how many independent origins that makes.

use askama::Template;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use quell::view::trace::{DenialView, OriginView, TellingView, TraceView};
use quell::{Asked, question_in};

use super::Frame;
use crate::answer::{Answer, Trouble, html};
use crate::drawing::{self, Drawing, best_join, drawing, evidence};
use crate::shown::{plain, shortened};
use crate::state::App;
use crate::visit::{Visit, query};
use crate::words::Words;

/// Longer words are shortened in the table.
const WORDS_CHARACTERS: usize = 280;

/// Longer words are shortened where an article is chosen from a list.
const START_CHARACTERS: usize = 48;

/// The answer to what is asked for: words (`q`), a statement, or a place (`at`).
pub fn trace(app: &App, visit: &Visit) -> Result<TraceView, Trouble> {
    let no_record = || Trouble::missing(visit, "no_record", "no_record_hint_short");
    let asked = match (visit.get("statement"), visit.get("at"), visit.get("q")) {
        (Some(id), ..) => Some(Asked::Statement(id.to_string())),
        (None, Some(place), _) => Asked::at(place),
        (None, None, Some(words)) => Some(Asked::words_or_id(words)),
        (None, None, None) => None,
    };
    let asked = asked.ok_or_else(|| Trouble::request(visit, "nothing_to_trace", "nothing_to_trace_hint"))?;
    let record = app.record()?.ok_or_else(no_record)?;
    let tellings = record.tellings(quell::CERTAINTY_MIN)?;
    let question = question_in(&tellings, |name| tellings.number_of(name), &asked)?;
    let question = question.map_err(|diagnostic| Trouble {
        status: StatusCode::NOT_FOUND,
        message: plain(&diagnostic.message),
        hint: diagnostic.hint.as_deref().map(plain).unwrap_or_default(),
    })?;
    let trace = app.tracer.trace(&tellings, &question)?;
    Ok(TraceView::of(&trace, &tellings)?)
}

/// `/claim`: the claim that is asked for; without a question the form for one.
pub fn page(app: &App, visit: &Visit) -> Answer {
    let is_asked = ["statement", "at", "q"].iter().any(|name| visit.has(name));
    let view = if is_asked { Some(trace(app, visit)?) } else { None };
    let question = ["statement", "at", "q"].map(|name| (name, visit.get(name).unwrap_or_default()));
    let words = visit.words;
    html(&ClaimPage {
        frame: Frame::new(visit, view.as_ref().map_or(words.t("nav_claim"), |view| view.claim.as_str()), "claim"),
        question: query(&question),
        typed: visit.get("q").unwrap_or_default().to_string(),
        claim: view.as_ref().map(|view| Claim::of(view, words)),
        has_record: app.has_record(),
    })
}

/// `/api/trace.svg`: the drawing alone.
pub fn svg(app: &App, visit: &Visit) -> Answer {
    let drawing = drawing(&trace(app, visit)?, visit.words).render().unwrap_or_default();
    Ok(([(header::CONTENT_TYPE, "image/svg+xml")], drawing).into_response())
}

#[derive(Template)]
#[template(path = "claim.html")]
struct ClaimPage<'a> {
    frame: Frame<'a>,
    question: String,
    typed: String,
    claim: Option<Claim>,
    has_record: bool,
}

struct Claim {
    words: String,
    articles: usize,
    origins: usize,
    kinds: Vec<String>,
    is_disputed: bool,
    drawing: Drawing,
    groups: Vec<Group>,
    remarks: Vec<Remark>,
    nearest: Vec<(String, String)>,
}

struct Group {
    label: String,
    kind: String,
    tone: &'static str,
    rows: Vec<Row>,
}

struct Row {
    url: String,
    statement: String,
    outlet: String,
    published: String,
    words: String,
    /// The first of its words, by which one tells it from another of the same outlet.
    start: String,
    chain: String,
    reason: String,
    evidence: String,
    stance: Option<String>,
}

/// Something that the reader must know besides.
struct Remark {
    class: &'static str,
    label: String,
    words: String,
    who: String,
}

impl Claim {
    /// The two choices of articles that somebody joins or parts: id, name, label.
    fn judged(&self) -> [(&'static str, &'static str, &'static str); 2] {
        [("judge-one", "one", "one_of_these"), ("judge-other", "other", "other_of_these")]
    }

    fn of(view: &TraceView, words: &Words) -> Self {
        let kinds = view.by_kind.iter().filter(|(_, count)| **count > 0);
        Claim {
            words: plain(&view.claim),
            articles: view.articles.len(),
            origins: view.independent_origins,
            kinds: kinds.map(|(kind, count)| format!("{count} {}", words.of("origin", kind))).collect(),
            is_disputed: view.disputed,
            drawing: drawing(view, words),
            groups: view.origins.iter().map(|origin| group(origin, view, words)).collect(),
            remarks: remarks(view, words),
            nearest: view.nearest.iter().map(|near| (near.url.clone(), shortened(&plain(&near.words), WORDS_CHARACTERS))).collect(),
        }
    }
}

fn group(origin: &OriginView, view: &TraceView, words: &Words) -> Group {
    let articles = origin.articles.iter().filter_map(|url| view.articles.iter().find(|article| article.url == *url));
    Group {
        label: plain(&origin.label),
        kind: words.of("origin", origin.kind).to_string(),
        tone: drawing::tone(origin.kind),
        rows: articles.map(|article| row(origin, article, view, words)).collect(),
    }
}

fn row(origin: &OriginView, article: &TellingView, view: &TraceView, words: &Words) -> Row {
    let join = best_join(origin, &article.url);
    let links = article
        .chain
        .iter()
        .map(|link| format!("{} {}", words.of("relation", link.relation), plain(link.name.as_deref().unwrap_or(words.t("nobody_named")))));
    let with = join.map(|join| format!("{} {}", words.of("reason", join.reason), outlet_of(view, &join.a)));
    Row {
        url: article.url.clone(),
        statement: article.statement.clone().unwrap_or_default(),
        outlet: outlet_of(view, &article.url),
        published: article.published.as_deref().map_or_else(|| words.t("no_date_known").to_string(), |value| words.date(value)),
        words: shortened(&plain(&article.words), WORDS_CHARACTERS),
        start: shortened(&plain(&article.words), START_CHARACTERS),
        chain: links.collect::<Vec<_>>().join(", "),
        reason: with.unwrap_or_else(|| words.t("first_of_origin").to_string()),
        evidence: join.map(|join| evidence(join, words)).unwrap_or_default(),
        stance: (article.stance != "neutral").then(|| words.of("stance", article.stance).to_string()),
    }
}

fn outlet_of(view: &TraceView, url: &str) -> String {
    let outlet = view.articles.iter().find(|article| article.url == url).and_then(|article| article.outlet.as_deref());
    plain(outlet.unwrap_or(url))
}

fn remarks(view: &TraceView, words: &Words) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let outlet = |url: &str| outlet_of(view, url);
    let denied = |denial: &DenialView| {
        let by = denial.by.as_deref().map(|name| format!(" {} {}", words.t("by"), plain(name))).unwrap_or_default();
        let label = format!("{}{by}", words.of("denial", denial.kind));
        Remark {
            class: "alarm",
            label,
            words: format!("„{}“", shortened(&plain(&denial.evidence.words), WORDS_CHARACTERS)),
            who: outlet(&denial.evidence.url),
        }
    };
    for remark in view.denials.iter().map(denied) {
        // What several say in the same words is told once.
        match remarks.iter_mut().find(|known: &&mut Remark| (&known.label, &known.words) == (&remark.label, &remark.words)) {
            Some(known) if known.who.split(", ").any(|outlet| outlet == remark.who) => {}
            Some(known) => known.who = format!("{}, {}", known.who, remark.who),
            None => remarks.push(remark),
        }
    }
    for lost in &view.lost_hedges {
        let told = words.t("hedge_lost_words").replace("{to}", &outlet(&lost.to)).replace("{from}", &outlet(&lost.from));
        remarks.push(Remark {
            class: "doubt",
            label: words.t("hedge_lost").to_string(),
            words: told.replace("{hedge}", &plain(&lost.hedge.words)),
            who: String::new(),
        });
    }
    for circle in &view.circular {
        let steps: Vec<String> = circle.iter().map(|step| format!("{} → {}", outlet(&step.from), outlet(&step.to))).collect();
        remarks.push(Remark { class: "alarm", label: words.t("circular").to_string(), words: steps.join(", "), who: String::new() });
    }
    for correction in &view.corrections {
        let missing: Vec<String> = correction.uncorrected.iter().map(|url| outlet(url)).collect();
        let missing = if missing.is_empty() { String::new() } else { format!(" {}", words.with("not_corrected_in", &missing.join(", "))) };
        remarks.push(Remark {
            class: "doubt",
            label: words.t("corrected").to_string(),
            words: format!("„{}“{missing}", shortened(&plain(&correction.evidence.words), WORDS_CHARACTERS)),
            who: outlet(&correction.evidence.url),
        });
    }
    remarks
}
