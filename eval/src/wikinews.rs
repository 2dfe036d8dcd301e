//! The published gold of attribution in German Wikinews, and our documents in its terms.
//!
//! Petersen-Frey & Biemann, *Dataset of Quotation Attribution in German News Articles* (LREC-COLING 2024): one document a
//! line, with `originalText`, `sentences[].tokens` and `annotations[]`, whose parts are lists of token numbers that run
//! through the whole document.

use crate::files::{Problem, for_each_line};
use crate::places::Places;
use quell_document::{Article, CharPlaces, Document, Medium, Published, Span, Spans, Statement, StatementKind, TextSpan};
use serde::Deserialize;
use std::path::Path;

/// A part of a quotation that is scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What was said; quotation marks belong to it.
    Quote,
    /// To whom.
    Addressee,
    /// The words that attribute.
    Cue,
    /// The clause or phrase that holds cue and speaker.
    Frame,
    /// Who said it.
    Speaker,
}

impl Part {
    /// All parts; the first is the quote, the others are its roles.
    pub const ALL: [Part; 5] = [Part::Quote, Part::Addressee, Part::Cue, Part::Frame, Part::Speaker];
    /// All parts but the quote.
    pub const ROLES: [Part; 4] = [Part::Addressee, Part::Cue, Part::Frame, Part::Speaker];

    /// Its name in the published data.
    pub fn name(self) -> &'static str {
        match self {
            Part::Quote => "quote",
            Part::Addressee => "addressee",
            Part::Cue => "cue",
            Part::Frame => "frame",
            Part::Speaker => "speaker",
        }
    }
}

/// A statement in the terms of the published data: the tokens of its parts.
#[derive(Debug, Clone)]
pub struct Quote {
    parts: [Places; 5],
    /// How the content is given.
    pub kind: StatementKind,
    /// By what means it was uttered; `None` also for the mixed values of the gold, which match no single medium.
    pub medium: Option<Medium>,
}

impl Quote {
    /// The tokens of a part.
    pub fn part(&self, part: Part) -> &Places {
        &self.parts[part as usize]
    }

    /// A quote of these tokens, with the roles given.
    pub fn new(kind: StatementKind, quote: Places, roles: impl IntoIterator<Item = (Part, Places)>) -> Quote {
        let mut parts = <[Places; 5]>::default();
        parts[Part::Quote as usize] = quote;
        for (part, tokens) in roles {
            parts[part as usize] = tokens;
        }
        Quote { parts, kind, medium: None }
    }
}

/// An article of Wikinews with its gold.
#[derive(Debug, Clone)]
pub struct GoldArticle {
    /// The gold as a document; its quotation marks belong to the contents, as published.
    pub document: Document,
    /// The gold in tokens, in the same order.
    pub quotes: Vec<Quote>,
    tokens: Vec<TextSpan>,
}

impl GoldArticle {
    /// The statements of a reading of this article, in tokens. Each comes with its index in the document; a statement that
    /// covers no token is left out.
    pub fn quotes_of(&self, reading: &Document) -> Vec<(usize, Quote)> {
        let text = &reading.article.text;
        let mut quotes = Vec::with_capacity(reading.statements.len());
        for (index, statement) in reading.statements.iter().enumerate() {
            let content: Vec<TextSpan> = match statement.kind {
                StatementKind::Direct => statement.content.iter().map(|span| with_marks(span, text)).collect(),
                _ => statement.content.iter().collect(),
            };
            let tokens_of = |role: &Option<Spans>| self.tokens_of(role.iter().flat_map(Spans::iter));
            let quote = self.tokens_of(content);
            let roles = [
                (Part::Addressee, tokens_of(&statement.addressee)),
                (Part::Cue, tokens_of(&statement.cue)),
                (Part::Frame, tokens_of(&statement.frame)),
                (Part::Speaker, tokens_of(&statement.source)),
            ];
            if !quote.is_empty() {
                quotes.push((index, Quote { medium: statement.medium, ..Quote::new(statement.kind, quote, roles) }));
            }
        }
        quotes
    }

