//! `cargo xtask docs`: runs the examples of the pages, so that no page shows what the program no longer prints.
//!
//! A line `<!-- output: quell ARGUMENTS -->` stands above a fenced block; the block becomes what that command prints. Behind the arguments may
//! stand `| first 20 lines` or, with `--json`, `| statement 3`. Between `<!-- scores -->` and `<!-- end of scores -->` stands the short table of
//! accuracy. Output goes to standard output only, as on a terminal of 80 columns without colour.

use crate::failed;
use crate::workspace::{Quell, root};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt::{self, Write};
use std::fs;
use std::path::{Path, PathBuf};

const OUTPUT: &str = "<!-- output: quell ";
const FENCE: &str = "```";
const SCORES: &str = "<!-- scores -->";
const SCORES_END: &str = "<!-- end of scores -->";

/// The figures that a reader of the first page wants, out of the many in `eval/scores.toml`.
const FIGURES: &[Figures] = &[
    Figures {
        set: "wikinews-dev",
        articles: "German Wikinews, 150 articles, labelled by others",
        names: &[
            ("message", "the words that were said, F1 as published"),
            ("roles", "who, cue, frame, addressee, F1 as published"),
            ("strict", "statements found, F1, half of the words must agree"),
            ("strict_p", "… precision"),
            ("strict_r", "… recall"),
            ("speaker_given_hit", "the right speaker of a statement that was found"),
        ],
    },
    Figures {
        set: "labels-dev",
        articles: "28 articles of German outlets, labelled by us",
        names: &[
            ("statements", "statements found, F1"),
            ("statements_p", "… precision"),
            ("statements_r", "… recall"),
            ("source", "who, F1"),
            ("name", "the right name of whoever says it"),
            ("source_kind", "the right kind of source"),
            ("chain", "the whole chain of sources right"),
            ("deep_chain", "… of chains of two links and more"),
            ("stance", "stance, F1 of those that are not neutral"),
            ("hedges", "hedges, F1"),
            ("kind", "the right kind of statement"),
        ],
    },
    Figures {
        set: "samples",
        articles: "the invented articles in `samples/`, no evidence for others",
        names: &[("statements", "statements found, F1")],
    },
];

/// Some figures of one set of articles.
struct Figures {
    /// Its name in `eval/scores.toml`.
    set: &'static str,
    /// What it is, for a reader.
    articles: &'static str,
    /// The name of each figure, and what it means.
    names: &'static [(&'static str, &'static str)],
}

/// Brings all pages up to date, or says which are not.
pub fn run(is_check: bool) -> Result<(), String> {
    let quell = Quell::build()?;
    let mut stale = Vec::new();
    for path in pages()? {
        let page = fs::read_to_string(&path).map_err(failed("read", &path))?;
        let fresh = with_scores(with_outputs(&page, &quell)?)?;
        if fresh == page {
            continue;
        }
        stale.push(path.strip_prefix(root()).unwrap_or(&path).display().to_string());
        if !is_check {
            fs::write(&path, fresh).map_err(failed("write", &path))?;
        }
    }
    match (is_check, stale.is_empty()) {
        (_, true) => println!("all examples are as the program prints them"),
        (false, false) => println!("written: {}", stale.join(", ")),
        (true, false) => {
            return Err(format!(
                "{}: not what the program prints today; run `cargo xtask docs` and look at the difference",
                stale.join(", ")
            ));
        }
    }
    Ok(())
}

/// The pages that may hold examples.
fn pages() -> Result<Vec<PathBuf>, String> {
    let mut pages = Vec::new();
    for folder in [root(), root().join("docs"), root().join("lang"), root().join("lang/de")] {
        for entry in fs::read_dir(&folder).map_err(failed("list", &folder))? {
            let path = entry.map_err(failed("list", &folder))?.path();
            if path.extension().is_some_and(|ending| ending == "md") {
                pages.push(path);
            }
        }
    }
    pages.sort();
    Ok(pages)
}

/// The page with every example as the program prints it today.
fn with_outputs(page: &str, quell: &Quell) -> Result<String, String> {
    let mut fresh = String::with_capacity(page.len());
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        writeln!(fresh, "{line}").expect("strings can be written to");
        let Some(example) = line.strip_prefix(OUTPUT).and_then(|rest| rest.strip_suffix(" -->")) else { continue };
        let Some(fence) = lines.next().filter(|line| line.starts_with(FENCE)) else {
            return Err(format!("below “{line}” must stand a fenced block"));
        };
        if !lines.any(|line| line == FENCE) {
            return Err(format!("the block below “{line}” does not end"));
        }
        write!(fresh, "{fence}\n{}{FENCE}\n", output(example, quell)?).expect("strings can be written to");
    }
    Ok(fresh)
}

