//! Indirect speech in a clause: *sagte, dass …*, *fragte, ob …*, *drohte, … zu …*, *erklärte, er habe …*.
//!
//! See `clause_complement.md` for cases and references.

use std::ops::Range;

use quell_document::{Medium, StatementKind};

use super::Board;
use crate::clauses::ClauseKind;
use crate::layers::Layers;
use crate::statements::acts::Act;
use crate::statements::draft::Draft;
use crate::statements::extent;
use crate::words::Mood;

/// The rule's name.
pub const NAME: &str = "clause_complement";

/// Marks the clauses that acts take as their content.
pub fn find(layers: &Layers, board: &mut Board) {
    for act in 0..board.acts.len() {
        // An act that attributes a quotation can still stand behind indirect speech: “Er wisse nichts, sagte Müller: „…“”.
        let used = board.is_used(act);
        // An ambiguous verb is a cue with a clause of its own; without a conjunction it also takes somebody who can speak.
        let plain = !board.acts[act].entry.ambiguous || board.acts[act].source_can_speak || is_heisst_es(layers, board, act);
        let ahead =
            if used { None } else { introduced(layers, board, act).or_else(|| if plain { verb_second(layers, board, act) } else { None }) };
        // Behind its content a frame shows by its place what its verb leaves open.
        let found = ahead.or_else(|| frame_behind(layers, board, act));
        let Some((content, certainty)) = found else { continue };
        if content.is_empty() {
            continue;
        }
        let mut draft = Draft::new(NAME, StatementKind::Indirect, content);
        board.attribute(&mut draft, layers, act);
        draft.certainty = certainty;
        board.use_act(Some(act));
        board.push(draft);
    }
}

type Found = Option<(Vec<Range<usize>>, f32)>;

/// The clause with *dass*, *ob*, an interrogative, or an infinitive that depends on the act's clause.
fn introduced(layers: &Layers, board: &Board, index: usize) -> Found {
    let act = &board.acts[index];
    let takes = &act.entry.takes;
    let clauses = &layers.clauses;
    let fits = |&child: &usize| {
        let clause = &clauses.list[child];
        let kind_fits = match clause.kind {
            ClauseKind::That => takes.dass || takes.v2 || takes.akk || takes.direct || !takes.prepositions.is_empty(),
            ClauseKind::Question => takes.ob || takes.dass,
            // “wie die Polizei mitteilte” comments on the whole sentence.
            ClauseKind::Comment => {
                (takes.ob || takes.dass) && board.act_of(child).is_none() && clause.from() > clauses.list[act.clause].from()
            }
            ClauseKind::Infinitive => {
                takes.zu || (takes.dass && !act.entry.ambiguous && (act.source_can_speak || clauses.list[act.clause].passive))
            }
            _ => false,
        };
        // A clause behind a noun of its own (“die Behauptung, dass”) belongs to the noun.
        kind_fits
            && clause.depth >= clauses.list[act.clause].depth
            && !(act.entry.with.is_empty() && belongs_to_noun(layers, child, act.clause))
    };
    let child = clauses.children(act.clause).find(fits)?;
    let mut range = extent::of_clause(clauses, child);
    // Coordinated clauses of the same kind: “dass A kommt und dass B geht”.
    for other in clauses.children(act.clause) {
        let clause = &clauses.list[other];
        if clause.from() >= range.end && clause.kind == clauses.list[child].kind && clause.coordinated {
            range.end = extent::of_clause(clauses, other).end;
        }
    }
    // The extent must not swallow a part of the frame that stands behind it.
    let content = extent::minus(layers, range, &clauses.list[act.clause].pieces);
    Some((content, certainty_of_introduced(layers, act, child)))
}

