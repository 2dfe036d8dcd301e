//! Which tellings of a claim are one origin, and who it is.
//!
//! Tellings that are joined, directly or through others, are one origin; each join is kept with the words that show it.

use quell_document::{SourceKind, Spans};

use crate::Known;
use crate::joins::{Ground, grounds};
use crate::outlets::Cited;
use crate::telling::{Origin, Telling};

/// A join of two tellings.
#[derive(Debug, Clone)]
pub struct Join {
    /// The earlier telling, as a place in the list of tellings.
    pub a: usize,
    /// The later one.
    pub b: usize,
    /// What shows it.
    pub ground: Ground,
    /// The words of the earlier telling that show it, if words do.
    pub words_a: Option<Spans>,
    /// The words of the later telling.
    pub words_b: Option<Spans>,
}

/// How far an origin can be checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum OriginKind {
    /// A person, office, body, state or outlet by name.
    Named,
    /// A document.
    Document,
    /// A news agency that names nobody.
    Agency,
    /// Somebody who is named as unnamed.
    Anonymous,
    /// Nobody in particular.
    Vague,
    /// The outlet itself, which names nobody.
    Unsourced,
}

impl OriginKind {
    /// Every value, in the order in which they are shown.
    pub const ALL: [OriginKind; 6] =
        [OriginKind::Named, OriginKind::Document, OriginKind::Agency, OriginKind::Anonymous, OriginKind::Vague, OriginKind::Unsourced];

    /// The word used in JSON and on screen.
    pub fn name(self) -> &'static str {
        match self {
            OriginKind::Named => "named",
            OriginKind::Document => "document",
            OriginKind::Agency => "agency",
            OriginKind::Anonymous => "anonymous",
            OriginKind::Vague => "vague",
            OriginKind::Unsourced => "unsourced",
        }
    }

    /// The kind of an origin.
    pub fn of(origin: &Origin) -> OriginKind {
        match origin.kind {
            Some(SourceKind::Person | SourceKind::Role | SourceKind::Organisation | SourceKind::State | SourceKind::Outlet) => {
                OriginKind::Named
            }
            Some(SourceKind::Document) => OriginKind::Document,
            Some(SourceKind::Agency) => OriginKind::Agency,
            Some(SourceKind::Anonymous) => OriginKind::Anonymous,
            Some(SourceKind::Vague) => OriginKind::Vague,
            None => OriginKind::Unsourced,
        }
    }
}

/// One independent origin and everybody who has the claim from it.
#[derive(Debug, Clone)]
pub struct OriginGroup {
    /// Who it is.
    pub origin: Origin,
    /// How far it can be checked.
    pub kind: OriginKind,
    /// The tellings, earliest first, as places in the list.
    pub tellings: Vec<usize>,
    /// Why they are one.
    pub joins: Vec<Join>,
}

/// The origins of these tellings, the one with most tellings first. Tellings must be in the order of their publication.
pub fn origins(tellings: &[Telling], known: Known) -> Vec<OriginGroup> {
    let mut joins = Vec::new();
    let cited: Vec<Cited> = tellings.iter().map(|telling| Cited::of(telling, tellings, known)).collect();
    for b in 0..tellings.len() {
        for a in 0..b {
            joins.extend(
                grounds((&tellings[a], &cited[a]), (&tellings[b], &cited[b]), known).into_iter().map(|ground| join(tellings, a, b, ground)),
            );
        }
    }
    let mut group_of: Vec<usize> = (0..tellings.len()).collect();
    for join in &joins {
        let (to, from) = (group_of[join.a], group_of[join.b]);
        group_of.iter_mut().filter(|group| **group == from).for_each(|group| *group = to);
    }
    let mut groups: Vec<OriginGroup> = Vec::new();
    let mut numbers: Vec<usize> = group_of.clone();
    numbers.sort_unstable();
    numbers.dedup();
    for number in numbers {
        let members: Vec<usize> = (0..tellings.len()).filter(|&telling| group_of[telling] == number).collect();
        let origin = origin_of(tellings, &members);
        let joins = joins.iter().filter(|join| group_of[join.a] == number).cloned().collect();
        groups.push(OriginGroup { kind: OriginKind::of(&origin), origin, tellings: members, joins });
    }
    groups.sort_by_key(|group| (std::cmp::Reverse(group.tellings.len()), group.tellings[0]));
    groups
}

/// Who a group goes back to: the deepest that any of its articles names. Outlets and agencies hand on what somebody else said, so they come last.
fn origin_of(tellings: &[Telling], members: &[usize]) -> Origin {
    let depth = |origin: &Origin| match origin.kind {
        Some(SourceKind::Person | SourceKind::Role | SourceKind::Organisation | SourceKind::State) => 0,
        Some(SourceKind::Document) => 1,
        Some(SourceKind::Anonymous) => 2,
        Some(SourceKind::Outlet) => 3,
        Some(SourceKind::Vague) => 4,
        Some(SourceKind::Agency) => 5,
        None => 6,
    };
    let best = members.iter().min_by_key(|&&telling| (depth(&tellings[telling].origin), telling));
    best.map_or_else(|| Origin { kind: None, name: String::new() }, |&telling| tellings[telling].origin.clone())
}

fn join(tellings: &[Telling], a: usize, b: usize, ground: Ground) -> Join {
    let (words_a, words_b) = match &ground {
        Ground::Source => (source_words(&tellings[a]), source_words(&tellings[b])),
        Ground::Cited { words_a, words_b, .. } => (words_a.map(Spans::one), words_b.map(Spans::one)),
        Ground::Copy { passage, .. } => (Some(passage.a.into()), Some(passage.b.into())),
        Ground::Agency(_) => (None, None),
    };
    Join { a, b, ground, words_a, words_b }
}

/// The words that name the source.
fn source_words(telling: &Telling) -> Option<Spans> {
    let statement = telling.stated()?;
    statement.chain.last().and_then(|link| link.evidence.clone()).or_else(|| statement.source.clone())
}
