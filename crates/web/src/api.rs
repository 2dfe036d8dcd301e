//! The interface for programs: the views of the engine as JSON and CSV, and the document that describes it.
//!
//! [`ENDPOINTS`] is the one list: routes and the OpenAPI document are both made of it.

use askama::Template;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use quell::store::{Query, day_of};
use quell::view::table;
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::answer::{Answer, Trouble, html};
use crate::pages::article::found;
use crate::pages::{Frame, changes, claim, read, who};
use crate::state::App;
use crate::stories;
use crate::visit::Visit;

/// One address of the interface.
pub struct Endpoint {
    /// GET or POST.
    pub method: &'static str,
    /// Its path, with parameters in braces.
    pub path: &'static str,
    /// What it gives.
    pub summary: &'static str,
    /// The type of the answer.
    pub media_type: &'static str,
    /// Name, meaning, and whether it must be there.
    pub parameters: &'static [(&'static str, &'static str, bool)],
    /// What answers; `None` for what is posted.
    pub page: Option<fn(&App, &Visit) -> Answer>,
}

const JSON: &str = "application/json";
const CSV: &str = "text/csv";

type Parameter = (&'static str, &'static str, bool);

const SINCE: Parameter = ("since", "only what was published on this day or later", false);
const UNTIL: Parameter = ("until", "only what was published on this day or earlier", false);
const ALL: Parameter = ("all", "1: also what is less certain", false);
const ID: Parameter = ("id", "the article's id", true);
const AT: Parameter = ("at", "the article's address", true);
const QUESTION: &[Parameter] = &[
    ("q", "words of a claim", false),
    ("statement", "the id of a statement", false),
    ("at", "a place: URL#START-END, in characters of the article's text", false),
];

/// All of it.
pub const ENDPOINTS: &[Endpoint] = &[
    get("/api/openapi.json", "this description", JSON, &[], openapi),
    get("/api/overview", "how much the record holds", JSON, &[], overview),
    get("/api/stories", "the stories of the last days, with articles against independent origins", JSON, &[], recent),
    get(
        "/api/search",
        "articles of the record",
        JSON,
        &[
            ("q", "words, \"phrases\", beginnings*", false),
            ("source", "a source of some statement", false),
            ("outlet", "who published it", false),
            SINCE,
            UNTIL,
            ("limit", "at most so many, 100 at most", false),
        ],
        search,
    ),
    get("/api/articles", "the current version of the article at an address", JSON, &[AT, ALL], article_at),
    get(
        "/api/articles/{id}",
        "an article with everything that was found in it, as `quell read --json` prints it",
        JSON,
        &[ID, ALL],
        article,
    ),
    get("/api/articles/{id}/statements.csv", "its statements as a table", CSV, &[ID, ALL], article_csv),
    get("/api/articles/{id}/sources", "who speaks in it, as `quell sources --json` prints it", JSON, &[ID, ALL], article_sources),
    get("/api/trace", "where a claim comes from, as `quell trace --json` prints it", JSON, QUESTION, trace),
    get("/api/trace.csv", "the same as a table, one line an article", CSV, QUESTION, trace_csv),
    get("/api/trace.svg", "the same as a drawing", "image/svg+xml", QUESTION, claim::svg),
    get("/api/who", "what somebody said", JSON, &[("name", "a name, or words of it", true), SINCE, UNTIL, ALL], who_json),
    get("/api/who.csv", "the same as a table", CSV, &[("name", "a name, or words of it", true), SINCE, UNTIL, ALL], who_csv),
    get("/api/changes", "what changed between the versions of an article", JSON, &[AT, ALL], history),
    get("/api/corrections", "all corrections, also those that were undone", JSON, &[], corrections),
    Endpoint {
        method: "POST",
        path: "/api/read",
        summary: "reads the body (HTML, text, WARC, JSON Lines; 20 MiB at most) and gives a list of articles; nothing is kept",
        media_type: JSON,
        parameters: &[
            ("name", "what the input is called", false),
            ("outlet", "who published it", false),
            ("published", "when, in ISO 8601", false),
        ],
        page: None,
    },
];

