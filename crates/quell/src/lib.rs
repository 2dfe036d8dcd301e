//! The engine: the one place where the stages meet.
//!
//! An [`Engine`] reads inputs, finds out their language, annotates their articles and hands out one [`Reading`] after the
//! other, in order, whatever the number of threads. [`Reading::item`] is the public view of a reading, the JSON contract.
//!
//! Arguments, terminals and files to write to are the business of whoever calls.

mod certainty;
mod explain;
pub mod fetching;
mod inputs;
mod knowledge;
mod language;
mod parallel;
mod reading;
pub mod record;
mod trace;
pub mod view;

pub use certainty::CERTAINTY_MIN;
pub use explain::{At, Explanation};
pub use inputs::{Input, gather, size_of};
pub use knowledge::knowledge_in;
pub use quell_annotate::Explained;
pub use quell_document as document;
pub use quell_graph as graph;
pub use quell_ingest::{ARTICLE_BYTES_MAX, Capture, Format, Unreadable, date};
pub use quell_lang::Knowledge;
pub use quell_store as store;
pub use reading::{Engine, Event, Options, Reading};
pub use trace::{Articles, Asked, Tracer, question_in};
