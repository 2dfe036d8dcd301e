//! What there is in the world that news names, in whatever language: agencies, outlets, states, organisations.
//!
//! The lists in `lang/world/` are compiled in. Each has a card in `lang/world/README.md`: what it holds, where that comes from, how much it is.

mod agencies;
mod names;

pub use agencies::{Agencies, Agency, AgencyKind};
pub use names::{Named, Names};
