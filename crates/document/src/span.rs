//! Places in a text: one span, several spans, and the step from bytes to characters.

use std::fmt;
use std::marker::PhantomData;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Marks spans that are byte places in [`crate::Article::text`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ArticleText {}

/// Marks spans that are byte places in the capture, the bytes as they came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CaptureBytes {}

/// A half-open range `[start, end)` of bytes in the text that `T` names, so that a place in the article cannot be
/// mistaken for a place in the page.
pub struct Span<T> {
    /// The first byte.
    pub start: u32,
    /// The byte behind the last one.
    pub end: u32,
    text: PhantomData<T>,
}

/// A place in the article's text.
pub type TextSpan = Span<ArticleText>;

impl<T> Span<T> {
    /// The range from `start` up to, and without, `end`.
    ///
    /// # Panics
    /// If `end` lies before `start`: such a range is a fault of the program, never of the input.
    pub fn new(start: u32, end: u32) -> Self {
        assert!(start <= end, "a span cannot end before it starts: {start}..{end}");
        Span { start, end, text: PhantomData }
    }

    /// How many bytes it covers.
    pub fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether it covers nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies within it, ends included.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether both share at least one byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// From the first start to the last end of both.
    pub fn to(self, other: Self) -> Self {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The words at this place.
    ///
    /// # Panics
    /// If the span does not lie on character boundaries of `text`.
    pub fn of(self, text: &str) -> &str {
        &text[self.start as usize..self.end as usize]
    }
}

// Written by hand, since deriving would ask the same of `T`, which is only a name.
impl<T> Clone for Span<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Span<T> {}
impl<T> PartialEq for Span<T> {
    fn eq(&self, other: &Self) -> bool {
        (self.start, self.end) == (other.start, other.end)
    }
}
impl<T> Eq for Span<T> {}
impl<T> PartialOrd for Span<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Span<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.start, self.end).cmp(&(other.start, other.end))
    }
}
impl<T> std::hash::Hash for Span<T> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (self.start, self.end).hash(state);
    }
}
impl<T> fmt::Debug for Span<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// As the pair `[start, end]`.
impl<T> Serialize for Span<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.start, self.end).serialize(serializer)
    }
}
impl<'de, T> Deserialize<'de> for Span<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (start, end) = Deserialize::deserialize(deserializer)?;
        if start > end {
            return Err(de::Error::custom(format_args!("a span ends before it starts: {start}..{end}")));
        }
        Ok(Span::new(start, end))
    }
}

/// One or more places in the article's text that together play one role: never empty, in order, neither overlapping nor touching.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Spans(Vec<TextSpan>);

impl Spans {
    /// One place.
    pub fn one(span: TextSpan) -> Self {
        Spans(vec![span])
    }

    /// All of these places in order, joined where they overlap or touch; `None` if there are none or all are empty.
    pub fn new(spans: impl IntoIterator<Item = TextSpan>) -> Option<Self> {
        let mut sorted: Vec<TextSpan> = spans.into_iter().filter(|s| !s.is_empty()).collect();
        sorted.sort();
        let mut joined: Vec<TextSpan> = Vec::with_capacity(sorted.len());
        for span in sorted {
            match joined.last_mut() {
                Some(last) if span.start <= last.end => *last = last.to(span),
                _ => joined.push(span),
            }
        }
        (!joined.is_empty()).then_some(Spans(joined))
    }

    /// The places in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = TextSpan> + ExactSizeIterator + '_ {
        self.0.iter().copied()
    }

    /// The places in order, as a slice.
    pub fn as_slice(&self) -> &[TextSpan] {
        &self.0
    }

    /// Where the first one starts.
    pub fn start(&self) -> u32 {
        self.0[0].start
    }

    /// Where the last one ends.
    pub fn end(&self) -> u32 {
        self.0[self.0.len() - 1].end
    }

    /// From the first start to the last end.
    pub fn hull(&self) -> TextSpan {
        Span::new(self.start(), self.end())
    }

    /// How many bytes all places cover.
    #[allow(clippy::len_without_is_empty, reason = "spans are never empty")]
    pub fn len(&self) -> u32 {
        self.iter().map(Span::len).sum()
    }

    /// Whether each place of `other` lies within one of these.
    pub fn contains_all(&self, other: &Spans) -> bool {
        other.iter().all(|inner| self.contains(inner))
    }

    /// Whether `span` lies within one of these.
    pub fn contains(&self, span: TextSpan) -> bool {
        self.iter().any(|outer| outer.contains(span))
    }

    /// Whether some byte is in both.
    pub fn overlaps(&self, other: &Spans) -> bool {
        self.iter().any(|a| other.iter().any(|b| a.overlaps(b)))
    }

    /// All places of both.
    pub fn joined(&self, other: &Spans) -> Spans {
        Spans::new(self.iter().chain(other.iter())).expect("neither is empty")
    }

    /// The words at these places, with ` … ` where something lies between them.
    pub fn of(&self, text: &str) -> String {
        let pieces: Vec<&str> = self.iter().map(|s| s.of(text)).collect();
        pieces.join(" … ")
    }
}

