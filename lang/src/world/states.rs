//! Which states does a text name, and which governments by their seat? *Russland*, *Moskau* and *der Kreml* may be the same source.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::list;
use super::names::{Case, Named, Names, forms};
use crate::PackError;
use crate::pack::PackFile;
use crate::recogniser::context::known;

/// How words refer to a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Referring {
    /// By its name: *Russland*.
    Name,
    /// By its capital: *Moskau*. A place as well.
    Capital,
    /// By the seat of its government: *der Kreml*.
    Seat,
}

/// A state, or a territory with a code of its own.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct State {
    /// ISO 3166-1 alpha-2: *RU*.
    pub code: String,
    /// ISO 3166-1 alpha-3: *RUS*.
    pub alpha3: String,
    /// As news writes it.
    pub name: String,
    names: Vec<String>,
    /// Without ending: *russisch*.
    #[serde(default)]
    pub adjectives: Vec<String>,
    #[serde(default)]
    people: Vec<String>,
    #[serde(default)]
    capitals: Vec<String>,
    #[serde(default)]
    seats: Vec<String>,
    /// Whether it is part of a state or governed by one.
    #[serde(default)]
    pub territory: bool,
}

/// The states of the world.
#[derive(Debug, Clone)]
pub struct States {
    states: Vec<State>,
    by_code: FxHashMap<String, usize>,
    in_text: Names<(usize, Referring)>,
    people: FxHashMap<String, usize>,
    adjectives: FxHashMap<String, usize>,
    shared: FxHashSet<String>,
}

/// The list that is compiled in.
const FILE: (&str, &str) = ("world/states.toml", include_str!("../../world/states.toml"));

/// What an adjective may end in.
const ENDINGS: [&str; 5] = ["e", "er", "en", "em", "es"];

impl States {
    /// The list that is compiled in.
    pub fn built_in() -> Result<States, PackError> {
        States::read(&[FILE])
    }

    /// The list in some files, each with its name, for messages, and its content.
    pub fn read(files: &[PackFile]) -> Result<States, PackError> {
        let states: Vec<State> = list(files, "state")?;
        let mut in_text = Names::new(Case::Matters);
        let (mut people, mut adjectives, mut shared) = (FxHashMap::default(), FxHashMap::default(), FxHashSet::default());
        // A state's name comes before another's capital: Luxemburg, Singapur.
        for (kind, names) in [
            (Referring::Name, State::names as fn(&State) -> &[String]),
            (Referring::Seat, |state: &State| &state.seats),
            (Referring::Capital, |state: &State| &state.capitals),
        ] {
            for (index, state) in states.iter().enumerate() {
                names(state).iter().for_each(|name| in_text.add(name, (index, kind)));
            }
        }
        for (index, state) in states.iter().enumerate() {
            for adjective in &state.adjectives {
                // “kongolesisch” is said of two states.
                if adjectives.insert(adjective.clone(), index).is_some() {
                    shared.insert(adjective.clone());
                }
            }
            people.extend(state.people.iter().flat_map(|name| forms(name)).map(|form| (form, index)));
        }
        let by_code = states.iter().enumerate().map(|(index, state)| (state.code.clone(), index)).collect();
        Ok(States { states, by_code, in_text, people, adjectives, shared })
    }

    /// The state with this code, ISO 3166-1 alpha-2.
    pub fn with_code(&self, code: &str) -> Option<&State> {
        self.by_code.get(code).map(|&index| &self.states[index])
    }

    /// The state with exactly this name, and how the name refers to it.
    pub fn named(&self, name: &str) -> Option<(&State, Referring)> {
        self.in_text.get(name).map(|(index, referring)| (&self.states[index], referring))
    }

    /// The state whose people are called so: *Franzosen*.
    pub fn of_people(&self, word: &str) -> Option<&State> {
        self.people.get(word).map(|&index| &self.states[index])
    }

    /// The state of an adjective in any form: *französischen*. None where two states share it.
    pub fn of_adjective(&self, word: &str) -> Option<&State> {
        let without_ending = ENDINGS.iter().filter_map(|ending| word.strip_suffix(ending));
        let stem = without_ending.chain([word]).find(|stem| self.adjectives.contains_key(*stem))?;
        (!self.shared.contains(stem)).then(|| &self.states[self.adjectives[stem]])
    }

