//! Which spellings are the same word when one searches?
//!
//! *Küste*, *Kueste* and *KUSTE*; *Straße* and *Strasse*: upper and lower case, umlauts in every usual spelling, and ß. These are the steps of
//! Snowball's German2 and of Lucene's `GermanNormalizationFilter`. In other languages a few more words fall together (*blue*, *blu*), which
//! costs nothing, because what is sought is folded in the same way. Other accents are left to SQLite's tokenizer.

/// The text as it is indexed and sought.
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    for character in text.chars().flat_map(char::to_lowercase) {
        let is_umlaut_sign = character == 'e' && is_umlaut(before, &out);
        match character {
            'ä' => out.push('a'),
            'ö' => out.push('o'),
            'ü' => out.push('u'),
            'ß' => out.push_str("ss"),
            // The sign that makes an umlaut of the letter before it.
            '\u{308}' => {}
            _ if is_umlaut_sign => {}
            other => out.push(other),
        }
        // The *e* of an umlaut is no vowel that could be followed by another umlaut's *e*.
        before = if is_umlaut_sign { ' ' } else { character };
    }
    out
}

/// Whether an *e* behind `last` makes an umlaut of it: *ae*, *oe*, and *ue* unless a vowel or *q* stands before it (*neue*, *Quelle*).
fn is_umlaut(last: char, out: &str) -> bool {
    match last {
        'a' | 'o' => true,
        'u' => !out.chars().rev().nth(1).is_some_and(|before| "aeiouyq".contains(before)),
        _ => false,
    }
}

/// The words of a folded text, as the tokenizer parts them.
pub fn words(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_word_are_the_same() {
        for [one, other] in [
            ["Küste", "Kueste"],
            ["KÜSTE", "kuste"],
            ["Straße", "STRASSE"],
            ["Goethe", "Göthe"],
            ["Ku\u{308}ste", "Küste"],
            ["Ärzte", "Aerzte"],
        ] {
            assert_eq!(folded(one), folded(other), "{one} and {other}");
        }
    }

    #[test]
    fn an_e_behind_two_vowels_stays() {
        assert_eq!(folded("neue Quelle"), "neue quelle");
        assert_eq!(folded("Treue"), "treue");
    }

    #[test]
    fn words_are_parted_at_marks() {
        assert_eq!(words(&folded("Nord-Süd, „Hafen“")).collect::<Vec<_>>(), ["nord", "sud", "hafen"]);
    }
}
