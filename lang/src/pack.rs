//! A language pack: everything that the rules know of one language, as data.
//!
//! The files are compiled into the program, so that it needs nothing but itself. A rule for which a pack has no data is silent.

use std::fmt;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use quell_document::{HedgeKind, SourceKind};

use crate::claims::ClaimWords;
use crate::credits::CreditWords;
use crate::cues::{Cues, Example, Leaves};
use crate::events::Events;
use crate::knowledge::Knowledge;
use crate::lexicon::Lexicon;
use crate::names::Lists;
use crate::recogniser::Recogniser;
use crate::tagger::Tagger;
use crate::times::Times;
use crate::verbs::Verb;
use crate::word_classes::WordClasses;
use crate::world::World;

/// Why a file of a pack cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackError {
    /// The file.
    pub file: String,
    /// What is wrong and what was expected.
    pub message: String,
}

impl PackError {
    pub(crate) fn new(file: &str, message: impl Into<String>) -> Self {
        PackError { file: file.to_string(), message: message.into() }
    }
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "language pack, {}: {}", self.file, self.message)
    }
}

impl std::error::Error for PackError {}

/// A grammatical gender, as first names show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gender {
    /// *Hans*.
    Masculine,
    /// *Mara*.
    Feminine,
    /// *Kim*.
    Either,
}

/// Small closed classes of words, each a list in `words.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordLists {
    /// Month names and their abbreviations.
    pub months: FxHashSet<String>,
    /// Days of the week.
    pub weekdays: FxHashSet<String>,
    /// Words before an ordinal: *am* 3. Mai.
    pub before_ordinal: FxHashSet<String>,
    /// Conjunctions that put the verb last.
    pub subordinators: FxHashSet<String>,
    /// Conjunctions between main clauses and phrases.
    pub coordinators: FxHashSet<String>,
    /// Words that open an indirect question.
    pub interrogatives: FxHashSet<String>,
    /// Forms of the relative pronoun.
    pub relatives: FxHashSet<String>,
    /// Pronouns that stand for a source: *er*, *sie*, *dieser*.
    pub third_person: FxHashSet<String>,
    /// Nouns of time: a noun phrase with one of them is no object.
    pub time_nouns: FxHashSet<String>,
    /// Endings of words with a gender mark: *innen*.
    pub gender_endings: FxHashSet<String>,
    /// Verbs that only carry a noun that attributes: *die Ansicht vertreten*.
    pub support_verbs: FxHashSet<String>,
    /// Endings of nouns for people: *-er*, *-ist*.
    pub person_endings: FxHashSet<String>,
    /// People of an outlet: behind them its name is a genitive, behind a minister it is a dative.
    pub outlet_staff: FxHashSet<String>,
    /// Words that negate.
    pub negations: FxHashSet<String>,
    /// Adjectives, without their endings, that say what words without a named source are worth: *erst*en Angaben zufolge.
    pub ranks: FxHashSet<String>,
    /// Endings of nouns for people, groups and bodies that no list of sources needs: *-frau*, *-stab*, *-leitung*.
    pub people_and_bodies: Vec<String>,
    /// Endings of nouns for what cannot be touched: *-ung*, *-heit*.
    pub abstract_endings: Vec<String>,
    /// Endings of nouns that look like those, but can be touched: *-wohnung*.
    pub tangible_endings: Vec<String>,
    /// Verbs that rule a question: *weiß, wie es heißt*.
    pub verbs_of_knowing: FxHashSet<String>,
    /// Verbs whose *nach* names what is looked for: *sucht nach Informationen*.
    pub verbs_of_search: FxHashSet<String>,
    /// Endings of nouns for what rules and does not report: *-gesetz*, *-vertrag*.
    pub norms: Vec<String>,
    /// Stems of adjectives in *-isch* that tell a manner or a field, and no country: *techn*, *jurist*.
    pub manner_stems: Vec<String>,
    /// Prepositions before the outlet or agency that a source spoke to: *gegenüber*, *in*, *im*.
    pub places_of_speech: FxHashSet<String>,
    /// Those among them before a document: *in einem Schreiben*.
    pub before_documents: FxHashSet<String>,
    /// Nouns for a talk *mit* an outlet: *im Gespräch mit RTL*.
    pub talks: FxHashSet<String>,
    /// Nouns before *auf* by which a source names its own: *unter Berufung auf*.
    pub references: FxHashSet<String>,
    /// Words for many without a name: *viele*, *mehrere*.
    pub crowds: FxHashSet<String>,
    /// Nouns, mostly ends of compounds, for media that nobody names: *Medienberichte*.
    pub vague_media: FxHashSet<String>,
    /// Words that go on with the source before: *hieß es weiter*, *demnach*.
    pub continuations: FxHashSet<String>,
    /// Nouns that do so behind *den* or *diesen*: *den Angaben zufolge*.
    pub continued_nouns: FxHashSet<String>,
    /// Nouns, mostly ends of compounds and in lower case, that tell what a medium is: *zeitung*, *agentur*.
    pub classes_of_media: FxHashSet<String>,
    /// Nouns that name one office in different words, each list one office.
    pub same_offices: Vec<Vec<String>>,
    /// Words for a body that stand for its name: *das Unternehmen*, *der Klub*.
    pub classes_of_named_bodies: FxHashSet<String>,
}

