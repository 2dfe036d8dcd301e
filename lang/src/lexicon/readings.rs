//! The readings of one form, in one piece.

use crate::morphology::Reading;
use crate::tag::{Tag, TagSet};
use std::ops::Deref;

/// The readings of one form: at most [`Readings::MAX`], used as a slice.
#[derive(Clone, Copy)]
pub struct Readings {
    list: [Reading; Readings::MAX],
    len: u8,
}

impl Readings {
    /// The most readings a form has in the lexicon, with some room for guesses. Further ones are dropped.
    pub const MAX: usize = 12;

    pub(crate) fn none() -> Self {
        Readings { list: [Reading::NONE; Self::MAX], len: 0 }
    }

    pub(crate) fn push(&mut self, reading: Reading) {
        if let Some(place) = self.list.get_mut(usize::from(self.len)) {
            *place = reading;
            self.len += 1;
        }
    }

    /// The tags that any of the readings allows.
    pub fn tags(&self) -> TagSet {
        self.iter().fold(TagSet::EMPTY, |tags, reading| tags.union(reading.tags()))
    }

    /// The first reading that allows the tag, a verb's before an adjective's where the tag is a verb's: „zurückgetreten“ as `VVPP` is a form of
    /// „zurücktreten“.
    pub fn fitting(&self, tag: Tag) -> Option<Reading> {
        let mut fitting = self.iter().filter(|reading| reading.tags().contains(tag));
        let first = fitting.next()?;
        let same_kind = |reading: &&Reading| reading.class.is_verb() == tag.is_verb();
        Some(*std::iter::once(first).chain(fitting).find(same_kind).unwrap_or(first))
    }
}

impl Deref for Readings {
    type Target = [Reading];
    fn deref(&self) -> &[Reading] {
        &self.list[..usize::from(self.len)]
    }
}

impl std::fmt::Debug for Readings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}
