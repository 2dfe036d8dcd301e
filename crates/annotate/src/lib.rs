//! From an article and a language pack to a document.
//!
//! The pipeline is a function that one can read: `tokens → sentences → quotations → words → phrases → clauses → mentions → hedges →
//! times → statements → events`.
//! Each stage takes the earlier layers and gives a new one; none fails. This crate knows no files, clocks, threads or
//! sockets: the same article and pack give the same document, byte for byte.

pub mod clauses;
pub mod credits;
pub mod entities;
pub mod events;
pub mod explain;
pub mod hedges;
pub mod layers;
pub mod mentions;
pub mod outlets;
pub mod phrases;
pub mod quotations;
pub mod sentences;
pub mod statements;
pub mod times;
pub mod tokens;
pub mod words;
mod work;

use quell_document::{Article, CreditPlace, Diagnostic, Document};
use quell_lang::Pack;

pub use explain::{Explained, explain};

use layers::Layers;

/// Finds everything in an article.
pub fn annotate(article: Article, pack: &Pack) -> Document {
    let article = credited(article, pack);
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    let (sentences, mentions, entities, times, statements, hedges, events) = {
        let layers = Layers::find(&article.text, pack, &mut diagnostics);
        let hedges = hedges::find(&layers);
        let times = times::find(&layers, &article, &mut diagnostics);
        let mut statements = statements::find(&layers, &hedges, article.outlet.as_deref());
        times::dating::date(&layers, &times, &mut statements);
        let known = events::Known { article: &article, hedges: &hedges, times: &times, statements: &statements };
        let events = events::find(&layers, known);
        let mentions = layers.mentions.spans(&layers.tokens);
        (layers.sentences.spans(&layers.tokens), mentions, layers.mentions.entities, times, statements, hedges, events)
    };
    Document { article, sentences, mentions, entities, times, statements, hedges, events, diagnostics }
}

/// Finds where the sentences of an article begin and end, and nothing else in it: for what is in a language that `pack` does not know.
pub fn sentences_alone(article: Article, pack: &Pack) -> Document {
    let article = credited(article, pack);
    let sentences = {
        let tokens = tokens::find(&article.text, pack);
        sentences::find(&tokens, pack).spans(&tokens)
    };
    Document { article, sentences, ..Document::default() }
}

/// The article with the agencies that it is credited to, and the outlet of its address.
fn credited(mut article: Article, pack: &Pack) -> Article {
    article.outlet = outlets::at_address(&article, pack).or(article.outlet);
    let credits::Credits { agencies, dateline, pictures, is_credit } = credits::find(&article, pack);
    for agency in agencies {
        if !article.agencies.iter().any(|given| given.name == agency.name) {
            article.agencies.push(agency);
        }
    }
    article.dateline = article.dateline.or(dateline);
    for (caption, agencies) in article.captions.iter_mut().zip(pictures) {
        caption.agencies = agencies;
    }
    let mut is_credit = is_credit.into_iter();
    article.credits.retain(|credit| is_credit.next().unwrap_or(true) || credit.place == CreditPlace::Byline);
    article
}