/// A word that hedges.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HedgeEntry {
    form: String,
    kind: String,
    example: String,
    #[serde(default)]
    more: Vec<String>,
    leaves: Option<Leaves>,
}

#[derive(Deserialize)]
struct HedgeFile {
    hedge: Vec<HedgeEntry>,
}

/// One file that belongs to a pack: its name within the pack and its content.
pub type PackFile<'f> = (&'f str, &'f str);

/// The cue files of the German pack.
pub const GERMAN_CUES: &[PackFile<'static>] = &[
    ("cues/verbs-a-d.toml", include_str!("../de/cues/verbs-a-d.toml")),
    ("cues/verbs-e-k.toml", include_str!("../de/cues/verbs-e-k.toml")),
    ("cues/verbs-l-z.toml", include_str!("../de/cues/verbs-l-z.toml")),
    ("cues/nouns.toml", include_str!("../de/cues/nouns.toml")),
    ("cues/adpositions.toml", include_str!("../de/cues/adpositions.toml")),
    ("cues/adverbs.toml", include_str!("../de/cues/adverbs.toml")),
];

/// The file of hedges of the German pack.
pub const GERMAN_HEDGES: PackFile<'static> = ("hedges.toml", include_str!("../de/hedges.toml"));

/// The files of the German pack about time: patterns and their examples.
pub const GERMAN_TIMES: &[PackFile<'static>] = &[
    ("times/dates.toml", include_str!("../de/times/dates.toml")),
    ("times/clock.toml", include_str!("../de/times/clock.toml")),
    ("times/periods.toml", include_str!("../de/times/periods.toml")),
    ("times/durations.toml", include_str!("../de/times/durations.toml")),
    ("times/sets.toml", include_str!("../de/times/sets.toml")),
    ("times/references.toml", include_str!("../de/times/references.toml")),
    ("times/leave.toml", include_str!("../de/times/leave.toml")),
];

/// The files of the German pack about events: verbs and nouns with their examples.
pub const GERMAN_EVENTS: &[PackFile<'static>] = &[
    ("events/agree.toml", include_str!("../de/events/agree.toml")),
    ("events/consult.toml", include_str!("../de/events/consult.toml")),
    ("events/support.toml", include_str!("../de/events/support.toml")),
    ("events/concede.toml", include_str!("../de/events/concede.toml")),
    ("events/cooperate.toml", include_str!("../de/events/cooperate.toml")),
    ("events/aid.toml", include_str!("../de/events/aid.toml")),
    ("events/retreat.toml", include_str!("../de/events/retreat.toml")),
    ("events/request.toml", include_str!("../de/events/request.toml")),
    ("events/accuse.toml", include_str!("../de/events/accuse.toml")),
    ("events/reject.toml", include_str!("../de/events/reject.toml")),
    ("events/threaten.toml", include_str!("../de/events/threaten.toml")),
    ("events/protest.toml", include_str!("../de/events/protest.toml")),
    ("events/sanction.toml", include_str!("../de/events/sanction.toml")),
    ("events/mobilize.toml", include_str!("../de/events/mobilize.toml")),
    ("events/coerce.toml", include_str!("../de/events/coerce.toml")),
    ("events/assault.toml", include_str!("../de/events/assault.toml")),
];

