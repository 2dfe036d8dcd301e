//! What is each line of a copied page, seen from itself?
//!
//! A line shows by its form what it is: a link is nothing but an address, a sentence ends in a full stop, a headline is short and
//! does not. Dates, bylines, credits and prompts are known by their words.

use quell_document::TextSpan;

use crate::printed_dates::{self, Dates};
use crate::words::Words;
use crate::{paragraphs, picture_credit};

/// A longer line is no label, no prompt and no byline.
const SHORT_CHARACTERS: usize = 200;

/// A longer line is no caption: a paragraph may name its source too.
const CAPTION_CHARACTERS: usize = 500;

/// A line of the page.
pub(super) struct Line<'t> {
    pub(super) span: TextSpan,
    pub(super) words: &'t str,
    /// Whether an empty line stands before it.
    pub(super) is_apart: bool,
    pub(super) form: Form,
    /// Its letters: the same for a headline and its repetition with other quotation marks.
    pub(super) key: String,
}

/// What a line is by its form.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Form {
    /// Nothing but an address.
    Link,
    /// Who wrote it, when, or both.
    About(About),
    /// A time of day above an entry of a ticker.
    Clock(String),
    /// Whom a picture belongs to, and perhaps what it shows.
    Credit,
    /// A label above links to other articles; how long it is where a link follows on the same line.
    Related { label: usize },
    /// The end of a teaser: *mehr*.
    More,
    /// A label above a video.
    Video,
    /// A menu, a prompt, a notice.
    Prompt,
    /// One to three words.
    Label,
    /// Short, and no sentence.
    Headline,
    /// Sentences.
    Prose,
}

/// What stands between a headline and its text.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct About {
    pub(super) authors: Vec<String>,
    pub(super) dates: Dates,
}

/// The lines of a text that hold anything.
pub(super) fn lines<'t>(text: &'t str, words: &Words) -> Vec<Line<'t>> {
    let mut end = 0;
    let spans = paragraphs::paragraphs(text);
    let line = |span: TextSpan| {
        let between = &text[end..span.start as usize];
        end = span.end as usize;
        let line = span.of(text);
        Line { span, words: line, is_apart: between.matches('\n').count() != 1, form: form(line, words), key: letters_and_digits(line) }
    };
    spans.into_iter().map(line).collect()
}

