//! The averaged perceptron (Collins 2002): wherever the tagger chooses wrongly, the right tag's weights go up and the wrong one's down; the mean of
//! all states on the way is what is kept, in one byte a weight.

use super::treebank::Sentence;
use quell_lang::lexicon::Lexicon;
use quell_lang::tag::{Tag, TagSet};
use quell_lang::tagger::context::{self, ONLY_THESE, word_hash};
use quell_lang::tagger::{Rows, Tagger, best, format};
use std::collections::BTreeMap;

/// log₂ of the number of weights. One more or less changes the accuracy by 0.1 %.
const WEIGHTS_LOG: u8 = 21;
/// How often the sentences are gone through.
const ROUNDS: usize = 8;
/// How many taggers are trained, each with the sentences in another order, and added up: worth 0.3 %.
const RUNS: usize = 10;
/// A word seen so often has no other tags than those seen.
const CLOSED_FROM: usize = 30;
/// Into how many parts the sentences are divided to look words up as unseen.
const PARTS: usize = 10;

/// Trains a tagger and gives its file.
pub fn train(sentences: &[&Sentence], lexicon: &Lexicon) -> Vec<u8> {
    let forms: Vec<Vec<&str>> = sentences.iter().map(|sentence| sentence.words.iter().map(String::as_str).collect()).collect();
    let prepared = prepare(sentences, &forms, lexicon);
    let mut random = 0x9e37_79b9_7f4a_7c15u64;
    let mut sum = vec![0.0; 1 << WEIGHTS_LOG];
    for _ in 0..RUNS {
        let mut weights = Weights::new();
        let mut order: Vec<usize> = (0..sentences.len()).collect();
        for _ in 0..ROUNDS {
            shuffle(&mut order, &mut random);
            for &number in &order {
                let gold = &sentences[number].tags;
                prepared[number].decode(|place, rows, allowed| {
                    let found = weights.best(rows, allowed);
                    let right = gold[place];
                    if found != right && allowed.contains(right) {
                        weights.add(rows, right, 1.0);
                        weights.add(rows, found, -1.0);
                    }
                    weights.now += 1;
                    found
                });
            }
        }
        weights.add_means(&mut sum);
    }
    let mut bytes = head_and_words(sentences);
    bytes.extend(quantised(&sum));
    bytes
}

/// Looks the words of every sentence up as the finished tagger will: with the word table of *other* sentences. With its own, every word would be
/// known with its right tag, and training would learn to rely on it.
fn prepare<'s>(sentences: &[&'s Sentence], forms: &'s [Vec<&'s str>], lexicon: &'s Lexicon) -> Vec<context::Sentence<'s>> {
    let mut prepared: Vec<Option<context::Sentence>> = sentences.iter().map(|_| None).collect();
    for part in 0..PARTS {
        let others: Vec<&Sentence> =
            sentences.iter().enumerate().filter(|(place, _)| place % PARTS != part).map(|(_, sentence)| *sentence).collect();
        // A tagger of these words and no weights.
        let mut blank = head_and_words(&others);
        blank.resize(blank.len() + (1 << WEIGHTS_LOG), 0);
        let Some(tagger) = Tagger::read(blank.leak()) else { continue };
        let words_of_others = tagger.words();
        for (place, forms) in forms.iter().enumerate().filter(|(place, _)| place % PARTS == part) {
            prepared[place] = Some(context::Sentence::new(forms, lexicon, &words_of_others));
        }
    }
    prepared.into_iter().flatten().collect()
}

struct Weights {
    mask: usize,
    current: Vec<f32>,
    /// The sum of each weight over all steps before `since`.
    totals: Vec<f64>,
    since: Vec<u32>,
    now: u32,
}

impl Weights {
    fn new() -> Self {
        let size = 1 << WEIGHTS_LOG;
        Weights { mask: size - 1, current: vec![0.0; size], totals: vec![0.0; size], since: vec![0; size], now: 0 }
    }

