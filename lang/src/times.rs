//! What a language says about time: words with values, and patterns of them with named parts.
//!
//! Read from `times/*.toml` of a language pack. A word belongs to classes (`weekday`, `month`, `unit`) and has a value in each; a pattern
//! ([`pattern`]) is a small regular expression over classes whose parts have names ([`Slot`]), and `means` says what the parts
//! amount to. What a value is on the calendar is for `quell-annotate`, which knows no word.

pub mod pattern;
pub mod words;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::pack::{PackError, parsed};
use pattern::{Op, Program};
pub use words::{Class, Classes, Entry, Slot, TimeWords, Unit};

/// What the parts of a pattern amount to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// A day, month, year, hour: whatever its parts say.
    Date,
    /// So many units, perhaps up to or from now.
    Duration,
    /// So often.
    Set,
    /// The present, past or future in general.
    Reference,
    /// Words that look like a time and are none.
    Leave,
}

impl Meaning {
    fn from_name(word: &str) -> Option<Self> {
        Some(match word {
            "date" => Meaning::Date,
            "duration" => Meaning::Duration,
            "set" => Meaning::Set,
            "reference" => Meaning::Reference,
            "leave" => Meaning::Leave,
            _ => return None,
        })
    }
}

/// A pattern of words.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// Its name.
    pub name: String,
    /// What its parts amount to.
    pub means: Meaning,
    /// Parts whose value does not depend on the words.
    pub with: Vec<(Slot, i32)>,
    /// Whether the second of two expressions ends a range that the first one begins.
    pub range: bool,
    /// How it is matched.
    pub program: Program,
}

/// A named day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holiday {
    /// So many days after Easter Sunday.
    Easter(i32),
    /// Always on this day: month and day.
    Fixed(u32, u32),
    /// The weekday (1 is Monday) that stands so many times in this month.
    Nth {
        /// 1 is January.
        month: u32,
        /// 1 is Monday.
        weekday: u32,
        /// 1 is the first one.
        count: u32,
    },
    /// The weekday before a day, so many weeks earlier.
    Before {
        /// 1 is January.
        month: u32,
        /// The day before which it stands.
        day: u32,
        /// 1 is Monday.
        weekday: u32,
        /// 0 is the last one before that day.
        weeks: u32,
    },
}

/// Everything that a pack says about time.
#[derive(Debug, Clone, Default)]
pub struct Times {
    /// Words and their classes.
    pub words: TimeWords,
    /// The patterns, in the order in which they are preferred among equally long ones.
    pub patterns: Vec<Pattern>,
    /// For each class the patterns that can begin with it.
    beginning_with: Vec<Vec<u16>>,
    /// The named days; words of the class `holiday` have their numbers as values.
    pub holidays: Vec<Holiday>,
    /// Verbs by whose forms the tense of a clause is told.
    pub tenses: Tenses,
}

/// Verbs and participles by which the tense of a clause is told.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tenses {
    /// Auxiliaries that make a perfect with a participle.
    pub perfect: Vec<String>,
    /// Those of them that leave the subject to act: *hat geplant* tells of the planning, *ist geplant* of the plan.
    pub active_perfect: Vec<String>,
    /// Auxiliaries that make a future with an infinitive.
    pub future: Vec<String>,
    /// Participles of what lies ahead, without ending: *geplant*.
    pub planned: Vec<String>,
}

