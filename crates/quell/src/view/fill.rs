//! From a reading to its public view.

use std::collections::HashMap;

use quell_document::{
    Agency, Block, CharPlaces, Diagnostic, Document, Entity, Event, Evidence, Hedge, Link, Mention, Participant, SourceKind, Spans,
    Statement, TextSpan, TimeAnchor, TimeExpression,
};

use super::named::Named;
use super::*;
use crate::reading::Reading;

impl<'d> Item<'d> {
    /// The view of a reading.
    pub fn of(reading: &'d Reading) -> Self {
        let Reading { capture, document, pack, part_of, .. } = reading;
        let places = Places(CharPlaces::new(&document.article.text));
        let article_id = article_id(document);
        let ids = statement_ids(document, &article_id);
        let entity_ids = entity_ids(document, &article_id);
        let named = Named::new(document, &entity_ids);
        Item {
            schema: SCHEMA,
            generator: Generator { version: env!("CARGO_PKG_VERSION"), pack: pack.as_deref() },
            capture: CaptureView {
                uri: &capture.uri,
                sha256: &capture.sha256,
                media_type: capture.media_type,
                time: capture.time.as_deref(),
                container: capture.container.as_deref(),
                offset: capture.offset,
            },
            article: ArticleView { part_of: part_of.as_deref(), ..article(document, article_id, &places, &named) },
            sentences: document.sentences.iter().map(|&sentence| places.one(sentence)).collect(),
            mentions: mentions(document, &entity_ids, &places),
            entities: entities(document, &entity_ids),
            times: times(document, &places),
            statements: statements(document, &ids, &places, &named),
            hedges: hedges(document, &ids, &places),
            events: events(document, &ids, &entity_ids, &places),
            diagnostics: diagnostics(document, &places),
        }
    }
}

/// From bytes to characters.
struct Places<'t>(CharPlaces<'t>);

impl Places<'_> {
    fn one(&self, span: TextSpan) -> View {
        self.0.chars(span)
    }

    fn many(&self, spans: &Option<Spans>) -> Vec<View> {
        spans.iter().flat_map(|spans| spans.iter().map(|span| self.one(span))).collect()
    }
}

fn article<'d>(document: &'d Document, id: String, places: &Places, named: &Named) -> ArticleView<'d> {
    let article = &document.article;
    let block = |block: &Block| BlockView {
        kind: block.kind.name(),
        span: places.one(block.span),
        input: block.input.map(|bytes| [bytes.start, bytes.end]),
        runs: block.runs.iter().map(|run| [places.0.char_at(run.text_start), run.bytes.start, run.bytes.end]).collect(),
    };
    let agency = |agency: &'d Agency| AgencyView {
        name: &agency.name,
        entity: named.one(&agency.evidence, SourceKind::Agency, Some(&agency.name)),
        evidence: places.many(&agency.evidence),
        kind: agency.kind.name(),
        places: agency.places.iter().map(|place| place.name()).collect(),
    };
    ArticleView {
        id,
        url: article.url.as_deref(),
        kind: article.kind.name(),
        part_of: None,
        title: article.title.as_deref(),
        text: &article.text,
        language: article.language.as_deref(),
        outlet: article.outlet.as_deref(),
        published: article
            .published
            .as_ref()
            .map(|published| PublishedView { value: &published.value, span: published.span.map(|span| places.one(span)) }),
        modified: article.modified.as_deref(),
        authors: &article.authors,
        agencies: article.agencies.iter().map(agency).collect(),
        dateline: article.dateline.map(|span| places.one(span)),
        blocks: article.blocks.iter().map(block).collect(),
        beside: BesideView::of(article),
    }
}

/// `t1` is the first one.
fn time_id(index: usize) -> String {
    format!("t{}", index + 1)
}

fn times<'d>(document: &'d Document, places: &Places) -> Vec<TimeView<'d>> {
    let view = |(index, time): (usize, &'d TimeExpression)| TimeView {
        id: time_id(index),
        span: places.one(time.span),
        kind: time.kind.name(),
        value: &time.value,
        modifier: time.modifier.map(|modifier| modifier.name()),
        anchor: time.anchor.map(|anchor| match anchor {
            TimeAnchor::Published => "published".to_string(),
            TimeAnchor::Time(index) => time_id(index),
        }),
        offset: time.offset.as_deref(),
        quant: time.quantity.as_deref(),
        freq: time.frequency.as_deref(),
        begin: time.begin.as_deref(),
        end: time.end.as_deref(),
        pattern: &time.pattern,
    };
    document.times.iter().enumerate().map(view).collect()
}

fn mentions(document: &Document, entity_ids: &[String], places: &Places) -> Vec<MentionView> {
    let view = |mention: &Mention| MentionView {
        id: format!("{}-{}", entity_ids[mention.entity], places.one(mention.span)[0]),
        span: places.one(mention.span),
        kind: mention.kind.name(),
        entity: entity_ids[mention.entity].clone(),
    };
    document.mentions.iter().map(view).collect()
}

fn entities<'d>(document: &'d Document, ids: &[String]) -> Vec<EntityView<'d>> {
    let view = |(entity, id): (&'d Entity, &String)| EntityView {
        id: id.clone(),
        name: &entity.name,
        kind: entity.kind.name(),
        country: entity.country.as_deref(),
        ids: &entity.ids,
    };
    document.entities.iter().zip(ids).map(view).collect()
}

/// An id from article, kind and name, which together tell any two entities apart.
fn entity_ids(document: &Document, article_id: &str) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    let id = |entity: &Entity| {
        let mut id =
            format!("{article_id}-{}", &short_hash(&[b"entity", entity.kind.name().as_bytes(), &[0], entity.name.as_bytes()])[..8]);
        while !seen.insert(id.clone()) {
            id.push('x');
        }
        id
    };
    document.entities.iter().map(id).collect()
}

