//! What a word form can be: its part of speech, its inflection, and how its lemma is made from it.
//!
//! A [`Reading`] is sixteen bytes, copied freely, and borrows nothing. A form has one reading for each lemma and part of speech; what a German
//! ending leaves open is a set inside the reading. The sets keep which values go together: „habe“ is 1st person present or 1st or 3rd person
//! Konjunktiv I, but never 3rd person present, so [`FiniteForms`] holds cells (person, number, tense) and [`NominalForms`] cells (case, number,
//! gender).

use crate::tag::{Tag, TagSet};
use std::fmt;
use std::marker::PhantomData;

/// A value of a grammatical category that a [`Set`] can hold.
pub trait Feature: Copy + fmt::Debug + 'static {
    /// Every value of the category, in the order of their bits.
    const ALL: &'static [Self];
    /// The place of this value in [`Feature::ALL`].
    fn place(self) -> u8;
}

/// A set of values of one grammatical category.
pub struct Set<T>(u8, PhantomData<T>);

impl<T: Feature> Set<T> {
    /// The set that holds nothing.
    pub const EMPTY: Self = Set(0, PhantomData);

    fn insert(&mut self, value: T) {
        self.0 |= 1 << value.place();
    }

    /// Whether the set holds this value.
    pub fn contains(self, value: T) -> bool {
        self.0 & (1 << value.place()) != 0
    }

    /// Whether the set holds nothing.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether the set holds this value and no other.
    pub fn is_only(self, value: T) -> bool {
        self.0 == 1 << value.place()
    }

    /// The values in the order of their category.
    pub fn iter(self) -> impl Iterator<Item = T> {
        T::ALL.iter().copied().filter(move |value| self.contains(*value))
    }
}

// Derived, these would ask that `T` is `Clone`, `Eq` and so on as well.
impl<T> Clone for Set<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Set<T> {}
impl<T> PartialEq for Set<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<T> Eq for Set<T> {}
impl<T: Feature> fmt::Debug for Set<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

