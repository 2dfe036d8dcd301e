//! What an entry of a feed says: title, address, dates, authors, summary and perhaps the text itself.

use quell_document::{Article, Block, BlockKind, Diagnostic, ItemKind, Published, Run, Span};

use super::fragment;
use super::mapped::Mapped;
use super::xml::Element;
use crate::date;
use crate::places::Places;

/// Elements that are entries: of RSS, of Atom, of sitemaps.
const ENTRIES: [&str; 4] = ["item", "entry", "url", "sitemap"];

/// A feed that gives the text gives more than this. What is shorter leads to it.
const CONTENT_CHARACTERS_MIN: usize = 600;

/// A summary that is longer is the text.
const SUMMARY_CHARACTERS_MAX: usize = 1500;

/// What a feed says of all its entries.
#[derive(Debug, Default)]
pub(super) struct Channel {
    pub(super) title: Option<String>,
    pub(super) language: Option<String>,
}

impl Channel {
    pub(super) fn add(&mut self, element: &Element) {
        match element.name.as_str() {
            "title" if self.title.is_none() => self.title = one_line(&element.text),
            "language" | "dc:language" => self.language = language(&element.text.text),
            _ => {}
        }
    }

    /// The feed says of itself, or of a part of it, which language it is in: the first word counts.
    pub(super) fn speaks(&mut self, tag: Option<&str>) {
        keep(&mut self.language, tag.and_then(language));
    }
}

/// What an entry says.
#[derive(Debug, Default)]
pub(super) struct Entry {
    pub(super) title: Option<Mapped>,
    pub(super) url: Option<String>,
    pub(super) published: Option<String>,
    pub(super) modified: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) outlet: Option<String>,
    pub(super) language: Option<String>,
    /// Markup.
    pub(super) summary: Option<Mapped>,
    /// Markup.
    pub(super) content: Option<Mapped>,
    /// Dates that are none.
    pub(super) misdated: Vec<String>,
}

impl Entry {
    /// Whether elements of this name are entries.
    pub(super) fn is_entry(name: &str) -> bool {
        ENTRIES.contains(&name)
    }

    /// Adds what an element of the entry says.
    pub(super) fn add(&mut self, element: Element, feed: &str) {
        let is_markup = element.attribute("type").is_some_and(|kind| kind.ends_with("xhtml"));
        let text = if is_markup { element.markup(feed) } else { element.text.clone() };
        let line = || one_line(&text);
        match element.name.as_str() {
            "title" | "news:news/news:title" => keep(&mut self.title, Some(text).filter(|text| !text.text.trim().is_empty())),
            "link" => self.link(&element),
            "guid" if element.attribute("ispermalink") != Some("false") => {
                keep(&mut self.url, line().filter(|url| url.starts_with("http")))
            }
            "loc" | "feedburner:origlink" => self.url = line().or(self.url.take()),
            "pubdate" | "published" | "dc:date" | "news:news/news:publication_date" | "issued" | "date" => {
                let value = line().map(|written| self.date(&written));
                keep(&mut self.published, value.flatten());
            }
            "updated" | "modified" | "dcterms:modified" | "lastmod" => self.modified = line().and_then(|written| self.date(&written)),
            "author" | "dc:creator" | "author/name" | "itunes:author" => self.author(line()),
            "source" | "source/title" | "news:publication/news:name" => keep(&mut self.outlet, line()),
            "dc:language" | "news:publication/news:language" | "language" => self.language = language(&text.text),
            "content:encoded" | "content" => keep(&mut self.content, Some(text).filter(|text| !text.text.trim().is_empty())),
            "description" | "summary" | "media:description" | "media:group/media:description" => {
                keep(&mut self.summary, Some(text).filter(|text| !text.text.trim().is_empty()));
            }
            _ => {}
        }
    }

    /// RSS writes the address as text, Atom as an attribute, with other links beside it.
    fn link(&mut self, element: &Element) {
        let is_alternate = element.attribute("rel").is_none_or(|relation| relation == "alternate");
        let address = element.attribute("href").map(str::to_string).or_else(|| one_line(&element.text));
        if is_alternate {
            keep(&mut self.url, address.map(|address| address.trim().to_string()).filter(|address| !address.is_empty()));
        }
    }

    fn date(&mut self, written: &str) -> Option<String> {
        let value = date::iso(written);
        if value.is_none() {
            self.misdated.push(written.to_string());
        }
        value
    }

