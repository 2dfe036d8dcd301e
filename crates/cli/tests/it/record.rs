//! The commands on the record.

use serde_json::Value;

use crate::{ARTICLE, Folder, Run, quell, quell_with};

/// A record in a folder of its own.
struct Record {
    folder: Folder,
    store: String,
}

impl Record {
    fn new() -> Self {
        let folder = Folder::temporary();
        let store = folder.path().join("record.db").display().to_string();
        Record { folder, store }
    }

    /// A record with two versions of one article, and another article.
    fn with_articles() -> Self {
        let record = Record::new();
        let first = [
            line("https://bote.example/1", "Bote", "2025-03-14T09:12", "Brücke in Grevenhafen gesperrt", BEFORE),
            line("https://blick.example/2", "Blick", "2025-03-15", "Händler klagen", OTHER),
        ];
        assert_eq!(record.add(&first.concat()).status, 0);
        let changed = line("https://bote.example/1", "Bote", "2025-03-14T09:12", "Brücke in Grevenhafen bleibt gesperrt", AFTER);
        assert_eq!(record.add(&changed).status, 0);
        record
    }

    fn add(&self, lines: &str) -> Run {
        quell_with(&["add", "-", "--json", "--store", &self.store], lines.as_bytes())
    }

    fn run(&self, arguments: &[&str]) -> Run {
        quell(&[arguments, &["--store", &self.store]].concat())
    }

    fn json(&self, arguments: &[&str]) -> Vec<Value> {
        let run = self.run(&[arguments, &["--json"]].concat());
        assert_eq!(run.status, 0, "{}", run.err);
        objects(&run.out)
    }
}

fn objects(out: &str) -> Vec<Value> {
    out.lines().map(|line| serde_json::from_str(line).expect("each line is an object")).collect()
}

fn line(url: &str, outlet: &str, published: &str, title: &str, text: &str) -> String {
    format!("{}\n", serde_json::json!({ "url": url, "outlet": outlet, "published": published, "title": title, "text": text }))
}

const BEFORE: &str = "Die Stadt hat die Brücke am Montag gesperrt.\n\n„Wir prüfen die Pfeiler bis zum Herbst“, sagte Polizeisprecherin Mara Jessen. \
    Der Verkehr werde ab Dienstag über die Fähre umgeleitet, sagte Jessen.";
const AFTER: &str = "Die Stadt hat die Brücke am Montag gesperrt.\n\n„Wir prüfen die Pfeiler bis zum Winter“, sagte Polizeisprecherin Mara Jessen. \
    Der Verkehr wird ab Dienstag über die Fähre umgeleitet.";
const OTHER: &str = "Nach Angaben der Stadt bleibt die Strasse zum Hafen zu. „Niemand hat uns gefragt“, sagte die Händlerin Ilse Harms.";

#[test]
fn the_same_bytes_add_nothing_and_a_changed_page_a_version() {
    let record = Record::new();
    let (before, after) = (line("u1", "Bote", "2025-03-14", "Titel", BEFORE), line("u1", "Bote", "2025-03-14", "Titel", AFTER));
    let outcomes = |run: Run| objects(&run.out).iter().map(|value| value["outcome"].as_str().unwrap().to_string()).collect::<Vec<_>>();
    assert_eq!(outcomes(record.add(&before)), ["new"]);
    assert_eq!(outcomes(record.add(&before)), ["known"]);
    assert_eq!(outcomes(record.add(&format!("{before}{after}"))), ["known", "new_version"]);
    assert_eq!(outcomes(record.add(&format!("{before}{after}"))), ["known", "known"]);
    let history = &record.json(&["changes", "u1"])[0];
    assert_eq!(history["versions"], 2);
    assert_eq!(record.json(&["search", "Winter"]).len(), 1);
    assert_eq!(record.run(&["search", "Herbst"]).status, 1, "only the current version is searched");
}

#[test]
fn a_text_without_an_address_is_known_by_its_path() {
    let record = Record::new();
    let path = record.folder.file("a.txt", ARTICLE);
    let first = record.run(&["add", &path]);
    assert!(first.out.contains("1 article added"), "{}", first.out);
    record.folder.file("a.txt", ARTICLE.replace("Herbst", "Winter"));
    assert!(record.run(&["add", &path]).out.contains("1 new version"));
    assert_eq!(record.json(&["changes", &path])[0]["versions"], 2);
    let run = record.run(&["remove", &path]);
    assert_eq!((run.status, run.out.as_str()), (0, format!("removed {path}\n").as_str()));
    assert_eq!(record.run(&["search", "Winter"]).status, 1);
    assert_eq!(record.run(&["remove", &path]).status, 1);
}

