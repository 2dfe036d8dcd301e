//! Direct speech: what stands between quotation marks, and the frame beside it.
//!
//! See `quoted_speech.md` for cases and references.

use std::ops::Range;

use quell_document::StatementKind;

use super::Board;
use crate::clauses::ClauseKind;
use crate::layers::Layers;
use crate::quotations::Quotation;
use crate::statements::draft::Draft;

/// The rule's name.
pub const NAME: &str = "quoted_speech";

/// Marks whole quotations: those with a frame beside them, and those that follow one.
pub fn find(layers: &Layers, board: &mut Board) {
    let mut last: Option<Last> = None;
    for number in 0..layers.quotations.list.len() {
        let quotation = layers.quotations.list[number].clone();
        if quotation.depth > 0 || !is_whole(layers, &quotation) {
            continue;
        }
        let frame = frame_behind(layers, board, &quotation).or_else(|| frame_before(layers, board, &quotation));
        match frame {
            Some(frame) => {
                // “„A“, sagte X, „B“”: the second piece of one quotation has the same frame.
                if let Some(previous) = last.as_ref().filter(|previous| previous.act == frame.act && frame.act.is_some()) {
                    let index = previous.draft;
                    push_pieces(layers, board, index, &quotation);
                    last = Some(Last { close: quotation.close, frame_end: board.drafts[index].frame.last().map_or(quotation.close, |frame| frame.end.max(quotation.close)), draft: index, act: frame.act });
                    continue;
                }
                let draft = frame.draft(layers, board, &quotation);
                let frame_end = frame.end.max(quotation.close);
                board.use_act(frame.act);
                let index = board.push(draft);
                last = Some(Last { close: quotation.close, frame_end, draft: index, act: frame.act });
            }
            None => {
                let Some(previous) = last.as_ref() else {
                    last = without_frame(layers, board, &quotation, None);
                    continue;
                };
                // “„A“, sagte X. „B.“”: nothing but the end of the frame's sentence lies between.
                let between = previous.frame_end.max(previous.close + 1)..quotation.open;
                let directly = between.len() <= 2 && between.clone().all(|token| !layers.tokens.text(token).chars().any(char::is_alphanumeric));
                let same_paragraph = layers.paragraph_of(previous.close.min(layers.tokens.len() - 1)) == layers.paragraph_of(quotation.open);
                if directly && (same_paragraph || !board.drafts[previous.draft].cue.is_empty()) {
                    let (index, act) = (previous.draft, previous.act);
                    push_pieces(layers, board, index, &quotation);
                    last = Some(Last { close: quotation.close, frame_end: quotation.close + 1, draft: index, act });
                } else {
                    let previous = previous.draft;
                    last = without_frame(layers, board, &quotation, Some(previous)).or(last);
                }
            }
        }
    }
}

/// The quotation before, with what a following one needs to know.
struct Last {
    close: usize,
    frame_end: usize,
    draft: usize,
    act: Option<usize>,
}

/// What attributes a quotation.
struct Frame {
    act: Option<usize>,
    /// Without an act: the words that name who said it, the cue, and the whole frame.
    source: Option<Range<usize>>,
    cue: Vec<usize>,
    range: Vec<Range<usize>>,
    end: usize,
    certainty: f32,
}

impl Frame {
    fn draft(&self, layers: &Layers, board: &Board, quotation: &Quotation) -> Draft {
        let mut draft = Draft::new(NAME, StatementKind::Direct, pieces(layers, quotation));
        if let Some(act) = self.act {
            board.attribute(&mut draft, layers, act);
        } else {
            draft.source = self.source.clone();
            draft.cue = self.cue.clone();
        }
        draft.frame = self.range.clone();
        draft.certainty = self.certainty;
        draft
    }
}

