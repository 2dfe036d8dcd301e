//! Feeds: RSS 2.0 and 1.0, Atom (RFC 4287), JSON Feed 1.1, and news sitemaps.
//!
//! An entry of a feed is a teaser: it points to an article elsewhere. Where the feed holds the article's text itself
//! (`content:encoded`, Atom's `content`, JSON Feed's `content_html`), the entry is an article.
//!
//! `feed-rs` reads all of these too, but gives neither the place of an entry nor any entry of a feed that breaks off, and takes
//! 35 seconds to build; `quick-xml` takes two, and expands no entities of the document's own making.

mod entry;
mod fragment;
mod json_feed;
mod mapped;
mod xml;

use quell_document::Diagnostic;

pub(crate) use json_feed::{is_json_feed, items as json_items};

use crate::encoding::{Decoded, declared_by_page, decode};
use crate::items::Items;
use entry::{Channel, Entry};
use xml::{Elements, Step};

/// A feed that is longer is not read: it is held in memory.
const FEED_BYTES_MAX: usize = 64 << 20;

/// Whether markup that begins so is a feed or a sitemap.
pub(crate) fn is_feed(start: &str) -> bool {
    const ROOTS: [&str; 5] = ["<rss", "<feed", "<rdf:rdf", "<urlset", "<sitemapindex"];
    let lower: String = start.chars().take(4096).collect::<String>().to_ascii_lowercase();
    let mut rest = lower.trim_start();
    // The XML declaration, stylesheets, comments and a document type may stand before the root.
    loop {
        let end = match rest {
            _ if rest.starts_with("<!--") => rest.find("-->").map(|at| at + 3),
            _ if rest.starts_with("<?") => rest.find("?>").map(|at| at + 2),
            _ if rest.starts_with("<!doctype") => end_of_doctype(rest),
            _ => None,
        };
        match end {
            Some(end) => rest = rest[end..].trim_start(),
            None => break,
        }
    }
    ROOTS.iter().any(|root| {
        rest.strip_prefix(root).is_some_and(|behind| behind.starts_with(|next: char| next == '>' || next == '/' || next.is_whitespace()))
    })
}

fn end_of_doctype(markup: &str) -> Option<usize> {
    let close = markup.find('>')?;
    match markup.find('[').filter(|&open| open < close) {
        Some(_) => markup.find("]>").map(|at| at + 2).or_else(|| markup.find("] >").map(|at| at + 3)),
        None => Some(close + 1),
    }
}

/// The entries of a feed in XML.
pub(crate) fn items(bytes: Vec<u8>, charset: Option<&str>) -> Result<Items, Diagnostic> {
    if bytes.len() > FEED_BYTES_MAX {
        return Err(Diagnostic::error(format!("a feed longer than {} MiB", FEED_BYTES_MAX >> 20)).hint("split it"));
    }
    let declared = declared_by_page(&bytes);
    let Decoded { text, places, diagnostics } = decode(bytes, declared.as_deref().or(charset));
    let mut channel = Channel::default();
    let mut entry: Option<Entry> = None;
    let mut found: Items = Vec::new();
    let mut elements = Elements::of(&text);
    loop {
        match elements.step() {
            Step::Opened(name, _) if Entry::is_entry(&name) => entry = Some(Entry::default()),
            Step::Opened(_, language) => channel.speaks(language.as_deref()),
            Step::Closed(element) if Entry::is_entry(&element.name) => {
                found.extend(entry.take().map(|entry| entry.article(&channel, &places)));
            }
            Step::Closed(element) => match &mut entry {
                Some(entry) => entry.add(element, &text),
                None => channel.add(&element),
            },
            Step::BrokenOff { offset, reason } => {
                // What the entry has so far may be all that it had.
                found.extend(entry.take().map(|entry| entry.article(&channel, &places)).filter(Result::is_ok));
                let diagnostic = Diagnostic::error(format!("the feed breaks off at byte {offset}: {reason}"));
                found.push(Err(diagnostic.hint("the entries before were read; look for a better copy")));
                break;
            }
            Step::End => break,
        }
    }
    if found.is_empty() {
        return Err(Diagnostic::error("no entries in it").hint("a sitemap of sitemaps only points to others: fetch those"));
    }
    if let Some(Ok((_, remarks))) = found.iter_mut().find(|item| item.is_ok()) {
        remarks.splice(0..0, diagnostics);
    }
    Ok(found)
}
