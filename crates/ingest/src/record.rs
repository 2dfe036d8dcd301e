//! A record of JSON Lines is one article, under the field names that are in use.

use std::collections::HashMap;

use quell_document::{Article, Diagnostic, Published};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::encoding::{Decoded, decode};
use crate::places::{PiecesBuilder, Places};
use crate::{ARTICLE_BYTES_MAX, date, page, paragraphs, plain_text};

/// Names of the text itself, as Quell, news-please and fundus write it.
const TEXT: [&str; 2] = ["text", "maintext"];
const PUBLISHED: [&str; 5] = ["published", "date_publish", "date", "publication_date", "publishing_date"];
const MODIFIED: [&str; 2] = ["modified", "date_modify"];
const AUTHORS: [&str; 2] = ["authors", "author"];
const OUTLET: [&str; 3] = ["outlet", "source_domain", "publisher"];
const LANGUAGE: [&str; 2] = ["language", "lang"];

/// The article of one line, and what was guessed; or why the line is none.
pub(crate) fn article(line: &[u8]) -> Result<(Article, Vec<Diagnostic>), Diagnostic> {
    let decoded;
    let mut diagnostics = Vec::new();
    // Places can only be told where the line was UTF-8.
    let (json, is_utf_8) = match std::str::from_utf8(line) {
        Ok(json) => (json, true),
        Err(_) => {
            let Decoded { text, diagnostics: guesses, .. } = decode(line.to_vec(), None);
            diagnostics = guesses;
            decoded = text;
            (decoded.as_str(), false)
        }
    };
    let record = Record::parse(json)?;
    let text = TEXT.iter().find_map(|name| record.text(name, json)).filter(|(text, _)| !text.trim().is_empty());
    let mut article = if let Some((text, places)) = text {
        let mut article = Article::of_text(text);
        record.describe(&mut article, &mut diagnostics);
        if article.text.len() <= ARTICLE_BYTES_MAX {
            paragraphs::divide(&mut article, if is_utf_8 { &places } else { &Places::Unknown });
        }
        article
    } else if let Some(html) = record.string(&["html"]) {
        let (mut article, guesses) = page::article(html.into_bytes())?;
        diagnostics.extend(guesses);
        record.describe(&mut article, &mut diagnostics);
        article
    } else {
        return Err(record.without_text());
    };
    if article.text.trim().is_empty() {
        return Err(Diagnostic::error("the record's text is empty"));
    }
    diagnostics.extend(plain_text::nul_characters(&article.text));
    article.authors.retain(|author| !author.trim().is_empty());
    Ok((article, diagnostics))
}

/// The fields of a record, not yet decoded.
struct Record<'j>(HashMap<String, &'j RawValue>);

impl<'j> Record<'j> {
    fn parse(json: &'j str) -> Result<Self, Diagnostic> {
        match serde_json::from_str(json) {
            Ok(fields) => Ok(Record(fields)),
            Err(error) => {
                // The place is a column, since a record is one line.
                let message = error.to_string().replace(" at line 1 column ", " at byte ");
                Err(Diagnostic::error(format!("not a JSON object: {message}")).hint("JSON Lines hold one complete object a line"))
            }
        }
    }

    /// The field of this name, if it holds a string, and where its characters stand in `json`.
    fn text(&self, name: &str, json: &str) -> Option<(String, Places)> {
        let raw = self.0.get(name)?.get();
        let inside = raw.strip_prefix('"')?.strip_suffix('"')?;
        decode_string(inside, inside.as_ptr() as usize - json.as_ptr() as usize)
    }

    /// The first of these fields that holds a string.
    fn string(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| serde_json::from_str(self.0.get(*name)?.get()).ok())
    }

    fn short_string(&self, names: &[&str]) -> Option<String> {
        self.string(names).map(|text| text.trim().to_string()).filter(|text| !text.is_empty())
    }

    /// Adds what the record says about the article. It wins over what its page says.
    fn describe(&self, article: &mut Article, diagnostics: &mut Vec<Diagnostic>) {
        let keep = |field: &mut Option<String>, names: &[&str]| *field = self.short_string(names).or(field.take());
        keep(&mut article.url, &["url"]);
        keep(&mut article.title, &["title"]);
        keep(&mut article.outlet, &OUTLET);
        keep(&mut article.language, &LANGUAGE);
        if let Some(written) = self.short_string(&PUBLISHED) {
            match date::iso(&written) {
                Some(value) => article.published = Some(Published { value, span: None }),
                None => diagnostics.push(
                    Diagnostic::warning(format!("“{written}” is not a date that is understood"))
                        .hint("write it as 2025-03-14 or 2025-03-14T09:12"),
                ),
            }
        }
        article.modified = self.short_string(&MODIFIED).and_then(|written| date::iso(&written)).or(article.modified.take());
        let authors = self.authors();
        if !authors.is_empty() {
            article.authors = authors;
        }
    }

    /// A name, a list of names, or a list of objects that have a name.
    fn authors(&self) -> Vec<String> {
        let value =
            AUTHORS.iter().find_map(|name| serde_json::from_str::<Value>(self.0.get(*name)?.get()).ok().filter(|value| !value.is_null()));
        let name_of = |value: &Value| value.as_str().or_else(|| value.get("name")?.as_str()).map(|name| name.trim().to_string());
        match value {
            Some(Value::Array(many)) => many.iter().filter_map(name_of).collect(),
            Some(one) => name_of(&one).into_iter().collect(),
            None => Vec::new(),
        }
    }

    fn without_text(&self) -> Diagnostic {
        let mut names: Vec<&str> = self.0.keys().map(String::as_str).collect();
        names.sort();
        names.truncate(8);
        let has = if names.is_empty() { "the object is empty".to_string() } else { format!("the record has {}", names.join(", ")) };
        Diagnostic::error("no “text”, “maintext” or “html” that is a string").hint(has)
    }
}

/// A JSON string, of which `raw` is the part between its quotation marks and begins at `offset`. Decoded here and not by
/// `serde_json`, which would hold a long text twice and has no places.
fn decode_string(raw: &str, offset: usize) -> Option<(String, Places)> {
    let knows_places = raw.len() <= ARTICLE_BYTES_MAX;
    let mut text = String::with_capacity(raw.len());
    let mut pieces = PiecesBuilder::behind(offset as u32);
    let mut rest = raw;
    while let Some(at) = rest.find('\\') {
        let length = escape_length(&rest[at..]);
        let decoded: String = serde_json::from_str(&format!("\"{}\"", rest.get(at..at + length)?)).ok()?;
        text.push_str(&rest[..at]);
        text.push_str(&decoded);
        if knows_places {
            pieces.verbatim(at);
            pieces.decoded(decoded.len(), length);
        }
        rest = &rest[at + length..];
    }
    text.push_str(rest);
    pieces.verbatim(rest.len());
    Some((text, if knows_places { pieces.finish() } else { Places::Unknown }))
}

/// How long the escape is that `rest` begins with: `\n`, `\u00fc`, or the pair of a character beyond the basic plane.
fn escape_length(rest: &str) -> usize {
    let is_high_surrogate = |digits: &str| u16::from_str_radix(digits, 16).is_ok_and(|unit| (0xD800..0xDC00).contains(&unit));
    match rest.as_bytes().get(1) {
        Some(b'u') if rest.get(2..6).is_some_and(is_high_surrogate) => 12,
        Some(b'u') => 6,
        _ => 2,
    }
}
