//! Whose words are they? From drafts to statements: names, kinds of source, parents, hedges, chains.

use std::ops::Range;

use quell_document::{Hedge, Link, Relation, SourceKind, Statement, StatementKind, enclosing_statements};

use crate::layers::Layers;
use crate::statements::draft::Draft;
use crate::statements::people::{self, People};

/// Makes statements of drafts, in the same order.
pub fn resolve(layers: &Layers, drafts: &[Draft], hedges: &[Hedge]) -> Vec<Statement> {
    let people = People::find(layers);
    let mut statements: Vec<Statement> = Vec::new();
    // A draft whose content is empty makes no statement: for each draft its statement.
    let mut of_draft: Vec<Option<usize>> = Vec::with_capacity(drafts.len());
    for draft in drafts {
        match draft.statement(layers) {
            Some(statement) => {
                of_draft.push(Some(statements.len()));
                statements.push(statement);
            }
            None => of_draft.push(None),
        }
    }
    let kept: Vec<&Draft> = drafts.iter().zip(&of_draft).filter(|(_, statement)| statement.is_some()).map(|(draft, _)| draft).collect();
    let enclosing = enclosing_statements(&statements);
    for index in 0..statements.len() {
        statements[index].parent = enclosing[index];
        let follows = kept[index].follows.and_then(|draft| of_draft.get(draft).copied().flatten());
        let (kind, name) = name_of(layers, &people, kept[index], &statements, follows);
        statements[index].source_kind = kind;
        statements[index].source_name = name;
    }
    for index in 0..statements.len() {
        statements[index].hedges = hedges_of(&statements, index, hedges);
        statements[index].chain = chain_of(layers, kept[index], &statements, index);
    }
    statements
}

/// Who a draft's source is: what its words name, else who was speaking before.
fn name_of(layers: &Layers, people: &People, draft: &Draft, statements: &[Statement], follows: Option<usize>) -> (Option<SourceKind>, Option<String>) {
    let (mut kind, mut name) = match &draft.source {
        // “er sagte”: whoever spoke last is meant, if the gender fits; else the person named last.
        Some(source) => {
            let spoken = spoken_last(statements, layers, source.start);
            match people.continued_speaker(layers, source, spoken.iter().copied()) {
                Some((kind, name)) => (Some(kind), Some(name)),
                None => match people.described(layers, source, spoken.iter().copied()) {
                    Some((kind, name)) => (Some(kind), Some(name)),
                    None => people::describe(layers, people, source),
                },
            }
        }
        None => (None, None),
    };
    if name.is_none() {
        // Statements come in the order of their contents, so that the one before in the text is known, save within an outer one.
        if let Some(before) = follows.filter(|&before| statements[before].source_name.is_some()) {
            kind = statements[before].source_kind;
            name = statements[before].source_name.clone();
        }
    }
    // A quotation or sentence that nothing attributes goes on with whoever spoke right before.
    if name.is_none() && draft.source.is_none() && draft.cue.is_empty() {
        const TOKENS_MAX: usize = 60;
        let near = draft.from().saturating_sub(TOKENS_MAX);
        let near = layers.tokens.list[near].span.start;
        let before = statements.partition_point(|statement| statement.content.start() < layers.tokens.list[draft.from()].span.start);
        let last = statements[..before].iter().rev().take(4).find(|statement| statement.source_name.is_some() && statement.content.end() >= near);
        if let Some(last) = last {
            kind = last.source_kind;
            name = last.source_name.clone();
        }
    }
    (kind, name)
}

/// Who spoke in the statements right before this token, the last first.
fn spoken_last<'s>(statements: &'s [Statement], layers: &Layers, token: usize) -> Vec<(SourceKind, &'s str)> {
    let at = layers.tokens.list[token].span.start;
    const BACK_MAX: usize = 6;
    let before = statements.partition_point(|statement| statement.content.start() < at);
    let last = statements[before.saturating_sub(BACK_MAX)..before].iter().rev();
    last.filter_map(|statement| Some((statement.source_kind?, statement.source_name.as_deref()?))).collect()
}

