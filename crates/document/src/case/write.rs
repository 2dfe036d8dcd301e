//! From a document to a line of case notation.

use std::cmp::Reverse;
use std::fmt::Write;

use super::Role;
use crate::Document;
use crate::span::TextSpan;
use crate::statement::{Stance, Statement};

/// Prints a document so that [`super::read`] gives it back, and a person can read it.
///
/// What the notation has no word for is left out (spans of the page, evidence, certainty, diagnostics), and so are times and events, which follow
/// from text and date.
pub fn write(document: &Document) -> String {
    let mut out = document_properties(document);
    let text = &document.article.text;
    let mut marks = marks_of(document);
    // Outer marks first; among equal spans the earlier statement is the outer one.
    marks.sort_by_key(|mark| (mark.span.start, Reverse(mark.span.end), mark.order));
    let mut pending = marks.into_iter().peekable();
    let mut later: Vec<Mark> = Vec::new();
    let mut open: Vec<Mark> = Vec::new();
    let mut at = 0;
    loop {
        let next_start = pending.peek().map(|mark| mark.span.start).into_iter().chain(later.first().map(|mark| mark.span.start)).min();
        let next_end = open.last().map(|mark| mark.span.end);
        let stop = next_start.into_iter().chain(next_end).min().unwrap_or(text.len() as u32);
        escape_into(&mut out, &text[at as usize..stop as usize]);
        at = stop;
        if next_end == Some(at) {
            let closed = open.pop().expect("one ends here");
            out.push('}');
            out.push_str(&closed.properties);
            continue;
        }
        let from_later = later.first().is_some_and(|mark| mark.span.start == at);
        let mark = if from_later {
            later.remove(0)
        } else if pending.peek().is_some_and(|mark| mark.span.start == at) {
            pending.next().expect("was seen")
        } else {
            break;
        };
        open_mark(&mut out, mark, &mut open, &mut later);
    }
    out
}

/// A mark that is about to be printed.
#[derive(Debug, Clone)]
struct Mark {
    span: TextSpan,
    head: String,
    /// Property marks behind its closing brace.
    properties: String,
    order: usize,
}

/// Opens a mark; what sticks out of the innermost open one is kept for later, as a second piece of the same role.
fn open_mark(out: &mut String, mut mark: Mark, open: &mut Vec<Mark>, later: &mut Vec<Mark>) {
    if let Some(limit) = open.last().map(|mark| mark.span.end).filter(|&end| end < mark.span.end) {
        let rest = Mark { span: TextSpan::new(limit, mark.span.end), ..mark.clone() };
        mark.span.end = limit;
        mark.properties.clear();
        later.push(rest);
        later.sort_by_key(|mark| (mark.span.start, Reverse(mark.span.end), mark.order));
    }
    out.push('{');
    out.push_str(&mark.head);
    out.push(' ');
    open.push(mark);
}

fn marks_of(document: &Document) -> Vec<Mark> {
    let alone = document.statements.len() == 1 && !document.article.text.contains('\n');
    let enclosing = crate::enclosing_statements(&document.statements);
    let mut marks = Vec::new();
    for (index, statement) in document.statements.iter().enumerate() {
        let prefix = if alone { String::new() } else { format!("{}:", index + 1) };
        let roles = [
            (Role::Frame, statement.frame.as_ref(), None),
            (Role::Content, Some(&statement.content), Some(statement.kind.name())),
            (Role::Source, statement.source.as_ref(), statement.source_kind.map(|kind| kind.name())),
            (Role::Cue, statement.cue.as_ref(), (statement.stance != Stance::Neutral).then(|| statement.stance.name())),
            (Role::Addressee, statement.addressee.as_ref(), None),
        ];
        for (position, (role, spans, value)) in roles.into_iter().enumerate() {
            let Some(spans) = spans else { continue };
            for (piece, span) in spans.iter().enumerate() {
                let mut head = format!("{prefix}{}", role.name());
                // The value stands at the first piece only: it holds for the role.
                if let Some(value) = value.filter(|_| piece == 0) {
                    write!(head, "={value}").expect("strings can be written to");
                }
                let is_end_of_content = role == Role::Content && piece + 1 == spans.as_slice().len();
                let properties = if is_end_of_content { properties_of(statement, enclosing[index], &prefix) } else { String::new() };
                marks.push(Mark { span, head, properties, order: index * 8 + position });
            }
        }
    }
    for (index, hedge) in document.hedges.iter().enumerate() {
        marks.push(Mark {
            span: hedge.span,
            head: format!("hedge={}", hedge.kind.name()),
            properties: String::new(),
            order: usize::MAX / 2 + index,
        });
    }
    marks
}

fn properties_of(statement: &Statement, enclosing: Option<usize>, prefix: &str) -> String {
    let mut out = String::new();
    let mut property = |key: &str, value: &str| out.push_str(&format!("{{{prefix}{key}={}}}", quoted(value)));
    if let Some(name) = &statement.source_name {
        property("source_name", name);
    }
    if let Some(kind) = statement.source_kind.filter(|_| statement.source.is_none()) {
        property("source_kind", kind.name());
    }
    if statement.cue.is_none() && statement.stance != Stance::Neutral {
        property("stance", statement.stance.name());
    }
    if let Some(medium) = statement.medium {
        property("medium", medium.name());
    }
    if statement.parent != enclosing {
        property("parent", &statement.parent.map_or(0, |parent| parent + 1).to_string());
    }
    if !statement.chain.is_empty() {
        let links: Vec<String> = statement
            .chain
            .iter()
            .map(|link| [link.relation.name(), link.kind.name(), link.name.as_deref().unwrap_or("")].join(" ").trim_end().to_string())
            .collect();
        property("chain", &links.join("; "));
    }
    out
}

fn document_properties(document: &Document) -> String {
    let article = &document.article;
    let single = [
        ("url", article.url.as_ref()),
        ("title", article.title.as_ref()),
        ("outlet", article.outlet.as_ref()),
        ("published", article.published.as_ref().map(|published| &published.value)),
        ("modified", article.modified.as_ref()),
        ("language", article.language.as_ref()),
    ];
    let mut out = String::new();
    for (key, value) in single {
        if let Some(value) = value {
            out.push_str(&format!("{{{key}={}}}\n", quoted(value)));
        }
    }
    for author in &article.authors {
        out.push_str(&format!("{{author={}}}\n", quoted(author)));
    }
    for agency in &article.agencies {
        out.push_str(&format!("{{agency={}}}\n", quoted(&agency.name)));
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

/// A value in quotation marks, unless it is plainly one word.
fn quoted(value: &str) -> String {
    let plain = !value.is_empty() && value.chars().all(|c| c.is_alphanumeric() || "-_.:/".contains(c));
    if plain {
        return value.to_string();
    }
    let mut out = String::from('"');
    for character in value.chars() {
        if matches!(character, '"' | '\\') {
            out.push('\\');
        }
        out.push(character);
    }
    out.push('"');
    out
}

fn escape_into(out: &mut String, text: &str) {
    for character in text.chars() {
        if matches!(character, '{' | '}' | '\\') {
            out.push('\\');
        }
        out.push(character);
    }
}
