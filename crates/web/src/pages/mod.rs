//! The pages: one file each, from a visit to an answer.

pub mod article;
pub mod changes;
pub mod claim;
pub mod corrections;
pub mod read;
pub mod start;
pub mod who;
pub mod why;

use crate::visit::{Visit, encoded};
use crate::words::{self, Words};

/// What stands around every page.
pub struct Frame<'a> {
    /// The words of the interface.
    pub words: &'a Words,
    /// The title of the page.
    pub title: String,
    /// The part of the page that is marked in the navigation.
    pub section: &'static str,
    /// Where the page is found again, for whoever changes the language.
    pub here: String,
    /// What is sought, if something is.
    pub sought: String,
    /// What a form must carry.
    pub form_token: &'a str,
}

impl<'a> Frame<'a> {
    /// The frame of this page.
    pub fn new(visit: &'a Visit, title: &str, section: &'static str) -> Self {
        let title = crate::shown::plain(title);
        let sought = visit.get("q").unwrap_or_default().to_string();
        Frame { words: visit.words, title, section, here: encoded(&visit.here), sought, form_token: &visit.form_token }
    }

    /// The languages of the interface, and whether it is the one of this page.
    pub fn languages(&self) -> impl Iterator<Item = (&'static Words, bool)> {
        words::all().iter().map(|words| (words, words.tag == self.words.tag))
    }
}
