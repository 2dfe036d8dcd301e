//! Where are the words, numbers and marks of a text?
//!
//! Tokens never overlap, stand in order, and leave out nothing but white space, so that tokens and the gaps between them
//! give the text back. Full stops stay with abbreviations and ordinals (*z.B.*, *15. März*), since they end no sentence there.

use std::borrow::Cow;

use quell_document::{Span, TextSpan};
use quell_lang::Pack;

use crate::work::look_at;

/// What a token looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Letters, with hyphens, apostrophes and the full stop of an abbreviation inside.
    Word,
    /// Digits, with separators inside and the full stop of an ordinal.
    Number,
    /// Punctuation and symbols, one character each except for dots and dashes in a row.
    Mark,
    /// An address of the web or of mail.
    Address,
}

/// What stands between a token and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// Nothing.
    None,
    /// White space within a line.
    Space,
    /// A line end.
    Line,
    /// An empty line.
    Paragraph,
}

/// A word, number or mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: TextSpan,
    /// What it looks like.
    pub shape: Shape,
    /// What stands before it.
    pub gap: Gap,
}

/// The tokens of an article.
#[derive(Debug, Clone)]
pub struct Tokens<'t> {
    /// The text that they are places of.
    pub text: &'t str,
    /// In order.
    pub list: Vec<Token>,
}

impl<'t> Tokens<'t> {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The words of a token as the lexicon has them: without soft hyphens, which only tell where a line may break.
    pub fn form(&self, token: usize) -> Cow<'t, str> {
        without_soft_hyphens(self.text(token))
    }

    /// The words of token number `index`; empty behind the end, so that rules may look ahead.
    pub fn text(&self, index: usize) -> &'t str {
        look_at(1);
        self.list.get(index).map_or("", |token| token.span.of(self.text))
    }

    /// From the first to the last of the tokens `from..to`.
    ///
    /// # Panics
    /// If the range is empty.
    pub fn span(&self, from: usize, to: usize) -> TextSpan {
        self.list[from].span.to(self.list[to - 1].span)
    }

    /// The number of the first token that ends behind byte `at`.
    pub fn at(&self, at: u32) -> usize {
        self.list.partition_point(|token| token.span.end <= at)
    }

    /// Whether token number `index` starts with a capital letter.
    pub fn is_capitalised(&self, index: usize) -> bool {
        self.text(index).chars().next().is_some_and(char::is_uppercase)
    }
}

/// Finds the tokens of `text`.
pub fn find<'t>(text: &'t str, pack: &Pack) -> Tokens<'t> {
    let mut list: Vec<Token> = Vec::with_capacity(text.len() / 6);
    let mut at = 0;
    while at < text.len() {
        let (start, gap) = skip_white_space(text, at, list.is_empty());
        if start == text.len() {
            break;
        }
        let (end, shape) = token_end(text, start, &list, pack);
        list.push(Token { span: Span::new(start as u32, end as u32), shape, gap });
        at = end;
    }
    Tokens { text, list }
}

/// The next character that is not white space, and what was skipped. The start of the text counts as a paragraph.
fn skip_white_space(text: &str, from: usize, is_first: bool) -> (usize, Gap) {
    let rest = &text[from..];
    let length = rest.find(|c: char| !c.is_whitespace()).unwrap_or(rest.len());
    let skipped = &rest[..length];
    let gap = match skipped.matches('\n').count() {
        _ if is_first => Gap::Paragraph,
        0 if skipped.is_empty() => Gap::None,
        0 => Gap::Space,
        1 => Gap::Line,
        _ => Gap::Paragraph,
    };
    (from + length, gap)
}

/// Where the token that starts at `start` ends, and its shape.
fn token_end(text: &str, start: usize, before: &[Token], pack: &Pack) -> (usize, Shape) {
    let rest = &text[start..];
    let first = rest.chars().next().expect("a token has a character");
    if let Some(length) = address_length(rest) {
        return (start + length, Shape::Address);
    }
    if first.is_ascii_digit() {
        let length = number_length(rest);
        let word_follows = rest[length..].starts_with(|c: char| c.is_alphabetic() || c == '-') && !rest[length..].starts_with("--");
        if word_follows {
            // “15-jährige”, “20er”, “3D”.
            return (start + word_length(rest, pack), Shape::Word);
        }
        if is_ordinal(text, start + length, &rest[..length], before, pack) {
            return (start + length + 1, Shape::Number);
        }
        return (start + length, Shape::Number);
    }
    if first.is_alphabetic() {
        let length = word_length(rest, pack) + domain_length(&rest[word_length(rest, pack)..]);
        if rest[length..].starts_with('.') {
            if let Some(longer) = abbreviation_length(rest, length, pack) {
                return (start + longer, Shape::Word);
            }
            // “Benedikt XVI.”: a Roman number behind a name is an ordinal.
            let roman = length <= 5 && rest[..length].bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X'));
            let behind_name = before.last().is_some_and(|token| token.span.of(text).starts_with(char::is_uppercase));
            if roman && behind_name {
                return (start + length + 1, Shape::Word);
            }
        }
        return (start + length, Shape::Word);
    }
    // Dots and dashes in a row are one mark.
    let length = if matches!(first, '.' | '-' | '–' | '—' | '*' | '_') {
        rest.find(|c| c != first).unwrap_or(rest.len())
    } else {
        first.len_utf8() + combining_length(&rest[first.len_utf8()..])
    };
    (start + length, Shape::Mark)
}

