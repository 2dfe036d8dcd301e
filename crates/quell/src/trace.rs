//! Where does a claim come from: the articles of a record, what may be asked of them, and the answer as the public view.

use std::collections::HashMap;
use std::ops::ControlFlow;

use quell_document::{CharPlaces, Diagnostic, Document, TextSpan};
use quell_graph::{Keys, Known, MemoryRecord, Question, Record, Trace};
use quell_ingest::Unreadable;
use quell_lang::Pack;

use crate::inputs::Input;
use crate::reading::{Engine, Event, Reading};
use crate::view;

/// What somebody asks, as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// Words of a claim.
    Words(String),
    /// From one character to another of the article with this address.
    At(String, [u32; 2]),
    /// The id of a statement.
    Statement(String),
}

impl Asked {
    /// `URL#START-END` is a place. `None` if there is no such end.
    pub fn at(typed: &str) -> Option<Asked> {
        let (url, place) = typed.rsplit_once('#')?;
        let (start, end) = place.split_once('-')?;
        let place = [start.parse().ok()?, end.parse().ok()?];
        (place[0] < place[1] && !url.is_empty()).then(|| Asked::At(url.to_string(), place))
    }

    /// Words, or the id of a statement if they look like one: `19964a470ee1-7024673c`.
    pub fn words_or_id(typed: &str) -> Asked {
        let is_hexadecimal = |part: &str, length: usize| part.len() == length && part.chars().all(|letter| letter.is_ascii_hexdigit());
        let is_id = typed
            .split_once('-')
            .is_some_and(|(article, rest)| is_hexadecimal(article, 12) && is_hexadecimal(rest.trim_end_matches('x'), 8));
        if is_id { Asked::Statement(typed.to_string()) } else { Asked::Words(typed.to_string()) }
    }
}

/// Answers questions of one record.
pub struct Tracer {
    pack: std::sync::Arc<Pack>,
}

impl Tracer {
    /// The answer to a question.
    pub fn trace<R: Record>(&self, record: &R, question: &Question) -> Result<Trace, R::Error> {
        quell_graph::trace(record, question, Known { pack: &self.pack, world: &self.pack.world })
    }
}

/// The articles of some inputs, in memory.
#[derive(Debug, Default)]
pub struct Articles {
    /// The articles with their keys.
    pub record: MemoryRecord,
    statements: HashMap<String, u32>,
    places: HashMap<String, u32>,
}

impl Engine {
    /// Below this certainty statements are left out.
    pub fn certainty_min(&self) -> f32 {
        if self.keeps_all() { 0.0 } else { crate::CERTAINTY_MIN }
    }

    /// Whatever answers questions; an error says why there is no language pack for it.
    pub fn tracer(&self) -> Result<Tracer, String> {
        Ok(Tracer { pack: self.pack(&self.main_language())? })
    }

    /// The keys of a document. One that was not analysed has none.
    pub fn keys(&self, document: &Document) -> Keys {
        match document.article.language.as_deref().map(|tag| self.pack(&crate::language::primary(tag))) {
            Some(Ok(pack)) => Keys::of(document, &pack),
            _ => Keys::default(),
        }
    }

    /// Reads all inputs into a record in memory; what was surprising is told with its place, and how many bytes were read so far. An article that
    /// stands in several files is taken once, from where most is known about it.
    pub fn gather(&self, inputs: Vec<Result<Input, Unreadable>>, mut tell: impl FnMut(&str, &[Diagnostic], u64)) -> Articles {
        let mut read: Vec<(Reading, Keys)> = Vec::new();
        let mut known: HashMap<String, usize> = HashMap::new();
        let work = |event| match event {
            Event::Read(reading) => {
                let keys = self.keys(&reading.document);
                Ok((*reading, keys))
            }
            Event::Unreadable(unreadable) => Err(unreadable),
        };
        self.read(inputs, work, |found, bytes_read| {
            match found {
                Ok((reading, keys)) => {
                    tell(&reading.capture.place(), &reading.document.diagnostics, bytes_read);
                    let text = words_alone(&reading.document.article.text);
                    match known.get(&text) {
                        Some(&at) if told_of(&reading.document) > told_of(&read[at].0.document) => read[at] = (reading, keys),
                        Some(_) => {}
                        None => {
                            known.insert(text, read.len());
                            read.push((reading, keys));
                        }
                    }
                }
                Err(Unreadable { place, diagnostic }) => tell(&place, &[diagnostic], bytes_read),
            }
            ControlFlow::Continue(())
        });
        let mut articles = Articles::default();
        for (reading, keys) in read {
            articles.add(reading, keys);
        }
        articles
    }
}

