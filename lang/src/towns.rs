//! Names of towns, as hashes: is this word, or are these two or three, the name of one?

use crate::tagger::context::{mix, word_hash};

/// The table's file: a magic word, then the hashes of the names in order, four bytes each.
#[doc(hidden)]
pub const MAGIC: &[u8; 8] = b"QUELTWN1";

/// The names of the world's towns.
#[derive(Clone, Copy, Default)]
pub struct Towns {
    hashes: &'static [u8],
}

/// Of how many words a name is at most.
const WORDS_MAX: usize = 3;

impl Towns {
    /// The names that are compiled in.
    pub fn built_in() -> Towns {
        Towns::read(include_bytes!("../world/towns.bin")).unwrap_or_default()
    }

    /// The names in these bytes, if they are such a table.
    pub fn read(bytes: &'static [u8]) -> Option<Towns> {
        let hashes = bytes.strip_prefix(MAGIC)?;
        hashes.len().is_multiple_of(4).then_some(Towns { hashes })
    }

    /// Of how many words the longest name of a town is that begins at this word.
    pub fn at_word(&self, words: &[&str], place: usize) -> Option<usize> {
        let last = words.len().min(place + WORDS_MAX);
        let (mut hash, mut longest) = (0, None);
        for (count, word) in words[place..last].iter().enumerate() {
            hash = mix(hash, word_hash(word));
            if self.contains(hash) {
                longest = Some(count + 1);
            }
        }
        longest
    }

    /// Interpolation search (Peterson 1957): hashes lie evenly, so that a hash's size tells about where it stands.
    fn contains(&self, hash: u32) -> bool {
        let count = self.hashes.len() / 4;
        let at = |place: usize| u32::from_le_bytes([0, 1, 2, 3].map(|byte| self.hashes[place * 4 + byte]));
        let guess = ((u64::from(hash) * count as u64) >> 32) as usize;
        let around = |reach: usize| (guess.saturating_sub(reach), count.min(guess + reach));
        let mut reach = 64;
        let is_within = |(from, to): (usize, usize)| (from == 0 || at(from) <= hash) && (to == count || at(to) > hash);
        while !is_within(around(reach)) {
            reach *= 4;
        }
        let (mut from, mut to) = around(reach);
        while from < to {
            let middle = (from + to) / 2;
            match at(middle).cmp(&hash) {
                std::cmp::Ordering::Equal => return true,
                std::cmp::Ordering::Less => from = middle + 1,
                std::cmp::Ordering::Greater => to = middle,
            }
        }
        false
    }
}

/// The hash of a name, by its words.
#[doc(hidden)]
pub fn name_hash(name: &str) -> u32 {
    name.split(' ').fold(0, |hash, word| mix(hash, word_hash(word)))
}

impl std::fmt::Debug for Towns {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Towns").field("names", &(self.hashes.len() / 4)).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn towns_of_one_and_more_words_are_known() {
        let towns = Towns::built_in();
        assert_eq!(towns.at_word(&["nach", "Warschau"], 1), Some(1));
        assert_eq!(towns.at_word(&["Buenos", "Aires", "liegt"], 0), Some(2));
        assert_eq!(towns.at_word(&["Quxquaxdorfhausen"], 0), None);
    }

    #[test]
    fn damaged_bytes_are_no_table() {
        assert!(Towns::read(b"QUELTWN1\x01").is_none());
        assert!(Towns::read(b"").is_none());
    }
}
