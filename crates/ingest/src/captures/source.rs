//! What captures are read from, and how far reading has come.

use std::io::{self, Read, Seek, SeekFrom};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Something to read from that can go back, as a file can and a pipe cannot.
pub trait ReadSeek: Read + Seek {}
impl<T: Read + Seek> ReadSeek for T {}

/// Where the bytes of an input come from.
pub enum Source {
    /// They come once and in order.
    Stream(Box<dyn Read + Send>),
    /// They can be read again: a ZIP archive has its directory at the end.
    Seekable(Box<dyn ReadSeek + Send>),
}

impl Source {
    /// A pipe, a socket, or bytes that were unpacked.
    pub fn stream(input: impl Read + Send + 'static) -> Self {
        Source::Stream(Box::new(input))
    }

    /// A file, or bytes in memory.
    pub fn seekable(input: impl Read + Seek + Send + 'static) -> Self {
        Source::Seekable(Box::new(input))
    }
}

/// Reads and counts.
pub(crate) struct Counted<R> {
    input: R,
    count: Arc<AtomicU64>,
}

impl<R> Counted<R> {
    pub(crate) fn new(input: R, count: Arc<AtomicU64>) -> Self {
        Counted { input, count }
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.input.read(buffer)?;
        self.count.fetch_add(length as u64, Ordering::Relaxed);
        Ok(length)
    }
}

impl<R: Seek> Seek for Counted<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        // What was looked at to see what it is, and is read again from its start, counts once.
        if to == SeekFrom::Start(0) {
            self.count.store(0, Ordering::Relaxed);
        }
        self.input.seek(to)
    }
}

/// A handle on an input that others read from too, each at a place of its own.
#[derive(Clone)]
pub(crate) struct Shared {
    input: Arc<Mutex<Box<dyn ReadSeek + Send>>>,
    at: u64,
}

impl Shared {
    pub(crate) fn new(input: Box<dyn ReadSeek + Send>) -> Self {
        Shared { input: Arc::new(Mutex::new(input)), at: 0 }
    }

    /// The same input, read from here on.
    pub(crate) fn from(&self, at: u64) -> Self {
        Shared { at, ..self.clone() }
    }
}

impl Read for Shared {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut input = self.input.lock().unwrap_or_else(PoisonError::into_inner);
        input.seek(SeekFrom::Start(self.at))?;
        let length = input.read(buffer)?;
        self.at += length as u64;
        Ok(length)
    }
}

impl Seek for Shared {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let mut input = self.input.lock().unwrap_or_else(PoisonError::into_inner);
        input.seek(SeekFrom::Start(self.at))?;
        self.at = input.seek(to)?;
        Ok(self.at)
    }
}
