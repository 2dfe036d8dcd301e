//! Which articles carry a claim, and in which sentence: found by keys, ranked by a handful of features.
//!
//! A claim is built for the question asked and kept nowhere, so that an article which tells two stories cannot make one claim of them.
//!
//! First come articles that share rare terms with the sentence asked for or with its article (as BM25 ranks them), within a few days. Of each the sentence
//! that answers best is compared: how much of what was asked does it hold, weighted by rarity; do names, numbers and events agree; are its
//! words the same; is the rest of the article about the same.

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::fingerprints::Fingerprint;
use crate::keys::{Key, Keys, Role, Term};
use crate::question::Asked;
use crate::rarity::Rarity;
use crate::record::{ArticleNumber, Days, Record};

/// Below this an article does not count as carrying the claim.
pub const CONFIDENCE_MIN: f32 = 0.25;

/// A claim is told within so many days before and after.
pub const WINDOW_DAYS: i32 = 3;

/// So many articles are compared sentence by sentence.
const CANDIDATES_MAX: usize = 60;

/// So many terms of the article asked for, the rarest, are looked up.
const ARTICLE_TERMS_MAX: usize = 60;

/// So many sentences of each are compared closely.
const SENTENCES_MAX: usize = 4;

/// One sentence is a better answer than two that say little more, and a sentence of the text a better one than its headline.
const TWO_COST: f32 = 0.02;
const HEADING_COST: f32 = 0.2;

/// So many fingerprints in common are as sure as more.
const PRINTS_SURE: f32 = 3.0;

/// What is compared of a sentence and the question. Each is between 0 and 1.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Features {
    /// The share of what was asked that the sentence holds, weighted by rarity.
    pub contained: f32,
    /// The share of the sentence that was asked for, weighted by rarity.
    pub contains: f32,
    /// The share of the names asked for that the sentence or its neighbours hold.
    pub names: f32,
    /// 1 if a number agrees, 0 if both have numbers and none agrees, one half if there is nothing to compare.
    pub numbers: f32,
    /// How many words in a row are the same: 1 where three fingerprints are.
    pub copied: f32,
    /// How alike both articles are.
    pub article: f32,
    /// Whether both or none is negated.
    pub polarity: f32,
    /// How near the day is: 1 on the same.
    pub day: f32,
}

/// An article that carries the claim.
#[derive(Debug, Clone)]
pub struct Carrier {
    /// Which article.
    pub article: ArticleNumber,
    /// The sentences that carry it.
    pub sentences: Range<usize>,
    /// How sure it is that they do, from 0 to 1.
    pub confidence: f32,
    /// Why.
    pub features: Features,
    /// The keys of the article.
    pub keys: Arc<Keys>,
}

/// The weights of the features, and the confidence above which an article counts.
#[derive(Debug, Clone, Copy)]
pub struct Weights {
    /// In the order of [`Features::list`].
    pub weights: [f32; Features::COUNT],
    /// Added to the weighted features.
    pub bias: f32,
}

impl Features {
    /// How many there are.
    pub const COUNT: usize = 9;

    /// How well a sentence answers, compared with others of its article.
    fn answers(&self) -> f32 {
        self.contained + 0.3 * self.contains + 0.1 * self.numbers + 0.3 * self.copied
    }

    /// All that say whether an article carries the claim, and what two of them give together.
    pub fn list(&self) -> [f32; Self::COUNT] {
        let Features { contained, contains, names, numbers, article, polarity, day, .. } = *self;
        [contained, contains, names, numbers, article, polarity, day, contained * article, article.sqrt()]
    }
}

impl Weights {
    /// Fitted on labelled stories (`cargo xtask eval origins --tune`), one story left out at a time to see that they hold for others.
    pub const FITTED: Weights = Weights { weights: [3.9, 0.7, 0.7, 0.9, 9.5, 0.2, 2.8, 4.7, 10.7], bias: -12.4 };

    /// How sure it is that a sentence with these features carries the claim.
    pub fn confidence(&self, features: &Features) -> f32 {
        let sum: f32 = self.weights.iter().zip(features.list()).map(|(weight, feature)| weight * feature).sum();
        1.0 / (1.0 + (-(sum + self.bias)).exp())
    }
}

