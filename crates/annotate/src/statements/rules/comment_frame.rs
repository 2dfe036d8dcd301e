//! Comments on a sentence: *wie die Polizei mitteilte*, *so der Minister*, *wonach …*.
//!
//! See `comment_frame.md` for cases and references.

use std::ops::Range;

use quell_document::{Medium, StatementKind};

use super::quoted_speech::so_frame_at;
use super::{Board, clause_complement};
use crate::clauses::ClauseKind;
use crate::layers::Layers;
use crate::statements::draft::Draft;
use crate::statements::extent;

/// The rule's name.
pub const NAME: &str = "comment_frame";

/// Marks the sentences that a comment attributes.
pub fn find(layers: &Layers, board: &mut Board) {
    for act in 0..board.acts.len() {
        if board.is_used(act) {
            continue;
        }
        let own = board.acts[act].clause;
        if layers.clauses.list[own].kind != ClauseKind::Comment || !comments(layers, board, act) || is_object_question(layers, board, act) {
            continue;
        }
        let Some(content) = content_around(layers, &layers.clauses.list[own].pieces, own) else { continue };
        let mut draft = Draft::new(NAME, StatementKind::Indirect, content);
        board.attribute(&mut draft, layers, act);
        // “Wie” belongs to the cue: without it the clause would not comment.
        if let Some(opener) = layers.clauses.list[own].opener {
            draft.frame = layers.clauses.list[own].pieces.clone();
            draft.cue.retain(|&token| token != opener);
        }
        board.use_act(Some(act));
        board.push(draft);
    }
    for sentence in 0..layers.sentences.list.len() {
        so_in_sentence(layers, board, sentence);
    }
}

/// Whether the clause tells on whose word; *wie er genannt wird* and *wie der Fall gezeigt hat* do not.
fn comments(layers: &Layers, board: &Board, act: usize) -> bool {
    let heisst_es = clause_complement::is_heisst_es(layers, board, act);
    let act = &board.acts[act];
    let told = match act.entry.ambiguous {
        true => act.source_can_speak || heisst_es,
        false => act.source.is_some() || act.entry.medium != Medium::Thought,
    };
    told && act.entry.takes.clause()
}

/// “Das Kind weiß, wie es heißt”: a question that the verb before it rules, no comment; but “…, wie der Sender berichtet” comments on any verb.
fn is_object_question(layers: &Layers, board: &Board, act: usize) -> bool {
    let act = &board.acts[act];
    let clause = act.clause;
    // “…, wie der Nachbar das erklärte”: with an object of its own the clause says nothing of the sentence around it.
    let tokens = layers.clauses.list[clause].tokens();
    let has_object =
        tokens.into_iter().any(|token| layers.words.is_demonstrative(token) && matches!(layers.tokens.text(token), "das" | "dies"));
    if !act.entry.ambiguous && act.source_can_speak && !has_object {
        return false;
    }
    let before = clause
        .checked_sub(1)
        .map(|before| &layers.clauses.list[before])
        .filter(|before| before.sentence == layers.clauses.list[clause].sentence);
    before.is_some_and(|before| layers.pack.words.verbs_of_knowing.contains(&before.lemma))
}

/// “…, so Müller.”
fn so_in_sentence(layers: &Layers, board: &mut Board, sentence: usize) {
    let range = layers.sentences.list[sentence];
    for at in range.from + 1..range.to {
        if layers.tokens.text(at) != "so"
            || !matches!(layers.tokens.text(at - 1), "," | "–" | "“" | "\"" | "«" | "»" | "(")
            || layers.quotations.depth[at] > 0
        {
            continue;
        }
        let Some((source, mut frame)) = so_frame_at(layers, at) else { continue };
        if board.is_cue(at) {
            continue;
        }
        let Some(clause) = layers.clauses.at(at) else { continue };
        // “so auch der Anwalt”, “so die Stadträtin weiter”.
        let mut cue: Vec<usize> = (at..source.start).filter(|&token| !layers.words.is_preposition(token)).collect();
        if layers.tokens.text(source.end) == "weiter" {
            frame.end = source.end + 1;
            cue.push(source.end);
        }
        let Some(content) = content_around(layers, std::slice::from_ref(&frame), clause) else { continue };
        let mut draft = Draft::new(NAME, StatementKind::Indirect, content);
        draft.cue = cue;
        draft.source = Some(source);
        draft.frame = vec![frame];
        draft.certainty = 0.92;
        board.push(draft);
    }
}

/// The sentence around a comment, without the comment and without what belongs to another statement's quotation.
pub fn content_around(layers: &Layers, frame: &[Range<usize>], clause: usize) -> Option<Vec<Range<usize>>> {
    let clause = &layers.clauses.list[clause];
    let sentence = layers.sentences.list[clause.sentence];
    let mut range = sentence.from..sentence.to;
    // Inside a clause that depends on another one, the comment speaks of that clause alone.
    if let Some(parent) = clause.parent
        && layers.clauses.list[parent].kind.is_subordinate()
    {
        range = extent::of_clause(&layers.clauses, parent);
    }
    // A quotation that ends in this sentence and began before it is a statement of its own.
    if let Some(quotation) = layers.quotations.around(range.start)
        && quotation.close < range.end
        && quotation.open < range.start
    {
        range.start = quotation.close + 1;
    }
    let content = extent::minus(layers, range, frame);
    (content.iter().map(|piece| piece.len()).sum::<usize>() >= 2).then_some(content)
}
