//! Names of rules, read back.
//!
//! A rule's name is a constant of the program. One that is read from elsewhere is kept once, for as long as the program runs; so that
//! a hostile file cannot fill the memory with names, there is a limit to their number and length.

use std::collections::BTreeSet;
use std::sync::Mutex;

use serde::{Deserialize, Deserializer};

/// More rules than this no program has.
const NAMES_MAX: usize = 4096;

/// Longer names no rule has.
const NAME_BYTES_MAX: usize = 64;

/// What a name beyond the limits becomes.
const UNKNOWN: &str = "unknown";

/// The name of a rule. (Had the field no type of this name, `serde` would take it for text borrowed from the input.)
pub type RuleName = &'static str;

static NAMES: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());

/// The name of a rule.
pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<&'static str, D::Error> {
    let name = String::deserialize(deserializer)?;
    let mut names = NAMES.lock().expect("nobody panics while holding the names");
    if let Some(known) = names.get(name.as_str()) {
        return Ok(known);
    }
    if names.len() >= NAMES_MAX || name.len() > NAME_BYTES_MAX {
        return Ok(UNKNOWN);
    }
    let kept: &'static str = name.leak();
    names.insert(kept);
    Ok(kept)
}