macro_rules! feature {
    ($(#[$doc:meta])* $name:ident { $($(#[$value_doc:meta])* $value:ident),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$value_doc])* $value),+ }

        impl Feature for $name {
            const ALL: &'static [Self] = &[$($name::$value),+];
            fn place(self) -> u8 {
                self as u8
            }
        }
    };
}

feature! {
    /// Grammatical case.
    Case {
        /// Nominative.
        Nominative,
        /// Genitive.
        Genitive,
        /// Dative.
        Dative,
        /// Accusative.
        Accusative,
    }
}
feature! {
    /// Grammatical number.
    Number {
        /// One.
        Singular,
        /// More than one.
        Plural,
    }
}
feature! {
    /// Grammatical gender; nouns that have only a plural have none.
    Gender {
        /// „der“.
        Masculine,
        /// „die“.
        Feminine,
        /// „das“.
        Neuter,
        /// „Leute“, „Kosten“: no gender to be seen.
        None,
    }
}
feature! {
    /// Grammatical person.
    Person {
        /// „ich“, „wir“.
        First,
        /// „du“, „ihr“.
        Second,
        /// „er“, „sie“ and every noun.
        Third,
    }
}
feature! {
    /// Tense and mood of a finite verb form.
    Tense {
        /// Present indicative, „sagt“.
        Present,
        /// Past indicative, „sagte“.
        Past,
        /// Konjunktiv I, „sage“: the mood of reported speech.
        Konjunktiv1,
        /// Konjunktiv II, „sagte“, „hätte“.
        Konjunktiv2,
    }
}

impl Tense {
    /// Whether this is the indicative.
    pub fn is_indicative(self) -> bool {
        matches!(self, Tense::Present | Tense::Past)
    }
}

/// The cells (person, number, tense) that a finite form can stand for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct FiniteForms(pub(crate) u32);

impl FiniteForms {
    fn bit(person: Person, number: Number, tense: Tense) -> u32 {
        1 << (tense.place() * 6 + number.place() * 3 + person.place())
    }

    /// The set of one cell.
    pub fn cell(person: Person, number: Number, tense: Tense) -> Self {
        FiniteForms(Self::bit(person, number, tense))
    }

    /// Adds a cell.
    pub fn insert(&mut self, person: Person, number: Number, tense: Tense) {
        self.0 |= Self::bit(person, number, tense);
    }

    /// Whether the form can be this person and number in this tense.
    pub fn contains(self, person: Person, number: Number, tense: Tense) -> bool {
        self.0 & Self::bit(person, number, tense) != 0
    }

    /// Whether there is no cell at all: the form is not finite.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// What the cells of both sets allow.
    pub fn union(self, other: Self) -> Self {
        FiniteForms(self.0 | other.0)
    }

    /// The tenses that any person and number allows.
    pub fn tenses(self) -> Set<Tense> {
        let mut tenses = Set::EMPTY;
        for (_, _, tense) in self.cells() {
            tenses.insert(tense);
        }
        tenses
    }

    /// The tenses that remain once the subject's person and number are known: „habe“ with „er“ leaves only Konjunktiv I.
    pub fn tenses_of(self, person: Person, number: Number) -> Set<Tense> {
        let mut tenses = Set::EMPTY;
        for &tense in Tense::ALL {
            if self.contains(person, number, tense) {
                tenses.insert(tense);
            }
        }
        tenses
    }

    /// The persons that any number and tense allows.
    pub fn persons(self) -> Set<Person> {
        let mut persons = Set::EMPTY;
        for (person, _, _) in self.cells() {
            persons.insert(person);
        }
        persons
    }

    /// The numbers that any person and tense allows.
    pub fn numbers(self) -> Set<Number> {
        let mut numbers = Set::EMPTY;
        for (_, number, _) in self.cells() {
            numbers.insert(number);
        }
        numbers
    }

    /// Every cell, in the order of tense, number, person.
    pub fn cells(self) -> impl Iterator<Item = (Person, Number, Tense)> {
        let all = Tense::ALL
            .iter()
            .flat_map(|&tense| Number::ALL.iter().flat_map(move |&number| Person::ALL.iter().map(move |&person| (person, number, tense))));
        all.filter(move |&(person, number, tense)| self.contains(person, number, tense))
    }
}

impl fmt::Debug for FiniteForms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.cells()).finish()
    }
}

/// The cells (case, number, gender) that a noun, adjective, article or pronoun can stand for. A preposition has the cases that it governs.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct NominalForms(pub(crate) u32);

impl NominalForms {
    fn bit(case: Case, number: Number, gender: Gender) -> u32 {
        1 << (gender.place() * 8 + number.place() * 4 + case.place())
    }

    /// Adds a cell.
    pub fn insert(&mut self, case: Case, number: Number, gender: Gender) {
        self.0 |= Self::bit(case, number, gender);
    }

    /// Whether the form can be this case, number and gender.
    pub fn contains(self, case: Case, number: Number, gender: Gender) -> bool {
        self.0 & Self::bit(case, number, gender) != 0
    }

    /// Whether there is no cell at all.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The cells that both allow: empty where an article does not agree with a noun.
    pub fn agreeing(self, other: Self) -> Self {
        NominalForms(self.0 & other.0)
    }

    /// The cases that any number and gender allows.
    pub fn cases(self) -> Set<Case> {
        let mut cases = Set::EMPTY;
        for (case, _, _) in self.cells() {
            cases.insert(case);
        }
        cases
    }

    /// The numbers that any case and gender allows.
    pub fn numbers(self) -> Set<Number> {
        let mut numbers = Set::EMPTY;
        for (_, number, _) in self.cells() {
            numbers.insert(number);
        }
        numbers
    }

    /// The genders that any case and number allows.
    pub fn genders(self) -> Set<Gender> {
        let mut genders = Set::EMPTY;
        for (_, _, gender) in self.cells() {
            genders.insert(gender);
        }
        genders
    }

    /// Every cell, in the order of gender, number, case.
    pub fn cells(self) -> impl Iterator<Item = (Case, Number, Gender)> {
        let all = Gender::ALL
            .iter()
            .flat_map(|&gender| Number::ALL.iter().flat_map(move |&number| Case::ALL.iter().map(move |&case| (case, number, gender))));
        all.filter(move |&(case, number, gender)| self.contains(case, number, gender))
    }
}

