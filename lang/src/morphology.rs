//! What a word form can be: its part of speech, its inflection, and how its lemma is made from it.
//!
//! A [`Reading`] is sixteen bytes, copied freely, and borrows nothing. A form has one reading for each lemma and part of speech; what a German
//! ending leaves open is a set inside the reading. The sets keep which values go together: „habe“ is 1st person present or 1st or 3rd person
//! Konjunktiv I, but never 3rd person present, so [`FiniteForms`] holds cells (person, number, tense) and [`NominalForms`] cells (case, number,
//! gender).

mod cells;
mod class;
mod features;
mod lemma;
mod reading;

pub use cells::{FiniteForms, NominalForms};
pub use class::{AdjectiveKind, AdverbKind, Class, ConjunctionKind, NameKind, PronounKind, VerbForm, VerbKind};
pub use features::{Case, Feature, Gender, Number, Person, Set, Tense};
pub use lemma::LemmaRule;
pub(crate) use lemma::lower_first;
pub use reading::{Marks, Reading};
