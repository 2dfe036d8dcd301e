//! The cue lexicon: which words attribute, and in which patterns.
//!
//! Read from `cues/*.toml` of a language pack. The examples in those files are not needed at run time; [`examples`] gives
//! them to the tests.

use quell_document::{Medium, Stance};
use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::pack::{PackError, parsed};

/// A verb that attributes.
#[derive(Debug, Clone)]
pub struct VerbCue {
    /// The infinitive in one word: *einräumen*.
    pub lemma: String,
    /// The separable particle: *ein*.
    pub particle: Option<String>,
    /// Whether it is used with a reflexive pronoun: *sich äußern*.
    pub reflexive: bool,
    /// Fixed words of the verb group: *in Abrede* (stellen).
    pub with: Vec<String>,
    /// What it commits to.
    pub stance: Stance,
    /// By what means.
    pub medium: Medium,
    /// The complements that carry the content.
    pub takes: Takes,
    /// How the addressee is named.
    pub addressee: Option<Addressee>,
    /// Where the source stands if it is not the subject: behind a preposition (*aus* der Studie geht hervor), in the dative (`dat`), or, in the
    /// passive, where the object would be (`patient`: *wird X zitiert*).
    pub speaker: Vec<String>,
    /// Whether it is a cue only with a clause or a quotation, or only with a subject that can speak.
    pub ambiguous: bool,
}

/// The complements that carry the content.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Takes {
    /// A direct quotation.
    pub direct: bool,
    /// A clause with *dass*.
    pub dass: bool,
    /// A clause with *ob* or an interrogative.
    pub ob: bool,
    /// A verb-second clause without conjunction.
    pub v2: bool,
    /// An infinitive clause.
    pub zu: bool,
    /// An accusative object that names the content.
    pub akk: bool,
    /// A genitive object.
    pub genitive: bool,
    /// A dative object.
    pub dative: bool,
    /// A predicate with *als* or a second accusative.
    pub als: bool,
    /// The act alone: the object is its target.
    pub act: bool,
    /// Prepositions whose phrase names the content.
    pub prepositions: Vec<String>,
}

impl Takes {
    fn of(words: &[String]) -> Result<Takes, String> {
        let mut takes = Takes::default();
        for word in words {
            match word.as_str() {
                "direct" => takes.direct = true,
                "dass" => takes.dass = true,
                "ob" => takes.ob = true,
                "v2" => takes.v2 = true,
                "zu" => takes.zu = true,
                "akk" => takes.akk = true,
                "gen" => takes.genitive = true,
                "dat" => takes.dative = true,
                "als" => takes.als = true,
                "act" => takes.act = true,
                other => match other.split_once('+') {
                    Some((preposition, "akk" | "dat" | "gen")) => takes.prepositions.push(preposition.to_string()),
                    _ => {
                        return Err(format!(
                            "“{other}” is not a complement; expected direct, dass, ob, v2, zu, akk, gen, dat, als, act or a preposition with its case (vor+dat)"
                        ));
                    }
                },
            }
        }
        Ok(takes)
    }

    /// Whether it can carry its content in a clause or a quotation.
    pub fn clause(&self) -> bool {
        self.direct || self.dass || self.ob || self.v2 || self.zu
    }
}

/// How the addressee of a verb is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Addressee {
    /// In the dative.
    Dative,
    /// In the accusative.
    Accusative,
    /// Behind this preposition.
    Behind(String),
}

/// A noun that attributes: *die Behauptung, dass …*.
#[derive(Debug, Clone)]
pub struct NounCue {
    /// Its nominative singular.
    pub lemma: String,
    /// What it commits to.
    pub stance: Stance,
    /// By what means.
    pub medium: Medium,
    /// The complements that carry the content.
    pub takes: Takes,
    /// Whether it needs more than its mere presence.
    pub ambiguous: bool,
}

/// Where an adposition stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Place {
    /// Before its noun phrase: *laut*.
    Pre,
    /// Behind it: *zufolge*.
    Post,
    /// Around it: *nach … zufolge*.
    Circum,
}

