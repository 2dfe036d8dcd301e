//! Which patterns match, and where?
//!
//! From left to right; at each piece the longest match counts, of equally long ones the first in the files. A pattern has no
//! repetition, so that the work at each piece is bounded.

use quell_document::SourceKind;
use quell_lang::morphology::Number;
use quell_lang::times::pattern::Op;
use quell_lang::times::words::{ADJECTIVE, NAME, NOUN, PERSON, PLURAL};
use quell_lang::times::{Class, Meaning, Slot, Times};

use super::lattice::{Lattice, PieceKind};
use crate::layers::Layers;
use crate::work::look_at;

/// Values of the named parts of an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts([Option<i32>; Slot::ALL.len()]);

impl Parts {
    /// Nothing is known.
    pub const NONE: Parts = Parts([None; Slot::ALL.len()]);

    /// The value of a part.
    pub fn get(&self, slot: Slot) -> Option<i32> {
        self.0[slot as usize]
    }

    /// Sets a part.
    pub fn set(&mut self, slot: Slot, value: i32) {
        self.0[slot as usize] = Some(value);
    }

    /// Whether a part is known.
    pub fn has(&self, slot: Slot) -> bool {
        self.get(slot).is_some()
    }
}

/// An expression of a match.
#[derive(Debug, Clone, Copy)]
pub struct Found {
    /// The number of its pattern.
    pub pattern: usize,
    /// Its first piece.
    pub from: usize,
    /// The piece behind its last one.
    pub to: usize,
    /// What its words say.
    pub parts: Parts,
    /// How many expressions of the same match stand before it.
    pub number: usize,
    /// How many the match has.
    pub of: usize,
}

#[derive(Debug, Clone, Copy)]
enum Event {
    Value(Slot, i32),
    Context(bool, u32),
    Expression(bool, u32),
}

struct Best {
    pattern: usize,
    end: u32,
    events: Vec<Event>,
}

impl Best {
    /// The piece behind what only has to stand before the expression, if something has to.
    fn behind_leading_context(&self, start: usize) -> Option<usize> {
        let mut is_open = false;
        for event in &self.events {
            match *event {
                Event::Context(true, place) if place as usize == start => is_open = true,
                Event::Context(false, place) if is_open => return Some(place as usize),
                _ => {}
            }
        }
        None
    }
}

/// Finds all expressions, in order.
pub fn find(lattice: &Lattice, layers: &Layers) -> Vec<Found> {
    let times = &layers.pack.times;
    let mut found = Vec::new();
    let mut at = 0;
    while at < lattice.pieces.len() {
        let Some(mut best) = best_at(at, lattice, layers) else {
            at += 1;
            continue;
        };
        // What only has to stand before an expression must not hide a longer one that begins with the expression itself: *in der* Nacht zum Dienstag.
        let mut start = at;
        if times.patterns[best.pattern].means != Meaning::Leave
            && let Some(inner) = best.behind_leading_context(at)
            && let Some(longer) = best_at(inner, lattice, layers)
                .filter(|other| other.end > best.end && times.patterns[other.pattern].means != Meaning::Leave)
        {
            (best, start) = (longer, inner);
        }
        let before = found.len();
        expressions(&best, start, times, &mut found);
        at = found.last().map_or(at, |last| last.to).max(start + 1);
        if times.patterns[best.pattern].means == Meaning::Leave {
            found.truncate(before);
        }
    }
    found
}

/// The best match that begins at a piece.
fn best_at(at: usize, lattice: &Lattice, layers: &Layers) -> Option<Best> {
    let times = &layers.pack.times;
    let mut candidates: Vec<u16> = Vec::new();
    for edge in lattice.edges(at as u32) {
        candidates.extend_from_slice(times.beginning_with(edge.class));
    }
    if candidates.is_empty() {
        return None;
    }
    candidates.sort_unstable();
    candidates.dedup();
    let end = sentence_end(lattice, layers, at);
    let mut matcher = Matcher { lattice, layers, events: Vec::new(), best: None, pattern: 0, ops: &[], end };
    for pattern in candidates {
        matcher.pattern = pattern as usize;
        matcher.ops = &times.patterns[pattern as usize].program.ops;
        matcher.step(0, at as u32);
    }
    matcher.best
}

/// The first piece behind the sentence.
fn sentence_end(lattice: &Lattice, layers: &Layers, piece: usize) -> u32 {
    let sentence = layers.sentences.of_token(lattice.pieces[piece].token as usize);
    let end = layers.sentences.list[sentence].to as u32;
    // A pattern is never longer.
    const PIECES_MAX: usize = 24;
    let within = lattice.pieces[piece..].iter().take(PIECES_MAX).take_while(|piece| piece.token < end).count();
    (piece + within) as u32
}

struct Matcher<'a> {
    lattice: &'a Lattice,
    layers: &'a Layers<'a>,
    pattern: usize,
    ops: &'a [Op],
    events: Vec<Event>,
    best: Option<Best>,
    /// The piece at which every match ends.
    end: u32,
}