#[test]
fn what_cannot_be_read_is_said_and_the_rest_is_added() {
    let record = Record::new();
    let run = record.add(&format!("{}{{\"text\": \n", line("u1", "Bote", "2025-03-14", "Titel", BEFORE)));
    assert_eq!((run.status, objects(&run.out).len()), (1, 1));
    assert!(run.err.contains("-:2: error"), "{}", run.err);
}

#[test]
fn search_folds_spellings_and_takes_no_mark_for_an_operator() {
    let record = Record::with_articles();
    for words in ["Straße", "STRASSE Hafen", "Haendl*", "\"zum Hafen\"", "Händlerin"] {
        assert_eq!(record.json(&["search", words]).len(), 1, "{words}");
    }
    assert_eq!(record.run(&["search", "\"Hafen zum\""]).status, 1);
    assert_eq!(record.run(&["search", "Strasse NEAR("]).status, 1);
    assert_eq!(record.run(&["search", "\"'*"]).status, 2);
    assert_eq!(record.json(&["search", "--source", "Ilse Harms"]).len(), 1);
    assert_eq!(record.json(&["search", "--outlet", "Bote"]).len(), 1);
    assert_eq!(record.json(&["search", "gesperrt", "--until", "2025-03-14"]).len(), 1);
    assert_eq!(record.run(&["search", "gesperrt", "--since", "2025-03-16"]).status, 1);
    let found = &record.json(&["search", "Niemand gefragt"])[0];
    let span: Vec<usize> = found["span"].as_array().unwrap().iter().map(|place| place.as_u64().unwrap() as usize).collect();
    let words: String = OTHER.chars().skip(span[0]).take(span[1] - span[0]).collect();
    assert_eq!(found["excerpt"], words.as_str());
}

#[test]
fn who_shows_what_somebody_said() {
    let record = Record::with_articles();
    let said = record.json(&["who", "jessen"]);
    assert_eq!(said.len(), 1, "{said:?}");
    assert_eq!(said[0]["content"], "Wir prüfen die Pfeiler bis zum Winter");
    assert_eq!((said[0]["outlet"].as_str(), said[0]["cue"].as_str()), (Some("Bote"), Some("sagte")));
    let screen = record.run(&["who", "Mara Jessen"]);
    assert!(screen.out.contains("Mara Jessen") && screen.out.contains("„Wir prüfen die Pfeiler bis zum Winter“"), "{}", screen.out);
    assert!(screen.out.lines().all(|line| line.chars().count() <= 80), "{}", screen.out);
    let run = record.run(&["who", "Niemand"]);
    assert_eq!((run.status, run.out.as_str()), (1, ""));
    assert!(run.err.contains("Niemand: error: is not in the record"), "{}", run.err);
}

#[test]
fn changes_show_what_was_said_otherwise_and_what_lost_its_source() {
    let record = Record::with_articles();
    let history = &record.json(&["changes", "https://bote.example/1"])[0];
    let step = &history["steps"][0];
    assert_eq!(step["headline"][1], "Brücke in Grevenhafen bleibt gesperrt");
    let statements = step["statements"].as_array().unwrap();
    let changed = statements.iter().find(|change| change["change"] == "changed").expect("the quotation changed");
    assert_eq!(changed["what"], serde_json::json!(["content"]));
    let gone = statements.iter().find(|change| change["change"] == "gone").expect("the indirect statement is gone");
    assert_eq!(gone["own_words"], "Der Verkehr wird ab Dienstag über die Fähre umgeleitet.");
    let screen = record.run(&["changes", "https://bote.example/1"]).out;
    assert!(screen.contains("now in the outlet's own words"), "{screen}");
    assert!(screen.lines().all(|line| line.chars().count() <= 80), "{screen}");
    assert_eq!(record.run(&["changes", "https://nowhere.example"]).status, 1);
}

