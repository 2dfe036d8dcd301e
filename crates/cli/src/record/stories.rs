//! `quell stories`: what the record knows, by story.

use quell::record::{StoreError, Story, stories};

use crate::Outcome;
use crate::request::record::Period;
use crate::show::{FAINT, Line, PLAIN, STRONG, Screen, day_and_minute, plain, shortened, width_of};

use super::{Context, counted};

/// So many articles of a story are named.
const ARTICLES_SHOWN: usize = 4;

/// Prints the largest stories of a period.
pub fn run(context: &Context, period: Period, count_max: usize) -> Result<Outcome, StoreError> {
    let store = context.read()?;
    let day = |day: Option<i64>, otherwise: i32| day.and_then(|day| i32::try_from(day).ok()).unwrap_or(otherwise);
    let days = day(period.since, i32::MIN)..=day(period.until, i32::MAX);
    let (count, stories) = stories(&store, &days, count_max)?;
    if context.is_json {
        stories.iter().for_each(|story| context.print_json(story));
    } else {
        let mut out = String::new();
        for story in &stories {
            print(&mut out, context.screen, story);
        }
        let shown = if stories.len() < count { format!("the largest {} of ", stories.len()) } else { String::new() };
        let noun = if count == 1 { "story" } else { "stories" };
        Line::new(FAINT, format!("{shown}{count} {noun} that at least two articles tell")).print(&mut out, context.screen);
        context.print(&out);
    }
    Ok(Outcome::amiss(count == 0))
}

fn print(out: &mut String, screen: Screen, story: &Story) {
    Line::new(STRONG, shortened(&plain(&story.title), screen.width)).print(out, screen);
    let period = match (&story.from, &story.until) {
        (Some(from), Some(until)) if from == until => from.clone(),
        (Some(from), Some(until)) => format!("{from} to {until}"),
        _ => "without date".to_string(),
    };
    let mut counts = vec![counted(story.articles.len(), "article")];
    if !story.outlets.is_empty() {
        counts.push(counted(story.outlets.len(), "outlet"));
    }
    counts.push(counted(story.statements, "statement"));
    Line::new(FAINT, period).right(FAINT, counts.join(" · ")).print(out, screen);
    if !story.words.is_empty() {
        let words = plain(&story.words.join(" · "));
        Line::new(PLAIN, "  ").left(PLAIN, shortened(&words, screen.width - 2)).print(out, screen);
    }
    for article in story.articles.iter().take(ARTICLES_SHOWN) {
        let published = article.published.as_deref().map(|value| format!("{}  ", day_and_minute(&plain(value)))).unwrap_or_default();
        let outlet = plain(article.outlet.as_deref().unwrap_or(&article.address));
        let head = shortened(&format!("  {published}{outlet}"), screen.width / 2);
        let title = plain(article.title.as_deref().unwrap_or_default());
        let room = screen.width.saturating_sub(width_of(&head) + 2);
        Line::new(FAINT, head).right(PLAIN, shortened(&title, room)).print(out, screen);
    }
    let left_out = story.articles.len().saturating_sub(ARTICLES_SHOWN);
    if left_out > 0 {
        Line::new(FAINT, format!("  and {left_out} more")).print(out, screen);
    }
    out.push('\n');
}