    /// RSS 2.0 wants an address of mail with the name in brackets: *redaktion@bote.example (Lina Voss)*.
    fn author(&mut self, written: Option<String>) {
        let Some(written) = written else { return };
        let name = match written.split_once(" (") {
            Some((mail, name)) if mail.contains('@') => name.trim_end_matches(')').to_string(),
            _ if written.contains('@') && !written.contains(' ') => return,
            _ => written,
        };
        if !self.authors.contains(&name) {
            self.authors.push(name);
        }
    }

    /// The entry as an article or a teaser. `places` lead from the feed's text to its bytes.
    pub(super) fn article(self, channel: &Channel, places: &Places) -> Result<(Article, Vec<Diagnostic>), Diagnostic> {
        let title = self.title.as_ref().and_then(one_line);
        let content = self.content.as_ref().map(fragment::paragraphs).unwrap_or_default();
        let summary = self.summary.as_ref().map(fragment::paragraphs).unwrap_or_default();
        let (content_length, summary_length) = (length(&content), length(&summary));
        let is_article =
            (content_length > CONTENT_CHARACTERS_MIN && content_length > summary_length) || summary_length > SUMMARY_CHARACTERS_MAX;
        let body = if content_length > summary_length { content } else { summary };
        let mut article = Article {
            kind: if is_article { ItemKind::Article } else { ItemKind::Teaser },
            url: self.url,
            language: self.language.or_else(|| channel.language.clone()),
            outlet: self.outlet.or_else(|| channel.title.clone()),
            published: self.published.or_else(|| self.modified.clone()).map(|value| Published { value, span: None }),
            modified: self.modified,
            authors: self.authors,
            ..Article::default()
        };
        for headline in self.title.as_ref().map(fragment::paragraphs).unwrap_or_default().iter().take(1) {
            add_block(&mut article, BlockKind::Headline, headline, places);
        }
        for paragraph in body.iter().filter(|paragraph| title.as_ref() != Some(&paragraph.text)) {
            add_block(&mut article, BlockKind::Paragraph, paragraph, places);
        }
        article.title = title;
        if article.text.is_empty() {
            let address = article.url.map_or(String::new(), |url| format!(" ({url})"));
            return Err(Diagnostic::warning(format!("an entry without title and text{address}")).hint("`quell fetch` gets the page"));
        }
        let remark = |written: &String| Diagnostic::warning(format!("“{written}” is not a date that is understood"));
        Ok((article, self.misdated.iter().map(remark).collect()))
    }
}

/// The first value counts.
fn keep<T>(field: &mut Option<T>, value: Option<T>) {
    *field = field.take().or(value);
}

fn length(paragraphs: &[Mapped]) -> usize {
    paragraphs.iter().map(|paragraph| paragraph.text.chars().count()).sum()
}

/// The words of a value that is one line, without markup.
pub(super) fn one_line(text: &Mapped) -> Option<String> {
    let lines: Vec<String> = fragment::paragraphs(text).into_iter().map(|paragraph| paragraph.text).collect();
    Some(lines.join(" ")).filter(|line| !line.is_empty())
}

/// `de-DE` is `de`.
pub(super) fn language(tag: &str) -> Option<String> {
    let primary = tag.trim().split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    let is_tag = matches!(primary.len(), 2..=3) && primary.bytes().all(|byte| byte.is_ascii_lowercase());
    is_tag.then_some(primary)
}

fn add_block(article: &mut Article, kind: BlockKind, words: &Mapped, places: &Places) {
    if !article.text.is_empty() {
        article.text.push_str("\n\n");
    }
    let start = article.text.len() as u32;
    article.text.push_str(&words.text);
    let span = Span::new(start, article.text.len() as u32);
    // Only where the feed is UTF-8 is a place in its text one in its bytes.
    let Places::Same { offset } = places else {
        article.blocks.push(Block { kind, span, input: None, runs: Vec::new() });
        return;
    };
    let bytes = |place: std::ops::Range<usize>| Span::new(place.start as u32 + offset, place.end as u32 + offset);
    let runs = words.runs().map(|(at, place)| Run { text_start: start + at as u32, bytes: bytes(place) }).collect();
    article.blocks.push(Block { kind, span, input: words.extent().map(bytes), runs });
}
