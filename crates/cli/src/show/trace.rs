//! A claim on the screen: each independent origin, and below it who has the claim from it and which words say so.

use anstyle::Style;

use quell::graph::circles::Circle;
use quell::graph::denials::{Contradiction, Denial};
use quell::graph::joins::Ground;
use quell::graph::origins::{Join, OriginGroup, OriginKind};
use quell::graph::telling::Telling;
use quell::graph::{Trace, joins::Reason};
use quell::view::trace::TraceView;

use super::words::{shortened, width_of, wrapped};
use super::{ALARM, DOUBT, FAINT, Line, PLAIN, QUOTED, STRONG, Screen, plain};

/// A claim takes so many lines at most.
const CLAIM_LINES: usize = 3;

/// Outlets stand in a column of at most this width.
const OUTLET_COLUMNS_MAX: usize = 18;

/// The answer for a person, ending in a line end.
pub fn trace(trace: &Trace, screen: Screen) -> String {
    let mut out = String::new();
    claim(&mut out, trace, screen);
    let columns = Columns::of(trace);
    for group in &trace.origins {
        out.push('\n');
        origin(&mut out, trace, group, &columns, screen);
    }
    let remarks = remarks(trace);
    if !remarks.is_empty() {
        out.push('\n');
    }
    for Remark { sign, style, words, right } in remarks {
        remark(&mut out, sign, style, &words, &right, screen);
    }
    out
}

/// What is printed where no article carries the claim.
pub fn nobody(view: &TraceView, screen: Screen) -> String {
    let mut out = String::new();
    Line::new(STRONG, shortened(&format!("No article carries “{}”", plain(&view.claim)), screen.width)).print(&mut out, screen);
    if view.nearest.is_empty() {
        Line::new(FAINT, "No sentence shares a word with it.").print(&mut out, screen);
        return out;
    }
    Line::new(FAINT, "These sentences come nearest:").print(&mut out, screen);
    for words in &view.nearest {
        Line::new(FAINT, format!("  {}", shortened(&plain(&words.url), screen.width - 2))).print(&mut out, screen);
        for line in wrapped(&plain(&words.words), screen.width - 4).into_iter().take(CLAIM_LINES) {
            Line::new(PLAIN, format!("    {line}")).print(&mut out, screen);
        }
    }
    out
}

fn claim(out: &mut String, trace: &Trace, screen: Screen) {
    const LABEL: &str = "Claim  ";
    let mut lines = wrapped(&plain(&trace.claim), screen.width - LABEL.len());
    if lines.len() > CLAIM_LINES {
        lines.truncate(CLAIM_LINES);
        lines[CLAIM_LINES - 1].push('…');
    }
    for (index, line) in lines.into_iter().enumerate() {
        Line::new(FAINT, if index == 0 { LABEL } else { "       " }).left(STRONG, line).print(out, screen);
    }
    let counts: Vec<String> =
        trace.by_kind().into_iter().filter(|(_, count)| *count > 0).map(|(kind, count)| format!("{count} {}", kind.name())).collect();
    let line = Line::new(PLAIN, format!("{} · ", counted(trace.tellings.len(), "article")))
        .left(STRONG, counted(trace.origins.len(), "independent origin"))
        .left(PLAIN, format!(": {}", counts.join(", ")));
    let line = if trace.denials.is_empty() { line } else { line.left(PLAIN, " · ").left(ALARM, "disputed") };
    line.print(out, screen);
}

/// The widths of what stands below one another.
struct Columns {
    outlet: usize,
    when: usize,
    reason: usize,
}

impl Columns {
    fn of(trace: &Trace) -> Columns {
        let outlet = trace.tellings.iter().map(|telling| width_of(&outlet_of(telling))).max().unwrap_or(0).min(OUTLET_COLUMNS_MAX);
        let when = trace.tellings.iter().map(|telling| when(telling).len()).max().unwrap_or(0);
        let has_joins = trace.origins.iter().any(|group| group.tellings.len() > 1);
        Columns { outlet, when, reason: if has_joins { "same source".len() } else { 0 } }
    }
}

