//! Parts of speech.

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

    pub(super) fn number(self) -> u8 {
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
