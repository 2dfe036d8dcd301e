//! Classes of words that are used alike, found in much text without any labels (Brown et al. 1992): *Kiel* and *Lübeck* are in one, *Merkel* and
//! *Müller* in another. A class is the path to it in a binary tree, its first steps in the lowest bits, so that the low bits are a coarser class.

use crate::tagger::context::word_hash;

/// The table's file: a magic word, log₂ of the number of places, then a check of 16 bits and a class of 16 bits for each place.
#[doc(hidden)]
pub mod format {
    /// The first eight bytes; the last of them counts versions.
    pub const MAGIC: &[u8; 8] = b"QUELCLS1";
    /// Magic word, log₂ of the number of places, three free bytes.
    pub const HEADER: usize = MAGIC.len() + 4;
    /// A check and a class.
    pub const PLACE: usize = 4;
    /// How many places a search looks at.
    pub const PROBES: usize = 8;
}

/// The classes of the commonest words.
#[derive(Clone, Copy, Default)]
pub struct WordClasses {
    places: &'static [u8],
}

impl WordClasses {
    /// The classes of German words that are compiled in; none without the feature `de`.
    pub fn german() -> WordClasses {
        #[cfg(feature = "de")]
        return WordClasses::read(quell_model_de::WORD_CLASSES).unwrap_or_default();
        #[cfg(not(feature = "de"))]
        WordClasses::default()
    }

    /// The classes in these bytes, if they are such a table.
    pub fn read(bytes: &'static [u8]) -> Option<WordClasses> {
        let &[log, ..] = bytes.strip_prefix(format::MAGIC)?.first_chunk::<4>()?;
        let places = bytes.get(format::HEADER..)?;
        let wanted = 1usize.checked_shl(u32::from(log))?.checked_mul(format::PLACE)?;
        (places.len() == wanted).then_some(WordClasses { places })
    }

    /// The class of a word as it is written; zero if it has none.
    pub fn get(&self, form: &str) -> u16 {
        if self.places.is_empty() {
            return 0;
        }
        let hash = word_hash(form);
        let mask = self.places.len() / format::PLACE - 1;
        for probe in 0..format::PROBES {
            let at = ((hash as usize + probe) & mask) * format::PLACE;
            let &[a, b, c, d] = &self.places[at..at + format::PLACE] else { return 0 };
            match u16::from_le_bytes([a, b]) {
                0 => return 0,
                found if found == check(hash) => return u16::from_le_bytes([c, d]),
                _ => {}
            }
        }
        0
    }
}

/// What a place keeps of a word to know it again; never zero, which is an empty place.
#[doc(hidden)]
pub fn check(hash: u32) -> u16 {
    (hash >> 16) as u16 | 1
}

impl std::fmt::Debug for WordClasses {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WordClasses").field("places", &(self.places.len() / format::PLACE)).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(feature = "de")]
    #[test]
    fn words_that_are_used_alike_share_a_class() {
        let classes = WordClasses::german();
        assert_eq!(classes.get("Hamburg"), classes.get("Berlin"));
        assert_ne!(classes.get("Hamburg"), classes.get("sagte"));
        assert_eq!(classes.get("Quxquaxdorfhausen"), 0);
    }

    #[test]
    fn damaged_bytes_are_no_table() {
        assert!(WordClasses::read(b"QUELCLS1\x02\0\0\0").is_none());
        assert!(WordClasses::read(b"").is_none());
        assert_eq!(WordClasses::default().get("Hamburg"), 0);
    }
}
