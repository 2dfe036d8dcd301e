//! Who is named in the article, in which full form, and whom does a pronoun mean?

use std::ops::Range;

use quell_document::SourceKind;
use quell_lang::morphology::{Gender as Grammatical, Number};
use quell_lang::pack::Gender;
use rustc_hash::FxHashMap;

use crate::layers::Layers;
use crate::phrases::Phrase;

/// A person that the article names in full somewhere.
#[derive(Debug, Clone)]
struct Person {
    /// First name and surname.
    full: String,
    gender: Option<Gender>,
}

/// The named persons of an article.
#[derive(Debug, Clone, Default)]
pub struct People {
    list: Vec<Person>,
    by_full_name: FxHashMap<String, usize>,
    /// Of several with the same surname the one who is named first.
    by_surname: FxHashMap<String, usize>,
    /// Phrases that name a person, in order: where, and who.
    mentions: Vec<(usize, usize)>,
}

impl People {
    /// Collects the persons, full names first.
    pub fn find(layers: &Layers) -> People {
        let mut people = People::default();
        for phrase in layers.phrases.list.iter().filter(|phrase| phrase.named) {
            if let Some(range) = full_name(layers, phrase) {
                let full = layers.text(&range).to_string();
                if !people.by_full_name.contains_key(&full) {
                    let gender = layers.pack.first_name(layers.tokens.text(range.start)).or_else(|| gender_of_role(layers, phrase));
                    people.by_full_name.insert(full.clone(), people.list.len());
                    people.by_surname.entry(surname_of(&full).to_string()).or_insert(people.list.len());
                    people.list.push(Person { full, gender });
                }
            }
        }
        for phrase in &layers.phrases.list {
            if let Some(person) = people.person_of(layers, phrase) {
                people.mentions.push((phrase.range.start, person));
            }
        }
        people
    }

    /// The person that a phrase names, by full name or surname.
    fn person_of(&self, layers: &Layers, phrase: &Phrase) -> Option<usize> {
        if !phrase.named {
            return None;
        }
        if let Some(range) = full_name(layers, phrase) {
            let full = layers.text(&range);
            return self.by_full_name.get(full).copied();
        }
        let last = (phrase.range.clone()).rev().find(|&token| layers.words.is_name(token))?;
        let surname = layers.tokens.text(last);
        let bare = surname.strip_suffix(['s', '\'', '’']).unwrap_or(surname);
        self.by_surname.get(surname).or_else(|| self.by_surname.get(bare)).copied()
    }

    /// The full name of the person that a phrase names.
    pub fn name_of(&self, layers: &Layers, phrase: &Phrase) -> Option<&str> {
        self.person_of(layers, phrase).map(|person| self.list[person].full.as_str())
    }

    /// The speaker that a source of one pronoun goes on with: the last of `spoken` whose gender fits, a person or an office.
    pub fn continued_speaker<'s>(
        &self,
        layers: &Layers,
        source: &Range<usize>,
        spoken: impl Iterator<Item = (SourceKind, &'s str)>,
    ) -> Option<(SourceKind, String)> {
        let pronoun = layers.phrases.starting_at(source.start).filter(|phrase| phrase.pronoun && phrase.range == *source)?;
        let gender = pronoun_gender(layers, pronoun)?;
        for (kind, name) in spoken {
            let fits = match kind {
                SourceKind::Person => self.fits(name, gender),
                SourceKind::Role => gender_of_title(name.split(' ').next().unwrap_or(name)) == gender,
                _ => false,
            };
            if fits {
                return Some((kind, name.to_string()));
            }
        }
        None
    }

    /// Whom a definite description means: “der Minister”, “die 47-Jährige”. The last speaker whose name or office it fits, else the person named last.
    pub fn described<'s>(
        &self,
        layers: &Layers,
        source: &Range<usize>,
        spoken: impl Iterator<Item = (SourceKind, &'s str)>,
    ) -> Option<(SourceKind, String)> {
        let phrase = layers.phrases.starting_at(source.start).filter(|phrase| phrase.range == *source && is_description(layers, phrase))?;
        let gender = if layers.tokens.text(source.start).eq_ignore_ascii_case("die") { Gender::Feminine } else { Gender::Masculine };
        let head = layers.words.lemma(phrase.head);
        let mut person = None;
        for (kind, name) in spoken {
            // “eine Sprecherin des Amts … die Sprecherin”: the office was named before.
            if kind == SourceKind::Role && name.split(' ').any(|word| word == head) {
                return Some((kind, name.to_string()));
            }
            if kind == SourceKind::Person && person.is_none() && self.fits(name, gender) {
                person = Some(name.to_string());
            }
        }
        let person = person.or_else(|| self.last_named(layers, source.start, gender, 2).map(str::to_string))?;
        Some((SourceKind::Person, person))
    }

