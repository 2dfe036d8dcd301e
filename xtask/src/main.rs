//! Commands for the people who work on Quell: `cargo xtask COMMAND`. Each command has a file of its own.

mod bench;
mod docs;
mod eval;
mod lexicon;
mod tables;
mod train;
mod workspace;

use std::path::Path;
use std::process::ExitCode;

pub use workspace::root;

const USAGE: &str = "\
usage: cargo xtask COMMAND

  eval ARGUMENTS            measure how right Quell is (cargo xtask eval --help)
  bench [--write]           measure how fast Quell is (--write: put the figures into BENCHMARKS.md)
  bench record [--news FILE] [--write]
                            measure how fast the record is; with FILE also on these articles
  bench pages --data DIR [--write]
                            measure how fast the pages in DIR/pages-de are taken apart, and how much memory a large archive takes
  docs [--check]            run the examples of the pages and put in what they print (--check: only say whether they still hold)
  lexicon --data DIR        compile DIR/lexicon-de/forms.tsv.xz to lang/de/lexicon/forms.bin
  train tagger --data DIR   train the tagger on DIR/treebank-de, write lang/de/model/tagger.bin and its card
                            (--errors before --data: print what cross-validation gets wrong)
  train names --data DIR    train the recogniser of names on DIR/names-de, write lang/de/model/names.bin and its card
  tables --data DIR         compile classes of words and names of towns (what DIR holds: xtask/src/tables.rs)";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        ["eval", arguments @ ..] => eval::run(arguments),
        ["bench"] => bench::run(false),
        ["bench", "--write"] => bench::run(true),
        ["bench", "record"] => bench::run_record(None, false),
        ["bench", "record", "--write"] => bench::run_record(None, true),
        ["bench", "record", "--news", news] => bench::run_record(Some(Path::new(news)), false),
        ["bench", "record", "--news", news, "--write"] => bench::run_record(Some(Path::new(news)), true),
        ["bench", "pages", "--data", data] => bench::run_pages(Path::new(data), false),
        ["bench", "pages", "--data", data, "--write"] => bench::run_pages(Path::new(data), true),
        ["docs"] => docs::run(false),
        ["docs", "--check"] => docs::run(true),
        ["lexicon", "--data", data] => lexicon::run(Path::new(data)),
        ["train", "tagger", "--data", data] => train::run(Path::new(data), false),
        ["train", "names", "--data", data] => train::names::run(Path::new(data), true),
        ["train", "names", "--only-weights", "--data", data] => train::names::run(Path::new(data), false),
        ["tables", "--data", data] => tables::run(Path::new(data)),
        ["train", "tagger", "--errors", "--data", data] => train::run(Path::new(data), true),
        _ => Err(USAGE.to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// What a command prints when it fails: what was tried, on what, and why it did not work.
fn failed<E: std::fmt::Display>(what: &str, path: &Path) -> impl FnOnce(E) -> String {
    let place = format!("cannot {what} {}", path.display());
    move |error| format!("{place}: {error}")
}
