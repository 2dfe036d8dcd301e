//! Time expressions stand in order and within the text, and point only at one another.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use quell_annotate::annotate;
use quell_document::{Article, Published, TimeAnchor};
use quell_lang::Pack;

static GERMAN: LazyLock<Pack> = LazyLock::new(|| Pack::german().expect("the German pack"));

// The first line is the date of publication, whatever it holds.
fuzz_target!(|input: &str| {
    let (published, text) = input.split_once('\n').unwrap_or(("", input));
    let published = (!published.is_empty()).then(|| Published { value: published.to_string(), span: None });
    let document = annotate(Article { published, ..Article::of_text(text) }, &GERMAN);
    assert!(document.times.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
    for time in &document.times {
        assert!(text.get(time.span.start as usize..time.span.end as usize).is_some_and(|words| !words.is_empty()));
        assert!(!matches!(time.anchor, Some(TimeAnchor::Time(index)) if index >= document.times.len()));
    }
});
