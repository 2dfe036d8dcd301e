//! Who is named in the article, in which full form, and whom does a pronoun mean?

use std::ops::Range;

use quell_document::SourceKind;
use quell_lang::morphology::{Gender as Grammatical, Number};
use quell_lang::pack::Gender;

use crate::layers::Layers;
use crate::phrases::Phrase;

/// A person that the article names in full somewhere.
#[derive(Debug, Clone)]
struct Person {
    /// First name and surname.
    full: String,
    /// The last part.
    surname: String,
    gender: Option<Gender>,
}

/// The named persons of an article.
#[derive(Debug, Clone, Default)]
pub struct People {
    list: Vec<Person>,
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
                let surname = surname_of(&full).to_string();
                if !people.list.iter().any(|person| person.full == full) {
                    let gender = layers.pack.first_name(layers.tokens.text(range.start)).or_else(|| gender_of_role(layers, phrase));
                    people.list.push(Person { full, surname, gender });
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
            return self.list.iter().position(|person| person.full == full);
        }
        let last = (phrase.range.clone()).rev().find(|&token| layers.words.is_name(token))?;
        let surname = layers.tokens.text(last);
        let bare = surname.strip_suffix(['s', '\'', '’']).unwrap_or(surname);
        self.list.iter().position(|person| person.surname == surname).or_else(|| self.list.iter().position(|person| person.surname == bare))
    }

    /// The full name of the person that a phrase names.
    pub fn name_of(&self, layers: &Layers, phrase: &Phrase) -> Option<&str> {
        self.person_of(layers, phrase).map(|person| self.list[person].full.as_str())
    }

    /// The speaker that a source of one pronoun goes on with: the last of `spoken` whose gender fits and who is named within reach.
    pub fn continued_speaker<'s>(&self, layers: &Layers, source: &Range<usize>, spoken: impl Iterator<Item = &'s str>) -> Option<String> {
        let pronoun = layers.phrases.starting_at(source.start).filter(|phrase| phrase.pronoun && phrase.range == *source)?;
        let gender = pronoun_gender(layers, pronoun)?;
        let fits = |name: &str| self.list.iter().find(|person| person.full == name).is_some_and(|person| person.gender.is_none_or(|known| known == Gender::Either || known == gender));
        let mut spoken = spoken;
        spoken.find(|name| fits(name)).map(str::to_string)
    }

    /// The person that a pronoun at this token most likely means: the last one before it that agrees, within two sentences.
    pub fn antecedent(&self, layers: &Layers, pronoun: &Phrase) -> Option<&str> {
        let gender = pronoun_gender(layers, pronoun)?;
        let sentence = layers.sentences.of_token(pronoun.range.start);
        let reach_from = layers.sentences.list[sentence.saturating_sub(2)].from;
        let before = self.mentions.partition_point(|&(token, _)| token < pronoun.range.start);
        self.mentions[..before]
            .iter()
            .rev()
            .take_while(|&&(token, _)| token >= reach_from)
            .map(|&(_, person)| &self.list[person])
            .find(|person| person.gender.is_none_or(|known| known == Gender::Either || known == gender))
            .map(|person| person.full.as_str())
    }
}

/// The first name and surname within a phrase.
fn full_name(layers: &Layers, phrase: &Phrase) -> Option<Range<usize>> {
    let start = phrase.range.clone().find(|&token| layers.words.is_first_name(token, &layers.tokens))?;
    let mut end = start + 1;
    while end < phrase.range.end && (layers.words.is_name(end) || layers.words.is_noun(end) || layers.tokens.text(end).starts_with(char::is_lowercase)) && layers.tokens.text(end) != "(" {
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
    Some(if head.ends_with("in") || head == "Frau" { Gender::Feminine } else { Gender::Masculine })
}

fn pronoun_gender(layers: &Layers, pronoun: &Phrase) -> Option<Gender> {
    match layers.tokens.text(pronoun.head).to_lowercase().as_str() {
        "er" | "ihm" | "dieser" | "jener" | "letzterer" | "ersterer" => Some(Gender::Masculine),
        "sie" | "ihr" | "diese" | "jene" | "letztere" | "erstere" => {
            let forms = pronoun.agreement.forms();
            let singular = forms.is_none_or(|forms| forms.numbers().contains(Number::Singular) && forms.genders().contains(Grammatical::Feminine));
            singular.then_some(Gender::Feminine)
        }
        _ => None,
    }
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
    let kind = kind_of(layers, first);
    (kind, Some(plain_name(layers, first, source)))
}

/// The kind by the words of the phrase: its head, else what its name is.
fn kind_of(layers: &Layers, phrase: &Phrase) -> Option<SourceKind> {
    let kinds = layers.kinds_of(phrase);
    if let Some(&kind) = kinds.first() {
        // “ein Sprecher Müller” names a person; “Minister Müller” too.
        if kind == SourceKind::Role && phrase.named {
            return Some(SourceKind::Person);
        }
        return Some(kind);
    }
    if phrase.named {
        let last = phrase.range.clone().rev().find(|&token| layers.words.is_name(token))?;
        if layers.words.is_place_name(last) {
            return Some(SourceKind::State);
        }
        let text = layers.tokens.text(last);
        let acronym = text.chars().filter(|c| c.is_alphabetic()).count() > 1 && text.chars().all(|c| !c.is_lowercase());
        let quoted = layers.quotations.depth[last] > 0;
        return Some(if acronym || quoted { SourceKind::Organisation } else { SourceKind::Person });
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
    let quoted = layers.quotations.list.iter().find(|quotation| quotation.open >= range.start && quotation.close < range.end);
    if let Some(quotation) = quoted {
        return layers.text(&(quotation.from()..quotation.close)).to_string();
    }
    let mut start = range.start;
    while start + 1 < range.end && layers.words.is_determiner(start) {
        start += 1;
    }
    layers.text(&(start..range.end)).to_string()
}
