//! The record: what the engine adds to it, and what it makes of what the record knows.
//!
//! Questions that need no analysis are asked of the [`Store`] itself.

mod add;
mod changes;
mod refresh;
mod stories;

pub use add::{Addition, Told, add};
pub use changes::{Change, ChangedStatement, Changes, Step, changes};
pub use quell_store::{Store, StoreError};
pub use refresh::{Refreshed, refresh};
pub use stories::{Story, StoryArticle, stories};

use quell_document::Document;
use quell_graph::Keys;
use quell_ingest::Capture;
use quell_lang::Pack;
use quell_store::{Corrections, Origin, Version};

use crate::certainty::CERTAINTY_MIN;
use crate::reading::Reading;

/// What the record calls the program and the pack that analysed something.
fn reader_name(pack: Option<&str>) -> String {
    match pack {
        Some(pack) => format!("quell {} · {pack}", env!("CARGO_PKG_VERSION")),
        None => format!("quell {}", env!("CARGO_PKG_VERSION")),
    }
}

/// The keys of a document. One that was not analysed has none.
fn keys(document: &Document, pack: Option<&Pack>) -> Keys {
    pack.map(|pack| Keys::of(document, pack)).unwrap_or_default()
}

/// A version as a reading, as corrected by hand; without what is less certain, unless `keeps_all`.
pub fn reading(version: Version, corrections: &Corrections, keeps_all: bool) -> Reading {
    let Version { address, reader, mut statement_ids, mut document, capture, .. } = version;
    corrections.apply(&mut document, &mut statement_ids, &address);
    if !keeps_all {
        document.keep_certain(CERTAINTY_MIN);
    }
    let pack = reader.split_once(" · ").map(|(_, pack)| pack.to_string());
    Reading { capture: self::capture(&capture), document, gold: None, pack, part_of: None }
}

/// The capture as its reader knew it.
fn capture(origin: &Origin) -> Capture {
    let Origin { uri, sha256, media_type, time, container, offset } = origin.clone();
    Capture { uri, sha256, media_type: known_media_type(&media_type), time, container, offset }
}

/// The media types of captures that this program makes.
const MEDIA_TYPES: [&str; 8] = [
    "text/plain",
    "text/html",
    "application/json",
    "application/jsonl",
    "text/x-quell-case",
    "application/rss+xml",
    "application/atom+xml",
    "application/xml",
];

/// The media type by its own name in this program.
fn known_media_type(name: &str) -> &'static str {
    MEDIA_TYPES.into_iter().find(|known| *known == name).unwrap_or("application/octet-stream")
}