impl fmt::Debug for NominalForms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.cells()).finish()
    }
}

/// How a verb works in a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum VerbKind {
    /// „sagen“.
    Full,
    /// „haben“, „sein“, „werden“ beside another verb.
    Auxiliary,
    /// „sollen“, „dürfen“, „wollen“.
    Modal,
}

/// The form of a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum VerbForm {
    /// „sagt“.
    Finite,
    /// „sagen“.
    Infinitive,
    /// „anzukündigen“, the infinitive that has its „zu“ inside.
    ZuInfinitive,
    /// „sagend“.
    Participle1,
    /// „gesagt“.
    Participle2,
    /// „sag!“
    Imperative,
}

/// What a proper noun names, as far as the lexicon says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameKind {
    /// „Mara“.
    First,
    /// „Jessen“.
    Surname,
    /// „Hamburg“.
    City,
    /// „Frankreich“.
    Country,
    /// „Bayern“.
    Region,
    /// Waters, mountains and other places.
    Place,
    /// No kind given.
    Other,
}

impl NameKind {
    /// Whether the name belongs to a place.
    pub fn is_place(self) -> bool {
        matches!(self, NameKind::City | NameKind::Country | NameKind::Region | NameKind::Place)
    }
}

/// Where an adjective comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AdjectiveKind {
    /// „neu“.
    Plain,
    /// „führend“.
    Participle1,
    /// „angekündigt“.
    Participle2,
}

/// The kind of a pronoun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PronounKind {
    /// „er“; the lexicon also counts „der“ that stands for a noun.
    Personal,
    /// „sich“.
    Reflexive,
    /// „ihr“, „sein“.
    Possessive,
    /// „dieser“, „der“.
    Demonstrative,
    /// „jemand“, „kein“, „alle“.
    Indefinite,
    /// „wer“, „was“, „welcher“: relative or interrogative.
    Question,
}

/// The kind of an adverb.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AdverbKind {
    /// „gestern“, „dort“.
    Plain,
    /// „darauf“, „damit“.
    Pronominal,
    /// „warum“, „wie“.
    Question,
}

/// What a conjunction joins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ConjunctionKind {
    /// „dass“, „weil“: a clause with its verb at the end follows.
    Subordinating,
    /// „und“, „aber“.
    Coordinating,
    /// „als“, „wie“ before what is compared.
    Comparing,
    /// „um“, „ohne“, „statt“ before an infinitive with „zu“.
    Infinitive,
    /// „je … desto“.
    Proportional,
}

/// Part of speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// „Brücke“.
    Noun,
    /// „Abgeordnete“: declined as an adjective, used as a noun.
    AdjectivalNoun,
    /// A name.
    ProperNoun(NameKind),
    /// A verb in any form; participles that are declined are adjectives.
    Verb(VerbKind),
    /// An adjective.
    Adjective(AdjectiveKind),
    /// A pronoun, also before a noun („dieser Plan“).
    Pronoun(PronounKind),
    /// „der“.
    DefiniteArticle,
    /// „ein“.
    IndefiniteArticle,
    /// An adverb.
    Adverb(AdverbKind),
    /// A preposition, also with an article in it („im“).
    Preposition,
    /// A conjunction.
    Conjunction(ConjunctionKind),
    /// „zwei“.
    Numeral,
    /// The particle of a separable verb: „an“ in „kündigte an“.
    Particle,
    /// „nicht“.
    Negation,
    /// „ach“.
    Interjection,
    /// „bzw.“
    Abbreviation,
}

