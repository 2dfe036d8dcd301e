//! The public view of a document: what `--json` prints, one object per item.
//!
//! Spans are `[start, end)` in Unicode characters of `article.text`. Empty lists are printed as `[]`, unknown values as
//! `null`. Fields are only ever added.

mod fill;
mod named;
mod page;
mod speakers;
pub mod table;
pub mod trace;

use std::collections::BTreeMap;

pub(crate) use fill::{article_id, statement_ids};
pub use page::{BesideView, CaptionView, CreditView, MetadataView};
pub use speakers::{Speaker, Speakers};

use serde::Serialize;

/// `[start, end)` in characters of the article's text.
pub type View = [u32; 2];

/// One item, as it leaves the program.
#[derive(Debug, Clone, Serialize)]
pub struct Item<'d> {
    /// The version of this contract.
    pub schema: &'static str,
    /// Which program and which language pack read the article.
    pub generator: Generator<'d>,
    /// Where the bytes came from.
    pub capture: CaptureView<'d>,
    /// The article.
    pub article: ArticleView<'d>,
    /// The sentences.
    pub sentences: Vec<View>,
    /// Places that name somebody or something.
    pub mentions: Vec<MentionView>,
    /// Whom or what the mentions name.
    pub entities: Vec<EntityView<'d>>,
    /// Time expressions.
    pub times: Vec<TimeView<'d>>,
    /// Who said what.
    pub statements: Vec<StatementView<'d>>,
    /// All hedges of the article.
    pub hedges: Vec<HedgeView>,
    /// Who did what.
    pub events: Vec<EventView>,
    /// What the reader should know about this reading.
    pub diagnostics: Vec<DiagnosticView<'d>>,
}

/// Which program and pack read the article.
#[derive(Debug, Clone, Serialize)]
pub struct Generator<'d> {
    /// The program's version.
    pub version: &'static str,
    /// The language pack's name and version; unknown where the article was not analysed.
    pub pack: Option<&'d str>,
}

/// The bytes as they came.
#[derive(Debug, Clone, Serialize)]
pub struct CaptureView<'d> {
    /// A path, a URL, or `-` for standard input; a part of a file adds its place: `news.jsonl#L17`.
    pub uri: &'d str,
    /// SHA-256 of the bytes in hexadecimal.
    pub sha256: &'d str,
    /// What the bytes turned out to be.
    pub media_type: &'d str,
    /// When they were captured, ISO 8601.
    pub time: Option<&'d str>,
    /// The web archive that they lie in.
    pub container: Option<&'d str>,
    /// The byte of the archive at which their record begins.
    pub offset: Option<u64>,
}

/// The article.
#[derive(Debug, Clone, Serialize)]
pub struct ArticleView<'d> {
    /// Derived from address and text.
    pub id: String,
    /// Its address.
    pub url: Option<&'d str>,
    /// What it is on its page.
    pub kind: &'static str,
    /// The id of the article on the same page that holds these words, too: that of a caption, or of an entry of its ticker.
    pub part_of: Option<&'d str>,
    /// Its headline.
    pub title: Option<&'d str>,
    /// Its text, never normalised.
    pub text: &'d str,
    /// Its language.
    pub language: Option<&'d str>,
    /// Who published it.
    pub outlet: Option<&'d str>,
    /// When.
    pub published: Option<PublishedView<'d>>,
    /// When it was last changed.
    pub modified: Option<&'d str>,
    /// Who wrote it.
    pub authors: &'d [String],
    /// The agencies that the whole text is credited to.
    pub agencies: Vec<AgencyView<'d>>,
    /// The dateline.
    pub dateline: Option<View>,
    /// Its blocks.
    pub blocks: Vec<BlockView>,
    /// What its page holds beside the text.
    #[serde(flatten)]
    pub beside: BesideView<'d>,
}

/// A publication date.
#[derive(Debug, Clone, Serialize)]
pub struct PublishedView<'d> {
    /// ISO 8601; a date without a time stays a date.
    pub value: &'d str,
    /// Where the text says so.
    pub span: Option<View>,
}

/// An agency that the whole text is credited to.
#[derive(Debug, Clone, Serialize)]
pub struct AgencyView<'d> {
    /// Its usual name.
    pub name: &'d str,
    /// The id of the entity that it names, if it names one.
    pub entity: Option<String>,
    /// The words that credit it.
    pub evidence: Vec<View>,
    /// What it passes on: agency, press_release_service or photo_agency.
    pub kind: &'static str,
    /// Where it is credited, in the text and outside of it.
    pub places: Vec<&'static str>,
}

/// A block of the article.
#[derive(Debug, Clone, Serialize)]
pub struct BlockView {
    /// What it is.
    pub kind: &'static str,
    /// Where it stands.
    pub span: View,
    /// The bytes of the capture that it came from.
    pub input: Option<[u32; 2]>,
    /// `[character, byte_start, byte_end]`: where its unbroken runs stand in the capture.
    pub runs: Vec<[u32; 3]>,
}

/// A time expression (TIMEX3).
#[derive(Debug, Clone, Serialize)]
pub struct TimeView<'d> {
    /// `t1` is the first one of the article.
    pub id: String,
    /// Its words.
    pub span: View,
    /// DATE, TIME, DURATION or SET.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The value in TIMEX3's form of ISO 8601; what is not known is `X`.
    pub value: &'d str,
    /// Which part of the value, or how exact: START, MID, END, APPROX …
    #[serde(rename = "mod")]
    pub modifier: Option<&'static str>,
    /// What the value was reckoned from: `published` or the id of another time expression.
    pub anchor: Option<String>,
    /// How far from there: `-P1D`.
    pub offset: Option<&'d str>,
    /// Of a set: EVERY or EACH.
    pub quant: Option<&'d str>,
    /// Of a set: how often, `2X`.
    pub freq: Option<&'d str>,
    /// Where a duration or range begins.
    pub begin: Option<&'d str>,
    /// Where it ends.
    pub end: Option<&'d str>,
    /// The pattern that found it.
    pub pattern: &'d str,
}

