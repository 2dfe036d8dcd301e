//! Which lines belong together? One pass from the top, with the articles that are open at each line.

use super::lines::{About, Form, Line};
use super::titles::{Before, Role, Titles};
use crate::words::Words;
use crate::{picture_credit, printed_dates};
use quell_document::ItemKind;

/// A ticker has at least so many entries.
const TICKER_ENTRIES_MIN: usize = 3;

/// The description of a picture repeats the title no further below: a date, a byline and a lead stand between.
const DESCRIPTION_LINES: usize = 4;

/// A teaser's text is one short paragraph.
const TEASER_CHARACTERS: usize = 350;

/// Hosts of video portals.
const VIDEO_HOSTS: [&str; 9] =
    ["youtube.com", "youtu.be", "vimeo.com", "odysee.com", "rumble.com", "dailymotion.com", "twitch.tv", "tiktok.com", "bitchute.com"];

/// Lines that make an item.
#[derive(Debug, Clone, Default)]
pub(super) struct Draft {
    /// What it is, where that is known from how it stands.
    pub(super) kind: Option<ItemKind>,
    /// Its lines in order, each with what it is in the item.
    pub(super) lines: Vec<(usize, Part)>,
    pub(super) title: Option<usize>,
    pub(super) url: Option<usize>,
    pub(super) about: About,
    /// The line that the date stands in.
    pub(super) dated_at: Option<usize>,
    /// The time of day of an entry of a ticker.
    pub(super) clock: Option<String>,
}

/// What a line is within its item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Headline,
    Subheading,
    About,
    Lead,
    Paragraph,
}

impl Draft {
    fn of(kind: ItemKind, line: usize, part: Part) -> Self {
        Draft { kind: Some(kind), lines: vec![(line, part)], ..Draft::default() }
    }

    fn titled(kind: Option<ItemKind>, title: usize) -> Self {
        Draft { kind, title: Some(title), lines: vec![(title, Part::Headline)], ..Draft::default() }
    }

    /// The line that is the lead: the first paragraph below the title, set off from those that follow by a date, a byline, or a picture with its words.
    pub(super) fn lead(&self) -> Option<usize> {
        const PARAGRAPHS_MIN: usize = 2;
        let is_article = self.title.is_some() && !matches!(self.kind, Some(kind) if kind != ItemKind::Article);
        let first = self.lines.iter().position(|(_, part)| *part == Part::Paragraph).filter(|_| is_article)?;
        let (lead, (next, part)) = (self.lines[first].0, *self.lines.get(first + 1)?);
        let is_set_off = part == Part::About || next > lead + 1;
        let has_text = self.paragraphs_count() > PARAGRAPHS_MIN;
        (is_set_off && has_text && part != Part::Subheading).then_some(lead)
    }

    /// How many paragraphs it has.
    pub(super) fn paragraphs_count(&self) -> usize {
        self.lines.iter().filter(|(_, part)| *part == Part::Paragraph).count()
    }
}

/// The items of the page, in the order of their first lines.
pub(super) fn drafts(lines: &[Line], words: &Words) -> Vec<Draft> {
    let titles = Titles::of(lines);
    let is_entry = |line: &&Line| matches!(line.form, Form::Clock(_)) || printed_dates::clock_before(line.words, words).is_some();
    let is_ticker = lines.iter().filter(is_entry).count() >= TICKER_ENTRIES_MIN;
    let mut outline =
        Outline { lines, words, titles, is_ticker, drafts: Vec::new(), open: Vec::new(), last: None, above: Vec::new(), mode: Mode::Text };
    let mut at = 0;
    while at < lines.len() {
        at += outline.line(at);
    }
    outline.finish()
}

/// What the last label announced.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Text,
    Related,
    Video,
}

struct Outline<'l, 't> {
    lines: &'l [Line<'t>],
    words: &'l Words,
    titles: Titles,
    is_ticker: bool,
    drafts: Vec<Draft>,
    /// The drafts that text can still be added to, the innermost last.
    open: Vec<usize>,
    /// The draft that the line before belongs to.
    last: Option<usize>,
    /// Dates and bylines that stand above the title they belong to.
    above: Vec<usize>,
    mode: Mode,
}

