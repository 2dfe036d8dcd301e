//! Which articles have these words?
//!
//! What somebody types is never a query in the language of the index: every word becomes a quoted phrase, so that no mark in it can mean anything.

use rusqlite::params;
use serde::Serialize;

use crate::deflated::inflated_text;
use crate::folding::{folded, words};
use crate::{Store, StoreError};

/// What is sought.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// Words, „phrases in quotation marks“ and beginnings*; all of them must be there.
    pub words: String,
    /// A source of some statement, by name.
    pub source: Option<String>,
    /// Who published the article.
    pub outlet: Option<String>,
    /// Published on this day or later.
    pub since: Option<i64>,
    /// Published on this day or earlier.
    pub until: Option<i64>,
    /// At most so many.
    pub count_max: usize,
}

impl Query {
    /// Whether there is anything to search for.
    pub fn has_words(&self) -> bool {
        expression(self).is_some()
    }
}

/// An article that was found, best first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Found {
    /// Where it stands.
    pub address: String,
    /// The article's id in JSON.
    pub id: String,
    /// Its URL, if it has one.
    pub url: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// When.
    pub published: Option<String>,
    /// The words around the best place.
    pub excerpt: String,
    /// Where the excerpt stands, in characters of the article's text.
    pub span: [u32; 2],
}

/// How many characters an excerpt has before the words that were sought, and behind them.
const BEFORE: usize = 40;
const BEHIND: usize = 160;

impl Store {
    /// How many articles there are, and the best of them. A query without a word finds nothing.
    pub fn search(&self, query: &Query) -> Result<(i64, Vec<Found>), StoreError> {
        let Some(expression) = expression(query) else { return Ok((0, Vec::new())) };
        let sought = terms(&query.words);
        self.tried("its words could not be searched", |connection| {
            let from = "FROM words JOIN article ON article.id = words.rowid JOIN version ON version.id = article.current
                 WHERE words MATCH ?1 AND (?2 IS NULL OR version.day >= ?2) AND (?3 IS NULL OR version.day <= ?3)";
            let mut count = connection.prepare_cached(&format!("SELECT count(*) {from}"))?;
            let count = count.query_row(params![expression, query.since, query.until], |row| row.get(0))?;
            let mut best = connection.prepare_cached(&format!(
                "SELECT article.address, version.public_id, version.url, version.title, version.outlet, version.published, version.text {from}
                 ORDER BY bm25(words, 4.0, 1.0, 2.0, 1.0), version.day, version.id LIMIT ?4"
            ))?;
            let found = best.query_map(params![expression, query.since, query.until, query.count_max as i64], |row| {
                let text = inflated_text(row.get_ref(6)?.as_blob()?);
                let span = excerpt(&text, &sought);
                let excerpt = text.chars().skip(span[0] as usize).take((span[1] - span[0]) as usize).collect();
                Ok(Found {
                    address: row.get(0)?,
                    id: row.get(1)?,
                    url: row.get(2)?,
                    title: row.get(3)?,
                    outlet: row.get(4)?,
                    published: row.get(5)?,
                    excerpt,
                    span,
                })
            })?;
            Ok((count, found.collect::<rusqlite::Result<_>>()?))
        })
    }
}

/// A word or phrase that is sought: its folded words, and whether the last one is only a beginning.
#[derive(Debug, PartialEq, Eq)]
struct Term {
    words: Vec<String>,
    is_beginning: bool,
}

/// The words and phrases that somebody typed.
fn terms(typed: &str) -> Vec<Term> {
    let is_mark = |character: char| matches!(character, '"' | '„' | '“' | '”' | '«' | '»');
    let mut terms = Vec::new();
    for (index, part) in typed.split(is_mark).enumerate() {
        // Between marks stands a phrase, outside of them stand words.
        let is_phrase = index % 2 == 1;
        let pieces: Vec<&str> = if is_phrase { vec![part] } else { part.split_whitespace().collect() };
        for piece in pieces {
            let folded = folded(piece);
            let words: Vec<String> = words(&folded).map(str::to_string).collect();
            if !words.is_empty() {
                terms.push(Term { words, is_beginning: piece.ends_with('*') });
            }
        }
    }
    terms
}

