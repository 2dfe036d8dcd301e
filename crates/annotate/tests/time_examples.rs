//! The examples of the patterns of time are their tests: what is marked is found with its kind, value and modifier, and nothing else is; the
//! pattern that shows an example is the one that finds it. What it says to leave alone has no time at all.
//!
//! The article is published on Wednesday, the 12th of March 2025, unless the example says otherwise.

use std::collections::BTreeSet;
use std::fmt::Write;

use quell_annotate::{annotate, times};
use quell_document::{Article, Diagnostic, Document, Published, case};
use quell_lang::Pack;
use quell_lang::pack::GERMAN_TIMES;
use quell_lang::times::examples;

const PUBLISHED: &str = "2025-03-12";

fn published(mut article: Article) -> Article {
    article.published.get_or_insert_with(|| Published { value: PUBLISHED.into(), span: None });
    article
}

/// `[Freitag] DATE 2025-03-14`.
fn shown(document: &Document) -> String {
    let mut out = String::new();
    for time in &document.times {
        let modifier = time.modifier.map_or(String::new(), |modifier| format!(" {}", modifier.name()));
        write!(out, "[{}] {} {}{modifier}  ", time.span.of(&document.article.text), time.kind.name(), time.value)
            .expect("a string takes everything");
    }
    out
}

#[test]
fn patterns_find_what_they_show_and_leave_what_they_leave() {
    let german = Pack::german().expect("the German pack");
    let mut wrong = String::new();
    let (mut shown_count, mut left_count) = (0, 0);
    for (file, content) in GERMAN_TIMES {
        for example in examples(file, content).expect("examples") {
            for marked in &example.explains {
                shown_count += 1;
                let gold = case::read(marked).unwrap_or_else(|error| panic!("{file} [{}] {error}: {marked}", example.pattern));
                let found = annotate(published(gold.article.clone()), &german);
                if shown(&found) != shown(&gold) {
                    writeln!(wrong, "{file} [{}] {marked}\n  finds {}", example.pattern, shown(&found)).expect("a string takes everything");
                } else if !found.times.iter().any(|time| time.pattern == example.pattern) {
                    writeln!(wrong, "{file} [{}] {marked}\n  is found by another pattern", example.pattern)
                        .expect("a string takes everything");
                }
            }
            for sentence in &example.leaves {
                left_count += 1;
                let found = annotate(published(Article::of_text(sentence.as_str())), &german);
                if !found.times.is_empty() {
                    writeln!(wrong, "{file} [{}] leaves {sentence}\n  finds {}", example.pattern, shown(&found))
                        .expect("a string takes everything");
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(shown_count >= 400 && left_count >= 150, "{shown_count} examples, {left_count} of what is left alone");
}

#[test]
fn every_pattern_shows_what_it_is_for() {
    let mut names = BTreeSet::new();
    for (file, content) in GERMAN_TIMES {
        for example in examples(file, content).expect("examples") {
            assert!(!example.explains.is_empty() || !example.leaves.is_empty(), "{file} [{}] shows nothing", example.pattern);
            assert!(names.insert(example.pattern.clone()), "{file} [{}] is there twice", example.pattern);
        }
    }
}

#[test]
fn the_page_holds() {
    let german = Pack::german().expect("the German pack");
    let mut inside = "";
    for line in times::PAGE.lines() {
        if let Some(fence) = line.strip_prefix("```") {
            inside = if inside.is_empty() { fence } else { "" };
        } else if inside == "case" {
            let gold = case::read(line).unwrap_or_else(|error| panic!("{error}: {line}"));
            assert_eq!(shown(&annotate(published(gold.article.clone()), &german)), shown(&gold), "{line}");
        } else if inside == "not" {
            assert_eq!(shown(&annotate(published(Article::of_text(line)), &german)), "", "{line}");
        }
    }
}

fn diagnostics(document: &Document) -> Vec<&Diagnostic> {
    document.diagnostics.iter().collect()
}

#[test]
fn a_day_that_is_none_has_no_value_and_a_diagnostic() {
    let german = Pack::german().expect("the German pack");
    let document = annotate(published(Article::of_text("Die Sitzung vom 31. Februar 2021 fiel aus, die vom 30. Februar auch.")), &german);
    assert_eq!(shown(&document), "[31. Februar 2021] DATE 2021-02-XX  [30. Februar] DATE XXXX-02-XX  ");
    assert_eq!(diagnostics(&document).len(), 2);
    assert!(diagnostics(&document)[0].message.contains("no day 31"), "{:?}", document.diagnostics);
    let leap = annotate(published(Article::of_text("Er wurde am 29. Februar 2020 geboren.")), &german);
    assert_eq!(shown(&leap), "[29. Februar 2020] DATE 2020-02-29  ");
}

#[test]
fn without_a_publication_date_values_stay_relative_and_one_diagnostic_says_so() {
    let german = Pack::german().expect("the German pack");
    let text = "Gestern kam er, am Freitag geht er, im Mai um 14 Uhr kehrt er zurück. Seit drei Wochen wartet sie, 2019 begann es.";
    let document = annotate(Article::of_text(text), &german);
    let values: Vec<&str> = document.times.iter().map(|time| time.value.as_str()).collect();
    assert_eq!(values, ["XXXX-XX-XX", "XXXX-WXX-5", "XXXX-05", "XXXX-XX-XXT14:00", "P3W", "2019"]);
    assert_eq!(document.times[0].offset.as_deref(), Some("-P1D"));
    assert!(document.times.iter().all(|time| time.begin.is_none() && time.anchor.is_none()));
    assert_eq!(diagnostics(&document).len(), 1);
    assert!(document.diagnostics[0].hint.is_some());
    let unreadable = Article { published: Some(Published { value: "irgendwann".into(), span: None }), ..Article::of_text(text) };
    assert_eq!(annotate(unreadable, &german).times, document.times);
}

#[test]
fn what_is_no_time_of_this_world_is_left_alone() {
    let german = Pack::german().expect("the German pack");
    for text in ["Im Jahr 0 war nichts.", "Um 99:99 Uhr war nichts.", "Im Jahr 12000 wird nichts sein.", "Um 25:61 Uhr war nichts."] {
        let document = annotate(published(Article::of_text(text)), &german);
        assert!(document.times.iter().all(|time| time.value.starts_with("XXXX")), "{text}: {}", shown(&document));
    }
    let numbers: String = (0..1000).map(|number| format!("{} ", number * 37 % 10_000)).collect();
    let document = annotate(published(Article::of_text(numbers.as_str())), &german);
    assert!(document.times.iter().all(|time| time.value.len() == 4), "{}", shown(&document));
}

#[test]
fn a_statement_is_dated_by_the_time_in_the_clause_of_its_cue() {
    let german = Pack::german().expect("the German pack");
    let time_of = |text: &str| -> Option<String> {
        let document = annotate(published(Article::of_text(text)), &german);
        let statement = document.statements.first().unwrap_or_else(|| panic!("no statement in {text}"));
        statement.time.map(|time| document.times[time].value.clone())
    };
    assert_eq!(time_of("„Wir gehen am Freitag“, sagte die Ministerin am Dienstag.").as_deref(), Some("2025-03-11"));
    assert_eq!(time_of("Die Ministerin sagte am Dienstag, sie gehe im Mai.").as_deref(), Some("2025-03-11"));
    assert_eq!(time_of("Die Ministerin sagte, sie gehe im Mai."), None);
}
