//! Items of a page whose words its article holds, too: each caption, and each entry of a liveticker.
//!
//! They say in one object what the article says in several: whom a picture belongs to, and when an entry was written.

use quell_document::{Article, Block, BlockKind, ItemKind, Published, Span};

use super::layout::Layout;
use super::metadata::plain;
use super::shown::Shown;
use super::source::Source;
use super::ticker::{Entry, Moment, without_time};
use super::write::Writer;
use crate::picture_credit;
use crate::words::Words;

/// The items that are parts of `article`, captions first.
pub(super) fn find(shown: &Shown, source: &Source, article: &Article, layout: &Layout, entries: Vec<Entry>, words: &Words) -> Vec<Article> {
    let mut parts: Vec<Article> = Vec::new();
    for &index in &layout.captions {
        let mut caption = Article { kind: ItemKind::Caption, ..Article::default() };
        Writer::new(shown.dom, source, &mut caption).paragraph(BlockKind::Caption, &shown.paragraphs[index]);
        picture_credit::add(&mut caption, words);
        // A gallery has the same words below several pictures.
        if !parts.iter().any(|part| part.text == caption.text) {
            parts.push(caption);
        }
    }
    let mut days = Days { day: day_of(article), clocks: Vec::new(), is_over: false };
    parts.extend(entries.into_iter().map(|entry| of_ticker(shown, source, entry, &mut days, words)));
    parts.retain(|part| !part.text.trim().is_empty());
    parts
}

fn of_ticker(shown: &Shown, source: &Source, entry: Entry, days: &mut Days, words: &Words) -> Article {
    let mut article = Article { kind: ItemKind::TickerEntry, ..Article::default() };
    let ends_day = entry.ends_day;
    article.published = entry.moment.and_then(|moment| days.value(moment)).map(|value| Published { value, span: None });
    article.title = entry.headline.map(|headline| without_time(&shown.words[headline], words).to_string());
    days.is_over |= ends_day;
    if let (true, Some(said)) = (entry.paragraphs.is_empty(), &entry.said) {
        write_as_said(&mut article, said.headline.as_deref(), &said.body);
    }
    let mut writer = Writer::new(shown.dom, source, &mut article);
    for index in entry.paragraphs {
        let kind = match () {
            _ if entry.headline == Some(index) => BlockKind::Headline,
            _ if shown.is_heading(index) => BlockKind::Subheading,
            _ => BlockKind::TickerEntry,
        };
        writer.paragraph(kind, &shown.paragraphs[index]);
    }
    if let Some(said) = entry.said {
        article.title = article.title.or(said.headline.map(|headline| plain(&headline)));
        article.authors = said.authors.iter().map(|name| plain(name)).filter(|name| !name.is_empty()).collect();
        article.url = said.url;
    }
    article
}

/// An entry that the page does not show, in the words of JSON-LD.
fn write_as_said(article: &mut Article, headline: Option<&str>, body: &str) {
    let headline = headline.map(|headline| (BlockKind::Headline, headline));
    let lines = body.split('\n').map(|line| (BlockKind::TickerEntry, line));
    for (kind, line) in headline.into_iter().chain(lines) {
        let words = plain(line);
        if words.is_empty() {
            continue;
        }
        if !article.text.is_empty() {
            article.text.push_str("\n\n");
        }
        let start = article.text.len() as u32;
        article.text.push_str(&words);
        let span = Span::new(start, article.text.len() as u32);
        article.blocks.push(Block { kind, span, input: None, runs: Vec::new() });
    }
}

/// The day of all entries: a ticker that was published on one day and changed on another runs over several.
fn day_of(article: &Article) -> Option<String> {
    let day = |value: &str| value.chars().take(10).collect::<String>();
    let published = article.published.as_ref().map(|published| day(&published.value))?;
    let is_one_day = article.modified.as_deref().is_none_or(|modified| day(modified) == published);
    is_one_day.then_some(published)
}

/// Times of day on the day of the article, as long as they go one way: where they turn, another day begins, and which is not said.
struct Days {
    day: Option<String>,
    clocks: Vec<String>,
    is_over: bool,
}

impl Days {
    fn value(&mut self, moment: Moment) -> Option<String> {
        let clock = match moment {
            Moment::At(value) => return Some(value),
            Moment::Clock(clock) => clock,
        };
        if let [first, .., last] = self.clocks.as_slice() {
            let goes_down = last < first;
            self.is_over |= if goes_down { clock > *last } else { clock < *last && last > first };
        }
        self.clocks.push(clock.clone());
        self.day.as_ref().filter(|_| !self.is_over).map(|day| format!("{day}T{clock}"))
    }
}
