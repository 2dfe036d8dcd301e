//! `quell add`: articles into the record. Nothing is called added before it is on the disk.

use std::path::PathBuf;
use std::sync::atomic::Ordering;

use quell::Engine;
use quell::document::Level;
use quell::record::{Addition, Store, StoreError, Told, add};
use quell::store::Added;

use crate::Outcome;
use crate::progress::Progress;
use crate::show::{FAINT, Line, PLAIN, STRONG, plain, shortened};

use super::{Context, counted};

/// So many articles are named one by one; of more only the numbers are told.
const NAMED_MAX: usize = 24;

/// Adds and says what became of the articles.
pub fn run(context: &Context, engine: &Engine, inputs: &[PathBuf]) -> Result<Outcome, StoreError> {
    let is_stopped = context.output.stops_by_itself();
    let inputs = quell::gather(inputs);
    let mut progress = Progress::new(quell::size_of(&inputs), context.is_quiet);
    if !context.is_json {
        progress = progress.shown_beside_results();
    }
    let mut tally = Tally::default();
    let outcome = add(engine, inputs, context.store, is_stopped, |told| match told {
        Told::Remarks(place, remarks) => {
            tally.is_incomplete |= remarks.iter().any(|remark| remark.level == Level::Error);
            progress.suspend(|| remarks.iter().for_each(|remark| context.messages.say(place, remark)));
        }
        Told::Kept(additions, bytes_read) => {
            for addition in additions {
                tally.count(addition);
                if context.is_json {
                    context.print_json(addition);
                }
            }
            progress.advance_by(additions.len() as u64, bytes_read);
        }
    });
    progress.finish();
    if !context.is_json && tally.all() > 0 {
        context.print(&tally.shown(context));
    }
    outcome?;
    if is_stopped.load(Ordering::SeqCst) {
        return Ok(Outcome::Interrupted);
    }
    Ok(Outcome::amiss(tally.is_incomplete))
}

/// What became of the articles.
#[derive(Default)]
struct Tally {
    new: usize,
    versions: usize,
    known: usize,
    statements: usize,
    is_incomplete: bool,
    /// The first that are new in some way.
    named: Vec<Addition>,
}

impl Tally {
    fn count(&mut self, addition: &Addition) {
        match addition.outcome {
            Added::New => self.new += 1,
            Added::NewVersion => self.versions += 1,
            Added::Known => self.known += 1,
        }
        if addition.outcome != Added::Known {
            self.statements += addition.statements.unwrap_or(0);
            if self.named.len() <= NAMED_MAX {
                self.named.push(addition.clone());
            }
        }
    }

    fn all(&self) -> usize {
        self.new + self.versions + self.known
    }

    fn shown(&self, context: &Context) -> String {
        let screen = context.screen;
        let mut out = String::new();
        for addition in self.named.iter().filter(|_| self.named.len() <= NAMED_MAX) {
            let sign = if addition.outcome == Added::NewVersion { "~ " } else { "+ " };
            let statements = counted(addition.statements.unwrap_or(0), "statement");
            let name = plain(addition.title.as_deref().unwrap_or(&addition.address));
            let outlet = addition.outlet.as_deref().map(|outlet| format!("  {}", plain(outlet))).unwrap_or_default();
            let room = screen.width.saturating_sub(statements.len() + 4);
            let name = shortened(&name, room.saturating_sub(crate::show::width_of(&outlet)).max(20));
            Line::new(FAINT, sign).left(PLAIN, name).left(FAINT, outlet).right(FAINT, statements).print(&mut out, screen);
        }
        let mut parts = vec![format!("{} added", counted(self.new, "article"))];
        if self.versions > 0 {
            parts.push(counted(self.versions, "new version"));
        }
        if self.known > 0 {
            parts.push(format!("{} known already", self.known));
        }
        Line::new(STRONG, parts.join(" · ")).right(FAINT, counted(self.statements, "statement")).print(&mut out, screen);
        if let Ok(extent) = Store::open_to_read(context.store).and_then(|store| store.extent()) {
            let period = match (&extent.from, &extent.until) {
                (Some(from), Some(until)) if from == until => format!(", {from}"),
                (Some(from), Some(until)) => format!(", {from} to {until}"),
                _ => String::new(),
            };
            let holds = format!("{}{period}", counted(extent.articles as usize, "article"));
            let file = shortened(&plain(&context.store.display().to_string()), screen.width.saturating_sub(holds.len() + 2).max(20));
            Line::new(FAINT, file).right(FAINT, holds).print(&mut out, screen);
        }
        out
    }
}
