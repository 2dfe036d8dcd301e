//! What a language says about events: verbs and nouns that tell what somebody does, and the words by which one knows whether it happened.
//!
//! Read from `events/*.toml` of a language pack. An entry holds words that mean the same in the same company: which type and mode they are (PLOVER), and
//! where those who take part stand. Who somebody is and what a clause says of it is for `quell-annotate`.

use quell_document::{EventMode, EventStatus, EventType};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use toml::Spanned;

use crate::pack::{PackError, parsed};

/// Where somebody who takes part stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// An object in the accusative; in the passive the subject.
    Accusative,
    /// An object in the dative.
    Dative,
    /// In the genitive, or behind the preposition that stands for it.
    Genitive,
    /// Behind this preposition.
    Behind(String),
}

/// Who must be there, so that the words mean this.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Somebody who does it.
    Actor,
    /// Somebody to whom it is done.
    Recipient,
    /// Both.
    Both,
    /// One of them.
    Either,
}

/// Words that tell of an event in the same company.
#[derive(Debug, Clone)]
pub struct EventEntry {
    /// What kind of act it is.
    pub kind: EventType,
    /// How it is done.
    pub mode: Option<EventMode>,
    /// Where the recipient stands, in the order of preference; empty where there is none.
    pub recipient: Vec<Standing>,
    /// Of a noun: where the actor stands. Of a verb it is the subject.
    pub actor: Vec<Standing>,
    /// What the verb takes as its object: *verhängen* with *Sanktionen*. Empty where any object will do.
    pub object: FxHashSet<String>,
    /// The preposition before that object, where it has one: *in Kraft*, *zu Gesprächen*.
    pub object_behind: Option<String>,
    /// Whether the verb needs a reflexive pronoun.
    pub reflexive: bool,
    /// Whether an object in the accusative makes it another verb: *ermittelte den Wert*.
    pub intransitive: bool,
    /// Who must be there.
    pub needs: Needs,
    /// Whether the recipient may be a place: *griff das Dorf an*.
    pub places: bool,
    /// Whether the recipient must be a person or a group: nobody kills a state.
    pub bodily: bool,
    /// Whether it is only said where both have names or offices: *attackierte den Minister*.
    pub said_between_names: bool,
    /// Nouns in the clause with which the verb means something else: *aus dem Krankenhaus entlassen*.
    pub without: FxHashSet<String>,
    /// Whether the actor must have a name or an office: a crowd visits, but that is no visit of state.
    pub named: bool,
}

/// Where a noun for an event stands by its verb.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Supported {
    /// It is the subject: *der Angriff begann*.
    Subject,
    /// It is the object: *erklärte seinen Rücktritt*.
    Object,
    /// It stands behind a preposition: *kam es zu einem Angriff*.
    Behind(String),
}

/// A verb that tells of a noun whether it happened.
#[derive(Debug, Clone)]
pub struct Occurrence {
    /// Where the noun stands.
    pub noun: Supported,
    /// What the verb says of it.
    pub status: EventStatus,
}

/// What a modal verb says of the act in its infinitive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Modal {
    /// In the present: *soll zurücktreten*.
    pub present: EventStatus,
    /// In the past: *musste zurücktreten*.
    pub past: EventStatus,
    /// With the infinitive of a perfect: *soll geschossen haben*.
    pub perfect: EventStatus,
}

/// Everything that a pack says about events.
#[derive(Debug, Clone, Default)]
pub struct Events {
    entries: Vec<EventEntry>,
    verbs: FxHashMap<String, Vec<u16>>,
    /// For each verb that has one its separable particle.
    particles: FxHashMap<String, String>,
    nouns: FxHashMap<String, Vec<u16>>,
    occurrences: FxHashMap<String, Vec<Occurrence>>,
    modals: FxHashMap<String, Modal>,
    /// Words that only help to tell.
    pub words: EventWords,
}

