//! How articles are read here: by the engine, as the program reads them, or by looking up what a program printed.

use crate::options::Options;
use quell::{Engine, Event, Format, Input};
use quell_document::{Article, Document, ItemKind};
use quell_eval::pages::Page;
use quell_eval::program_output;
use std::collections::BTreeMap;
use std::io::{BufWriter, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Reads articles and keeps account of it.
pub struct Reading {
    by: By,
    told: String,
}

enum By {
    /// What a program printed, by the address of the article.
    Output(BTreeMap<String, Document>),
    /// What the engine finds.
    Engine(Box<Engine>),
}

impl Reading {
    /// As the options ask for.
    pub fn new(options: &Options) -> Result<Reading, String> {
        let by = match &options.from {
            Some(path) => By::Output(program_output::read(path)?),
            None => {
                let engine =
                    Engine::new(quell::Options { format: Some(Format::JsonLines), all: options.all, ..quell::Options::default() })?;
                By::Engine(Box::new(engine))
            }
        };
        Ok(Reading { by, told: String::new() })
    }

    /// Reads these articles: one document each, in order. One that cannot be read is a document without statements.
    pub fn read(&mut self, articles: Vec<Article>) -> Result<Vec<Document>, String> {
        let start = Instant::now();
        let found: Vec<Option<Document>> = match &self.by {
            By::Output(documents) => articles.iter().map(|article| documents.get(article.url.as_deref()?).cloned()).collect(),
            By::Engine(engine) => read_by_engine(engine, &articles)?,
        };
        let bytes: usize = articles.iter().map(|article| article.text.len()).sum();
        self.told = format!("{} articles, {} kB in {:.2} s", articles.len(), bytes / 1000, start.elapsed().as_secs_f64());
        let missing = found.iter().filter(|document| document.is_none()).count();
        if missing > 0 {
            self.told.push_str(&format!(", {missing} of them could not be read"));
        }
        for (article, document) in articles.iter().zip(&found) {
            if document.as_ref().is_some_and(|document| document.article.text != article.text) {
                return Err(format!("the text of {} is not the one that was given", article.url.as_deref().unwrap_or("an article")));
            }
        }
        let nothing = |article| Document { article, ..Document::default() };
        Ok(found.into_iter().zip(articles).map(|(document, article)| document.unwrap_or_else(|| nothing(article))).collect())
    }

    /// What was read the last time.
    pub fn told(&self) -> &str {
        &self.told
    }
}

/// Gives the articles to the engine as JSON Lines in a file, which is how anybody would give them to the program: the figures
/// are then about everything on the way, from the encoding to what the default output leaves out.
fn read_by_engine(engine: &Engine, articles: &[Article]) -> Result<Vec<Option<Document>>, String> {
    let file = TemporaryFile(std::env::temp_dir().join(format!("quell-eval-{}.jsonl", std::process::id())));
    write_records(&file.0, articles).map_err(|problem| format!("cannot write {}: {problem}", file.0.display()))?;
    let mut found = Vec::with_capacity(articles.len());
    let document = |event| match event {
        Event::Read(reading) => Some(reading.document),
        Event::Unreadable(_) => None,
    };
    engine.read(vec![Ok(Input::File(file.0.clone()))], document, |document, _| {
        found.push(document);
        ControlFlow::Continue(())
    });
    if found.len() != articles.len() {
        return Err(format!("{} articles were given, {} came back", articles.len(), found.len()));
    }
    Ok(found)
}

/// The articles that the engine finds on each page, the page given as a file.
pub fn read_pages(pages: &[Page]) -> Result<Vec<Vec<Article>>, String> {
    let engine = Engine::new(quell::Options { format: Some(Format::Html), ..quell::Options::default() })?;
    let file = TemporaryFile(std::env::temp_dir().join(format!("quell-eval-{}.html", std::process::id())));
    let read = |page: &Page| {
        std::fs::write(&file.0, &page.bytes).map_err(|problem| format!("cannot write {}: {problem}", file.0.display()))?;
        let mut found = Vec::new();
        let article = |event| match event {
            Event::Read(reading) => Some(reading.document.article),
            Event::Unreadable(_) => None,
        };
        engine.read(vec![Ok(Input::File(file.0.clone()))], article, |article, _| {
            found.extend(article.filter(|article| article.kind == ItemKind::Article));
            ControlFlow::Continue(())
        });
        Ok(found)
    };
    pages.iter().map(read).collect()
}

fn write_records(path: &Path, articles: &[Article]) -> std::io::Result<()> {
    let mut file = BufWriter::new(std::fs::File::create(path)?);
    for article in articles {
        let record = serde_json::json!({
            "url": article.url, "title": article.title, "text": article.text, "language": article.language, "outlet": article.outlet,
            "published": article.published.as_ref().map(|published| &published.value), "authors": article.authors,
        });
        writeln!(file, "{record}")?;
    }
    file.flush()
}

/// A file that is gone when it is no longer needed: the texts belong to their publishers.
struct TemporaryFile(PathBuf);

impl Drop for TemporaryFile {
    fn drop(&mut self) {
        // Nothing more can be done about a file that cannot be taken away.
        let _ = std::fs::remove_file(&self.0);
    }
}