/// Words that name somebody or something.
#[derive(Debug, Clone, Serialize)]
pub struct MentionView {
    /// Derived from article, place and kind.
    pub id: String,
    /// The words, without title and article.
    pub span: View,
    /// person, organisation, state, place, agency, outlet or document.
    pub kind: &'static str,
    /// The id of the entity that they name.
    pub entity: String,
}

/// Whom or what mentions name.
#[derive(Debug, Clone, Serialize)]
pub struct EntityView<'d> {
    /// Derived from article, name and kind.
    pub id: String,
    /// In the fullest form that the article gives, or as it is generally known.
    pub name: &'d str,
    /// As for mentions.
    pub kind: &'static str,
    /// Where it is at home, ISO 3166-1 alpha-2.
    pub country: Option<&'d str>,
    /// What it is called elsewhere: `iso3166` for states, `host` for agencies and outlets.
    pub ids: &'d BTreeMap<String, String>,
}

/// A statement.
#[derive(Debug, Clone, Serialize)]
pub struct StatementView<'d> {
    /// Derived from article, spans and kind: the same on re-analysis.
    pub id: String,
    /// direct, indirect, free_indirect, indirect_free_indirect or reported.
    pub kind: &'static str,
    /// speech, writing or thought.
    pub medium: Option<&'static str>,
    /// What was said.
    pub content: Vec<View>,
    /// The words that attribute.
    pub cue: Vec<View>,
    /// The words that name who said it.
    pub source: Vec<View>,
    /// The words that name to whom.
    pub addressee: Vec<View>,
    /// The clause or phrase that holds cue and source.
    pub frame: Vec<View>,
    /// The id of the statement whose content holds this one.
    pub parent: Option<String>,
    /// What kind of source it is.
    pub source_kind: Option<&'static str>,
    /// Who said it, in the fullest form that the article gives.
    pub source_name: Option<&'d str>,
    /// The ids of the entities that the source names, several where it is coordinated; none for an office, a crowd or somebody unnamed.
    pub entities: Vec<String>,
    /// What the cue commits to.
    pub stance: &'static str,
    /// From 0 to 1.
    pub certainty: f32,
    /// The time expression that dates it.
    pub time: Option<String>,
    /// Hedges inside or around the content.
    pub hedges: Vec<SpanKind>,
    /// From the outlet inwards.
    pub chain: Vec<LinkView<'d>>,
    /// Which rules read which words.
    pub evidence: Vec<EvidenceView>,
}

/// A word and what it shows.
#[derive(Debug, Clone, Serialize)]
pub struct SpanKind {
    /// The word.
    pub span: View,
    /// What it shows.
    pub kind: &'static str,
}

/// A hedge and the statement that it belongs to, if any.
#[derive(Debug, Clone, Serialize)]
pub struct HedgeView {
    /// The word.
    pub span: View,
    /// What it shows.
    pub kind: &'static str,
    /// The id of the innermost statement that holds it.
    pub statement: Option<String>,
}

/// Somebody or something with a part in an event.
#[derive(Debug, Clone, Serialize)]
pub struct ParticipantView {
    /// The id of the entity that the words name, if they name one.
    pub entity: Option<String>,
    /// The words.
    pub span: View,
}

/// An event (PLOVER).
#[derive(Debug, Clone, Serialize)]
pub struct EventView {
    /// Derived from article, type, trigger and actors: the same on re-analysis.
    pub id: String,
    /// AGREE, CONSULT, …, ASSAULT.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// How it is done, where its type has several ways.
    pub mode: Option<&'static str>,
    /// happened, planned, alleged, hypothetical or negated.
    pub status: &'static str,
    /// The words that tell the act.
    pub trigger: Vec<View>,
    /// Who did it.
    pub actor: Vec<ParticipantView>,
    /// To whom.
    pub recipient: Vec<ParticipantView>,
    /// The time expression that dates it.
    pub time: Option<String>,
    /// Where.
    pub place: Option<ParticipantView>,
    /// The id of the innermost statement in which it is told; none where the outlet tells it itself.
    pub statement: Option<String>,
    /// Which rules read which words.
    pub evidence: Vec<EvidenceView>,
}

/// A link of a chain.
#[derive(Debug, Clone, Serialize)]
pub struct LinkView<'d> {
    /// quotes, reports, credits or cites.
    pub relation: &'static str,
    /// What kind of source.
    pub kind: &'static str,
    /// Who.
    pub name: Option<&'d str>,
    /// The id of the entity that it names, if it names one.
    pub entity: Option<String>,
    /// The words that say so.
    pub evidence: Vec<View>,
}

/// Which rule read which words.
#[derive(Debug, Clone, Serialize)]
pub struct EvidenceView {
    /// The rule's name.
    pub rule: &'static str,
    /// The words that it read.
    pub spans: Vec<View>,
}

/// A remark.
#[derive(Debug, Clone, Serialize)]
pub struct DiagnosticView<'d> {
    /// note, warning or error.
    pub level: &'static str,
    /// What was found.
    pub message: &'d str,
    /// Where.
    pub span: Option<View>,
    /// What to do about it.
    pub hint: Option<&'d str>,
}

/// The version of the contract.
pub const SCHEMA: &str = "quell/1";
