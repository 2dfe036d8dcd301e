//! Which organisations does a text name, of what kind, and where are they at home?

use serde::Deserialize;

use super::list;
use super::names::{Case, Named, Names};
use crate::PackError;
use crate::knowledge::Knowledge;
use crate::pack::PackFile;

/// What an organisation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrganisationKind {
    /// Of several states: *Nato*.
    International,
    /// Fights: *Taliban*.
    ArmedGroup,
    /// *SPD*.
    Party,
    /// *Bundestag*.
    Parliament,
    /// *Pentagon*.
    Ministry,
    /// *Bundeskriminalamt*.
    Authority,
    /// *Bundesgerichtshof*.
    Court,
    /// Researches, polls, teaches: *Ifo-Institut*.
    Institute,
    /// Union, trade association, charity, club: *ADAC*.
    Association,
    /// *Volkswagen*.
    Company,
}

/// An organisation.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    /// As a reader knows it.
    pub name: String,
    names: Option<Vec<String>>,
    #[serde(default)]
    marked: Vec<String>,
    /// Where it is at home, ISO 3166-1 alpha-2; none where it has several homes.
    pub country: Option<String>,
    /// What it is.
    pub kind: OrganisationKind,
}

impl Organisation {
    fn names(&self) -> impl Iterator<Item = &String> {
        self.names.iter().flatten().chain(self.names.is_none().then_some(&self.name))
    }
}

/// The organisations that we know.
#[derive(Debug, Clone)]
pub struct Organisations {
    organisations: Vec<Organisation>,
    in_text: Names<usize>,
    where_expected: Names<usize>,
}

/// The list that is compiled in.
const FILE: (&str, &str) = ("world/organisations.toml", include_str!("../../world/organisations.toml"));

impl Organisations {
    /// The list that is compiled in.
    pub fn built_in() -> Result<Organisations, PackError> {
        Organisations::with(&Knowledge::default())
    }

    /// The list that is compiled in, behind what somebody knows beside it.
    pub fn with(knowledge: &Knowledge) -> Result<Organisations, PackError> {
        Organisations::read(&knowledge.before(FILE))
    }

    /// The list in some files, each with its name, for messages, and its content. Of several entries of one name the first counts.
    pub fn read(files: &[PackFile]) -> Result<Organisations, PackError> {
        let organisations: Vec<Organisation> = list(files, "organisation")?;
        let (mut in_text, mut where_expected) = (Names::new(Case::Matters), Names::new(Case::Matters));
        for (index, organisation) in organisations.iter().enumerate() {
            for name in organisation.names() {
                in_text.add(name, index);
                where_expected.add(name, index);
            }
            organisation.marked.iter().for_each(|name| where_expected.add(name, index));
        }
        Ok(Organisations { organisations, in_text, where_expected })
    }

    /// The organisation with exactly this name, also where the name is a word as well.
    pub fn named(&self, name: &str) -> Option<&Organisation> {
        self.where_expected.get(name).map(|index| &self.organisations[index])
    }

    /// The organisation whose name can mean nothing else.
    pub fn surely_named(&self, name: &str) -> Option<&Organisation> {
        self.in_text.get(name).map(|index| &self.organisations[index])
    }

    /// The organisations that running text names, from left to right.
    pub fn in_text<'a>(&'a self, text: &str) -> Vec<Named<&'a Organisation>> {
        let found = self.in_text.find(text).into_iter();
        found.map(|Named { bytes, what }| Named { bytes, what: &self.organisations[what] }).collect()
    }

    /// All names in running text.
    pub(super) fn each_name(&self, mut take: impl FnMut(&str)) {
        self.organisations.iter().for_each(|organisation| organisation.names().for_each(|name| take(name)));
    }

    /// All of them, in the order of the list.
    pub fn iter(&self) -> impl Iterator<Item = &Organisation> {
        self.organisations.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::names::forms;
    use rustc_hash::FxHashSet;

    #[test]
    fn organisations_are_found_in_their_forms() {
        let organisations = Organisations::built_in().expect("the list is readable");
        let found = organisations.in_text("Das Bundeskriminalamt und die Vereinten Nationen warnen die SPD.");
        let names: Vec<&str> = found.iter().map(|named| named.what.name.as_str()).collect();
        assert_eq!(names, ["Bundeskriminalamt", "Vereinte Nationen", "SPD"]);
        assert_eq!(organisations.named("Meta").map(|organisation| organisation.kind), Some(OrganisationKind::Company));
        assert!(organisations.surely_named("Meta").is_none());
    }

    #[test]
    fn no_name_belongs_to_two() {
        let organisations = Organisations::built_in().expect("the list is readable");
        let mut seen = FxHashSet::default();
        for organisation in organisations.iter() {
            for name in organisation.names().flat_map(|name| forms(name)) {
                assert!(seen.insert(name.clone()), "{name} names two organisations");
            }
        }
    }
}
