//! What is what on a page: from the paragraphs that are the article's text, and those around them, to headline, lead, byline,
//! body, captions and the lines that are no text of the article.
//!
//! Which text is the article is decided before ([`super::body`]); here its edges are mended: the lead that stands above it is
//! added, holes are filled, links to other stories and notes at the end are taken out. Names of classes give a
//! paragraph its rôle only where little stands in the element that bears them: taken at their word everywhere they would cost a
//! tenth of all text.

use std::collections::HashMap;

use quell_document::CreditPlace;

use super::dom::NodeId;
use super::paragraphs::Markup;
use super::shown::{Shown, ends_sentence, plain_words, share_within};
use crate::words::Words;

/// What the page says of the article in its head.
pub(super) struct Said<'m> {
    pub(super) titles: Vec<&'m str>,
    /// Whether more than the page's `<title>` says what its article is called.
    pub(super) is_titled: bool,
    pub(super) descriptions: Vec<&'m str>,
    pub(super) authors: Vec<&'m str>,
    pub(super) words: &'m Words,
}

/// Numbers of paragraphs by what they are, each list in the order of the page.
#[derive(Debug, Default)]
pub(super) struct Layout {
    pub(super) headline: Option<usize>,
    pub(super) lead: Vec<usize>,
    pub(super) body: Vec<usize>,
    pub(super) captions: Vec<usize>,
    /// Author, place and time of publication, between headline and text.
    pub(super) bylines: Vec<usize>,
    /// Lines behind the text that are none of it.
    pub(super) notes: Vec<usize>,
}

/// Lays out the page whose paragraphs at `is_body` are the article's text.
pub(super) fn find(shown: &Shown, is_body: &[bool], said: &Said) -> Layout {
    let mut layout = Layout { body: filled(shown, is_body), ..Layout::default() };
    layout.headline = headline(shown, &layout.body, said);
    layout.cut_head(shown);
    layout.take_captions(shown, said);
    layout.drop_links(shown, said);
    layout.drop_furniture(shown, said);
    layout.cut_tail(shown, said);
    layout.take_bylines(shown, said);
    layout.take_lead(shown, said);
    layout.captions_around(shown);
    layout.keep_captions(shown, said);
    layout
}

/// Text between two paragraphs of the body that stands beside one of them is of the body, too.
fn filled(shown: &Shown, is_body: &[bool]) -> Vec<usize> {
    /// A hole is no bigger.
    const HOLE_PARAGRAPHS_MAX: usize = 12;
    let marked: Vec<usize> = (0..is_body.len()).filter(|&index| is_body[index]).collect();
    let parent = |index: usize| shown.dom.node(shown.paragraphs[index].holder).parent;
    let mut filled = Vec::with_capacity(marked.len());
    for (position, &index) in marked.iter().enumerate() {
        if let Some(&before) = position.checked_sub(1).and_then(|position| marked.get(position)) {
            let is_hole = index - before - 1 <= HOLE_PARAGRAPHS_MAX;
            let is_text =
                |inside: usize| shown.is_prose(inside) || shown.paragraphs[inside].markup == Markup::ListItem && !shown.is_link(inside);
            let is_beside = |&inside: &usize| [before, index].iter().any(|&edge| parent(edge) == parent(inside)) && is_text(inside);
            filled.extend((before + 1..index).filter(|_| is_hole).filter(is_beside));
        }
        filled.push(index);
    }
    filled
}

/// The last heading before the text, or among its first paragraphs, that says what the page's title says.
fn headline(shown: &Shown, body: &[usize], said: &Said) -> Option<usize> {
    const AMONG_FIRST: usize = 6;
    const SHARE_MIN: f64 = 0.6;
    let titles: Vec<Vec<String>> = said.titles.iter().map(|title| plain_words(title)).collect();
    let last = body.get(AMONG_FIRST).or(body.last()).copied()?;
    let says_title = |&index: &usize| {
        let words = plain_words(&shown.words[index]);
        let is_alike = |title: &Vec<String>| {
            let is_about_as_long = words.len() <= title.len() * 3 && title.len() <= words.len() * 3;
            is_about_as_long
                && share_within(title, &words).max(share_within(&words, title)) >= SHARE_MIN
                && share_within(title, &words) >= 0.4
        };
        titles.iter().any(is_alike)
    };
    let headings = (0..=last).rev().filter(|&index| shown.is_heading(index));
    let first_prose = body.iter().copied().find(|&index| shown.is_prose(index)).unwrap_or(last);
    let (before, behind): (Vec<usize>, Vec<usize>) = headings.filter(says_title).partition(|&index| index < first_prose);
    let is_main = |index: &usize| shown.paragraphs[*index].markup == Markup::Heading(1);
    let alike = before.first().or(behind.iter().find(|index| is_main(index))).copied();
    // A `<title>` may say something else altogether; then the one main heading right above the text is the headline.
    let only_main = || {
        const UP_MAX: usize = 6;
        let mut main = (0..shown.paragraphs.len()).filter(is_main).filter(|&index| !shown.is_link(index));
        let is_near = |&index: &usize| index < first_prose && first_prose - index <= UP_MAX && plain_words(&shown.words[index]).len() > 1;
        main.next().filter(|_| main.next().is_none()).filter(is_near)
    };
    alike.or_else(|| only_main().filter(|_| !said.is_titled))
}

