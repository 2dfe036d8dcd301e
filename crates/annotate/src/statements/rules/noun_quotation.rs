//! Words behind a noun that announces them: *Das Fazit der Prüfer: …*, *mit dem Ausruf „…“*, *die Devise: „…“*.
//!
//! See `noun_quotation.md` for cases and references.

use std::ops::Range;

use quell_document::StatementKind;
use quell_lang::cues::NounCue;

use super::Board;
use super::cue_noun::{self, CueNoun};
use crate::layers::Layers;
use crate::quotations::Quotation;
use crate::statements::acts;
use crate::statements::draft::Draft;
use crate::statements::extent;

/// The rule's name.
pub const NAME: &str = "noun_quotation";

/// Attributes quotations and sentences that stand behind such a noun.
pub fn find(layers: &Layers, board: &mut Board) {
    for number in 0..layers.quotations.list.len() {
        let quotation = layers.quotations.list[number].clone();
        if quotation.depth == 0 && quotation.open > 0 {
            quoted(layers, board, &quotation);
        }
    }
    for colon in 1..layers.tokens.len().saturating_sub(1) {
        if layers.tokens.text(colon) == ":"
            && layers.quotations.depth[colon] == 0
            && layers.quotations.around(colon + 1).is_none_or(|quotation| quotation.open != colon + 1)
        {
            behind_colon(layers, board, colon);
        }
    }
}

/// A noun that announces words, with the source that it or its clause names.
struct Announcement<'a> {
    noun: CueNoun,
    entry: &'a NounCue,
    cue: Vec<usize>,
    source: Option<Range<usize>>,
}

/// The noun whose phrase ends right before `end`.
///
/// Its verb can stand behind the quotation, at `behind`: “Mit dem Ruf „…“ stürmte X in den Saal”.
fn announcement<'a>(layers: &Layers<'a>, end: usize, behind: usize) -> Option<Announcement<'a>> {
    let sentence = layers.sentences.list[layers.sentences.of_token(end - 1)];
    let candidates = layers.phrases.within(sentence.from..end.max(sentence.from));
    let own = candidates.iter().rev().take(3).find(|phrase| {
        !phrase.pronoun
            && cue_noun::entry_of(layers, phrase.head).is_some()
            && (phrase.range.end == end || cue_noun::read(layers, phrase, phrase.head, end).whole.end == end)
    });
    // A short quotation can have become part of the noun's phrase: “unter dem Motto „Zusammen gegen den Lärm““.
    let phrase = own.or_else(|| {
        layers.phrases.around(end - 1).filter(|phrase| phrase.head + 1 == end && cue_noun::entry_of(layers, phrase.head).is_some())
    })?;
    let entry = cue_noun::entry_of(layers, phrase.head)?;
    let noun = if phrase.head + 1 == end {
        CueNoun { noun: phrase.head, cue: phrase.range.start..end, source: None, own: false, whole: phrase.range.start..end }
    } else {
        cue_noun::read(layers, phrase, phrase.head, end)
    };
    let mut cue: Vec<usize> = noun.cue.clone().collect();
    let mut source = noun.source.clone();
    if source.is_none()
        && let Some(clause) = [phrase.head, behind]
            .iter()
            .filter_map(|&token| layers.clauses.at(token))
            .map(|clause| &layers.clauses.list[clause])
            .find(|clause| clause.finite.is_some())
    {
        let with = phrase.preposition.is_some_and(|token| matches!(layers.tokens.text(token).to_lowercase().as_str(), "mit" | "unter"));
        let supports = layers.pack.words.support_verbs.contains(&clause.lemma);
        if clause.lemma == "stammen" {
            let from = clause.pieces.iter().flat_map(|piece| layers.phrases.within(piece.clone())).find(|other| {
                other.preposition.is_some_and(|token| matches!(layers.tokens.text(token).to_lowercase().as_str(), "von" | "vom"))
            });
            source = from.map(|phrase| phrase.range.clone());
        } else if with || supports {
            let subject =
                acts::subject(layers, clause).filter(|subject| !noun.whole.contains(&subject.range.start) && layers.can_speak(subject));
            source = subject.map(|subject| acts::with_apposition(layers, subject, clause.to(), clause));
            if supports && source.is_some() {
                cue.extend(clause.verb_group());
                cue.sort_unstable();
            }
        }
    }
    Some(Announcement { noun, entry, cue, source })
}

