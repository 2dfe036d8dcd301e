//! How well are the names of persons, organisations and places found? On GermEval 2014: sentences of Wikipedia and news with nested names, of which
//! the outer ones count, in exactly their words.
//!
//! Benikova, Biemann, Kisselew & Padó: *GermEval 2014 Named Entity Recognition Shared Task* (KONVENS 2014). Words made from a name (*deutsch*) and
//! compounds with a name in them are labels of their own there and no names here.

use std::path::Path;

use quell_document::{Article, Document, MentionKind, Span, TextSpan};

use crate::figures::{Counts, Figures, Table, three};
use crate::files::{Problem, for_each_line};

/// A class of names as that gold has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameKind {
    /// `PER`.
    Person,
    /// `ORG`: also outlets and agencies.
    Organisation,
    /// `LOC`: also states.
    Place,
}

impl NameKind {
    const ALL: [NameKind; 3] = [NameKind::Person, NameKind::Organisation, NameKind::Place];

    fn name(self) -> &'static str {
        match self {
            NameKind::Person => "person",
            NameKind::Organisation => "organisation",
            NameKind::Place => "place",
        }
    }

    fn of_label(label: &str) -> Option<NameKind> {
        match label {
            "PER" => Some(NameKind::Person),
            "ORG" => Some(NameKind::Organisation),
            "LOC" => Some(NameKind::Place),
            _ => None,
        }
    }

    fn of_mention(kind: MentionKind) -> Option<NameKind> {
        match kind {
            MentionKind::Person => Some(NameKind::Person),
            MentionKind::Organisation | MentionKind::Agency | MentionKind::Outlet => Some(NameKind::Organisation),
            MentionKind::Place | MentionKind::State => Some(NameKind::Place),
            MentionKind::Document => None,
        }
    }
}

/// A sentence with its names.
#[derive(Debug, Clone, Default)]
pub struct Sentence {
    /// Its words with a space between them.
    pub text: String,
    /// Where the names are.
    pub names: Vec<(TextSpan, NameKind)>,
}

/// Reads a file of GermEval: number, word, outer label, inner label, between tabs; a comment begins each sentence.
pub fn read(path: &Path) -> Result<Vec<Sentence>, Problem> {
    let mut sentences: Vec<Sentence> = Vec::new();
    let mut is_open = false;
    for_each_line(path, |line| {
        if line.starts_with("#\t") {
            sentences.push(Sentence::default());
            is_open = false;
            return Ok(());
        }
        let mut cells = line.split('\t').skip(1);
        let (Some(word), Some(label)) = (cells.next(), cells.next()) else { return Err(format!("`{line}` has no label")) };
        let Some(sentence) = sentences.last_mut() else { return Err("words without a sentence".into()) };
        if !sentence.text.is_empty() {
            sentence.text.push(' ');
        }
        let start = sentence.text.len() as u32;
        sentence.text.push_str(word);
        let end = sentence.text.len() as u32;
        match label.split_once('-') {
            Some(("B", label)) => {
                let kind = NameKind::of_label(label);
                sentence.names.extend(kind.map(|kind| (Span::new(start, end), kind)));
                is_open = kind.is_some();
            }
            Some(("I", _)) if is_open => sentence.names.iter_mut().last().into_iter().for_each(|(span, _)| span.end = end),
            _ => is_open = false,
        }
        Ok(())
    })?;
    Ok(sentences)
}

/// The sentences as articles to be read.
pub fn unread(sentences: &[Sentence]) -> Vec<Article> {
    let article = |(number, sentence): (usize, &Sentence)| Article {
        url: Some(format!("germeval:{number}")),
        text: sentence.text.clone(),
        language: Some("de".into()),
        ..Article::default()
    };
    sentences.iter().enumerate().map(article).collect()
}

/// Names that are found and there, for each class.
#[derive(Debug, Clone, Copy, Default)]
pub struct NameScores([Counts; 3]);

/// Compares what was found with the gold.
pub fn score<'d>(pairs: impl IntoIterator<Item = (&'d Document, &'d Sentence)>) -> NameScores {
    let mut scores = NameScores::default();
    for (document, sentence) in pairs {
        let found: Vec<(TextSpan, NameKind)> =
            document.mentions.iter().filter_map(|mention| Some((mention.span, NameKind::of_mention(mention.kind)?))).collect();
        for (counts, kind) in scores.0.iter_mut().zip(NameKind::ALL) {
            let of_kind = |names: &[(TextSpan, NameKind)]| names.iter().filter(|(_, other)| *other == kind).count();
            counts.hit += found.iter().filter(|name| name.1 == kind && sentence.names.contains(name)).count();
            counts.system += of_kind(&found);
            counts.gold += of_kind(&sentence.names);
        }
    }
    scores
}

impl NameScores {
    /// Precision, recall and F1 of each class and of all.
    pub fn figures(&self) -> Figures {
        let mut figures = Figures::default();
        figures.push_prf("names", self.all().prf());
        for (counts, kind) in self.0.iter().zip(NameKind::ALL) {
            figures.push_prf(kind.name(), counts.prf());
        }
        figures
    }

    fn all(&self) -> Counts {
        let mut all = Counts::default();
        self.0.iter().for_each(|counts| all += *counts);
        all
    }
}

impl std::fmt::Display for NameScores {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut table = Table::new(&["names", "precision", "recall", "F1", "found", "gold"]);
        let rows = self.0.iter().copied().zip(NameKind::ALL.map(NameKind::name)).chain([(self.all(), "all")]);
        for (counts, name) in rows {
            let prf = counts.prf();
            let values = [three(prf.precision), three(prf.recall), three(prf.f1()), counts.system.to_string(), counts.gold.to_string()];
            table.row(std::iter::once(name.to_string()).chain(values).collect());
        }
        write!(f, "{table}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use quell_document::Mention;

    #[test]
    fn only_exact_names_of_the_right_kind_count() {
        let path = std::env::temp_dir().join(format!("quell-eval-names-{}.tsv", std::process::id()));
        std::fs::write(&path, "#\tx\n1\tMara\tB-PER\tO\n2\tJessen\tI-PER\tO\n3\tmag\tO\tO\n4\tKieler\tB-LOCderiv\tO\n5\tSprotten\tO\tO\n6\taus\tO\tO\n7\tKiel\tB-LOC\tO\n").unwrap();
        let sentences = read(&path);
        std::fs::remove_file(&path).unwrap();
        let sentences = sentences.expect("the file is well formed");
        assert_eq!(sentences[0].text, "Mara Jessen mag Kieler Sprotten aus Kiel");
        let of = |from: u32, to: u32, kind| Mention { span: Span::new(from, to), kind, entity: 0 };
        let document = Document { mentions: vec![of(0, 11, MentionKind::Person), of(16, 22, MentionKind::Place)], ..Document::default() };
        let figures = score([(&document, &sentences[0])]).figures();
        assert_eq!((figures.get("person"), figures.get("place"), figures.get("names")), (Some(1.0), Some(0.0), Some(0.5)));
    }
}
