//! The lexicon's file: a magic word, the length of each section as `u32`, then the sections. All numbers are little-endian.

/// The first eight bytes; the last of them counts versions.
pub const MAGIC: &[u8; 8] = b"QUELLEX1";

/// The sections in their order. A *starts* section holds, for row `n`, where it begins and at `n + 1` where it ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Section {
    /// The automaton, form → value.
    Map,
    /// `u16` starts into the pairs, one row a value.
    ValueStarts,
    /// Pairs (rule, tag set), two `u16`.
    Pairs,
    /// Rules: change and strip as `u8`, ending as `u16`.
    Rules,
    /// `u16` starts into the endings.
    EndingStarts,
    /// The endings one after the other, the first of them empty.
    Endings,
    /// `u16` starts into the readings, one row a tag set.
    ReadingStarts,
    /// Readings, eight bytes each.
    Readings,
    /// `u32` starts into the tags, one row a tag set.
    TagStarts,
    /// The tags of the tag sets, `u16` numbers of names.
    Tags,
    /// `u32` starts into the names.
    NameStarts,
    /// The names of the tags one after the other.
    Names,
    /// The commonest words as a hash table, so that most look-ups need not walk the automaton: places of key (`u64`) and value (`u16`), as
    /// many as a power of two, at most half of them taken. A key of zero is an empty place.
    Common,
}

/// The bytes of a place in the table of common words.
pub const COMMON: usize = 10;

/// The key of a word in the table of common words. Two different words have the same one about as often as two files have the same hash;
/// the lexicon's builder checks its own words.
pub fn key(form: &str) -> u64 {
    let mut key = form.len() as u64;
    for chunk in form.as_bytes().chunks(8) {
        let mut bytes = [0; 8];
        bytes[..chunk.len()].copy_from_slice(chunk);
        key = (key.rotate_left(5) ^ u64::from_le_bytes(bytes)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
    key | 1
}

/// How many sections there are.
pub const SECTIONS: usize = Section::Common as usize + 1;
/// The bytes before the first section.
pub const HEADER: usize = MAGIC.len() + 4 * SECTIONS;
