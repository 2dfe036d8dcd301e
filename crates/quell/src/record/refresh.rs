//! Analysing again, after the rules have changed, what the record holds. It may be broken off at any time and goes on where it stopped.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use quell_ingest::Found;
use quell_store::{Analysis, Store, StoreError, Version};

use crate::reading::Engine;
use crate::{parallel, view};

use super::{keys, reader_name};

/// So many versions are analysed and replaced at a time.
const BATCH_VERSIONS: usize = 128;

/// How far a refresh has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refreshed {
    /// Versions that have been analysed anew.
    pub done: u64,
    /// Versions that were to be.
    pub all: u64,
}

/// Analyses anew what another program or pack analysed; everything, if `is_all`.
pub fn refresh(
    engine: &Engine,
    path: &Path,
    is_all: bool,
    is_stopped: &AtomicBool,
    mut tell: impl FnMut(Refreshed),
) -> Result<Refreshed, StoreError> {
    // A record that is not there is not made.
    drop(Store::open_to_read(path)?);
    let mut store = Store::open(path)?;
    if is_all {
        store.outdate_all()?;
    }
    let readers = store.readers()?.into_iter().filter(|reader| is_of_today(engine, reader)).collect::<Vec<_>>();
    let mut refreshed = Refreshed { done: 0, all: store.stale_count(&readers)? as u64 };
    let mut after = 0;
    while !is_stopped.load(Ordering::Relaxed) {
        let (last, stale) = store.stale(&readers, after, BATCH_VERSIONS)?;
        if stale.is_empty() {
            break;
        }
        after = last;
        let mut analyses = Vec::with_capacity(stale.len());
        let text_bytes = |version: &&Version| version.document.article.text.len();
        parallel::in_order(
            stale.iter(),
            text_bytes,
            |version| (version, analysed(engine, version)),
            |done| {
                analyses.push(done);
                ControlFlow::Continue(())
            },
        );
        store.replace(&analyses)?;
        refreshed.done += analyses.len() as u64;
        tell(refreshed);
    }
    Ok(refreshed)
}

/// Whether this program, with the pack that it has now, would analyse in the same way.
fn is_of_today(engine: &Engine, reader: &str) -> bool {
    let pack = reader.split_once(" · ").map(|(_, pack)| pack);
    let language = pack.and_then(|pack| pack.split(' ').next());
    let pack_of_today = language.and_then(|tag| engine.pack(tag).ok());
    reader == reader_name(pack_of_today.as_ref().map(|pack| pack.name()))
}

fn analysed(engine: &Engine, version: &Version) -> Analysis {
    let capture = super::capture(&version.capture);
    let found = Found { capture, article: version.document.article.clone(), is_part: false, gold: None, diagnostics: Vec::new() };
    let prepared = engine.prepare(found);
    let pack = prepared.pack.clone();
    let reading = engine.annotate_prepared(prepared);
    let keys = keys(&reading.document, pack.as_deref());
    let ids = view::statement_ids(&reading.document, &version.public_id);
    let mut document = reading.document;
    let text = std::mem::take(&mut document.article.text);
    Analysis::of(&document, &text, &ids, reader_name(reading.pack.as_deref()), version.public_id.clone(), &keys)
}
