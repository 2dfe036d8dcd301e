//! Words that fit: columns counted as a terminal does, shortened and wrapped between words.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The columns that `text` takes.
pub fn width_of(text: &str) -> usize {
    text.width()
}

/// The text without anything that commands a terminal or turns its lines around, with single spaces between words.
///
/// News text is written by strangers: an escape sequence in it could clear the screen or hide a line.
pub fn plain(text: &str) -> String {
    let shown = |character: char| match character {
        // Marks that set the direction of what follows, beyond the end of this text.
        '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{61C}' => None,
        '\u{AD}' | '\u{FEFF}' => None,
        character if character.is_control() && !character.is_whitespace() => Some('\u{FFFD}'),
        character => Some(character),
    };
    let shown: String = text.chars().filter_map(shown).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// At most `width` columns of the text, cut between words where that leaves enough of it.
pub fn shortened(text: &str, width: usize) -> String {
    if width_of(text) <= width {
        return text.to_string();
    }
    let end = fitting(text, width.saturating_sub(1));
    let at_word = text[..end].rfind(' ').filter(|&space| space * 2 > end);
    // The space before “…” shows that words are missing, not letters.
    let cut = match at_word {
        Some(space) if width_of(&text[..space]) + 2 <= width => format!("{} …", text[..space].trim_end_matches([',', ' '])),
        _ => format!("{}…", &text[..end]),
    };
    if width == 0 { String::new() } else { cut }
}

/// The text in lines of at most `width` columns.
pub fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (line, more) = first_line(rest, width.max(1));
        lines.push(line.to_string());
        rest = more;
    }
    lines
}

/// The words that fit into `width` columns, at least one, and what is left.
pub(super) fn first_line(text: &str, width: usize) -> (&str, &str) {
    if width_of(text) <= width {
        return (text, "");
    }
    let end = fitting(text, width);
    let at = match text[..end].rfind(' ') {
        _ if text[end..].starts_with(' ') => end,
        Some(space) if space > 0 => space,
        _ => end.max(text.chars().next().map_or(0, char::len_utf8)),
    };
    (text[..at].trim_end(), text[at..].trim_start())
}

/// How many bytes of the text fit into `width` columns. Marks stay with the letter that they belong to.
fn fitting(text: &str, width: usize) -> usize {
    let mut columns = 0;
    for (at, character) in text.char_indices() {
        columns += character.width().unwrap_or(0);
        if columns > width {
            return at;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_commands_the_terminal() {
        assert_eq!(plain("a\u{1b}[2Jb\u{7}\n\tc \u{202E}d\u{0}"), "a\u{FFFD}[2Jb\u{FFFD} c d\u{FFFD}");
        assert_eq!(plain("e\u{301} \u{5D0}\u{5D1}"), "e\u{301} \u{5D0}\u{5D1}");
    }

    #[test]
    fn words_are_cut_between_words() {
        assert_eq!(shortened("der Betreiber habe davon gewusst", 40), "der Betreiber habe davon gewusst");
        assert_eq!(shortened("der Betreiber habe davon gewusst", 22), "der Betreiber habe …");
        assert_eq!(shortened("Donaudampfschifffahrtsgesellschaft", 10), "Donaudamp…");
        assert_eq!(shortened("漢字漢字漢字", 5), "漢字…");
        assert_eq!(wrapped("eins zwei drei vier", 9), ["eins zwei", "drei vier"]);
        assert_eq!(wrapped("Donaudampf", 5), ["Donau", "dampf"]);
    }

    #[test]
    fn no_width_is_too_small() {
        for width in 0..8 {
            for text in ["", "a", "漢字 x", "ab cd ef gh", "e\u{301}\u{301} xyz"] {
                assert!(width_of(&shortened(text, width)) <= width, "{text} {width}");
                assert_eq!(wrapped(text, width).concat().replace(' ', ""), text.replace(' ', ""));
            }
        }
    }
}
