//! Which news agencies does a text name? In running text their names are written as they are; in a credit line, a byline or an end mark
//! shorter and in any case: *(sda/dpa)*, *AFP/mh*.

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::list;
use super::names::{Case, Named, Names};
use crate::PackError;
use crate::knowledge::Knowledge;
use crate::pack::PackFile;

/// What an agency passes on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgencyKind {
    /// News that it gathered itself: *dpa*.
    #[default]
    Agency,
    /// What others wrote about themselves: *ots*.
    PressReleaseService,
    /// Pictures: *Getty Images*.
    PhotoAgency,
}

/// A news agency.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agency {
    /// As a reader knows it: *dpa*. No two agencies share it.
    pub name: String,
    /// What the name stands for, where that is longer: *Deutsche Presse-Agentur*.
    pub full: Option<String>,
    /// How running text names it.
    names: Vec<String>,
    /// What names it in a credit line only.
    #[serde(default)]
    credit: Vec<String>,
    /// Of its seat, ISO 3166-1 alpha-2; none where it has no seat or several.
    pub country: Option<String>,
    /// What it passes on.
    #[serde(default)]
    pub kind: AgencyKind,
    /// Its own web addresses, without *www*.
    #[serde(default)]
    pub hosts: Vec<String>,
}

/// The agencies of the world that news names.
#[derive(Debug, Clone)]
pub struct Agencies {
    agencies: Vec<Agency>,
    in_text: Names<usize>,
    in_credit: Names<usize>,
    by_host: FxHashMap<String, usize>,
}

/// The list that is compiled in.
const FILE: (&str, &str) = ("world/agencies.toml", include_str!("../../world/agencies.toml"));

impl Agencies {
    /// The list that is compiled in.
    pub fn built_in() -> Result<Agencies, PackError> {
        Agencies::with(&Knowledge::default())
    }

    /// The list that is compiled in, behind what somebody knows beside it.
    pub fn with(knowledge: &Knowledge) -> Result<Agencies, PackError> {
        Agencies::read(&knowledge.before(FILE))
    }

    /// The list in some files, each with its name, for messages, and its content. Of several entries of one name the first counts.
    pub fn read(files: &[PackFile]) -> Result<Agencies, PackError> {
        let agencies: Vec<Agency> = list(files, "agency")?;
        let (mut in_text, mut in_credit) = (Names::new(Case::Matters), Names::new(Case::Folds));
        let mut by_host = FxHashMap::default();
        for (index, agency) in agencies.iter().enumerate() {
            agency.names.iter().for_each(|name| in_text.add(name, index));
            agency.names.iter().chain(&agency.credit).for_each(|name| in_credit.add(name, index));
            agency.hosts.iter().for_each(|host| _ = by_host.entry(host.clone()).or_insert(index));
        }
        Ok(Agencies { agencies, in_text, in_credit, by_host })
    }

    /// The agency with this name, short or long, in any case.
    pub fn named(&self, name: &str) -> Option<&Agency> {
        self.in_credit.get(name).map(|index| &self.agencies[index])
    }

    /// The agency that running text names so.
    pub fn surely_named(&self, name: &str) -> Option<&Agency> {
        self.in_text.get(name).map(|index| &self.agencies[index])
    }

    /// The agency whose pages are at this host, with or without *www*.
    pub fn at_host(&self, host: &str) -> Option<&Agency> {
        let host = host.strip_prefix("www.").unwrap_or(host);
        self.by_host.get(host).map(|&index| &self.agencies[index])
    }

    /// The agencies that running text names, from left to right.
    pub fn in_text<'a>(&'a self, text: &str) -> Vec<Named<&'a Agency>> {
        self.resolved(self.in_text.find(text))
    }

    /// The agencies that a credit line, a byline or an end mark names: *dpa/AFP*, *(sda)*, *Mit Material von Reuters*.
    pub fn in_credit<'a>(&'a self, line: &str) -> Vec<Named<&'a Agency>> {
        self.resolved(self.in_credit.find(line))
    }

    /// All names in running text.
    pub(super) fn each_name(&self, mut take: impl FnMut(&str)) {
        self.agencies.iter().for_each(|agency| agency.names.iter().for_each(|name| take(name)));
    }

    /// All of them, in the order of the list.
    pub fn iter(&self) -> impl Iterator<Item = &Agency> {
        self.agencies.iter()
    }

    fn resolved(&self, found: Vec<Named<usize>>) -> Vec<Named<&Agency>> {
        found.into_iter().map(|Named { bytes, what }| Named { bytes, what: &self.agencies[what] }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::names::forms;
    use rustc_hash::FxHashSet;

    fn agencies() -> Agencies {
        Agencies::built_in().expect("the list is readable")
    }

    fn names<'a>(found: &[Named<&'a Agency>]) -> Vec<&'a str> {
        found.iter().map(|named| named.what.name.as_str()).collect()
    }

    #[test]
    fn credits_are_read_in_any_case() {
        let agencies = agencies();
        assert_eq!(names(&agencies.in_credit("(sda/dpa/afp/mh)")), ["Keystone-SDA", "dpa", "AFP"]);
        assert_eq!(names(&agencies.in_credit("Mit Material von dpa-AFX und Reuters")), ["dpa-AFX", "Reuters"]);
        assert_eq!(names(&agencies.in_credit("OTS")), ["ots"]);
        assert_eq!(names(&agencies.in_credit("Quelle: PA")), ["PA"]);
    }

    #[test]
    fn running_text_needs_the_name_as_it_is_written() {
        let agencies = agencies();
        assert_eq!(names(&agencies.in_text("Das sagte er der Deutschen Presse-Agentur und RIA Nowosti.")), ["dpa", "RIA Nowosti"]);
        assert_eq!(names(&agencies.in_text("Die Nachrichtenagentur Mehr meldete mehr Tote.")), ["Mehr"]);
        assert_eq!(names(&agencies.in_text("Mehr Regen fiel in Petra.")), [""; 0]);
    }

    #[test]
    fn an_agency_is_known_by_its_kind_and_host() {
        let agencies = agencies();
        assert_eq!(agencies.named("pr newswire").map(|agency| agency.kind), Some(AgencyKind::PressReleaseService));
        assert_eq!(agencies.at_host("www.reuters.com").map(|agency| agency.name.as_str()), Some("Reuters"));
        assert_eq!(agencies.at_host("reuters.example").map(|agency| agency.name.as_str()), None);
    }

    #[test]
    fn no_name_and_no_host_belongs_to_two() {
        let agencies = agencies();
        let mut seen = FxHashSet::default();
        for agency in agencies.iter() {
            assert!(seen.insert(agency.name.to_lowercase()), "{} stands twice", agency.name);
            for name in agency.names.iter().chain(&agency.credit).flat_map(|name| forms(name)) {
                let owner = agencies.named(&name).map(|owner| owner.name.as_str());
                assert_eq!(owner, Some(agency.name.as_str()), "{name} names two agencies");
            }
            assert!(
                agency.hosts.iter().all(|host| agencies.at_host(host).is_some_and(|other| other.name == agency.name)),
                "{}",
                agency.name
            );
        }
    }
}
