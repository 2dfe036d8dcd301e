//! `quell read` and `quell cases`: every article of every input, in the form that was asked for.

use std::ops::ControlFlow;
use std::path::PathBuf;

use quell::document::{Diagnostic, ItemKind, Level};
use quell::view::{Speakers, table};
use quell::{ARTICLE_BYTES_MAX, Engine, Event, Reading};

use crate::Outcome;
use crate::cases;
use crate::messages::Messages;
use crate::output::Output;
use crate::progress::Progress;
use crate::request::Output as Form;
use crate::show::{self, Screen};

/// Reads and prints.
pub fn run(engine: &Engine, inputs: &[PathBuf], form: Form, screen: Screen, is_quiet: bool, output: &Output) -> Outcome {
    let messages = Messages::new(is_quiet);
    let inputs = quell::gather(inputs);
    let mut progress = Progress::new(quell::size_of(&inputs), is_quiet);
    let (mut is_incomplete, mut is_first) = (false, true);
    if form == Form::Csv && output.print(&table::head()).is_break() {
        return Outcome::Complete;
    }
    let show = |event| match event {
        Event::Read(reading) => Shown::of(reading, form, screen, is_quiet),
        Event::Unreadable(unreadable) => Shown { place: unreadable.place, remarks: vec![unreadable.diagnostic], lines: None },
    };
    engine.read(inputs, show, |Shown { place, remarks, lines }, bytes_read| {
        is_incomplete |= remarks.iter().any(|remark| remark.level == Level::Error);
        progress.suspend(|| remarks.iter().for_each(|remark| messages.say(&place, remark)));
        progress.advance(bytes_read);
        let parts_articles = matches!(form, Form::Screen | Form::ScreenWithEvents | Form::Cases | Form::Sources)
            && lines.is_some()
            && !std::mem::take(&mut is_first);
        match lines {
            None => ControlFlow::Continue(()),
            Some(Lines::Done(lines)) if parts_articles => output.print(&[b"\n", lines.as_slice()].concat()),
            Some(Lines::Done(lines)) => output.print(&lines),
            Some(Lines::Long(reading)) => output.write(|out| {
                serde_json::to_writer(&mut *out, &reading.item())?;
                out.write_all(b"\n")
            }),
        }
    });
    progress.finish();
    Outcome::amiss(is_incomplete)
}

/// What is printed of one event.
struct Shown {
    place: String,
    /// What goes to standard error.
    remarks: Vec<Diagnostic>,
    /// What goes to standard output.
    lines: Option<Lines>,
}

enum Lines {
    /// Ready to be printed.
    Done(Vec<u8>),
    /// An object so long that it is made while it is written.
    Long(Box<Reading>),
}

impl Shown {
    fn of(reading: Box<Reading>, form: Form, screen: Screen, is_quiet: bool) -> Self {
        let place = reading.capture.place();
        // A screen and an object hold the remarks about their article; a table and a case have no room for them.
        let is_for_people = matches!(form, Form::Screen | Form::ScreenWithEvents);
        let least = if is_for_people || form == Form::Json { Level::Error } else { Level::Warning };
        let remarks = reading.document.diagnostics.iter().filter(|remark| remark.level >= least).cloned().collect();
        let is_long = reading.document.article.text.len() > ARTICLE_BYTES_MAX;
        // A person is shown articles, and of what stands around them only what holds statements.
        let stands_around = reading.document.article.kind != ItemKind::Article;
        let is_beside = stands_around && reading.document.statements.is_empty();
        if is_for_people && is_beside {
            return Shown { place, remarks, lines: None };
        }
        let lines = match form {
            Form::Json if is_long => Lines::Long(reading),
            Form::Json => Lines::Done(object(&reading.item())),
            Form::SourcesJson => Lines::Done(object(&Speakers::of(&reading.document))),
            Form::Sources => Lines::Done(show::speakers(&Speakers::of(&reading.document), &reading.capture.uri, screen).into_bytes()),
            Form::Csv => Lines::Done(table::rows(&reading)),
            Form::Cases => Lines::Done(cases::notation(&reading)),
            Form::Screen => Lines::Done(show::article(&reading, screen, false, is_quiet).into_bytes()),
            Form::ScreenWithEvents => Lines::Done(show::article(&reading, screen, true, is_quiet).into_bytes()),
        };
        Shown { place, remarks, lines: Some(lines) }
    }
}

/// A view as one line of JSON.
fn object(view: &impl serde::Serialize) -> Vec<u8> {
    let mut line = serde_json::to_vec(view).expect("a view has no maps with keys that are no strings");
    line.push(b'\n');
    line
}
