//! Records of every version that there was are opened, brought up to date, and hold what they held.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use quell_graph::Record;
use quell_store::{Selection, Store, VERSION};

/// A copy of the record of this version, in a folder that is gone at the end.
struct Copy(PathBuf);

impl Copy {
    fn of_version(version: i32) -> Self {
        let folder = std::env::temp_dir().join(format!("quell-old-record-{version}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/record-{version}.db"));
        std::fs::copy(&kept, folder.join("record.db")).unwrap_or_else(|error| panic!("{}: {error}", kept.display()));
        Copy(folder)
    }

    fn path(&self) -> PathBuf {
        self.0.join("record.db")
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_record_of_every_version_is_kept_and_opens() {
    for version in 1..=VERSION {
        let copy = Copy::of_version(version);
        for store in [Store::open_to_read(&copy.path()).unwrap(), Store::open(&copy.path()).unwrap()] {
            let overview = store.overview().unwrap();
            assert_eq!((overview.articles, overview.versions), (4, 5), "version {version}");
            let address = "https://bote.example/bruecke";
            let versions = store.versions(address).unwrap();
            assert_eq!(versions.iter().map(|version| version.number).collect::<Vec<_>>(), [1, 2]);
            assert!(versions[0].document.article.text.contains("Wir prüfen die Pfeiler"));
            assert_eq!(versions[1].statement_ids.len(), versions[1].document.statements.len());
            assert!(!versions[1].document.statements.is_empty());
            let mut said = Vec::new();
            let sources = store.sources_like("Jessen").unwrap();
            let selection = Selection { sources: Some(sources), ..Selection::default() };
            let collect = |statement: quell_store::KeptStatement| {
                said.push(statement.source_name);
                ControlFlow::Continue(())
            };
            store.statements(&selection, collect).unwrap();
            assert!(!said.is_empty());
            assert_eq!(store.all_corrections().unwrap().len(), 1);
            // What an older program could not know is made when everything is analysed anew.
            let is_complete = version == VERSION;
            assert_eq!(
                (versions[1].reader != "outdated", store.tellings(0.0).unwrap().articles_count().unwrap() == 4),
                (is_complete, is_complete)
            );
        }
    }
}
