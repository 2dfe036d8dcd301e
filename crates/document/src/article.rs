//! An article as it was found: its text, never changed, and what the page says about it.

use serde::{Deserialize, Serialize};

use crate::span::{CaptureBytes, Span, Spans, TextSpan};

/// What an item of a page is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// A text of its own.
    #[default]
    Article,
    /// Points to an article elsewhere.
    Teaser,
    /// Describes a picture.
    Caption,
    /// One entry of a liveticker.
    TickerEntry,
    /// Points to a video.
    VideoLink,
    /// Navigation, notices, prompts.
    Boilerplate,
}

impl ItemKind {
    /// The word used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            ItemKind::Article => "article",
            ItemKind::Teaser => "teaser",
            ItemKind::Caption => "caption",
            ItemKind::TickerEntry => "ticker_entry",
            ItemKind::VideoLink => "video_link",
            ItemKind::Boilerplate => "boilerplate",
        }
    }
}

/// What a block of an article is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// The title above the article.
    Headline,
    /// Running text.
    Paragraph,
    /// A title within the article.
    Subheading,
    /// The words below a picture.
    Caption,
    /// The summary between headline and text.
    Lead,
    /// A point of a list.
    ListItem,
    /// A paragraph that is set off as somebody else's words.
    Blockquote,
    /// A row of a table; tabs part its cells.
    TableRow,
    /// A paragraph of an entry of a liveticker.
    TickerEntry,
}

impl BlockKind {
    /// The word used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            BlockKind::Headline => "headline",
            BlockKind::Paragraph => "paragraph",
            BlockKind::Subheading => "subheading",
            BlockKind::Caption => "caption",
            BlockKind::Lead => "lead",
            BlockKind::ListItem => "list_item",
            BlockKind::Blockquote => "blockquote",
            BlockKind::TableRow => "table_row",
            BlockKind::TickerEntry => "ticker_entry",
        }
    }
}

/// An unbroken run of characters that stands in the capture as it is, in the capture's encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Its first byte in the article's text.
    pub text_start: u32,
    /// Where it stands in the capture.
    pub bytes: Span<CaptureBytes>,
}

/// A paragraph, headline or caption.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands in the article's text.
    pub span: TextSpan,
    /// The bytes of the capture that it came from; `None` where they cannot be told.
    pub input: Option<Span<CaptureBytes>>,
    /// Where its characters stand in the capture; empty where they cannot be told.
    pub runs: Vec<Run>,
}

/// When an article was published: the value as given, a date without a time stays a date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// ISO 8601.
    pub value: String,
    /// Where the article's text says so, if it does.
    pub span: Option<TextSpan>,
}

/// A news agency that the whole text is credited to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agency {
    /// Its usual name: *dpa*, *AFP*.
    pub name: String,
    /// What it passes on.
    #[serde(default)]
    pub kind: AgencyKind,
    /// The words of the text that credit it.
    pub evidence: Option<Spans>,
    /// Where it is credited, in the text and outside of it.
    #[serde(default)]
    pub places: Vec<CreditPlace>,
}

impl Agency {
    /// A news agency with this name, of which no more is known.
    pub fn named(name: impl Into<String>) -> Self {
        Agency { name: name.into(), kind: AgencyKind::default(), evidence: None, places: Vec::new() }
    }
}

/// What an agency passes on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgencyKind {
    /// News that it gathered itself: *dpa*.
    #[default]
    Agency,
    /// What others wrote about themselves: *ots*.
    PressReleaseService,
    /// Pictures.
    PhotoAgency,
}

impl AgencyKind {
    /// The word used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            AgencyKind::Agency => "agency",
            AgencyKind::PressReleaseService => "press_release_service",
            AgencyKind::PhotoAgency => "photo_agency",
        }
    }
}

/// Where an article says whose text it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CreditPlace {
    /// Before the first sentence: *Berlin (dpa) –*.
    Dateline,
    /// Behind the last sentence: *(dpa/AFP)*.
    EndMark,
    /// A line of its own that says so: *Mit Material von dpa*.
    CreditLine,
    /// Where the author stands.
    Byline,
    /// In what the page says of itself.
    Metadata,
}

