//! The speech act is told, not its wording: *kündigte Sanktionen an*, *forderte mehr Geld*, *lobte den Entwurf*.
//!
//! See `reported_act.md` for cases and references.

use std::ops::Range;

use quell_document::{SourceKind, Stance, StatementKind};

use super::Board;
use crate::clauses::{Clause, ClauseKind};
use crate::layers::Layers;
use crate::phrases::Phrase;
use crate::statements::acts::{Act, contracted, names_people, preposition_only};
use crate::statements::draft::Draft;
use crate::statements::extent;
use crate::tokens::Shape;

/// The rule's name.
pub const NAME: &str = "reported_act";

/// Marks the acts that have neither a clause nor a quotation for content.
pub fn find(layers: &Layers, board: &mut Board) {
    for index in 0..board.acts.len() {
        if board.is_used(index) {
            continue;
        }
        let Some(draft) = draft_of(layers, board, index) else { continue };
        board.use_act(Some(index));
        board.push(draft);
    }
}

fn draft_of(layers: &Layers, board: &Board, index: usize) -> Option<Draft> {
    let act = &board.acts[index];
    let clause = &layers.clauses.list[act.clause];
    if act.entry.ambiguous && !act.source_can_speak
        || act.modal
        || matches!(clause.kind, ClauseKind::Infinitive | ClauseKind::AdverbialInfinitive)
    {
        return None;
    }
    let agentless = clause.passive && act.source.is_none();
    if clause.depth > 0 || act.source.is_none() && !agentless {
        return None;
    }
    // “Das Auto sei angegriffen worden”: nobody's act, in words that somebody else is already saying.
    if agentless && (act.entry.takes.act || layers.words.mood_of(clause).is_reported()) {
        return None;
    }
    let content: Vec<Range<usize>> =
        content_of(layers, act, clause)?.into_iter().map(|range| before_next_headline(layers, range)).collect();
    let mut draft = Draft::new(NAME, StatementKind::Reported, content);
    board.attribute(&mut draft, layers, index);
    draft.certainty = certainty(layers, act, clause, &draft);
    Some(draft)
}

/// The content up to a word that opens another headline or teaser, where the text lost its full stop: *erteilt Österreich eine Absage Mehr als …*.
fn before_next_headline(layers: &Layers, range: Range<usize>) -> Range<usize> {
    let opens = |token: usize| {
        let plain_capital = layers.tokens.is_capitalised(token)
            && layers.tokens.list[token].shape == Shape::Word
            && !layers.words.is_noun(token)
            && !layers.words.is_attributive(token);
        plain_capital && layers.tokens.list[token - 1].shape == Shape::Word && !layers.words.is_determiner(token - 1)
    };
    let end = range.clone().skip(1).find(|&token| opens(token)).unwrap_or(range.end);
    range.start..end
}

/// How sure it is that the act is told as a statement, by what separates the two on labelled news.
///
/// A stance is what news tells of an act without its words (*lehnte den Plan ab*), and so is a quotation within the content. A neutral verb, or one
/// that can mean something else, counts where a name does it (*Aretz hatte mit dem Abzug gedroht*) or where its object is nothing to be touched
/// (*wies den Vorwurf ab*, but not *wies die Gäste ab*). What stays hidden: a passive without agent (*wurde bestätigt*) and fixed groups (*stellte
/// Antrag*) are facts more often than statements; a subordinate clause mostly tells what is known already.
fn certainty(layers: &Layers, act: &Act, clause: &Clause, draft: &Draft) -> f32 {
    let agentless = clause.passive && act.source.is_none();
    if agentless || !act.entry.with.is_empty() || act.negated || !act.source_can_speak {
        return 0.4;
    }
    let quotes = draft.content.iter().any(|range| range.clone().any(|token| layers.quotations.depth[token] > clause.depth));
    if quotes {
        return 0.7;
    }
    if clause.kind.is_subordinate() {
        return 0.45;
    }
    let neutral = act.entry.stance == Stance::Neutral;
    let takes_a_stand =
        matches!(act.entry.stance, Stance::Demand | Stance::Expect | Stance::Deny | Stance::Warn | Stance::Accuse | Stance::Announce);
    let sayable = is_named(layers, act) || is_abstract(layers, draft);
    match act.entry.ambiguous {
        false if !neutral => 0.65,
        false if sayable => 0.45,
        true if takes_a_stand && sayable => 0.45,
        _ => 0.4,
    }
}

