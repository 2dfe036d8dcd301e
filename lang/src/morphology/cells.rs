//! Sets that keep which values of several categories go together.

use super::features::{Case, Feature, Gender, Number, Person, Set, Tense};
use std::fmt;

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
}
