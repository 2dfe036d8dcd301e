//! How articles are read here: by the engine, or by looking up what a program printed.

use crate::options::Options;
use quell_document::{Article, Document};
use quell_eval::program_output;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// Statements below this certainty are not in the default output.
const CERTAINTY_LEAST: f32 = 0.5;

/// Reads articles and keeps account of it.
pub struct Reading {
    by: By,
    all: bool,
    articles: usize,
    missing: usize,
    bytes: usize,
    time: Duration,
}

enum By {
    /// What a program printed, by the address of the article.
    Output(BTreeMap<String, Document>),
    #[cfg(feature = "engine")]
    Engine(Box<quell_lang::Pack>),
}

impl Reading {
    /// As the options ask for.
    pub fn new(options: &Options) -> Result<Reading, String> {
        let by = match &options.from {
            Some(path) => By::Output(program_output::read(path)?),
            None => engine()?,
        };
        Ok(Reading { by, all: options.all, articles: 0, missing: 0, bytes: 0, time: Duration::ZERO })
    }

    /// Reads one article.
    pub fn read(&mut self, article: Article) -> Document {
        self.articles += 1;
        self.bytes += article.text.len();
        let mut document = match &self.by {
            By::Output(documents) => match documents.get(article.url.as_deref().unwrap_or("")) {
                Some(document) => document.clone(),
                None => {
                    self.missing += 1;
                    Document { article, ..Document::default() }
                }
            },
            #[cfg(feature = "engine")]
            By::Engine(pack) => {
                let article = as_ingested(article);
                let start = Instant::now();
                let document = quell_annotate::annotate(article, pack);
                self.time += start.elapsed();
                document
            }
        };
        if !self.all {
            document.statements.retain(|statement| statement.certainty >= CERTAINTY_LEAST);
        }
        document
    }

    /// What was read since the last time that this was asked.
    pub fn told(&mut self) -> String {
        let mut told = format!("{} articles, {} kB in {:.2} s", self.articles, self.bytes / 1000, self.time.as_secs_f64());
        if self.missing > 0 {
            told.push_str(&format!(", {} of them are missing", self.missing));
        }
        (self.articles, self.missing, self.bytes, self.time) = (0, 0, 0, Duration::ZERO);
        told
    }
}

#[cfg(not(feature = "engine"))]
fn engine() -> Result<By, String> {
    let _ = Instant::now;
    Err("built without the engine: --from FILE scores what a program printed".into())
}

#[cfg(feature = "engine")]
fn engine() -> Result<By, String> {
    let pack = quell_lang::Pack::for_language("de").map_err(|problem| problem.to_string())?;
    Ok(By::Engine(Box::new(pack)))
}

/// The article as the program sees it: as a record of JSON Lines, whose text is verbatim and divided into blocks.
#[cfg(feature = "engine")]
fn as_ingested(article: Article) -> Article {
    let record = serde_json::json!({
        "url": article.url, "title": article.title, "text": article.text, "language": article.language, "outlet": article.outlet,
        "published": article.published.as_ref().map(|published| &published.value), "authors": article.authors,
    });
    let bytes = std::io::Cursor::new(record.to_string().into_bytes());
    match quell_ingest::read("-", bytes, Some(quell_ingest::Format::JsonLines)).next() {
        Some(Ok(found)) => found.article,
        // Such as an empty text: it is scored as what it is.
        _ => article,
    }
}