/// Whether the source is called by a name.
fn is_named(layers: &Layers, act: &Act) -> bool {
    act.source.as_ref().and_then(|source| layers.phrases.starting_at(source.start)).is_some_and(|phrase| phrase.named)
}

/// Whether a noun of the content stands for something said, a text, or something else that cannot be touched.
fn is_abstract(layers: &Layers, draft: &Draft) -> bool {
    let words = &layers.pack.words;
    let phrases = draft.content.iter().flat_map(|range| layers.phrases.within(range.clone()));
    phrases.into_iter().any(|phrase| {
        let lemma = layers.words.lemma(phrase.head).to_lowercase();
        let text = layers.kinds_of(phrase).contains(&SourceKind::Document);
        let said = layers.pack.cues.noun(layers.words.lemma(phrase.head)).is_some();
        let tangible = words.tangible_endings.iter().any(|word| lemma.ends_with(word));
        layers.words.is_common_noun(phrase.head)
            && !tangible
            && (text || said || words.abstract_endings.iter().any(|ending| lemma.ends_with(ending)))
    })
}

/// What names the content: objects, prepositional phrases, a predicate with *als* or *für*; or the whole verb phrase.
fn content_of(layers: &Layers, act: &Act, clause: &Clause) -> Option<Vec<Range<usize>>> {
    let parts = parts(layers, act, clause);
    let names_charge = parts.iter().any(|part| matches!(part.role, Role::Predicate | Role::Genitive));
    if act.entry.takes.act && !names_charge {
        return whole_verb_phrase(layers, act, clause);
    }
    if !is_complete(act, &parts) {
        return None;
    }
    // What stands before the finite verb and what stands behind it are two stretches; within each, everything between the parts belongs to them.
    let finite = clause.finite.filter(|_| !clause.kind.is_subordinate()).unwrap_or(0);
    let mut stretches: Vec<Range<usize>> = Vec::new();
    for part in &parts {
        match stretches.last_mut() {
            Some(last) if (last.start < finite) == (part.range.start < finite) => last.end = part.range.end,
            _ => stretches.push(part.range.clone()),
        }
    }
    for stretch in &mut stretches {
        stretch.end = stretch.end.max(end_of(layers, act, clause, stretch, finite));
    }
    let mut without: Vec<Range<usize>> = act.source.iter().chain(&act.addressee).cloned().collect();
    // “die Bitte an die Leitung”: the preposition goes with the addressee.
    without.extend(
        act.addressee
            .iter()
            .filter(|addressee| addressee.start > 0 && layers.words.is_preposition(addressee.start - 1))
            .map(|addressee| addressee.start - 1..addressee.start),
    );
    without.extend(act.cue.iter().map(|&token| token..token + 1));
    let mut content: Vec<Range<usize>> = stretches.into_iter().flat_map(|stretch| extent::minus(layers, stretch, &without)).collect();
    content.extend(relative_clause(layers, act, content.last()?.end));
    Some(content)
}

/// Where a stretch of content ends: before the finite verb, or at the verb that closes the clause; words that only tell when and how are the outlet's.
fn end_of(layers: &Layers, act: &Act, clause: &Clause, stretch: &Range<usize>, finite: usize) -> usize {
    if stretch.start < finite {
        return finite;
    }
    let piece_end = clause.pieces.iter().find(|piece| piece.contains(&stretch.start)).map_or(stretch.end, |piece| piece.end);
    let closing =
        act.cue.iter().copied().filter(|&token| token > stretch.start && layers.words.is_bracket(token)).fold(piece_end, usize::min);
    let behind = stretch.end;
    if behind >= closing {
        return stretch.end;
    }
    let on_a_day =
        layers.tokens.text(behind) == "am" && layers.phrases.starting_at(behind + 1).is_some_and(|phrase| layers.is_time(phrase));
    let manner = layers.words.is_adverbial(behind) || layers.tokens.text(behind) == "nicht";
    if on_a_day || manner && !act.entry.takes.als { stretch.end } else { closing }
}

/// What a part of the content is to the verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Object,
    Genitive,
    Dative,
    Preposition,
    /// Behind *als*, or an adjective behind *für*.
    Predicate,
}

/// A phrase that the verb takes as its content, with preposition or *als*.
struct Part {
    role: Role,
    range: Range<usize>,
}

