//! Headlines that name who says it: *Scholz: Kein Tempolimit*, *Minister – „Wir schaffen das“*.
//!
//! See `headline.md` for cases and references.

use quell_document::StatementKind;

use super::Board;
use crate::layers::Layers;
use crate::statements::draft::Draft;
use crate::statements::extent;

/// The rule's name.
pub const NAME: &str = "headline";

/// Marks a headline's content.
pub fn find(layers: &Layers, board: &mut Board) {
    for sentence in &layers.sentences.list {
        let range = sentence.from..sentence.to;
        // A headline is a line of its own without a final full stop.
        let ends_with_stop = layers.tokens.text(range.end - 1).starts_with('.');
        let alone = sentence.from == 0 || layers.tokens.list[sentence.from].gap >= crate::tokens::Gap::Line;
        let line_ends = range.end == layers.tokens.len() || layers.tokens.list[range.end].gap >= crate::tokens::Gap::Line;
        if !alone || !line_ends || ends_with_stop || range.len() > 24 {
            continue;
        }
        let Some(colon) = range.clone().take(7).find(|&token| layers.tokens.text(token) == ":") else { continue };
        let Some(phrase) = layers.phrases.starting_at(range.start) else { continue };
        if layers.reach().full(phrase, colon).end != colon || phrase.pronoun || !is_somebody(layers, phrase) {
            continue;
        }
        let content = extent::minus(layers, colon + 1..range.end, &[]);
        let already = board.around(&range).into_iter().any(|draft| (colon + 1..range.end).contains(&board.drafts[draft].from()));
        if content.is_empty() || already || content.iter().map(|piece| piece.len()).sum::<usize>() < 3 {
            continue;
        }
        let mut draft = Draft::new(NAME, StatementKind::Indirect, content);
        draft.source = Some(range.start..colon);
        draft.certainty = 0.6;
        board.push(draft);
    }
}

/// Whether the phrase names a person or somebody with an office, not a topic: “Corona: …”.
fn is_somebody(layers: &Layers, phrase: &crate::phrases::Phrase) -> bool {
    use quell_document::SourceKind;
    let kinds = layers.kinds_of(phrase);
    let person = phrase.range.clone().any(|token| layers.words.is_first_name(token, &layers.tokens));
    person || kinds.iter().any(|kind| matches!(kind, SourceKind::Role | SourceKind::Document | SourceKind::Vague))
}
