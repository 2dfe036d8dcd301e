//! Attribution by a noun: *die Behauptung, dass …*, *sein Vorwurf, … zu …*, *der Bericht, wonach …*.
//!
//! See `noun_complement.md` for cases and references.

use std::ops::Range;

use quell_document::StatementKind;

use super::Board;
use super::cue_noun::{self, CueNoun};
use crate::clauses::ClauseKind;
use crate::layers::Layers;
use crate::statements::acts;
use crate::statements::draft::Draft;
use crate::statements::extent;
use crate::words::Mood;

pub use super::cue_noun::entry_of;

/// The rule's name.
pub const NAME: &str = "noun_complement";

/// Marks the clauses that stand behind a noun that attributes.
pub fn find(layers: &Layers, board: &mut Board) {
    for index in 0..layers.clauses.list.len() {
        let clause = &layers.clauses.list[index];
        let wonach = opens_with_wonach(layers, clause.from());
        let fits_kind = wonach
            || matches!(clause.kind, ClauseKind::That | ClauseKind::Question | ClauseKind::Infinitive)
            || (clause.kind == ClauseKind::Main && layers.words.mood_of(clause).is_reported());
        if !fits_kind || clause.from() < 2 || layers.tokens.text(clause.from() - 1) != "," {
            continue;
        }
        let Some(noun) = noun_before(layers, clause.from() - 1) else { continue };
        let Some(entry) = entry_of(layers, noun.head) else { continue };
        // “müsste ihre Empfehlung anpassen, auch die Verordnung müsste …”: two clauses in the Konjunktiv II stand side by side.
        let adjacent = noun.found.whole.end + 1 == clause.from();
        let around = layers.clauses.at(noun.head).map(|clause| &layers.clauses.list[clause]);
        let both_unreal =
            around.is_some_and(|around| layers.words.mood_of(around).is_reported()) && layers.words.mood_of(clause) != Mood::Konjunktiv1;
        let coordinate = clause.kind == ClauseKind::Main && !adjacent && both_unreal;
        // “kein Zweifel, dass”: nobody says so.
        let denied = layers.tokens.text(noun.found.cue.start).to_lowercase().starts_with("kein");
        if coordinate || denied {
            continue;
        }
        let takes = match clause.kind {
            _ if wonach => entry.takes.dass,
            ClauseKind::That => entry.takes.dass,
            ClauseKind::Question => entry.takes.ob,
            ClauseKind::Infinitive => entry.takes.zu,
            _ => entry.takes.v2 || entry.takes.dass,
        };
        let range = extent::of_clause(&layers.clauses, index);
        let already = board.around(&range).into_iter().any(|draft| board.drafts[draft].from() == range.start && !board.drafts[draft].cue.is_empty());
        if !takes || already {
            continue;
        }
        let mut draft = Draft::new(NAME, StatementKind::Indirect, extent::minus(layers, range, &[]));
        if draft.content.is_empty() {
            continue;
        }
        draft.cue = noun.found.cue.clone().collect();
        draft.source = noun.source(layers);
        draft.frame = vec![noun.found.whole.clone()];
        let supported = by_support_verb(layers, board, &mut draft, &noun.found);
        if supported {
            board.use_act(layers.clauses.at(noun.head).and_then(|clause| board.act_of(clause)));
        }
        draft.stance = entry.stance;
        draft.medium = Some(entry.medium);
        // Without a source named beside the noun, nobody may have said it (“die Gefahr, dass”, “offen ist die Frage, ob”).
        draft.certainty = match (&draft.source, clause.kind) {
            (Some(_), _) => 0.85,
            (None, ClauseKind::Question)
                if around.is_some_and(|around| matches!(around.lemma.as_str(), "sein" | "bleiben" | "stellen")) =>
            {
                0.4
            }
            _ if supported || wonach => 0.85,
            _ => 0.6,
        };
        board.push(draft);
    }
}

/// Whether a clause begins with *wonach*: “die Meldung, wonach …”.
pub fn opens_with_wonach(layers: &Layers, from: usize) -> bool {
    layers.tokens.text(from) == "wonach"
}

