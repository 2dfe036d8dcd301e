//! How right Quell is, and what went wrong where it is not.
//!
//! Gold and prediction are both [`quell_document::Document`]s. This library compares them and knows nothing of rules, of
//! language packs or of the engine; the program beside it, `cargo xtask eval`, has the articles read.
//!
//! | module | question |
//! |---|---|
//! | [`wikinews`] | What does the published gold say of German Wikinews? |
//! | [`attribution`] | How well are its statements found, by the published metric and by a strict one? |
//! | [`labels`] | What do our own labels of outlet articles say? |
//! | [`pages`] | Is the article found on pages of outlets, whole and alone? |
//! | [`samples`] | What do the invented articles in case notation say? |
//! | [`origins`] | Are claims found across articles, and traced to the right origins? |
//! | [`reuse`] | Are planted passages found? |
//! | [`mentions`] | How well are names of persons, organisations and places found? |
//! | [`statements`] | How well are statements found, with source, stance, hedges and chain? |
//! | [`times`] | How well are time expressions found, with their values? |
//! | [`analysis`] | Which rules, cues and articles are behind the errors? |
//! | [`scoreboard`] | What was measured last, and is it still so? |
//! | [`program_output`] | What did a program print, as a document? |

pub mod analysis;
pub mod assignment;
pub mod attribution;
pub mod figures;
pub mod files;
pub mod labels;
pub mod mentions;
pub mod names;
pub mod origins;
pub mod pages;
pub mod places;
pub mod program_output;
pub mod reuse;
pub mod samples;
pub mod scoreboard;
pub mod statements;
pub mod times;
pub mod wikinews;
