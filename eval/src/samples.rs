//! The invented articles that belong to the project, with their gold in case notation.
//!
//! They are few and written by the same people as the rules: their figures show that nothing has broken, not how well Quell
//! reads unseen articles. Case notation has no chains, so these are not asked about.

use crate::figures::Figures;
use crate::files::Problem;
use crate::statements::StatementScores;
use quell_document::{Article, Document, case};
use std::path::{Path, PathBuf};

/// A sample: its place below the folder, with `/` between the parts, and its gold.
#[derive(Debug, Clone)]
pub struct Sample {
    /// `hafen/polizei.case`
    pub name: String,
    /// Text and statements.
    pub gold: Document,
}

/// All files of a folder and the folders in it that end in `.case`, in order of their names.
pub fn read(folder: &Path) -> Result<Vec<Sample>, Problem> {
    let mut paths = Vec::new();
    collect(folder, &mut paths)?;
    let mut samples = Vec::with_capacity(paths.len());
    for path in paths {
        let tell = |problem: &dyn std::fmt::Display| format!("{}: {problem}", path.display());
        let notation = std::fs::read_to_string(&path).map_err(|problem| tell(&problem))?;
        let mut gold = case::read(&notation).map_err(|problem| tell(&problem))?;
        let inner = path.strip_prefix(folder).unwrap_or(&path);
        let name = inner.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/");
        gold.article.url = Some(name.clone());
        samples.push(Sample { name, gold });
    }
    samples.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(samples)
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> Result<(), Problem> {
    let tell = |problem: std::io::Error| format!("cannot read the folder {}: {problem}", folder.display());
    for entry in std::fs::read_dir(folder).map_err(tell)? {
        let path = entry.map_err(tell)?.path();
        if path.is_dir() {
            collect(&path, paths)?;
        } else if path.extension().is_some_and(|ending| ending == "case") {
            paths.push(path);
        }
    }
    Ok(())
}

/// The article of a gold document as a reader may see it: without what is to be found.
pub fn unread(gold: &Document) -> Article {
    crate::labels::unread(gold)
}

/// The figures that case notation can answer.
pub fn figures(scores: &StatementScores) -> Figures {
    const ASKED: [&str; 11] =
        ["statements_p", "statements_r", "statements", "kind", "source", "cue", "stance", "hedges", "source_kind", "name", "agencies"];
    let all = scores.figures();
    Figures(ASKED.iter().filter_map(|&name| Some((name.to_string(), all.get(name)?))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_are_found_in_folders_and_named_by_their_place() {
        let folder = std::env::temp_dir().join(format!("quell-eval-samples-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("b")).unwrap();
        std::fs::write(folder.join("b/two.case"), "{source Jessen} {cue hofft} {content=reported auf Ruhe}.\n").unwrap();
        std::fs::write(folder.join("a.case"), "{agency=dpa}\n\nNichts.\n").unwrap();
        std::fs::write(folder.join("a.txt"), "Nichts.\n").unwrap();
        let samples = read(&folder).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(samples.iter().map(|sample| sample.name.as_str()).collect::<Vec<_>>(), ["a.case", "b/two.case"]);
        assert_eq!(samples[1].gold.statements.len(), 1);
        assert!(unread(&samples[0].gold).agencies.is_empty());
    }
}
