//! Whom does a pronoun or a definite description mean?
//!
//! Candidates are what the article named before, weighed by agreement, distance, grammatical role and who spoke last (after Lappin and Leass 1994,
//! “An algorithm for pronominal anaphora resolution”). Where nothing weighs enough, nobody is named.

use std::ops::Range;

use quell_document::SourceKind;
use quell_lang::morphology::{Gender as Genus, Number};
use quell_lang::pack::Gender;

use crate::layers::Layers;
use crate::phrases::Phrase;
use crate::statements::discourse::{Discourse, Genders, Mention, gender_of_title, mark_of};
use crate::statements::draft::Draft;
use crate::statements::naming;
use crate::statements::rules::cue_noun;

/// Who a source is: its kind and its name.
pub type Named = (SourceKind, String);

/// A statement before: whose words it gives.
#[derive(Debug, Clone)]
pub struct Spoken<'c> {
    pub kind: SourceKind,
    pub name: &'c str,
    /// A token of its frame, or of its content where it has none.
    pub at: usize,
    /// What was said, from the first token to behind the last.
    pub content: Range<usize>,
    pub direct: bool,
}

/// What is known where a source is to be resolved.
pub struct Context<'c, 'a> {
    pub layers: &'c Layers<'a>,
    pub discourse: &'c Discourse,
    /// The sources of the statements before, the last first.
    pub spoken: &'c [Spoken<'c>],
    /// The statement whose source is asked for.
    pub draft: &'c Draft,
}

impl Context<'_, '_> {
    /// Whom the words of a source mean, if they are a pronoun or a description that takes up somebody named before.
    pub fn antecedent(&self, source: &Range<usize>) -> Option<Named> {
        let phrase = self.layers.phrases.starting_at(source.start)?;
        if phrase.pronoun {
            return if self.layers.words.is_relative(phrase.head) { self.of_relative(phrase) } else { self.of_pronoun(phrase) };
        }
        if phrase.named || !self.layers.is_definite(phrase) {
            return None;
        }
        let kinds = self.layers.kinds_of(phrase);
        match kinds.first() {
            Some(SourceKind::Role) => self.of_office(phrase, source),
            Some(SourceKind::Agency | SourceKind::Outlet)
                if is_short(phrase, source) && naming::is_class_of_media(self.layers, phrase.head) =>
            {
                self.of_medium(phrase)
            }
            Some(SourceKind::Document) if is_short(phrase, source) => self.of_document(phrase),
            Some(SourceKind::Organisation) if is_short(phrase, source) && !phrase.agreement.allows_number(Number::Plural) => {
                self.of_body(phrase)
            }
            None if phrase.range == *source => self.of_office(phrase, source),
            _ => None,
        }
    }

    /// “der Mann, der sagte”: whom the phrase before the comma names.
    fn of_relative(&self, pronoun: &Phrase) -> Option<Named> {
        self.name_of(before_relative(self.layers, pronoun)?)
    }

    fn name_of(&self, phrase: &Phrase) -> Option<Named> {
        if let Some(name) = self.discourse.name_of(self.layers, phrase) {
            return Some((SourceKind::Person, name.to_string()));
        }
        let kind = naming::kind_of(self.layers, phrase, &phrase.range)?;
        // “sein weißrussischer Verbündeter”: the one person of whom the article says that he is Belarusian.
        if kind == SourceKind::Role
            && phrase.agreement.allows_number(Number::Singular)
            && let Some(person) = self.origin_of(phrase).and_then(|origin| self.discourse.only_person_of(&origin))
        {
            return Some((SourceKind::Person, self.discourse.people[person].name.clone()));
        }
        let full = self.layers.reach().full(phrase, phrase.range.end + NAME_TOKENS_MAX);
        let name = match kind {
            SourceKind::Outlet | SourceKind::Agency => naming::outlet_name(self.layers, &phrase.range),
            _ => naming::plain_name(self.layers, phrase, &full),
        };
        Some((kind, name))
    }

    /// The adjective that tells where somebody comes from, without its ending.
    fn origin_of(&self, phrase: &Phrase) -> Option<String> {
        let origin = (phrase.range.start..phrase.head).find(|&token| cue_noun::is_origin(self.layers, token))?;
        Some(mark_of(self.layers, origin))
    }

