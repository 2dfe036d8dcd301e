//! Words of strangers on a page: escaped by the templates, and without marks that turn the words around them the other way.

/// The text as it may stand among words of the page: marks of direction are taken out, and white space is single. Markup is escaped by whoever prints it.
pub fn plain(text: &str) -> String {
    let shown = |character: char| match character {
        character if is_direction(character) => None,
        '\u{AD}' | '\u{FEFF}' => None,
        character if character.is_control() && !character.is_whitespace() => Some('\u{FFFD}'),
        character => Some(character),
    };
    let shown: String = text.chars().filter_map(shown).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text of an article as it stands, except that marks of direction and control characters are shown instead of obeyed: they could make the words on
/// the screen other words than those that were marked.
pub fn verbatim(text: &str) -> String {
    let is_quiet = |character: char| !is_direction(character) && (!character.is_control() || character.is_whitespace());
    if text.chars().all(is_quiet) {
        return text.to_string();
    }
    let shown =
        text.chars().map(|character| if is_quiet(character) { character.to_string() } else { format!("‹U+{:04X}›", character as u32) });
    shown.collect()
}

/// At most so many characters of the text, cut between words where that leaves enough of it.
pub fn shortened(text: &str, length: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(length) else { return text.to_string() };
    let cut = text[..end].rfind(' ').filter(|&space| space * 2 > end).unwrap_or(end);
    format!("{} …", text[..cut].trim_end_matches([',', ' ']))
}

fn is_direction(character: char) -> bool {
    matches!(character, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{61C}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_turns_the_words_of_the_page_around() {
        assert_eq!(plain("a\u{202E}b\n\tc\u{0}"), "ab c\u{FFFD}");
        assert_eq!(verbatim("a\u{202E}b\nc"), "a‹U+202E›b\nc");
        assert_eq!(verbatim("שלום"), "שלום");
        assert_eq!(shortened("der Betreiber habe davon gewusst", 22), "der Betreiber habe …");
        assert_eq!(shortened("kurz", 22), "kurz");
    }
}
