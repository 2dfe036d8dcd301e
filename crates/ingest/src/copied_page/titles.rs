//! Which headlines are titles of items, and which are subheadings of the article that they stand in?
//!
//! A subheading stands between paragraphs and nowhere else. A title begins the page, or stands behind the address that ends another
//! item, above a date or byline, above its own repetition, in a list of titles; and it may stand on the page more than once.

use std::collections::{HashMap, HashSet};

use super::lines::{Form, Line};

/// So many lines may stand between a title and its date, byline or repetition: the lead, for one.
const NEAR_LINES: usize = 3;

/// Longer headlines are seldom subheadings.
const LONG_CHARACTERS: usize = 60;

/// Teasers have no more paragraphs.
const TEASER_PARAGRAPHS: usize = 2;

/// What the whole page shows about its titles.
pub(super) struct Titles {
    repeated: HashSet<String>,
    is_overview: bool,
}

/// How a headline stands where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Begins an item whose text follows.
    Opens,
    /// Points to an item elsewhere; what follows is not its text.
    Points,
    /// Stands within an article.
    Within,
}

/// What came before the headline.
#[derive(Clone, Copy)]
pub(super) struct Before {
    /// Whether an article is open that the next paragraph would belong to.
    pub(super) article_is_open: bool,
    /// Whether a label above links was the last label.
    pub(super) under_related: bool,
    /// Whether a date or byline stands right above.
    pub(super) about_stands_above: bool,
}

/// The keys of headlines that stand on the page more than once.
pub(super) fn repeated(lines: &[Line]) -> HashSet<String> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for line in lines.iter().filter(|line| line.form == Form::Headline) {
        *counts.entry(&line.key).or_default() += 1;
    }
    counts.into_iter().filter(|(_, count)| *count > 1).map(|(key, _)| key.to_string()).collect()
}

impl Titles {
    pub(super) fn of(lines: &[Line]) -> Self {
        Titles { repeated: repeated(lines), is_overview: is_overview(lines) }
    }

    /// The role of the headline at this line.
    pub(super) fn role(&self, lines: &[Line], at: usize, before: Before) -> Role {
        let line = &lines[at];
        let previous = at.checked_sub(1).map(|previous| &lines[previous].form);
        let next = lines.get(at + 1).map(|next| &next.form);
        let near = || lines[at + 1..].iter().take(NEAR_LINES).take_while(|next| next.form != Form::Headline || next.key == line.key);
        // An address ends the item that it belongs to; whether an article goes on behind it is known from what is open.
        let ends_before = matches!(previous, None | Some(Form::More | Form::Clock(_)));
        let is_described = before.about_stands_above || near().any(|next| matches!(next.form, Form::About(_)));
        let is_repeated_here = near().any(|next| next.key == line.key);
        let is_in_list = !matches!(next, Some(Form::Prose | Form::Credit | Form::About(_) | Form::Label | Form::Headline))
            || self.stands_above_another(lines, at);
        let is_known = self.repeated.contains(&line.key);
        let is_long = line.words.chars().count() > LONG_CHARACTERS;
        let opens = ends_before || is_described || is_repeated_here || !before.article_is_open || self.is_overview;
        if is_in_list
            && !is_described
            && !is_repeated_here
            && (is_long || is_known || before.under_related || ends_before || next == Some(&Form::Link))
        {
            return Role::Points;
        }
        if opens {
            return Role::Opens;
        }
        if is_known || before.under_related { Role::Points } else { Role::Within }
    }

    /// Whether the next line is another headline, and no subheading or lead without full stop.
    fn stands_above_another(&self, lines: &[Line], at: usize) -> bool {
        let another = lines.get(at + 1).filter(|next| next.form == Form::Headline && next.key != lines[at].key);
        another.is_some_and(|next| self.repeated.contains(&next.key) || next.words.chars().count() > LONG_CHARACTERS)
    }
}

/// Whether the page lists teasers: many long headlines, each above one or two paragraphs, and no article among them.
fn is_overview(lines: &[Line]) -> bool {
    let (mut headlines_count, mut paragraphs, mut paragraphs_max) = (0, 0, 0);
    for line in lines {
        match line.form {
            Form::Headline => {
                headlines_count += usize::from(line.words.chars().count() > LONG_CHARACTERS / 2);
                paragraphs = 0;
            }
            Form::Prose => {
                paragraphs += 1;
                paragraphs_max = paragraphs_max.max(paragraphs);
            }
            _ => {}
        }
    }
    headlines_count >= 3 && paragraphs_max <= TEASER_PARAGRAPHS
}
