//! How much does it say that two sentences share a term: the rarer, the more.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use crate::keys::{Key, Term};
use crate::record::Record;

/// In a record of few articles every word is in many of them; so many imagined ones without the word keep the differences within bounds.
const ARTICLES_IMAGINED: f32 = 10.0;

/// Weights of terms in one record, looked up once each.
pub(crate) struct Rarity<'r, R> {
    record: &'r R,
    articles: f32,
    known: RefCell<FxHashMap<Term, (u32, f32)>>,
}

impl<'r, R: Record> Rarity<'r, R> {
    pub fn of(record: &'r R) -> Result<Self, R::Error> {
        let articles = record.articles_count()? as f32;
        Ok(Rarity { record, articles, known: RefCell::default() })
    }

    /// The inverse document frequency of a term.
    pub fn of_term(&self, term: Term) -> Result<f32, R::Error> {
        Ok(self.look_up(term)?.1)
    }

    /// Whether the term stands in no more than one article.
    pub fn is_alone(&self, term: Term) -> Result<bool, R::Error> {
        Ok(self.look_up(term)?.0 <= 1)
    }

    fn look_up(&self, term: Term) -> Result<(u32, f32), R::Error> {
        if let Some(&known) = self.known.borrow().get(&term) {
            return Ok(known);
        }
        let spread = self.record.spread(term)?;
        let weight = (1.0 + (self.articles + ARTICLES_IMAGINED) / (spread as f32 + 1.0)).ln();
        self.known.borrow_mut().insert(term, (spread, weight));
        Ok((spread, weight))
    }

    /// The weight of a key: a part of a compound says less than a word, since it comes with the whole. The root keeps one rare name, which stands in
    /// half of a story's sentences, from outweighing everything that is said of it.
    pub fn of_key(&self, key: Key) -> Result<f32, R::Error> {
        Ok(key.role.share() * self.of_term(key.term)?.sqrt())
    }
}