#[test]
fn corrections_hold_through_a_refresh_and_can_be_undone() {
    let record = Record::with_articles();
    let names = |record: &Record| -> Vec<String> {
        let sources = record.json(&["export", "sources"]);
        sources.iter().map(|source| source["source_name"].as_str().unwrap().to_string()).collect()
    };
    let before = names(&record);
    let said = record.json(&["who", "Jessen"]);
    let id = said[0]["id"].as_str().unwrap();
    assert_eq!(record.run(&["correct", "source", id, "--name", "Mara Janssen", "--kind", "role"]).status, 0);
    assert_eq!(record.run(&["correct", "merge", "Ilse Harms", "--into", "Ilse Harms-Kolb"]).status, 0);
    let corrected = names(&record);
    assert!(corrected.contains(&"Mara Janssen".to_string()) && corrected.contains(&"Ilse Harms-Kolb".to_string()), "{corrected:?}");
    assert_eq!(record.json(&["who", "Ilse Harms"])[0]["source_name"], "Ilse Harms-Kolb");
    assert_eq!(record.json(&["refresh", "--all"])[0]["refreshed"], 3);
    assert_eq!(names(&record), corrected);
    let rejected = record.json(&["who", "Janssen"])[0]["id"].as_str().unwrap().to_string();
    assert_eq!(record.run(&["correct", "reject", &rejected]).status, 0);
    assert_eq!(record.run(&["who", "Janssen"]).status, 1);
    for number in ["3", "2", "1"] {
        assert_eq!(record.run(&["correct", "undo", number]).status, 0);
    }
    assert_eq!(record.run(&["correct", "undo", "3"]).status, 1);
    assert_eq!(names(&record), before);
    assert_eq!(record.run(&["correct", "reject", "000000000000-00000000"]).status, 1);
}

#[test]
fn corrections_can_be_carried_to_another_record() {
    let record = Record::with_articles();
    assert_eq!(record.run(&["correct", "split", "Ilse Harms", "--to", "Ilse Harms (Hafen)", "--in", "https://blick.example/2"]).status, 0);
    let list = record.run(&["correct", "list", "--json"]).out;
    let other = Record::with_articles();
    let file = other.folder.file("corrections.jsonl", &list);
    assert_eq!(other.run(&["correct", "import", &file]).out, "1 correction made\n");
    assert_eq!(other.run(&["correct", "import", &file]).out, "0 corrections made\n");
    assert_eq!(other.json(&["who", "Harms"])[0]["source_name"], "Ilse Harms (Hafen)");
    let broken = other.folder.file("broken.jsonl", "{\"correction\": \"burn\"}\n");
    assert_eq!(other.run(&["correct", "import", &broken]).status, 1);
}

/// What the samples tell.
const CLAIM: &str = "Betreiber wusste von den Mängeln";

fn samples() -> String {
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../samples/").to_string()
}

#[test]
fn a_record_answers_as_the_files_do() {
    let record = Record::new();
    assert_eq!(record.run(&["add", &samples()]).status, 0);
    let from_record = record.run(&["trace", CLAIM, "--json"]);
    let from_files = quell(&["trace", "--in", &samples(), CLAIM, "--json"]);
    assert_eq!((from_record.status, from_files.status), (0, 0), "{} {}", from_record.err, from_files.err);
    assert_eq!(objects(&from_record.out), objects(&from_files.out));
    // What it names is found again under that name, also where an article has no address.
    let articles = objects(&from_record.out)[0]["articles"].as_array().unwrap().clone();
    for article in articles.iter().filter(|article| article["statement"].is_string()) {
        let id = article["statement"].as_str().unwrap();
        assert_eq!(record.run(&["trace", id]).status, 0, "{article}");
    }
}

#[test]
fn origins_are_joined_and_parted_by_hand() {
    let record = Record::new();
    assert_eq!(record.run(&["add", &samples()]).status, 0);
    let origins = || record.json(&["trace", CLAIM])[0]["origins"].as_array().unwrap().clone();
    let before = origins();
    assert!(before.len() > 1 && before[0]["articles"].as_array().unwrap().len() > 2, "{before:?}");
    let first_of = |origin: &Value| origin["articles"][0].as_str().unwrap().to_string();
    let (one, other) = (first_of(&before[0]), first_of(&before[1]));
    assert_eq!(record.run(&["correct", "join", &one, &other]).status, 0);
    let joined = origins();
    assert_eq!(joined.len(), before.len() - 1);
    let reasons: Vec<&Value> = joined[0]["joined"].as_array().unwrap().iter().map(|join| &join["reason"]).collect();
    assert_eq!(reasons[0], "by_hand", "{reasons:?}");
    assert!(record.run(&["trace", CLAIM]).out.contains("by hand"));
    // What holds two apart holds against every other reason, and what was said last holds.
    let in_first = |index: usize| before[0]["articles"][index].as_str().unwrap().to_string();
    assert_eq!(record.run(&["correct", "part", &one, &other]).status, 0);
    assert_eq!(record.run(&["correct", "part", &in_first(0), &in_first(1)]).status, 0);
    let parted = origins();
    let home = |address: &str| parted.iter().position(|origin| origin["articles"].as_array().unwrap().contains(&Value::from(address)));
    assert_ne!(home(&in_first(0)), home(&in_first(1)));
    assert_ne!(home(&one), home(&other));
    for number in ["1", "2", "3"] {
        assert_eq!(record.run(&["correct", "undo", number]).status, 0);
    }
    assert_eq!(origins(), before);
}

