//! `cargo xtask eval`: builds and runs the evaluation, a program of its own.
//!
//! It is not linked into this one, because it holds the engine, which holds the lexicon, which this program builds.

use crate::workspace::cargo;

/// Hands the arguments on. What went wrong has then been told already.
pub fn run(arguments: &[&str]) -> Result<(), String> {
    let mut command = cargo("run");
    command.args(["--quiet", "--release", "--package", "quell-eval", "--"]).args(arguments);
    let status = command.status().map_err(|problem| format!("cannot run cargo: {problem}"))?;
    if status.success() { Ok(()) } else { std::process::exit(status.code().unwrap_or(1)) }
}