impl Class {
    /// Every class. The place in this list is the class's number in the lexicon's file, so new ones go to the end.
    pub(crate) const ALL: [Class; 37] = [
        Class::Noun,
        Class::AdjectivalNoun,
        Class::ProperNoun(NameKind::First),
        Class::ProperNoun(NameKind::Surname),
        Class::ProperNoun(NameKind::City),
        Class::ProperNoun(NameKind::Country),
        Class::ProperNoun(NameKind::Region),
        Class::ProperNoun(NameKind::Place),
        Class::ProperNoun(NameKind::Other),
        Class::Verb(VerbKind::Full),
        Class::Verb(VerbKind::Auxiliary),
        Class::Verb(VerbKind::Modal),
        Class::Adjective(AdjectiveKind::Plain),
        Class::Adjective(AdjectiveKind::Participle1),
        Class::Adjective(AdjectiveKind::Participle2),
        Class::Pronoun(PronounKind::Personal),
        Class::Pronoun(PronounKind::Reflexive),
        Class::Pronoun(PronounKind::Possessive),
        Class::Pronoun(PronounKind::Demonstrative),
        Class::Pronoun(PronounKind::Indefinite),
        Class::Pronoun(PronounKind::Question),
        Class::DefiniteArticle,
        Class::IndefiniteArticle,
        Class::Adverb(AdverbKind::Plain),
        Class::Adverb(AdverbKind::Pronominal),
        Class::Adverb(AdverbKind::Question),
        Class::Preposition,
        Class::Conjunction(ConjunctionKind::Subordinating),
        Class::Conjunction(ConjunctionKind::Coordinating),
        Class::Conjunction(ConjunctionKind::Comparing),
        Class::Conjunction(ConjunctionKind::Infinitive),
        Class::Conjunction(ConjunctionKind::Proportional),
        Class::Numeral,
        Class::Particle,
        Class::Negation,
        Class::Interjection,
        Class::Abbreviation,
    ];

    fn number(self) -> u8 {
        match self {
            Class::Noun => 0,
            Class::AdjectivalNoun => 1,
            Class::ProperNoun(kind) => 2 + kind as u8,
            Class::Verb(kind) => 9 + kind as u8,
            Class::Adjective(kind) => 12 + kind as u8,
            Class::Pronoun(kind) => 15 + kind as u8,
            Class::DefiniteArticle => 21,
            Class::IndefiniteArticle => 22,
            Class::Adverb(kind) => 23 + kind as u8,
            Class::Preposition => 26,
            Class::Conjunction(kind) => 27 + kind as u8,
            Class::Numeral => 32,
            Class::Particle => 33,
            Class::Negation => 34,
            Class::Interjection => 35,
            Class::Abbreviation => 36,
        }
    }

    /// Whether this is a full verb, an auxiliary or a modal.
    pub fn is_verb(self) -> bool {
        matches!(self, Class::Verb(_))
    }

    /// Whether this is a common noun.
    pub fn is_noun(self) -> bool {
        matches!(self, Class::Noun | Class::AdjectivalNoun)
    }

    /// Whether this is a proper noun.
    pub fn is_name(self) -> bool {
        matches!(self, Class::ProperNoun(_))
    }

    /// Whether the class is closed: its members can be listed.
    pub fn is_closed(self) -> bool {
        !matches!(
            self,
            Class::Noun
                | Class::AdjectivalNoun
                | Class::ProperNoun(_)
                | Class::Verb(VerbKind::Full)
                | Class::Adjective(_)
                | Class::Adverb(AdverbKind::Plain)
                | Class::Interjection
                | Class::Abbreviation
        )
    }
}

/// Further properties of a reading.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, Debug)]
pub struct Marks(u8);

impl Marks {
    /// The separable particle is attached, so a finite form stands at the end of a subordinate clause: „ankündigte“.
    pub const ATTACHED: Marks = Marks(1);
    /// An adjective without ending, after „ist“ or as an adverb.
    pub const PREDICATIVE: Marks = Marks(2);
    /// „größer“.
    pub const COMPARATIVE: Marks = Marks(4);
    /// „größte“.
    pub const SUPERLATIVE: Marks = Marks(8);
    /// A weak verb („sagte“), where the lexicon says so.
    pub const WEAK: Marks = Marks(16);
    /// No entry, but worked out from the form.
    pub const GUESSED: Marks = Marks(32);

    /// Whether all of `other` holds.
    pub fn contains(self, other: Marks) -> bool {
        self.0 & other.0 == other.0
    }

