//! What is read from case notation is written so that it reads back as the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use quell_document::case;

fuzz_target!(|marked: &str| {
    if let Ok(document) = case::read(marked) {
        let written = case::write(&document);
        let again = case::read(&written).expect("what was written can be read");
        assert_eq!(case::write(&again), written);
    }
});
