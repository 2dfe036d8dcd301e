//! Web archives, ZIP archives and what was packed with gzip: whole ones, and everything that can be wrong with them.

use std::io::{Cursor, Read, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use quell_ingest::{Found, Source, Unreadable, captures, read};

type Item = Result<Found, Unreadable>;

fn all(name: &str, bytes: impl Into<Vec<u8>>) -> Vec<Item> {
    read(name, Cursor::new(bytes.into()), None).collect()
}

fn texts(items: &[Item]) -> Vec<&str> {
    items.iter().flatten().map(|found| found.article.text.as_str()).collect()
}

fn places(items: &[Item]) -> Vec<&str> {
    items.iter().filter_map(|item| item.as_ref().err()).map(|unreadable| unreadable.place.as_str()).collect()
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn record(kind: &str, uri: &str, media_type: &str, block: &[u8]) -> Vec<u8> {
    claiming(block.len(), kind, uri, media_type, block)
}

fn claiming(length: usize, kind: &str, uri: &str, media_type: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2025-03-14T09:12:00Z\r\n\
         Content-Type: {media_type}\r\nContent-Length: {length}\r\n\r\n"
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn text_record(uri: &str, text: &str) -> Vec<u8> {
    record("resource", uri, "text/plain; charset=utf-8", text.as_bytes())
}

fn response(uri: &str, head: &str, body: &[u8]) -> Vec<u8> {
    record("response", uri, "application/http; msgtype=response", &[head.as_bytes(), b"\r\n\r\n", body].concat())
}

const PAGE: &str = "<html><head><title>Brücke</title></head><body><article><h1>Brücke gesperrt</h1>\
    <p>Die Stadt prüft die Brücke über den Fluss, teilte ein Sprecher am Montagabend mit.</p></article></body></html>";

/// An archive of five records, of which three hold pages.
fn records() -> Vec<Vec<u8>> {
    let chunks = [format!("{:x}\r\n", PAGE.len()).as_bytes(), PAGE.as_bytes(), b"\r\n0\r\n\r\n"].concat();
    vec![
        record("warcinfo", "", "application/warc-fields", b"software: invented\r\n"),
        record("request", "https://bote.example/1", "application/http; msgtype=request", b"GET /1 HTTP/1.1\r\n\r\n"),
        response(
            "https://bote.example/1",
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked",
            &chunks,
        ),
        response("https://bote.example/x.png", "HTTP/1.1 200 OK\r\nContent-Type: image/png", b"\x89PNG\r\n\x1a\n"),
        response(
            "https://bote.example/2",
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip",
            &packed(PAGE.as_bytes()),
        ),
        response("https://bote.example/3", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html", PAGE.as_bytes()),
        text_record("<https://bote.example/4>", "Die Brücke ist seit Montag gesperrt."),
    ]
}

#[test]
fn pages_of_an_archive_keep_their_address_and_time() {
    let (plain, by_record) = (records().concat(), records().iter().map(|record| packed(record)).collect::<Vec<_>>());
    for (name, bytes) in [("a.warc", plain.clone()), ("a.warc.gz", by_record.concat()), ("a.warc.gz", packed(&plain))] {
        let items = all(name, bytes);
        let uris: Vec<&str> = items.iter().flatten().map(|found| found.capture.uri.as_str()).collect();
        assert_eq!(uris, ["https://bote.example/1", "https://bote.example/2", "https://bote.example/4"]);
        let first = items[0].as_ref().unwrap();
        assert_eq!(first.capture.time.as_deref(), Some("2025-03-14T09:12:00Z"));
        assert_eq!(first.capture.container.as_deref(), Some(name));
        assert_eq!(first.capture.media_type, "text/html");
        assert!(first.article.text.contains("teilte ein Sprecher") && first.article.url.as_deref() == Some("https://bote.example/1"));
        assert_eq!(items.len(), 3);
    }
    let offset: usize = by_record[..2].iter().map(Vec::len).sum();
    assert_eq!(all("a.warc.gz", by_record.concat())[0].as_ref().unwrap().capture.offset, Some(offset as u64));
    assert_eq!(all("a.warc", plain)[0].as_ref().unwrap().capture.offset, Some(records()[..2].concat().len() as u64));
}

#[test]
fn the_server_says_how_a_page_is_encoded_unless_its_bytes_say_otherwise() {
    // „Böen“ in windows-1250 and windows-1252; „ř“ and „ø“ are the same byte.
    let page = |meta: &str| {
        let head = format!(
            "<html><head><title>x</title>{meta}</head><body><h1>B\u{F6}en</h1><p>Der Wind an der K\u{FC}ste bl\u{E4}st, sagte Herr Dvo\u{F8}\u{E1}k"
        );
        let text = head + " der Stadt am Montag. Die Feuerwehr hat vorgesorgt.</p></body></html>";
        text.chars().map(|character| character as u32 as u8).collect::<Vec<u8>>()
    };
    let read = |charset: &str, meta: &str| {
        let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html{charset}");
        let items = all("crawl.warc", response("https://bote.example/wind", &head, &page(meta)));
        let found = items.into_iter().next().expect("one page").expect("it is readable");
        (found.article.text, found.diagnostics.len())
    };
    for (charset, meta, name, remarks) in [
        ("; charset=windows-1250", "", "Dvořák", 0),
        ("; charset=\"Windows-1250\"", "<meta charset=iso-8859-1>", "Dvořák", 0),
        ("; charset=iso-8859-1", "<meta charset=windows-1250>", "Dvoøák", 0),
        ("; charset=utf-8", "<meta charset=windows-1250>", "Dvořák", 0),
        ("", "<meta charset=windows-1250>", "Dvořák", 0),
        ("; charset=nonsense", "<meta charset=windows-1250>", "Dvořák", 0),
        ("; charset=utf-8", "<meta charset=utf-8>", "Dvo", 1),
    ] {
        let (text, remarks_count) = read(charset, meta);
        assert!(text.contains(name) && text.contains("Küste bläst"), "{charset} {meta}: {text}");
        assert_eq!(remarks_count, remarks, "{charset} {meta}");
    }
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=iso-8859-1";
    let page = "<body><h1>Böen</h1><p>Der Wind an der Küste bläst, teilte die Stadt am Montag mit. Die Feuerwehr hat vorgesorgt.</p>";
    let items = all("crawl.warc", response("https://bote.example/wind", head, page.as_bytes()));
    assert!(texts(&items)[0].contains("Küste bläst"), "what is valid UTF-8 is UTF-8");
}

#[test]
fn a_wrong_length_costs_one_diagnostic() {
    let (before, after) = (text_record("u:1", "Eins."), text_record("u:3", "Drei."));
    for length in [3, 40, 5000, usize::MAX] {
        let wrong = claiming(length, "resource", "u:2", "text/plain", "Zwei ist länger.".as_bytes());
        let items = all("a.warc", [before.as_slice(), &wrong, &after].concat());
        let found = texts(&items);
        assert_eq!((found[0], *found.last().unwrap()), ("Eins.", "Drei."), "{length}: {items:?}");
        let remarks: usize = items.iter().map(|item| item.as_ref().map_or(1, |found| found.diagnostics.len())).sum();
        assert_eq!(remarks, 1, "{length}: {items:?}");
    }
    let packed_ones =
        [before.clone(), claiming(5000, "resource", "u:2", "text/plain", b"Zwei."), after.clone()].map(|record| packed(&record));
    assert_eq!(texts(&all("a.warc.gz", packed_ones.concat())), ["Eins.", "Zwei.\r\n\r\n", "Drei."]);
    let without = "WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: many\r\n\r\nText\r\n\r\n";
    let items = all("a.warc", [before.as_slice(), without.as_bytes(), &after].concat());
    assert_eq!(texts(&items), ["Eins.", "Drei."]);
    assert_eq!(places(&items)[0], format!("a.warc@{}", before.len()));
}

#[test]
fn a_damaged_record_costs_one_diagnostic_and_the_next_is_read() {
    let records = ["Eins.", "Zwei ist etwas länger als eins.", "Drei."].map(|text| packed(&text_record("u:1", text)));
    let mut damaged = records.concat();
    let second = records[0].len();
    for byte in &mut damaged[second + 20..second + 60] {
        *byte ^= 0x55;
    }
    let items = all("a.warc.gz", damaged);
    assert_eq!(texts(&items).first(), Some(&"Eins."));
    assert_eq!(texts(&items).last(), Some(&"Drei."));
    assert_eq!(places(&items), [format!("a.warc.gz@{second}")]);
}

#[test]
fn what_breaks_off_is_read_up_to_there() {
    let whole = [text_record("u:1", "Eins."), text_record("u:2", "Zwei ist etwas länger als eins.")].concat();
    let items = all("a.warc", &whole[..whole.len() - 12]);
    assert_eq!(texts(&items)[1], "Zwei ist etwas länger a");
    assert_eq!(items[1].as_ref().unwrap().diagnostics.len(), 1);
    let gz = packed(&whole);
    let items = all("a.warc.gz", &gz[..gz.len() - 20]);
    assert!(items.iter().any(|item| item.is_err()) && texts(&items).first() == Some(&"Eins."), "{items:?}");
    let lines = packed(b"{\"text\": \"Eins.\"}\n{\"text\": \"Zwei.\"}\n");
    let items = all("a.jsonl.gz", &lines[..lines.len() - 4]);
    assert_eq!((texts(&items).first(), places(&items)), (Some(&"Eins."), vec!["a.jsonl.gz:3"]));
    let text = packed("Die Brücke ist seit Montag gesperrt. ".repeat(5000).as_bytes());
    let items = all("a.txt.gz", &text[..text.len() / 2]);
    assert!(items[0].as_ref().unwrap().diagnostics[0].message.starts_with("breaks off after"), "{:?}", items[0]);
}

#[test]
fn what_unpacks_to_far_more_than_text_does_is_refused() {
    let bomb = packed(&vec![b'a'; 200 << 20]);
    assert!(bomb.len() < 1 << 20);
    let items = all("a.txt.gz", bomb.clone());
    let told = |item: &Item| match item {
        Ok(found) => found.diagnostics[0].message.clone(),
        Err(unreadable) => unreadable.diagnostic.message.clone(),
    };
    assert!(told(&items[0]).contains("200 times"), "{}", told(&items[0]));
    let nested = packed(&packed(&packed(&packed(&packed(b"Text.")))));
    assert!(told(&all("a.gz", nested)[0]).contains("times over"));
    let archive = zip(&[("a.txt", vec![b'a'; 200 << 20]), ("b.txt", b"Gut.".to_vec())]);
    let items = all("a.zip", archive);
    assert!(told(&items[0]).contains("200 times"), "{}", told(&items[0]));
    assert_eq!(items[1].as_ref().unwrap().article.text, "Gut.");
}

/// A ZIP archive of these members.
fn zip(members: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        writer.start_file(*name, options).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn members_of_a_zip_archive_are_read_by_name() {
    let warc = records().iter().map(|record| packed(record)).collect::<Vec<_>>().concat();
    let archive = zip(&[
        ("texts/b.txt", b"Zweiter Text.".to_vec()),
        ("crawl.warc.gz", warc),
        ("texts/a.jsonl", b"{\"text\": \"Eins.\"}\n".to_vec()),
        (".hidden/c.txt", b"Nein.".to_vec()),
        ("__MACOSX/c.txt", b"Nein.".to_vec()),
        ("notes", b"Nein.".to_vec()),
        ("page", PAGE.as_bytes().to_vec()),
    ]);
    for items in [all("e.zip", archive.clone()), seekable("e.zip", archive.clone())] {
        let uris: Vec<&str> = items.iter().flatten().map(|found| found.capture.uri.as_str()).collect();
        assert_eq!(
            uris,
            [
                "https://bote.example/1",
                "https://bote.example/2",
                "https://bote.example/4",
                "e.zip#page",
                "e.zip#texts/a.jsonl#L1",
                "e.zip#texts/b.txt"
            ]
        );
        assert_eq!(items[0].as_ref().unwrap().capture.container.as_deref(), Some("e.zip#crawl.warc.gz"));
    }
    let cut = &archive[..archive.len() - 30];
    assert!(all("e.zip", cut)[0].as_ref().unwrap_err().diagnostic.hint.is_some());
    let office = zip(&[("[Content_Types].xml", b"<Types/>".to_vec())]);
    assert!(all("a.docx", office)[0].as_ref().unwrap_err().diagnostic.message.contains("office"));
}

fn seekable(name: &str, bytes: Vec<u8>) -> Vec<Item> {
    captures(name, Source::seekable(Cursor::new(bytes)), None)
        .flat_map(|captured| captured.unwrap().items(&quell_ingest::Words::built_in().unwrap()))
        .collect()
}

#[test]
fn memory_does_not_grow_with_the_archive() {
    // A record of a gigabyte is passed over without being kept, and what stands behind it is read.
    let head =
        "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: u:big\r\nContent-Type: text/plain\r\nContent-Length: 1000000000\r\n\r\n";
    let archive = Cursor::new(head)
        .chain(std::io::repeat(b'x').take(1_000_000_000))
        .chain(Cursor::new("\r\n\r\n"))
        .chain(Cursor::new(text_record("u:2", "Zwei.")));
    let items: Vec<Item> = read("a.warc", archive, None).collect();
    assert!(items[0].as_ref().unwrap_err().diagnostic.message.contains("32 MiB"));
    assert_eq!(texts(&items), ["Zwei."]);
}

#[test]
fn what_was_read_of_a_file_is_its_length_at_the_end() {
    let lines = "{\"text\": \"Die Brücke ist gesperrt.\"}\n".repeat(5_000);
    for source in [Source::seekable(Cursor::new(lines.clone().into_bytes())), Source::stream(Cursor::new(lines.clone().into_bytes()))] {
        let mut captures = captures("news.jsonl", source, None);
        assert_eq!(captures.by_ref().count(), 5_000);
        assert_eq!(captures.bytes_read(), lines.len() as u64);
    }
}
