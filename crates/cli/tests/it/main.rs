//! The program as its users meet it: the real binary, its output, its messages, its exit status.

mod bad_input;
mod commands;
mod faults;
mod fetch;
mod record;
mod screen;
mod serve;
mod streams;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

/// What a run of the program left behind.
pub struct Run {
    /// Its exit status.
    pub status: i32,
    /// Its standard output.
    pub out: String,
    /// Its standard error.
    pub err: String,
}

/// The program with these arguments, its environment freed of what would change its looks.
pub fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_quell"));
    command.args(arguments).env_remove("NO_COLOR").env_remove("COLUMNS");
    command
}

/// Runs the program with nothing on standard input.
pub fn quell(arguments: &[&str]) -> Run {
    quell_with(arguments, b"")
}

/// Runs the program with these bytes on standard input.
pub fn quell_with(arguments: &[&str], input: &[u8]) -> Run {
    let mut child =
        command(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the binary starts");
    let mut stdin = child.stdin.take().expect("standard input is a pipe");
    let input = input.to_vec();
    let writer = std::thread::spawn(move || {
        // The program may have seen enough, or have refused.
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().expect("the program ends");
    writer.join().expect("the writer ends");
    Run {
        status: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).expect("output is UTF-8"),
        err: String::from_utf8(output.stderr).expect("messages are UTF-8"),
    }
}

/// A folder that is gone when the test ends.
pub struct Folder(PathBuf);

impl Folder {
    /// A new one, empty.
    pub fn temporary() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("quell-test-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).expect("a folder can be made");
        Folder(path)
    }

    /// Writes a file and gives its path.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("it lies in the folder")).expect("a folder can be made");
        fs::write(&path, content).expect("a file can be written");
        path.display().to_string()
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Where it is, as an argument.
    pub fn name(&self) -> String {
        self.0.display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A short article whose direct quotation nobody can miss.
pub const ARTICLE: &str = "Brücke in Grevenhafen gesperrt\n\n\
    Die Stadt hat die Brücke am Montag gesperrt.\n\n\
    „Wir prüfen die Pfeiler bis zum Herbst“, sagte Polizeisprecherin Mara Jessen. Der Verkehr werde umgeleitet.\n";
