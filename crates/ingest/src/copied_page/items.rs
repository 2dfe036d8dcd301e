//! From the lines that belong together to articles, teasers, captions: text, blocks with their bytes, and what the lines say.

use std::collections::BTreeMap;

use quell_document::{Agency, Article, Block, BlockKind, CreditPlace, ItemKind, Published, Span, Spans, TextSpan};

use super::lines::{self, Line};
use super::outline::{self, Draft, Part};
use crate::picture_credit;
use crate::places::Places;
use crate::words::Words;

/// Parts one block from the next.
const PARAGRAPH: &str = "\n\n";

/// The articles of these drafts.
pub(super) fn articles(text: &str, lines: &[Line], drafts: Vec<Draft>, places: &Places, words: &Words) -> Vec<Article> {
    let outlet = outlet(lines, &drafts);
    let day = drafts.iter().find_map(|draft| draft.about.dates.published.clone()).map(|value| value.chars().take(10).collect::<String>());
    let page = Page { text, lines, places, words };
    drafts
        .into_iter()
        .map(|draft| {
            let mut article = page.article(&draft, day.as_deref());
            if matches!(article.kind, ItemKind::Article | ItemKind::TickerEntry | ItemKind::Caption) {
                article.outlet.clone_from(&outlet);
            }
            article
        })
        .collect()
}

struct Page<'p, 't> {
    text: &'p str,
    lines: &'p [Line<'t>],
    places: &'p Places,
    words: &'p Words,
}

impl Page<'_, '_> {
    fn article(&self, draft: &Draft, day: Option<&str>) -> Article {
        let mut article = Article { kind: draft.kind.unwrap_or_default(), ..Article::default() };
        let mut dated_at = None;
        let lead = draft.lead();
        for &(at, part) in &draft.lines {
            let part = if lead == Some(at) { Part::Lead } else { part };
            let span = self.block(&mut article, self.shown(at), part);
            if draft.dated_at == Some(at) {
                dated_at = Some(span);
            }
        }
        article.title = draft.title.map(|title| self.shown(title).of(self.text).to_string());
        article.url = draft.url.map(|url| self.lines[url].words.to_string());
        article.authors.clone_from(&draft.about.authors);
        let (agencies, authors) =
            std::mem::take(&mut article.authors).into_iter().partition(|author| self.words.agencies.named(author).is_some());
        article.authors = authors;
        self.credit_text(&mut article, agencies);
        article.published = draft.about.dates.published.clone().map(|value| Published { value, span: dated_at });
        article.modified.clone_from(&draft.about.dates.modified);
        if let Some(clock) = &draft.clock {
            article.published = day.map(|day| Published { value: format!("{day}T{clock}"), span: None });
        }
        if article.kind == ItemKind::Caption {
            picture_credit::add(&mut article, self.words);
        }
        article
    }

    /// The words of a line; of a link with its label only the link.
    fn shown(&self, at: usize) -> TextSpan {
        let line = &self.lines[at];
        match line.form {
            lines::Form::Related { label } if label < line.words.len() => Span::new(line.span.start + label as u32, line.span.end),
            _ => line.span,
        }
    }

    /// Adds a block and gives its place in the article.
    fn block(&self, article: &mut Article, words: TextSpan, part: Part) -> TextSpan {
        if !article.text.is_empty() {
            article.text.push_str(PARAGRAPH);
        }
        let start = article.text.len() as u32;
        article.text.push_str(words.of(self.text));
        let span = Span::new(start, article.text.len() as u32);
        let kind = match (part, article.kind) {
            (Part::Headline, _) => BlockKind::Headline,
            (Part::Subheading, _) => BlockKind::Subheading,
            (Part::Lead, _) => BlockKind::Lead,
            (Part::Paragraph, ItemKind::Caption) => BlockKind::Caption,
            (Part::Paragraph, ItemKind::TickerEntry) => BlockKind::TickerEntry,
            (Part::Paragraph | Part::About, _) => BlockKind::Paragraph,
        };
        let mut runs = self.places.runs(words);
        for run in &mut runs {
            run.text_start = run.text_start - words.start + start;
        }
        article.blocks.push(Block { kind, span, input: self.places.input(words), runs });
        span
    }

    /// Agencies that a byline names, with the words that do.
    fn credit_text(&self, article: &mut Article, names: Vec<String>) {
        for name in names {
            let evidence = article.text.find(&name).map(|at| Spans::from(Span::new(at as u32, (at + name.len()) as u32)));
            let name = self.words.agencies.named(&name).map_or(name, |agency| agency.name.clone());
            article.agencies.push(Agency { evidence, places: vec![CreditPlace::Byline], ..Agency::named(name) });
        }
    }
}

/// The host that most of the items with an address are at, if it is most of them.
fn outlet(lines: &[Line], drafts: &[Draft]) -> Option<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let hosts = drafts.iter().filter(|draft| matches!(draft.kind, Some(ItemKind::Article | ItemKind::Teaser)));
    for host in hosts.filter_map(|draft| outline::host(lines[draft.url?].words)) {
        *counts.entry(host).or_default() += 1;
    }
    let total: usize = counts.values().sum();
    counts.into_iter().find(|(_, count)| count * 2 > total).map(|(host, _)| host)
}
