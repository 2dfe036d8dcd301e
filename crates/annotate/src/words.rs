//! What is each word: its part of speech in context, its lemma, its inflection?

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Arc;

use quell_lang::Pack;
use quell_lang::morphology::{Case, Class, Gender, NameKind, NominalForms, Number, Person, Reading, Tense};
use quell_lang::tag::Tag;

use crate::clauses::Clause;
use crate::phrases::{Phrase, Phrases};
use crate::sentences::Sentences;
use crate::tokens::{Shape, Tokens};
use crate::work::look_at;

/// A word in its sentence.
#[derive(Debug, Clone)]
pub struct Word {
    /// Its part of speech (STTS).
    pub tag: Tag,
    /// Its base form; the form itself where none is known. Words of one lemma share it.
    pub lemma: Arc<str>,
    /// The reading of the lexicon that fits the tag.
    pub reading: Option<Reading>,
}

/// The mood of a clause, as far as its finite verb shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// Indicative, or a form that could be.
    Indicative,
    /// Plainly Konjunktiv I: *sei*, *habe*, *werde*.
    Konjunktiv1,
    /// Plainly Konjunktiv II: *wäre*, *hätten*, *würde*.
    Konjunktiv2,
}

impl Mood {
    /// Whether it is one of the moods of reported speech.
    pub fn is_reported(self) -> bool {
        self != Mood::Indicative
    }
}

/// The cases, numbers and genders that a noun phrase can have.
///
/// `None` means that nothing is known: names and foreign words can be anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Agreement(Option<NominalForms>);

impl Agreement {
    /// Nothing is known.
    pub const ANY: Agreement = Agreement(None);

    fn of(forms: NominalForms) -> Agreement {
        Agreement(Some(forms).filter(|forms| !forms.is_empty()))
    }

    /// What both allow; if nothing is left (the lexicon errs, a phrase was cut too long), what the first allows.
    pub fn and_or_self(self, other: Agreement) -> Agreement {
        match (self.0, other.0) {
            (Some(a), Some(b)) => {
                let both = a.agreeing(b);
                if both.is_empty() { self } else { Agreement(Some(both)) }
            }
            (None, _) => other,
            (_, None) => self,
        }
    }

    fn allows(self, case: Case) -> bool {
        self.0.is_none_or(|forms| forms.cases().contains(case))
    }

    /// Whether it can be a subject.
    pub fn can_be_nominative(self) -> bool {
        self.allows(Case::Nominative)
    }

    /// Whether it can be a genitive.
    pub fn can_be_genitive(self) -> bool {
        self.allows(Case::Genitive)
    }

    /// Whether it can be a dative object.
    pub fn can_be_dative(self) -> bool {
        self.allows(Case::Dative)
    }

    /// Whether it can be an accusative object.
    pub fn can_be_accusative(self) -> bool {
        self.allows(Case::Accusative)
    }

    /// Whether it is plainly a subject.
    pub fn only_nominative(self) -> bool {
        self.0.is_some_and(|forms| forms.cases().is_only(Case::Nominative))
    }

    /// Whether it is plainly a dative.
    pub fn only_dative(self) -> bool {
        self.0.is_some_and(|forms| forms.cases().is_only(Case::Dative))
    }

    /// Whether some case fits both.
    pub fn shares_case(self, other: Agreement) -> bool {
        match (self.0, other.0) {
            (Some(a), Some(b)) => a.cases().iter().any(|case| b.cases().contains(case)),
            _ => true,
        }
    }

    /// Whether it can have this number.
    pub fn allows_number(self, number: Number) -> bool {
        self.0.is_none_or(|forms| forms.numbers().contains(number))
    }

    /// The cells, if any are known.
    pub fn forms(self) -> Option<NominalForms> {
        self.0
    }
}

/// The words of an article, one for each token.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// In the order of the tokens.
    pub list: Vec<Word>,
    first_names: Vec<bool>,
    /// For common nouns, whether the lexicon also has them as names.
    name_like: Vec<bool>,
}