impl CreditPlace {
    /// The word used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            CreditPlace::Dateline => "dateline",
            CreditPlace::EndMark => "end_mark",
            CreditPlace::CreditLine => "credit_line",
            CreditPlace::Byline => "byline",
            CreditPlace::Metadata => "metadata",
        }
    }
}

/// A line of the page that is none of the article's text and may say where the text comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credit {
    /// Where it stands.
    pub place: CreditPlace,
    /// What it says.
    pub words: String,
    /// Its bytes in the capture, where they can be told.
    pub input: Option<Span<CaptureBytes>>,
}

/// The words below a picture, which are none of the article's text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Caption {
    /// The words.
    pub text: String,
    /// Their bytes in the capture, where they can be told.
    pub input: Option<Span<CaptureBytes>>,
    /// The agencies that the picture is credited to; they say nothing of where the text comes from.
    pub agencies: Vec<String>,
}

/// What a page says of its article in one place or another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MetadataField {
    /// The headline, or what is shown instead of it elsewhere.
    Title,
    /// The lead, or what is shown instead of it elsewhere.
    Description,
    /// Who wrote it.
    Author,
    /// When it was published.
    Published,
    /// When it was last changed.
    Modified,
    /// Its language.
    Language,
    /// Its address.
    Url,
    /// Who published it.
    Outlet,
}

impl MetadataField {
    /// The word used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            MetadataField::Title => "title",
            MetadataField::Description => "description",
            MetadataField::Author => "author",
            MetadataField::Published => "published",
            MetadataField::Modified => "modified",
            MetadataField::Language => "language",
            MetadataField::Url => "url",
            MetadataField::Outlet => "outlet",
        }
    }
}

/// Where a page says something of its article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MetadataOrigin {
    /// A script of JSON-LD.
    JsonLd,
    /// A `<meta>` element of the Open Graph protocol.
    OpenGraph,
    /// Another `<meta>` element.
    Meta,
    /// An `itemprop` of microdata.
    Microdata,
    /// `<html lang>`, `<title>`, `<link rel=canonical>`.
    Html,
    /// A `<time>` element.
    Time,
    /// The headline as it is shown.
    Headline,
    /// The byline as it is shown.
    Byline,
    /// A guess of the code that finds the article on the page.
    Guess,
}

impl MetadataOrigin {
    /// The word used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            MetadataOrigin::JsonLd => "json_ld",
            MetadataOrigin::OpenGraph => "open_graph",
            MetadataOrigin::Meta => "meta",
            MetadataOrigin::Microdata => "microdata",
            MetadataOrigin::Html => "html",
            MetadataOrigin::Time => "time",
            MetadataOrigin::Headline => "headline",
            MetadataOrigin::Byline => "byline",
            MetadataOrigin::Guess => "guess",
        }
    }
}

/// Something that a page says of its article, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MetadataValue {
    /// What it says.
    pub field: MetadataField,
    /// Where it says so.
    pub origin: MetadataOrigin,
    /// The value: dates in ISO 8601, everything else as it is written, with single spaces.
    pub value: String,
}

/// One article and what its page says about it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Article {
    /// The text; every span of the document points into it. It is never normalised.
    pub text: String,
    /// What it is on its page.
    pub kind: ItemKind,
    /// Its address.
    pub url: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// Its language as a tag: `de`.
    pub language: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// When it was published.
    pub published: Option<Published>,
    /// When it was last changed, ISO 8601.
    pub modified: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// The agencies that the whole text is credited to.
    pub agencies: Vec<Agency>,
    /// The place and agency before the first sentence: *Berlin (dpa) –*.
    pub dateline: Option<TextSpan>,
    /// Its blocks in order.
    pub blocks: Vec<Block>,
    /// All that the page says of it, the more reliable first: where it contradicts itself, here is the evidence.
    pub metadata: Vec<MetadataValue>,
    /// The topic above the headline.
    pub kicker: Option<String>,
    /// Lines beside the text that may say where it comes from: bylines, credit lines, notes.
    pub credits: Vec<Credit>,
    /// What stands below its pictures.
    pub captions: Vec<Caption>,
}

impl Article {
    /// An article that is nothing but this text.
    pub fn of_text(text: impl Into<String>) -> Self {
        Article { text: text.into(), ..Article::default() }
    }
}
