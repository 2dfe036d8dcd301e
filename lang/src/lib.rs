//! What Quell knows of a language: its words (lexicon, tagger, verb generator) and its packs of lists; and of the world that news is about.

pub mod claims;
pub mod compounds;
pub mod credits;
pub mod cues;
pub mod events;
pub mod knowledge;
pub mod lexicon;
pub mod morphology;
pub mod names;
pub mod pack;
pub mod pages;
pub mod recogniser;
pub mod spelling;
pub mod tag;
pub mod tagger;
pub mod times;
pub mod towns;
pub mod verbs;
pub mod word_classes;
pub mod world;

pub use knowledge::{Knowledge, KnowledgeFile};
pub use pack::{Pack, PackError};