/// Tags every token and looks its lemma up.
pub fn find(tokens: &Tokens, sentences: &Sentences, pack: &Pack) -> Words {
    let mut list = Vec::with_capacity(tokens.len());
    let mut lemmas: HashSet<Arc<str>> = HashSet::new();
    for sentence in &sentences.list {
        let forms: Vec<Cow<str>> = (sentence.from..sentence.to).map(|token| tokens.form(token)).collect();
        let forms: Vec<&str> = forms.iter().map(Cow::as_ref).collect();
        let tags = pack.tagger.tag(&forms, &pack.lexicon);
        for (offset, tag) in tags.into_iter().enumerate() {
            let mut word = word(tokens, sentence.from + offset, offset == 0, tag, pack);
            match lemmas.get(&word.lemma) {
                Some(known) => word.lemma = Arc::clone(known),
                None => _ = lemmas.insert(Arc::clone(&word.lemma)),
            }
            list.push(word);
        }
    }
    repair(&mut list, tokens, pack);
    repair_participles(&mut list, tokens, sentences, pack);
    let first_names = (0..tokens.len()).map(|token| pack.first_name(tokens.text(token)).is_some()).collect();
    let name_like = list
        .iter()
        .enumerate()
        .map(|(token, word)| word.tag == Tag::NN && pack.lexicon.readings(tokens.text(token)).iter().any(|reading| reading.class.is_name()))
        .collect();
    Words { list, first_names, name_like }
}

fn word(tokens: &Tokens, token: usize, at_start: bool, tag: Tag, pack: &Pack) -> Word {
    let form = &*tokens.form(token);
    if matches!(tokens.list[token].shape, Shape::Mark | Shape::Address) {
        // An address is nobody's name and no part of a phrase.
        let tag = if tokens.list[token].shape == Shape::Address { Tag::XY } else { tag };
        return Word { tag, lemma: form.into(), reading: None };
    }
    // Behind an opening quotation mark or a colon a word has a capital for its place too.
    let at_start = at_start || token == 0 || matches!(tokens.text(token - 1), "„" | "“" | "\"" | "»" | "«" | ":" | "–" | "‚" | "›" | "(");
    let tag = corrected(form, tag, at_start, pack);
    let needs_reading = tag.is_verb()
        || tag.is_noun()
        || tag.is_pronoun()
        || tag.is_determiner()
        || tag == Tag::ADJA
        || tag == Tag::ADJD
        || tag.is_adposition();
    let reading = if needs_reading { reading_of(form, tag, at_start, pack) } else { None };
    let lemma = match &reading {
        // The lexicon has “Rad fahren” for “fuhr” too; the verb is its last word.
        Some(reading) if tag.is_verb() => pack.lexicon.lemma_cow(form, reading).rsplit(' ').next().unwrap_or(form).into(),
        Some(reading) if tag == Tag::NN || tag == Tag::ADJA => pack.lexicon.lemma_cow(form, reading).into(),
        _ => form.into(),
    };
    Word { tag, lemma, reading }
}

/// The tag, where the lexicon knows better: a form that is a common noun and no name.
fn corrected(form: &str, tag: Tag, at_start: bool, pack: &Pack) -> Tag {
    if tag != Tag::NE {
        return tag;
    }
    // “ABER: …”: a small word in capitals for emphasis is no name.
    let emphasised = form.chars().count() > 2 && form.chars().all(|c| c.is_uppercase());
    if emphasised
        && pack
            .lexicon
            .readings(&form.to_lowercase())
            .iter()
            .any(|reading| matches!(reading.class, Class::Conjunction(_) | Class::Adverb(_)))
    {
        return Tag::ADV;
    }
    let known = if at_start { pack.lexicon.readings_at_start(form) } else { pack.lexicon.readings(form) };
    let noun = known.iter().any(|reading| reading.class.is_noun());
    let name = known.iter().any(|reading| reading.class.is_name()) || pack.first_name(form).is_some();
    if noun && !name { Tag::NN } else { tag }
}

