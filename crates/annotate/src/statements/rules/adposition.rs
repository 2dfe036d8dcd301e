//! Attribution by an adposition: *laut*, *nach Angaben*, *zufolge*.
//!
//! See `adposition.md` for cases and references.

use std::ops::Range;

use quell_document::{SourceKind, Stance, StatementKind};
use quell_lang::cues::{AdpositionCue, Needs};

use super::Board;
use crate::clauses::ClauseKind;
use crate::layers::Layers;
use crate::phrases::Phrase;
use crate::statements::draft::Draft;
use crate::statements::extent;
use crate::tokens::Shape;

/// The rule's name.
pub const NAME: &str = "adposition";

/// Marks the clauses that an adposition attributes.
pub fn find(layers: &Layers, board: &mut Board) {
    for token in 0..layers.tokens.len() {
        let Some(hit) = hit_at(layers, token) else { continue };
        let Some(content) = content_of(layers, board, &hit) else { continue };
        let mut draft = Draft::new(NAME, StatementKind::Indirect, content);
        draft.cue = hit.cue.clone();
        draft.source = hit.source.clone();
        draft.frame = vec![hit.range.clone()];
        draft.stance = hit.stance;
        draft.certainty = 0.92;
        board.push(draft);
    }
}

/// An adposition with its noun phrase.
struct Hit {
    /// Everything: adposition, noun phrase.
    range: Range<usize>,
    cue: Vec<usize>,
    source: Option<Range<usize>>,
    stance: Stance,
}

fn hit_at(layers: &Layers, token: usize) -> Option<Hit> {
    let first = layers.tokens.text(token).to_lowercase();
    // The longest entry that fits wins: “nach Angaben” before “nach”.
    for entry in layers.pack.cues.adpositions(&first) {
        let words = if entry.before.is_empty() { &entry.behind } else { &entry.before };
        let end = token + words.len();
        if entry.needs == Some(Needs::Cue) || !stands_at(layers, words, token) {
            continue;
        }
        let hit = match (entry.before.is_empty(), entry.behind.is_empty()) {
            (false, true) => before_phrase(layers, entry, token, end),
            (true, false) => behind_phrase(layers, entry, token, end),
            _ => around_phrase(layers, entry, token, end),
        };
        if hit.is_some() {
            return hit;
        }
    }
    noun_behind_preposition(layers, token)
}

fn stands_at(layers: &Layers, words: &[String], token: usize) -> bool {
    words.iter().enumerate().all(|(offset, word)| layers.tokens.text(token + offset).to_lowercase() == *word)
}

/// laut der Polizei
fn before_phrase(layers: &Layers, entry: &AdpositionCue, token: usize, end: usize) -> Option<Hit> {
    let sentence_end = layers.sentences.list[layers.sentences.of_token(token)].to;
    let cue: Vec<usize> = (token..end).collect();
    if matches!(entry.needs, Some(Needs::Subject | Needs::Back)) {
        return Some(Hit { range: token..end, cue, source: None, stance: entry.stance });
    }
    // “nach Angaben von Augenzeugen”, “nach Angaben der Polizei”
    let by = matches!(layers.tokens.text(end), "von" | "vom" | "aus" | "durch") && layers.words.is_preposition(end);
    let start = end + usize::from(by);
    let Some(phrase) = layers.phrases.starting_at(start).or_else(|| layers.phrases.starting_at(start + 1).filter(|_| matches!(layers.tokens.text(start), "„" | "\"" | "»" | "«"))) else {
        // “laut taz”, “laut beispielblog.de”: a name that is written small.
        let single = entry.before.len() == 1 && entry.needs.is_none() && layers.tokens.list.get(start).is_some_and(|token| token.shape != Shape::Mark) && !layers.words.is_verb(start);
        return single.then(|| Hit { range: token..start + 1, cue, source: Some(start..start + 1), stance: entry.stance });
    };
    if entry.needs == Some(Needs::Speaker) && !is_fit(layers, entry, phrase) || layers.is_time(phrase) {
        return None;
    }
    let multi = entry.before.len() > 1;
    if multi && !by && !phrase.agreement.can_be_genitive() {
        return None;
    }
    let source = full_source(layers, phrase, sentence_end);
    Some(Hit { range: token..source.end, cue, source: Some(source), stance: entry.stance })
}

