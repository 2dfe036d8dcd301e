//! One statement: its content at the left, and at the right how, with which cue and with which signs of distance.

use anstyle::Style;
use quell::document::{Hedge, HedgeKind, Stance, Statement, StatementKind};

use super::words::{first_line, shortened, width_of};
use super::{ALARM, DOUBT, FAINT, Line, PLAIN, QUOTED, Screen, plain};

/// Longer cues are shortened.
const CUE_COLUMNS: usize = 24;

/// Prints a statement behind `lead` (a mark of nesting, and perhaps its source), in at most two lines of content.
pub(super) fn print(out: &mut String, screen: Screen, text: &str, statement: &Statement, place: Option<String>, indent: &str, lead: &str) {
    let words = statement.content.of(text);
    let details = details(text, statement, place, screen.width / 2);
    print_content(out, screen, &words, statement.kind == StatementKind::Direct, details, indent, lead);
}

/// Prints the words of a content behind `lead`, and what is said about them at the right edge.
pub fn print_content(
    out: &mut String,
    screen: Screen,
    words: &str,
    is_direct: bool,
    details: Vec<(Style, String)>,
    indent: &str,
    lead: &str,
) {
    let (style, content) = content(words, is_direct);
    let content = format!("{lead}{content}");
    let details_width: usize = details.iter().map(|(_, text)| width_of(text)).sum();
    let width = screen.width - width_of(indent);
    let width_beside = width.saturating_sub(details_width + 2);
    let mut hanging = indent.to_string();
    let last = if width_of(&content) <= width_beside {
        content
    } else {
        let (first, rest) = first_line(&content, width);
        Line::new(PLAIN, indent).left(style, first).print(out, screen);
        if !lead.is_empty() {
            hanging.push_str("  ");
        }
        let room = (screen.width - width_of(&hanging)).saturating_sub(details_width + 2);
        shortened_content(rest, room, is_direct)
    };
    let is_below = last.is_empty();
    let mut line = if is_below { Line::default() } else { Line::new(PLAIN, hanging).left(style, last) };
    for (style, text) in details {
        line = line.right(style, text);
    }
    line.print(out, screen);
}

/// What is left of a content, cut where it has no room. A quotation keeps its closing mark.
fn shortened_content(rest: &str, width: usize, is_direct: bool) -> String {
    let is_cut = width_of(rest) > width;
    match rest.strip_suffix('“').filter(|_| is_cut && is_direct) {
        Some(words) => format!("{}“", shortened(words, width.saturating_sub(1))),
        None => shortened(rest, width),
    }
}

/// The words of the content. Direct ones stand in quotation marks, as they did in the article.
fn content(words: &str, is_direct: bool) -> (Style, String) {
    let words = plain(words);
    if is_direct { (QUOTED, format!("„{words}“")) } else { (PLAIN, closed(words)) }
}

/// A content may end just before a closing mark, which then belongs to it on the screen.
fn closed(mut words: String) -> String {
    if words.matches('„').count() > words.matches('“').count() {
        words.push('“');
    }
    words
}

/// Kind, cue, hedges, paragraph; the hedges in short where they would take more than `width` columns.
fn details(text: &str, statement: &Statement, place: Option<String>, width: usize) -> Vec<(Style, String)> {
    let mut parts = vec![(FAINT, kind_on_screen(statement.kind).to_string())];
    if let Some(cue) = &statement.cue {
        let is_denied = matches!(statement.stance, Stance::Deny | Stance::Accuse);
        parts.push((if is_denied { ALARM } else { FAINT }, shortened(&plain(&cue.of(text)), CUE_COLUMNS)));
    }
    let mut hedges: Vec<String> = Vec::new();
    let is_cue = |hedge: &Hedge| statement.cue.as_ref().is_some_and(|cue| cue.contains(hedge.span));
    for hedge in statement.hedges.iter().filter(|hedge| !is_cue(hedge)) {
        let sign = hedge_on_screen(hedge.kind, hedge.span.of(text));
        if !hedges.contains(&sign) {
            hedges.push(sign);
        }
    }
    let used: usize = parts.iter().map(|(_, text)| width_of(text) + 3).sum();
    let fits = |hedges: &[String]| used + hedges.iter().map(|sign| width_of(sign) + 3).sum::<usize>() <= width;
    let mut left_out = 0;
    while hedges.len() > 1 && !fits(&hedges) {
        hedges.pop();
        left_out += 1;
    }
    parts.extend(hedges.into_iter().map(|sign| (DOUBT, sign)));
    if left_out > 0 {
        parts.push((DOUBT, format!("+{left_out}")));
    }
    if statement.certainty < quell::CERTAINTY_MIN {
        parts.push((DOUBT, format!("certainty {:.2}", statement.certainty)));
    }
    parts.extend(place.map(|place| (FAINT, place)));
    separated(parts)
}

/// The parts with dots between them.
pub fn separated(parts: Vec<(Style, String)>) -> Vec<(Style, String)> {
    let mut separated = Vec::with_capacity(parts.len() * 2);
    for (index, part) in parts.into_iter().enumerate() {
        if index > 0 {
            separated.push((FAINT, " · ".to_string()));
        }
        separated.push(part);
    }
    separated
}

pub fn kind_on_screen(kind: StatementKind) -> &'static str {
    match kind {
        StatementKind::FreeIndirect => "free indirect",
        StatementKind::IndirectFreeIndirect => "indirect/free",
        StatementKind::Direct | StatementKind::Indirect | StatementKind::Reported => kind.name(),
    }
}

/// The mood has a name; other hedges are their own words.
pub fn hedge_on_screen(kind: HedgeKind, word: &str) -> String {
    match kind {
        HedgeKind::Konjunktiv1 => "Konj. I".to_string(),
        HedgeKind::Konjunktiv2 => "Konj. II".to_string(),
        HedgeKind::Modal | HedgeKind::Adverb | HedgeKind::Adjective => plain(word),
    }
}