/// Whether the quotation is more than a title or a scare quote: it holds a finite verb, ends a sentence, or stands alone.
fn is_whole(layers: &Layers, quotation: &Quotation) -> bool {
    let words = quotation.words(&layers.tokens);
    let inner = quotation.from()..quotation.close;
    let has_finite = inner.clone().any(|token| layers.words.is_finite(token));
    let ends_sentence = matches!(layers.tokens.text(quotation.close - 1), "." | "!" | "?" | "…" | "...");
    let behind_colon = quotation.open > 0 && layers.tokens.text(quotation.open - 1) == ":";
    let starts_sentence = layers.sentences.list[layers.sentences.of_token(quotation.open)].from == quotation.open;
    let comma_follows = layers.tokens.text(quotation.close + 1) == "," || layers.tokens.text(quotation.close - 1) == ",";
    let so_follows = comma_follows && layers.tokens.text(quotation.close + 2) == "so";
    // Within a clause of the outlet even a quotation with a verb is part of it: “nannte das „einen Fehler, der weh tut“”.
    let within_clause = layers.clauses.at(quotation.from()).map(|clause| &layers.clauses.list[clause]).is_some_and(|clause| clause.kind.is_subordinate() && clause.opener.is_some_and(|opener| opener < quotation.open));
    if within_clause && !behind_colon {
        return false;
    }
    let opens_clause = behind_colon || starts_sentence || layers.tokens.text(quotation.open.saturating_sub(1)) == "," || layers.tokens.is_capitalised(quotation.from());
    let frame_follows = starts_sentence && comma_follows && layers.words.is_finite(quotation.close + 2);
    frame_follows || (words >= 3 && (has_finite || ends_sentence) && opens_clause) || (words >= 1 && ends_sentence && (behind_colon || starts_sentence)) || (words >= 2 && behind_colon) || (words >= 3 && starts_sentence && comma_follows && (so_follows || has_finite))
}

/// The stretches between the marks, without a comma at the end that stands within the marks.
fn pieces(layers: &Layers, quotation: &Quotation) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut from = quotation.from();
    for &mark in quotation.reopened.iter().chain([&quotation.close]) {
        if from < mark {
            let end = if mark == quotation.close && layers.tokens.text(mark - 1) == "," { mark - 1 } else { mark };
            pieces.push(from..end.max(from + 1));
        }
        from = mark + 1;
    }
    pieces
}

fn push_pieces(layers: &Layers, board: &mut Board, draft: usize, quotation: &Quotation) {
    board.extend(draft, pieces(layers, quotation));
}

/// “…“, sagte X. / “…“, so X. / “…“, wie X sagte.
fn frame_behind(layers: &Layers, board: &Board, quotation: &Quotation) -> Option<Frame> {
    if !quotation.closed {
        return None;
    }
    let mut at = quotation.close + 1;
    let mut commas = 0;
    while matches!(layers.tokens.text(at), "," | "–" | "-") && commas < 2 {
        at += 1;
        commas += 1;
    }
    if at >= layers.tokens.len() {
        return None;
    }
    // Behind a full stop inside the quotation the frame must be marked by a comma or a small letter.
    if layers.tokens.list[at].gap >= crate::tokens::Gap::Line {
        return None;
    }
    if let Some(frame) = so_frame(layers, at) {
        return Some(frame);
    }
    let clause_index = layers.clauses.at(at)?;
    let clause = &layers.clauses.list[clause_index];
    let begins_here = clause.from() == at;
    let fits = begins_here && matches!(clause.kind, ClauseKind::VerbFirst | ClauseKind::Comment) && layers.tokens.text(at).starts_with(char::is_lowercase);
    // “„…“ sagte X”: without a comma the quotation is the first phrase of the clause.
    let fronted = !begins_here && clause.finite == Some(at) && clause.from() >= quotation.open;
    if !fits && !fronted {
        return None;
    }
    let act = board.act_of(clause_index)?;
    // “„…“, warnte X” needs a verb that can take its content as a clause or quotation.
    if !board.acts[act].entry.takes.clause() && !board.acts[act].source_can_speak {
        return None;
    }
    let end = clause.to();
    Some(Frame { act: Some(act), source: None, cue: Vec::new(), range: clause.pieces.clone(), end, certainty: 0.97 })
}