/// When an adposition attributes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Needs {
    /// Only beside a noun phrase that can speak, or that is a text.
    Speaker,
    /// No phrase follows: the source is the subject of the sentence (*nach eigenen Angaben*).
    Subject,
    /// No phrase follows: the source was told before (*den Angaben zufolge*).
    Back,
    /// Only beside another cue: it adds a link to that statement's chain.
    Cue,
}

/// An adposition or a prepositional group that attributes: *laut*, *nach Angaben*, *zufolge*.
#[derive(Debug, Clone)]
pub struct AdpositionCue {
    /// The words before its noun phrase, in lower case.
    pub before: Vec<String>,
    /// The words behind it.
    pub behind: Vec<String>,
    /// What it commits to.
    pub stance: Stance,
    /// When it attributes, if not always.
    pub needs: Option<Needs>,
}

impl AdpositionCue {
    fn words(&self) -> &Vec<String> {
        if self.before.is_empty() { &self.behind } else { &self.before }
    }

    /// How many words it has.
    fn length(&self) -> usize {
        self.before.len() + self.behind.len()
    }
}

/// What an adverb does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AdverbRole {
    /// It refers back to the source before: *demnach*.
    Continues,
    /// It attributes to the source beside it: *so Müller*.
    Attributes,
}

/// An adverb that attributes.
#[derive(Debug, Clone)]
pub struct AdverbCue {
    /// Its words, in lower case.
    pub words: Vec<String>,
    /// What it does.
    pub role: AdverbRole,
}

/// All cues of a language.
#[derive(Debug, Clone, Default)]
pub struct Cues {
    verbs: FxHashMap<String, Vec<VerbCue>>,
    nouns: FxHashMap<String, NounCue>,
    /// By their first word, the longest first.
    adpositions: FxHashMap<String, Vec<AdpositionCue>>,
    adverbs: FxHashMap<String, Vec<AdverbCue>>,
}

