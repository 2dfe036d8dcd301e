//! `quell refresh`: the record as today's rules read it.

use std::sync::atomic::Ordering;

use quell::Engine;
use quell::record::{Refreshed, StoreError, refresh};

use crate::Outcome;
use crate::progress::Progress;

use super::{Context, counted};

/// Analyses anew and says how far it came.
pub fn run(context: &Context, engine: &Engine, is_all: bool) -> Result<Outcome, StoreError> {
    let is_stopped = context.output.stops_by_itself();
    let mut progress = Progress::of_articles(context.is_quiet);
    let refreshed = refresh(engine, context.store, is_all, is_stopped, |Refreshed { done, all }| progress.reach(done, all));
    progress.finish();
    let Refreshed { done, all } = refreshed?;
    let is_broken_off = is_stopped.load(Ordering::SeqCst) && done < all;
    if context.is_json {
        context.print_json(&serde_json::json!({ "refreshed": done, "left": all - done }));
    } else if all == 0 {
        context.print("nothing to do: everything was read by today's rules\n");
    } else {
        let rest = if is_broken_off { format!(", {} left: run the command again", all - done) } else { String::new() };
        context.print(&format!("{} read anew{rest}\n", counted(done as usize, "version")));
    }
    Ok(if is_broken_off { Outcome::Interrupted } else { Outcome::Complete })
}
