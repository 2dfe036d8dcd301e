//! What all pages share: the engine, the record, and what was read without being kept in the record.

use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use quell::record::{Store, StoreError};
use quell::{Engine, Knowledge, Options, Reading, Tracer};

use crate::kept::Kept;
use crate::stories::Memory;

/// So many connections to the record wait to be used again.
const CONNECTIONS_MAX: usize = 4;

/// What all pages share.
pub struct App {
    /// Reads articles, also those statements that are less certain: pages decide what they show.
    pub engine: Engine,
    /// Answers where a claim comes from.
    pub tracer: Tracer,
    /// What was pasted or dropped.
    pub kept: Mutex<Kept>,
    /// What was found out about the record as it is now.
    pub memory: Mutex<Memory>,
    store: PathBuf,
    connections: Mutex<Vec<Store>>,
}

/// A connection to the record that goes back when it is not needed any more.
pub struct Record<'a> {
    app: &'a App,
    store: Option<Store>,
}

impl App {
    /// An engine for this record, which also knows what somebody knows beside the packs; an error says which data cannot be used.
    pub fn new(store: PathBuf, knowledge: Knowledge) -> Result<Self, String> {
        let engine = Engine::knowing(Options { all: true, ..Options::default() }, knowledge)?;
        let tracer = engine.tracer()?;
        Ok(App { engine, tracer, kept: Mutex::default(), memory: Mutex::default(), store, connections: Mutex::default() })
    }

    /// Where the record is, or would be.
    pub fn store_path(&self) -> &Path {
        &self.store
    }

    /// Whether there is a record.
    pub fn has_record(&self) -> bool {
        self.store.exists()
    }

    /// The record, to look something up; `None` if there is none yet.
    pub fn record(&self) -> Result<Option<Record<'_>>, StoreError> {
        if !self.has_record() {
            return Ok(None);
        }
        let waiting = self.connections.lock().expect("nobody panics while taking a connection").pop();
        let store = match waiting {
            Some(store) => store,
            None => Store::open_to_read(&self.store)?,
        };
        Ok(Some(Record { app: self, store: Some(store) }))
    }

    /// The record, to change something in it; it must be there.
    pub fn change(&self) -> Result<Store, StoreError> {
        drop(Store::open_to_read(&self.store)?);
        Store::open(&self.store)
    }

    /// An article that was pasted or dropped, if it is still kept.
    pub fn kept_reading(&self, id: &str) -> Option<Arc<Reading>> {
        self.kept.lock().expect("nobody panics while looking").reading(id)
    }
}

impl Deref for Record<'_> {
    type Target = Store;

    fn deref(&self) -> &Store {
        self.store.as_ref().expect("it is there until it is dropped")
    }
}

impl Drop for Record<'_> {
    fn drop(&mut self) {
        let mut connections = self.app.connections.lock().expect("nobody panics while giving a connection back");
        if connections.len() < CONNECTIONS_MAX {
            connections.extend(self.store.take());
        }
    }
}