/// The words of the German pack that only help to tell events.
pub const GERMAN_EVENT_WORDS: PackFile<'static> = ("events/words.toml", include_str!("../de/events/words.toml"));

const GERMAN_ABBREVIATIONS: PackFile<'static> = ("de/abbreviations.txt", include_str!("../de/abbreviations.txt"));
const GERMAN_FIRST_NAMES: PackFile<'static> = ("de/names/first.txt", include_str!("../de/names/first.txt"));
const GERMAN_SOURCES: PackFile<'static> = ("de/sources.toml", include_str!("../de/sources.toml"));
const GERMAN_TIME_WORDS: PackFile<'static> = ("times/words.toml", include_str!("../de/times/words.toml"));
const GERMAN_HOLIDAYS: PackFile<'static> = ("times/holidays.toml", include_str!("../de/times/holidays.toml"));

/// Everything that the rules know of one language.
pub struct Pack {
    name: String,
    /// Full forms.
    pub lexicon: Lexicon,
    /// Parts of speech in context.
    pub tagger: Tagger,
    /// Names in context.
    pub recogniser: Recogniser,
    /// Words that are used alike.
    pub word_classes: WordClasses,
    /// What there is in the world.
    pub world: World,
    /// All names of the world, to be asked at once.
    pub names: Lists,
    /// Words of credit lines.
    pub credits: CreditWords,
    /// Words that attribute.
    pub cues: Cues,
    /// Closed classes of words.
    pub words: WordLists,
    /// What makes sentences comparable.
    pub claims: ClaimWords,
    /// Words and patterns of time.
    pub times: Times,
    /// Verbs and nouns that tell of events.
    pub events: Events,
    abbreviations: FxHashMap<String, bool>,
    hedges: FxHashMap<String, Vec<HedgeKind>>,
    sources: FxHashMap<String, Vec<SourceKind>>,
    /// Those of `sources` that also tell what a compound is which ends in them, with and without their capital.
    source_endings: FxHashMap<String, Vec<SourceKind>>,
    titles: FxHashSet<String>,
    first_names: FxHashMap<String, Gender>,
}

impl Pack {
    /// The pack for a language tag: `de`, `de-CH`, with what somebody knows beside it. An error if there is none.
    pub fn for_language(tag: &str, knowledge: &Knowledge) -> Result<Pack, PackError> {
        match tag.split(['-', '_']).next().unwrap_or("").to_ascii_lowercase().as_str() {
            "de" => Pack::german_with(knowledge),
            _ => Err(PackError::new(tag, "there is no pack for this language; there is one for de")),
        }
    }

    /// The German pack.
    pub fn german() -> Result<Pack, PackError> {
        Pack::german_with(&Knowledge::default())
    }

    /// The German pack, with what somebody knows beside it. Its name then tells with what.
    pub fn german_with(knowledge: &Knowledge) -> Result<Pack, PackError> {
        // The lists are text. Half of them are names; a second thread reads them, for somebody waits.
        let (world, cues_and_lexicon) = std::thread::scope(|scope| {
            let world = scope.spawn(|| World::with(knowledge));
            let cues_and_lexicon = german_cues_and_lexicon(knowledge);
            (world.join().expect("reading lists does not panic"), cues_and_lexicon)
        });
        let (world, (cues, lexicon)) = (world?, cues_and_lexicon?);
        let known = if knowledge.is_empty() { String::new() } else { format!(" + {}", knowledge.fingerprint()) };
        let mut pack = Pack {
            name: format!("de {}{known}", env!("CARGO_PKG_VERSION")),
            lexicon,
            tagger: Tagger::german(),
            recogniser: Recogniser::german(),
            word_classes: WordClasses::german(),
            names: Lists::new(&world),
            world,
            credits: CreditWords::read("credits.toml", include_str!("../de/credits.toml"))?,
            cues,
            claims: ClaimWords::read("claims.toml", include_str!("../de/claims.toml"))?,
            times: Times::read(GERMAN_TIME_WORDS, GERMAN_HOLIDAYS, GERMAN_TIMES)?,
            events: Events::read(GERMAN_EVENT_WORDS, GERMAN_EVENTS)?,
            words: parsed("words.toml", include_str!("../de/words.toml"))?,
            abbreviations: FxHashMap::default(),
            hedges: FxHashMap::default(),
            titles: FxHashSet::default(),
            sources: FxHashMap::default(),
            source_endings: FxHashMap::default(),
            first_names: FxHashMap::default(),
        };
        for (_, content) in knowledge.before(GERMAN_ABBREVIATIONS) {
            pack.add_abbreviations(content);
        }
        for (_, content) in knowledge.before(GERMAN_FIRST_NAMES) {
            pack.add_first_names(content);
        }
        for (name, content) in knowledge.before(("de/hedges.toml", GERMAN_HEDGES.1)) {
            pack.add_hedges(name, content)?;
        }
        for (name, content) in knowledge.before(GERMAN_SOURCES) {
            pack.add_sources(name, content)?;
        }
        Ok(pack)
    }

