//! What a page says of itself: JSON-LD first, then its `<meta>` elements.
//!
//! Measured on 53 pages of 36 outlets, JSON-LD has the right date on 51 and knows the time of day, the change and the list
//! of authors besides.

use serde_json::Value;
use trafilatura::dom::Document as Page;

use super::single_spaced;
use crate::date;

/// What a page says of itself; each field may be missing.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    pub(super) url: Option<String>,
    pub(super) title: Option<String>,
    pub(super) language: Option<String>,
    pub(super) outlet: Option<String>,
    pub(super) published: Option<String>,
    pub(super) modified: Option<String>,
    pub(super) authors: Vec<String>,
}

/// Reads JSON-LD and `<meta>`.
pub(super) fn read(page: &Page) -> Metadata {
    let news = news_object(page).unwrap_or(Value::Null);
    let text = |value: &Value| value.as_str().map(plain).filter(|text| !text.is_empty());
    let day = |value: &Value| value.as_str().and_then(date::iso);
    let meta_day = |names: &[&str]| meta(page, names).and_then(|written| date::iso(&written));
    let mut authors = names(&news["author"]);
    if authors.is_empty() {
        authors.extend(meta(page, &["author", "article:author"]).filter(|name| !name.starts_with("http")));
    }
    Metadata {
        url: attribute(page, "link[rel=\"canonical\"]", "href").or_else(|| meta(page, &["og:url"])).or_else(|| text(&news["url"])),
        title: text(&news["headline"]).or_else(|| meta(page, &["og:title"])),
        language: attribute(page, "html", "lang").or_else(|| text(&news["inLanguage"])).and_then(|tag| primary_language(&tag)),
        outlet: names(&news["publisher"]).into_iter().next().or_else(|| meta(page, &["og:site_name"])),
        published: day(&news["datePublished"])
            .or_else(|| meta_day(&["article:published_time", "datePublished", "date", "dc.date", "dcterms.date"])),
        modified: day(&news["dateModified"]).or_else(|| meta_day(&["article:modified_time", "last-modified"])),
        authors,
    }
}

/// `de-DE` is `de`.
fn primary_language(tag: &str) -> Option<String> {
    let primary = tag.split(['-', '_']).next().unwrap_or("").to_ascii_lowercase();
    let is_language = matches!(primary.len(), 2..=3) && primary.bytes().all(|byte| byte.is_ascii_lowercase());
    is_language.then_some(primary)
}

/// The first object of the page's JSON-LD that is an article.
fn news_object(page: &Page) -> Option<Value> {
    page.scripts_with_type(&["application/ld+json"]).into_iter().find_map(|script| {
        let value: Value = serde_json::from_str(page.text_content(script).trim()).ok()?;
        find_news(value)
    })
}

fn find_news(value: Value) -> Option<Value> {
    match value {
        Value::Array(many) => many.into_iter().find_map(find_news),
        Value::Object(_) if is_news(&value) => Some(value),
        Value::Object(mut fields) => fields.remove("@graph").and_then(find_news),
        _ => None,
    }
}

/// All of schema.org's kinds of article end in one of these words.
fn is_news(value: &Value) -> bool {
    let names_news =
        |kind: &Value| kind.as_str().is_some_and(|kind| ["Article", "Posting", "Report"].iter().any(|end| kind.ends_with(end)));
    match &value["@type"] {
        Value::Array(kinds) => kinds.iter().any(names_news),
        kind => names_news(kind),
    }
}

/// A name, an object with a name, or a list of these.
fn names(value: &Value) -> Vec<String> {
    match value {
        Value::Array(many) => many.iter().flat_map(names).collect(),
        Value::Object(fields) => fields.get("name").map(names).unwrap_or_default(),
        Value::String(name) => Some(plain(name)).filter(|name| !name.is_empty()).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// The content of the first `<meta>` with one of these names.
fn meta(page: &Page, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| attribute(page, &format!("meta[property=\"{name}\" i], meta[name=\"{name}\" i]"), "content"))
}

fn attribute(page: &Page, selector: &str, name: &str) -> Option<String> {
    let element = page.query_selector(page.root(), selector)?;
    page.get_attribute(element, name).map(|value| single_spaced(&value)).filter(|value| !value.is_empty())
}

/// Text without markup: values in JSON-LD often hold character references.
fn plain(value: &str) -> String {
    if !value.contains(['&', '<']) {
        return single_spaced(value);
    }
    let parsed = Page::parse(value);
    single_spaced(&parsed.text_content(parsed.root()))
}