    /// Both.
    pub const fn with(self, other: Marks) -> Marks {
        Marks(self.0 | other.0)
    }
}

/// One thing that a word form can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Part of speech.
    pub class: Class,
    /// The form of a verb, `None` for everything else.
    pub form: Option<VerbForm>,
    /// Further properties.
    pub marks: Marks,
    /// Cells of `FiniteForms` for a verb, of `NominalForms` for everything else.
    pub(crate) cells: u32,
    pub(crate) lemma: LemmaRule,
}

impl Reading {
    /// The size of a reading without its lemma in the lexicon's file.
    pub(crate) const BYTES: usize = 8;

    pub(crate) const NONE: Reading = Reading { class: Class::Noun, form: None, marks: Marks(0), cells: 0, lemma: LemmaRule::SAME };

    /// A verb's reading; `finite` is empty unless the form is finite.
    pub fn of_verb(kind: VerbKind, form: VerbForm, finite: FiniteForms) -> Reading {
        Reading { class: Class::Verb(kind), form: Some(form), cells: finite.0, ..Reading::NONE }
    }

    /// The reading of any other word.
    pub fn of_word(class: Class, nominal: NominalForms) -> Reading {
        Reading { class, cells: nominal.0, ..Reading::NONE }
    }

    /// What a tag alone says of a word: its class, no inflection, the form as its own lemma. `None` for punctuation.
    pub(crate) fn of_tag(tag: Tag) -> Option<Reading> {
        use Tag::*;
        let verb = |kind| Class::Verb(kind);
        let class = match tag {
            COMMA | STOP | MARK => return None,
            ADJA | ADJD => Class::Adjective(AdjectiveKind::Plain),
            ADV | PTKA | PTKANT => Class::Adverb(AdverbKind::Plain),
            PAV => Class::Adverb(AdverbKind::Pronominal),
            PWAV => Class::Adverb(AdverbKind::Question),
            APPR | APPRART | APPO | APZR => Class::Preposition,
            ART => Class::DefiniteArticle,
            CARD => Class::Numeral,
            ITJ => Class::Interjection,
            KOUI => Class::Conjunction(ConjunctionKind::Infinitive),
            KOUS => Class::Conjunction(ConjunctionKind::Subordinating),
            KON => Class::Conjunction(ConjunctionKind::Coordinating),
            KOKOM => Class::Conjunction(ConjunctionKind::Comparing),
            NN | TRUNC => Class::Noun,
            NE | FM | XY => Class::ProperNoun(NameKind::Other),
            PDS | PDAT => Class::Pronoun(PronounKind::Demonstrative),
            PIS | PIAT => Class::Pronoun(PronounKind::Indefinite),
            PPER => Class::Pronoun(PronounKind::Personal),
            PPOSS | PPOSAT => Class::Pronoun(PronounKind::Possessive),
            PRF => Class::Pronoun(PronounKind::Reflexive),
            PRELS | PRELAT | PWS | PWAT => Class::Pronoun(PronounKind::Question),
            PTKZU | PTKVZ => Class::Particle,
            PTKNEG => Class::Negation,
            VVFIN | VVIMP | VVINF | VVIZU | VVPP => verb(VerbKind::Full),
            VAFIN | VAIMP | VAINF | VAPP => verb(VerbKind::Auxiliary),
            VMFIN | VMINF | VMPP => verb(VerbKind::Modal),
        };
        Some(Reading { class, form: tag.verb_form(), marks: Marks::GUESSED, ..Reading::NONE })
    }

    pub(crate) fn marked(self, marks: Marks) -> Reading {
        Reading { marks: self.marks.with(marks), ..self }
    }

    pub(crate) fn with_lemma(self, lemma: LemmaRule) -> Reading {
        Reading { lemma, ..self }
    }

    /// This reading with the cells and marks of another of the same class and form.
    #[doc(hidden)]
    pub fn merged(self, other: &Reading) -> Reading {
        Reading { cells: self.cells | other.cells, marks: self.marks.with(other.marks), ..self }
    }