fn statements<'d>(document: &'d Document, ids: &[String], places: &Places, named: &Named) -> Vec<StatementView<'d>> {
    let link = |link: &'d Link| LinkView {
        relation: link.relation.name(),
        kind: link.kind.name(),
        name: link.name.as_deref(),
        entity: named.one(&link.evidence, link.kind, link.name.as_deref()),
        evidence: places.many(&link.evidence),
    };
    let view = |(statement, id): (&'d Statement, &String)| StatementView {
        id: id.clone(),
        kind: statement.kind.name(),
        medium: statement.medium.map(|medium| medium.name()),
        content: statement.content.iter().map(|span| places.one(span)).collect(),
        cue: places.many(&statement.cue),
        source: places.many(&statement.source),
        addressee: places.many(&statement.addressee),
        frame: places.many(&statement.frame),
        parent: statement.parent.map(|parent| ids[parent].clone()),
        source_kind: statement.source_kind.map(|kind| kind.name()),
        source_name: statement.source_name.as_deref(),
        entities: named.all(&statement.source, statement.source_kind, statement.source_name.as_deref()),
        stance: statement.stance.name(),
        certainty: statement.certainty,
        time: statement.time.map(time_id),
        hedges: statement.hedges.iter().map(|hedge| SpanKind { span: places.one(hedge.span), kind: hedge.kind.name() }).collect(),
        chain: statement.chain.iter().map(link).collect(),
        evidence: evidence(&statement.evidence, places),
    };
    document.statements.iter().zip(ids).map(view).collect()
}

fn evidence(evidence: &[Evidence], places: &Places) -> Vec<EvidenceView> {
    evidence.iter().map(|evidence| EvidenceView { rule: evidence.rule, spans: places.many(&evidence.spans) }).collect()
}

fn events(document: &Document, ids: &[String], entity_ids: &[String], places: &Places) -> Vec<EventView> {
    let participant = |participant: &Participant| ParticipantView {
        entity: participant.entity.map(|entity| entity_ids[entity].clone()),
        span: places.one(participant.span),
    };
    let view = |(event, id): (&Event, String)| EventView {
        id,
        kind: event.kind.name(),
        mode: event.mode.map(|mode| mode.name()),
        status: event.status.name(),
        trigger: event.trigger.iter().map(|span| places.one(span)).collect(),
        actor: event.actors.iter().map(participant).collect(),
        recipient: event.recipients.iter().map(participant).collect(),
        time: event.time.map(time_id),
        place: event.place.as_ref().map(participant),
        statement: event.statement.map(|statement| ids[statement].clone()),
        evidence: evidence(&event.evidence, places),
    };
    document.events.iter().zip(event_ids(document)).map(view).collect()
}

/// An id from article, type, and the places of trigger and actors, which together tell any two events apart.
fn event_ids(document: &Document) -> Vec<String> {
    let article_id = article_id(document);
    let mut seen = std::collections::HashSet::new();
    let id = |event: &Event| {
        let places = format!("event {} {:?} {:?}", event.kind.name(), event.trigger, event.actors);
        let mut id = format!("{article_id}-{}", &short_hash(&[places.as_bytes()])[..8]);
        while !seen.insert(id.clone()) {
            id.push('x');
        }
        id
    };
    document.events.iter().map(id).collect()
}

fn hedges(document: &Document, ids: &[String], places: &Places) -> Vec<HedgeView> {
    // Of several statements around a hedge the innermost has the shortest content.
    let mut holders: HashMap<Hedge, usize> = HashMap::new();
    let length = |index: usize| document.statements[index].content.len();
    for (index, statement) in document.statements.iter().enumerate() {
        for hedge in &statement.hedges {
            let holder = holders.entry(*hedge).or_insert(index);
            if length(index) < length(*holder) {
                *holder = index;
            }
        }
    }
    let view = |hedge: &Hedge| HedgeView {
        span: places.one(hedge.span),
        kind: hedge.kind.name(),
        statement: holders.get(hedge).map(|&index| ids[index].clone()),
    };
    document.hedges.iter().map(view).collect()
}

fn diagnostics<'d>(document: &'d Document, places: &Places) -> Vec<DiagnosticView<'d>> {
    let view = |diagnostic: &'d Diagnostic| DiagnosticView {
        level: diagnostic.level.name(),
        message: &diagnostic.message,
        span: diagnostic.span.map(|span| places.one(span)),
        hint: diagnostic.hint.as_deref(),
    };
    document.diagnostics.iter().map(view).collect()
}

/// Twelve hexadecimal digits from the article's address and text.
pub(crate) fn article_id(document: &Document) -> String {
    let url = document.article.url.as_deref().unwrap_or("");
    short_hash(&[url.as_bytes(), &[0], document.article.text.as_bytes()])
}

/// An id from article, kind, and the places of content, cue and source, which together tell any two statements apart.
pub(crate) fn statement_ids(document: &Document, article_id: &str) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    document
        .statements
        .iter()
        .map(|statement| {
            let places = format!("{} {:?} {:?} {:?}", statement.kind.name(), statement.content, statement.cue, statement.source);
            let mut id = format!("{article_id}-{}", &short_hash(&[places.as_bytes()])[..8]);
            while !seen.insert(id.clone()) {
                id.push('x');
            }
            id
        })
        .collect()
}

/// Twelve hexadecimal digits of SHA-256.
fn short_hash(parts: &[&[u8]]) -> String {
    use sha2::{Digest, Sha256};
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    hasher.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}
