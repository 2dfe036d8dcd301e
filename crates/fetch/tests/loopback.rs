//! A server on loopback that behaves well, and all the ways in which one may not.

use std::collections::HashMap;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use flate2::read::MultiGzDecoder;
use quell_fetch::{Options, Outcome, Validators, fetch};

/// A server that answers by path, and what it was asked.
struct Server {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn start(answer: fn(&str) -> Vec<u8>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&asked);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let request = request(&stream);
                let path = request.split(' ').nth(1).unwrap_or_default().to_string();
                log.lock().unwrap().push(request);
                let mut stream = stream;
                let _ = stream.write_all(&answer(&path));
            }
        });
        Server { address, asked }
    }

    fn asked_paths(&self) -> Vec<String> {
        self.asked.lock().unwrap().iter().map(|request| request.split(' ').nth(1).unwrap_or_default().to_string()).collect()
    }
}

fn request(stream: &TcpStream) -> String {
    let (mut request, mut byte, mut stream) = (Vec::new(), [0], stream);
    while !request.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|length| length > 0) {
        request.push(byte[0]);
    }
    String::from_utf8_lossy(&request).to_lowercase()
}

fn answer(status: &str, fields: &str, body: &str) -> Vec<u8> {
    format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n{fields}\r\n{body}", body.len()).into_bytes()
}

fn site(path: &str) -> Vec<u8> {
    match path {
        "/robots.txt" => answer("200 OK", "", "User-agent: *\nDisallow: /intern\n"),
        "/1" => answer(
            "200 OK",
            "Content-Type: text/html\r\nETag: \"v1\"\r\nTDM-Reservation: 1\r\n",
            "<html><meta name=robots content=noai><p>Die Br\u{fc}cke.",
        ),
        "/alt" => answer("301 Moved Permanently", "Location: /1#unten\r\n", ""),
        "/kreis" => answer("302 Found", "Location: /kreis\r\n", ""),
        "/datei" => answer("302 Found", "Location: file:///etc/passwd\r\n", ""),
        "/lang" => answer("200 OK", "", &"x".repeat(5000)),
        "/kurz" => b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\nConnection: close\r\n\r\nDie Br".to_vec(),
        "/unsinn" => b"Guten Tag\r\n\r\n".to_vec(),
        "/neu" => answer("304 Not Modified", "", ""),
        _ => answer("404 Not Found", "", "nichts"),
    }
}

fn options() -> Options {
    Options { allows_private: true, bytes_max: 1000, timeout: Duration::from_secs(5), redirects_max: 3, delay: Duration::ZERO }
}

fn run(urls: &[String], known: &HashMap<String, Validators>, options: &Options) -> (Vec<Outcome>, String) {
    let (mut outcomes, mut archive) = (Vec::new(), Vec::new());
    fetch(urls, known, options, &mut archive, |_, outcome| {
        outcomes.push(outcome.clone());
        ControlFlow::Continue(())
    })
    .unwrap();
    let mut text = Vec::new();
    MultiGzDecoder::new(archive.as_slice()).read_to_end(&mut text).unwrap();
    (outcomes, String::from_utf8_lossy(&text).into_owned())
}

fn one(server: &Server, path: &str) -> (Outcome, String) {
    let (mut outcomes, archive) = run(&[format!("{}{path}", server.address)], &HashMap::new(), &options());
    (outcomes.remove(0), archive)
}

#[test]
fn a_page_is_written_with_what_was_asked_and_answered() {
    let server = Server::start(site);
    let (outcome, archive) = one(&server, "/alt");
    let Outcome::Fetched { url, bytes, is_cut_off, reservations } = outcome else { panic!("{outcome:?}") };
    assert_eq!((url, is_cut_off), (format!("{}/1", server.address), false));
    assert!(bytes > 40);
    assert_eq!(reservations.len(), 2, "{reservations:?}");
    assert_eq!(server.asked_paths(), ["/robots.txt", "/.well-known/tdmrep.json", "/alt", "/1"]);
    assert_eq!(archive.matches("WARC-Type: response").count(), 2);
    assert_eq!(archive.matches("WARC-Type: request").count(), 2);
    assert!(archive.contains("Die Br\u{fc}cke.") && archive.contains("etag: \"v1\""));
    assert!(server.asked.lock().unwrap().iter().all(|request| request.contains("user-agent: quell/")));
}

