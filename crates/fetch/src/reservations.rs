//! Who has reserved the right to mine this page? A machine-readable reservation (Directive (EU) 2019/790, article 4(3)) may stand in
//! the head of the response, on the page, or in a file of the site (TDM Reservation Protocol, W3C community group, 2024); beside
//! it the values *noai* and *noimageai* for robots are in use.

use std::io::Read;

use flate2::read::MultiGzDecoder;
use html5gum::{Token, Tokenizer};

/// A page's `<meta>` elements stand within this.
const HEAD_BYTES: u64 = 256 << 10;

/// The reservations that the fields of a response make.
pub(crate) fn in_fields<'f>(fields: impl Iterator<Item = (&'f str, &'f str)>) -> Vec<String> {
    let mut found = Vec::new();
    for (name, value) in fields {
        let reserves = match name {
            "tdm-reservation" => value.trim() == "1",
            "tdm-policy" => true,
            "x-robots-tag" => keeps_ai_out(value),
            _ => false,
        };
        if reserves {
            found.push(format!("HTTP field {name}: {}", value.trim()));
        }
    }
    found
}

/// The reservations that a page makes.
pub(crate) fn on_page(body: &[u8]) -> Vec<String> {
    let mut head = Vec::new();
    // A page that cannot be unpacked makes no reservation that could be read.
    let _ = match body.starts_with(b"\x1F\x8B") {
        true => MultiGzDecoder::new(body).take(HEAD_BYTES).read_to_end(&mut head),
        false => body.take(HEAD_BYTES).read_to_end(&mut head),
    };
    let head = String::from_utf8_lossy(&head);
    let mut found = Vec::new();
    for token in Tokenizer::new(head.as_ref()).flatten() {
        let Token::StartTag(tag) = token else { continue };
        if *tag.name != b"meta"[..] {
            continue;
        }
        let value =
            |name: &[u8]| tag.attributes.get(name).map(|value| String::from_utf8_lossy(value).trim().to_string()).unwrap_or_default();
        let (name, content) = (value(b"name").to_ascii_lowercase(), value(b"content"));
        let reserves = match name.as_str() {
            "tdm-reservation" => content == "1",
            "tdm-policy" => !content.is_empty(),
            "robots" => keeps_ai_out(&content),
            _ => false,
        };
        if reserves {
            found.push(format!("<meta name=\"{name}\">: {content}"));
        }
    }
    found
}

/// The reservation that a site's `/.well-known/tdmrep.json` makes for this path.
pub(crate) fn in_file(file: &[u8], path: &str) -> Option<String> {
    let rules: serde_json::Value = serde_json::from_slice(file).ok()?;
    // The first rule that matches counts.
    let rule = rules.as_array()?.iter().find(|rule| rule["location"].as_str().is_some_and(|location| matches(location, path)))?;
    let reserves = rule["tdm-reservation"] == 1 || rule["tdm-reservation"] == "1";
    let policy = rule["tdm-policy"].as_str().map_or(String::new(), |policy| format!(", policy {policy}"));
    reserves.then(|| format!("/.well-known/tdmrep.json: tdm-reservation 1{policy}"))
}

fn matches(location: &str, path: &str) -> bool {
    let Some((beginning, _)) = location.split_once('*') else { return location == path || location == "/" };
    path.starts_with(beginning)
}

fn keeps_ai_out(value: &str) -> bool {
    value.split([',', ' ', ':']).any(|part| matches!(part.trim().to_ascii_lowercase().as_str(), "noai" | "noimageai" | "notdm"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reservations_are_found_where_they_are_made() {
        let fields = [("tdm-reservation", "1"), ("x-robots-tag", "noindex, noai"), ("server", "x")];
        assert_eq!(in_fields(fields.into_iter()).len(), 2);
        assert_eq!(in_fields([("tdm-reservation", "0")].into_iter()).len(), 0);
        let page = b"<html><head><META NAME='tdm-reservation' content=\"1\"><meta name=robots content='index,noimageai'></head>";
        assert_eq!(on_page(page).len(), 2);
        assert_eq!(on_page(b"<meta name=robots content=index>"), Vec::<String>::new());
        let file = br#"[{"location": "/offen/*", "tdm-reservation": 0}, {"location": "/*", "tdm-reservation": 1, "tdm-policy": "https://bote.example/p"}]"#;
        assert_eq!(in_file(file, "/offen/1"), None);
        assert!(in_file(file, "/a").unwrap().contains("policy https://bote.example/p"));
        assert_eq!(in_file(b"<html>", "/a"), None);
    }
}
