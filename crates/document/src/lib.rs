//! The value in the middle of Quell: a [`Document`] is one article with everything that was found in it.
//!
//! Gold and prediction are the same type. Every annotation points into the article's text by [`Span`]s and says by
//! [`Evidence`] which rule read which words. This crate knows nothing of files, of languages or of rules; whoever wants
//! to *find* something in an article looks at `quell-annotate`.
//!
//! The [`case`] module reads and prints the one notation for gold, output, bug reports and documentation.

pub mod article;
pub mod case;
pub mod diagnostic;
pub mod event;
pub mod mention;
mod rule_names;
pub mod span;
pub mod statement;
pub mod time;

pub use article::{
    Agency, AgencyKind, Article, Block, BlockKind, Caption, Credit, CreditPlace, ItemKind, MetadataField, MetadataOrigin, MetadataValue,
    Published, Run,
};
pub use diagnostic::{Diagnostic, Level};
pub use event::{Event, EventMode, EventStatus, EventType, Participant};
pub use mention::{Entity, Mention, MentionKind};
pub use rule_names::RuleName;
pub use span::{ArticleText, CaptureBytes, CharPlaces, Span, Spans, TextSpan};
pub use statement::{Evidence, Hedge, HedgeKind, Link, Medium, Relation, SourceKind, Stance, Statement, StatementKind};
pub use time::{TimeAnchor, TimeExpression, TimeKind, TimeModifier};

use serde::{Deserialize, Serialize};

/// One article with all that is known about it: the layers that leave the program.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Document {
    /// The text and what the page says about it.
    pub article: Article,
    /// The sentences, in order; they do not overlap.
    pub sentences: Vec<TextSpan>,
    /// The places that name somebody or something, in order; they do not overlap.
    pub mentions: Vec<Mention>,
    /// Whom the mentions name.
    pub entities: Vec<Entity>,
    /// The time expressions, in order; they do not overlap.
    pub times: Vec<TimeExpression>,
    /// The statements, in the order of their contents.
    pub statements: Vec<Statement>,
    /// All hedges of the article, also those outside statements, in order.
    pub hedges: Vec<Hedge>,
    /// The events, in the order of their triggers.
    pub events: Vec<Event>,
    /// What the reader should know about this reading.
    pub diagnostics: Vec<Diagnostic>,
}

/// Nobody nests statements that are left out deeper, and a text that does costs no more than others.
const LEFT_OUT_DEPTH_MAX: usize = 32;

impl Document {
    /// Leaves out the statements that are less certain than this; see [`Document::keep_statements`].
    pub fn keep_certain(&mut self, certainty_min: f32) {
        let is_kept: Vec<bool> = self.statements.iter().map(|statement| statement.certainty >= certainty_min).collect();
        self.keep_statements(&is_kept);
    }

    /// Leaves out the statements for which `is_kept` does not hold, in the same order. What depended on one of them now depends on what that one
    /// depended on; events keep their status, which the words tell.
    pub fn keep_statements(&mut self, is_kept: &[bool]) {
        let statements = std::mem::take(&mut self.statements);
        let above = |mut parent: Option<usize>| {
            for _ in 0..LEFT_OUT_DEPTH_MAX {
                match parent {
                    Some(left_out) if !is_kept[left_out] => parent = statements[left_out].parent,
                    _ => break,
                }
            }
            parent.filter(|&parent| is_kept[parent])
        };
        let parents: Vec<Option<usize>> = statements.iter().map(|statement| above(statement.parent)).collect();
        let voices: Vec<Option<usize>> = self
            .events
            .iter()
            .map(|event| event.statement.and_then(|told| if is_kept[told] { Some(told) } else { above(statements[told].parent) }))
            .collect();
        let mut new_index = Vec::with_capacity(is_kept.len());
        let mut kept_count = 0;
        for &kept in is_kept {
            new_index.push(kept_count);
            kept_count += usize::from(kept);
        }
        let all = statements.into_iter().zip(parents).zip(is_kept).filter(|(_, kept)| **kept);
        self.statements =
            all.map(|((statement, parent), _)| Statement { parent: parent.map(|above| new_index[above]), ..statement }).collect();
        for (event, voice) in self.events.iter_mut().zip(voices) {
            event.statement = voice.map(|told| new_index[told]);
        }
    }
}

/// For each statement the one whose content most closely contains its own: the one that it depends on when nothing else is known.
///
/// Contents that are equal do not contain one another. Statements must be in the order of their contents. The work grows with the number of
/// statements and how deep they nest.
pub fn enclosing_statements(statements: &[Statement]) -> Vec<Option<usize>> {
    let contents: Vec<&Spans> = statements.iter().map(|statement| &statement.content).collect();
    let mut enclosing = vec![None; contents.len()];
    // Statements that may still hold a later one.
    let mut open: Vec<usize> = Vec::new();
    for index in 0..contents.len() {
        let inner = contents[index];
        open.retain(|&outer| contents[outer].end() > inner.start());
        let same_start = (index + 1..contents.len()).take_while(|&later| contents[later].start() == inner.start());
        let holders =
            open.iter().copied().chain(same_start).filter(|&outer| contents[outer] != inner && contents[outer].contains_all(inner));
        enclosing[index] = holders.min_by_key(|&outer| (contents[outer].len(), outer));
        open.push(index);
    }
    enclosing
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back_as_the_same() {
        let marked = "{url=https://bote.example/1}\n{outlet=Bote}\n{published=2025-03-14}\n{agency=dpa}\n\n\
            {source=person Voss} {cue=deny bestritt}, {content=indirect dass es zu spät {hedge=konjunktiv1 sei}}.";
        let mut document = case::read(marked).expect("the case is well formed");
        let place = document.statements[0].content.hull();
        document.statements[0].evidence.push(Evidence { rule: "a_rule", spans: Some(place.into()) });
        document.diagnostics.push(Diagnostic::note("something").at(place));
        let anchor = Some(TimeAnchor::Published);
        document.times.push(TimeExpression { anchor, ..TimeExpression::new(place, TimeKind::Date, "2025-03-14") });
        document.statements[0].time = Some(0);
        let actors = vec![Participant { span: place, entity: None }];
        document.events.push(Event { statement: Some(0), actors, ..Event::new(EventType::Agree, place.into()) });
        let written = serde_json::to_string(&document).unwrap();
        assert_eq!(serde_json::from_str::<Document>(&written).unwrap(), document);
    }

    #[test]
    fn an_event_told_in_a_statement_that_is_left_out_is_told_in_the_one_around_it() {
        let marked = "{1:content=indirect Er sagte, {2:content=indirect {event=ASSAULT sie} komme}}.";
        let mut document = case::read(marked).expect("the case is well formed");
        document.events[0].statement = Some(1);
        document.keep_statements(&[true, false]);
        assert_eq!(document.events[0].statement, Some(0));
        document.keep_statements(&[false]);
        assert_eq!(document.events[0].statement, None);
    }

    #[test]
    fn a_document_of_before_there_were_events_is_still_read() {
        assert_eq!(serde_json::from_str::<Document>("{\"statements\": []}").unwrap(), Document::default());
    }

    #[test]
    fn a_place_that_is_none_is_refused() {
        assert!(serde_json::from_str::<TextSpan>("[7,3]").is_err());
        assert!(serde_json::from_str::<Spans>("[]").is_err());
    }
}
