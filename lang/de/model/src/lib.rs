#![doc = include_str!("../README.md")]

/// The tagger's weights, as `cargo xtask train tagger` writes them and `quell_lang::tagger` reads them.
pub static TAGGER: &[u8] = include_bytes!("../tagger.bin");

/// The recogniser's weights, as `cargo xtask train names` writes them and `quell_lang::recogniser` reads them.
pub static NAMES: &[u8] = include_bytes!("../names.bin");

/// Classes of words that are used alike, as `cargo xtask tables` writes them and `quell_lang::word_classes` reads them.
pub static WORD_CLASSES: &[u8] = include_bytes!("../classes.bin");
