//! From documents to passages, claims, chains joined, origins and circles: where does this come from, and how many independent sources is it?
//!
//! Everything here takes one article or one pair of articles at a time and keeps no state of its own; results merge by keys. What is
//! known of other articles is asked of a [`Record`], whether it lies in memory ([`MemoryRecord`]) or in a file.

pub mod fingerprints;
pub mod keys;
pub mod moment;
pub mod record;
mod words;

pub use fingerprints::Fingerprint;
pub use keys::{Key, Keys, Role, SentenceKeys, Term};
pub use moment::{Day, Moment};
pub use record::{ArticleNumber, Days, MemoryRecord, Record};
