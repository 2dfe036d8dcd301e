//! Do two articles have a claim from the same origin, and which words say so?
//!
//! There are three reasons: the same words (`same_copy`), the same source on the same occasion (`same_source`), one citing the other or both citing
//! a third (`cites`). Each is read from the words around the claim, never from the rest of the articles.

use quell_document::{SourceKind, Spans, TextSpan};
use quell_lang::Pack;
use quell_lang::world::World;
use rustc_hash::FxHashSet;

use crate::Known;
use crate::alignment::{Alignment, align};
use crate::keys::{Key, Role, Term, keys_of_words};
use crate::outlets::{Citation, Cited, Medium};
use crate::telling::{Origin, Telling};

/// Why two articles have one origin. Of several reasons the first tells best: a citation comes before a copy, since it says so itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    /// Somebody said so by hand.
    ByHand,
    /// One cites the other, or both cite the same outlet or agency.
    Cites,
    /// Their chains end with the same source on the same occasion, or in the same document.
    SameSource,
    /// They carry the same passage, or are credited to the same agency.
    SameCopy,
}

impl Reason {
    /// The word used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Reason::ByHand => "by_hand",
            Reason::Cites => "cites",
            Reason::SameSource => "same_source",
            Reason::SameCopy => "same_copy",
        }
    }
}

/// What shows that two tellings have one origin.
#[derive(Debug, Clone)]
pub enum Ground {
    /// Both name the same source.
    Source,
    /// Both have it from this outlet, or one has it from the other: the claim's own chain says so, or (`is_near`) the sentences around it.
    Cited {
        /// The outlet.
        medium: String,
        /// The words of the first that cite it; `None` if it is that outlet.
        words_a: Option<TextSpan>,
        /// The words of the second.
        words_b: Option<TextSpan>,
        /// Whether only the sentences around the claim say so.
        is_near: bool,
    },
    /// A passage is the same. If both name different sources for it, it may be two who said the same.
    Copy {
        /// Where it stands in both.
        passage: Alignment,
        /// Whether both name sources and these are not the same.
        has_other_source: bool,
    },
    /// Both are credited to this agency and to no other.
    Agency(String),
    /// Somebody said so by hand.
    ByHand,
}

impl Ground {
    /// The reason that it is.
    pub fn reason(&self) -> Reason {
        match self {
            Ground::Source => Reason::SameSource,
            Ground::Cited { .. } => Reason::Cites,
            Ground::Copy { .. } | Ground::Agency(_) => Reason::SameCopy,
            Ground::ByHand => Reason::ByHand,
        }
    }

    /// The share of such joins that were right on labelled stories (`cargo xtask eval origins` prints them). Whoever joined by hand has read both.
    pub fn confidence(&self) -> f32 {
        match self {
            Ground::Source => 0.93,
            Ground::Cited { is_near: false, .. } => 0.88,
            Ground::Cited { is_near: true, .. } => 0.5,
            Ground::Copy { has_other_source: false, .. } => 0.97,
            Ground::Copy { has_other_source: true, .. } => 0.7,
            Ground::Agency(_) => 0.7,
            Ground::ByHand => 1.0,
        }
    }
}

/// How many sentences before and behind the claim belong to its copy.
const AROUND: usize = 2;

/// Within so many sentences the sentence of one article may stand in the other.
const ELSEWHERE: usize = 8;

/// So many words of the claim's own sentence that are the same are no chance.
const SENTENCE_SAME_MIN: usize = 9;
/// The same for the sentences around it.
const AROUND_SAME_MIN: usize = 12;
/// The same where it stands elsewhere.
const ELSEWHERE_SAME_MIN: usize = 12;
/// Outlets of one family share articles, so that fewer words show it.
const FAMILY_SAME_MIN: usize = 7;
/// Different people may say the same words; then more of them must be the same before one text is a copy of the other.
const OTHER_SOURCE_SAME_MIN: usize = 14;
/// The share of the longer stretch that must be the same.
const SENTENCE_DENSITY_MIN: f32 = 0.7;
const AROUND_DENSITY_MIN: f32 = 0.6;
/// The share of the shorter name that the other must have.
const NAME_MIN: f32 = 0.6;
/// Further apart, the same source speaks on another occasion.
const OCCASION_DAYS: i32 = 2;
/// The share of the claim that a sentence must hold before its source is the claim's.
const CONTAINED_MIN: f32 = 0.15;

