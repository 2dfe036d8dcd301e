//! Whose is a noun that attributes?
//!
//! *Angaben der Polizei*, *Brandts Auffassung*, *seiner Meinung*, *russischer Darstellung*, *eigenen Worten*: the owner of such
//! a noun is the source, and determiner, adjectives and noun are the cue. The owner stands before the noun as a possessive,
//! a name in the genitive or an adjective of origin, or behind it in the genitive or after *von* and *aus* (Duden-Grammatik 2022, on
//! the subject genitive: *die Behauptung des Zeugen* ← *der Zeuge behauptet*).

use std::ops::Range;

use quell_lang::cues::NounCue;

use crate::layers::Layers;
use crate::phrases::Phrase;
use crate::tokens::Shape;

/// A noun that attributes, in its phrase.
#[derive(Debug, Clone)]
pub struct CueNoun {
    /// The noun.
    pub noun: usize,
    /// Determiner, adjectives and noun, without the owner.
    pub cue: Range<usize>,
    /// The owner, without the preposition before it.
    pub source: Option<Range<usize>>,
    /// Whether it is the subject's own: *nach eigenen Angaben*.
    pub own: bool,
    /// Everything: phrase and owner.
    pub whole: Range<usize>,
}

/// Reads the phrase around `noun`; an owner behind it ends before `limit`.
pub fn read(layers: &Layers, phrase: &Phrase, noun: usize, limit: usize) -> CueNoun {
    let mut start = phrase.range.start;
    // “Eigener Aussage zufolge”: at the start of a sentence the adjective is not always known as one.
    if start > 0 && is_own(layers, start - 1) && !layers.words.is_preposition(start - 1) {
        start -= 1;
    }
    let own = (start..noun).any(|token| is_own(layers, token));
    let found = CueNoun { noun, cue: start..noun + 1, source: None, own, whole: start..phrase.range.end };
    if let Some(end) = owner_before(layers, phrase, noun) {
        return CueNoun { cue: end..noun + 1, source: Some(phrase.range.start..end), own: false, ..found };
    }
    // “Trumps unbegründeten Vorwürfen”: before an adjective the owner is a phrase of its own.
    if let Some(owner) = genitive_name_before(layers, start) {
        return CueNoun { whole: owner.start..found.whole.end, source: Some(owner), own: false, ..found };
    }
    if noun + 1 < phrase.range.end {
        return CueNoun { source: Some(noun + 1..phrase.range.end), ..found };
    }
    match owner_behind(layers, phrase.range.end, limit) {
        Some(source) => CueNoun { whole: start..source.end, source: Some(source), ..found },
        None => found,
    }
}

/// Whether the word is *eigen*: the words are the subject's.
pub fn is_own(layers: &Layers, token: usize) -> bool {
    matches!(layers.tokens.text(token).to_lowercase().as_str(), "eigenen" | "eigener" | "eigenem" | "eigene")
}

/// The end of an owner that opens the phrase: “seine”, “Brandts”, “Angela Merkels”, “russischer”.
fn owner_before(layers: &Layers, phrase: &Phrase, noun: usize) -> Option<usize> {
    let start = phrase.range.start;
    if start >= noun {
        return None;
    }
    if layers.words.is_possessive(start) || matches!(layers.tokens.text(start).to_lowercase().as_str(), "dessen" | "deren") {
        return Some(start + 1);
    }
    let genitive_name = (start..noun).rev().find(|&token| is_genitive_name(layers, token));
    if let Some(name) = genitive_name {
        return Some(name + 1);
    }
    is_origin(layers, start).then_some(start + 1)
}

fn is_genitive_name(layers: &Layers, token: usize) -> bool {
    layers.words.is_name(token) && layers.tokens.text(token).ends_with(['s', 'ß', 'x', 'z', '’', '\''])
}

/// The name in the genitive that ends right before an adjective at `start`.
fn genitive_name_before(layers: &Layers, start: usize) -> Option<Range<usize>> {
    let name = start.checked_sub(1).filter(|&token| is_genitive_name(layers, token) && layers.words.is_attributive(start))?;
    let owner = layers.phrases.around(name)?;
    (owner.range.end == start && owner.named).then(|| owner.range.clone())
}

/// Whether an adjective tells whose side it is: “britischen Erkenntnissen”, “chinesischer Lesart”.
pub fn is_origin(layers: &Layers, token: usize) -> bool {
    let text = layers.tokens.text(token).to_lowercase();
    let stem = ["ische", "ischer", "ischen", "ischem", "isches"].iter().find_map(|ending| text.strip_suffix(ending));
    // Of the adjectives in “-isch” those of countries and peoples are by far the most; these tell a manner or a field.
    let is_manner = |stem: &str| layers.pack.words.manner_stems.iter().any(|manner| stem.ends_with(manner));
    (layers.words.is_attributive(token) || layers.words.is_adverbial(token)) && stem.is_some_and(|stem| !is_manner(stem))
}

/// An owner at `at`: a genitive, or a phrase behind *von*, *vom*, *aus*.
pub fn owner_behind(layers: &Layers, at: usize, limit: usize) -> Option<Range<usize>> {
    let by = layers.words.is_preposition(at) && matches!(layers.tokens.text(at), "von" | "vom" | "aus");
    let start = at + usize::from(by);
    let Some(phrase) = layers.phrases.starting_at(start) else {
        // “von n24”: a name that is written small.
        let name = by && start < limit && layers.tokens.list[start].shape != Shape::Mark && !layers.words.is_verb(start);
        return name.then(|| start..start + 1);
    };
    if phrase.range.end > limit || layers.is_time(phrase) {
        return None;
    }
    let genitive = phrase.agreement.can_be_genitive()
        && (layers.words.is_determiner(start) || layers.words.is_attributive(start) || phrase.named)
        && !phrase.pronoun;
    (by || genitive).then(|| full_source(layers, phrase, limit))
}

/// The phrase with all that belongs to it, an apposition included.
pub fn full_source(layers: &Layers, phrase: &Phrase, limit: usize) -> Range<usize> {
    // In front of the verb the whole phrase belongs together; behind it, other phrases of the clause may follow.
    let clause = layers.clauses.at(phrase.range.start).map(|clause| &layers.clauses.list[clause]);
    let behind_verb = clause.and_then(|clause| clause.finite).is_some_and(|finite| finite < phrase.range.start);
    let full = if behind_verb { layers.reach().narrow(phrase, limit) } else { layers.reach().full(phrase, limit) };
    match layers.reach().apposition(phrase, full.end, limit, true) {
        Some(apposition) => full.start..apposition.end,
        None => full,
    }
}

/// The entry of a noun or of the last part of a compound: *Polizeibericht*.
pub fn entry_of<'a>(layers: &Layers<'a>, noun: usize) -> Option<&'a NounCue> {
    let lemma = layers.words.lemma(noun);
    if let Some(entry) = layers.pack.cues.noun(lemma) {
        return Some(entry);
    }
    // A first part of three letters is mostly a prefix (*Auszählung*), which makes another word.
    const FIRST_MIN: usize = 4;
    const LAST_MIN: usize = 5;
    // No noun of the lexicon is longer.
    const LAST_MAX: usize = 40;
    for (at, character) in lemma.char_indices().skip(FIRST_MIN).skip_while(|&(at, _)| lemma.len() - at > LAST_MAX) {
        if lemma.len() - at < LAST_MIN {
            return None;
        }
        let mut last: String = character.to_uppercase().collect();
        last.push_str(&lemma[at + character.len_utf8()..]);
        if let Some(entry) = layers.pack.cues.noun(&last) {
            return Some(entry);
        }
    }
    None
}