/// The reading that fits the tag. A participle is also listed as an adjective; in a verb group it is the verb that counts.
fn reading_of(form: &str, tag: Tag, at_start: bool, pack: &Pack) -> Option<Reading> {
    let first = pack.lexicon.reading_as(form, tag, at_start);
    // “Zeuge” is a witness before it is a form of “Zeug”.
    if tag == Tag::NN
        && form.ends_with('e')
        && let Some(base) = pack.lexicon.readings(form).iter().find(|reading| {
            reading.class.is_noun() && pack.lexicon.lemma(form, reading) == form && reading.nominal().genders().contains(Gender::Masculine)
        })
    {
        return Some(first.filter(|first| first.class.is_noun()).map_or(*base, |first| base.merged(&first)));
    }
    // “schwor” belongs to “schwören” before “schwären”: a verb that attributes comes first.
    if tag.is_verb()
        && let Some(cue) = pack.lexicon.readings(form).iter().find(|reading| {
            reading.class.is_verb() && reading.tags().contains(tag) && !pack.cues.verb(&pack.lexicon.lemma(form, reading)).is_empty()
        })
        && first.is_some_and(|first| pack.cues.verb(&pack.lexicon.lemma(form, &first)).is_empty())
    {
        return Some(*cue);
    }
    if !tag.is_verb() || first.is_some_and(|reading| reading.class.is_verb()) {
        return first;
    }
    let fits = |reading: &&Reading| reading.class.is_verb() && reading.tags().contains(tag);
    let known = if at_start { pack.lexicon.readings_at_start(form) } else { pack.lexicon.readings(form) };
    known.iter().find(fits).copied().or_else(|| pack.lexicon.guess(form, at_start).iter().find(fits).copied()).or(first)
}

/// Repairs that need a look at the neighbours: “behandeln zu lassen” holds no finite verb.
fn repair(list: &mut [Word], tokens: &Tokens, pack: &Pack) {
    for index in 0..list.len().saturating_sub(1) {
        // “Dieser schlug vor”, “erklärte dieser seine Hilfe”: where no noun can follow, the demonstrative stands for one.
        if list[index].tag == Tag::PDAT && !continues_phrase(list[index + 1].tag) {
            list[index].tag = Tag::PDS;
        }
        // “teilnehmen zu wollen”, “gewesen zu sein”: behind “zu” stands an infinitive.
        let behind_zu = list[index].tag == Tag::PTKZU && matches!(list[index + 1].tag, Tag::VVFIN | Tag::VMFIN | Tag::VAFIN);
        if behind_zu {
            let tag = match list[index + 1].tag {
                Tag::VMFIN => Tag::VMINF,
                Tag::VAFIN => Tag::VAINF,
                _ => Tag::VVINF,
            };
            if let Some(reading) = reading_of(tokens.text(index + 1), tag, false, pack)
                .filter(|reading| reading.class.is_verb() && reading.tags().contains(tag))
            {
                list[index + 1] = Word { tag, reading: Some(reading), lemma: pack.lexicon.lemma(tokens.text(index + 1), &reading).into() };
            }
        }
        let before_zu = list[index].tag == Tag::VVFIN && list[index + 1].tag == Tag::PTKZU;
        // “missachtet zu haben” has a participle; “gibt zu bedenken” really is finite.
        let known = |tag| {
            reading_of(tokens.text(index), tag, false, pack)
                .filter(|reading| reading.class.is_verb() && !reading.is_guessed())
                .map(|reading| (tag, reading))
        };
        if before_zu && let Some((tag, reading)) = known(Tag::VVINF).or_else(|| known(Tag::VVPP)) {
            let lemma = pack.lexicon.lemma(tokens.text(index), &reading);
            list[index] = Word { tag, lemma: lemma.into(), reading: Some(reading) };
        }
    }
}

