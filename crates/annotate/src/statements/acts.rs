//! Which clauses tell that somebody said, wrote or thought something, and who did?
//!
//! An [`Act`] is a clause whose verb stands in the cue lexicon, with its subject. Whether the clause makes a statement is
//! for the rules to say: they look for the content.

use std::ops::Range;

use quell_lang::cues::{Addressee, VerbCue};
use quell_lang::morphology::{Case, Gender, Number};

use crate::clauses::{Clause, ClauseKind};
use crate::layers::Layers;
use crate::phrases::Phrase;

/// A clause whose verb attributes.
#[derive(Debug, Clone)]
pub struct Act<'a> {
    /// The clause.
    pub clause: usize,
    /// The verb's entry in the lexicon.
    pub entry: &'a VerbCue,
    /// The tokens of the cue: auxiliary, verb, particle, fixed words.
    pub cue: Vec<usize>,
    /// Who did it, with everything that belongs to the phrase.
    pub source: Option<Range<usize>>,
    /// The core of that phrase, as an index into the phrases.
    pub source_can_speak: bool,
    /// To whom.
    pub addressee: Option<Range<usize>>,
    /// Whether the cue is negated or a question, so that nothing was said.
    pub negated: bool,
    /// Whether the act is wished, planned, demanded or a condition rather than told: *wollte sich äußern*, *müsse erklären*, *wenn er zustimmt*.
    pub modal: bool,
}

/// Finds the acts, in the order of their clauses. The second list gives for each clause its act.
pub fn find<'a>(layers: &Layers<'a>) -> (Vec<Act<'a>>, Vec<Option<usize>>) {
    let mut acts: Vec<Act<'a>> = Vec::new();
    let mut of_clause: Vec<Option<usize>> = vec![None; layers.clauses.list.len()];
    for index in 0..layers.clauses.list.len() {
        if let Some(mut act) = act_of(layers, index) {
            let elliptic = layers.clauses.list[index].coordinated || layers.clauses.list[index].kind == ClauseKind::VerbFirst;
            if act.source.is_none() && elliptic && !layers.clauses.list[index].passive && act.entry.speaker.is_empty() {
                // “… sagte A und kündigte B an”: the subject stands in the clause before.
                act.source = inherited_source(layers, index, &acts, &of_clause);
                act.source_can_speak |= act.source.is_some();
            }
            of_clause[index] = Some(acts.len());
            acts.push(act);
        }
    }
    (acts, of_clause)
}