/// What shows that two tellings have one origin; nothing if nothing does.
pub(crate) fn grounds((a, cited_a): (&Telling, &Cited), (b, cited_b): (&Telling, &Cited), known: Known) -> Vec<Ground> {
    let name = names_agree(&a.origin, &b.origin, known.pack);
    let copy = copy((a, &cited_a.own), (b, &cited_b.own), is_named(&a.origin) && is_named(&b.origin) && name < NAME_MIN);
    let days = match (a.published(), b.published()) {
        (Some(a), Some(b)) => (a.day - b.day).abs(),
        _ => 0,
    };
    let mut grounds = Vec::new();
    // Who is named beside a sentence that says little of the claim was asked about something else.
    let is_told_by_both = a.contained.min(b.contained) >= CONTAINED_MIN;
    let is_one_occasion = days <= OCCASION_DAYS && (!asked_apart(a, b, known.world) || copy.is_some());
    if name >= NAME_MIN && is_one_occasion && is_told_by_both {
        grounds.push(Ground::Source);
    }
    let in_chain = shared_citation((&cited_a.own, &cited_a.in_chain), (&cited_b.own, &cited_b.in_chain), false);
    // “Zuerst hatte X berichtet” beside a source of its own does not make it X's.
    let names_nobody = |telling: &Telling| !is_named(&telling.origin) || telling.origin.kind == Some(SourceKind::Outlet);
    let may_be_near = names_nobody(a) && names_nobody(b) && is_told_by_both;
    grounds.extend(
        in_chain
            .filter(|_| is_told_by_both)
            .or_else(|| may_be_near.then(|| shared_citation((&cited_a.own, &cited_a.near), (&cited_b.own, &cited_b.near), true)).flatten()),
    );
    // The credit of a text tells where the claim is from only if the text names nobody deeper for it.
    let is_from_agency = |telling: &Telling| !is_named(&telling.origin) || telling.origin.kind == Some(SourceKind::Agency);
    let by_credit = is_from_agency(a) && is_from_agency(b) && is_told_by_both;
    grounds.extend(copy.or_else(|| agency(a, b, known.world).filter(|_| by_credit).map(Ground::Agency)));
    grounds
}

/// The passage that both carry.
fn copy((a, medium_a): (&Telling, &Medium), (b, medium_b): (&Telling, &Medium), has_other_source: bool) -> Option<Ground> {
    let (text_a, text_b) = (&a.document.article.text, &b.document.article.text);
    let sentence_min = if medium_a.is_family(medium_b) { FAMILY_SAME_MIN } else { SENTENCE_SAME_MIN };
    let sentence = align(text_a, a.span, text_b, b.span);
    let has_long_copy = sentence.as_ref().is_some_and(|found| found.same >= OTHER_SOURCE_SAME_MIN);
    let in_sentence = sentence.filter(|found| found.same >= sentence_min && found.density() >= SENTENCE_DENSITY_MIN);
    // The sentence of one may stand elsewhere in the other than where that tells the claim best.
    let elsewhere = || {
        let of_a = align(text_a, a.span, text_b, b.around(ELSEWHERE));
        let of_b = align(text_a, a.around(ELSEWHERE), text_b, b.span);
        of_a.into_iter().chain(of_b).find(|found| found.same >= ELSEWHERE_SAME_MIN && found.density() >= SENTENCE_DENSITY_MIN)
    };
    let around = || {
        let found = align(text_a, a.around(AROUND), text_b, b.around(AROUND))?;
        (found.same >= AROUND_SAME_MIN && found.density() >= AROUND_DENSITY_MIN).then_some(found)
    };
    let passage = in_sentence.or_else(around).or_else(elsewhere)?;
    (!has_other_source || has_long_copy).then_some(Ground::Copy { passage, has_other_source })
}

