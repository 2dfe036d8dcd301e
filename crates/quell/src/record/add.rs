//! Adding to the record: inputs are read and analysed on all processors, and written one batch after the other.
//!
//! Whoever adds is told of an article only after its batch is on the disk. What the record knows already is seen before it is analysed.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use quell_document::{Article, Diagnostic, Document, ItemKind, Level};
use quell_ingest::{Capture, Captured, Found, Unreadable};
use quell_store::{Added, Entry, Origin, Packed, Store, StoreError, key_of};
use serde::Serialize;

use crate::inputs::Input;
use crate::reading::{Engine, Prepared};
use crate::{parallel, view};

use super::{keys, reader_name};

/// A batch holds so many articles at most.
const BATCH_ARTICLES: usize = 256;

/// Nobody waits longer for what was read to be kept.
const BATCH_TIME: Duration = Duration::from_secs(2);

/// So many articles that were read wait for being written: two batches, so that reading goes on while one is written. Each takes some 50 kB.
const WAITING_MAX: usize = 512;

/// An article, and what became of it.
#[derive(Debug, Clone, Serialize)]
pub struct Addition {
    /// Where it stands: a URL or a path.
    pub address: String,
    /// The article's id in JSON.
    pub id: String,
    /// Its headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// When.
    pub published: Option<String>,
    /// What became of it.
    pub outcome: Added,
    /// How many statements were found in it; unknown where it was not analysed because it was known.
    pub statements: Option<usize>,
}

/// What whoever adds is told.
pub enum Told<'t> {
    /// Something about an input: what could not be read, or what surprised.
    Remarks(&'t str, &'t [Diagnostic]),
    /// These articles are kept now, and so many bytes of the inputs have been read.
    Kept(&'t [Addition], u64),
}

/// Adds the articles of these inputs to the record at `path`, until `is_stopped` says that it is enough: then what was read is kept, and the rest
/// is left for the next time.
pub fn add(
    engine: &Engine,
    inputs: Vec<Result<Input, Unreadable>>,
    path: &Path,
    is_stopped: &AtomicBool,
    mut tell: impl FnMut(Told),
) -> Result<(), StoreError> {
    let mut store = Store::open(path)?;
    let known = Mutex::new(Store::open_to_read(path)?);
    let (sender, receiver) = sync_channel(WAITING_MAX);
    thread::scope(|scope| {
        // The receiver lives in here: when writing fails, it is gone, and reading comes to an end.
        let receiver = receiver;
        scope.spawn(|| read(engine, inputs, &known, is_stopped, sender));
        write(&mut store, &receiver, &mut tell)
    })
}

/// What was read and is to be written.
struct ReadArticle {
    place: String,
    remarks: Vec<Diagnostic>,
    addition: Option<Addition>,
    /// `None` if it was known already.
    packed: Option<Packed>,
    bytes_read: u64,
}

