//! `quell serve` from the outside: it says where it is, answers, and ends when it is told to.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};

use crate::{Folder, command, quell};

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
