//! Who wrote an article, as its byline shows it.

use super::dom::NodeId;
use super::layout::Layout;
use super::metadata::names_in;
use super::paragraphs::Piece;
use super::shown::Shown;
use crate::words::Words;

/// The names of people in the byline: words that are set as an author's name or link to an author's page.
pub(super) fn authors(shown: &Shown, layout: &Layout, words: &Words) -> Vec<String> {
    /// So many paragraphs behind the text are looked at, too.
    const BEHIND: usize = 4;
    let last = layout.body.last().copied().unwrap_or(0);
    let behind = (last + 1..shown.paragraphs.len()).take(BEHIND);
    let mut names: Vec<String> = Vec::new();
    for index in layout.bylines.iter().copied().chain(behind) {
        for piece in &shown.paragraphs[index].pieces {
            let Piece::Text(id) = piece else { continue };
            let Some(text) = shown.dom.text(*id).filter(|_| is_set_as_author(shown, *id)) else { continue };
            for name in names_in(&super::single_spaced(&text.characters), words) {
                if is_name(&name) && !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        if !names.is_empty() {
            break;
        }
    }
    names
}

/// Whether an element around these words, or its link, says that an author is named here.
fn is_set_as_author(shown: &Shown, text: NodeId) -> bool {
    const LEVELS: usize = 5;
    const NAMES: [&str; 3] = ["author", "byline", "autor"];
    shown.dom.ancestors(text).skip(1).take(LEVELS).any(|id| {
        let links_to_author = || shown.dom.attribute(id, "href").is_some_and(|link| link.contains("/author") || link.contains("/autor"));
        shown.dom.is_named(id, &NAMES) || shown.dom.name(id) == "a" && links_to_author()
    })
}

/// Whether this can be the name of a person: two to five words, the first and last with capitals, no digits.
fn is_name(words: &str) -> bool {
    const CHARACTERS_MAX: usize = 50;
    let parts: Vec<&str> = words.split(' ').collect();
    let is_capital = |part: &&str| part.chars().next().is_some_and(char::is_uppercase);
    let is_plain = words.chars().all(|character| character.is_alphabetic() || matches!(character, ' ' | '-' | '.' | '’' | '\''));
    (2..=5).contains(&parts.len())
        && is_plain
        && words.chars().count() <= CHARACTERS_MAX
        && is_capital(&parts[0])
        && is_capital(&parts[parts.len() - 1])
}
