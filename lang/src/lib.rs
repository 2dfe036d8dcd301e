//! What Quell knows of a language: its words (lexicon, tagger, verb generator) and its packs of lists; and of the world that news is about.

pub mod claims;
pub mod compounds;
pub mod credits;
pub mod cues;
pub mod lexicon;
pub mod morphology;
pub mod pack;
pub mod pages;
pub mod tag;
pub mod tagger;
pub mod times;
pub mod verbs;
pub mod world;

pub use pack::{Pack, PackError};
