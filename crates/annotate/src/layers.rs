//! Everything that was found below the statements, in one hand.

use std::ops::Range;

use quell_document::{Diagnostic, SourceKind, Spans, TextSpan};
use quell_lang::Pack;

use crate::clauses::{self, Clauses};
use crate::mentions::{self, Mentions};
use crate::phrases::{self, Phrase, Phrases, Prepositions, Reach};
use crate::quotations::{self, Quotations};
use crate::sentences::{self, Sentences};
use crate::tokens::{self, Tokens};
use crate::words::{self, Words};

/// The layers of one article that the rules for statements read.
pub struct Layers<'a> {
    /// The language.
    pub pack: &'a Pack,
    /// Words, numbers and marks.
    pub tokens: Tokens<'a>,
    /// Sentences.
    pub sentences: Sentences,
    /// Quotations.
    pub quotations: Quotations,
    /// Parts of speech and inflection.
    pub words: Words,
    /// Noun phrases.
    pub phrases: Phrases,
    /// Clauses.
    pub clauses: Clauses,
    /// Names, and whom they name.
    pub mentions: Mentions,
}

impl<'a> Layers<'a> {
    /// Finds all layers of `text`, one from the other.
    pub fn find(text: &'a str, pack: &'a Pack, diagnostics: &mut Vec<Diagnostic>) -> Layers<'a> {
        let tokens = tokens::find(text, pack);
        let sentences = sentences::find(&tokens, pack);
        let quotations = quotations::find(&tokens, &sentences, diagnostics);
        let words = words::find(&tokens, &sentences, pack);
        let phrases = phrases::find(&tokens, &sentences, &words, pack);
        let clauses = clauses::find(&tokens, &sentences, &quotations, &words, pack);
        let mentions = mentions::find(&tokens, &sentences, &words, pack);
        Layers { pack, tokens, sentences, quotations, words, phrases, clauses, mentions }
    }

    /// What full noun phrases need.
    pub fn reach(&self) -> Reach<'_> {
        Reach {
            tokens: &self.tokens,
            words: &self.words,
            phrases: &self.phrases,
            quotations: &self.quotations,
            pack: self.pack,
            prepositions: Prepositions::All,
        }
    }

    /// The place of some tokens in the text.
    pub fn span(&self, range: &Range<usize>) -> TextSpan {
        self.tokens.span(range.start, range.end)
    }

    /// The places of several stretches of tokens.
    pub fn spans(&self, ranges: &[Range<usize>]) -> Option<Spans> {
        Spans::new(ranges.iter().filter(|range| !range.is_empty()).map(|range| self.span(range)))
    }

    /// The places of single tokens, joined where nothing but white space lies between them.
    pub fn spans_of_tokens(&self, tokens: &[usize]) -> Option<Spans> {
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for &token in tokens {
            match ranges.last_mut() {
                Some(last) if last.end == token => last.end = token + 1,
                _ => ranges.push(token..token + 1),
            }
        }
        self.spans(&ranges)
    }

    /// The words of some tokens as they stand in the text.
    pub fn text(&self, range: &Range<usize>) -> &'a str {
        if range.is_empty() { "" } else { self.span(range).of(self.tokens.text) }
    }

    /// The words of some tokens as a name: without soft hyphens.
    pub fn name(&self, range: &Range<usize>) -> String {
        tokens::without_soft_hyphens(self.text(range)).into_owned()
    }

    /// Whether the phrase names somebody who can speak, or a text.
    pub fn can_speak(&self, phrase: &Phrase) -> bool {
        if phrase.pronoun {
            let nobody = matches!(
                self.tokens.text(phrase.head).to_lowercase().as_str(),
                "es" | "man" | "das" | "dies" | "was" | "etwas" | "nichts" | "alles"
            );
            return !nobody
                && (self.words.is_personal(phrase.head)
                    || self.words.is_demonstrative(phrase.head)
                    || self.words.is_indefinite(phrase.head));
        }
        let is_place_only = self.words.is_place_name(phrase.head);
        (phrase.named && !is_place_only) || !self.kinds_of(phrase).is_empty() || self.is_person_noun(phrase.head)
    }

    /// Whether the phrase opens with *der*, *die*, *das*: neither *ein* nor *sein*.
    pub fn is_definite(&self, phrase: &Phrase) -> bool {
        let first = phrase.range.start;
        self.words.is_determiner(first) && !self.words.is_indefinite_article(first) && !self.words.is_possessive(first)
    }

    /// Whether a noun's ending makes it a word for people: *Gärtnerin*, *Archivar*.
    pub fn is_person_noun(&self, noun: usize) -> bool {
        if !self.words.is_common_noun(noun) {
            return false;
        }
        let lemma = self.words.lemma(noun);
        let ending = self.pack.words.person_endings.iter().any(|ending| lemma.len() > ending.len() + 3 && lemma.ends_with(ending.as_str()));
        ending && !self.words.is_neuter(noun)
    }

    /// The kinds of source that the phrase's head tells.
    pub fn kinds_of(&self, phrase: &Phrase) -> &'a [SourceKind] {
        let lemma = self.words.lemma(phrase.head);
        let kinds = self.pack.source_kinds(lemma);
        if kinds.is_empty() { self.pack.source_kinds(self.tokens.text(phrase.head)) } else { kinds }
    }

    /// Whether the phrase names a time.
    pub fn is_time(&self, phrase: &Phrase) -> bool {
        self.pack.words.time_nouns.contains(self.tokens.text(phrase.head))
    }

    /// The paragraph that holds this token.
    pub fn paragraph_of(&self, token: usize) -> usize {
        self.sentences.list[self.sentences.of_token(token)].paragraph
    }
}
