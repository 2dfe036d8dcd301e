//! `quell read --cases`: is what a marked-up file marks found, and nothing else?

mod compare;

use std::ops::ControlFlow;
use std::path::PathBuf;

use quell::document::{Diagnostic, Document, Level, Statement};
use quell::{Engine, Event, Reading};

use crate::Outcome;
use crate::messages::Messages;
use crate::output::Output;
use crate::show::{ALARM, DOUBT, FAINT, Line, PLAIN, QUOTED, STRONG, Screen, plain, shortened};
use compare::{Comparison, Difference, Verdict, compare};

/// Reads, compares and prints.
pub fn run(engine: &Engine, inputs: &[PathBuf], screen: Screen, is_quiet: bool, output: &Output) -> Outcome {
    let messages = Messages::new(is_quiet);
    let mut is_amiss = false;
    let show = |event| match event {
        Event::Read(reading) => checked(&reading, screen),
        Event::Unreadable(unreadable) => {
            Checked { place: unreadable.place, remarks: vec![unreadable.diagnostic], is_same: false, lines: String::new() }
        }
    };
    engine.read(quell::gather(inputs), show, |Checked { place, remarks, is_same, lines }, _| {
        is_amiss |= !is_same || remarks.iter().any(|remark| remark.level == Level::Error);
        remarks.iter().for_each(|remark| messages.say(&place, remark));
        if lines.is_empty() { ControlFlow::Continue(()) } else { output.print(lines.as_bytes()) }
    });
    Outcome::amiss(is_amiss)
}

struct Checked {
    place: String,
    remarks: Vec<Diagnostic>,
    is_same: bool,
    lines: String,
}

fn checked(reading: &Reading, screen: Screen) -> Checked {
    let place = reading.capture.place();
    let mut remarks = reading.document.diagnostics.clone();
    let Some(gold) = &reading.gold else {
        remarks
            .push(Diagnostic::error("nothing is marked up in it").hint("`quell cases FILE` prints a file with the marks that are found"));
        return Checked { place, remarks, is_same: false, lines: String::new() };
    };
    let comparison = compare(gold, &reading.document);
    let lines = shown(&place, gold, &reading.document, &comparison, screen);
    Checked { place, remarks, is_same: comparison.is_same(), lines }
}

fn shown(place: &str, gold: &Document, found: &Document, comparison: &Comparison, screen: Screen) -> String {
    let mut out = String::new();
    let count = |is_counted: fn(&Verdict) -> bool| comparison.verdicts.iter().filter(|verdict| is_counted(verdict)).count();
    let different = count(|verdict| matches!(verdict, Verdict::Different(_)));
    let counts = format!(
        "{} found · {different} different · {} missing · {} not marked",
        count(|verdict| *verdict == Verdict::Found),
        count(|verdict| *verdict == Verdict::Missing),
        comparison.unmarked.len()
    );
    Line::new(STRONG, shortened(&plain(place), screen.width))
        .right(if comparison.is_same() { QUOTED } else { ALARM }, counts)
        .print(&mut out, screen);
    for (statement, verdict) in gold.statements.iter().zip(&comparison.verdicts) {
        match verdict {
            Verdict::Found => line(&mut out, "found", statement, gold, screen),
            Verdict::Missing => line(&mut out, "missing", statement, gold, screen),
            Verdict::Different(differences) => {
                line(&mut out, "different", statement, gold, screen);
                differences.iter().for_each(|difference| print_difference(&mut out, difference, screen));
            }
        }
    }
    for &index in &comparison.unmarked {
        line(&mut out, "not marked", &found.statements[index], found, screen);
    }
    for difference in &comparison.hedges {
        line_of_hedge(&mut out, difference, screen);
    }
    out
}

fn line(out: &mut String, verdict: &str, statement: &Statement, document: &Document, screen: Screen) {
    let style = match verdict {
        "found" => FAINT,
        "different" => DOUBT,
        _ => ALARM,
    };
    let kind = statement.kind.name();
    let words = shortened(&plain(&statement.content.of(&document.article.text)), screen.width.saturating_sub(16 + kind.len()));
    Line::new(style, format!("  {verdict:<11} ")).left(PLAIN, words).right(FAINT, kind).print(out, screen);
}

fn print_difference(out: &mut String, difference: &Difference, screen: Screen) {
    let room = screen.width.saturating_sub(28);
    let shown = |words: &Option<String>| words.as_deref().map_or("nothing".to_string(), |words| shortened(&plain(words), room));
    Line::new(FAINT, format!("    {:<14}", difference.role))
        .left(QUOTED, format!("marked {}", shown(&difference.marked)))
        .print(out, screen);
    Line::new(PLAIN, " ".repeat(18)).left(ALARM, format!("found  {}", shown(&difference.found))).print(out, screen);
}

fn line_of_hedge(out: &mut String, difference: &Difference, screen: Screen) {
    let (verdict, words) = match (&difference.marked, &difference.found) {
        (Some(words), _) => ("missing", words),
        (None, words) => ("not marked", words.as_ref().unwrap_or(&difference.role)),
    };
    Line::new(ALARM, format!("  {verdict:<11} ")).left(PLAIN, plain(words)).right(FAINT, "hedge").print(out, screen);
}