impl Layout {
    /// What stands above the headline is no text, and neither is the headline.
    fn cut_head(&mut self, shown: &Shown) {
        let Some(headline) = self.headline else { return };
        let above: Vec<usize> = self.body.iter().copied().filter(|&index| index <= headline).collect();
        let is_little = shown.bytes(&above) * 4 <= shown.bytes(&self.body);
        if is_little {
            self.body.retain(|&index| index > headline);
        }
    }

    fn take_captions(&mut self, shown: &Shown, said: &Said) {
        let is_caption = |index: usize| shown.is_caption(index) || is_picture_credit(&shown.words[index], said.words);
        let captions: Vec<usize> = self.body.iter().copied().filter(|&index| is_caption(index)).collect();
        // A page of pictures with words below them is an article, too.
        let is_little = shown.bytes(&captions) * 3 <= shown.bytes(&self.body);
        if is_little {
            self.body.retain(|index| !captions.contains(index));
            self.captions = captions;
        }
    }

    /// Captions of pictures within or right before the text that are not among its paragraphs.
    fn captions_around(&mut self, shown: &Shown) {
        let (Some(&first), Some(&last)) = (self.body.first(), self.body.last()) else { return };
        let from = self.headline.unwrap_or(first.saturating_sub(8)).min(first);
        let more = (from..=last).filter(|index| !self.body.contains(index) && !self.lead.contains(index) && !self.captions.contains(index));
        let more: Vec<usize> = more.filter(|&index| shown.paragraphs[index].markup == Markup::Caption || shown.is_caption(index)).collect();
        self.captions.extend(more);
        self.captions.sort_unstable();
    }

    /// What stands in a figure or beside a picture is a caption only if it says something of the picture: no link, no prompt, no byline, no
    /// headline again; and where the markup does not say so, more than a few words.
    fn keep_captions(&mut self, shown: &Shown, said: &Said) {
        const WORDS_MIN: usize = 4;
        let headline = self.headline.map(|headline| shown.words[headline].as_str());
        let is_caption = |&index: &usize| {
            let words = shown.words[index].as_str();
            let letters = words.chars().filter(|character| character.is_alphabetic()).count();
            let credits = is_picture_credit(words, said.words) || words.contains(['©', '/']);
            let is_named = shown.paragraphs[index].markup == Markup::Caption;
            let is_byline = said.words.without_by(words) != words && words.split(' ').count() <= 5;
            let is_prompt = is_prompt(words, said.words) || said.words.begins_teaser(words);
            let is_other = shown.is_link(index) || is_byline || is_prompt || headline == Some(words) || said.titles.contains(&words);
            letters > 2 && !is_other && (credits || is_named || plain_words(words).len() >= WORDS_MIN)
        };
        self.captions.retain(is_caption);
    }

