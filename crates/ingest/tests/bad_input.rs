//! Every input that is bad in a way that somebody has met: what can be read is read, and the rest says why.

use std::io::{self, Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use proptest::prelude::*;
use quell_ingest::{CAPTURE_BYTES_MAX, Format, Found, Unreadable, read};

fn all(name: &str, bytes: impl Into<Vec<u8>>) -> Vec<Result<Found, Unreadable>> {
    read(name, Cursor::new(bytes.into()), None).collect()
}

fn only(name: &str, bytes: impl Into<Vec<u8>>) -> Result<Found, Unreadable> {
    let mut found = all(name, bytes);
    assert_eq!(found.len(), 1);
    found.remove(0)
}

fn refusal(name: &str, bytes: impl Into<Vec<u8>>) -> String {
    let unreadable = only(name, bytes).unwrap_err();
    assert!(unreadable.diagnostic.hint.is_some(), "{unreadable:?}");
    unreadable.diagnostic.message
}

#[test]
fn nothing_and_next_to_nothing_is_refused() {
    assert!(refusal("a.txt", "").contains("empty"));
    assert!(refusal("a.txt", " \n\t\r\n").contains("white space"));
    assert!(refusal("a.txt", "\u{FEFF}").contains("white space"));
    assert!(refusal("a.html", "<html><body></body></html>").contains("no article"));
    assert!(all("a.jsonl", "\n\n").is_empty());
}

#[test]
fn binary_files_are_refused_and_one_nul_is_not() {
    assert!(refusal("a.txt", [0u8; 4096]).contains("not text"));
    assert!(refusal("a.txt", b"%PDF-1.7\n%\xE2\xE3\xCF\xD3".to_vec()).contains("PDF"));
    let found = only("a.txt", "Die Brücke\0 ist gesperrt.").unwrap();
    assert_eq!(found.article.text, "Die Brücke\0 ist gesperrt.");
    assert_eq!(found.diagnostics[0].span.unwrap().start, 11);
}

#[test]
fn other_encodings_are_recognised_and_said() {
    let found = only("a.txt", b"Der B\xFCrgermeister pr\xFCft die Vorw\xFCrfe.".to_vec()).unwrap();
    assert_eq!(found.article.text, "Der Bürgermeister prüft die Vorwürfe.");
    assert_eq!(found.diagnostics[0].message, "encoding guessed as windows-1252");
    let records: Vec<u8> = "{\"text\": \"Grüße\"}\n{\"text\": \"aus Köln\"}\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(all("a.jsonl", records).len(), 2);
}

#[test]
fn a_text_that_is_too_long_to_analyse_is_kept_without_blocks() {
    let found = only("a.txt", "Wort ".repeat(1_000_000)).unwrap();
    assert_eq!(found.article.text.len(), 5_000_000);
    assert!(found.article.blocks.is_empty());
}

#[test]
fn what_is_longer_than_anything_is_refused_without_being_kept() {
    let endless = io::repeat(b'x').take(CAPTURE_BYTES_MAX as u64 + 1);
    let unreadable = read("a.txt", endless, Some(Format::Text)).next().unwrap().unwrap_err();
    assert!(unreadable.diagnostic.message.contains("longer than"));
    let lines = Cursor::new("{").chain(io::repeat(b'x').take(CAPTURE_BYTES_MAX as u64 + 1)).chain(Cursor::new("\n{\"text\": \"Gut.\"}\n"));
    let found: Vec<_> = read("a.jsonl", lines, Some(Format::JsonLines)).collect();
    assert_eq!(found[0].as_ref().unwrap_err().place, "a.jsonl:1");
    assert_eq!(found[1].as_ref().unwrap().article.text, "Gut.");
}

/// Counts what is taken from it.
struct Counting<R>(R, Arc<AtomicU64>);

impl<R: Read> Read for Counting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.0.read(buffer)?;
        self.1.fetch_add(length as u64, Ordering::Relaxed);
        Ok(length)
    }
}

