//! Who and what does the article name that can be a source, and where?

use std::ops::Range;

use quell_document::SourceKind;
use quell_lang::morphology::{self, Number};
use quell_lang::pack;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::layers::Layers;
use crate::phrases::Phrase;
use crate::statements::naming;
use crate::work::look_at;

/// The genders by which something can be taken up again: *er*, *sie*, *es*.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Genders {
    pub masculine: bool,
    pub feminine: bool,
    pub neuter: bool,
}

impl Genders {
    const ANY_PERSON: Genders = Genders { masculine: true, feminine: true, neuter: false };
    const ANY: Genders = Genders { masculine: true, feminine: true, neuter: true };

    fn of_person(gender: Option<pack::Gender>) -> Genders {
        match gender {
            Some(pack::Gender::Masculine) => Genders { feminine: false, ..Genders::ANY_PERSON },
            Some(pack::Gender::Feminine) => Genders { masculine: false, ..Genders::ANY_PERSON },
            Some(pack::Gender::Either) | None => Genders::ANY_PERSON,
        }
    }

    /// The genders that a phrase shows in the singular; a plural shows none.
    pub fn of_phrase(phrase: &Phrase) -> Genders {
        let Some(forms) = phrase.agreement.forms() else { return Genders::ANY };
        let has = |gender| forms.cells().any(|(_, number, of)| number == Number::Singular && of == gender);
        Genders {
            masculine: has(morphology::Gender::Masculine),
            feminine: has(morphology::Gender::Feminine),
            neuter: has(morphology::Gender::Neuter),
        }
    }

    /// Whether some gender fits both.
    pub fn meets(self, other: Genders) -> bool {
        (self.masculine && other.masculine) || (self.feminine && other.feminine) || (self.neuter && other.neuter)
    }
}

/// A person whom the article names.
#[derive(Debug, Clone)]
pub struct Person {
    /// The fullest name.
    pub name: String,
    pub genders: Genders,
    /// What the article calls this person besides: *Präsident*, *Abgeordneter*.
    pub nouns: FxHashSet<String>,
    /// The words of these descriptions and what stands in brackets behind the name, in lower case: party, age, body, place.
    pub marks: FxHashSet<String>,
}

/// A phrase that names something that can be a source.
#[derive(Debug, Clone)]
pub struct Mention {
    /// The phrase, as an index into the phrases.
    pub phrase: usize,
    /// Its first token.
    pub start: usize,
    pub kind: SourceKind,
    /// The person, if it names one.
    pub person: Option<usize>,
    pub genders: Genders,
    pub plural: bool,
    /// Whether it stands in the nominative without a preposition, so that its clause can speak of it.
    pub subject: bool,
    pub quoted: bool,
}

/// What the article names, in the order of the text.
#[derive(Debug, Clone, Default)]
pub struct Discourse {
    pub people: Vec<Person>,
    by_full_name: FxHashMap<String, usize>,
    /// Of several with the same surname the one who is named first.
    by_surname: FxHashMap<String, usize>,
    /// Where the family's name comes first: *Kim* for *Kim Jong-un*.
    by_first_word: FxHashMap<String, usize>,
    /// The long name of what a bracket gives the short name of: *RKI*.
    long_names: FxHashMap<String, String>,
    pub mentions: Vec<Mention>,
    /// For each mark the person whom it belongs to, `None` if it belongs to several.
    by_mark: FxHashMap<String, Option<usize>>,
    /// The nouns of phrases without a name and without a definite article.
    unnamed: FxHashSet<String>,
}

impl Discourse {
    /// Reads the article once for full names, and once more for everything that is named.
    pub fn find(layers: &Layers) -> Discourse {
        let mut discourse = Discourse::default();
        for phrase in layers.phrases.list.iter().filter(|phrase| phrase.named) {
            if let Some(range) = full_name(layers, phrase) {
                discourse.introduce(layers, phrase, &range);
            }
            discourse.note_short_name(layers, phrase);
        }
        for index in 0..layers.phrases.list.len() {
            let Some(mention) = discourse.mention(layers, index) else { continue };
            if let Some(person) = mention.person {
                discourse.describe(layers, index, person);
            } else if !layers.is_definite(&layers.phrases.list[index]) {
                discourse.unnamed.insert(layers.words.lemma(layers.phrases.list[index].head).to_string());
            }
            discourse.mentions.push(mention);
        }
        for (number, person) in discourse.people.iter().enumerate() {
            for mark in &person.marks {
                discourse.by_mark.entry(mark.clone()).and_modify(|known| *known = None).or_insert(Some(number));
            }
        }
        discourse
    }

