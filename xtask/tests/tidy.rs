//! What a reviewer would otherwise say again and again.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A file longer than this holds more than one idea.
const LINES_MAX: usize = 600;

/// Files that are longer all the same, each with the reason.
const LONG_FILES: &[(&str, &str)] = &[
    ("crates/annotate/src/clauses.rs", "one pass over the words of a sentence; its parts share what is open at each word"),
    ("crates/annotate/src/words.rs", "one table of words and the questions that may be asked of it"),
];

/// Places in which the letters of a language's tag mean something else.
const NO_LANGUAGE_TAG: &[(&str, &str)] = &[("crates/annotate/src/phrases.rs", "the particle of a name: Thomas de Maizière")];

/// What a crate never names, since it knows nothing of it.
const ABSENCES: &[(&str, &[&str])] = &[
    ("crates/document/src", &["std::fs", "std::env", "std::net", "std::thread", "std::time", "std::process", "println!", "print!("]),
    ("crates/annotate/src", &["std::fs", "std::env", "std::net", "std::thread", "std::time", "std::process", "println!", "print!("]),
    ("crates/graph/src", &["std::fs", "std::env", "std::net", "std::thread", "std::time", "std::process", "println!", "print!("]),
    ("crates/fetch/src", &["std::fs", "std::env", "std::process", "println!", "print!(", "quell_"]),
    ("crates/ingest/src", &["std::fs", "std::env", "std::net", "std::thread", "std::time", "std::process", "println!", "print!("]),
    ("crates/quell/src", &["std::env", "std::net", "std::process", "println!", "print!("]),
    ("crates/store/src", &["std::env", "std::net", "std::thread", "std::process", "println!", "print!(", "quell_annotate", "quell_lang"]),
    (
        "crates/web/src",
        &["std::env", "std::process", "println!", "print!(", "quell_annotate", "quell_ingest", "quell_store", "quell_lang", "ureq"],
    ),
    ("crates/cli/src", &["TcpStream", "TcpListener", "quell_annotate", "quell_ingest", "quell_lang"]),
    ("lang/src", &["std::fs", "std::env", "std::net", "std::time", "std::process", "println!", "print!("]),
];

#[test]
fn no_file_is_longer_than_one_idea() {
    for path in files("rs") {
        let lines = text(&path).lines().count();
        let exception = LONG_FILES.iter().find(|(file, _)| *file == path);
        match exception {
            None => assert!(lines <= LINES_MAX, "{path} has {lines} lines; {LINES_MAX} are the ceiling: which part is an idea of its own?"),
            Some(_) => assert!(lines > LINES_MAX, "{path} has {lines} lines and needs no exception any more"),
        }
    }
    assert_files_exist(LONG_FILES);
}

#[test]
fn no_crate_asks_which_language_it_is() {
    for path in files("rs").into_iter().filter(|path| path.starts_with("crates/") && path.contains("/src/")) {
        let has_tag = text(&path).contains("\"de\"");
        let exception = NO_LANGUAGE_TAG.iter().any(|(file, _)| *file == path);
        assert_eq!(has_tag, exception, "{path}: a language's tag stands in `lang/` only; a rule is silent where the pack has no data");
    }
    assert_files_exist(NO_LANGUAGE_TAG);
}

#[test]
fn crates_name_nothing_that_they_know_nothing_of() {
    for (folder, words) in ABSENCES {
        for path in files("rs").into_iter().filter(|path| path.starts_with(folder)) {
            let code = text(&path);
            let code = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
            for word in *words {
                assert!(!code.contains(word), "{path} names {word}; ARCHITECTURE.md says that this crate knows nothing of it");
            }
        }
    }
}