/// Whether the phrase can speak. *nach* and *gemäß* mean so many other things that only a text will do: *nach einem Bericht*.
fn is_fit(layers: &Layers, entry: &AdpositionCue, phrase: &Phrase) -> bool {
    let common = matches!(entry.before.iter().chain(&entry.behind).next().map(String::as_str), Some("nach" | "gemäß"));
    if !common {
        return layers.can_speak(phrase);
    }
    is_attributing(layers, phrase.head) || (layers.kinds_of(phrase).contains(&SourceKind::Document) && super::noun_complement::entry_of(layers, phrase.head).is_some())
}

/// Whether the noun attributes behind *nach*: *Angaben*, *Polizeiangaben*.
fn is_attributing(layers: &Layers, noun: usize) -> bool {
    let noun = layers.words.lemma(noun);
    layers.pack.attributing_nouns.iter().any(|known| noun == known || (noun.len() > known.len() && noun.to_lowercase().ends_with(&known.to_lowercase())))
}

/// The phrase with all that belongs to it, an apposition included.
fn full_source(layers: &Layers, phrase: &Phrase, limit: usize) -> Range<usize> {
    // In front of the verb the whole phrase belongs to the adposition; behind it, other phrases of the clause may follow.
    let clause = layers.clauses.at(phrase.range.start).map(|clause| &layers.clauses.list[clause]);
    let behind_verb = clause.and_then(|clause| clause.finite).is_some_and(|finite| finite < phrase.range.start);
    let full = if behind_verb { layers.reach().narrow(phrase, limit) } else { layers.reach().full(phrase, limit) };
    match layers.reach().apposition(phrase, full.end, limit, true) {
        Some(apposition) => full.start..apposition.end,
        None => full,
    }
}

/// der Polizei zufolge
fn behind_phrase(layers: &Layers, entry: &AdpositionCue, token: usize, end: usize) -> Option<Hit> {
    if matches!(entry.needs, Some(Needs::Subject | Needs::Back)) {
        return Some(Hit { range: token..end, cue: (token..end).collect(), source: None, stance: entry.stance });
    }
    let sentence = layers.sentences.list[layers.sentences.of_token(token)];
    let reach = layers.reach();
    // The longest phrase that ends right before the adposition.
    let from = layers.clauses.at(token).map_or(sentence.from, |clause| layers.clauses.list[clause].from());
    let candidates = layers.phrases.within(from..token);
    let complete = candidates.iter().find(|phrase| {
        let fits = reach.full(phrase, token).end == token && phrase.preposition.is_none();
        fits && !layers.words.is_reflexive(phrase.head)
    });
    let Some(phrase) = complete else {
        // “Dem Sender al-Bahr zufolge”: whatever stands between the start of the clause and the adposition is its phrase.
        let first = candidates.first().filter(|first| first.range.start == from && first.preposition.is_none() && first.agreement.can_be_dative())?;
        let plain = !(from..token).any(|at| layers.words.is_verb(at) || layers.tokens.text(at) == ",") && token - from <= 10;
        let source = first.range.start..token;
        return (plain && entry.needs.is_none()).then(|| Hit { range: source.start..end, cue: (token..end).collect(), source: Some(source), stance: entry.stance });
    };
    if entry.needs == Some(Needs::Speaker) && !is_fit(layers, entry, phrase) {
        return None;
    }
    let full = reach.full(phrase, token);
    let source = strip_noun(layers, phrase, &full);
    Some(Hit { range: full.start..end, cue: (token..end).collect(), source: Some(source), stance: entry.stance })
}

