//! Tokens and the gaps between them give the text back, sentences hold every token, quotations lie within the text.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use quell_annotate::{quotations, sentences, tokens};
use quell_lang::Pack;

static GERMAN: LazyLock<Pack> = LazyLock::new(|| Pack::german().expect("the German pack"));

fuzz_target!(|text: &str| {
    let tokens = tokens::find(text, &GERMAN);
    let mut at = 0;
    for token in &tokens.list {
        assert!(text[at..token.span.start as usize].chars().all(char::is_whitespace));
        assert!(!token.span.is_empty());
        at = token.span.end as usize;
    }
    assert!(text[at..].chars().all(char::is_whitespace));
    let sentences = sentences::find(&tokens, &GERMAN);
    let ends = sentences.list.iter().map(|sentence| sentence.to);
    let starts = sentences.list.iter().map(|sentence| sentence.from);
    assert!(starts.eq(std::iter::once(0).chain(ends).take(sentences.list.len())));
    assert_eq!(sentences.list.last().map_or(0, |sentence| sentence.to), tokens.len());
    let quotations = quotations::find(&tokens, &sentences, &mut Vec::new());
    assert!(quotations.list.iter().all(|quotation| quotation.open < quotation.close && quotation.close <= tokens.len()));
});