impl Outline<'_, '_> {
    /// Takes the line and gives how many lines were used.
    fn line(&mut self, at: usize) -> usize {
        let line = &self.lines[at];
        if self.is_ticker
            && let Some(clock) = self.clock(at)
        {
            return self.ticker_entry(at, clock);
        }
        match &line.form {
            Form::Link => self.link(at),
            Form::About(_) => self.about(at),
            Form::Credit => self.caption(at),
            Form::Clock(_) | Form::Prompt | Form::Label => self.boilerplate(at),
            Form::More => {
                self.open.pop();
                self.boilerplate(at);
            }
            Form::Related { label } => {
                let goes_on = *label < line.words.len();
                self.boilerplate_or_teaser(at, goes_on);
                if !goes_on {
                    self.mode = Mode::Related;
                }
            }
            Form::Video => {
                self.boilerplate(at);
                self.mode = Mode::Video;
            }
            Form::Headline => return self.headline(at),
            Form::Prose => self.prose(at),
        }
        1
    }

    fn clock(&self, at: usize) -> Option<String> {
        match &self.lines[at].form {
            Form::Clock(clock) => Some(clock.clone()),
            Form::Prose | Form::Headline => printed_dates::clock_before(self.lines[at].words, self.words),
            _ => None,
        }
    }

    fn ticker_entry(&mut self, at: usize, clock: String) -> usize {
        let is_alone = matches!(self.lines[at].form, Form::Clock(_));
        let part = if is_alone { Part::About } else { Part::Paragraph };
        let mut draft = Draft { clock: Some(clock), ..Draft::of(ItemKind::TickerEntry, at, part) };
        let mut used = 1;
        // Its headline stands right below the time.
        if is_alone && self.lines.get(at + 1).is_some_and(|next| matches!(next.form, Form::Headline | Form::Label)) {
            draft.title = Some(at + 1);
            draft.lines.push((at + 1, Part::Headline));
            used = 2;
        }
        self.open = vec![self.push(draft)];
        self.mode = Mode::Text;
        used
    }

    fn headline(&mut self, at: usize) -> usize {
        if self.is_description(at) {
            self.boilerplate(at);
            return 1;
        }
        let before = Before {
            article_is_open: !self.open.is_empty(),
            under_related: self.mode != Mode::Text,
            about_stands_above: !self.above.is_empty(),
        };
        let within_entry = self.open.last().is_some_and(|&open| self.drafts[open].kind == Some(ItemKind::TickerEntry));
        match self.titles.role(self.lines, at, before) {
            Role::Within => {
                let open = *self.open.last().expect("nothing is within an article where none is open");
                self.add(open, at, Part::Subheading);
            }
            Role::Opens if within_entry && !before.about_stands_above => {
                let open = *self.open.last().expect("an entry is open");
                self.add(open, at, Part::Subheading);
            }
            Role::Points => {
                let kind = if self.mode == Mode::Video { ItemKind::VideoLink } else { ItemKind::Teaser };
                self.push(Draft::titled(Some(kind), at));
            }
            Role::Opens => return self.opens(at),
        }
        1
    }

    fn opens(&mut self, at: usize) -> usize {
        let is_video = self.mode == Mode::Video;
        let mut draft = Draft::titled(is_video.then_some(ItemKind::VideoLink), at);
        for above in std::mem::take(&mut self.above) {
            draft.lines.insert(draft.lines.len() - 1, (above, Part::About));
            describe(&mut draft, above, self.lines);
        }
        // A picture's description repeats the title; an article that was open goes on behind a video.
        let is_embedded = !self.open.is_empty() && draft.dated_at.is_none() && !self.is_described(at);
        if !is_embedded {
            self.open.clear();
        }
        self.mode = Mode::Text;
        let opened = self.push(draft);
        self.open.push(opened);
        1
    }

    /// Whether a date or byline stands below the title.
    fn is_described(&self, at: usize) -> bool {
        self.lines[at + 1..].iter().take(2).any(|next| matches!(next.form, Form::About(_)))
    }