/// How well the names of two origins agree: persons by their last name, others by the names and nouns of the shorter one. Whoever is named as unnamed has
/// no name to agree by.
fn names_agree(a: &Origin, b: &Origin, pack: &Pack) -> f32 {
    if !is_named(a) || !is_named(b) {
        return 0.0;
    }
    if a.kind == Some(SourceKind::Person) && b.kind == Some(SourceKind::Person) {
        return f32::from(u8::from(surname(&a.name) == surname(&b.name)));
    }
    let (nouns_a, nouns_b) = (nouns(&a.name), nouns(&b.name));
    let is_same_but_for_spaces = !nouns_a.is_empty() && nouns_a.concat().to_lowercase() == nouns_b.concat().to_lowercase();
    if is_same_but_for_spaces {
        return 1.0;
    }
    let keys = |nouns: &[&str]| -> Vec<Key> {
        let staff: FxHashSet<Term> =
            pack.words.outlet_staff.iter().flat_map(|word| keys_of_words(word, pack).keys).map(|key| key.term).collect();
        keys_of_words(&nouns.join(" "), pack).keys.into_iter().filter(|key| !staff.contains(&key.term)).collect()
    };
    overlap(&keys(&nouns_a), &keys(&nouns_b))
}

fn is_named(origin: &Origin) -> bool {
    !matches!(origin.kind, None | Some(SourceKind::Anonymous | SourceKind::Vague))
}

/// The words that begin with a capital: names and nouns, without the adjectives before them.
fn nouns(name: &str) -> Vec<&str> {
    name.split_whitespace().filter(|word| word.starts_with(|first: char| first.is_uppercase() || !first.is_alphabetic())).collect()
}

/// The share of the shorter name's words that the other has. Names of their own say most, parts of compounds least.
fn overlap(a: &[Key], b: &[Key]) -> f32 {
    let weight = |key: &Key| match key.role {
        Role::Name => 3.0,
        Role::Part | Role::Event => 0.5,
        Role::Word | Role::Number => 1.0,
    };
    let share = |keys: &[Key], others: &[Key]| {
        let all: f32 = keys.iter().map(weight).sum();
        let shared: f32 = keys.iter().filter(|key| others.iter().any(|other| other.term == key.term)).map(weight).sum();
        if all > 0.0 { shared / all } else { 0.0 }
    };
    share(a, b).max(share(b, a))
}

fn surname(name: &str) -> String {
    name.split_whitespace().next_back().unwrap_or_default().trim_end_matches(['s', '’', '\'']).to_lowercase()
}

/// What both cite, or what one cites and the other is.
fn shared_citation((own_a, from_a): (&Medium, &[Citation]), (own_b, from_b): (&Medium, &[Citation]), is_near: bool) -> Option<Ground> {
    let ground = |medium: &Medium, words_a, words_b| Ground::Cited { medium: medium.name.clone(), words_a, words_b, is_near };
    // That both name a third somewhere near is too little: only the chain says that they have it from there.
    for one in from_a.iter().filter(|_| !is_near) {
        if let Some(other) = from_b.iter().find(|other| other.medium.is(&one.medium)) {
            return Some(ground(&one.medium, one.words, other.words));
        }
    }
    let of_b = from_a.iter().find(|citation| citation.medium.is(own_b)).map(|one| ground(&one.medium, one.words, None));
    of_b.or_else(|| from_b.iter().find(|citation| citation.medium.is(own_a)).map(|one| ground(&one.medium, None, one.words)))
}

/// The only agency of both, by the chain or by the credit of the whole text.
fn agency(a: &Telling, b: &Telling, world: &World) -> Option<String> {
    match (&agencies(a, world)[..], &agencies(b, world)[..]) {
        ([one], [other]) if one == other => Some(one.clone()),
        _ => None,
    }
}

fn agencies(telling: &Telling, world: &World) -> Vec<String> {
    let in_chain = telling.chain().into_iter().filter(|link| link.kind == SourceKind::Agency).filter_map(|link| link.name);
    let of_text = telling.agencies().map(str::to_string);
    let mut all: Vec<String> = in_chain.chain(of_text).map(|name| Medium::named(&name, world).name).collect();
    all.sort();
    all.dedup();
    all
}

/// Both name to whom it was said, and these are not the same.
fn asked_apart(a: &Telling, b: &Telling, world: &World) -> bool {
    let addressee = |telling: &Telling| -> Option<Medium> {
        let spans: &Spans = telling.stated()?.addressee.as_ref()?;
        Some(Medium::named(&spans.of(&telling.document.article.text), world))
    };
    match (addressee(a), addressee(b)) {
        (Some(a), Some(b)) => !a.is(&b),
        _ => false,
    }
}
