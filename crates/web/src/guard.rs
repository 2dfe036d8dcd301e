//! Who may ask, and what a browser may do with the answer.
//!
//! * The **Host** that a browser asks for must be this program's address: otherwise a page of somebody else's could have its own name point here (DNS
//!   rebinding) and read the answers.
//! * What changes something must come from a page of this program (**Origin**) and carry the **form token**: otherwise any page could send a form here (CSRF).
//! * On an address that other machines reach, everything needs the **access token** that is printed at the start.
//! * No answer may run a script or use a style that is not a file of this program (**CSP**), be framed, or be guessed to be of another type.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};

/// The cookie that holds the access token.
const ACCESS_COOKIE: &str = "quell_access";

/// The parameter that carries it once.
const ACCESS_PARAMETER: &str = "token";

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const HEADERS: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    // A form of this program's still says where it comes from.
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
];

/// What decides who may ask.
#[derive(Debug)]
pub struct Guard {
    address: SocketAddr,
    /// What a request needs where others can reach the address.
    access_token: Option<String>,
    /// What a form of this program carries.
    pub form_token: String,
}

impl Guard {
    /// The guard of this address, with fresh tokens; an error if the system has no randomness.
    pub fn new(address: SocketAddr) -> io::Result<Self> {
        let access_token = if address.ip().is_loopback() { None } else { Some(token()?) };
        Ok(Guard { address, access_token, form_token: token()? })
    }

    /// What to open in a browser.
    pub fn url(&self) -> String {
        let host = match self.address.ip() {
            // An address that means every one of this machine: on this machine, the loopback one.
            IpAddr::V4(any) if any.is_unspecified() => IpAddr::from([127, 0, 0, 1]),
            IpAddr::V6(any) if any.is_unspecified() => IpAddr::from([0, 0, 0, 0, 0, 0, 0, 1]),
            other => other,
        };
        let token = self.access_token.as_ref().map(|token| format!("?{ACCESS_PARAMETER}={token}")).unwrap_or_default();
        format!("http://{}/{token}", SocketAddr::new(host, self.address.port()))
    }

    /// Whether a browser that asks for this host means this program.
    fn is_own_host(&self, host: &str) -> bool {
        let port = self.address.port();
        if let Ok(asked) = host.parse::<SocketAddr>() {
            // A name that leads here must be somebody's; a number is nobody's name.
            return asked.port() == port && (asked.ip().is_loopback() || !self.address.ip().is_loopback());
        }
        let (name, named_port) = host.rsplit_once(':').unwrap_or((host, "80"));
        let is_number = name.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback() || !self.address.ip().is_loopback());
        (name.eq_ignore_ascii_case("localhost") || is_number) && named_port.parse() == Ok(port)
    }

    /// Whether the access token, if one is needed, comes with the request.
    fn has_access(&self, request: &Request) -> bool {
        let Some(token) = &self.access_token else { return true };
        let bearer = text(request.headers(), &header::AUTHORIZATION).and_then(|value| value.strip_prefix("Bearer "));
        let in_cookie = cookie(request.headers(), ACCESS_COOKIE);
        [bearer, in_cookie, access_parameter(request)].into_iter().flatten().any(|given| is_same(given, token))
    }

    /// Why this request is not answered; `None` if it is.
    fn refusal(&self, request: &Request) -> Option<(StatusCode, &'static str)> {
        let headers = request.headers();
        let Some(host) = text(headers, &header::HOST) else {
            return Some((StatusCode::BAD_REQUEST, "A request names the host that it means."));
        };
        if !self.is_own_host(host) {
            let message =
                "This is Quell, and it was asked for under a name that is not its own. Open the address that it printed at the start.";
            return Some((StatusCode::MISDIRECTED_REQUEST, message));
        }
        if !self.has_access(request) {
            let message = "On an address that others can reach, Quell needs the token that it printed at the start: open that address, with its token.";
            return Some((StatusCode::UNAUTHORIZED, message));
        }
        let is_reading = [Method::GET, Method::HEAD].contains(request.method());
        // A browser names the origin of every form; who sends none is no browser, and has the form token to show.
        let is_foreign = match text(headers, &header::ORIGIN) {
            Some(origin) => origin.strip_prefix("http://") != Some(host),
            None => text(headers, &HeaderName::from_static("sec-fetch-site")).is_some_and(|site| site != "same-origin"),
        };
        if !is_reading && is_foreign {
            let message = "This was sent by a page of somebody else. Nothing was changed.";
            return Some((StatusCode::FORBIDDEN, message));
        }
        None
    }
}

