//! What a program printed with `read --json`, as documents: so that an older build, or another program that prints the same
//! contract, is scored by the same measure.

use crate::files::{Problem, for_each_line};
use quell_document::{
    Agency, Article, CharPlaces, Document, Evidence, Hedge, HedgeKind, Link, Medium, Relation, SourceKind, Span, Spans, Stance, Statement,
    StatementKind, TextSpan, TimeExpression, TimeKind,
};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

type Place = [u32; 2];

#[derive(Deserialize)]
struct Item {
    article: ItemArticle,
    #[serde(default)]
    statements: Vec<ItemStatement>,
    #[serde(default)]
    times: Vec<ItemTime>,
}

#[derive(Deserialize)]
struct ItemTime {
    span: Place,
    #[serde(rename = "type")]
    kind: String,
    value: String,
}

#[derive(Deserialize)]
struct ItemArticle {
    url: Option<String>,
    text: String,
    #[serde(default)]
    agencies: Vec<Named>,
}

#[derive(Deserialize)]
struct Named {
    name: String,
}

#[derive(Deserialize)]
struct ItemStatement {
    kind: String,
    medium: Option<String>,
    content: Vec<Place>,
    #[serde(default)]
    cue: Vec<Place>,
    #[serde(default)]
    source: Vec<Place>,
    #[serde(default)]
    addressee: Vec<Place>,
    #[serde(default)]
    frame: Vec<Place>,
    source_kind: Option<String>,
    source_name: Option<String>,
    stance: Option<String>,
    certainty: Option<f32>,
    #[serde(default)]
    hedges: Vec<ItemHedge>,
    #[serde(default)]
    chain: Vec<ItemLink>,
    #[serde(default)]
    evidence: Vec<ItemEvidence>,
}

#[derive(Deserialize)]
struct ItemHedge {
    span: Place,
    kind: String,
}

#[derive(Deserialize)]
struct ItemLink {
    relation: String,
    kind: String,
    name: Option<String>,
}

#[derive(Deserialize)]
struct ItemEvidence {
    rule: String,
}

/// The documents of a program's output by the address of their article; of several items with one address the first counts.
pub fn read(path: &Path) -> Result<BTreeMap<String, Document>, Problem> {
    let mut documents = BTreeMap::new();
    let mut rules = BTreeSet::new();
    for_each_line(path, |line| {
        if line.starts_with('{') {
            let item: Item = serde_json::from_str(line).map_err(|problem| problem.to_string())?;
            if let Some(url) = item.article.url.clone() {
                let document = document_of(item, &mut rules)?;
                documents.entry(url).or_insert(document);
            }
        }
        Ok(())
    })?;
    Ok(documents)
}

fn document_of(item: Item, rules: &mut BTreeSet<&'static str>) -> Result<Document, Problem> {
    let text = item.article.text;
    let places = CharPlaces::new(&text);
    let spans = |given: &[Place]| -> Option<Spans> {
        Spans::new(given.iter().map(|&[start, end]| -> TextSpan { Span::new(places.byte_at(start), places.byte_at(end.max(start))) }))
    };
    let mut statements = Vec::new();
    for printed in &item.statements {
        // A statement without words is counted by nobody as anything but wrong; it keeps its place by an empty one.
        let nowhere = || Spans::one(Span::new(text.len() as u32, text.len() as u32));
        let kind = known(StatementKind::from_name, &printed.kind)?;
        let mut statement = Statement::new(kind, spans(&printed.content).unwrap_or_else(nowhere));
        statement.medium = printed.medium.as_deref().and_then(Medium::from_name);
        statement.cue = spans(&printed.cue);
        statement.source = spans(&printed.source);
        statement.addressee = spans(&printed.addressee);
        statement.frame = spans(&printed.frame);
        statement.source_kind = printed.source_kind.as_deref().map(|kind| known(SourceKind::from_name, kind)).transpose()?;
        statement.source_name = printed.source_name.clone();
        statement.stance = printed.stance.as_deref().map_or(Ok(Stance::Neutral), |stance| known(Stance::from_name, stance))?;
        statement.certainty = printed.certainty.unwrap_or(1.0);
        for hedge in &printed.hedges {
            let span = Span::new(places.byte_at(hedge.span[0]), places.byte_at(hedge.span[1].max(hedge.span[0])));
            statement.hedges.push(Hedge { span, kind: known(HedgeKind::from_name, &hedge.kind)? });
        }
        for link in &printed.chain {
            let (relation, kind) = (known(Relation::from_name, &link.relation)?, known(SourceKind::from_name, &link.kind)?);
            statement.chain.push(Link { relation, kind, name: link.name.clone(), evidence: None });
        }
        statement.evidence = printed.evidence.iter().map(|evidence| Evidence { rule: kept(&evidence.rule, rules), spans: None }).collect();
        statements.push(statement);
    }
    let mut times = Vec::new();
    for time in &item.times {
        let span = Span::new(places.byte_at(time.span[0]), places.byte_at(time.span[1].max(time.span[0])));
        times.push(TimeExpression::new(span, known(TimeKind::from_name, &time.kind)?, time.value.clone()));
    }
    let agencies = item.article.agencies.into_iter().map(|agency| Agency::named(agency.name)).collect();
    let article = Article { url: item.article.url, agencies, ..Article::of_text(text) };
    Ok(Document { article, times, statements, ..Document::default() })
}

fn known<T>(from_name: impl Fn(&str) -> Option<T>, word: &str) -> Result<T, Problem> {
    from_name(word).ok_or_else(|| format!("unknown word `{word}`"))
}

/// Rules are named by constants of the program; those of another program are kept for as long as this one runs.
fn kept(rule: &str, rules: &mut BTreeSet<&'static str>) -> &'static str {
    if let Some(known) = rules.get(rule) {
        return known;
    }
    let kept: &'static str = String::leak(rule.to_string());
    rules.insert(kept);
    kept
}
