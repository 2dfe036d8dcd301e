//! Who says that it is not so: denials beside the claim, and other numbers.

use quell_document::{Spans, Stance};

use crate::keys::{Key, Role, Term};
use crate::telling::Telling;

/// Two sentences must share so much of their keys, numbers left out, before their numbers contradict each other.
const ALIKE_MIN: f32 = 0.5;

/// A denial stands no further behind the claim, in sentences.
const BEHIND: usize = 3;

/// How a claim is contradicted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Contradiction {
    /// Somebody denies it.
    Denied,
    /// The same is told with another number.
    OtherNumber,
}

impl Contradiction {
    /// The word used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Contradiction::Denied => "denied",
            Contradiction::OtherNumber => "other_number",
        }
    }
}

/// A contradiction in one telling.
#[derive(Debug, Clone)]
pub struct Denial {
    /// The telling, as a place in the list.
    pub telling: usize,
    /// How.
    pub kind: Contradiction,
    /// Who denies it, where it is denied.
    pub by: Option<String>,
    /// The words.
    pub words: Spans,
}

/// Everything that contradicts the claim, in the order of the tellings.
pub fn denials(tellings: &[Telling]) -> Vec<Denial> {
    let mut found = Vec::new();
    for (number, telling) in tellings.iter().enumerate() {
        found.extend(denied(number, telling));
    }
    // The sentence that was asked for, or the earliest, has the number that others are held against.
    let first = tellings.iter().max_by(|a, b| a.confidence.total_cmp(&b.confidence));
    let Some(first) = first else { return found };
    for (number, telling) in tellings.iter().enumerate() {
        if telling.article != first.article && has_other_number(first, telling) {
            found.push(Denial { telling: number, kind: Contradiction::OtherNumber, by: None, words: telling.span.into() });
        }
    }
    found.sort_by_key(|denial| (denial.telling, denial.words.start()));
    found
}

/// Denials in the claim's sentences and those behind them; one telling is enough for each who denies.
fn denied(number: usize, telling: &Telling) -> Vec<Denial> {
    let place = telling.span.to(telling.behind(BEHIND));
    let mut found: Vec<Denial> = Vec::new();
    for statement in &telling.document.statements {
        let words = statement.frame.as_ref().or(statement.cue.as_ref()).unwrap_or(&statement.content);
        if statement.stance != Stance::Deny || !place.contains(words.hull()) {
            continue;
        }
        let by = statement.source_name.clone();
        if !found.iter().any(|known| known.by == by) {
            let words = statement.cue.as_ref().map_or_else(|| words.clone(), |cue| cue.joined(&statement.content));
            found.push(Denial { telling: number, kind: Contradiction::Denied, by, words });
        }
    }
    // Where no statement was found, the word for denying is there all the same.
    if found.is_empty() {
        let behind = telling.sentences.start..(telling.sentences.end + BEHIND).min(telling.keys.sentences.len());
        let denies = |sentence: &&crate::SentenceKeys| sentence.keys.iter().any(|key| key.term == Term::denial());
        let sentence = telling.keys.sentences[behind].iter().find(denies);
        found.extend(sentence.map(|sentence| Denial {
            telling: number,
            kind: Contradiction::Denied,
            by: None,
            words: sentence.span.into(),
        }));
    }
    found
}

fn has_other_number(first: &Telling, other: &Telling) -> bool {
    let (keys_a, keys_b) = (keys(first), keys(other));
    let numbers = |keys: &[Key]| keys.iter().filter(|key| key.role == Role::Number).map(|key| key.term).collect::<Vec<_>>();
    let (numbers_a, numbers_b) = (numbers(&keys_a), numbers(&keys_b));
    let has_no_number_in_common =
        !numbers_a.is_empty() && !numbers_b.is_empty() && !numbers_a.iter().any(|number| numbers_b.contains(number));
    let others = |keys: &[Key]| keys.iter().filter(|key| key.role != Role::Number).count();
    let shared = keys_a.iter().filter(|key| key.role != Role::Number && keys_b.iter().any(|other| other.term == key.term)).count();
    has_no_number_in_common && shared as f32 >= ALIKE_MIN * others(&keys_a).min(others(&keys_b)).max(1) as f32
}

fn keys(telling: &Telling) -> Vec<Key> {
    telling.keys.sentences[telling.sentences.clone()].iter().flat_map(|sentence| sentence.keys.iter().copied()).collect()
}
