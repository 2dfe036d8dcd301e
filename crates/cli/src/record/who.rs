//! `quell who`: what somebody said over time, and through whom.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use quell::CERTAINTY_MIN;
use quell::document::{HedgeKind, Stance, StatementKind};
use quell::record::StoreError;
use quell::store::{KeptStatement, Selection};

use crate::Outcome;
use crate::request::record::Period;
use crate::show::{
    ALARM, DOUBT, FAINT, Line, PLAIN, STRONG, Screen, day_and_minute, hedge_on_screen, kind_on_screen, plain, print_content, separated,
    shortened, width_of,
};

use super::{Context, counted};

/// Longer cues are shortened.
const CUE_COLUMNS: usize = 24;

/// Prints the statements of everybody who may be meant.
pub fn run(context: &Context, name: &str, period: Period, keeps_all: bool) -> Result<Outcome, StoreError> {
    let store = context.read()?;
    let names = store.sources_like(name)?;
    let mut outcome = None;
    for name in names {
        let selection = Selection {
            sources: Some(vec![name.clone()]),
            certainty_min: if keeps_all { 0.0 } else { f64::from(CERTAINTY_MIN) },
            since: period.since,
            until: period.until,
        };
        let mut statements = Vec::new();
        store.statements(&selection, |statement| {
            statements.push(statement);
            ControlFlow::Continue(())
        })?;
        if statements.is_empty() {
            continue;
        }
        if context.is_json {
            statements.iter().for_each(|statement| context.print_json(statement));
        } else {
            let gap = if outcome.is_some() { "\n" } else { "" };
            context.print(&format!("{gap}{}", person(context.screen, &name, &statements)));
        }
        outcome = Some(Outcome::Complete);
    }
    Ok(outcome
        .unwrap_or_else(|| context.missing(name, "`quell search` finds words and names; `quell export sources` lists who said something")))
}

/// Everything that one source said, by article.
fn person(screen: Screen, name: &str, statements: &[KeptStatement]) -> String {
    let mut out = String::new();
    let kinds: BTreeSet<&str> = statements.iter().filter_map(|statement| statement.source_kind.as_deref()).collect();
    let kinds = kinds.into_iter().collect::<Vec<_>>().join(", ");
    let room = screen.width.saturating_sub(width_of(&kinds) + 2);
    Line::new(STRONG, shortened(&plain(name), room)).right(FAINT, kinds).print(&mut out, screen);
    Line::new(FAINT, "─".repeat(screen.width)).print(&mut out, screen);
    for of_article in statements.chunk_by(|one, other| one.address == other.address) {
        article(&mut out, screen, name, of_article);
    }
    let articles: BTreeSet<&str> = statements.iter().map(|statement| statement.address.as_str()).collect();
    let outlets: BTreeSet<&str> = statements.iter().filter_map(|statement| statement.outlet.as_deref()).collect();
    let mut counts = vec![counted(statements.len(), "statement"), counted(articles.len(), "article")];
    if !outlets.is_empty() {
        counts.push(counted(outlets.len(), "outlet"));
    }
    Line::new(FAINT, counts.join(" · ")).print(&mut out, screen);
    out
}

fn article(out: &mut String, screen: Screen, name: &str, statements: &[KeptStatement]) {
    let first = &statements[0];
    let outlet = plain(first.outlet.as_deref().unwrap_or(&first.address));
    let published = first.published.as_deref().map(|value| day_and_minute(&plain(value))).unwrap_or_default();
    let head = format!("{published}  {outlet}");
    let title = shortened(&plain(first.title.as_deref().unwrap_or_default()), screen.width.saturating_sub(width_of(&head) + 2));
    Line::new(PLAIN, head.trim_start()).right(FAINT, title).print(out, screen);
    let mut way_before = String::new();
    for statement in statements {
        let way = way(statement, name);
        if way != way_before && !way.is_empty() {
            Line::new(FAINT, shortened(&format!("  └ {way}"), screen.width)).print(out, screen);
        }
        print_content(out, screen, &statement.content, statement.kind == "direct", details(statement, screen.width / 2), "  ", "");
        way_before = way;
    }
}

/// Through whom the outlet has it: `cites Nordkurier, credits dpa`.
fn way(statement: &KeptStatement, name: &str) -> String {
    let is_other = |other: &&quell::store::ChainLink| other.name.as_deref().is_some_and(|other| other != name);
    let links = statement.chain.iter().filter(is_other);
    links.map(|link| format!("{} {}", link.relation, plain(link.name.as_deref().unwrap_or_default()))).collect::<Vec<_>>().join(", ")
}

/// Kind, cue and hedges.
fn details(statement: &KeptStatement, width: usize) -> Vec<(anstyle::Style, String)> {
    let kind = StatementKind::from_name(&statement.kind).map_or_else(|| plain(&statement.kind), |kind| kind_on_screen(kind).to_string());
    let mut parts = vec![(FAINT, kind)];
    if let Some(cue) = &statement.cue {
        let is_denied = [Stance::Deny.name(), Stance::Accuse.name()].contains(&statement.stance.as_str());
        parts.push((if is_denied { ALARM } else { FAINT }, shortened(&plain(cue), CUE_COLUMNS)));
    }
    let mut used: usize = parts.iter().map(|(_, text)| width_of(text) + 3).sum();
    for hedge in &statement.hedges {
        let sign = HedgeKind::from_name(&hedge.kind).map_or_else(|| plain(&hedge.word), |kind| hedge_on_screen(kind, &hedge.word));
        let is_told = parts.iter().any(|(_, text)| *text == sign) || statement.cue.as_deref() == Some(hedge.word.as_str());
        used += width_of(&sign) + 3;
        if !is_told && used <= width {
            parts.push((DOUBT, sign));
        }
    }
    separated(parts)
}
