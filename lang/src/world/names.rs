//! Which of many names stand in a text? Whole words only, the longest name first, in time that grows with the text and not with the list.

use std::ops::Range;

use rustc_hash::FxHashMap;

/// Names of one word or more, each with what it names.
#[derive(Debug, Clone)]
pub struct Names<T> {
    by_first_word: FxHashMap<Box<str>, Vec<(Box<str>, T)>>,
    case: Case,
}

/// Whether case matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    /// *AP* is an agency, *ap* is not.
    Matters,
    /// In a credit line both are.
    Folds,
}

/// A name found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named<T> {
    /// The bytes of the text where it stands.
    pub bytes: Range<usize>,
    /// What it names.
    pub what: T,
}

impl<T: Copy + PartialEq> Names<T> {
    pub(super) fn new(case: Case) -> Self {
        Names { by_first_word: FxHashMap::default(), case }
    }

    /// Adds all forms of a name.
    pub(super) fn add(&mut self, name: &str, what: T) {
        for form in forms(name) {
            self.add_form(&form, what);
        }
    }

    fn add_form(&mut self, name: &str, what: T) {
        let key = self.key(first_word(name));
        let names = self.by_first_word.entry(key).or_default();
        if names.iter().any(|(known, _)| **known == *name) {
            return;
        }
        // The longest comes first; of equally long ones the first that was added.
        let place = names.partition_point(|(known, _)| known.len() >= name.len());
        names.insert(place, (name.into(), what));
    }

    /// What this name names, if it is one.
    pub fn get(&self, name: &str) -> Option<T> {
        let (end, what) = self.at(name, 0)?;
        (end == name.len()).then_some(what)
    }

    /// All names in a text from left to right; where one lies within another, the longer.
    pub fn find(&self, text: &str) -> Vec<Named<T>> {
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(start) = text[from..].find(char::is_alphanumeric).map(|offset| from + offset) {
            match self.at(text, start) {
                Some((end, what)) => {
                    found.push(Named { bytes: start..end, what });
                    from = end;
                }
                None => from = start + first_word(&text[start..]).len(),
            }
        }
        found
    }

    /// What the longest name names that begins with this word of a sentence, and of how many words it is.
    ///
    /// Words that a text has without a space between them may be several words here: „Bündnis 90 / Die Grünen“.
    pub fn at_word(&self, words: &[&str], place: usize) -> Option<(usize, T)> {
        let candidates = self.by_first_word.get(first_word(words[place]))?;
        candidates.iter().find_map(|(name, what)| {
            let mut rest: &str = name;
            for (count, word) in words[place..].iter().enumerate() {
                rest = rest.strip_prefix(word)?.trim_start();
                if rest.is_empty() {
                    return Some((count + 1, *what));
                }
            }
            None
        })
    }

    /// The longest name that begins at this place, which is the start of a word, and where it ends.
    fn at(&self, text: &str, start: usize) -> Option<(usize, T)> {
        let rest = &text[start..];
        let word = first_word(rest);
        let candidates = match self.case {
            Case::Matters => self.by_first_word.get(word)?,
            Case::Folds => self.by_first_word.get(&self.key(word))?,
        };
        candidates.iter().find_map(|(name, what)| {
            let length = self.prefix(rest, name)?;
            let ends_word = !rest[length..].starts_with(char::is_alphanumeric);
            ends_word.then_some((start + length, *what))
        })
    }

    /// How much of the text is this name.
    fn prefix(&self, text: &str, name: &str) -> Option<usize> {
        if self.case == Case::Matters {
            return text.starts_with(name).then_some(name.len());
        }
        let mut characters = text.char_indices();
        for wanted in name.chars() {
            let (_, found) = characters.next()?;
            if !found.to_lowercase().eq(wanted.to_lowercase()) {
                return None;
            }
        }
        Some(characters.next().map_or(text.len(), |(at, _)| at))
    }

    fn key(&self, word: &str) -> Box<str> {
        match self.case {
            Case::Matters => word.into(),
            Case::Folds => word.to_lowercase().into(),
        }
    }
}

/// The forms of a name: letters in brackets may be missing. `Deutsche[n] Presse-Agentur` are two, `Bayerische[r|n] Rundfunk` three.
pub(super) fn forms(name: &str) -> Vec<String> {
    let Some((before, rest)) = name.split_once('[') else { return vec![name.to_string()] };
    let Some((endings, after)) = rest.split_once(']') else { return vec![name.to_string()] };
    let after = forms(after);
    let endings = std::iter::once("").chain(endings.split('|'));
    endings.flat_map(|ending| after.iter().map(move |after| format!("{before}{ending}{after}"))).collect()
}

/// Letters and digits up to the first other character.
fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn names(case: Case) -> Names<u8> {
        let mut names = Names::new(case);
        for (name, what) in [("dpa", 1), ("dpa-AFX", 2), ("Deutsche[n] Presse-Agentur", 1), ("AP", 3), ("APA", 4)] {
            names.add(name, what);
        }
        names
    }

    fn found(text: &str, case: Case) -> Vec<(&str, u8)> {
        names(case).find(text).into_iter().map(|named| (&text[named.bytes], named.what)).collect()
    }

    #[test]
    fn the_longest_name_is_found() {
        assert_eq!(found("dpa-AFX und dpa-Informationen", Case::Matters), [("dpa-AFX", 2), ("dpa", 1)]);
        assert_eq!(found("der Deutschen Presse-Agentur zufolge", Case::Matters), [("Deutschen Presse-Agentur", 1)]);
    }

    #[test]
    fn names_are_whole_words() {
        assert_eq!(found("APArtment, dpax, xdpa, AP.", Case::Matters), [("AP", 3)]);
    }

    #[test]
    fn case_matters_unless_it_folds() {
        assert_eq!(found("(ap/DPA)", Case::Matters), []);
        assert_eq!(found("(ap/DPA)", Case::Folds), [("ap", 3), ("DPA", 1)]);
        assert_eq!(names(Case::Folds).get("DEUTSCHE PRESSE-AGENTUR"), Some(1));
        assert_eq!(names(Case::Folds).get("dpa-Bericht"), None);
    }

    #[test]
    fn letters_in_brackets_may_be_missing() {
        assert_eq!(forms("Bayerische[r|n] Rundfunk[s]").len(), 6);
        assert_eq!(forms("Neue[s|n] Haus"), ["Neue Haus", "Neues Haus", "Neuen Haus"]);
        assert_eq!(forms("[ offen"), ["[ offen"]);
    }

    proptest! {
        #[test]
        fn every_find_is_a_slice_of_the_text(text in "(\\PC|dpa|AP|İ|ß| |-){0,40}") {
            for case in [Case::Matters, Case::Folds] {
                let mut from = 0;
                for named in names(case).find(&text) {
                    prop_assert!(named.bytes.start >= from);
                    prop_assert!(text.get(named.bytes.clone()).is_some());
                    from = named.bytes.end;
                }
            }
        }
    }
}