/// The query in the language of FTS5; `None` if it holds no word.
fn expression(query: &Query) -> Option<String> {
    let in_column = |column: &str, text: &Option<String>| {
        let folded = folded(text.as_deref().unwrap_or_default());
        let phrase = words(&folded).collect::<Vec<_>>().join(" ");
        (!phrase.is_empty()).then(|| format!("{column} : \"{phrase}\""))
    };
    let quoted = |term: &Term| format!("\"{}\"{}", term.words.join(" "), if term.is_beginning { " *" } else { "" });
    let mut parts: Vec<String> = terms(&query.words).iter().map(quoted).collect();
    parts.extend(in_column("sources", &query.source));
    parts.extend(in_column("outlet", &query.outlet));
    (!parts.is_empty()).then(|| parts.join(" AND "))
}

/// Where most of what is sought stands close together, in characters of the text; its beginning if nothing is found there.
fn excerpt(text: &str, sought: &[Term]) -> [u32; 2] {
    let is_sought = |word: &str| {
        let folded = folded(word);
        let fits = |term: &Term, wanted: &String| if term.is_beginning { folded.starts_with(wanted.as_str()) } else { folded == *wanted };
        sought.iter().position(|term| term.words.iter().any(|wanted| fits(term, wanted)))
    };
    // The places of what is sought, in characters.
    let mut places: Vec<(usize, usize)> = Vec::new();
    let (mut word, mut start, mut length) = (String::new(), 0, 0);
    for (at, character) in text.chars().chain([' ']).enumerate() {
        length = at;
        if character.is_alphanumeric() || character == '\u{308}' {
            if word.is_empty() {
                start = at;
            }
            word.push(character);
        } else if !word.is_empty() {
            places.extend(is_sought(&word).map(|term| (start, term)));
            word.clear();
        }
    }
    let distinct_near = |index: usize| {
        let near = places[index..].iter().take_while(|(at, _)| *at < places[index].0 + BEHIND);
        near.map(|(_, term)| term).collect::<std::collections::BTreeSet<_>>().len()
    };
    // Of several good places the first.
    let best = (0..places.len()).max_by_key(|&index| (distinct_near(index), std::cmp::Reverse(index)));
    let at = best.map_or(0, |index| places[index].0);
    [at.saturating_sub(BEFORE) as u32, (at + BEHIND).min(length) as u32]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_words(words: &str) -> Query {
        Query { words: words.to_string(), ..Query::default() }
    }

    #[test]
    fn what_is_typed_is_no_query_language() {
        assert_eq!(expression(&of_words("Küste NOT Hafen")).unwrap(), "\"kuste\" AND \"not\" AND \"hafen\"");
        assert_eq!(expression(&of_words("\"Nord Süd\" Brü*")).unwrap(), "\"nord sud\" AND \"bru\" *");
        assert_eq!(expression(&of_words("title:(a) OR ^b")).unwrap(), "\"title a\" AND \"or\" AND \"b\"");
        assert_eq!(expression(&of_words(" \"\" * ' ")), None);
        let query = Query { source: Some("Jessen\" OR \"".into()), ..of_words("Hafen") };
        assert_eq!(expression(&query).unwrap(), "\"hafen\" AND sources : \"jessen or\"");
    }

    #[test]
    fn the_excerpt_is_where_most_stands_together() {
        let text = format!("Der Hafen. {} Der Hafen hat eine Brücke.", "Nichts davon. ".repeat(40));
        let [start, end] = excerpt(&text, &terms("Bruecke Hafen"));
        let words: String = text.chars().skip(start as usize).take((end - start) as usize).collect();
        assert!(words.ends_with("Der Hafen hat eine Brücke."), "{words}");
        assert_eq!(excerpt("kurz", &terms("anderes")), [0, 4]);
    }
}