/// Angaben der Polizei zufolge, nach Müllers Worten
fn around_phrase(layers: &Layers, entry: &AdpositionCue, token: usize, end: usize) -> Option<Hit> {
    let sentence_end = layers.sentences.list[layers.sentences.of_token(token)].to;
    let by = matches!(layers.tokens.text(end), "von" | "vom" | "aus") && layers.words.is_preposition(end);
    let start = end + usize::from(by);
    const PHRASE_MAX: usize = 14;
    let close = (start + 1..sentence_end.min(start + PHRASE_MAX)).find(|&at| stands_at(layers, &entry.behind, at))?;
    let phrase = layers.phrases.starting_at(start).filter(|phrase| phrase.range.end <= close)?;
    let full = layers.reach().full(phrase, close);
    // “nach seinen Worten” needs a possessive or genitive, so that the phrase may also be a bare determiner.
    (full.end == close).then(|| {
        let behind = close..close + entry.behind.len();
        let cue = (token..end).chain(behind.clone()).collect();
        Hit { range: token..behind.end, cue, source: Some(start..close), stance: entry.stance }
    })
}

/// “Angaben der Polizei zufolge”: the police is the source; “Medienberichten zufolge”: the reports are.
fn strip_noun(layers: &Layers, phrase: &Phrase, full: &Range<usize>) -> Range<usize> {
    let is_cue_noun = super::noun_complement::entry_of(layers, phrase.head).is_some() && layers.kinds_of(phrase).is_empty();
    if !is_cue_noun || phrase.range.end >= full.end {
        return full.clone();
    }
    let mut start = phrase.range.end;
    if layers.words.is_preposition(start) {
        start += 1;
    }
    start..full.end
}

/// “nach Polizeiangaben”, “nach ersten Erkenntnissen der Ermittler”: a preposition before a noun that attributes.
fn noun_behind_preposition(layers: &Layers, token: usize) -> Option<Hit> {
    if !layers.tokens.text(token).eq_ignore_ascii_case("nach") {
        return None;
    }
    let phrase = layers.phrases.starting_at(token + 1)?;
    let noun = layers.words.lemma(phrase.head);
    if !is_attributing(layers, phrase.head) {
        return None;
    }
    let sentence_end = layers.sentences.list[layers.sentences.of_token(token)].to;
    let full = layers.reach().full(phrase, sentence_end);
    let compound = !layers.pack.attributing_nouns.contains(noun);
    let source = if full.end > phrase.range.end {
        Some(strip_noun(layers, phrase, &full)).filter(|source| source.start > full.start).or(Some(full.clone()))
    } else {
        // “nach Polizeiangaben” names its source in the compound; “nach ersten Erkenntnissen” names none.
        compound.then(|| full.clone())
    };
    let cue_end = source.as_ref().map_or(full.end, |source| source.start.max(token + 1));
    let mut cue: Vec<usize> = (token..cue_end).collect();
    if cue.len() > 1 && layers.words.is_preposition(cue_end - 1) {
        cue.pop();
    }
    Some(Hit { range: token..full.end, cue, source, stance: Stance::Neutral })
}

/// The clause that the phrase stands in, without the phrase; or the main clauses of its sentence.
fn content_of(layers: &Layers, board: &Board, hit: &Hit) -> Option<Vec<Range<usize>>> {
    let clause_index = layers.clauses.at(hit.range.start)?;
    let clause = &layers.clauses.list[clause_index];
    let sentence = layers.sentences.list[clause.sentence];
    if layers.quotations.depth[hit.range.start] > 0 && clause.finite.is_none() {
        return None;
    }
    // In the frame of another act the phrase says where that was said: “sagte laut dpa, dass”.
    let range = match clause.kind {
        kind if kind.is_subordinate() => extent::of_clause(&layers.clauses, clause_index),
        ClauseKind::Fragment => sentence.from..sentence.to,
        _ => {
            let mut range = extent::of_clause(&layers.clauses, clause_index);
            // Coordinated main clauses go on with it, up to another frame.
            for other in layers.clauses.of_sentence[clause.sentence].clone() {
                let next = &layers.clauses.list[other];
                if next.from() >= range.end && next.coordinated && next.parent.is_some() && board.act_of(other).is_none() {
                    range.end = extent::of_clause(&layers.clauses, other).end;
                }
            }
            range
        }
    };
    let content = extent::minus(layers, range, std::slice::from_ref(&hit.range));
    let words: usize = content.iter().map(|piece| piece.len()).sum();
    (words >= 2).then_some(content)
}
