//! What can each piece of the text mean, as far as time goes?
//!
//! A piece is a run of letters, a run of digits or a mark: smaller than a token, since *14.30-18 Uhr* holds two times. Each piece has edges to what follows,
//! one for every meaning that the pack knows; a compound (*Montagabend*) has inner places between its parts.

use std::ops::Range;

use quell_lang::times::words::{DAY, DIGITS, HOUR, MINUTE, MONTH_NUMBER, NUMBER, RECENT_YEAR, SHORT_YEAR, THOUSANDS, YEAR};
use quell_lang::times::{Class, TimeWords};

use crate::layers::Layers;
use crate::tokens::Gap;
use crate::work::look_at;

/// What a piece looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PieceKind {
    /// A run of letters.
    Letters,
    /// A run of digits.
    Digits,
    /// One other character.
    Mark,
}

/// A run of letters, a run of digits, or a mark.
#[derive(Debug, Clone, Copy)]
pub struct Piece {
    /// Where it begins in the text.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
    /// What it looks like.
    pub kind: PieceKind,
    /// Whether nothing stands between it and the one before.
    pub glued: bool,
    /// The token that it is part of.
    pub token: u32,
    /// Whether a word may have a capital here for its place only.
    pub at_start: bool,
}

/// A meaning of what stands between two places.
#[derive(Debug, Clone, Copy)]
pub struct Edge {
    /// The class.
    pub class: Class,
    /// The value in that class.
    pub value: i32,
    /// The place behind it.
    pub to: u32,
}

/// The pieces of an article and what each can mean.
pub struct Lattice {
    /// In order.
    pub pieces: Vec<Piece>,
    /// The edges of each place: first the pieces, then the places inside compounds.
    ranges: Vec<Range<u32>>,
    edges: Vec<Edge>,
}

impl Lattice {
    /// The edges that begin at a place.
    pub fn edges(&self, place: u32) -> &[Edge] {
        self.ranges.get(place as usize).map_or(&[], |range| &self.edges[range.start as usize..range.end as usize])
    }

    /// Whether a place lies inside a compound.
    pub fn is_inner(&self, place: u32) -> bool {
        place as usize > self.pieces.len()
    }

    /// The text of a piece; empty behind the end.
    pub fn text<'t>(&self, piece: usize, text: &'t str) -> &'t str {
        self.pieces.get(piece).map_or("", |piece| &text[piece.start as usize..piece.end as usize])
    }
}

/// Finds the pieces and their meanings.
pub fn find(layers: &Layers) -> Lattice {
    let text = layers.tokens.text;
    let pieces = pieces(layers);
    let count = pieces.len();
    let mut lattice = Lattice { pieces, ranges: vec![0..0; count + 1], edges: Vec::new() };
    let mut inner: Vec<Vec<Edge>> = Vec::new();
    let words = &layers.pack.times.words;
    let mut here: Vec<Edge> = Vec::new();
    for index in 0..count {
        look_at(1);
        here.clear();
        let piece = lattice.pieces[index];
        let written = &text[piece.start as usize..piece.end as usize];
        match piece.kind {
            PieceKind::Digits => digits(written, piece, index as u32 + 1, &mut here),
            PieceKind::Mark => entries(words, written, &lattice, index, text, &mut here),
            PieceKind::Letters => letters(words, written, &lattice, index, text, &mut here, &mut inner),
        }
        lattice.ranges[index] = push(&mut lattice.edges, &here);
    }
    for edges in inner {
        let range = push(&mut lattice.edges, &edges);
        lattice.ranges.push(range);
    }
    lattice
}

fn push(all: &mut Vec<Edge>, edges: &[Edge]) -> Range<u32> {
    let from = all.len() as u32;
    all.extend_from_slice(edges);
    from..all.len() as u32
}

fn pieces(layers: &Layers) -> Vec<Piece> {
    let text = layers.tokens.text;
    let mut pieces: Vec<Piece> = Vec::with_capacity(layers.tokens.len());
    // A word may have a capital for its place at the start, behind marks other than a comma, and behind a line end.
    let mut at_start = true;
    for (token, entry) in layers.tokens.list.iter().enumerate() {
        let (from, to) = (entry.span.start as usize, entry.span.end as usize);
        let mut glued = entry.gap == Gap::None && token > 0;
        at_start |= matches!(entry.gap, Gap::Line | Gap::Paragraph);
        let mut characters = text[from..to].char_indices().peekable();
        while let Some((offset, character)) = characters.next() {
            let kind = kind_of(character);
            let mut end = offset + character.len_utf8();
            let goes_on = |&(_, next): &(usize, char)| kind != PieceKind::Mark && kind_of(next) == kind;
            while let Some((_, next)) = characters.next_if(goes_on) {
                end += next.len_utf8();
            }
            let (start, end) = ((from + offset) as u32, (from + end) as u32);
            pieces.push(Piece { start, end, kind, glued, token: token as u32, at_start });
            at_start = kind == PieceKind::Mark && character != ',';
            glued = true;
        }
    }
    pieces
}

fn kind_of(character: char) -> PieceKind {
    if character.is_alphabetic() {
        PieceKind::Letters
    } else if character.is_ascii_digit() {
        PieceKind::Digits
    } else {
        PieceKind::Mark
    }
}