/// How sure it is that the act says the clause `child`, and does not only mention or plan it.
fn certainty_of_introduced(layers: &Layers, act: &Act, child: usize) -> f32 {
    let (own, kind) = (&layers.clauses.list[act.clause], layers.clauses.list[child].kind);
    // “sagte nicht, ob”, “erkannte nicht, dass”: nothing was said.
    if act.negated && (kind == ClauseKind::Question || act.entry.ambiguous) {
        return 0.4;
    }
    // “Welcher Bewerber gewinnt, wird im Herbst entschieden”: an open question, and nobody to answer it.
    if kind == ClauseKind::Question && own.passive && act.source.is_none() {
        return 0.4;
    }
    // “will sagen, dass”, “müsste erklären, ob”: what has not been said yet is a statement about a plan at best.
    let certainty = match (kind == ClauseKind::Infinitive, act.modal, act.source.is_some()) {
        (_, true, _) => 0.6,
        (true, ..) => 0.85,
        // “Es wird erwartet, dass …”: nobody in particular.
        (_, _, false) if act.entry.medium == Medium::Thought => 0.45,
        (_, _, false) => 0.75,
        _ => 0.95,
    };
    // “Das Problem bestehe darin, dass”, “der Handel sieht vor, dass”: what cannot speak tells nothing with a verb that means something else.
    match (act.entry.ambiguous && !act.source_can_speak, &act.source) {
        (true, Some(source)) if source.clone().all(|token| !layers.words.is_name(token)) => 0.4,
        (true, _) => certainty - 0.2,
        _ => certainty,
    }
}

/// Whether the phrase before the clause ends in a noun that takes such a clause, so that the noun and not the verb carries it.
fn belongs_to_noun(layers: &Layers, clause: usize, act_clause: usize) -> bool {
    let from = layers.clauses.list[clause].from();
    let Some(comma) = from.checked_sub(1).filter(|&comma| layers.tokens.text(comma) == ",") else { return false };
    let noun = super::noun_complement::noun_before(layers, comma).filter(|noun| layers.clauses.list[act_clause].holds(noun.head));
    noun.and_then(|noun| super::noun_complement::entry_of(layers, noun.head)).is_some_and(|entry| entry.takes.dass || entry.takes.zu)
}

/// The main clause in the Konjunktiv behind the act: “erklärte, er habe nichts gewusst”.
fn verb_second(layers: &Layers, board: &Board, index: usize) -> Found {
    let act = &board.acts[index];
    if !act.entry.takes.clause() {
        return None;
    }
    let clauses = &layers.clauses;
    let own = &clauses.list[act.clause];
    // “Sollte der Antrag angenommen werden, könnte …”: a condition.
    if own.kind == ClauseKind::VerbFirst && own.from() == layers.sentences.list[own.sentence].from {
        return None;
    }
    let own_end = own.to();
    // The next main clause of the sentence that begins right behind the frame, or behind a clause within it: “erklärte X, wie er genannt wird, …”.
    let behind_own = |other: &usize| clauses.list[*other].from() >= own_end;
    let mut following = clauses.of_sentence[own.sentence].clone().filter(behind_own).peekable();
    let inserted = |other: &usize| matches!(clauses.list[*other].kind, ClauseKind::Comment | ClauseKind::Relative);
    let mut own_end = own_end;
    while let Some(within) = following.next_if(inserted) {
        own_end = own_end.max(clauses.list[within].to());
    }
    let next = following.next()?;
    let clause = &clauses.list[next];
    let behind = clause.from();
    let divider = layers.tokens.text(behind - 1);
    let adjacent = behind <= own_end + 2 && matches!(divider, "," | ":" | "–" | "„" | "\"" | "»" | "«");
    if !adjacent || clause.coordinated || clause.depth != own.depth {
        return None;
    }
    if !matches!(clause.kind, ClauseKind::Main | ClauseKind::VerbFirst | ClauseKind::Adverbial | ClauseKind::Question) {
        return None;
    }
    // A clause may open with one that depends on it: “sagte, wenn es regne, bleibe man hier”.
    let first_main = clauses.of_sentence[own.sentence]
        .clone()
        .find(|&other| other >= next && matches!(clauses.list[other].kind, ClauseKind::Main | ClauseKind::VerbFirst))?;
    let mood = layers.words.mood_of(&clauses.list[first_main]);
    let begins_with_subordinate = first_main != next;
    if begins_with_subordinate && !mood.is_reported() {
        return None;
    }
    let has_object = has_content_object(layers, board, index);
    // Behind a colon stands what was said: “Das Gericht hat entschieden: …”.
    let announced =
        divider == ":" && act.source_can_speak && (act.entry.takes.dass || act.entry.takes.v2) && !has_object && !own.kind.is_subordinate();
    let fits = mood.is_reported()
        || announced
        || (act.entry.takes.v2 && !act.entry.ambiguous && act.source_can_speak && !has_object && !own.kind.is_subordinate());
    if !fits || clauses.list[first_main].kind == ClauseKind::VerbFirst && !mood.is_reported() {
        return None;
    }
    let mut range = extent::with_coordinated(layers, first_main, |other| {
        board.act_of(other).is_some_and(|act| board.acts[act].source_can_speak && clauses.list[other].kind == ClauseKind::VerbFirst)
    });
    range.start = behind;
    let certainty = match (mood.is_reported(), act.source.is_some()) {
        (true, true) => 0.95,
        (true, false) => 0.85,
        (false, _) => 0.8,
    };
    Some((extent::minus(layers, range, &[]), certainty))
}

