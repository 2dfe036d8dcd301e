//! `quell serve`: a page in the browser, until somebody says that it is enough.

use std::io::ErrorKind;
use std::process::{Command, Stdio};

use quell::document::Diagnostic;
use quell_web::{Listening, Settings, serve};

use crate::Outcome;
use crate::messages::Messages;
use crate::output::Output;

/// Listens, says where, and opens the page if it is asked to.
pub fn run(settings: &Settings, opens: bool, is_quiet: bool, output: &Output) -> Outcome {
    let messages = Messages::new(is_quiet);
    let is_stopped = output.stops_by_itself();
    let tell = |listening: &Listening| {
        let url = &listening.url;
        // Whether somebody reads it or not, the page is there.
        let _ = output.print(format!("{url}\n").as_bytes());
        if !listening.address.ip().is_loopback() {
            let warning = Diagnostic::warning("others can reach this address, and what they are told is not encrypted");
            messages.say(url, &warning.hint("give the address with its token only to whom you trust, in a network that you trust"));
        }
        if opens && !open(url) {
            messages.say(url, &Diagnostic::warning("no browser could be opened").hint("open the address yourself"));
        }
    };
    match serve(settings, is_stopped, tell) {
        Ok(()) => Outcome::Complete,
        Err(error) => {
            let hint = match error.kind() {
                ErrorKind::AddrInUse => "is it running already? `--port 0` takes a port that is free",
                ErrorKind::AddrNotAvailable => "`--host` takes an address of this machine",
                ErrorKind::PermissionDenied => "ports below 1024 are for the system: `--port` names another",
                _ => "run the command again",
            };
            let address = format!("{}:{}", settings.host, settings.port);
            messages.say(&address, &Diagnostic::error(format!("could not be served: {error}")).hint(hint));
            Outcome::Incomplete
        }
    }
}

/// Opens an address in the browser; says whether something was there to do so.
fn open(url: &str) -> bool {
    let (program, arguments): (&str, &[&str]) = match std::env::consts::OS {
        "macos" => ("open", &[]),
        "windows" => ("rundll32", &["url.dll,FileProtocolHandler"]),
        _ => ("xdg-open", &[]),
    };
    let mut command = Command::new(program);
    command.args(arguments).arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().is_ok()
}
