//! Who did what to whom, when and where?
//!
//! An event is told by a verb with those who take part in it (`verbs`) or by a noun that somebody stands beside (`nouns`). It is found only where a
//! person, an organisation, a state or a group acts or suffers; a word that could tell of violence tells nothing without them (*den Vorschlag angreifen*).
//! Whether it happened is read from mood, modal verbs, negation and hedges (`status`) and from the statement in which it is told.

mod circumstances;
mod nouns;
mod roles;
mod status;
mod verbs;

use quell_document::{Article, Event, EventStatus, Evidence, Hedge, Participant, Spans, Stance, Statement, StatementKind, TimeExpression};
use quell_lang::events::{EventEntry, Needs};

use crate::layers::Layers;
use crate::work::look_at;
use circumstances::Circumstances;
use roles::Taking;

/// What was found before, besides the layers.
#[derive(Clone, Copy)]
pub struct Known<'l> {
    /// The article, for its date.
    pub article: &'l Article,
    /// Hedges, in order.
    pub hedges: &'l [Hedge],
    /// Time expressions, in order.
    pub times: &'l [TimeExpression],
    /// Statements, in the order of their contents.
    pub statements: &'l [Statement],
}

/// What the rules read.
struct Scene<'l, 'a> {
    layers: &'l Layers<'a>,
    circumstances: Circumstances<'l>,
}

/// An event before it is known in whose words it is told.
struct Draft<'l> {
    rule: &'static str,
    entry: &'l EventEntry,
    /// The tokens of the trigger.
    trigger: Vec<usize>,
    /// The verb that tells of it: whose words it stands in are the words in which the event is told.
    told_at: usize,
    actors: Vec<Taking>,
    recipients: Vec<Taking>,
    reading: status::Reading,
    time: Option<usize>,
    place: Option<Participant>,
}

impl Draft<'_> {
    /// Whether those are there without whom the words mean something else. A pronoun alone is nobody.
    fn has_those_it_needs(&self) -> bool {
        let is_there = |takings: &[Taking]| takings.iter().any(|taking| taking.is_described);
        let (actor, recipient) = (is_there(&self.actors), is_there(&self.recipients));
        let first = if self.actors.is_empty() { &self.recipients } else { &self.actors };
        let is_named = !self.entry.named || first.iter().any(|taking| taking.has_name_or_office);
        let is_of_bodies = !self.entry.bodily || self.recipients.iter().all(|taking| taking.is_bodily);
        let has_name = |takings: &[Taking]| takings.iter().any(|taking| taking.has_name_or_office);
        let is_only_said = self.entry.said_between_names && has_name(&self.actors) && has_name(&self.recipients);
        let is_among_people = self.actors.iter().chain(&self.recipients).all(|taking| taking.is_bodily);
        is_named
            && is_of_bodies
            && !(is_only_said && is_among_people)
            && match self.entry.needs {
                Needs::Actor => actor,
                Needs::Recipient => recipient,
                Needs::Both => (actor && !self.recipients.is_empty()) || (recipient && !self.actors.is_empty()),
                Needs::Either => actor || recipient,
            }
    }
}

/// Finds the events of an article, in the order of their triggers.
pub fn find(layers: &Layers, known: Known) -> Vec<Event> {
    let scene = Scene { layers, circumstances: Circumstances::of(layers, known) };
    let mut drafts = verbs::find(&scene);
    let verbal: Vec<usize> = drafts.iter().flat_map(|draft| draft.trigger.iter().copied()).collect();
    drafts.extend(nouns::find(&scene, &verbal.into_iter().collect()));
    drafts.sort_by_key(|draft| draft.told_at);
    let mut voices = Voices { statements: known.statements, next: 0, open: Vec::new() };
    let mut events: Vec<Event> = drafts.into_iter().filter_map(|draft| finished(layers, draft, &mut voices)).collect();
    events.sort_by_key(|event| (event.trigger.start(), event.trigger.end()));
    events
}

/// The event of a draft: with its places in the text, and the statement in which it is told.
fn finished(layers: &Layers, draft: Draft, voices: &mut Voices) -> Option<Event> {
    let trigger = layers.spans_of_tokens(&draft.trigger)?;
    let voice = voices.at(layers.tokens.list[draft.told_at].span.start);
    let status = told_status(&draft.reading, voice.map(|index| &voices.statements[index]));
    let participants = |takings: Vec<Taking>| takings.into_iter().map(|taking| taking.participant).collect();
    let mut read = draft.trigger;
    read.extend(&draft.reading.read);
    read.sort_unstable();
    read.dedup();
    Some(Event {
        mode: draft.entry.mode,
        status,
        actors: participants(draft.actors),
        recipients: participants(draft.recipients),
        time: draft.time,
        place: draft.place,
        statement: voice,
        evidence: vec![Evidence { rule: draft.rule, spans: layers.spans_of_tokens(&read) }],
        ..Event::new(draft.entry.kind, trigger)
    })
}

/// The status that is left when somebody else tells it: what a source's own words tell as done is alleged, what it announces is planned.
fn told_status(reading: &status::Reading, voice: Option<&Statement>) -> EventStatus {
    let Some(statement) = voice.filter(|statement| statement.kind != StatementKind::Direct) else { return reading.status };
    match (reading.status, statement.stance) {
        (EventStatus::Happened, Stance::Announce) if !reading.is_past => EventStatus::Planned,
        (EventStatus::Happened, Stance::Demand | Stance::Warn | Stance::Expect) if !reading.is_past => EventStatus::Hypothetical,
        (EventStatus::Happened, _) => EventStatus::Alleged,
        // “…, die Armee hätte geschossen”: the second Konjunktiv stands for the first.
        (EventStatus::Hypothetical, _) if reading.is_perhaps_reported => EventStatus::Alleged,
        (status, _) => status,
    }
}

/// Finds the innermost statement around places that are asked for in order.
struct Voices<'l> {
    statements: &'l [Statement],
    next: usize,
    open: Vec<usize>,
}

impl Voices<'_> {
    fn at(&mut self, place: u32) -> Option<usize> {
        let statements = self.statements;
        while self.next < statements.len() && statements[self.next].content.start() <= place {
            self.open.push(self.next);
            self.next += 1;
        }
        self.open.retain(|&index| statements[index].content.end() > place);
        look_at(self.open.len());
        let has = |spans: &Spans| spans.iter().any(|span| span.start <= place && place < span.end);
        // Whose cue is the verb itself has not said it but done it.
        let holds = |index: &usize| has(&statements[*index].content) && !statements[*index].cue.as_ref().is_some_and(has);
        self.open.iter().copied().filter(holds).min_by_key(|&index| statements[index].content.len())
    }
}
