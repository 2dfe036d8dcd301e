//! Captures of every format, damaged at random: whatever comes, nothing panics, and every block is a slice of its article.
//!
//! A long search where no fuzzer is at hand:
//!
//! ```text
//! QUELL_MUTATIONS=100000 cargo test -p quell-ingest --test mutations -- --ignored --nocapture
//! ```

use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use quell_ingest::{Format, Source, Words, captures};

/// Numbers that look like chance and are the same every time (splitmix64; Steele, Lea and Flood 2014).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

const PAGE: &str = "<!DOCTYPE html><html lang=de><head><meta charset=utf-8><title>Brücke</title><script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\
    \"headline\":\"Br&uuml;cke\",\"author\":[{\"name\":\"Voss\"}],\"datePublished\":\"2025-03-14\"}</script></head><body><article><h1>Brücke gesperrt</h1>\
    <p>Die Stadt prüft die Brücke über den Fluss, teilte ein Sprecher am Montagabend mit.</p><ul><li>Eins<li>Zwei</ul><table><tr><td>a<td>b</table></article>";

const COPIED: &str = "Startseite\nBrücke über den Fluss bleibt bis zum Herbst zu\n\n14. März 2025, 09:12 Uhr\nVon Lina Voss\n\nDie Stadt prüft. Sie hat Zeit.\n\n\
    Brücke über den Fluss bleibt bis zum Herbst zu\nDie Agentur „Nord“ zeigt das Bild. Foto: Hans Ott/dpa\n\n18:20 Uhr\nEs regnet.\n\nMehr zum Thema\nLesen Sie auch: Was nun?\n\
    https://bote.example/bruecke-ueber-den-fluss/\nmehr\nVideo\nhttps://youtu.be/x\nKommentare (3)\n";

const FEED: &str = "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a \"b\">]><rss xmlns:content=\"c\"><channel><title>Bote</title><item><title>Eins &amp; &a; &nbsp;</title>\
    <link>https://bote.example/1</link><description><![CDATA[<p>Die <b>Stadt</b> &uuml;]]></description><pubDate>Fri, 14 Mar 2025 09:12:00 +0100</pubDate></item>\
    <entry><title type=\"html\">Zwei</title><content type=\"xhtml\"><div><p>Text</p></div></content><author><name>Voss</name></author></entry></channel></rss>";

const RECORDS: &str = "{\"text\": \"Eins \\u00fc \\ud83d\\ude00.\", \"date\": \"14.3.2025\"}\n{\"body\": {\"summary\": [\"a\"], \"sections\": [{\"headline\": [], \"paragraphs\": [\"b\\n\"]}]}}\n\
    {\"quotes\": [{\"pre\": \"a\", \"quote\": \"b\", \"post\": \"c\"}]}\n{\"version\": \"https://jsonfeed.org/version/1\", \"items\": [{\"title\": \"a\", \"content_html\": \"<p>b\"}]}\n";

/// A seed of each format, with what its readers are told that it is.
fn seeds() -> Vec<(&'static str, Option<Format>, Vec<u8>)> {
    let record = |kind: &str, block: &[u8]| {
        let head = format!(
            "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: u:1\r\nWARC-Date: 2025-03-14T09:12:00Z\r\nContent-Length: {}\r\n\r\n",
            block.len()
        );
        [head.as_bytes(), block, b"\r\n\r\n"].concat()
    };
    let chunks = [
        format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n", PAGE.len()).as_bytes(),
        PAGE.as_bytes(),
        b"\r\n0\r\n\r\n",
    ]
    .concat();
    let gzip =
        [b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n".as_slice(), &packed(PAGE.as_bytes())].concat();
    let records = [record("response", &chunks), record("response", &gzip), record("resource", COPIED.as_bytes())];
    let by_record: Vec<u8> = records.iter().flat_map(|record| packed(record)).collect();
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in [("a.html", PAGE.as_bytes()), ("b.jsonl", RECORDS.as_bytes()), ("c.warc.gz", by_record.as_slice())] {
        zip.start_file(name, zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated)).unwrap();
        zip.write_all(content).unwrap();
    }
    let zip = zip.finish().unwrap().into_inner();
    vec![
        ("warc", None, records.concat()),
        ("warc.gz", None, by_record),
        ("zip", None, zip),
        ("feed", Some(Format::Feed), FEED.into()),
        ("page", Some(Format::CopiedPage), COPIED.into()),
        ("html", Some(Format::Html), PAGE.into()),
        ("jsonl", Some(Format::JsonLines), RECORDS.into()),
        ("json", Some(Format::Json), format!("[{}]", RECORDS.trim_end().replace('\n', ",")).into()),
        ("text", Some(Format::Text), COPIED.into()),
        ("jsonl.gz", None, packed(RECORDS.as_bytes())),
    ]
}

fn damaged(seed: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    const PIECES: [&[u8]; 14] = [
        b"\0",
        b"\xFF",
        b"<",
        b"&#x110000;",
        b"]]>",
        b"WARC/1.0\r\n",
        b"\r\n\r\n",
        b"Content-Length: 99999999999999999999\r\n",
        b"\x1F\x8B\x08",
        b"PK\x01\x02",
        b"{\"",
        b"\\ud800",
        b"\xE2\x80",
        b"18:20 Uhr\n",
    ];
    let mut bytes = seed.to_vec();
    for _ in 0..=numbers.below(6) {
        let (at, other) = (numbers.below(bytes.len()), numbers.below(bytes.len()));
        match numbers.below(7) {
            0 if !bytes.is_empty() => bytes[at] = numbers.next() as u8,
            1 if !bytes.is_empty() => bytes[at] ^= 1 << numbers.below(8),
            2 => bytes.truncate(at),
            3 => drop(bytes.drain(at.min(other)..at.max(other).min(at.min(other) + 40))),
            4 => {
                let part = bytes[at.min(other)..at.max(other).min(at.min(other) + 400)].to_vec();
                let to = numbers.below(bytes.len());
                bytes.splice(to..to, part);
            }
            _ => {
                let piece = PIECES[numbers.below(PIECES.len())];
                bytes.splice(at..at, piece.iter().copied());
            }
        }
    }
    bytes
}

fn search(rounds: usize) {
    let words = Words::built_in().unwrap();
    for (name, format, seed) in seeds() {
        let mut numbers = Numbers(name.bytes().map(u64::from).sum());
        let (mut items, mut refusals) = (0, 0);
        for _ in 0..rounds {
            let bytes = damaged(&seed, &mut numbers);
            for captured in captures(name, Source::seekable(Cursor::new(bytes)), format) {
                let Ok(captured) = captured else {
                    refusals += 1;
                    continue;
                };
                for found in captured.items(&words) {
                    let Ok(found) = found else {
                        refusals += 1;
                        continue;
                    };
                    let text = &found.article.text;
                    assert!(
                        !text.is_empty()
                            && found
                                .article
                                .blocks
                                .iter()
                                .all(|block| text.get(block.span.start as usize..block.span.end as usize).is_some())
                    );
                    items += 1;
                }
            }
        }
        println!("{name}: {rounds} captures, {items} items, {refusals} refusals");
        assert!(items > 0 || rounds == 0, "{name}: the seeds are so damaged that nothing is read");
    }
}

#[test]
fn damage_is_survived() {
    search(60);
}

#[test]
#[ignore = "a long search, for when a reader has changed"]
fn much_damage_is_survived() {
    let rounds = std::env::var("QUELL_MUTATIONS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(20_000);
    search(rounds);
}