    /// The states, capitals and seats of government that a text names, from left to right.
    pub fn in_text<'a>(&'a self, text: &str) -> Vec<Named<(&'a State, Referring)>> {
        let found = self.in_text.find(text).into_iter();
        found.map(|Named { bytes, what: (index, referring) }| Named { bytes, what: (&self.states[index], referring) }).collect()
    }

    /// All names, capitals and peoples, with bits of [`known`].
    pub(super) fn each_name(&self, mut take: impl FnMut(&str, u16)) {
        for state in &self.states {
            state.names.iter().chain(&state.seats).for_each(|name| take(name, known::STATE));
        }
        for state in &self.states {
            state.capitals.iter().for_each(|name| take(name, known::CAPITAL));
            state.people.iter().for_each(|name| take(name, known::PEOPLE));
        }
    }

    /// All of them, in the order of the list.
    pub fn iter(&self) -> impl Iterator<Item = &State> {
        self.states.iter()
    }
}

impl State {
    fn names(&self) -> &[String] {
        &self.names
    }

    /// Its capital or the seat of its government, as news names it; the first of several.
    pub fn capital(&self) -> Option<String> {
        self.capitals.first().and_then(|capital| forms(capital).into_iter().next())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn states() -> States {
        States::built_in().expect("the list is readable")
    }

    fn code<'a>(states: &'a States, name: &str) -> Option<(&'a str, Referring)> {
        states.named(name).map(|(state, referring)| (state.code.as_str(), referring))
    }

    #[test]
    fn a_state_is_known_by_its_name_capital_and_seat() {
        let states = states();
        assert_eq!(code(&states, "Russlands"), Some(("RU", Referring::Name)));
        assert_eq!(code(&states, "Vereinigten Staaten"), Some(("US", Referring::Name)));
        assert_eq!(code(&states, "Moskau"), Some(("RU", Referring::Capital)));
        assert_eq!(code(&states, "Kreml"), Some(("RU", Referring::Seat)));
        assert_eq!(code(&states, "Weißen Haus"), Some(("US", Referring::Seat)));
        assert_eq!(code(&states, "Luxemburg"), Some(("LU", Referring::Name)));
        assert_eq!(code(&states, "Entenhausen"), None);
    }

    #[test]
    fn adjectives_and_people_tell_the_state() {
        let states = states();
        let adjective = |word: &str| states.of_adjective(word).map(|state| state.code.as_str());
        let people = |word: &str| states.of_people(word).map(|state| state.code.as_str());
        assert_eq!(adjective("französischen"), Some("FR"));
        assert_eq!(adjective("US-amerikanische"), Some("US"));
        assert_eq!(adjective("kongolesische"), None);
        assert_eq!(people("Polinnen"), Some("PL"));
        assert_eq!(people("Israelis"), Some("IL"));
        assert_eq!(people("Polizisten"), None);
    }

    #[test]
    fn codes_are_of_two_and_three_letters_and_stand_once() {
        let (mut two, mut three) = (FxHashSet::default(), FxHashSet::default());
        for state in states().iter() {
            let is_code = |code: &str, length: usize| code.len() == length && code.bytes().all(|byte| byte.is_ascii_uppercase());
            assert!(is_code(&state.code, 2) && two.insert(state.code.clone()), "{}", state.code);
            assert!(is_code(&state.alpha3, 3) && three.insert(state.alpha3.clone()), "{}", state.alpha3);
        }
        // ISO 3166-1 has 249 codes; Kosovo has one by agreement.
        assert_eq!(two.len(), 250);
    }

    #[test]
    fn no_name_belongs_to_two_states() {
        let mut owners: FxHashMap<String, String> = FxHashMap::default();
        for state in states().iter() {
            for name in state.names.iter().chain(&state.seats).flat_map(|name| forms(name)) {
                let owner = owners.entry(name.clone()).or_insert_with(|| state.code.clone());
                assert_eq!(*owner, state.code, "{name}");
            }
        }
    }
}
