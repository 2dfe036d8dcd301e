//! Adverbs that attribute: *demnach*, *danach*, *wonach*, *dem zufolge*, *wie es heißt*, *gerüchteweise*.
//!
//! See `adverb.md` for cases and references.

use std::ops::Range;

use quell_document::{SourceKind, StatementKind};
use quell_lang::cues::{AdverbCue, AdverbRole};

use super::comment_frame::content_around;
use super::{Board, cue_noun, noun_complement};
use crate::clauses::ClauseKind;
use crate::layers::Layers;
use crate::phrases::Phrase;
use crate::statements::draft::Draft;
use crate::statements::extent;

/// How many tokens before its comma a relative clause still finds its text.
const BACK_MAX: usize = 14;

/// The rule's name.
pub const NAME: &str = "adverb";

/// Marks the clauses that such an adverb attributes.
pub fn find(layers: &Layers, board: &mut Board) {
    for token in 0..layers.tokens.len() {
        if layers.quotations.depth[token] > 0 {
            continue;
        }
        let Some(entry) = entry_at(layers, token) else { continue };
        let words = token..token + entry.words.len();
        match (entry.role, form_of(layers, entry, token)) {
            (AdverbRole::Continues, _) => continues(layers, board, words),
            (_, Form::Relative) => relative(layers, board, words),
            (_, Form::Comment) => comments(layers, board, words),
            (_, Form::Plain) => plain(layers, board, words),
            (_, Form::WithSource) => {}
        }
    }
}

/// The entry whose words stand here.
fn entry_at<'a>(layers: &Layers<'a>, token: usize) -> Option<&'a AdverbCue> {
    let first = layers.tokens.text(token).to_lowercase();
    let stands_here = |entry: &&AdverbCue| {
        entry.words.iter().enumerate().all(|(offset, word)| layers.tokens.text(token + offset).to_lowercase() == *word)
    };
    layers.pack.cues.adverbs(&first).iter().find(stands_here)
}

/// How an adverb that attributes by itself stands in its sentence.
enum Form {
    /// It opens a relative clause: *wonach*, *dem zufolge*.
    Relative,
    /// It is a clause of its own: *wie es heißt*.
    Comment,
    /// It is a phrase of the clause: *gerüchteweise*.
    Plain,
    /// It needs a source beside it, which [`comment_frame`](super::comment_frame) reads: *so auch X*.
    WithSource,
}

fn form_of(layers: &Layers, entry: &AdverbCue, token: usize) -> Form {
    let behind_comma = token > 0 && layers.tokens.text(token - 1) == ",";
    match (entry.words[0].as_str(), behind_comma) {
        ("so", _) => Form::WithSource,
        ("wie", _) => Form::Comment,
        ("wonach" | "demzufolge" | "derzufolge" | "nach" | "laut", true) => Form::Relative,
        ("dem" | "der" | "denen", true) if entry.words.len() == 2 => Form::Relative,
        ("wonach" | "demzufolge" | "derzufolge" | "nach" | "laut" | "denen", false) => Form::WithSource,
        ("dem" | "der", _) if entry.words.len() == 2 => Form::WithSource,
        _ => Form::Plain,
    }
}

/// “Demnach ist …”, “Das Haus soll demnach …”: the clause goes on with the source told before.
fn continues(layers: &Layers, board: &mut Board, words: Range<usize>) {
    let Some(index) = layers.clauses.at(words.start) else { return };
    let clause = &layers.clauses.list[index];
    if clause.kind == ClauseKind::Fragment || is_taken(board, &words) {
        return;
    }
    // “danach” mostly tells of time: only a clause in the reported mood, or with hearsay, continues a source.
    let reported = layers.words.mood_of(clause).is_reported() || clause.finite.is_some_and(|finite| layers.words.is_hearsay_modal(finite));
    let first = layers.tokens.text(words.start).to_lowercase();
    let starts_sentence = layers.sentences.list[clause.sentence].from == words.start;
    let is_temporal = first == "danach" || (first == "hiernach" && !starts_sentence);
    // “Der Hof lag tiefer und stand demnach oft unter Wasser”: within one sentence it draws a conclusion.
    let concludes = clause.coordinated && !reported;
    if (is_temporal && !reported) || concludes {
        return;
    }
    let range = extent::of_clause(&layers.clauses, index);
    let certainty = if reported { 0.85 } else { 0.75 };
    let follows = board.last_before(range.start);
    push(layers, board, range, words, Draft { certainty, follows, ..blank() });
}

/// “ein Papier, wonach …”, “eine Liste, der zufolge …”: the text before the comma is the source.
fn relative(layers: &Layers, board: &mut Board, words: Range<usize>) {
    let Some(index) = layers.clauses.at(words.start) else { return };
    let clause = &layers.clauses.list[index];
    let is_wonach = noun_complement::opens_with_wonach(layers, words.start);
    // “die Meldung, wonach …”: the noun attributes.
    let by_noun = is_wonach
        && noun_complement::noun_before(layers, words.start - 1)
            .is_some_and(|noun| cue_noun::entry_of(layers, noun.head).is_some_and(|entry| entry.takes.dass));
    if clause.from() != words.start || clause.kind == ClauseKind::Fragment || is_taken(board, &words) || by_noun {
        return;
    }
    let range = extent::of_clause(&layers.clauses, index);
    if is_wonach && let Some(draft) = by_distant_noun(layers, words.start - 1, clause.sentence, &range) {
        board.push(draft);
        return;
    }
    let names_any = layers.tokens.text(words.end - 1).ends_with("zufolge");
    let source = antecedent(layers, words.start - 1, clause.sentence, names_any);
    // “alles, wonach sie suchten”, “demzufolge kamen alle zu spät”: without a text nothing was told.
    if source.is_none() {
        return;
    }
    let range = extent::of_clause(&layers.clauses, index);
    push(layers, board, range, words, Draft { certainty: 0.85, source, ..blank() });
}

