//! Who speaks in an article, how often, of which kind, and how much of it nobody stands for: what `quell sources` prints.

use std::collections::HashMap;

use quell_document::{Document, SourceKind, Statement, StatementKind};
use serde::Serialize;

/// The sources of one article.
#[derive(Debug, Clone, Serialize)]
pub struct Speakers {
    /// The article's address.
    pub url: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Who says something, those with the most statements first.
    pub sources: Vec<Speaker>,
    /// How many statements the article has; a quotation within what the same source says counts with that.
    pub statements: usize,
    /// How many of them come from sources that nobody can ask: anonymous, vague, or not named at all.
    pub untraceable: usize,
}

/// One source of an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Speaker {
    /// The fullest name that the article gives; `None` for statements without a source.
    pub name: Option<String>,
    /// The kind of source.
    pub kind: Option<&'static str>,
    /// How many statements.
    pub statements: usize,
    /// How many of them are in the source's own words, in whole or in part.
    pub quoted: usize,
    /// Through whom the statements reached the outlet: agencies, other outlets, documents.
    pub through: Vec<String>,
}

impl Speaker {
    /// Whether nobody can be asked: the source is anonymous, vague or not named.
    pub fn is_untraceable(&self) -> bool {
        self.name.is_none() || [SourceKind::Anonymous, SourceKind::Vague].iter().any(|kind| self.kind == Some(kind.name()))
    }
}

impl Speakers {
    /// Sums up a document.
    pub fn of(document: &Document) -> Speakers {
        let mut sources: Vec<Speaker> = Vec::new();
        let mut by_name: HashMap<Option<&str>, usize> = HashMap::new();
        for statement in &document.statements {
            let name = statement.source_name.as_deref();
            let index = *by_name.entry(name).or_insert_with(|| {
                sources.push(Speaker { name: name.map(str::to_string), kind: None, statements: 0, quoted: 0, through: Vec::new() });
                sources.len() - 1
            });
            let speaker = &mut sources[index];
            speaker.kind = speaker.kind.or(statement.source_kind.map(SourceKind::name));
            let is_part = is_part_of_own(document, statement);
            speaker.statements += usize::from(!is_part);
            speaker.quoted += usize::from(statement.kind == StatementKind::Direct);
            for link in statement.chain.iter().filter_map(|link| link.name.as_deref()).filter(|link| Some(*link) != name) {
                if !speaker.through.iter().any(|known| known == link) {
                    speaker.through.push(link.to_string());
                }
            }
        }
        sources.sort_by_key(|speaker| (speaker.name.is_none(), std::cmp::Reverse(speaker.statements)));
        let article = &document.article;
        Speakers {
            url: article.url.clone(),
            title: article.title.clone(),
            outlet: article.outlet.clone(),
            statements: sources.iter().map(|speaker| speaker.statements).sum(),
            untraceable: sources.iter().filter(|speaker| speaker.is_untraceable()).map(|speaker| speaker.statements).sum(),
            sources,
        }
    }
}

/// Whether the statement is quoted within another one of the same source.
fn is_part_of_own(document: &Document, statement: &Statement) -> bool {
    statement.parent.is_some_and(|parent| document.statements[parent].source_name == statement.source_name)
}

#[cfg(test)]
mod tests {
    use quell_document::case;

    use super::*;

    #[test]
    fn a_quotation_counts_with_what_the_same_source_says() {
        let document = case::read(
            "{1:source_name=Blau}{1:source_kind=person}{1:content=indirect Das sei „{2:content=direct ein Fehler gewesen}{2:source_name=Blau}“}. \
             {3:content=indirect Es werde geprüft}{3:source_kind=vague}.",
        )
        .expect("the notation is right");
        let speakers = Speakers::of(&document);
        assert_eq!((speakers.statements, speakers.untraceable), (2, 1));
        assert_eq!((speakers.sources[0].statements, speakers.sources[0].quoted), (1, 1));
        assert_eq!(speakers.sources[1].name, None);
    }
}
