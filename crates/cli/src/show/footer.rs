//! What an article amounts to: how many sources of which kind, how many hedges, what remains to be said.

use quell::document::{Diagnostic, Document, Level, SourceKind};

use super::paragraphs::Paragraphs;
use super::sources::{Source, counted};
use super::words::width_of;
use super::{ALARM, DOUBT, FAINT, Line, PLAIN, Screen, plain, wrapped};

/// Prints the counts, and the diagnostics unless that would be too much.
pub(super) fn print(out: &mut String, document: &Document, sources: &[Source], paragraphs: &Paragraphs, screen: Screen, is_quiet: bool) {
    if document.statements.is_empty() {
        Line::new(FAINT, "No statements found.").print(out, screen);
    }
    let kinds = SourceKind::ALL.iter().map(|&kind| Some(kind)).chain([None]);
    let count_of = |kind: Option<SourceKind>| match kind {
        Some(_) => sources.iter().filter(|source| source.kind == kind).count(),
        // Whoever is named but of no known kind is not unsourced.
        None => sources.iter().filter(|source| source.name.is_none() && source.kind.is_none()).count(),
    };
    let counts: Vec<String> =
        kinds.map(|kind| (count_of(kind), kind)).filter(|(count, _)| *count > 0).map(|(count, kind)| counted(count, kind)).collect();
    let mut lines = in_lines(&counts, screen.width);
    let (hedges_count, times_count) = (document.hedges.len(), document.times.len());
    let mut last = Line::new(FAINT, lines.pop().unwrap_or_default());
    for line in lines {
        Line::new(FAINT, line).print(out, screen);
    }
    if times_count > 0 {
        last = last.right(FAINT, format!("{times_count} time{}  ", if times_count == 1 { "" } else { "s" }));
    }
    if hedges_count > 0 {
        last = last.right(DOUBT, format!("{hedges_count} hedge{}", if hedges_count == 1 { "" } else { "s" }));
    }
    if !counts.is_empty() || hedges_count + times_count > 0 {
        last.print(out, screen);
    }
    for diagnostic in &document.diagnostics {
        // What could not be read is said on standard error, also for those who look at a file.
        if !is_quiet && diagnostic.level < Level::Error {
            remark(out, diagnostic, paragraphs, screen);
        }
    }
}

/// The counts with dots between them, in lines of at most `width` columns.
fn in_lines(counts: &[String], width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for count in counts {
        match lines.last_mut() {
            Some(line) if width_of(line) + 3 + width_of(count) <= width => line.push_str(&format!(" · {count}")),
            _ => lines.push(count.clone()),
        }
    }
    lines
}

fn remark(out: &mut String, diagnostic: &Diagnostic, paragraphs: &Paragraphs, screen: Screen) {
    let place = diagnostic.span.and_then(|span| paragraphs.place(&span.into())).map(|place| format!(" · {place}")).unwrap_or_default();
    let hint = diagnostic.hint.iter().map(|hint| format!(" ({})", plain(hint)));
    let text = format!("{}: {}{place}{}", diagnostic.level.name(), plain(&diagnostic.message), hint.collect::<String>());
    for (index, words) in wrapped(&text, screen.width - 2).into_iter().enumerate() {
        let style = if diagnostic.level == Level::Note { FAINT } else { ALARM };
        Line::new(PLAIN, if index == 0 { "" } else { "  " }).left(style, words).print(out, screen);
    }
}
