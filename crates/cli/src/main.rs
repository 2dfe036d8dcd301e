//! The command line of Quell: arguments in, lines out. Whoever wants to use Quell from a program takes the `quell` crate.

mod args;
mod cases;
mod check;
mod explain;
mod fetch;
mod messages;
mod output;
mod progress;
mod read;
mod record;
mod request;
mod serve;
mod show;
mod trace;

use std::process::ExitCode;

use clap::Parser;

use messages::Messages;
use request::Request;

/// The licences of the program and of the data in it.
const LICENSES: &str = include_str!("licenses.txt");

fn main() -> ExitCode {
    let typed = args::Typed::parse();
    let request = match request::request(typed.command, typed.knowledge) {
        Ok(request) => request,
        Err(message) => {
            Messages::new(false).usage(&message);
            return ExitCode::from(2);
        }
    };
    let output = output::Output::start();
    let outcome = match request {
        Request::Read { engine, inputs, output: form, screen, is_quiet } => read::run(&engine, &inputs, form, screen, is_quiet, &output),
        Request::Check { engine, inputs, screen, is_quiet } => check::run(&engine, &inputs, screen, is_quiet, &output),
        Request::Explain { engine, input, at, screen, is_quiet } => explain::run(&engine, input, &at, screen, is_quiet, &output),
        Request::Record(request) => record::run(request, &output),
        Request::Trace { engine, asked, place, is_json, screen, is_quiet } => {
            trace::run(&engine, &asked, place, trace::Look { is_json, screen, is_quiet }, &output)
        }
        Request::Fetch { urls, archive, options, is_json, is_quiet } => fetch::run(&urls, &archive, &options, is_json, is_quiet, &output),
        Request::Serve { settings, opens, is_quiet } => serve::run(&settings, opens, is_quiet, &output),
        Request::Licenses => {
            // Whether somebody still listens is seen from the output below.
            let _ = output.print(LICENSES.as_bytes());
            Outcome::Complete
        }
    };
    match outcome {
        Outcome::Complete if !output.has_failed() => ExitCode::SUCCESS,
        Outcome::Interrupted => ExitCode::from(output::INTERRUPTED),
        _ => ExitCode::FAILURE,
    }
}

/// How a command went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Everything was read, and nothing differs.
    Complete,
    /// Something could not be read, or differs.
    Incomplete,
    /// The user broke it off; what had been done is kept.
    Interrupted,
}

impl Outcome {
    /// Complete, if nothing is amiss.
    pub fn amiss(is_amiss: bool) -> Self {
        if is_amiss { Outcome::Incomplete } else { Outcome::Complete }
    }
}
