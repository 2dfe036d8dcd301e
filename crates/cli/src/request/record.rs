//! What the typed arguments about the record mean.

use std::path::PathBuf;

use quell::document::SourceKind;
use quell::store::{Correction, Query, day_of};
use quell::{Engine, Options, date};

use super::{engine, known_beside, screen};
use crate::args::record::{AddArgs, CorrectCommand, PeriodArgs, StoreArgs, TypedTable};
use crate::args::{Command, KnownArgs};
use crate::show::Screen;

/// Something to be done with the record.
pub struct Request {
    /// The record's file.
    pub store: PathBuf,
    /// Whether JSON is printed.
    pub is_json: bool,
    /// Where it is shown.
    pub screen: Screen,
    /// Whether nothing but errors is said on standard error.
    pub is_quiet: bool,
    /// What is to be done.
    pub action: Action,
}

/// What can be done with the record.
pub enum Action {
    /// Add the articles of these inputs.
    Add { engine: Engine, inputs: Vec<PathBuf> },
    /// Remove the articles at these addresses.
    Remove { addresses: Vec<String> },
    /// What the record knows, by story.
    Stories { period: Period, count_max: usize },
    /// Find articles.
    Search(Query),
    /// What somebody said.
    Who { name: String, period: Period, keeps_all: bool },
    /// What became of an article.
    Changes { address: String, keeps_all: bool },
    /// Analyse anew.
    Refresh { engine: Engine, is_all: bool },
    /// Print a table.
    Export { table: TypedTable, period: Period, keeps_all: bool },
    /// Keep a correction.
    Correct(Correction),
    /// Take a correction back.
    Undo(i64),
    /// Print the corrections.
    ListCorrections,
    /// Make the corrections in a file.
    ImportCorrections(PathBuf),
}

/// From one day to another, both included.
#[derive(Debug, Clone, Copy, Default)]
pub struct Period {
    /// The first day.
    pub since: Option<i64>,
    /// The last day.
    pub until: Option<i64>,
}

/// The request, or why the arguments make none.
pub fn request(command: Command, knowledge: &Option<PathBuf>) -> Result<Request, String> {
    match command {
        Command::Add(AddArgs { inputs, store, format, published, outlet, language }) => {
            // The record keeps what is less certain too, since it can be asked for.
            let engine = engine(KnownArgs { format, published, outlet, language, all: true }, knowledge)?;
            with(store, Action::Add { engine, inputs })
        }
        Command::Remove(arguments) => with(arguments.store, Action::Remove { addresses: arguments.addresses }),
        Command::Search(arguments) => {
            let Period { since, until } = period(&arguments.period)?;
            let words = arguments.words.join(" ");
            let query = Query { words, source: arguments.source, outlet: arguments.outlet, since, until, count_max: arguments.limit };
            if !query.has_words() {
                return Err("there is no word to search for".to_string());
            }
            with(arguments.store, Action::Search(query))
        }
        Command::Stories(arguments) => {
            let action = Action::Stories { period: period(&arguments.period)?, count_max: arguments.limit };
            with(arguments.store, action)
        }
        Command::Who(arguments) => {
            let action = Action::Who { name: arguments.name, period: period(&arguments.period)?, keeps_all: arguments.all };
            with(arguments.store, action)
        }
        Command::Changes(arguments) => with(arguments.store, Action::Changes { address: arguments.address, keeps_all: arguments.all }),
        Command::Refresh(arguments) => {
            let engine = Engine::knowing(Options { all: true, ..Options::default() }, known_beside(knowledge)?)?;
            with(arguments.store, Action::Refresh { engine, is_all: arguments.all })
        }
        Command::Export(arguments) => {
            let action = Action::Export { table: arguments.what, period: period(&arguments.period)?, keeps_all: arguments.all };
            with(arguments.store, action)
        }
        Command::Correct(arguments) => correction(arguments.what),
        Command::Read(_)
        | Command::Cases(_)
        | Command::Sources(_)
        | Command::Explain(_)
        | Command::Fetch(_)
        | Command::Serve(_)
        | Command::Trace(_)
        | Command::Licenses => Err("not about the record".to_string()),
    }
}

fn correction(command: CorrectCommand) -> Result<Request, String> {
    let (store, action) = match command {
        CorrectCommand::Reject { statement, store } => (store, Action::Correct(Correction::Reject { statement })),
        CorrectCommand::Source { statement, name, kind, store } => {
            if let Some(kind) = kind.as_deref().filter(|kind| SourceKind::from_name(kind).is_none()) {
                let kinds: Vec<&str> = SourceKind::ALL.iter().map(|kind| kind.name()).collect();
                return Err(format!("--kind: there is no “{kind}”; there are {}", kinds.join(", ")));
            }
            (store, Action::Correct(Correction::Source { statement, name, kind }))
        }
        CorrectCommand::Merge { names, into, store } => (store, Action::Correct(Correction::Merge { names, into })),
        CorrectCommand::Split { name, to, articles, store } => (store, Action::Correct(Correction::Split { name, to, articles })),
        CorrectCommand::Join { one, other, store } => (store, Action::Correct(Correction::Join { one, other })),
        CorrectCommand::Part { one, other, store } => (store, Action::Correct(Correction::Part { one, other })),
        CorrectCommand::Undo { number, store } => (store, Action::Undo(number)),
        CorrectCommand::List { store } => (store, Action::ListCorrections),
        CorrectCommand::Import { file, store } => (store, Action::ImportCorrections(file)),
    };
    with(store, action)
}

fn with(typed: StoreArgs, action: Action) -> Result<Request, String> {
    let store = store_file(typed.store)?;
    Ok(Request { store, is_json: typed.json, screen: screen(typed.look.color), is_quiet: typed.look.quiet, action })
}

/// The record's file: the one that is named, else the one in the data directory.
pub fn store_file(store: Option<PathBuf>) -> Result<PathBuf, String> {
    match store {
        Some(path) => Ok(path),
        None => {
            let folder = dirs::data_dir().ok_or("--store: your data directory is not known; name the record's file")?;
            Ok(folder.join("quell").join("record.db"))
        }
    }
}

fn period(typed: &PeriodArgs) -> Result<Period, String> {
    let day = |name: &str, written: &Option<String>| match written {
        None => Ok(None),
        Some(written) => match date::iso(written).as_deref().and_then(day_of) {
            Some(day) => Ok(Some(day)),
            None => Err(format!("{name}: “{written}” is not a date; write it as 2025-03-14")),
        },
    };
    Ok(Period { since: day("--since", &typed.since)?, until: day("--until", &typed.until)? })
}