/// “, so X” behind a quotation or a clause.
pub fn so_frame_at(layers: &Layers, at: usize) -> Option<(Range<usize>, Range<usize>)> {
    if layers.tokens.text(at) != "so" || !layers.pack.cues.adverbs("so").iter().any(|entry| entry.words.len() == 1) {
        return None;
    }
    let mut start = at + 1;
    while matches!(layers.tokens.text(start), "auch" | "jedenfalls" | "zumindest" | "später" | "wörtlich" | "weiter" | "etwa") {
        start += 1;
    }
    let phrase = layers.phrases.starting_at(start)?;
    if phrase.preposition.is_some() || !phrase.agreement.can_be_nominative() {
        return None;
    }
    let sentence = layers.sentences.of_token(at);
    let limit = layers.sentences.list[sentence].to;
    let full = layers.reach().full(phrase, limit);
    let source = match layers.reach().apposition(phrase, full.end, limit, true) {
        Some(apposition) => full.start..apposition.end,
        None => full,
    };
    // A finite verb behind it makes it a clause of its own: “so der Plan gelingt”.
    let verb_follows = layers.words.is_finite(source.end);
    (!verb_follows && (layers.can_speak(phrase) || phrase.named || !phrase.pronoun)).then(|| (source.clone(), at..source.end))
}

fn so_frame(layers: &Layers, at: usize) -> Option<Frame> {
    let (source, range) = so_frame_at(layers, at)?;
    let end = range.end;
    Some(Frame { act: None, source: Some(source), cue: vec![at], range: vec![range], end, certainty: 0.95 })
}

/// X sagte: “…“ / X: “…“ / X sagte “…“
fn frame_before(layers: &Layers, board: &Board, quotation: &Quotation) -> Option<Frame> {
    let before = quotation.open.checked_sub(1)?;
    let colon = layers.tokens.text(before) == ":";
    let word = if colon || layers.tokens.text(before) == "," { before.checked_sub(1)? } else { before };
    // A frame may stand in the line before its quotation, behind a colon.
    if !colon && layers.sentences.of_token(word) != layers.sentences.of_token(quotation.open) {
        return None;
    }
    let clause_index = layers.clauses.at(word)?;
    let clause = &layers.clauses.list[clause_index];
    if layers.quotations.around(word).is_some_and(|other| other.open < word) && !colon {
        return None;
    }
    // The clause itself or one that it depends on: “X sagte, als er gefragt wurde: „…“”.
    let mut at = Some(clause_index);
    while let Some(index) = at {
        if let Some(act) = board.act_of(index) {
            let fits = colon || board.acts[act].entry.takes.direct || board.acts[act].entry.takes.v2;
            if fits {
                let frame = layers.clauses.list[index].pieces.clone();
                return Some(Frame { act: Some(act), source: None, cue: Vec::new(), end: quotation.open, range: frame, certainty: if colon { 0.97 } else { 0.85 } });
            }
        }
        at = layers.clauses.list[index].parent.filter(|&parent| layers.clauses.list[parent].from() < layers.clauses.list[index].from());
    }
    if !colon {
        return None;
    }
    // “Die Ministerin wurde deutlich: „…“”, “Merkel: „…“”
    let main = layers.clauses.of_sentence[clause.sentence].clone().find(|&index| !layers.clauses.list[index].kind.is_subordinate())?;
    let main_clause = &layers.clauses.list[main];
    let source = match main_clause.finite {
        Some(_) => crate::statements::acts::subject(layers, main_clause).filter(|phrase| layers.can_speak(phrase)),
        None => layers.phrases.within(main_clause.from()..main_clause.to()).iter().find(|phrase| phrase.preposition.is_none() && layers.can_speak(phrase)),
    };
    let range = source.map(|phrase| crate::statements::acts::with_apposition(layers, phrase, main_clause.to(), main_clause));
    Some(Frame { act: None, cue: Vec::new(), range: range.iter().cloned().collect(), source: range, end: quotation.open, certainty: 0.85 })
}

/// A quotation that nothing beside it attributes: it goes on with the last speaker.
fn without_frame(layers: &Layers, board: &mut Board, quotation: &Quotation, previous: Option<usize>) -> Option<Last> {
    let words = quotation.words(&layers.tokens);
    let sentence = &layers.sentences.list[layers.sentences.of_token(quotation.open)];
    let starts_sentence = sentence.from == quotation.open;
    let ends_sentence = matches!(layers.tokens.text(quotation.close - 1), "." | "!" | "?" | "…" | "...") || layers.tokens.text(quotation.close + 1) == ".";
    if !starts_sentence || words < 3 || !ends_sentence {
        return None;
    }
    let mut draft = Draft::new(NAME, StatementKind::Direct, pieces(layers, quotation));
    draft.follows = previous;
    draft.certainty = 0.8;
    let index = board.push(draft);
    Some(Last { close: quotation.close, frame_end: quotation.close + 1, draft: index, act: None })
}