/// The act of a clause, if its verb attributes.
fn act_of<'a>(layers: &Layers<'a>, index: usize) -> Option<Act<'a>> {
    let clause = &layers.clauses.list[index];
    let (entry, verb) = entry_and_verb(layers, clause)?;
    let elsewhere = speaker_elsewhere(layers, clause, entry);
    if elsewhere.is_none() && is_to_be_done(layers, clause, verb) {
        return None;
    }
    let mut cue = cue_tokens(layers, clause, entry, verb);
    cue.sort_unstable();
    cue.dedup();
    // Fixed words (“die These” vertreten) are no subject either.
    let fixed = if entry.with.is_empty() { Vec::new() } else { find_words(layers, clause, &entry.with).unwrap_or_default() };
    let speaks = |phrase: &Phrase| layers.can_speak(phrase) || names_people(layers, phrase);
    let subject =
        if clause.passive { agent(layers, clause, |phrase| layers.can_speak(phrase)) } else { subject_of(layers, clause, speaks, &fixed) };
    let subject = elsewhere.or(subject);
    // The outlet's “wir” and the speaker's “ich” attribute nothing: “Wir hoffen, dass …”; nor does “man”.
    if subject
        .is_some_and(|phrase| phrase.pronoun && (is_no_source(layers.tokens.text(phrase.head), entry) || is_polite(layers, phrase.head)))
    {
        return None;
    }
    let subject = subject.filter(|phrase| {
        !(phrase.pronoun && matches!(layers.tokens.text(phrase.head).to_lowercase().as_str(), "es" | "das" | "dies" | "was"))
    });
    // A passive without an agent hides its speaker: “wird vorgeworfen”, “wurde versprochen”.
    let hidden_speaker = clause.passive && subject.is_none();
    let source_can_speak =
        elsewhere.is_some() || hidden_speaker || subject.is_some_and(|phrase| layers.can_speak(phrase) || names_people(layers, phrase));
    let limit = clause
        .pieces
        .iter()
        .find(|piece| subject.is_some_and(|phrase| piece.contains(&phrase.range.start)))
        .map_or(clause.to(), |piece| piece.end);
    // Fixed words of the verb group (“der Überzeugung”) belong to no phrase.
    let fixed = subject.and_then(|phrase| cue.iter().copied().find(|&token| token >= phrase.range.end && !layers.words.is_bracket(token)));
    let limit = fixed.map_or(limit, |fixed| fixed.min(limit));
    let source = subject.map(|phrase| with_apposition(layers, phrase, limit, clause));
    let addressee = addressee(layers, clause, entry, subject)
        .filter(|range| !source.as_ref().is_some_and(|source| source.start < range.end && range.start < source.end));
    let negated = is_negated(layers, clause);
    let condition =
        clause.opener.is_some_and(|opener| matches!(layers.tokens.text(opener).to_lowercase().as_str(), "wenn" | "falls" | "sofern"));
    let modal = condition || clause.finite.is_some_and(|finite| layers.words.is_modal(finite) && clause.verb != Some(finite));
    Some(Act { clause: index, entry, cue, source, source_can_speak, addressee, negated, modal })
}

/// Whether the head of the phrase is a word for a person or a group that no list of sources needs: feminines in *-in* (*Köchin*), masculines in *-e*
/// (*Zeuge*, *Kamerad*), adjectives that stand for people (*Befragte*), groups and the bodies of an organisation.
pub fn names_people(layers: &Layers, phrase: &Phrase) -> bool {
    let head = phrase.head;
    if phrase.pronoun || !layers.words.is_common_noun(head) {
        return false;
    }
    let lemma = layers.words.lemma(head).to_lowercase();
    let forms = layers.words.agreement(head, &layers.tokens).forms();
    let only = |gender: Gender| forms.is_some_and(|forms| forms.genders().is_only(gender));
    let feminine = lemma.len() > 5 && lemma.ends_with("in") && only(Gender::Feminine);
    let weak_masculine = lemma.ends_with('e') && only(Gender::Masculine);
    feminine || weak_masculine || layers.pack.words.people_and_bodies.iter().any(|ending| lemma.ends_with(ending))
}

/// “Hier sehen Sie”: within a sentence the capital speaks to the reader.
fn is_polite(layers: &Layers, pronoun: usize) -> bool {
    let starts = pronoun == layers.sentences.list[layers.sentences.of_token(pronoun)].from
        || !layers.tokens.text(pronoun - 1).starts_with(char::is_alphanumeric);
    layers.tokens.text(pronoun) == "Sie" && !starts
}

fn is_no_source(pronoun: &str, entry: &VerbCue) -> bool {
    match pronoun.to_lowercase().as_str() {
        "ich" | "wir" | "du" | "ihr" | "man" => true,
        "es" => !entry.takes.clause() || entry.lemma != "heißen",
        _ => false,
    }
}

/// The entry that fits the clause and the verb that it stands for: “gibt zu bedenken” is one of *geben*, though *bedenken* is the last verb.
fn entry_and_verb<'a>(layers: &Layers<'a>, clause: &Clause) -> Option<(&'a VerbCue, usize)> {
    let verb = clause.verb?;
    if let Some(finite) =
        clause.finite.or_else(|| clause.tokens().find(|&token| layers.words.is_finite(token))).filter(|&finite| finite != verb)
        && let Some(entry) = entry_of(layers, clause, layers.words.lemma(finite))
            .filter(|entry| entry.with.last().is_some_and(|word| word == layers.tokens.text(verb)))
    {
        return Some((entry, finite));
    }
    entry_of(layers, clause, &clause.lemma).map(|entry| (entry, verb))
}

