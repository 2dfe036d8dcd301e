//! Why is it read like this: what each stage made of some words.

use quell_annotate::Explained;
use quell_document::{Article, CharPlaces, Diagnostic, Span, TextSpan};
use quell_ingest::{ARTICLE_BYTES_MAX, Unreadable};

use crate::inputs::Input;
use crate::language;
use crate::reading::{Engine, Prepared};

/// Words that occur more often are explained at their first places only, since each place means one more analysis.
const PLACES_MAX: usize = 10;

/// What to explain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum At {
    /// Every place where these words stand.
    Words(String),
    /// `[start, end)` in characters of the article's text.
    Characters(u32, u32),
}

/// What was explained in one article.
pub struct Explanation {
    /// The input.
    pub uri: String,
    /// The article.
    pub article: Article,
    /// Each place, with what the stages made of it.
    pub places: Vec<(TextSpan, Vec<Explained>)>,
    /// How many further places there are.
    pub places_left_out: usize,
    /// What was guessed on the way.
    pub diagnostics: Vec<Diagnostic>,
}

impl Engine {
    /// Explains these words in every article of an input.
    pub fn explain(&self, input: Input, at: &At) -> impl Iterator<Item = Result<Explanation, Unreadable>> {
        self.articles(vec![Ok(input)]).map(move |found| {
            let Prepared { capture, article, pack, diagnostics, .. } = self.prepare(found?);
            let (places, places_left_out) = places_of(at, &article.text);
            let places = match pack {
                Some(pack) => places.into_iter().map(|place| (place, quell_annotate::explain(article.clone(), &pack, place))).collect(),
                None => Vec::new(),
            };
            Ok(Explanation { uri: capture.uri, article, places, places_left_out, diagnostics })
        })
    }

    /// What each stage makes of a place in an article that was read before; nothing where its language has no pack.
    pub fn explain_place(&self, article: &Article, place: TextSpan) -> Vec<Explained> {
        let can_be_analysed = article.text.len() <= ARTICLE_BYTES_MAX;
        let tag = article.language.as_deref().filter(|_| can_be_analysed).map(language::primary);
        match tag.map(|tag| self.pack(&tag)) {
            Some(Ok(pack)) => quell_annotate::explain(article.clone(), &pack, place),
            _ => Vec::new(),
        }
    }
}

/// The places to explain, and how many more there would be.
fn places_of(at: &At, text: &str) -> (Vec<TextSpan>, usize) {
    match at {
        At::Words(words) if words.is_empty() => (Vec::new(), 0),
        At::Words(words) => {
            let mut places: Vec<TextSpan> =
                text.match_indices(words.as_str()).map(|(at, _)| Span::new(at as u32, (at + words.len()) as u32)).collect();
            let left_out = places.len().saturating_sub(PLACES_MAX);
            places.truncate(PLACES_MAX);
            (places, left_out)
        }
        At::Characters(start, end) => {
            let characters = CharPlaces::new(text);
            let (start, end) = (characters.byte_at(*start.min(end)), characters.byte_at(*end.max(start)));
            let place = Span::new(start, end);
            (if place.is_empty() { Vec::new() } else { vec![place] }, 0)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found_by_words_and_by_characters() {
        let text = "Grüße aus Köln, Grüße";
        assert_eq!(places_of(&At::Words("Grüße".into()), text).0.len(), 2);
        assert_eq!(places_of(&At::Words("".into()), text).0.len(), 0);
        assert_eq!(places_of(&At::Characters(10, 14), text).0[0].of(text), "Köln");
        assert!(places_of(&At::Characters(100, 200), text).0.is_empty());
    }
}
