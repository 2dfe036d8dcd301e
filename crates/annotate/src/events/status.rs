//! Did it happen? Negation, modal verbs, mood, conditions, questions and hedges of the clause.

use quell_document::{EventStatus, HedgeKind};

use super::Scene;
use crate::clauses::ClauseKind;
use crate::times::tense::{self, Tense};
use crate::words::Mood;
use quell_lang::morphology::Tense as Form;

/// What the words of a clause say of its act.
#[derive(Debug, Clone)]
pub(super) struct Reading {
    /// Whether it happened, by the words of the clause alone.
    pub(super) status: EventStatus,
    /// Whether it is told in the past.
    pub(super) is_past: bool,
    /// Whether its mood may be that of reported speech as well as that of a possibility.
    pub(super) is_perhaps_reported: bool,
    /// The tokens that say so.
    pub(super) read: Vec<usize>,
}

impl Reading {
    /// Told by these words and nothing else.
    pub(super) fn plain(status: EventStatus, is_past: bool, read: Vec<usize>) -> Self {
        Reading { status, is_past, is_perhaps_reported: false, read }
    }
}

/// What clause number `index` says of its act; `None` where it tells of none: *bevor*, *beinahe*.
pub(super) fn of_clause(scene: &Scene, index: usize) -> Option<Reading> {
    let layers = scene.layers;
    let clause = &layers.clauses.list[index];
    let words = &layers.pack.events.words;
    let is_past = tense::own_tense(layers, clause) == Some(Tense::Past);
    let opener = clause.opener.map(|opener| layers.tokens.text(opener).to_lowercase()).unwrap_or_default();
    // “wie die Polizei ermittelte”, “Warum trat sie zurück?”: a comment and a question tell of something else.
    let is_told_elsewhere = matches!(clause.kind, ClauseKind::AdverbialInfinitive | ClauseKind::Comment);
    if words.unreal.contains(&opener) || is_told_elsewhere {
        return None;
    }
    let mut is_nearly = false;
    let mut negation = None;
    for token in clause.tokens() {
        let form = layers.tokens.text(token).to_lowercase();
        let next = layers.tokens.text(token + 1).to_lowercase();
        is_nearly |= words.nearly.contains(&form) && !layers.words.is_cardinal(token + 1) && !layers.words.is_attributive(token + 1);
        // “nicht ansteckend”, “nicht verbal, sondern”: before an adjective it negates that.
        let is_of_adjective = layers.words.is_adverbial(token + 1) && !layers.words.is_bracket(token + 2) && clause.holds(token + 2);
        let negates = words.negations.contains(&form) && !words.not_only.contains(&next) && !is_of_adjective;
        // “kein” negates the act where it stands with the subject or an object, not in an adverbial.
        let nobody = words.nobody.contains(&form)
            && layers.phrases.around(token).is_some_and(|phrase| phrase.preposition.is_none() && phrase.range.start == token);
        if negates || nobody {
            negation = negation.or(Some(token));
        }
    }
    if is_nearly {
        return None;
    }
    if let Some(token) = negation {
        return Some(Reading::plain(EventStatus::Negated, is_past, vec![token]));
    }
    let is_condition = words.conditions.contains(&opener)
        || (clause.kind == ClauseKind::VerbFirst
            && clause.finite == Some(clause.from())
            && clause.finite.is_some_and(|finite| words.conditions.contains(&layers.tokens.text(finite).to_lowercase())));
    if is_condition {
        return Some(Reading::plain(EventStatus::Hypothetical, is_past, vec![clause.opener.unwrap_or(clause.from())]));
    }
    let sentence = layers.sentences.list[clause.sentence];
    let is_question = layers.tokens.text(sentence.to - 1) == "?" && !clause.kind.is_subordinate();
    if is_question && layers.words.is_interrogative(clause.from()) {
        return None;
    }
    if is_question {
        return Some(Reading::plain(EventStatus::Hypothetical, is_past, vec![sentence.to - 1]));
    }
    let parent = clause.parent.filter(|_| clause.coordinated).map(|parent| &layers.clauses.list[parent]);
    // Where two clauses ran into one, the verb's own form tells; in a clause that goes on the verb of the one before.
    let own = clause.verb.filter(|&verb| layers.words.is_finite(verb)).or(clause.finite);
    let Some(finite) = own.or(parent.and_then(|parent| parent.finite)) else {
        return Some(Reading::plain(EventStatus::Happened, is_past, Vec::new()));
    };
    let forms = layers.words.list[finite].reading.map(|reading| reading.finite().tenses());
    let tenses = &layers.pack.times.tenses;
    let lemma = layers.words.lemma(finite);
    // “soll ihn angegriffen und verletzt haben”: the infinitive stands in the clause that goes on.
    let mut infinitives: Vec<usize> = clause.bracket.iter().copied().filter(|&token| layers.words.is_infinitive(token)).collect();
    if infinitives.is_empty() && clause.verb.is_some_and(|verb| layers.words.is_participle(verb)) {
        let next = layers.clauses.list.get(index + 1).filter(|next| next.coordinated && next.sentence == clause.sentence);
        infinitives.extend(next.into_iter().flat_map(|next| next.verb_group()).filter(|&token| layers.words.is_auxiliary(token)));
    }
    let has_infinitive = clause.verb != Some(finite) && !infinitives.is_empty();
    let is_of_perfect = |&token: &usize| tenses.perfect.iter().any(|verb| verb == layers.words.lemma(token));
    let is_perfect = infinitives.iter().any(is_of_perfect) && clause.bracket.iter().any(|&token| layers.words.is_participle(token));
    if has_infinitive && let Some(modal) = layers.pack.events.modal(lemma) {
        let in_past = forms.is_some_and(|forms| forms.contains(Form::Past) && !forms.contains(Form::Present));
        let only_possible = layers.words.mood_of(clause) == Mood::Konjunktiv2;
        let status = match (is_perfect, in_past, only_possible) {
            (true, ..) => modal.perfect,
            (false, _, true) => EventStatus::Hypothetical,
            (false, true, false) => modal.past,
            (false, false, false) => modal.present,
        };
        return Some(Reading::plain(status, is_past, vec![finite]));
    }
    let is_future = has_infinitive && tenses.future.iter().any(|verb| verb == lemma);
    match layers.words.mood_of(clause) {
        Mood::Konjunktiv2 => {
            let is_perhaps_reported = !is_future;
            return Some(Reading { is_perhaps_reported, ..Reading::plain(EventStatus::Hypothetical, is_past, vec![finite]) });
        }
        _ if is_future => return Some(Reading::plain(EventStatus::Planned, false, vec![finite])),
        Mood::Konjunktiv1 => return Some(Reading::plain(EventStatus::Alleged, is_past, vec![finite])),
        Mood::Indicative => {}
    }
    let hedge = scene.circumstances.hedge(index, HedgeKind::Adverb);
    let status = if hedge.is_some() { EventStatus::Alleged } else { EventStatus::Happened };
    Some(Reading::plain(status, is_past, hedge.into_iter().collect()))
}
