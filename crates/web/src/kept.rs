//! What was pasted or dropped: kept in memory for a while, so that its pages have addresses. The oldest goes when room is needed.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use quell::Reading;

/// So many bytes of text are kept at most, counted with what was found in it.
const BYTES_MAX: usize = 128 << 20;

/// So many bundles are kept at most.
const BUNDLES_MAX: usize = 64;

/// What the analysis of a text needs, as a multiple of the text.
const ANALYSIS_FACTOR: usize = 8;

/// Something that could not be read, or surprised.
#[derive(Debug, Clone)]
pub struct Remark {
    /// Where.
    pub place: String,
    /// note, warning or error.
    pub level: &'static str,
    /// What.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

/// What came in at one time.
#[derive(Debug, Default)]
pub struct Bundle {
    /// Its articles with their ids, in order.
    pub readings: Vec<(String, Arc<Reading>)>,
    /// What was surprising.
    pub remarks: Vec<Remark>,
    /// Whether there was more than is read at one time.
    pub is_cut: bool,
}

impl Bundle {
    fn bytes_count(&self) -> usize {
        self.readings.iter().map(|(_, reading)| reading.document.article.text.len() * ANALYSIS_FACTOR + 4096).sum()
    }
}

/// What came in, the oldest first.
#[derive(Debug, Default)]
pub struct Kept {
    bundles: VecDeque<(u64, Arc<Bundle>)>,
    readings: HashMap<String, Arc<Reading>>,
    bytes_count: usize,
    last: u64,
}

impl Kept {
    /// Keeps a bundle; gives its number.
    pub fn keep(&mut self, bundle: Bundle) -> u64 {
        self.last += 1;
        self.bytes_count += bundle.bytes_count();
        self.readings.extend(bundle.readings.iter().cloned());
        self.bundles.push_back((self.last, Arc::new(bundle)));
        while self.bundles.len() > BUNDLES_MAX || (self.bytes_count > BYTES_MAX && self.bundles.len() > 1) {
            self.forget_oldest();
        }
        self.last
    }

    /// The bundle of this number.
    pub fn bundle(&self, number: u64) -> Option<Arc<Bundle>> {
        self.bundles.iter().find(|(known, _)| *known == number).map(|(_, bundle)| Arc::clone(bundle))
    }

    /// The article of this id.
    pub fn reading(&self, id: &str) -> Option<Arc<Reading>> {
        self.readings.get(id).cloned()
    }

    fn forget_oldest(&mut self) {
        let Some((_, oldest)) = self.bundles.pop_front() else { return };
        self.bytes_count -= oldest.bytes_count();
        for (id, _) in &oldest.readings {
            let is_kept_elsewhere = self.bundles.iter().any(|(_, bundle)| bundle.readings.iter().any(|(known, _)| known == id));
            if !is_kept_elsewhere {
                self.readings.remove(id);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use quell::{Capture, document::Document};

    use super::*;

    fn bundle(id: &str) -> Bundle {
        let reading = Reading { capture: Capture::default(), document: Document::default(), gold: None, pack: None, part_of: None };
        Bundle { readings: vec![(id.to_string(), Arc::new(reading))], ..Bundle::default() }
    }

    #[test]
    fn the_oldest_goes_when_room_is_needed() {
        let mut kept = Kept::default();
        let first = kept.keep(bundle("one"));
        kept.keep(bundle("two"));
        for _ in 0..BUNDLES_MAX - 1 {
            kept.keep(bundle("two"));
        }
        assert!(kept.bundle(first).is_none() && kept.reading("one").is_none());
        assert!(kept.reading("two").is_some());
        assert_eq!(kept.bundles.len(), BUNDLES_MAX);
    }
}
