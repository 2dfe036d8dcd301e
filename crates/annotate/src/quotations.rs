//! Which words stand between quotation marks?
//!
//! German („ “, » «, ‚ ‘), Swiss and French (« »), English (“ ”) and typewriter marks (" "), nested and unbalanced ones.
//! A quotation that is not closed in its paragraph goes on where the next one opens with a mark again (the old custom of
//! quotations over several paragraphs) or has a closing mark before any opening one; otherwise its opening mark is taken
//! for a slip and ends with the paragraph.

use quell_document::{Diagnostic, Span, TextSpan};

use crate::sentences::Sentences;
use crate::tokens::{Gap, Tokens};
use crate::work::look_at;

/// A quotation: the tokens between its marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotation {
    /// The opening mark.
    pub open: usize,
    /// The closing mark, or the token behind the last one where it is missing.
    pub close: usize,
    /// Whether the closing mark is there.
    pub closed: bool,
    /// How many quotations it stands in.
    pub depth: usize,
    /// Opening marks that repeat at the start of further paragraphs of it.
    pub reopened: Vec<usize>,
}

impl Quotation {
    /// The first token between the marks.
    pub fn from(&self) -> usize {
        self.open + 1
    }

    /// The words between the marks, in one piece for each stretch without a repeated mark.
    pub fn inner(&self, tokens: &Tokens) -> Vec<TextSpan> {
        let mut pieces = Vec::new();
        let mut from = self.open + 1;
        for &mark in self.reopened.iter().chain([&self.close]) {
            if from < mark {
                pieces.push(Span::new(tokens.list[from].span.start, tokens.list[mark - 1].span.end));
            }
            from = mark + 1;
        }
        pieces
    }

    /// How many words it holds.
    pub fn words(&self, tokens: &Tokens) -> usize {
        (self.from()..self.close).filter(|&index| tokens.text(index).chars().any(char::is_alphanumeric)).count()
    }
}

/// The quotations of an article.
#[derive(Debug, Clone, Default)]
pub struct Quotations {
    /// In the order of their opening marks.
    pub list: Vec<Quotation>,
    /// For each token how many quotations it stands in, its own marks not counted.
    pub depth: Vec<u8>,
    /// For each token the outermost quotation that holds it, marks included.
    pub outermost: Vec<Option<u32>>,
}

impl Quotations {
    /// The outermost quotation that holds this token, marks included.
    pub fn around(&self, token: usize) -> Option<&Quotation> {
        self.outermost.get(token).copied().flatten().map(|index| &self.list[index as usize])
    }
}

/// No more quotations than this are open at once: looking for the partner of a closing mark takes the same time everywhere.
const NESTED_MAX: usize = 8;

/// What a mark can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Opens,
    Closes,
}

struct Open {
    token: usize,
    paragraph: usize,
    reopened: Vec<usize>,
}

/// Finds the quotations, and says which marks have no partner.
pub fn find(tokens: &Tokens, sentences: &Sentences, diagnostics: &mut Vec<Diagnostic>) -> Quotations {
    let mut list: Vec<Quotation> = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    for sentence in &sentences.list {
        for index in sentence.from..sentence.to {
            let starts_paragraph = index == sentence.from && tokens.list[index].gap >= Gap::Line;
            if starts_paragraph {
                end_paragraph(tokens, index, sentence.paragraph, &mut open, &mut list, diagnostics);
            }
            let mark = tokens.text(index);
            let Some(side) = side_of(tokens, index, open.last().map(|open| tokens.text(open.token))) else { continue };
            match side {
                Side::Opens => {
                    if starts_paragraph && open.last().is_some_and(|last| last.paragraph < sentence.paragraph && tokens.text(last.token) == mark) {
                        let last = open.last_mut().expect("was seen");
                        last.reopened.push(index);
                        last.paragraph = sentence.paragraph;
                    } else {
                        // So many marks without a partner are slips, the oldest most of all.
                        if open.len() == NESTED_MAX {
                            let slip = open.remove(0);
                            diagnostics.push(Diagnostic::note("opening quotation mark without a closing one").at(tokens.list[slip.token].span));
                        }
                        open.push(Open { token: index, paragraph: sentence.paragraph, reopened: Vec::new() });
                    }
                }
                Side::Closes => {
                    // The innermost open mark with a fitting partner; what is open inside of it was a slip.
                    look_at(open.len());
                    let Some(partner) = open.iter().rposition(|open| closes(tokens.text(open.token), mark)) else {
                        diagnostics.push(Diagnostic::note("closing quotation mark without an opening one").at(tokens.list[index].span));
                        continue;
                    };
                    open.truncate(partner + 1);
                    let opened = open.pop().expect("was found");
                    list.push(Quotation { open: opened.token, close: index, closed: true, depth: 0, reopened: opened.reopened });
                }
            }
        }
    }
    let last_paragraph = usize::MAX;
    end_paragraph(tokens, tokens.len(), last_paragraph, &mut open, &mut list, diagnostics);
    list.retain(|quotation| quotation.close > quotation.open + 1);
    list.sort_by_key(|quotation| quotation.open);
    nest(&mut list);
    let (depth, outermost) = cover(tokens.len(), &list);
    Quotations { list, depth, outermost }
}

