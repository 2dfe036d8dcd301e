//! `quell serve` from the outside: it says where it is, answers, and ends when it is told to.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};

use crate::{Folder, command, quell, quell_with};

/// Asks a server on this machine, and gives its whole answer.
fn asked(host: &str, request: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(host).unwrap();
    let length = body.len();
    write!(stream, "{request} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nContent-Type: application/x-www-form-urlencoded\r\n")
        .unwrap();
    write!(stream, "Content-Length: {length}\r\nConnection: close\r\n\r\n{body}").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn killed_it_loses_no_correction_that_it_confirmed() {
    let folder = Folder::temporary();
    let store = folder.path().join("record.db").display().to_string();
    let article = serde_json::json!({"url": "https://bote.example/1", "text": "„Die Brücke bleibt zu“, sagte Mara Jessen. „Wir prüfen sie“, sagte Ilse Harms."});
    assert_eq!(quell_with(&["add", "-", "--store", &store], article.to_string().as_bytes()).status, 0);
    for round in 0..4 {
        let mut server =
            command(&["serve", "--port", "0", "--store", &store]).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let url = BufReader::new(server.stdout.take().unwrap()).lines().next().unwrap().unwrap();
        let host = url.trim_start_matches("http://").trim_end_matches('/').to_string();
        let page = asked(&host, "GET /corrections", "");
        let token = page.split("name=\"form_token\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_string();
        let form = format!("form_token={token}&what=merge&names=Ilse+Harms&into=Ilse+Harms+{round}");
        let confirmed = asked(&host, "POST /corrections", &form);
        server.kill().unwrap();
        server.wait().unwrap();
        assert!(confirmed.starts_with("HTTP/1.1 303"), "{confirmed}");
        let kept = quell(&["correct", "list", "--json", "--store", &store]);
        assert_eq!((kept.status, kept.out.lines().count()), (0, round + 1), "{}{}", kept.out, kept.err);
    }
}

#[test]
fn it_says_where_it_is_and_ends_with_an_interrupt() {
    let folder = Folder::temporary();
    let store = folder.path().join("record.db").display().to_string();
    let mut server = command(&["serve", "--port", "0", "--store", &store]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(server.stdout.take().unwrap()).lines();
    let url = lines.next().expect("it says where it is").unwrap();
    let host = url.trim_start_matches("http://").trim_end_matches('/').to_string();
    assert!(host.starts_with("127.0.0.1:"), "{url}");
    let mut stream = TcpStream::connect(&host).unwrap();
    write!(stream, "GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    // An address that is taken already is told.
    let (_, port) = host.split_once(':').unwrap();
    let second = quell(&["serve", "--port", port, "--store", &store]);
    assert_eq!(second.status, 1);
    assert!(second.err.contains("--port 0"), "{}", second.err);
    assert!(Command::new("kill").args(["-INT", &server.id().to_string()]).status().unwrap().success());
    assert!(server.wait().unwrap().success(), "an interrupt is how it ends");
}
