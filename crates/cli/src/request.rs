//! What the typed arguments mean.

pub mod record;

use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::time::Duration;

use quell::fetching::FetchOptions;
use quell::{Asked, At, Engine, Format, Input, Knowledge, Options, date, knowledge_in};
use quell_web::Settings;

use crate::args::{
    CasesArgs, Command, ExplainArgs, FetchArgs, KnownArgs, LookArgs, ReadArgs, ServeArgs, SourcesArgs, TraceArgs, TypedColor, TypedFormat,
};
use crate::show::Screen;

/// What is to be done.
pub enum Request {
    /// Read inputs and print what was found.
    Read { engine: Engine, inputs: Vec<PathBuf>, output: Output, screen: Screen, is_quiet: bool },
    /// Read marked-up inputs and compare.
    Check { engine: Engine, inputs: Vec<PathBuf>, screen: Screen, is_quiet: bool },
    /// Explain some words.
    Explain { engine: Engine, input: Input, at: At, screen: Screen, is_quiet: bool },
    /// Do something with the record.
    Record(record::Request),
    /// Trace a claim through articles.
    Trace { engine: Engine, asked: Asked, place: TracePlace, is_json: bool, screen: Screen, is_quiet: bool },
    /// Fetch from the web.
    Fetch { urls: Vec<String>, archive: PathBuf, options: FetchOptions, is_json: bool, is_quiet: bool },
    /// Answer a browser.
    Serve { settings: Settings, opens: bool, is_quiet: bool },
    /// Print licences.
    Licenses,
}

/// Where a claim is traced.
pub enum TracePlace {
    /// In these inputs.
    Inputs(Vec<PathBuf>),
    /// In the record in this file.
    Record(PathBuf),
}

/// In which form readings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Output {
    /// For people.
    Screen,
    /// For people, with events.
    ScreenWithEvents,
    /// One object per article.
    Json,
    /// A table of statements.
    Csv,
    /// Case notation.
    Cases,
    /// Who speaks, for people.
    Sources,
    /// Who speaks, one object per article.
    SourcesJson,
}

/// The request, or why the arguments make none.
pub fn request(command: Command, knowledge: Option<PathBuf>) -> Result<Request, String> {
    let engine = |known: KnownArgs| engine(known, &knowledge);
    match command {
        Command::Read(ReadArgs { inputs, known, json, csv, cases, events, look }) => {
            let (engine, screen, inputs, is_quiet) = (engine(known)?, screen(look.color), inputs.inputs, look.quiet);
            if cases {
                return Ok(Request::Check { engine, inputs, screen, is_quiet });
            }
            // One object for each item of a page; elsewhere each word of it counts once.
            let engine = if json { engine.with_parts() } else { engine };
            let output = match (json, csv, events) {
                (true, ..) => Output::Json,
                (_, true, _) => Output::Csv,
                (_, _, true) => Output::ScreenWithEvents,
                _ => Output::Screen,
            };
            Ok(Request::Read { engine, inputs, output, screen, is_quiet })
        }
        Command::Cases(CasesArgs { inputs, known, quiet }) => {
            let screen = screen(TypedColor::Never);
            Ok(Request::Read { engine: engine(known)?, inputs: inputs.inputs, output: Output::Cases, screen, is_quiet: quiet })
        }
        Command::Sources(SourcesArgs { inputs, known, json, look }) => {
            let output = if json { Output::SourcesJson } else { Output::Sources };
            Ok(Request::Read { engine: engine(known)?, inputs: inputs.inputs, output, screen: screen(look.color), is_quiet: look.quiet })
        }
        Command::Explain(ExplainArgs { input, at, known, look: LookArgs { quiet, color } }) => {
            let input = if input.as_os_str() == "-" { Input::Standard } else { Input::File(input) };
            Ok(Request::Explain { engine: engine(known)?, input, at: place(&at)?, screen: screen(color), is_quiet: quiet })
        }
        Command::Trace(TraceArgs { question, at, inputs, store, json, known, look }) => {
            let asked = asked(question, at)?;
            let place = if inputs.is_empty() { TracePlace::Record(record::store_file(store)?) } else { TracePlace::Inputs(inputs) };
            Ok(Request::Trace { engine: engine(known)?, asked, place, is_json: json, screen: screen(look.color), is_quiet: look.quiet })
        }
        Command::Fetch(FetchArgs { urls, output, allow_private, max_size, timeout, delay, json, quiet }) => {
            let options = FetchOptions {
                allows_private: allow_private,
                bytes_max: max_size << 20,
                timeout: Duration::from_secs(timeout),
                delay: Duration::from_secs(delay),
                ..FetchOptions::default()
            };
            Ok(Request::Fetch { urls, archive: output, options, is_json: json, is_quiet: quiet })
        }
        Command::Serve(ServeArgs { store, port, host, open, quiet }) => {
            let settings = Settings { host, port, store: record::store_file(store)?, knowledge: known_beside(&knowledge)? };
            Ok(Request::Serve { settings, opens: open, is_quiet: quiet })
        }
        Command::Licenses => Ok(Request::Licenses),
        of_record => record::request(of_record, &knowledge).map(Request::Record),
    }
}