fn origin(out: &mut String, trace: &Trace, group: &OriginGroup, columns: &Columns, screen: Screen) {
    let is_hidden = matches!(group.kind, OriginKind::Anonymous | OriginKind::Vague | OriginKind::Unsourced);
    let right = format!("{}, {}", group.kind.name(), counted(group.tellings.len(), "article"));
    let name = shortened(&plain(&name_of(group, trace)), screen.width.saturating_sub(width_of(&right) + 4));
    Line::new(PLAIN, "● ").left(STRONG, name).right(if is_hidden { DOUBT } else { FAINT }, right).print(out, screen);
    let first = group.tellings[0];
    let root = &trace.tellings[first];
    telling(out, "", root, &own_words(root), columns, screen);
    for (place, &number) in group.tellings.iter().enumerate().skip(1) {
        let sign = if place + 1 == group.tellings.len() { "└ " } else { "├ " };
        let join = group.best_join(number);
        let reason = join.map_or("", |join| on_screen(join.ground.reason()));
        let words = join.map(|join| evidence(trace, join, number)).unwrap_or_default();
        telling(out, &format!("{sign}{reason}"), &trace.tellings[number], &words, columns, screen);
    }
}

/// `├ cites        Rundblick   14.3. 11:30  „berichtete zuerst der Nordkurier“`
fn telling(out: &mut String, lead: &str, telling: &Telling, words: &str, columns: &Columns, screen: Screen) {
    let lead = if lead.is_empty() { String::new() } else { padded(lead, columns.reason + 4) };
    let outlet = padded(&shortened(&outlet_of(telling), columns.outlet), columns.outlet + 2);
    let when = padded(&when(telling), columns.when + 2);
    let left = format!("  {lead}{outlet}{when}");
    let room = screen.width.saturating_sub(width_of(&left));
    Line::new(FAINT, format!("  {lead}"))
        .left(PLAIN, outlet)
        .left(FAINT, when)
        .left(QUOTED, if room > 12 { shortened(words, room) } else { String::new() })
        .print(out, screen);
}

/// The words in the article that show the join.
fn evidence(trace: &Trace, join: &Join, telling: usize) -> String {
    let (words, other) = if join.b == telling { (&join.words_b, join.a) } else { (&join.words_a, join.b) };
    let text = &trace.tellings[telling].document.article.text;
    let quoted = words.as_ref().map(|words| format!("„{}“", plain(&words.of(text)))).unwrap_or_default();
    match &join.ground {
        Ground::Copy { passage, .. } => {
            format!("{} of {} words as in {}", passage.same, passage.length, outlet_of(&trace.tellings[other]))
        }
        Ground::Agency(agency) => format!("credited to {}", plain(agency)),
        Ground::Cited { medium, .. } if words.is_none() => format!("cited as {}", plain(medium)),
        Ground::Cited { .. } => framed(trace, telling, words).unwrap_or(quoted),
        Ground::Source => framed(trace, telling, words).unwrap_or(quoted),
        Ground::ByHand => format!("joined by hand with {}", outlet_of(&trace.tellings[other])),
    }
}

/// The clause that holds these words, which says more than a name alone.
fn framed(trace: &Trace, telling: usize, words: &Option<quell::document::Spans>) -> Option<String> {
    let telling = &trace.tellings[telling];
    let words = words.as_ref()?;
    let holds = |frame: &&quell::document::Spans| frame.hull().contains(words.hull());
    let frame = telling.document.statements.iter().filter_map(|statement| statement.frame.as_ref()).find(holds)?;
    Some(format!("„{}“", plain(frame.hull().of(&telling.document.article.text))))
}

/// What the first article of an origin says about where it has the claim from.
fn own_words(telling: &Telling) -> String {
    let text = &telling.document.article.text;
    let frame = telling.stated().and_then(|statement| statement.frame.as_ref().or(statement.cue.as_ref()));
    match frame {
        Some(frame) => format!("„{}“", plain(frame.hull().of(text))),
        None => format!("„{}“", plain(telling.span.of(text))),
    }
}

fn name_of(group: &OriginGroup, trace: &Trace) -> String {
    match group.kind {
        OriginKind::Unsourced => outlet_of(&trace.tellings[group.tellings[0]]),
        _ => group.origin.name.clone(),
    }
}

/// Something that the reader must know besides.
struct Remark {
    sign: &'static str,
    style: Style,
    words: String,
    right: String,
}

