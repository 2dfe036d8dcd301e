//! Every address that is answered, and the page that answers it.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, Form, FromRequest, Multipart, Query, RawPathParams, Request};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use quell::Input;

use crate::answer::{Answer, Trouble, see};
use crate::guard::{Guard, cookie};
use crate::pages::{article, changes, claim, corrections, read, start, who, why};
use crate::state::App;
use crate::visit::Visit;
use crate::{api, words};

/// What comes in at one time has so many bytes at most.
pub const UPLOAD_BYTES_MAX: usize = 20 << 20;

/// A form has so many bytes at most.
const FORM_BYTES_MAX: usize = 256 << 10;

/// The cookie that holds the language of the interface.
const LANGUAGE_COOKIE: &str = "interface_language";

const STYLE: &str = include_str!("../static/quell.css");
const SCRIPT: &str = include_str!("../static/quell.js");
const ICON: &str = include_str!("../static/icon.svg");

/// A page that is asked for.
type Page = fn(&App, &Visit) -> Answer;

/// How it is told that there is none.
type Tell = fn(&Trouble, &Visit) -> Response;

/// The pages that are asked for with GET.
const PAGES: &[(&str, Page)] = &[
    ("/", start::page),
    ("/search", start::search),
    ("/read/{number}", read::page),
    ("/article", article::by_address),
    ("/article/{id}", article::page),
    ("/article/{id}/case", article::case),
    ("/article/{id}/case/{statement}", article::case),
    ("/article/{id}/why/{statement}", why::page),
    ("/claim", claim::page),
    ("/who", who::page),
    ("/changes", changes::page),
    ("/correct", corrections::of_statement),
    ("/corrections", corrections::page),
    ("/api", api::page),
];

/// All routes.
pub fn routes(app: Arc<App>, guard: &Guard) -> Router {
    let form_token: Arc<str> = guard.form_token.as_str().into();
    let shared = Shared { app, form_token };
    let mut router = Router::new();
    for &(path, page) in PAGES {
        router = router.route(path, shared.clone().asked(page, Trouble::page));
    }
    for endpoint in api::ENDPOINTS {
        router = match endpoint.page {
            Some(page) => router.route(endpoint.path, shared.clone().asked(page, |trouble, _| api::trouble(trouble))),
            None => router.route(endpoint.path, shared.clone().read_at_once()),
        };
    }
    router
        .route("/corrections", shared.clone().changed())
        .route("/read", shared.clone().received())
        .route("/language/{tag}", get(choose_language))
        .route("/static/quell.css", file("text/css; charset=utf-8", STYLE))
        .route("/static/quell.js", file("text/javascript; charset=utf-8", SCRIPT))
        .route("/static/icon.svg", file("image/svg+xml", ICON))
        .fallback(shared.asked(|_, visit| Err(Trouble::missing(visit, "no_such_page", "no_such_page_hint")), Trouble::page))
        .layer(DefaultBodyLimit::max(FORM_BYTES_MAX))
}

/// What every handler needs.
#[derive(Clone)]
struct Shared {
    app: Arc<App>,
    form_token: Arc<str>,
}

impl Shared {
    /// Answers with a page, or tells what went wrong.
    fn asked(self, page: Page, tell: Tell) -> MethodRouter {
        get(async move |path: RawPathParams, query: Query<Vec<(String, String)>>, request: Request| {
            let visit = self.visit(&path, query.0, &request);
            self.answered(visit, page, tell).await
        })
    }

    /// Keeps a correction.
    fn changed(self) -> MethodRouter {
        post(async move |path: RawPathParams, request: Request| {
            let mut visit = self.visit(&path, Vec::new(), &request);
            let Ok(form) = Form::<Vec<(String, String)>>::from_request(request, &()).await else {
                return Trouble::request(&visit, "form_incomplete", "form_incomplete_hint").page(&visit);
            };
            visit.parameters.extend(form.0);
            if !visit.has_form_token() {
                return refused(&visit);
            }
            self.answered(visit, corrections::change, Trouble::page).await
        })
    }

    /// Reads the body of a request and answers with what was found; nothing is kept.
    fn read_at_once(self) -> MethodRouter {
        let read = async move |path: RawPathParams, query: Query<Vec<(String, String)>>, request: Request| {
            let visit = self.visit(&path, query.0, &request);
            let Ok(bytes) = Bytes::from_request(request, &()).await else {
                return api::trouble(&too_large(&visit));
            };
            let value = |name: &str| visit.get(name).map(str::to_string);
            let inputs = if bytes.is_empty() { Vec::new() } else { vec![Input::Bytes(label(visit.get("name")), bytes.to_vec().into())] };
            let incoming = read::Incoming { inputs, outlet: value("outlet"), published: value("published") };
            self.answered(visit, move |app, visit| api::read(app, visit, incoming), |trouble, _| api::trouble(trouble)).await
        };
        post(read).layer(DefaultBodyLimit::max(UPLOAD_BYTES_MAX))
    }

