//! Which mentions of an article name the same?
//!
//! A pure function over the names as they stand, in order: full names are persons of their own unless they are spellings of one another, a bare surname
//! is the person with that surname who was named last, initials are the organisation whose words they begin. Spellings of one name in two
//! transliterations are joined (*Wladimir*, *Vladimir*; *Selenskyj*, *Zelensky*), surnames that differ by a letter are not (*Scholz*, *Schulz*): only
//! names with the endings of Slavic surnames may differ as transliterations do.

use std::collections::BTreeMap;

use quell_document::{Entity, MentionKind};
use quell_lang::spelling::{folded, is_slavic, loose, same_person, surname};
use quell_lang::world::{Known, Referring};
use rustc_hash::FxHashMap;

/// A mention's name.
#[derive(Debug, Clone, Copy)]
pub struct Name<'t> {
    /// As it stands in the text.
    pub text: &'t str,
    /// What it names.
    pub kind: MentionKind,
    /// What the lists say of it.
    pub known: Option<Known<'t>>,
}

/// Whom the names name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joined {
    /// For each name the number of its entity.
    pub of: Vec<usize>,
    /// In the order in which they are first named.
    pub entities: Vec<Entity>,
}

/// Joins the names of one article; `is_first_name` tells first names.
pub fn join(names: &[Name], is_first_name: &dyn Fn(&str) -> bool) -> Joined {
    let persons = Persons::of(names);
    let mut joiner = Joiner { numbers: FxHashMap::default(), entities: Vec::new(), initials: FxHashMap::default() };
    // Full names of organisations first, so that initials before them are known too.
    let organisations = names.iter().filter(|name| name.kind == MentionKind::Organisation && name.known.is_none());
    for name in organisations {
        if let Some(initials) = initials(name.text) {
            joiner.initials.entry(initials).or_insert_with(|| key(name.text));
        }
    }
    let mut of = Vec::with_capacity(names.len());
    let mut last_of_surname: FxHashMap<&str, usize> = FxHashMap::default();
    for (index, name) in names.iter().enumerate() {
        of.push(match name.kind {
            MentionKind::Person => {
                let person = persons.person_of(index, name.text, &mut last_of_surname, is_first_name);
                joiner.number(format!("person {}", key(person)), || plain(person.to_string(), MentionKind::Person))
            }
            _ => joiner.other(name),
        });
    }
    Joined { of, entities: joiner.entities }
}

fn plain(name: String, kind: MentionKind) -> Entity {
    Entity { name, kind, country: None, ids: BTreeMap::new() }
}

struct Joiner {
    /// The number of an entity by its key.
    numbers: FxHashMap<String, usize>,
    entities: Vec<Entity>,
    /// The keys of organisations by their initials.
    initials: FxHashMap<String, String>,
}

impl Joiner {
    fn number(&mut self, key: String, entity: impl FnOnce() -> Entity) -> usize {
        *self.numbers.entry(key).or_insert_with(|| {
            self.entities.push(entity());
            self.entities.len() - 1
        })
    }

    /// An agency, an outlet, a state, a place, an organisation.
    fn other(&mut self, name: &Name) -> usize {
        if let Some(known) = name.known {
            let entity = entity_of(known, name.kind);
            return self.number(format!("{} {}", name.kind.name(), key(&entity.name)), || entity);
        }
        let own = key(name.text);
        let is_acronym = name.text.len() >= 2 && name.text.chars().all(|letter| letter.is_uppercase());
        let full = self.initials.get(&own).filter(|_| is_acronym && name.kind == MentionKind::Organisation).cloned();
        let wanted = full.unwrap_or(own);
        // “Kiels” is Kiel if Kiel is named too.
        let bare = wanted.strip_suffix('s').map(|bare| format!("{} {bare}", name.kind.name()));
        if let Some(&number) = bare.as_ref().and_then(|bare| self.numbers.get(bare)) {
            return number;
        }
        self.number(format!("{} {wanted}", name.kind.name()), || plain(name.text.to_string(), name.kind))
    }
}

/// The entity that is on a list.
fn entity_of(known: Known, kind: MentionKind) -> Entity {
    let (name, country, id) = match known {
        Known::Agency(agency) => (&agency.name, &agency.country, agency.hosts.first().map(|host| ("host", host))),
        Known::Outlet(outlet) => (&outlet.name, &outlet.country, outlet.hosts.first().map(|host| ("host", host))),
        Known::Organisation(organisation) => (&organisation.name, &organisation.country, None),
        Known::State(state, Referring::Name | Referring::Seat | Referring::Capital) => {
            let ids = BTreeMap::from([("iso3166".to_string(), state.code.clone())]);
            return Entity { name: state.name.clone(), kind, country: Some(state.code.clone()), ids };
        }
    };
    let ids = id.map(|(name, value)| (name.to_string(), value.clone())).into_iter().collect();
    Entity { name: name.clone(), kind, country: country.clone(), ids }
}