/// “Das Credo des Kochs: „…“”, “mit dem Ausruf „…“ stürmte X”.
fn quoted(layers: &Layers, board: &mut Board, quotation: &Quotation) {
    let colon = layers.tokens.text(quotation.open - 1) == ":";
    let end = quotation.open - usize::from(colon);
    if end == 0 {
        return;
    }
    let Some(found) = announcement(layers, end, quotation.close + 1) else { return };
    let inner = quotation.from()..quotation.close;
    let known = board
        .drafts
        .iter()
        .position(|draft| draft.kind == StatementKind::Direct && draft.from() < quotation.close && draft.from() >= quotation.open);
    match known {
        // “eröffnete den Markt mit den Worten: „…“”: the verb tells something else; a verb that quotes keeps its cue.
        Some(index) => {
            let quotes = board.acts.iter().any(|act| act.entry.takes.direct && !act.cue.is_empty() && act.cue == board.drafts[index].cue);
            if !quotes {
                let draft = &mut board.drafts[index];
                draft.rule = NAME;
                draft.cue = found.cue;
                draft.source = found.source.or(draft.source.take()).filter(|source| !found.noun.cue.contains(&source.start));
                draft.stance = found.entry.stance;
                draft.frame = vec![found.noun.whole];
                draft.certainty = draft.certainty.max(0.85);
            }
        }
        None => {
            // Without a colon a title stands in quotation marks too; three words and a noun of calling out make it somebody's words.
            const WORDS_MIN: usize = 3;
            if !found.entry.takes.direct
                || quotation.words(&layers.tokens) < WORDS_MIN
                || !quotation.closed
                || (found.source.is_none() && !colon)
            {
                return;
            }
            let mut draft = Draft::new(NAME, StatementKind::Direct, vec![inner]);
            // A motto without a verb is as often a title.
            let has_finite = (quotation.from()..quotation.close).any(|token| layers.words.is_finite(token));
            attribute(&mut draft, found, if has_finite || colon { 0.85 } else { 0.4 });
            board.push(draft);
        }
    }
}

/// “Das Fazit der Prüfer: Die Brücke sei nicht zu retten”.
fn behind_colon(layers: &Layers, board: &mut Board, colon: usize) {
    let Some(found) = announcement(layers, colon, colon) else { return };
    let from = colon + 1;
    let sentence = layers.sentences.list[layers.sentences.of_token(from)];
    let clause = layers.clauses.at(from).map(|clause| &layers.clauses.list[clause]);
    let reported = clause.is_some_and(|clause| layers.words.mood_of(clause).is_reported());
    let announced_from = layers.sentences.list[layers.sentences.of_token(colon)].from;
    // “Das Ergebnis der Umfrage: Jeder Dritte will umziehen”: a frame without a verb does nothing but announce.
    let verbless = !(announced_from..colon).any(|token| layers.words.is_finite(token));
    let supported = found.cue.len() > found.noun.cue.len();
    let is_clause = clause.is_some_and(|clause| clause.finite.is_some());
    if !is_clause || !(reported || (verbless && found.source.is_some()) || supported) {
        return;
    }
    let content = extent::minus(layers, from..sentence.to, &[]);
    let already = content.iter().any(|piece| board.around(piece).into_iter().any(|draft| board.drafts[draft].holds(piece.start) && !board.drafts[draft].cue.is_empty()));
    if content.is_empty() || already {
        return;
    }
    let mut draft = Draft::new(NAME, StatementKind::Indirect, content);
    attribute(&mut draft, found, if reported { 0.85 } else { 0.4 });
    board.push(draft);
}

fn attribute(draft: &mut Draft, found: Announcement, certainty: f32) {
    draft.cue = found.cue;
    draft.source = found.source;
    draft.frame = vec![found.noun.whole];
    draft.stance = found.entry.stance;
    draft.medium = Some(found.entry.medium);
    draft.certainty = certainty;
}
