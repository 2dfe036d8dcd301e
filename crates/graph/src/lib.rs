//! From documents to passages, claims, chains joined, origins and circles: where does this come from, and how many independent sources is it?
//!
//! Everything here takes one article or one pair of articles at a time and keeps no state of its own; results merge by keys. What is
//! known of other articles is asked of a [`Record`], whether it lies in memory ([`MemoryRecord`]) or in a file.

pub mod alignment;
pub mod circles;
pub mod claims;
pub mod corrections;
pub mod denials;
pub mod fingerprints;
pub mod hedges;
pub mod joins;
pub mod keys;
pub mod moment;
pub mod origins;
pub mod outlets;
pub mod passages;
pub mod question;
mod rarity;
pub mod record;
pub mod telling;
pub mod trace;
mod words;

/// What is known of the language and of the world.
#[derive(Clone, Copy)]
pub struct Known<'k> {
    /// The language of the articles.
    pub pack: &'k quell_lang::Pack,
    /// Outlets and agencies.
    pub world: &'k quell_lang::world::World,
}

pub use fingerprints::Fingerprint;
pub use keys::{Key, Keys, Role, SentenceKeys, Term};
pub use moment::{Day, Moment};
pub use question::Question;
pub use record::{ArticleNumber, Days, Judgements, MemoryRecord, Record};
pub use trace::{Trace, trace};
