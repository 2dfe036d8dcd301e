//! Adpositions with a noun that attributes: *nach Angaben der Polizei*, *seiner Meinung nach*, *den Worten des Generals zufolge*.
//!
//! The part of [`adposition`](super::adposition) in which the noun, not the adposition, shows that somebody said so; see `adposition.md`.

use std::ops::Range;

use quell_document::SourceKind;
use quell_lang::cues::{AdpositionCue, Needs};

use super::adposition::Hit;
use super::cue_noun::{self, CueNoun};
use crate::layers::Layers;
use crate::phrases::Phrase;
use crate::statements::acts;

/// What begins at this token: a preposition before such a noun, the noun with a postposition behind it, or a genitive that attributes alone.
pub fn hit_at(layers: &Layers, token: usize) -> Option<Hit> {
    by_noun(layers, token).or_else(|| noun_with_postposition(layers, token)).or_else(|| noun_alone(layers, token))
}

/// “nach Angaben der Polizei”, “nach ihrer Ansicht”, “aus Sicht der Mieter”, “laut Polizeiangaben”: a preposition before a noun that attributes.
fn by_noun(layers: &Layers, token: usize) -> Option<Hit> {
    if !layers.words.is_preposition(token) {
        return None;
    }
    let preposition = layers.tokens.text(token).to_lowercase();
    // “nach eigener Aussage”: the adjective is not always known as one; “nach bisher unbestätigten Berichten”.
    let phrase = layers
        .phrases
        .starting_at(token + 1)
        .or_else(|| {
            layers.phrases.starting_at(token + 2).filter(|_| cue_noun::is_own(layers, token + 1) || layers.words.is_adverbial(token + 1))
        })
        .filter(|phrase| !phrase.pronoun)?;
    let (noun, entry, compound) = phrase
        .range
        .clone()
        .rev()
        .find_map(|noun| entry_before(layers, &preposition, noun).map(|(entry, compound)| (noun, entry, compound)))?;
    if is_object_of_search(layers, &preposition, token) {
        return None;
    }
    let sentence_end = layers.sentences.list[layers.sentences.of_token(token)].to;
    let mut found = cue_noun::read(layers, phrase, noun, sentence_end);
    let bare = found.cue.len() == 1 && phrase.range.start == noun;
    if compound && found.source.is_none() {
        // “nach Polizeiangaben”: the compound names its source.
        if layers.words.is_determiner(phrase.range.start) && layers.tokens.text(phrase.range.start) != "den" {
            return None;
        }
        return Some(Hit::new(token..phrase.range.end, vec![token], Some(phrase.range.clone()), entry.stance));
    }
    if preposition == "laut" && !bare && !found.own && found.source.as_ref().is_none_or(|source| source.start > noun) {
        // “laut einer Mitteilung der Polizei”: the text itself is cited.
        return None;
    }
    if !is_attribution(layers, entry, &preposition, phrase, &found) {
        return None;
    }
    if found.own {
        found.source = own_source(layers, token..found.whole.end);
    }
    let cue = (token..found.whole.start).chain(found.cue.clone()).collect();
    Some(Hit::new(token..found.whole.end, cue, found.source, entry.stance))
}

/// The entry “nach X” or “nach … X” for a noun; or the one for the last part of a compound.
pub fn entry_before<'a>(layers: &Layers<'a>, preposition: &str, noun: usize) -> Option<(&'a AdpositionCue, bool)> {
    if !layers.words.is_noun(noun) {
        return None;
    }
    let (form, lemma) = (layers.tokens.text(noun).to_lowercase(), layers.words.lemma(noun).to_lowercase());
    let entries = layers.pack.cues.adpositions(preposition);
    let noun_of = |entry: &'a AdpositionCue| -> Option<&'a String> {
        match (&entry.before[..], &entry.behind[..], entry.needs) {
            ([_, .., last], [], None | Some(Needs::Speaker | Needs::Subject)) => Some(last),
            ([_], [last], None | Some(Needs::Speaker)) => Some(last),
            _ => None,
        }
    };
    let whole = |wanted: &str| entries.iter().find(|entry| noun_of(entry).is_some_and(|last| last == wanted));
    if let Some(entry) = whole(&form).or_else(|| whole(&lemma)) {
        return Some((entry, false));
    }
    if !matches!(preposition, "nach" | "laut") {
        return None;
    }
    const FIRST_MIN: usize = 4;
    let ends = |last: &String| form.len() >= last.len() + FIRST_MIN && last.len() > FIRST_MIN && form.ends_with(last.as_str());
    let part = |preposition: &str| layers.pack.cues.adpositions(preposition).iter().find(|entry| noun_of(entry).is_some_and(ends));
    part(preposition).or_else(|| part("nach")).map(|entry| (entry, true))
}

