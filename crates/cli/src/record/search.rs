//! `quell search`: articles that have these words.

use quell::record::StoreError;
use quell::store::{Found, Query};

use crate::Outcome;
use crate::show::{FAINT, Line, PLAIN, STRONG, Screen, day_and_minute, plain, shortened, width_of, wrapped};

use super::{Context, counted};

/// Prints what was found, best first.
pub fn run(context: &Context, query: &Query) -> Result<Outcome, StoreError> {
    let (count, found) = context.read()?.search(query)?;
    if context.is_json {
        found.iter().for_each(|found| context.print_json(found));
    } else {
        let mut out = String::new();
        for found in &found {
            print(&mut out, context.screen, found);
        }
        let shown = if (found.len() as i64) < count { format!("the best {} of ", found.len()) } else { String::new() };
        Line::new(FAINT, format!("{shown}{}", counted(count as usize, "article"))).print(&mut out, context.screen);
        context.print(&out);
    }
    Ok(Outcome::amiss(count == 0))
}

fn print(out: &mut String, screen: Screen, found: &Found) {
    let published = found.published.as_deref().map(|value| day_and_minute(&plain(value))).unwrap_or_default();
    let name = plain(found.title.as_deref().unwrap_or(&found.address));
    let room = screen.width.saturating_sub(width_of(&published) + 2);
    Line::new(STRONG, shortened(&name, room)).right(FAINT, published).print(out, screen);
    let excerpt = plain(&found.excerpt);
    let lines = wrapped(&excerpt, screen.width - 2);
    for line in lines.iter().take(2) {
        Line::new(PLAIN, "  ").left(PLAIN, line.as_str()).print(out, screen);
    }
    let outlet = found.outlet.as_deref().map(plain).unwrap_or_default();
    let room = screen.width.saturating_sub(width_of(&outlet) + 4);
    Line::new(PLAIN, "  ").left(FAINT, shortened(&plain(&found.address), room)).right(FAINT, outlet).print(out, screen);
    out.push('\n');
}
