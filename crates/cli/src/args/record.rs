//! What was typed about the record.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::{LookArgs, TypedFormat};

/// Where the record is, and how it is shown.
#[derive(Debug, Args)]
pub struct StoreArgs {
    /// The record's file; without it, the one in your data directory
    #[arg(long, value_name = "FILE")]
    pub store: Option<PathBuf>,
    /// Print JSON, one object a line
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub look: LookArgs,
}

/// From when to when.
#[derive(Debug, Args)]
pub struct PeriodArgs {
    /// Only what was published on this day or later: 2025-03-14
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,
    /// Only what was published on this day or earlier
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Exit status: 0 everything was added or known, 1 something could not be, 2 wrong usage, 130 interrupted: what was read is kept."
)]
pub struct AddArgs {
    /// Texts, saved pages, JSON Lines, archives, or folders with these; `-` is standard input
    #[arg(value_name = "PATH", required = true)]
    pub inputs: Vec<PathBuf>,
    #[command(flatten)]
    pub store: StoreArgs,
    /// Read every input as this, whatever it looks like
    #[arg(long, value_enum)]
    pub format: Option<TypedFormat>,
    /// When the articles were published: 2025-03-14 or 2025-03-14T09:12
    #[arg(long, value_name = "DATE")]
    pub published: Option<String>,
    /// Who published the articles
    #[arg(long, value_name = "NAME")]
    pub outlet: Option<String>,
    /// The language of the articles, as a tag of two letters
    #[arg(long, value_name = "TAG")]
    pub language: Option<String>,
}

#[derive(Debug, Args)]
pub struct RemoveArgs {
    /// The addresses of the articles: URLs, or the paths that they were added from
    #[arg(value_name = "URL", required = true)]
    pub addresses: Vec<String>,
    #[command(flatten)]
    pub store: StoreArgs,
}

#[derive(Debug, Args)]
pub struct StoriesArgs {
    #[command(flatten)]
    pub period: PeriodArgs,
    /// At most so many stories
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub limit: usize,
    #[command(flatten)]
    pub store: StoreArgs,
}

#[derive(Debug, Args)]
pub struct SearchArgs {
    /// Words, "phrases in quotation marks", beginnings*; all of them must be there
    #[arg(value_name = "WORDS")]
    pub words: Vec<String>,
    /// Only articles in which this source says something
    #[arg(long, value_name = "NAME")]
    pub source: Option<String>,
    /// Only articles of this outlet
    #[arg(long, value_name = "NAME")]
    pub outlet: Option<String>,
    #[command(flatten)]
    pub period: PeriodArgs,
    /// At most so many articles
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub limit: usize,
    #[command(flatten)]
    pub store: StoreArgs,
}

#[derive(Debug, Args)]
pub struct WhoArgs {
    /// A name, or words of it
    #[arg(value_name = "NAME")]
    pub name: String,
    #[command(flatten)]
    pub period: PeriodArgs,
    /// Also what is less certain
    #[arg(long)]
    pub all: bool,
    #[command(flatten)]
    pub store: StoreArgs,
}

#[derive(Debug, Args)]
pub struct ChangesArgs {
    /// The address of the article: its URL, or the path that it was added from
    #[arg(value_name = "URL")]
    pub address: String,
    /// Also what is less certain
    #[arg(long)]
    pub all: bool,
    #[command(flatten)]
    pub store: StoreArgs,
}

#[derive(Debug, Args)]
pub struct RefreshArgs {
    /// Analyse everything anew, not only what another version analysed
    #[arg(long)]
    pub all: bool,
    #[command(flatten)]
    pub store: StoreArgs,
}

#[derive(Debug, Args)]
pub struct ExportArgs {
    /// What is to be printed
    #[arg(value_enum)]
    pub what: TypedTable,
    #[command(flatten)]
    pub period: PeriodArgs,
    /// Also what is less certain
    #[arg(long)]
    pub all: bool,
    #[command(flatten)]
    pub store: StoreArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TypedTable {
    /// One line a statement
    Statements,
    /// One line a source: what kind it is, how much it said, where and when
    Sources,
    /// One line a statement: the deepest source that its article names for it
    Origins,
}

#[derive(Debug, Args)]
pub struct CorrectArgs {
    #[command(subcommand)]
    pub what: CorrectCommand,
}

#[derive(Debug, Subcommand)]
pub enum CorrectCommand {
    /// This is no statement: leave it out
    Reject {
        /// The statement's id, as `--json` prints it
        #[arg(value_name = "STATEMENT")]
        statement: String,
        #[command(flatten)]
        store: StoreArgs,
    },
    /// Somebody else said it
    Source {
        /// The statement's id, as `--json` prints it
        #[arg(value_name = "STATEMENT")]
        statement: String,
        /// Who said it
        #[arg(long, value_name = "NAME")]
        name: String,
        /// What kind of source that is: person, role, organisation, …
        #[arg(long, value_name = "KIND")]
        kind: Option<String>,
        #[command(flatten)]
        store: StoreArgs,
    },
    /// These names are one and the same
    Merge {
        /// Names
        #[arg(value_name = "NAME", required = true)]
        names: Vec<String>,
        /// The name that stays
        #[arg(long, value_name = "NAME")]
        into: String,
        #[command(flatten)]
        store: StoreArgs,
    },
    /// In these articles the name means somebody else
    Split {
        /// The name that two share
        #[arg(value_name = "NAME")]
        name: String,
        /// What the other one is to be called
        #[arg(long, value_name = "NAME")]
        to: String,
        /// The addresses of the articles
        #[arg(long = "in", value_name = "URL", required = true, num_args = 1..)]
        articles: Vec<String>,
        #[command(flatten)]
        store: StoreArgs,
    },
    /// These two have one origin
    Join {
        /// A statement's id or an article's address
        one: String,
        /// Another one
        other: String,
        #[command(flatten)]
        store: StoreArgs,
    },
    /// These two do not have one origin
    Part {
        /// A statement's id or an article's address
        one: String,
        /// Another one
        other: String,
        #[command(flatten)]
        store: StoreArgs,
    },
    /// Take a correction back
    Undo {
        /// Its number, as `quell correct list` prints it
        #[arg(value_name = "NUMBER")]
        number: i64,
        #[command(flatten)]
        store: StoreArgs,
    },
    /// Print all corrections; with --json as they can be read again
    List {
        #[command(flatten)]
        store: StoreArgs,
    },
    /// Make the corrections that `quell correct list --json` printed
    Import {
        /// A file, or `-` for standard input
        #[arg(value_name = "FILE")]
        file: PathBuf,
        #[command(flatten)]
        store: StoreArgs,
    },
}
