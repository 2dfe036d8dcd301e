//! The conditional random field: its likelihood goes up by AdaGrad (Duchi et al. 2011), sentence by sentence, with a pull of all weights to zero; what
//! is kept is the mean of several runs, one byte a weight, for the features that matter most.

use std::collections::HashMap;

use quell_lang::recogniser::context::{FEATURES, Sentence};
use quell_lang::recogniser::labels::{self, COUNT};
use quell_lang::recogniser::{check, format};

use super::corpora::{Corpus, Example};
use crate::train::perceptron::shuffle;

/// log₂ of the number of slots.
const SLOTS_LOG: u8 = 17;
/// At most so many of them are used.
const SHARE_MAX: f32 = 0.8;
const ROUNDS: usize = 8;
const STEP: f32 = 0.1;
const PULL: f32 = 2.0;
/// Features of these numbers have weights of their own in the corpora whose labels differ: the mean of what both say would be neither.
const ADAPTED: [usize; 12] = [0, 1, 12, 16, 21, 25, 30, 31, 43, 49, 50, 51];
/// Seen at least so often.
const SEEN_MIN: u32 = 2;

type Row = [f32; COUNT];

struct Field {
    numbers: HashMap<u32, u32>,
    weights: Vec<Row>,
    squares: Vec<Row>,
    /// One pull to zero, shared out among the times that a feature is seen in a round.
    pulls: Vec<f32>,
    transitions: [Row; COUNT + 1],
    transition_squares: [Row; COUNT + 1],
}

/// Trains on the sentences with these numbers and gives the model's file.
pub fn train(numbers: &[usize], examples: &[Example], prepared: &[Sentence]) -> Vec<u8> {
    let mut counts: HashMap<u32, u32> = HashMap::new();
    for &number in numbers {
        for place in 0..prepared[number].len() {
            for feature in features(&prepared[number], place, examples[number].corpus) {
                *counts.entry(feature).or_default() += 1;
            }
        }
    }
    let mut kept: Vec<(u32, u32)> = counts.into_iter().filter(|&(_, count)| count >= SEEN_MIN).collect();
    kept.sort_unstable();
    let size = kept.len();
    let mut field = Field {
        pulls: kept.iter().map(|&(_, count)| PULL / count as f32).collect(),
        numbers: kept.into_iter().map(|(feature, _)| feature).zip(0..).collect(),
        weights: vec![[0.0; COUNT]; size],
        squares: vec![[1e-3; COUNT]; size],
        transitions: [[0.0; COUNT]; COUNT + 1],
        transition_squares: [[1e-3; COUNT]; COUNT + 1],
    };
    let rows: Vec<Vec<Vec<u32>>> = numbers
        .iter()
        .map(|&number| {
            let corpus = examples[number].corpus;
            let known =
                |place| features(&prepared[number], place, corpus).filter_map(|feature| field.numbers.get(&feature).copied()).collect();
            (0..prepared[number].len()).map(known).collect()
        })
        .collect();
    let mut random = 0x9e37_79b9_7f4a_7c15u64;
    let mut order: Vec<usize> = (0..numbers.len()).collect();
    for round in 0..ROUNDS {
        shuffle(&mut order, &mut random);
        let step = STEP / (1.0 + round as f32 * 0.15);
        let mut likelihood = 0.0;
        for &at in &order {
            likelihood += field.learn(&rows[at], &examples[numbers[at]].labels, step);
        }
        eprintln!("round {round}: {likelihood:.0}");
    }
    field.file()
}

/// The features of a word, and again those that are adapted to a corpus.
fn features(sentence: &Sentence, place: usize, corpus: Corpus) -> impl Iterator<Item = u32> {
    let all: [u32; FEATURES] = sentence.features(place);
    let salt = match corpus {
        Corpus::GermEval => None,
        Corpus::SmartData => Some(0x5bd1_e995),
    };
    let adapted = ADAPTED.into_iter().filter_map(move |number| salt.map(|salt| all[number].wrapping_mul(0x85eb_ca6b) ^ salt));
    all.into_iter().chain(adapted)
}

