//! Which entities do the words of a source, a link or a credit name?

use quell_document::{Document, MentionKind, SourceKind, Spans};

/// The entities of a document, to be asked for by those that speak in it.
pub(super) struct Named<'d> {
    document: &'d Document,
    ids: &'d [String],
}

impl<'d> Named<'d> {
    /// The entities of the document, with their ids in order.
    pub(super) fn new(document: &'d Document, ids: &'d [String]) -> Self {
        Named { document, ids }
    }

    /// Those that the words name and that can be a source of this kind, in order; where the words name nobody (*sie*), the one of this name.
    pub(super) fn all(&self, words: &Option<Spans>, kind: Option<SourceKind>, name: Option<&str>) -> Vec<String> {
        let Some(kind) = kind else { return Vec::new() };
        let mut found: Vec<usize> = Vec::new();
        for span in words.iter().flat_map(|spans| spans.iter()) {
            let from = self.document.mentions.partition_point(|mention| mention.span.start < span.start);
            let within = self.document.mentions[from..].iter().take_while(|mention| mention.span.end <= span.end);
            for mention in within.filter(|mention| can_be(mention.kind, kind)) {
                if !found.contains(&mention.entity) {
                    found.push(mention.entity);
                }
            }
        }
        if found.is_empty() {
            found.extend(self.of_name(kind, name));
        }
        found.into_iter().map(|entity| self.ids[entity].clone()).collect()
    }

    /// The first of them.
    pub(super) fn one(&self, words: &Option<Spans>, kind: SourceKind, name: Option<&str>) -> Option<String> {
        self.all(words, Some(kind), name).into_iter().next()
    }

    fn of_name(&self, kind: SourceKind, name: Option<&str>) -> Option<usize> {
        let name = name?;
        self.document.entities.iter().position(|entity| entity.name == name && can_be(entity.kind, kind))
    }
}

/// Whether what such a mention names can be a source of this kind. The office of somebody names others („Sprecher der *Nordkai GmbH*“), a document
/// and a crowd too.
fn can_be(mention: MentionKind, source: SourceKind) -> bool {
    match source {
        SourceKind::Person => mention == MentionKind::Person,
        SourceKind::Organisation => matches!(mention, MentionKind::Organisation | MentionKind::Outlet | MentionKind::Agency),
        SourceKind::State => matches!(mention, MentionKind::State | MentionKind::Place),
        SourceKind::Agency => mention == MentionKind::Agency,
        SourceKind::Outlet => matches!(mention, MentionKind::Outlet | MentionKind::Organisation),
        SourceKind::Document => mention == MentionKind::Document,
        SourceKind::Role | SourceKind::Anonymous | SourceKind::Vague => false,
    }
}

#[cfg(test)]
mod tests {
    use quell_document::{Entity, Mention, Span};

    use super::*;

    fn document() -> Document {
        let entity = |name: &str, kind| Entity { name: name.to_string(), kind, country: None, ids: Default::default() };
        let mention = |start, end, kind, entity| Mention { span: Span::new(start, end), kind, entity };
        Document {
            entities: vec![
                entity("CDU", MentionKind::Organisation),
                entity("Mara Jessen", MentionKind::Person),
                entity("Ole Brandt", MentionKind::Person),
            ],
            mentions: vec![
                mention(0, 3, MentionKind::Organisation, 0),
                mention(10, 21, MentionKind::Person, 1),
                mention(26, 36, MentionKind::Person, 2),
            ],
            ..Document::default()
        }
    }

    #[test]
    fn sources_name_those_that_can_speak_so() {
        let (document, ids) = (document(), ["e1", "e2", "e3"].map(str::to_string));
        let named = Named::new(&document, &ids);
        let words = |start, end| Some(Spans::from(Span::new(start, end)));
        assert_eq!(named.all(&words(0, 36), Some(SourceKind::Person), None), ["e2", "e3"]);
        assert_eq!(named.all(&words(0, 9), Some(SourceKind::Organisation), None), ["e1"]);
        assert_eq!(named.all(&words(0, 9), Some(SourceKind::Role), None), Vec::<String>::new());
        // A pronoun names nobody; whom it means has a name.
        assert_eq!(named.all(&words(40, 43), Some(SourceKind::Person), Some("Mara Jessen")), ["e2"]);
    }
}
