//! `quell correct`: what people know better than the rules.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use quell::document::Diagnostic;
use quell::record::StoreError;
use quell::store::{Correction, KeptCorrection};

use crate::Outcome;
use crate::show::{FAINT, Line, PLAIN, day_and_minute, plain, wrapped};

use super::{Context, counted};

/// Keeps a correction, if what it speaks of is in the record.
pub fn keep(context: &Context, correction: &Correction) -> Result<Outcome, StoreError> {
    let mut store = context.change()?;
    if let Some(missing) = store.missing(correction)? {
        return Ok(context.missing(&missing, "`quell search` and `quell who` with `--json` print addresses and the ids of statements"));
    }
    let number = store.correct(correction)?;
    if context.is_json {
        context.print_json(&serde_json::json!({ "id": number }));
    } else {
        context.print(&format!("kept as correction {number}; `quell correct undo {number}` takes it back\n"));
    }
    Ok(Outcome::Complete)
}

/// Takes a correction back.
pub fn undo(context: &Context, number: i64) -> Result<Outcome, StoreError> {
    let was_there = context.change()?.undo(number)?;
    if !was_there {
        return Ok(context.missing(&format!("correction {number}"), "`quell correct list` shows which there are"));
    }
    if context.is_json {
        context.print_json(&serde_json::json!({ "id": number }));
    } else {
        context.print(&format!("correction {number} is undone\n"));
    }
    Ok(Outcome::Complete)
}

/// Prints all corrections.
pub fn list(context: &Context) -> Result<Outcome, StoreError> {
    let corrections = context.read()?.all_corrections()?;
    if context.is_json {
        corrections.iter().for_each(|correction| context.print_json(correction));
        return Ok(Outcome::Complete);
    }
    let mut out = String::new();
    for KeptCorrection { id, made, undone, correction } in &corrections {
        let state = if undone.is_some() { "undone" } else { "" };
        Line::new(PLAIN, format!("{id:>4}  {}", day_and_minute(made))).right(FAINT, state).print(&mut out, context.screen);
        for line in wrapped(&plain(&told(correction)), context.screen.width - 6) {
            Line::new(PLAIN, "      ").left(PLAIN, line).print(&mut out, context.screen);
        }
    }
    Line::new(FAINT, counted(corrections.len(), "correction")).print(&mut out, context.screen);
    context.print(&out);
    Ok(Outcome::Complete)
}

/// A correction in words.
fn told(correction: &Correction) -> String {
    match correction {
        Correction::Reject { statement } => format!("{statement} is no statement"),
        Correction::Source { statement, name, kind } => {
            let kind = kind.as_deref().map(|kind| format!(" ({kind})")).unwrap_or_default();
            format!("{statement} was said by {name}{kind}")
        }
        Correction::Merge { names, into } => format!("{} is {into}", names.join(", ")),
        Correction::Split { name, to, articles } => format!("{name} is {to} in {}", articles.join(", ")),
        Correction::Join { one, other } => format!("{one} and {other} have one origin"),
        Correction::Part { one, other } => format!("{one} and {other} do not have one origin"),
    }
}

/// Makes the corrections of a file, one a line, as `list --json` prints them. Those that were undone, or speak of what is not there, are left out.
pub fn import(context: &Context, file: &Path) -> Result<Outcome, StoreError> {
    let read = if file.as_os_str() == "-" {
        let mut text = String::new();
        io::stdin().read_to_string(&mut text).map(|_| text)
    } else {
        fs::read_to_string(file)
    };
    let place = file.display().to_string();
    let text = match read {
        Ok(text) => text,
        Err(error) => {
            context.messages.say(&place, &Diagnostic::error(format!("could not be read: {error}")).hint("check the path"));
            return Ok(Outcome::Incomplete);
        }
    };
    let mut store = context.change()?;
    let known: Vec<Correction> =
        store.all_corrections()?.into_iter().filter(|kept| kept.undone.is_none()).map(|kept| kept.correction).collect();
    let (mut made, mut is_incomplete) = (0, false);
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let place = format!("{place}:{}", index + 1);
        let was_undone = serde_json::from_str::<serde_json::Value>(line).is_ok_and(|value| !value["undone"].is_null());
        let correction: Correction = match serde_json::from_str(line) {
            Ok(correction) => correction,
            Err(error) => {
                let diagnostic = Diagnostic::error(format!("is no correction: {error}"));
                context.messages.say(&place, &diagnostic.hint("`quell correct list --json` prints them as they are read"));
                is_incomplete = true;
                continue;
            }
        };
        if was_undone || known.contains(&correction) {
            continue;
        }
        if let Some(missing) = store.missing(&correction)? {
            is_incomplete = true;
            context.messages.say(&place, &Diagnostic::error(format!("{missing} is not in the record")).hint("add the article first"));
            continue;
        }
        store.correct(&correction)?;
        made += 1;
    }
    if context.is_json {
        context.print_json(&serde_json::json!({ "made": made }));
    } else {
        context.print(&format!("{} made\n", counted(made, "correction")));
    }
    Ok(Outcome::amiss(is_incomplete))
}