/// “…, die Organisation bezweifelt aber, dass …”: many participles look like the present tense. Where a stretch between commas begins with a
/// phrase, holds no auxiliary, and nothing before it in the sentence waits for a participle, the form is the finite verb.
fn repair_participles(list: &mut [Word], tokens: &Tokens, sentences: &Sentences, pack: &Pack) {
    for sentence in &sentences.list {
        let mut from = sentence.from;
        let mut auxiliary_waits = false;
        for index in sentence.from..=sentence.to {
            let at_end = index == sentence.to || matches!(tokens.text(index), "," | ";" | ":" | "–" | "(" | ")");
            if !at_end {
                continue;
            }
            let stretch = from..index;
            let has = |test: &dyn Fn(Tag) -> bool| stretch.clone().any(|token| test(list[token].tag));
            let finite = has(&|tag| matches!(tag, Tag::VVFIN | Tag::VAFIN | Tag::VMFIN));
            let auxiliary = has(&|tag| matches!(tag, Tag::VAFIN | Tag::VMFIN | Tag::VAINF));
            let participles: Vec<usize> = stretch.clone().filter(|&token| list[token].tag == Tag::VVPP).collect();
            // “„…“, erinnert sich X”: right behind a quotation the form opens a frame.
            let behind_quotation = from >= 2
                && matches!(tokens.text(from - 2), "“" | "”" | "\"" | "«" | "»")
                && tokens.text(from - 1) == ","
                && participles.first() == Some(&from)
                && !finite;
            if behind_quotation && let Some(reading) = finite_reading(tokens.text(from), pack) {
                let lemma = pack.lexicon.lemma(tokens.text(from), &reading);
                list[from] = Word { tag: Tag::VVFIN, lemma: lemma.rsplit(' ').next().unwrap_or_default().into(), reading: Some(reading) };
            } else if let [participle] = participles[..]
                && !finite
                && !auxiliary
                && !auxiliary_waits
                && participle > from
                && opens_with_phrase(list, from)
                && let Some(reading) = finite_reading(tokens.text(participle), pack)
            {
                let lemma = pack.lexicon.lemma(tokens.text(participle), &reading);
                list[participle] =
                    Word { tag: Tag::VVFIN, lemma: lemma.rsplit(' ').next().unwrap_or_default().into(), reading: Some(reading) };
            }
            if auxiliary && participles.is_empty() {
                auxiliary_waits = true;
            } else if !participles.is_empty() {
                auxiliary_waits = false;
            }
            from = index + 1;
        }
    }
}

/// Whether a word can stand between a determiner and its noun, or be the noun.
fn continues_phrase(tag: Tag) -> bool {
    tag.is_noun()
        || matches!(tag, Tag::ADJA | Tag::ADJD | Tag::ADV | Tag::CARD | Tag::TRUNC | Tag::PIAT | Tag::VVPP | Tag::XY | Tag::FM)
        || tag.is_adposition()
        || tag.is_punctuation()
}

fn opens_with_phrase(list: &[Word], from: usize) -> bool {
    list.get(from).is_some_and(|word| {
        matches!(
            word.tag,
            Tag::ART | Tag::NN | Tag::NE | Tag::PPER | Tag::PDS | Tag::PIAT | Tag::PPOSAT | Tag::ADJA | Tag::PIS | Tag::PDAT | Tag::CARD
        )
    })
}

/// The reading of a form as the third person of the present.
fn finite_reading(form: &str, pack: &Pack) -> Option<Reading> {
    pack.lexicon
        .readings(form)
        .iter()
        .find(|reading| {
            reading.class.is_verb() && reading.is_finite() && !reading.is_attached() && reading.finite().persons().contains(Person::Third)
        })
        .copied()
}

impl Words {
    fn tag(&self, token: usize) -> Tag {
        look_at(1);
        self.list.get(token).map_or(Tag::XY, |word| word.tag)
    }

    /// The base form of a token.
    pub fn lemma(&self, token: usize) -> &str {
        self.list.get(token).map_or("", |word| &word.lemma)
    }

    /// Whether it is any form of a verb.
    pub fn is_verb(&self, token: usize) -> bool {
        self.tag(token).is_verb()
    }

    /// Whether it is a finite verb.
    pub fn is_finite(&self, token: usize) -> bool {
        matches!(self.tag(token), Tag::VVFIN | Tag::VAFIN | Tag::VMFIN)
    }

    /// Whether it is an infinitive without *zu* inside.
    pub fn is_infinitive(&self, token: usize) -> bool {
        matches!(self.tag(token), Tag::VVINF | Tag::VAINF | Tag::VMINF)
    }

    /// Whether it is an infinitive with *zu* inside: *anzukündigen*.
    pub fn is_zu_infinitive(&self, token: usize) -> bool {
        self.tag(token) == Tag::VVIZU
    }

    /// Whether it is *zu* before an infinitive.
    pub fn is_zu(&self, token: usize) -> bool {
        self.tag(token) == Tag::PTKZU
    }

    /// Whether it is a past participle.
    pub fn is_participle(&self, token: usize) -> bool {
        self.tag(token).is_participle()
    }

    /// Whether it is a separated particle.
    pub fn is_particle(&self, token: usize) -> bool {
        self.tag(token) == Tag::PTKVZ
    }

