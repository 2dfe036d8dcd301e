//! What is a source called, and of which kind is it?

use std::ops::Range;

use quell_document::{MentionKind, SourceKind};
use quell_lang::morphology::{Case, Gender, Number};

use crate::layers::Layers;
use crate::phrases::Phrase;
use crate::tokens::without_soft_hyphens;

/// The kind by the words of the phrase: its head, else what its name is. `source` is the phrase with all that belongs to it.
pub fn kind_of(layers: &Layers, phrase: &Phrase, source: &Range<usize>) -> Option<SourceKind> {
    let kinds = layers.kinds_of(phrase);
    let first = phrase.range.start;
    let bare = phrase.range == *source && !layers.words.is_determiner(first);
    // “viele Republikaner”, “etwa 500 Personen”: many without a name are nobody in particular.
    let crowd = is_crowd(layers, first) || phrase.range.clone().any(|token| layers.words.is_cardinal(token) && token != phrase.head);
    if crowd && !phrase.named && !phrase.agreement.allows_number(Number::Singular) && !has_kind_of_its_own(kinds) {
        return Some(SourceKind::Vague);
    }
    // “der deutschen «Nordwestpost»”: what is nothing but a name in quotation marks is a medium's, whatever the name means.
    if phrase.named && is_name_in_quotation_marks(layers, phrase, source) {
        return Some(kinds.first().copied().filter(|kind| *kind == SourceKind::Agency).unwrap_or(SourceKind::Outlet));
    }
    if let Some(&kind) = kinds.first() {
        if kinds.contains(&SourceKind::Vague) && (bare || layers.words.is_indefinite_article(first)) && phrase.range == *source {
            return Some(SourceKind::Vague);
        }
        // “ein Sprecher Müller” names a person; “Minister Müller” too, but not “Müllers Sprecher”.
        if kind == SourceKind::Role && (phrase.head + 1..phrase.range.end).any(|token| layers.words.is_name(token)) {
            return Some(SourceKind::Person);
        }
        // “Experten”: without an article the form that could be a singular is a plural.
        let plural = !phrase.agreement.allows_number(Number::Singular)
            || (bare && phrase.range.len() == 1 && layers.words.lemma(phrase.head) != layers.tokens.text(phrase.head));
        let definite = layers.words.is_determiner(first);
        if kind == SourceKind::Role && plural && phrase.range == *source && !definite {
            return Some(SourceKind::Vague);
        }
        return Some(kind);
    }
    if phrase.named {
        let names: Vec<usize> = phrase.range.clone().filter(|&token| layers.words.is_name(token)).collect();
        let last = *names.last()?;
        if let Some(kind) = kind_of_mention(layers, last) {
            return Some(kind);
        }
        if layers.words.is_place_name(last) {
            // “Moskau” is a state; “FC Bayern” is none.
            return Some(if names.len() == 1 && phrase.head == last { SourceKind::State } else { SourceKind::Organisation });
        }
        let text = layers.tokens.text(last);
        let quoted = layers.quotations.around(last).is_some_and(|quotation| source.contains(&quotation.open));
        let person = names.len() > 1 || layers.words.is_surname(last);
        return Some(if is_acronym(text) || quoted || !person { SourceKind::Organisation } else { SourceKind::Person });
    }
    if layers.is_person_noun(phrase.head) || layers.words.is_adjectival_noun(phrase.head) {
        let plural = !phrase.agreement.allows_number(Number::Singular);
        return Some(if plural && bare { SourceKind::Vague } else { SourceKind::Role });
    }
    // A name that is a noun as well: “dem Küstenboten zufolge”.
    kind_of_mention(layers, phrase.head)
}

/// What the layer of mentions says that a name names, where that tells the kind of a source.
fn kind_of_mention(layers: &Layers, name: usize) -> Option<SourceKind> {
    match layers.mentions.at(name)?.kind {
        MentionKind::Person => Some(SourceKind::Person),
        MentionKind::Organisation => Some(SourceKind::Organisation),
        MentionKind::State => Some(SourceKind::State),
        MentionKind::Agency => Some(SourceKind::Agency),
        MentionKind::Outlet => Some(SourceKind::Outlet),
        // „Moskau“ may be a government, a club or a place.
        MentionKind::Place | MentionKind::Document => None,
    }
}

fn is_name_in_quotation_marks(layers: &Layers, phrase: &Phrase, source: &Range<usize>) -> bool {
    let quotation = layers.quotations.around(phrase.head);
    quotation.is_some_and(|quotation| {
        source.contains(&quotation.open) && quotation.open >= phrase.range.start && quotation.close < phrase.range.end
    })
}

/// *RKI*, *CDU/CSU*: letters, none of them small.
pub fn is_acronym(text: &str) -> bool {
    text.chars().filter(|character| character.is_alphabetic()).count() > 1 && text.chars().all(|character| !character.is_lowercase())
}

/// “viele”, “mehrere”.
fn is_crowd(layers: &Layers, token: usize) -> bool {
    layers.pack.words.crowds.contains(layers.tokens.text(token).to_lowercase().as_str())
}

/// Whether the noun is more than a word for people: “mehrere Zeitungen”, “drei Ministerien”.
fn has_kind_of_its_own(kinds: &[SourceKind]) -> bool {
    kinds.first().is_some_and(|kind| matches!(kind, SourceKind::Document | SourceKind::Outlet | SourceKind::Agency | SourceKind::Anonymous))
}