    /// “er”, “sie”, “dieser”: the candidate with the greatest weight.
    fn of_pronoun(&self, pronoun: &Phrase) -> Option<Named> {
        let wanted = Genders::of_phrase(pronoun);
        if wanted.neuter && !wanted.masculine && !wanted.feminine {
            return None;
        }
        let plural = is_plural(self.layers, pronoun);
        // “Dieser” takes up what was named last, whoever it was about.
        let demonstrative = self.layers.words.is_demonstrative(pronoun.head);
        let at = pronoun.range.start;
        if demonstrative {
            return self.named_last(at, wanted, plural);
        }
        let near = self.heaviest(at, wanted, plural);
        // Who spoke last is spoken of, too, where only a pronoun stood for the name.
        if !plural
            && let Some(last) = self.spoken.first().filter(|last| self.meets(last, wanted))
            && near.is_none_or(|(weight, _)| weight < self.weight_of_last_speaker(at, last))
        {
            return Some((last.kind, last.name.to_string()));
        }
        let named = near.and_then(|(_, mention)| self.name_of(&self.layers.phrases.list[mention.phrase]));
        named.or_else(|| self.last_speaker(wanted).filter(|_| !plural))
    }

    /// What was named last and agrees, in this sentence or the one before.
    fn named_last(&self, at: usize, wanted: Genders, plural: bool) -> Option<Named> {
        let sentence = self.layers.sentences.of_token(at);
        let near = self.discourse.before(at).take_while(|mention| sentence - self.layers.sentences.of_token(mention.start) <= 1);
        let mut fitting = near.filter(|mention| {
            mention.plural == plural && (plural || mention.genders.meets(wanted)) && !mention.quoted && !self.draft.holds(mention.start)
        });
        fitting.find_map(|mention| self.name_of(&self.layers.phrases.list[mention.phrase]))
    }

    fn weight_of_last_speaker(&self, at: usize, last: &Spoken) -> f32 {
        let distance = self.layers.sentences.of_token(at).saturating_sub(self.layers.sentences.of_token(last.at));
        let other_paragraph = self.layers.paragraph_of(last.at) != self.layers.paragraph_of(at);
        weight_of_kind(last.kind, false) - distance as f32 + SUBJECT + LAST_SPEAKER - if other_paragraph { OTHER_PARAGRAPH } else { 0.0 }
    }

    /// The mention before a token that a pronoun of these genders means.
    fn heaviest(&self, at: usize, wanted: Genders, plural: bool) -> Option<(f32, &Mention)> {
        let sentence = self.layers.sentences.of_token(at);
        let paragraph = self.layers.paragraph_of(at);
        let mut best: Option<(f32, &Mention)> = None;
        for mention in self.discourse.before(at) {
            let distance = sentence - self.layers.sentences.of_token(mention.start);
            if distance > SENTENCES_MAX {
                break;
            }
            if mention.plural != plural || !(plural || mention.genders.meets(wanted)) || self.draft.holds(mention.start) {
                continue;
            }
            let mut weight = -(distance as f32) + weight_of_kind(mention.kind, plural);
            weight -= if mention.quoted { QUOTED } else { 0.0 };
            // Whom somebody spoke of is less likely meant than who spoke.
            weight -=
                if self.spoken.iter().any(|spoken| !spoken.direct && spoken.content.contains(&mention.start)) { SPOKEN_OF } else { 0.0 };
            weight += if mention.subject { SUBJECT } else { 0.0 };
            weight -= if self.layers.phrases.list[mention.phrase].preposition.is_some() { BEHIND_PREPOSITION } else { 0.0 };
            weight -= if self.layers.paragraph_of(mention.start) != paragraph { OTHER_PARAGRAPH } else { 0.0 };
            if let Some(rank) = self.rank_of_speaker(mention) {
                weight += if rank == 0 { LAST_SPEAKER } else { EARLIER_SPEAKER };
            }
            if best.is_none_or(|(known, _)| weight > known + 0.01) {
                best = Some((weight, mention));
            }
        }
        best.filter(|&(weight, _)| weight > WEIGHT_MIN)
    }

