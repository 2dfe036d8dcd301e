//! Whose words are they? From drafts to statements: names, kinds of source, parents, hedges, chains.

use std::ops::Range;

use quell_document::{Hedge, SourceKind, Statement, StatementKind, enclosing_statements};

use crate::layers::Layers;
use crate::phrases::Phrase;
use crate::statements::acts;
use crate::statements::antecedents::{Context, Named, Spoken};
use crate::statements::chains::Chains;
use crate::statements::discourse::{Discourse, full_name};
use crate::statements::draft::Draft;
use crate::statements::naming;
use crate::tokens::Shape;

/// Makes statements of drafts, in the same order. `outlet` is who published the article.
pub fn resolve(layers: &Layers, drafts: &[Draft], hedges: &[Hedge], outlet: Option<&str>) -> Vec<Statement> {
    let discourse = Discourse::find(layers);
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
        let named = source_of(layers, &discourse, (&kept, index), &statements, follows);
        // Who is hidden in “es heißt” and in a passive is nobody in particular.
        statements[index].source_kind = named.as_ref().map(|(kind, _)| *kind).or(kept[index].source.is_none().then_some(SourceKind::Vague));
        statements[index].source_name = named.map(|(_, name)| name);
    }
    for index in 0..statements.len() {
        statements[index].hedges = hedges_of(&statements, index, hedges);
    }
    let reporters: Vec<_> = (0..statements.len()).map(|index| reporter_of(layers, &discourse, (&kept, index), &statements)).collect();
    let chains = Chains { layers, drafts: &kept, reporters: &reporters, outlet };
    let outer = chains.fill(&mut statements, |range| describe(layers, &discourse, range));
    let hollow = hollow_frames(layers, &kept, &outer);
    without(statements, &hollow)
}

/// “Die Agentur zitiert den Sprecher mit den Worten”: the subject of a clause whose source is somebody else.
fn reporter_of(
    layers: &Layers,
    discourse: &Discourse,
    (kept, index): (&[&Draft], usize),
    statements: &[Statement],
) -> Option<(Named, Range<usize>)> {
    let draft = kept[index];
    let source = draft.source.as_ref()?;
    let clause = &layers.clauses.list[layers.clauses.at(*draft.cue.first()?)?];
    if clause.passive || layers.clauses.at(source.start) != layers.clauses.at(draft.cue[0]) {
        return None;
    }
    let subject = acts::subject(layers, clause).filter(|subject| subject.range.end <= source.start || subject.range.start >= source.end)?;
    if draft.holds(subject.head)
        || subject.pronoun
        || !layers.can_speak(subject)
        || layers.phrases.starting_at(source.start)?.preposition.is_some()
    {
        return None;
    }
    let range = acts::with_apposition(layers, subject, clause.to(), clause);
    let named = named_by(layers, discourse, (kept, index), statements, &range)?;
    Some((named, range))
}

/// Whom some words of a draft's frame mean: somebody named before, else whom they name themselves.
fn named_by(
    layers: &Layers,
    discourse: &Discourse,
    (kept, index): (&[&Draft], usize),
    statements: &[Statement],
    words: &Range<usize>,
) -> Option<Named> {
    let spoken = spoken_last(statements, kept, layers, words.start);
    let context = Context { layers, discourse, spoken: &spoken, draft: kept[index] };
    context.antecedent(words).or_else(|| describe(layers, discourse, words))
}

/// Statements that say nothing but that somebody told another one's statement: “Das teilte A mit, berichtet B.” B is a link of A's chain.
fn hollow_frames(layers: &Layers, drafts: &[&Draft], outer: &[Option<usize>]) -> Vec<bool> {
    let mut hollow = vec![false; drafts.len()];
    for (inner, &holder) in outer.iter().enumerate() {
        let Some(holder) = holder else { continue };
        let told = drafts[inner];
        let is_frame = |token: usize| {
            told.cue.contains(&token)
                || told.frame.iter().chain(&told.source).any(|range| range.contains(&token))
                || layers.tokens.list[token].shape == Shape::Mark
        };
        if !told.overlaps(&(drafts[holder].from()..drafts[holder].to()))
            && drafts[holder].content.iter().flat_map(Clone::clone).all(is_frame)
        {
            hollow[holder] = true;
        }
    }
    hollow
}

/// The statements that are left, their parents counted anew.
fn without(statements: Vec<Statement>, dropped: &[bool]) -> Vec<Statement> {
    if !dropped.contains(&true) {
        return statements;
    }
    let mut position = 0;
    let new_index: Vec<usize> = dropped
        .iter()
        .map(|&gone| {
            let own = position;
            position += usize::from(!gone);
            own
        })
        .collect();
    let parents: Vec<Option<usize>> = statements.iter().map(|statement| statement.parent).collect();
    let kept_parent = |mut parent: Option<usize>| {
        while let Some(gone) = parent.filter(|&index| dropped[index]) {
            parent = parents[gone];
        }
        parent.map(|index| new_index[index])
    };
    let kept = statements.into_iter().zip(dropped).filter(|(_, gone)| !**gone);
    kept.map(|(statement, _)| Statement { parent: kept_parent(statement.parent), ..statement }).collect()
}

