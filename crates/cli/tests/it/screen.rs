//! What a person sees.

use unicode_width::UnicodeWidthStr;

use crate::{ARTICLE, quell, quell_with};

#[test]
fn statements_stand_under_who_said_them() {
    let run = quell_with(&["read", "--outlet", "Bote", "--published", "2025-03-14T09:12:00+01:00", "-"], ARTICLE.as_bytes());
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(lines[0], "Brücke in Grevenhafen gesperrt");
    assert!(lines[1].starts_with("Bote · 2025-03-14, 09:12"), "{}", lines[1]);
    assert!(lines[1].ends_with(if lines[1].contains("1 source") { "1 source" } else { "sources" }));
    assert_eq!(lines[2], "─".repeat(80));
    let speaker = lines.iter().position(|line| line.contains("Mara Jessen")).expect("the speaker is named");
    assert!(lines[speaker].ends_with(" person"), "{}", lines[speaker]);
    assert!(lines[speaker + 1].starts_with("  „Wir prüfen die Pfeiler bis zum Herbst“"), "{}", run.out);
    assert!(lines[speaker + 1].ends_with("direct · sagte · ¶ 2"), "{}", run.out);
    assert!(lines.iter().any(|line| line.starts_with("1 person")), "{}", run.out);
}

#[test]
fn events_are_shown_where_they_are_asked_for() {
    let text = "Festnahme in Kiel\n\nDie Polizei nahm am Montag in Kiel zwei Männer fest. Die Armee griff das Dorf nicht an.\n";
    let run = quell_with(&["read", "--events", "--published", "2025-03-14", "-"], text.as_bytes());
    let lines: Vec<&str> = run.out.lines().collect();
    let first = lines.iter().position(|line| *line == "2 events").unwrap_or_else(|| panic!("{}", run.out));
    assert!(lines[first + 1].starts_with("  Die Polizei – nahm … fest – zwei …"), "{}", run.out);
    assert!(lines[first + 1].ends_with("COERCE · arrest · 2025-03-10 · Kiel · ¶ 1"), "{}", run.out);
    assert!(run.out.contains("ASSAULT · negated · ¶ 1"), "{}", run.out);
    assert!(!quell_with(&["read", "-"], text.as_bytes()).out.contains("event"));
}

#[test]
fn nothing_is_wider_than_eighty_columns() {
    let long = format!(
        "{} {} {}\n\n„{}“, sagte {}.\n",
        "Sehr langer Titel".repeat(3),
        "漢字".repeat(20),
        "Nachsatz",
        "Wort ".repeat(100),
        "Donaudampf".repeat(20)
    );
    for text in [ARTICLE, long.as_str(), "„x“"] {
        let run = quell_with(&["read", "-"], text.as_bytes());
        for line in run.out.lines() {
            assert!(line.width() <= 80, "{} columns: {line}", line.width());
        }
    }
    let samples = concat!(env!("CARGO_MANIFEST_DIR"), "/../../samples");
    for line in quell(&["read", samples]).out.lines().filter(|line| !line.contains(samples)) {
        assert!(line.width() <= 80, "{} columns: {line}", line.width());
    }
}

#[test]
fn colour_is_for_terminals_or_for_those_who_ask() {
    assert!(!quell_with(&["read", "-"], ARTICLE.as_bytes()).out.contains('\u{1b}'));
    assert!(quell_with(&["read", "--color", "always", "-"], ARTICLE.as_bytes()).out.contains('\u{1b}'));
}

#[test]
fn the_text_cannot_command_the_terminal() {
    let hostile = "Titel \u{1b}[2J\u{1b}]0;böse\u{7}\n\n„Wir \u{1b}[31mprüfen\u{9b}31m das“, sagte Mara\u{8}\u{8} Jessen.\n";
    let run = quell_with(&["read", "--published", "2025-03-14", "--outlet", "B\u{1b}[1mote", "-"], hostile.as_bytes());
    let commands = |text: &str| text.chars().any(|character| character.is_control() && character != '\n');
    assert!(!commands(&run.out) && !commands(&run.err), "{:?}", run.out);
    let run = quell(&["read", "no\u{1b}[2Jfile"]);
    assert!(!commands(&run.err), "{:?}", run.err);
}

#[test]
fn an_article_in_which_nobody_speaks_says_so() {
    let run = quell_with(&["read", "-"], "Die Brücke ist seit Montag gesperrt. Die Arbeiten dauern.\n".as_bytes());
    assert!(run.out.contains("0 statements, 0 sources") && run.out.contains("No statements found."), "{}", run.out);
}
