//! `cargo xtask eval`: builds and runs the evaluation, a program of its own.
//!
//! It is not linked into this one, because it holds the engine, which holds the lexicon, which this program builds.

use std::process::Command;

/// Hands the arguments on. What went wrong has then been told already.
pub fn run(arguments: &[&str]) -> Result<(), String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let manifest = crate::root().join("Cargo.toml");
    let mut command = Command::new(cargo);
    command.args(["run", "--quiet", "--release", "--package", "quell-eval", "--manifest-path"]).arg(&manifest).arg("--").args(arguments);
    let status = command.status().map_err(|problem| format!("cannot run cargo for {}: {problem}", manifest.display()))?;
    if status.success() { Ok(()) } else { std::process::exit(status.code().unwrap_or(1)) }
}