/// What the command prints, with the command above it.
fn output(example: &str, quell: &Quell) -> Result<String, String> {
    let (command, part) = example.split_once(" | ").map_or((example, None), |(command, part)| (command, Some(part)));
    let output = quell.run(&arguments(command))?;
    let printed = String::from_utf8_lossy(&output.stdout);
    if printed.is_empty() {
        return Err(format!("quell {command} prints nothing: {}", String::from_utf8_lossy(&output.stderr)));
    }
    let shown = match part.map(|part| part.split(' ').collect::<Vec<_>>()).as_deref() {
        None => printed.into_owned(),
        Some(["first", count, "lines"]) => first_lines(&printed, number(count)?),
        Some(["statement", number_of]) => return statement(&printed, number(number_of)?),
        Some(_) => return Err(format!("“{example}”: a part is `first N lines` or `statement N`")),
    };
    Ok(format!("$ quell {command}\n{shown}"))
}

/// Words, or several words between double quotation marks.
fn arguments(command: &str) -> Vec<&str> {
    let mut arguments = Vec::new();
    for (index, piece) in command.split('"').enumerate() {
        if index % 2 == 1 {
            arguments.push(piece);
        } else {
            arguments.extend(piece.split_whitespace());
        }
    }
    arguments
}

fn number(word: &str) -> Result<usize, String> {
    word.parse().map_err(|_| format!("“{word}” is no number"))
}

fn first_lines(printed: &str, count: usize) -> String {
    let mut shown: String = printed.lines().take(count).flat_map(|line| [line, "\n"]).collect();
    if printed.lines().count() > count {
        shown.push_str("…\n");
    }
    shown
}

/// One statement of the first article, a line for each field.
fn statement(printed: &str, number: usize) -> Result<String, String> {
    let unreadable = |error: serde_json::Error| format!("the output is no JSON: {error}");
    let item: Fields = serde_json::from_str(printed.lines().next().unwrap_or_default()).map_err(unreadable)?;
    let statements = item.0.iter().find(|(name, _)| name == "statements").map_or("[]", |(_, value)| value.get());
    let statements: Vec<Fields> = serde_json::from_str(statements).map_err(unreadable)?;
    let Some(Fields(fields)) = number.checked_sub(1).and_then(|index| statements.get(index)) else {
        return Err(format!("there is no statement {number}"));
    };
    let fields: Vec<String> = fields.iter().map(|(name, value)| format!("  \"{name}\": {value}")).collect();
    Ok(format!("{{\n{}\n}}\n", fields.join(",\n")))
}

/// The fields of an object in their order.
struct Fields(Vec<(String, Box<RawValue>)>);

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Fields;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Fields, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = object.next_entry()? {
                    fields.push(field);
                }
                Ok(Fields(fields))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

/// The page with today's committed scores, if it has a place for them.
fn with_scores(page: String) -> Result<String, String> {
    let (Some(begin), Some(end)) = (page.find(SCORES), page.find(SCORES_END)) else { return Ok(page) };
    Ok(format!("{}{SCORES}\n{}{}", &page[..begin], scores()?, &page[end..]))
}

fn scores() -> Result<String, String> {
    let path: &Path = &root().join("eval/scores.toml");
    let file = fs::read_to_string(path).map_err(failed("read", path))?;
    let file: toml::Table = toml::from_str(&file).map_err(failed("read", path))?;
    let mut table = String::from("| articles | figure | |\n|---|---|---|\n");
    for Figures { set, articles, names } in FIGURES {
        for (index, (name, meaning)) in names.iter().enumerate() {
            let value = file.get(*set).and_then(|set| set.get("total")?.get(name)?.as_float());
            let value = value.ok_or_else(|| format!("{} has no {set}.total.{name}", path.display()))?;
            let articles = if index == 0 { *articles } else { "" };
            writeln!(table, "| {articles} | {meaning} | {value:.3} |").expect("strings can be written to");
        }
    }
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_quotation_marks_are_one_argument() {
        assert_eq!(arguments("explain a.txt --at \"wie es heißt\""), ["explain", "a.txt", "--at", "wie es heißt"]);
    }

    #[test]
    fn fields_keep_their_order() {
        let printed = r#"{"z": 1, "statements": [{"kind": "direct", "cue": [[1, 2]]}]}"#;
        assert_eq!(statement(printed, 1).unwrap(), "{\n  \"kind\": \"direct\",\n  \"cue\": [[1, 2]]\n}\n");
        assert!(statement(printed, 2).is_err());
    }

    #[test]
    fn what_is_cut_off_is_marked() {
        assert_eq!(first_lines("a\nb\nc\n", 2), "a\nb\n…\n");
        assert_eq!(first_lines("a\nb\n", 2), "a\nb\n");
    }
}
