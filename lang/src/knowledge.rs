//! What somebody knows beside the pack: files like those of `lang/`, which are laid over it.
//!
//! An entry of theirs comes before one of ours: a cue that both have is theirs, a name that both have names theirs.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use crate::PackError;
use crate::pack::PackFile;

/// The files that may be laid over ours, as they are called in `lang/`; `*` stands for whatever name.
const OVERLAID: &[&str] = &[
    "de/cues/*.toml",
    "de/hedges.toml",
    "de/sources.toml",
    "de/abbreviations.txt",
    "de/names/first.txt",
    "world/agencies.toml",
    "world/outlets.toml",
    "world/organisations.toml",
    "world/offices.toml",
];

/// A file of somebody's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnowledgeFile {
    /// What it is called in `lang/`: `world/outlets.toml`.
    pub name: String,
    /// Where it lies, for messages.
    pub place: String,
    /// What stands in it.
    pub content: String,
}

/// Files that are laid over ours.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Knowledge {
    files: Vec<KnowledgeFile>,
}

impl Knowledge {
    /// These files, in the order of their names; an error names one that lies over none of ours.
    pub fn new(mut files: Vec<KnowledgeFile>) -> Result<Knowledge, PackError> {
        files.sort_by(|one, other| one.name.cmp(&other.name));
        match files.iter().find(|file| !OVERLAID.iter().any(|pattern| fits(pattern, &file.name))) {
            Some(unknown) => Err(PackError::new(&unknown.place, format!("no such file is expected; there may be {}", OVERLAID.join(", ")))),
            None => Ok(Knowledge { files }),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Eight hexadecimal digits that tell this knowledge from other; the places of the files do not count.
    pub fn fingerprint(&self) -> String {
        let mut hasher = FxHasher::default();
        for file in &self.files {
            (&file.name, &file.content).hash(&mut hasher);
        }
        let hash = hasher.finish();
        format!("{:08x}", (hash ^ (hash >> 32)) as u32)
    }

    /// The files of this name, or of this folder if it ends with `/`: their places and contents.
    pub(crate) fn files(&self, name: &str) -> Vec<PackFile<'_>> {
        let is_meant = |file: &&KnowledgeFile| if name.ends_with('/') { file.name.starts_with(name) } else { file.name == name };
        self.files.iter().filter(is_meant).map(|file| (file.place.as_str(), file.content.as_str())).collect()
    }

    /// The file of ours with those of the same name before it.
    pub(crate) fn before<'k>(&'k self, ours: PackFile<'k>) -> Vec<PackFile<'k>> {
        let mut files = self.files(ours.0);
        files.push(ours);
        files
    }
}

fn fits(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        Some((before, behind)) => {
            let rest = name.strip_prefix(before).and_then(|rest| rest.strip_suffix(behind));
            rest.is_some_and(|rest| !rest.is_empty() && !rest.contains('/'))
        }
        None => pattern == name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Pack;
    use crate::world::World;

    fn file(name: &str, content: &str) -> KnowledgeFile {
        KnowledgeFile { name: name.into(), place: format!("mine/{name}"), content: content.into() }
    }

    #[test]
    fn what_is_laid_over_comes_first() {
        let files = vec![
            file("world/outlets.toml", "[[outlet]]\nname = \"Dorfblatt\"\nhosts = [\"dorf.example\", \"zeit.de\"]\nkind = \"newspaper\"\n"),
            file(
                "de/cues/mine.toml",
                "[[verb]]\nlemma = \"gnatzen\"\nstance = \"criticise\"\nexample = \"Das dauere zu lange, gnatzte Veit.\"\n",
            ),
            file("de/sources.toml", "[role]\nwords = [\"Deichgraf\"]\n"),
            file("de/abbreviations.txt", "Dgf.\n"),
        ];
        let knowledge = Knowledge::new(files).unwrap();
        let world = World::with(&knowledge).unwrap();
        assert_eq!(world.outlets.named("Dorfblatt").map(|outlet| outlet.hosts.len()), Some(2));
        assert_eq!(world.outlets.at_host("www.zeit.de").map(|outlet| outlet.name.as_str()), Some("Dorfblatt"));
        assert!(world.outlets.named("Der Spiegel").is_some());
        let pack = Pack::german_with(&knowledge).unwrap();
        assert!(!pack.cues.verb("gnatzen").is_empty() && !pack.cues.verb("sagen").is_empty());
        assert!(!pack.lexicon.readings("gnatzte").is_empty());
        assert_eq!(pack.source_kinds("Deichgraf").len(), 1);
        assert!(pack.is_abbreviation("Dgf."));
        assert_eq!(pack.name(), format!("{} + {}", Pack::german().unwrap().name(), knowledge.fingerprint()));
    }

    #[test]
    fn an_error_names_file_line_and_what_is_expected() {
        let told = |files: Vec<KnowledgeFile>| {
            Knowledge::new(files).and_then(|knowledge| Pack::german_with(&knowledge)).map(|_| ()).unwrap_err().to_string()
        };
        let broken = told(vec![file("world/outlets.toml", "[[outlet]]\nname = \"Dorfblatt\"\nkind = \"newspapr\"\n")]);
        assert!(broken.contains("mine/world/outlets.toml") && broken.contains("line 3") && broken.contains("newspaper"), "{broken}");
        let unknown = told(vec![file("de/verbs.toml", "")]);
        assert!(unknown.contains("mine/de/verbs.toml") && unknown.contains("de/cues/*.toml"), "{unknown}");
        let stance = told(vec![file("de/cues/mine.toml", "[[verb]]\nlemma = \"gnatzen\"\nstance = \"cross\"\nexample = \"x\"\n")]);
        assert!(stance.contains("gnatzen") && stance.contains("cross"), "{stance}");
    }
}
