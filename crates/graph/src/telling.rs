//! How one article tells a claim: its sentence, the statement around it, the chain, and where that ends.

use std::ops::Range;
use std::sync::Arc;

use quell_document::{Document, Link, Relation, SourceKind, Spans, Stance, Statement, TextSpan};

use crate::claims::Carrier;
use crate::keys::Keys;
use crate::moment::Moment;
use crate::record::ArticleNumber;

/// Who an article's claim ends with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// What kind of source it is; `None` where the outlet names nobody and speaks for itself.
    pub kind: Option<SourceKind>,
    /// Who, in the fullest form that the article gives.
    pub name: String,
}

/// An article that tells the claim.
#[derive(Debug, Clone)]
pub struct Telling {
    /// Which article.
    pub article: ArticleNumber,
    /// Where it lies: its address, else the file that it is from.
    pub place: String,
    /// The article and what was found in it.
    pub document: Arc<Document>,
    /// Its keys.
    pub keys: Arc<Keys>,
    /// The sentences that carry the claim.
    pub sentences: Range<usize>,
    /// Where they stand.
    pub span: TextSpan,
    /// How sure it is that they do.
    pub confidence: f32,
    /// The share of what was asked that its sentences hold.
    pub contained: f32,
    /// The statement that holds the claim, as an index into the document's.
    pub statement: Option<usize>,
    /// Where the chain ends.
    pub origin: Origin,
}

impl Telling {
    /// The telling of an article whose sentences carry the claim.
    pub(crate) fn of(carrier: &Carrier, place: String, document: Arc<Document>) -> Telling {
        let keys = Arc::clone(&carrier.keys);
        let sentences = carrier.sentences.clone();
        let span = keys.sentences[sentences.clone()]
            .iter()
            .map(|sentence| sentence.span)
            .reduce(|all, sentence| all.to(sentence))
            .unwrap_or(TextSpan::new(0, 0));
        let statement = statement_at(&document, span);
        let origin = origin(&document, &place, statement);
        Telling {
            article: carrier.article,
            place,
            document,
            keys,
            sentences,
            span,
            confidence: carrier.confidence,
            contained: carrier.features.contained,
            statement,
            origin,
        }
    }

    /// The statement that holds the claim.
    pub fn stated(&self) -> Option<&Statement> {
        self.document.statements.get(self.statement?)
    }

    /// The chain of the statement; without one the agencies that the whole text is credited to.
    pub fn chain(&self) -> Vec<Link> {
        match self.stated() {
            Some(statement) => statement.chain.clone(),
            None => self.agencies().map(credited).collect(),
        }
    }

    /// What the article commits to; neutral where it speaks for itself.
    pub fn stance(&self) -> Stance {
        self.stated().map_or(Stance::Neutral, |statement| statement.stance)
    }

    /// When the article was published.
    pub fn published(&self) -> Option<Moment> {
        self.keys.published
    }

    /// The outlet, else where the article lies.
    pub fn outlet(&self) -> &str {
        self.document.article.outlet.as_deref().unwrap_or(&self.place)
    }

    /// The names of the agencies that the whole text is credited to.
    pub fn agencies(&self) -> impl Iterator<Item = &str> {
        self.document.article.agencies.iter().map(|agency| agency.name.as_str())
    }

    /// So many sentences behind the claim, or its own end.
    pub(crate) fn behind(&self, sentences: usize) -> TextSpan {
        let last = (self.sentences.end + sentences).min(self.keys.sentences.len()).saturating_sub(1);
        self.keys.sentences.get(last).map_or(self.span, |sentence| sentence.span)
    }

    /// The claim's sentences with so many before and behind.
    pub(crate) fn around(&self, sentences: usize) -> TextSpan {
        let from = self.sentences.start.saturating_sub(sentences);
        let to = (self.sentences.end + sentences).min(self.keys.sentences.len());
        let (Some(first), Some(last)) = (self.keys.sentences.get(from), self.keys.sentences.get(to.saturating_sub(1))) else {
            return self.span;
        };
        first.span.to(last.span)
    }
}

fn credited(name: &str) -> Link {
    Link { relation: Relation::Credits, kind: SourceKind::Agency, name: Some(name.to_string()), evidence: None }
}

/// The statement whose content covers most of the place; of equal ones the outermost, which has the whole chain. A statement whose
/// content lies elsewhere but whose cue stands here tells of these words as well.
fn statement_at(document: &Document, place: TextSpan) -> Option<usize> {
    let covered = |spans: &Spans| -> u32 {
        spans.iter().filter(|span| span.overlaps(place)).map(|span| span.end.min(place.end) - span.start.max(place.start)).sum()
    };
    let rated = document.statements.iter().enumerate().map(|(index, statement)| {
        let content = covered(&statement.content);
        let cue = statement.cue.as_ref().map_or(0, covered);
        // Two or three quoted words do not say who says the sentence.
        let is_part = statement.parent.is_some();
        (content.saturating_sub(if is_part { content / 4 } else { 0 }) + cue, index)
    });
    let (weight, index) = rated.max_by_key(|&(weight, index)| (weight, std::cmp::Reverse(index)))?;
    (weight * 5 >= place.len()).then_some(index)
}

/// The deepest link; without a statement the agency that the text is credited to, then the outlet itself.
fn origin(document: &Document, place: &str, statement: Option<usize>) -> Origin {
    let article = &document.article;
    if let Some(statement) = statement.map(|index| &document.statements[index]) {
        let deepest = statement.chain.iter().rev().find_map(|link| Some((link.kind, link.name.clone()?)));
        let said = deepest.or_else(|| Some((statement.source_kind?, statement.source_name.clone()?)));
        if let Some((kind, name)) = said {
            return Origin { kind: Some(kind), name };
        }
    }
    match &article.agencies[..] {
        [] => Origin { kind: None, name: article.outlet.clone().unwrap_or_else(|| place.to_string()) },
        agencies => {
            let names: Vec<&str> = agencies.iter().map(|agency| agency.name.as_str()).collect();
            Origin { kind: Some(SourceKind::Agency), name: names.join("/") }
        }
    }
}
