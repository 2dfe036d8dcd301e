//! One thing that a word form can be.

use super::cells::{FiniteForms, NominalForms};
use super::class::{AdjectiveKind, AdverbKind, Class, ConjunctionKind, NameKind, PronounKind, VerbForm, VerbKind};
use super::lemma::LemmaRule;
use crate::tag::{Tag, TagSet};

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::morphology::{Number, Person, Tense};

    #[test]
    fn a_reading_survives_its_eight_bytes() {
        let finite = FiniteForms::cell(Person::Third, Number::Plural, Tense::Konjunktiv2);
        let reading = Reading::of_verb(VerbKind::Modal, VerbForm::Finite, finite).marked(Marks::ATTACHED);
        assert_eq!(Reading::from_bytes(&reading.to_bytes(), reading.lemma), Some(reading));
        assert_eq!(Reading::from_bytes(&[255; 8], reading.lemma), None);
    }
}
