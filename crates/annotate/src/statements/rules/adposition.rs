//! Attribution by an adposition: *laut*, *nach Angaben*, *zufolge*.
//!
//! See `adposition.md` for cases and references.

use std::ops::Range;

use quell_document::{SourceKind, Stance, StatementKind};
use quell_lang::cues::{AdpositionCue, Needs};

use super::Board;
use super::cue_noun::{self, CueNoun, full_source};
use crate::clauses::ClauseKind;
use crate::layers::Layers;
use crate::phrases::Phrase;
use crate::statements::acts;
use crate::statements::draft::Draft;
use crate::statements::extent;
use crate::tokens::Shape;

/// The rule's name.
pub const NAME: &str = "adposition";

/// Marks the clauses that an adposition attributes.
pub fn find(layers: &Layers, board: &mut Board) {
    let mut behind = 0;
    for token in 0..layers.tokens.len() {
        if token < behind {
            continue;
        }
        let Some(hit) = hit_at(layers, token) else { continue };
        if asks_the_reader(layers, &hit) {
            continue;
        }
        let Some(content) = content_of(layers, board, &hit) else { continue };
        behind = hit.range.end;
        let mut draft = Draft::new(NAME, StatementKind::Indirect, content);
        draft.cue = hit.cue;
        draft.source = hit.source;
        draft.frame = vec![hit.range];
        draft.stance = hit.stance;
        draft.certainty = 0.92;
        board.push(draft);
    }
}

/// An adposition with its noun phrase.
struct Hit {
    /// Everything: adposition, noun phrase.
    range: Range<usize>,
    cue: Vec<usize>,
    source: Option<Range<usize>>,
    stance: Stance,
    /// Whether the clause only says whose wish rules the sentence: *geht es nach X*.
    is_clause: bool,
}

impl Hit {
    fn new(range: Range<usize>, cue: Vec<usize>, source: Option<Range<usize>>, stance: Stance) -> Hit {
        Hit { range, cue, source, stance, is_clause: false }
    }
}

/// What can begin at this token: an adposition before its phrase, or a phrase with its adposition behind it.
fn hit_at(layers: &Layers, token: usize) -> Option<Hit> {
    by_noun(layers, token).or_else(|| noun_with_postposition(layers, token)).or_else(|| noun_alone(layers, token)).or_else(|| by_adposition(layers, token))
}

/// “meiner Meinung nach” in somebody's own words, “ist Ihrer Meinung nach …?”: nobody else is spoken of.
fn asks_the_reader(layers: &Layers, hit: &Hit) -> bool {
    let Some(source) = hit.source.as_ref().filter(|source| source.len() == 1) else { return false };
    let text = layers.tokens.text(source.start);
    let sentence = layers.sentences.list[layers.sentences.of_token(source.start)];
    let mine = text.to_lowercase().starts_with("mein") || (text.to_lowercase().starts_with("unser") && layers.quotations.depth[source.start] > 0);
    let yours = text.starts_with("Ihr") && layers.words.is_possessive(source.start) && source.start > sentence.from && source.start > hit.range.start.min(sentence.from + 1);
    let question = (sentence.to.saturating_sub(2)..sentence.to).any(|token| layers.tokens.text(token) == "?");
    mine || (yours && (question || layers.quotations.depth[source.start] > 0)) || (text.to_lowercase().starts_with("ihr") && question)
}

/// “nach Angaben der Polizei”, “nach ihrer Ansicht”, “aus Sicht der Mieter”, “laut Polizeiangaben”: a preposition before a noun that attributes.
fn by_noun(layers: &Layers, token: usize) -> Option<Hit> {
    if !layers.words.is_preposition(token) {
        return None;
    }
    let preposition = layers.tokens.text(token).to_lowercase();
    // “nach eigener Aussage”: the adjective is not always known as one.
    let phrase = layers.phrases.starting_at(token + 1).or_else(|| layers.phrases.starting_at(token + 2).filter(|_| cue_noun::is_own(layers, token + 1))).filter(|phrase| !phrase.pronoun)?;
    let (noun, entry, compound) = phrase.range.clone().rev().find_map(|noun| entry_before(layers, &preposition, noun).map(|(entry, compound)| (noun, entry, compound)))?;
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
    let cue = std::iter::once(token).chain(found.cue.clone()).collect();
    Some(Hit::new(token..found.whole.end, cue, found.source, entry.stance))
}