    /// How many statements ago whoever is mentioned spoke: 0 is the last.
    fn rank_of_speaker(&self, mention: &Mention) -> Option<usize> {
        let person = &self.discourse.people[mention.person?];
        self.spoken.iter().position(|spoken| spoken.name == person.name)
    }

    /// The last speaker whom the gender fits, however long ago.
    fn last_speaker(&self, wanted: Genders) -> Option<Named> {
        self.spoken.iter().find(|spoken| self.meets(spoken, wanted)).map(|spoken| (spoken.kind, spoken.name.to_string()))
    }

    fn meets(&self, spoken: &Spoken, wanted: Genders) -> bool {
        match spoken.kind {
            SourceKind::Person => self.discourse.person_named(spoken.name).is_none_or(|person| person.genders.meets(wanted)),
            SourceKind::Role => {
                let feminine = spoken.name.split(' ').any(|word| gender_of_title(word) == Gender::Feminine);
                if feminine { wanted.feminine } else { wanted.masculine }
            }
            _ => false,
        }
    }

    /// “der Minister”, “die BMI-Sprecherin”, “der CSU-Politiker”, “die 47-Jährige”, “der Texaner”.
    fn of_office(&self, phrase: &Phrase, source: &Range<usize>) -> Option<Named> {
        if !phrase.agreement.allows_number(Number::Singular) {
            return None;
        }
        let layers = self.layers;
        let wanted = Genders::of_phrase(phrase);
        let wanted = Genders { neuter: false, ..wanted };
        let lemma = layers.words.lemma(phrase.head);
        let (mark, noun) = lemma.rsplit_once('-').unwrap_or(("", lemma));
        let mark = mark.to_lowercase();
        // What the description adds: “der Präsident des Instituts”, “der texanische Abgeordnete”.
        let added: Vec<String> = source
            .clone()
            .filter(|&token| token != phrase.head && layers.words.is_noun(token))
            .map(|token| layers.tokens.text(token).to_lowercase())
            .collect();
        let origin = self.origin_of(phrase);
        let mut fitting: Vec<usize> = Vec::new();
        // Those whose office fits, though nothing tells of what the compound begins with: “Kreml-Sprecher”.
        let mut by_office: Vec<usize> = Vec::new();
        for mention in self.discourse.before(source.start) {
            if let Some(person) = mention.person {
                let known = &self.discourse.people[person];
                if !known.genders.meets(wanted) {
                    continue;
                }
                let elsewhere = origin
                    .as_ref()
                    .is_some_and(|origin| !known.marks.contains(origin) && known.marks.iter().any(|mark| mark.ends_with("isch")));
                if elsewhere {
                    continue;
                }
                let noun_fits = known.nouns.iter().any(|other| self.is_same_office(other, noun));
                let added_fits = added.is_empty() || added.iter().any(|word| known.marks.iter().any(|mark| mark.contains(word.as_str())));
                let mark_fits = mark.is_empty() || known.nouns.contains(lemma) || known.marks.iter().any(|word| word.contains(&mark));
                let by_party = !mark.is_empty() && known.marks.contains(&mark);
                if (by_party || (noun_fits && added_fits && mark_fits)) && !fitting.contains(&person) {
                    fitting.push(person);
                } else if noun_fits && added_fits {
                    by_office.push(person);
                }
            } else if mention.kind == SourceKind::Role && fitting.is_empty() && by_office.is_empty() && source.len() == phrase.range.len() {
                // “eine Sprecherin des Amts … die Sprecherin”: the office was named before, with more words.
                let other = &layers.phrases.list[mention.phrase];
                let introduced = !self.layers.is_definite(other)
                    || layers.reach().full(other, other.range.end + NAME_TOKENS_MAX).len() > other.range.len();
                let same = is_longer_or_same(layers.words.lemma(other.head), noun) && mention.genders.meets(wanted) && !mention.plural;
                if same
                    && introduced
                    && let Some(named) = self.name_of(other)
                {
                    return Some(named);
                }
            }
        }
        // Who spoke last comes first, even if the text speaks of another holder of the office; nothing may tell of his party yet.
        if let Some(last) = self.spoken.first().filter(|last| last.kind == SourceKind::Person)
            && let Some(person) = self.discourse.number_of(last.name)
            && self.discourse.people[person].genders.meets(wanted)
            && (fitting.contains(&person)
                || (!mark.is_empty() && self.discourse.people[person].marks.is_empty() && self.is_near(source.start, last)))
        {
            return Some((SourceKind::Person, last.name.to_string()));
        }
        if let Some(&person) = fitting.first().or(by_office.first()) {
            return Some((SourceKind::Person, self.discourse.people[person].name.clone()));
        }
        // Nothing tells whom the noun means: “der Texaner”, “die Regierungschefin” take up who was spoken of last, unless the article knows another
        // holder of that office.
        (source.len() == 2 && !self.discourse.has_unnamed(lemma)).then(|| self.person_spoken_of(source.start, wanted)).flatten()
    }