    /// Links to other stories: paragraphs that are nothing but a link, and what announces them.
    fn drop_links(&mut self, shown: &Shown, said: &Said) {
        let is_teaser = |index: usize| {
            let paragraph = &shown.paragraphs[index];
            let words = shown.words[index].to_lowercase();
            let announced = said.words.begins_teaser(&words);
            let share = |tenths: usize| paragraph.linked_bytes * 10 >= paragraph.visible_bytes * tenths;
            shown.is_link(index) || share(6) && !ends_sentence(&words) || announced && share(4)
        };
        let dropped: Vec<bool> = self.body.iter().map(|&index| is_teaser(index)).collect();
        let teasers: Vec<usize> = self.body.iter().zip(&dropped).filter(|(_, dropped)| **dropped).map(|(&index, _)| index).collect();
        let is_little = shown.bytes(&teasers) * 3 <= shown.bytes(&self.body);
        if !is_little {
            return;
        }
        let announces = |position: usize, index: usize| {
            const BYTES_MAX: usize = 70;
            let words = shown.words[index].to_lowercase();
            let is_short = shown.paragraphs[index].visible_bytes <= BYTES_MAX;
            let stands_before = dropped.get(position + 1) == Some(&true);
            let is_announcement = words.ends_with(':') || said.words.begins_teaser(&words);
            is_short && stands_before && is_announcement
        };
        let kept = self.body.iter().enumerate().filter(|&(position, &index)| !dropped[position] && !announces(position, index));
        self.body = kept.map(|(_, &index)| index).collect();
    }

    /// Boxes within the text that are none of it: newsletters, polls, other stories; and single lines such as *Anzeige*.
    fn drop_furniture(&mut self, shown: &Shown, said: &Said) {
        const NAMES: &[&str] = &[
            "newsletter",
            "paywall",
            "related",
            "recommend",
            "promo",
            "advert",
            "cookie",
            "consent",
            "survey",
            "poll",
            "subscri",
            "donat",
            "podcast",
        ];
        /// So much of the text may stand in all boxes together, and in one.
        const SHARES: (usize, usize) = (6, 8);
        let total = shown.bytes(&self.body);
        let sizes = self.sizes(shown);
        let is_small = |id: NodeId| sizes.get(&id).is_none_or(|bytes| bytes * SHARES.1 <= total);
        // A heading of one word may be called like a section of the paper.
        let is_section = |index: usize| shown.is_heading(index) && !shown.words[index].contains(' ');
        let is_line = |index: usize| !is_section(index) && is_prompt(&shown.words[index], said.words);
        let boxes: Vec<usize> = self.body.iter().copied().filter(|&index| shown.is_named(index, NAMES, is_small)).collect();
        let is_little = shown.bytes(&boxes) * SHARES.0 <= total;
        self.body.retain(|&index| !(is_line(index) || is_little && boxes.contains(&index)));
    }

    /// Notes behind the text: from its end upwards, as long as the lines are none of it.
    fn cut_tail(&mut self, shown: &Shown, said: &Said) {
        /// So much of the text may be notes.
        const SHARE: usize = 4;
        let total = shown.bytes(&self.body);
        let sizes = self.sizes(shown);
        let is_small = |id: NodeId| sizes.get(&id).is_none_or(|bytes| bytes * SHARE <= total);
        // Nothing stands behind a heading at the end; of several, none has anything behind it: a page of headings and pictures.
        let follows_heading = |body: &[usize]| body.len() > 1 && shown.is_heading(body[body.len() - 2]);
        let mut cut = 0;
        while let Some(&index) = self.body.last() {
            let is_bare_heading = shown.is_heading(index) && !follows_heading(&self.body);
            cut += shown.paragraphs[index].visible_bytes;
            if cut * SHARE > total || !(is_bare_heading || is_note(shown, index, said, is_small)) {
                break;
            }
            self.body.pop();
            self.notes.insert(0, index);
        }
        self.cut_note_section(shown, said);
    }

    /// A last section whose heading announces notes: *Über die Autorin*, *Quellen*.
    fn cut_note_section(&mut self, shown: &Shown, said: &Said) {
        const SHARE: usize = 4;
        const HEADING_BYTES_MAX: usize = 60;
        let total = shown.bytes(&self.body);
        let announces = |&index: &usize| {
            let words = shown.words[index].to_lowercase();
            let is_short = shown.paragraphs[index].visible_bytes <= HEADING_BYTES_MAX && (shown.is_heading(index) || words.ends_with(':'));
            is_short && said.words.is_note(&words)
        };
        let Some(position) = self.body.iter().rposition(announces) else { return };
        let is_last = !self.body[position + 1..].iter().any(|&index| shown.is_heading(index));
        if is_last && shown.bytes(&self.body[position..]) * SHARE <= total {
            self.notes.splice(0..0, self.body.drain(position..));
        }
    }

    /// How many bytes of the body each element holds.
    fn sizes(&self, shown: &Shown) -> HashMap<NodeId, usize> {
        let mut sizes = HashMap::new();
        for &index in &self.body {
            let paragraph = &shown.paragraphs[index];
            for id in shown.dom.ancestors(paragraph.holder) {
                *sizes.entry(id).or_insert(0) += paragraph.visible_bytes;
            }
        }
        sizes
    }