/// Marks that combine with the character before them never stand alone.
fn combining_length(rest: &str) -> usize {
    rest.find(|c: char| !is_combining(c)).unwrap_or(rest.len())
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{20d0}'..='\u{20ff}' | '\u{ad}' | '\u{1f3fb}'..='\u{1f3ff}')
}

/// Letters and digits, joined by single hyphens, apostrophes, slashes and gender marks inside the word.
fn word_length(rest: &str, pack: &Pack) -> usize {
    let mut end = 0;
    let mut characters = rest.char_indices().peekable();
    while let Some((offset, character)) = characters.next() {
        let next = characters.peek().map(|&(_, next)| next);
        let joins = match character {
            '-' | '‑' => next.is_some_and(char::is_alphanumeric) || (offset > 0 && hyphen_ends_word(&rest[offset..])),
            '\'' | '’' | '&' => offset > 0 && next.is_some_and(char::is_alphanumeric),
            '/' => next.is_some_and(char::is_alphabetic) && rest[..offset].ends_with(char::is_alphabetic),
            // “Bürger*innen”, “Bürger:innen”, “Bürger_innen”.
            '*' | ':' | '_' => offset > 0 && pack.words.gender_endings.iter().any(|ending| rest[offset + 1..].starts_with(ending.as_str())),
            c => c.is_alphanumeric() || is_combining(c),
        };
        if !joins {
            break;
        }
        end = offset + character.len_utf8();
    }
    end.max(rest.chars().next().map_or(0, char::len_utf8))
}

/// “Innen- und Außenminister”: the hyphen belongs to the first word.
fn hyphen_ends_word(rest: &str) -> bool {
    let behind = rest.strip_prefix(['-', '‑']).unwrap_or(rest);
    behind.starts_with(" und ")
        || behind.starts_with(" oder ")
        || behind.starts_with(" bzw")
        || behind.starts_with(',')
        || behind.starts_with(" sowie ")
}

/// Digits with separators inside: “1.000,50”, “14:30”, “2/3”.
fn number_length(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut end = 0;
    while end < bytes.len() {
        let digit_follows = bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        let joins = bytes[end].is_ascii_digit() || (end > 0 && matches!(bytes[end], b'.' | b',' | b':' | b'/') && digit_follows);
        if !joins {
            break;
        }
        end += 1;
    }
    end
}

/// Whether the full stop at `dot` makes an ordinal of the number before it: “15. März”, “der 3. Platz”, “am 1. und 2. Mai”.
fn is_ordinal(text: &str, dot: usize, number: &str, before: &[Token], pack: &Pack) -> bool {
    if !text[dot..].starts_with('.') || number.len() > 3 || !number.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    let behind = &text[dot + 1..];
    let next = behind.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    let spaced = next.len() < behind.len();
    match next.chars().next() {
        Some(c) if c.is_lowercase() => spaced,
        Some(c) if c.is_uppercase() => {
            let word = &next[..next.find(|c: char| !c.is_alphabetic()).unwrap_or(next.len())];
            let previous = before.last().map_or("", |token| token.span.of(text));
            pack.words.months.contains(word) || (spaced && pack.words.before_ordinal.contains(previous))
        }
        // “5.-7. Klasse”, “3./4. Mai”, “15.3.” is one number already.
        Some('-' | '–' | '/' | ',') => !spaced,
        _ => false,
    }
}

/// How long the abbreviation is whose first word has `length` bytes: “z.B.”, “u.a.”, “Dr.”, an initial.
fn abbreviation_length(rest: &str, length: usize, pack: &Pack) -> Option<usize> {
    const LENGTH_MAX: usize = 24;
    let mut longest = None;
    let mut end = length;
    while end <= LENGTH_MAX && rest[end..].starts_with('.') {
        end += 1;
        if pack.is_abbreviation(&rest[..end]) {
            longest = Some(end);
        }
        let more: usize = rest[end..].chars().take(5).take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
        if more == 0 || more > 4 {
            break;
        }
        end += more;
    }
    let is_initial = rest[..length].chars().count() == 1 && rest.starts_with(char::is_uppercase);
    longest.or(is_initial.then_some(length + 1))
}

/// “.de”, “.com” behind a word: the name of a site.
fn domain_length(behind: &str) -> usize {
    const DOMAINS: &[&str] = &[".de", ".com", ".org", ".net", ".at", ".ch", ".eu", ".info", ".ru", ".tv", ".fm", ".uk"];
    let ends = |length: usize| !behind[length..].starts_with(|c: char| c.is_alphanumeric());
    DOMAINS.iter().find(|domain| behind.starts_with(**domain) && ends(domain.len())).map_or(0, |domain| domain.len())
}

/// How long the web or mail address is that starts here.
fn address_length(rest: &str) -> Option<usize> {
    let looks_like_one = rest.starts_with("http://") || rest.starts_with("https://") || rest.starts_with("www.");
    if !looks_like_one {
        return None;
    }
    let length = rest.find(|c: char| c.is_whitespace() || matches!(c, '"' | '“' | '„' | '<' | '>' | '»' | '«')).unwrap_or(rest.len());
    Some(rest[..length].trim_end_matches(['.', ',', ')', ';', ':', '!', '?']).len().max(4))
}

/// The text without soft hyphens.
pub fn without_soft_hyphens(text: &str) -> Cow<'_, str> {
    const SOFT_HYPHEN: char = '\u{ad}';
    if text.contains(SOFT_HYPHEN) { Cow::Owned(text.replace(SOFT_HYPHEN, "")) } else { Cow::Borrowed(text) }
}
