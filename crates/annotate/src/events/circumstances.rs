//! When and where: the time expression that dates an act, the place that its clause names, and the hedges around it.

use std::cell::RefCell;

use quell_document::{HedgeKind, MentionKind, Participant, Spans, TextSpan, TimeExpression};
use rustc_hash::FxHashMap;

use super::Known;
use crate::clauses::Clause;
use crate::layers::Layers;

/// Times and hedges by the clause that they stand in.
pub(super) struct Circumstances<'l> {
    times: &'l [TimeExpression],
    times_of: FxHashMap<usize, Vec<(usize, usize)>>,
    hedges_of: FxHashMap<usize, Vec<(HedgeKind, usize)>>,
    /// Expressions in frames, which date what was said, each with the cue.
    of_frames: FxHashMap<usize, &'l Spans>,
    published: Option<&'l str>,
    /// For each sentence, as soon as it was asked: whether it is about sport.
    is_sport: RefCell<Vec<Option<bool>>>,
}

impl<'l> Circumstances<'l> {
    pub(super) fn of(layers: &Layers, known: Known<'l>) -> Self {
        let mut times_of: FxHashMap<usize, Vec<(usize, usize)>> = FxHashMap::default();
        for (index, time) in known.times.iter().enumerate() {
            let token = layers.tokens.at(time.span.start);
            // “verlängerte den Notstand bis Ende April”: that is its end, and not when it was done.
            let is_end = (token.saturating_sub(2)..token).any(|before| layers.pack.events.words.until.contains(layers.tokens.text(before)));
            if let Some(clause) = layers.clauses.at(token).filter(|_| is_dating(time) && !is_end) {
                times_of.entry(clause).or_default().push((token, index));
            }
        }
        let mut hedges_of: FxHashMap<usize, Vec<(HedgeKind, usize)>> = FxHashMap::default();
        for hedge in known.hedges {
            let token = layers.tokens.at(hedge.span.start);
            if let Some(clause) = layers.clauses.at(token) {
                hedges_of.entry(clause).or_default().push((hedge.kind, token));
            }
        }
        let framed = known.statements.iter().filter_map(|statement| {
            let time = statement.time?;
            let frame = statement.frame.as_ref()?;
            let cue = statement.cue.as_ref()?;
            frame.contains(known.times[time].span).then_some((time, cue))
        });
        Circumstances {
            times: known.times,
            times_of,
            hedges_of,
            of_frames: framed.collect(),
            published: known.article.published.as_ref().map(|published| published.value.as_str()),
            is_sport: RefCell::new(vec![None; layers.sentences.list.len()]),
        }
    }

    /// The token of a hedge of this kind in a clause.
    pub(super) fn hedge(&self, clause: usize, kind: HedgeKind) -> Option<usize> {
        self.hedges_of.get(&clause)?.iter().find(|(found, _)| *found == kind).map(|&(_, token)| token)
    }

    /// The time expression that dates what the verb at `token` of a clause tells: the nearest one in it that is not part of `without` and does not date what
    /// somebody said; where a clause goes on from another one, what stands before the verb of that one holds for both.
    pub(super) fn time(&self, layers: &Layers, clause: usize, token: usize, without: &[TextSpan]) -> Option<usize> {
        let is_own = |index: usize| {
            let span = self.times[index].span;
            let is_of_saying = self.of_frames.get(&index).is_some_and(|cue| !cue.contains(layers.tokens.list[token].span));
            !is_of_saying && !without.iter().any(|other| other.overlaps(span))
        };
        let own = self.times_of.get(&clause).into_iter().flatten().filter(|&&(_, index)| is_own(index));
        if let Some(&(_, nearest)) = own.min_by_key(|&&(at, _)| at.abs_diff(token)) {
            return Some(nearest);
        }
        let going_on = &layers.clauses.list[clause];
        let before = going_on.parent.filter(|_| going_on.coordinated)?;
        let verb = layers.clauses.list[before].finite?;
        let mut shared = self.times_of.get(&before)?.iter().filter(|&&(at, index)| at < verb && is_own(index));
        shared.next().map(|&(_, index)| index)
    }

    /// The time expression that begins at this token.
    pub(super) fn time_at(&self, layers: &Layers, token: usize) -> Option<usize> {
        let start = layers.tokens.list.get(token)?.span.start;
        let index = self.times.partition_point(|time| time.span.end <= start);
        self.times.get(index).filter(|time| time.span.start <= start && is_dating(time)).map(|_| index)
    }

    /// Whether the time lies behind the day of publication.
    pub(super) fn is_to_come(&self, time: usize) -> bool {
        let value = self.times[time].value.as_str();
        let Some(published) = self.published else { return false };
        // Weeks and seasons are not compared with days: `2025-W11`, `2025-SP`.
        let date: &str = value.split('T').next().unwrap_or_default();
        let length = date.len();
        let is_plain = date.chars().all(|letter| letter.is_ascii_digit() || letter == '-');
        is_plain && length >= 4 && published.get(..length).is_some_and(|published| date > published)
    }

    /// Whether the sentence is about sport, a film or an accident, where words of violence mean something else.
    pub(super) fn is_elsewhere(&self, layers: &Layers, sentence: usize) -> bool {
        if let Some(known) = self.is_sport.borrow()[sentence] {
            return known;
        }
        let range = layers.sentences.list[sentence];
        let words = &layers.pack.events.words.sports;
        let found = (range.from..range.to).any(|token| {
            let text = layers.tokens.text(token);
            is_score(text) || (text.starts_with(char::is_uppercase) && (words.contains(text) || words.contains(layers.words.lemma(token))))
        });
        self.is_sport.borrow_mut()[sentence] = Some(found);
        found
    }
}

/// Whether the expression is a place on the time line, or would be if the article had a date.
fn is_dating(time: &TimeExpression) -> bool {
    time.is_point() || time.value.starts_with("XXXX")
}

/// `3:1`, but not `14:30`.
fn is_score(text: &str) -> bool {
    let Some((left, right)) = text.split_once(':') else { return false };
    (1..=2).contains(&left.len()) && right.len() == 1 && [left, right].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The place that an adverbial of the clause names, outside of `without`.
pub(super) fn place(layers: &Layers, clause: &Clause, without: &[TextSpan]) -> Option<Participant> {
    let phrases = clause.pieces.iter().flat_map(|piece| layers.phrases.within(piece.clone()));
    for phrase in phrases {
        let Some(preposition) = phrase.preposition else { continue };
        let is_local = layers.pack.events.words.local.contains(layers.tokens.text(preposition).to_lowercase().as_str());
        // “die Regierung in Kiew verbot”: before the verb the place belongs to the noun.
        let is_of_noun = clause.finite.is_some_and(|finite| preposition < finite && !clause.kind.is_subordinate())
            && preposition > clause.from()
            && layers.words.is_noun(preposition - 1);
        if !is_local || is_of_noun || !phrase.agreement.can_be_dative() {
            continue;
        }
        let Some(mention) = layers.mentions.at(phrase.range.end - 1) else { continue };
        let span = layers.span(&phrase.range);
        if matches!(mention.kind, MentionKind::Place | MentionKind::State) && !without.iter().any(|other| other.overlaps(span)) {
            return Some(Participant { span, entity: Some(mention.entity) });
        }
    }
    None
}
