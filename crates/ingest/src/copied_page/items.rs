//! From the lines that belong together to articles, teasers, captions: text, blocks with their bytes, and what the lines say.

use std::collections::BTreeMap;

use quell_document::{Agency, Article, Block, BlockKind, CreditPlace, ItemKind, Published, Span, Spans, TextSpan};

use super::lines::{self, Line};
use super::outline::{self, Draft, Part};
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
            self.credit_picture(&mut article);
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

    /// Whom the picture belongs to: what stands behind the credit's label, and the agency that the caption names.
    fn credit_picture(&self, article: &mut Article) {
        let mut found: Vec<Agency> = Vec::new();
        let mut add = |name: &str, start: usize, end: usize| {
            if !found.iter().any(|agency| agency.name == name) {
                let evidence = Some(Spans::from(Span::new(start as u32, end as u32)));
                found.push(Agency { evidence, ..Agency::named(name) });
            }
        };
        let text = article.text.as_str();
        if let Some(start) = lines::credit(text, self.words) {
            for named in self.words.agencies.in_credit(&text[start..]) {
                add(&named.what.name, start + named.bytes.start, start + named.bytes.end);
            }
        }
        for (start, end) in named_agencies(text, self.words) {
            let known = self.words.agencies.named(&text[start..end]).map(|agency| agency.name.as_str());
            add(known.unwrap_or(&text[start..end]), start, end);
        }
        article.agencies.extend(found);
        article.authors.extend(photographer(text, self.words));
    }
}

/// Names behind the word for an agency: *die Agentur „X“*, *der Nachrichtenagentur X*.
fn named_agencies(text: &str, words: &Words) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for noun in &words.agency_nouns {
        for (at, _) in text.match_indices(noun.as_str()) {
            let is_word = !text[..at].ends_with(char::is_alphanumeric);
            let rest = &text[at + noun.len()..];
            let behind = rest.trim_start();
            if !is_word || behind.len() == rest.len() {
                continue;
            }
            let start = text.len() - behind.len();
            let quoted = behind.strip_prefix(['„', '"', '“', '«', '»', '‚', '›']);
            let (start, end) = match quoted {
                Some(inside) => {
                    let start = text.len() - inside.len();
                    (start, start + inside.find(['“', '"', '”', '»', '«', '‘', '‹']).unwrap_or(0))
                }
                None => {
                    (start, start + behind.find(|character: char| !character.is_alphanumeric() && character != '-').unwrap_or(behind.len()))
                }
            };
            if text[start..end].starts_with(char::is_uppercase) || words.agencies.named(&text[start..end]).is_some() {
                found.push((start, end));
            }
        }
    }
    found.sort_unstable();
    found
}

/// Who took the picture: *Foto: Lina Voss/dpa*.
fn photographer(text: &str, words: &Words) -> Option<String> {
    let credit = &text[lines::credit(text, words)?..];
    let (_, names) = credit.split_once([':', '©'])?;
    let name = names.split(['/', '|', ',', ')', '(', ']', '\n', '©']).map(str::trim).find(|name| !name.is_empty())?;
    let name = name.trim_end_matches('.');
    let is_person = name.split_whitespace().count() >= 2
        && name.split_whitespace().count() <= 4
        && name.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
    (is_person && words.agencies.in_credit(name).is_empty()).then(|| name.to_string())
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