/// The entry of this infinitive that fits the clause: its fixed words are there, and its reflexive pronoun.
fn entry_of<'a>(layers: &Layers<'a>, clause: &Clause, lemma: &str) -> Option<&'a VerbCue> {
    let entries = layers.pack.cues.verb(lemma);
    let has_reflexive = clause.tokens().any(|token| layers.words.is_reflexive(token));
    let participle = clause.verb.is_some_and(|verb| layers.words.is_participle(verb));
    entries.iter().find(|entry| {
        let with_words = entry.with.is_empty() || find_words(layers, clause, &entry.with).is_some();
        // In the passive and with a participle alone the pronoun is gone, unless the verb has a plain entry too: “sich äußern”, “äußern”.
        let only_reflexive = || entries.iter().all(|other| other.reflexive || !other.with.is_empty());
        let reflexive = !entry.reflexive || has_reflexive || participle && only_reflexive();
        // “befindet sich”, “findet sich”: with a reflexive pronoun many an ambiguous verb is another one.
        let other_verb =
            entry.ambiguous && clause.kind != ClauseKind::VerbFirst && !entry.reflexive && entry.with.is_empty() && has_reflexive;
        with_words && reflexive && !other_verb
    })
}

/// The tokens of a fixed word sequence within a clause.
fn find_words(layers: &Layers, clause: &Clause, words: &[String]) -> Option<Vec<usize>> {
    for piece in &clause.pieces {
        for start in piece.clone() {
            let fits = words
                .iter()
                .enumerate()
                .all(|(offset, word)| start + offset < piece.end && layers.tokens.text(start + offset).eq_ignore_ascii_case(word));
            if fits {
                return Some((start..start + words.len()).collect());
            }
        }
    }
    None
}

/// The preposition of *halten für*, *erklären für*: it marks the sense of the verb, but stands before the content.
pub fn preposition_only(entry: &VerbCue) -> Option<&String> {
    entry.with.first().filter(|word| entry.with.len() == 1 && matches!(word.as_str(), "für" | "als" | "auf"))
}

/// Auxiliary and participle, verb and particle, fixed words; other modal verbs and infinitives around them are not part of the cue.
fn cue_tokens(layers: &Layers, clause: &Clause, entry: &VerbCue, verb: usize) -> Vec<usize> {
    let mut cue = vec![verb];
    if let Some(finite) = clause.finite
        && finite != verb
    {
        cue.push(finite);
    }
    for &token in &clause.bracket {
        let is_particle = (layers.words.is_particle(token) && clause.verb == clause.finite)
            || entry.particle.as_deref().is_some_and(|particle| particle == layers.tokens.text(token));
        let is_auxiliary = layers.words.is_auxiliary(token) && clause.finite != Some(verb);
        if is_particle || is_auxiliary {
            cue.push(token);
        }
    }
    if !entry.with.is_empty() && preposition_only(entry).is_none() {
        cue.extend(find_words(layers, clause, &entry.with).unwrap_or_default());
    }
    // “war zu hören”, “ist zu entnehmen”
    if verb > 0 && layers.words.is_zu(verb - 1) && clause.holds(verb - 1) {
        cue.push(verb - 1);
    }
    if entry.reflexive {
        cue.extend(clause.tokens().find(|&token| layers.words.is_reflexive(token)));
    }
    // “warnte davor, …”, “wies darauf hin, dass …”: the word that stands for the content in the frame.
    if !entry.takes.prepositions.is_empty() {
        cue.extend(clause.tokens().find(|&token| {
            layers.words.is_pronominal_adverb(token)
                && token > verb.min(clause.finite.unwrap_or(verb))
                && stands_for_content(layers, entry, token)
        }));
    }
    cue
}

