//! What the recogniser learns from: the development split of GermEval 2014 and SmartData, with the same labels. MobIE (messages about traffic)
//! was tried too and made no difference.

use std::io::Read as _;
use std::ops::Range;
use std::path::Path;

use quell_lang::recogniser::{NameClass, labels};

use crate::failed;

/// Where a sentence comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Corpus {
    /// Wikipedia and news; the labels that are wanted.
    GermEval,
    /// News and press releases; products, works and events have no label there.
    SmartData,
}

/// A sentence with labels.
pub struct Example {
    pub corpus: Corpus,
    pub words: Vec<String>,
    pub labels: Vec<usize>,
}

impl Example {
    /// Its names, as the recogniser gives them.
    pub fn names(&self) -> Vec<(Range<usize>, NameClass)> {
        let mut names = Vec::new();
        let mut from = 0;
        while from < self.labels.len() {
            let to = (from + 1..self.labels.len()).find(|&at| self.labels[at] == labels::OUTSIDE || self.labels[at] % 2 == 1);
            let to = to.unwrap_or(self.labels.len());
            names.extend(labels::group(self.labels[from]).and_then(labels::class).map(|class| (from..to, class)));
            from = to;
        }
        names
    }
}

/// Everything that may be trained on.
pub fn read(folder: &Path) -> Result<Vec<Example>, String> {
    let mut examples = germeval(&folder.join("germeval-dev.tsv.gz"))?;
    for part in ["train", "test"] {
        examples.extend(smartdata(&folder.join(format!("smartdata-v1/{part}.jsonl.gz")))?);
    }
    Ok(examples)
}

fn unpacked(path: &Path) -> Result<String, String> {
    let bytes = std::fs::read(path).map_err(failed("read", path))?;
    let mut text = String::new();
    flate2::read::MultiGzDecoder::new(bytes.as_slice()).read_to_string(&mut text).map_err(failed("unpack", path))?;
    Ok(text)
}

/// Number, word, outer label, inner label, between tabs; an empty line behind each sentence.
fn germeval(path: &Path) -> Result<Vec<Example>, String> {
    let group = |name: &str| match name {
        "PER" => 1,
        "ORG" => 2,
        "LOC" => 3,
        "OTH" => 4,
        _ if name.ends_with("deriv") => labels::DERIVED,
        _ => labels::PART,
    };
    Ok(columns(&unpacked(path)?, group))
}

/// The group of a type of SmartData; zero where we have none.
fn typed(name: &str) -> usize {
    match name {
        "person" => 1,
        "organization" | "organization-company" => 2,
        "location" | "location-city" | "location-street" => 3,
        _ => 0,
    }
}

fn columns(text: &str, group: impl Fn(&str) -> usize) -> Vec<Example> {
    let new = || Example { corpus: Corpus::GermEval, words: Vec::new(), labels: Vec::new() };
    let mut examples = Vec::new();
    let mut example = new();
    for line in text.lines().chain([""]).filter(|line| !line.starts_with("#\t")) {
        let cells: Vec<&str> = line.split('\t').collect();
        if let (Some(word), Some(name)) = (cells.get(1), cells.get(2)) {
            let group = name.split_once('-').map_or(0, |(_, name)| group(name));
            let label = match (group, name.starts_with("B-")) {
                (0, _) => labels::OUTSIDE,
                (group, true) => labels::first(group),
                (group, false) => labels::further(group),
            };
            example.words.push((*word).to_owned());
            example.labels.push(label);
        } else if !example.words.is_empty() {
            examples.push(std::mem::replace(&mut example, new()));
        }
    }
    examples
}

