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

#[cfg(test)]
mod tests {
    use super::*;

    /// As it is where somebody watches, after a while.
    fn watched(size: Option<u64>, elapsed: Duration) -> Progress {
        let started = Instant::now().checked_sub(elapsed).expect("the machine has run for some seconds");
        Progress { started, size, is_wanted: true, is_quiet: false, bar: None, articles_count: 0 }
    }

    #[test]
    fn long_reads_show_how_far_they_have_come() {
        let mut progress = watched(Some(1_000), PATIENCE * 2);
        progress.advance(300);
        progress.advance_by(2, 750);
        let bar = progress.bar.as_ref().expect("a bar after a second");
        assert_eq!((bar.length(), bar.position(), bar.message().as_str()), (Some(1_000), 750, "3 articles"));
        progress.finish();
    }

    #[test]
    fn short_reads_and_those_that_nobody_watches_show_nothing() {
        let mut short = watched(Some(1_000), Duration::ZERO);
        let mut unwatched = Progress { is_wanted: false, ..watched(Some(1_000), PATIENCE * 2) };
        for progress in [&mut short, &mut unwatched] {
            progress.advance(300);
            assert!(progress.bar.is_none());
        }
        // A pipe has no size: what was read is told without an end.
        let mut piped = watched(None, PATIENCE * 2);
        piped.advance(300);
        assert_eq!(piped.bar.as_ref().map(|bar| (bar.length(), bar.position())), Some((None, 300)));
    }
}