/// Whether the pronominal adverb belongs to one of the entry's prepositions: *davor* to *vor*.
fn stands_for_content(layers: &Layers, entry: &VerbCue, token: usize) -> bool {
    let form = layers.tokens.text(token).to_lowercase();
    entry.takes.prepositions.iter().any(|preposition| form == format!("da{preposition}") || form == format!("dar{preposition}"))
}

/// The subject of a clause: a nominative noun phrase that agrees with its verb.
pub fn subject<'p>(layers: &'p Layers, clause: &Clause) -> Option<&'p Phrase> {
    subject_of(layers, clause, |_| false, &[])
}

/// The subject; whoever `is_likely`, as somebody who can speak is with a verb of speaking, is the better one. `fixed` words of the verb group are none.
pub(crate) fn subject_of<'p>(
    layers: &'p Layers,
    clause: &Clause,
    is_likely: impl Fn(&Phrase) -> bool,
    fixed: &[usize],
) -> Option<&'p Phrase> {
    let finite = clause.finite?;
    // The relative pronoun can be the subject itself: “der Mann, der sagte”.
    if let Some(opener) = clause.opener
        && clause.kind == ClauseKind::Relative
        && let Some(phrase) = layers.phrases.starting_at(opener)
        && phrase.preposition.is_none()
        && phrase.agreement.can_be_nominative()
        && layers.words.agrees(finite, phrase, &layers.tokens)
        && !clause.pieces.iter().flat_map(|piece| phrases_in(layers, piece)).any(|other| {
            // “die Fälle, die die Behörde nannte”: somebody who can speak is the better subject than “die” or “das”.
            let better = other.agreement.only_nominative() || (!phrase.agreement.only_nominative() && layers.can_speak(other));
            other.range.start > opener && is_candidate(layers, other, finite) && better
        })
    {
        return Some(phrase);
    }
    let mut best: Option<(u8, &Phrase)> = None;
    for piece in &clause.pieces {
        for phrase in phrases_in(layers, piece) {
            if !is_candidate(layers, phrase, finite)
                || fixed.contains(&phrase.head)
                || layers.quotations.depth[phrase.range.start] > clause.depth
            {
                continue;
            }
            // “Redaktionsnetzwerk Deutschland (RND)”: what a bracket adds is part of the phrase before it.
            if phrase.range.start > piece.start && layers.tokens.text(phrase.range.start - 1) == "(" {
                continue;
            }
            // A genitive behind another noun is no subject.
            let hangs = phrase.range.start > piece.start
                && best.is_some()
                && phrase.agreement.can_be_genitive()
                && !phrase.agreement.only_nominative()
                && layers.words.is_determiner(phrase.range.start)
                && layers.phrases.around(phrase.range.start - 1).is_some_and(|before| !before.pronoun);
            if hangs {
                continue;
            }
            // “Das teilte die Polizei mit”: the pronoun is the subject only if nobody else can be; somebody who can speak comes before something.
            let reference = phrase.pronoun && matches!(layers.tokens.text(phrase.head).to_lowercase().as_str(), "das" | "dies" | "was");
            let apposition = best.is_some() && phrase.range.start > 0 && layers.tokens.text(phrase.range.start - 1) == ",";
            let plainly = phrase.agreement.only_nominative() || (!apposition && is_masculine_subject(layers, phrase));
            let score = match (reference, plainly, is_likely(phrase)) {
                (true, ..) => 0,
                (_, true, true) => 4,
                (_, true, false) => 4,
                (_, false, true) => 3,
                (_, false, false) => 1,
            };
            // A name is one person: “boten sie Müller an” has another subject.
            let one_name = phrase.named
                && phrase.agreement.forms().is_none()
                && layers.words.is_plural_only(finite)
                && !matches!(layers.tokens.text(phrase.range.end), "und" | "sowie" | "," | "/");
            let score = if one_name { score.min(1) } else { score };
            if best.is_none_or(|(known, _)| score > known) {
                best = Some((score, phrase));
            }
        }
    }
    best.map(|(_, phrase)| phrase)
}

