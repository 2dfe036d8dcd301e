//! The page as a browser meets it: a real server at a real address, asked over a socket.

mod api;
mod changing;
mod guard;
mod hostile;
mod pages;

use std::fs;
use std::io::{Read, Write};
use std::net::{IpAddr, SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::thread::{self, JoinHandle};

use quell::{Engine, Options};
use quell_web::{Settings, serve};

/// A server that ends with the test.
pub struct Server {
    /// Where it listens.
    pub address: SocketAddr,
    /// What it printed.
    pub url: String,
    /// The record's file.
    pub store: PathBuf,
    is_stopped: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
    folder: PathBuf,
}

/// What was answered.
pub struct Answered {
    /// The status of HTTP.
    pub status: u16,
    /// The status line and the headers.
    pub head: String,
    /// What stands below.
    pub body: String,
}

impl Answered {
    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.into_iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// Where it leads.
    pub fn location(&self) -> &str {
        self.header("location").unwrap_or_else(|| panic!("leads nowhere: {} {}", self.status, self.body))
    }

    /// What the first form of the page carries.
    pub fn form_token(&self) -> &str {
        let (_, rest) = self.body.split_once("name=\"form_token\" value=\"").expect("the page has a form");
        rest.split('"').next().unwrap()
    }
}

impl Server {
    /// A server without a record.
    pub fn empty() -> Server {
        Server::start(IpAddr::from([127, 0, 0, 1]), |_| {})
    }

    /// A server with the sample stories, and an article with two versions.
    pub fn with_record() -> Server {
        Server::start(IpAddr::from([127, 0, 0, 1]), |folder| {
            let samples = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../samples/hafen"));
            let before = r#"{"url": "https://bote.example/7", "title": "Rat stimmt zu", "outlet": "Bote", "date": "2025-03-14T08:00:00", "text": "Die Brücke soll angeblich im Mai öffnen, sagte Bürgermeisterin Ida Moor. „Wir bauen weiter“, sagte Moor."}"#;
            let after = r#"{"url": "https://bote.example/7", "title": "Rat stimmt zu", "outlet": "Bote", "date": "2025-03-14T08:00:00", "text": "Die Brücke soll im Mai öffnen, erklärte der Rat. „Wir bauen weiter“, sagte Moor."}"#;
            add(folder, samples);
            for (name, line) in [("before.jsonl", before), ("after.jsonl", after)] {
                fs::write(folder.join(name), line).unwrap();
                add(folder, &folder.join(name));
            }
        })
    }

    /// A server at this address, with whatever is put into its folder first.
    pub fn start(host: IpAddr, prepare: impl FnOnce(&Path)) -> Server {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let name = format!("quell-web-{}-{}", std::process::id(), NUMBER.fetch_add(1, Ordering::SeqCst));
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(&folder).unwrap();
        prepare(&folder);
        let store = folder.join("record.db");
        let settings = Settings { host, port: 0, store: store.clone(), knowledge: quell::Knowledge::default() };
        let is_stopped = Arc::new(AtomicBool::new(false));
        let (tell, told) = mpsc::channel();
        let stop = Arc::clone(&is_stopped);
        let thread = thread::spawn(move || serve(&settings, &stop, |listening| tell.send(listening.clone()).unwrap()).unwrap());
        let listening = told.recv().unwrap();
        Server { address: listening.address, url: listening.url, store, is_stopped, thread: Some(thread), folder }
    }

    /// The name that a browser asks for.
    pub fn host(&self) -> String {
        format!("127.0.0.1:{}", self.address.port())
    }

    /// Asks for a page as a browser of somebody who reads English does.
    pub fn get(&self, path: &str) -> Answered {
        self.ask("GET", path, &[("Host", &self.host()), ("Accept-Language", "en")], b"")
    }

    /// Sends a form as a page of this server does.
    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answered {
        let encode = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
        let body: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
        let origin = format!("http://{}", self.host());
        let headers = [
            ("Host", self.host()),
            ("Origin", origin),
            ("Accept-Language", "en".into()),
            ("Content-Type", "application/x-www-form-urlencoded".into()),
        ];
        let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.ask("POST", path, &headers, body.join("&").as_bytes())
    }

    /// Pastes a text, or sends a file if it has a name.
    pub fn paste(&self, file_name: Option<&str>, content: &[u8]) -> Answered {
        let token = self.get("/").form_token().to_string();
        let place = file_name.map_or("name=\"text\"".to_string(), |name| format!("name=\"file\"; filename=\"{name}\""));
        let mut body = format!("--b\r\nContent-Disposition: form-data; name=\"form_token\"\r\n\r\n{token}\r\n").into_bytes();
        body.extend(format!("--b\r\nContent-Disposition: form-data; {place}\r\n\r\n").bytes());
        body.extend(content);
        body.extend(b"\r\n--b--\r\n");
        let (host, origin) = (self.host(), format!("http://{}", self.host()));
        let headers =
            [("Host", host.as_str()), ("Origin", &origin), ("Accept-Language", "en"), ("Content-Type", "multipart/form-data; boundary=b")];
        self.ask("POST", "/read", &headers, &body)
    }

    /// Asks over a socket of its own.
    pub fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answered {
        let mut stream = TcpStream::connect(("127.0.0.1", self.address.port())).unwrap();
        let mut head = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\nContent-Length: {}\r\n", body.len());
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        stream.write_all(format!("{head}\r\n").as_bytes()).unwrap();
        // A server that has seen enough does not read the rest.
        let _ = stream.write_all(body);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer);
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        Answered { status, head: head.to_string(), body: body.to_string() }
    }

    /// The id of the sample article that the record knows best.
    pub fn article(&self) -> String {
        let found: serde_json::Value = serde_json::from_str(&self.get("/api/search?q=Hafenbrand").body).unwrap();
        found["articles"][0]["id"].as_str().unwrap().to_string()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.is_stopped.store(true, Ordering::SeqCst);
        let ended = self.thread.take().map(JoinHandle::join);
        let _ = fs::remove_dir_all(&self.folder);
        assert!(ended.is_none_or(|ended| ended.is_ok()) || thread::panicking(), "the server ends when it is told to");
    }
}

/// Adds to the record in this folder.
pub fn add(folder: &Path, input: &Path) {
    let engine = Engine::new(Options { all: true, ..Options::default() }).unwrap();
    let inputs = quell::gather(&[input.to_path_buf()]);
    quell::record::add(&engine, inputs, &folder.join("record.db"), &AtomicBool::new(false), |_| {}).unwrap();
}