    /// Short lines between headline and text that are no sentence: author, place, time.
    fn take_bylines(&mut self, shown: &Shown, said: &Said) {
        const BYTES_MAX: usize = 90;
        const AMONG_FIRST: usize = 3;
        let first = self.body.first().copied().unwrap_or(0);
        let from = self.headline.map_or(first.saturating_sub(6), |headline| headline + 1).min(first);
        let among_first = self.body.get(AMONG_FIRST).or(self.body.last()).copied().unwrap_or(first);
        let first_prose = self.body.iter().copied().find(|&index| shown.is_prose(index)).unwrap_or(first).min(among_first);
        let is_line = |&index: &usize| {
            let (words, paragraph) = (&shown.words[index], &shown.paragraphs[index]);
            let is_short = paragraph.visible_bytes <= BYTES_MAX && matches!(paragraph.markup, Markup::Text | Markup::ListItem);
            let names_author = said.authors.iter().any(|author| words.contains(author));
            let is_moment = words.bytes().filter(u8::is_ascii_digit).count() >= 4;
            let is_sure = names_author || is_moment;
            is_short && (is_sure || !self.body.contains(&index) && !ends_sentence(words))
        };
        self.bylines = (from..first_prose.max(from)).filter(is_line).collect();
        let names_author_alone = |index: &usize| {
            let words = shown.words[*index].as_str();
            words.len() <= BYTES_MAX && said.authors.contains(&said.words.without_by(words))
        };
        self.bylines.extend(self.body.iter().copied().take(AMONG_FIRST * 2).filter(names_author_alone));
        self.bylines.sort_unstable();
        self.bylines.dedup();
        self.body.retain(|index| !self.bylines.contains(index));
    }

    /// The lead stands between headline and text: it is the page's description, or plain prose.
    fn take_lead(&mut self, shown: &Shown, said: &Said) {
        let Some(&first) = self.body.first() else { return };
        const UP_MAX: usize = 12;
        const LEAD_BYTES_MAX: usize = 1_200;
        let from = self.headline.map_or(first.saturating_sub(UP_MAX), |headline| headline + 1).min(first);
        let is_description = |index: usize| said.descriptions.iter().any(|description| describes(description, &shown.words[index]));
        let described = |is_free: &dyn Fn(usize) -> bool| (from..first).find(|&index| is_description(index) && is_free(index));
        let is_notice = |index: usize| shown.dom.ancestors(shown.paragraphs[index].holder).take(3).any(|id| shown.dom.name(id) == "aside");
        let is_free = |index: usize| {
            !self.bylines.contains(&index) && !self.captions.contains(&index) && !shown.is_caption(index) && !is_notice(index)
        };
        let prose = || (from..first).find(|&index| self.headline.is_some() && shown.is_prose(index) && is_free(index));
        match described(&is_free).or_else(prose).or_else(|| described(&|_| true)) {
            // So long a summary is the text itself, which the page describes by its beginning.
            Some(text) if shown.paragraphs[text].visible_bytes > LEAD_BYTES_MAX => self.body.insert(0, text),
            Some(lead) => {
                self.captions.retain(|&index| index != lead);
                self.bylines.retain(|&index| index != lead);
                self.lead.push(lead);
            }
            None if is_description(first) && self.body.len() > 1 => {
                self.lead.push(first);
                self.body.remove(0);
            }
            None => {}
        }
    }
}

impl Layout {
    /// The topic: a short line right above the headline.
    pub(super) fn kicker(&self, shown: &Shown) -> Option<String> {
        const CHARACTERS_MAX: usize = 60;
        const NAMES: [&str; 5] = ["kicker", "topline", "overline", "headline", "title"];
        let above = self.headline?.checked_sub(1)?;
        let holder = |index: usize| shown.paragraphs[index].holder;
        let parent = |index: usize| shown.dom.node(holder(index)).parent;
        let is_near = parent(above) == parent(above + 1) || shown.dom.is_named(holder(above), &NAMES);
        let words = &shown.words[above];
        let is_topic =
            words.chars().count() <= CHARACTERS_MAX && !words.contains(['/', '>', '|']) && !words.bytes().any(|byte| byte.is_ascii_digit());
        (is_near && is_topic).then(|| words.trim_end_matches([':', ' ']).to_string())
    }