const fn get(
    path: &'static str,
    summary: &'static str,
    media_type: &'static str,
    parameters: &'static [Parameter],
    page: fn(&App, &Visit) -> Answer,
) -> Endpoint {
    Endpoint { method: "GET", path, summary, media_type, parameters, page: Some(page) }
}

/// `/api`: the same list for people.
pub fn page(_: &App, visit: &Visit) -> Answer {
    html(&ApiPage { frame: Frame::new(visit, visit.words.t("foot_api"), "api"), endpoints: ENDPOINTS })
}

#[derive(Template)]
#[template(path = "api.html")]
struct ApiPage<'a> {
    frame: Frame<'a>,
    endpoints: &'static [Endpoint],
}

/// What went wrong, as JSON.
pub fn trouble(trouble: &Trouble) -> Response {
    let body = json!({ "error": trouble.message, "hint": trouble.hint }).to_string();
    (trouble.status, [(header::CONTENT_TYPE, JSON)], body).into_response()
}

fn answer(value: &impl Serialize) -> Answer {
    let body = serde_json::to_vec(value).map_err(|error| Trouble {
        status: StatusCode::INTERNAL_SERVER_ERROR,
        message: format!("the answer could not be written: {error}"),
        hint: String::new(),
    })?;
    Ok(([(header::CONTENT_TYPE, JSON)], body).into_response())
}

fn csv(lines: Vec<u8>) -> Answer {
    Ok(([(header::CONTENT_TYPE, "text/csv; charset=utf-8")], lines).into_response())
}

fn no_record(visit: &Visit) -> Trouble {
    Trouble::missing(visit, "no_record", "no_record_hint_short")
}

/// The description in OpenAPI 3.1, made of the list.
fn openapi(_: &App, _: &Visit) -> Answer {
    let mut paths = Map::new();
    for endpoint in ENDPOINTS {
        let parameter = |(name, about, is_needed): &Parameter| {
            let place = if endpoint.path.contains(&format!("{{{name}}}")) { "path" } else { "query" };
            json!({ "name": name, "in": place, "description": about, "required": is_needed, "schema": { "type": "string" } })
        };
        let content = |media_type: &str| json!({ media_type: { "schema": if media_type == JSON { json!({}) } else { json!({ "type": "string" }) } } });
        let mut operation = json!({
            "summary": endpoint.summary,
            "parameters": endpoint.parameters.iter().map(parameter).collect::<Vec<_>>(),
            "responses": {
                "200": { "description": endpoint.summary, "content": content(endpoint.media_type) },
                "default": { "description": "what went wrong (`error`) and what to do next (`hint`)", "content": content(JSON) },
            },
        });
        if endpoint.method == "POST" {
            operation["requestBody"] = json!({ "required": true, "content": { "application/octet-stream": {} } });
        }
        let methods = paths.entry(endpoint.path).or_insert_with(|| json!({}));
        methods[endpoint.method.to_lowercase()] = operation;
    }
    let document = json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Quell",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Who said what, and on whose word. Spans are [start, end) in Unicode characters of the article's text.",
        },
        "paths": Value::Object(paths),
    });
    answer(&document)
}

fn overview(app: &App, visit: &Visit) -> Answer {
    answer(&app.record()?.ok_or_else(|| no_record(visit))?.overview()?)
}

fn recent(app: &App, visit: &Visit) -> Answer {
    let recent = stories::recent(app)?.ok_or_else(|| no_record(visit))?;
    answer(&recent.stories)
}

