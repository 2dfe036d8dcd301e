//! What is asked: words, or a place in an article.

use std::ops::Range;

use quell_document::TextSpan;
use quell_lang::Pack;

use crate::keys::{Key, Keys, SentenceKeys, keys_of_words};
use crate::record::{ArticleNumber, Record};

/// Where somebody points to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// Words of a claim.
    Words(String),
    /// A place in an article of the record, in bytes of its text.
    Place(ArticleNumber, TextSpan),
}

/// The question as keys.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    /// The keys of all sentences that are pointed to, sorted.
    pub keys: Vec<Key>,
    /// Whether something in them is negated.
    pub is_negated: bool,
    /// The article that is pointed to.
    pub article: Option<ArticleNumber>,
    /// The sentences of that article that are pointed to.
    pub sentences: Range<usize>,
}

impl Asked {
    /// The keys of words.
    pub fn words(words: &str, pack: &Pack) -> Asked {
        let SentenceKeys { keys, is_negated, .. } = keys_of_words(words, pack);
        Asked { keys, is_negated, article: None, sentences: 0..0 }
    }

    /// The keys of the sentences that overlap a place; of the nearest one if none does.
    pub fn place<R: Record>(record: &R, article: ArticleNumber, place: TextSpan) -> Result<Asked, R::Error> {
        let keys = record.keys(article)?;
        let from = keys.sentences.partition_point(|sentence| sentence.span.end <= place.start);
        let to = keys.sentences.partition_point(|sentence| sentence.span.start < place.end).max(from);
        let last = keys.sentences.len();
        let sentences = if from < to { from..to } else { from.min(last.saturating_sub(1))..(from + 1).min(last) };
        Ok(Asked::sentences(&keys, article, sentences))
    }

    /// The keys of these sentences.
    pub fn sentences(keys: &Keys, article: ArticleNumber, sentences: Range<usize>) -> Asked {
        let mut all: Vec<Key> = keys.sentences[sentences.clone()].iter().flat_map(|sentence| sentence.keys.iter().copied()).collect();
        all.sort_unstable();
        all.dedup_by_key(|key| key.term);
        let is_negated = keys.sentences[sentences.clone()].iter().any(|sentence| sentence.is_negated);
        Asked { keys: all, is_negated, article: Some(article), sentences }
    }
}
