//! Attribution by an adposition: *laut*, *nach Angaben*, *zufolge*.
//!
//! See `adposition.md` for cases and references.

use std::ops::Range;

use quell_document::{SourceKind, Stance, StatementKind};
use quell_lang::cues::{AdpositionCue, Needs};

use super::Board;
use super::cue_noun::{self, full_source};
use super::noun_adposition::{self, entry_before, own_source};
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
    let mut behind = 0;
    for token in 0..layers.tokens.len() {
        if token < behind {
            continue;
        }
        let Some(hit) = hit_at(layers, token) else { continue };
        if asks_the_reader(layers, &hit) {
            continue;
        }
        let Some(content) = content_of(layers, board, &hit) else { continue };
        behind = hit.range.end;
        let mut draft = Draft::new(NAME, StatementKind::Indirect, content);
        draft.cue = hit.cue;
        draft.source = hit.source;
        draft.frame = vec![hit.range];
        draft.stance = hit.stance;
        draft.certainty = 0.92;
        board.push(draft);
    }
}

/// An adposition with its noun phrase.
pub struct Hit {
    /// Everything: adposition, noun phrase.
    range: Range<usize>,
    cue: Vec<usize>,
    source: Option<Range<usize>>,
    stance: Stance,
    /// Whether the clause only says whose wish rules the sentence: *geht es nach X*.
    is_clause: bool,
}

impl Hit {
    /// A phrase within its clause.
    pub fn new(range: Range<usize>, cue: Vec<usize>, source: Option<Range<usize>>, stance: Stance) -> Hit {
        Hit { range, cue, source, stance, is_clause: false }
    }
}

/// What can begin at this token: an adposition before its phrase, or a phrase with its adposition behind it.
fn hit_at(layers: &Layers, token: usize) -> Option<Hit> {
    noun_adposition::hit_at(layers, token).or_else(|| by_adposition(layers, token))
}

/// “meiner Meinung nach” in somebody's own words, “ist Ihrer Meinung nach …?”: nobody else is spoken of.
fn asks_the_reader(layers: &Layers, hit: &Hit) -> bool {
    let Some(source) = hit.source.as_ref().filter(|source| source.len() == 1) else { return false };
    let text = layers.tokens.text(source.start);
    let sentence = layers.sentences.list[layers.sentences.of_token(source.start)];
    let mine =
        text.to_lowercase().starts_with("mein") || (text.to_lowercase().starts_with("unser") && layers.quotations.depth[source.start] > 0);
    let yours = text.starts_with("Ihr")
        && layers.words.is_possessive(source.start)
        && source.start > sentence.from
        && source.start > hit.range.start.min(sentence.from + 1);
    let question = (sentence.to.saturating_sub(2)..sentence.to).any(|token| layers.tokens.text(token) == "?");
    mine || (yours && (question || layers.quotations.depth[source.start] > 0)) || (text.to_lowercase().starts_with("ihr") && question)
}

/// *laut*, *zufolge*, *gemäß* beside any phrase that can speak, and fixed groups: *dem Vernehmen nach*.
fn by_adposition(layers: &Layers, token: usize) -> Option<Hit> {
    let first = layers.tokens.text(token).to_lowercase();
    // The longest entry that fits wins: “nach Angaben” before “nach”.
    for entry in layers.pack.cues.adpositions(&first) {
        let words = if entry.before.is_empty() { &entry.behind } else { &entry.before };
        let end = token + words.len();
        let circum = !entry.before.is_empty() && !entry.behind.is_empty();
        if entry.needs == Some(Needs::Cue) || circum || !stands_at(layers, words, token) {
            continue;
        }
        let hit = if entry.behind.is_empty() { before_phrase(layers, entry, token, end) } else { behind_phrase(layers, entry, token, end) };
        if hit.is_some() {
            return hit;
        }
    }
    None
}

fn stands_at(layers: &Layers, words: &[String], token: usize) -> bool {
    words.iter().enumerate().all(|(offset, word)| layers.tokens.text(token + offset).to_lowercase() == *word)
}

/// laut der Polizei
fn before_phrase(layers: &Layers, entry: &AdpositionCue, token: usize, end: usize) -> Option<Hit> {
    // “Protokolle, laut denen …” is read with the adverbs; “wurde laut am Morgen” is loud.
    if matches!(layers.tokens.text(end), "denen" | "am" | "um") {
        return None;
    }
    let sentence_end = layers.sentences.list[layers.sentences.of_token(token)].to;
    let cue: Vec<usize> = (token..end).collect();
    match entry.needs {
        Some(Needs::Back) => return Some(Hit::new(token..end, cue, None, entry.stance)),
        Some(Needs::Subject) => return Some(Hit::new(token..end, cue, own_source(layers, token..end), entry.stance)),
        _ => {}
    }
    let is_clause = entry.before.first().is_some_and(|word| word == "geht");
    let start = end;
    let Some(phrase) = layers
        .phrases
        .starting_at(start)
        .or_else(|| layers.phrases.starting_at(start + 1).filter(|_| matches!(layers.tokens.text(start), "„" | "\"" | "»" | "«")))
    else {
        // “laut taz”, “laut „beispielblog.de““: a name that is written small.
        let quoted = matches!(layers.tokens.text(start), "„" | "\"" | "»" | "«")
            && matches!(layers.tokens.text(start + 2), "“" | "\"" | "«" | "»" | "”");
        if quoted && entry.needs.is_none() && entry.before.len() == 1 {
            return Some(Hit::new(token..start + 3, cue, Some(start..start + 3), entry.stance));
        }
        let single = entry.before.len() == 1
            && entry.needs.is_none()
            && layers.tokens.list.get(start).is_some_and(|token| token.shape != Shape::Mark)
            && !layers.words.is_verb(start)
            && !layers.words.is_adverbial(start)
            && !layers.pack.words.coordinators.contains(layers.tokens.text(start));
        return single.then(|| Hit::new(token..start + 1, cue, Some(start..start + 1), entry.stance));
    };
    if entry.needs == Some(Needs::Speaker) && !is_fit(layers, entry, phrase) || layers.is_time(phrase) {
        return None;
    }
    if entry.before.len() > 1 && !is_clause {
        // Groups of preposition and noun were read with their owner.
        return None;
    }
    let source = full_source(layers, phrase, sentence_end);
    Some(Hit { is_clause, ..Hit::new(token..source.end, cue, Some(source), entry.stance) })
}

