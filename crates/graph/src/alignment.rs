//! Which words of two stretches of text are the same, in the same order, but for small edits: local alignment (Smith & Waterman, 1981) of words.

use quell_document::TextSpan;

use crate::fingerprints::word_hashes;

/// A stretch longer than this is cut: work grows with the product of both lengths.
pub const WORDS_MAX: usize = 400;

const MATCH: i32 = 2;
const MISMATCH: i32 = -2;
const GAP: i32 = -1;

/// Two stretches that were written once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alignment {
    /// The words in the first text, from the first to the last that is the same.
    pub a: TextSpan,
    /// The same in the second text.
    pub b: TextSpan,
    /// How many words are the same.
    pub same: usize,
    /// How many words the longer one of both stretches has.
    pub length: usize,
}

impl Alignment {
    /// The share of the longer stretch that is the same.
    pub fn density(&self) -> f32 {
        self.same as f32 / self.length.max(1) as f32
    }
}

/// The best alignment of two stretches; `None` if they share no word.
pub fn align(text_a: &str, a: TextSpan, text_b: &str, b: TextSpan) -> Option<Alignment> {
    let mut words_a = word_hashes(text_a, a);
    let mut words_b = word_hashes(text_b, b);
    words_a.truncate(WORDS_MAX);
    words_b.truncate(WORDS_MAX);
    align_words(&words_a, &words_b)
}

/// A place in the table: the best score of an alignment that ends there, where that began, and how many of its words are the same.
#[derive(Clone, Copy, Default)]
struct Cell {
    score: i32,
    start: (u32, u32),
    same: u32,
}

pub(crate) fn align_words(a: &[(u64, TextSpan)], b: &[(u64, TextSpan)]) -> Option<Alignment> {
    let mut above = vec![Cell::default(); b.len() + 1];
    let mut best: Option<(Cell, usize, usize)> = None;
    for (row, (word, _)) in a.iter().enumerate() {
        // The cell up and to the left of the one that is being worked out.
        let mut before = Cell::default();
        above[0] = Cell::default();
        for (column, (other, _)) in b.iter().enumerate() {
            let is_same = word == other;
            let mut cell = Cell { score: before.score + if is_same { MATCH } else { MISMATCH }, ..before };
            if before.score == 0 {
                cell.start = (row as u32, column as u32);
                cell.same = 0;
            }
            cell.same += u32::from(is_same);
            for neighbour in [above[column + 1], above[column]] {
                if neighbour.score + GAP > cell.score {
                    cell = Cell { score: neighbour.score + GAP, ..neighbour };
                }
            }
            if cell.score <= 0 {
                cell = Cell::default();
            }
            before = above[column + 1];
            above[column + 1] = cell;
            if is_same && best.as_ref().is_none_or(|(known, ..)| cell.score > known.score) {
                best = Some((cell, row, column));
            }
        }
    }
    let (cell, row, column) = best.filter(|(cell, ..)| cell.score > 0)?;
    let (from_a, from_b) = (cell.start.0 as usize, cell.start.1 as usize);
    Some(Alignment {
        a: a[from_a].1.to(a[row].1),
        b: b[from_b].1.to(b[column].1),
        same: cell.same as usize,
        length: (row - from_a + 1).max(column - from_b + 1),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use quell_document::Span;

    fn of(a: &str, b: &str) -> Option<(String, String, usize)> {
        let whole = |text: &str| Span::new(0, text.len() as u32);
        align(a, whole(a), b, whole(b)).map(|found| (found.a.of(a).to_string(), found.b.of(b).to_string(), found.same))
    }

    #[test]
    fn the_longest_common_stretch_is_found_through_edits() {
        let (a, b, same) = of(
            "Heute so. Der Hafen bleibt bis Montag wegen des Brandes gesperrt, sagte sie.",
            "Anders: Der Hafen bleibt wegen des schweren Brandes gesperrt – mehr nicht.",
        )
        .unwrap();
        assert_eq!(a, "Der Hafen bleibt bis Montag wegen des Brandes gesperrt");
        assert_eq!(b, "Der Hafen bleibt wegen des schweren Brandes gesperrt");
        assert_eq!(same, 7);
    }

    #[test]
    fn nothing_in_common_is_no_alignment() {
        assert_eq!(of("eins zwei drei", "vier fünf"), None);
        assert_eq!(of("", "vier fünf"), None);
    }
}
