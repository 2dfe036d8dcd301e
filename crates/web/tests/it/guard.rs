//! Who may ask: hosts, origins, tokens.

use std::net::IpAddr;

use crate::Server;

#[test]
fn another_name_does_not_lead_here() {
    let server = Server::empty();
    for host in ["evil.example", &format!("evil.example:{}", server.address.port()), "127.0.0.1", "127.0.0.1:1", "localhost.evil.example"] {
        let answer = server.ask("GET", "/", &[("Host", host)], b"");
        assert_eq!(answer.status, 421, "{host}");
        assert!(!answer.body.contains("<html"), "{host}");
    }
    assert_eq!(server.ask("GET", "/", &[("Host", &format!("localhost:{}", server.address.port()))], b"").status, 200);
    assert_eq!(server.ask("GET", "/", &[], b"").status, 400, "a host is named");
}

#[test]
fn a_page_of_somebody_else_changes_nothing() {
    let server = Server::with_record();
    let token = server.get("/corrections").form_token().to_string();
    let body = format!("form_token={token}&what=merge&names=A&into=B");
    let host = server.host();
    let form = ("Content-Type", "application/x-www-form-urlencoded");
    for origin in ["http://evil.example", "null", &format!("https://{host}"), "http://127.0.0.1:1"] {
        let answer = server.ask("POST", "/corrections", &[("Host", &host), ("Origin", origin), form], body.as_bytes());
        assert_eq!(answer.status, 403, "{origin}");
    }
    let answer = server.ask("POST", "/corrections", &[("Host", &host), ("Sec-Fetch-Site", "cross-site"), form], body.as_bytes());
    assert_eq!(answer.status, 403);
    let answer = server.ask("POST", "/api/read", &[("Host", &host), ("Origin", "http://evil.example")], b"Text.");
    assert_eq!(answer.status, 403);
    // From a page of its own, but without its token.
    let answer = server.post("/corrections", &[("what", "merge"), ("names", "A"), ("into", "B")]);
    assert_eq!(answer.status, 403);
    let answer = server.post("/corrections", &[("form_token", "0123"), ("what", "merge"), ("names", "A"), ("into", "B")]);
    assert_eq!(answer.status, 403);
    assert_eq!(server.get("/api/corrections").body, "[]");
}

#[test]
fn an_address_that_others_reach_needs_the_token() {
    let server = Server::start(IpAddr::from([0, 0, 0, 0]), |_| {});
    let host = server.host();
    assert_eq!(server.ask("GET", "/", &[("Host", &host)], b"").status, 401);
    assert_eq!(server.ask("GET", "/api/overview?token=wrong", &[("Host", &host)], b"").status, 401);
    let (_, token) = server.url.split_once("?token=").expect("the address that is printed holds the token");
    let first = server.ask("GET", &format!("/claim?token={token}"), &[("Host", &host)], b"");
    assert_eq!((first.status, first.location()), (303, "/claim"), "the token leaves the address");
    let cookie = first.header("set-cookie").unwrap();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"));
    let cookie = cookie.split(';').next().unwrap();
    assert_eq!(server.ask("GET", "/claim", &[("Host", &host), ("Cookie", cookie)], b"").status, 200);
    let bearer = format!("Bearer {token}");
    assert_eq!(server.ask("GET", "/api/openapi.json", &[("Host", &host), ("Authorization", &bearer)], b"").status, 200);
    assert_eq!(server.ask("GET", "/", &[("Host", "evil.example"), ("Cookie", cookie)], b"").status, 421);
}
