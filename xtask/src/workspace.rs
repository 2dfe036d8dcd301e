//! Where things are: the root of the repository, and the program that is built from it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The root of the repository.
pub fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_owned()
}

/// Cargo, on this workspace.
pub fn cargo(command: &str) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.arg(command).arg("--manifest-path").arg(root().join("Cargo.toml"));
    cargo
}

/// The release build of the program.
pub struct Quell {
    path: PathBuf,
}

impl Quell {
    /// Builds it. It is not linked into this program, because it holds the lexicon, which this program builds.
    pub fn build() -> Result<Quell, String> {
        let built = cargo("build").args(["--quiet", "--release", "--package", "quell-cli"]).status();
        if !built.is_ok_and(|status| status.success()) {
            return Err("quell could not be built".to_string());
        }
        // Both programs are put into the same folder.
        let own = std::env::current_exe().map_err(|error| format!("cannot tell where programs are built: {error}"))?;
        let path = own.with_file_name(format!("quell{}", std::env::consts::EXE_SUFFIX));
        if path.is_file() { Ok(Quell { path }) } else { Err(format!("{} was not built; run this as `cargo xtask`", path.display())) }
    }

    /// The program.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The folder that everything is built in.
    pub fn target(&self) -> &Path {
        self.path.parent().and_then(Path::parent).unwrap_or(&self.path)
    }

    /// Runs it at the root of the repository.
    pub fn run(&self, arguments: &[&str]) -> Result<Output, String> {
        let output = Command::new(&self.path).args(arguments).current_dir(root()).env("NO_COLOR", "1").output();
        output.map_err(|error| format!("cannot run {}: {error}", self.path.display()))
    }
}