fn read(
    engine: &Engine,
    inputs: Vec<Result<Input, Unreadable>>,
    known: &Mutex<Store>,
    is_stopped: &AtomicBool,
    sender: SyncSender<Result<ReadArticle, StoreError>>,
) {
    let bytes_of = |(captured, _): &(Result<Captured, Unreadable>, u64)| captured.as_ref().map_or(0, Captured::bytes_count);
    let article = |found: Result<Found, Unreadable>, bytes_read| match found {
        Ok(found) => analysed(engine, found, known).map(|article| ReadArticle { bytes_read, ..article }),
        Err(Unreadable { place, diagnostic }) => {
            Ok(ReadArticle { place, remarks: vec![diagnostic], addition: None, packed: None, bytes_read })
        }
    };
    let work = |(captured, bytes_read)| engine.items(captured).into_iter().map(|found| article(found, bytes_read)).collect::<Vec<_>>();
    parallel::in_order(engine.captures(inputs), bytes_of, work, |articles| {
        let is_sent = articles.into_iter().all(|article| sender.send(article).is_ok());
        let is_enough = !is_sent || is_stopped.load(Ordering::Relaxed);
        if is_enough { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
}

/// Analyses an article unless the record knows it.
fn analysed(engine: &Engine, found: Found, known: &Mutex<Store>) -> Result<ReadArticle, StoreError> {
    let prepared = engine.prepare(found);
    let place = prepared.capture.place();
    let address = address_of(&prepared.capture, &prepared.article);
    let Prepared { capture, article, gold, pack, diagnostics } = prepared;
    let unread = Document { article, ..Document::default() };
    let key = key_of(&capture.sha256, &address, &unread);
    let id = view::article_id(&unread);
    let mut addition = Addition {
        address: address.clone(),
        id: id.clone(),
        title: unread.article.title.clone(),
        outlet: unread.article.outlet.clone(),
        published: unread.article.published.as_ref().map(|published| published.value.clone()),
        outcome: Added::Known,
        statements: None,
    };
    if known.lock().expect("nobody panics while asking").knows(&key)? {
        return Ok(ReadArticle { place, remarks: Vec::new(), addition: Some(addition), packed: None, bytes_read: 0 });
    }
    let prepared = Prepared { capture, article: unread.article, gold, pack: pack.clone(), diagnostics };
    let reading = engine.annotate_prepared(prepared);
    addition.statements = Some(reading.document.statements.len());
    let remarks = reading.document.diagnostics.iter().filter(|remark| remark.level >= Level::Warning).cloned().collect();
    let entry = Entry {
        address,
        key,
        capture: Origin {
            uri: reading.capture.uri,
            sha256: reading.capture.sha256,
            media_type: reading.capture.media_type.to_string(),
            time: reading.capture.time,
            container: reading.capture.container,
            offset: reading.capture.offset,
        },
        reader: reader_name(reading.pack.as_deref()),
        statement_ids: view::statement_ids(&reading.document, &id),
        public_id: id,
        keys: keys(&reading.document, pack.as_deref()),
        document: reading.document,
    };
    Ok(ReadArticle { place, remarks, addition: Some(addition), packed: Some(entry.pack()), bytes_read: 0 })
}

/// What stays the same when an article changes. A line of a file does not: the next such file has another article there. What has no address of its
/// own is known by its text, and a part of a page by the page and its text.
fn address_of(capture: &Capture, article: &Article) -> String {
    let by_text = || view::article_id(&Document { article: article.clone(), ..Document::default() });
    let is_part_of_a_file = capture.uri == "-" || has_place_in_file(&capture.uri);
    match &article.url {
        Some(url) if article.kind == ItemKind::Article => url.clone(),
        None if article.kind == ItemKind::Article && !is_part_of_a_file => capture.uri.clone(),
        None if article.kind == ItemKind::Article => format!("quell:{}", by_text()),
        _ => format!("{}#{}-{}", capture.uri, article.kind.name(), by_text()),
    }
}

/// Whether a URI ends with a line or a number of an element: `news.jsonl#L17`, `export.json#/3`.
fn has_place_in_file(uri: &str) -> bool {
    let Some((_, place)) = uri.rsplit_once('#') else { return false };
    let digits = place.trim_start_matches(['L', '/']);
    digits.len() < place.len() && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Writes what comes, in batches, and tells of each batch once it is kept.
fn write(store: &mut Store, receiver: &Receiver<Result<ReadArticle, StoreError>>, tell: &mut impl FnMut(Told)) -> Result<(), StoreError> {
    let mut batch = Batch::default();
    loop {
        let patience = batch.begun.map_or(Duration::MAX, |begun| BATCH_TIME.saturating_sub(begun.elapsed()));
        match receiver.recv_timeout(patience) {
            Ok(article) => batch.take(article?, tell),
            Err(RecvTimeoutError::Timeout) => batch.commit(store, tell)?,
            Err(RecvTimeoutError::Disconnected) => return batch.commit(store, tell),
        }
        if batch.packed.len() >= BATCH_ARTICLES || batch.begun.is_some_and(|begun| begun.elapsed() >= BATCH_TIME) {
            batch.commit(store, tell)?;
        }
    }
}

/// Articles that are not yet kept.
#[derive(Default)]
struct Batch {
    begun: Option<Instant>,
    packed: Vec<Packed>,
    /// All articles of the batch, with the place in `packed` of those that are to be written.
    additions: Vec<(Addition, Option<usize>)>,
    bytes_read: u64,
}

impl Batch {
    fn take(&mut self, article: ReadArticle, tell: &mut impl FnMut(Told)) {
        let ReadArticle { place, remarks, addition, packed, bytes_read } = article;
        if !remarks.is_empty() {
            tell(Told::Remarks(&place, &remarks));
        }
        self.begun.get_or_insert_with(Instant::now);
        self.bytes_read = bytes_read;
        if let Some(addition) = addition {
            self.additions.push((addition, packed.is_some().then_some(self.packed.len())));
            self.packed.extend(packed);
        }
    }

    fn commit(&mut self, store: &mut Store, tell: &mut impl FnMut(Told)) -> Result<(), StoreError> {
        let Batch { packed, additions, bytes_read, .. } = std::mem::take(self);
        let outcomes = if packed.is_empty() { Vec::new() } else { store.add(&packed)? };
        let kept = |(addition, place): (Addition, Option<usize>)| Addition {
            outcome: place.map_or(Added::Known, |place| outcomes[place]),
            ..addition
        };
        let additions: Vec<Addition> = additions.into_iter().map(kept).collect();
        tell(Told::Kept(&additions, bytes_read));
        Ok(())
    }
}
