//! Adverbs that go on with a source: *demnach*, *danach*, *wonach*, *wie es hieß*.
//!
//! See `adverb.md` for cases and references.

use quell_document::StatementKind;
use quell_lang::cues::AdverbRole;

use super::Board;
use crate::clauses::ClauseKind;
use crate::layers::Layers;
use crate::statements::draft::Draft;
use crate::statements::extent;

/// The rule's name.
pub const NAME: &str = "adverb";

/// Marks the clauses that such an adverb attributes.
pub fn find(layers: &Layers, board: &mut Board) {
    for token in 0..layers.tokens.len() {
        if layers.quotations.depth[token] > 0 {
            continue;
        }
        let first = layers.tokens.text(token).to_lowercase();
        let Some(entry) = layers.pack.cues.adverbs(&first).iter().find(|entry| {
            let relative = matches!(first.as_str(), "wonach" | "demzufolge" | "derzufolge") || entry.words.len() > 1 && entry.words.ends_with(&["zufolge".to_string()]);
            (entry.role == AdverbRole::Continues || relative) && !entry.ambiguous && entry.words.iter().enumerate().all(|(offset, word)| layers.tokens.text(token + offset).to_lowercase() == *word)
        }) else {
            continue;
        };
        let Some(index) = layers.clauses.at(token) else { continue };
        let clause = &layers.clauses.list[index];
        let end = token + entry.words.len();
        let already = board.drafts.iter().any(|draft| draft.cue.contains(&token));
        if clause.kind == ClauseKind::Fragment || already {
            continue;
        }
        // “danach” mostly tells of time: only a clause in the reported mood, or with hearsay, continues a source.
        let reported = layers.words.mood_of(clause).is_reported() || clause.finite.is_some_and(|finite| layers.words.is_hearsay_modal(finite));
        let is_temporal = first == "danach";
        let relative = entry.role == AdverbRole::Attributes && clause.from() == token;
        if entry.role == AdverbRole::Attributes && !relative {
            continue;
        }
        if is_temporal && !reported {
            continue;
        }
        let range = extent::of_clause(&layers.clauses, index);
        let content = extent::minus(layers, range.clone(), &[token..end]);
        if content.iter().map(|piece| piece.len()).sum::<usize>() < 2 {
            continue;
        }
        let mut draft = Draft::new(NAME, StatementKind::Indirect, content);
        draft.cue = (token..end).collect();
        draft.frame = vec![token..end];
        draft.certainty = if reported || relative { 0.85 } else { 0.75 };
        draft.follows = (0..board.drafts.len()).filter(|&other| board.drafts[other].to() <= range.start).max_by_key(|&other| board.drafts[other].to());
        // “ein Bericht, wonach …”: the text before the comma is the source.
        if relative && token >= 2 {
            let noun = layers.phrases.around(token - 2).filter(|phrase| layers.can_speak(phrase) && super::cue_noun::entry_of(layers, phrase.head).is_some());
            if let Some(noun) = noun {
                draft.source = Some(layers.reach().full(noun, token - 1));
            }
        }
        board.push(draft);
    }
}
