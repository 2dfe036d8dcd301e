#![doc = include_str!("../README.md")]

/// The tagger's weights, as `cargo xtask train tagger` writes them and `quell_lang::tagger` reads them.
pub static TAGGER: &[u8] = include_bytes!("../tagger.bin");
