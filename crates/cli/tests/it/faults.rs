//! Whatever happens to the program or its file: nothing that was reported as added is lost, the message says what to do, and the record opens again.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use serde_json::Value;

use crate::{Folder, command, quell};

/// Articles as JSON Lines, each of another text, named `u0`, `u1`, ….
fn articles(from: usize, to: usize) -> String {
    (from..to)
        .map(|number| {
            let text = format!(
                "Die Stadt hat die Brücke Nummer {number} gesperrt. „Wir prüfen Pfeiler {number} bis zum Herbst“, sagte Mara Jessen. \
                 Der Verkehr werde über Fähre {number} umgeleitet. {}",
                "Am Ufer warten Lastwagen. ".repeat(20)
            );
            format!("{}\n", serde_json::json!({ "url": format!("u{number}"), "outlet": "Bote", "published": "2025-03-14", "text": text }))
        })
        .collect()
}

/// The addresses in lines that `quell add --json` printed; the last one may be cut off.
fn addresses(lines: &str) -> BTreeSet<String> {
    let values = lines.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    values.map(|value| value["address"].as_str().unwrap().to_string()).collect()
}

/// Opens the record, checks that each article in it is whole, and gives their addresses.
fn checked(store: &str) -> BTreeSet<String> {
    let exported = quell(&["export", "statements", "--json", "--store", store]);
    assert_eq!(exported.status, 0, "{}", exported.err);
    let mut kept = BTreeSet::new();
    for line in exported.out.lines() {
        let statement: Value = serde_json::from_str(line).unwrap();
        kept.insert(statement["address"].as_str().unwrap().to_string());
    }
    let found = quell(&["search", "Ufer", "--json", "--limit", "100000", "--store", store]);
    assert_eq!(addresses(&found.out), kept, "every article has its statements and its words");
    let refreshed = quell(&["refresh", "--json", "--store", store]);
    assert_eq!(refreshed.status, 0, "the record can be written to: {}", refreshed.err);
    kept
}

#[test]
fn killed_at_any_moment_it_keeps_what_it_reported() {
    let folder = Folder::temporary();
    let input = folder.file("news.jsonl", articles(0, 1500));
    let store = folder.path().join("record.db").display().to_string();
    let mut reported = BTreeSet::new();
    for milliseconds in [5, 40, 90, 160, 250, 380, 520, 700] {
        let mut child = command(&["add", &input, "--json", "--store", &store]).stdout(Stdio::piped()).spawn().unwrap();
        let out = child.stdout.take().unwrap();
        let reader = thread::spawn(move || BufReader::new(out).lines().map_while(Result::ok).collect::<Vec<_>>().join("\n"));
        thread::sleep(Duration::from_millis(milliseconds));
        // SIGKILL, which no program can answer.
        child.kill().unwrap();
        child.wait().unwrap();
        reported.extend(addresses(&reader.join().unwrap()));
        if fs::metadata(&store).is_ok_and(|file| file.len() > 0) {
            let kept = checked(&store);
            assert!(reported.is_subset(&kept), "reported and lost: {:?}", reported.difference(&kept));
        } else {
            assert!(reported.is_empty());
        }
    }
    let run = quell(&["add", &input, "--json", "--store", &store]);
    assert_eq!((run.status, checked(&store).len()), (0, 1500));
}

#[cfg(unix)]
#[test]
fn interrupted_it_keeps_what_was_read_and_says_so() {
    let folder = Folder::temporary();
    let input = folder.file("news.jsonl", articles(0, 4000));
    let store = folder.path().join("record.db").display().to_string();
    let mut child = command(&["add", &input, "--json", "--store", &store]).stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let first = lines.next().expect("something is added").unwrap();
    let interrupted = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(interrupted.success());
    let rest: Vec<String> = lines.map_while(Result::ok).collect();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    let mut reported = addresses(&rest.join("\n"));
    reported.extend(addresses(&first));
    assert_eq!(checked(&store), reported);
    assert!(reported.len() < 4000, "it stopped before the end");
}

#[cfg(unix)]
#[test]
fn a_full_disk_costs_only_what_was_not_reported() {
    let folder = Folder::temporary();
    let store = folder.path().join("record.db").display().to_string();
    let first = folder.file("first.jsonl", articles(0, 20));
    assert_eq!(quell(&["add", &first, "--store", &store]).status, 0);
    let more = folder.file("more.jsonl", articles(20, 3000));
    // A limit on the size of files stands for the full disk: what does not fit is not written, as if there were no room.
    let script =
        format!("trap '' XFSZ; ulimit -f 1500; exec \"{}\" add \"{more}\" --json --store \"{store}\"", env!("CARGO_BIN_EXE_quell"));
    let output = Command::new("bash").args(["-c", &script]).output().unwrap();
    let (out, err) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert_eq!(output.status.code(), Some(1), "{err}");
    assert!(err.contains("record.db: error: articles could not be added") && err.contains("hint: "), "{err}");
    let kept = checked(&store);
    let reported = addresses(&out);
    assert!(reported.is_subset(&kept) && kept.len() >= 20 && kept.len() < 3000);
    assert_eq!(quell(&["add", &more, "--store", &store]).status, 0);
    assert_eq!(checked(&store).len(), 3000);
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_written_to_can_be_read() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    let folder = Folder::temporary();
    let store = folder.path().join("record.db").display().to_string();
    let input = folder.file("news.jsonl", articles(0, 3));
    assert_eq!(quell(&["add", &input, "--store", &store]).status, 0);
    assert_eq!(fs::metadata(&store).unwrap().permissions().mode() & 0o777, 0o600, "nobody else may read it");
    fs::set_permissions(&store, fs::Permissions::from_mode(0o444)).unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).unwrap();
    // The administrator may write to everything; then somebody else tries.
    let is_administrator = fs::OpenOptions::new().append(true).open(&store).is_ok();
    let run = |arguments: &[&str]| {
        let mut command = command(arguments);
        if is_administrator {
            command.uid(65534).gid(65534);
        }
        command.output().unwrap()
    };
    let output = run(&["add", &input, "--outlet", "Blick", "--store", &store]);
    let err = String::from_utf8(output.stderr).unwrap();
    let found = run(&["search", "Ufer", "--json", "--store", &store]);
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(output.status.code(), Some(1), "{err}");
    assert!(err.contains("record.db: error: ") && err.contains("may not be written to") && err.contains("hint: "), "{err}");
    let (out, err) = (String::from_utf8(found.stdout).unwrap(), String::from_utf8(found.stderr).unwrap());
    assert_eq!((found.status.code(), out.lines().count()), (Some(0), 3), "{err}");
}