fn remarks(trace: &Trace) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let outlet = |telling: usize| outlet_of(&trace.tellings[telling]);
    let mut told: Vec<(String, &Denial, Vec<String>)> = Vec::new();
    for denial in trace.denials.iter().filter(|denial| denial.kind == Contradiction::Denied) {
        let by = denial.by.as_deref().map(|name| format!(" by {}", plain(name))).unwrap_or_default();
        match told.iter_mut().find(|(known, ..)| *known == by) {
            Some((_, _, outlets)) => outlets.push(outlet(denial.telling)),
            None => told.push((by, denial, vec![outlet(denial.telling)])),
        }
    }
    for (by, denial, mut outlets) in told {
        outlets.dedup();
        let words = plain(&denial.words.of(&trace.tellings[denial.telling].document.article.text));
        remarks.push(Remark { sign: "✗ ", style: ALARM, words: format!("denied{by}: „{words}“"), right: outlets.join(", ") });
    }
    for denial in trace.denials.iter().filter(|denial| denial.kind == Contradiction::OtherNumber) {
        let words = plain(&denial.words.of(&trace.tellings[denial.telling].document.article.text));
        remarks.push(Remark { sign: "≠ ", style: ALARM, words: format!("other number: „{words}“"), right: outlet(denial.telling) });
    }
    for lost in &trace.lost_hedges {
        let hedge = plain(lost.hedge.span.of(&trace.tellings[lost.from].document.article.text));
        let words = format!("hedge lost: {} states as fact what {} reports with „{hedge}“", outlet(lost.to), outlet(lost.from));
        remarks.push(Remark { sign: "! ", style: DOUBT, words, right: String::new() });
    }
    for circle in &trace.circles {
        remarks.push(Remark { sign: "↻ ", style: ALARM, words: circle_words(circle, trace), right: String::new() });
    }
    for correction in &trace.corrections {
        let words = plain(correction.words.of(&trace.tellings[correction.telling].document.article.text));
        let names: Vec<String> = correction.uncorrected.iter().map(|&telling| outlet(telling)).collect();
        let missing = if names.is_empty() { String::new() } else { format!("; not in {}", names.join(", ")) };
        remarks.push(Remark {
            sign: "✎ ",
            style: DOUBT,
            words: format!("{} corrects: „{words}“{missing}", outlet(correction.telling)),
            right: String::new(),
        });
    }
    remarks
}

/// `circular: Seeblatt cites Rundblick, which cites Seeblatt`
fn circle_words(circle: &Circle, trace: &Trace) -> String {
    let outlet = |telling: usize| outlet_of(&trace.tellings[telling]);
    let first = outlet(circle[0].from);
    let steps: Vec<String> = circle.iter().map(|step| outlet(step.to)).collect();
    format!("circular: {first} cites {}", steps.join(", which cites "))
}

fn remark(out: &mut String, sign: &str, style: Style, words: &str, right: &str, screen: Screen) {
    let room = screen.width.saturating_sub(2);
    let mut lines = wrapped(words, room);
    if lines.len() > CLAIM_LINES {
        lines.truncate(CLAIM_LINES);
        let last = lines.pop().unwrap_or_default();
        lines.push(format!("{}…", shortened(&last, room.saturating_sub(1))));
    }
    let last = lines.len().saturating_sub(1);
    for (index, line) in lines.into_iter().enumerate() {
        let line = Line::new(style, if index == 0 { sign } else { "  " }).left(PLAIN, line);
        if index == last { line.right(FAINT, right) } else { line }.print(out, screen);
    }
}

fn on_screen(reason: Reason) -> &'static str {
    match reason {
        Reason::SameSource => "same source",
        Reason::Cites => "cites",
        Reason::SameCopy => "same copy",
        Reason::ByHand => "by hand",
    }
}

fn outlet_of(telling: &Telling) -> String {
    plain(telling.outlet())
}

/// `14.3. 09:12`, or `14.3.` where no time is known.
fn when(telling: &Telling) -> String {
    let Some(published) = &telling.document.article.published else { return String::new() };
    let part = |from: usize, to: usize| published.value.get(from..to).and_then(|digits| digits.parse::<u32>().ok());
    let (Some(month), Some(day)) = (part(5, 7), part(8, 10)) else { return String::new() };
    match published.value.get(11..16).filter(|_| has_times(telling)) {
        Some(time) => format!("{day}.{month}. {time}"),
        None => format!("{day}.{month}."),
    }
}

/// Midnight is what a date without a time is often written as.
fn has_times(telling: &Telling) -> bool {
    telling.published().is_some_and(|moment| moment.minute.is_some())
}

fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

fn padded(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width_of(text))))
}
