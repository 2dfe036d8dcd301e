//! Pages of outlets: is the article found on them, whole and alone, with title, date, authors, lead and agencies?
//!
//! The gold of `pages-de/outlets` is that of fundus: for each outlet the articles that its parser found on pages of several years. The pages in
//! `pages-de/snippets.jsonl.gz` have strings that must and must not be in the text, as trafilatura measures itself. Which agency a page
//! credits is our own list (`eval/page-agencies.tsv`). How words are counted is the reference scorer's.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;
use quell_document::{Article, BlockKind};
use serde::Deserialize;
use serde_json::Value;

use crate::figures::{Counts, Figures, Mean, Share, f1};
use crate::files::{Problem, for_each_line};

/// A page, and what should be found on it.
#[derive(Debug, Clone)]
pub struct Page {
    /// The name of its file, or its address.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What should be found.
    pub gold: Gold,
}

/// What should be found on a page.
#[derive(Debug, Clone)]
pub enum Gold {
    /// A whole article.
    Article(Box<GoldArticle>),
    /// Strings that must and must not be in the text.
    Snippets {
        /// What must be there.
        with: Vec<String>,
        /// What must not.
        without: Vec<String>,
    },
}

/// An article as fundus reads it.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct GoldArticle {
    #[serde(default)]
    authors: Option<Vec<String>>,
    #[serde(default)]
    body: Option<GoldBody>,
    #[serde(default)]
    publishing_date: Option<String>,
    #[serde(default)]
    title: Option<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
struct GoldBody {
    #[serde(default)]
    summary: Vec<String>,
    #[serde(default)]
    sections: Vec<GoldSection>,
}

#[derive(Debug, Clone, Default, Deserialize)]
struct GoldSection {
    #[serde(default)]
    headline: Vec<String>,
    #[serde(default)]
    paragraphs: Vec<String>,
}

impl GoldArticle {
    fn body(&self) -> String {
        let Some(body) = &self.body else { return String::new() };
        let sections = body.sections.iter().flat_map(|section| section.headline.iter().chain(&section.paragraphs));
        body.summary.iter().chain(sections).map(String::as_str).collect::<Vec<_>>().join(" ")
    }

    fn lead(&self) -> String {
        self.body.as_ref().map(|body| body.summary.join(" ")).unwrap_or_default()
    }
}

/// The pages in this folder that have a gold version of their own time.
pub fn read_outlets(folder: &Path) -> Result<Vec<Page>, Problem> {
    let mut pages = Vec::new();
    for gold in files(folder)?.into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "json")) {
        let text = fs::read_to_string(&gold).map_err(|problem| format!("cannot read {}: {problem}", gold.display()))?;
        let versions: BTreeMap<String, Value> = serde_json::from_str(&text).map_err(|problem| format!("{}: {problem}", gold.display()))?;
        let mut versions: Vec<(Vec<u64>, Value)> = versions.into_iter().map(|(date, value)| (numbers(&date), value)).collect();
        versions.sort_by(|a, b| a.0.cmp(&b.0));
        let stem = gold.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_string();
        let is_page = |path: &PathBuf| {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            let rest = name.strip_prefix(stem.as_str()).and_then(|rest| rest.strip_prefix('_'));
            rest.is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_digit()) && rest.ends_with(".html.gz"))
        };
        let captures: Vec<PathBuf> = files(gold.parent().unwrap_or(folder))?.into_iter().filter(is_page).collect();
        // A version of the gold belongs to the page captured in its time: both in order of time.
        if captures.len() != versions.len() {
            continue;
        }
        for (path, (_, value)) in captures.into_iter().zip(versions) {
            let gold: GoldArticle = serde_json::from_value(value).map_err(|problem| format!("{}: {problem}", gold.display()))?;
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().trim_end_matches(".html.gz").to_string();
            pages.push(Page { name, bytes: unzipped(&path)?, gold: Gold::Article(Box::new(gold)) });
        }
    }
    Ok(pages)
}

/// The pages of a file with strings that must and must not be in their text.
pub fn read_snippets(path: &Path) -> Result<Vec<Page>, Problem> {
    #[derive(Deserialize)]
    struct Record {
        url: String,
        html: String,
        #[serde(default)]
        with: Vec<String>,
        #[serde(default)]
        without: Vec<String>,
    }
    let mut pages = Vec::new();
    for_each_line(path, |line| {
        let Record { url, html, with, without } = serde_json::from_str(line).map_err(|problem| problem.to_string())?;
        pages.push(Page { name: url, bytes: html.into_bytes(), gold: Gold::Snippets { with, without } });
        Ok(())
    })?;
    Ok(pages)
}

