//! Sets of places that can be counted: the characters or the tokens that a role covers.

use quell_document::{CharPlaces, Spans};

/// A set of numbers, of characters or of tokens, kept as ranges in order that neither overlap nor touch.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places(Vec<[u32; 2]>);

impl Places {
    /// All numbers within these half-open ranges.
    pub fn of_ranges(ranges: impl IntoIterator<Item = [u32; 2]>) -> Places {
        let mut sorted: Vec<[u32; 2]> = ranges.into_iter().filter(|[start, end]| start < end).collect();
        sorted.sort_unstable();
        let mut joined: Vec<[u32; 2]> = Vec::with_capacity(sorted.len());
        for [start, end] in sorted {
            match joined.last_mut() {
                Some(last) if start <= last[1] => last[1] = last[1].max(end),
                _ => joined.push([start, end]),
            }
        }
        Places(joined)
    }

    /// These numbers.
    pub fn of_numbers(numbers: impl IntoIterator<Item = u32>) -> Places {
        Places::of_ranges(numbers.into_iter().map(|number| [number, number + 1]))
    }

    /// The characters that a role covers; none if the role is missing.
    pub fn of_characters(spans: Option<&Spans>, characters: &CharPlaces) -> Places {
        Places::of_ranges(spans.into_iter().flat_map(Spans::iter).map(|span| characters.chars(span)))
    }

    /// How many there are.
    pub fn len(&self) -> u32 {
        self.0.iter().map(|[start, end]| end - start).sum()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many are in both.
    pub fn shared(&self, other: &Places) -> u32 {
        let (mut mine, mut theirs, mut shared) = (0, 0, 0);
        while mine < self.0.len() && theirs < other.0.len() {
            let ([a, b], [c, d]) = (self.0[mine], other.0[theirs]);
            shared += b.min(d).saturating_sub(a.max(c));
            if b <= d {
                mine += 1;
            } else {
                theirs += 1;
            }
        }
        shared
    }

    /// The share of these that `other` has too; 0 if there are none.
    pub fn share_in(&self, other: &Places) -> f64 {
        if self.is_empty() { 0.0 } else { f64::from(self.shared(other)) / f64::from(self.len()) }
    }

    /// The harmonic mean of both shares: 1 if both are equal, 0 if they share nothing or one is empty.
    pub fn overlap(&self, other: &Places) -> f64 {
        crate::figures::f1(self.share_in(other), other.share_in(self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    #[test]
    fn overlap_is_the_harmonic_mean_of_both_shares() {
        let ten = Places::of_ranges([[0, 10]]);
        let five_of_them_and_fifteen_more = Places::of_ranges([[5, 25]]);
        // 5 of 10 and 5 of 20: 2 · 0.5 · 0.25 / 0.75 = 1/3
        assert!((ten.overlap(&five_of_them_and_fifteen_more) - 1.0 / 3.0).abs() < 1e-12);
        assert_eq!(ten.overlap(&ten), 1.0);
        assert_eq!(ten.overlap(&Places::default()), 0.0);
    }

    #[test]
    fn umlauts_count_as_one_character() {
        let text = "größer als";
        let first_word = Spans::one(quell_document::Span::new(0, "größer".len() as u32));
        assert_eq!(Places::of_characters(Some(&first_word), &CharPlaces::new(text)).len(), 6);
    }

    proptest! {
        #[test]
        fn ranges_count_as_sets_do(a in prop::collection::vec((0u32..40, 0u32..40), 0..6), b in prop::collection::vec((0u32..40, 0u32..40), 0..6)) {
            let places = |ranges: &[(u32, u32)]| Places::of_ranges(ranges.iter().map(|&(x, y)| [x.min(y), x.max(y)]));
            let set = |ranges: &[(u32, u32)]| ranges.iter().flat_map(|&(x, y)| x.min(y)..x.max(y)).collect::<BTreeSet<u32>>();
            prop_assert_eq!(places(&a).len() as usize, set(&a).len());
            prop_assert_eq!(places(&a).shared(&places(&b)) as usize, set(&a).intersection(&set(&b)).count());
            prop_assert_eq!(places(&a), Places::of_numbers(set(&a)));
        }
    }
}