/// The hedges within the content, the words of a nested statement left to that one.
fn hedges_of(statements: &[Statement], index: usize, hedges: &[Hedge]) -> Vec<Hedge> {
    let content = &statements[index].content;
    if statements[index].kind == StatementKind::Direct {
        return Vec::new();
    }
    let hull = content.hull();
    let from = hedges.partition_point(|hedge| hedge.span.start < hull.start);
    hedges[from..].iter().take_while(|hedge| hedge.span.start < hull.end).copied().filter(|hedge| content.contains(hedge.span)).collect()
}

/// From the outlet inwards: the sources of the statements around this one, where it was said, and who said it.
fn chain_of(layers: &Layers, draft: &Draft, statements: &[Statement], index: usize) -> Vec<Link> {
    let mut chain: Vec<Link> = Vec::new();
    let mut holders = Vec::new();
    let mut at = statements[index].parent;
    while let Some(holder) = at {
        if holders.len() > 8 || holders.contains(&holder) {
            break;
        }
        holders.push(holder);
        at = statements[holder].parent;
    }
    for &holder in holders.iter().rev() {
        // A partial quotation has the source of the statement around it: one link.
        push_link(&mut chain, link_of(&statements[holder]));
    }
    if let Some(place) = place_of_speech(layers, draft) {
        push_link(&mut chain, Some(place));
    }
    push_link(&mut chain, link_of(&statements[index]));
    chain
}

/// Adds a link unless it repeats the last one's source; a quotation is the stronger relation.
fn push_link(chain: &mut Vec<Link>, link: Option<Link>) {
    let Some(link) = link else { return };
    match chain.last_mut() {
        Some(last) if last.name == link.name => {
            if link.relation == Relation::Quotes {
                last.relation = Relation::Quotes;
            }
        }
        _ => chain.push(link),
    }
}

fn link_of(statement: &Statement) -> Option<Link> {
    let kind = statement.source_kind?;
    let name = statement.source_name.clone();
    let relation = match kind {
        SourceKind::Agency => Relation::Credits,
        SourceKind::Outlet | SourceKind::Document => Relation::Cites,
        SourceKind::Vague if name.as_deref().is_some_and(|name| name.to_lowercase().ends_with("bericht") || name.to_lowercase().ends_with("berichte") || name.to_lowercase().ends_with("berichten")) => Relation::Cites,
        _ if statement.kind == StatementKind::Direct => Relation::Quotes,
        _ => Relation::Reports,
    };
    Some(Link { relation, kind, name, evidence: statement.source.clone().or_else(|| statement.cue.clone()) })
}

/// “sagte sie der Bild am Sonntag”, “im ZDF”, “gegenüber der dpa”: the outlet or agency that it was said to.
fn place_of_speech(layers: &Layers, draft: &Draft) -> Option<Link> {
    for range in &draft.frame {
        for phrase in layers.phrases.within(range.clone()) {
            let inside_source = draft.source.as_ref().is_some_and(|source| source.start <= phrase.range.start && phrase.range.end <= source.end);
            if inside_source || phrase.pronoun || draft.holds(phrase.head) {
                continue;
            }
            let by_preposition = phrase.preposition.is_some_and(|token| layers.pack.words.places_of_speech.contains(layers.tokens.text(token).to_lowercase().as_str()));
            let is_addressee = draft.addressee.as_ref().is_some_and(|addressee| addressee.contains(&phrase.range.start));
            let dative = phrase.preposition.is_none() && phrase.agreement.can_be_dative();
            if !(by_preposition || is_addressee || dative) {
                continue;
            }
            let kind = phrase.range.clone().find_map(|token| {
                let text = layers.tokens.text(token);
                layers.pack.source_kinds(text).iter().copied().find(|kind| matches!(kind, SourceKind::Outlet | SourceKind::Agency))
            });
            let Some(kind) = kind else { continue };
            let relation = if kind == SourceKind::Agency { Relation::Credits } else { Relation::Cites };
            let full: Range<usize> = phrase.range.clone();
            let name = people::outlet_name(layers, &full);
            return Some(Link { relation, kind, name: Some(name), evidence: layers.spans(&[full]) });
        }
    }
    None
}
