//! Who speaks in an article: the table of `quell sources`.

use quell::view::{Speaker, Speakers};

use super::words::{shortened, width_of};
use super::{DOUBT, FAINT, Line, PLAIN, STRONG, Screen, plain};

/// The table for a person, ending in a line end.
pub fn speakers(speakers: &Speakers, address: &str, screen: Screen) -> String {
    let mut out = String::new();
    let title = speakers.title.as_deref().or(speakers.url.as_deref()).unwrap_or(address);
    Line::new(STRONG, shortened(&plain(title), screen.width)).print(&mut out, screen);
    let outlet = plain(speakers.outlet.as_deref().unwrap_or(address));
    let counts = format!("{}, {}", counted(speakers.statements, "statement"), counted(named_count(speakers), "source"));
    Line::new(FAINT, shortened(&outlet, screen.width.saturating_sub(width_of(&counts) + 2))).right(FAINT, counts).print(&mut out, screen);
    Line::new(FAINT, "─".repeat(screen.width)).print(&mut out, screen);
    for speaker in &speakers.sources {
        print(&mut out, speaker, speakers.statements, screen);
    }
    let line = match (100 * speakers.untraceable).checked_div(speakers.statements) {
        Some(share) => {
            let text = format!(
                "{} of {} without anybody who could be asked ({share} %)",
                speakers.untraceable,
                counted(speakers.statements, "statement")
            );
            Line::new(if share >= 50 { DOUBT } else { FAINT }, text)
        }
        None => Line::new(FAINT, "No statements found."),
    };
    line.print(&mut out, screen);
    out
}

/// `Mara Jessen          ████ 4, 2 quoted   person`, and below it through whom.
fn print(out: &mut String, speaker: &Speaker, total: usize, screen: Screen) {
    const BAR: usize = 12;
    let bar = "█".repeat((BAR * speaker.statements).div_ceil(total.max(1)));
    let quoted = if speaker.quoted > 0 { format!(", {} quoted", speaker.quoted) } else { String::new() };
    let kind = speaker.kind.unwrap_or_default();
    let right = format!("{bar} {}{quoted}  {kind:>12}", speaker.statements);
    let name = plain(speaker.name.as_deref().unwrap_or("no source named"));
    let style = if speaker.is_untraceable() { DOUBT } else { PLAIN };
    Line::new(style, shortened(&name, screen.width.saturating_sub(width_of(&right) + 2))).right(FAINT, right).print(out, screen);
    if !speaker.through.is_empty() {
        let through = plain(&format!("through {}", speaker.through.join(", ")));
        Line::new(FAINT, "  └ ").left(FAINT, shortened(&through, screen.width - 4)).print(out, screen);
    }
}

fn named_count(speakers: &Speakers) -> usize {
    speakers.sources.iter().filter(|speaker| speaker.name.is_some()).count()
}

fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