/// Which agencies each page credits its text to: a name, a tab, agencies with commas between them. Pages that are not listed credit none.
pub fn read_agencies(path: &Path) -> Result<BTreeMap<String, BTreeSet<String>>, Problem> {
    let mut agencies = BTreeMap::new();
    for_each_line(path, |line| {
        if let Some((name, list)) = line.trim_end().split_once('\t').filter(|_| !line.starts_with('#')) {
            agencies.insert(name.to_string(), list.split(',').map(|agency| agency.trim().to_lowercase()).collect());
        }
        Ok(())
    })?;
    Ok(agencies)
}

/// Scores of pages.
#[derive(Debug, Clone, Default)]
pub struct PageScores {
    body_f1: Mean,
    body_p: Mean,
    body_r: Mean,
    title: Share,
    date: Share,
    authors: Share,
    lead: Share,
    kept: Share,
    dropped: Share,
    agencies: Counts,
    runs: Share,
    /// Pages by F1, for those who look for errors.
    pub by_page: Vec<(String, f64)>,
}

impl PageScores {
    /// Compares the articles that were found on a page with what should be.
    pub fn add(&mut self, page: &Page, articles: &[Article], credited: &BTreeMap<String, BTreeSet<String>>) {
        let longest = articles.iter().enumerate().max_by_key(|(index, article)| (article.text.chars().count(), usize::MAX - index));
        let longest = longest.map(|(_, article)| article);
        let none = BTreeSet::new();
        let gold_agencies = credited.get(&page.name).unwrap_or(&none);
        let found: BTreeSet<String> =
            longest.iter().flat_map(|article| &article.agencies).map(|agency| agency.name.to_lowercase()).collect();
        self.agencies += Counts { hit: gold_agencies.intersection(&found).count(), system: found.len(), gold: gold_agencies.len() };
        match &page.gold {
            Gold::Article(gold) => self.add_article(page, longest, gold),
            Gold::Snippets { with, without } => {
                let text = articles.iter().map(|article| single_spaced(&article.text)).collect::<Vec<_>>().join(" ");
                let holds = |snippet: &String| text.contains(&single_spaced(snippet));
                with.iter().for_each(|snippet| self.kept.count(holds(snippet)));
                without.iter().for_each(|snippet| self.dropped.count(!holds(snippet)));
            }
        }
    }

    fn add_article(&mut self, page: &Page, found: Option<&Article>, gold: &GoldArticle) {
        let body = gold.body();
        if body.is_empty() {
            return;
        }
        let nothing = Article::default();
        let article = found.unwrap_or(&nothing);
        let (ours, theirs) = (words(&article.text), words(&body));
        let common: usize = ours.iter().map(|(word, count)| (*count).min(theirs.get(word).copied().unwrap_or(0))).sum();
        let total = |bag: &BTreeMap<String, usize>| bag.values().sum::<usize>().max(1) as f64;
        let (precision, recall) = (common as f64 / total(&ours), common as f64 / total(&theirs));
        self.body_p.push(precision);
        self.body_r.push(recall);
        self.body_f1.push(f1(precision, recall));
        self.by_page.push((page.name.clone(), f1(precision, recall)));
        self.title.count(article.title.as_deref().unwrap_or("").trim() == gold.title.as_deref().unwrap_or("").trim());
        if let Some(date) = &gold.publishing_date {
            let day = |written: &str| written.chars().take(10).collect::<String>();
            self.date.count(article.published.as_ref().is_some_and(|published| day(&published.value) == day(date)));
        }
        if let Some(authors) = gold.authors.as_ref().filter(|authors| !authors.is_empty()) {
            let agencies = article.agencies.iter().map(|agency| &agency.name);
            let named: BTreeSet<String> = article.authors.iter().chain(agencies).map(|name| plain_name(name)).collect();
            self.authors.count(authors.iter().all(|author| named.contains(&plain_name(author))));
        }
        let lead = letters(&gold.lead());
        if !lead.is_empty() {
            self.lead.count(letters(&article.text).contains(&lead));
        }
        self.add_runs(page, article);
    }

    /// How many characters of the body stand in the page as they are.
    fn add_runs(&mut self, page: &Page, article: &Article) {
        for block in article.blocks.iter().filter(|block| block.kind != BlockKind::Headline) {
            self.runs.of += block.span.of(&article.text).chars().count();
            for run in &block.runs {
                let bytes = page.bytes.get(run.bytes.start as usize..run.bytes.end as usize).unwrap_or_default();
                self.runs.right += std::str::from_utf8(bytes).map_or(bytes.len(), |text| text.chars().count());
            }
        }
    }