/// All candidates for a claim, the best first.
pub(crate) fn candidates<R: Record>(record: &R, rarity: &Rarity<R>, asked: &Asked) -> Result<Vec<Carrier>, R::Error> {
    let own = asked.article.map(|article| record.keys(article)).transpose()?;
    let day = own.as_ref().and_then(|keys| keys.published).map(|moment| moment.day);
    let days: Days = day.map_or(i32::MIN..=i32::MAX, |day| day - WINDOW_DAYS..=day + WINDOW_DAYS);
    let wanted = Wanted::of(rarity, asked, own.as_deref())?;
    let mut carriers = Vec::new();
    for article in wanted.articles(record, rarity, &days)? {
        let keys = record.keys(article)?;
        if Some(article) == asked.article {
            continue;
        }
        let day_features = match (day, keys.published) {
            (Some(day), Some(moment)) => 1.0 - (day - moment.day).abs() as f32 / (WINDOW_DAYS + 1) as f32,
            _ => 0.5,
        };
        let likeness = wanted.likeness(&keys);
        carriers.extend(wanted.best(article, keys, likeness, day_features));
    }
    carriers.sort_by(|a, b| b.confidence.total_cmp(&a.confidence).then(a.article.cmp(&b.article)));
    Ok(carriers)
}

/// What is looked for, with weights.
struct Wanted {
    /// The keys asked for, by term.
    asked: FxHashMap<Term, (Role, f32)>,
    asked_weight: f32,
    /// What a key weighs on the whole.
    mean_weight: f32,
    names: Vec<Term>,
    numbers: Vec<Term>,
    is_negated: bool,
    /// The fingerprints of the sentences asked for.
    prints: Vec<Fingerprint>,
    /// The terms of the article asked for, by squared weight.
    own: FxHashMap<Term, f32>,
    own_weight: f32,
}

impl Wanted {
    fn of<R: Record>(rarity: &Rarity<R>, asked: &Asked, own: Option<&Keys>) -> Result<Wanted, R::Error> {
        let mut by_term = FxHashMap::default();
        let (mut asked_weight, mut shares) = (0.0, 0.0);
        for key in &asked.keys {
            let weight = rarity.of_key(*key)?;
            asked_weight += weight;
            shares += key.role.share();
            by_term.insert(key.term, (key.role, weight));
        }
        let of_role = |role: Role| asked.keys.iter().filter(move |key| key.role == role).map(|key| key.term).collect();
        let mut own_terms = FxHashMap::default();
        for term in own.map(Keys::terms).unwrap_or_default() {
            let weight = rarity.of_term(term)?;
            own_terms.insert(term, weight * weight);
        }
        let own_weight = own_terms.values().sum();
        Ok(Wanted {
            asked: by_term,
            asked_weight,
            mean_weight: asked_weight / shares.max(f32::EPSILON),
            names: of_role(Role::Name),
            numbers: of_role(Role::Number),
            is_negated: asked.is_negated,
            prints: own.map(|keys| prints_of(keys, asked.sentences.clone())).unwrap_or_default(),
            own: own_terms,
            own_weight,
        })
    }

    /// The articles that share most with what is asked or with its article.
    fn articles<R: Record>(&self, record: &R, rarity: &Rarity<R>, days: &Days) -> Result<Vec<ArticleNumber>, R::Error> {
        let mut terms: Vec<(Term, f32)> = Vec::with_capacity(self.asked.len() + ARTICLE_TERMS_MAX);
        for term in self.asked.keys() {
            terms.push((*term, 3.0 * rarity.of_term(*term)?.powi(2)));
        }
        terms.sort_by_key(|(term, _)| *term);
        let mut own: Vec<(Term, f32)> = self.own.iter().map(|(term, weight)| (*term, *weight)).collect();
        own.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        // What stands in this article alone finds no other.
        let mut looked_up = 0;
        for (term, weight) in own {
            if looked_up == ARTICLE_TERMS_MAX {
                break;
            }
            if rarity.is_alone(term)? {
                continue;
            }
            looked_up += 1;
            terms.push((term, weight));
        }
        let mut scores: FxHashMap<ArticleNumber, f32> = FxHashMap::default();
        for (term, weight) in terms {
            for article in record.having(term, days)? {
                *scores.entry(article).or_default() += weight;
            }
        }
        let mut ranked: Vec<(ArticleNumber, f32)> = scores.into_iter().collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        ranked.truncate(CANDIDATES_MAX);
        Ok(ranked.into_iter().map(|(article, _)| article).collect())
    }

