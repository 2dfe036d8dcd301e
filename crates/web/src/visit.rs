//! What a browser asks for: names and values from the path, the query and a form, and the language that it would like.

use std::sync::Arc;

use crate::guard::is_same;
use crate::words::Words;

/// A request as a page sees it.
#[derive(Debug, Clone)]
pub struct Visit {
    /// Names and values, those of the path first.
    pub parameters: Vec<(String, String)>,
    /// The path and query that were asked for.
    pub here: String,
    /// The words of the interface.
    pub words: &'static Words,
    /// What a form must carry.
    pub form_token: Arc<str>,
}

impl Visit {
    /// The first value of this name that is not empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(known, value)| known == name && !value.trim().is_empty()).map(|(_, value)| value.trim())
    }

    /// All values of this name that are not empty.
    pub fn all(&self, name: &str) -> Vec<String> {
        let values = self.parameters.iter().filter(|(known, value)| known == name && !value.trim().is_empty());
        values.map(|(_, value)| value.trim().to_string()).collect()
    }

    /// Whether a box is ticked.
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Whether the form carries the token, without which nothing is changed.
    pub fn has_form_token(&self) -> bool {
        self.get("form_token").is_some_and(|given| is_same(given, &self.form_token))
    }
}

/// The text as a part of a path or as a value of a query.
pub fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => encoded.push(byte as char),
            other => encoded.push_str(&format!("%{other:02X}")),
        }
    }
    encoded
}

/// `name=value&…` of all pairs whose value is not empty.
pub fn query(pairs: &[(&str, &str)]) -> String {
    let parts: Vec<String> =
        pairs.iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    parts.join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded_means_nothing_in_an_address() {
        assert_eq!(encoded("a b&c=ü/\"<"), "a%20b%26c%3D%C3%BC%2F%22%3C");
        assert_eq!(query(&[("kind", "direct"), ("source", ""), ("q", "x y")]), "kind=direct&q=x%20y");
    }
}