    /// Whether one word is a longer form of the other, or both are words for one office: *Staatschef*, *Präsident*.
    fn is_same_office(&self, a: &str, b: &str) -> bool {
        let same = is_longer_or_same(a, b) || is_longer_or_same(b, a);
        same || self.layers.pack.words.same_offices.iter().any(|office| {
            let has = |noun: &str| office.iter().any(|word| is_longer_or_same(noun, word));
            has(a) && has(b)
        })
    }

    fn is_near(&self, at: usize, last: &Spoken) -> bool {
        self.layers.sentences.of_token(at).saturating_sub(self.layers.sentences.of_token(last.at)) <= SENTENCES_MAX
    }

    /// The person whom a pronoun would mean there, or who spoke last.
    fn person_spoken_of(&self, at: usize, wanted: Genders) -> Option<Named> {
        let near = self.heaviest(at, wanted, false).and_then(|(_, mention)| mention.person);
        match near {
            Some(person) => Some((SourceKind::Person, self.discourse.people[person].name.clone())),
            None => self.last_speaker(wanted),
        }
    }

    /// “die Studie”, “das Papier”: the document that was named before with more words.
    fn of_document(&self, phrase: &Phrase) -> Option<Named> {
        let lemma = self.layers.words.lemma(phrase.head);
        self.discourse.before(phrase.range.start).filter(|mention| mention.kind == SourceKind::Document && !mention.plural).find_map(
            |mention| {
                let other = &self.layers.phrases.list[mention.phrase];
                let other_lemma = self.layers.words.lemma(other.head);
                let (_, name) = self.name_of(other).filter(|_| is_longer_or_same(other_lemma, lemma))?;
                (name.len() > lemma.len() + 1).then_some((SourceKind::Document, name))
            },
        )
    }

    /// “die Agentur”, “das Blatt”: the medium that was named last.
    fn of_medium(&self, phrase: &Phrase) -> Option<Named> {
        let media =
            self.discourse.before(phrase.range.start).filter(|mention| matches!(mention.kind, SourceKind::Agency | SourceKind::Outlet));
        media
            .map(|mention| &self.layers.phrases.list[mention.phrase])
            .filter(|other| other.range.len() > 2 || other.named)
            .find_map(|other| self.name_of(other))
    }

    /// “das Ministerium”, “das Unternehmen”: the body that was named before, by a longer word for the same or by its name.
    fn of_body(&self, phrase: &Phrase) -> Option<Named> {
        let lemma = self.layers.words.lemma(phrase.head);
        let wanted = Genders::of_phrase(phrase);
        let bodies =
            || self.discourse.before(phrase.range.start).filter(|mention| mention.kind == SourceKind::Organisation && !mention.plural);
        let by_noun = bodies().find(|mention| {
            let other = &self.layers.phrases.list[mention.phrase];
            let other_lemma = self.layers.words.lemma(other.head);
            let says_more = other.named || other_lemma.len() > lemma.len();
            says_more && is_longer_or_same(other_lemma, lemma) && mention.genders.meets(wanted)
        });
        // “das Unternehmen” stands for the name of one.
        let by_name = || {
            bodies().find(|mention| {
                let other = &self.layers.phrases.list[mention.phrase];
                !mention.quoted && other.named && self.layers.words.is_name(other.head)
            })
        };
        let found = by_noun.or_else(|| self.layers.pack.words.classes_of_named_bodies.contains(lemma).then(by_name).flatten())?;
        self.name_of(&self.layers.phrases.list[found.phrase])
    }
}