    /// How alike another article is: the cosine of both articles' terms, as if the other's were as rare as ours.
    fn likeness(&self, keys: &Keys) -> f32 {
        if self.own.is_empty() {
            return 0.0;
        }
        let terms = keys.terms();
        let shared: f32 = terms.iter().filter_map(|term| self.own.get(term)).sum();
        let mean = self.own_weight / self.own.len() as f32;
        shared / (self.own_weight * mean * terms.len() as f32).sqrt().max(f32::EPSILON)
    }

    /// The sentence of an article, or two neighbours, that answer best.
    fn best(&self, article: ArticleNumber, keys: Arc<Keys>, likeness: f32, day: f32) -> Option<Carrier> {
        let mut shared: Vec<(f32, usize)> = Vec::new();
        for (number, sentence) in keys.sentences.iter().enumerate() {
            let weight: f32 = sentence.keys.iter().filter_map(|key| self.asked.get(&key.term)).map(|(_, weight)| weight).sum();
            if weight > 0.0 {
                shared.push((weight, number));
            }
        }
        shared.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut best: Option<(f32, Carrier)> = None;
        for &(_, number) in shared.iter().take(SENTENCES_MAX) {
            for sentences in [number..number + 1, number..(number + 2).min(keys.sentences.len())] {
                let features = self.features(&keys, sentences.clone(), likeness, day);
                let confidence = Weights::FITTED.confidence(&features);
                let has_heading = keys.sentences[sentences.clone()].iter().any(|sentence| sentence.is_heading);
                let rank =
                    features.answers() - if sentences.len() > 1 { TWO_COST } else { 0.0 } - if has_heading { HEADING_COST } else { 0.0 };
                if best.as_ref().is_none_or(|(known, _)| rank > *known) {
                    best = Some((rank, Carrier { article, sentences, confidence, features, keys: Arc::clone(&keys) }));
                }
            }
        }
        best.map(|(_, carrier)| carrier)
    }

    fn features(&self, keys: &Keys, sentences: Range<usize>, article: f32, day: f32) -> Features {
        let mut here: Vec<Key> = keys.sentences[sentences.clone()].iter().flat_map(|sentence| sentence.keys.iter().copied()).collect();
        here.sort_unstable();
        here.dedup_by_key(|key| key.term);
        let mut shared = 0.0;
        let mut others = 0.0;
        for key in &here {
            match self.asked.get(&key.term) {
                Some((_, weight)) => shared += weight,
                // How rare the other words are is not looked up: there are thousands, and on the whole they are as rare as ours.
                None => others += self.mean_weight * key.role.share(),
            }
        }
        let around = sentences.start.saturating_sub(2)..(sentences.end + 1).min(keys.sentences.len());
        let stands_around =
            |term: &&Term| keys.sentences[around.clone()].iter().any(|sentence| sentence.keys.iter().any(|key| key.term == **term));
        let names = match self.names.len() {
            0 => 0.5,
            count => self.names.iter().filter(stands_around).count() as f32 / count as f32,
        };
        let has_number = here.iter().any(|key| key.role == Role::Number);
        let numbers = match () {
            () if self.numbers.is_empty() || !has_number => 0.5,
            () if self.numbers.iter().any(|number| here.iter().any(|key| key.term == *number)) => 1.0,
            () => 0.0,
        };
        let is_negated = keys.sentences[sentences.clone()].iter().any(|sentence| sentence.is_negated);
        let copied = match self.prints.is_empty() {
            true => 0,
            false => prints_of(keys, sentences).iter().filter(|print| self.prints.contains(print)).count(),
        };
        Features {
            copied: (copied as f32 / PRINTS_SURE).min(1.0),
            contained: (shared / self.asked_weight.max(f32::EPSILON)).min(1.0),
            contains: shared / (shared + others).max(f32::EPSILON),
            names,
            numbers,
            article: article.min(1.0),
            polarity: f32::from(u8::from(is_negated == self.is_negated)),
            day,
        }
    }
}

/// The fingerprints that begin in some sentences.
fn prints_of(keys: &Keys, sentences: Range<usize>) -> Vec<Fingerprint> {
    let Some(all) = keys.sentences[sentences].iter().map(|sentence| sentence.span).reduce(|all, sentence| all.to(sentence)) else {
        return Vec::new();
    };
    let from = keys.prints.partition_point(|(_, place)| *place < all.start);
    keys.prints[from..].iter().take_while(|(_, place)| *place < all.end).map(|(print, _)| *print).collect()
}