#[test]
fn a_page_that_is_too_long_is_read_no_further_than_its_limit() {
    const TOO_LONG: u64 = 200 << 20;
    let markup = "<html><body><article><p>Die Brücke am Hafen ist seit Freitag gesperrt, teilte die Stadt mit.</p>";
    let with_picture = format!("{markup}<img src=\"data:image/png;base64,");
    for (start, byte, read_max, reason) in
        [(markup, b'x', 20 << 20, "longer than 8 MiB, pictures left out"), (&with_picture, b'A', 70 << 20, "with the pictures in it")]
    {
        let taken = Arc::new(AtomicU64::new(0));
        let page = Counting(Cursor::new(start.to_string()).chain(io::repeat(byte).take(TOO_LONG)), Arc::clone(&taken));
        let found: Vec<_> = read("page.html", page, None).collect();
        assert_eq!(found.len(), 1, "one diagnostic");
        let unreadable = found[0].as_ref().unwrap_err();
        assert!(unreadable.diagnostic.message.contains(reason) && unreadable.diagnostic.hint.is_some(), "{unreadable:?}");
        assert!(taken.load(Ordering::Relaxed) < read_max, "{} bytes were read", taken.load(Ordering::Relaxed));
    }
}

#[test]
fn a_broken_line_costs_one_diagnostic_with_its_place() {
    let lines = "{\"text\": \"Eins.\", \"date\": \"gestern\"}\n{\"text\": \n\n[1]\n{\"title\": \"Ohne Text\"}\n{\"text\": 7}\n{\"text\": \"\\ud800\"}\n{\"text\": \"Zwei.\"}";
    let found = all("news.jsonl", lines);
    let places: Vec<&str> = found.iter().filter_map(|item| item.as_ref().err()).map(|unreadable| unreadable.place.as_str()).collect();
    assert_eq!(places, ["news.jsonl:2", "news.jsonl:4", "news.jsonl:5", "news.jsonl:6", "news.jsonl:7"]);
    let first = found[0].as_ref().unwrap();
    assert_eq!(first.capture.uri, "news.jsonl#L1");
    assert!(first.diagnostics[0].message.contains("gestern"));
    assert_eq!(found.last().unwrap().as_ref().unwrap().article.text, "Zwei.");
}

#[test]
fn a_json_document_over_several_lines_is_a_record_or_a_list_of_records() {
    let found = all("a.json", "{\n  \"text\": \"Eins.\",\n  \"url\": null\n}\n");
    assert_eq!(found[0].as_ref().unwrap().article.text, "Eins.");
    let list = "[\n {\"text\": \"Eins, [zwei].\"},\n {\"text\": 7},\n {\"text\": \"Drei: \\\"}\"}\n]\n";
    let found = all("a.json", list);
    assert_eq!(found.len(), 3);
    assert_eq!(found[0].as_ref().unwrap().article.text, "Eins, [zwei].");
    assert_eq!(found[1].as_ref().unwrap_err().place, "a.json#/1");
    assert_eq!(
        (found[2].as_ref().unwrap().capture.uri.as_str(), found[2].as_ref().unwrap().article.text.as_str()),
        ("a.json#/2", "Drei: \"}")
    );
    let broken_off = all("a.json", &list[..list.len() - 12]);
    assert_eq!(broken_off.len(), 3);
    assert!(broken_off[2].as_ref().unwrap_err().place.starts_with("a.json@"), "{broken_off:?}");
}

#[test]
fn records_are_read_under_the_usual_names() {
    let line = r#"{"url": "https://bote.example/1", "title": "Kurz", "maintext": "Ein Satz.", "date_publish": "2021-01-02 03:04:05",
        "authors": ["Lina Voss", {"name": "Jan Ott"}], "source_domain": "bote.example", "language": "de", "text": null}"#;
    let article = only("-", line.replace('\n', " ")).unwrap().article;
    assert_eq!((article.text.as_str(), article.url.as_deref()), ("Ein Satz.", Some("https://bote.example/1")));
    assert_eq!(article.published.unwrap().value, "2021-01-02T03:04:05");
    assert_eq!((article.title.as_deref(), article.outlet.as_deref()), (Some("Kurz"), Some("bote.example")));
    assert_eq!(article.authors, ["Lina Voss", "Jan Ott"]);
    let page = r#"{"url": "https://bote.example/2", "html": "<html><body><article><h1>Titel</h1><p>Die Stadt prüft die Brücke über den Fluss, teilte ein Sprecher am Montagabend mit.</p></article></body></html>"}"#;
    assert!(only("-", page).unwrap().article.text.contains("teilte ein Sprecher"));
}