/// “vertritt die Ansicht, dass”, “äußerte sein Bedauern, dass”: the subject of a verb that only carries the noun is the source, and the verb belongs to the cue.
pub fn by_support_verb(layers: &Layers, board: &Board, draft: &mut Draft, noun: &CueNoun) -> bool {
    let possessive = noun.source.as_ref().is_some_and(|source| source.start < noun.noun && layers.words.is_possessive(source.start));
    if draft.source.is_some() && !possessive {
        return false;
    }
    let Some(index) = layers.clauses.at(noun.noun) else { return false };
    let clause = &layers.clauses.list[index];
    // The verb of the lexicon's act carries its object as its content; then the noun and the verb are one cue too.
    let supports = layers.pack.words.support_verbs.contains(&clause.lemma);
    if clause.passive || !supports {
        return false;
    }
    let Some(subject) = acts::subject(layers, clause)
        .filter(|subject| !noun.whole.contains(&subject.range.start) && (layers.can_speak(subject) || !subject.pronoun))
    else {
        return false;
    };
    draft.source = Some(acts::with_apposition(layers, subject, clause.to(), clause));
    if possessive {
        draft.cue.extend(noun.source.clone().into_iter().flatten());
    }
    if let Some(preposition) = layers.phrases.around(noun.noun).and_then(|phrase| phrase.preposition) {
        draft.cue.push(preposition);
    }
    draft.cue.extend(clause.verb_group().into_iter().filter(|&token| !layers.words.is_modal(token)));
    // Fixed words of the verb belong to it: “machten ihrem Ärger Luft”.
    if let Some(act) = board.act_of(index) {
        draft.cue.extend(board.acts[act].cue.iter().copied());
    }
    draft.cue.sort_unstable();
    draft.cue.dedup();
    draft.frame = clause.pieces.clone();
    true
}

/// A noun phrase that attributes and who it belongs to.
pub struct Noun {
    /// The noun.
    pub head: usize,
    found: CueNoun,
}

impl Noun {
    /// The owner, unless it is what the noun speaks of: “der Vorwurf der Untreue, …”.
    fn source(&self, layers: &Layers) -> Option<Range<usize>> {
        let source = self.found.source.clone()?;
        let owner = layers.phrases.around(source.start);
        let by_genitive = source.start > self.head;
        let object = by_genitive
            && entry_of(layers, self.head).is_some_and(|entry| entry.takes.genitive)
            && owner.is_some_and(|owner| !layers.can_speak(owner));
        (!object).then_some(source)
    }
}

/// The noun phrase that ends at `comma`, the end of a verb group between them left out: “die Behauptung der Firma”, “legte ein Geständnis ab”.
pub fn noun_before(layers: &Layers, comma: usize) -> Option<Noun> {
    let sentence = layers.sentences.list[layers.sentences.of_token(comma)];
    let reach = layers.reach();
    const CLOSING_MAX: usize = 3;
    let mut end = comma;
    while end > sentence.from
        && comma - end < CLOSING_MAX
        && layers.words.is_bracket(end - 1)
        && layers.clauses.at(end - 1).is_some_and(|clause| layers.clauses.list[clause].finite != Some(end - 1))
    {
        end -= 1;
    }
    if end > sentence.from && end == comma && layers.words.is_bracket(end - 1) {
        // “…, dass er den Vorwurf erhob, …”: the finite verb of a verb-last clause.
        end -= 1;
    }
    let candidates = layers.phrases.within(sentence.from..end);
    let phrase = candidates
        .iter()
        .rev()
        .take(4)
        .filter(|phrase| !phrase.pronoun && entry_of(layers, phrase.head).is_some())
        .find(|phrase| reach.full(phrase, end).end == end || cue_noun::read(layers, phrase, phrase.head, end).whole.end == end)?;
    Some(Noun { head: phrase.head, found: cue_noun::read(layers, phrase, phrase.head, end) })
}
