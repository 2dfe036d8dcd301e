//! When is something said to be? Time expressions with their values, as TIMEX3 has them.
//!
//! What the words say is data of the language pack ([`quell_lang::times`]): words with values, and patterns with named parts. What these parts amount to on the
//! calendar is found here: [`lattice`] says what each piece of the text can mean, [`matching`] finds the longest patterns, [`resolve`]
//! and [`amounts`] give the values, with [`tense`] and the last date mentioned to tell which Friday is meant. The page `times.md` beside
//! this file says what is found, what is left alone, and why.

pub mod amounts;
pub mod calendar;
pub mod dating;
pub mod lattice;
pub mod matching;
pub mod resolve;
pub mod tense;

use chrono::NaiveDate;
use quell_document::{Article, Diagnostic, Span, TextSpan, TimeAnchor, TimeExpression, TimeKind};
use quell_lang::times::words::HINT;
use quell_lang::times::{Meaning, Slot};

use crate::layers::Layers;
use matching::Found;
use resolve::{Around, Resolved};
use tense::{Tense, Tenses};

/// The page about time expressions: what is found, what is not, and why.
pub const PAGE: &str = include_str!("times.md");

/// Finds the time expressions of an article, in order.
pub fn find(layers: &Layers, article: &Article, diagnostics: &mut Vec<Diagnostic>) -> Vec<TimeExpression> {
    let lattice = lattice::find(layers);
    let found = matching::find(&lattice, layers);
    if found.is_empty() {
        return Vec::new();
    }
    let published = article.published.as_ref().and_then(|published| calendar::day_of(&published.value));
    let places = found.iter().map(|found| Place::of(found, &lattice, layers)).collect();
    let stage = Stage { layers, published, tenses: Tenses::of(layers), found: &found, places, times: Vec::new() };
    // First what can be reckoned from the publication alone, then what belongs to another expression.
    let mut values: Vec<Option<Value>> =
        found.iter().enumerate().map(|(index, found)| (!is_deferred(found)).then(|| stage.value(index, found, &[])).flatten()).collect();
    for (index, found) in found.iter().enumerate() {
        if is_deferred(found) {
            values[index] = stage.value(index, found, &values);
        }
    }
    stage.finish(values, diagnostics)
}

fn is_deferred(found: &Found) -> bool {
    resolve::lacks_day(&found.parts) || resolve::is_later(&found.parts)
}

/// Where an expression stands.
struct Place {
    span: TextSpan,
    from: usize,
    to: usize,
    sentence: usize,
    paragraph: usize,
    /// Whether the word before it says that it lies behind (-1, of weekdays also -2) or ahead (1).
    hint: i32,
    /// Whether a noun stands before its preposition, so that it may belong to that one: *die Sitzung am Mittwoch*.
    is_attached: bool,
}

/// What the words right before an expression say of its side of now.
fn hint_before(from: usize, lattice: &lattice::Lattice) -> i32 {
    const WORDS_MAX: usize = 2;
    let before = (1..=WORDS_MAX).rev().filter_map(|back| from.checked_sub(back));
    let mut edges = before.flat_map(|piece| lattice.edges(piece as u32));
    edges.find(|edge| edge.class == HINT && edge.to as usize == from).map_or(0, |edge| edge.value)
}

/// The tense of the clause, unless the word before the expression knows better: *das Ergebnis vom Sonntag zeigt*.
fn hinted(tense: Option<Tense>, hint: i32, is_weekday: bool) -> Option<Tense> {
    match (hint, tense) {
        (-2, Some(Tense::Present) | None) if is_weekday => Some(Tense::Past),
        (-1, Some(Tense::Present) | None) => Some(Tense::Past),
        (1, Some(Tense::Present) | None) => Some(Tense::Future),
        _ => tense,
    }
}

impl Place {
    fn of(found: &Found, lattice: &lattice::Lattice, layers: &Layers) -> Place {
        let (first, last) = (lattice.pieces[found.from], lattice.pieces[found.to - 1]);
        let sentence = layers.sentences.of_token(first.token as usize);
        Place {
            span: Span::new(first.start, last.end),
            from: first.token as usize,
            to: last.token as usize + 1,
            sentence,
            paragraph: layers.sentences.list[sentence].paragraph,
            hint: hint_before(found.from, lattice),
            is_attached: first.token >= 2 && layers.words.is_noun(first.token as usize - 2),
        }
    }
}

/// What an expression amounts to.
struct Value {
    resolved: Resolved,
    quantity: Option<String>,
    frequency: Option<String>,
    begin: Option<String>,
    end: Option<String>,
}

impl From<Resolved> for Value {
    fn from(resolved: Resolved) -> Self {
        Value { resolved, quantity: None, frequency: None, begin: None, end: None }
    }
}

struct Stage<'a> {
    layers: &'a Layers<'a>,
    published: Option<NaiveDate>,
    tenses: Tenses,
    found: &'a [Found],
    places: Vec<Place>,
    times: Vec<TimeExpression>,
}

