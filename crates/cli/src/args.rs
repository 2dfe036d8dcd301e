//! What was typed. What it means is decided in `request.rs`.

pub mod record;

use std::net::IpAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Reads news and keeps the record of who said or did what, and on whose word.
#[derive(Debug, Parser)]
#[command(name = "quell", version, propagate_version = true, max_term_width = 100)]
pub struct Typed {
    #[command(subcommand)]
    pub command: Command,
    /// A folder of your own cues, names, outlets, agencies and roles; without it, `quell/knowledge` in your configuration directory, if it is there
    #[arg(long, global = true, value_name = "DIR")]
    pub knowledge: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print who said what in each article, and how the outlet marks that it is not its own word
    Read(ReadArgs),
    /// Sum up who speaks in each article, how often, of which kind, and how much nobody stands for
    Sources(SourcesArgs),
    /// Print which rule read which words, stage by stage
    Explain(ExplainArgs),
    /// Print where a claim comes from and how many independent sources it has
    Trace(TraceArgs),
    /// Print each article in case notation, the form of tests, gold data and bug reports
    Cases(CasesArgs),
    /// Add articles to the record
    Add(record::AddArgs),
    /// Take articles out of the record
    Remove(record::RemoveArgs),
    /// Print what the record knows, by story
    Stories(record::StoriesArgs),
    /// Find articles of the record by words, sources, outlets, dates
    Search(record::SearchArgs),
    /// Print what somebody said over time, and through whom
    Who(record::WhoArgs),
    /// Print how an article's statements, attribution and hedges changed between captures
    Changes(record::ChangesArgs),
    /// Correct the record by hand: corrections outlive every re-analysis and can be undone
    Correct(record::CorrectArgs),
    /// Analyse the record again after the rules have changed
    Refresh(record::RefreshArgs),
    /// Print the record's statements, sources or origins as CSV
    Export(record::ExportArgs),
    /// Open a page in the browser on which all of this can be read, traced and corrected
    Serve(ServeArgs),
    /// Get pages and feeds from the web into a web archive that `quell read` takes
    Fetch(FetchArgs),
    /// Print the licences of the program and of the data in it
    Licenses,
}

#[derive(Debug, Args)]
#[command(after_help = "Exit status: 0 everything was read, 1 something was not (or, with --cases, differs), 2 wrong usage.")]
pub struct ReadArgs {
    #[command(flatten)]
    pub inputs: InputArgs,
    #[command(flatten)]
    pub known: KnownArgs,
    /// Print one JSON object per article
    #[arg(long, group = "output")]
    pub json: bool,
    /// Print a table of statements for a spreadsheet
    #[arg(long, group = "output")]
    pub csv: bool,
    /// Check marked-up files: is what they mark found?
    #[arg(long, group = "output")]
    pub cases: bool,
    /// Show who did what too (--json always has it)
    #[arg(long, group = "output")]
    pub events: bool,
    #[command(flatten)]
    pub look: LookArgs,
}

#[derive(Debug, Args)]
pub struct SourcesArgs {
    #[command(flatten)]
    pub inputs: InputArgs,
    #[command(flatten)]
    pub known: KnownArgs,
    /// Print one JSON object per article
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub look: LookArgs,
}

#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// A text, a saved page, JSON Lines, a web archive or a marked-up file; `-` is standard input
    #[arg(value_name = "FILE")]
    pub input: PathBuf,
    /// Words of the article, or START-END in characters of its text
    #[arg(long, value_name = "WORDS|START-END")]
    pub at: String,
    #[command(flatten)]
    pub known: KnownArgs,
    #[command(flatten)]
    pub look: LookArgs,
}