    /// Person, number and tense, if this is a finite verb.
    pub fn finite(&self) -> FiniteForms {
        let is_finite = self.form == Some(VerbForm::Finite);
        FiniteForms(if is_finite { self.cells } else { 0 })
    }

    /// Case, number and gender, if this is not a verb.
    pub fn nominal(&self) -> NominalForms {
        NominalForms(if self.class.is_verb() { 0 } else { self.cells })
    }

    /// Whether this is a finite verb.
    pub fn is_finite(&self) -> bool {
        self.form == Some(VerbForm::Finite)
    }

    /// Whether the separable particle is part of the form: „ankündigte“, but not „kündigte“.
    pub fn is_attached(&self) -> bool {
        self.marks.contains(Marks::ATTACHED)
    }

    /// Whether the reading is worked out from the form and not an entry of the lexicon.
    pub fn is_guessed(&self) -> bool {
        self.marks.contains(Marks::GUESSED)
    }

    /// The tags of the Stuttgart–Tübingen tagset that a word with this reading can have.
    pub fn tags(&self) -> TagSet {
        use Tag::*;
        let tags: &[Tag] = match self.class {
            Class::Noun => &[NN],
            Class::AdjectivalNoun => &[NN],
            Class::ProperNoun(_) => &[NE, NN],
            Class::Verb(kind) => {
                return TagSet::of(match (kind, self.form) {
                    (VerbKind::Full, Some(VerbForm::Finite)) => &[VVFIN],
                    (VerbKind::Full, Some(VerbForm::Infinitive)) => &[VVINF],
                    (_, Some(VerbForm::ZuInfinitive)) => &[VVIZU],
                    (_, Some(VerbForm::Participle1)) => &[ADJD],
                    (VerbKind::Full, Some(VerbForm::Participle2)) => &[VVPP],
                    (VerbKind::Full, _) => &[VVIMP],
                    (VerbKind::Auxiliary, Some(VerbForm::Finite)) => &[VAFIN],
                    (VerbKind::Auxiliary, Some(VerbForm::Infinitive)) => &[VAINF],
                    (VerbKind::Auxiliary, Some(VerbForm::Participle2)) => &[VAPP],
                    (VerbKind::Auxiliary, _) => &[VAIMP],
                    (VerbKind::Modal, Some(VerbForm::Finite)) => &[VMFIN],
                    (VerbKind::Modal, Some(VerbForm::Participle2)) => &[VMPP],
                    (VerbKind::Modal, _) => &[VMINF],
                });
            }
            Class::Adjective(kind) => {
                let mut tags = TagSet::EMPTY;
                if self.marks.contains(Marks::PREDICATIVE) {
                    tags.insert(ADJD);
                    if kind == AdjectiveKind::Participle2 {
                        tags.insert(VVPP);
                    }
                }
                if !self.nominal().is_empty() {
                    tags.insert(ADJA);
                }
                return tags;
            }
            Class::Pronoun(PronounKind::Personal) => &[PPER, PRF, PDS, PRELS, PRELAT],
            Class::Pronoun(PronounKind::Reflexive) => &[PRF],
            Class::Pronoun(PronounKind::Possessive) => &[PPOSAT, PPOSS],
            Class::Pronoun(PronounKind::Demonstrative) => &[PDS, PDAT, PRELS, PRELAT],
            Class::Pronoun(PronounKind::Indefinite) => &[PIS, PIAT, ADJA],
            Class::Pronoun(PronounKind::Question) => &[PRELS, PWS, PWAT, PRELAT, PIS],
            Class::DefiniteArticle => &[ART, PDS, PRELS],
            Class::IndefiniteArticle => &[ART, PIS],
            Class::Adverb(AdverbKind::Plain) => &[ADV],
            Class::Adverb(AdverbKind::Pronominal) => &[PAV],
            Class::Adverb(AdverbKind::Question) => &[PWAV],
            Class::Preposition => &[APPR, APPRART, APPO],
            Class::Conjunction(ConjunctionKind::Subordinating) => &[KOUS],
            Class::Conjunction(ConjunctionKind::Coordinating) => &[KON],
            Class::Conjunction(ConjunctionKind::Comparing) => &[KOKOM],
            Class::Conjunction(ConjunctionKind::Infinitive) => &[KOUI],
            Class::Conjunction(ConjunctionKind::Proportional) => &[KOUS, ADV, KON],
            Class::Numeral => &[CARD],
            Class::Particle => &[PTKVZ],
            Class::Negation => &[PTKNEG, ADV, PTKANT],
            Class::Interjection => &[ITJ],
            Class::Abbreviation => &[NN, ADV, XY, KON],
        };
        TagSet::of(tags)
    }