/// Small classes of words.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventWords {
    /// Endings of nouns, in lower case, for people, groups and bodies that act or suffer.
    pub people: FxHashSet<String>,
    /// Nouns that end in one of those and are nobody.
    pub not_people: FxHashSet<String>,
    /// Endings of nouns, in lower case, for places where people live: *stadt*, *dorf*.
    pub settlements: FxHashSet<String>,
    /// Pronouns that may stand for somebody: *er*, *ihn*.
    pub persons: FxHashSet<String>,
    /// Verbs with an infinitive that their subject means to do: *planen*.
    pub intentions: FxHashSet<String>,
    /// Conjunctions of a condition: *wenn*.
    pub conditions: FxHashSet<String>,
    /// Conjunctions before what did not happen, or not yet: *ohne dass*, *bevor*, *bis*.
    pub unreal: FxHashSet<String>,
    /// Words that negate a whole clause.
    pub negations: FxHashSet<String>,
    /// Words behind a negation that take it back: *nicht nur*.
    pub not_only: FxHashSet<String>,
    /// Determiners and pronouns that negate: *kein*, *niemand*.
    pub nobody: FxHashSet<String>,
    /// Adverbs by which an act has nearly happened: *beinahe*.
    pub nearly: FxHashSet<String>,
    /// Prepositions before what has happened: *nach dem Angriff*.
    pub after: FxHashSet<String>,
    /// Those among them by which the clause happens at the same time: *bei einem Angriff*.
    pub during: FxHashSet<String>,
    /// Adjectives, without their endings, before an act that was not done: *versucht*.
    pub undone: FxHashSet<String>,
    /// Prepositions before the time at which something ends: *bis*.
    pub until: FxHashSet<String>,
    /// Prepositions of place: *in*, *bei*.
    pub local: FxHashSet<String>,
    /// Words by which a sentence is one about sport.
    pub sports: FxHashSet<String>,
    /// Prepositions before a name by which it acts in the noun: *von*, *durch*.
    pub genitive_prepositions: FxHashSet<String>,
}

/// One file: a type, and the words for it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    r#type: Spanned<String>,
    #[serde(default)]
    verb: Vec<Entry>,
    #[serde(default)]
    noun: Vec<Entry>,
    #[serde(default)]
    leaves: Vec<String>,
}