    /// Whether it is a finite verb that is plainly Konjunktiv I in the third person.
    pub fn is_konjunktiv1(&self, token: usize) -> bool {
        let Some(reading) = self.list.get(token).and_then(|word| word.reading) else { return false };
        let mut any = false;
        for (person, _, tense) in reading.finite().cells() {
            if person == Person::Third {
                if tense != Tense::Konjunktiv1 {
                    return false;
                }
                any = true;
            }
        }
        any
    }

    /// Whether the form can be a finite verb in the third person, whatever its tag says.
    pub fn can_be_finite(&self, token: usize, tokens: &Tokens, pack: &Pack) -> bool {
        pack.lexicon.readings(tokens.text(token)).iter().any(|reading| reading.finite().persons().contains(Person::Third))
    }

    /// Whether it is *haben*, *sein* or *werden*.
    pub fn is_auxiliary(&self, token: usize) -> bool {
        matches!(self.tag(token), Tag::VAFIN | Tag::VAINF | Tag::VAPP | Tag::VAIMP)
    }

    /// Whether it is a modal verb.
    pub fn is_modal(&self, token: usize) -> bool {
        matches!(self.tag(token), Tag::VMFIN | Tag::VMINF | Tag::VMPP)
    }

    /// Whether it can close the bracket that a finite verb opened, or be part of a verb-last cluster.
    pub fn is_bracket(&self, token: usize) -> bool {
        let tag = self.tag(token);
        tag.is_verb() || matches!(tag, Tag::PTKVZ | Tag::PTKZU)
    }

    /// Whether it is a conjunction that puts the verb last.
    pub fn is_subordinator(&self, token: usize) -> bool {
        matches!(self.tag(token), Tag::KOUS | Tag::KOKOM)
    }

    /// Whether it is *als* or *wie* before what something is compared with or taken for.
    pub fn is_comparison(&self, token: usize) -> bool {
        self.tag(token) == Tag::KOKOM
    }

    /// Whether it is a relative pronoun.
    pub fn is_relative(&self, token: usize) -> bool {
        matches!(self.tag(token), Tag::PRELS | Tag::PRELAT)
    }

    /// Whether it is an interrogative.
    pub fn is_interrogative(&self, token: usize) -> bool {
        matches!(self.tag(token), Tag::PWS | Tag::PWAT | Tag::PWAV)
    }

    /// Whether it is a coordinating conjunction.
    pub fn is_coordinator(&self, token: usize, tokens: &Tokens, pack: &Pack) -> bool {
        self.tag(token) == Tag::KON && pack.words.coordinators.contains(tokens.text(token).to_lowercase().as_str())
    }

    /// Whether it can stand before a conjunction: *nur* weil, *auch* wenn.
    pub fn is_focus(&self, token: usize) -> bool {
        matches!(self.tag(token), Tag::ADV | Tag::KON | Tag::ADJD)
    }

    /// Whether it is a preposition, also with an article in it.
    pub fn is_preposition(&self, token: usize) -> bool {
        matches!(self.tag(token), Tag::APPR | Tag::APPRART)
    }

    /// Whether it is an article or another word that agrees with the noun behind it.
    pub fn is_determiner(&self, token: usize) -> bool {
        matches!(self.tag(token), Tag::ART | Tag::PDAT | Tag::PIAT | Tag::PPOSAT | Tag::PRELAT | Tag::PWAT)
    }

    /// Whether it is a possessive before a noun.
    pub fn is_possessive(&self, token: usize) -> bool {
        self.tag(token) == Tag::PPOSAT
    }

    /// Whether it is an adjective before a noun.
    pub fn is_attributive(&self, token: usize) -> bool {
        self.tag(token) == Tag::ADJA
    }

    /// Whether it is a number.
    pub fn is_cardinal(&self, token: usize) -> bool {
        self.tag(token) == Tag::CARD
    }

    /// Whether it is the first half of a pair: *Innen-* und Außenminister.
    pub fn is_truncated(&self, token: usize) -> bool {
        self.tag(token) == Tag::TRUNC
    }

    /// Whether it is an adverb or an adjective without ending.
    pub fn is_adverbial(&self, token: usize) -> bool {
        matches!(self.tag(token), Tag::ADV | Tag::ADJD | Tag::PTKA)
    }

    /// Whether it is a noun or a name.
    pub fn is_noun(&self, token: usize) -> bool {
        matches!(self.tag(token), Tag::NN | Tag::NE | Tag::FM)
    }

