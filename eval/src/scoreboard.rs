//! What was measured last: `scores.toml`, and `scores.md` for people, which is made from it.

use crate::figures::{Figures, three};
use crate::files::Problem;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

/// By how much a figure may be worse than the committed one before it counts as a loss.
pub const LOSS_MAX: f64 = 0.002;

/// The figures of every set, by the set's name.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Scoreboard(BTreeMap<String, Measured>);

/// The figures of one set of articles.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Measured {
    /// When, as a date.
    pub date: String,
    /// The program's version.
    pub version: String,
    /// How many articles.
    pub articles: usize,
    /// Over all of them.
    pub total: BTreeMap<String, f64>,
    /// Per article, where articles belong to the project.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub files: BTreeMap<String, BTreeMap<String, f64>>,
}

/// Figures as they are kept: with three decimals, rounded as they are printed.
pub fn kept(figures: &Figures) -> BTreeMap<String, f64> {
    let rounded = |value: f64| three(value).parse().expect("what was printed as a number is one");
    figures.0.iter().map(|(name, value)| (name.clone(), rounded(*value))).collect()
}

impl Scoreboard {
    /// Reads `scores.toml`; a file that does not exist yet has no scores.
    pub fn read(path: &Path) -> Result<Scoreboard, Problem> {
        if !path.exists() {
            return Ok(Scoreboard::default());
        }
        let text = std::fs::read_to_string(path).map_err(|problem| format!("cannot read {}: {problem}", path.display()))?;
        toml::from_str(&text).map_err(|problem| format!("{}: {problem}", path.display()))
    }

    /// Writes `scores.toml` and, beside it, `scores.md`.
    pub fn write(&self, path: &Path) -> Result<(), Problem> {
        let text = toml::to_string(self).map_err(|problem| problem.to_string())?;
        let tell = |problem: std::io::Error| format!("cannot write {}: {problem}", path.display());
        std::fs::write(path, format!("# Written by `cargo xtask eval … --write`; scores.md is made from it.\n\n{text}")).map_err(tell)?;
        std::fs::write(path.with_extension("md"), self.to_markdown()).map_err(tell)
    }

    /// The figures of a set.
    pub fn get(&self, set: &str) -> Option<&Measured> {
        self.0.get(set)
    }

    /// Puts the figures of a set in place of those that it had.
    pub fn set(&mut self, set: &str, measured: Measured) {
        self.0.insert(set.to_string(), measured);
    }

    /// What is wrong with the committed figures of a set, given those of today: losses, and whatever else is not up to date.
    pub fn complaints(&self, set: &str, today: &Measured) -> Vec<String> {
        let Some(committed) = self.get(set) else { return vec![format!("no figures are committed for {set}")] };
        let mut complaints = differences("total", &committed.total, &today.total);
        for (name, figures) in &today.files {
            match committed.files.get(name) {
                Some(before) => complaints.extend(differences(name, before, figures)),
                None => complaints.push(format!("{name} is new")),
            }
        }
        complaints.extend(committed.files.keys().filter(|name| !today.files.contains_key(*name)).map(|name| format!("{name} is gone")));
        complaints
    }

    /// The table for people.
    pub fn to_markdown(&self) -> String {
        let mut page = String::from("# Scores\n\n");
        page.push_str("Written by `cargo xtask eval … --write` from `scores.toml`. [README.md](README.md) says what each figure means.\n");
        for (set, title, figures) in SHOWN {
            let Some(measured) = self.get(set) else { continue };
            let _ = write!(page, "\n## {title}\n\n{} articles, version {}, {}\n\n", measured.articles, measured.version, measured.date);
            if measured.files.is_empty() {
                page.push_str("| figure | value |\n|---|---|\n");
                for figure in figures.iter().filter(|figure| measured.total.contains_key(**figure)) {
                    let _ = writeln!(page, "| {} | {:.3} |", figure.replace('_', " "), measured.total[*figure]);
                }
            } else {
                let headings: Vec<String> = figures.iter().map(|figure| figure.replace('_', " ")).collect();
                let _ = writeln!(page, "| file | {} |\n|---{}|", headings.join(" | "), "|---".repeat(figures.len()));
                let mut row = |name: &str, values: &BTreeMap<String, f64>| {
                    let cells: Vec<String> =
                        figures.iter().map(|figure| values.get(*figure).map_or("–".to_string(), |value| format!("{value:.3}"))).collect();
                    let _ = writeln!(page, "| {name} | {} |", cells.join(" | "));
                };
                measured.files.iter().for_each(|(name, values)| row(name, values));
                row("**all**", &measured.total);
            }
        }
        page
    }
}

/// The figures of origins.
const ORIGINS: [&str; 11] = [
    "queries",
    "found",
    "same_story",
    "outside_per_query",
    "joins_p",
    "joins_r",
    "joins",
    "count_of_found",
    "count_exact",
    "partition_exact",
    "disputed",
];