    fn prose(&mut self, at: usize) {
        if self.is_caption(at) {
            self.push(Draft::of(ItemKind::Caption, at, Part::Paragraph));
            return;
        }
        // A title that points elsewhere has at most a short text, and that only under a label or in a list.
        if let Some(last) = self.last {
            let draft = &self.drafts[last];
            let is_short = self.lines[at].words.chars().count() <= TEASER_CHARACTERS;
            let is_listed = self.mode != Mode::Text || self.open.is_empty();
            if matches!(draft.kind, Some(ItemKind::Teaser | ItemKind::VideoLink)) && draft.paragraphs_count() == 0 && is_short && is_listed
            {
                self.add(last, at, Part::Paragraph);
                return;
            }
        }
        self.mode = Mode::Text;
        match self.open.last() {
            Some(&open) => self.add(open, at, Part::Paragraph),
            None => {
                let mut draft = Draft { lines: vec![(at, Part::Paragraph)], ..Draft::default() };
                for above in std::mem::take(&mut self.above) {
                    draft.lines.insert(draft.lines.len() - 1, (above, Part::About));
                    describe(&mut draft, above, self.lines);
                }
                let opened = self.push(draft);
                self.open.push(opened);
            }
        }
    }

    /// Whether the line stands right below a picture's description, which repeats the title, or right above a credit.
    fn is_caption(&self, at: usize) -> bool {
        let line = &self.lines[at];
        let below_description = !line.is_apart && at.checked_sub(1).is_some_and(|previous| self.is_description(previous));
        let above_credit = self
            .lines
            .get(at + 1)
            .is_some_and(|next| !next.is_apart && next.form == Form::Credit && picture_credit::place(next.words, self.words) == Some(0));
        below_description || above_credit
    }

    /// Whether a headline repeats the title that it stands below.
    fn is_description(&self, at: usize) -> bool {
        let is_title = |&open: &usize| {
            let title = self.drafts[open].title.filter(|&title| title < at && at - title <= DESCRIPTION_LINES);
            title.is_some_and(|title| self.lines[title].key == self.lines[at].key)
        };
        self.lines[at].form == Form::Headline && self.open.iter().any(is_title)
    }

    fn caption(&mut self, at: usize) {
        let line = &self.lines[at];
        let is_credit_alone = picture_credit::place(line.words, self.words) == Some(0);
        let captioned = self.last.filter(|&last| is_credit_alone && !line.is_apart && self.drafts[last].kind == Some(ItemKind::Caption));
        match captioned {
            Some(caption) => self.add(caption, at, Part::Paragraph),
            None => {
                self.push(Draft::of(ItemKind::Caption, at, Part::Paragraph));
            }
        }
    }

    fn about(&mut self, at: usize) {
        let open = self.last.filter(|last| self.drafts[*last].title.is_some()).or(self.open.last().copied());
        let next_is_title = self.lines.get(at + 1).is_some_and(|next| next.form == Form::Headline);
        let takes = |open: usize| {
            let draft = &self.drafts[open];
            let stands_near = draft.paragraphs_count() <= 1 && draft.title.is_some();
            let is_new = matches!(&self.lines[at].form, Form::About(about) if about.authors.is_empty() != draft.about.authors.is_empty() || !about.dates.is_dated || draft.dated_at.is_none());
            stands_near && is_new
        };
        // Between two items a date stands on the side where no empty line is.
        let leans_on_next = next_is_title && self.lines[at].is_apart && !self.lines[at + 1].is_apart;
        match open.filter(|&open| takes(open) && !leans_on_next) {
            Some(open) => {
                self.add(open, at, Part::About);
                describe(&mut self.drafts[open], at, self.lines);
            }
            None if next_is_title || self.open.is_empty() => self.above.push(at),
            None => self.boilerplate(at),
        }
    }

