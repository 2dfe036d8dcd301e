//! The entries of a liveticker: which paragraphs belong together, when each was written, and by whom.
//!
//! What the page says of them in JSON-LD comes first (`liveBlogUpdate` of schema.org's LiveBlogPosting). Where it says nothing, an entry is what stands
//! again and again below a time: at least three neighbours in the tree that begin with one and hold text of the article. An article that names three
//! times of day on the way is none, since the entries are most of a ticker.

use std::collections::{HashMap, HashSet};

use super::dom::NodeId;
use super::json_ld::Update;
use super::layout::Layout;
use super::metadata::plain;
use super::paragraphs::{Markup, Piece};
use super::shown::{Shown, ends_sentence, plain_words};
use crate::words::Words;
use crate::{date, printed_dates};

/// A ticker that only its times show has so many entries at least.
const ENTRIES_MIN: usize = 3;

/// A longer paragraph is no time above an entry.
const TIME_BYTES_MAX: usize = 60;

/// One entry.
#[derive(Debug, Default)]
pub(super) struct Entry {
    /// Numbers of its paragraphs, its headline and its time among them where they are parts of the text.
    pub(super) paragraphs: Vec<usize>,
    pub(super) headline: Option<usize>,
    pub(super) moment: Option<Moment>,
    /// Whether a line behind it names another day.
    pub(super) ends_day: bool,
    /// What JSON-LD says of it.
    pub(super) said: Option<Update>,
}

/// When an entry was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Moment {
    /// ISO 8601.
    At(String),
    /// The time of day.
    Clock(String),
}

/// The entries of the page in order; none if it is no ticker.
pub(super) fn find(shown: &Shown, layout: &Layout, updates: Vec<Update>, words: &Words) -> Vec<Entry> {
    let text: HashSet<usize> = layout.lead.iter().chain(&layout.body).copied().collect();
    let page = Page { shown, text, captions: layout.captions.iter().copied().collect(), words };
    if updates.is_empty() { page.below_times(layout) } else { page.as_said(updates) }
}

struct Page<'p> {
    shown: &'p Shown<'p>,
    /// The paragraphs of the article.
    text: HashSet<usize>,
    captions: HashSet<usize>,
    words: &'p Words,
}

/// Where an entry begins, and the paragraphs that may be its text.
struct Row {
    start: usize,
    paragraphs: Vec<usize>,
    ends_day: bool,
}

