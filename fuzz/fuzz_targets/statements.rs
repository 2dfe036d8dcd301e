//! Every span of a document is a slice of its text, and the same text gives the same document.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use quell_annotate::annotate;
use quell_document::Article;
use quell_lang::Pack;

static GERMAN: LazyLock<Pack> = LazyLock::new(|| Pack::german().expect("the German pack"));

fuzz_target!(|text: &str| {
    let document = annotate(Article::of_text(text), &GERMAN);
    for statement in &document.statements {
        let roles = [&statement.cue, &statement.source, &statement.addressee, &statement.frame];
        for spans in roles.into_iter().flatten().chain([&statement.content]) {
            assert!(spans.iter().all(|span| text.get(span.start as usize..span.end as usize).is_some()));
        }
    }
    assert!(document.hedges.iter().all(|hedge| text.get(hedge.span.start as usize..hedge.span.end as usize).is_some()));
    assert_eq!(document, annotate(Article::of_text(text), &GERMAN));
});
