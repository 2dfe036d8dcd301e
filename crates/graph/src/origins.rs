//! Which tellings of a claim are one origin, and who it is.
//!
//! Tellings that are joined, directly or through others, are one origin; each join is kept with the words that show it. What somebody joined or
//! parted by hand holds against every other reason.

use quell_document::{SourceKind, Spans};

use crate::Known;
use crate::joins::{Ground, grounds};
use crate::outlets::Cited;
use crate::passages::{Direction, direction};
use crate::record::Judgements;
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
    /// Who has it from whom, where the words were handed on; by credit, else by time.
    pub direction: Direction,
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
    /// Why they are one, what tells it best first.
    pub joins: Vec<Join>,
}

impl OriginGroup {
    /// The join that tells best where a telling has the claim from, to an earlier telling if there is one.
    pub fn best_join(&self, telling: usize) -> Option<&Join> {
        let earlier = self.joins.iter().find(|join| join.b == telling);
        earlier.or_else(|| self.joins.iter().find(|join| join.a == telling))
    }
}

/// The origins of these tellings, the one with most tellings first. Tellings must be in the order of their publication.
pub fn origins(tellings: &[Telling], judged: &Judgements, known: Known) -> Vec<OriginGroup> {
    let mut joins = Vec::new();
    let mut parted = Vec::new();
    let cited: Vec<Cited> = tellings.iter().map(|telling| Cited::of(telling, tellings, known)).collect();
    for b in 0..tellings.len() {
        for a in 0..b {
            let by_hand = judged.of((tellings[a].article, tellings[b].article));
            if by_hand == Some(false) {
                parted.push((a, b));
                continue;
            }
            let read = grounds((&tellings[a], &cited[a]), (&tellings[b], &cited[b]), known);
            let said = by_hand.map(|_| Ground::ByHand);
            joins.extend(said.into_iter().chain(read).map(|ground| join(tellings, &cited, (a, b), ground)));
        }
    }
    let group_of = grouped(tellings.len(), &mut joins, &parted);
    let mut groups: Vec<OriginGroup> = Vec::new();
    let mut numbers: Vec<usize> = group_of.clone();
    numbers.sort_unstable();
    numbers.dedup();
    for number in numbers {
        let members: Vec<usize> = (0..tellings.len()).filter(|&telling| group_of[telling] == number).collect();
        let origin = origin_of(tellings, &members);
        let mut joins: Vec<Join> = joins.iter().filter(|join| group_of[join.a] == number).cloned().collect();
        joins.sort_by_key(|join| (join.ground.reason(), join.a, join.b));
        groups.push(OriginGroup { kind: OriginKind::of(&origin), origin, tellings: members, joins });
    }
    groups.sort_by_key(|group| (std::cmp::Reverse(group.tellings.len()), group.tellings[0]));
    groups
}

/// To which group each telling belongs. The surest joins come first, and one that would bring parted tellings together is taken away.
fn grouped(count: usize, joins: &mut Vec<Join>, parted: &[(usize, usize)]) -> Vec<usize> {
    let mut group_of: Vec<usize> = (0..count).collect();
    let mut order: Vec<usize> = (0..joins.len()).collect();
    order.sort_by(|&x, &y| joins[y].ground.confidence().total_cmp(&joins[x].ground.confidence()));
    let mut holds = vec![true; joins.len()];
    for at in order {
        let (one, other) = (group_of[joins[at].a], group_of[joins[at].b]);
        let are_parted = |&(a, b): &(usize, usize)| {
            let both = (group_of[a], group_of[b]);
            both == (one, other) || both == (other, one)
        };
        if parted.iter().any(are_parted) {
            holds[at] = false;
        } else {
            group_of.iter_mut().filter(|group| **group == other).for_each(|group| *group = one);
        }
    }
    let mut holds = holds.into_iter();
    joins.retain(|_| holds.next().unwrap_or(true));
    group_of
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

fn join(tellings: &[Telling], cited: &[Cited], (a, b): (usize, usize), ground: Ground) -> Join {
    let (words_a, words_b) = match &ground {
        Ground::Source => (source_words(&tellings[a]), source_words(&tellings[b])),
        Ground::Cited { words_a, words_b, .. } => (words_a.map(Spans::one), words_b.map(Spans::one)),
        Ground::Copy { passage, .. } => (Some(passage.a.into()), Some(passage.b.into())),
        Ground::Agency(_) | Ground::ByHand => (None, None),
    };
    let direction = match ground {
        Ground::Copy { .. } | Ground::Cited { .. } => {
            let seen_by = |one: usize, other: usize| (tellings[one].published(), cited[one].cites(&cited[other].own));
            direction(seen_by(a, b), seen_by(b, a))
        }
        Ground::Source | Ground::Agency(_) | Ground::ByHand => Direction::Unknown,
    };
    Join { a, b, ground, direction, words_a, words_b }
}

/// The words that name the source.
fn source_words(telling: &Telling) -> Option<Spans> {
    let statement = telling.stated()?;
    statement.chain.last().and_then(|link| link.evidence.clone()).or_else(|| statement.source.clone())
}
