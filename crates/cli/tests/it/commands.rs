//! Each command does what its help says.

use serde_json::Value;

use crate::{ARTICLE, Folder, quell, quell_with};

fn items(out: &str) -> Vec<Value> {
    out.lines().map(|line| serde_json::from_str(line).expect("each line is an object")).collect()
}

#[test]
fn json_holds_the_text_verbatim_and_spans_that_point_into_it() {
    let folder = Folder::temporary();
    let path = folder.file("a.txt", ARTICLE);
    let run = quell(&["read", "--json", "--outlet", "Bote", "--published", "14.3.2025", &path]);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    let [item] = items(&run.out).try_into().unwrap();
    let article = &item["article"];
    assert_eq!(article["text"], ARTICLE);
    assert_eq!(article["title"], "Brücke in Grevenhafen gesperrt");
    assert_eq!((article["outlet"].as_str(), article["published"]["value"].as_str()), (Some("Bote"), Some("2025-03-14")));
    assert_eq!(item["capture"]["uri"], path.as_str());
    let characters: Vec<char> = ARTICLE.chars().collect();
    let words =
        |span: &Value| characters[span[0].as_u64().unwrap() as usize..span[1].as_u64().unwrap() as usize].iter().collect::<String>();
    let direct: Vec<&Value> = item["statements"].as_array().unwrap().iter().filter(|statement| statement["kind"] == "direct").collect();
    assert_eq!(direct.len(), 1);
    assert_eq!(words(&direct[0]["content"][0]), "Wir prüfen die Pfeiler bis zum Herbst");
    for block in article["blocks"].as_array().unwrap() {
        let input = &block["input"];
        let bytes = &ARTICLE.as_bytes()[input[0].as_u64().unwrap() as usize..input[1].as_u64().unwrap() as usize];
        assert_eq!(words(&block["span"]).as_bytes(), bytes);
    }
}

#[test]
fn json_lines_keep_url_and_date_and_their_order() {
    let records: String = (0..200)
        .map(|n| format!("{{\"url\": \"u{n}\", \"text\": \"„Nummer {n} ist da“, sagte Jan Ott.\", \"date\": \"2021-01-02T00:00:00\"}}\n"))
        .collect();
    let run = quell_with(&["read", "--json", "-"], records.as_bytes());
    assert_eq!(run.status, 0, "{}", run.err);
    let urls: Vec<String> = items(&run.out).iter().map(|item| item["article"]["url"].as_str().unwrap().to_string()).collect();
    assert_eq!(urls, (0..200).map(|n| format!("u{n}")).collect::<Vec<_>>());
    assert_eq!(items(&run.out)[7]["article"]["published"]["value"], "2021-01-02T00:00:00");
    assert_eq!(items(&run.out)[7]["capture"]["uri"], "-#L8");
}

#[test]
fn the_same_bytes_give_the_same_output() {
    let records: String =
        (0..50).map(|n| format!("{{\"url\": \"u{n}\", \"text\": {}}}\n", serde_json::to_string(ARTICLE).unwrap())).collect();
    let first = quell_with(&["read", "--json", "-"], records.as_bytes());
    assert_eq!(first.out, quell_with(&["read", "--json", "-"], records.as_bytes()).out);
}

#[test]
fn csv_has_one_line_a_statement_and_no_formulas() {
    let run = quell_with(&["read", "--csv", "--outlet", "=cmd()", "-"], ARTICLE.as_bytes());
    assert_eq!(run.status, 0);
    let mut lines = run.out.lines();
    assert!(lines.next().unwrap().starts_with("file,url,outlet,published,id,kind,source,source_name,source_kind,cue,content"));
    let line = lines.find(|line| line.contains("Wir prüfen die Pfeiler bis zum Herbst")).expect("the quotation has a line");
    assert!(line.starts_with("-,,'=cmd(),"), "{line}");
    assert!(line.contains(",direct,") && line.contains("Mara Jessen") && line.contains(",sagte,"), "{line}");
}

#[test]
fn what_cases_prints_is_what_the_check_accepts() {
    let folder = Folder::temporary();
    let printed = quell_with(&["cases", "-"], ARTICLE.as_bytes());
    assert_eq!(printed.status, 0);
    assert!(printed.out.contains(":content=direct Wir prüfen die Pfeiler bis zum Herbst}"), "{}", printed.out);
    let path = folder.file("a.case", &printed.out);
    let checked = quell(&["read", "--cases", &path]);
    assert_eq!(checked.status, 0, "{}", checked.out);
    assert!(checked.out.contains(" found · 0 different · 0 missing · 0 not marked"), "{}", checked.out);
}

#[test]
fn the_check_says_what_is_missing_and_what_differs() {
    let folder = Folder::temporary();
    let path = folder
        .file("a.case", "„{content=direct Wir prüfen das}“, {cue sagte} {source=role Mara} Jessen.\n{content=reported Der Zug kam.}\n");
    let run = quell(&["read", "--cases", &path]);
    assert_eq!(run.status, 1);
    assert!(run.out.contains("different   Wir prüfen das") && run.out.contains("source        marked Mara"), "{}", run.out);
    assert!(run.out.contains("missing     Der Zug kam."), "{}", run.out);
    let run = quell_with(&["read", "--cases", "-"], ARTICLE.as_bytes());
    assert_eq!(run.status, 1);
    assert!(run.err.contains("nothing is marked up"));
}