/// Whether the act's clause names its content already by an accusative object.
fn has_content_object(layers: &Layers, board: &Board, index: usize) -> bool {
    let act = &board.acts[index];
    let clause = &layers.clauses.list[act.clause];
    clause.pieces.iter().flat_map(|piece| layers.phrases.within(piece.clone())).any(|phrase| {
        let is_source = act.source.as_ref().is_some_and(|source| source.start <= phrase.range.start && phrase.range.end <= source.end);
        let is_addressee =
            act.addressee.as_ref().is_some_and(|addressee| addressee.start <= phrase.range.start && phrase.range.end <= addressee.end);
        !is_source
            && !is_addressee
            && phrase.preposition.is_none()
            && phrase.agreement.can_be_accusative()
            && !phrase.agreement.only_nominative()
            && !layers.is_time(phrase)
            && !layers.words.is_reflexive(phrase.head)
            && !phrase.pronoun
    })
}

/// The content before or around a frame: “Er habe nichts gewusst, sagte Müller”, “Der Mann, sagte die Polizei, habe …”.
fn frame_behind(layers: &Layers, board: &Board, index: usize) -> Found {
    let act = &board.acts[index];
    let clauses = &layers.clauses;
    let own = &clauses.list[act.clause];
    if own.kind != ClauseKind::VerbFirst || !act.entry.takes.clause() {
        return None;
    }
    // “…, sagte Müller”: the frame names its speaker itself; without one it goes on with the clause before (“…, befürchtet aber weitere Tote”).
    // “Es werde eine Prämie geben, führte Heil aus”: behind the Konjunktiv a verb that can mean something else attributes too.
    let behind_reported = clauses.of_sentence[own.sentence]
        .clone()
        .map(|other| &clauses.list[other])
        .any(|other| other.kind == ClauseKind::Main && other.to() < own.from() && layers.words.mood_of(other) == Mood::Konjunktiv1);
    let own_source = act.source.as_ref().is_some_and(|source| {
        let adjacent = own.finite.is_some_and(|finite| finite + 1 == source.start);
        source.start >= own.from() && (act.source_can_speak || adjacent && (!act.entry.ambiguous || behind_reported))
    });
    if !own_source && !is_impersonal(layers, board, index) {
        return None;
    }
    let sentence = layers.sentences.list[own.sentence];
    // A frame does not open its sentence, and a comma, dash or closing mark stands before it.
    if own.from() == sentence.from || !matches!(layers.tokens.text(own.from() - 1), "," | "–" | "“" | "\"" | "«" | "»" | "-") {
        return None;
    }
    let end_of_sentence = sentence.to;
    let frame = own.pieces.clone();
    let frame_end = own.to();
    // Behind the frame the content may go on: behind a comma, with a verb or a clause that waits for one.
    let goes_on =
        frame_end < end_of_sentence && layers.tokens.text(frame_end) == "," && continues_behind(layers, board, index, frame_end + 1);
    let to = if goes_on { end_of_sentence } else { own.from() };
    let from = content_start(layers, board, index, sentence.from);
    // “Nachdem der Chef gegangen war, kündigte der Rat …”: what is said is no adverbial.
    if !holds_statement(layers, from..own.from()) {
        return None;
    }
    let mut content = extent::minus(layers, from..to, &frame);
    content.retain(|piece| !piece.is_empty());
    // The quotation right before the frame is what the frame attributes already.
    let quoted = board.is_used(index) && own.from() >= 2 && layers.quotations.around(own.from() - 2).is_some();
    if content.is_empty()
        || quoted
        || layers
            .quotations
            .around(content[0].start)
            .is_some_and(|quotation| quotation.close + 2 >= own.from() && quotation.open <= content[0].start)
    {
        return None;
    }
    Some((content, 0.93))
}