impl From<TextSpan> for Spans {
    fn from(span: TextSpan) -> Self {
        Spans::one(span)
    }
}

impl<'de> Deserialize<'de> for Spans {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spans: Vec<TextSpan> = Deserialize::deserialize(deserializer)?;
        Spans::new(spans).ok_or_else(|| de::Error::custom("spans without a word"))
    }
}

impl fmt::Debug for Spans {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Where each byte of a text stands when one counts Unicode characters, as the JSON contract does.
///
/// Keeps one count for every 64 bytes, so that it costs a sixteenth of the text and a lookup reads at most 64 bytes.
#[derive(Debug, Clone)]
pub struct CharPlaces<'t> {
    text: &'t str,
    counts: Vec<u32>,
}

impl<'t> CharPlaces<'t> {
    const STEP: usize = 64;

    /// Counts the characters of `text`.
    pub fn new(text: &'t str) -> Self {
        let mut counts = Vec::with_capacity(text.len() / Self::STEP + 1);
        let mut seen = 0;
        for chunk in text.as_bytes().chunks(Self::STEP) {
            counts.push(seen);
            seen += count_characters(chunk);
        }
        counts.push(seen);
        CharPlaces { text, counts }
    }

    /// The number of characters before byte `at`.
    pub fn char_at(&self, at: u32) -> u32 {
        let at = at as usize;
        let step = at / Self::STEP;
        self.counts[step] + count_characters(&self.text.as_bytes()[step * Self::STEP..at])
    }

    /// A span of bytes as a pair of character places.
    pub fn chars(&self, span: TextSpan) -> [u32; 2] {
        [self.char_at(span.start), self.char_at(span.end)]
    }

    /// The byte place of character number `character`; the end of the text if it has fewer.
    pub fn byte_at(&self, character: u32) -> u32 {
        let step = self.counts.partition_point(|&count| count <= character).saturating_sub(1);
        let start = (step * Self::STEP).min(self.text.len());
        let mut left = character - self.counts[step];
        for (offset, byte) in self.text.as_bytes()[start..].iter().enumerate() {
            if byte & 0xC0 == 0x80 {
                continue;
            }
            if left == 0 {
                return (start + offset) as u32;
            }
            left -= 1;
        }
        self.text.len() as u32
    }
}

/// Characters that begin in these bytes of UTF-8.
fn count_characters(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn bytes_and_characters_lead_to_one_another(text in "\\PC{0,300}") {
            let places = CharPlaces::new(&text);
            for (character, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(places.char_at(byte as u32), character as u32);
                prop_assert_eq!(places.byte_at(character as u32), byte as u32);
            }
            prop_assert_eq!(places.char_at(text.len() as u32), text.chars().count() as u32);
        }

        #[test]
        fn spans_are_ordered_and_apart(pairs in prop::collection::vec((0u32..50, 0u32..50), 0..10)) {
            let given: Vec<TextSpan> = pairs.iter().map(|&(a, b)| Span::new(a.min(b), a.max(b))).collect();
            if let Some(spans) = Spans::new(given.iter().copied()) {
                prop_assert!(spans.as_slice().windows(2).all(|w| w[0].end < w[1].start));
                for byte in 0..50 {
                    let here = Span::new(byte, byte + 1);
                    prop_assert_eq!(spans.contains(here), given.iter().any(|s| s.contains(here)));
                }
            } else {
                prop_assert!(given.iter().all(|s| s.is_empty()));
            }
        }
    }
}