/// Which sets and figures people are shown, in this order.
const SHOWN: [(&str, &str, &[&str]); 10] = [
    (
        "pages",
        "Pages of German-language outlets",
        &[
            "body_f1",
            "body_p",
            "body_r",
            "title",
            "date",
            "authors",
            "lead",
            "kept",
            "dropped",
            "page_agencies",
            "page_agencies_p",
            "page_agencies_r",
            "runs",
        ],
    ),
    (
        "wikinews-dev",
        "German Wikinews, development split",
        &[
            "message",
            "message_p",
            "message_r",
            "roles",
            "joint",
            "form",
            "strict",
            "strict_p",
            "strict_r",
            "speaker_given_hit",
            "recall_Direct",
            "precision_Direct",
            "recall_Indirect",
            "precision_Indirect",
            "recall_FreeIndirect",
            "precision_FreeIndirect",
            "recall_IndirectFreeIndirect",
            "precision_IndirectFreeIndirect",
            "recall_Reported",
            "precision_Reported",
            "speaker",
            "cue",
            "frame",
            "addressee",
        ],
    ),
    (
        "wikinews-train",
        "German Wikinews, training split",
        &["message", "roles", "joint", "form", "strict", "strict_p", "strict_r", "speaker_given_hit"],
    ),
    (
        "labels-dev",
        "Labelled articles of outlets, development split",
        &[
            "statements",
            "statements_p",
            "statements_r",
            "kind",
            "source",
            "name",
            "source_kind",
            "stance",
            "hedges",
            "chain",
            "deep_chain",
            "who_said_what",
            "agencies",
            "cue",
        ],
    ),
    ("origins-dev", "Labelled claims among all articles of their quarter", &ORIGINS),
    ("origins-dev-stories", "Labelled claims among the articles of their stories", &ORIGINS),
    ("reuse", "Planted passages", &["planted", "recall"]),
    (
        "times-dev",
        "Time expressions of KRAUTS, Dolomiten",
        &["relaxed", "relaxed_p", "relaxed_r", "strict", "with_type", "with_value", "strict_value"],
    ),
    (
        "names-test-a",
        "Names in GermEval 2014, half of the test split (sentences, not articles)",
        &["names", "names_p", "names_r", "person", "organisation", "place"],
    ),
    (
        "samples",
        "Samples of the project",
        &["statements", "statements_p", "statements_r", "kind", "source", "cue", "stance", "hedges", "source_kind", "name", "agencies"],
    ),
];

fn differences(place: &str, committed: &BTreeMap<String, f64>, today: &BTreeMap<String, f64>) -> Vec<String> {
    let mut told = Vec::new();
    for (figure, &now) in today {
        match committed.get(figure) {
            Some(&before) if now < before - LOSS_MAX => told.push(format!("{place}: {figure} fell from {before:.3} to {now:.3}")),
            Some(&before) if (now - before).abs() > 0.0005 => told.push(format!("{place}: {figure} is {now:.3}, committed is {before:.3}")),
            Some(_) => {}
            None => told.push(format!("{place}: {figure} is not committed")),
        }
    }
    told.extend(
        committed.keys().filter(|figure| !today.contains_key(*figure)).map(|figure| format!("{place}: {figure} is no longer measured")),
    );
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(statements: f64) -> Measured {
        let figures = kept(&Figures(vec![("statements".into(), statements)]));
        let files = BTreeMap::from([("hafen/polizei.case".to_string(), figures.clone())]);
        Measured { date: "2025-03-14".into(), version: "0.1.0".into(), articles: 1, total: figures, files }
    }

    #[test]
    fn a_loss_and_a_gain_are_both_told() {
        let mut board = Scoreboard::default();
        assert_eq!(board.complaints("samples", &measured(0.8)), ["no figures are committed for samples"]);
        board.set("samples", measured(0.8));
        assert!(board.complaints("samples", &measured(0.8002)).is_empty());
        assert_eq!(board.complaints("samples", &measured(0.797))[0], "total: statements fell from 0.800 to 0.797");
        assert_eq!(board.complaints("samples", &measured(0.9))[1], "hafen/polizei.case: statements is 0.900, committed is 0.800");
        let mut fewer = measured(0.8);
        fewer.files.clear();
        assert_eq!(board.complaints("samples", &fewer), ["hafen/polizei.case is gone"]);
    }

    #[test]
    fn what_is_written_reads_back() {
        let mut board = Scoreboard::default();
        board.set("samples", measured(2.0 / 3.0));
        board.set("wikinews-dev", Measured { files: BTreeMap::new(), ..measured(0.5) });
        let path = std::env::temp_dir().join(format!("quell-eval-scores-{}.toml", std::process::id()));
        board.write(&path).unwrap();
        let back = Scoreboard::read(&path).unwrap();
        let page = std::fs::read_to_string(path.with_extension("md")).unwrap();
        std::fs::remove_file(&path).unwrap();
        std::fs::remove_file(path.with_extension("md")).unwrap();
        assert_eq!(back, board);
        assert!(page.contains("| hafen/polizei.case | 0.667 | – |"), "{page}");
        assert_eq!(Scoreboard::read(&path), Ok(Scoreboard::default()));
    }
}
