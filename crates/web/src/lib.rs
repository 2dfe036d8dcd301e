//! The web page of Quell: read, trace and correct in a browser, on this machine.
//!
//! [`serve`] answers HTTP at one address until it is told to stop. Every page is made on the server from the views of the engine, works without
//! JavaScript, and is made of escaped text: what stands in an article is never markup, a path or a query. Nothing is asked of any other machine.
//!
//! A page is a function from a `Visit` to an `Answer`; `routes.rs` lists them all, and `guard.rs` decides who may ask.

mod answer;
mod api;
mod cases;
mod drawing;
mod guard;
mod kept;
mod marks;
mod notes;
mod pages;
mod routes;
mod serve;
mod shown;
mod state;
mod stories;
mod visit;
mod words;

pub use serve::{Listening, Settings, serve};