fn asked(question: Option<String>, at: Option<String>) -> Result<Asked, String> {
    match (question, at) {
        (_, Some(at)) => Asked::at(&at).ok_or_else(|| format!("--at: “{at}” is no place; write it as URL#START-END, in characters")),
        (Some(words), None) if words.trim().is_empty() => Err("there are no words to trace".to_string()),
        (Some(words), None) => Ok(Asked::words_or_id(&words)),
        (None, None) => Err("words of a claim, the id of a statement or --at URL#START-END says what to trace".to_string()),
    }
}

fn engine(known: KnownArgs, knowledge: &Option<PathBuf>) -> Result<Engine, String> {
    let published = match known.published {
        Some(written) => match date::iso(&written) {
            Some(value) => Some(value),
            None => return Err(format!("--published: “{written}” is not a date; write it as 2025-03-14 or 2025-03-14T09:12")),
        },
        None => None,
    };
    let format = known.format.map(|format| match format {
        TypedFormat::Text => Format::Text,
        TypedFormat::Jsonl => Format::JsonLines,
        TypedFormat::Page => Format::CopiedPage,
        TypedFormat::Feed => Format::Feed,
        TypedFormat::Json => Format::Json,
        TypedFormat::Html => Format::Html,
        TypedFormat::Warc => Format::Warc,
        TypedFormat::Case => Format::Case,
    });
    let options = Options { published, outlet: known.outlet, language: known.language, format, all: known.all, parts: false };
    let of_language = options.language.is_some();
    Engine::knowing(options, known_beside(knowledge)?).map_err(|reason| if of_language { format!("--language: {reason}") } else { reason })
}

/// What stands in the folder that was named, else in the one of the configuration, if there is one.
fn known_beside(folder: &Option<PathBuf>) -> Result<Knowledge, String> {
    let usual = || dirs::config_dir().map(|folder| folder.join("quell").join("knowledge")).filter(|folder| folder.is_dir());
    let Some(folder) = folder.clone().or_else(usual) else { return Ok(Knowledge::default()) };
    knowledge_in(&folder).map_err(|error| [Some(error.message), error.hint].into_iter().flatten().collect::<Vec<_>>().join("; "))
}

/// Two numbers are a place, anything else is words.
fn place(at: &str) -> Result<At, String> {
    let numbers = at.split_once('-').and_then(|(start, end)| Some((start.parse().ok()?, end.parse().ok()?)));
    match numbers {
        Some((start, end)) if start < end => Ok(At::Characters(start, end)),
        Some((start, end)) => Err(format!("--at: {start}-{end} holds no character; the second number must be greater")),
        None if at.is_empty() => Err("--at: there are no words to explain".to_string()),
        None => Ok(At::Words(at.to_string())),
    }
}

/// Colour is for terminals, unless the user says otherwise here or in the environment.
fn screen(color: TypedColor) -> Screen {
    let is_terminal = io::stdout().is_terminal();
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let is_dumb = std::env::var_os("TERM").is_some_and(|terminal| terminal == "dumb");
    let uses_color = match color {
        TypedColor::Always => true,
        TypedColor::Never => false,
        TypedColor::Auto => is_terminal && !is_dumb && !is_set("NO_COLOR"),
    };
    let width = terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0));
    Screen::new(width, uses_color)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_numbers_are_a_place() {
        assert_eq!(place("12-19"), Ok(At::Characters(12, 19)));
        assert_eq!(place("Nord-Süd"), Ok(At::Words("Nord-Süd".into())));
        assert_eq!(place("2020-"), Ok(At::Words("2020-".into())));
        assert!(place("19-12").is_err() && place("").is_err());
    }
}
