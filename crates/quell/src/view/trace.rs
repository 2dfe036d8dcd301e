//! The public view of a trace: what `quell trace --json` prints, one object for a question.
//!
//! Articles are named by their address. Spans are `[start, end)` in Unicode characters of the text of their article.

use std::collections::BTreeMap;

use quell_document::{CharPlaces, Spans, TextSpan};
use quell_graph::joins::Ground;
use quell_graph::origins::Join;
use quell_graph::passages::Direction;
use quell_graph::telling::Telling;
use quell_graph::{Record, Trace};
use serde::Serialize;

use super::{View, article_id, statement_ids};

/// An answer, as it leaves the program.
#[derive(Debug, Clone, Serialize)]
pub struct TraceView {
    /// The claim in the words of an article.
    pub claim: String,
    /// The articles that carry it, in the order of their publication.
    pub articles: Vec<TellingView>,
    /// Its independent origins.
    pub origins: Vec<OriginView>,
    /// How many there are.
    pub independent_origins: usize,
    /// How many there are of each kind.
    pub by_kind: BTreeMap<&'static str, usize>,
    /// Whether somebody denies it or tells it with another number.
    pub disputed: bool,
    /// Who does, and by which words.
    pub denials: Vec<DenialView>,
    /// Hedges lost between articles.
    pub lost_hedges: Vec<LostHedgeView>,
    /// Circular reports: the steps of each circle.
    pub circular: Vec<Vec<StepView>>,
    /// Corrections, and the copies that they did not reach.
    pub corrections: Vec<CorrectionView>,
    /// If no article carries it, the sentences that come nearest.
    pub nearest: Vec<WordsView>,
}

/// An article that carries the claim.
#[derive(Debug, Clone, Serialize)]
pub struct TellingView {
    /// Its address.
    pub url: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// When.
    pub published: Option<String>,
    /// The sentences that carry the claim.
    pub span: View,
    /// The same as words.
    pub words: String,
    /// How sure it is that they do, from 0 to 1.
    pub confidence: f32,
    /// The id of the statement that holds it; unknown where the outlet speaks for itself.
    pub statement: Option<String>,
    /// From the outlet inwards.
    pub chain: Vec<TellingLink>,
    /// Where the chain ends.
    pub origin: TellingOrigin,
    /// What the cue commits to.
    pub stance: &'static str,
}

/// A link of a chain.
#[derive(Debug, Clone, Serialize)]
pub struct TellingLink {
    /// quotes, reports, credits or cites.
    pub relation: &'static str,
    /// What kind of source.
    pub kind: &'static str,
    /// Who.
    pub name: Option<String>,
}

/// Where a chain ends.
#[derive(Debug, Clone, Serialize)]
pub struct TellingOrigin {
    /// What kind of source; unknown where the outlet names nobody.
    pub kind: Option<&'static str>,
    /// Who; the outlet itself where it names nobody.
    pub name: String,
}

/// An independent origin.
#[derive(Debug, Clone, Serialize)]
pub struct OriginView {
    /// Who it is.
    pub label: String,
    /// named, document, agency, anonymous, vague or unsourced.
    pub kind: &'static str,
    /// The addresses of the articles that have the claim from it, earliest first.
    pub articles: Vec<String>,
    /// Why they are one.
    pub joined: Vec<JoinView>,
}

/// A join of two articles.
#[derive(Debug, Clone, Serialize)]
pub struct JoinView {
    /// The address of the earlier article.
    pub a: String,
    /// The address of the later one.
    pub b: String,
    /// same_source, cites, same_copy or by_hand.
    pub reason: &'static str,
    /// The share of such joins that were right when it was measured.
    pub confidence: f32,
    /// The outlet or agency that both have it from, where that is the reason.
    pub through: Option<String>,
    /// How many words are the same and how many the longer passage has, where that is the reason.
    pub same_words: Option<[usize; 2]>,
    /// The address of the article from which the other has the words, where its credit or the time tells.
    pub first: Option<String>,
    /// The words of both that show it.
    pub evidence: Vec<WordsView>,
}

/// Words of an article.
#[derive(Debug, Clone, Serialize)]
pub struct WordsView {
    /// Its address.
    pub url: String,
    /// Where they stand.
    pub spans: Vec<View>,
    /// The words.
    pub words: String,
}

/// A contradiction.
#[derive(Debug, Clone, Serialize)]
pub struct DenialView {
    /// denied or other_number.
    pub kind: &'static str,
    /// Who denies it.
    pub by: Option<String>,
    /// The words.
    pub evidence: WordsView,
}

/// A hedge that was lost.
#[derive(Debug, Clone, Serialize)]
pub struct LostHedgeView {
    /// The address of the article that has it.
    pub from: String,
    /// The address of the article that states the same as a fact.
    pub to: String,
    /// The hedge.
    pub hedge: WordsView,
}

/// A step of a circle.
#[derive(Debug, Clone, Serialize)]
pub struct StepView {
    /// The address of the article that cites.
    pub from: String,
    /// The address of the article that is cited.
    pub to: String,
    /// The words that cite it.
    pub evidence: Option<WordsView>,
}

