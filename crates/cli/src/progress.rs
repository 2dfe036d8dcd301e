//! A bar on standard error for long input, where somebody watches and the results go elsewhere.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// Shorter work needs no bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// How far reading has come.
pub struct Progress {
    started: Instant,
    size: Option<u64>,
    is_wanted: bool,
    is_quiet: bool,
    bar: Option<ProgressBar>,
    articles_count: u64,
}

impl Progress {
    /// For inputs of this size, if it is known.
    pub fn new(size: Option<u64>, is_quiet: bool) -> Self {
        let is_wanted = !is_quiet && io::stderr().is_terminal() && !io::stdout().is_terminal();
        Progress { started: Instant::now(), size, is_wanted, is_quiet, bar: None, articles_count: 0 }
    }

    /// For work on articles whose number is known.
    pub fn of_articles(is_quiet: bool) -> Self {
        Progress::new(None, is_quiet).shown_beside_results()
    }

    /// The same, also where the results go to the same terminal, because they come at the end.
    pub fn shown_beside_results(self) -> Self {
        Progress { is_wanted: !self.is_quiet && io::stderr().is_terminal(), ..self }
    }

    /// So many articles of so many are done.
    pub fn reach(&mut self, done: u64, all: u64) {
        if self.is_wanted && self.started.elapsed() >= PATIENCE {
            let bar = self.bar.get_or_insert_with(|| {
                let style = ProgressStyle::with_template("{wide_bar} {pos}/{len} articles · {eta} left");
                style.map_or_else(|_| ProgressBar::new(all), |style| ProgressBar::new(all).with_style(style))
            });
            bar.set_position(done);
        }
    }

    /// One more article is done, and so many bytes have been read.
    pub fn advance(&mut self, bytes_read: u64) {
        self.advance_by(1, bytes_read);
    }

    /// So many more articles are done, and so many bytes have been read.
    pub fn advance_by(&mut self, articles_count: u64, bytes_read: u64) {
        self.articles_count += articles_count;
        if !self.is_wanted || self.started.elapsed() < PATIENCE {
            return;
        }
        let bar = self.bar.get_or_insert_with(|| bar(self.size));
        bar.set_position(bytes_read);
        bar.set_message(format!("{} articles", self.articles_count));
    }

    /// Says something without tearing the bar.
    pub fn suspend(&self, say: impl FnOnce()) {
        match &self.bar {
            Some(bar) => bar.suspend(say),
            None => say(),
        }
    }

    /// Takes the bar away.
    pub fn finish(self) {
        if let Some(bar) = self.bar {
            bar.finish_and_clear();
        }
    }
}

fn bar(size: Option<u64>) -> ProgressBar {
    let (bar, template) = match size {
        Some(size) => (ProgressBar::new(size), "{wide_bar} {bytes}/{total_bytes} · {msg} · {eta} left"),
        None => (ProgressBar::new_spinner(), "{spinner} {bytes} · {msg}"),
    };
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
