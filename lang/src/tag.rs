//! The Stuttgart–Tübingen tagset (STTS): what a word does in its sentence.
//!
//! Names are the tagset's own, so that anybody can look them up in its guidelines (Schiller, Teufel, Stöckert and Thielen 1999). Pronominal
//! adverbs are `PAV`, as in UD German GSD.

use crate::morphology::VerbForm;
use std::fmt;

macro_rules! tags {
    ($($(#[$doc:meta])* $tag:ident = $name:literal),+ $(,)?) => {
        /// A tag of the Stuttgart–Tübingen tagset.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[allow(clippy::upper_case_acronyms)] // The tagset writes them so.
        pub enum Tag { $($(#[$doc])* $tag),+ }

        impl Tag {
            /// Every tag. The place in this list is the tag's number in the model's file, so new ones go to the end.
            pub const ALL: &'static [Tag] = &[$(Tag::$tag),+];

            /// The name in the tagset, `"VVFIN"`.
            pub fn name(self) -> &'static str {
                match self { $(Tag::$tag => $name),+ }
            }
        }
    };
}

tags! {
    /// Attributive adjective, „neue“.
    ADJA = "ADJA",
    /// Predicative or adverbial adjective, „neu“.
    ADJD = "ADJD",
    /// Adverb.
    ADV = "ADV",
    /// Preposition, „nach“.
    APPR = "APPR",
    /// Preposition with an article in it, „im“.
    APPRART = "APPRART",
    /// Postposition, „zufolge“.
    APPO = "APPO",
    /// Right part of a circumposition, „von … an“.
    APZR = "APZR",
    /// Article.
    ART = "ART",
    /// Number.
    CARD = "CARD",
    /// Foreign word.
    FM = "FM",
    /// Interjection.
    ITJ = "ITJ",
    /// Conjunction before an infinitive clause, „um … zu“.
    KOUI = "KOUI",
    /// Subordinating conjunction, „dass“.
    KOUS = "KOUS",
    /// Coordinating conjunction, „und“.
    KON = "KON",
    /// Comparing conjunction, „als“, „wie“.
    KOKOM = "KOKOM",
    /// Common noun.
    NN = "NN",
    /// Proper noun.
    NE = "NE",
    /// Demonstrative that stands for a noun.
    PDS = "PDS",
    /// Demonstrative before a noun.
    PDAT = "PDAT",
    /// Indefinite pronoun that stands for a noun.
    PIS = "PIS",
    /// Indefinite pronoun before a noun.
    PIAT = "PIAT",
    /// Personal pronoun.
    PPER = "PPER",
    /// Possessive that stands for a noun.
    PPOSS = "PPOSS",
    /// Possessive before a noun.
    PPOSAT = "PPOSAT",
    /// Relative pronoun.
    PRELS = "PRELS",
    /// Relative pronoun before a noun, „dessen“.
    PRELAT = "PRELAT",
    /// Reflexive pronoun.
    PRF = "PRF",
    /// Interrogative pronoun, „wer“.
    PWS = "PWS",
    /// Interrogative pronoun before a noun, „welche“.
    PWAT = "PWAT",
    /// Interrogative or relative adverb, „wo“.
    PWAV = "PWAV",
    /// Pronominal adverb, „darauf“.
    PAV = "PAV",
    /// „zu“ before an infinitive.
    PTKZU = "PTKZU",
    /// „nicht“.
    PTKNEG = "PTKNEG",
    /// Separated verb particle: „an“ in „kündigte an“.
    PTKVZ = "PTKVZ",
    /// Answer, „ja“.
    PTKANT = "PTKANT",
    /// Particle beside an adjective or adverb, „am schnellsten“, „zu schnell“.
    PTKA = "PTKA",
    /// First part of a compound that is completed later, „Vor-“.
    TRUNC = "TRUNC",
    /// Finite full verb.
    VVFIN = "VVFIN",
    /// Imperative of a full verb.
    VVIMP = "VVIMP",
    /// Infinitive of a full verb.
    VVINF = "VVINF",
    /// Infinitive with „zu“ inside, „anzukündigen“.
    VVIZU = "VVIZU",
    /// Past participle of a full verb.
    VVPP = "VVPP",
    /// Finite auxiliary.
    VAFIN = "VAFIN",
    /// Imperative of an auxiliary.
    VAIMP = "VAIMP",
    /// Infinitive of an auxiliary.
    VAINF = "VAINF",
    /// Past participle of an auxiliary.
    VAPP = "VAPP",
    /// Finite modal.
    VMFIN = "VMFIN",
    /// Infinitive of a modal.
    VMINF = "VMINF",
    /// Past participle of a modal.
    VMPP = "VMPP",
    /// What is no word: „z=2“, „H2O“.
    XY = "XY",
    /// Comma.
    COMMA = "$,",
    /// Mark that ends a clause or sentence: full stop, question mark, exclamation mark, colon, semicolon.
    STOP = "$.",
    /// Other mark: brackets, quotation marks, dashes.
    MARK = "$(",
}

impl Tag {
    /// The tag of this name.
    pub fn from_name(name: &str) -> Option<Tag> {
        Tag::ALL.iter().copied().find(|tag| tag.name() == name)
    }

    /// Whether this is any form of a verb, participles in a verb group included.
    pub fn is_verb(self) -> bool {
        self.name().starts_with('V')
    }

    /// Whether this is a finite verb, imperatives included.
    pub fn is_finite_verb(self) -> bool {
        matches!(self, Tag::VVFIN | Tag::VAFIN | Tag::VMFIN | Tag::VVIMP | Tag::VAIMP)
    }

    /// Whether this is an infinitive, with or without „zu“ inside.
    pub fn is_infinitive(self) -> bool {
        matches!(self, Tag::VVINF | Tag::VAINF | Tag::VMINF | Tag::VVIZU)
    }

    /// Whether this is a past participle in a verb group.
    pub fn is_participle(self) -> bool {
        matches!(self, Tag::VVPP | Tag::VAPP | Tag::VMPP)
    }

    /// Whether this is a full verb, not an auxiliary or a modal.
    pub fn is_full_verb(self) -> bool {
        self.name().starts_with("VV")
    }

    /// The form of the verb that the tag stands for.
    pub fn verb_form(self) -> Option<VerbForm> {
        match self {
            Tag::VVFIN | Tag::VAFIN | Tag::VMFIN => Some(VerbForm::Finite),
            Tag::VVIMP | Tag::VAIMP => Some(VerbForm::Imperative),
            Tag::VVINF | Tag::VAINF | Tag::VMINF => Some(VerbForm::Infinitive),
            Tag::VVIZU => Some(VerbForm::ZuInfinitive),
            Tag::VVPP | Tag::VAPP | Tag::VMPP => Some(VerbForm::Participle2),
            _ => None,
        }
    }

    /// Whether this is a common or proper noun.
    pub fn is_noun(self) -> bool {
        matches!(self, Tag::NN | Tag::NE)
    }

    /// Whether the word opens a subordinate clause: subordinating conjunction, relative or interrogative word.
    pub fn opens_subordinate_clause(self) -> bool {
        matches!(self, Tag::KOUS | Tag::PRELS | Tag::PRELAT | Tag::PWS | Tag::PWAT | Tag::PWAV)
    }

    /// Whether the word stands before a noun and agrees with it: article or attributive pronoun.
    pub fn is_determiner(self) -> bool {
        matches!(self, Tag::ART | Tag::PDAT | Tag::PIAT | Tag::PPOSAT | Tag::PWAT | Tag::PRELAT | Tag::APPRART)
    }

    /// Whether the word stands for a noun phrase of its own.
    pub fn is_pronoun(self) -> bool {
        matches!(self, Tag::PPER | Tag::PDS | Tag::PIS | Tag::PPOSS | Tag::PRELS | Tag::PWS | Tag::PRF)
    }

    /// Whether this is a preposition, postposition or circumposition.
    pub fn is_adposition(self) -> bool {
        matches!(self, Tag::APPR | Tag::APPRART | Tag::APPO | Tag::APZR)
    }

    /// Whether this is a punctuation mark.
    pub fn is_punctuation(self) -> bool {
        matches!(self, Tag::COMMA | Tag::STOP | Tag::MARK)
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A set of tags.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub struct TagSet(pub(crate) u64);

impl TagSet {
    /// No tag.
    pub const EMPTY: TagSet = TagSet(0);

    /// These tags.
    pub const fn of(tags: &[Tag]) -> TagSet {
        let mut set = TagSet::EMPTY;
        let mut next = 0;
        while next < tags.len() {
            set.0 |= 1 << tags[next] as u8;
            next += 1;
        }
        set
    }

    /// A bit for each tag, in the order of [`Tag::ALL`].
    #[doc(hidden)]
    pub const fn bits(self) -> u64 {
        self.0
    }

    /// Adds a tag.
    pub fn insert(&mut self, tag: Tag) {
        self.0 |= 1 << tag as u8;
    }

    /// Whether the tag is in the set.
    pub fn contains(self, tag: Tag) -> bool {
        self.0 & (1 << tag as u8) != 0
    }

    /// The tags of either set.
    pub const fn union(self, other: TagSet) -> TagSet {
        TagSet(self.0 | other.0)
    }

    /// The tags of both sets.
    pub const fn intersection(self, other: TagSet) -> TagSet {
        TagSet(self.0 & other.0)
    }

    /// Whether there is no tag.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many tags there are.
    pub const fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// The tags in the order of [`Tag::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Tag> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let next = Tag::ALL.get(rest.trailing_zeros() as usize).copied()?;
            rest &= rest - 1;
            Some(next)
        })
    }

    /// The only tag of the set, if it has just one.
    pub fn only(self) -> Option<Tag> {
        if self.len() == 1 { self.iter().next() } else { None }
    }
}

impl fmt::Debug for TagSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_to_their_tags() {
        for &tag in Tag::ALL {
            assert_eq!(Tag::from_name(tag.name()), Some(tag));
        }
        assert_eq!(Tag::from_name("VERB"), None);
    }

    #[test]
    fn sets_list_what_was_put_in() {
        let set = TagSet::of(&[Tag::MARK, Tag::ADJA, Tag::VVFIN]);
        assert_eq!(set.iter().collect::<Vec<_>>(), [Tag::ADJA, Tag::VVFIN, Tag::MARK]);
        assert_eq!(TagSet::EMPTY.iter().next(), None);
        assert_eq!(set.intersection(TagSet::of(&[Tag::VVFIN, Tag::NN])).only(), Some(Tag::VVFIN));
    }
}