/// The phrases of a piece, with the one whose closing quotation mark the piece left outside: “die Agentur „Xinhua“, …”.
fn phrases_in<'p>(layers: &'p Layers, piece: &Range<usize>) -> &'p [Phrase] {
    let closes = matches!(layers.tokens.text(piece.end), "“" | "”" | "\"" | "«" | "»")
        && layers.phrases.around(piece.end).is_some_and(|phrase| phrase.range.end == piece.end + 1);
    layers.phrases.within(piece.start..piece.end + usize::from(closes))
}

/// Whether the phrase is a masculine “der …” that depends on no noun: it looks like a genitive plural too, but cannot be one.
fn is_masculine_subject(layers: &Layers, phrase: &Phrase) -> bool {
    let forms = layers.words.agreement(phrase.head, &layers.tokens).forms();
    layers.tokens.text(phrase.range.start).eq_ignore_ascii_case("der")
        && phrase.range.start != phrase.head
        && !layers.words.hangs_on_previous(phrase, &layers.phrases)
        && forms.is_some_and(|forms| forms.contains(Case::Nominative, Number::Singular, Gender::Masculine))
}

fn is_candidate(layers: &Layers, phrase: &Phrase, finite: usize) -> bool {
    phrase.preposition.is_none()
        && phrase.agreement.can_be_nominative()
        && !layers.is_time(phrase)
        && !layers.words.is_reflexive(phrase.head)
        && layers.words.agrees(finite, phrase, &layers.tokens)
        && !(counts_many(layers, phrase) && is_singular(layers, finite))
}

/// “27 Restaurants”: more than one, whatever the noun's form allows.
fn counts_many(layers: &Layers, phrase: &Phrase) -> bool {
    let first = phrase.range.start;
    layers.words.is_cardinal(first)
        && !phrase.pronoun
        && first != phrase.head
        && !matches!(layers.tokens.text(first).to_lowercase().as_str(), "1" | "ein" | "eine" | "eins")
}

fn is_singular(layers: &Layers, finite: usize) -> bool {
    let reading = layers.words.list.get(finite).and_then(|word| word.reading);
    reading.is_some_and(|reading| reading.finite().numbers().is_only(Number::Singular))
}

/// The source that is not the subject: “aus der Studie geht hervor”, “in dem Brief heißt es”, “wird X zitiert”.
fn speaker_elsewhere<'p>(layers: &'p Layers, clause: &Clause, entry: &VerbCue) -> Option<&'p Phrase> {
    if entry.speaker.is_empty() {
        return None;
    }
    if entry.speaker.iter().any(|place| place == "patient") {
        return if clause.passive { subject(layers, clause) } else { quoted_object(layers, clause) };
    }
    clause.pieces.iter().flat_map(|piece| layers.phrases.within(piece.clone())).find(|phrase| {
        if layers.is_time(phrase) || layers.words.is_reflexive(phrase.head) {
            return false;
        }
        match phrase.preposition {
            Some(token) => {
                let word = layers.tokens.text(token).to_lowercase();
                entry.speaker.iter().any(|known| *known == word || contracted(known, &word))
            }
            None => {
                entry.speaker.iter().any(|place| place == "dat")
                    && phrase.agreement.can_be_dative()
                    && !phrase.agreement.can_be_nominative()
            }
        }
    })
}

/// “Die Agentur zitiert den Sprecher mit den Worten”: the one who is quoted.
fn quoted_object<'p>(layers: &'p Layers, clause: &Clause) -> Option<&'p Phrase> {
    let subject = subject_of(layers, clause, |phrase| layers.can_speak(phrase) || names_people(layers, phrase), &[])?;
    let objects = clause.pieces.iter().flat_map(|piece| layers.phrases.within(piece.clone()));
    objects.into_iter().find(|phrase| {
        let is_object = phrase.preposition.is_none()
            && phrase.range != subject.range
            && phrase.agreement.can_be_accusative()
            && !phrase.agreement.only_nominative();
        is_object && layers.can_speak(phrase) && !layers.words.hangs_on_previous(phrase, &layers.phrases)
    })
}

