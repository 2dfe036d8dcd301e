//! The words of a text, for keys only: runs of letters and digits.

use quell_document::{Span, TextSpan};

/// A word in its text.
#[derive(Debug, Clone, Copy)]
pub struct Word<'t> {
    /// The word as it stands there.
    pub text: &'t str,
    /// Where it stands.
    pub span: TextSpan,
}

/// Words of `span`, in order. A hyphen, full stop, comma or apostrophe between two letters or digits belongs to the word: *CDU-Politiker*, *1.000*, *7,1*.
pub fn words(text: &str, span: TextSpan) -> impl Iterator<Item = Word<'_>> {
    let end = span.end as usize;
    let mut at = span.start as usize;
    std::iter::from_fn(move || {
        let start = at + text[at..end].find(char::is_alphanumeric)?;
        at = start;
        while let Some(letter) = text[at..end].chars().next() {
            let after = at + letter.len_utf8();
            let is_inside = match letter {
                '-' | '‑' | '\'' | '’' => text[after..end].starts_with(char::is_alphanumeric),
                '.' | ',' => is_digit_before(text, at) && text[after..end].starts_with(|next: char| next.is_ascii_digit()),
                // Marks that belong to the letter before them.
                '\u{300}'..='\u{36f}' | '\u{ad}' => true,
                _ => letter.is_alphanumeric(),
            };
            if !is_inside {
                break;
            }
            at = after;
        }
        Some(Word { text: &text[start..at], span: Span::new(start as u32, at as u32) })
    })
}

fn is_digit_before(text: &str, at: usize) -> bool {
    text[..at].ends_with(|before: char| before.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_what_is_inside_them() {
        let text = "„Der CDU-Politiker“, so 1.000 Leute: 7,1 Prozent. Ja – Müllers’ 3.";
        let found: Vec<&str> = words(text, Span::new(0, text.len() as u32)).map(|word| word.text).collect();
        assert_eq!(found, ["Der", "CDU-Politiker", "so", "1.000", "Leute", "7,1", "Prozent", "Ja", "Müllers", "3"]);
    }
}