    /// Lines between headline and text and behind it that may say whose the text is.
    pub(super) fn lines_beside(&self, shown: &Shown) -> Vec<(CreditPlace, usize)> {
        const BEHIND: usize = 10;
        const BYTES_MAX: usize = 220;
        let (Some(&first), Some(&last)) = (self.body.first(), self.body.last()) else { return Vec::new() };
        let from = self.headline.map_or(first.saturating_sub(6), |headline| headline + 1).min(first);
        let is_line = |&index: &usize| {
            let is_other = self.lead.contains(&index) || self.captions.contains(&index) || shown.is_heading(index) || shown.is_link(index);
            shown.paragraphs[index].visible_bytes <= BYTES_MAX && !is_other
        };
        let place = |index: usize| if self.bylines.contains(&index) { CreditPlace::Byline } else { CreditPlace::CreditLine };
        let before = (from..first).filter(is_line).map(|index| (place(index), index));
        let behind = (last + 1..shown.paragraphs.len()).take(BEHIND).filter(is_line).map(|index| (place(index), index));
        before.chain(behind).collect()
    }
}

/// Whether a paragraph behind the text is a note: who wrote or edited it, whose it is, what else there is.
fn is_note(shown: &Shown, index: usize, said: &Said, is_small: impl Fn(NodeId) -> bool) -> bool {
    const NAMES: &[&str] =
        &["newsletter", "author", "authors", "disclaimer", "copyright", "promo", "paywall", "comment", "comments", "footer", "footnote"];
    let (words, paragraph) = (&shown.words[index], &shown.paragraphs[index]);
    let is_announced = said.words.is_note(words);
    let is_author = said.authors.iter().any(|author| said.words.without_by(words) == *author);
    let has_quotation = words.contains(['„', '"', '»', '“']);
    let is_set_off = paragraph.markup == Markup::Text && paragraph.emphasised_bytes * 10 >= paragraph.visible_bytes * 9 && !has_quotation;
    is_announced || is_author || is_set_off || is_credit_line(words) || shown.is_named(index, NAMES, is_small)
}

/// Whether a line is a prompt, a menu, a notice.
fn is_prompt(line: &str, words: &Words) -> bool {
    const BYTES_MAX: usize = 60;
    line.len() <= BYTES_MAX && words.boilerplate.is_whole(line)
}

/// Whether a line says nothing but where a picture is from: *Foto: Agentur*, or ends so.
fn is_picture_credit(line: &str, words: &Words) -> bool {
    const CREDIT_CHARACTERS_MAX: usize = 60;
    const CHARACTERS_MAX: usize = 250;
    let Some((before, credit)) = line.rsplit_once(':') else { return false };
    let word = before.rsplit([' ', '(', '/']).next().unwrap_or("").to_lowercase();
    let is_short = line.chars().count() <= CHARACTERS_MAX && credit.chars().count() <= CREDIT_CHARACTERS_MAX;
    is_short && !credit.trim().is_empty() && !ends_sentence(credit.trim_end_matches(')')) && words.credits.contains(&word)
}

/// Whether a description that may be cut off says what this paragraph says.
fn describes(description: &str, words: &str) -> bool {
    const CHARACTERS_MIN: usize = 30;
    const CHARACTERS: usize = 60;
    let key = |text: &str| {
        text.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).take(CHARACTERS).collect::<String>()
    };
    let (description, words) = (key(description), key(words));
    let is_long = words.chars().count() >= CHARACTERS_MIN && description.chars().count() >= CHARACTERS_MIN;
    is_long && (description.starts_with(&words) || words.starts_with(&description))
}

/// Whether a line is a sign of origin or of who edited: *(dpa)*, *dpa/lby*, *© Agentur 2025*, *(abc)*.
fn is_credit_line(words: &str) -> bool {
    const CHARACTERS_MAX: usize = 120;
    const SHORT_CHARACTERS: usize = 30;
    let length = words.chars().count();
    let is_copyright = words.starts_with(['©', 'ⓒ']) || words.to_ascii_lowercase().starts_with("(c)");
    let is_in_brackets =
        length <= SHORT_CHARACTERS && (words.starts_with('(') && words.ends_with(')') || words.starts_with('[') && words.ends_with(']'));
    let is_signs = length <= SHORT_CHARACTERS && !words.contains(' ') && words.contains('/');
    (is_copyright && length <= CHARACTERS_MAX) || is_in_brackets || is_signs
}
