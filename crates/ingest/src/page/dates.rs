//! When was an article published and changed, as its page shows: `<time>` elements and the lines beside its headline.
//!
//! Pages are full of times: of other stories, of comments, of the day. The article's stand between headline and text, or right above the headline.

use quell_document::{MetadataField as Field, MetadataOrigin as Origin};

use super::layout::Layout;
use super::metadata::Metadata;
use super::paragraphs::Piece;
use super::shown::Shown;
use crate::printed_dates::{self, Dates};
use crate::words::Words;

/// A date stands so many paragraphs above the headline.
const ABOVE: usize = 3;

/// A longer paragraph is no byline.
const LINE_BYTES_MAX: usize = 160;

/// Adds what `<time>` elements and lines around the headline say.
pub(super) fn add(metadata: &mut Metadata, shown: &Shown, layout: &Layout, words: &Words) {
    let Some(&first) = layout.body.first() else { return };
    let from = layout.headline.unwrap_or(first).saturating_sub(ABOVE);
    let near: Vec<usize> = (from..first).filter(|&index| shown.paragraphs[index].visible_bytes <= LINE_BYTES_MAX).collect();
    for &index in &near {
        time_elements(metadata, shown, index, words);
    }
    for &index in near.iter().filter(|index| layout.bylines.contains(index)) {
        printed(metadata, &shown.words[index], words);
    }
}

/// The `<time>` elements of a paragraph; words such as *Aktualisiert* before one say that it is that of a change, and so does its name.
fn time_elements(metadata: &mut Metadata, shown: &Shown, index: usize, words: &Words) {
    const NAMES: [&str; 4] = ["modified", "updated", "update", "changed"];
    let mut is_change = false;
    for piece in &shown.paragraphs[index].pieces {
        let Piece::Text(id) = piece else { continue };
        let characters = shown.dom.text(*id).map_or("", |text| &text.characters);
        is_change |= characters.split(|character: char| !character.is_alphabetic()).any(|word| words.is_change(word));
        let Some(value) = shown.time_around(*id) else { continue };
        let is_named = shown.dom.ancestors(*id).skip(1).take(2).any(|id| shown.dom.is_named(id, &NAMES));
        let field = if is_change || is_named { Field::Modified } else { Field::Published };
        metadata.add(field, Origin::Time, Some(value));
        is_change = false;
    }
}

/// The dates of a line that may hold names beside them.
fn printed(metadata: &mut Metadata, line: &str, words: &Words) {
    let parts = line.split(['|', '·', '•']).flat_map(|part| part.split(" – ")).map(str::trim).filter(|part| !part.is_empty());
    let whole = printed_dates::only_dates(line, words);
    let dates: Vec<Dates> = match whole {
        Some(dates) => vec![dates],
        None => parts.filter_map(|part| printed_dates::only_dates(part, words)).collect(),
    };
    for dates in dates {
        metadata.add(Field::Published, Origin::Byline, dates.published.as_deref());
        metadata.add(Field::Modified, Origin::Byline, dates.modified.as_deref());
    }
}