#[test]
fn what_is_not_a_record_is_left_alone() {
    let folder = Folder::temporary();
    let input = folder.file("news.jsonl", articles(0, 1));
    let text = folder.file("notes.db", "Einkaufsliste: Brot, Butter und noch mehr, damit der Kopf voll ist.\n");
    let short = folder.file("short.db", "Brot");
    for path in [&text, &short] {
        let before = fs::read(path).unwrap();
        for arguments in [&["add", &input, "--store", path][..], &["search", "Brot", "--store", path]] {
            let run = quell(arguments);
            assert_eq!((run.status, run.out.as_str()), (1, ""));
            assert!(run.err.contains("not a record of Quell") && run.err.contains("hint: "), "{}", run.err);
        }
        assert_eq!(fs::read(path).unwrap(), before);
    }
}

/// Writes four bytes into the head of an SQLite file, where the format has its place for them.
fn patch(path: &str, at: usize, value: i32) {
    let mut bytes = fs::read(path).unwrap();
    bytes[at..at + 4].copy_from_slice(&value.to_be_bytes());
    fs::write(path, bytes).unwrap();
}

#[test]
fn records_of_others_and_of_newer_programs_are_left_alone() {
    const USER_VERSION: usize = 60;
    const APPLICATION_ID: usize = 68;
    let folder = Folder::temporary();
    let input = folder.file("news.jsonl", articles(0, 2));
    for (place, value, message) in [(USER_VERSION, 9999, "of version 9999"), (APPLICATION_ID, 4711, "not a record of Quell")] {
        let store = folder.path().join(format!("{value}.db")).display().to_string();
        assert_eq!(quell(&["add", &input, "--store", &store]).status, 0);
        patch(&store, place, value);
        let before = fs::read(&store).unwrap();
        for arguments in [&["add", &input, "--store", &store][..], &["search", "Ufer", "--store", &store], &["refresh", "--store", &store]]
        {
            let run = quell(arguments);
            assert_eq!((run.status, run.out.as_str()), (1, ""));
            assert!(run.err.contains(message) && run.err.contains("hint: "), "{}", run.err);
        }
        assert_eq!(fs::read(&store).unwrap(), before);
    }
}

#[test]
fn two_programs_add_at_once() {
    let folder = Folder::temporary();
    let store = folder.path().join("record.db").display().to_string();
    let inputs = [folder.file("one.jsonl", articles(0, 600)), folder.file("other.jsonl", articles(400, 1000))];
    let children = inputs
        .map(|input| command(&["add", &input, "--json", "--store", &store]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap());
    let mut new = 0;
    for child in children {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let out = String::from_utf8(output.stdout).unwrap();
        assert_eq!(out.lines().count(), 600);
        new += out.lines().filter(|line| line.contains("\"outcome\":\"new\"")).count();
    }
    assert_eq!((new, checked(&store).len()), (1000, 1000), "each article is new once");
}

#[test]
fn readers_see_whole_batches_while_one_adds() {
    let folder = Folder::temporary();
    let store = folder.path().join("record.db").display().to_string();
    assert_eq!(quell(&["add", &folder.file("first.jsonl", articles(0, 1)), "--store", &store]).status, 0);
    let input = folder.file("news.jsonl", articles(1, 1500));
    let mut child = command(&["add", &input, "--json", "--quiet", "--store", &store]).stdout(Stdio::null()).spawn().unwrap();
    let mut looks = 0;
    while child.try_wait().unwrap().is_none() {
        let exported = quell(&["export", "statements", "--json", "--store", &store]);
        assert_eq!(exported.status, 0, "{}", exported.err);
        let mut counts = std::collections::BTreeMap::new();
        for line in exported.out.lines() {
            let statement: Value = serde_json::from_str(line).unwrap();
            *counts.entry(statement["address"].as_str().unwrap().to_string()).or_insert(0) += 1;
        }
        let different: BTreeSet<i32> = counts.values().copied().collect();
        assert_eq!(different.len(), 1, "articles that differ in nothing but a number have equally many statements");
        looks += 1;
    }
    assert!(looks > 0);
    assert_eq!(checked(&store).len(), 1500);
}
