//! An item in a language that there is no pack for is kept, with its sentences and a remark, and nothing is said to be said in it.

use std::fs;
use std::ops::ControlFlow;

use quell::{Engine, Event, Options, Reading, gather};

const GERMAN: &str = "Die Polizei sucht nach dem Brand im Hafen nach Zeugen. „Wir haben keine Hinweise auf Brandstiftung“, sagte die Sprecherin Mara Jessen \
                      am Montag. Die Halle sei bis auf die Mauern niedergebrannt.";
const ENGLISH: &str = "The police are looking for witnesses after the fire in the harbour. “We have no hints of arson,” spokeswoman Mara Jessen said on \
                       Monday. The hall had burnt down to its walls, but nobody was hurt, she said.";

/// The items of a page that says that all of it is in German.
fn read(texts: &[&str]) -> Vec<Reading> {
    let path = std::env::temp_dir().join(format!("quell-languages-{}-{}.jsonl", std::process::id(), texts.len()));
    let lines: String = texts.iter().map(|text| serde_json::json!({ "text": text, "language": "de" }).to_string() + "\n").collect();
    fs::write(&path, lines).expect("the temporary folder can be written to");
    let mut readings = Vec::new();
    let engine = Engine::new(Options::default()).expect("no language is asked for");
    engine.read(
        gather(std::slice::from_ref(&path)),
        |event| event,
        |event, _| {
            if let Event::Read(reading) = event {
                readings.push(*reading);
            }
            ControlFlow::Continue(())
        },
    );
    fs::remove_file(&path).expect("it was written");
    readings
}

#[test]
fn an_english_article_is_not_read_as_german() {
    let readings = read(&[ENGLISH, GERMAN]);
    let [english, german] = readings.as_slice() else { panic!("{} items", readings.len()) };
    assert_eq!(english.document.article.language.as_deref(), Some("en"));
    assert_eq!((english.document.sentences.len(), english.document.statements.len(), english.document.hedges.len()), (3, 0, 0));
    let remarks: Vec<&str> = english.document.diagnostics.iter().map(|remark| remark.message.as_str()).collect();
    assert!(remarks.iter().any(|remark| remark.contains("its words are in “en”")), "{remarks:?}");
    assert!(remarks.iter().any(|remark| remark.starts_with("not analysed")), "{remarks:?}");
    assert!(english.pack.is_none() && german.pack.is_some());
    assert!(!german.document.statements.is_empty());
    assert!(!german.document.diagnostics.iter().any(|remark| remark.message.contains("analysed")));
}