    fn best(&self, rows: &Rows, allowed: TagSet) -> Tag {
        best(allowed, |tag| rows.iter().map(|row| self.current[(*row as usize + tag as usize) & self.mask]).sum::<f32>())
    }

    fn add(&mut self, rows: &Rows, tag: Tag, by: f32) {
        for row in rows {
            let place = (*row as usize + tag as usize) & self.mask;
            self.totals[place] += f64::from(self.current[place]) * f64::from(self.now - self.since[place]);
            self.since[place] = self.now;
            self.current[place] += by;
        }
    }

    fn add_means(mut self, sum: &mut [f64]) {
        for (place, sum) in sum.iter_mut().enumerate() {
            self.totals[place] += f64::from(self.current[place]) * f64::from(self.now - self.since[place]);
            *sum += self.totals[place];
        }
    }
}

/// The means as signed bytes. The few largest are cut off so that the many small ones keep their differences.
fn quantised(sum: &[f64]) -> Vec<u8> {
    let mut sizes: Vec<f64> = sum.iter().map(|total| total.abs()).filter(|size| *size > 0.0).collect();
    sizes.sort_by(f64::total_cmp);
    let largest = sizes.get(sizes.len().saturating_sub(1 + sizes.len() / 2000)).copied().unwrap_or(1.0);
    sum.iter().map(|total| (total / largest * 127.0).round().clamp(-127.0, 127.0) as i8 as u8).collect()
}

pub fn shuffle(order: &mut [usize], random: &mut u64) {
    for last in (1..order.len()).rev() {
        *random ^= *random << 13;
        *random ^= *random >> 7;
        *random ^= *random << 17;
        order.swap(last, (*random % (last as u64 + 1)) as usize);
    }
}

/// The file up to the weights: header, tag sets, words.
fn head_and_words(sentences: &[&Sentence]) -> Vec<u8> {
    let mut counts: BTreeMap<&str, BTreeMap<Tag, usize>> = BTreeMap::new();
    for sentence in sentences {
        for (word, tag) in sentence.words.iter().zip(&sentence.tags) {
            if !tag.is_punctuation() {
                *counts.entry(word).or_default().entry(*tag).or_default() += 1;
            }
        }
    }
    let mut sets: Vec<u64> = Vec::new();
    let mut words: Vec<(u32, u8)> = Vec::new();
    for (word, tags) in counts {
        let total: usize = tags.values().sum();
        let is_closed = total >= CLOSED_FROM;
        let mut set = TagSet::EMPTY;
        for (tag, count) in tags {
            // A word that is as common as this and has the tag once in two hundred times has it by mistake.
            if !is_closed || count * 200 >= total {
                set.insert(tag);
            }
        }
        let bits = set.bits() | if is_closed { ONLY_THESE } else { 0 };
        let number = sets.iter().position(|known| *known == bits).unwrap_or_else(|| {
            sets.push(bits);
            sets.len() - 1
        });
        // With more than 256 sets, rare words go without.
        if let Ok(number) = u8::try_from(number) {
            words.push((word_hash(word), number));
        }
    }
    sets.truncate(255);
    words.retain(|(_, set)| usize::from(*set) < sets.len());
    let words_log = (words.len() * 2).next_power_of_two().trailing_zeros() as u8;
    let mut bytes = format::MAGIC.to_vec();
    bytes.extend([WEIGHTS_LOG, words_log, sets.len() as u8, 0]);
    bytes.extend(sets.iter().flat_map(|set| set.to_le_bytes()));
    bytes.extend(word_table(&words, 1 << words_log));
    bytes
}

fn word_table(words: &[(u32, u8)], size: usize) -> Vec<u8> {
    let mut places = vec![(0u32, 0u8); size];
    for &(hash, set) in words {
        let start = hash as usize % size;
        // A search does not go round the end of the table; what finds no place is left out.
        if let Some(free) = (start..size).find(|place| places[*place].0 == 0 || places[*place].0 == hash) {
            places[free] = (hash, set);
        }
    }
    places.iter().flat_map(|(hash, set)| hash.to_le_bytes().into_iter().chain([*set])).collect()
}
