//! Whatever the bytes are, they are read or refused, and every block lies within its article's text.
#![no_main]

use std::io::Cursor;

use libfuzzer_sys::fuzz_target;
use quell_ingest::read;

fuzz_target!(|bytes: &[u8]| {
    for found in read("fuzz", Cursor::new(bytes.to_vec()), None).flatten() {
        let text = &found.article.text;
        assert!(found.article.blocks.iter().all(|block| text.get(block.span.start as usize..block.span.end as usize).is_some()));
    }
});