/// Whether a clause that can be said begins in the range, or the range is no clause at all.
fn holds_statement(layers: &Layers, range: Range<usize>) -> bool {
    let depends = |kind: ClauseKind| matches!(kind, ClauseKind::Adverbial | ClauseKind::AdverbialInfinitive | ClauseKind::Relative);
    let sentence = layers.sentences.of_token(range.start);
    let clauses = layers.clauses.of_sentence[sentence].clone().map(|index| &layers.clauses.list[index]);
    let mut within = clauses.filter(|clause| range.start <= clause.from() && clause.from() < range.end).peekable();
    within.peek().is_none() || within.any(|clause| !depends(clause.kind))
}

/// “So heißt es, …”: who says so is left open.
pub fn is_heisst_es(layers: &Layers, board: &Board, index: usize) -> bool {
    let act = &board.acts[index];
    act.entry.lemma == "heißen" && act.cue.iter().any(|&token| layers.tokens.text(token) == "es")
}

/// “hieß es”, “verlautete aus Kreisen”: a frame without a speaker.
fn is_impersonal(layers: &Layers, board: &Board, index: usize) -> bool {
    let act = &board.acts[index];
    matches!(act.entry.lemma.as_str(), "heißen" | "verlauten" | "lauten") && layers.clauses.list[act.clause].kind == ClauseKind::VerbFirst
}

/// Where the content before a frame begins: behind the last frame or adposition's clause of the sentence, else at the sentence's start.
fn content_start(layers: &Layers, board: &Board, index: usize, sentence_start: usize) -> usize {
    let own = &layers.clauses.list[board.acts[index].clause];
    let mut from = sentence_start;
    for other in layers.clauses.of_sentence[own.sentence].clone() {
        let clause = &layers.clauses.list[other];
        let is_frame_before =
            clause.to() < own.from() && board.act_of(other).is_some_and(|act| board.is_used(act)) && clause.kind == ClauseKind::VerbFirst;
        if is_frame_before {
            from = from.max(clause.to());
        }
        // A closed quotation before the content is a statement of its own.
        if clause.depth == 0
            && let Some(quotation) = layers.quotations.around(clause.from().saturating_sub(1))
            && quotation.closed
            && quotation.close < clause.from()
            && quotation.open <= sentence_start
        {
            from = from.max(quotation.close + 1);
        }
    }
    from
}

/// Whether what stands behind a frame belongs to the content before it.
fn continues_behind(layers: &Layers, board: &Board, index: usize, at: usize) -> bool {
    let Some(next) = layers.clauses.at(at) else { return false };
    let clause = &layers.clauses.list[next];
    let own = &layers.clauses.list[board.acts[index].clause];
    if clause.sentence != own.sentence {
        return false;
    }
    match clause.kind {
        // “, als er gefragt wurde”, “, der gestern ankam” belong to the frame, unless the clause before waits for more.
        ClauseKind::Relative | ClauseKind::AdverbialInfinitive => false,
        ClauseKind::Adverbial => layers.words.mood_of(clause).is_reported(),
        ClauseKind::Main | ClauseKind::VerbFirst => layers.words.mood_of(clause).is_reported() || clause.from() < own.from(),
        ClauseKind::Fragment => false,
        _ => true,
    }
}
