//! JSON Feed 1.0 and 1.1 (jsonfeed.org): the entries of a feed as JSON.

use quell_document::Diagnostic;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::FEED_BYTES_MAX;
use super::entry::{Channel, Entry, language};
use super::mapped::Mapped;
use crate::date;
use crate::encoding::decode;
use crate::items::Items;
use crate::places::Places;

/// Whether this JSON is a feed: its version says so.
pub(crate) fn is_json_feed(json: &[u8]) -> bool {
    #[derive(Deserialize)]
    struct Version {
        version: Option<String>,
    }
    memchr::memmem::find(&json[..json.len().min(4096)], b"jsonfeed.org/version").is_some()
        && serde_json::from_slice::<Version>(json)
            .is_ok_and(|feed| feed.version.is_some_and(|version| version.contains("jsonfeed.org/version")))
}

#[derive(Deserialize)]
struct Feed<'j> {
    title: Option<String>,
    language: Option<String>,
    #[serde(borrow, default)]
    items: Vec<&'j RawValue>,
}

#[derive(Deserialize)]
struct Item {
    url: Option<String>,
    external_url: Option<String>,
    title: Option<String>,
    summary: Option<String>,
    content_text: Option<String>,
    content_html: Option<String>,
    date_published: Option<String>,
    date_modified: Option<String>,
    language: Option<String>,
    #[serde(default)]
    authors: Vec<Author>,
    author: Option<Author>,
}

#[derive(Deserialize)]
struct Author {
    name: Option<String>,
}

/// The entries of this feed.
pub(crate) fn items(bytes: Vec<u8>) -> Result<Items, Diagnostic> {
    if bytes.len() > FEED_BYTES_MAX {
        return Err(Diagnostic::error(format!("a feed longer than {} MiB", FEED_BYTES_MAX >> 20)).hint("split it"));
    }
    let json = decode(bytes, None).text;
    let feed: Feed = serde_json::from_str(&json)
        .map_err(|error| Diagnostic::error(format!("not a JSON Feed: {error}")).hint("jsonfeed.org says what one holds"))?;
    let channel = Channel { title: feed.title, language: feed.language.as_deref().and_then(language) };
    let read = |(index, raw): (usize, &&RawValue)| {
        let item: Item =
            serde_json::from_str(raw.get()).map_err(|error| Diagnostic::error(format!("the entry /items/{index} is none: {error}")))?;
        entry(item).article(&channel, &Places::Unknown)
    };
    let found: Items = feed.items.iter().enumerate().map(read).collect();
    if found.is_empty() { Err(Diagnostic::error("no entries in it")) } else { Ok(found) }
}

fn entry(item: Item) -> Entry {
    // Text is written as markup that stands for it.
    let escaped = |text: String| text.replace('&', "&amp;").replace('<', "&lt;").replace('\n', "<br>");
    let mapped = |markup: String| {
        let mut mapped = Mapped::default();
        mapped.verbatim(&markup, 0);
        mapped
    };
    let authors = item.authors.into_iter().chain(item.author).filter_map(|author| author.name).collect();
    Entry {
        title: item.title.map(escaped).map(mapped),
        url: item.url.or(item.external_url),
        published: item.date_published.as_deref().and_then(date::iso),
        modified: item.date_modified.as_deref().and_then(date::iso),
        authors,
        language: item.language.as_deref().and_then(language),
        summary: item.summary.map(escaped).map(mapped),
        content: item.content_html.or(item.content_text.map(escaped)).map(mapped),
        ..Entry::default()
    }
}
