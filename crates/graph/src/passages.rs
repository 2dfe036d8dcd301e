//! Which passages do two articles share: found by fingerprints, aligned word by word, boilerplate left out.
//!
//! Fingerprints find articles that share some words in a row; around these words both texts are aligned, so that edits within the passage do not
//! break it. What stands in a great many articles is boilerplate: prompts, notices about the author, legal lines.

use quell_document::{Span, TextSpan};
use rustc_hash::FxHashMap;

use crate::alignment::{Alignment, align_words};
use crate::fingerprints::{Fingerprint, word_hashes};
use crate::keys::Keys;
use crate::moment::Moment;
use crate::record::{ArticleNumber, Days, Record};

/// A fingerprint that so many articles have is boilerplate or a saying, and finds nobody.
pub const BOILERPLATE_ARTICLES: usize = 12;

/// Passages shorter than this are chance.
const WORDS_SAME_MIN: usize = 10;

/// The share of a passage that must be the same.
const DENSITY_MIN: f32 = 0.6;

/// So many words before and behind the words that were found are aligned with them.
const REACH_WORDS: usize = 120;

/// Two places in one text belong to one passage if no more words lie between them.
const GAP_WORDS: usize = 30;

/// So many places are aligned in one pair of articles; a copy of the whole text needs one.
const SEEDS_MAX: usize = 16;

/// A passage that two articles share.
#[derive(Debug, Clone)]
pub struct Passage {
    /// The other article.
    pub article: ArticleNumber,
    /// Where it stands in both, this article first.
    pub alignment: Alignment,
}

/// Which of two texts was first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// The second has it from the first.
    FirstToSecond,
    /// The first has it from the second.
    SecondToFirst,
    /// Neither time nor credit tells.
    Unknown,
}

/// Who has a passage from whom: whoever credits the other has it from there, else whoever was published later.
pub fn direction(a: (Option<Moment>, bool), b: (Option<Moment>, bool)) -> Direction {
    let ((time_a, a_credits_b), (time_b, b_credits_a)) = (a, b);
    match (a_credits_b, b_credits_a) {
        (true, false) => return Direction::SecondToFirst,
        (false, true) => return Direction::FirstToSecond,
        _ => {}
    }
    match (time_a, time_b) {
        (Some(a), Some(b)) if a.is_before(b) => Direction::FirstToSecond,
        (Some(a), Some(b)) if b.is_before(a) => Direction::SecondToFirst,
        _ => Direction::Unknown,
    }
}

/// The passages that an article shares with others of the record, published within these days: the longest first.
pub fn passages<R: Record>(record: &R, article: ArticleNumber, days: &Days) -> Result<Vec<Passage>, R::Error> {
    let (keys, document) = (record.keys(article)?, record.document(article)?);
    // For each other article where its fingerprints stand in this one.
    let mut shared: FxHashMap<ArticleNumber, Vec<(Fingerprint, u32)>> = FxHashMap::default();
    for &(print, place) in &keys.prints {
        let others = record.sharing(print, days, BOILERPLATE_ARTICLES + 1)?;
        if others.len() <= BOILERPLATE_ARTICLES {
            for other in others.into_iter().filter(|other| *other != article) {
                shared.entry(other).or_default().push((print, place));
            }
        }
    }
    let text = &document.article.text;
    let words = word_hashes(text, whole(text));
    let mut found = Vec::new();
    for (other, prints) in shared {
        let (other_keys, other_document) = (record.keys(other)?, record.document(other)?);
        let other_text = &other_document.article.text;
        let other_words = word_hashes(other_text, whole(other_text));
        let alignments = aligned(&words, &prints, &other_words, &other_keys);
        found.extend(alignments.into_iter().map(|alignment| Passage { article: other, alignment }));
    }
    found.sort_by_key(|passage| (std::cmp::Reverse(passage.alignment.same), passage.article, passage.alignment.a));
    Ok(found)
}

/// The passages around the places that two articles share.
fn aligned(words: &[(u64, TextSpan)], prints: &[(Fingerprint, u32)], other_words: &[(u64, TextSpan)], other: &Keys) -> Vec<Alignment> {
    let mut found: Vec<Alignment> = Vec::new();
    let mut seeds = 0;
    let mut last: Option<usize> = None;
    for &(print, place) in prints {
        let at = words.partition_point(|(_, span)| span.start < place);
        let is_in_passage = found.iter().any(|passage| passage.a.start <= place && place < passage.a.end);
        let is_near_last = last.is_some_and(|last| at < last + GAP_WORDS) && found.is_empty();
        if is_in_passage || (is_near_last && seeds > 2) || seeds == SEEDS_MAX {
            continue;
        }
        let Some(&(_, other_place)) = other.prints.iter().find(|(known, _)| *known == print) else { continue };
        let other_at = other_words.partition_point(|(_, span)| span.start < other_place);
        seeds += 1;
        last = Some(at);
        let around = |words: usize, at: usize| at.saturating_sub(REACH_WORDS)..(at + REACH_WORDS).min(words);
        let (a, b) = (around(words.len(), at), around(other_words.len(), other_at));
        let passage = align_words(&words[a], &other_words[b]);
        found.extend(passage.filter(|passage| passage.same >= WORDS_SAME_MIN && passage.density() >= DENSITY_MIN));
    }
    found.sort_by_key(|passage| passage.a);
    found.dedup_by(|later, earlier| later.a.overlaps(earlier.a));
    found
}

fn whole(text: &str) -> TextSpan {
    Span::new(0, text.len() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::MemoryRecord;
    use quell_document::{Article, Document, Published};
    use quell_lang::Pack;

    fn record(texts: &[&str]) -> MemoryRecord {
        let pack = Pack::german().unwrap();
        let mut record = MemoryRecord::new();
        for text in texts {
            let mut article = Article::of_text(*text);
            article.published = Some(Published { value: "2025-03-14".into(), span: None });
            let document = Document { article, ..Document::default() };
            let keys = Keys::of(&document, &pack);
            record.add(document, keys, "");
        }
        record
    }

    const COPIED: &str =
        "Die Fähre nach Sandholm fällt bis zum Sonntag aus, weil ein Motor den Probelauf nicht überstanden hat und Ersatz fehlt.";

    #[test]
    fn a_passage_is_found_through_edits() {
        let edited = "Neues vom Hafen. Die Fähre nach Sandholm fällt wohl bis Sonntag aus, weil ein Motor den Probelauf nicht überstanden hat. Mehr morgen.";
        let record =
            record(&[COPIED, edited, "Ganz anderes steht in diesem Text über einen Garten und seine vielen Rosen, die im Mai blühen."]);
        let Ok(found) = passages(&record, 0, &(i32::MIN..=i32::MAX));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].article, 1);
        assert!(found[0].alignment.same >= 15, "{:?}", found[0].alignment);
    }

    #[test]
    fn what_everybody_prints_is_no_passage() {
        let texts: Vec<String> = (0..=BOILERPLATE_ARTICLES + 2).map(|number| format!("Text {number}. {COPIED}")).collect();
        let record = record(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        let Ok(found) = passages(&record, 0, &(i32::MIN..=i32::MAX));
        assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn a_credit_says_more_than_the_time() {
        let (early, late) = (Moment::of("2025-03-13"), Moment::of("2025-03-14"));
        assert_eq!(direction((early, false), (late, false)), Direction::FirstToSecond);
        assert_eq!(direction((late, false), (early, false)), Direction::SecondToFirst);
        assert_eq!(direction((early, true), (late, false)), Direction::SecondToFirst);
        assert_eq!(direction((late, false), (late, false)), Direction::Unknown);
    }
}