    /// Whether it is a common noun.
    pub fn is_common_noun(&self, token: usize) -> bool {
        self.tag(token) == Tag::NN
    }

    /// Whether it can be a name: one by its tag, by the lexicon, or a word that the lexicon does not know.
    ///
    /// What ends like an abstract noun is none, known or not: “dem Gutachter Befangenheit”.
    pub fn can_be_name(&self, token: usize) -> bool {
        let Some(word) = self.list.get(token) else { return false };
        let abstract_noun = ["heit", "keit", "schaft", "ität", "ung"]
            .iter()
            .any(|ending| word.lemma.len() > ending.len() + 3 && word.lemma.ends_with(ending));
        if abstract_noun && word.tag == Tag::NN {
            return false;
        }
        self.is_name(token)
            || self.name_like.get(token).copied().unwrap_or(false)
            || word.reading.is_none_or(|reading| reading.is_guessed())
    }

    /// Whether it is a name.
    pub fn is_name(&self, token: usize) -> bool {
        matches!(self.tag(token), Tag::NE | Tag::FM)
    }

    /// Whether it is the name of a place and nothing else.
    pub fn is_place_name(&self, token: usize) -> bool {
        let reading = self.list.get(token).and_then(|word| word.reading);
        self.is_name(token) && reading.is_some_and(|reading| matches!(reading.class, Class::ProperNoun(kind) if kind.is_place()))
    }

    /// Whether it is a first name.
    pub fn is_first_name(&self, token: usize, tokens: &Tokens) -> bool {
        let known = self.first_names.get(token).copied().unwrap_or(false);
        let reading = self.list.get(token).and_then(|word| word.reading);
        let by_lexicon = self.is_name(token) && reading.is_some_and(|reading| reading.class == Class::ProperNoun(NameKind::First));
        (known || by_lexicon) && tokens.is_capitalised(token) && self.is_noun(token)
    }

    /// Whether it can be a surname behind a first name.
    pub fn is_surname_like(&self, token: usize, tokens: &Tokens) -> bool {
        tokens.is_capitalised(token) && self.is_noun(token)
    }

    /// Whether it stands for a noun phrase.
    pub fn is_pronoun(&self, token: usize) -> bool {
        matches!(self.tag(token), Tag::PPER | Tag::PDS | Tag::PIS | Tag::PRELS | Tag::PWS | Tag::PRF | Tag::PPOSS)
    }

    /// Whether it is a personal pronoun.
    pub fn is_personal(&self, token: usize) -> bool {
        matches!(self.tag(token), Tag::PPER | Tag::PRELS)
    }

    /// Whether it is a reflexive pronoun.
    pub fn is_reflexive(&self, token: usize) -> bool {
        self.tag(token) == Tag::PRF
    }

    /// Whether it is a demonstrative that stands for a noun.
    pub fn is_demonstrative(&self, token: usize) -> bool {
        self.tag(token) == Tag::PDS
    }

    /// Whether it is an indefinite pronoun: *viele*, *einer*.
    pub fn is_indefinite(&self, token: usize) -> bool {
        self.tag(token) == Tag::PIS
    }

    /// Whether it is a noun that is neuter and nothing else.
    pub fn is_neuter(&self, token: usize) -> bool {
        let reading = self.list.get(token).and_then(|word| word.reading);
        reading.is_some_and(|reading| reading.nominal().genders().is_only(Gender::Neuter))
    }

    /// Whether it is a noun that is declined as an adjective: *die Abgeordnete*, *der 47-Jährige*.
    pub fn is_adjectival_noun(&self, token: usize) -> bool {
        self.list.get(token).and_then(|word| word.reading).is_some_and(|reading| reading.class == Class::AdjectivalNoun)
    }

    /// Whether the lexicon knows it as a surname, or not at all.
    pub fn is_surname(&self, token: usize) -> bool {
        self.list.get(token).and_then(|word| word.reading).is_some_and(|reading| reading.class == Class::ProperNoun(NameKind::Surname))
    }

    /// Whether it is a form of *ein*.
    pub fn is_indefinite_article(&self, token: usize) -> bool {
        self.list.get(token).and_then(|word| word.reading).is_some_and(|reading| reading.class == Class::IndefiniteArticle)
    }

