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

/// What somebody said by hand about which articles have one origin.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Judgements {
    pairs: FxHashMap<(ArticleNumber, ArticleNumber), bool>,
}

impl Judgements {
    /// Keeps that two articles have one origin, or that they have not. What is said last holds.
    pub fn say(&mut self, one: ArticleNumber, other: ArticleNumber, is_one_origin: bool) {
        self.pairs.insert((one.min(other), one.max(other)), is_one_origin);
    }

    /// Whether two articles have one origin; `None` if nobody said anything.
    pub(crate) fn of(&self, (one, other): (ArticleNumber, ArticleNumber)) -> Option<bool> {
        self.pairs.get(&(one.min(other), one.max(other))).copied()
    }
}

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

    /// Where the article lies: its address, else the file that it is from.
    fn place(&self, article: ArticleNumber) -> Result<String, Self::Error>;

    /// The article with this address.
    fn at(&self, url: &str) -> Result<Option<ArticleNumber>, Self::Error>;

    /// What was said by hand; nothing unless the record keeps it.
    fn judgements(&self) -> Result<Judgements, Self::Error> {
        Ok(Judgements::default())
    }
}

/// An article in memory.
#[derive(Debug)]
struct Kept {
    document: Arc<Document>,
    keys: Arc<Keys>,
    place: String,
}

/// A record in memory.
#[derive(Debug, Default)]
pub struct MemoryRecord {
    articles: Vec<Kept>,
    having: FxHashMap<Term, Vec<ArticleNumber>>,
    sharing: FxHashMap<Fingerprint, Vec<ArticleNumber>>,
    at: FxHashMap<String, ArticleNumber>,
}

impl MemoryRecord {
    /// A record without articles.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an article with its keys. One that has no address lies in this file.
    pub fn add(&mut self, document: Document, keys: Keys, file: &str) -> ArticleNumber {
        let number = self.articles.len() as ArticleNumber;
        for term in keys.terms() {
            self.having.entry(term).or_default().push(number);
        }
        for print in keys.fingerprints() {
            self.sharing.entry(print).or_default().push(number);
        }
        let place = document.article.url.clone().unwrap_or_else(|| file.to_string());
        self.at.insert(place.clone(), number);
        self.articles.push(Kept { document: Arc::new(document), keys: Arc::new(keys), place });
        number
    }

    fn is_of(&self, article: ArticleNumber, days: &Days) -> bool {
        self.articles[article as usize].keys.published.is_none_or(|moment| days.contains(&moment.day))
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
        Ok(Arc::clone(&self.articles[article as usize].keys))
    }

    fn document(&self, article: ArticleNumber) -> Result<Arc<Document>, Infallible> {
        Ok(Arc::clone(&self.articles[article as usize].document))
    }

    fn place(&self, article: ArticleNumber) -> Result<String, Infallible> {
        Ok(self.articles[article as usize].place.clone())
    }

    fn at(&self, url: &str) -> Result<Option<ArticleNumber>, Infallible> {
        Ok(self.at.get(url).copied())
    }
}