/// A pattern as it stands in a file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PatternEntry {
    name: String,
    pattern: String,
    means: String,
    #[serde(default)]
    with: FxHashMap<String, String>,
    #[serde(default)]
    range: bool,
    #[serde(default)]
    examples: Vec<String>,
    #[serde(default)]
    leaves: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct PatternFile {
    #[serde(default)]
    parts: FxHashMap<String, String>,
    #[serde(default)]
    pattern: Vec<PatternEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HolidayEntry {
    names: Vec<String>,
    easter: Option<i32>,
    fixed: Option<[u32; 2]>,
    nth: Option<[u32; 3]>,
    before: Option<[u32; 4]>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HolidayFile {
    holiday: Vec<HolidayEntry>,
}

/// The sentences that a pattern shows.
#[derive(Debug, Clone)]
pub struct TimeExample {
    /// The pattern.
    pub pattern: String,
    /// In case notation: what is marked is found, and nothing else.
    pub explains: Vec<String>,
    /// Nothing is found in these.
    pub leaves: Vec<String>,
}

impl Times {
    /// Reads a pack's words, named days, and files of patterns, each with its name.
    pub fn read(words: (&str, &str), holidays: (&str, &str), files: &[(&str, &str)]) -> Result<Times, PackError> {
        let mut times = Times::default();
        times.tenses = times.words.add_file(words.0, words.1)?;
        times.add_holidays(holidays.0, holidays.1)?;
        let mut parsed = Vec::new();
        for (name, content) in files {
            parsed.push((*name, pattern_file(name, content)?));
        }
        let mut parts: FxHashMap<String, String> = FxHashMap::default();
        for (_, file) in &mut parsed {
            parts.extend(file.parts.drain());
        }
        for (name, file) in parsed {
            for entry in file.pattern {
                times.add_pattern(name, entry, &parts)?;
            }
        }
        times.words.finish();
        times.index();
        Ok(times)
    }

    /// The patterns that can begin with a word of this class.
    pub fn beginning_with(&self, class: Class) -> &[u16] {
        self.beginning_with.get(class.0 as usize).map_or(&[], Vec::as_slice)
    }

    fn add_holidays(&mut self, name: &str, content: &str) -> Result<(), PackError> {
        let file: HolidayFile = parsed(name, content)?;
        for entry in file.holiday {
            let known = [
                entry.easter.map(Holiday::Easter),
                entry.fixed.map(|[month, day]| Holiday::Fixed(month, day)),
                entry.nth.map(|[count, weekday, month]| Holiday::Nth { month, weekday, count }),
                entry.before.map(|[month, day, weekday, weeks]| Holiday::Before { month, day, weekday, weeks }),
            ];
            let Some(holiday) = known.into_iter().flatten().next() else {
                return Err(PackError::new(name, format!("“{}” has no day: easter, fixed, nth or before", entry.names.join(", "))));
            };
            let number = self.holidays.len() as i32;
            self.holidays.push(holiday);
            for written in &entry.names {
                self.words.add(words::HOLIDAY, written, number);
            }
        }
        Ok(())
    }

    fn add_pattern(&mut self, file: &str, entry: PatternEntry, parts: &FxHashMap<String, String>) -> Result<(), PackError> {
        let problem = |message: String| PackError::new(file, format!("[{}] {message}", entry.name));
        let means = Meaning::from_name(&entry.means)
            .ok_or_else(|| problem(format!("“{}” is not a meaning; expected date, duration, set, reference or leave", entry.means)))?;
        let program = pattern::compile(&entry.pattern, parts, &mut self.words).map_err(problem)?;
        let mut with = Vec::new();
        for (slot, value) in &entry.with {
            let known = Slot::from_name(slot).and_then(|slot| Some((slot, words::value_of(value)?)));
            with.push(known.ok_or_else(|| problem(format!("“{slot} = {value}” is not a part with a value")))?);
        }
        with.sort_unstable();
        self.patterns.push(Pattern { name: entry.name, means, with, range: entry.range, program });
        Ok(())
    }

    fn index(&mut self) {
        self.beginning_with = vec![Vec::new(); self.words.classes.len()];
        for (number, pattern) in self.patterns.iter().enumerate() {
            for class in pattern.program.first_classes() {
                self.beginning_with[class.0 as usize].push(number as u16);
            }
        }
    }

    /// How many operations all patterns have, for those who measure.
    pub fn operations_count(&self) -> usize {
        self.patterns.iter().map(|pattern| pattern.program.ops.iter().filter(|op| matches!(op, Op::Edge { .. })).count()).sum()
    }
}

fn pattern_file(name: &str, content: &str) -> Result<PatternFile, PackError> {
    parsed(name, content)
}

/// The examples in a file of patterns.
pub fn examples(name: &str, content: &str) -> Result<Vec<TimeExample>, PackError> {
    let file = pattern_file(name, content)?;
    Ok(file.pattern.into_iter().map(|entry| TimeExample { pattern: entry.name, explains: entry.examples, leaves: entry.leaves }).collect())
}
