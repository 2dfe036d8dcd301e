//! The page of a rule is its test: what stands there in ```` ```case ```` blocks is found, what stands in ```` ```not ```` blocks is left alone.
//!
//! One line is one case. In a case every marked statement must be found with the same kind, content, cue and source, and the
//! rule of the page finds at least one of them; names and stances count where they are marked.

use std::fmt::Write;

use quell_annotate::annotate;
use quell_annotate::statements::rules;
use quell_document::{Article, Document, Statement, case};
use quell_lang::Pack;

#[test]
fn pages_hold() {
    let german = Pack::german().expect("the German pack");
    let mut wrong = String::new();
    for (rule, page, _) in rules::ALL {
        for marked in lines_of(page, "case") {
            let gold = case::read(marked).unwrap_or_else(|error| panic!("{rule}.md: {error}: {marked}"));
            let found = annotate(gold.article.clone(), &german);
            if !explains(&gold, &found, rule) {
                writeln!(wrong, "{rule}.md  wants {marked}\n  but finds {}\n", case::write(&found)).expect("a string takes everything");
            }
        }
        for sentence in lines_of(page, "not") {
            let mut found = annotate(Article::of_text(sentence), &german);
            // What is less certain is not shown unless somebody asks for it.
            found.statements.retain(|statement| statement.certainty >= 0.5);
            if !found.statements.is_empty() {
                writeln!(wrong, "{rule}.md  wants nothing in {sentence}\n  but finds {}\n", case::write(&found)).expect("a string takes everything");
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Every rule has a page with cases of both kinds.
#[test]
fn every_rule_shows_what_it_finds_and_what_it_leaves() {
    for (rule, page, _) in rules::ALL {
        assert!(page.starts_with(&format!("# {rule}\n")), "{rule}.md begins with its name");
        assert!(lines_of(page, "case").count() > 0 && lines_of(page, "not").count() > 0, "{rule}.md has neither cases nor counter-cases, or only one kind");
    }
}

/// The lines of all blocks with this word behind their opening fence.
fn lines_of<'p>(page: &'p str, kind: &'p str) -> impl Iterator<Item = &'p str> {
    let mut inside = None;
    page.lines().filter(move |line| {
        if let Some(word) = line.strip_prefix("```") {
            inside = if inside.is_some() { None } else { Some(word) };
            return false;
        }
        inside == Some(kind) && !line.is_empty()
    })
}

fn explains(gold: &Document, found: &Document, rule: &str) -> bool {
    let of_rule = |statement: &Statement| statement.evidence.iter().any(|evidence| evidence.rule == rule);
    let matches: Vec<Option<&Statement>> = gold.statements.iter().map(|wanted| found.statements.iter().find(|statement| is_as_marked(wanted, statement))).collect();
    !matches.is_empty() && matches.iter().all(Option::is_some) && matches.iter().flatten().any(|statement| of_rule(statement))
}

fn is_as_marked(wanted: &Statement, found: &Statement) -> bool {
    let roles = |statement: &Statement| (statement.kind, statement.content.clone(), statement.cue.clone(), statement.source.clone());
    let name_fits = wanted.source_name.is_none() || wanted.source_name == found.source_name;
    roles(wanted) == roles(found) && name_fits
}
