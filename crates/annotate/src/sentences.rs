//! Where do sentences begin and end?
//!
//! Sentences end at `.`, `!`, `?` and `…` before a space and a possible beginning, at line ends of text that is not
//! hard-wrapped, and never within a parenthetical frame: in *„Ist das so?“, fragte er* the question mark ends nothing.
//! Sentences end within quotations too; what a quotation holds is the matter of [`crate::quotations`].

use std::ops::Range;

use quell_document::TextSpan;
use quell_lang::Pack;

use crate::tokens::{Gap, Shape, Tokens};

/// A sentence: a range of tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    /// Its first token.
    pub from: usize,
    /// The token behind its last one.
    pub to: usize,
    /// The paragraph that it stands in, counted from zero.
    pub paragraph: usize,
}

/// The sentences of an article, in order; together they hold every token.
#[derive(Debug, Clone, Default)]
pub struct Sentences {
    /// In order.
    pub list: Vec<Sentence>,
}

impl Sentences {
    /// The number of the sentence that holds this token.
    pub fn of_token(&self, token: usize) -> usize {
        self.list.partition_point(|sentence| sentence.to <= token)
    }

    /// Their places in the text.
    pub fn spans(&self, tokens: &Tokens) -> Vec<TextSpan> {
        self.list.iter().map(|sentence| tokens.span(sentence.from, sentence.to)).collect()
    }
}

/// What goes on longer than this without an end is a list or a table. It is cut, behind a comma if there is one in time,
/// so that the work within one sentence stays bounded.
const LENGTH_MAX: usize = 400;

/// Finds the sentences.
pub fn find(tokens: &Tokens, pack: &Pack) -> Sentences {
    let mut list = Vec::new();
    let mut from = 0;
    let mut paragraph = 0;
    let wrapped = is_hard_wrapped(tokens.text);
    for index in 1..=tokens.len() {
        let at_end = index == tokens.len();
        if !at_end && !starts_sentence(tokens, index, wrapped, pack) && !is_too_long(tokens, from..index) {
            continue;
        }
        list.push(Sentence { from, to: index, paragraph });
        from = index;
        if !at_end && (tokens.list[index].gap == Gap::Paragraph || (tokens.list[index].gap == Gap::Line && !wrapped)) {
            paragraph += 1;
        }
    }
    Sentences { list }
}

fn is_too_long(tokens: &Tokens, sentence: Range<usize>) -> bool {
    let can_be_cut = matches!(tokens.text(sentence.end - 1), "," | ";");
    sentence.len() >= LENGTH_MAX || (can_be_cut && sentence.len() * 4 >= LENGTH_MAX * 3)
}

/// Whether a new sentence begins with token number `index`.
fn starts_sentence(tokens: &Tokens, index: usize, wrapped: bool, pack: &Pack) -> bool {
    match tokens.list[index].gap {
        Gap::Paragraph => return true,
        Gap::Line if !wrapped => return true,
        Gap::None => return false,
        Gap::Line | Gap::Space => {}
    }
    // Closing marks stand between the end of a sentence and the space.
    let mut last = index - 1;
    while last > 0 && is_closing(tokens.text(last)) && tokens.list[last].gap == Gap::None {
        last -= 1;
    }
    let previous = tokens.text(last);
    let ends = matches!(previous, "!" | "?" | "…") || previous.starts_with('.') || (tokens.list[last].shape == Shape::Word && pack.abbreviation_may_end(previous));
    ends && may_begin(tokens, index, previous)
}

/// Whether a sentence may begin with this token, behind `previous`.
fn may_begin(tokens: &Tokens, index: usize, previous: &str) -> bool {
    let word = tokens.text(index);
    let first = word.chars().next().unwrap_or(' ');
    if first.is_uppercase() || first.is_ascii_digit() {
        return true;
    }
    if is_opening(word) || matches!(first, '(' | '[' | '-' | '–' | '—' | '•' | '+' | '#' | '@' | '*') {
        // Behind “?“ – a dash goes on with the same sentence.
        return !matches!(first, '-' | '–' | '—') || previous == ".";
    }
    // A lower-case letter begins a sentence only behind a plain full stop, where somebody does not capitalise (“dpa”, “iPhone”).
    previous == "." && first.is_alphabetic() && tokens.list[index - 1].gap == Gap::None && word.chars().any(char::is_uppercase)
}

fn is_closing(word: &str) -> bool {
    matches!(word, "“" | "”" | "\"" | "«" | "»" | "‘" | "’" | "'" | "›" | "‹" | ")" | "]")
}

fn is_opening(word: &str) -> bool {
    matches!(word, "„" | "“" | "\"" | "«" | "»" | "‚" | "›" | "‹" | "'" | "‘")
}

/// Whether the lines of a text were broken to fit a width, so that a single line end says nothing.
///
/// Then most lines within paragraphs are nearly as long as the longest and end without a full stop.
fn is_hard_wrapped(text: &str) -> bool {
    let (mut inner, mut full, mut longest) = (0, 0, 0);
    let lines: Vec<&str> = text.lines().collect();
    for pair in lines.windows(2) {
        if pair[0].trim().is_empty() || pair[1].trim().is_empty() {
            continue;
        }
        let length = pair[0].trim_end().chars().count();
        inner += 1;
        longest = longest.max(length);
        let unfinished = !pair[0].trim_end().ends_with(['.', '!', '?', '“', '"', '«', ':']);
        full += usize::from((45..=110).contains(&length) && unfinished);
    }
    inner >= 4 && longest <= 120 && full * 10 >= inner * 6
}