impl Articles {
    fn add(&mut self, reading: Reading, keys: Keys) {
        let ids = view::statement_ids(&reading.document, &view::article_id(&reading.document));
        let uri = reading.capture.uri;
        let number = self.record.add(reading.document, keys, &uri);
        self.places.insert(uri, number);
        self.statements.extend(ids.into_iter().map(|id| (id, number)));
    }

    /// The question in terms of these articles; an error says what was not found, and what to do.
    pub fn question(&self, asked: &Asked) -> Result<Question, Diagnostic> {
        let number = |name: &str| {
            let Ok(by_url) = self.record.at(name);
            let by_statement = self.statements.get(name).copied();
            Ok(by_url.or_else(|| self.places.get(name).copied()).or(by_statement))
        };
        let Ok(question) = question_in(&self.record, number, asked);
        question
    }
}

/// The question in terms of a record, which knows an article's number by its address, its path or a statement's id. The inner error says what was not
/// found, and what to do.
pub fn question_in<R: Record>(
    record: &R,
    number_of: impl Fn(&str) -> Result<Option<u32>, R::Error>,
    asked: &Asked,
) -> Result<Result<Question, Diagnostic>, R::Error> {
    Ok(match asked {
        Asked::Words(words) => Ok(Question::Words(words.clone())),
        Asked::Statement(id) => {
            let missing =
                || Diagnostic::error(format!("no statement has the id {id}")).hint("`quell read --json` prints the ids of statements");
            match number_of(id)? {
                Some(article) => statement_at(article, &*record.document(article)?, id).ok_or_else(missing),
                None => Err(missing()),
            }
        }
        Asked::At(url, place) => match number_of(url)? {
            Some(article) => question_at(article, &*record.document(article)?, *place),
            None => {
                let hint = "an address or a path is searched exactly as `quell read --json` prints it";
                Err(Diagnostic::error(format!("no article has the address {url}")).hint(hint))
            }
        },
    })
}

/// The statement of a document whose id ends like this one. What comes first in it is the article's, under which it was found.
fn statement_at(article: u32, document: &Document, id: &str) -> Option<Question> {
    let ids = view::statement_ids(document, "");
    let wanted = id.split_once('-')?.1;
    let index = ids.iter().position(|known| known.trim_start_matches('-') == wanted)?;
    Some(Question::Place(article, document.statements[index].content.hull()))
}

/// The question about some characters of an article.
fn question_at(article: u32, document: &Document, [start, end]: [u32; 2]) -> Result<Question, Diagnostic> {
    let characters = CharPlaces::new(&document.article.text);
    let place = TextSpan::new(characters.byte_at(start), characters.byte_at(end));
    if place.is_empty() {
        let hint = "`quell read --json` shows the text that is counted";
        return Err(Diagnostic::error(format!("the article has no characters {start}-{end}")).hint(hint));
    }
    Ok(Question::Place(article, place))
}

/// The text without white space: the same article in two files may be broken into lines differently.
fn words_alone(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

/// How much is known about an article beyond its text.
fn told_of(document: &Document) -> usize {
    let article = &document.article;
    let facts = [article.url.is_some(), article.outlet.is_some(), article.published.is_some(), article.title.is_some()];
    facts.into_iter().filter(|known| *known).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_told_apart() {
        assert_eq!(Asked::at("https://a.example/b#12-40"), Some(Asked::At("https://a.example/b".into(), [12, 40])));
        assert_eq!(Asked::at("https://a.example/b#40-12"), None);
        assert_eq!(Asked::at("#1-2"), None);
        assert_eq!(Asked::words_or_id("19964a470ee1-7024673c"), Asked::Statement("19964a470ee1-7024673c".into()));
        assert_eq!(Asked::words_or_id("Nord-Süd"), Asked::Words("Nord-Süd".into()));
    }
}