impl Cues {
    /// The entries of this verb, those with fixed words first.
    pub fn verb(&self, lemma: &str) -> &[VerbCue] {
        self.verbs.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// The entry of this noun. Of a compound (*Medienbericht*) the last part decides; ask for it yourself.
    pub fn noun(&self, lemma: &str) -> Option<&NounCue> {
        self.nouns.get(lemma)
    }

    /// The adpositions whose first word, in lower case, this is.
    pub fn adpositions(&self, first: &str) -> &[AdpositionCue] {
        self.adpositions.get(first).map_or(&[], Vec::as_slice)
    }

    /// The adverbs whose first word, in lower case, this is.
    pub fn adverbs(&self, first: &str) -> &[AdverbCue] {
        self.adverbs.get(first).map_or(&[], Vec::as_slice)
    }

    /// Takes one entry out, named as in [`Example::entry`]: its infinitive with `|`, fixed words before it, or its form.
    pub fn remove(&mut self, entry: &str) {
        let (with, lemma) = entry.rsplit_once(' ').unwrap_or(("", entry));
        let with: Vec<&str> = with.split_whitespace().collect();
        if let Some(verbs) = self.verbs.get_mut(&lemma.replace('|', "")) {
            verbs.retain(|verb| verb.with != with);
        }
        self.nouns.remove(entry);
        let words = lower_words(entry);
        if let Some(first) = words.first() {
            if let Some(list) = self.adpositions.get_mut(first) {
                // “nach … Angaben” is another entry than “nach Angaben”.
                let is_around = entry.contains('…');
                list.retain(|cue| {
                    cue.before.iter().chain(&cue.behind).ne(&words) || is_around == (cue.before.is_empty() || cue.behind.is_empty())
                });
            }
            if let Some(list) = self.adverbs.get_mut(first) {
                list.retain(|cue| cue.words != words);
            }
        }
    }

    /// How many verbs, nouns, adpositions and adverbs there are.
    pub fn counts(&self) -> [usize; 4] {
        [
            self.verbs.values().map(Vec::len).sum(),
            self.nouns.len(),
            self.adpositions.values().map(Vec::len).sum(),
            self.adverbs.values().map(Vec::len).sum(),
        ]
    }

    /// Every verb entry.
    pub fn verbs(&self) -> impl Iterator<Item = &VerbCue> {
        self.verbs.values().flatten()
    }

    /// Reads one file of the lexicon into this one; entries of the same word replace earlier ones.
    pub fn add_file(&mut self, name: &str, content: &str) -> Result<(), PackError> {
        let file: File = parsed(name, content)?;
        for entry in file.verb {
            let verb = entry.verb().map_err(|message| PackError::new(name, format!("verb “{}”: {message}", entry.lemma)))?;
            let entries = self.verbs.entry(verb.lemma.clone()).or_default();
            entries.retain(|other| other.with != verb.with || other.reflexive != verb.reflexive);
            entries.push(verb);
            // What asks for more comes first: fixed words, then a reflexive pronoun.
            entries.sort_by_key(|verb| std::cmp::Reverse((verb.with.len(), verb.reflexive)));
        }
        for entry in file.noun {
            let noun = entry.noun().map_err(|message| PackError::new(name, format!("noun “{}”: {message}", entry.lemma)))?;
            self.nouns.insert(noun.lemma.clone(), noun);
        }
        for entry in file.adposition {
            let stance = stance_of(entry.stance.as_deref())
                .map_err(|message| PackError::new(name, format!("adposition “{}”: {message}", entry.form)))?;
            let (before, behind) = match entry.place {
                Place::Pre => (lower_words(&entry.form), Vec::new()),
                Place::Post => (Vec::new(), lower_words(&entry.form)),
                Place::Circum => {
                    let (before, behind) = entry.form.split_once('…').ok_or_else(|| {
                        PackError::new(name, format!("adposition “{}”: place = \"circum\" needs “…” where its phrase stands", entry.form))
                    })?;
                    (lower_words(before), lower_words(behind))
                }
            };
            let cue = AdpositionCue { before, behind, stance, needs: entry.needs };
            let Some(first) = cue.words().first().cloned() else { continue };
            let list = self.adpositions.entry(first).or_default();
            list.retain(|other| other.before != cue.before || other.behind != cue.behind);
            list.push(cue);
            list.sort_by_key(|cue| std::cmp::Reverse(cue.length()));
        }
        for entry in file.adverb {
            let cue = AdverbCue { words: lower_words(&entry.form), role: entry.role };
            let Some(first) = cue.words.first().cloned() else { continue };
            let list = self.adverbs.entry(first).or_default();
            list.retain(|other| other.words != cue.words);
            list.push(cue);
            list.sort_by_key(|cue| std::cmp::Reverse(cue.words.len()));
        }
        Ok(())
    }
}

fn lower_words(form: &str) -> Vec<String> {
    form.split(' ').map(|word| word.trim_matches(['…', ',']).to_lowercase()).filter(|word| !word.is_empty()).collect()
}

fn stance_of(word: Option<&str>) -> Result<Stance, String> {
    let word = word.unwrap_or("neutral");
    Stance::from_name(word).ok_or_else(|| format!("“{word}” is not a stance"))
}

fn medium_of(word: Option<&str>) -> Result<Medium, String> {
    let word = word.unwrap_or("speech");
    Medium::from_name(word).ok_or_else(|| format!("“{word}” is not a medium; expected speech, writing or thought"))
}

/// A file of the cue lexicon as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    verb: Vec<Entry>,
    #[serde(default)]
    noun: Vec<Entry>,
    #[serde(default)]
    adposition: Vec<AdpositionEntry>,
    #[serde(default)]
    adverb: Vec<AdverbEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    lemma: String,
    #[serde(default, rename = "plural")]
    _plural: Option<String>,
    stance: Option<String>,
    medium: Option<String>,
    #[serde(default)]
    takes: Vec<String>,
    addressee: Option<String>,
    #[serde(default)]
    speaker: Vec<String>,
    #[serde(default)]
    with: String,
    #[serde(default)]
    reflexive: bool,
    #[serde(default)]
    ambiguous: bool,
    example: String,
    #[serde(default)]
    more: Vec<String>,
    leaves: Option<Leaves>,
}