/// Whether the parts are what the verb asks for: *gab sich als Arzt aus*, but not *gab Geld aus*.
fn is_complete(act: &Act, parts: &[Part]) -> bool {
    let takes = &act.entry.takes;
    let has = |role: Role| parts.iter().any(|part| part.role == role);
    let predicate_only = takes.als && !takes.akk && takes.prepositions.is_empty();
    let double_object = parts.iter().filter(|part| part.role == Role::Object).count() > 1;
    if predicate_only && !takes.genitive && !takes.dative {
        return has(Role::Predicate) || double_object;
    }
    parts.iter().any(|part| part.role != Role::Dative || takes.dative)
}

/// The phrases of the clause that the verb takes, in order, each with everything that belongs to it.
fn parts(layers: &Layers, act: &Act, clause: &Clause) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for piece in &clause.pieces {
        for phrase in layers.phrases.within(piece.clone()) {
            let inside = |range: &Option<Range<usize>>| {
                range.as_ref().is_some_and(|range| range.start <= phrase.range.start && phrase.range.end <= range.end)
            };
            let in_cue = act.cue.contains(&phrase.head) && layers.words.is_common_noun(phrase.head);
            let hangs = parts.last().is_some_and(|last| last.range.end > phrase.range.start);
            if inside(&act.source)
                || inside(&act.addressee)
                || in_cue
                || hangs
                || tells_when(layers, act, phrase, piece.end)
                || layers.words.is_reflexive(phrase.head)
            {
                continue;
            }
            let Some(role) = role_of(layers, act, clause, phrase) else { continue };
            let relative = clause.kind == ClauseKind::Relative && clause.opener == Some(phrase.head);
            if relative || phrase.pronoun && !clause.passive && role != Role::Preposition {
                continue;
            }
            let start = start_of(layers, phrase, role);
            let end = layers.reach().full(phrase, limit_behind(layers, act, clause, phrase.range.start, piece.end)).end;
            parts.push(Part { role, range: with_marks(layers, start..end) });
        }
        parts.extend(bare_predicate(layers, act, piece, &parts));
    }
    parts.sort_by_key(|part| part.range.start);
    parts
}

/// The phrase with the mark before it, where the quotation that it opens ends within the phrase or right behind it: “„ernste Bedenken“ über Geschäfte”.
fn with_marks(layers: &Layers, range: Range<usize>) -> Range<usize> {
    let quotation =
        range.start.checked_sub(1).and_then(|before| layers.quotations.around(before).filter(|quotation| quotation.open == before));
    match quotation.filter(|quotation| quotation.closed && quotation.close <= range.end) {
        Some(quotation) => quotation.open..range.end.max(quotation.close + 1),
        None => range,
    }
}

/// Whether the phrase tells when; but “hofft auf einen sonnigen Herbst” and “das Ende der Republik” tell what.
fn tells_when(layers: &Layers, act: &Act, phrase: &Phrase, end: usize) -> bool {
    let preposition = phrase.preposition.map(|token| layers.tokens.text(token).to_lowercase());
    let taken = preposition.is_some_and(|word| {
        matches!(word.as_str(), "auf" | "über" | "mit" | "von" | "für" | "gegen") && act.entry.takes.prepositions.contains(&word)
    });
    let of_something = layers.reach().narrow(phrase, end).end > phrase.range.end && phrase.preposition.is_none();
    layers.is_time(phrase) && !taken && !of_something
}

/// Where a phrase must end: at the verb, the source or the addressee behind it.
fn limit_behind(layers: &Layers, act: &Act, clause: &Clause, from: usize, end: usize) -> usize {
    let cue = act.cue.iter().copied().filter(|&token| !layers.words.is_preposition(token) && !layers.words.is_reflexive(token));
    let others = act.source.iter().chain(&act.addressee).map(|range| range.start);
    cue.chain(others).chain(clause.verb_group()).filter(|&token| token > from).fold(end, usize::min)
}

