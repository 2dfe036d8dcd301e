//! `quell explain`: which rule read which words, stage by stage.

use quell::document::{Level, TextSpan};
use quell::{At, Engine, Explained, Explanation, Input};

use crate::Outcome;
use crate::messages::Messages;
use crate::output::Output;
use crate::show::{FAINT, Line, PLAIN, STRONG, Screen, plain, shortened, wrapped};
use quell::document::Diagnostic;

/// The names of stages stand in a column of this width.
const STAGE_COLUMNS: usize = 12;

/// Explains and prints.
pub fn run(engine: &Engine, input: Input, at: &At, screen: Screen, is_quiet: bool, output: &Output) -> Outcome {
    let messages = Messages::new(is_quiet);
    let uri = input.uri();
    let (mut is_incomplete, mut places_count) = (false, 0);
    for explanation in engine.explain(input, at) {
        match explanation {
            Ok(explanation) => {
                explanation.diagnostics.iter().for_each(|diagnostic| messages.say(&explanation.uri, diagnostic));
                is_incomplete |= explanation.diagnostics.iter().any(|diagnostic| diagnostic.level == Level::Error);
                places_count += explanation.places.len();
                if output.print(shown(&explanation, screen).as_bytes()).is_break() {
                    return Outcome::Complete;
                }
                if explanation.places_left_out > 0 {
                    let message = format!("{} further places are not explained", explanation.places_left_out);
                    messages.say(&explanation.uri, &Diagnostic::note(message).hint("`--at START-END` explains any of them"));
                }
            }
            Err(unreadable) => {
                is_incomplete = true;
                messages.say(&unreadable.place, &unreadable.diagnostic);
            }
        }
    }
    if places_count == 0 && !is_incomplete {
        let diagnostic = match at {
            At::Words(words) => {
                Diagnostic::error(format!("“{words}” does not stand in it")).hint("words are searched exactly as they are written")
            }
            At::Characters(start, end) => {
                Diagnostic::error(format!("it has no characters {start}-{end}")).hint("`quell read --json` shows the text that is counted")
            }
        };
        messages.say(&uri, &diagnostic);
        is_incomplete = true;
    }
    Outcome::amiss(is_incomplete)
}

fn shown(explanation: &Explanation, screen: Screen) -> String {
    let text = &explanation.article.text;
    let mut out = String::new();
    for (index, (place, explained)) in explanation.places.iter().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        let start = text[..place.start as usize].chars().count();
        let end = start + place.of(text).chars().count();
        let words = shortened(&plain(place.of(text)), screen.width / 2);
        let characters = format!("{start}-{end}");
        // Two columns part them from the place, and “…” and a space may stand on each side.
        let room = screen.width.saturating_sub(words.chars().count() + characters.len() + 6);
        let (before, after) = context(*place, text, room / 2);
        Line::new(FAINT, before).left(STRONG, words).left(FAINT, after).right(FAINT, characters).print(&mut out, screen);
        if explained.is_empty() {
            Line::new(FAINT, "  nothing was found here").print(&mut out, screen);
        }
        let mut stage = "";
        for step in explained {
            print_step(&mut out, step, if step.stage == stage { "" } else { step.stage }, text, screen);
            stage = step.stage;
        }
    }
    out
}

/// The stage, the words that were read, what was made of them, and the rule.
fn print_step(out: &mut String, step: &Explained, stage: &str, text: &str, screen: Screen) {
    let room = screen.width.saturating_sub(STAGE_COLUMNS);
    let words = shortened(&plain(step.span.of(text)), room / 2);
    let rule = step.rule.map(|rule| format!(" [{rule}]")).unwrap_or_default();
    let lines = wrapped(&format!("„{words}“ {}{rule}", plain(&step.what)), room);
    for (index, line) in lines.into_iter().enumerate() {
        let label = if index == 0 { stage } else { "" };
        Line::new(FAINT, format!("{label:<STAGE_COLUMNS$}")).left(PLAIN, line).print(out, screen);
    }
}

/// What stands before and behind the place in its line, so many characters of each.
fn context(place: TextSpan, text: &str, length: usize) -> (String, String) {
    let before = text[..place.start as usize].rsplit('\n').next().unwrap_or("");
    let after = text[place.end as usize..].split('\n').next().unwrap_or("");
    let skipped = before.chars().count().saturating_sub(length);
    let near: String = before.chars().skip(skipped).collect();
    let far: String = after.chars().take(length).collect();
    let begin = if skipped > 0 { "…" } else { "" };
    let end = if far.len() < after.len() { "…" } else { "" };
    let space = |edge: bool| if edge { " " } else { "" };
    (
        format!("{begin}{}{}", plain(&near), space(near.ends_with(char::is_whitespace) && !near.trim().is_empty())),
        format!("{}{}{end}", space(far.starts_with(char::is_whitespace)), plain(&far)),
    )
}