    /// A full name: a new person, if it is the first time.
    fn introduce(&mut self, layers: &Layers, phrase: &Phrase, range: &Range<usize>) {
        let full = layers.name(range);
        if self.by_full_name.contains_key(&full) {
            return;
        }
        let gender = layers.pack.first_name(layers.tokens.text(range.start)).or_else(|| gender_of_role(layers, phrase));
        self.by_full_name.insert(full.clone(), self.people.len());
        self.by_surname.entry(surname_of(&full).to_string()).or_insert(self.people.len());
        self.by_first_word.entry(full.split(' ').next().unwrap_or(&full).to_string()).or_insert(self.people.len());
        self.people.push(Person {
            name: full,
            genders: Genders::of_person(gender),
            nouns: FxHashSet::default(),
            marks: FxHashSet::default(),
        });
    }

    /// Collects what the words around a name say of a person: the office before it, the bracket and the apposition behind it.
    fn describe(&mut self, layers: &Layers, index: usize, person: usize) {
        let phrase = &layers.phrases.list[index];
        let known = &mut self.people[person];
        if layers.words.is_common_noun(phrase.head) {
            known.nouns.insert(layers.words.lemma(phrase.head).to_string());
            known.marks.extend((phrase.range.start..phrase.head).map(|token| mark_of(layers, token)));
        }
        let mut end = phrase.range.end;
        if layers.tokens.text(end) == "(" {
            const INSIDE_MAX: usize = 6;
            let close = (end + 1..end + 2 + INSIDE_MAX).find(|&token| layers.tokens.text(token) == ")");
            if let Some(close) = close {
                known.marks.extend((end + 1..close).map(|token| layers.tokens.text(token).to_lowercase()));
                end = close + 1;
            }
        }
        // “Lea Grün, Sprecherin des Amts”; “der Präsident des Instituts, Lothar Blau”.
        if layers.tokens.text(end) == ","
            && let Some(behind) = layers.phrases.starting_at(end + 1)
        {
            note_apposition(layers, known, behind);
        }
        if phrase.range.start > 0
            && layers.tokens.text(phrase.range.start - 1) == ","
            && let Some(before) = office_before(layers, index)
        {
            note_apposition(layers, known, before);
        }
    }

    /// “das Robert-Koch-Institut (RKI)”.
    fn note_short_name(&mut self, layers: &Layers, phrase: &Phrase) {
        let open = phrase.range.end;
        if layers.tokens.text(open) == "(" && layers.tokens.text(open + 2) == ")" && naming::is_acronym(layers.tokens.text(open + 1)) {
            let long = naming::plain_name(layers, phrase, &phrase.range);
            // A person's party is no short name.
            if self.person_of(layers, phrase).is_none() && !naming::is_acronym(&long) {
                self.long_names.entry(layers.tokens.text(open + 1).to_string()).or_insert(long);
            }
        }
    }

    /// The long form of a short name that the article explains.
    pub fn long_name(&self, short: &str) -> Option<&str> {
        self.long_names.get(short).map(String::as_str)
    }

    fn mention(&self, layers: &Layers, index: usize) -> Option<Mention> {
        let phrase = &layers.phrases.list[index];
        if phrase.pronoun || layers.is_time(phrase) {
            return None;
        }
        let person = self.person_of(layers, phrase);
        let kind = match person {
            Some(_) => SourceKind::Person,
            None => naming::kind_of(layers, phrase, &phrase.range)?,
        };
        let genders = person.map_or_else(|| Genders::of_phrase(phrase), |person| self.people[person].genders);
        Some(Mention {
            phrase: index,
            start: phrase.range.start,
            kind,
            person,
            genders,
            plural: !phrase.agreement.allows_number(Number::Singular),
            subject: phrase.preposition.is_none()
                && phrase.agreement.can_be_nominative()
                && !layers.words.hangs_on_previous(phrase, &layers.phrases),
            quoted: layers.quotations.depth[phrase.range.start] > 0,
        })
    }

    /// The person that a phrase names, by full name or surname.
    pub fn person_of(&self, layers: &Layers, phrase: &Phrase) -> Option<usize> {
        if !phrase.named {
            return None;
        }
        if let Some(range) = full_name(layers, phrase) {
            return self.by_full_name.get(&layers.name(&range)).copied();
        }
        let last = (phrase.range.clone()).rev().find(|&token| layers.words.is_name(token))?;
        // “Trumps Anwalt” is not Trump.
        if last < phrase.head {
            return None;
        }
        let surname = layers.tokens.text(last);
        let bare = surname.strip_suffix(['s', '\'', '’']).unwrap_or(surname);
        let alone = phrase.range.len() == 1;
        let by_first_word = |word: &str| self.by_first_word.get(word).filter(|_| alone);
        let known = self.by_surname.get(surname).or_else(|| self.by_surname.get(bare));
        known.or_else(|| by_first_word(surname)).or_else(|| by_first_word(bare)).copied()
    }

