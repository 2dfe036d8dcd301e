//! Words that have to do with time, by class, each with a value.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::Tenses;
use crate::pack::{PackError, parsed};

/// A class of words, digits or marks; also a single word that a pattern names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Class(pub u16);

/// Classes that are seen from the digits or from other layers instead of a list, by number.
const BUILT_IN: &[&str] = &[
    "day",
    "monthnum",
    "hour",
    "minute",
    "year",
    "yy",
    "number",
    "adjective",
    "noun",
    "person",
    "name",
    "holiday",
    "cardinal",
    "thousands",
    "recent_year",
    "plural",
    "hint",
];

macro_rules! built_in {
    ($($(#[$doc:meta])* $name:ident = $number:literal,)+) => { $($(#[$doc])* pub const $name: Class = Class($number);)+ };
}

built_in! {
    /// Digits from 1 to 31.
    DAY = 0,
    /// Digits from 1 to 12.
    MONTH_NUMBER = 1,
    /// Digits from 0 to 24.
    HOUR = 2,
    /// Two digits from 00 to 59.
    MINUTE = 3,
    /// Four digits from 1000 to 2199.
    YEAR = 4,
    /// Two digits.
    SHORT_YEAR = 5,
    /// A number in digits or words; values are in tenths, so that *anderthalb* is one.
    NUMBER = 6,
    /// An attributive adjective.
    ADJECTIVE = 7,
    /// A common noun.
    NOUN = 8,
    /// A noun for a person.
    PERSON = 9,
    /// A name.
    NAME = 10,
    /// A named day.
    HOLIDAY = 11,
    /// Up to six digits that are no other number: the value as it stands.
    DIGITS = 12,
    /// Three digits behind a point: the rest of a number of thousands.
    THOUSANDS = 13,
    /// Four digits from 1900 to 2050: the years that need no other word.
    RECENT_YEAR = 14,
    /// A common noun that can be a plural.
    PLURAL = 15,
    /// Words before an expression that say whether it lies behind or ahead.
    HINT = 16,
}

macro_rules! slots {
    ($($(#[$doc:meta])* $variant:ident = $word:literal,)+) => {
        /// A named part of a pattern.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Slot { $($(#[$doc])* $variant,)+ }

        impl Slot {
            /// Every part.
            pub const ALL: &[Slot] = &[$(Slot::$variant,)+];

            /// The part that this word names.
            pub fn from_name(word: &str) -> Option<Slot> {
                match word { $($word => Some(Slot::$variant),)+ _ => None }
            }
        }
    };
}

slots! {
    /// 1 is Monday.
    Weekday = "weekday",
    /// Of the month.
    Day = "day",
    /// 1 is January.
    Month = "month",
    /// With all its digits.
    Year = "year",
    /// Two digits.
    ShortYear = "short_year",
    /// 0 to 24.
    Hour = "hour",
    /// 0 to 59.
    Minute = "minute",
    /// Minutes before or after the full hour: *Viertel nach*.
    Around = "around",
    /// Morning, noon and so on.
    Daypart = "daypart",
    /// Spring and so on.
    Season = "season",
    /// How many, in tenths.
    Number = "number",
    /// A number of thousands stands before it.
    Thousands = "thousands",
    /// The digits behind a decimal comma.
    Decimal = "decimal",
    /// An unknown number: *einige*.
    Vague = "vague",
    /// A length of time.
    Unit = "unit",
    /// The larger unit that a part belongs to: a half of a *year*.
    Whole = "whole",
    /// Which one: *der zweite*.
    Ordinal = "ordinal",
    /// The one before (-1), this one (0), the next one (1).
    Direction = "direction",
    /// So many units from now.
    Shift = "shift",
    /// A named day.
    Holiday = "holiday",
    /// Beginning, middle or end.
    Portion = "portion",
    /// About, less than, more than.
    Approx = "approx",
    /// A decade: 199.
    Decade = "decade",
    /// A century: 20 is the twentieth.
    Century = "century",
    /// Present, past, future.
    Reference = "reference",
    /// How often.
    Frequency = "frequency",
    /// Every or each.
    Quantity = "quantity",
    /// Where a duration lies: before now (-1), from now on (1), around now (0).
    Lies = "lies",
    /// Whether the words around tell past (-1) or future (1).
    Hint = "hint",
    /// Reckoned from the last date that was mentioned, not from the publication: forwards (1), backwards (-1).
    Later = "later",
    /// Hours from Greenwich.
    Zone = "zone",
}

/// A length of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Month,
    Quarter,
    HalfYear,
    Year,
    Decade,
    Century,
    Millennium,
}

impl Unit {
    const ALL: [Unit; 13] = [
        Unit::Second,
        Unit::Minute,
        Unit::Hour,
        Unit::Day,
        Unit::Weekend,
        Unit::Week,
        Unit::Month,
        Unit::Quarter,
        Unit::HalfYear,
        Unit::Year,
        Unit::Decade,
        Unit::Century,
        Unit::Millennium,
    ];

    /// The unit with this value.
    pub fn of(value: i32) -> Option<Unit> {
        usize::try_from(value).ok().and_then(|index| Unit::ALL.get(index)).copied()
    }
}

/// Words for values: in the files names are easier to check than numbers.
const VALUE_NAMES: &[(&str, i32)] = &[
    ("second", Unit::Second as i32),
    ("minute", Unit::Minute as i32),
    ("hour", Unit::Hour as i32),
    ("day", Unit::Day as i32),
    ("weekend", Unit::Weekend as i32),
    ("week", Unit::Week as i32),
    ("month", Unit::Month as i32),
    ("quarter", Unit::Quarter as i32),
    ("halfyear", Unit::HalfYear as i32),
    ("year", Unit::Year as i32),
    ("decade", Unit::Decade as i32),
    ("century", Unit::Century as i32),
    ("millennium", Unit::Millennium as i32),
    ("previous", -1),
    ("this", 0),
    ("next", 1),
    ("past", -1),
    ("present", 0),
    ("future", 1),
    ("before", -1),
    ("after", 1),
    ("around", 0),
    ("start", 0),
    ("mid", 1),
    ("end", 2),
    ("approx", 3),
    ("less", 4),
    ("more", 5),
    ("at_most", 6),
    ("at_least", 7),
    ("each", 0),
    ("every", 1),
    ("morning", 0),
    ("noon", 1),
    ("afternoon", 2),
    ("evening", 3),
    ("night", 4),
    ("midnight", 5),
    ("day_time", 6),
    ("spring", 0),
    ("summer", 1),
    ("autumn", 2),
    ("winter", 3),
    ("yes", 1),
];

/// The value that a key of the files stands for: a number or a name.
pub fn value_of(key: &str) -> Option<i32> {
    key.parse().ok().or_else(|| VALUE_NAMES.iter().find(|(name, _)| *name == key).map(|(_, value)| *value))
}

/// The names of classes.
#[derive(Debug, Clone)]
pub struct Classes {
    names: Vec<String>,
    numbers: FxHashMap<String, Class>,
}

impl Default for Classes {
    fn default() -> Self {
        let mut classes = Classes { names: Vec::new(), numbers: FxHashMap::default() };
        for name in BUILT_IN {
            classes.add(name);
        }
        classes
    }
}

impl Classes {
    /// How many there are.
    #[allow(clippy::len_without_is_empty, reason = "there are always those that are built in")]
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// The class of this name, if some word has it.
    pub fn get(&self, name: &str) -> Option<Class> {
        self.numbers.get(name).copied()
    }

    fn add(&mut self, name: &str) -> Class {
        if let Some(known) = self.numbers.get(name) {
            return *known;
        }
        let class = Class(self.names.len() as u16);
        self.names.push(name.to_string());
        self.numbers.insert(name.to_string(), class);
        class
    }
}

/// A class that a word belongs to, and what it means there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The words that follow, of an entry of several words.
    pub more: Vec<String>,
    /// The class.
    pub class: Class,
    /// The value.
    pub value: i32,
}

/// All words that have to do with time.
#[derive(Debug, Clone, Default)]
pub struct TimeWords {
    /// Their classes.
    pub classes: Classes,
    entries: FxHashMap<String, Vec<Entry>>,
    /// What can begin or continue a compound: *Montag*abend.
    linked: FxHashMap<String, Vec<(Class, i32)>>,
    /// What can end one: *abend*.
    tails: FxHashMap<String, Vec<(Class, i32)>>,
    /// What can end one that is an adjective, and so has no capital within a sentence: zwei*jährig*.
    adjective_tails: FxHashMap<String, Vec<(Class, i32)>>,
    /// The last three bytes of what can end a compound, and the first three of what can begin one: most words are neither.
    tail_ends: FxHashSet<[u8; 3]>,
    linked_starts: FxHashSet<[u8; 3]>,
}

/// The words of one class as they stand in the file, by value.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct ClassEntry {
    /// As they are written within a sentence.
    words: FxHashMap<String, Vec<String>>,
    /// Adjectives without their ending.
    adjectives: FxHashMap<String, Vec<String>>,
    /// What begins or continues a compound.
    linked: FxHashMap<String, Vec<String>>,
    /// What only ends a compound.
    tails: FxHashMap<String, Vec<String>>,
    /// The same, an adjective without its ending.
    tail_adjectives: FxHashMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordFile {
    adjective_endings: Vec<String>,
    tenses: Tenses,
    class: FxHashMap<String, ClassEntry>,
}

impl TimeWords {
    /// Adds the words of a file, and gives the verbs by which tenses are told.
    pub(super) fn add_file(&mut self, name: &str, content: &str) -> Result<Tenses, PackError> {
        let file: WordFile = parsed(name, content)?;
        let mut classes: Vec<(&String, &ClassEntry)> = file.class.iter().collect();
        classes.sort_by_key(|(class, _)| *class);
        for (class_name, entry) in classes {
            let class = self.classes.add(class_name);
            let inflected = |stems: &FxHashMap<String, Vec<String>>| -> FxHashMap<String, Vec<String>> {
                let all = |stem: &String| file.adjective_endings.iter().map(|ending| format!("{stem}{ending}")).collect::<Vec<_>>();
                stems.iter().map(|(key, stems)| (key.clone(), stems.iter().flat_map(all).collect())).collect()
            };
            for (value, form) in
                sorted(&entry.words, name, class_name)?.into_iter().chain(sorted(&inflected(&entry.adjectives), name, class_name)?)
            {
                self.add(class, &form, value);
            }
            for (value, form) in sorted(&entry.linked, name, class_name)? {
                self.linked.entry(form).or_default().push((class, value));
            }
            for (value, form) in sorted(&entry.tails, name, class_name)? {
                self.tails.entry(form).or_default().push((class, value));
            }
            for (value, form) in sorted(&inflected(&entry.tail_adjectives), name, class_name)? {
                self.adjective_tails.entry(form).or_default().push((class, value));
            }
        }
        Ok(file.tenses)
    }

    /// Adds a word, or several words with spaces between them.
    pub(super) fn add(&mut self, class: Class, written: &str, value: i32) {
        let mut words = pieces(written).into_iter();
        let Some(first) = words.next() else { return };
        let more: Vec<String> = words.collect();
        if more.is_empty() {
            self.tails.entry(written.to_lowercase()).or_default().push((class, value));
        }
        let entries = self.entries.entry(first).or_default();
        let entry = Entry { more, class, value };
        if !entries.contains(&entry) {
            entries.push(entry);
        }
    }

    /// The class of one word or mark that a pattern names.
    pub(super) fn literal(&mut self, word: &str) -> Class {
        let name = format!("'{word}'");
        let is_new = self.classes.get(&name).is_none();
        let class = self.classes.add(&name);
        if is_new {
            self.add(class, word, 0);
        }
        class
    }

    /// Notes how compounds begin and end.
    pub(super) fn finish(&mut self) {
        self.tail_ends =
            self.tails.keys().chain(self.adjective_tails.keys()).filter_map(|form| form.as_bytes().last_chunk().copied()).collect();
        self.linked_starts = self.linked.keys().filter_map(|form| form.as_bytes().first_chunk().copied()).collect();
    }

    /// What a word can mean, as it is written; ask for the lower-cased form too where a capital may stand for its place.
    pub fn entries(&self, word: &str) -> &[Entry] {
        self.entries.get(word).map_or(&[], Vec::as_slice)
    }

    /// Whether this lower-cased word is worth being taken apart.
    pub fn may_be_compound(&self, word: &str) -> bool {
        let (first, last) = (word.as_bytes().first_chunk::<3>(), word.as_bytes().last_chunk::<3>());
        first.is_some_and(|first| self.linked_starts.contains(first)) && last.is_some_and(|last| self.tail_ends.contains(last))
    }

    /// What this beginning of a compound can mean.
    pub fn linked(&self, beginning: &str) -> &[(Class, i32)] {
        self.linked.get(beginning).map_or(&[], Vec::as_slice)
    }

    /// What this end of a compound can mean; an adjective only where the word has no capital of its own.
    pub fn tails(&self, end: &str, may_be_adjective: bool) -> impl Iterator<Item = (Class, i32)> {
        let adjectives = self.adjective_tails.get(end).filter(|_| may_be_adjective);
        self.tails.get(end).into_iter().chain(adjectives).flatten().copied()
    }
}

/// The forms of one table with their values, in an order that does not depend on the table.
fn sorted(table: &FxHashMap<String, Vec<String>>, file: &str, class: &str) -> Result<Vec<(i32, String)>, PackError> {
    let mut forms = Vec::new();
    for (key, words) in table {
        let value =
            value_of(key).ok_or_else(|| PackError::new(file, format!("[{class}] “{key}” is neither a number nor the name of a value")))?;
        forms.extend(words.iter().map(|word| (value, word.clone())));
    }
    forms.sort();
    Ok(forms)
}

/// Letters, digits and marks apart, as the text is taken apart too.
fn pieces(written: &str) -> Vec<String> {
    let kind = |c: char| {
        if c.is_alphabetic() {
            0
        } else if c.is_ascii_digit() {
            1
        } else {
            2
        }
    };
    let mut pieces: Vec<String> = Vec::new();
    let mut last = None;
    for character in written.chars() {
        let this = kind(character);
        match pieces.last_mut() {
            _ if character.is_whitespace() => {
                last = None;
                continue;
            }
            Some(piece) if last == Some(this) && this != 2 => piece.push(character),
            _ => pieces.push(character.to_string()),
        }
        last = Some(this);
    }
    pieces
}
