//! From a text to its paragraphs: empty lines part them, and so do line ends unless the text was wrapped at a fixed width.
//!
//! Some texts have one line a paragraph, others were broken by an editor after some seventy characters. A text counts as
//! wrapped when none of its lines is long and at most of its line ends the next word would not have fitted any more.

use quell_document::{Article, Block, BlockKind, Span, TextSpan};

use crate::places::Places;

/// Longer lines were not made by an editor that wraps.
const WRAP_COLUMNS_MAX: usize = 100;

/// A headline has no more characters.
const HEADLINE_CHARACTERS_MAX: usize = 150;

/// The paragraphs of `text` in order, without the white space around them.
pub(crate) fn paragraphs(text: &str) -> Vec<TextSpan> {
    let width = wrap_width(text);
    let mut found: Vec<TextSpan> = Vec::new();
    let mut previous: Option<Line> = None;
    for line in lines(text) {
        let continues = previous.as_ref().is_some_and(|before| !before.is_empty() && wraps(before, &line, width));
        match found.last_mut() {
            Some(last) if continues && !line.is_empty() => last.end = line.span.end,
            _ if line.is_empty() => {}
            _ => found.push(line.span),
        }
        previous = Some(line);
    }
    found
}

/// Divides the article's text into blocks, with their way back to the capture.
pub(crate) fn divide(article: &mut Article, places: &Places) {
    let text = &article.text;
    let spans = paragraphs(text);
    let headline = article.title.as_deref().map(str::trim);
    let opens_with_headline = spans.len() > 1 && (headline == Some(spans[0].of(text)) || looks_like_headline(spans[0].of(text)));
    let blocks = spans.iter().enumerate().map(|(index, &span)| {
        let kind = if index == 0 && opens_with_headline { BlockKind::Headline } else { BlockKind::Paragraph };
        Block { kind, span, input: places.input(span), runs: places.runs(span) }
    });
    article.blocks = blocks.collect();
}

/// Short, and without the full stop that ends a sentence.
pub(crate) fn looks_like_headline(line: &str) -> bool {
    let ends_like_prose = line.trim_end_matches(['“', '”', '"', '«', '»', '‘', '’', ')']).ends_with(['.', ':', ';', ',', '…']);
    !line.contains('\n') && !ends_like_prose && line.chars().count() <= HEADLINE_CHARACTERS_MAX
}

struct Line<'t> {
    span: TextSpan,
    words: &'t str,
    columns: usize,
}

impl Line<'_> {
    fn is_empty(&self) -> bool {
        self.span.is_empty()
    }
}

fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let words = line.trim();
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        // A line of nothing but white space is trimmed from both sides to nothing at its end.
        let start = start.min(at - words.len());
        Line { span: Span::new(start as u32, (start + words.len()) as u32), words, columns: words.chars().count() }
    })
}

/// The width at which the text was wrapped, if it was.
fn wrap_width(text: &str) -> Option<usize> {
    let mut width = 0;
    for line in lines(text) {
        if line.columns > WRAP_COLUMNS_MAX {
            return None;
        }
        width = width.max(line.columns);
    }
    let (mut breaks_count, mut wraps_count) = (0, 0);
    let mut previous: Option<Line> = None;
    for line in lines(text) {
        if let Some(before) = previous.filter(|before| !before.is_empty() && !line.is_empty()) {
            breaks_count += 1;
            wraps_count += usize::from(wraps(&before, &line, Some(width)));
        }
        previous = Some(line);
    }
    (wraps_count >= 2 && wraps_count * 2 > breaks_count).then_some(width)
}

/// Whether the first word of `next` would not have fitted behind `line`.
fn wraps(line: &Line, next: &Line, width: Option<usize>) -> bool {
    let first_word = next.words.split_whitespace().next().map_or(0, |word| word.chars().count());
    width.is_some_and(|width| line.columns + 1 + first_word > width)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        paragraphs(text).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn empty_lines_part_paragraphs() {
        assert_eq!(texts("\n Eins. \n\n\r\n  \nZwei.\r\n"), ["Eins.", "Zwei."]);
        assert_eq!(texts(" \n\t\n"), Vec::<&str>::new());
        assert_eq!(texts(""), Vec::<&str>::new());
    }

    #[test]
    fn a_line_is_a_paragraph_unless_the_text_is_wrapped() {
        assert_eq!(texts("Titel\nEine Zeile.\nEine noch viel längere Zeile.\nNoch eine.").len(), 4);
        let first =
            "Die Polizei sucht nach dem Brand im Hafen nach Zeugen. Eine Sprecherin sagte am Montag, die Ursache sei weiter unklar.";
        let second = "Ein Gutachter soll am Dienstag die Halle betreten, in der das Feuer ausgebrochen war.";
        for width in [40, 60, 72] {
            let wrapped = format!("{}\n\n{}", wrap(first, width), wrap(second, width));
            assert_eq!(texts(&wrapped), wrapped.split("\n\n").collect::<Vec<_>>(), "{width}");
        }
    }

    fn wrap(text: &str, width: usize) -> String {
        let (mut out, mut column) = (String::new(), 0);
        for word in text.split(' ') {
            let length = word.chars().count();
            let fits = column + 1 + length <= width;
            out.push_str(if column == 0 {
                ""
            } else if fits {
                " "
            } else {
                "\n"
            });
            column = if fits && column > 0 { column + 1 + length } else { length };
            out.push_str(word);
        }
        out
    }

    #[test]
    fn a_headline_is_short_and_has_no_full_stop() {
        assert!(looks_like_headline("Hafenbrand: Betreiber soll Mängel gekannt haben"));
        assert!(looks_like_headline("„Eine Zumutung“"));
        assert!(!looks_like_headline("Die Brücke ist gesperrt."));
        assert!(!looks_like_headline("„Die Brücke ist gesperrt.“"));
        assert!(!looks_like_headline(&"lang ".repeat(60)));
    }
}