    fn fits(&self, name: &str, gender: Gender) -> bool {
        self.by_full_name
            .get(name)
            .map(|&person| &self.list[person])
            .is_some_and(|person| person.gender.is_none_or(|known| known == Gender::Either || known == gender))
    }

    /// The person of this gender who was named last before a token, within so many sentences.
    fn last_named(&self, layers: &Layers, token: usize, gender: Gender, sentences_max: usize) -> Option<&str> {
        let sentence = layers.sentences.of_token(token);
        let reach_from = layers.sentences.list[sentence.saturating_sub(sentences_max)].from;
        let before = self.mentions.partition_point(|&(mention, _)| mention < token);
        self.mentions[..before]
            .iter()
            .rev()
            .take_while(|&&(mention, _)| mention >= reach_from)
            .map(|&(_, person)| &self.list[person])
            .find(|person| person.gender.is_none_or(|known| known == Gender::Either || known == gender))
            .map(|person| person.full.as_str())
    }

    /// The person that a pronoun at this token most likely means: the last one before it that agrees, within two sentences.
    pub fn antecedent(&self, layers: &Layers, pronoun: &Phrase) -> Option<&str> {
        let gender = pronoun_gender(layers, pronoun)?;
        self.last_named(layers, pronoun.range.start, gender, 2)
    }
}