/// The words of the source in the nominative, without its article and without an apposition.
pub fn plain_name(layers: &Layers, first: &Phrase, source: &Range<usize>) -> String {
    let mut start = source.start;
    while start + 1 < source.end && layers.words.is_determiner(start) && !layers.words.is_possessive(start) && !is_crowd(layers, start) {
        start += 1;
    }
    // What a comma opens is an apposition, unless it is a list: “der USA, Südkoreas und Japans”.
    let comma = (first.range.end..source.end)
        .find(|&token| layers.tokens.text(token) == ",")
        .filter(|&comma| !(comma..source.end).any(|token| matches!(layers.tokens.text(token), "und" | "sowie")));
    let end = comma.unwrap_or(source.end);
    let has_adjective = || (start..first.head).any(|token| is_inflected_adjective(layers, token));
    if first.pronoun || ((first.agreement.can_be_nominative() || first.named) && !(start > source.start && has_adjective())) {
        return layers.name(&(start..end));
    }
    in_nominative(layers, first, start..end)
}

/// The phrase as one would name it: “des Berliner Senats” is *Berliner Senat*, “internen Dokumenten” *interne Dokumente*.
fn in_nominative(layers: &Layers, phrase: &Phrase, range: Range<usize>) -> String {
    let head = phrase.head;
    let singular = phrase.agreement.allows_number(Number::Singular);
    let gender = phrase.agreement.forms().and_then(|forms| forms.genders().iter().next());
    let mut name = String::new();
    let mut end_before: Option<u32> = None;
    for token in range {
        let span = layers.tokens.list[token].span;
        if let Some(end) = end_before {
            name.push_str(&layers.tokens.text[end as usize..span.start as usize]);
        }
        end_before = Some(span.end);
        let text = layers.tokens.text(token);
        if token == head && !phrase.named && !phrase.agreement.can_be_nominative() {
            name.push_str(&noun_in_nominative(layers, head, singular));
        } else if token < head && is_inflected_adjective(layers, token) {
            name.push_str(&adjective_in_nominative(text, singular, gender));
        } else {
            name.push_str(text);
        }
    }
    without_soft_hyphens(&name).into_owned()
}

fn is_inflected_adjective(layers: &Layers, token: usize) -> bool {
    layers.words.is_attributive(token) && layers.tokens.text(token).starts_with(char::is_lowercase)
}

fn noun_in_nominative(layers: &Layers, noun: usize, singular: bool) -> String {
    let text = layers.tokens.text(noun);
    let lemma = layers.words.lemma(noun);
    // “im Westen”: a form that is its own lemma stays, whatever other lemma it has.
    let is_lemma = || layers.pack.lexicon.readings(text).iter().any(|reading| layers.pack.lexicon.lemma(text, reading) == text);
    if layers.words.is_adjectival_noun(noun) || (singular && is_lemma()) {
        return text.to_string();
    }
    if singular {
        return if lemma.starts_with(char::is_uppercase) && !lemma.is_empty() { lemma.to_string() } else { text.to_string() };
    }
    // The dative plural adds an -n to the nominative, unless that ends in one.
    let shorter = text.strip_suffix('n').filter(|shorter| {
        layers
            .pack
            .lexicon
            .readings(shorter)
            .iter()
            .any(|reading| reading.nominal().cells().any(|(case, number, _)| case == Case::Nominative && number == Number::Plural))
    });
    shorter.unwrap_or(text).to_string()
}

/// An adjective without its ending: *russisch* of *russischen*.
pub fn stem_of_adjective(adjective: &str) -> &str {
    ["en", "em", "er", "es", "e"].iter().find_map(|ending| adjective.strip_suffix(ending)).unwrap_or(adjective)
}

/// The strong ending: *deutsche Behörde*, *deutsches Amt*, *deutscher Verband*, *deutsche Behörden*.
fn adjective_in_nominative(adjective: &str, singular: bool, gender: Option<Gender>) -> String {
    let stem = stem_of_adjective(adjective);
    if stem.len() == adjective.len() {
        return adjective.to_string();
    }
    let ending = match (singular, gender) {
        (true, Some(Gender::Masculine)) => "er",
        (true, Some(Gender::Neuter)) => "es",
        _ => "e",
    };
    format!("{stem}{ending}")
}

/// The name of an outlet without article, class noun and quotation marks: *der Zeitung „Küstenbote“* is *Küstenbote*, *der Agentur dpa* is *dpa*.
pub fn outlet_name(layers: &Layers, range: &Range<usize>) -> String {
    let from = layers.quotations.list.partition_point(|quotation| quotation.open < range.start);
    let quoted = layers.quotations.list[from..]
        .iter()
        .take_while(|quotation| quotation.open < range.end)
        .find(|quotation| quotation.close < range.end);
    if let Some(quotation) = quoted {
        return layers.name(&(quotation.from()..quotation.close));
    }
    let class = range.clone().find(|&token| is_class_of_media(layers, token));
    if let Some(class) = class.filter(|&class| class + 1 < range.end && is_name_like(layers, class + 1)) {
        return layers.name(&(class + 1..range.end));
    }
    let mut start = range.start;
    while start + 1 < range.end && layers.words.is_determiner(start) {
        start += 1;
    }
    layers.name(&(start..range.end))
}

/// “Zeitung”, “Nachrichtenagentur”: what an outlet is, not what it is called.
pub fn is_class_of_media(layers: &Layers, token: usize) -> bool {
    let lemma = layers.words.lemma(token).to_lowercase();
    layers.words.is_common_noun(token) && layers.pack.words.classes_of_media.iter().any(|class| lemma.ends_with(class.as_str()))
}

fn is_name_like(layers: &Layers, token: usize) -> bool {
    layers.words.is_noun(token)
        || !(layers.words.is_preposition(token) || layers.words.is_determiner(token) || layers.tokens.text(token) == "(")
}
