//! The examples of the lexicon are its tests: an entry explains its own sentences, leaves alone what it says it leaves
//! alone, and without it its example is read otherwise: not as it is marked, or with another stance, addressee or chain.
//!
//! What does not hold today stands in `open_cases.txt`. A line there that has come right must be taken out, so that the
//! list only ever says what is still wrong; `UPDATE_OPEN_CASES=1 cargo test -p quell-annotate --test lexicon_examples`
//! writes it anew.

use std::collections::BTreeSet;
use std::path::Path;

use quell_annotate::annotate;
use quell_document::{Article, Document, Hedge, Link, Medium, Spans, Stance, Statement, case};
use quell_lang::Pack;
use quell_lang::cues::{self, Example};
use quell_lang::pack::{self, GERMAN_CUES, GERMAN_HEDGES};

const LIST: &str = "tests/open_cases.txt";

const HEADER: &str = "\
# Examples of the lexicon that do not hold today: kind, file, [entry], number of the sentence within its entry.
#   unexplained  the example is not found as it is marked
#   invented     something is found in a sentence that the entry must leave alone
#   spare        the example is read in the same way when its entry is taken out, because another word or rule explains it too
# Whoever makes a line come right takes it out:
#   UPDATE_OPEN_CASES=1 cargo test -p quell-annotate --test lexicon_examples
";

#[test]
fn entries_explain_their_examples_and_are_needed_for_them() {
    let mut german = Pack::german().expect("the German pack");
    let mut open = BTreeSet::new();
    for (file, content) in GERMAN_CUES {
        let examples = cues::examples(file, content).expect("examples");
        let all = german.cues.clone();
        for example in &examples {
            let explained = check(file, example, &german, &mut open, are_statements_found, invents_no_statement);
            let Some(&needed) = explained.first() else { continue };
            let marked = &example.explains[needed];
            let with_entry = readings(marked, &german);
            german.without_cue(&example.entry);
            if readings(marked, &german) == with_entry {
                open.insert(line("spare", file, example, needed));
            }
            german.with_cues(all.clone());
        }
    }
    let (file, content) = GERMAN_HEDGES;
    for example in &pack::hedge_examples(file, content).expect("examples") {
        let invents_nothing = |sentence: &str, pack: &Pack| invents_no_hedge(sentence, &example.entry, pack);
        let explained = check(file, example, &german, &mut open, are_hedges_found, invents_nothing);
        let Some(&needed) = explained.first() else { continue };
        let kinds = german.without_hedge(&example.entry);
        if are_hedges_found(&example.explains[needed], &german) {
            open.insert(line("spare", file, example, needed));
        }
        german.with_hedge(&example.entry, kinds);
    }
    compare_with_list(&open);
}

/// Notes what does not hold of an entry, and gives the numbers of the examples that it explains.
fn check(
    file: &str,
    example: &Example,
    pack: &Pack,
    open: &mut BTreeSet<String>,
    is_explained: impl Fn(&str, &Pack) -> bool,
    invents_nothing: impl Fn(&str, &Pack) -> bool,
) -> Vec<usize> {
    let mut explained = Vec::new();
    for (number, marked) in example.explains.iter().enumerate() {
        if is_explained(marked, pack) {
            explained.push(number);
        } else {
            open.insert(line("unexplained", file, example, number));
        }
    }
    for (number, sentence) in example.leaves.iter().enumerate() {
        if !invents_nothing(sentence, pack) {
            open.insert(line("invented", file, example, number));
        }
    }
    explained
}

fn line(kind: &str, file: &str, example: &Example, number: usize) -> String {
    format!("{kind} {file} [{}] {number}", example.entry)
}

/// The marked document and what the program makes of its text.
fn gold_and_found(marked: &str, pack: &Pack) -> (Document, Document) {
    let gold = case::read(marked).unwrap_or_else(|error| panic!("{error}: {marked}"));
    let found = annotate(gold.article.clone(), pack);
    (gold, found)
}

/// Whether every marked statement is found, however certain it is.
fn are_statements_found(marked: &str, pack: &Pack) -> bool {
    let (gold, found) = gold_and_found(marked, pack);
    gold.statements.iter().all(|wanted| found.statements.iter().any(|statement| is_same(wanted, statement)))
}

/// The marked statements as they are read, reduced to what an entry can decide; nothing for one that is not found.
fn readings(marked: &str, pack: &Pack) -> Vec<Option<Reading>> {
    let (gold, found) = gold_and_found(marked, pack);
    let reading = |wanted: &Statement| {
        let statement = found.statements.iter().find(|statement| is_same(wanted, statement))?.clone();
        Some(Reading { stance: statement.stance, medium: statement.medium, addressee: statement.addressee, chain: statement.chain })
    };
    gold.statements.iter().map(reading).collect()
}

/// What an entry decides beside the words of a statement.
#[derive(PartialEq)]
struct Reading {
    stance: Stance,
    medium: Option<Medium>,
    addressee: Option<Spans>,
    chain: Vec<Link>,
}

fn is_same(a: &Statement, b: &Statement) -> bool {
    (a.kind, &a.content, &a.cue, &a.source) == (b.kind, &b.content, &b.cue, &b.source)
}

/// Whether nothing is found that a reader would be shown.
fn invents_no_statement(sentence: &str, pack: &Pack) -> bool {
    const SHOWN_FROM: f32 = 0.5;
    annotate(Article::of_text(sentence), pack).statements.iter().all(|statement| statement.certainty < SHOWN_FROM)
}

fn are_hedges_found(marked: &str, pack: &Pack) -> bool {
    let (gold, found) = gold_and_found(marked, pack);
    !gold.hedges.is_empty() && gold.hedges.iter().all(|hedge| found.hedges.contains(hedge))
}

/// Whether this word is no hedge here; another one may be.
fn invents_no_hedge(sentence: &str, word: &str, pack: &Pack) -> bool {
    let stem: String = word.to_lowercase().chars().take(3).collect();
    let is_word = |hedge: &Hedge| hedge.span.of(sentence).to_lowercase().starts_with(&stem);
    !annotate(Article::of_text(sentence), pack).hedges.iter().any(is_word)
}

fn compare_with_list(open: &BTreeSet<String>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(LIST);
    if std::env::var_os("UPDATE_OPEN_CASES").is_some() {
        let lines: Vec<&str> = open.iter().map(String::as_str).collect();
        std::fs::write(&path, format!("{HEADER}{}\n", lines.join("\n"))).expect("the list can be written");
        return;
    }
    let list = std::fs::read_to_string(&path).unwrap_or_default();
    let listed: BTreeSet<String> = list.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_string).collect();
    let new: Vec<&String> = open.difference(&listed).collect();
    let closed: Vec<&String> = listed.difference(open).collect();
    assert!(
        new.is_empty() && closed.is_empty(),
        "{} examples do not hold and are not listed in {LIST}: {new:#?}\n{} lines there have come right: {closed:#?}\n\
         UPDATE_OPEN_CASES=1 writes the list anew; look at every line that it adds",
        new.len(),
        closed.len(),
    );
}