/// The first name and surname within a phrase.
fn full_name(layers: &Layers, phrase: &Phrase) -> Option<Range<usize>> {
    let start = phrase.range.clone().find(|&token| layers.words.is_first_name(token, &layers.tokens))?;
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

fn surname_of(full: &str) -> &str {
    full.rsplit(' ').next().unwrap_or(full)
}

/// “Ministerin”, “Sprecher”: the office shows the gender that a rare first name hides.
fn gender_of_role(layers: &Layers, phrase: &Phrase) -> Option<Gender> {
    let head = layers.tokens.text(phrase.head);
    if !layers.words.is_common_noun(phrase.head) {
        return None;
    }
    Some(gender_of_title(head))
}

fn gender_of_title(title: &str) -> Gender {
    if title.ends_with("in") || title == "Frau" { Gender::Feminine } else { Gender::Masculine }
}

fn pronoun_gender(layers: &Layers, pronoun: &Phrase) -> Option<Gender> {
    match layers.tokens.text(pronoun.head).to_lowercase().as_str() {
        "er" | "ihm" | "ihn" | "dieser" | "jener" | "letzterer" | "ersterer" => Some(Gender::Masculine),
        "ihr" => Some(Gender::Feminine),
        "sie" | "diese" | "jene" | "letztere" | "erstere" => {
            let forms = pronoun.agreement.forms();
            let singular =
                forms.is_none_or(|forms| forms.numbers().contains(Number::Singular) && forms.genders().contains(Grammatical::Feminine));
            singular.then_some(Gender::Feminine)
        }
        _ => None,
    }
}

/// A definite article before a noun for one person, and nothing behind it.
fn is_description(layers: &Layers, phrase: &Phrase) -> bool {
    let definite = matches!(layers.tokens.text(phrase.range.start).to_lowercase().as_str(), "der" | "die")
        && layers.words.is_determiner(phrase.range.start);
    let kinds = layers.kinds_of(phrase);
    let role = kinds.first() == Some(&SourceKind::Role);
    let person = kinds.is_empty() && (layers.is_person_noun(phrase.head) || layers.words.is_adjectival_noun(phrase.head));
    definite && !phrase.named && !phrase.pronoun && (role || person) && phrase.agreement.allows_number(Number::Singular)
}

/// The kind of source that a phrase names, and its name in the fullest form.
pub fn describe(layers: &Layers, people: &People, source: &Range<usize>) -> (Option<SourceKind>, Option<String>) {
    let phrases = layers.phrases.within(source.clone());
    let Some(first) = phrases.first() else { return (None, None) };
    // “der Sprecher der Polizei, Hans Müller”: a person named anywhere in the phrase outside a genitive is the source.
    let named_person = phrases.iter().find(|phrase| {
        let is_part_of_first = phrase.range.start == first.range.start || layers.tokens.text(phrase.range.start.wrapping_sub(1)) == ",";
        is_part_of_first && (full_name(layers, phrase).is_some() || (phrase.named && people.name_of(layers, phrase).is_some()))
    });
    if let Some(phrase) = named_person {
        let own = full_name(layers, phrase).map(|range| layers.text(&range).to_string());
        let name = people.name_of(layers, phrase).map(str::to_string).or(own);
        return (Some(SourceKind::Person), name);
    }
    if first.pronoun {
        let name = people.antecedent(layers, first).map(str::to_string);
        return (name.as_ref().map(|_| SourceKind::Person), name);
    }
    let kind = kind_of(layers, first, source);
    let name = if matches!(kind, Some(SourceKind::Outlet | SourceKind::Organisation))
        && layers.quotations.around(source.end - 1).is_some_and(|quotation| source.contains(&quotation.open))
    {
        outlet_name(layers, source)
    } else {
        plain_name(layers, first, source)
    };
    (kind, Some(name))
}

/// The kind by the words of the phrase: its head, else what its name is.
fn kind_of(layers: &Layers, phrase: &Phrase, source: &Range<usize>) -> Option<SourceKind> {
    let kinds = layers.kinds_of(phrase);
    let bare = phrase.range == *source && !layers.words.is_determiner(phrase.range.start);
    let first_word = layers.tokens.text(phrase.range.start).to_lowercase();
    // “viele Republikaner”, “Forscher”: many without a name are nobody in particular.
    let crowd = matches!(first_word.as_str(), "viele" | "manche" | "einige" | "mehrere" | "andere" | "zahlreiche");
    if crowd && !phrase.named {
        return Some(SourceKind::Vague);
    }
    if let Some(&kind) = kinds.first() {
        if kinds.contains(&SourceKind::Vague) && (bare || layers.words.is_indefinite_article(phrase.range.start)) && phrase.range == *source
        {
            return Some(SourceKind::Vague);
        }
        // “ein Sprecher Müller” names a person; “Minister Müller” too.
        if kind == SourceKind::Role && phrase.named {
            return Some(SourceKind::Person);
        }
        let plural = !phrase.agreement.allows_number(Number::Singular);
        if kind == SourceKind::Role && plural && phrase.range == *source {
            return Some(SourceKind::Vague);
        }
        return Some(kind);
    }
    if phrase.named {
        let names: Vec<usize> = phrase.range.clone().filter(|&token| layers.words.is_name(token)).collect();
        let last = *names.last()?;
        if layers.words.is_place_name(last) {
            // “Moskau” is a state; “FC Bayern” is none.
            return Some(if names.len() == 1 { SourceKind::State } else { SourceKind::Organisation });
        }
        let text = layers.tokens.text(last);
        let acronym = text.chars().filter(|c| c.is_alphabetic()).count() > 1 && text.chars().all(|c| !c.is_lowercase());
        let quoted = layers.quotations.around(last).is_some_and(|quotation| source.contains(&quotation.open));
        let person = names.len() > 1 || layers.words.is_surname(last);
        return Some(if acronym || quoted || !person { SourceKind::Organisation } else { SourceKind::Person });
    }
    None
}

/// The words of the phrase without its article and without an apposition.
fn plain_name(layers: &Layers, first: &Phrase, source: &Range<usize>) -> String {
    let mut start = source.start;
    while start + 1 < source.end && layers.words.is_determiner(start) && !layers.words.is_possessive(start) {
        start += 1;
    }
    let comma = (first.range.end..source.end).find(|&token| layers.tokens.text(token) == ",");
    layers.text(&(start..comma.unwrap_or(source.end))).to_string()
}

/// The name of an outlet without article, class noun and quotation marks: *der Zeitung „Küstenbote“* is *Küstenbote*.
pub fn outlet_name(layers: &Layers, range: &Range<usize>) -> String {
    let from = layers.quotations.list.partition_point(|quotation| quotation.open < range.start);
    let quoted = layers.quotations.list[from..]
        .iter()
        .take_while(|quotation| quotation.open < range.end)
        .find(|quotation| quotation.close < range.end);
    if let Some(quotation) = quoted {
        return layers.text(&(quotation.from()..quotation.close)).to_string();
    }
    let mut start = range.start;
    while start + 1 < range.end && layers.words.is_determiner(start) {
        start += 1;
    }
    layers.text(&(start..range.end)).to_string()
}
