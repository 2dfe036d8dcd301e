//! By what can a sentence be found again that says the same in other words: lemmas, parts of compounds, numbers, names, events.
//!
//! Keys are made once for an article. They are hashes: the words themselves stand in the article.

use std::hash::{Hash, Hasher};

use quell_document::{BlockKind, Document, Span, TextSpan};
use quell_lang::Pack;
use rustc_hash::FxHasher;

use crate::fingerprints::{Fingerprint, fingerprints};
use crate::moment::Moment;

mod bytes;
mod make;

/// What a key stands for, hashed: the same in every article, process and machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Term(pub u32);

impl Term {
    /// The term of a lemma, in small letters and without what differs between spellings.
    fn of(lemma: &str) -> Term {
        let mut hasher = FxHasher::default();
        for letter in lemma.chars().filter(|letter| letter.is_alphanumeric() || *letter == ',') {
            match letter {
                'ß' => [u32::from('s'); 2].hash(&mut hasher),
                _ => letter.to_lowercase().for_each(|letter| u32::from(letter).hash(&mut hasher)),
            }
        }
        let hash = hasher.finish();
        Term((hash ^ (hash >> 32)) as u32)
    }

    /// The term of every word that denies.
    pub(crate) fn denial() -> Term {
        Term::of("deny,")
    }
}

/// What kind of key a term is in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// A noun, verb or adjective.
    Word,
    /// A name.
    Name,
    /// A number, in digits or in words.
    Number,
    /// A part of a compound.
    Part,
    /// The event that a verb or noun tells of.
    Event,
}

impl Role {
    const ALL: [Role; 5] = [Role::Word, Role::Name, Role::Number, Role::Part, Role::Event];

    /// How much a key of this kind says beside others: a part of a compound comes with the whole.
    pub(crate) fn share(self) -> f32 {
        match self {
            Role::Word => 1.0,
            Role::Name | Role::Number => 1.2,
            Role::Part | Role::Event => 0.5,
        }
    }
}

/// One key of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// What it stands for.
    pub term: Term,
    /// What kind of key it is here.
    pub role: Role,
}

/// The keys of one sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentenceKeys {
    /// Where the sentence stands in the article.
    pub span: TextSpan,
    /// In the order of their terms, each once.
    pub keys: Vec<Key>,
    /// Whether something in it is negated: *nicht*, *kein*.
    pub is_negated: bool,
    /// Whether it is a headline, a subheading or a caption, which say a claim shorter than the text does.
    pub is_heading: bool,
}

/// The keys of one article.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Keys {
    /// When it was published.
    pub published: Option<Moment>,
    /// Those of its sentences, in order.
    pub sentences: Vec<SentenceKeys>,
    /// Its fingerprints, each with the byte at which its words begin.
    pub prints: Vec<(Fingerprint, u32)>,
}

impl Keys {
    /// The keys of a document.
    pub fn of(document: &Document, pack: &Pack) -> Keys {
        let article = &document.article;
        Keys {
            published: article.published.as_ref().and_then(|published| Moment::of(&published.value)),
            sentences: document.sentences.iter().map(|&sentence| sentence_keys(document, sentence, pack)).collect(),
            prints: Keys::prints_of(&article.text),
        }
    }

    /// The fingerprints of a text, each with the byte at which its words begin.
    fn prints_of(text: &str) -> Vec<(Fingerprint, u32)> {
        fingerprints(text).into_iter().map(|(print, span)| (print, span.start)).collect()
    }

    /// The terms of all sentences, sorted, each once: what an article can be found by.
    pub fn terms(&self) -> Vec<Term> {
        let mut terms: Vec<Term> = self.sentences.iter().flat_map(|sentence| sentence.keys.iter().map(|key| key.term)).collect();
        terms.sort_unstable();
        terms.dedup();
        terms
    }

    /// The fingerprints, sorted, each once.
    pub fn fingerprints(&self) -> Vec<Fingerprint> {
        let mut prints: Vec<Fingerprint> = self.prints.iter().map(|(print, _)| *print).collect();
        prints.sort_unstable();
        prints.dedup();
        prints
    }
}

fn sentence_keys(document: &Document, sentence: TextSpan, pack: &Pack) -> SentenceKeys {
    let blocks = &document.article.blocks;
    let behind = blocks.partition_point(|block| block.span.start <= sentence.start);
    let is_heading = behind.checked_sub(1).is_some_and(|block| blocks[block].kind != BlockKind::Paragraph);
    SentenceKeys { is_heading, ..make::sentence(&document.article.text, sentence, pack) }
}

/// The keys of words that somebody typed.
pub fn keys_of_words(words: &str, pack: &Pack) -> SentenceKeys {
    make::sentence(words, Span::new(0, words.len() as u32), pack)
}
