//! Which words name somebody or something?
//!
//! The recogniser says where names of persons, organisations and places are, the lists of the world what they are: an organisation's name that is an
//! agency's, an outlet's or a state's is of that kind. Names that can mean nothing else are found by the lists alone.

use std::ops::Range;

use quell_document::{Entity, Mention, MentionKind};
use quell_lang::Pack;
use quell_lang::recogniser::NameClass;
use quell_lang::recogniser::context::{Form, Sentence as Recognised, known};
use quell_lang::world::{Known, Referring};
use rustc_hash::FxHashMap;

use crate::entities::{self, Name};
use crate::sentences::{Sentence, Sentences};
use crate::tokens::Tokens;
use crate::words::Words;

/// Some tokens that name somebody or something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The tokens, without title and article.
    pub range: Range<usize>,
    /// What they name.
    pub kind: MentionKind,
    /// Whom they name: the number of the entity.
    pub entity: usize,
}

/// The mentions of an article and whom they name.
#[derive(Debug, Clone, Default)]
pub struct Mentions {
    /// In order; they do not overlap.
    pub list: Vec<Found>,
    /// In the order in which they are first named.
    pub entities: Vec<Entity>,
}

impl Mentions {
    /// The mention that holds this token.
    pub fn at(&self, token: usize) -> Option<&Found> {
        let after = self.list.partition_point(|found| found.range.start <= token);
        self.list[..after].last().filter(|found| found.range.contains(&token))
    }

    /// The mentions that lie within these tokens.
    pub fn within(&self, range: &Range<usize>) -> &[Found] {
        let from = self.list.partition_point(|found| found.range.start < range.start);
        let to = self.list.partition_point(|found| found.range.end <= range.end);
        if from <= to { &self.list[from..to] } else { &[] }
    }

    /// Whom the words name: full name, kind and country.
    pub fn entity(&self, found: &Found) -> &Entity {
        &self.entities[found.entity]
    }

    /// The layer as it leaves the program.
    pub fn spans(&self, tokens: &Tokens) -> Vec<Mention> {
        let mention =
            |found: &Found| Mention { span: tokens.span(found.range.start, found.range.end), kind: found.kind, entity: found.entity };
        self.list.iter().map(mention).collect()
    }
}

/// Finds the mentions of an article and joins those that name the same.
pub fn find(tokens: &Tokens, sentences: &Sentences, words: &Words, pack: &Pack) -> Mentions {
    let mut finder =
        Finder { tokens, words, pack, sentence: Recognised::default(), bits: Vec::new(), forms: Vec::new(), seen: FxHashMap::default() };
    let mut names: Vec<Name> = Vec::new();
    let mut ranges: Vec<(Range<usize>, MentionKind)> = Vec::new();
    for sentence in &sentences.list {
        for (range, kind) in finder.in_sentence(sentence) {
            let text = tokens.span(range.start, range.end).of(tokens.text);
            names.push(Name { text, kind, known: known_as(text, kind, pack) });
            ranges.push((range, kind));
        }
    }
    let joined = entities::join(&names, &|word| pack.first_name(word).is_some());
    let list = ranges.into_iter().zip(&joined.of).map(|((range, kind), &entity)| Found { range, kind, entity }).collect();
    Mentions { list, entities: joined.entities }
}

/// What the lists say of a name of this kind.
fn known_as<'p>(text: &str, kind: MentionKind, pack: &'p Pack) -> Option<Known<'p>> {
    if kind == MentionKind::Person {
        return None;
    }
    let known = pack.world.known(text, kind == MentionKind::Outlet)?;
    let fits = match known {
        Known::Agency(_) => kind == MentionKind::Agency,
        Known::Outlet(_) => kind == MentionKind::Outlet,
        Known::State(_, Referring::Capital) => false,
        Known::State(..) => kind == MentionKind::State,
        Known::Organisation(_) => kind == MentionKind::Organisation,
    };
    fits.then_some(known)
}

struct Finder<'a, 't> {
    tokens: &'a Tokens<'t>,
    words: &'a Words,
    pack: &'a Pack,
    sentence: Recognised,
    bits: Vec<u16>,
    forms: Vec<&'t str>,
    /// What every sentence sees of a word, for those that the article has had.
    seen: FxHashMap<&'t str, Form>,
}

impl Finder<'_, '_> {
    /// The mentions of one sentence, in order.
    fn in_sentence(&mut self, sentence: &Sentence) -> Vec<(Range<usize>, MentionKind)> {
        self.forms.clear();
        self.forms.extend((sentence.from..sentence.to).map(|token| self.tokens.text(token)));
        // A sentence without a name is soon done.
        if !self.forms.iter().any(|form| form.starts_with(char::is_uppercase)) {
            return Vec::new();
        }
        self.pack.names.look_up(&self.forms, self.pack, &mut self.bits);
        self.sentence.clear();
        for (offset, (form, &bits)) in self.forms.iter().zip(&self.bits).enumerate() {
            let tag = self.words.list[sentence.from + offset].tag;
            let form = self.seen.entry(form).or_insert_with(|| Form::of(form, &self.pack.lexicon, &self.pack.word_classes));
            self.sentence.push(form, tag, bits);
        }
        let mut found: Vec<(Range<usize>, MentionKind)> = Vec::new();
        for (range, class) in self.pack.recogniser.find(&self.sentence) {
            let range = sentence.from + range.start..sentence.from + range.end;
            if let Some(kind) = self.kind(&range, class) {
                found.push((range, kind));
            }
        }
        self.add_listed(sentence, &mut found);
        found
    }

