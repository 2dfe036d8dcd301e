//! Attribution by a noun with a phrase that names the content: *die Kritik der Ärzte an der Reform*, *der Ruf nach Neuwahlen*.
//!
//! See `noun_object.md` for cases and references.

use std::ops::Range;

use quell_document::StatementKind;
use quell_lang::cues::NounCue;

use super::cue_noun::{self, CueNoun};
use super::{Board, noun_complement};
use crate::layers::Layers;
use crate::phrases::Phrase;
use crate::statements::acts::{self, contracted};
use crate::statements::draft::Draft;

/// The rule's name.
pub const NAME: &str = "noun_object";

/// Marks the phrases that such a noun rules.
pub fn find(layers: &Layers, board: &mut Board) {
    for phrase in &layers.phrases.list {
        if phrase.pronoun || !layers.words.is_noun(phrase.head) || layers.quotations.depth[phrase.head] > 0 {
            continue;
        }
        let Some(entry) = cue_noun::entry_of(layers, phrase.head) else { continue };
        // “Antrag stellen”, “Kritik üben”: a verb whose entry holds the noun tells it as an act.
        let in_act = layers
            .clauses
            .at(phrase.head)
            .and_then(|clause| board.act_of(clause))
            .is_some_and(|act| board.acts[act].cue.contains(&phrase.head));
        let taken = in_act
            || board
                .drafts
                .iter()
                .any(|draft| draft.cue.contains(&phrase.head) || draft.source.as_ref().is_some_and(|source| source.contains(&phrase.head)));
        if taken {
            continue;
        }
        let limit = clause_end(layers, phrase);
        let Some(parts) = parts(layers, entry, phrase, limit) else { continue };
        let mut draft = Draft::new(NAME, StatementKind::Reported, vec![parts.content.clone()]);
        draft.cue = parts.noun.cue.clone().collect();
        draft.source = parts.source;
        draft.frame.push(parts.noun.whole.start..parts.end);
        draft.stance = entry.stance;
        draft.medium = Some(entry.medium);
        noun_complement::by_support_verb(layers, board, &mut draft, &parts.noun);
        if draft.source.is_none() {
            draft.source = doer(layers, phrase);
        }
        // Much that is told with such nouns is a topic rather than somebody's words (“die Debatte über Kritik an der Bahn”).
        draft.certainty = 0.4;
        board.push(draft);
    }
}

/// The end of the piece of clause that holds the phrase; in front of the verb, the verb.
fn clause_end(layers: &Layers, phrase: &Phrase) -> usize {
    let sentence = layers.sentences.list[layers.sentences.of_token(phrase.head)];
    let Some(clause) = layers.clauses.at(phrase.head).map(|clause| &layers.clauses.list[clause]) else { return sentence.to };
    let end = clause.pieces.iter().find(|piece| piece.contains(&phrase.head)).map_or(sentence.to, |piece| piece.end);
    let verb = (phrase.range.end..end).find(|&token| layers.words.is_bracket(token));
    verb.unwrap_or(end)
}

/// The noun, its content and its owner.
struct Parts {
    noun: CueNoun,
    content: Range<usize>,
    source: Option<Range<usize>>,
    end: usize,
}

fn parts(layers: &Layers, entry: &NounCue, phrase: &Phrase, limit: usize) -> Option<Parts> {
    let noun = cue_noun::read(layers, phrase, phrase.head, limit);
    let behind = phrase.range.end;
    // “die Androhung von Bußgeldern durch die Stadt”, “das Märchen von der Enteignung”: what stands behind *von* can be the content.
    let of_phrase = prepositional(layers, behind, limit).filter(|(word, object)| {
        let can_own =
            matches!(word.as_str(), "von" | "vom") && layers.can_speak(object) && !layers.tokens.text(object.range.end).eq("durch");
        takes(entry, word) && !can_own
    });
    if let Some((_, object)) = of_phrase {
        let content = behind..content_end(layers, object, limit);
        let by = doer_behind(layers, content.end, limit);
        let end = by.as_ref().map_or(content.end, |by| by.end);
        let source = by.or_else(|| noun.source.clone().filter(|source| source.start < phrase.head));
        return Some(Parts { noun, content, source, end });
    }
    // “die Zurückweisung der Vorwürfe durch den Vorstand”, “der Vorwurf der Untreue”.
    if entry.takes.genitive
        && let Some(object) = layers
            .phrases
            .starting_at(behind)
            .filter(|object| object.agreement.can_be_genitive() && !object.pronoun && object.range.end <= limit)
    {
        let own_end = content_end(layers, object, limit);
        let by = doer_behind(layers, own_end, limit);
        if by.is_some() || !layers.can_speak(object) {
            let end = by.as_ref().map_or(own_end, |by| by.end);
            return Some(Parts { noun, content: behind..own_end, source: by, end });
        }
    }
    // “die Kritik der Ärzte an der Reform”: the owner stands between.
    let owner = noun.source.clone().filter(|source| source.start > phrase.head)?;
    let owner_phrase = layers.phrases.starting_at(owner.start)?;
    // The owner's full phrase may have swallowed the content; what the noun takes comes first.
    let mut at = owner_phrase.range.end;
    loop {
        if let Some((word, object)) = prepositional(layers, at, limit)
            && takes(entry, &word)
        {
            let content = at..content_end(layers, object, limit);
            let noun = CueNoun { source: Some(owner.start..at), whole: noun.whole.start..at, ..noun };
            return Some(Parts { content: content.clone(), source: Some(owner.start..at), end: content.end, noun });
        }
        // Genitives within the owner: “die Forderung des Verbands der Wirte nach …”.
        let next =
            layers.phrases.starting_at(at).filter(|next| next.agreement.can_be_genitive() && !next.pronoun && next.range.end <= limit)?;
        at = next.range.end;
    }
}

fn takes(entry: &NounCue, word: &str) -> bool {
    entry.takes.prepositions.iter().any(|known| known == word || contracted(known, word))
}

/// A preposition at `at` and its phrase.
fn prepositional<'p>(layers: &'p Layers, at: usize, limit: usize) -> Option<(String, &'p Phrase)> {
    if at >= limit || !layers.words.is_preposition(at) {
        return None;
    }
    let object = layers.phrases.starting_at(at + 1).filter(|object| object.range.end <= limit && !layers.is_time(object))?;
    Some((layers.tokens.text(at).to_lowercase(), object))
}

/// The end of the content's phrase.
fn content_end(layers: &Layers, object: &Phrase, limit: usize) -> usize {
    let by = (object.range.end..limit).find(|&token| layers.tokens.text(token) == "durch" && layers.words.is_preposition(token));
    layers.reach().full(object, by.unwrap_or(limit)).end
}

/// “durch den Vorstand” at `at`.
fn doer_behind(layers: &Layers, at: usize, limit: usize) -> Option<Range<usize>> {
    let (word, phrase) = prepositional(layers, at, limit)?;
    (word == "durch").then(|| layers.reach().full(phrase, limit))
}

/// “Mit dem Hinweis auf leere Kassen beendete der Kämmerer die Debatte”: who does something with such words says them.
fn doer(layers: &Layers, phrase: &Phrase) -> Option<Range<usize>> {
    let with = phrase.preposition.is_some_and(|token| matches!(layers.tokens.text(token).to_lowercase().as_str(), "mit" | "unter"));
    let clause = &layers.clauses.list[layers.clauses.at(phrase.head)?];
    let subject = acts::subject(layers, clause).filter(|subject| with && layers.can_speak(subject) && !clause.passive)?;
    Some(acts::with_apposition(layers, subject, clause.to(), clause))
}
