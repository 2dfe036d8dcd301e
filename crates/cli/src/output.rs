//! Standard output: whole lines or none, also when the user interrupts, and no complaint when nobody listens any more.

use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;
use std::process;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// What shells expect of a program that the user has interrupted.
pub const INTERRUPTED: u8 = 130;

/// How long an interrupt waits for the line that is being written: a reader may have stopped reading.
const PATIENCE: Duration = Duration::from_millis(500);

/// Standard output.
#[derive(Clone)]
pub struct Output {
    writing: Arc<Mutex<()>>,
    has_failed: Arc<AtomicBool>,
    stop: Arc<Stop>,
}

/// Whether a command wants to come to an end by itself, and whether it has been asked to.
#[derive(Default)]
struct Stop {
    is_awaited: AtomicBool,
    is_asked_for: AtomicBool,
}

impl Output {
    /// Standard output, ready for an interrupt at any time.
    pub fn start() -> Self {
        let output = Output { writing: Arc::default(), has_failed: Arc::default(), stop: Arc::default() };
        let (writing, stop) = (Arc::clone(&output.writing), Arc::clone(&output.stop));
        let wait_for_line = move || {
            // Whoever interrupts a second time does not want to wait.
            if stop.is_awaited.load(Ordering::SeqCst) && !stop.is_asked_for.swap(true, Ordering::SeqCst) {
                return;
            }
            const STEP: Duration = Duration::from_millis(5);
            let mut waited = Duration::ZERO;
            let mut guard = writing.try_lock();
            while guard.is_err() && waited < PATIENCE {
                thread::sleep(STEP);
                waited += STEP;
                guard = writing.try_lock();
            }
            process::exit(INTERRUPTED.into())
        };
        // Without a handler an interrupt ends the program all the same, only less tidily.
        let _ = ctrlc::set_handler(wait_for_line);
        output
    }

    /// From now on the first interrupt ends nothing: the command sees that it is asked to stop, keeps what it has, and ends by itself.
    pub fn stops_by_itself(&self) -> &AtomicBool {
        self.stop.is_awaited.store(true, Ordering::SeqCst);
        &self.stop.is_asked_for
    }

    /// Prints whole lines. Breaks off when nobody reads them.
    pub fn print(&self, lines: &[u8]) -> ControlFlow<()> {
        self.write(|out| out.write_all(lines))
    }

    /// Prints whole lines that are made while they are written.
    pub fn write(&self, lines: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> ControlFlow<()> {
        let _writing = self.writing.lock();
        let mut out = BufWriter::new(io::stdout().lock());
        match lines(&mut out).and_then(|()| out.flush()) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                // What is left in the buffer has nowhere to go.
                let _ = out.into_parts();
                if error.kind() != io::ErrorKind::BrokenPipe {
                    self.has_failed.store(true, Ordering::Relaxed);
                    eprintln!("quell: error: standard output could not be written: {error}");
                }
                ControlFlow::Break(())
            }
        }
    }

    /// Whether output was lost, other than by a reader who has seen enough.
    pub fn has_failed(&self) -> bool {
        self.has_failed.load(Ordering::Relaxed)
    }
}
