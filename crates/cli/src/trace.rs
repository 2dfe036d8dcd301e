//! `quell trace`: where does a claim come from, and how many independent sources is it?

use std::path::PathBuf;

use quell::document::Level;
use quell::view::trace::TraceView;
use quell::{Asked, Engine};

use crate::Outcome;
use crate::messages::Messages;
use crate::output::Output;
use crate::progress::Progress;
use crate::show::{self, Screen};

/// Reads the inputs, traces the claim through them and prints the answer.
pub fn run(engine: &Engine, asked: &Asked, inputs: &[PathBuf], is_json: bool, screen: Screen, is_quiet: bool, output: &Output) -> Outcome {
    let messages = Messages::new(is_quiet);
    let tracer = match engine.tracer() {
        Ok(tracer) => tracer,
        Err(reason) => {
            messages.usage(&reason);
            return Outcome::Incomplete;
        }
    };
    let inputs = quell::gather(inputs);
    let mut progress = Progress::new(quell::size_of(&inputs), is_quiet);
    let mut is_incomplete = false;
    let articles = engine.gather(inputs, |place, remarks, bytes_read| {
        let errors = remarks.iter().filter(|remark| remark.level == Level::Error);
        progress.suspend(|| errors.for_each(|error| messages.say(place, error)));
        is_incomplete |= remarks.iter().any(|remark| remark.level == Level::Error);
        progress.advance(bytes_read);
    });
    progress.finish();
    let question = match articles.question(asked) {
        Ok(question) => question,
        Err(diagnostic) => {
            messages.say("trace", &diagnostic);
            return Outcome::Incomplete;
        }
    };
    let Ok(trace) = tracer.trace(&articles.record, &question);
    let Ok(view) = TraceView::of(&trace, &articles.record);
    let printed = if is_json {
        let mut line = serde_json::to_vec(&view).expect("a view has no maps with keys that are no strings");
        line.push(b'\n');
        line
    } else if trace.tellings.is_empty() {
        show::nobody(&view, screen).into_bytes()
    } else {
        show::trace(&trace, screen).into_bytes()
    };
    // Whether somebody still listens is seen from the output.
    let _ = output.print(&printed);
    Outcome::amiss(is_incomplete || trace.tellings.is_empty())
}
