//! Which newspapers, broadcasters and portals does a text name? Many have names that are words (*Welt*, *Bild*, *Focus*): these count only where a
//! reader expects an outlet, in quotation marks or behind *Zeitung*; the caller knows where that is.

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::list;
use super::names::{Case, Named, Names};
use crate::PackError;
use crate::knowledge::Knowledge;
use crate::pack::PackFile;
use crate::recogniser::context::known;

/// What an outlet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutletKind {
    /// Printed every day or week.
    Newspaper,
    /// Printed less often, or a journal.
    Magazine,
    /// Radio and television.
    Broadcaster,
    /// Only on the web.
    Portal,
    /// Where people publish themselves: *Facebook*.
    Platform,
}

/// An outlet.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outlet {
    /// As a reader knows it. Not a key: there are two *Watson*.
    pub name: String,
    /// How running text names it; the name alone if left out.
    names: Option<Vec<String>>,
    /// What names it only where an outlet is expected.
    #[serde(default)]
    marked: Vec<String>,
    /// Its own web addresses, without *www*.
    #[serde(default)]
    pub hosts: Vec<String>,
    /// Where it is made, ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// What it is.
    pub kind: OutletKind,
    /// Publisher or network; outlets of one family share articles.
    pub family: Option<String>,
}

impl Outlet {
    fn names(&self) -> impl Iterator<Item = &String> {
        self.names.iter().flatten().chain(self.names.is_none().then_some(&self.name))
    }
}

/// The outlets that we know.
#[derive(Debug, Clone)]
pub struct Outlets {
    outlets: Vec<Outlet>,
    in_text: Names<usize>,
    where_expected: Names<usize>,
    by_host: FxHashMap<String, usize>,
}

/// The list that is compiled in.
const FILE: (&str, &str) = ("world/outlets.toml", include_str!("../../world/outlets.toml"));

impl Outlets {
    /// The list that is compiled in.
    pub fn built_in() -> Result<Outlets, PackError> {
        Outlets::with(&Knowledge::default())
    }

    /// The list that is compiled in, behind what somebody knows beside it.
    pub fn with(knowledge: &Knowledge) -> Result<Outlets, PackError> {
        Outlets::read(&knowledge.before(FILE))
    }

    /// The list in some files, each with its name, for messages, and its content. Of several entries of one name the first counts.
    pub fn read(files: &[PackFile]) -> Result<Outlets, PackError> {
        let outlets: Vec<Outlet> = list(files, "outlet")?;
        let (mut in_text, mut where_expected) = (Names::new(Case::Matters), Names::new(Case::Matters));
        let mut by_host = FxHashMap::default();
        for (index, outlet) in outlets.iter().enumerate() {
            for name in outlet.names() {
                in_text.add(name, index);
                where_expected.add(name, index);
            }
            outlet.marked.iter().for_each(|name| where_expected.add(name, index));
            outlet.hosts.iter().for_each(|host| _ = by_host.entry(host.clone()).or_insert(index));
        }
        Ok(Outlets { outlets, in_text, where_expected, by_host })
    }

    /// The outlet with exactly this name, also where the name is a word as well: *Welt*. Of several, the first of the list.
    pub fn named(&self, name: &str) -> Option<&Outlet> {
        self.where_expected.get(name).map(|index| &self.outlets[index])
    }

    /// The outlet whose name can mean nothing else.
    pub fn surely_named(&self, name: &str) -> Option<&Outlet> {
        self.in_text.get(name).map(|index| &self.outlets[index])
    }

    /// The outlet whose pages are at this host or at one within it: *www.faz.net*, *abo.faz.net*.
    pub fn at_host(&self, host: &str) -> Option<&Outlet> {
        let mut host = host;
        loop {
            if let Some(&index) = self.by_host.get(host) {
                return Some(&self.outlets[index]);
            }
            (_, host) = host.split_once('.')?;
        }
    }

    /// The outlets that running text names, from left to right.
    pub fn in_text<'a>(&'a self, text: &str) -> Vec<Named<&'a Outlet>> {
        self.resolved(self.in_text.find(text))
    }

    /// The outlets that a text names in which outlets are expected: what stands in quotation marks, the publisher in a page's metadata.
    pub fn where_expected<'a>(&'a self, text: &str) -> Vec<Named<&'a Outlet>> {
        self.resolved(self.where_expected.find(text))
    }

    /// All names, with bits of [`known`].
    pub(super) fn each_name(&self, mut take: impl FnMut(&str, u16)) {
        self.outlets.iter().for_each(|outlet| outlet.names().for_each(|name| take(name, known::OUTLET)));
        self.outlets.iter().for_each(|outlet| outlet.marked.iter().for_each(|name| take(name, known::PERHAPS_OUTLET)));
    }

    /// All of them, in the order of the list.
    pub fn iter(&self) -> impl Iterator<Item = &Outlet> {
        self.outlets.iter()
    }

    fn resolved(&self, found: Vec<Named<usize>>) -> Vec<Named<&Outlet>> {
        found.into_iter().map(|Named { bytes, what }| Named { bytes, what: &self.outlets[what] }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::names::forms;
    use rustc_hash::FxHashSet;

    fn outlets() -> Outlets {
        Outlets::built_in().expect("the list is readable")
    }

    #[test]
    fn names_that_are_words_need_a_place_where_an_outlet_is_expected() {
        let outlets = outlets();
        let names = |found: Vec<Named<&Outlet>>| found.into_iter().map(|named| named.what.name.clone()).collect::<Vec<_>>();
        assert_eq!(names(outlets.in_text("Die Welt hat ein Bild davon, sagte er der Süddeutschen Zeitung.")), ["Süddeutsche Zeitung"]);
        assert_eq!(names(outlets.where_expected("Welt")), ["Die Welt"]);
        assert_eq!(names(outlets.in_text("Das hatte die Bild-Zeitung berichtet.")), ["Bild"]);
    }

    #[test]
    fn a_host_within_an_outlets_host_is_the_outlets() {
        let outlets = outlets();
        assert_eq!(outlets.at_host("www.faz.net").map(|outlet| outlet.name.as_str()), Some("Frankfurter Allgemeine Zeitung"));
        assert_eq!(outlets.at_host("oe1.orf.at").map(|outlet| outlet.name.as_str()), Some("Ö1"));
        assert_eq!(outlets.at_host("faz.net.example").map(|outlet| outlet.name.as_str()), None);
    }

    #[test]
    fn no_sure_name_and_no_host_belongs_to_two() {
        let (mut names, mut hosts) = (FxHashSet::default(), FxHashSet::default());
        for outlet in outlets().iter() {
            let mut own: Vec<String> = outlet.names().flat_map(|name| forms(name)).collect();
            own.sort();
            own.dedup();
            for name in own {
                assert!(names.insert(name.clone()), "{name} names two outlets");
            }
            for host in &outlet.hosts {
                assert!(hosts.insert(host.clone()), "{host} belongs to two outlets");
                assert!(!host.starts_with("www.") && host.contains('.') && host.is_ascii(), "{host} is no host");
            }
        }
    }
}
