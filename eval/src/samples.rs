//! The invented articles that belong to the project, with their gold in case notation.
//!
//! They are few and written by the same people as the rules: their figures show that nothing has broken, not how well Quell
//! reads unseen articles. Case notation has no chains, so these are not asked about.

use crate::figures::{Counts, Figures, Share};
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

/// The figures that case notation can answer, in the order in which they are told; `None` where there was nothing to answer, as
/// the hedges of an article without any.
pub fn figures(scores: &StatementScores) -> Vec<(&'static str, Option<f64>)> {
    let counted = |counts: Counts| (counts.system + counts.gold > 0).then(|| counts.f1());
    let shared = |share: Share| (share.of > 0).then(|| share.value());
    let statements = scores.statements.prf();
    vec![
        ("statements_p", (scores.statements.system > 0).then_some(statements.precision)),
        ("statements_r", (scores.statements.gold > 0).then_some(statements.recall)),
        ("statements", counted(scores.statements)),
        ("kind", shared(scores.kind)),
        ("source", counted(scores.source)),
        ("cue", counted(scores.cue)),
        ("stance", counted(scores.stance)),
        ("hedges", counted(scores.hedges)),
        ("source_kind", shared(scores.source_kind)),
        ("name", shared(scores.name)),
        ("agencies", counted(scores.agencies)),
    ]
}

/// Those of the figures that have a value.
pub fn answered(figures: &[(&'static str, Option<f64>)]) -> Figures {
    Figures(figures.iter().filter_map(|&(name, value)| Some((name.to_string(), value?))).collect())
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

    #[test]
    fn what_was_not_asked_has_no_figure() {
        let gold = case::read("{source Jessen} {cue=expect hofft} {content=reported auf Ruhe}.\n").unwrap();
        let (scores, _) = StatementScores::of(&gold, &gold);
        let figures = figures(&scores);
        assert!(figures.contains(&("statements", Some(1.0))) && figures.contains(&("stance", Some(1.0))));
        assert!(figures.contains(&("hedges", None)) && figures.contains(&("name", None)));
        assert_eq!(answered(&figures).get("hedges"), None);
    }
}
