//! The promises of case notation: what is written reads back as the same, and what is no notation says where it went wrong.

use proptest::prelude::*;

use super::{read, write};
use crate::event::{EventMode, EventStatus, EventType};
use crate::span::{Span, Spans};
use crate::statement::{Hedge, HedgeKind, Link, Medium, Relation, SourceKind, Stance, Statement, StatementKind};
use crate::{Agency, Article, Document, Published};

#[test]
fn a_line_gives_a_statement_with_discontinuous_cue() {
    let line = "{source Der Konzern} {cue=concede räumte} am Montag {cue ein}, {content=indirect dass Daten abgeflossen {hedge=konjunktiv1 seien}}.";
    let document = read(line).unwrap();
    let text = &document.article.text;
    assert_eq!(text, "Der Konzern räumte am Montag ein, dass Daten abgeflossen seien.");
    let statement = &document.statements[0];
    assert_eq!(statement.cue.as_ref().unwrap().of(text), "räumte … ein");
    assert_eq!(statement.stance, Stance::Concede);
    assert_eq!(statement.hedges.len(), 1);
    assert_eq!(write(&document), line);
}

#[test]
fn a_line_gives_an_event_with_those_who_take_part() {
    let line = "{actor Die Polizei} {event=\"COERCE arrest negated\" nahm} am {date=2025-03-10 Montag} in {place Kiel} {recipient die Frau} nicht {event fest}.";
    let document = read(line).unwrap();
    let (text, event) = (&document.article.text, &document.events[0]);
    assert_eq!((event.kind, event.mode, event.status), (EventType::Coerce, Some(EventMode::Arrest), EventStatus::Negated));
    assert_eq!(event.trigger.of(text), "nahm … fest");
    assert_eq!((event.actors[0].span.of(text), event.recipients[0].span.of(text)), ("Die Polizei", "die Frau"));
    assert_eq!((event.time, event.place.map(|place| place.span.of(text))), (Some(0), Some("Kiel")));
    assert!(document.statements.is_empty());
    assert!(read("{event=FOO ging}").is_err() && read("{actor Ida} ging").is_err() && read("{actor=x Ida}").is_err());
}

#[test]
fn words_can_have_a_role_in_two_statements() {
    let document =
        read("{1,2:source Sie} {1,2:cue nannte} {1:content=reported den Plan „{2:content=direct eine große Zumutung für alle}“}.").unwrap();
    assert_eq!(document.statements.len(), 2);
    assert_eq!(document.statements[1].parent, Some(0));
    assert_eq!(document.statements[0].source, document.statements[1].source);
}

#[test]
fn errors_name_the_place() {
    let error = read("Zeile eins\n{quelle Der Konzern} sagte").unwrap_err();
    assert_eq!((error.line, error.column), (2, 1));
    assert!(read("{source Der Konzern").unwrap_err().message.contains("never closed"));
    assert!(read("Der Konzern}").unwrap_err().message.contains("nothing is open"));
    assert!(read("{source Der Konzern} schweigt.").unwrap_err().message.contains("no content"));
}

#[test]
fn document_properties_are_not_text() {
    let document = read("{outlet=\"Der Bote\"}\n{published=2025-03-14}\n\nEs brennt.").unwrap();
    assert_eq!(document.article.text, "Es brennt.");
    assert_eq!(document.article.outlet.as_deref(), Some("Der Bote"));
}

/// Any spans on character boundaries of `text`, some of them crossing one another.
fn spans_in(text: &str, picks: &[(usize, usize)]) -> Option<Spans> {
    let boundaries: Vec<u32> = text.char_indices().map(|(at, _)| at as u32).chain([text.len() as u32]).collect();
    Spans::new(picks.iter().map(|&(a, b)| {
        let (a, b) = (boundaries[a % boundaries.len()], boundaries[b % boundaries.len()]);
        Span::new(a.min(b), a.max(b))
    }))
}

fn picks() -> impl Strategy<Value = Vec<(usize, usize)>> {
    prop::collection::vec((0usize..60, 0usize..60), 0..3)
}

type StatementPicks = (Vec<Vec<(usize, usize)>>, (usize, usize, usize, usize), Option<String>);

fn statement_picks() -> impl Strategy<Value = StatementPicks> {
    (prop::collection::vec(picks(), 5), (0usize..5, 0usize..12, 0usize..10, 0usize..4), prop::option::of("\\PC{1,12}"))
}

proptest! {
    #[test]
    fn every_document_survives_the_round_trip(
        text in "[a-zäß{}\\\\ „“\n]{1,40}",
        statements in prop::collection::vec(statement_picks(), 0..4),
        hedges in picks(),
        outlet in prop::option::of("\\PC{1,10}"),
        parent in 0usize..8,
    ) {
        let mut document = Document { article: Article::of_text(text.clone()), ..Document::default() };
        document.article.outlet = outlet.filter(|outlet| !outlet.contains('\n'));
        document.article.published = Some(Published { value: "2025-03-14".into(), span: None });
        document.article.agencies = vec![Agency::named("dpa")];
        document.hedges = spans_in(&text, &hedges).iter().flat_map(|s| s.iter().collect::<Vec<_>>()).map(|span| Hedge { span, kind: HedgeKind::Adverb }).collect();
        for (roles, (kind, stance, source_kind, medium), name) in &statements {
            let Some(content) = spans_in(&text, &roles[0]) else { continue };
            document.statements.push(Statement {
                source: spans_in(&text, &roles[1]),
                cue: spans_in(&text, &roles[2]),
                addressee: spans_in(&text, &roles[3]),
                frame: spans_in(&text, &roles[4]),
                stance: Stance::ALL[*stance],
                source_kind: SourceKind::ALL.get(*source_kind).copied(),
                medium: Medium::ALL.get(*medium).copied(),
                source_name: name.clone().filter(|name| !name.contains('\n')),
                chain: name.iter().map(|_| Link { relation: Relation::Cites, kind: SourceKind::Outlet, name: Some("Der Bote".into()), evidence: None }).collect(),
                ..Statement::new(StatementKind::ALL[*kind], content)
            });
        }
        document.statements.sort_by_key(|s| (s.content.start(), std::cmp::Reverse(s.content.end())));
        let enclosing = crate::enclosing_statements(&document.statements);
        for (statement, parent) in document.statements.iter_mut().zip(enclosing) {
            statement.parent = parent;
            statement.hedges = document.hedges.iter().copied().filter(|hedge| statement.content.contains(hedge.span)).collect();
        }
        if !document.statements.is_empty() {
            let last = document.statements.len() - 1;
            document.statements[last].parent = Some(parent % document.statements.len()).filter(|&p| p != last);
        }
        let printed = write(&document);
        let back = read(&printed).map_err(|error| TestCaseError::fail(format!("{error}: {printed}")))?;
        prop_assert_eq!(back, document, "{}", printed);
    }

    #[test]
    fn reading_never_panics(marked in "[a-z{}=:,0-9\"\\\\ \n]{0,60}") {
        let _ = read(&marked);
    }
}