/// Counts for each quotation how many others hold it. Marks that turned out to be slips hold nothing.
fn nest(list: &mut [Quotation]) {
    let mut ends: Vec<usize> = Vec::new();
    for quotation in list {
        ends.retain(|&end| quotation.open < end);
        quotation.depth = ends.len();
        ends.push(quotation.close);
    }
}

/// What is still open at a paragraph's end either goes on in the next paragraph or ends here.
fn end_paragraph(tokens: &Tokens, index: usize, paragraph: usize, open: &mut Vec<Open>, list: &mut Vec<Quotation>, diagnostics: &mut Vec<Diagnostic>) {
    if open.is_empty() {
        return;
    }
    let outer = &open[0];
    let mark = tokens.text(outer.token);
    let reopens = paragraph != usize::MAX && tokens.text(index) == mark && !matches!(mark, "\"" | "'");
    if reopens || (paragraph != usize::MAX && next_mark_closes(tokens, index, mark)) {
        open.truncate(1);
        return;
    }
    diagnostics.push(Diagnostic::note("opening quotation mark without a closing one").at(tokens.list[outer.token].span));
    let outer = open.drain(..).next().expect("is not empty");
    // Only a whole paragraph's rest can be taken for what was quoted.
    let ends_sentence = index > 0 && matches!(tokens.text(index - 1), "." | "!" | "?" | "…");
    if ends_sentence {
        list.push(Quotation { open: outer.token, close: index, closed: false, depth: 0, reopened: outer.reopened });
    }
}

/// Whether, from `index` on, a mark that closes `mark` comes before any that opens, within two paragraphs.
fn next_mark_closes(tokens: &Tokens, index: usize, mark: &str) -> bool {
    let mut paragraphs = 0;
    for next in index..tokens.len() {
        paragraphs += usize::from(tokens.list[next].gap >= Gap::Line);
        if paragraphs > 2 {
            return false;
        }
        match side_of(tokens, next, Some(mark)) {
            Some(Side::Closes) if closes(mark, tokens.text(next)) => return true,
            Some(Side::Opens) => return false,
            _ => {}
        }
    }
    false
}

/// Whether `close` can end what `open` began.
fn closes(open: &str, close: &str) -> bool {
    match open {
        "„" => matches!(close, "“" | "”" | "\"" | "„" | "‟"),
        "“" => matches!(close, "”" | "“" | "\""),
        "”" => matches!(close, "”"),
        "»" => close == "«" || close == "»",
        "«" => close == "»",
        "‚" => matches!(close, "‘" | "’" | "'"),
        "‘" => matches!(close, "’" | "‘"),
        "›" => close == "‹",
        "‹" => close == "›",
        "\"" => matches!(close, "\"" | "“" | "”"),
        "'" => close == "'",
        _ => false,
    }
}

/// Whether the token opens or closes a quotation, from what it is and what stands beside it.
fn side_of(tokens: &Tokens, index: usize, open: Option<&str>) -> Option<Side> {
    let token = tokens.list[index];
    let mark = tokens.text(index);
    let space_before = token.gap != Gap::None || matches!(tokens.text(index.wrapping_sub(1)), "(" | "[" | "–" | "—" | "/" | "„" | "»" | "“" | "«" | "\"" | ":");
    let behind = tokens.list.get(index + 1);
    let space_behind = behind.is_none_or(|next| next.gap != Gap::None) || matches!(tokens.text(index + 1), "." | "," | ";" | ":" | "!" | "?" | ")" | "]" | "–" | "…" | "“" | "\"" | "«" | "»");
    let by_space = if space_before && !space_behind {
        Some(Side::Opens)
    } else if space_behind && !space_before {
        Some(Side::Closes)
    } else {
        None
    };
    let open_here = open.is_some_and(|open| closes(open, mark));
    match mark {
        "„" if open == Some("„") && by_space == Some(Side::Closes) => Some(Side::Closes),
        "„" | "‚" if mark == "„" || by_space == Some(Side::Opens) => Some(Side::Opens),
        "“" | "”" | "\"" | "»" | "«" | "›" | "‹" | "‟" => match (by_space, open_here) {
            // “X“ within „…“: a mark that could close does close, unless it plainly opens.
            (Some(side), _) if mark != "“" || side == Side::Closes || open != Some("„") => Some(side),
            (_, true) => Some(Side::Closes),
            (Some(side), _) => Some(side),
            (None, false) => (mark != "”" && mark != "‟").then_some(Side::Opens),
        },
        "‘" | "’" | "'" => match by_space {
            Some(Side::Opens) if mark != "’" => Some(Side::Opens),
            _ if open_here => Some(Side::Closes),
            // Otherwise an apostrophe.
            _ => None,
        },
        _ => None,
    }
}

/// For each token its depth and its outermost quotation.
fn cover(count: usize, list: &[Quotation]) -> (Vec<u8>, Vec<Option<u32>>) {
    let mut depth = vec![0u8; count];
    let mut outermost = vec![None; count];
    for (number, quotation) in list.iter().enumerate() {
        look_at(quotation.close - quotation.open);
        for cell in &mut depth[quotation.from()..quotation.close] {
            *cell = cell.saturating_add(1);
        }
        if quotation.depth == 0 {
            let end = (quotation.close + usize::from(quotation.closed)).min(count);
            outermost[quotation.open..end].fill(Some(number as u32));
        }
    }
    (depth, outermost)
}
