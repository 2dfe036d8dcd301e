//! Fetching from a server on loopback into an archive, and reading that.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread;

use crate::{Folder, quell};

const PAGE: &str = "<html lang=\"de\"><head><meta name=\"tdm-reservation\" content=\"1\"></head><body><article><h1>Brücke gesperrt</h1>\
    <p>„Wir prüfen die Pfeiler bis zum Herbst“, sagte Polizeisprecherin Mara Jessen am Montag.</p></article></body></html>";

/// Answers every request and gives its address.
fn server() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let (mut request, mut byte) = (Vec::new(), [0]);
            while !request.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|length| length > 0) {
                request.push(byte[0]);
            }
            let request = String::from_utf8_lossy(&request).to_lowercase();
            let answer = match request.split(' ').nth(1).unwrap_or_default() {
                "/1" if request.contains("if-none-match: \"v1\"") => "HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n".to_string(),
                "/1" => format!(
                    "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nETag: \"v1\"\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{PAGE}",
                    PAGE.len()
                ),
                _ => "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".to_string(),
            };
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    address
}

#[test]
fn a_page_is_fetched_read_and_not_fetched_again() {
    let folder = Folder::temporary();
    let (url, archive) = (format!("{}/1", server()), folder.path().join("a.warc.gz").display().to_string());
    let run = quell(&["fetch", &url, "--output", &archive, "--allow-private"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(run.out.contains(&url) && run.err.contains("tdm-reservation"), "{}{}", run.out, run.err);
    let read = quell(&["read", "--json", &archive]);
    assert_eq!((read.status, read.out.lines().count()), (0, 1), "{}", read.err);
    let item: serde_json::Value = serde_json::from_str(&read.out).unwrap();
    assert_eq!((item["capture"]["uri"].as_str(), item["article"]["url"].as_str()), (Some(url.as_str()), Some(url.as_str())));
    assert_eq!(item["capture"]["container"], archive.as_str());
    assert!(item["article"]["text"].as_str().unwrap().contains("Wir prüfen die Pfeiler"));
    let again = quell(&["fetch", "--json", &url, "--output", &archive, "--allow-private"]);
    assert!(again.out.contains("\"outcome\":\"unchanged\""), "{}{}", again.out, again.err);
    assert_eq!(quell(&["read", "--json", &archive]).out.lines().count(), 1);
}

#[test]
fn private_addresses_are_refused() {
    let folder = Folder::temporary();
    let archive = folder.path().join("a.warc.gz").display().to_string();
    let run = quell(&["fetch", &server(), "--output", &archive]);
    assert_eq!((run.status, run.out.as_str()), (1, ""));
    assert!(run.err.contains("private address") && run.err.contains("--allow-private"), "{}", run.err);
}
