//! What there is in the world that news names, in whatever language: agencies, outlets, states, organisations, heads of state.
//!
//! The lists in `lang/world/` are compiled in. `lang/world/README.md` has a card for each: what it holds, where that comes from, how much it is.

mod agencies;
mod names;
mod offices;
mod organisations;
mod outlets;
mod states;

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;

use crate::PackError;
use crate::knowledge::Knowledge;
use crate::pack::{PackFile, parsed};
use crate::recogniser::context::known;

pub use agencies::{Agencies, Agency, AgencyKind};
pub use names::{Named, Names};
pub use offices::{Office, Offices, Term};
pub use organisations::{Organisation, OrganisationKind, Organisations};
pub use outlets::{Outlet, OutletKind, Outlets};
pub use states::{Referring, State, States};

/// An entry of one of the lists.
#[derive(Debug, Clone, Copy)]
pub enum Known<'w> {
    /// A news agency.
    Agency(&'w Agency),
    /// A newspaper, broadcaster or portal.
    Outlet(&'w Outlet),
    /// A state, and how the name refers to it.
    State(&'w State, Referring),
    /// An organisation.
    Organisation(&'w Organisation),
}

/// All lists together.
#[derive(Debug, Clone)]
pub struct World {
    /// News agencies.
    pub agencies: Agencies,
    /// Newspapers, broadcasters, portals.
    pub outlets: Outlets,
    /// States and their governments.
    pub states: States,
    /// Organisations, authorities, parties, companies.
    pub organisations: Organisations,
    /// Heads of state and of government.
    pub offices: Offices,
}

impl World {
    /// The lists that are compiled in.
    pub fn built_in() -> Result<World, PackError> {
        World::with(&Knowledge::default())
    }

    /// The lists that are compiled in, behind what somebody knows beside them.
    pub fn with(knowledge: &Knowledge) -> Result<World, PackError> {
        Ok(World {
            agencies: Agencies::with(knowledge)?,
            outlets: Outlets::with(knowledge)?,
            states: States::built_in()?,
            organisations: Organisations::with(knowledge)?,
            offices: Offices::with(knowledge)?,
        })
    }

    /// What this name names, if the lists have it; also a name that is a word as well (*Welt*) where an outlet is expected.
    pub fn known(&self, name: &str, outlet_expected: bool) -> Option<Known<'_>> {
        if outlet_expected && let Some(outlet) = self.outlets.named(name) {
            return Some(Known::Outlet(outlet));
        }
        let state = || self.states.named(name).map(|(state, referring)| Known::State(state, referring));
        let agency = self.agencies.surely_named(name).map(Known::Agency);
        let organisation = || self.organisations.surely_named(name).map(Known::Organisation);
        let outlet = || self.outlets.surely_named(name).map(Known::Outlet);
        agency.or_else(state).or_else(organisation).or_else(outlet)
    }

    /// All names, with what they are of in bits of [`known`].
    pub(crate) fn all_names(&self) -> Names<u16> {
        let mut all = Names::new(names::Case::Matters);
        self.states.each_name(|name, bits| all.add(name, bits));
        self.agencies.each_name(|name| all.add(name, known::AGENCY));
        self.organisations.each_name(|name| all.add(name, known::ORGANISATION));
        self.outlets.each_name(|name, bits| all.add(name, bits));
        all
    }
}

/// The entries of files that hold one list each, with this name.
fn list<T: DeserializeOwned>(files: &[PackFile], name: &str) -> Result<Vec<T>, PackError> {
    let mut entries = Vec::new();
    for (file, content) in files {
        let mut lists: BTreeMap<String, Vec<T>> = parsed(file, content)?;
        entries.extend(lists.remove(name).ok_or_else(|| PackError::new(file, format!("there is no list “{name}”")))?);
    }
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cards_count_what_is_there() {
        let world = World::built_in().expect("the lists are readable");
        let card = include_str!("../world/README.md");
        let counts = [
            ("agencies.toml", world.agencies.iter().count()),
            ("outlets.toml", world.outlets.iter().count()),
            ("states.toml", world.states.iter().count()),
            ("organisations.toml", world.organisations.iter().count()),
            ("offices.toml", world.offices.iter().count()),
        ];
        for (file, count) in counts {
            assert!(card.contains(&format!("| `{file}` | {count}: ")), "the card of {file} should say {count}");
        }
    }

    #[test]
    fn every_country_has_a_code_that_exists() {
        let world = World::built_in().expect("the lists are readable");
        let countries = (world.agencies.iter().filter_map(|agency| agency.country.as_deref()))
            .chain(world.outlets.iter().filter_map(|outlet| outlet.country.as_deref()))
            .chain(world.organisations.iter().filter_map(|organisation| organisation.country.as_deref()))
            .chain(world.offices.iter().map(|term| term.state.as_str()).filter(|&state| state != "EU"));
        for country in countries {
            assert!(world.states.with_code(country).is_some(), "{country} is no code of a state");
        }
    }

    #[test]
    fn no_host_belongs_to_an_agency_and_an_outlet() {
        let world = World::built_in().expect("the lists are readable");
        for host in world.outlets.iter().flat_map(|outlet| &outlet.hosts) {
            assert_eq!(world.agencies.at_host(host).map(|agency| &agency.name), None, "{host}");
        }
    }

    #[test]
    fn a_broken_file_is_named() {
        let error = Outlets::read(&[("mine.toml", "outlet = [ { nam = \"X\" } ]")]).expect_err("an unknown field");
        assert_eq!(error.file, "mine.toml");
        assert!(error.message.contains("nam"), "{error}");
        assert!(Outlets::read(&[("mine.toml", "outlets = []")]).is_err());
    }
}
