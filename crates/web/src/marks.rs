//! Where do the marks of statements begin and end in a text? The text in pieces, each with everything that holds for all of it.
//!
//! Contents nest and have gaps, and a source may stand inside of one content and outside of another. So the text is cut wherever anything begins or ends,
//! and each piece says which statements hold it: elements of a page must nest, statements need not.

use std::collections::BTreeSet;

use quell::document::{Spans, Statement, TextSpan};

/// A piece is told to belong to so many statements at most: a text that nests them deeper costs no more than others.
const STATEMENTS_MAX: usize = 6;

/// What a piece of the text is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
    /// The statements whose contents hold it, the innermost first, as indices.
    pub contents: Vec<usize>,
    /// The statements whose source or cue it is.
    pub roles: Vec<usize>,
    /// Whether it names a source.
    pub is_source: bool,
    /// Whether it attributes.
    pub is_cue: bool,
    /// Whether it is a hedge.
    pub is_hedge: bool,
}

/// What may begin or end at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Mark {
    Content { length: u32, statement: usize },
    Source(usize),
    Cue(usize),
    Hedge,
}

/// Cuts `area` of the text, in order and without gaps. Of the statements only those that are shown are asked for; `hedges` are the places of hedges.
pub fn pieces(area: TextSpan, statements: &[&Statement], hedges: &[TextSpan]) -> Vec<Piece> {
    let mut edges = Edges { area, begin: Vec::new(), end: Vec::new() };
    for (index, statement) in statements.iter().enumerate() {
        let length = statement.content.len();
        edges.include(Some(&statement.content), Mark::Content { length, statement: index });
        edges.include(statement.source.as_ref(), Mark::Source(index));
        edges.include(statement.cue.as_ref(), Mark::Cue(index));
    }
    hedges.iter().for_each(|hedge| edges.include(Some(&(*hedge).into()), Mark::Hedge));
    edges.cut()
}

struct Edges {
    area: TextSpan,
    begin: Vec<(u32, Mark)>,
    end: Vec<(u32, Mark)>,
}

impl Edges {
    fn include(&mut self, spans: Option<&Spans>, mark: Mark) {
        for span in spans.into_iter().flat_map(Spans::iter).filter(|span| span.overlaps(self.area)) {
            self.begin.push((span.start.max(self.area.start), mark));
            self.end.push((span.end.min(self.area.end), mark));
        }
    }

    fn cut(mut self) -> Vec<Piece> {
        self.begin.sort_unstable();
        self.end.sort_unstable();
        let places = self.begin.iter().chain(&self.end).map(|(at, _)| *at).chain([self.area.start, self.area.end]);
        let places: BTreeSet<u32> = places.collect();
        let (mut begin, mut end) = (self.begin.into_iter().peekable(), self.end.into_iter().peekable());
        // Several hedges may share a place, so that each mark is counted.
        let mut open: Vec<Mark> = Vec::new();
        let mut contents: BTreeSet<(u32, usize)> = BTreeSet::new();
        let mut cut = Vec::with_capacity(places.len());
        let mut places = places.into_iter().peekable();
        while let (Some(at), Some(&next)) = (places.next(), places.peek()) {
            while let Some((_, mark)) = end.next_if(|(place, _)| *place == at) {
                match mark {
                    Mark::Content { length, statement } => _ = contents.remove(&(length, statement)),
                    other => _ = open.iter().position(|known| *known == other).map(|place| open.swap_remove(place)),
                }
            }
            while let Some((_, mark)) = begin.next_if(|(place, _)| *place == at) {
                match mark {
                    Mark::Content { length, statement } => _ = contents.insert((length, statement)),
                    other => open.push(other),
                }
            }
            cut.push(piece(at, next, &contents, &open));
        }
        cut
    }
}

fn piece(start: u32, end: u32, contents: &BTreeSet<(u32, usize)>, open: &[Mark]) -> Piece {
    let mut piece = Piece { start, end, ..Piece::default() };
    piece.contents = contents.iter().take(STATEMENTS_MAX).map(|(_, statement)| *statement).collect();
    for mark in open {
        match *mark {
            Mark::Source(statement) => {
                piece.is_source = true;
                piece.roles.push(statement);
            }
            Mark::Cue(statement) => {
                piece.is_cue = true;
                piece.roles.push(statement);
            }
            Mark::Hedge => piece.is_hedge = true,
            Mark::Content { .. } => {}
        }
    }
    piece.roles.sort_unstable();
    piece.roles.dedup();
    piece.roles.truncate(STATEMENTS_MAX);
    piece
}

#[cfg(test)]
mod tests {
    use quell::document::{Document, case};

    use super::*;

    fn marked(document: &Document) -> Vec<String> {
        let statements: Vec<&Statement> = document.statements.iter().collect();
        let hedges: Vec<TextSpan> = document.hedges.iter().map(|hedge| hedge.span).collect();
        let text = &document.article.text;
        let all = pieces(TextSpan::new(0, text.len() as u32), &statements, &hedges);
        let whole: String = all.iter().map(|piece| &text[piece.start as usize..piece.end as usize]).collect();
        assert_eq!(whole, *text, "pieces put together are the text");
        let show = |piece: &Piece| {
            let words = &text[piece.start as usize..piece.end as usize];
            let role = [(piece.is_source, "s"), (piece.is_cue, "c"), (piece.is_hedge, "h")];
            let role: String = role.into_iter().filter(|(is_it, _)| *is_it).map(|(_, sign)| sign).collect();
            format!("{words}|{:?}{role}", piece.contents)
        };
        all.iter().map(show).collect()
    }

    #[test]
    fn what_has_a_gap_is_cut_at_the_gap() {
        let document =
            case::read("{content=indirect Das {hedge=konjunktiv1 sei}}, {cue sagte} {source Voss}, {content=indirect ein Fehler}.")
                .unwrap();
        let expected = ["Das |[0]", "sei|[0]h", ", |[]", "sagte|[]c", " |[]", "Voss|[]s", ", |[]", "ein Fehler|[0]", ".|[]"];
        assert_eq!(marked(&document), expected);
    }

    #[test]
    fn what_nests_is_held_by_the_inner_one_first() {
        let document = case::read("{1:content=indirect Voss {2:cue meine}, {2:content=indirect es {3:content=direct sei} gut}}.").unwrap();
        assert_eq!(marked(&document), ["Voss |[0]", "meine|[0]c", ", |[0]", "es |[1, 0]", "sei|[2, 1, 0]", " gut|[1, 0]", ".|[]"]);
    }

    #[test]
    fn an_area_is_cut_where_it_ends() {
        let document = case::read("{content=indirect Eins zwei drei}.").unwrap();
        let statements: Vec<&Statement> = document.statements.iter().collect();
        let cut = pieces(TextSpan::new(5, 9), &statements, &[]);
        assert_eq!(cut.iter().map(|piece| (piece.start, piece.end, piece.contents.len())).collect::<Vec<_>>(), [(5, 9, 1)]);
        assert!(pieces(TextSpan::new(3, 3), &statements, &[]).is_empty());
    }
}