/// “von” and “vom”, “zu” and “zum”: a preposition and its form with an article.
pub fn contracted(preposition: &str, word: &str) -> bool {
    matches!(
        (preposition, word),
        ("von", "vom")
            | ("zu", "zum" | "zur")
            | ("an", "am" | "ans")
            | ("in", "im" | "ins")
            | ("für", "fürs")
            | ("auf", "aufs")
            | ("um", "ums")
            | ("über", "übers")
            | ("vor", "vorm")
            | ("bei", "beim")
    )
}

/// Who did it in the passive: “von der Polizei”, “durch den Verband”; but “ein Antrag von Astrazeneca wurde abgelehnt”, “eine von RB erhoffte
/// Regelung”, where the words belong to a noun.
pub(crate) fn agent<'p>(layers: &'p Layers, clause: &Clause, is_somebody: impl Fn(&Phrase) -> bool) -> Option<&'p Phrase> {
    let phrases = clause.pieces.iter().flat_map(|piece| layers.phrases.within(piece.clone()));
    phrases.into_iter().find(|phrase| {
        let Some(by) = phrase
            .preposition
            .filter(|&token| matches!(layers.tokens.text(token).to_lowercase().as_str(), "von" | "vom" | "durch" | "seitens"))
        else {
            return false;
        };
        let of_subject = !clause.kind.is_subordinate()
            && clause.finite.is_some_and(|finite| by < finite)
            && by > clause.from()
            && layers.words.is_noun(by - 1);
        let in_phrase = layers.words.is_attributive(phrase.range.end) && by > 0 && layers.words.is_determiner(by - 1);
        !of_subject && !in_phrase && is_somebody(phrase)
    })
}

/// The full phrase with the apposition behind it: “Hans Müller, Sprecher der Polizei”.
pub fn with_apposition(layers: &Layers, phrase: &Phrase, limit: usize, clause: &Clause) -> Range<usize> {
    let reach = layers.reach();
    // In front of the verb all words belong to one phrase, so that the verb itself is the limit.
    let limit = clause.finite.filter(|&finite| finite > phrase.range.start).map_or(limit, |finite| finite.min(limit));
    let before_verb = clause.finite.is_some_and(|finite| phrase.range.start < finite);
    let full_before =
        |limit| if before_verb && !clause.kind.is_subordinate() { reach.full(phrase, limit) } else { reach.narrow(phrase, limit) };
    let mut full = full_before(limit);
    // “der USA, Südkoreas und Japans”: the comma of a list ends a piece of the clause, but not the phrase.
    if full.end == limit
        && layers.tokens.text(limit) == ","
        && let Some(next) = clause.pieces.iter().find(|piece| piece.contains(&(limit + 1)))
    {
        full = full_before(next.end);
    }
    let sentence_end = layers.sentences.list[clause.sentence].to;
    // “rund 200 Landwirte”: a word of degree counts the speakers.
    let degree = full.start > clause.from()
        && matches!(layers.tokens.text(full.start - 1).to_lowercase().as_str(), "rund" | "etwa" | "fast" | "knapp" | "mindestens")
        && layers.words.is_cardinal(full.start);
    let start = full.start - usize::from(degree);
    match reach.apposition(phrase, full.end, sentence_end, before_verb) {
        Some(apposition) => start..apposition.end,
        None => start..full.end,
    }
}

