//! No token is in two clauses, and the pieces of a clause stand in order.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use quell_annotate::layers::Layers;
use quell_lang::Pack;

static GERMAN: LazyLock<Pack> = LazyLock::new(|| Pack::german().expect("the German pack"));

fuzz_target!(|text: &str| {
    let layers = Layers::find(text, &GERMAN, &mut Vec::new());
    let mut taken = vec![false; layers.tokens.len()];
    for clause in &layers.clauses.list {
        assert!(clause.pieces.windows(2).all(|pair| pair[0].end <= pair[1].start));
        for token in clause.tokens() {
            assert!(!std::mem::replace(&mut taken[token], true));
        }
    }
});