    /// The same without one verb, noun, adposition or adverb: what the rules would do if it were not known.
    pub fn without_cue(&mut self, entry: &str) {
        self.cues.remove(entry);
    }

    /// These cues instead of its own; to put back what [`Pack::without_cue`] took out without reading the pack again.
    pub fn with_cues(&mut self, cues: Cues) {
        self.cues = cues;
    }

    /// Takes out what a word shows about the outlet's distance, and says what it was.
    pub fn without_hedge(&mut self, word: &str) -> Vec<HedgeKind> {
        self.hedges.remove(word).unwrap_or_default()
    }

    /// Puts back what [`Pack::without_hedge`] took out.
    pub fn with_hedge(&mut self, word: &str, kinds: Vec<HedgeKind>) {
        self.hedges.insert(word.to_string(), kinds);
    }

    /// Name and version: `de 0.1.0`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether a full stop belongs to this word: *z.B.*, *Dr.*
    pub fn is_abbreviation(&self, word: &str) -> bool {
        self.abbreviations.contains_key(word)
    }

    /// Whether a sentence may end with this abbreviation: *usw.*
    pub fn abbreviation_may_end(&self, word: &str) -> bool {
        self.abbreviations.get(word).copied().unwrap_or(false)
    }

    /// What this word can show about the outlet's distance; ask for the lower-cased form or the lemma.
    pub fn hedge(&self, word: &str) -> &[HedgeKind] {
        self.hedges.get(word).map_or(&[], Vec::as_slice)
    }

    /// The kinds of source that this noun, name or compound tells: the longest known ending decides.
    pub fn source_kinds(&self, noun: &str) -> &[SourceKind] {
        if let Some(kinds) = self.sources.get(noun) {
            return kinds;
        }
        let last_part = noun.rsplit(['-', '‑']).next().unwrap_or(noun);
        if last_part.len() < noun.len()
            && let Some(kinds) = self.sources.get(last_part)
        {
            return kinds;
        }
        // No class word is longer.
        const ENDING_MAX: usize = 40;
        let endings = last_part.char_indices().skip(2).map(|(at, _)| &last_part[at..]);
        let mut candidates = endings.skip_while(|ending| ending.len() > ENDING_MAX).take_while(|ending| ending.len() >= 4);
        candidates.find_map(|ending| self.source_endings.get(ending)).map_or(&[], Vec::as_slice)
    }

    /// Whether this word stands before a person's name: *Dr.*, *Präsident*.
    pub fn is_title(&self, word: &str) -> bool {
        self.titles.contains(word)
    }

    /// The gender of a first name, if it is one.
    pub fn first_name(&self, word: &str) -> Option<Gender> {
        self.first_names.get(word).copied()
    }