/// Whether the phrase can speak. *nach* and *gemäß* mean so many other things that only a text will do: *nach einem Bericht*.
fn is_fit(layers: &Layers, entry: &AdpositionCue, phrase: &Phrase) -> bool {
    let document = layers.kinds_of(phrase).contains(&SourceKind::Document);
    let lemma = layers.words.lemma(phrase.head);
    // Laws and contracts rule; they do not report.
    let norm = layers.pack.words.norms.iter().any(|norm| lemma.to_lowercase().ends_with(norm));
    match entry.before.iter().chain(&entry.behind).next().map(String::as_str) {
        // “Nach der Meldung” tells when, “nach einem Bericht” who says so.
        Some("nach") if entry.behind.is_empty() => {
            let definite = matches!(layers.tokens.text(phrase.range.start), "der" | "dem" | "den") && phrase.range.len() > 1;
            // What has an entry of its own (“nach Recherchen”) was read with its owner.
            let read = phrase.range.start == phrase.head && entry_before(layers, "nach", phrase.head).is_some();
            let indefinite = layers.tokens.text(phrase.range.start).to_lowercase().starts_with("ein");
            !definite && document && !norm && !read && (indefinite || cue_noun::entry_of(layers, phrase.head).is_some())
        }
        Some("nach") => document && !norm,
        Some("gemäß") => !norm && (document || layers.can_speak(phrase)),
        _ => layers.can_speak(phrase),
    }
}

/// der Polizei zufolge
fn behind_phrase(layers: &Layers, entry: &AdpositionCue, token: usize, end: usize) -> Option<Hit> {
    if entry.behind.len() > 1 && layers.words.is_noun(token) {
        // Groups of noun and adposition were read with their owner.
        return None;
    }
    let sentence = layers.sentences.list[layers.sentences.of_token(token)];
    let reach = layers.reach();
    // “eine Liste, der zufolge …” is read with the adverbs.
    if token > 1 && layers.tokens.text(token - 2) == "," && layers.words.is_relative(token - 1) {
        return None;
    }
    // “Ihr zufolge”: the pronoun looks like a possessive.
    if token > 0 && matches!(layers.tokens.text(token - 1).to_lowercase().as_str(), "ihr" | "ihm" | "ihnen") && entry.needs.is_none() {
        return Some(Hit::new(token - 1..end, (token..end).collect(), Some(token - 1..token), entry.stance));
    }
    // The longest phrase that ends right before the adposition.
    let from = layers.clauses.at(token).map_or(sentence.from, |clause| layers.clauses.list[clause].from());
    let candidates = layers.phrases.within(from..token);
    let complete = candidates.iter().find(|phrase| {
        let fits = reach.full(phrase, token).end == token && phrase.preposition.is_none();
        fits && !layers.words.is_reflexive(phrase.head)
    });
    let Some(phrase) = complete else {
        // “Dem Sender al-Bahr zufolge”: whatever stands between the start of the clause and the adposition is its phrase.
        let first = candidates
            .first()
            .filter(|first| first.range.start == from && first.preposition.is_none() && first.agreement.can_be_dative())?;
        let plain = !(from..token).any(|at| layers.words.is_verb(at) || layers.tokens.text(at) == ",") && token - from <= 10;
        let source = first.range.start..token;
        return (plain && entry.needs.is_none()).then(|| Hit::new(source.start..end, (token..end).collect(), Some(source), entry.stance));
    };
    if entry.needs == Some(Needs::Speaker) && !is_fit(layers, entry, phrase) {
        return None;
    }
    // “Der Größe nach”, “auf den Tag nach …”: behind its phrase *nach* attributes only at the edge of the clause.
    if entry.behind.first().is_some_and(|word| word == "nach") && (phrase.range.start != from || !layers.words.is_finite(end)) {
        return None;
    }
    let full = reach.full(phrase, token);
    Some(Hit::new(full.start..end, (token..end).collect(), Some(full), entry.stance))
}

/// The clause that the phrase stands in, without the phrase; or the main clauses of its sentence.
fn content_of(layers: &Layers, board: &Board, hit: &Hit) -> Option<Vec<Range<usize>>> {
    let clause_index = layers.clauses.at(hit.range.start)?;
    let clause = &layers.clauses.list[clause_index];
    let sentence = layers.sentences.list[clause.sentence];
    if layers.quotations.depth[hit.range.start] > 0 && clause.finite.is_none() {
        return None;
    }
    let range = match clause.kind {
        _ if hit.is_clause => sentence.from..sentence.to,
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