/// “der Mann, der sagte”: the phrase before the comma, if this is a relative pronoun.
pub(crate) fn before_relative<'l>(layers: &'l Layers, pronoun: &Phrase) -> Option<&'l Phrase> {
    if !layers.words.is_relative(pronoun.head) {
        return None;
    }
    let comma = pronoun.preposition.unwrap_or(pronoun.range.start).checked_sub(1).filter(|&token| layers.tokens.text(token) == ",")?;
    let mut last = comma.checked_sub(1)?;
    if layers.tokens.text(last) == ")" {
        const BRACKET_MAX: usize = 6;
        last = (last.saturating_sub(BRACKET_MAX)..last).rev().find(|&token| layers.tokens.text(token) == "(")?.checked_sub(1)?;
    }
    let mut before = layers.phrases.around(last).filter(|before| !before.pronoun)?;
    // “Erhebungen an der Schule, die ergaben”: the verb is plural, so that the noun further left is meant.
    let plural = is_plural(layers, pronoun);
    // “die Botschaft in Bagdad, die”: names of places are neuter.
    let is_of_place = before.preposition.is_some()
        && before.range.len() == 1
        && layers.words.is_place_name(before.head)
        && pronoun.agreement.forms().is_some_and(|forms| !forms.genders().contains(Genus::Neuter));
    if is_of_place
        && let Some(left) =
            before.preposition.and_then(|preposition| preposition.checked_sub(1)).and_then(|token| layers.phrases.around(token))
    {
        before = left;
    }
    if plural
        && !before.agreement.allows_number(Number::Plural)
        && let Some(left) = before.preposition.unwrap_or(before.range.start).checked_sub(1).and_then(|token| layers.phrases.around(token))
    {
        before = left;
    }
    (!plural || before.named || before.agreement.allows_number(Number::Plural)).then_some(before)
}

fn is_plural(layers: &Layers, pronoun: &Phrase) -> bool {
    let finite = layers.clauses.at(pronoun.head).and_then(|clause| layers.clauses.list[clause].finite);
    let by_verb = finite.is_some_and(|finite| layers.words.is_plural_only(finite));
    let allows = pronoun.agreement.allows_number(Number::Plural);
    (by_verb && allows) || !pronoun.agreement.allows_number(Number::Singular)
}

/// People are spoken of more often than bodies and texts.
fn weight_of_kind(kind: SourceKind, plural: bool) -> f32 {
    match kind {
        SourceKind::Person => 0.0,
        SourceKind::Role => -0.2,
        SourceKind::Outlet | SourceKind::Organisation | SourceKind::Document => -1.5,
        SourceKind::Vague | SourceKind::Anonymous if plural => -0.2,
        _ => -2.5,
    }
}

/// No name is longer.
const NAME_TOKENS_MAX: usize = 14;
/// A pronoun reaches no further back, save for who spoke.
const SENTENCES_MAX: usize = 3;
/// What speaks for a candidate and against it, in sentences of distance.
const SUBJECT: f32 = 1.0;
const LAST_SPEAKER: f32 = 1.5;
const EARLIER_SPEAKER: f32 = 0.3;
const QUOTED: f32 = 2.5;
const SPOKEN_OF: f32 = 0.8;
const BEHIND_PREPOSITION: f32 = 0.5;
const OTHER_PARAGRAPH: f32 = 0.5;
/// What weighs less is no antecedent.
const WEIGHT_MIN: f32 = -2.6;

/// Whether the source is an article and a noun: nothing tells that something else is meant than before.
fn is_short(phrase: &Phrase, source: &Range<usize>) -> bool {
    phrase.range == *source && source.len() == 2
}

/// Whether `long` is `short` or a compound that ends in it: *Gesundheitsminister*, *Minister*.
fn is_longer_or_same(long: &str, short: &str) -> bool {
    const SHORTEST: usize = 4;
    long == short || (short.len() >= SHORTEST && long.len() > short.len() && long.to_lowercase().ends_with(&short.to_lowercase()))
}