#[derive(Debug, Args)]
#[command(after_help = "Exit status: 0 the claim was traced, 1 no article carries it or something could not be read, 2 wrong usage.")]
pub struct TraceArgs {
    /// Words of the claim, or the id of a statement
    #[arg(value_name = "WORDS|STATEMENT-ID", required_unless_present = "at")]
    pub question: Option<String>,
    /// Characters of an article, as `quell read --json` counts them
    #[arg(long, value_name = "URL#START-END", conflicts_with = "question")]
    pub at: Option<String>,
    /// A folder or file with the articles to look in, instead of the record; may be given several times
    #[arg(long = "in", value_name = "PATH", conflicts_with = "store")]
    pub inputs: Vec<PathBuf>,
    /// The record's file; without it and --in, the one in your data directory
    #[arg(long, value_name = "FILE")]
    pub store: Option<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub known: KnownArgs,
    #[command(flatten)]
    pub look: LookArgs,
}

#[derive(Debug, Args)]
pub struct CasesArgs {
    #[command(flatten)]
    pub inputs: InputArgs,
    #[command(flatten)]
    pub known: KnownArgs,
    /// Print nothing on standard error but what could not be read
    #[arg(long)]
    pub quiet: bool,
}

#[derive(Debug, Args)]
#[command(
    after_help = "robots.txt is kept to, and a host gets one request a second. Exit status: 0 everything was fetched, 1 something was not, 2 wrong usage."
)]
pub struct FetchArgs {
    /// Addresses of pages, feeds and sitemaps
    #[arg(value_name = "URL", required = true)]
    pub urls: Vec<String>,
    /// The archive to add to (WARC, gzip per record); what it holds is asked for only if it changed
    #[arg(long, short, value_name = "FILE", default_value = "fetched.warc.gz")]
    pub output: PathBuf,
    /// Ask hosts at private addresses too
    #[arg(long)]
    pub allow_private: bool,
    /// Cut off what is longer
    #[arg(long, value_name = "MIB", default_value_t = 32, value_parser = clap::value_parser!(u64).range(1..=256))]
    pub max_size: u64,
    /// Give a request up after so many seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=600))]
    pub timeout: u64,
    /// Seconds between two requests to the same host
    #[arg(long, value_name = "SECONDS", default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub delay: u64,
    /// Print one JSON object per address
    #[arg(long)]
    pub json: bool,
    /// Print nothing but what went wrong
    #[arg(long)]
    pub quiet: bool,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Only this machine can see the page unless --host says otherwise; then the address that is printed holds a token. Ctrl-C ends it."
)]
pub struct ServeArgs {
    /// The record's file; without it, the one in your data directory. It need not be there yet
    #[arg(long, value_name = "FILE")]
    pub store: Option<PathBuf>,
    /// The port; 0 takes one that is free
    #[arg(long, value_name = "PORT", default_value_t = 7355)]
    pub port: u16,
    /// The address to listen at; others than this machine can look on if it is not a loopback address
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub host: IpAddr,
    /// Open the page in the browser
    #[arg(long)]
    pub open: bool,
    /// Print nothing but the address and what went wrong
    #[arg(long)]
    pub quiet: bool,
}

#[derive(Debug, Args)]
pub struct InputArgs {
    /// Texts, saved or copied pages, feeds, JSON Lines, web archives, marked-up files, also packed, or folders with these; `-` is standard input
    #[arg(value_name = "FILE", required = true)]
    pub inputs: Vec<PathBuf>,
}

/// What the user knows better than the input.
#[derive(Debug, Args)]
pub struct KnownArgs {
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
    /// Keep statements that are less certain
    #[arg(long)]
    pub all: bool,
}

#[derive(Debug, Args)]
pub struct LookArgs {
    /// Print nothing on standard error but what could not be read
    #[arg(long)]
    pub quiet: bool,
    /// Use colour
    #[arg(long, value_enum, default_value = "auto")]
    pub color: TypedColor,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum TypedFormat {
    Text,
    Page,
    Jsonl,
    Json,
    Html,
    Feed,
    Warc,
    Case,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TypedColor {
    Auto,
    Always,
    Never,
}
