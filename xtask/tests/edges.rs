//! Which crate may use which: the table in ARCHITECTURE.md and the crates agree, row by row.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

/// Crates of ours that a crate uses, and crates of others.
type Uses = (BTreeSet<String>, BTreeSet<String>);

#[test]
fn the_table_of_edges_is_what_the_crates_use() {
    let (told, used) = (table(), manifests());
    let told_crates: Vec<_> = told.keys().collect();
    assert_eq!(told_crates, used.keys().collect::<Vec<_>>(), "ARCHITECTURE.md has a row for each crate");
    for (name, (ours, others)) in &used {
        let (ours_told, others_told) = &told[name];
        assert_eq!(ours, ours_told, "{name}: crates of ours that it uses, and those that ARCHITECTURE.md allows");
        assert_eq!(others, others_told, "{name}: crates of others that it uses, and those that ARCHITECTURE.md allows");
    }
}

#[test]
fn arrows_point_towards_the_document() {
    let used = manifests();
    assert_eq!(used["quell-document"].0, BTreeSet::new());
    // Whoever is used does not use back, however far around.
    for name in used.keys() {
        let mut reached = BTreeSet::new();
        let mut open: Vec<&String> = used[name].0.iter().collect();
        while let Some(next) = open.pop() {
            if reached.insert(next) {
                open.extend(&used[next].0);
            }
        }
        assert!(!reached.contains(name), "{name} uses itself in a circle: {reached:?}");
    }
}

#[test]
fn every_crate_says_what_it_is_and_under_which_licence() {
    for package in packages() {
        let name = package["name"].as_str().unwrap();
        for field in ["description", "license", "repository", "rust_version"] {
            assert!(package[field].as_str().is_some_and(|value| !value.is_empty()), "{name} has no {field}");
        }
        let is_data = name == "quell-lexicon-de" || name == "quell-model-de";
        assert_eq!(package["license"], if is_data { "CC-BY-SA-4.0" } else { "MIT OR Apache-2.0" }, "{name}");
    }
}

/// The rows of the table in ARCHITECTURE.md: crate, what it may use of ours, what of others.
fn table() -> BTreeMap<String, Uses> {
    let page = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let (_, table) = page.split_once("<!-- edges -->").expect("ARCHITECTURE.md marks the table");
    let (table, _) = table.split_once("<!-- end of edges -->").expect("ARCHITECTURE.md marks the end of the table");
    let names = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_string).collect::<BTreeSet<_>>();
    let rows = table.lines().filter(|line| line.starts_with("| `"));
    rows.map(|row| {
        let cells: Vec<&str> = row.trim_matches('|').split('|').collect();
        let [name, ours, others] = cells[..] else { panic!("a row has three cells: {row}") };
        (names(name).pop_first().unwrap(), (names(ours), names(others)))
    })
    .collect()
}

/// What the manifests say; what only tests use is left out for the crates of others.
fn manifests() -> BTreeMap<String, Uses> {
    let packages = packages();
    let own: BTreeSet<&str> = packages.iter().map(|package| package["name"].as_str().unwrap()).collect();
    let uses = |package: &Value| {
        let (mut ours, mut others) = Uses::default();
        for dependency in package["dependencies"].as_array().unwrap() {
            let name = dependency["name"].as_str().unwrap();
            if own.contains(name) {
                ours.insert(name.to_string());
            } else if dependency["kind"] != "dev" {
                others.insert(name.to_string());
            }
        }
        (ours, others)
    };
    packages.iter().map(|package| (package["name"].as_str().unwrap().to_string(), uses(package))).collect()
}

fn packages() -> Vec<Value> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline", "--manifest-path"])
        .arg(root().join("Cargo.toml"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    metadata["packages"].as_array().unwrap().clone()
}

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}
