//! `quell trace`: where does a claim come from, and how many independent sources is it?

use std::path::{Path, PathBuf};

use quell::document::{Diagnostic, Level};
use quell::graph::{Question, Record, Trace};
use quell::record::{Store, StoreError};
use quell::view::trace::TraceView;
use quell::{Asked, Engine, Tracer, question_in};

use crate::Outcome;
use crate::messages::Messages;
use crate::output::Output;
use crate::progress::Progress;
use crate::request::TracePlace;
use crate::show::{self, Screen};

/// How the answer is printed.
#[derive(Clone, Copy)]
pub struct Look {
    /// Whether JSON is printed.
    pub is_json: bool,
    /// Where it is shown.
    pub screen: Screen,
    /// Whether nothing but errors is said on standard error.
    pub is_quiet: bool,
}

/// Traces the claim and prints the answer.
pub fn run(engine: &Engine, asked: &Asked, place: TracePlace, look: Look, output: &Output) -> Outcome {
    let messages = Messages::new(look.is_quiet);
    let tracer = match engine.tracer() {
        Ok(tracer) => tracer,
        Err(reason) => {
            messages.usage(&reason);
            return Outcome::Incomplete;
        }
    };
    let (name, traced) = match place {
        TracePlace::Inputs(inputs) => ("trace".to_string(), in_inputs(engine, &tracer, asked, &inputs, look, &messages)),
        TracePlace::Record(path) => (path.display().to_string(), in_record(&tracer, asked, &path, engine.certainty_min())),
    };
    match traced {
        Ok(Traced { trace, view, is_incomplete }) => {
            // Whether somebody still listens is seen from the output.
            let _ = output.print(&printed(&trace, &view, look));
            Outcome::amiss(is_incomplete || trace.tellings.is_empty())
        }
        Err(diagnostic) => {
            messages.say(&name, &diagnostic);
            Outcome::Incomplete
        }
    }
}

/// The answer, and whether something could not be read on the way.
struct Traced {
    trace: Trace,
    view: TraceView,
    is_incomplete: bool,
}

fn in_inputs(
    engine: &Engine,
    tracer: &Tracer,
    asked: &Asked,
    inputs: &[PathBuf],
    look: Look,
    messages: &Messages,
) -> Result<Traced, Diagnostic> {
    let inputs = quell::gather(inputs);
    let mut progress = Progress::new(quell::size_of(&inputs), look.is_quiet);
    let mut is_incomplete = false;
    let articles = engine.gather(inputs, |place, remarks, bytes_read| {
        let errors = remarks.iter().filter(|remark| remark.level == Level::Error);
        progress.suspend(|| errors.for_each(|error| messages.say(place, error)));
        is_incomplete |= remarks.iter().any(|remark| remark.level == Level::Error);
        progress.advance(bytes_read);
    });
    progress.finish();
    let question = articles.question(asked)?;
    let Ok(traced) = answer(tracer, &articles.record, &question);
    Ok(Traced { is_incomplete, ..traced })
}

fn in_record(tracer: &Tracer, asked: &Asked, path: &Path, certainty_min: f32) -> Result<Traced, Diagnostic> {
    let told = |StoreError { message, hint, .. }: StoreError| Diagnostic::error(message).hint(hint);
    let store = Store::open_to_read(path).map_err(told)?;
    let tellings = store.tellings(certainty_min).map_err(told)?;
    let question = question_in(&tellings, |name| tellings.number_of(name), asked).map_err(told)??;
    answer(tracer, &tellings, &question).map_err(told)
}

fn answer<R: Record>(tracer: &Tracer, record: &R, question: &Question) -> Result<Traced, R::Error> {
    let trace = tracer.trace(record, question)?;
    let view = TraceView::of(&trace, record)?;
    Ok(Traced { trace, view, is_incomplete: false })
}

fn printed(trace: &Trace, view: &TraceView, look: Look) -> Vec<u8> {
    if look.is_json {
        let mut line = serde_json::to_vec(view).expect("a view has no maps with keys that are no strings");
        line.push(b'\n');
        line
    } else if trace.tellings.is_empty() {
        show::nobody(view, look.screen).into_bytes()
    } else {
        show::trace(trace, look.screen).into_bytes()
    }
}