/// The persons who are named in full.
struct Persons<'t> {
    /// For each name that is a full one, the fullest spelling of that person.
    full: FxHashMap<usize, &'t str>,
    /// The fullest spellings by surname, in the order of the text.
    by_surname: FxHashMap<String, Vec<&'t str>>,
    /// Surnames that a single word may be, for names whose spelling differs.
    by_loose_surname: FxHashMap<String, &'t str>,
    /// The one person with this first name; nobody where there are several.
    by_first_name: FxHashMap<String, Option<&'t str>>,
}

impl<'t> Persons<'t> {
    fn of(names: &[Name<'t>]) -> Persons<'t> {
        let mut groups: Vec<&'t str> = Vec::new();
        let mut by_loose: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        let mut group_of: FxHashMap<usize, usize> = FxHashMap::default();
        // “von der Leyen” has words enough, but no first name.
        let is_full = |name: &Name| name.kind == MentionKind::Person && surname(name.text).len() < name.text.len();
        for (index, name) in names.iter().enumerate().filter(|(_, name)| is_full(name)) {
            let candidates = by_loose.entry(loose(surname(name.text))).or_default();
            let group = candidates.iter().copied().take(GROUPS_MAX).find(|&group| same_person(groups[group], name.text));
            let group = group.unwrap_or_else(|| {
                candidates.push(groups.len());
                groups.push(name.text);
                groups.len() - 1
            });
            // The name with the most words is the fullest; the first of equals.
            if words(name.text).count() > words(groups[group]).count() {
                groups[group] = name.text;
            }
            group_of.insert(index, group);
        }
        let mut persons = Persons {
            full: group_of.iter().map(|(&index, &group)| (index, groups[group])).collect(),
            by_surname: FxHashMap::default(),
            by_loose_surname: FxHashMap::default(),
            by_first_name: FxHashMap::default(),
        };
        for full in groups {
            persons.by_surname.entry(folded(surname(full))).or_default().push(full);
            if is_slavic(surname(full)) {
                persons.by_loose_surname.entry(loose(surname(full))).or_insert(full);
            }
            let first = words(full).next().unwrap_or_default();
            persons.by_first_name.entry(folded(first)).and_modify(|one| *one = None).or_insert(Some(full));
        }
        persons
    }

    /// The full name of the person whom a name means; the name itself where nobody is named in full.
    fn person_of(
        &self,
        index: usize,
        text: &'t str,
        last_of_surname: &mut FxHashMap<&'t str, usize>,
        is_first_name: &dyn Fn(&str) -> bool,
    ) -> &'t str {
        if let Some(&full) = self.full.get(&index) {
            last_of_surname.insert(full, index);
            return full;
        }
        let bare = text.strip_suffix(['\'', '’']).unwrap_or(text);
        let forms = [Some(bare), bare.strip_suffix('s')];
        for form in forms.into_iter().flatten() {
            if let Some(persons) = self.by_surname.get(&folded(form)) {
                // Of several with one surname the one who was named last.
                let latest = persons.iter().take(GROUPS_MAX).max_by_key(|full| last_of_surname.get(*full));
                return latest.copied().unwrap_or(text);
            }
        }
        for form in forms.into_iter().flatten() {
            if is_slavic(form)
                && let Some(&full) = self.by_loose_surname.get(&loose(form))
            {
                return full;
            }
            if is_first_name(form)
                && let Some(&Some(full)) = self.by_first_name.get(&folded(form))
            {
                return full;
            }
        }
        bare
    }
}

/// More people of one surname are not told apart, so that the work stays linear.
const GROUPS_MAX: usize = 16;

/// A key for entities that are known by their name alone.
fn key(name: &str) -> String {
    name.split_whitespace().map(folded).collect::<Vec<_>>().join(" ")
}

fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split_whitespace()
}