    fn link(&mut self, at: usize) {
        let address = self.lines[at].words;
        let is_video =
            VIDEO_HOSTS.iter().any(|video| host(address).is_some_and(|host| host == *video || host.ends_with(&format!(".{video}"))));
        let teaser = self.last.filter(|&last| self.drafts[last].title.is_some() && self.drafts[last].url.is_none());
        let article = self.open.last().copied().filter(|&open| self.drafts[open].url.is_none());
        let likeness = |draft: usize| self.drafts[draft].title.map_or(0, |title| words_in_common(self.lines[title].words, address));
        let owner = match (teaser, article) {
            (Some(teaser), Some(article)) if likeness(article) > likeness(teaser) => Some(article),
            (teaser, article) => teaser.or(article),
        };
        let Some(owner) = owner else {
            let kind = if is_video { ItemKind::VideoLink } else { ItemKind::Boilerplate };
            let draft = Draft { url: Some(at), ..Draft::of(kind, at, Part::Paragraph) };
            self.push(draft);
            return;
        };
        self.drafts[owner].url = Some(at);
        if is_video {
            self.drafts[owner].kind = Some(ItemKind::VideoLink);
            self.open.retain(|&open| open != owner);
        } else if self.open.contains(&owner) {
            self.open.clear();
        }
        self.mode = Mode::Text;
        self.last = None;
    }

    fn boilerplate_or_teaser(&mut self, at: usize, goes_on: bool) {
        if goes_on {
            self.push(Draft::titled(Some(ItemKind::Teaser), at));
        } else {
            self.boilerplate(at);
        }
    }

    fn boilerplate(&mut self, at: usize) {
        match self.last.filter(|&last| self.drafts[last].kind == Some(ItemKind::Boilerplate) && self.drafts[last].url.is_none()) {
            Some(last) => self.add(last, at, Part::Paragraph),
            None => {
                self.push(Draft::of(ItemKind::Boilerplate, at, Part::Paragraph));
            }
        }
    }

    fn add(&mut self, draft: usize, at: usize, part: Part) {
        self.drafts[draft].lines.push((at, part));
        self.last = Some(draft);
    }

    fn push(&mut self, draft: Draft) -> usize {
        self.drafts.push(draft);
        self.last = Some(self.drafts.len() - 1);
        self.drafts.len() - 1
    }

    fn finish(mut self) -> Vec<Draft> {
        for above in std::mem::take(&mut self.above) {
            self.push(Draft::of(ItemKind::Boilerplate, above, Part::Paragraph));
        }
        let text_of = |draft: &Draft| {
            draft
                .lines
                .iter()
                .filter(|(_, part)| *part == Part::Paragraph)
                .map(|(at, _)| self.lines[*at].words.chars().count())
                .sum::<usize>()
        };
        for draft in &mut self.drafts {
            let is_article = draft.paragraphs_count() >= 2 || text_of(draft) > TEASER_CHARACTERS;
            draft.kind.get_or_insert(if is_article || draft.title.is_none() { ItemKind::Article } else { ItemKind::Teaser });
        }
        self.drafts.sort_by_key(|draft| draft.lines.first().map(|(at, _)| *at));
        self.drafts
    }
}

/// Adds what this line says about the draft.
fn describe(draft: &mut Draft, at: usize, lines: &[Line]) {
    let Form::About(about) = &lines[at].form else { return };
    draft.about.authors.extend(about.authors.iter().cloned());
    if about.dates.is_dated {
        draft.dated_at.get_or_insert(at);
    }
    let dates = &mut draft.about.dates;
    dates.published = dates.published.take().or(about.dates.published.clone());
    dates.modified = dates.modified.take().or(about.dates.modified.clone());
    dates.is_dated |= about.dates.is_dated;
}

/// The host of an address, without *www*.
pub(super) fn host(address: &str) -> Option<String> {
    let behind_scheme = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = behind_scheme.split(['/', '?', '#']).next()?.rsplit('@').next()?.split(':').next()?.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host).to_string();
    host.contains('.').then_some(host)
}

/// How many words of the title the address holds, written as addresses write them.
fn words_in_common(title: &str, address: &str) -> usize {
    let path: Vec<&str> = address.split(|character: char| !character.is_ascii_alphanumeric()).collect();
    let mut plain = String::with_capacity(title.len());
    for character in title.to_lowercase().chars() {
        match character {
            'ä' => plain.push_str("ae"),
            'ö' => plain.push_str("oe"),
            'ü' => plain.push_str("ue"),
            'ß' => plain.push_str("ss"),
            other => plain.push(other),
        }
    }
    plain.split(|character: char| !character.is_alphanumeric()).filter(|word| word.len() > 2 && path.contains(word)).count()
}