#[test]
fn records_of_other_programs_are_read() {
    let fundus = r#"{"title": "Brücke zu", "authors": ["Lina Voss"], "publishing_date": "2025-03-14 09:12:00+01:00", "publisher": "Bote",
        "body": {"summary": ["Kurz \"gesagt\"."], "sections": [{"headline": ["Mitte"], "paragraphs": ["Eins.", "Zwei."]}]}, "html": {"requested_url": "https://bote.example/1", "content": ""}}"#
        .replace('\n', " ");
    let found = only("-", fundus.clone()).unwrap();
    let article = &found.article;
    assert_eq!(article.text, "Kurz \"gesagt\".\n\nMitte\n\nEins.\n\nZwei.");
    assert_eq!(
        article.blocks.iter().map(|block| block.kind.name()).collect::<Vec<_>>(),
        ["paragraph", "subheading", "paragraph", "paragraph"]
    );
    assert_eq!(article.published.as_ref().unwrap().value, "2025-03-14T09:12:00+01:00");
    check_places(&found, fundus.as_bytes(), false);
    let trafilatura = r#"{"title": "Brücke zu", "author": "Lina Voss", "hostname": "bote.example", "date": "2025-03-14", "source": "https://bote.example/1", "source-hostname": "Küstenbote", "raw_text": "", "text": "Eins.", "language": null}"#;
    let article = only("-", trafilatura).unwrap().article;
    assert_eq!((article.url.as_deref(), article.outlet.as_deref()), (Some("https://bote.example/1"), Some("Küstenbote")));
    let media_cloud = r#"{"id": "x", "media_name": "bote.example", "publish_date": "2025-03-14", "title": "Brücke zu", "url": "https://bote.example/1", "language": "de", "text": "Eins."}"#;
    let article = only("-", media_cloud).unwrap().article;
    assert_eq!((article.outlet.as_deref(), article.published.unwrap().value.as_str()), (Some("bote.example"), "2025-03-14"));
    let gdelt = r#"{"date": "2025-03-14T09:15:00Z", "url": "https://bote.example/1", "title": "Bridge closed", "lang": "ENGLISH", "quotes": [{"pre": "The mayor said:", "quote": "It is over", "post": "and left."}, {"pre": "a", "quote": 7, "post": "b"}]}"#;
    let found = only("-", gdelt).unwrap();
    assert!(found.article.text.starts_with("The mayor said: “It is over” and left."), "{}", found.article.text);
    assert_eq!((found.article.language.as_deref(), found.diagnostics.len()), (None, 1));
    check_places(&found, gdelt.as_bytes(), false);
}

#[test]
fn case_files_bring_their_gold_and_their_mistakes_have_a_place() {
    let found = only("a.case", "{outlet=Bote}\n\n{source Er} {cue sagte}, {content=indirect er komme}.").unwrap();
    assert_eq!(found.article.text, "Er sagte, er komme.");
    assert_eq!(found.article.outlet.as_deref(), Some("Bote"));
    assert_eq!(found.gold.unwrap().statements.len(), 1);
    let unreadable = only("a.case", "Text.\n{source Er {content=indirect er komme}.").unwrap_err();
    assert_eq!(unreadable.place, "a.case:2:1");
}

#[test]
fn a_failing_stream_is_said_once() {
    struct Failing;
    impl Read for Failing {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("the disk is gone"))
        }
    }
    let found: Vec<_> = read("a.txt", Cursor::new("Text ").chain(Failing), None).collect();
    assert_eq!(found.len(), 1);
    assert!(found[0].as_ref().unwrap_err().diagnostic.message.contains("the disk is gone"));
}

#[test]
fn a_title_stands_alone_on_the_first_line() {
    let titled = only("a.txt", "Brücke gesperrt\n\nDie Brücke ist gesperrt.\n").unwrap().article;
    assert_eq!(titled.title.as_deref(), Some("Brücke gesperrt"));
    assert_eq!(only("a.txt", "Die Brücke ist gesperrt.\n\nSeit Montag.").unwrap().article.title, None);
    assert_eq!(only("a.txt", "Brücke gesperrt").unwrap().article.title, None);
}