    /// All figures, in the order of the reference scorer, then those that it does not have.
    pub fn figures(&self) -> Figures {
        let mut figures = Figures::default();
        figures.push("body_f1", self.body_f1.value());
        figures.push("body_p", self.body_p.value());
        figures.push("body_r", self.body_r.value());
        figures.push("title", self.title.value());
        figures.push("date", self.date.value());
        figures.push("authors", self.authors.value());
        figures.push("lead", self.lead.value());
        figures.push("kept", self.kept.value());
        figures.push("dropped", self.dropped.value());
        figures.push_prf("page_agencies", self.agencies.prf());
        figures.push("runs", self.runs.value());
        figures
    }
}

/// The words of a text with how often each stands there: as the reference scorer counts them.
fn words(text: &str) -> BTreeMap<String, usize> {
    let mut words = BTreeMap::new();
    let small_letters = text.to_lowercase();
    for word in small_letters.split(|character: char| !(character.is_alphanumeric() || character == '_')).filter(|word| !word.is_empty()) {
        *words.entry(word.to_string()).or_insert(0) += 1;
    }
    words
}

fn plain_name(name: &str) -> String {
    let words = name.split(|character: char| !(character.is_alphanumeric() || character == '_')).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").to_lowercase()
}

fn letters(text: &str) -> String {
    text.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn single_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn numbers(text: &str) -> Vec<u64> {
    text.split(|character: char| !character.is_ascii_digit()).filter_map(|digits| digits.parse().ok()).collect()
}

/// The files below a folder, by name.
fn files(folder: &Path) -> Result<Vec<PathBuf>, Problem> {
    let tell = |problem: std::io::Error| format!("cannot list {}: {problem}", folder.display());
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(tell)? {
        let path = entry.map_err(tell)?.path();
        if path.is_dir() { found.extend(files(&path)?) } else { found.push(path) }
    }
    found.sort();
    Ok(found)
}

fn unzipped(path: &Path) -> Result<Vec<u8>, Problem> {
    let tell = |problem: std::io::Error| format!("cannot read {}: {problem}", path.display());
    let mut bytes = Vec::new();
    MultiGzDecoder::new(fs::File::open(path).map_err(tell)?).read_to_end(&mut bytes).map_err(tell)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use quell_document::Agency;

    fn page() -> Page {
        let gold = serde_json::json!({
            "title": "Brücke zu", "authors": ["Lina Voss"], "publishing_date": "2025-03-14 09:12:00+01:00",
            "body": { "summary": ["Der Fluss steigt."], "sections": [{ "headline": [], "paragraphs": ["Die Brücke bleibt zu."] }] }
        });
        Page { name: "Bote_2025".into(), bytes: Vec::new(), gold: Gold::Article(serde_json::from_value(gold).unwrap()) }
    }

    #[test]
    fn a_whole_article_scores_one_and_a_missing_lead_costs_recall() {
        let agencies = BTreeMap::from([("Bote_2025".to_string(), BTreeSet::from(["dpa".to_string()]))]);
        let whole = Article {
            title: Some("Brücke zu".into()),
            authors: vec!["lina voss".into()],
            agencies: vec![Agency::named("dpa")],
            published: Some(quell_document::Published { value: "2025-03-14".into(), span: None }),
            ..Article::of_text("Der Fluss steigt.\n\nDie Brücke bleibt zu.")
        };
        let mut scores = PageScores::default();
        scores.add(&page(), std::slice::from_ref(&whole), &agencies);
        for name in ["body_f1", "title", "date", "authors", "lead", "page_agencies"] {
            assert_eq!(scores.figures().get(name), Some(1.0), "{name}");
        }
        scores.add(&page(), &[Article::of_text("Die Brücke bleibt zu.")], &agencies);
        assert_eq!(scores.figures().get("lead"), Some(0.5));
        assert!(scores.figures().get("body_p") == Some(1.0) && scores.figures().get("body_r") < Some(1.0));
    }

    #[test]
    fn snippets_are_kept_or_dropped() {
        let gold = Gold::Snippets { with: vec!["bleibt  zu".into()], without: vec!["Newsletter".into(), "Brücke".into()] };
        let page = Page { name: "x".into(), bytes: Vec::new(), gold };
        let mut scores = PageScores::default();
        scores.add(&page, &[Article::of_text("Die Brücke bleibt zu.")], &BTreeMap::new());
        assert_eq!((scores.figures().get("kept"), scores.figures().get("dropped")), (Some(1.0), Some(0.5)));
    }
}
