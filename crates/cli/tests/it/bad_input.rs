//! Bad input costs a message with its place and a hint; everything else is read all the same.

use crate::{ARTICLE, Folder, quell, quell_with};

/// Reads a bad input together with a good one.
fn beside_a_good_one(name: &str, content: &[u8]) -> crate::Run {
    let folder = Folder::temporary();
    let bad = folder.file(name, content);
    let good = folder.file("good.txt", ARTICLE);
    let run = quell(&["read", "--json", &bad, &good]);
    assert!(run.out.lines().last().unwrap_or_default().contains("Wir prüfen die Pfeiler"), "the good one is read: {}", run.err);
    run
}

fn assert_refused(name: &str, content: &[u8], message: &str) {
    let run = beside_a_good_one(name, content);
    assert_eq!(run.status, 1);
    assert_eq!(run.out.lines().count(), 1);
    assert!(run.err.contains(name) && run.err.contains("error") && run.err.contains(message) && run.err.contains("hint: "), "{}", run.err);
}

#[test]
fn empty_files() {
    assert_refused("empty.txt", b"", "empty");
    assert_refused("blank.txt", b" \n\n", "white space");
    assert_eq!(quell_with(&["read", "-"], b"").status, 1);
}

#[test]
fn binary_files() {
    assert_refused("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", "PNG");
    assert_refused("zeros.html", &[0; 10_000], "not text");
}

#[test]
fn a_missing_file() {
    let folder = Folder::temporary();
    let good = folder.file("good.txt", ARTICLE);
    let run = quell(&["read", "--json", "no/such/file.txt", &good]);
    assert_eq!((run.status, run.out.lines().count()), (1, 1));
    assert!(run.err.contains("no/such/file.txt") && run.err.contains("could not be opened"), "{}", run.err);
}

#[test]
fn windows_1252() {
    let run = beside_a_good_one("old.txt", b"\x84Wir pr\xFCfen das\x93, sagte B\xFCrgermeister J\xFCrgen K\xF6hler.");
    assert_eq!(run.status, 0);
    assert!(run.out.contains("„Wir prüfen das“") && run.out.contains("encoding guessed as windows-1252"));
}

#[test]
fn nul_bytes() {
    let run = beside_a_good_one("nul.txt", "„Wir prüfen\0 das“, sagte Mara Jessen.".as_bytes());
    assert_eq!(run.status, 0);
    assert!(run.out.contains("prüfen\\u0000 das") && run.out.contains("NUL"));
}

#[test]
fn a_single_line_of_five_megabytes() {
    let run = beside_a_good_one("long.txt", "Die Brücke ist gesperrt. ".repeat(200_000).as_bytes());
    assert_eq!(run.status, 1);
    assert_eq!(run.out.lines().count(), 2);
    assert!(run.err.contains("long.txt") && run.err.contains("4 MiB") && run.err.contains("hint"), "{}", run.err);
    assert!(run.out.lines().next().unwrap().contains("\"statements\":[]"));
}

#[test]
fn unbalanced_quotation_marks() {
    for text in ["„Wir prüfen das, sagte sie.", "Wir“ prüfen „das „und» dies“ sagte \"sie.", "““““„„„„»»««", "„"]
    {
        let run = beside_a_good_one("marks.txt", text.as_bytes());
        assert_eq!(run.status, 0, "{}", run.err);
    }
}

#[test]
fn right_to_left_and_combining_characters() {
    let text = "\u{202E}„Wir pru\u{308}fen“, sagte \u{5D0}\u{5D1}\u{5D2} Jessen\u{202C}. e\u{301}\u{301}\u{301} \u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}\n";
    let run = beside_a_good_one("marks.txt", text.as_bytes());
    assert_eq!(run.status, 0);
    assert!(run.out.contains("pru\u{308}fen"), "the text is verbatim");
    let shown = quell_with(&["read", "-"], text.as_bytes());
    assert!(!shown.out.contains('\u{202E}'), "the screen is not turned around");
}

#[test]
fn broken_lines_have_their_number() {
    let run = beside_a_good_one("news.jsonl", b"{\"text\": \"Die Br\xC3\xBCcke ist zu.\"}\n{\"text\": \n{\"title\": \"x\"}\n");
    assert_eq!(run.status, 1);
    assert_eq!(run.out.lines().count(), 2);
    assert!(run.err.contains("news.jsonl:2: error") && run.err.contains("news.jsonl:3: error"), "{}", run.err);
}

#[test]
fn folders_are_read_to_the_bottom() {
    let folder = Folder::temporary();
    folder.file("a/b/one.txt", ARTICLE);
    folder.file("a/two.jsonl", "{\"text\": \"Die Brücke ist zu.\"}\n");
    folder.file("a/three.case", "{outlet=Bote}\n\nDie Brücke ist zu.\n");
    folder.file("a/notes.md", "nothing to read");
    let run = quell(&["read", "--json", &folder.name()]);
    assert_eq!((run.status, run.out.lines().count()), (0, 3), "{}", run.err);
    std::fs::create_dir(folder.path().join("empty")).unwrap();
    let run = quell(&["read", "--json", &folder.path().join("empty").display().to_string()]);
    assert_eq!((run.status, run.out.as_str()), (1, ""));
    assert!(run.err.contains("empty: error: a folder without files"), "{}", run.err);
}

#[cfg(unix)]
#[test]
fn a_folder_that_holds_itself() {
    let folder = Folder::temporary();
    folder.file("one.txt", ARTICLE);
    std::os::unix::fs::symlink(folder.path(), folder.path().join("again")).unwrap();
    assert_eq!(quell(&["read", "--json", &folder.name()]).out.lines().count(), 1);
}

#[test]
fn quiet_leaves_only_errors() {
    let folder = Folder::temporary();
    let old = folder.file("old.txt", b"Die Br\xFCcke ist gesperrt, weil ein Pfeiler gebrochen ist. Gr\xFC\xDFe.");
    let loud = quell(&["read", "--csv", &old]);
    assert!(loud.err.contains("windows-1252") && loud.status == 0);
    let run = quell(&["read", "--csv", "--quiet", &old, "missing.txt"]);
    assert!(!run.err.contains("windows-1252") && run.err.contains("missing.txt"));
    assert_eq!(run.status, 1);
}