#[test]
fn explain_shows_each_place_stage_by_stage() {
    let folder = Folder::temporary();
    let path = folder.file("a.txt", ARTICLE);
    let run = quell(&["explain", &path, "--at", "sagte"]);
    assert_eq!(run.status, 0, "{}", run.err);
    let at = ARTICLE.chars().collect::<String>().split("sagte").next().unwrap().chars().count();
    assert!(run.out.lines().next().unwrap().ends_with(&format!("{at}-{}", at + 5)), "{}", run.out);
    assert_eq!(quell(&["explain", &path, "--at", &format!("{at}-{}", at + 5)]).out, run.out);
    let run = quell(&["explain", &path, "--at", "flüsterte"]);
    assert_eq!((run.status, run.out.as_str()), (1, ""));
    assert!(run.err.contains("flüsterte"));
    assert_eq!(quell(&["explain", &path, "--at", "9000-9001"]).status, 1);
}

#[test]
fn usage_errors_are_two() {
    for arguments in [
        &["read"][..],
        &["read", "--json", "--csv", "-"],
        &["read", "--published", "morgen", "-"],
        &["read", "--language", "tlh", "-"],
        &["read", "--format", "pdf", "-"],
        &["explain", "-", "--at", "9-3"],
        &["speak"],
        &[],
    ] {
        let run = quell(arguments);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{arguments:?}");
        assert!(!run.err.is_empty());
    }
}

#[test]
fn version_help_and_licences_are_printed() {
    assert_eq!(quell(&["--version"]).out, format!("quell {}\n", env!("CARGO_PKG_VERSION")));
    assert!(quell(&["read", "--help"]).out.contains("--published"));
    let licenses = quell(&["licenses"]).out;
    assert!(licenses.contains("MIT") && licenses.contains("CC BY-SA 4.0") && licenses.contains("LanguageTool"));
}

#[test]
fn another_language_is_left_alone_and_said() {
    let english = "The police are looking for witnesses after the fire in the harbour, a spokeswoman said on Monday morning.\n";
    let run = quell_with(&["read", "--json", "-"], english.as_bytes());
    let [item] = items(&run.out).try_into().unwrap();
    assert_eq!(run.status, 0);
    if item["generator"]["pack"].is_null() {
        assert_eq!(item["statements"], serde_json::json!([]));
        assert!(item["diagnostics"][0]["message"].as_str().unwrap().starts_with("not analysed"));
    }
}

#[test]
fn the_samples_are_read() {
    let samples = concat!(env!("CARGO_MANIFEST_DIR"), "/../../samples");
    let run = quell(&["read", "--json", "--quiet", samples]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(items(&run.out).len() >= 10);
    let text = quell(&["read", samples]);
    assert_eq!(text.status, 0);
    assert!(text.out.contains("Mara Jessen"));
}

#[test]
fn a_folder_of_knowledge_is_laid_over_the_pack() {
    let folder = Folder::temporary();
    let text =
        folder.file("text.txt", "Die Fähre fahre nie wieder, dem Dorfboten zufolge. „Das dauert zu lange“, gnatzte Deichgraf Veit Alm.\n");
    let knowledge = folder.path().join("knowledge");
    std::fs::create_dir_all(knowledge.join("de/cues")).unwrap();
    std::fs::create_dir_all(knowledge.join("world")).unwrap();
    let cues = "[[verb]]\nlemma = \"gnatzen\"\nstance = \"criticise\"\nexample = \"„Es reicht“, gnatzte Veit.\"\n";
    std::fs::write(knowledge.join("de/cues/mine.toml"), cues).unwrap();
    let outlets = "[[outlet]]\nname = \"Dorfbote\"\nnames = [\"Dorfbote\", \"Dorfboten\"]\nkind = \"newspaper\"\n";
    std::fs::write(knowledge.join("world/outlets.toml"), outlets).unwrap();
    let folder_name = knowledge.display().to_string();
    let item = |arguments: &[&str]| items(&quell(&[&["read", "--json", &text], arguments].concat()).out).remove(0);
    let (without, with) = (item(&[]), item(&["--knowledge", &folder_name]));
    let stances = |item: &Value| -> Vec<String> {
        item["statements"].as_array().unwrap().iter().map(|statement| statement["stance"].as_str().unwrap().to_string()).collect()
    };
    assert!(!stances(&without).contains(&"criticise".to_string()) && stances(&with).contains(&"criticise".to_string()), "{with}");
    let has_outlet = |item: &Value| item["entities"].as_array().unwrap().iter().any(|entity| entity["kind"] == "outlet");
    assert!(!has_outlet(&without) && has_outlet(&with), "{with}");
    assert_ne!(without["generator"]["pack"], with["generator"]["pack"]);

    std::fs::write(knowledge.join("world/outlets.toml"), outlets.replace("newspaper", "newspapr")).unwrap();
    let broken = quell(&["read", &text, "--knowledge", &folder_name]);
    assert_eq!(broken.status, 2);
    for part in ["world/outlets.toml", "line 4", "newspapr", "newspaper"] {
        assert!(broken.err.contains(part), "{part}: {}", broken.err);
    }
    std::fs::write(knowledge.join("world/outlet.toml"), outlets).unwrap();
    let unknown = quell(&["read", &text, "--knowledge", &folder_name]);
    assert!(unknown.err.contains("world/outlet.toml") && unknown.err.contains("world/outlets.toml"), "{}", unknown.err);
}