/// A correction.
#[derive(Debug, Clone, Serialize)]
pub struct CorrectionView {
    /// The words that correct the claim.
    pub evidence: WordsView,
    /// The addresses of the articles that it did not reach.
    pub uncorrected: Vec<String>,
}

impl TraceView {
    /// The view of a trace. The record is asked for nothing but the sentences that come nearest.
    pub fn of<R: Record>(trace: &Trace, record: &R) -> Result<TraceView, R::Error> {
        let url = |telling: usize| trace.tellings[telling].place.clone();
        let words = |telling: usize, spans: &Spans| words_of(&trace.tellings[telling], spans);
        let join = |join: &Join| {
            let both = [(join.a, &join.words_a), (join.b, &join.words_b)];
            JoinView {
                a: url(join.a),
                b: url(join.b),
                reason: join.ground.reason().name(),
                confidence: join.ground.confidence(),
                through: match &join.ground {
                    Ground::Cited { medium, .. } => Some(medium.clone()),
                    Ground::Agency(agency) => Some(agency.clone()),
                    Ground::Source | Ground::Copy { .. } | Ground::ByHand => None,
                },
                same_words: match &join.ground {
                    Ground::Copy { passage, .. } => Some([passage.same, passage.length]),
                    _ => None,
                },
                first: match join.direction {
                    Direction::FirstToSecond => Some(url(join.a)),
                    Direction::SecondToFirst => Some(url(join.b)),
                    Direction::Unknown => None,
                },
                evidence: both.into_iter().filter_map(|(telling, spans)| Some(words(telling, spans.as_ref()?))).collect(),
            }
        };
        let mut nearest = Vec::new();
        for &(article, sentence) in &trace.nearest {
            let document = record.document(article)?;
            let url = record.place(article)?;
            nearest.push(words_in(&document.article.text, url, &sentence.into()));
        }
        Ok(TraceView {
            claim: trace.claim.clone(),
            articles: trace.tellings.iter().map(telling).collect(),
            origins: trace
                .origins
                .iter()
                .map(|group| OriginView {
                    label: group.origin.name.clone(),
                    kind: group.kind.name(),
                    articles: group.tellings.iter().map(|&telling| url(telling)).collect(),
                    joined: group.joins.iter().map(join).collect(),
                })
                .collect(),
            independent_origins: trace.origins.len(),
            by_kind: trace.by_kind().into_iter().map(|(kind, count)| (kind.name(), count)).collect(),
            disputed: !trace.denials.is_empty(),
            denials: trace
                .denials
                .iter()
                .map(|denial| DenialView {
                    kind: denial.kind.name(),
                    by: denial.by.clone(),
                    evidence: words(denial.telling, &denial.words),
                })
                .collect(),
            lost_hedges: trace
                .lost_hedges
                .iter()
                .map(|lost| LostHedgeView { from: url(lost.from), to: url(lost.to), hedge: words(lost.from, &lost.hedge.span.into()) })
                .collect(),
            circular: trace
                .circles
                .iter()
                .map(|circle| {
                    let step = |step: &quell_graph::circles::Step| StepView {
                        from: url(step.from),
                        to: url(step.to),
                        evidence: step.words.map(|span| words(step.from, &span.into())),
                    };
                    circle.iter().map(step).collect()
                })
                .collect(),
            corrections: trace
                .corrections
                .iter()
                .map(|correction| CorrectionView {
                    evidence: words(correction.telling, &correction.words.into()),
                    uncorrected: correction.uncorrected.iter().map(|&telling| url(telling)).collect(),
                })
                .collect(),
            nearest,
        })
    }
}

fn telling(telling: &Telling) -> TellingView {
    let document = &telling.document;
    let text = &document.article.text;
    let ids = statement_ids(document, &article_id(document));
    TellingView {
        url: telling.place.clone(),
        outlet: document.article.outlet.clone(),
        published: document.article.published.as_ref().map(|published| published.value.clone()),
        span: CharPlaces::new(text).chars(telling.span),
        words: telling.span.of(text).to_string(),
        confidence: telling.confidence,
        statement: telling.statement.map(|index| ids[index].clone()),
        chain: telling
            .chain()
            .into_iter()
            .map(|link| TellingLink { relation: link.relation.name(), kind: link.kind.name(), name: link.name })
            .collect(),
        origin: TellingOrigin { kind: telling.origin.kind.map(|kind| kind.name()), name: telling.origin.name.clone() },
        stance: telling.stance().name(),
    }
}

fn words_of(telling: &Telling, spans: &Spans) -> WordsView {
    words_in(&telling.document.article.text, telling.place.clone(), spans)
}

fn words_in(text: &str, url: String, spans: &Spans) -> WordsView {
    let places = CharPlaces::new(text);
    WordsView { url, spans: spans.iter().map(|span: TextSpan| places.chars(span)).collect(), words: spans.of(text) }
}
