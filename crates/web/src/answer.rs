//! What a page gives back: HTML, a file, another address, or what went wrong and what to do next.

use askama::Template;
use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use quell::record::StoreError;

use crate::pages::Frame;
use crate::visit::Visit;

/// What a page gives back.
pub type Answer = Result<Response, Trouble>;

/// Why there is no such page, in the words of the interface, and what to do next.
#[derive(Debug, Clone)]
pub struct Trouble {
    /// The status of HTTP.
    pub status: StatusCode,
    /// What is the matter.
    pub message: String,
    /// What to do next.
    pub hint: String,
}

impl Trouble {
    /// What was asked for is not there.
    pub fn missing(visit: &Visit, message: &str, hint: &str) -> Self {
        Trouble { status: StatusCode::NOT_FOUND, message: visit.words.t(message).to_string(), hint: visit.words.t(hint).to_string() }
    }

    /// What was asked for cannot be understood.
    pub fn request(visit: &Visit, message: &str, hint: &str) -> Self {
        Trouble { status: StatusCode::BAD_REQUEST, ..Trouble::missing(visit, message, hint) }
    }

    /// As a page for people.
    pub fn page(&self, visit: &Visit) -> Response {
        let page = TroublePage { frame: Frame::new(visit, visit.words.t("trouble"), ""), message: &self.message, hint: &self.hint };
        let body = page.render().unwrap_or_else(|error| error.to_string());
        (self.status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], body).into_response()
    }
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        Trouble { status: StatusCode::INTERNAL_SERVER_ERROR, message: error.to_string(), hint: error.hint }
    }
}

#[derive(Template)]
#[template(path = "trouble.html")]
struct TroublePage<'a> {
    frame: Frame<'a>,
    message: &'a str,
    hint: &'a str,
}

/// A page.
pub fn html(template: &impl Template) -> Answer {
    let body = template.render().map_err(|error| Trouble {
        status: StatusCode::INTERNAL_SERVER_ERROR,
        message: format!("the page could not be written: {error}"),
        hint: String::new(),
    })?;
    Ok(([(header::CONTENT_TYPE, "text/html; charset=utf-8")], body).into_response())
}

/// Another address, which is asked for with GET.
pub fn see(address: &str) -> Answer {
    let location = HeaderValue::from_str(address).unwrap_or(HeaderValue::from_static("/"));
    Ok((StatusCode::SEE_OTHER, [(header::LOCATION, location)], Body::empty()).into_response())
}

/// Text that is shown as it is.
pub fn text(body: String) -> Answer {
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], body).into_response())
}