/// Who a draft's source is: what its words name, else who was speaking before.
fn source_of(
    layers: &Layers,
    discourse: &Discourse,
    (kept, index): (&[&Draft], usize),
    statements: &[Statement],
    follows: Option<usize>,
) -> Option<Named> {
    let draft = kept[index];
    if let Some(source) = &draft.source
        && let Some(named) = named_by(layers, discourse, (kept, index), statements, source)
    {
        return Some(named);
    }
    // Statements come in the order of their contents, so that the one before in the text is known, save within an outer one.
    if let Some(named) = follows.and_then(|before| named_source(&statements[before])) {
        return Some(named);
    }
    if draft.source.is_some() {
        return None;
    }
    if draft.cue.is_empty() {
        // A quotation or sentence that nothing attributes goes on with whoever spoke right before.
        const TOKENS_MAX: usize = 60;
        return speaker_before(layers, statements, draft.from(), TOKENS_MAX);
    }
    let mut words = draft.cue.iter().copied().chain(draft.frame.iter().flat_map(Clone::clone));
    let goes_on = words.any(|token| goes_on_with_source(layers, token));
    const TOKENS_MAX: usize = 90;
    if goes_on { speaker_before(layers, statements, draft.from().min(draft.cue[0]), TOKENS_MAX) } else { None }
}

/// “weiter”, “demnach”, “den Angaben zufolge”; but “anderen Angaben zufolge” names somebody else.
fn goes_on_with_source(layers: &Layers, token: usize) -> bool {
    let words = &layers.pack.words;
    let text = layers.tokens.text(token);
    words.continuations.contains(&text.to_lowercase())
        || (words.continued_nouns.contains(text)
            && token > 0
            && layers.words.is_determiner(token - 1)
            && !layers.words.is_indefinite_article(token - 1))
}

fn named_source(statement: &Statement) -> Option<Named> {
    Some((statement.source_kind?, statement.source_name.clone()?))
}

/// The source of the last statement that ends at most so many tokens before this one.
fn speaker_before(layers: &Layers, statements: &[Statement], token: usize, tokens_max: usize) -> Option<Named> {
    const BACK_MAX: usize = 4;
    let near = layers.tokens.list[token.saturating_sub(tokens_max)].span.start;
    let before = statements.partition_point(|statement| statement.content.start() < layers.tokens.list[token].span.start);
    let last = statements[..before].iter().rev().take(BACK_MAX);
    last.filter(|statement| statement.content.end() >= near).find_map(named_source)
}

/// Who spoke in the statements right before this token, the last first.
fn spoken_last<'s>(statements: &'s [Statement], drafts: &[&Draft], layers: &Layers, token: usize) -> Vec<Spoken<'s>> {
    let at = layers.tokens.list[token].span.start;
    const BACK_MAX: usize = 6;
    let before = statements.partition_point(|statement| statement.content.start() < at);
    let last = (before.saturating_sub(BACK_MAX)..before).rev();
    last.filter_map(|index| {
        let (statement, draft) = (&statements[index], drafts[index]);
        Some(Spoken {
            kind: statement.source_kind?,
            name: statement.source_name.as_deref()?,
            at: draft.source.as_ref().map_or(draft.from(), |source| source.start),
            content: draft.from()..draft.to(),
            direct: statement.kind == StatementKind::Direct,
        })
    })
    .collect()
}

/// The kind of source that some words name, and its name in the fullest form.
fn describe(layers: &Layers, discourse: &Discourse, source: &Range<usize>) -> Option<Named> {
    let phrases = layers.phrases.within(source.clone());
    let first = phrases.first()?;
    // “der Sprecher der Polizei, Hans Müller”: a person named anywhere in the phrase outside a genitive is the source.
    if let Some(names) = coordinated_people(layers, discourse, phrases, source) {
        return Some((SourceKind::Person, names));
    }
    let named_person = phrases.iter().find(|phrase| {
        let is_part_of_first = phrase.range.start == first.range.start || layers.tokens.text(phrase.range.start.wrapping_sub(1)) == ",";
        is_part_of_first && (full_name(layers, phrase).is_some() || discourse.person_of(layers, phrase).is_some())
    });
    if let Some(phrase) = named_person {
        let own = || full_name(layers, phrase).map(|range| layers.name(&range));
        let name = discourse.name_of(layers, phrase).map(str::to_string).or_else(own)?;
        return Some((SourceKind::Person, name));
    }
    if first.pronoun {
        return None;
    }
    let kind = naming::kind_of(layers, first, source)?;
    let is_quoted = layers.quotations.around(source.end - 1).is_some_and(|quotation| source.contains(&quotation.open));
    if matches!(kind, SourceKind::Outlet | SourceKind::Agency) || (is_quoted && kind == SourceKind::Organisation) {
        return Some((kind, naming::outlet_name(layers, source)));
    }
    let name = naming::plain_name(layers, first, source);
    let name = discourse.long_name(&name).map_or(name.clone(), str::to_string);
    Some((kind, name))
}

/// “Kim und Putin”: the full names of several persons.
fn coordinated_people(layers: &Layers, discourse: &Discourse, phrases: &[Phrase], source: &Range<usize>) -> Option<String> {
    let starts_part = |phrase: &&Phrase| {
        phrase.range.start == source.start || matches!(layers.tokens.text(phrase.range.start - 1), "und" | "sowie" | ",")
    };
    let parts: Vec<&Phrase> = phrases.iter().filter(starts_part).collect();
    let has_and = source.clone().any(|token| matches!(layers.tokens.text(token), "und" | "sowie"));
    let names: Option<Vec<&str>> = parts.iter().map(|phrase| discourse.name_of(layers, phrase)).collect();
    let names = names.filter(|names| has_and && names.len() > 1)?;
    let (last, others) = names.split_last()?;
    Some(format!("{} und {last}", others.join(", ")))
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
