//! Commands for the people who work on Quell: `cargo xtask COMMAND`. Each command has a file of its own.

mod eval;
mod lexicon;
mod train;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask COMMAND

  eval ARGUMENTS            measure how right Quell is (cargo xtask eval --help)
  lexicon --data DIR        compile DIR/lexicon-de/forms.tsv.xz to lang/de/lexicon/forms.bin
  train tagger --data DIR   train the tagger on DIR/treebank-de, write lang/de/model/tagger.bin and its card
                            (--errors before --data: print what cross-validation gets wrong)";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        ["eval", arguments @ ..] => eval::run(arguments),
        ["lexicon", "--data", data] => lexicon::run(Path::new(data)),
        ["train", "tagger", "--data", data] => train::run(Path::new(data), false),
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

/// The root of the repository.
fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_owned()
}

/// What a command prints when it fails: what was tried, on what, and why it did not work.
fn failed<E: std::fmt::Display>(what: &str, path: &Path) -> impl FnOnce(E) -> String {
    let place = format!("cannot {what} {}", path.display());
    move |error| format!("{place}: {error}")
}