/// The capitals of an organisation's words, if there are at least two: *Küstennaher Nahverkehrs-Verbund* has `knv`.
fn initials(name: &str) -> Option<String> {
    let parts = name.split(|letter: char| letter.is_whitespace() || letter == '-');
    let initials: String = parts.filter_map(|part| part.chars().next()).filter(|first| first.is_uppercase()).collect();
    (initials.chars().count() >= 2).then(|| folded(&initials))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FIRST_NAMES: [&str; 8] = ["Mara", "Ida", "Olaf", "Martin", "Wladimir", "Vladimir", "Jan", "Jon"];

    /// The full name of each person's entity.
    fn persons(names: &[&str]) -> Vec<String> {
        named(&names.iter().map(|&text| (text, MentionKind::Person)).collect::<Vec<_>>())
    }

    fn named(names: &[(&str, MentionKind)]) -> Vec<String> {
        let names: Vec<Name> = names.iter().map(|&(text, kind)| Name { text, kind, known: None }).collect();
        let joined = join(&names, &|word| FIRST_NAMES.contains(&word));
        joined.of.iter().map(|&entity| joined.entities[entity].name.clone()).collect()
    }

    #[test]
    fn a_surname_is_the_person_named_in_full_before_or_behind() {
        assert_eq!(persons(&["Jessen", "Mara Jessen", "Jessens"]), ["Mara Jessen"; 3]);
        assert_eq!(persons(&["Ursula von der Leyen", "von der Leyen"]), ["Ursula von der Leyen"; 2]);
        assert_eq!(persons(&["Voss", "Voss"]), ["Voss"; 2]);
    }

    #[test]
    fn of_two_with_one_surname_the_last_one_is_meant() {
        assert_eq!(
            persons(&["Mara Voss", "Ida Voss", "Voss", "Mara Voss", "Voss"]),
            ["Mara Voss", "Ida Voss", "Ida Voss", "Mara Voss", "Mara Voss"]
        );
    }

    #[test]
    fn transliterations_are_one_name() {
        assert_eq!(persons(&["Wladimir Putin", "Vladimir Putin"]), ["Wladimir Putin"; 2]);
        assert_eq!(persons(&["Wolodymyr Selenskyj", "Volodymyr Zelensky", "Selenski"]), ["Wolodymyr Selenskyj"; 3]);
        assert_eq!(persons(&["Alexander Lukaschenko", "Aljaksandr Lukaschenka", "Lukaschenka"]), ["Alexander Lukaschenko"; 3]);
        assert_eq!(persons(&["Baschar al-Assad", "Bashar al-Assad"]), ["Baschar al-Assad"; 2]);
        assert_eq!(persons(&["Recep Tayyip Erdogan", "Recep Tayyip Erdoğan", "Erdoğan"]), ["Recep Tayyip Erdogan"; 3]);
    }

    #[test]
    fn surnames_that_differ_by_a_letter_are_two() {
        assert_eq!(
            persons(&["Olaf Scholz", "Martin Schulz", "Schulz", "Scholz"]),
            ["Olaf Scholz", "Martin Schulz", "Martin Schulz", "Olaf Scholz"]
        );
        assert_eq!(persons(&["Olaf Scholz", "Olaf Schulz"]), ["Olaf Scholz", "Olaf Schulz"]);
        assert_eq!(persons(&["Mara Meier", "Mara Meyer"]), ["Mara Meier", "Mara Meyer"]);
        assert_eq!(persons(&["Jan Voss", "Jon Voss"]), ["Jan Voss", "Jon Voss"]);
    }

    #[test]
    fn the_fullest_form_is_the_name() {
        assert_eq!(persons(&["J. Jessen", "Jan Jessen", "Jan Peter Jessen"]), ["Jan Peter Jessen"; 3]);
        assert_eq!(persons(&["Mara Jessen", "Mara"]), ["Mara Jessen"; 2]);
    }

    #[test]
    fn initials_are_the_organisation_and_a_genitive_is_the_place() {
        use MentionKind::{Organisation, Place};
        let names = [("KNV", Organisation), ("Küstennaher Nahverkehrs-Verbund", Organisation), ("Kiel", Place), ("Kiels", Place)];
        let found = named(&names);
        assert_eq!(found[0], found[1]);
        assert_eq!(found[2..], ["Kiel", "Kiel"]);
        assert_eq!(named(&[("Kiel", Place), ("Kiel", MentionKind::Person)]).len(), 2);
    }

    proptest! {
        #[test]
        fn every_name_has_an_entity(texts in prop::collection::vec("(Mara |Olaf |J\\. )?(Voss|Scholz|Schulz|Putin|Selenskyj|\\PC{0,6})", 0..12)) {
            let names: Vec<Name> = texts.iter().map(|text| Name { text, kind: MentionKind::Person, known: None }).collect();
            let joined = join(&names, &|_| true);
            prop_assert_eq!(joined.of.len(), names.len());
            prop_assert!(joined.of.iter().all(|&entity| entity < joined.entities.len()));
        }
    }
}