#[derive(Deserialize, Clone)]
#[serde(untagged)]
pub(crate) enum Leaves {
    One(String),
    Many(Vec<String>),
}

impl Leaves {
    fn list(self) -> Vec<String> {
        match self {
            Leaves::One(sentence) => vec![sentence],
            Leaves::Many(sentences) => sentences,
        }
    }
}

impl Entry {
    fn verb(&self) -> Result<VerbCue, String> {
        let particle = self.lemma.split_once('|').map(|(particle, _)| particle.to_string());
        let addressee = self.addressee.as_deref().map(|word| match word {
            "dat" => Addressee::Dative,
            "akk" => Addressee::Accusative,
            other => Addressee::Behind(other.split('+').next().unwrap_or(other).to_string()),
        });
        Ok(VerbCue {
            lemma: self.lemma.replace('|', ""),
            particle,
            reflexive: self.reflexive,
            with: self.with.split_whitespace().map(str::to_string).collect(),
            stance: stance_of(self.stance.as_deref())?,
            medium: medium_of(self.medium.as_deref())?,
            takes: Takes::of(&self.takes)?,
            addressee,
            speaker: self.speaker.clone(),
            ambiguous: self.ambiguous,
        })
    }

    fn noun(&self) -> Result<NounCue, String> {
        Ok(NounCue {
            lemma: self.lemma.clone(),
            stance: stance_of(self.stance.as_deref())?,
            medium: medium_of(self.medium.as_deref())?,
            takes: Takes::of(&self.takes)?,
            ambiguous: self.ambiguous,
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AdpositionEntry {
    form: String,
    place: Place,
    stance: Option<String>,
    needs: Option<Needs>,
    #[serde(default, rename = "medium")]
    _medium: Option<String>,
    example: String,
    #[serde(default)]
    more: Vec<String>,
    leaves: Option<Leaves>,
    #[serde(default, rename = "ambiguous")]
    _ambiguous: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AdverbEntry {
    form: String,
    role: AdverbRole,
    #[serde(default, rename = "stance")]
    _stance: Option<String>,
    example: String,
    #[serde(default)]
    more: Vec<String>,
    leaves: Option<Leaves>,
}

/// An entry's sentences: what it explains and what it must leave alone.
#[derive(Debug, Clone)]
pub struct Example {
    /// The entry: *einräumen*, *laut*.
    pub entry: String,
    /// Sentences in case notation that it explains.
    pub explains: Vec<String>,
    /// Sentences without any statement.
    pub leaves: Vec<String>,
}

impl Example {
    pub(crate) fn new(entry: String, example: String, more: Vec<String>, leaves: Option<Leaves>) -> Example {
        let explains = std::iter::once(example).chain(more).collect();
        Example { entry, explains, leaves: leaves.map(Leaves::list).unwrap_or_default() }
    }
}

/// The examples in one file of the cue lexicon.
pub fn examples(name: &str, content: &str) -> Result<Vec<Example>, PackError> {
    let file: File = parsed(name, content)?;
    let entries = file.verb.into_iter().chain(file.noun).map(|e| {
        let entry = if e.with.is_empty() { e.lemma.clone() } else { format!("{} {}", e.with, e.lemma) };
        (entry, e.example, e.more, e.leaves)
    });
    let adpositions = file.adposition.into_iter().map(|e| (e.form, e.example, e.more, e.leaves));
    let adverbs = file.adverb.into_iter().map(|e| (e.form, e.example, e.more, e.leaves));
    Ok(entries.chain(adpositions).chain(adverbs).map(|(entry, example, more, leaves)| Example::new(entry, example, more, leaves)).collect())
}