/// The entry “nach X” or “nach … X” for a noun; or the one for the last part of a compound.
fn entry_before<'a>(layers: &Layers<'a>, preposition: &str, noun: usize) -> Option<(&'a AdpositionCue, bool)> {
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
            preposition == "nach" && first && (if determined { noun_form == "Angaben" || is_back_reference(layers.tokens.text(phrase.range.start)) } else { (phrase.range.start..found.noun).all(|token| is_rank(layers.tokens.text(token)) || cue_noun::is_origin(layers, token)) })
        }
    }
}

/// “nach diesen Plänen”: the text has spoken of them before.
fn is_back_reference(determiner: &str) -> bool {
    matches!(determiner, "diesen" | "dieser" | "diesem")
}

/// Adjectives that say what such words are worth, and so show that a noun attributes without a named source.
fn is_rank(adjective: &str) -> bool {
    const RANKS: &[&str] = &["erst", "bisherig", "offiziell", "inoffiziell", "amtlich", "übereinstimmend", "vorläufig", "jüngst", "neuest", "aktuell", "unbestätigt", "eigen", "verschieden", "unterschiedlich", "ander", "unabhängig", "gesichert", "zuverlässig", "derzeitig", "gegenwärtig", "früher", "weiter"];
    let stem = adjective.to_lowercase();
    let stem = stem.strip_suffix("en").or_else(|| stem.strip_suffix("er")).or_else(|| stem.strip_suffix("em")).unwrap_or(&stem).to_string();
    RANKS.contains(&stem.as_str())
}

/// “sucht nach Informationen”: the preposition belongs to the verb.
fn is_object_of_search(layers: &Layers, preposition: &str, token: usize) -> bool {
    const SEARCHES: &[&str] = &["suchen", "fragen", "forschen", "fahnden", "stöbern", "streben", "ringen", "greifen", "rufen", "verlangen", "riechen", "schmecken", "graben"];
    let clause = layers.clauses.at(token).map(|clause| &layers.clauses.list[clause]);
    preposition == "nach" && clause.is_some_and(|clause| SEARCHES.contains(&clause.lemma.as_str())) || (preposition == "nach" && token > 0 && matches!(layers.tokens.text(token - 1), "Suche" | "Frage" | "Fragen"))
}

fn is_copular(layers: &Layers, token: usize) -> bool {
    let clause = layers.clauses.at(token).map(|clause| &layers.clauses.list[clause]);
    clause.is_some_and(|clause| matches!(clause.lemma.as_str(), "sein" | "bleiben" | "werden" | "gelten" | "haben" | "wirken"))
}

/// The subject of the clause around `words`, which are its own: “Der Verein hat nach eigenen Angaben …”.
fn own_source(layers: &Layers, words: Range<usize>) -> Option<Range<usize>> {
    let clause = &layers.clauses.list[layers.clauses.at(words.start)?];
    let finite = clause.finite?;
    let phrases = clause.pieces.iter().flat_map(|piece| layers.phrases.within(piece.clone()));
    let candidates = phrases.into_iter().filter(|phrase| {
        let nominative = phrase.preposition.is_none() && phrase.agreement.can_be_nominative() && layers.words.agrees(finite, phrase, &layers.tokens);
        nominative && !layers.is_time(phrase) && !layers.words.is_reflexive(phrase.head) && !words.contains(&phrase.head) && !layers.words.hangs_on_previous(phrase, &layers.phrases)
    });
    // Of several, a plain nominative, then the first.
    let subject = candidates.reduce(|best, phrase| if phrase.agreement.only_nominative() && !best.agreement.only_nominative() { phrase } else { best })?;
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
    if entry.behind.last().is_some_and(|last| last == "nach") && layers.phrases.starting_at(close + 1).is_some_and(|next| next.range.start == close + 1 && source.is_none()) {
        return None;
    }
    let cue = found.cue.clone().chain([close]).collect();
    Some(Hit::new(found.whole.start..close + 1, cue, source, entry.stance))
}