    /// The numbers of the tokens that share a character with one of these spans.
    fn tokens_of(&self, spans: impl IntoIterator<Item = TextSpan>) -> Places {
        // Tokens are in order and apart, so those within a span follow one another.
        Places::of_ranges(spans.into_iter().map(|span| {
            let first = self.tokens.partition_point(|token| token.end <= span.start);
            let behind = self.tokens.partition_point(|token| token.start < span.end);
            [first as u32, behind as u32]
        }))
    }
}

/// Our direct content stands between the quotation marks, the published gold includes them.
fn with_marks(span: TextSpan, text: &str) -> TextSpan {
    const MARKS: &str = "„“”\"»«›‹‚‘’'";
    let before = text[..span.start as usize].chars().next_back().filter(|&mark| MARKS.contains(mark));
    let behind = text[span.end as usize..].chars().next().filter(|&mark| MARKS.contains(mark));
    Span::new(span.start - before.map_or(0, char::len_utf8) as u32, span.end + behind.map_or(0, char::len_utf8) as u32)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Record {
    document_name: String,
    original_text: String,
    sentences: Vec<Sentence>,
    annotations: Vec<Annotation>,
}

#[derive(Deserialize)]
struct Sentence {
    tokens: Vec<String>,
}

#[derive(Deserialize)]
struct Annotation {
    #[serde(default)]
    quote: Tokens,
    #[serde(default)]
    addressee: Tokens,
    #[serde(default)]
    cue: Tokens,
    #[serde(default)]
    frame: Tokens,
    #[serde(default)]
    speaker: Tokens,
    r#type: String,
    medium: String,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Tokens {
    #[serde(default)]
    token_ids: Vec<u32>,
}

/// Reads a file of the published format, compressed or not.
pub fn read(path: &Path) -> Result<Vec<GoldArticle>, Problem> {
    let mut articles = Vec::new();
    for_each_line(path, |line| {
        let record: Record = serde_json::from_str(line).map_err(|problem| problem.to_string())?;
        articles.push(gold_article(record)?);
        Ok(())
    })?;
    Ok(articles)
}

fn gold_article(record: Record) -> Result<GoldArticle, Problem> {
    let text = &record.original_text;
    let tokens = place_tokens(text, record.sentences.iter().flat_map(|sentence| &sentence.tokens));
    let spans_of = |part: &Tokens| -> Option<Spans> {
        Spans::new(joined_runs(&part.token_ids).into_iter().filter_map(|[first, last]| {
            let (first, last) = (tokens.get(first as usize)?, tokens.get(last as usize)?);
            Some(first.to(*last))
        }))
    };
    let (mut statements, mut quotes) = (Vec::new(), Vec::new());
    for annotation in &record.annotations {
        let unknown = |what: &str, value: &str| format!("{}: {what} `{value}`", record.document_name);
        let kind = kind_of(&annotation.r#type).ok_or_else(|| unknown("unknown type", &annotation.r#type))?;
        let medium = Medium::from_name(&annotation.medium.to_lowercase());
        let content = spans_of(&annotation.quote).ok_or_else(|| unknown("a statement without words, of type", &annotation.r#type))?;
        statements.push(Statement {
            medium,
            cue: spans_of(&annotation.cue),
            source: spans_of(&annotation.speaker),
            addressee: spans_of(&annotation.addressee),
            frame: spans_of(&annotation.frame),
            ..Statement::new(kind, content)
        });
        let numbers = |part: &Tokens| Places::of_numbers(part.token_ids.iter().copied());
        let roles = [
            (Part::Addressee, numbers(&annotation.addressee)),
            (Part::Cue, numbers(&annotation.cue)),
            (Part::Frame, numbers(&annotation.frame)),
            (Part::Speaker, numbers(&annotation.speaker)),
        ];
        quotes.push(Quote { medium, ..Quote::new(kind, numbers(&annotation.quote), roles) });
    }
    let published = published_of(&record.document_name).map(|value| Published { value: value.to_string(), span: None });
    let article = Article {
        url: Some(format!("wikinews:{}", record.document_name)),
        language: Some("de".to_string()),
        outlet: Some("Wikinews".to_string()),
        published,
        ..Article::of_text(record.original_text)
    };
    Ok(GoldArticle { document: Document { article, statements, ..Document::default() }, quotes, tokens })
}

fn kind_of(published: &str) -> Option<StatementKind> {
    Some(match published {
        "Direct" => StatementKind::Direct,
        "Indirect" => StatementKind::Indirect,
        "FreeIndirect" => StatementKind::FreeIndirect,
        "IndirectFreeIndirect" => StatementKind::IndirectFreeIndirect,
        "Reported" => StatementKind::Reported,
        _ => return None,
    })
}

/// Names end in the date in brackets: *… (2005-08-20)*.
fn published_of(name: &str) -> Option<&str> {
    let inner = name.strip_suffix(')')?;
    let date = inner.get(inner.len().checked_sub("2005-08-20".len())?..)?;
    date.starts_with(|digit: char| digit.is_ascii_digit()).then_some(date)
}

/// Where each token stands: the first place behind the one before that reads like it.
fn place_tokens<'t>(text: &str, tokens: impl Iterator<Item = &'t String>) -> Vec<TextSpan> {
    let mut at = 0;
    let mut places = Vec::new();
    for token in tokens {
        // A token that the text does not have is taken to stand right here, as the reference scorer does.
        let start = text[at..].find(token.as_str()).map_or(at, |ahead| at + ahead);
        let end = if text[start..].starts_with(token.as_str()) {
            start + token.len()
        } else {
            let places = CharPlaces::new(text);
            places.byte_at(places.char_at(start as u32) + token.chars().count() as u32) as usize
        };
        places.push(Span::new(start as u32, end as u32));
        at = end;
    }
    places
}

/// Runs of numbers that follow one another, as first and last.
fn joined_runs(numbers: &[u32]) -> Vec<[u32; 2]> {
    let mut sorted = numbers.to_vec();
    sorted.sort_unstable();
    let mut runs: Vec<[u32; 2]> = Vec::new();
    for number in sorted {
        match runs.last_mut() {
            Some(last) if number <= last[1] + 1 => last[1] = number,
            _ => runs.push([number, number]),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(text: &str, tokens: &[&str]) -> GoldArticle {
        let tokens = tokens.iter().map(|token| token.to_string()).collect();
        let record = Record {
            document_name: "7 - Brücke gesperrt (2025-03-14)".into(),
            original_text: text.into(),
            sentences: vec![Sentence { tokens }],
            annotations: Vec::new(),
        };
        gold_article(record).unwrap()
    }

    #[test]
    fn a_direct_content_takes_its_marks_along() {
        let text = "„Das hält“, sagte Jessen.";
        let article = article(text, &["„", "Das", "hält", "“", ",", "sagte", "Jessen", "."]);
        let span = |words: &str| Spans::one(Span::new(text.find(words).unwrap() as u32, (text.find(words).unwrap() + words.len()) as u32));
        let statement =
            Statement {
                cue: Some(span("sagte")), source: Some(span("Jessen")), ..Statement::new(StatementKind::Direct, span("Das hält"))
            };
        let reading = Document { statements: vec![statement], ..article.document.clone() };
        let quotes = article.quotes_of(&reading);
        assert_eq!(quotes[0].1.part(Part::Quote), &Places::of_ranges([[0, 4]]));
        assert_eq!(quotes[0].1.part(Part::Cue), &Places::of_numbers([5]));
        assert_eq!(quotes[0].1.part(Part::Speaker), &Places::of_numbers([6]));
        assert!(quotes[0].1.part(Part::Frame).is_empty());
    }

    #[test]
    fn the_date_stands_at_the_end_of_the_name() {
        assert_eq!(article("x", &["x"]).document.article.published.unwrap().value, "2025-03-14");
        assert_eq!(published_of("ohne Datum"), None);
        assert_eq!(published_of("ä)"), None);
    }

    #[test]
    fn a_token_that_the_text_lacks_stands_where_it_was_expected() {
        let article = article("Öl floss", &["''", "floss"]);
        assert_eq!(article.tokens, [Span::new(0, 3), Span::new(4, 9)].map(|span: TextSpan| span));
    }
}
