//! A statement while the rules are at work: tokens instead of places in the text.

use std::ops::Range;

use quell_document::{Evidence, Medium, Stance, Statement, StatementKind};

use crate::layers::Layers;
use crate::work::look_at;

/// What a rule found.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The rule's name.
    pub rule: &'static str,
    /// How the content is given.
    pub kind: StatementKind,
    /// What was said, in order.
    pub content: Vec<Range<usize>>,
    /// The tokens that attribute.
    pub cue: Vec<usize>,
    /// The words that name who said it.
    pub source: Option<Range<usize>>,
    /// The words that name to whom.
    pub addressee: Option<Range<usize>>,
    /// The clause or phrase of cue and source.
    pub frame: Vec<Range<usize>>,
    /// What the cue commits to.
    pub stance: Stance,
    /// By what means.
    pub medium: Option<Medium>,
    /// How sure the rule is.
    pub certainty: f32,
    /// The draft whose source this one shares, when it names none itself.
    pub follows: Option<usize>,
}

impl Draft {
    /// A draft of which only the content is known.
    pub fn new(rule: &'static str, kind: StatementKind, content: Vec<Range<usize>>) -> Draft {
        Draft {
            rule,
            kind,
            content,
            cue: Vec::new(),
            source: None,
            addressee: None,
            frame: Vec::new(),
            stance: Stance::Neutral,
            medium: None,
            certainty: 0.9,
            follows: None,
        }
    }

    /// Its first token.
    pub fn from(&self) -> usize {
        self.content[0].start
    }

    /// The token behind its last one.
    pub fn to(&self) -> usize {
        self.content[self.content.len() - 1].end
    }

    /// How many tokens its content has.
    #[allow(clippy::len_without_is_empty, reason = "a content is never empty")]
    pub fn len(&self) -> usize {
        look_at(self.content.len());
        self.content.iter().map(|range| range.len()).sum()
    }

    /// Whether this token is part of its content.
    pub fn holds(&self, token: usize) -> bool {
        self.holds_all(&(token..token + 1))
    }

    /// Whether all these tokens stand in one piece of its content.
    pub fn holds_all(&self, range: &Range<usize>) -> bool {
        self.pieces_from(range.start).next().is_some_and(|piece| piece.start <= range.start && range.end <= piece.end)
    }

    /// Whether some of these tokens are part of its content.
    pub fn overlaps(&self, range: &Range<usize>) -> bool {
        self.pieces_from(range.start).next().is_some_and(|piece| piece.start < range.end)
    }

    /// How many tokens are part of both contents.
    pub fn shared(&self, other: &Draft) -> usize {
        let (many, few) = if self.content.len() < other.content.len() { (other, self) } else { (self, other) };
        let shared = |a: &Range<usize>, b: &Range<usize>| a.end.min(b.end) - a.start.max(b.start);
        few.content.iter().map(|piece| many.pieces_from(piece.start).take_while(|other| other.start < piece.end).map(|other| shared(piece, other)).sum::<usize>()).sum()
    }

    /// The pieces of its content from the first that ends behind a token.
    fn pieces_from(&self, token: usize) -> impl Iterator<Item = &Range<usize>> {
        self.content[self.content.partition_point(|piece| piece.end <= token)..].iter().inspect(|_| look_at(1))
    }

    /// The statement that it stands for; `None` if its content is empty.
    pub fn statement(&self, layers: &Layers) -> Option<Statement> {
        let content = layers.spans(&self.content)?;
        let cue = layers.spans_of_tokens(&self.cue);
        let source = self.source.as_ref().and_then(|range| layers.spans(std::slice::from_ref(range)));
        let addressee = self.addressee.as_ref().and_then(|range| layers.spans(std::slice::from_ref(range)));
        let mut read = self.cue.clone();
        read.extend(self.source.iter().flat_map(|range| range.clone()));
        read.sort_unstable();
        read.dedup();
        let evidence = Evidence { rule: self.rule, spans: layers.spans_of_tokens(&read).or_else(|| Some(content.clone())) };
        Some(Statement {
            cue,
            source,
            addressee,
            frame: layers.spans(&self.frame),
            stance: self.stance,
            medium: self.medium,
            certainty: self.certainty,
            evidence: vec![evidence],
            ..Statement::new(self.kind, content)
        })
    }
}
