//! `quell fetch`: pages and feeds from the web, into an archive that `quell read` takes.

use std::ops::ControlFlow;
use std::path::Path;

use quell::document::Diagnostic;
use quell::fetching::{self, FetchOptions, Fetched};
use serde_json::json;

use crate::Outcome;
use crate::messages::Messages;
use crate::output::Output;
use crate::show::plain;

/// Fetches and prints how it went with each address.
pub fn run(urls: &[String], archive: &Path, options: &FetchOptions, is_json: bool, is_quiet: bool, output: &Output) -> Outcome {
    let messages = Messages::new(is_quiet);
    let place = archive.display().to_string();
    let opened = fetching::known_in(archive).and_then(|known| Ok((known, fetching::add_to(archive)?)));
    let (known, mut file) = match opened {
        Ok(opened) => opened,
        Err(error) => {
            let diagnostic = Diagnostic::error(format!("the archive could not be opened: {error}"));
            messages.say(&place, &diagnostic.hint("`--output FILE` names the archive that pages are added to"));
            return Outcome::Incomplete;
        }
    };
    let mut is_amiss = false;
    let report = |url: &str, fetched: &Fetched| -> ControlFlow<()> {
        for remark in remarks(fetched) {
            messages.say(url, &remark);
        }
        is_amiss |= matches!(fetched, Fetched::Refused(_) | Fetched::Failed(_));
        match (is_json, fetched) {
            (true, _) => output.print(format!("{}\n", object(url, fetched)).as_bytes()),
            (false, Fetched::Fetched { url, bytes, .. }) if !is_quiet => {
                output.print(format!("{bytes:>9} bytes  {}\n", plain(url)).as_bytes())
            }
            (false, Fetched::Unchanged) if !is_quiet => output.print(format!("      unchanged  {}\n", plain(url)).as_bytes()),
            _ => ControlFlow::Continue(()),
        }
    };
    match fetching::fetch(urls, &known, options, &mut file, report) {
        Ok(()) => Outcome::amiss(is_amiss),
        Err(error) => {
            messages.say(&place, &Diagnostic::error(format!("the archive could not be written: {error}")).hint("is the disk full?"));
            Outcome::Incomplete
        }
    }
}

/// What a person should know.
fn remarks(fetched: &Fetched) -> Vec<Diagnostic> {
    match fetched {
        Fetched::Fetched { is_cut_off, reservations, .. } => {
            let cut_off = is_cut_off
                .then(|| Diagnostic::warning("longer than was read, or the connection broke off").hint("`--max-size MIB` reads more"));
            let reserved = reservations.iter().map(|reservation| {
                Diagnostic::warning(format!("text and data mining is reserved: {reservation}"))
                    .hint("ask the publisher, unless the law lets you mine for research")
            });
            cut_off.into_iter().chain(reserved).collect()
        }
        Fetched::Unchanged => Vec::new(),
        Fetched::Refused(reason) => vec![Diagnostic::error(format!("not asked for: {reason}"))],
        Fetched::Failed(reason) => vec![Diagnostic::error(format!("not fetched: {reason}")).hint("see whether a browser shows the page")],
    }
}

fn object(url: &str, fetched: &Fetched) -> serde_json::Value {
    match fetched {
        Fetched::Fetched { url: at, bytes, is_cut_off, reservations } => {
            json!({ "url": url, "outcome": "fetched", "at": at, "bytes": bytes, "is_cut_off": is_cut_off, "reservations": reservations })
        }
        Fetched::Unchanged => json!({ "url": url, "outcome": "unchanged" }),
        Fetched::Refused(reason) => json!({ "url": url, "outcome": "refused", "reason": reason }),
        Fetched::Failed(reason) => json!({ "url": url, "outcome": "failed", "reason": reason }),
    }
}
