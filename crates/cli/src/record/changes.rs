//! `quell changes`: what became of an article between its captures.

use quell::record::{Change, ChangedStatement, Changes, Step, StoreError, changes};

use crate::Outcome;
use crate::show::{
    ALARM, DOUBT, FAINT, Line, PLAIN, STRONG, Screen, day_and_minute, plain, print_content, separated, shortened, width_of, wrapped,
};

use super::{Context, counted};

/// Prints the history of an article.
pub fn run(context: &Context, address: &str, keeps_all: bool) -> Result<Outcome, StoreError> {
    let store = context.read()?;
    let Some(changes) = changes(&store, address, keeps_all)? else {
        return Ok(context.missing(address, "`quell search` shows the addresses of articles"));
    };
    if context.is_json {
        context.print_json(&changes);
    } else {
        context.print(&shown(&changes, context.screen));
    }
    Ok(Outcome::Complete)
}

fn shown(changes: &Changes, screen: Screen) -> String {
    let mut out = String::new();
    let name = changes.title.as_deref().unwrap_or(&changes.address);
    Line::new(STRONG, shortened(&plain(name), screen.width)).print(&mut out, screen);
    let origin = plain(changes.outlet.as_deref().unwrap_or(&changes.address));
    let versions = counted(changes.versions, "version");
    let origin = shortened(&origin, screen.width.saturating_sub(width_of(&versions) + 2));
    Line::new(FAINT, origin).right(FAINT, versions).print(&mut out, screen);
    Line::new(FAINT, "─".repeat(screen.width)).print(&mut out, screen);
    if changes.steps.is_empty() {
        Line::new(FAINT, "Only one version is known, so nothing can be compared.").print(&mut out, screen);
    }
    for step in &changes.steps {
        print_step(&mut out, step, screen);
    }
    out
}

fn print_step(out: &mut String, step: &Step, screen: Screen) {
    let time = |time: &str| day_and_minute(&plain(time));
    let between = format!("{} → {}", time(&step.before.time), time(&step.after.time));
    let words = format!("+{} −{} words", step.words_added, step.words_removed);
    Line::new(STRONG, between).right(FAINT, words).print(out, screen);
    if let Some([before, after]) = &step.headline {
        for (sign, headline) in [("− ", before), ("+ ", after)] {
            let headline = shortened(&plain(headline.as_deref().unwrap_or("(none)")), screen.width - 12);
            Line::new(FAINT, format!("{sign}headline ")).left(PLAIN, headline).print(out, screen);
        }
    }
    for change in &step.statements {
        print_change(out, change, screen);
    }
    if step.statements.is_empty() && step.headline.is_none() {
        Line::new(FAINT, "  statements as before").print(out, screen);
    } else if step.unchanged > 0 {
        Line::new(FAINT, format!("  {} as before", counted(step.unchanged, "statement"))).print(out, screen);
    }
}

fn print_change(out: &mut String, change: &Change, screen: Screen) {
    match change {
        Change::Appeared { after } => print_statement(out, after, "+ ", screen),
        Change::Gone { before, own_words } => {
            print_statement(out, before, "− ", screen);
            if let Some(sentence) = own_words {
                let text = format!("now in the outlet's own words: {}", plain(sentence));
                for line in wrapped(&text, screen.width - 4).into_iter().take(2) {
                    Line::new(PLAIN, "  ! ").left(ALARM, line).print(out, screen);
                }
            }
        }
        Change::Changed { before, after, what } => {
            print_statement(out, after, "~ ", screen);
            for name in what {
                print_difference(out, before, after, name, screen);
            }
        }
    }
}

fn print_statement(out: &mut String, statement: &ChangedStatement, sign: &str, screen: Screen) {
    let source = shortened(&plain(statement.source_name.as_deref().unwrap_or("no source named")), screen.width / 2);
    let mut details = vec![(FAINT, source)];
    details.extend(statement.cue.as_deref().map(|cue| (FAINT, shortened(&plain(cue), 20))));
    print_content(out, screen, &statement.content, statement.kind == "direct", separated(details), sign, "");
}

/// What was before and what is now; of hedges, which are lost and which are new.
fn print_difference(out: &mut String, before: &ChangedStatement, after: &ChangedStatement, what: &str, screen: Screen) {
    let named = |name: &Option<String>| format!("„{}“", plain(name.as_deref().unwrap_or("")));
    let chain = |statement: &ChangedStatement| {
        let link = |(relation, name): &(&str, Option<String>)| format!("{relation} {}", plain(name.as_deref().unwrap_or("nobody named")));
        let links: Vec<String> = statement.chain.iter().map(link).collect();
        if links.is_empty() { "the outlet alone".to_string() } else { links.join(", ") }
    };
    let (before_words, after_words) = match what {
        "content" => (named(&Some(before.content.clone())), named(&Some(after.content.clone()))),
        "kind" => (before.kind.replace('_', " "), after.kind.replace('_', " ")),
        "source" => (named(&before.source_name), named(&after.source_name)),
        "cue" => (named(&before.cue), named(&after.cue)),
        "stance" => (before.stance.to_string(), after.stance.to_string()),
        "chain" => (chain(before), chain(after)),
        _ => return print_hedges(out, before, after, screen),
    };
    let text = format!("{what}: {before_words} → {after_words}");
    for (index, line) in wrapped(&text, screen.width - 6).into_iter().take(4).enumerate() {
        Line::new(FAINT, if index == 0 { "    " } else { "      " }).left(FAINT, line).print(out, screen);
    }
}

fn print_hedges(out: &mut String, before: &ChangedStatement, after: &ChangedStatement, screen: Screen) {
    let words_of = |one: &ChangedStatement, other: &ChangedStatement| {
        let missing = one.hedges.iter().filter(|hedge| !other.hedges.contains(hedge)).map(|(word, _)| format!("„{}“", plain(word)));
        missing.collect::<Vec<_>>().join(" ")
    };
    for (what, style, words) in [("hedge lost", ALARM, words_of(before, after)), ("hedge added", DOUBT, words_of(after, before))] {
        if !words.is_empty() {
            let text = shortened(&format!("{what}: {words}"), screen.width - 4);
            Line::new(PLAIN, "    ").left(style, text).print(out, screen);
        }
    }
}