    /// What a recognised name names, by the lists.
    fn kind(&self, range: &Range<usize>, class: NameClass) -> Option<MentionKind> {
        let text = self.tokens.span(range.start, range.end).of(self.tokens.text);
        // A person’s full name is nobody else’s; one word may be that of a firm.
        let may_be_listed = class != NameClass::Person || range.len() == 1;
        let known = may_be_listed.then(|| self.pack.world.known(text, false)).flatten();
        match (class, known) {
            (NameClass::Person, Some(Known::Organisation(_))) => Some(MentionKind::Organisation),
            (NameClass::Person, _) => Some(MentionKind::Person),
            (_, Some(Known::Agency(_))) => Some(MentionKind::Agency),
            (_, Some(Known::Outlet(_))) => Some(MentionKind::Outlet),
            (_, Some(Known::State(_, Referring::Name | Referring::Seat))) => Some(MentionKind::State),
            (NameClass::Place, _) => Some(MentionKind::Place),
            (NameClass::Organisation, _) => {
                let is_outlet = self.pack.world.outlets.named(text).is_some();
                Some(if is_outlet { MentionKind::Outlet } else { MentionKind::Organisation })
            }
            // Of works and the like only those that are outlets: „Zeit“ in quotation marks.
            (NameClass::Other, _) => self.pack.world.outlets.named(text).map(|_| MentionKind::Outlet),
        }
    }

    /// Adds the names that can mean nothing else and were not recognised.
    fn add_listed(&self, sentence: &Sentence, found: &mut Vec<(Range<usize>, MentionKind)>) {
        let mut place = 0;
        while place < self.forms.len() {
            let listed = self.pack.names.at_word(&self.forms, place).filter(|&(_, bits)| bits & known::PERHAPS_OUTLET == 0);
            let Some((count, bits)) = listed else {
                place += 1;
                continue;
            };
            let range = sentence.from + place..sentence.from + place + count;
            place += count;
            let kind = match bits {
                bits if bits & known::AGENCY != 0 => MentionKind::Agency,
                bits if bits & known::OUTLET != 0 => MentionKind::Outlet,
                bits if bits & known::STATE != 0 => MentionKind::State,
                bits if bits & known::ORGANISATION != 0 => MentionKind::Organisation,
                _ => continue,
            };
            let overlaps = |(other, _): &(Range<usize>, MentionKind)| other.start < range.end && range.start < other.end;
            let covers_all =
                found.iter().filter(|other| overlaps(other)).all(|(other, _)| range.start <= other.start && other.end <= range.end);
            // A longer recognised name stands (*Bayer Leverkusen*), a shorter one gives way.
            if covers_all {
                let same = found.iter().any(|(other, _)| *other == range);
                if !same {
                    found.retain(|other| !overlaps(other));
                    found.push((range, kind));
                }
            }
        }
        found.sort_by_key(|(range, _)| range.start);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layers::Layers;

    /// Each mention with its kind, the name of its entity and its country.
    fn found(text: &str) -> Vec<String> {
        let pack = Pack::german().expect("the pack is readable");
        let layers = Layers::find(text, &pack, &mut Vec::new());
        let told = |found: &Found| {
            let entity = layers.mentions.entity(found);
            let country = entity.country.as_deref().unwrap_or("–");
            format!("{}: {} {} {country}", layers.text(&found.range), found.kind.name(), entity.name)
        };
        layers.mentions.list.iter().map(told).collect()
    }

    #[test]
    fn the_lists_say_what_a_name_is() {
        assert_eq!(
            found("Das sagte Minister Thomas Meier der Süddeutschen Zeitung und der dpa in Hamburg."),
            [
                "Thomas Meier: person Thomas Meier –",
                "Süddeutschen Zeitung: outlet Süddeutsche Zeitung DE",
                "dpa: agency dpa DE",
                "Hamburg: place Hamburg –"
            ]
        );
        assert_eq!(found("Der Kreml wies das zurück."), ["Kreml: state Russland RU"]);
    }

    #[test]
    fn a_surname_names_the_person() {
        assert_eq!(
            found("Minister Thomas Meier reiste ab. Meier will nichts gewusst haben."),
            ["Thomas Meier: person Thomas Meier –", "Meier: person Thomas Meier –"]
        );
    }

    #[test]
    fn where_nobody_is_named_there_is_no_mention() {
        assert_eq!(found("Am Montag wurde die Brücke gesperrt. Mehr weiß man nicht."), [""; 0]);
    }
}
