//! What is asked of the record of articles, and the record that lies in memory.

use std::convert::Infallible;
use std::ops::RangeInclusive;
use std::sync::Arc;

use quell_document::Document;
use rustc_hash::FxHashMap;

use crate::fingerprints::Fingerprint;
use crate::keys::{Keys, Term};
use crate::moment::Day;

/// The number of an article in its record.
pub type ArticleNumber = u32;

/// From one day to another, both included.
pub type Days = RangeInclusive<Day>;

/// Many articles with their keys. Whoever keeps them answers these questions; what the answers mean is decided in this crate.
///
/// Only the newest version of an article is asked for. Answers are sorted by number, so that every record of the same articles added in the same
/// order gives the same result.
pub trait Record {
    /// Why a question could not be answered.
    type Error;

    /// How many articles there are.
    fn articles_count(&self) -> Result<u32, Self::Error>;

    /// In how many articles this term stands.
    fn spread(&self, term: Term) -> Result<u32, Self::Error>;

    /// The articles of these days that have the term, and those without a date.
    fn having(&self, term: Term, days: &Days) -> Result<Vec<ArticleNumber>, Self::Error>;

    /// The articles of these days, and those without a date, that have the fingerprint; at most `limit`, since what stands everywhere tells nothing.
    fn sharing(&self, print: Fingerprint, days: &Days, limit: usize) -> Result<Vec<ArticleNumber>, Self::Error>;

    /// The keys of an article, as [`Keys::of`] made them.
    fn keys(&self, article: ArticleNumber) -> Result<Arc<Keys>, Self::Error>;

    /// The article and what was found in it.
    fn document(&self, article: ArticleNumber) -> Result<Arc<Document>, Self::Error>;

    /// The article with this address.
    fn at(&self, url: &str) -> Result<Option<ArticleNumber>, Self::Error>;
}

/// A record in memory.
#[derive(Debug, Default)]
pub struct MemoryRecord {
    articles: Vec<(Arc<Document>, Arc<Keys>)>,
    having: FxHashMap<Term, Vec<ArticleNumber>>,
    sharing: FxHashMap<Fingerprint, Vec<ArticleNumber>>,
    at: FxHashMap<String, ArticleNumber>,
}

impl MemoryRecord {
    /// A record without articles.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an article with its keys.
    pub fn add(&mut self, document: Document, keys: Keys) -> ArticleNumber {
        let number = self.articles.len() as ArticleNumber;
        for term in keys.terms() {
            self.having.entry(term).or_default().push(number);
        }
        for print in keys.fingerprints() {
            self.sharing.entry(print).or_default().push(number);
        }
        if let Some(url) = &document.article.url {
            self.at.insert(url.clone(), number);
        }
        self.articles.push((Arc::new(document), Arc::new(keys)));
        number
    }

    fn is_of(&self, article: ArticleNumber, days: &Days) -> bool {
        self.articles[article as usize].1.published.is_none_or(|moment| days.contains(&moment.day))
    }
}

impl Record for MemoryRecord {
    type Error = Infallible;

    fn articles_count(&self) -> Result<u32, Infallible> {
        Ok(self.articles.len() as u32)
    }

    fn spread(&self, term: Term) -> Result<u32, Infallible> {
        Ok(self.having.get(&term).map_or(0, |articles| articles.len() as u32))
    }

    fn having(&self, term: Term, days: &Days) -> Result<Vec<ArticleNumber>, Infallible> {
        let articles = self.having.get(&term).map_or(&[][..], Vec::as_slice);
        Ok(articles.iter().copied().filter(|&article| self.is_of(article, days)).collect())
    }

    fn sharing(&self, print: Fingerprint, days: &Days, limit: usize) -> Result<Vec<ArticleNumber>, Infallible> {
        let articles = self.sharing.get(&print).map_or(&[][..], Vec::as_slice);
        Ok(articles.iter().copied().filter(|&article| self.is_of(article, days)).take(limit).collect())
    }

    fn keys(&self, article: ArticleNumber) -> Result<Arc<Keys>, Infallible> {
        Ok(Arc::clone(&self.articles[article as usize].1))
    }

    fn document(&self, article: ArticleNumber) -> Result<Arc<Document>, Infallible> {
        Ok(Arc::clone(&self.articles[article as usize].0))
    }

    fn at(&self, url: &str) -> Result<Option<ArticleNumber>, Infallible> {
        Ok(self.at.get(url).copied())
    }
}