    /// One abbreviation a line; `end` behind those that may end a sentence.
    fn add_abbreviations(&mut self, content: &str) {
        for line in content.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (word, may_end) = line.strip_suffix(" end").map_or((line, false), |word| (word, true));
            let word = word.trim();
            // “z. B.” is written with and without the space; tokens hold the short form or its parts.
            for part in word.split(' ') {
                self.abbreviations.entry(part.to_string()).or_insert(may_end);
            }
            self.abbreviations.insert(word.replace(' ', ""), may_end);
        }
    }

    /// `Name<TAB>m|f|u` a line.
    fn add_first_names(&mut self, content: &str) {
        for line in content.lines() {
            let Some((name, gender)) = line.split_once('\t') else { continue };
            let gender = match gender.trim() {
                "m" => Gender::Masculine,
                "f" => Gender::Feminine,
                _ => Gender::Either,
            };
            self.first_names.entry(name.to_string()).or_insert(gender);
        }
    }

    fn add_hedges(&mut self, name: &str, content: &str) -> Result<(), PackError> {
        let file: HedgeFile = parsed(name, content)?;
        for entry in file.hedge {
            let kind = HedgeKind::from_name(&entry.kind)
                .ok_or_else(|| PackError::new(name, format!("“{}” is not a kind of hedge", entry.kind)))?;
            self.hedges.entry(entry.form).or_default().push(kind);
        }
        Ok(())
    }

    fn add_sources(&mut self, name: &str, content: &str) -> Result<(), PackError> {
        #[derive(Deserialize)]
        struct Words {
            words: Vec<String>,
        }
        let tables: FxHashMap<String, Words> = parsed(name, content)?;
        let mut keys: Vec<&String> = tables.keys().collect();
        keys.sort();
        for key in keys {
            let words = &tables[key].words;
            if key == "person_titles" {
                self.titles.extend(words.iter().cloned());
                continue;
            }
            let kind = SourceKind::from_name(key).ok_or_else(|| PackError::new(name, format!("“{key}” is not a kind of source")))?;
            for word in words {
                let kinds = self.sources.entry(word.clone()).or_default();
                if !kinds.contains(&kind) {
                    kinds.push(kind);
                }
            }
        }
        for (word, kinds) in &self.sources {
            if kinds.iter().all(|kind| is_class_word(word, kind)) && word.starts_with(char::is_uppercase) {
                self.source_endings.insert(word.clone(), kinds.clone());
                self.source_endings.insert(crate::morphology::lower_first(word), kinds.clone());
            }
        }
        Ok(())
    }
}

/// Names are no endings: “Umwelt” is no newspaper. What is long enough is a class word: Zeitung, Agentur, Regierung.
fn is_class_word(word: &str, kind: &SourceKind) -> bool {
    match kind {
        SourceKind::Outlet => word.len() >= 6,
        SourceKind::Agency => word.len() >= 7,
        SourceKind::State => word.len() >= 8,
        _ => true,
    }
}

fn german_cues_and_lexicon(knowledge: &Knowledge) -> Result<(Cues, Lexicon), PackError> {
    let mut cues = Cues::default();
    // Of two entries for one cue the later counts.
    for (name, content) in GERMAN_CUES.iter().chain(&knowledge.files("de/cues/")) {
        cues.add_file(name, content)?;
    }
    let mut lexicon = Lexicon::german();
    add_verbs(&mut lexicon, &cues);
    Ok((cues, lexicon))
}

/// A file as TOML; an error names the file, the line and what was expected.
pub(crate) fn parsed<T: serde::de::DeserializeOwned>(name: &str, content: &str) -> Result<T, PackError> {
    toml::from_str(content).map_err(|error| PackError::new(name, error.to_string()))
}

/// The examples in a file of hedges; here what an example explains are its hedges.
pub fn hedge_examples(name: &str, content: &str) -> Result<Vec<Example>, PackError> {
    let file: HedgeFile = parsed(name, content)?;
    Ok(file.hedge.into_iter().map(|entry| Example::new(entry.form, entry.example, entry.more, entry.leaves)).collect())
}

/// Cue verbs that the lexicon lacks (*kolportieren*, *orakeln*) are weak; the generator inflects them.
fn add_verbs(lexicon: &mut Lexicon, cues: &Cues) {
    let mut added = FxHashSet::default();
    for verb in cues.verbs() {
        let base = verb.particle.as_deref().and_then(|particle| verb.lemma.strip_prefix(particle)).unwrap_or(&verb.lemma);
        let known = |lexicon: &Lexicon, lemma: &str| lexicon.readings(lemma).iter().any(|reading| reading.class.is_verb());
        if !known(lexicon, base) && added.insert(base.to_string()) {
            lexicon.add_verb(&Verb::weak(base));
        }
        if verb.particle.is_some() && !known(lexicon, &verb.lemma) && added.insert(verb.lemma.clone()) {
            let particle = verb.particle.as_deref().unwrap_or_default();
            lexicon.add_verb(&Verb::weak(&format!("{particle}|{base}")));
        }
    }
}
