//! The commands on the record.

mod add;
mod changes;
mod correct;
mod export;
mod refresh;
mod search;
mod stories;
mod who;

use quell::document::Diagnostic;
use quell::record::{Store, StoreError};
use serde::Serialize;

use crate::Outcome;
use crate::messages::Messages;
use crate::output::Output;
use crate::request::record::{Action, Request};
use crate::show::Screen;

/// What every command on the record needs.
struct Context<'c> {
    store: &'c std::path::Path,
    is_json: bool,
    screen: Screen,
    is_quiet: bool,
    messages: Messages,
    output: &'c Output,
}

/// Does what was asked for.
pub fn run(request: Request, output: &Output) -> Outcome {
    let Request { store, is_json, screen, is_quiet, action } = request;
    let context = Context { store: &store, is_json, screen, is_quiet, messages: Messages::new(is_quiet), output };
    let outcome = match action {
        Action::Add { engine, inputs } => add::run(&context, &engine, &inputs),
        Action::Remove { addresses } => context.remove(&addresses),
        Action::Stories { period, count_max } => stories::run(&context, period, count_max),
        Action::Search(query) => search::run(&context, &query),
        Action::Who { name, period, keeps_all } => who::run(&context, &name, period, keeps_all),
        Action::Changes { address, keeps_all } => changes::run(&context, &address, keeps_all),
        Action::Refresh { engine, is_all } => refresh::run(&context, &engine, is_all),
        Action::Export { table, period, keeps_all } => export::run(&context, table, period, keeps_all),
        Action::Correct(correction) => correct::keep(&context, &correction),
        Action::Undo(number) => correct::undo(&context, number),
        Action::ListCorrections => correct::list(&context),
        Action::ImportCorrections(file) => correct::import(&context, &file),
    };
    outcome.unwrap_or_else(|StoreError { path, message, hint }| {
        context.messages.say(&path.display().to_string(), &Diagnostic::error(message).hint(hint));
        Outcome::Incomplete
    })
}

impl Context<'_> {
    /// Opens the record to look something up.
    fn read(&self) -> Result<Store, StoreError> {
        Store::open_to_read(self.store)
    }

    /// Opens a record that must be there, to change something in it.
    fn change(&self) -> Result<Store, StoreError> {
        drop(self.read()?);
        Store::open(self.store)
    }

    /// Prints one object.
    fn print_json(&self, value: &impl Serialize) {
        let mut line = serde_json::to_vec(value).expect("a view has no maps with keys that are no strings");
        line.push(b'\n');
        // Whether somebody still listens is seen at the end.
        let _ = self.output.print(&line);
    }

    /// Prints lines for a person.
    fn print(&self, lines: &str) {
        let _ = self.output.print(lines.as_bytes());
    }

    /// Says that something is not in the record.
    fn missing(&self, what: &str, hint: &str) -> Outcome {
        self.messages.say(what, &Diagnostic::error("is not in the record").hint(hint));
        Outcome::Incomplete
    }

    fn remove(&self, addresses: &[String]) -> Result<Outcome, StoreError> {
        let mut store = self.change()?;
        let mut outcome = Outcome::Complete;
        for address in addresses {
            let versions = store.remove(address)?;
            if versions == 0 {
                outcome = self.missing(address, "`quell search` shows the addresses of articles");
            } else if self.is_json {
                self.print_json(&serde_json::json!({ "address": address, "versions": versions }));
            } else {
                self.print(&format!("removed {}\n", crate::show::plain(address)));
            }
        }
        Ok(outcome)
    }
}

/// `1 article`, `2 articles`.
fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