/// Whether a preposition and its noun tell whose words they are, rather than when or for what something was done.
fn is_attribution(layers: &Layers, entry: &AdpositionCue, preposition: &str, phrase: &Phrase, found: &CueNoun) -> bool {
    if found.own {
        return true;
    }
    let owner = found.source.as_ref().and_then(|source| layers.phrases.around(source.start).map(|phrase| (source, phrase)));
    if found.source.is_some() && owner.is_none() {
        // “nach Angaben von n24”
        return true;
    }
    let noun_form = layers.tokens.text(found.noun);
    match owner {
        // “nach seiner Meinung”, “nach Brandts Auffassung”; but “in ihren Augen glänzten Tränen”.
        Some((source, _)) if source.start < found.noun => preposition != "in" || is_copular(layers, found.noun),
        // “nach Feststellung der Personalien” tells when.
        Some((source, owner)) => {
            let object = matches!(layers.tokens.text(source.start), "aller" | "sämtlicher");
            entry.needs != Some(Needs::Speaker) || (layers.can_speak(owner) || owner.named) && !object
        }
        None => {
            // Without an owner: “nach ersten Erkenntnissen”, “nach diesen Angaben”; but “nach langen Worten”.
            let determined = layers.words.is_determiner(phrase.range.start);
            let first = phrase.range.start < found.noun;
            // “Nach Informationen vom späten Abend”
            let dated = !first
                && layers.tokens.text(found.noun + 1) == "vom"
                && layers.phrases.starting_at(found.noun + 2).is_some_and(|next| layers.is_time(next));
            preposition == "nach"
                && (dated || first)
                && (if determined {
                    noun_form == "Angaben" || is_back_reference(layers.tokens.text(phrase.range.start))
                } else {
                    (phrase.range.start..found.noun).all(|token| is_rank(layers, token) || cue_noun::is_origin(layers, token))
                })
        }
    }
}

/// “nach diesen Plänen”: the text has spoken of them before.
fn is_back_reference(determiner: &str) -> bool {
    matches!(determiner, "diesen" | "dieser" | "diesem")
}

/// Whether the adjective says what such words are worth, and so shows that a noun attributes without a named source.
fn is_rank(layers: &Layers, token: usize) -> bool {
    let form = layers.tokens.text(token).to_lowercase();
    let stem = ["en", "er", "em"].iter().find_map(|ending| form.strip_suffix(ending)).unwrap_or(&form);
    layers.pack.words.ranks.contains(stem)
}

/// “sucht nach Informationen”: the preposition belongs to the verb.
fn is_object_of_search(layers: &Layers, preposition: &str, token: usize) -> bool {
    let clause = layers.clauses.at(token).map(|clause| &layers.clauses.list[clause]);
    preposition == "nach" && clause.is_some_and(|clause| layers.pack.words.verbs_of_search.contains(&clause.lemma))
        || (preposition == "nach" && token > 0 && matches!(layers.tokens.text(token - 1), "Suche" | "Frage" | "Fragen"))
}

fn is_copular(layers: &Layers, token: usize) -> bool {
    let clause = layers.clauses.at(token).map(|clause| &layers.clauses.list[clause]);
    clause.is_some_and(|clause| matches!(clause.lemma.as_str(), "sein" | "bleiben" | "werden" | "gelten" | "haben" | "wirken"))
}

/// The subject of the clause around `words`, which are its own: “Der Verein hat nach eigenen Angaben …”.
pub fn own_source(layers: &Layers, words: Range<usize>) -> Option<Range<usize>> {
    let clause = &layers.clauses.list[layers.clauses.at(words.start)?];
    let finite = clause.finite?;
    let phrases = clause.pieces.iter().flat_map(|piece| layers.phrases.within(piece.clone()));
    let candidates = phrases.into_iter().filter(|phrase| {
        let nominative =
            phrase.preposition.is_none() && phrase.agreement.can_be_nominative() && layers.words.agrees(finite, phrase, &layers.tokens);
        nominative
            && !layers.is_time(phrase)
            && !layers.words.is_reflexive(phrase.head)
            && !words.contains(&phrase.head)
            && !layers.words.hangs_on_previous(phrase, &layers.phrases)
    });
    // Of several, a plain nominative, then the first.
    let subject = candidates
        .reduce(|best, phrase| if phrase.agreement.only_nominative() && !best.agreement.only_nominative() { phrase } else { best })?;
    Some(acts::with_apposition(layers, subject, clause.to(), clause))
}