/// What a number can be.
fn digits(written: &str, piece: Piece, to: u32, here: &mut Vec<Edge>) {
    const DIGITS_MAX: usize = 6;
    if written.len() > DIGITS_MAX {
        return;
    }
    let Ok(value) = written.parse::<i32>() else { return };
    let mut add = |class, value| here.push(Edge { class, value, to });
    let is_short = written.len() <= 2;
    if is_short && (1..=31).contains(&value) {
        add(DAY, value);
    }
    if is_short && (1..=12).contains(&value) {
        add(MONTH_NUMBER, value);
    }
    if is_short && value <= 24 {
        add(HOUR, value);
    }
    if written.len() == 2 && value < 60 {
        add(MINUTE, value);
    }
    if written.len() == 4 && (1000..2200).contains(&value) {
        add(YEAR, value);
    }
    if written.len() == 4 && (1900..=2050).contains(&value) {
        add(RECENT_YEAR, value);
    }
    if written.len() == 2 {
        add(SHORT_YEAR, value);
    }
    if written.len() == 3 && piece.glued {
        add(THOUSANDS, value);
    }
    add(DIGITS, value);
    if !written.starts_with('0') {
        add(NUMBER, value * 10);
    }
}

/// The meanings of a word as it is written, and of the same with a small letter where a capital may stand for its place.
fn entries(words: &TimeWords, written: &str, lattice: &Lattice, index: usize, text: &str, here: &mut Vec<Edge>) {
    for entry in words.entries(written) {
        let mut to = index + 1;
        for word in &entry.more {
            if lattice.text(to, text) != word {
                to = 0;
                break;
            }
            to += 1;
        }
        if to > 0 {
            here.push(Edge { class: entry.class, value: entry.value, to: to as u32 });
        }
    }
}

fn letters(
    words: &TimeWords,
    written: &str,
    lattice: &Lattice,
    index: usize,
    text: &str,
    here: &mut Vec<Edge>,
    inner: &mut Vec<Vec<Edge>>,
) {
    const COMPOUND_BYTES_MAX: usize = 48;
    entries(words, written, lattice, index, text, here);
    let starts_upper = written.starts_with(char::is_uppercase);
    if starts_upper && lattice.pieces[index].at_start {
        entries(words, &lower_first(written), lattice, index, text, here);
    }
    // “MONTAG”: capitals for emphasis.
    let is_emphasised = starts_upper && written.len() > 3 && written.chars().all(char::is_uppercase);
    if is_emphasised {
        let lower = written.to_lowercase();
        entries(words, &lower, lattice, index, text, here);
        entries(words, &upper_first(&lower), lattice, index, text, here);
    }
    if !here.is_empty() {
        return;
    }
    // “34-Jährige” is somebody, “34-jährige” is a length.
    let may_be_adjective = !starts_upper || lattice.pieces[index].at_start;
    if (6..=COMPOUND_BYTES_MAX).contains(&written.len()) {
        let lower = if starts_upper { written.to_lowercase() } else { written.to_string() };
        if words.may_be_compound(&lower) {
            let mut compound =
                Compound { words, end: index as u32 + 1, first_inner: lattice.pieces.len() as u32 + 1, may_be_adjective, inner };
            compound.take_apart(&lower, 0, here);
        }
    }
    // “90er”, “34-jährige”: what only ends compounds may stand behind digits and a hyphen.
    if here.is_empty() && lattice.pieces[index].glued {
        here.extend(words.tails(written, may_be_adjective).map(|(class, value)| Edge { class, value, to: index as u32 + 1 }));
    }
}

/// A compound while it is taken apart.
struct Compound<'a> {
    words: &'a TimeWords,
    /// The place behind it.
    end: u32,
    /// The number of the first place inside compounds.
    first_inner: u32,
    may_be_adjective: bool,
    /// The edges of all places inside compounds.
    inner: &'a mut Vec<Vec<Edge>>,
}

impl Compound<'_> {
    /// Gives the edges that begin with `rest`.
    fn take_apart(&mut self, rest: &str, depth: usize, here: &mut Vec<Edge>) {
        const PARTS_MAX: usize = 4;
        if depth > 0 {
            here.extend(self.words.tails(rest, self.may_be_adjective).map(|(class, value)| Edge { class, value, to: self.end }));
        }
        if depth + 1 >= PARTS_MAX {
            return;
        }
        for (at, _) in rest.char_indices().skip(2) {
            look_at(1);
            let meanings = self.words.linked(&rest[..at]);
            if meanings.is_empty() {
                continue;
            }
            let mut behind = Vec::new();
            self.take_apart(&rest[at..], depth + 1, &mut behind);
            if !behind.is_empty() {
                let place = self.first_inner + self.inner.len() as u32;
                self.inner.push(behind);
                here.extend(meanings.iter().map(|&(class, value)| Edge { class, value, to: place }));
            }
        }
    }
}

fn lower_first(word: &str) -> String {
    let mut characters = word.chars();
    characters.next().map_or(String::new(), |first| first.to_lowercase().collect::<String>() + characters.as_str())
}

fn upper_first(word: &str) -> String {
    let mut characters = word.chars();
    characters.next().map_or(String::new(), |first| first.to_uppercase().collect::<String>() + characters.as_str())
}