    /// The full name of the person that a phrase names.
    pub fn name_of(&self, layers: &Layers, phrase: &Phrase) -> Option<&str> {
        self.person_of(layers, phrase).map(|person| self.people[person].name.as_str())
    }

    /// The person of this full name.
    pub fn person_named(&self, name: &str) -> Option<&Person> {
        self.number_of(name).map(|person| &self.people[person])
    }

    /// The mentions before a token, the last first, as far back as a reader remembers.
    pub fn before(&self, token: usize) -> impl Iterator<Item = &Mention> {
        const BACK_MAX: usize = 100;
        let before = self.mentions.partition_point(|mention| mention.start < token);
        self.mentions[before.saturating_sub(BACK_MAX)..before].iter().rev().inspect(|_| look_at(1))
    }

    /// The number of the person of this full name.
    pub fn number_of(&self, name: &str) -> Option<usize> {
        self.by_full_name.get(name).copied()
    }

    /// The one person of whom the article says this; `None` if there are several or none.
    pub fn only_person_of(&self, mark: &str) -> Option<usize> {
        self.by_mark.get(mark).copied().flatten()
    }

    /// Whether the article speaks of an unnamed holder of this office: “ein Sprecher”.
    pub fn has_unnamed(&self, noun: &str) -> bool {
        self.unnamed.contains(noun)
    }
}

/// The office that an apposition opens with: “der Präsident des Instituts (RKI), Lothar Blau”, the leftmost that reaches the comma.
fn office_before<'p>(layers: &'p Layers, name: usize) -> Option<&'p Phrase> {
    const PHRASES_MAX: usize = 4;
    let comma = layers.phrases.list[name].range.start - 1;
    layers.phrases.list[name.saturating_sub(PHRASES_MAX)..name].iter().find(|phrase| {
        let is_office = !phrase.named && layers.kinds_of(phrase).first() == Some(&SourceKind::Role);
        is_office && layers.reach().full(phrase, comma).end == comma
    })
}

/// A word by which a person is known again: in lower case, an adjective without its ending.
pub fn mark_of(layers: &Layers, token: usize) -> String {
    let word = layers.tokens.form(token).to_lowercase();
    if layers.words.is_attributive(token) { naming::stem_of_adjective(&word).to_string() } else { word }
}

fn note_apposition(layers: &Layers, person: &mut Person, phrase: &Phrase) {
    let is_office = !phrase.pronoun && phrase.preposition.is_none() && layers.kinds_of(phrase).first() == Some(&SourceKind::Role);
    if is_office && layers.words.is_common_noun(phrase.head) {
        person.nouns.insert(layers.words.lemma(phrase.head).to_string());
        let full = layers.reach().full(phrase, phrase.range.end + 8);
        person.marks.extend(full.filter(|&token| token != phrase.head).map(|token| mark_of(layers, token)));
    }
}

/// The first name and surname within a phrase.
pub fn full_name(layers: &Layers, phrase: &Phrase) -> Option<Range<usize>> {
    let by_first_name = phrase.range.clone().find(|&token| layers.words.is_first_name(token, &layers.tokens));
    // Behind an office two names are a person, whatever the first name: “Präsident Kozo Hasegawa”.
    let start = by_first_name.or_else(|| names_behind_office(layers, phrase))?;
    let mut end = start + 1;
    while end < phrase.range.end
        && (layers.words.is_name(end) || layers.words.is_noun(end) || layers.tokens.text(end).starts_with(char::is_lowercase))
        && layers.tokens.text(end) != "("
    {
        end += 1;
    }
    while end > start + 1 && !layers.tokens.is_capitalised(end - 1) {
        end -= 1;
    }
    (end > start + 1).then_some(start..end)
}

fn names_behind_office(layers: &Layers, phrase: &Phrase) -> Option<usize> {
    let office = layers.words.is_common_noun(phrase.head) && layers.kinds_of(phrase).first() == Some(&SourceKind::Role);
    let first = phrase.head + 1;
    let two = first + 1 < phrase.range.end && layers.words.is_name(first) && layers.words.is_name(phrase.range.end - 1);
    (office && two && !layers.words.is_place_name(first)).then_some(first)
}

fn surname_of(full: &str) -> &str {
    full.rsplit(' ').next().unwrap_or(full)
}

/// “Ministerin”, “Sprecher”: the office shows the gender that a rare first name hides.
fn gender_of_role(layers: &Layers, phrase: &Phrase) -> Option<pack::Gender> {
    let head = layers.tokens.text(phrase.head);
    layers.words.is_common_noun(phrase.head).then(|| gender_of_title(head))
}

/// The gender that the word for an office shows.
pub fn gender_of_title(title: &str) -> pack::Gender {
    if title.ends_with("in") || title == "Frau" { pack::Gender::Feminine } else { pack::Gender::Masculine }
}