impl Matcher<'_> {
    fn step(&mut self, op: usize, place: u32) {
        look_at(1);
        match self.ops[op] {
            Op::Match => {
                let is_longer = self.best.as_ref().is_none_or(|best| place > best.end);
                if is_longer && !self.lattice.is_inner(place) {
                    self.best = Some(Best { pattern: self.pattern, end: place, events: self.events.clone() });
                }
            }
            Op::Split(a, b) => {
                self.step(a as usize, place);
                self.step(b as usize, place);
            }
            Op::Jump(to) => self.step(to as usize, place),
            Op::Glue => {
                let is_glued = self.lattice.is_inner(place) || (place < self.end && self.lattice.pieces[place as usize].glued);
                if is_glued {
                    self.step(op + 1, place);
                }
            }
            Op::Context(begins) => self.with(Event::Context(begins, place), op + 1, place),
            Op::Expression(begins) => self.with(Event::Expression(begins, place), op + 1, place),
            Op::Edge { class, slot } => self.edge(class, slot, op, place),
        }
    }

    fn with(&mut self, event: Event, op: usize, place: u32) {
        self.events.push(event);
        self.step(op, place);
        self.events.pop();
    }

    fn edge(&mut self, class: Class, slot: Option<Slot>, op: usize, place: u32) {
        let is_inner = self.lattice.is_inner(place);
        if !is_inner && place >= self.end {
            return;
        }
        if matches!(class, ADJECTIVE | NOUN | PLURAL | PERSON | NAME) {
            if !is_inner && self.is_word(class, place as usize) {
                self.step(op + 1, place + 1);
            }
            return;
        }
        let lattice = self.lattice;
        for edge in lattice.edges(place).iter().filter(|edge| edge.class == class) {
            if !lattice.is_inner(edge.to) && edge.to > self.end {
                continue;
            }
            match slot {
                Some(slot) => self.with(Event::Value(slot, edge.value), op + 1, edge.to),
                None => self.step(op + 1, edge.to),
            }
        }
    }

    /// Whether a piece is a word of a class that the other layers tell.
    fn is_word(&self, class: Class, piece: usize) -> bool {
        let piece = self.lattice.pieces[piece];
        let (words, token) = (&self.layers.words, piece.token as usize);
        if piece.kind != PieceKind::Letters {
            return false;
        }
        match class {
            ADJECTIVE => words.is_attributive(token) && !self.layers.tokens.is_capitalised(token),
            NOUN => words.is_common_noun(token) && self.layers.tokens.is_capitalised(token),
            PLURAL => words.is_common_noun(token) && words.agreement(token, &self.layers.tokens).allows_number(Number::Plural),
            NAME => words.is_name(token),
            _ => self.is_person(token),
        }
    }

    fn is_person(&self, token: usize) -> bool {
        let layers = self.layers;
        let form = layers.tokens.text(token);
        layers.is_person_noun(token)
            || layers.pack.is_title(form)
            || layers.words.is_first_name(token, &layers.tokens)
            || layers.pack.source_kinds(layers.words.lemma(token)).iter().any(|kind| matches!(kind, SourceKind::Person | SourceKind::Role))
    }
}

/// The expressions of a match: what stands in braces, else all of it, without what only has to stand there.
fn expressions(best: &Best, start: usize, times: &Times, found: &mut Vec<Found>) {
    let pattern = &times.patterns[best.pattern];
    let mut shared = Parts::NONE;
    for &(slot, value) in &pattern.with {
        shared.set(slot, value);
    }
    let first = found.len();
    let has_braces = best.events.iter().any(|event| matches!(event, Event::Expression(..)));
    let mut from = start;
    let mut parts = shared;
    let mut is_open = !has_braces;
    let mut end = best.end as usize;
    for &event in &best.events {
        match event {
            // What stands outside the braces holds for all of them.
            Event::Value(slot, value) if !is_open => {
                shared.set(slot, value);
                found[first..].iter_mut().for_each(|found| found.parts.set(slot, value));
            }
            Event::Value(slot, value) => parts.set(slot, value),
            Event::Expression(true, place) => (from, is_open, parts) = (place as usize, true, shared),
            Event::Expression(false, place) => {
                found.push(Found { pattern: best.pattern, from, to: place as usize, parts, number: 0, of: 0 });
                is_open = false;
            }
            Event::Context(true, place) if !has_braces && place as usize > from => end = end.min(place as usize),
            Event::Context(false, place) if !has_braces && end == best.end as usize => from = place as usize,
            Event::Context(..) => {}
        }
    }
    if !has_braces {
        found.push(Found { pattern: best.pattern, from, to: end, parts, number: 0, of: 0 });
    }
    let of = found.len() - first;
    for number in 0..of {
        let (here, behind) = found[first..].split_at_mut(number + 1);
        let here = &mut here[number];
        (here.number, here.of) = (number, of);
        for later in behind {
            for &slot in Slot::ALL {
                if !here.parts.has(slot)
                    && is_shared(slot, &here.parts)
                    && let Some(value) = later.parts.get(slot)
                {
                    here.parts.set(slot, value);
                }
            }
        }
    }
}

/// Whether an expression takes this part from the one behind it: *am 3. und 5. Mai*, *14 bis 16 Uhr nachmittags*.
fn is_shared(slot: Slot, here: &Parts) -> bool {
    match slot {
        Slot::Month => here.has(Slot::Day),
        Slot::Year => here.has(Slot::Day) || here.has(Slot::Month),
        Slot::Unit => here.has(Slot::Number) || here.has(Slot::Ordinal),
        Slot::Daypart => here.has(Slot::Shift),
        Slot::Century => false,
        _ => false,
    }
}
