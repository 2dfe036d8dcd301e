//! Who was head of a state or of its government on a day? For the G20, the European Union and their neighbours, and for no other office.

use serde::Deserialize;

use super::list;
use crate::PackError;
use crate::knowledge::Knowledge;
use crate::pack::PackFile;

/// An office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Office {
    /// President, king, pope; of the Union the president of the European Council.
    HeadOfState,
    /// Chancellor, prime minister; of the Union the president of the Commission.
    HeadOfGovernment,
}

/// A term of office.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// ISO 3166-1 alpha-2, or *EU*.
    pub state: String,
    /// Which of its heads.
    pub office: Office,
    /// What the office is called, in the masculine.
    pub title: String,
    /// Who held it.
    pub name: String,
    /// First day, `2021-12-08`, or month where the day is not certain.
    pub from: String,
    /// Last day; none where no end was known when the list was made.
    pub until: Option<String>,
}

impl Term {
    /// Whether this day (`2021-12-08`) lies in the term. The first and last days count; where only a month is known, all its days.
    pub fn includes(&self, day: &str) -> bool {
        let begun = day >= self.from.as_str();
        // “2021-11-28” is not behind “2021-11”.
        let over = self.until.as_deref().is_some_and(|until| day > until && !day.starts_with(until));
        begun && !over
    }
}

/// Terms of office.
#[derive(Debug, Clone)]
pub struct Offices {
    terms: Vec<Term>,
}

/// The list that is compiled in.
const FILE: (&str, &str) = ("world/offices.toml", include_str!("../../world/offices.toml"));

impl Offices {
    /// The list that is compiled in.
    pub fn built_in() -> Result<Offices, PackError> {
        Offices::with(&Knowledge::default())
    }

    /// The list that is compiled in, behind what somebody knows beside it.
    pub fn with(knowledge: &Knowledge) -> Result<Offices, PackError> {
        Offices::read(&knowledge.before(FILE))
    }

    /// The list in some files, each with its name, for messages, and its content. Of several entries of one name the first counts.
    pub fn read(files: &[PackFile]) -> Result<Offices, PackError> {
        Ok(Offices { terms: list(files, "term")? })
    }

    /// Who held an office on a day; two on a day on which it changed hands.
    pub fn held(&self, state: &str, office: Office, day: &str) -> impl Iterator<Item = &Term> {
        self.terms.iter().filter(move |term| term.state == state && term.office == office && term.includes(day))
    }

    /// The terms of somebody with this name.
    pub fn of(&self, name: &str) -> impl Iterator<Item = &Term> {
        self.terms.iter().filter(move |term| term.name == name)
    }

    /// All terms, in the order of the list.
    pub fn iter(&self) -> impl Iterator<Item = &Term> {
        self.terms.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offices() -> Offices {
        Offices::built_in().expect("the list is readable")
    }

    #[test]
    fn a_day_tells_who_was_in_office() {
        let offices = offices();
        let held = |state: &str, office, day: &str| offices.held(state, office, day).map(|term| term.name.clone()).collect::<Vec<_>>();
        assert_eq!(held("DE", Office::HeadOfGovernment, "2019-05-01"), ["Angela Merkel"]);
        assert_eq!(held("DE", Office::HeadOfGovernment, "2021-12-08"), ["Angela Merkel", "Olaf Scholz"]);
        assert_eq!(held("CZ", Office::HeadOfGovernment, "2021-11-30").len(), 2);
        assert_eq!(held("CH", Office::HeadOfState, "1990-01-01"), [""; 0]);
    }

    #[test]
    fn terms_are_dates_in_order_and_do_not_overlap() {
        let is_date = |date: &str| {
            let parts: Vec<&str> = date.split('-').collect();
            let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
            (lengths == [4, 2] || lengths == [4, 2, 2]) && parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
        };
        let offices = offices();
        for (index, term) in offices.terms.iter().enumerate() {
            assert!(is_date(&term.from) && term.until.as_deref().is_none_or(is_date), "{term:?}");
            assert!(term.until.as_deref().is_none_or(|until| until >= term.from.as_str()), "{term:?}");
            let next = offices.terms[index + 1..].iter().find(|next| next.state == term.state && next.office == term.office);
            if let Some(next) = next {
                let until = term.until.as_deref().unwrap_or("9999");
                assert!(until <= next.from.as_str(), "{} and {} hold one office", term.name, next.name);
            }
        }
    }
}