#[test]
fn stories_are_articles_of_a_few_days_about_the_same() {
    let record = Record::new();
    let fire = "In der Lagerhalle der Nordkai GmbH im Südhafen ist ein Feuer ausgebrochen. Die Feuerwehr Grevenhafen rückte mit zwölf Löschzügen an.";
    let vote = "Der Kreistag von Ostermark hat den Haushalt abgelehnt. Landrätin Ulrike Sand sprach von einem Versagen der Fraktionen.";
    let texts = [
        ("u1", "2025-03-13", "Feuer im Südhafen", format!("{fire} Verletzt wurde niemand.")),
        ("u2", "2025-03-14", "Lagerhalle der Nordkai brennt", format!("{fire} Die Ursache ist unklar.")),
        ("u3", "2025-03-14", "Haushalt abgelehnt", format!("{vote} Nun droht eine Sperre.")),
        ("u4", "2025-03-15", "Kreistag Ostermark ohne Haushalt", format!("{vote} Eine Sondersitzung folgt.")),
        ("u5", "2025-06-14", "Südhafen: Halle der Nordkai brennt wieder", format!("{fire} Es ist der zweite Brand.")),
        ("u6", "2025-03-14", "Rezept der Woche", "Man nehme Mehl, Zucker und drei Eier. Dazu passt Rhabarber aus dem Garten.".to_string()),
    ];
    let lines: String = texts.iter().map(|(url, day, title, text)| line(url, "Bote", day, title, text)).collect();
    assert_eq!(record.add(&lines).status, 0);
    let stories = record.json(&["stories"]);
    let addresses = |story: &Value| -> Vec<String> {
        story["articles"].as_array().unwrap().iter().map(|article| article["address"].as_str().unwrap().to_string()).collect()
    };
    assert_eq!(stories.iter().map(addresses).collect::<Vec<_>>(), [["u1", "u2"], ["u3", "u4"]]);
    assert!(stories[0]["words"].as_array().unwrap().contains(&Value::from("Lagerhalle")), "{}", stories[0]["words"]);
    assert_eq!(record.json(&["stories", "--since", "2025-03-14", "--until", "2025-03-15"]).len(), 1);
    let screen = record.run(&["stories"]).out;
    assert!(screen.ends_with("2 stories that at least two articles tell\n"), "{screen}");
    assert!(screen.lines().all(|line| line.chars().count() <= 80), "{screen}");
}

#[test]
fn a_refresh_finds_nothing_to_do_when_the_rules_are_the_same() {
    let record = Record::with_articles();
    assert_eq!(record.json(&["refresh"])[0], serde_json::json!({ "refreshed": 0, "left": 0 }));
    assert!(record.run(&["refresh", "--all"]).out.starts_with("3 versions read anew"));
}

#[test]
fn exports_are_tables_without_formulas() {
    let record = Record::new();
    assert_eq!(record.add(&line("u1", "=cmd()", "2025-03-14", "Titel", BEFORE)).status, 0);
    let statements = record.run(&["export", "statements"]).out;
    let mut lines = statements.lines();
    assert!(lines.next().unwrap().starts_with("id,url,outlet,published,title,kind,source_name"));
    assert!(lines.next().unwrap().contains(",u1,'=cmd(),2025-03-14,"), "{statements}");
    let origins = record.run(&["export", "origins"]).out;
    assert!(origins.contains("Mara Jessen,person,"), "{origins}");
    let sources = record.run(&["export", "sources"]).out;
    assert!(sources.lines().any(|line| line.starts_with("Mara Jessen,person,")), "{sources}");
}

#[test]
fn a_record_that_is_not_there_is_not_made_by_looking() {
    let record = Record::new();
    for arguments in
        [&["search", "Hafen"][..], &["who", "Jessen"], &["changes", "u1"], &["export", "sources"], &["refresh"], &["remove", "u1"]]
    {
        let run = record.run(arguments);
        assert_eq!((run.status, run.out.as_str()), (1, ""), "{arguments:?}");
        assert!(run.err.contains("there is no record here") && run.err.contains("hint: "), "{}", run.err);
    }
    assert!(!std::path::Path::new(&record.store).exists());
}