    /// Reads what is pasted or dropped.
    fn received(self) -> MethodRouter {
        let receive = async move |path: RawPathParams, request: Request| {
            let mut visit = self.visit(&path, Vec::new(), &request);
            let Ok(parts) = Multipart::from_request(request, &()).await else {
                return Trouble::request(&visit, "no_form", "form_hint").page(&visit);
            };
            match incoming(parts, &mut visit).await {
                Ok(_) if !visit.has_form_token() => refused(&visit),
                Ok(incoming) => self.answered(visit, move |app, visit| read::receive(app, visit, incoming), Trouble::page).await,
                Err(_) => too_large(&visit).page(&visit),
            }
        };
        post(receive).layer(DefaultBodyLimit::max(UPLOAD_BYTES_MAX))
    }

    fn visit(&self, path: &RawPathParams, query: Vec<(String, String)>, request: &Request) -> Visit {
        let mut parameters: Vec<(String, String)> = path.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
        parameters.extend(query);
        let here = request.uri().path_and_query().map_or("/", |here| here.as_str()).to_string();
        Visit { parameters, here, words: language(request.headers()), form_token: Arc::clone(&self.form_token) }
    }

    /// Makes the page on a thread of its own, since it reads files and thinks.
    async fn answered(self, visit: Visit, page: impl FnOnce(&App, &Visit) -> Answer + Send + 'static, tell: Tell) -> Response {
        let app = self.app;
        let made = tokio::task::spawn_blocking(move || page(&app, &visit).unwrap_or_else(|trouble| tell(&trouble, &visit))).await;
        made.unwrap_or_else(|_| (StatusCode::INTERNAL_SERVER_ERROR, "The page could not be made.\n").into_response())
    }
}

fn too_large(visit: &Visit) -> Trouble {
    Trouble { status: StatusCode::PAYLOAD_TOO_LARGE, ..Trouble::request(visit, "too_large", "too_large_hint") }
}

/// What a form did not carry is not done.
fn refused(visit: &Visit) -> Response {
    Trouble { status: StatusCode::FORBIDDEN, ..Trouble::request(visit, "stale_form", "stale_form_hint") }.page(visit)
}

/// The texts and files of a form; its other fields become parameters.
async fn incoming(mut parts: Multipart, visit: &mut Visit) -> Result<read::Incoming, axum::extract::multipart::MultipartError> {
    let mut incoming = read::Incoming::default();
    while let Some(part) = parts.next_field().await? {
        let name = part.name().unwrap_or_default().to_string();
        let file_name = part.file_name().map(str::to_string);
        let bytes = part.bytes().await?;
        let text = || String::from_utf8_lossy(&bytes).trim().to_string();
        match (name.as_str(), bytes.is_empty()) {
            (_, true) => {}
            ("file", _) => incoming.inputs.push(Input::Bytes(label(file_name.as_deref()), bytes.to_vec().into())),
            ("text", _) if text().is_empty() => {}
            // A browser ends the lines of a form with two characters, whatever was pasted.
            ("text", _) => incoming.inputs.push(Input::Bytes("pasted".to_string(), text().replace("\r\n", "\n").into_bytes().into())),
            ("outlet", _) => incoming.outlet = Some(text()).filter(|outlet| !outlet.is_empty()),
            ("published", _) => incoming.published = Some(text()).filter(|date| !date.is_empty()),
            _ => visit.parameters.push((name, text())),
        }
    }
    Ok(incoming)
}

/// What a file is called in messages. It is never a path: only the last part of its name, shortened.
fn label(name: Option<&str>) -> String {
    let last = name.unwrap_or_default().rsplit(['/', '\\']).next().unwrap_or_default();
    let label = crate::shown::plain(last).chars().take(120).collect::<String>();
    if label.is_empty() || label == "-" { "file".to_string() } else { label }
}

/// `/language/TAG?to=PATH` chooses the language of the interface and leads back.
async fn choose_language(path: RawPathParams, query: Query<Vec<(String, String)>>) -> Response {
    let tag = path.iter().next().map(|(_, tag)| tag).unwrap_or_default();
    let words = words::chosen(Some(tag), None);
    let to = query.0.iter().find(|(name, _)| name == "to").map_or("/", |(_, to)| to);
    // An address of this program only: two slashes would lead to another host.
    let is_own = to.starts_with('/') && !to.starts_with("//") && !to.contains(['\\', '\r', '\n']);
    let mut response = see(if is_own { to } else { "/" }).unwrap_or_default();
    let cookie = format!("{LANGUAGE_COOKIE}={}; Path=/; Max-Age=31536000; SameSite=Lax", words.tag);
    if let Ok(cookie) = cookie.parse() {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

fn language(headers: &HeaderMap) -> &'static words::Words {
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    words::chosen(cookie(headers, LANGUAGE_COOKIE), accepted)
}

fn file(media_type: &'static str, content: &'static str) -> MethodRouter {
    get(async move || ([(header::CONTENT_TYPE, media_type), (header::CACHE_CONTROL, "no-cache")], Body::from(content)))
}