impl Stage<'_> {
    fn value(&self, index: usize, found: &Found, known: &[Option<Value>]) -> Option<Value> {
        let times = &self.layers.pack.times;
        let place = &self.places[index];
        let tense = hinted(self.tenses.at(self.layers, place.from, place.to), place.hint, found.parts.has(Slot::Weekday) && found.of == 1);
        let last = if known.is_empty() { None } else { self.last(index, found, known, tense) };
        let narrated = self.narrated(index, found, tense);
        let around = Around { times, published: self.published, last, narrated, tense, is_attached: place.is_attached };
        match times.patterns[found.pattern].means {
            Meaning::Date => resolve::date(&found.parts, &around).map(Value::from),
            Meaning::Duration => amounts::duration(&found.parts, &around).map(|found| Value {
                begin: found.begin,
                end: found.end,
                ..Value::from(found.resolved)
            }),
            Meaning::Set => {
                amounts::set(&found.parts).map(|(resolved, quantity, frequency)| Value { quantity, frequency, ..Value::from(resolved) })
            }
            Meaning::Reference => amounts::reference(&found.parts).map(Value::from),
            Meaning::Leave => None,
        }
    }

    /// The date from which a time of day or *am Tag darauf* is reckoned.
    fn last(&self, index: usize, found: &Found, known: &[Option<Value>], tense: Option<Tense>) -> Option<(NaiveDate, usize)> {
        // Further back nobody remembers.
        const LOOKED_AT_MAX: usize = 12;
        let here = &self.places[index];
        let is_later = resolve::is_later(&found.parts);
        let day_at = |at: usize| -> Option<(NaiveDate, usize)> {
            let resolved = &known[at].as_ref()?.resolved;
            let is_day = resolved.value.len() >= 10 && resolved.value.as_bytes()[4] == b'-' && resolved.value.as_bytes()[5] != b'W';
            (is_later || is_day).then_some(resolved.day.map(|day| (day, at))).flatten()
        };
        for at in (0..index).rev().take(LOOKED_AT_MAX) {
            let there = &self.places[at];
            let is_near = there.sentence == here.sentence
                || is_later
                || (tense.is_some() && there.paragraph == here.paragraph && there.sentence + 1 == here.sentence);
            if !is_near {
                break;
            }
            if let Some(day) = day_at(at) {
                return Some(day);
            }
        }
        // “um 11 Uhr am Samstag”: the day may follow in the same clause.
        let clause = self.layers.clauses.at(here.from);
        let behind = (index + 1..self.places.len()).take(LOOKED_AT_MAX).take_while(|&at| self.places[at].sentence == here.sentence);
        behind.filter(|&at| !is_later && self.layers.clauses.at(self.places[at].from) == clause).find_map(day_at)
    }

    /// The year of what is being told, and the expression that says it: *Im Mai 2012 begann der Bau, im Oktober ruhte er wieder.*
    ///
    /// A story goes on in the past tense and forwards, from a date that has its month, in the same sentence or the next one of its paragraph.
    /// Words that are reckoned from the publication (*gestern*, *am Freitag*) end it.
    fn narrated(&self, index: usize, found: &Found, tense: Option<Tense>) -> Option<(i32, usize)> {
        let month = found.parts.get(Slot::Month).filter(|_| tense == Some(Tense::Past) && !resolve::says_year(&found.parts))?;
        let here = &self.places[index];
        for at in (0..index).rev() {
            let (there, parts) = (&self.places[at], &self.found[at].parts);
            let is_near = there.sentence == here.sentence || (there.sentence + 1 == here.sentence && there.paragraph == here.paragraph);
            if !is_near || resolve::is_reckoned_from_publication(parts) {
                return None;
            }
            let Some(year) = parts.get(Slot::Year) else { continue };
            let goes_on = (parts.get(Slot::Month)?, parts.get(Slot::Day).unwrap_or(0)) < (month, found.parts.get(Slot::Day).unwrap_or(32));
            let is_told = self.layers.pack.times.patterns[self.found[at].pattern].means == Meaning::Date;
            return (goes_on && is_told).then_some((year, at));
        }
        None
    }

    fn finish(mut self, values: Vec<Option<Value>>, diagnostics: &mut Vec<Diagnostic>) -> Vec<TimeExpression> {
        // The number of each expression among those that have a value.
        let mut number_of: Vec<usize> = Vec::with_capacity(values.len());
        let mut count = 0;
        for value in &values {
            number_of.push(count);
            count += usize::from(value.is_some());
        }
        let mut relative: Option<TextSpan> = None;
        for (index, value) in values.into_iter().enumerate() {
            let Some(Value { resolved, quantity, frequency, begin, end }) = value else { continue };
            let span = self.places[index].span;
            if let Some(message) = &resolved.impossible {
                diagnostics.push(Diagnostic::note(format!("a date that cannot be: {message}")).at(span));
            }
            if self.published.is_none() && resolved.value.starts_with('X') && resolved.kind != TimeKind::Set {
                relative = relative.or(Some(span));
            }
            let anchor = resolved.anchor.map(|anchor| match anchor {
                TimeAnchor::Time(at) => TimeAnchor::Time(number_of[at]),
                TimeAnchor::Published => TimeAnchor::Published,
            });
            self.times.push(TimeExpression {
                span,
                kind: resolved.kind,
                value: resolved.value,
                modifier: resolved.modifier,
                anchor,
                offset: resolved.offset,
                quantity,
                frequency,
                begin,
                end,
                pattern: self.layers.pack.times.patterns[self.found[index].pattern].name.clone(),
            });
            let found = &self.found[index];
            let is_range_end = self.layers.pack.times.patterns[found.pattern].range && found.number + 1 == found.of;
            if is_range_end && found.of == 2 {
                self.join_range();
            }
        }
        if let Some(span) = relative {
            let message = "the article has no publication date: what is said relative to it stays relative";
            diagnostics.push(Diagnostic::note(message).at(span).hint("`--published` says when it was published"));
        }
        self.times
    }

    /// The last two expressions are the ends of a range.
    fn join_range(&mut self) {
        let Some([first, second]) = self.times.last_chunk_mut::<2>() else { return };
        if let Some(later) = calendar::after(&first.value, &second.value) {
            second.value = later;
        }
        let (begin, end) = (first.value.clone(), second.value.clone());
        for time in [first, second] {
            (time.begin, time.end) = (Some(begin.clone()), Some(end.clone()));
        }
    }
}