/// “seinen Angaben zufolge”, “den Worten des Generals zufolge”, “ihrer Meinung nach”: the adposition behind a noun that attributes.
fn noun_with_postposition(layers: &Layers, token: usize) -> Option<Hit> {
    let starts_own = layers.phrases.starting_at(token + 1).is_some() && layers.tokens.text(token).to_lowercase().starts_with("eigene");
    let phrase = layers.phrases.starting_at(token).or_else(|| layers.phrases.starting_at(token + 1).filter(|_| starts_own))?;
    if phrase.pronoun || phrase.preposition.is_some() {
        return None;
    }
    let sentence_end = layers.sentences.list[layers.sentences.of_token(token)].to;
    let noun = phrase.range.clone().rev().find(|&noun| layers.words.is_noun(noun) && has_postposition(layers, noun, None))?;
    let found = cue_noun::read(layers, phrase, noun, sentence_end);
    // The owner must end where the adposition stands; a longer reach would run past it.
    let close = (found.cue.end..sentence_end.min(found.cue.end + 14)).find(|&at| has_postposition(layers, noun, Some(at)))?;
    let found = if found.whole.end > close { cue_noun::read(layers, phrase, noun, close) } else { found };
    if found.whole.end != close || layers.words.is_reflexive(phrase.head) {
        return None;
    }
    let entry = postposition(layers, noun, close)?;
    let source = if found.own { own_source(layers, found.whole.start..close + 1) } else { found.source.clone() };
    let bare_compound = source.is_none() && !found.own && found.cue.len() == 1;
    if bare_compound {
        // “Medienberichten zufolge”: the reports are the source; “Schätzungen zufolge” names it no better.
        return None;
    }
    if entry.behind.last().is_some_and(|last| last == "nach")
        && layers.phrases.starting_at(close + 1).is_some_and(|next| next.range.start == close + 1 && source.is_none())
    {
        return None;
    }
    let cue = found.cue.clone().chain([close]).collect();
    Some(Hit::new(found.whole.start..close + 1, cue, source, entry.stance))
}

/// Whether the noun has an entry with a postposition; and if `at` is given, whether that postposition stands there.
fn has_postposition(layers: &Layers, noun: usize, at: Option<usize>) -> bool {
    match at {
        Some(at) => postposition(layers, noun, at).is_some(),
        None => {
            // “einer Mitteilung der Stadt zufolge”: a text is a source itself.
            let names = [layers.tokens.text(noun), layers.words.lemma(noun)];
            let is_text = names.iter().any(|name| layers.pack.source_kinds(name).contains(&SourceKind::Document));
            let behind_nach = entry_before(layers, "nach", noun).is_some_and(|(_, compound)| !compound && !is_text);
            behind_nach || !postpositions(layers, noun).is_empty()
        }
    }
}

fn postpositions<'a>(layers: &Layers<'a>, noun: usize) -> Vec<&'a AdpositionCue> {
    let form = layers.tokens.text(noun).to_lowercase();
    let ends_in_postposition = |entry: &&AdpositionCue| {
        let words: Vec<&String> = entry.before.iter().chain(&entry.behind).collect();
        words.len() == 2 && *words[0] == form && matches!(words[1].as_str(), "zufolge" | "nach")
    };
    layers.pack.cues.adpositions(&form).iter().filter(ends_in_postposition).collect()
}

fn postposition<'a>(layers: &Layers<'a>, noun: usize, at: usize) -> Option<&'a AdpositionCue> {
    let text = layers.tokens.text(at);
    let known = postpositions(layers, noun).into_iter().find(|entry| entry.behind.last() == Some(&text.to_string()));
    // What attributes behind “nach” does so before “zufolge”.
    known.or_else(|| if text == "zufolge" { entry_before(layers, "nach", noun).map(|(entry, _)| entry) } else { None })
}

/// “seines Erachtens”: a genitive that attributes by itself.
fn noun_alone(layers: &Layers, token: usize) -> Option<Hit> {
    let phrase = layers.phrases.starting_at(token).filter(|phrase| layers.words.is_possessive(phrase.range.start))?;
    let form = layers.tokens.text(phrase.head).to_lowercase();
    let entry = layers.pack.cues.adpositions(&form).iter().find(|entry| entry.before.is_empty() && entry.behind.len() == 1)?;
    let cue = (token + 1..phrase.range.end).collect();
    Some(Hit::new(phrase.range.clone(), cue, Some(token..token + 1), entry.stance))
}
