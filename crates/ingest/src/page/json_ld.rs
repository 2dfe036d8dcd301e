//! The article that a page describes in JSON-LD, in the words of schema.org.

use std::collections::HashMap;

use serde_json::Value;

use super::dom::Dom;
use crate::date;

/// What stands in the page's scripts of JSON-LD.
pub(super) struct JsonLd {
    /// Objects that have an `@id`, since others may refer to them.
    named: HashMap<String, Value>,
    article: Option<Value>,
    /// The entries of a liveticker.
    updates: Vec<Value>,
}

/// An entry of a liveticker, as the page lists it.
#[derive(Debug)]
pub(super) struct Update {
    pub(super) headline: Option<String>,
    pub(super) body: String,
    /// ISO 8601.
    pub(super) published: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) url: Option<String>,
}

/// Reads the page's scripts of JSON-LD. What is no JSON even after its usual faults were mended is left out.
pub(super) fn read(dom: &Dom) -> JsonLd {
    let is_json_ld = |kind: &str| kind.trim().to_ascii_lowercase().starts_with("application/ld+json");
    let scripts = dom.elements("script").filter(|&id| dom.attribute(id, "type").is_some_and(is_json_ld));
    let values: Vec<Value> = scripts.filter_map(|id| parse(&dom.characters(id))).collect();
    let mut named = HashMap::new();
    values.iter().for_each(|value| collect_named(value, &mut named));
    let mut articles = Vec::new();
    values.iter().for_each(|value| collect_articles(value, &mut articles));
    // A list of other stories may stand before the page's own, but seldom says when they were published.
    let best = articles.iter().find(|article| article["datePublished"].is_string()).or(articles.first());
    let updates = articles.iter().flat_map(|article| match &article["liveBlogUpdate"] {
        Value::Array(updates) => updates.as_slice(),
        Value::Null => &[],
        update => std::slice::from_ref(update),
    });
    JsonLd { updates: updates.cloned().collect(), named, article: best.map(|&article| article.clone()) }
}

impl JsonLd {
    /// The field of the article, if it is text.
    pub(super) fn text(&self, field: &str) -> Option<&str> {
        self.article.as_ref()?[field].as_str()
    }

    /// The names of whom or what the field holds.
    pub(super) fn names(&self, field: &str) -> Vec<String> {
        let mut names = Vec::new();
        if let Some(article) = &self.article {
            self.collect_names(&article[field], &mut names, 0);
        }
        names
    }

    /// Whether the article says that it is not free to read.
    pub(super) fn is_paid(&self) -> bool {
        self.article.as_ref().is_some_and(|article| match &article["isAccessibleForFree"] {
            Value::Bool(is_free) => !is_free,
            Value::String(is_free) => is_free.eq_ignore_ascii_case("false"),
            _ => false,
        })
    }

    /// The entries of a liveticker in the order of the list, those that say something.
    pub(super) fn updates(&self) -> Vec<Update> {
        let text = |update: &Value, field: &str| update[field].as_str().map(str::to_string).filter(|text| !text.trim().is_empty());
        let names = |value: &Value| {
            let mut names = Vec::new();
            self.collect_names(value, &mut names, 0);
            names
        };
        let update = |update: &Value| Update {
            headline: text(update, "headline").or_else(|| text(update, "name")),
            body: text(update, "articleBody").or_else(|| text(update, "text")).unwrap_or_default(),
            published: text(update, "datePublished").and_then(|written| date::iso(&written)),
            authors: names(&update["author"]),
            url: text(update, "url").filter(|url| url.starts_with("http")),
        };
        self.updates.iter().map(update).filter(|update| !update.body.is_empty()).collect()
    }

    fn collect_names(&self, value: &Value, names: &mut Vec<String>, depth: usize) {
        /// An object refers to another, and that one perhaps back.
        const DEPTH_MAX: usize = 4;
        if depth > DEPTH_MAX {
            return;
        }
        match value {
            Value::Array(many) => many.iter().for_each(|one| self.collect_names(one, names, depth + 1)),
            Value::String(name) => names.push(name.clone()),
            Value::Object(fields) => match (fields.get("name"), fields.get("@id").and_then(Value::as_str)) {
                (Some(name), _) => self.collect_names(name, names, depth + 1),
                (None, Some(id)) => {
                    if let Some(named) = self.named.get(id) {
                        self.collect_names(&named["name"], names, depth + 1);
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }
}

fn parse(script: &str) -> Option<Value> {
    let json = script.trim().trim_start_matches("<!--").trim_end_matches("-->").trim().trim_end_matches(';');
    let json = json.trim_start_matches("//<![CDATA[").trim_end_matches("//]]>");
    // Line ends within strings, as editors paste them, and commas behind the last of a list.
    serde_json::from_str(json).or_else(|_| serde_json::from_str(&mended(json))).ok()
}

fn mended(json: &str) -> String {
    let mut mended = String::with_capacity(json.len());
    let (mut is_string, mut is_escaped) = (false, false);
    for character in json.chars() {
        if !is_string && matches!(character, '}' | ']') {
            let kept = mended.trim_end().trim_end_matches(',').len();
            mended.truncate(kept);
        }
        mended.push(if character.is_control() { ' ' } else { character });
        is_string ^= character == '"' && !is_escaped;
        is_escaped = character == '\\' && !is_escaped;
    }
    mended
}

fn collect_named(value: &Value, named: &mut HashMap<String, Value>) {
    match value {
        Value::Array(many) => many.iter().for_each(|one| collect_named(one, named)),
        Value::Object(fields) => {
            if let (Some(id), true) = (fields.get("@id").and_then(Value::as_str), fields.contains_key("name")) {
                named.entry(id.to_string()).or_insert_with(|| value.clone());
            }
            fields.get("@graph").into_iter().for_each(|graph| collect_named(graph, named));
        }
        _ => {}
    }
}

fn collect_articles<'v>(value: &'v Value, articles: &mut Vec<&'v Value>) {
    match value {
        Value::Array(many) => many.iter().for_each(|one| collect_articles(one, articles)),
        Value::Object(_) if is_article(value) => articles.push(value),
        Value::Object(fields) => {
            let inner = ["@graph", "mainEntity", "mainEntityOfPage"].iter().filter_map(|field| fields.get(*field));
            inner.for_each(|value| collect_articles(value, articles));
        }
        _ => {}
    }
}

/// All of schema.org's kinds of article end in one of these words.
fn is_article(value: &Value) -> bool {
    let names_article =
        |kind: &Value| kind.as_str().is_some_and(|kind| ["Article", "Posting", "Report"].iter().any(|end| kind.ends_with(end)));
    match &value["@type"] {
        Value::Array(kinds) => kinds.iter().any(names_article),
        kind => names_article(kind),
    }
}