    /// Whether it is a pronominal adverb: *davon*, *dagegen*.
    pub fn is_pronominal_adverb(&self, token: usize) -> bool {
        self.tag(token) == Tag::PAV
    }

    /// The next finite verb from `from` on, before `end`.
    pub fn next_finite(&self, from: usize, end: usize) -> Option<usize> {
        (from..end).find(|&token| self.is_finite(token))
    }

    /// The cases, numbers and genders that a noun, pronoun or determiner can have.
    pub fn agreement(&self, token: usize, tokens: &Tokens) -> Agreement {
        let Some(word) = self.list.get(token) else { return Agreement::ANY };
        if matches!(word.tag, Tag::NE | Tag::FM) || tokens.list[token].shape != Shape::Word {
            return Agreement::ANY;
        }
        word.reading.map_or(Agreement::ANY, |reading| Agreement::of(reading.nominal()))
    }

    /// Whether a subject agrees with a finite verb.
    pub fn agrees(&self, finite: usize, subject: &Phrase, tokens: &Tokens) -> bool {
        let Some(reading) = self.list.get(finite).and_then(|word| word.reading) else { return true };
        let forms = reading.finite();
        if forms.is_empty() {
            return true;
        }
        let person = if subject.pronoun { person_of(tokens.text(subject.head)) } else { Person::Third };
        let singular = forms.cells().any(|(p, n, _)| p == person && n == Number::Singular);
        let plural = forms.cells().any(|(p, n, _)| p == person && n == Number::Plural);
        let list_follows = matches!(tokens.text(subject.range.end), "und" | "sowie" | "," | "oder" | "/");
        (singular && subject.agreement.allows_number(Number::Singular))
            || (plural && (subject.agreement.allows_number(Number::Plural) || list_follows))
    }

    /// Whether a finite verb is plural in every reading.
    pub fn is_plural_only(&self, finite: usize) -> bool {
        let Some(reading) = self.list.get(finite).and_then(|word| word.reading) else { return false };
        let mut third = reading.finite().cells().filter(|(person, ..)| *person == Person::Third).peekable();
        third.peek().is_some() && third.all(|(_, number, _)| number == Number::Plural)
    }

    /// The mood that the finite verb of a clause shows.
    pub fn mood_of(&self, clause: &Clause) -> Mood {
        let Some(finite) = clause.finite else { return Mood::Indicative };
        let Some(reading) = self.list.get(finite).and_then(|word| word.reading) else { return Mood::Indicative };
        // “ich habe”, “wir müssten”: the first person needs another look.
        let first_person = clause
            .tokens()
            .any(|token| self.tag(token) == Tag::PPER && matches!(&*self.list[token].lemma, "ich" | "Ich" | "wir" | "Wir" | "du" | "Du"));
        let mut tenses: Vec<Tense> = Vec::new();
        for (person, _, tense) in reading.finite().cells() {
            let counts = if first_person { person != Person::Third } else { person == Person::Third };
            if counts && !tenses.contains(&tense) {
                tenses.push(tense);
            }
        }
        match tenses.as_slice() {
            [Tense::Konjunktiv1] => Mood::Konjunktiv1,
            [Tense::Konjunktiv2] => Mood::Konjunktiv2,
            _ => Mood::Indicative,
        }
    }

    /// Whether the finite verb is *soll* or *sollen* in the present: hearsay or a plan.
    pub fn is_hearsay_modal(&self, finite: usize) -> bool {
        let Some(word) = self.list.get(finite) else { return false };
        &*word.lemma == "sollen" && word.reading.is_some_and(|reading| reading.finite().tenses().contains(Tense::Present))
    }

    /// Whether the phrase stands right behind another one that it can depend on.
    pub fn hangs_on_previous(&self, phrase: &Phrase, phrases: &Phrases) -> bool {
        let before = phrase.range.start.checked_sub(1).and_then(|token| phrases.around(token));
        before.is_some_and(|before| !before.pronoun && phrase.agreement.can_be_genitive() && self.is_determiner(phrase.range.start))
    }
}

fn person_of(pronoun: &str) -> Person {
    match pronoun.to_lowercase().as_str() {
        "ich" | "wir" => Person::First,
        "du" | "ihr" => Person::Second,
        _ => Person::Third,
    }
}
