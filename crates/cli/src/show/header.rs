//! What an article is: its title, its outlet, its date, its agencies.

use quell::Reading;
use quell::document::ItemKind;

use super::words::{shortened, width_of};
use super::{FAINT, Line, STRONG, Screen, plain};

/// Prints title, origin and counts, and a rule below them.
pub(super) fn print(out: &mut String, reading: &Reading, sources_count: usize, screen: Screen) {
    let article = &reading.document.article;
    let address = article.url.as_deref().unwrap_or(&reading.capture.uri);
    Line::new(STRONG, shortened(&plain(article.title.as_deref().unwrap_or(address)), screen.width)).print(out, screen);
    let statements_count = reading.document.statements.len();
    let plural = |count: usize| if count == 1 { "" } else { "s" };
    let counts = format!("{statements_count} statement{}, {sources_count} source{}", plural(statements_count), plural(sources_count));
    let left = shortened(&origin(reading, address), screen.width.saturating_sub(width_of(&counts) + 2));
    Line::new(FAINT, left).right(FAINT, counts).print(out, screen);
    Line::new(FAINT, "─".repeat(screen.width)).print(out, screen);
}

/// `Küstenbote · 2025-03-14, 09:12 · dpa`. Without an outlet the address stands for it, unless it is the title already. What is no article says what
/// it is: `teaser · Küstenbote`.
fn origin(reading: &Reading, address: &str) -> String {
    let article = &reading.document.article;
    let mut parts = Vec::new();
    if article.kind != ItemKind::Article {
        parts.push(article.kind.name().replace('_', " "));
    }
    match &article.outlet {
        Some(outlet) => parts.push(plain(outlet)),
        None if article.title.is_some() => parts.push(plain(address)),
        None => {}
    }
    parts.extend(article.published.as_ref().map(|published| day_and_minute(&plain(&published.value))));
    parts.extend(article.agencies.iter().map(|agency| plain(&agency.name)));
    parts.join(" · ")
}

/// `2025-03-14T09:12:00+01:00` is `2025-03-14, 09:12`.
pub fn day_and_minute(value: &str) -> String {
    match value.split_once('T') {
        Some((day, time)) => format!("{day}, {}", time.chars().take(5).collect::<String>()),
        None => value.to_string(),
    }
}
