//! What lists of names know of the words of a sentence: states, outlets, agencies, organisations, towns, first names, titles.

use crate::Pack;
use crate::recogniser::context::known;
use crate::towns::Towns;
use crate::world::{Names, World};

/// All lists of names, to be asked at once.
#[derive(Debug, Clone)]
pub struct Lists {
    names: Names<u16>,
    towns: Towns,
}

impl Lists {
    /// The lists of the world, and the towns that are compiled in.
    pub fn new(world: &World) -> Lists {
        Lists { names: world.all_names(), towns: Towns::built_in() }
    }

    /// The longest name of the lists that begins with this word: of how many words it is, and of whom ([`known`]).
    pub fn at_word(&self, words: &[&str], place: usize) -> Option<(usize, u16)> {
        words[place].starts_with(char::is_alphabetic).then(|| self.names.at_word(words, place)).flatten()
    }

    /// What is known of each of these words, in bits of [`known`]; `bits` is filled anew.
    pub fn look_up(&self, words: &[&str], pack: &Pack, bits: &mut Vec<u16>) {
        bits.clear();
        bits.resize(words.len(), 0);
        for (place, word) in words.iter().enumerate() {
            let first = word.chars().next().unwrap_or(' ');
            if !first.is_alphabetic() {
                continue;
            }
            if let Some((count, what)) = self.names.at_word(words, place) {
                mark(bits, place, count, what);
            }
            if !first.is_uppercase() {
                let is_adjective = word.contains("isch") && pack.world.states.of_adjective(word).is_some();
                bits[place] |= if is_adjective { known::PEOPLE } else { 0 };
                continue;
            }
            if let Some(count) = self.towns.at_word(words, place) {
                mark(bits, place, count, known::TOWN);
            }
            if pack.first_name(word).is_some() {
                bits[place] |= known::FIRST_NAME;
            }
            if pack.is_title(word) {
                bits[place] |= known::TITLE;
            }
            if !pack.source_kinds(word).is_empty() {
                bits[place] |= known::SOURCE_NOUN;
            }
        }
    }
}

fn mark(bits: &mut [u16], place: usize, count: usize, what: u16) {
    bits[place] |= what;
    for bits in &mut bits[place + 1..place + count] {
        *bits |= what | known::FURTHER;
    }
}