/// The routes behind the guard.
pub fn guarded(routes: Router, guard: Arc<Guard>) -> Router {
    routes.layer(middleware::from_fn(move |request: Request, next: Next| {
        let guard = Arc::clone(&guard);
        async move {
            let mut response = match guard.refusal(&request) {
                Some((status, message)) => (status, format!("{message}\n")).into_response(),
                None => match access_parameter(&request).filter(|_| guard.access_token.is_some()) {
                    // From here on a cookie carries the token, so that it stands in no address, history or screenshot.
                    Some(token) => keep_access(token, request.uri().path()),
                    None => next.run(request).await,
                },
            };
            for (name, value) in HEADERS {
                response.headers_mut().insert(name, HeaderValue::from_static(value));
            }
            response.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
            response
        }
    }))
}

/// Whether a form carries the token; compared in the same time wherever they differ.
pub fn is_same(given: &str, token: &str) -> bool {
    let differing = given.bytes().zip(token.bytes()).fold(0, |differing, (one, other)| differing | (one ^ other));
    given.len() == token.len() && differing == 0
}

/// The value of a cookie.
pub fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let pairs = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(';'));
    pairs.filter_map(|pair| pair.trim().split_once('=')).find(|(known, _)| *known == name).map(|(_, value)| value)
}

fn keep_access(token: &str, path: &str) -> Response {
    let cookie = format!("{ACCESS_COOKIE}={token}; Path=/; HttpOnly; SameSite=Strict");
    let headers = [(header::SET_COOKIE, cookie), (header::LOCATION, path.to_string())];
    (StatusCode::SEE_OTHER, headers, Body::empty()).into_response()
}

fn access_parameter(request: &Request) -> Option<&str> {
    let pairs = request.uri().query()?.split('&').filter_map(|pair| pair.split_once('='));
    pairs.into_iter().find(|(name, _)| *name == ACCESS_PARAMETER).map(|(_, value)| value)
}

fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// 128 bits that nobody can guess, in hexadecimal.
fn token() -> io::Result<String> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|error| io::Error::other(format!("the system has no random numbers: {error}")))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guard(address: &str) -> Guard {
        Guard::new(address.parse().unwrap()).unwrap()
    }

    #[test]
    fn only_its_own_names_lead_here() {
        let local = guard("127.0.0.1:7355");
        for host in ["127.0.0.1:7355", "localhost:7355", "LOCALHOST:7355", "[::1]:7355"] {
            assert!(local.is_own_host(host), "{host}");
        }
        for host in ["evil.example:7355", "127.0.0.1", "localhost:80", "192.168.1.7:7355", "127.0.0.1.evil.example:7355", "", ":7355"] {
            assert!(!local.is_own_host(host), "{host}");
        }
        let reachable = guard("0.0.0.0:7355");
        assert!(reachable.is_own_host("192.168.1.7:7355"));
        assert!(!reachable.is_own_host("evil.example:7355"));
    }

    #[test]
    fn others_need_a_token() {
        assert!(guard("127.0.0.1:1").access_token.is_none());
        let reachable = guard("192.168.1.7:7355");
        assert!(reachable.url().starts_with("http://192.168.1.7:7355/?token="));
        assert!(is_same("ab", "ab") && !is_same("ab", "abc") && !is_same("ab", "ac") && !is_same("", "a"));
    }
}