/// “wies Berichte der Agentur zurück, wonach …”: a noun that attributes, with other words between it and the comma.
fn by_distant_noun(layers: &Layers, comma: usize, sentence: usize, content: &Range<usize>) -> Option<Draft> {
    let from = layers.sentences.list[sentence].from.max(comma.saturating_sub(BACK_MAX));
    let attributes = |noun: usize| cue_noun::entry_of(layers, noun).filter(|entry| entry.takes.dass);
    let phrases = layers.phrases.within(from..comma);
    // “dem Rat”: who can speak is nobody's words.
    let is_body = |phrase: &Phrase| layers.kinds_of(phrase).iter().any(|kind| matches!(kind, SourceKind::Organisation | SourceKind::Role));
    let phrase = phrases.iter().rev().find(|phrase| !phrase.pronoun && !is_body(phrase) && attributes(phrase.head).is_some())?;
    let noun = cue_noun::read(layers, phrase, phrase.head, comma);
    let mut draft = Draft::new(NAME, StatementKind::Indirect, extent::minus(layers, content.clone(), &[]));
    draft.cue = noun.cue.collect();
    draft.source = noun.source;
    draft.frame.push(noun.whole);
    draft.stance = attributes(phrase.head)?.stance;
    draft.certainty = 0.85;
    (!draft.content.is_empty()).then_some(draft)
}

/// The nearest text before the comma, or somebody who can speak right before it; *zufolge* makes whatever stands there a text.
fn antecedent(layers: &Layers, comma: usize, sentence: usize, names_any: bool) -> Option<Range<usize>> {
    let from = layers.sentences.list[sentence].from.max(comma.saturating_sub(BACK_MAX));
    let phrases = layers.phrases.within(from..comma);
    let phrase = phrases.iter().rev().find(|phrase| {
        let text = layers.kinds_of(phrase).iter().any(|kind| matches!(kind, SourceKind::Document | SourceKind::Vague | SourceKind::Outlet))
            || cue_noun::entry_of(layers, phrase.head).is_some();
        let adjacent =
            phrase.preposition.is_none() && layers.reach().full(phrase, comma).end == comma && (names_any || layers.can_speak(phrase));
        !phrase.pronoun && !layers.words.hangs_on_previous(phrase, &layers.phrases) && (text || adjacent)
    })?;
    Some(layers.reach().full(phrase, comma))
}

/// “Der Vertrag ist, wie es heißt, schon unterschrieben”: the sentence around it.
fn comments(layers: &Layers, board: &mut Board, words: Range<usize>) {
    // A comment that was read as a clause with a verb of saying has its words in the cue.
    let of_comment = board.around(&words).into_iter().find(|&draft| {
        let cue = &board.drafts[draft].cue;
        !cue.is_empty() && cue.iter().all(|token| words.contains(token))
    });
    if let Some(draft) = of_comment {
        if board.drafts[draft].source.is_none() {
            board.drafts[draft].cue = words.collect();
        }
        return;
    }
    let closes = matches!(layers.tokens.text(words.end), "," | "." | "–");
    let opens = words.start == 0 || matches!(layers.tokens.text(words.start - 1), "," | "–");
    if !(closes && opens) || is_taken(board, &words) {
        return;
    }
    let Some(index) = layers.clauses.at(words.start) else { return };
    let Some(content) = content_around(layers, std::slice::from_ref(&words), index) else { return };
    let mut draft = Draft::new(NAME, StatementKind::Indirect, content);
    draft.cue = words.clone().collect();
    draft.frame = vec![words];
    draft.certainty = 0.8;
    board.push(draft);
}

/// “Gerüchteweise steht das Haus zum Verkauf”.
fn plain(layers: &Layers, board: &mut Board, words: Range<usize>) {
    let Some(index) = layers.clauses.at(words.start).filter(|&index| layers.clauses.list[index].finite.is_some()) else { return };
    if is_taken(board, &words) {
        return;
    }
    let range = extent::of_clause(&layers.clauses, index);
    push(layers, board, range, words, Draft { certainty: 0.8, ..blank() });
}

fn is_taken(board: &Board, words: &Range<usize>) -> bool {
    board.is_cue(words.start)
}

/// A draft of this rule without content.
fn blank() -> Draft {
    Draft::new(NAME, StatementKind::Indirect, Vec::new())
}

/// Notes a draft whose content is `range` without the adverb; one word is no statement.
fn push(layers: &Layers, board: &mut Board, range: Range<usize>, words: Range<usize>, draft: Draft) {
    let content = extent::minus(layers, range, std::slice::from_ref(&words));
    let draft = Draft { content, cue: words.clone().collect(), frame: vec![words], ..draft };
    if draft.len() >= 2 {
        board.push(draft);
    }
}
