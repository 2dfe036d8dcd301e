//! Time expressions: when something is said to be, as TIMEX3 (TimeML 1.2.1, ISO 24617-1) has it.

use serde::{Deserialize, Serialize};

use crate::span::TextSpan;
use crate::statement::named;

named! {
    /// What kind of time it is.
    TimeKind {
        /// A day or something longer: *am Freitag*, *im Mai*, *2014*.
        Date = "DATE",
        /// A part of a day: *um 14.30 Uhr*, *Freitagabend*.
        Time = "TIME",
        /// How long: *drei Wochen*.
        Duration = "DURATION",
        /// How often: *täglich*, *jeden Montag*.
        Set = "SET",
    }
}

named! {
    /// Which part of the value is meant, or how exact it is.
    TimeModifier {
        /// *Anfang Mai*.
        Start = "START",
        /// *Mitte Mai*.
        Mid = "MID",
        /// *Ende Mai*.
        End = "END",
        /// *etwa drei Wochen*.
        Approx = "APPROX",
        /// *knapp drei Wochen*.
        LessThan = "LESS_THAN",
        /// *mehr als drei Wochen*.
        MoreThan = "MORE_THAN",
        /// *höchstens drei Wochen*.
        EqualOrLess = "EQUAL_OR_LESS",
        /// *mindestens drei Wochen*.
        EqualOrMore = "EQUAL_OR_MORE",
    }
}

/// What a value was reckoned from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum TimeAnchor {
    /// The day on which the article was published.
    Published,
    /// Another time expression, as an index into [`crate::Document::times`].
    Time(usize),
}

/// Words that say when, how long or how often.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeExpression {
    /// The words, without the preposition before them.
    pub span: TextSpan,
    /// What kind of time it is.
    pub kind: TimeKind,
    /// The value in TIMEX3's form of ISO 8601: `2025-03-14`, `2025-W11`, `2025-03-14TEV`, `P3W`, `PAST_REF`. What is not known is `X`:
    /// `XXXX-WXX-5` is a Friday of an article without a date.
    pub value: String,
    /// Which part of the value is meant, or how exact it is.
    pub modifier: Option<TimeModifier>,
    /// What the value was reckoned from; `None` where the words say it all, or where there is nothing to reckon from.
    pub anchor: Option<TimeAnchor>,
    /// How far the value is from what it is reckoned from: `-P1D` for *gestern*. Known also where the value is not.
    pub offset: Option<String>,
    /// Of a set: which of its members, `EVERY` or `EACH`.
    pub quantity: Option<String>,
    /// Of a set: how often within its value, `2X`.
    pub frequency: Option<String>,
    /// Where a duration or a range begins.
    pub begin: Option<String>,
    /// Where a duration or a range ends.
    pub end: Option<String>,
    /// The pattern of the language pack that found it.
    pub pattern: String,
}

impl TimeExpression {
    /// Words with a value, and nothing else known of them.
    pub fn new(span: TextSpan, kind: TimeKind, value: impl Into<String>) -> Self {
        TimeExpression {
            span,
            kind,
            value: value.into(),
            modifier: None,
            anchor: None,
            offset: None,
            quantity: None,
            frequency: None,
            begin: None,
            end: None,
            pattern: String::new(),
        }
    }

    /// Whether it is a place on the time line: a day, a year, an hour of a day, whose value is known.
    pub fn is_point(&self) -> bool {
        matches!(self.kind, TimeKind::Date | TimeKind::Time) && self.value.starts_with(|first: char| first.is_ascii_digit())
    }
}
