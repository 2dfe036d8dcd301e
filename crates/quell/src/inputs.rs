//! What there is to read: files, folders with files, standard input.

use std::fs::{self, File};
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use quell_document::Diagnostic;
use quell_ingest::{Captures, Format, Source, Unreadable, is_hidden, is_news};

/// Something to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A file.
    File(PathBuf),
    /// Standard input.
    Standard,
    /// Bytes in memory, and what they are called.
    Bytes(String, Arc<[u8]>),
}

/// The inputs that these names stand for, in order: `-` is standard input, a folder stands for the files in it that look like
/// news, by their name or their first bytes.
pub fn gather(names: &[PathBuf]) -> Vec<Result<Input, Unreadable>> {
    let mut found = Vec::new();
    for name in names {
        if name.as_os_str() == "-" {
            found.push(Ok(Input::Standard));
        } else if name.is_dir() {
            gather_folder(name, &mut found);
        } else {
            found.push(Ok(Input::File(name.clone())));
        }
    }
    found
}

/// How many bytes these inputs have together, if that can be told.
pub fn size_of(inputs: &[Result<Input, Unreadable>]) -> Option<u64> {
    let size = |input: &Input| match input {
        Input::File(path) => fs::metadata(path).ok().filter(|file| file.is_file()).map(|file| file.len()),
        Input::Standard => None,
        Input::Bytes(_, bytes) => Some(bytes.len() as u64),
    };
    inputs.iter().flatten().map(size).sum()
}

impl Input {
    /// Its name in output and messages.
    pub fn uri(&self) -> String {
        match self {
            Input::File(path) => path.display().to_string(),
            Input::Standard => "-".to_string(),
            Input::Bytes(name, _) => name.clone(),
        }
    }

    pub(crate) fn open(&self, format: Option<Format>) -> Result<Captures, Unreadable> {
        let uri = self.uri();
        match self {
            Input::Standard => Ok(quell_ingest::captures(&uri, Source::stream(io::stdin()), format)),
            Input::Bytes(_, bytes) => Ok(quell_ingest::captures(&uri, Source::seekable(Cursor::new(Arc::clone(bytes))), format)),
            Input::File(path) => match File::open(path) {
                Ok(file) => Ok(quell_ingest::captures(&uri, source(file), format)),
                Err(error) => {
                    let hint = match error.kind() {
                        io::ErrorKind::NotFound => "check the path; `-` reads standard input",
                        io::ErrorKind::PermissionDenied => "check the permissions of the file",
                        _ => "check the path",
                    };
                    Err(Unreadable { place: uri, diagnostic: Diagnostic::error(format!("could not be opened: {error}")).hint(hint) })
                }
            },
        }
    }
}

/// Only a file can go back; a named pipe cannot.
fn source(file: File) -> Source {
    let is_file = file.metadata().is_ok_and(|about| about.is_file());
    if is_file { Source::seekable(file) } else { Source::stream(file) }
}

/// Whether a file in a folder is to be read.
fn is_wanted(path: &Path) -> bool {
    /// So many bytes tell a page from a picture.
    const HEAD_BYTES: u64 = 4096;
    if !path.is_file() {
        return false;
    }
    let mut head = Vec::new();
    // What cannot be opened is told when its turn comes, if its name says that it should be read.
    let _ = File::open(path).and_then(|file| file.take(HEAD_BYTES).read_to_end(&mut head));
    is_news(&path.to_string_lossy(), &head)
}

/// All readable files below `folder`, by name, hidden ones left out. Links to folders are not followed, since they may lead in a circle.
fn gather_folder(folder: &Path, found: &mut Vec<Result<Input, Unreadable>>) {
    let count_before = found.len();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let listed = fs::read_dir(&folder).and_then(|entries| entries.collect::<io::Result<Vec<_>>>());
        let mut entries = match listed {
            Ok(entries) => entries,
            Err(error) => {
                let diagnostic = Diagnostic::error(format!("the folder could not be listed: {error}")).hint("check its permissions");
                found.push(Err(Unreadable { place: folder.display().to_string(), diagnostic }));
                continue;
            }
        };
        entries.sort_by_key(fs::DirEntry::file_name);
        let mut below = Vec::new();
        for entry in entries.into_iter().filter(|entry| !is_hidden(&entry.file_name().to_string_lossy())) {
            let path = entry.path();
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                below.push(path);
            } else if is_wanted(&path) {
                found.push(Ok(Input::File(path)));
            }
        }
        folders.extend(below.into_iter().rev());
    }
    if found.len() == count_before {
        let diagnostic = Diagnostic::error("a folder without files that can be read");
        let hint = "texts in a folder must end in .txt; name other files one by one";
        found.push(Err(Unreadable { place: folder.display().to_string(), diagnostic: diagnostic.hint(hint) }));
    }
}
