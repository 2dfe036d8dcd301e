//! A folder of what somebody knows beside the pack.

use std::fs;
use std::path::Path;

use quell_document::Diagnostic;
use quell_lang::{Knowledge, KnowledgeFile};

/// A list of names and words is shorter.
const BYTES_MAX: u64 = 16 << 20;

/// The files in a folder, laid out as those of `lang/` are: `world/outlets.toml`, `de/cues/mine.toml`. What is hidden, and a `README`, is passed over.
/// An error says which file cannot be read, or lies over none of ours.
pub fn knowledge_in(folder: &Path) -> Result<Knowledge, Diagnostic> {
    let mut files = Vec::new();
    collect(folder, "", &mut files)?;
    Knowledge::new(files).map_err(|error| Diagnostic::error(error.to_string()).hint("`lang/README.md` says what each file holds"))
}

fn collect(folder: &Path, above: &str, files: &mut Vec<KnowledgeFile>) -> Result<(), Diagnostic> {
    let failed = |path: &Path, error: std::io::Error| {
        Diagnostic::error(format!("knowledge, {}: {error}", path.display())).hint("name a folder with files like those of `lang/`")
    };
    for entry in fs::read_dir(folder).map_err(|error| failed(folder, error))? {
        let path = entry.map_err(|error| failed(folder, error))?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        if name.starts_with('.') || name.starts_with("README") {
            continue;
        }
        let inside = format!("{above}{name}");
        // Folders of ours are two deep at most.
        if path.is_dir() && inside.split('/').count() <= 2 {
            collect(&path, &format!("{inside}/"), files)?;
            continue;
        }
        let length = fs::metadata(&path).map_err(|error| failed(&path, error))?.len();
        if length > BYTES_MAX {
            let message = format!("knowledge, {}: {length} bytes are too many; a list may have {BYTES_MAX}", path.display());
            return Err(Diagnostic::error(message));
        }
        let content = fs::read_to_string(&path).map_err(|error| failed(&path, error))?;
        files.push(KnowledgeFile { name: inside, place: path.display().to_string(), content });
    }
    Ok(())
}
