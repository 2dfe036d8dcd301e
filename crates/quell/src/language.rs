//! Which language is an article in?

use whatlang::{Detector, Lang};

/// The languages that news is expected in. Where a text is too short to tell, the first is assumed.
const EXPECTED: [Lang; 6] = [Lang::Deu, Lang::Eng, Lang::Fra, Lang::Ita, Lang::Spa, Lang::Nld];

/// Their tags, in the same order.
const TAGS: &str = "de en fr it es nl";

/// So much of a text tells its language.
const LOOKED_AT_BYTES: usize = 4096;

/// A language, and whether the text leaves no doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Guess {
    pub(crate) tag: &'static str,
    pub(crate) is_sure: bool,
}

/// The language of `text`.
pub(crate) fn guess(text: &str) -> Guess {
    let end = (0..=text.len().min(LOOKED_AT_BYTES)).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0);
    let looked_at = &text[..end];
    let found = Detector::with_allowlist(EXPECTED.to_vec()).detect(looked_at).filter(whatlang::Info::is_reliable);
    let position = found.and_then(|info| EXPECTED.iter().position(|&language| language == info.lang()));
    let tag = TAGS.split(' ').nth(position.unwrap_or(0)).expect("every expected language has a tag");
    Guess { tag, is_sure: position.is_some() }
}

/// `de-CH` is `de`.
pub(crate) fn primary(tag: &str) -> String {
    tag.split(['-', '_']).next().unwrap_or("").to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::guess;

    #[test]
    fn languages_are_told_apart() {
        let german = "Die Polizei sucht nach dem Brand im Hafen nach Zeugen, wie eine Sprecherin am Montag sagte.";
        let english = "The police are looking for witnesses after the fire in the harbour, a spokeswoman said on Monday.";
        assert!(guess(german).is_sure && guess(english).is_sure);
        assert_ne!(guess(german).tag, guess(english).tag);
        assert_eq!(guess("123").tag, guess(german).tag);
        assert!(!guess("").is_sure);
    }
}