    /// A bit for each class, form and mark that the reading has.
    pub(crate) fn profile(&self) -> u64 {
        let form = self.form.map_or(0, |form| 1 << (40 + form as u8));
        let attributive = u64::from(matches!(self.class, Class::Adjective(_)) && self.cells != 0) << 46;
        1 << self.class.number() | form | attributive | u64::from(self.marks.0 & !Marks::WEAK.0) << 48
    }

    /// The reading as it stands in the lexicon's file, without its lemma.
    #[doc(hidden)]
    pub fn to_bytes(self) -> [u8; Self::BYTES] {
        let form = self.form.map_or(0, |form| form as u8 + 1);
        let [a, b, c, d] = self.cells.to_le_bytes();
        [self.class.number(), form, self.marks.0, 0, a, b, c, d]
    }

    pub(crate) fn from_bytes(bytes: &[u8], lemma: LemmaRule) -> Option<Reading> {
        let &[class, form, marks, _, a, b, c, d] = bytes else { return None };
        let form = match form {
            0 => None,
            1 => Some(VerbForm::Finite),
            2 => Some(VerbForm::Infinitive),
            3 => Some(VerbForm::ZuInfinitive),
            4 => Some(VerbForm::Participle1),
            5 => Some(VerbForm::Participle2),
            _ => Some(VerbForm::Imperative),
        };
        let class = *Class::ALL.get(usize::from(class))?;
        Some(Reading { class, form, marks: Marks(marks), cells: u32::from_le_bytes([a, b, c, d]), lemma })
    }
}

/// How a lemma is made from a form: keep some bytes, change what follows, strip characters from the end, add an ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LemmaRule {
    /// Bytes at the start that the rest of the rule does not see: a particle, the first part of a compound.
    pub(crate) keep: u8,
    /// What is done to the rest, see [`LemmaRule::CHANGES`] and the bits above it.
    pub(crate) change: u8,
    /// Characters to strip from the end; more than there are means all.
    pub(crate) strip: u8,
    /// The number of the ending to add.
    pub(crate) ending: u16,
}

impl LemmaRule {
    pub(crate) const SAME: LemmaRule = LemmaRule { keep: 0, change: 0, strip: 0, ending: 0 };

    /// How many changes there are: three for the first letter (as it is, lower, upper) times seven for the inside (nothing; the last umlaut, every
    /// umlaut undone; the first, the second *ge* cut; the first, the second *zu* cut).
    pub const CHANGES: u8 = 21;
    /// Read every „ss“ as „ß“ first: Swiss spelling.
    pub(crate) const SWISS: u8 = 32;
    /// The entry was found under a capital letter after `keep`, but its lemma is written small there („Hafenbehörde“ from „Behörde“).
    pub(crate) const INNER_NOUN: u8 = 64;
    /// The form was found under a small first letter („Räumte“).
    pub(crate) const LOWERED: u8 = 128;

    /// A rule as the lexicon's builder tries it.
    #[doc(hidden)]
    pub fn new(change: u8, strip: u8, ending: u16) -> LemmaRule {
        LemmaRule { keep: 0, change, strip, ending }
    }