/// What the phrase is to the verb, if the verb takes it.
fn role_of(layers: &Layers, act: &Act, clause: &Clause, phrase: &Phrase) -> Option<Role> {
    let takes = &act.entry.takes;
    let agreement = phrase.agreement;
    let before = phrase.preposition.unwrap_or(phrase.range.start).checked_sub(1);
    if before.is_some_and(|before| clause.holds(before) && layers.tokens.text(before).eq_ignore_ascii_case("als")) {
        return takes.als.then_some(Role::Predicate);
    }
    if let Some(token) = phrase.preposition {
        let word = layers.tokens.text(token).to_lowercase();
        let taken = takes.prepositions.iter().chain(preposition_only(act.entry)).any(|known| *known == word || contracted(known, &word));
        return taken.then_some(Role::Preposition);
    }
    // “beschuldigte den Notar der Untreue”, but not “klagte die Untätigkeit der Staaten an”.
    let before = before.and_then(|before| layers.phrases.around(before));
    let charge = takes.genitive
        && agreement.can_be_genitive()
        && !agreement.can_be_accusative()
        && before.is_none_or(|before| before.pronoun || layers.can_speak(before) || names_people(layers, before));
    if charge {
        return Some(Role::Genitive);
    }
    let object = (takes.akk || takes.als) && agreement.can_be_accusative() && !agreement.only_nominative()
        || clause.passive && (takes.akk || takes.als) && agreement.can_be_nominative();
    if object {
        return Some(Role::Object);
    }
    // “trauen dem Neuling den Sieg zu”: a dative that is nobody's ear belongs to what is said.
    let dative = agreement.only_dative() && (takes.dative || takes.akk && act.entry.addressee.is_none())
        || takes.dative && agreement.can_be_dative() && !agreement.only_nominative();
    dative.then_some(Role::Dative)
}

fn start_of(layers: &Layers, phrase: &Phrase, role: Role) -> usize {
    let start = phrase.preposition.unwrap_or(phrase.range.start);
    match role {
        Role::Predicate => start - 1,
        // “mehr als 300 Fälle”, “nur mit einer Wirksamkeit”: a word of degree belongs to its phrase.
        _ if start > 0 && matches!(layers.tokens.text(start - 1), "nur" | "rund" | "etwa" | "mehr" | "lediglich" | "mindestens") => {
            start - 1
        }
        _ => start,
    }
}

/// A predicate that is no noun: *als unnötig*, *für einsturzgefährdet*.
fn bare_predicate(layers: &Layers, act: &Act, piece: &Range<usize>, parts: &[Part]) -> Option<Part> {
    let word = if act.entry.takes.als { "als" } else { preposition_only(act.entry)?.as_str() };
    let at = piece
        .clone()
        .find(|&token| layers.tokens.text(token).eq_ignore_ascii_case(word) && !parts.iter().any(|part| part.range.contains(&token)))?;
    let end = act.cue.iter().copied().filter(|&token| token > at).fold(piece.end, usize::min);
    (end > at + 1).then_some(Part { role: Role::Predicate, range: at..end })
}

/// The relative clause behind the content: *von Hunderten Reisenden, die …*.
fn relative_clause(layers: &Layers, act: &Act, end: usize) -> Option<Range<usize>> {
    let clauses = &layers.clauses;
    let mut behind = end;
    while act.cue.contains(&behind) {
        behind += 1;
    }
    if layers.tokens.text(behind) != "," {
        return None;
    }
    let next = clauses
        .at(behind + 1)
        .filter(|&next| clauses.list[next].kind == ClauseKind::Relative && clauses.list[next].from() == behind + 1)?;
    Some(extent::trimmed(layers, extent::of_clause(clauses, next)))
}

/// The clause without its subject.
fn whole_verb_phrase(layers: &Layers, act: &Act, clause: &Clause) -> Option<Vec<Range<usize>>> {
    let without: Vec<Range<usize>> = act.source.iter().cloned().collect();
    // Time and place in front of the verb are the outlet's: “Am Dienstag rügte …”.
    let from = match clause.finite {
        Some(finite) if !clause.kind.is_subordinate() && clause.from() < finite => {
            let first = layers.phrases.beginning_at(clause.from());
            let object_first = first.is_some_and(|phrase| {
                phrase.preposition.is_none()
                    && !layers.is_time(phrase)
                    && !act.source.as_ref().is_some_and(|source| source.contains(&phrase.range.start))
            });
            if object_first { clause.from() } else { finite }
        }
        _ => clause.from() + usize::from(clause.opener.is_some()),
    };
    let mut content = Vec::new();
    for piece in clause.pieces.iter().filter(|piece| piece.end > from) {
        content.extend(extent::minus(layers, piece.start.max(from)..piece.end, &without));
    }
    // The verb alone says nothing about anything.
    let words: usize = content.iter().map(|piece| piece.len()).sum();
    (words > act.cue.len()).then_some(content)
}