/// The addressee, as the entry says that it is named; *gegenüber X* always names one.
fn addressee(layers: &Layers, clause: &Clause, entry: &VerbCue, subject: Option<&Phrase>) -> Option<Range<usize>> {
    let mut found = None;
    for piece in &clause.pieces {
        for phrase in layers.phrases.within(piece.clone()) {
            let is_subject = subject.is_some_and(|subject| subject.range == phrase.range);
            if is_subject || layers.is_time(phrase) || layers.words.is_reflexive(phrase.head) {
                continue;
            }
            let preposition = phrase.preposition.map(|token| layers.tokens.text(token).to_lowercase());
            let fits = match (&preposition, &entry.addressee) {
                (Some(word), _) if word == "gegenüber" => true,
                (Some(word), Some(Addressee::Behind(expected))) => word == expected,
                (None, Some(Addressee::Dative)) if !entry.takes.dative => {
                    phrase.agreement.only_dative()
                        || (subject.is_some()
                            && phrase.agreement.can_be_dative()
                            && !phrase.agreement.only_nominative()
                            && layers.can_speak(phrase)
                            && !layers.words.hangs_on_previous(phrase, &layers.phrases))
                }
                (None, Some(Addressee::Accusative)) => {
                    phrase.agreement.can_be_accusative()
                        && !phrase.agreement.only_nominative()
                        && (layers.can_speak(phrase) || phrase.pronoun)
                }
                _ => false,
            };
            if fits && found.is_none() {
                // What the verb takes besides does not belong to the one addressed: “dankte den Rettern für …”, “beschuldigte den Notar der Untreue”.
                let taken = |token: usize| {
                    entry
                        .takes
                        .prepositions
                        .iter()
                        .any(|known| known == layers.tokens.text(token) || contracted(known, layers.tokens.text(token)))
                };
                let limit = if entry.takes.genitive {
                    phrase.range.end
                } else {
                    (phrase.range.end..piece.end).find(|&token| taken(token)).unwrap_or(piece.end)
                };
                found = Some(layers.reach().narrow(phrase, limit));
            }
        }
    }
    found
}

/// “ist darauf zurückzuführen, dass”, “Positives ist zu berichten”: *sein* with *zu* is a passive whose subject tells nothing.
fn is_to_be_done(layers: &Layers, clause: &Clause, verb: usize) -> bool {
    let with_zu = layers.words.is_zu_infinitive(verb) || verb > 0 && layers.words.is_zu(verb - 1);
    with_zu && clause.finite.is_some_and(|finite| finite != verb && layers.words.lemma(finite) == "sein")
}

fn is_negated(layers: &Layers, clause: &Clause) -> bool {
    let Some(verb) = clause.verb else { return false };
    // “nicht” before the last verb or at the end of the clause negates the verb; before a noun it negates the noun.
    clause.tokens().any(|token| {
        let text = layers.tokens.text(token).to_lowercase();
        let negates = matches!(text.as_str(), "nicht" | "nie" | "niemals" | "keineswegs");
        let next = layers.tokens.text(token + 1);
        negates
            && (token + 1 == verb
                || layers.words.is_bracket(token + 1)
                || !clause.holds(token + 1)
                || next == ","
                || next == "."
                || next == "zu")
    })
}

/// The source of the clause that this one continues.
fn inherited_source(layers: &Layers, index: usize, acts: &[Act], of_clause: &[Option<usize>]) -> Option<Range<usize>> {
    let previous = index.checked_sub(1)?;
    let sentence = layers.clauses.list[index].sentence;
    for before in (0..=previous).rev() {
        let clause = &layers.clauses.list[before];
        if clause.sentence != sentence {
            return None;
        }
        // What stands in a quotation was said by the subject that is looked for.
        if clause.kind.is_subordinate() != layers.clauses.list[index].kind.is_subordinate()
            || clause.depth > layers.clauses.list[index].depth
        {
            continue;
        }
        if let Some(act) = of_clause[before] {
            return acts[act].source.clone();
        }
        if let Some(phrase) = subject(layers, clause) {
            return Some(with_apposition(layers, phrase, clause.to(), clause));
        }
    }
    None
}