    /// The lemma of `form`.
    #[doc(hidden)]
    pub fn apply(self, form: &str, ending: &str) -> String {
        let mut form = std::borrow::Cow::Borrowed(form);
        if self.change & Self::SWISS != 0 {
            form = form.replace("ss", "ß").into();
        }
        if self.change & Self::LOWERED != 0 {
            form = lower_first(&form).into();
        }
        let (kept, rest) = form.split_at_checked(usize::from(self.keep)).unwrap_or(("", &form));
        let is_inner_noun = self.change & Self::INNER_NOUN != 0;
        let mut lemma = if is_inner_noun { upper_first(rest) } else { rest.to_owned() };
        let change = self.change % Self::SWISS;
        match change / 7 {
            1 => lemma = lower_first(&lemma),
            2 => lemma = upper_first(&lemma),
            _ => {}
        }
        lemma = match change % 7 {
            1 => without_last_umlaut(&lemma),
            2 => lemma.chars().map(without_umlaut).collect(),
            3 => without(&lemma, "ge", 0),
            4 => without(&lemma, "ge", 1),
            5 => without(&lemma, "zu", 0),
            6 => without(&lemma, "zu", 1),
            _ => lemma,
        };
        for _ in 0..self.strip {
            if lemma.pop().is_none() {
                break;
            }
        }
        lemma.push_str(ending);
        if is_inner_noun {
            lemma = lower_first(&lemma);
        }
        lemma.insert_str(0, kept);
        lemma
    }
}

fn without_umlaut(letter: char) -> char {
    match letter {
        'ä' => 'a',
        'ö' => 'o',
        'ü' => 'u',
        'Ä' => 'A',
        'Ö' => 'O',
        'Ü' => 'U',
        _ => letter,
    }
}

fn without_last_umlaut(word: &str) -> String {
    let Some((place, umlaut)) = word.char_indices().rev().find(|(_, letter)| without_umlaut(*letter) != *letter) else {
        return word.to_owned();
    };
    let mut plain = word[..place].to_owned();
    plain.push(without_umlaut(umlaut));
    plain.push_str(&word[place + umlaut.len_utf8()..]);
    plain
}

fn without(word: &str, part: &str, nth: usize) -> String {
    match word.match_indices(part).nth(nth) {
        Some((place, _)) => [&word[..place], &word[place + part.len()..]].concat(),
        None => word.to_owned(),
    }
}

pub(crate) fn lower_first(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

pub(crate) fn upper_first(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_keep_which_person_goes_with_which_mood() {
        let mut habe = FiniteForms::cell(Person::First, Number::Singular, Tense::Present);
        habe.insert(Person::First, Number::Singular, Tense::Konjunktiv1);
        habe.insert(Person::Third, Number::Singular, Tense::Konjunktiv1);
        assert!(habe.tenses().contains(Tense::Present));
        assert!(habe.tenses_of(Person::Third, Number::Singular).is_only(Tense::Konjunktiv1));
        assert_eq!(habe.cells().count(), 3);
    }

    #[test]
    fn every_cell_has_a_bit_of_its_own() {
        let mut seen = NominalForms::default();
        let mut count = 0;
        for &case in Case::ALL {
            for &number in Number::ALL {
                for &gender in Gender::ALL {
                    assert!(!seen.contains(case, number, gender));
                    seen.insert(case, number, gender);
                    count += 1;
                }
            }
        }
        assert_eq!(seen.cells().count(), count);
    }

    #[test]
    fn a_reading_survives_its_eight_bytes() {
        let finite = FiniteForms::cell(Person::Third, Number::Plural, Tense::Konjunktiv2);
        let reading = Reading::of_verb(VerbKind::Modal, VerbForm::Finite, finite).marked(Marks::ATTACHED);
        assert_eq!(Reading::from_bytes(&reading.to_bytes(), reading.lemma), Some(reading));
        assert_eq!(Reading::from_bytes(&[255; 8], reading.lemma), None);
    }

    #[test]
    fn lemma_rules_cut_and_add() {
        assert_eq!(LemmaRule::new(3, 1, 0).apply("angekündigt", "en"), "ankündigen");
        assert_eq!(LemmaRule::new(5, 0, 0).apply("anzukündigen", ""), "ankündigen");
        assert_eq!(LemmaRule::new(1, 2, 0).apply("Häuser", ""), "Haus");
        assert_eq!(LemmaRule { keep: 5, change: LemmaRule::INNER_NOUN, strip: 1, ending: 0 }.apply("Hafenbehörden", ""), "Hafenbehörde");
    }
}