impl Field {
    /// One step up the likelihood of a sentence, which it gives.
    #[allow(clippy::needless_range_loop, reason = "the recurrences read several rows at the same place")]
    fn learn(&mut self, rows: &[Vec<u32>], gold: &[usize], step: f32) -> f32 {
        let length = rows.len();
        let scores: Vec<Row> = rows.iter().map(|features| self.scores(features)).collect();
        let transition = |before: usize, label: usize| {
            if labels::may_follow(if before == COUNT { labels::OUTSIDE } else { before }, label) {
                self.transitions[before][label].exp()
            } else {
                0.0
            }
        };
        let mut factors = [[0.0f32; COUNT]; COUNT + 1];
        for (before, row) in factors.iter_mut().enumerate() {
            for (label, factor) in row.iter_mut().enumerate() {
                *factor = transition(before, label);
            }
        }
        // Forward and backward, each place scaled to a sum of one.
        let mut forward = vec![[0.0f32; COUNT]; length];
        let mut backward = vec![[1.0f32; COUNT]; length];
        let mut log_norm = 0.0;
        let mut emissions = vec![[0.0f32; COUNT]; length];
        for place in 0..length {
            let top = scores[place].iter().copied().fold(f32::MIN, f32::max);
            log_norm += top;
            for label in 0..COUNT {
                emissions[place][label] = (scores[place][label] - top).exp();
                let incoming: f32 = match place {
                    0 => factors[COUNT][label],
                    _ => (0..COUNT).map(|before| forward[place - 1][before] * factors[before][label]).sum(),
                };
                forward[place][label] = incoming * emissions[place][label];
            }
            let sum: f32 = forward[place].iter().sum::<f32>().max(1e-30);
            forward[place].iter_mut().for_each(|value| *value /= sum);
            log_norm += sum.ln();
        }
        for place in (0..length.saturating_sub(1)).rev() {
            for before in 0..COUNT {
                backward[place][before] =
                    (0..COUNT).map(|label| factors[before][label] * emissions[place + 1][label] * backward[place + 1][label]).sum();
            }
            let sum: f32 = backward[place].iter().sum::<f32>().max(1e-30);
            backward[place].iter_mut().for_each(|value| *value /= sum);
        }
        let mut likelihood = -log_norm;
        let mut expected = [[0.0f32; COUNT]; COUNT + 1];
        for place in 0..length {
            let mut gradient: Row = [0.0; COUNT];
            let total: f32 = (0..COUNT).map(|label| forward[place][label] * backward[place][label]).sum::<f32>().max(1e-30);
            for (label, value) in gradient.iter_mut().enumerate() {
                *value = forward[place][label] * backward[place][label] / total;
            }
            if place == 0 {
                (0..COUNT).for_each(|label| expected[COUNT][label] += gradient[label]);
            } else {
                let pair = |before: usize, label: usize| {
                    forward[place - 1][before] * factors[before][label] * emissions[place][label] * backward[place][label]
                };
                let total: f32 = (0..COUNT).flat_map(|before| (0..COUNT).map(move |label| pair(before, label))).sum::<f32>().max(1e-30);
                for (before, row) in expected.iter_mut().take(COUNT).enumerate() {
                    (0..COUNT).for_each(|label| row[label] += pair(before, label) / total);
                }
            }
            let before = if place == 0 { COUNT } else { gold[place - 1] };
            expected[before][gold[place]] -= 1.0;
            likelihood += scores[place][gold[place]] + self.transitions[before][gold[place]];
            gradient[gold[place]] -= 1.0;
            for &feature in &rows[place] {
                let feature = feature as usize;
                climb(&mut self.weights[feature], &mut self.squares[feature], &gradient, step, self.pulls[feature]);
            }
        }
        for ((weights, squares), gradient) in self.transitions.iter_mut().zip(&mut self.transition_squares).zip(&expected) {
            climb(weights, squares, gradient, step, 0.0);
        }
        likelihood
    }

    fn scores(&self, features: &[u32]) -> Row {
        let mut scores = [0.0; COUNT];
        for &feature in features {
            for (score, weight) in scores.iter_mut().zip(&self.weights[feature as usize]) {
                *score += weight;
            }
        }
        scores
    }

    /// The features that matter most, in slots.
    fn file(&self) -> Vec<u8> {
        let size = |row: &Row| row.iter().fold(0.0f32, |size, weight| size.max(weight.abs()));
        let mut features: Vec<(u32, &Row)> =
            self.numbers.iter().map(|(&feature, &number)| (feature, &self.weights[number as usize])).collect();
        features.sort_by(|a, b| size(b.1).total_cmp(&size(a.1)).then(a.0.cmp(&b.0)));
        let slots = 1usize << SLOTS_LOG;
        let all = features.len();
        features.truncate((slots as f32 * SHARE_MAX) as usize);
        let largest = features.get(features.len() / 2000).map_or(1.0, |(_, row)| size(row));
        eprintln!(
            "{all} features, {} kept, largest {largest:.2}, smallest {:.3}",
            features.len(),
            features.last().map_or(0.0, |last| size(last.1))
        );
        let quantised = |weight: f32| (weight / largest * 127.0).round();
        let mut table = vec![0u8; slots * format::SLOT];
        for (feature, row) in features {
            for probe in 0..format::PROBES {
                let place = ((feature as usize + probe) & (slots - 1)) * format::SLOT;
                let slot = &mut table[place..place + format::SLOT];
                let found = u16::from_le_bytes([slot[0], slot[1]]);
                if found == 0 {
                    slot[..2].copy_from_slice(&check(feature).to_le_bytes());
                    for (byte, weight) in slot[2..].iter_mut().zip(row) {
                        *byte = quantised(*weight).clamp(-127.0, 127.0) as i8 as u8;
                    }
                    break;
                }
                if found == check(feature) {
                    break;
                }
            }
        }
        let mut bytes = format::MAGIC.to_vec();
        bytes.extend([SLOTS_LOG, 0, 0, 0]);
        for weight in self.transitions.iter().flatten() {
            bytes.extend((quantised(*weight).clamp(-32000.0, 32000.0) as i16).to_le_bytes());
        }
        bytes.extend(table);
        bytes
    }
}

/// One step of AdaGrad down the gradient and towards zero.
fn climb(weights: &mut Row, squares: &mut Row, gradient: &Row, step: f32, pull: f32) {
    for ((weight, square), slope) in weights.iter_mut().zip(squares).zip(gradient) {
        let slope = slope + pull * *weight;
        *square += slope * slope;
        *weight -= step * slope / square.sqrt();
    }
}