fn letters_and_digits(line: &str) -> String {
    line.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn form(line: &str, words: &Words) -> Form {
    if is_link(line) {
        return Form::Link;
    }
    if line.chars().count() <= SHORT_CHARACTERS
        && let Some(form) = short_form(line, words)
    {
        return form;
    }
    if line.chars().count() <= CAPTION_CHARACTERS && picture_credit::place(line, words).is_some() {
        return Form::Credit;
    }
    if !paragraphs::looks_like_headline(line) || holds_sentences(line) {
        return Form::Prose;
    }
    if line.split_whitespace().count() <= 3 && !line.ends_with(['!', '?']) { Form::Label } else { Form::Headline }
}

/// What a short line is by its words.
fn short_form(line: &str, words: &Words) -> Option<Form> {
    if words.boilerplate.is_whole(line) || words.boilerplate.behind(line).is_some() || is_menu(line, words) || is_copyright(line) {
        return Some(Form::Prompt);
    }
    if words.related.is_whole(line) {
        return Some(Form::Related { label: line.len() });
    }
    if let Some(rest) = words.related.behind(line) {
        return Some(Form::Related { label: line.len() - rest.len() });
    }
    if words.more.is_whole(line) {
        return Some(Form::More);
    }
    if words.video.is_whole(line) {
        return Some(Form::Video);
    }
    if let Some(clock) = printed_dates::clock_alone(line, words) {
        return Some(Form::Clock(clock));
    }
    about(line, words).map(Form::About)
}

pub(super) fn is_link(line: &str) -> bool {
    let lower = line.get(..8).unwrap_or(line).to_ascii_lowercase();
    ["http://", "https://", "www."].iter().any(|start| lower.starts_with(start))
        && !line.contains(char::is_whitespace)
        && line.contains('.')
}

/// *Startseite › Politik › Ausland*: each of at least two parts is a known label.
fn is_menu(line: &str, words: &Words) -> bool {
    let parts_of = |separators: &[char]| line.split(separators).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>();
    let is_list = |parts: Vec<&str>| parts.len() >= 2 && parts.iter().all(|part| words.boilerplate.is_whole(part));
    is_list(parts_of(&['>', '›', '»', '/', '|', '·', '•', '→', '\t', ','])) || is_list(parts_of(&[' ', '\u{A0}']))
}

/// *© 2025 Küstenbote*.
fn is_copyright(line: &str) -> bool {
    let Some(rest) = line.strip_prefix('©') else { return false };
    let digits = rest.trim_start().bytes().take_while(u8::is_ascii_digit).count();
    digits == 4
}

/// A byline, a date, or both: *Von Lina Voss · 14. März 2025*.
fn about(line: &str, words: &Words) -> Option<About> {
    if let Some(dates) = printed_dates::only_dates(line, words) {
        return Some(About { authors: Vec::new(), dates });
    }
    let mut about = About::default();
    let mut is_said = false;
    for part in line.split(['|', '·', '•']).flat_map(|part| part.split(" – ")).map(str::trim).filter(|part| !part.is_empty()) {
        if let Some(dates) = printed_dates::only_dates(part, words) {
            about.dates = dates;
        } else if let Some(authors) = byline(part, words) {
            about.authors.extend(authors);
        } else {
            // A place or a section may stand beside what is known, but nothing that goes on like a sentence.
            let is_short = part.split_whitespace().count() <= 2 && !part.ends_with(['.', '!', '?']);
            if !is_short {
                return None;
            }
            continue;
        }
        is_said = true;
    }
    is_said.then_some(about)
}

/// The authors that a byline names: *Von Lina Voss und Jan Ott, Berlin*. A date may follow behind a comma.
fn byline(part: &str, words: &Words) -> Option<Vec<String>> {
    let names = words.behind_byline(part)?;
    let mut pieces: Vec<String> = Vec::new();
    for piece in names.split([',', '/', '&', ';']).map(str::trim).filter(|piece| !piece.is_empty()) {
        if printed_dates::only_dates(piece, words).is_some() {
            continue;
        }
        let tokens: Vec<&str> = piece.split_whitespace().collect();
        for group in tokens.split(|token| words.and.contains(*token)) {
            if !group.is_empty() {
                pieces.push(group.join(" "));
            }
        }
    }
    let is_name = |piece: &String| {
        let is_agency = words.agencies.named(piece).is_some();
        let is_particle = |word: &str| word.len() <= 4 && word.chars().all(char::is_lowercase);
        let looks_like_name = |word: &str| word.starts_with(char::is_uppercase) || is_particle(word);
        is_agency
            || (piece.starts_with(char::is_uppercase)
                && piece.split(' ').count() <= 5
                && piece.split(' ').all(looks_like_name)
                && !piece.ends_with(['!', '?']))
    };
    if pieces.is_empty() || pieces.len() > 8 || !pieces.iter().all(is_name) {
        return None;
    }
    // A single word beside full names is where they write from.
    let has_full_name = pieces.iter().any(|piece| piece.contains(' '));
    pieces.retain(|piece| !has_full_name || piece.contains(' ') || words.agencies.named(piece).is_some());
    // „von Bord“ and „Von Hand“ are no bylines: a name has two words, or is an agency.
    pieces.iter().any(|piece| piece.contains(' ') || words.agencies.named(piece).is_some()).then_some(pieces)
}

/// Whether a sentence ends within the line and another one at its end.
fn holds_sentences(line: &str) -> bool {
    let ends = |sign: &str| line.match_indices(sign).any(|(at, _)| line[at + sign.len()..].starts_with(char::is_uppercase));
    line.trim_end_matches(['“', '"', '«', '»', '”']).ends_with(['.', '!', '?']) && [". ", "! ", "? "].iter().any(|sign| ends(sign))
}