/// Whether the noun has an entry with a postposition; and if `at` is given, whether that postposition stands there.
fn has_postposition(layers: &Layers, noun: usize, at: Option<usize>) -> bool {
    match at {
        Some(at) => postposition(layers, noun, at).is_some(),
        None => !postpositions(layers, noun).is_empty(),
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

/// *laut*, *zufolge*, *gemäß* beside any phrase that can speak, and fixed groups: *dem Vernehmen nach*.
fn by_adposition(layers: &Layers, token: usize) -> Option<Hit> {
    let first = layers.tokens.text(token).to_lowercase();
    // The longest entry that fits wins: “nach Angaben” before “nach”.
    for entry in layers.pack.cues.adpositions(&first) {
        let words = if entry.before.is_empty() { &entry.behind } else { &entry.before };
        let end = token + words.len();
        let circum = !entry.before.is_empty() && !entry.behind.is_empty();
        if entry.needs == Some(Needs::Cue) || circum || !stands_at(layers, words, token) {
            continue;
        }
        let hit = if entry.behind.is_empty() { before_phrase(layers, entry, token, end) } else { behind_phrase(layers, entry, token, end) };
        if hit.is_some() {
            return hit;
        }
    }
    None
}

fn stands_at(layers: &Layers, words: &[String], token: usize) -> bool {
    words.iter().enumerate().all(|(offset, word)| layers.tokens.text(token + offset).to_lowercase() == *word)
}

/// laut der Polizei
fn before_phrase(layers: &Layers, entry: &AdpositionCue, token: usize, end: usize) -> Option<Hit> {
    let sentence_end = layers.sentences.list[layers.sentences.of_token(token)].to;
    let cue: Vec<usize> = (token..end).collect();
    match entry.needs {
        Some(Needs::Back) => return Some(Hit::new(token..end, cue, None, entry.stance)),
        Some(Needs::Subject) => return Some(Hit::new(token..end, cue, own_source(layers, token..end), entry.stance)),
        _ => {}
    }
    let is_clause = entry.before.first().is_some_and(|word| word == "geht");
    let start = end;
    let Some(phrase) = layers.phrases.starting_at(start).or_else(|| layers.phrases.starting_at(start + 1).filter(|_| matches!(layers.tokens.text(start), "„" | "\"" | "»" | "«"))) else {
        // “laut taz”, “laut „beispielblog.de““: a name that is written small.
        let quoted = matches!(layers.tokens.text(start), "„" | "\"" | "»" | "«") && matches!(layers.tokens.text(start + 2), "“" | "\"" | "«" | "»" | "”");
        if quoted && entry.needs.is_none() && entry.before.len() == 1 {
            return Some(Hit::new(token..start + 3, cue, Some(start..start + 3), entry.stance));
        }
        let single = entry.before.len() == 1 && entry.needs.is_none() && layers.tokens.list.get(start).is_some_and(|token| token.shape != Shape::Mark) && !layers.words.is_verb(start);
        return single.then(|| Hit::new(token..start + 1, cue, Some(start..start + 1), entry.stance));
    };
    if entry.needs == Some(Needs::Speaker) && !is_fit(layers, entry, phrase) || layers.is_time(phrase) {
        return None;
    }
    if entry.before.len() > 1 && !is_clause {
        // Groups of preposition and noun were read with their owner.
        return None;
    }
    let source = full_source(layers, phrase, sentence_end);
    Some(Hit { is_clause, ..Hit::new(token..source.end, cue, Some(source), entry.stance) })
}

/// Whether the phrase can speak. *nach* and *gemäß* mean so many other things that only a text will do: *nach einem Bericht*.
fn is_fit(layers: &Layers, entry: &AdpositionCue, phrase: &Phrase) -> bool {
    // Laws and contracts rule; they do not report.
    const NORMS: &[&str] = &["Gesetz", "Verordnung", "Vertrag", "Richtlinie", "Satzung", "Verfügung", "Plan", "Programm", "Konzept", "Regel", "Urteil", "Beschluss"];
    let document = layers.kinds_of(phrase).contains(&SourceKind::Document);
    let lemma = layers.words.lemma(phrase.head);
    let norm = NORMS.iter().any(|norm| lemma == *norm || lemma.ends_with(&norm.to_lowercase()));
    match entry.before.iter().chain(&entry.behind).next().map(String::as_str) {
        // “Nach der Meldung” tells when, “nach einem Bericht” who says so.
        Some("nach") if entry.behind.is_empty() => {
            let definite = matches!(layers.tokens.text(phrase.range.start), "der" | "dem" | "den") && phrase.range.len() > 1;
            // What has an entry of its own (“nach Recherchen”) was read with its owner.
            let read = phrase.range.start == phrase.head && entry_before(layers, "nach", phrase.head).is_some();
            let indefinite = layers.tokens.text(phrase.range.start).to_lowercase().starts_with("ein");
            !definite && document && !norm && !read && (indefinite || cue_noun::entry_of(layers, phrase.head).is_some())
        }
        Some("nach") => document && !norm,
        Some("gemäß") => !norm && (document || layers.can_speak(phrase)),
        _ => layers.can_speak(phrase),
    }
}

/// der Polizei zufolge
fn behind_phrase(layers: &Layers, entry: &AdpositionCue, token: usize, end: usize) -> Option<Hit> {
    if entry.behind.len() > 1 && layers.words.is_noun(token) {
        // Groups of noun and adposition were read with their owner.
        return None;
    }
    let sentence = layers.sentences.list[layers.sentences.of_token(token)];
    let reach = layers.reach();
    // “Ihr zufolge”: the pronoun looks like a possessive.
    if token > 0 && matches!(layers.tokens.text(token - 1).to_lowercase().as_str(), "ihr" | "ihm" | "ihnen") && entry.needs.is_none() {
        return Some(Hit::new(token - 1..end, (token..end).collect(), Some(token - 1..token), entry.stance));
    }
    // The longest phrase that ends right before the adposition.
    let from = layers.clauses.at(token).map_or(sentence.from, |clause| layers.clauses.list[clause].from());
    let candidates = layers.phrases.within(from..token);
    let complete = candidates.iter().find(|phrase| {
        let fits = reach.full(phrase, token).end == token && phrase.preposition.is_none();
        fits && !layers.words.is_reflexive(phrase.head)
    });
    let Some(phrase) = complete else {
        // “Dem Sender al-Bahr zufolge”: whatever stands between the start of the clause and the adposition is its phrase.
        let first = candidates.first().filter(|first| first.range.start == from && first.preposition.is_none() && first.agreement.can_be_dative())?;
        let plain = !(from..token).any(|at| layers.words.is_verb(at) || layers.tokens.text(at) == ",") && token - from <= 10;
        let source = first.range.start..token;
        return (plain && entry.needs.is_none()).then(|| Hit::new(source.start..end, (token..end).collect(), Some(source), entry.stance));
    };
    if entry.needs == Some(Needs::Speaker) && !is_fit(layers, entry, phrase) {
        return None;
    }
    // “Der Größe nach”, “auf den Tag nach …”: behind its phrase *nach* attributes only at the edge of the clause.
    if entry.behind.first().is_some_and(|word| word == "nach") && (phrase.range.start != from || !layers.words.is_finite(end)) {
        return None;
    }
    let full = reach.full(phrase, token);
    Some(Hit::new(full.start..end, (token..end).collect(), Some(full), entry.stance))
}

/// The clause that the phrase stands in, without the phrase; or the main clauses of its sentence.
fn content_of(layers: &Layers, board: &Board, hit: &Hit) -> Option<Vec<Range<usize>>> {
    let clause_index = layers.clauses.at(hit.range.start)?;
    let clause = &layers.clauses.list[clause_index];
    let sentence = layers.sentences.list[clause.sentence];
    if layers.quotations.depth[hit.range.start] > 0 && clause.finite.is_none() {
        return None;
    }
    let range = match clause.kind {
        _ if hit.is_clause => sentence.from..sentence.to,
        kind if kind.is_subordinate() => extent::of_clause(&layers.clauses, clause_index),
        ClauseKind::Fragment => sentence.from..sentence.to,
        _ => {
            let mut range = extent::of_clause(&layers.clauses, clause_index);
            // Coordinated main clauses go on with it, up to another frame.
            for other in layers.clauses.of_sentence[clause.sentence].clone() {
                let next = &layers.clauses.list[other];
                if next.from() >= range.end && next.coordinated && next.parent.is_some() && board.act_of(other).is_none() {
                    range.end = extent::of_clause(&layers.clauses, other).end;
                }
            }
            range
        }
    };
    let content = extent::minus(layers, range, std::slice::from_ref(&hit.range));
    let words: usize = content.iter().map(|piece| piece.len()).sum();
    (words >= 2).then_some(content)
}
