//! Mentions and entities: which words name somebody or something, and whom they name.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::span::TextSpan;
use crate::statement::named;

named! {
    /// What a mention names.
    MentionKind {
        /// Somebody: *Mara Jessen*.
        Person = "person",
        /// A party, ministry, police, firm, court, institute.
        Organisation = "organisation",
        /// A state, by its name or the seat of its government: *Russland*, *der Kreml*.
        State = "state",
        /// A place: *Kiel*; a capital too, which may stand for a government.
        Place = "place",
        /// A news agency.
        Agency = "agency",
        /// A newspaper, broadcaster, portal or platform.
        Outlet = "outlet",
        /// A text that has a name.
        Document = "document",
    }
}

/// Words that name somebody or something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// The words, without title and article.
    pub span: TextSpan,
    /// What they name.
    pub kind: MentionKind,
    /// Whom they name: the number of the entity.
    pub entity: usize,
}

/// Whom or what the mentions of an article name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// In the fullest form that the article gives, or as it is generally known.
    pub name: String,
    /// What it is.
    pub kind: MentionKind,
    /// Where it is at home, ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// What it is called elsewhere: `iso3166` for states, `host` for agencies and outlets.
    #[serde(default)]
    pub ids: BTreeMap<String, String>,
}