/// A document a line; the text has marks that are not of it, and the entities are places in the text without them.
fn smartdata(path: &Path) -> Result<Vec<Example>, String> {
    let mut examples = Vec::new();
    for line in unpacked(path)?.lines() {
        let document: serde_json::Value = serde_json::from_str(line).map_err(failed("read", path))?;
        let raw = document["raw"].as_str().unwrap_or_default();
        let Some((_, rest)) = raw.split_once("<TEXT>") else { continue };
        let Some((marked, rest)) = rest.split_once("</TEXT>") else { continue };
        let text: Vec<char> = unmarked(marked).chars().collect();
        let mut groups = vec![0usize; text.len()];
        let mut firsts = vec![false; text.len()];
        for entity in rest.split("<Entity ").skip(1) {
            let attribute =
                |name: &str| entity.split_once(&format!("{name}=\"")).and_then(|(_, rest)| rest.split_once('"')).map(|(it, _)| it);
            let place = |name: &str| attribute(name).and_then(|number| number.parse::<usize>().ok()).filter(|&place| place <= text.len());
            let (Some(from), Some(to)) = (place("startPos"), place("endPos")) else { continue };
            let group = typed(attribute("type").unwrap_or_default());
            if group > 0 && from < to {
                groups[from..to].fill(group);
                firsts[from] = true;
            }
        }
        examples.extend(sentences(&text, &groups, &firsts));
    }
    Ok(examples)
}

/// The text without its marks, and with its entities read.
fn unmarked(marked: &str) -> String {
    let mut text = String::new();
    let mut rest = marked;
    while let Some((before, behind)) = rest.split_once("<NODE") {
        text.push_str(before);
        rest = behind.split_once("/>").map_or("", |(_, behind)| behind);
    }
    text.push_str(rest);
    // The places count a line end as one character.
    text.replace("\r\n", "\n")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&")
}

/// Cuts a text into words at white space, takes the marks at their ends off, and ends a sentence at a line and behind a full stop.
fn sentences(text: &[char], groups: &[usize], firsts: &[bool]) -> Vec<Example> {
    let new = || Example { corpus: Corpus::SmartData, words: Vec::new(), labels: Vec::new() };
    let (mut examples, mut example, mut at) = (Vec::new(), new(), 0);
    while at < text.len() {
        if text[at].is_whitespace() {
            if text[at] == '\n' && !example.words.is_empty() {
                examples.push(std::mem::replace(&mut example, new()));
            }
            at += 1;
            continue;
        }
        let end = (at..text.len()).find(|&to| text[to].is_whitespace()).unwrap_or(text.len());
        let word = Range { start: at, end };
        for piece in pieces(text, word) {
            let group = groups[piece.start];
            let label = match () {
                () if group == 0 => labels::OUTSIDE,
                () if firsts[piece.clone()].contains(&true) || example.labels.last().copied().and_then(labels::group) != Some(group) => {
                    labels::first(group)
                }
                () => labels::further(group),
            };
            example.words.push(text[piece.clone()].iter().collect());
            example.labels.push(label);
            let is_stop = matches!(text[piece.start], '.' | '!' | '?') && piece.len() == 1;
            let next = text[piece.end..].iter().find(|letter| !letter.is_whitespace());
            if is_stop && next.is_some_and(|letter| letter.is_uppercase()) && example.words.len() > 3 {
                examples.push(std::mem::replace(&mut example, new()));
            }
        }
        at = end;
    }
    if !example.words.is_empty() {
        examples.push(example);
    }
    examples
}

/// A run of characters without white space as words: marks at either end are words of their own.
fn pieces(text: &[char], run: Range<usize>) -> Vec<Range<usize>> {
    let is_mark = |at: usize| !text[at].is_alphanumeric() && !matches!(text[at], '#' | '@' | '-' | '%' | '&');
    let start = (run.start..run.end).find(|&at| !is_mark(at)).unwrap_or(run.end);
    let mut end = (start..run.end).rev().find(|&at| !is_mark(at)).map_or(start, |at| at + 1);
    // “Dr.”, “A.”, “z.B.” keep their full stop.
    let is_short = end > start && end - start <= 3 && text.get(end) == Some(&'.') && end < run.end;
    if is_short && text[start].is_uppercase() && end - start <= 2 {
        end += 1;
    }
    let mut pieces: Vec<Range<usize>> = (run.start..start).map(|at| at..at + 1).collect();
    if start < end {
        pieces.push(start..end);
    }
    pieces.extend((end.max(start)..run.end).map(|at| at..at + 1));
    pieces
}