#[test]
fn robots_txt_is_kept_to() {
    let server = Server::start(site);
    let (outcome, archive) = one(&server, "/intern/1");
    assert!(matches!(&outcome, Outcome::Refused(reason) if reason.contains("robots.txt")), "{outcome:?}");
    assert!(!server.asked_paths().contains(&"/intern/1".to_string()) && !archive.contains("WARC-Type: response"));
    let failing = Server::start(|path| if path == "/robots.txt" { answer("500 Oops", "", "") } else { site(path) });
    assert!(matches!(one(&failing, "/1").0, Outcome::Refused(_)));
    let without = Server::start(|path| if path == "/robots.txt" { answer("404 Not Found", "", "") } else { site(path) });
    assert!(matches!(one(&without, "/1").0, Outcome::Fetched { .. }));
}

#[test]
fn redirects_are_bounded_and_checked_again() {
    let server = Server::start(site);
    assert!(matches!(one(&server, "/kreis").0, Outcome::Failed(reason) if reason.contains("more than 3")));
    assert!(matches!(one(&server, "/datei").0, Outcome::Refused(reason) if reason.contains("not file")));
    let (outcomes, _) = run(&[format!("{}/1", server.address)], &HashMap::new(), &Options { allows_private: false, ..options() });
    assert!(matches!(&outcomes[0], Outcome::Refused(reason) if reason.contains("private address 127.0.0.1")), "{outcomes:?}");
    // A name that resolves to a private address is refused like the address.
    let port = server.address.rsplit(':').next().unwrap();
    let (outcomes, _) = run(&[format!("http://localhost:{port}/1")], &HashMap::new(), &Options { allows_private: false, ..options() });
    assert!(matches!(&outcomes[0], Outcome::Refused(reason) if reason.contains("private address")), "{outcomes:?}");
}

#[test]
fn sizes_and_broken_answers_are_told() {
    let server = Server::start(site);
    let (outcome, archive) = one(&server, "/lang");
    assert!(matches!(outcome, Outcome::Fetched { bytes: 1000, is_cut_off: true, .. }), "{outcome:?}");
    assert!(archive.contains("WARC-Truncated: length"));
    assert!(matches!(one(&server, "/kurz").0, Outcome::Fetched { is_cut_off: true, .. }));
    assert!(matches!(one(&server, "/unsinn").0, Outcome::Failed(_)));
    assert!(matches!(one(&server, "/fehlt").0, Outcome::Failed(reason) if reason.contains("404")));
    let addresses = ["gopher://x/".to_string(), "bote.example".to_string(), "http://a:b@bote.example/".to_string()];
    assert!(run(&addresses, &HashMap::new(), &options()).0.iter().all(|outcome| matches!(outcome, Outcome::Refused(_))));
}

#[test]
fn what_is_known_is_asked_for_only_if_it_changed() {
    let server = Server::start(site);
    let url = format!("{}/neu", server.address);
    let validators = Validators { etag: Some("\"v1\"".to_string()), last_modified: Some("fri, 14 mar 2025 08:12:00 gmt".to_string()) };
    let known = HashMap::from([(url.clone(), validators)]);
    let (outcomes, archive) = run(&[url], &known, &options());
    assert_eq!(outcomes, [Outcome::Unchanged]);
    assert!(archive.contains("WARC-Type: revisit"));
    let asked = server.asked.lock().unwrap().last().unwrap().clone();
    assert!(asked.contains("if-none-match: \"v1\"") && asked.contains("if-modified-since: fri, 14 mar"));
}

#[test]
fn a_host_is_asked_once_in_a_while() {
    let server = Server::start(site);
    let started = Instant::now();
    run(&[format!("{}/1", server.address)], &HashMap::new(), &Options { delay: Duration::from_millis(150), ..options() });
    // Three requests, two pauses.
    assert!(started.elapsed() >= Duration::from_millis(300));
}

#[test]
fn a_server_that_says_nothing_is_given_up() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let options = Options { timeout: Duration::from_millis(300), ..options() };
    let (outcomes, _) = run(&[url], &HashMap::new(), &options);
    assert!(matches!(&outcomes[0], Outcome::Refused(reason) if reason.contains("too long")), "{outcomes:?}");
}
