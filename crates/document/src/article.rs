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
}

impl BlockKind {
    /// The word used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            BlockKind::Headline => "headline",
            BlockKind::Paragraph => "paragraph",
            BlockKind::Subheading => "subheading",
            BlockKind::Caption => "caption",
        }
    }
}

/// An unbroken run of characters that stands in the capture byte for byte.
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
    /// The words that credit it.
    pub evidence: Option<Spans>,
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
}

impl Article {
    /// An article that is nothing but this text.
    pub fn of_text(text: impl Into<String>) -> Self {
        Article { text: text.into(), ..Article::default() }
    }
}
