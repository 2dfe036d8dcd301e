//! Statements: who said what, by which words, and how the outlet marks that the words are not its own.
//!
//! The enumerations follow the labelling guidelines of the project (`docs/glossary.md`).

use serde::{Deserialize, Serialize};

use crate::rule_names::{self, RuleName};
use crate::span::{Spans, TextSpan};

/// Declares an enumeration whose values have one name in code, data, JSON and on screen.
macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name { $($(#[$variant_doc])* #[serde(rename = $word)] $variant,)+ }

        impl $name {
            /// Every value, in the order of definition.
            pub const ALL: &[$name] = &[$($name::$variant,)+];

            /// The word used in data, in JSON and on screen.
            pub fn name(self) -> &'static str {
                match self { $($name::$variant => $word,)+ }
            }

            /// The value that this word names.
            pub fn from_name(word: &str) -> Option<Self> {
                match word { $($word => Some($name::$variant),)+ _ => None }
            }
        }
    };
}
pub(crate) use named;

named! {
    /// How the content is given (Leech & Short's scale, as in the Redewiedergabe and Wikinews corpora).
    StatementKind {
        /// The words between quotation marks.
        Direct = "direct",
        /// A clause that a cue attributes.
        Indirect = "indirect",
        /// An independent sentence that continues somebody's words without a sign of mood.
        FreeIndirect = "free_indirect",
        /// An independent sentence in the Konjunktiv that continues somebody's words.
        IndirectFreeIndirect = "indirect_free_indirect",
        /// The act is told, not its wording.
        Reported = "reported",
    }
}

named! {
    /// By what means the content was uttered.
    Medium {
        /// Spoken.
        Speech = "speech",
        /// Written.
        Writing = "writing",
        /// Thought, felt or expected.
        Thought = "thought",
    }
}

named! {
    /// What the cue commits to.
    Stance {
        /// Nothing but that it was said.
        Neutral = "neutral",
        /// That the source says so and others may doubt it.
        Claim = "claim",
        /// That it is so.
        Confirm = "confirm",
        /// That it is not so.
        Deny = "deny",
        /// That it is so although the source would rather not say it.
        Concede = "concede",
        /// That somebody did wrong.
        Accuse = "accuse",
        /// That something be done.
        Demand = "demand",
        /// That the source will do it.
        Announce = "announce",
        /// That something bad may come.
        Warn = "warn",
        /// That something will be or is so, as a belief.
        Expect = "expect",
        /// That something is good.
        Praise = "praise",
        /// That something is bad.
        Criticise = "criticise",
    }
}

named! {
    /// What kind of source somebody is.
    SourceKind {
        /// Somebody with a name.
        Person = "person",
        /// An unnamed holder of an office or profession.
        Role = "role",
        /// A party, ministry, police, firm, court, institute.
        Organisation = "organisation",
        /// A state or its government, by name or seat.
        State = "state",
        /// A news agency.
        Agency = "agency",
        /// A newspaper, broadcaster or portal.
        Outlet = "outlet",
        /// A study, letter, ruling, statistic, post.
        Document = "document",
        /// Somebody who is named as unnamed.
        Anonymous = "anonymous",
        /// Nobody in particular: experts, critics, reports.
        Vague = "vague",
    }
}

named! {
    /// What a word shows about the outlet's distance.
    HedgeKind {
        /// Reported speech in the Konjunktiv I.
        Konjunktiv1 = "konjunktiv1",
        /// Reported speech in the Konjunktiv II.
        Konjunktiv2 = "konjunktiv2",
        /// A modal verb: *soll*, *will*, *dürfte*.
        Modal = "modal",
        /// An adverb: *angeblich*, *offenbar*.
        Adverb = "adverb",
        /// An adjective: *mutmaßlich*.
        Adjective = "adjective",
    }
}

named! {
    /// How one link of a chain hands on what the next one said.
    Relation {
        /// Its words are given.
        Quotes = "quotes",
        /// What it said is told.
        Reports = "reports",
        /// A news agency is credited.
        Credits = "credits",
        /// Another outlet or a document is cited.
        Cites = "cites",
    }
}

/// A word by which the outlet shows that it does not vouch for what it reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Hedge {
    /// The finite verb, adverb or adjective itself.
    pub span: TextSpan,
    /// What it shows.
    pub kind: HedgeKind,
}

/// One link of the chain from the outlet down to whoever first said it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// How it hands on what the next one said.
    pub relation: Relation,
    /// What kind of source it is.
    pub kind: SourceKind,
    /// Who, in the fullest form that the article gives.
    pub name: Option<String>,
    /// The words that say so.
    pub evidence: Option<Spans>,
}

/// Why an annotation is there: the rule, and the words that it read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The rule's name, as its page is called.
    #[serde(deserialize_with = "rule_names::deserialize")]
    pub rule: RuleName,
    /// The words that it read.
    pub spans: Option<Spans>,
}

/// An attribution: somebody other than the outlet in its own voice says, writes, thinks or expects something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// How the content is given.
    pub kind: StatementKind,
    /// By what means it was uttered, where the words tell.
    pub medium: Option<Medium>,
    /// What was said.
    pub content: Spans,
    /// The words that attribute: *sagte*, *räumte … ein*, *laut*.
    pub cue: Option<Spans>,
    /// The words that name who said it.
    pub source: Option<Spans>,
    /// The words that name to whom it was said.
    pub addressee: Option<Spans>,
    /// The clause or phrase that holds cue and source.
    pub frame: Option<Spans>,
    /// The statement whose content holds this one, as an index into [`crate::Document::statements`].
    pub parent: Option<usize>,
    /// What kind of source it is.
    pub source_kind: Option<SourceKind>,
    /// Who said it, in the fullest form that the article gives.
    pub source_name: Option<String>,
    /// What the cue commits to.
    pub stance: Stance,
    /// How sure the rule is, from 0 to 1: the share of such statements that were right when it was measured.
    pub certainty: f32,
    /// The time expression that says when, as an index into [`crate::Document::times`].
    #[serde(default)]
    pub time: Option<usize>,
    /// The hedges inside or around the content.
    pub hedges: Vec<Hedge>,
    /// From the outlet, itself left out, inwards.
    pub chain: Vec<Link>,
    /// Which rules read which words.
    pub evidence: Vec<Evidence>,
}

impl Statement {
    /// A statement of which nothing is known but its content.
    pub fn new(kind: StatementKind, content: Spans) -> Self {
        Statement {
            kind,
            medium: None,
            content,
            cue: None,
            source: None,
            addressee: None,
            frame: None,
            parent: None,
            source_kind: None,
            source_name: None,
            stance: Stance::Neutral,
            certainty: 1.0,
            time: None,
            hedges: Vec::new(),
            chain: Vec::new(),
            evidence: Vec::new(),
        }
    }
}
