//! Does a clause tell of what was, is or will be?
//!
//! *Am Freitag* is the last Friday behind a past or perfect tense, and the coming one behind a present or future. Participles before a noun decide first: *die am
//! Freitag gestartete Rakete* has flown whatever the clause tells, *der für Freitag geplante Start* lies ahead.

use quell_lang::morphology::Tense as Form;

use crate::clauses::{Clause, ClauseKind};
use crate::layers::Layers;

/// What a clause tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tense {
    /// What was.
    Past,
    /// What is, or soon will be.
    Present,
    /// What will be.
    Future,
}

/// The tenses of all clauses, found once.
pub struct Tenses(Vec<Option<Tense>>);

impl Tenses {
    /// The tense of each clause by its own verb; a clause without a finite verb has that of the one that it depends on.
    pub fn of(layers: &Layers) -> Tenses {
        let own: Vec<Option<Tense>> = layers.clauses.list.iter().map(|clause| own_tense(layers, clause)).collect();
        let inherited = layers.clauses.list.iter().enumerate().map(|(index, clause)| {
            let is_planned = clause.kind == ClauseKind::Infinitive;
            own[index].or_else(|| clause.parent.and_then(|parent| own[parent])).map(|tense| {
                // “kündigte an, am Freitag zu kommen”: what somebody announced lies ahead of the announcement.
                if is_planned && own[index].is_none() { Tense::Future } else { tense }
            })
        });
        Tenses(inherited.collect())
    }

    /// The tense of the clause that holds these tokens.
    pub fn at(&self, layers: &Layers, from: usize, to: usize) -> Option<Tense> {
        if let Some(tense) = before_a_noun(layers, to) {
            return Some(tense);
        }
        // “Am Donnerstag hatte …”: the finite verb right behind it is its own, wherever the clause was thought to begin.
        let behind = (to < layers.tokens.len() && layers.words.is_finite(to)).then_some(to);
        layers.clauses.at(behind.unwrap_or(from)).and_then(|clause| self.0[clause])
    }
}

/// The tense that an attributive participle behind the expression tells.
fn before_a_noun(layers: &Layers, behind: usize) -> Option<Tense> {
    const WORDS_MAX: usize = 4;
    for token in behind..(behind + WORDS_MAX).min(layers.tokens.len()) {
        let form = layers.tokens.text(token);
        if layers.words.is_noun(token)
            || layers.words.is_determiner(token)
            || layers.words.is_verb(token)
            || matches!(form, "," | "." | ";" | ":")
        {
            return None;
        }
        if layers.words.is_attributive(token) && is_participle(layers, token) {
            return Some(if is_planned(layers, form) { Tense::Future } else { Tense::Past });
        }
    }
    None
}

/// Whether an attributive adjective is a past participle: the lexicon knows its stem as one.
fn is_participle(layers: &Layers, token: usize) -> bool {
    let form = layers.tokens.text(token);
    let stem = form.trim_end_matches(['n', 'r', 's', 'm']).trim_end_matches('e');
    layers.pack.lexicon.readings(stem).iter().any(|reading| reading.class.is_verb() && reading.tags().iter().any(|tag| tag.is_participle()))
}

fn is_planned(layers: &Layers, form: &str) -> bool {
    layers.pack.times.tenses.planned.iter().any(|planned| form.starts_with(planned.as_str()) && form.len() <= planned.len() + 2)
}

/// The tense that the clause's own verbs tell.
pub(crate) fn own_tense(layers: &Layers, clause: &Clause) -> Option<Tense> {
    let tenses = &layers.pack.times.tenses;
    let lemma = clause.finite.map_or("", |finite| layers.words.lemma(finite));
    let is_any = |verbs: &[String], lemma: &str| verbs.iter().any(|verb| verb == lemma);
    let participle = clause.bracket.iter().copied().find(|&token| layers.words.is_participle(token));
    let is_plan = participle.is_some_and(|token| is_planned(layers, layers.tokens.text(token)));
    if is_plan && !is_any(&tenses.active_perfect, lemma) {
        return Some(Tense::Future);
    }
    let infinitive = clause.bracket.iter().copied().find(|&token| layers.words.is_infinitive(token));
    // “soll gelauert haben”, “dürfte gestartet sein”: the infinitive of a perfect.
    let is_perfect_infinitive = infinitive.is_some_and(|token| is_any(&tenses.perfect, layers.words.lemma(token)) && participle.is_some());
    let Some(finite) = clause.finite else {
        return match (participle, infinitive) {
            (Some(_), _) => Some(Tense::Past),
            (None, Some(_)) => Some(Tense::Future),
            (None, None) => None,
        };
    };
    if is_perfect_infinitive || (participle.is_some() && is_any(&tenses.perfect, lemma)) {
        return Some(Tense::Past);
    }
    let forms = layers.words.list[finite].reading?.finite().tenses();
    // “sollte”, “könnte”: as often a plan as the past.
    let is_plan = layers.words.is_modal(finite) && forms.contains(Form::Konjunktiv2);
    if forms.contains(Form::Past) && !forms.contains(Form::Present) && !is_plan {
        return Some(Tense::Past);
    }
    let is_future = infinitive.is_some() && participle.is_none() && is_any(&tenses.future, lemma);
    Some(if is_future { Tense::Future } else { Tense::Present })
}