impl Page<'_> {
    /// The entries that JSON-LD lists, with their paragraphs where the page shows them, else in its words.
    fn as_said(&self, updates: Vec<Update>) -> Vec<Entry> {
        const NEIGHBOURS_MIN: usize = 2;
        let places = Places::of(self.shown);
        let mut starts: HashMap<usize, usize> = HashMap::new();
        for (number, update) in updates.iter().enumerate() {
            if let Some(start) = places.start(update) {
                starts.entry(start).or_insert(number);
            }
        }
        let mut sorted: Vec<usize> = starts.keys().copied().collect();
        sorted.sort_unstable();
        let mut rows: HashMap<usize, Row> =
            self.rows(&sorted, NEIGHBOURS_MIN).into_iter().filter_map(|row| Some((*starts.get(&row.start)?, row))).collect();
        let entry = |(number, said): (usize, Update)| match rows.remove(&number) {
            Some(row) => {
                let shown = self.entry(row, None);
                Entry { moment: said.published.clone().map(Moment::At).or(shown.moment), said: Some(said), ..shown }
            }
            None => Entry { moment: said.published.clone().map(Moment::At), said: Some(said), ..Entry::default() },
        };
        updates.into_iter().enumerate().map(entry).collect()
    }

    /// The entries that begin with a time.
    fn below_times(&self, layout: &Layout) -> Vec<Entry> {
        /// The first time stands so many paragraphs before the text.
        const BEFORE: usize = 6;
        let (Some(&first), Some(&last)) = (layout.body.first(), layout.body.last()) else { return Vec::new() };
        let range = first.saturating_sub(BEFORE)..=last;
        let moments: HashMap<usize, Moment> = range.filter_map(|index| Some((index, self.moment(index)?))).collect();
        let mut starts: Vec<usize> = moments.keys().copied().collect();
        starts.sort_unstable();
        let rows = self.rows(&starts, ENTRIES_MIN);
        let held: Vec<usize> = rows.iter().flat_map(|row| &row.paragraphs).copied().filter(|index| self.text.contains(index)).collect();
        if rows.len() < ENTRIES_MIN || self.shown.bytes(&held) * 2 < self.shown.bytes(&layout.body) {
            return Vec::new();
        }
        let entry = |row: Row| {
            let moment = moments.get(&row.start).cloned();
            self.entry(row, moment)
        };
        rows.into_iter().map(entry).collect()
    }

    /// The neighbours in the tree in which entries begin at these paragraphs, with what they hold.
    fn rows(&self, starts: &[usize], rows_min: usize) -> Vec<Row> {
        /// So many places in the tree are tried, those with the most neighbours first.
        const PLACES_MAX: usize = 4;
        let (dom, holder) = (self.shown.dom, |index: usize| self.shown.paragraphs[index].holder);
        let mut neighbours: HashMap<NodeId, Vec<NodeId>> = HashMap::new();
        let mut first_in: HashMap<NodeId, usize> = HashMap::new();
        for &start in starts {
            for node in dom.ancestors(holder(start)) {
                if first_in.contains_key(&node) {
                    break;
                }
                first_in.insert(node, start);
                neighbours.entry(dom.node(node).parent.unwrap_or(node)).or_default().push(node);
            }
        }
        let mut places: Vec<(NodeId, Vec<NodeId>)> = neighbours.into_iter().filter(|(_, nodes)| nodes.len() >= rows_min).collect();
        places.sort_by_key(|(place, nodes)| (std::cmp::Reverse(nodes.len()), *place));
        let tried = places.into_iter().take(PLACES_MAX).map(|(place, nodes)| self.rows_at(place, &nodes, &first_in));
        tried.max_by_key(|rows| rows.len()).filter(|rows| rows.len() >= rows_min).unwrap_or_default()
    }

    /// The rows whose elements are these children of a place in the tree.
    fn rows_at(&self, place: NodeId, nodes: &[NodeId], first_in: &HashMap<NodeId, usize>) -> Vec<Row> {
        let dom = self.shown.dom;
        let child = |index: usize| {
            let mut around = dom.ancestors(self.shown.paragraphs[index].holder);
            around.find(|&node| dom.node(node).parent == Some(place))
        };
        let Some(from) = nodes.first().map(|node| first_in[node]) else { return Vec::new() };
        let under: Vec<(usize, NodeId)> = (0..self.shown.paragraphs.len())
            .filter_map(|index| Some((index, child(index)?)))
            .filter(|&(_, node)| node >= nodes[0])
            .collect();
        let wanted: HashSet<NodeId> = nodes.iter().copied().collect();
        let holding_text: HashSet<NodeId> = under
            .iter()
            .filter(|(index, node)| wanted.contains(node) && self.text.contains(index) && first_in[node] != *index)
            .map(|&(_, node)| node)
            .collect();
        // Entries are boxes with all that is theirs, or lines below lines, each followed by its text.
        let are_boxes = holding_text.len() * 2 > nodes.len();
        let mut rows: Vec<Row> = Vec::new();
        let mut open = None;
        for (index, node) in under {
            if wanted.contains(&node) && open != Some(node) {
                rows.push(Row { start: first_in[&node], paragraphs: Vec::new(), ends_day: false });
                open = Some(node);
            }
            let is_of_row = open == Some(node) || !are_boxes && self.text.contains(&index);
            if let Some(row) = rows.last_mut().filter(|_| is_of_row && (index >= from || open == Some(node))) {
                row.paragraphs.push(index);
            }
        }
        for row in &mut rows {
            self.keep_text(row);
        }
        rows.retain(|row| row.paragraphs.iter().any(|&index| !self.shown.is_heading(index)));
        rows
    }

    /// Keeps of a row what is text: what is the article's, headings, and prose where nothing is the article's.
    fn keep_text(&self, row: &mut Row) {
        let shown = self.shown;
        let holds_text = row.paragraphs.iter().any(|index| self.text.contains(index) && !shown.is_heading(*index));
        let is_time_alone = |index: usize| self.is_time_alone(index);
        row.ends_day = row.paragraphs.iter().any(|&index| index != row.start && is_time_alone(index) && self.moment(index).is_none());
        let is_text = |index: usize| {
            let is_other = shown.is_link(index) || self.captions.contains(&index) || is_time_alone(index);
            let is_kept = self.text.contains(&index) || shown.is_heading(index) || !holds_text && shown.is_prose(index);
            is_kept && !is_other
        };
        row.paragraphs = std::mem::take(&mut row.paragraphs).into_iter().filter(|&index| is_text(index)).collect();
    }

    fn entry(&self, row: Row, moment: Option<Moment>) -> Entry {
        const HEADLINE_BYTES_MAX: usize = 150;
        let shown = self.shown;
        let is_headline = |&index: &usize| {
            let paragraph = &shown.paragraphs[index];
            let is_set_off = paragraph.markup == Markup::Text && paragraph.emphasised_bytes * 10 >= paragraph.visible_bytes * 9;
            let is_line = is_set_off && paragraph.visible_bytes <= HEADLINE_BYTES_MAX && !ends_sentence(&shown.words[index]);
            shown.is_heading(index) || is_line
        };
        let headline = row.paragraphs.first().copied().filter(is_headline).filter(|_| row.paragraphs.len() > 1);
        let moment = moment.or_else(|| self.moment(row.start)).or_else(|| row.paragraphs.first().and_then(|&index| self.moment(index)));
        Entry { paragraphs: row.paragraphs, headline, moment, ends_day: row.ends_day, said: None }
    }

    /// The time that a paragraph is, or begins with.
    fn moment(&self, index: usize) -> Option<Moment> {
        if self.is_time_alone(index) {
            if let Some(value) = self.time_element(index) {
                return Some(Moment::At(value));
            }
            let line = self.shown.words[index].as_str();
            if let Some(clock) = printed_dates::clock_alone(line, self.words) {
                return Some(Moment::Clock(clock));
            }
            if let Some(value) = printed_dates::only_dates(line, self.words).and_then(|dates| dates.published) {
                return Some(Moment::At(value));
            }
        }
        printed_dates::clock_before(bare(&self.shown.words[index]), self.words).map(Moment::Clock)
    }

    /// Whether a paragraph is short, and nothing but a time as it is printed or marked up.
    fn is_time_alone(&self, index: usize) -> bool {
        let (paragraph, words) = (&self.shown.paragraphs[index], self.shown.words[index].as_str());
        paragraph.visible_bytes <= TIME_BYTES_MAX
            && (printed_dates::clock_alone(words, self.words).is_some()
                || printed_dates::only_dates(words, self.words).is_some()
                || self.is_time_element(index))
    }

    fn is_time_element(&self, index: usize) -> bool {
        let texts = self.shown.paragraphs[index].pieces.iter().filter_map(|piece| match piece {
            Piece::Text(id) => Some(*id),
            Piece::Line | Piece::Cell => None,
        });
        let mut shown = texts.filter(|&id| self.shown.dom.text(id).is_some_and(|text| !text.characters.trim().is_empty())).peekable();
        shown.peek().is_some() && shown.all(|id| self.shown.time_around(id).is_some())
    }

    fn time_element(&self, index: usize) -> Option<String> {
        let pieces = self.shown.paragraphs[index].pieces.iter();
        pieces.filter_map(|piece| if let Piece::Text(id) = piece { self.shown.time_around(*id) } else { None }).find_map(date::iso)
    }
}