/// Words as they stand in a file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    words: Vec<Spanned<String>>,
    mode: Option<Spanned<String>>,
    #[serde(default)]
    actor: Vec<String>,
    #[serde(default)]
    recipient: Vec<String>,
    #[serde(default)]
    object: FxHashSet<String>,
    object_behind: Option<String>,
    #[serde(default)]
    reflexive: bool,
    #[serde(default)]
    intransitive: bool,
    needs: Option<Spanned<String>>,
    #[serde(default)]
    places: bool,
    #[serde(default)]
    bodily: bool,
    #[serde(default)]
    said_between_names: bool,
    #[serde(default)]
    without: FxHashSet<String>,
    #[serde(default)]
    named: bool,
    #[serde(default)]
    examples: Vec<String>,
    #[serde(default)]
    leaves: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordsFile {
    words: EventWords,
    modal: Vec<ModalEntry>,
    occurrence: Vec<OccurrenceEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ModalEntry {
    verb: String,
    present: Spanned<String>,
    past: Spanned<String>,
    perfect: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OccurrenceEntry {
    verbs: Vec<String>,
    noun: String,
    status: Spanned<String>,
}

/// The sentences of a file.
#[derive(Debug, Clone)]
pub struct EventExamples {
    /// The words that they show, or the type for sentences of no word.
    pub entry: String,
    /// In case notation: what is marked is found, and nothing else.
    pub explains: Vec<String>,
    /// No event is found in these.
    pub leaves: Vec<String>,
}

impl Events {
    /// Reads a pack's words and its files of verbs and nouns, each with its name.
    pub fn read(words: (&str, &str), files: &[(&str, &str)]) -> Result<Events, PackError> {
        let mut events = Events::default();
        events.add_words(words.0, words.1)?;
        for (name, content) in files {
            let file: File = parsed(name, content)?;
            let kind = known(name, content, &file.r#type, EventType::from_name, "a type of event of PLOVER: ASSAULT, COERCE, …")?;
            for (entries, is_noun) in [(file.verb, false), (file.noun, true)] {
                for entry in entries {
                    events.add_entry((name, content), kind, entry, is_noun)?;
                }
            }
        }
        Ok(events)
    }

    /// The entries of a verb by its infinitive, particle joined.
    pub fn verb(&self, infinitive: &str) -> impl Iterator<Item = &EventEntry> {
        self.verbs.get(infinitive).into_iter().flatten().map(|&number| &self.entries[number as usize])
    }

    /// Whether there is an entry of this verb.
    pub fn has_verb(&self, infinitive: &str) -> bool {
        self.verbs.contains_key(infinitive)
    }

    /// Whether this verb has this separable particle.
    pub fn has_particle(&self, infinitive: &str, particle: &str) -> bool {
        self.particles.get(infinitive).is_some_and(|known| known == particle)
    }

    /// The entries of a noun by its lemma; of a compound with a hyphen by its last part.
    pub fn noun(&self, lemma: &str) -> impl Iterator<Item = &EventEntry> {
        let last_part = || lemma.rsplit_once(['-', '‑']).and_then(|(_, last)| self.nouns.get(last));
        self.nouns.get(lemma).or_else(last_part).into_iter().flatten().map(|&number| &self.entries[number as usize])
    }

    /// What a verb says of a noun for an event.
    pub fn occurrences(&self, infinitive: &str) -> &[Occurrence] {
        self.occurrences.get(infinitive).map_or(&[], Vec::as_slice)
    }

    /// What a modal verb says of the act in its infinitive.
    pub fn modal(&self, infinitive: &str) -> Option<Modal> {
        self.modals.get(infinitive).copied()
    }

    /// All verbs and all nouns, each in order.
    pub fn all_words(&self) -> (Vec<&str>, Vec<&str>) {
        (sorted(&self.verbs), sorted(&self.nouns))
    }

    fn add_entry(&mut self, (file, content): (&str, &str), kind: EventType, entry: Entry, is_noun: bool) -> Result<(), PackError> {
        let mode = match &entry.mode {
            Some(mode) => Some(known(file, content, mode, EventMode::from_name, "a mode: arrest, strike, visit, …")?),
            None => None,
        };
        let standings = |list: &[String]| -> Vec<Standing> { list.iter().map(|word| standing(word)).collect() };
        let (actor, recipient) = (standings(&entry.actor), standings(&entry.recipient));
        let is_taken = !entry.object.is_empty() && entry.object_behind.is_none();
        let is_object = !is_taken && matches!(recipient.first(), Some(Standing::Accusative | Standing::Dative));
        let needs = match &entry.needs {
            Some(needs) => known(file, content, needs, needs_from_name, "actor, recipient, both or either")?,
            None if is_noun => Needs::Either,
            None if is_object => Needs::Recipient,
            None => Needs::Actor,
        };
        let number = self.entries.len() as u16;
        let Entry { object, object_behind, reflexive, intransitive, places, bodily, said_between_names, without, named, .. } = entry;
        self.entries.push(EventEntry {
            kind,
            mode,
            recipient,
            actor,
            object,
            object_behind,
            reflexive,
            intransitive,
            needs,
            places,
            bodily,
            said_between_names,
            without,
            named,
        });
        for word in entry.words {
            if let Some((particle, _)) = word.get_ref().split_once('|') {
                self.particles.insert(word.get_ref().replace('|', ""), particle.to_string());
            }
            let map = if is_noun { &mut self.nouns } else { &mut self.verbs };
            let numbers = map.entry(word.get_ref().replace('|', "")).or_default();
            numbers.push(number);
        }
        Ok(())
    }

    fn add_words(&mut self, name: &str, content: &str) -> Result<(), PackError> {
        let file: WordsFile = parsed(name, content)?;
        self.words = file.words;
        let status = |word: &Spanned<String>| {
            known(name, content, word, EventStatus::from_name, "a status: happened, planned, alleged, hypothetical or negated")
        };
        for ModalEntry { verb, present, past, perfect } in file.modal {
            self.modals.insert(verb, Modal { present: status(&present)?, past: status(&past)?, perfect: status(&perfect)? });
        }
        for entry in file.occurrence {
            let noun = match entry.noun.as_str() {
                "subject" => Supported::Subject,
                "object" => Supported::Object,
                preposition => Supported::Behind(preposition.to_string()),
            };
            let status = status(&entry.status)?;
            for verb in entry.verbs {
                self.occurrences.entry(verb.replace('|', "")).or_default().push(Occurrence { noun: noun.clone(), status });
            }
        }
        Ok(())
    }
}

fn sorted(words: &FxHashMap<String, Vec<u16>>) -> Vec<&str> {
    let mut sorted: Vec<&str> = words.keys().map(String::as_str).collect();
    sorted.sort_unstable();
    sorted
}

fn standing(word: &str) -> Standing {
    match word {
        "akk" => Standing::Accusative,
        "dat" => Standing::Dative,
        "gen" => Standing::Genitive,
        preposition => Standing::Behind(preposition.to_string()),
    }
}

fn needs_from_name(word: &str) -> Option<Needs> {
    Some(match word {
        "actor" => Needs::Actor,
        "recipient" => Needs::Recipient,
        "both" => Needs::Both,
        "either" => Needs::Either,
        _ => return None,
    })
}

/// What a word names; else the file, the line and what was expected there.
fn known<T>(file: &str, content: &str, word: &Spanned<String>, read: impl Fn(&str) -> Option<T>, expected: &str) -> Result<T, PackError> {
    let line = || content[..word.span().start].matches('\n').count() + 1;
    read(word.get_ref()).ok_or_else(|| PackError::new(file, format!("line {}: “{}” is not {expected}", line(), word.get_ref())))
}

/// The examples in a file of verbs and nouns.
pub fn examples(name: &str, content: &str) -> Result<Vec<EventExamples>, PackError> {
    let file: File = parsed(name, content)?;
    let of_type = EventExamples { entry: file.r#type.into_inner(), explains: Vec::new(), leaves: file.leaves };
    let of_entry = |entry: Entry| {
        let words: Vec<&str> = entry.words.iter().map(|word| word.get_ref().as_str()).collect();
        EventExamples { entry: words.join(", "), explains: entry.examples, leaves: entry.leaves }
    };
    Ok(file.verb.into_iter().chain(file.noun).map(of_entry).chain([of_type]).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &str = "modal = []\noccurrence = []\n[words]\n";

    #[test]
    fn what_is_no_type_is_told_with_its_line() {
        let broken = "type = \"ASSAULT\"\n\n[[verb]]\nwords = [\"schlagen\"]\nmode = \"fist\"\n";
        let error = Events::read(("words.toml", &complete(WORDS)), &[("events/assault.toml", broken)]).unwrap_err();
        assert_eq!(error.to_string(), "language pack, events/assault.toml: line 5: “fist” is not a mode: arrest, strike, visit, …");
    }

    /// The words with every list empty.
    fn complete(words: &str) -> String {
        let lists = "people not_people settlements persons intentions conditions unreal negations not_only nobody nearly after during undone until local sports";
        let lists = lists.split(' ').chain(["genitive_prepositions"]).map(|list| format!("{list} = []\n"));
        format!("{words}{}", lists.collect::<String>())
    }

    #[test]
    fn a_compound_with_a_hyphen_is_known_by_its_last_part() {
        let file = "type = \"ASSAULT\"\n[[noun]]\nwords = [\"Angriff\"]\nactor = [\"gen\"]\n";
        let events = Events::read(("words.toml", &complete(WORDS)), &[("events/assault.toml", file)]).unwrap();
        assert_eq!(events.noun("Drohnen-Angriff").count(), 1);
        assert_eq!(events.noun("Angriffslust").count(), 0);
    }
}