fn search(app: &App, visit: &Visit) -> Answer {
    let value = |name: &str| visit.get(name).map(str::to_string);
    let query = Query {
        words: value("q").unwrap_or_default(),
        source: value("source"),
        outlet: value("outlet"),
        since: visit.get("since").and_then(day_of),
        until: visit.get("until").and_then(day_of),
        count_max: visit.get("limit").and_then(|limit| limit.parse().ok()).unwrap_or(20).min(100),
    };
    let (count, articles) = app.record()?.ok_or_else(|| no_record(visit))?.search(&query)?;
    answer(&json!({ "count": count, "articles": articles }))
}

fn article(app: &App, visit: &Visit) -> Answer {
    answer(&found(app, visit, visit.get("id").unwrap_or_default(), visit.has("all"))?.reading.item())
}

fn article_at(app: &App, visit: &Visit) -> Answer {
    let missing = || Trouble::missing(visit, "no_such_article", "no_such_article_hint");
    let record = app.record()?.ok_or_else(|| no_record(visit))?;
    let version = record.current(visit.get("at").unwrap_or_default())?.ok_or_else(missing)?;
    answer(&quell::record::reading(version, &record.corrections()?, visit.has("all")).item())
}

fn article_csv(app: &App, visit: &Visit) -> Answer {
    let article = found(app, visit, visit.get("id").unwrap_or_default(), visit.has("all"))?;
    csv([table::head(), table::rows(&article.reading)].concat())
}

fn article_sources(app: &App, visit: &Visit) -> Answer {
    let article = found(app, visit, visit.get("id").unwrap_or_default(), visit.has("all"))?;
    answer(&quell::view::Speakers::of(&article.reading.document))
}

fn trace(app: &App, visit: &Visit) -> Answer {
    answer(&claim::trace(app, visit)?)
}

fn trace_csv(app: &App, visit: &Visit) -> Answer {
    let view = claim::trace(app, visit)?;
    let columns = ["origin", "origin_kind", "url", "outlet", "published", "words", "stance", "statement"];
    let mut lines = table::names(&columns);
    for origin in &view.origins {
        let articles = origin.articles.iter().filter_map(|url| view.articles.iter().find(|article| article.url == *url));
        for article in articles {
            lines.extend(table::line([
                Some(origin.label.clone()),
                Some(origin.kind.to_string()),
                Some(article.url.clone()),
                article.outlet.clone(),
                article.published.clone(),
                Some(article.words.clone()),
                Some(article.stance.to_string()),
                article.statement.clone(),
            ]));
        }
    }
    csv(lines)
}

fn who_json(app: &App, visit: &Visit) -> Answer {
    let record = app.record()?.ok_or_else(|| no_record(visit))?;
    let people = who::statements(&record, visit, usize::MAX)?;
    answer(&people.iter().map(|(name, statements)| json!({ "name": name, "statements": statements })).collect::<Vec<_>>())
}

fn who_csv(app: &App, visit: &Visit) -> Answer {
    let record = app.record()?.ok_or_else(|| no_record(visit))?;
    let mut lines = table::names(&table::KEPT_COLUMNS);
    for statement in who::statements(&record, visit, usize::MAX)?.iter().flat_map(|(_, statements)| statements) {
        lines.extend(table::line(table::kept_row(statement)));
    }
    csv(lines)
}

fn history(app: &App, visit: &Visit) -> Answer {
    answer(&changes::history(app, visit)?)
}

fn corrections(app: &App, visit: &Visit) -> Answer {
    answer(&app.record()?.ok_or_else(|| no_record(visit))?.all_corrections()?)
}

/// `POST /api/read`: what was found in the body; nothing is kept.
pub fn read(app: &App, visit: &Visit, incoming: read::Incoming) -> Answer {
    let bundle = read::bundle(app, visit, incoming)?;
    let articles: Vec<_> = bundle.readings.iter().map(|(_, reading)| reading.item()).collect();
    let remarks = bundle
        .remarks
        .iter()
        .map(|remark| json!({ "place": remark.place, "level": remark.level, "message": remark.message, "hint": remark.hint }));
    answer(&json!({ "articles": articles, "remarks": remarks.collect::<Vec<_>>(), "is_cut": bundle.is_cut }))
}