/// A line without the marks before it: *+++ 14.05 Uhr*.
fn bare(line: &str) -> &str {
    line.trim_start_matches(['+', '*', '•', '|', '–', '-', '[', ' '])
}

/// The words of a headline without the time before them: *14.05 Uhr: Der Deich hält*.
pub(super) fn without_time<'l>(line: &'l str, words: &Words) -> &'l str {
    let inside = bare(line);
    if printed_dates::clock_before(inside, words).is_none() {
        return line;
    }
    let is_mark = |character: char| !character.is_alphanumeric() && !matches!(character, '„' | '"' | '»' | '“' | '(' | '#');
    let behind = inside.split_once(' ').map_or("", |(_, rest)| rest);
    let (next, rest) = behind.split_once(' ').unwrap_or((behind, ""));
    let behind = if words.is_of_date(next.trim_end_matches(is_mark)) { rest } else { behind };
    let title = behind.trim_start_matches(is_mark).trim_end_matches([' ', '+', '|']);
    if title.is_empty() { line } else { title }
}

/// Paragraphs by the letters that they begin with.
struct Places {
    by_beginning: HashMap<String, usize>,
}

impl Places {
    fn of(shown: &Shown) -> Self {
        let mut by_beginning = HashMap::new();
        for index in (0..shown.paragraphs.len()).filter(|&index| !shown.is_link(index)) {
            by_beginning.entry(beginning(&shown.words[index])).or_insert(index);
        }
        Places { by_beginning }
    }

    /// The paragraph that an entry begins with: its headline, else its text.
    fn start(&self, update: &Update) -> Option<usize> {
        /// So many paragraphs stand between headline and text.
        const NEAR: usize = 6;
        let place = |words: &str| self.by_beginning.get(&beginning(&plain(words))).copied().filter(|_| plain_words(words).len() > 1);
        let text = place(&update.body);
        let headline = update.headline.as_deref().and_then(place);
        match (headline, text) {
            (Some(headline), Some(text)) if headline < text && text - headline <= NEAR => Some(headline),
            (headline, text) => text.or(headline),
        }
    }
}

/// The first letters and digits, in lower case.
fn beginning(words: &str) -> String {
    const CHARACTERS: usize = 40;
    words.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).take(CHARACTERS).collect()
}
