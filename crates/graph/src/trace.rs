//! The answer to a question: who tells the claim, from how many independent origins, who denies it, what was lost on the way.

use std::sync::Arc;

use quell_document::TextSpan;

use crate::Known;
use crate::circles::{Circle, circles};
use crate::claims::{CONFIDENCE_MIN, Carrier, Features, candidates};
use crate::corrections::{Correction, corrections};
use crate::denials::{Denial, denials};
use crate::hedges::{LostHedge, lost};
use crate::origins::{OriginGroup, OriginKind, origins};
use crate::question::{Asked, Question};
use crate::rarity::Rarity;
use crate::record::{ArticleNumber, Record};
use crate::telling::Telling;

/// Typed words must be held by a sentence to this share, weighted by rarity, before it counts as the claim.
const WORDS_HELD_MIN: f32 = 0.5;

/// So many articles are named where none carries the claim.
const NEAREST_MAX: usize = 3;

/// The answer.
#[derive(Debug, Clone, Default)]
pub struct Trace {
    /// The claim in the words of the article that it was asked of, or that told it best.
    pub claim: String,
    /// The articles that carry it, in the order of their publication.
    pub tellings: Vec<Telling>,
    /// Its independent origins, the one with most articles first.
    pub origins: Vec<OriginGroup>,
    /// What contradicts it.
    pub denials: Vec<Denial>,
    /// Hedges lost between articles.
    pub lost_hedges: Vec<LostHedge>,
    /// Circular reports.
    pub circles: Vec<Circle>,
    /// Corrections, and the copies that they did not reach.
    pub corrections: Vec<Correction>,
    /// If no article carries it, the sentences that come nearest.
    pub nearest: Vec<(ArticleNumber, TextSpan)>,
}

impl Trace {
    /// How many origins there are of each kind, in the order of [`OriginKind::ALL`].
    pub fn by_kind(&self) -> [(OriginKind, usize); 6] {
        OriginKind::ALL.map(|kind| (kind, self.origins.iter().filter(|group| group.kind == kind).count()))
    }
}

/// Answers a question from a record.
pub fn trace<R: Record>(record: &R, question: &Question, known: Known) -> Result<Trace, R::Error> {
    let rarity = Rarity::of(record)?;
    let (asked, words) = match question {
        Question::Place(article, place) => (Asked::place(record, *article, *place)?, Some(*place)),
        Question::Words(words) => {
            let typed = Asked::words(words, known.pack);
            let found = candidates(record, &rarity, &typed)?;
            match told_best(&found) {
                Some(best) => (Asked::of(best), None),
                None => return Ok(Trace { claim: words.clone(), nearest: nearest(&found), ..Trace::default() }),
            }
        }
    };
    let found = candidates(record, &rarity, &asked)?;
    let mut carriers: Vec<Carrier> = found.into_iter().filter(|carrier| carrier.confidence >= CONFIDENCE_MIN).collect();
    if let Some(article) = asked.article {
        let (sentences, keys) = (asked.sentences.clone(), record.keys(article)?);
        carriers.push(Carrier { article, sentences, confidence: 1.0, features: Features { contained: 1.0, ..Features::default() }, keys });
    }
    let mut tellings = Vec::with_capacity(carriers.len());
    for carrier in &carriers {
        tellings.push(Telling::of(carrier, record.place(carrier.article)?, record.document(carrier.article)?));
    }
    tellings.sort_by_key(|telling| (telling.published().map_or((i32::MAX, 0), |moment| moment.order()), telling.article));
    let claim = tellings.iter().find(|telling| Some(telling.article) == asked.article).map(|telling| claim_words(telling, words));
    let origins = origins(&tellings, &record.judgements()?, known);
    Ok(Trace {
        claim: claim.unwrap_or_default(),
        denials: denials(&tellings),
        lost_hedges: lost(&tellings, &origins),
        circles: circles(&tellings, known),
        corrections: corrections(&tellings, &origins, known),
        origins,
        tellings,
        nearest: Vec::new(),
    })
}

/// The words that were pointed to, else the statement's own, else the sentence.
fn claim_words(telling: &Telling, pointed_to: Option<TextSpan>) -> String {
    let text = &telling.document.article.text;
    let content = telling.stated().map(|statement| statement.content.of(text));
    match (pointed_to, content) {
        (None, Some(content)) => content,
        (Some(place), _) if place.end as usize <= text.len() => place.of(text).to_string(),
        _ => telling.span.of(text).to_string(),
    }
}

/// The article that holds most of what was typed; of equal ones the earliest.
fn told_best(found: &[Carrier]) -> Option<&Carrier> {
    let order = |carrier: &Carrier| carrier.keys.published.map_or((i32::MAX, 0), |moment| moment.order());
    let mut held: Vec<&Carrier> = found.iter().filter(|carrier| carrier.features.contained >= WORDS_HELD_MIN).collect();
    held.sort_by(|a, b| {
        let by_words = b.features.contained.total_cmp(&a.features.contained);
        by_words.then(order(a).cmp(&order(b))).then(a.article.cmp(&b.article))
    });
    held.first().copied()
}

fn nearest(found: &[Carrier]) -> Vec<(ArticleNumber, TextSpan)> {
    let mut by_words: Vec<&Carrier> = found.iter().collect();
    by_words.sort_by(|a, b| b.features.contained.total_cmp(&a.features.contained).then(a.article.cmp(&b.article)));
    let place = |carrier: &&Carrier| Some((carrier.article, carrier.keys.sentences.get(carrier.sentences.start)?.span));
    by_words.iter().take(NEAREST_MAX).filter_map(place).collect()
}

impl Asked {
    /// The claim as this article tells it.
    fn of(carrier: &Carrier) -> Asked {
        Asked::sentences(&Arc::clone(&carrier.keys), carrier.article, carrier.sentences.clone())
    }
}
