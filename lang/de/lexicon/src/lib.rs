#![doc = include_str!("../README.md")]

/// The lexicon, as `cargo xtask lexicon` writes it and `quell_lang::lexicon` reads it.
pub static FORMS: &[u8] = include_bytes!("../forms.bin");