/// Each block's bytes are its text, and each run stands where it says.
fn check_places(found: &Found, bytes: &[u8], same_bytes: bool) {
    let text = &found.article.text;
    for block in &found.article.blocks {
        let words = block.span.of(text);
        let input = block.input.expect("the input of a text can be told");
        let given = &bytes[input.start as usize..input.end as usize];
        if same_bytes {
            assert_eq!(given, words.as_bytes());
        }
        for run in &block.runs {
            let there = &bytes[run.bytes.start as usize..run.bytes.end as usize];
            let here = &text[run.text_start as usize..];
            let is_same = here.as_bytes().starts_with(there);
            // In an encoding of one byte a character each byte is one, and ASCII is itself.
            let alike =
                |(character, byte): (char, &u8)| if byte.is_ascii() { character == char::from(*byte) } else { !character.is_ascii() };
            assert!(is_same || there.iter().enumerate().all(|(index, byte)| here.chars().nth(index).is_some_and(|it| alike((it, byte)))));
            assert!(block.span.start <= run.text_start && run.text_start < block.span.end);
            assert!(input.contains(run.bytes));
        }
    }
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), format in 0..5usize) {
        let format = [None, Some(Format::Text), Some(Format::JsonLines), Some(Format::Html), Some(Format::Case)][format];
        for item in read("a", Cursor::new(bytes), format).flatten() {
            prop_assert!(!item.article.text.is_empty());
        }
    }

    #[test]
    fn no_text_that_looks_like_something_makes_it_panic(
        start in "(\\{\"text\": \"|<html>|<!--|\\{outlet=|\\{content=direct |\u{FEFF})?",
        rest in "[\\PC\n\r\"\\\\{}<>=/ä]{0,200}"
    ) {
        for item in all("a", start + &rest).into_iter().flatten() {
            for block in &item.article.blocks {
                prop_assert!(!block.span.of(&item.article.text).is_empty());
            }
        }
    }

    #[test]
    fn the_blocks_of_a_text_stand_in_the_input_byte_for_byte(text in "[a-zäöüß„“. \u{301}\u{5D0}\n\r\t]{1,300}", mark in any::<bool>()) {
        let bytes = [if mark { "\u{FEFF}" } else { "" }, &text].concat().into_bytes();
        if let Ok(found) = &read("a.txt", Cursor::new(bytes.clone()), Some(Format::Text)).next().unwrap() {
            prop_assert_eq!(&found.article.text, &text);
            check_places(found, &bytes, true);
            let covered: usize = found.article.blocks.iter().map(|block| block.span.of(&text).split_whitespace().map(str::len).sum::<usize>()).sum();
            prop_assert_eq!(covered, text.split_whitespace().map(str::len).sum::<usize>());
        }
    }

    #[test]
    fn the_blocks_of_a_damaged_text_know_their_bytes(text in "[a-zäöüß. \n]{1,100}", at in 0..100usize, byte in 0x80..=0xFFu8) {
        let mut bytes = text.into_bytes();
        bytes.insert(at.min(bytes.len()), byte);
        let found = read("a.txt", Cursor::new(bytes.clone()), Some(Format::Text)).next().unwrap();
        // What was guessed to be an encoding of several bytes a character has no places.
        if let Ok(found) = &found && found.article.blocks.iter().all(|block| block.input.is_some()) {
            check_places(found, &bytes, false);
        }
    }

    #[test]
    fn the_blocks_of_a_record_know_their_bytes(text in "[a-zäöü„“\"\\\\/. \u{1F600}\u{7}\n]{1,200}", ascii in any::<bool>()) {
        let mut line = format!("{{\"url\": \"ü\", \"text\": {}}}", serde_json::to_string(&text).unwrap());
        if ascii {
            line = line.chars().map(|c| if c.is_ascii() { c.to_string() } else { c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect() }).collect();
        }
        if let Ok(found) = &read("a", Cursor::new(line.clone()), None).next().unwrap() {
            prop_assert_eq!(&found.article.text, &text);
            check_places(found, line.as_bytes(), false);
            for block in &found.article.blocks {
                let input = block.input.unwrap();
                let raw = &line[input.start as usize..input.end as usize];
                let decoded: String = serde_json::from_str(&format!("\"{raw}\"")).unwrap();
                prop_assert_eq!(decoded, block.span.of(&text));
            }
        }
    }
}