#[test]
fn every_rule_has_its_page() {
    const RULES: &str = "crates/annotate/src/statements/rules";
    let list = text(&format!("{RULES}/mod.rs"));
    // What several rules share has no name of its own and needs no page.
    let is_rule = |path: &String| path.starts_with(RULES) && text(path).contains("pub const NAME: &str");
    let rules: BTreeSet<String> = files("rs").into_iter().filter(is_rule).map(|path| path.replace(".rs", ".md")).collect();
    let pages: BTreeSet<String> = files("md").into_iter().filter(|path| path.starts_with(RULES)).collect();
    assert_eq!(rules, pages, "each rule has a page, and each page a rule");
    assert!(!rules.is_empty());
    for page in rules {
        let name = page.trim_start_matches(RULES).trim_matches('/').trim_end_matches(".md");
        assert!(list.contains(&format!("include_str!(\"{name}.md\")")), "{name} stands in the list of rules with its page");
        assert!(text(&page.replace(".md", ".rs")).contains(&format!("NAME: &str = \"{name}\"")), "the rule {name} is called as its file");
        assert_eq!(text(&page).lines().next(), Some(format!("# {name}").as_str()), "the page of {name} begins with its name");
    }
}

#[test]
fn nothing_unfinished_is_left() {
    // Written in two parts, so that this file does not hold them.
    let unfinished =
        [concat!("todo", "!("), concat!("unimplemented", "!("), concat!("dbg", "!("), concat!("FIX", "ME"), concat!("XX", "X ")];
    for path in files("rs") {
        let code = text(&path);
        for word in unfinished {
            assert!(!code.contains(word), "{path} has a {word}");
        }
    }
}

#[test]
fn exceptions_from_lints_carry_their_reason() {
    for path in files("rs") {
        for (index, line) in text(&path).lines().enumerate() {
            let line_trimmed = line.trim_start();
            if line_trimmed.starts_with("#[allow(") || line_trimmed.starts_with("#[expect(") || line_trimmed.starts_with("#![allow(") {
                assert!(line.contains("reason = ") || line.contains("// "), "{path}:{}: `{line_trimmed}` carries no reason", index + 1);
            }
        }
    }
}

#[test]
fn files_open_with_what_they_are() {
    for path in files("rs") {
        let text = text(&path);
        let first = text.lines().next().unwrap_or_default();
        let is_told = first.starts_with("//!") || first.starts_with("#![doc");
        assert!(is_told, "{path} begins with the question that it answers (`//! …`)");
    }
}

#[test]
fn text_has_no_tabs_and_no_trailing_space() {
    for path in ["rs", "toml", "md", "case"].into_iter().flat_map(files) {
        for (index, line) in text(&path).lines().enumerate() {
            assert!(!line.contains('\t'), "{path}:{}: a tab", index + 1);
            assert!(path.ends_with(".case") || !line.ends_with(' '), "{path}:{}: white space at the end", index + 1);
        }
    }
}

#[test]
fn licences_are_there() {
    for path in ["LICENSE-MIT", "LICENSE-APACHE", "lang/de/lexicon/LICENSE", "lang/de/model/LICENSE"] {
        assert!(text(path).len() > 1_000, "{path}");
    }
    let told = text("crates/cli/src/licenses.txt");
    for words in ["MIT", "Apache", "CC BY-SA 4.0", "german-pos-dict", "Wolfgang Lezius", "Universal\n  Dependencies"] {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(told.contains(&words), "`quell licenses` names {words}");
    }
}

#[test]
fn links_between_pages_lead_somewhere() {
    for path in files("md") {
        let page = text(&path);
        let folder = Path::new(&path).parent().unwrap_or(Path::new(""));
        for link in page.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let target = link.split('#').next().unwrap_or_default();
            if target.is_empty() || target.contains("://") || target.contains(' ') {
                continue;
            }
            assert!(root().join(folder).join(target).exists(), "{path} links to {link}, which is not there");
        }
    }
}

fn assert_files_exist(list: &[(&str, &str)]) {
    for (file, reason) in list {
        assert!(root().join(file).is_file(), "{file} is an exception ({reason}) and does not exist");
    }
}

fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// All files of the repository with this ending, by name, with `/` between the parts.
fn files(ending: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(root().join(&folder)).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = folder.join(&name);
            let is_built = name == "target" || name == "node_modules" || name.starts_with('.');
            if entry.file_type().unwrap().is_dir() {
                if !is_built {
                    folders.push(path);
                }
            } else if path.extension().is_some_and(|end| end == ending) {
                found.push(path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/"));
            }
        }
    }
    found.sort();
    found
}

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}
