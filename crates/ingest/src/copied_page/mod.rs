//! A page that was copied out of a browser into a text: several items, one below the other, with everything between them.
//!
//! When is a text such a page, and when one article? Forms alone do not tell: an article has a headline, a date and perhaps a
//! byline too. What no article has is what a page puts around articles: addresses on lines of their own, prompts and menus, labels
//! above links to other articles, a headline that stands there twice (above the text, and as the description of its picture or
//! as a teaser). One of these may come into an article by chance. So a text is a page when it holds two of them, or one and a
//! credit, date, byline or time of day on a line of its own. `--format text` and `--format page` overrule this.
//!
//! Nothing of the page is lost: each line belongs to one item, and what is none of an article, teaser, caption, ticker entry or
//! video link is boilerplate. Only addresses are not text but become the address of their item.

mod items;
mod lines;
mod outline;
mod titles;

use quell_document::Article;

use crate::places::Places;
use crate::words::Words;
use lines::Form;

/// The items on the page in order.
pub(crate) fn items(text: &str, places: &Places, words: &Words) -> Vec<Article> {
    let lines = lines::lines(text, words);
    let drafts = outline::drafts(&lines, words);
    items::articles(text, &lines, drafts, places, words)
}

/// Whether the lines of a text show what a page has around its articles.
pub(crate) fn is_page(text: &str, words: &Words) -> bool {
    let lines = lines::lines(text, words);
    let count = |is_counted: fn(&Form) -> bool| lines.iter().filter(|line| is_counted(&line.form)).count();
    let around =
        count(|form| matches!(form, Form::Link | Form::Prompt | Form::Related { .. } | Form::More)) + titles::repeated(&lines).len();
    let beside = count(|form| matches!(form, Form::Credit | Form::About(_) | Form::Clock(_) | Form::Video));
    around >= 2 || (around == 1 && beside >= 1)
}

#[cfg(test)]
mod tests;
