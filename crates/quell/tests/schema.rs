//! The committed schema and what the program prints are the same contract.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use quell::document::{
    Caption, Credit, CreditPlace, Entity, EventMode, EventStatus, EventType, HedgeKind, Medium, Mention, MentionKind, MetadataField,
    MetadataOrigin, MetadataValue, Participant, Relation, SourceKind, Span, Stance, StatementKind, case,
};
use quell::view::Item;
use quell::view::trace::TraceView;
use quell::{Asked, Capture, Engine, Event, Options, Reading, gather};
use serde_json::Value;

fn schema() -> Value {
    serde_json::from_str(include_str!("../schema/quell-1.schema.json")).expect("the schema is JSON")
}

/// A reading in which everything that can be there is there.
fn full_reading() -> Reading {
    let marked = "{url=https://bote.example/1}\n{title=\"Brücke zu\"}\n{outlet=Bote}\n{published=2025-03-14}\n{language=xx}\n{author=Voss}\n{agency=dpa}\n\n\
        {frame {1:source=person Voss} {1:cue=deny bestritt} {1:addressee dem Boten} gegenüber}, {1:content=indirect dass {2:source=role Gutachter} {2:cue sagen}, \
        {2:content=indirect es {hedge=konjunktiv1 sei} zu spät}}{1:medium=speech}{1:source_name=Voss}{1:chain=\"cites outlet Bote; reports person Voss\"}.";
    let marked = marked.replace("{frame ", "{1:frame ");
    let mut document = case::read(&marked).expect("the case is well formed");
    let place = document.statements[0].content.hull();
    let evidence = quell::document::Evidence { rule: "a_rule", spans: Some(place.into()) };
    document.statements[0].evidence.push(evidence);
    document.diagnostics.push(quell::document::Diagnostic::note("something").at(place).hint("do something"));
    document.article.dateline = Some(place);
    document.article.agencies[0].places.push(CreditPlace::EndMark);
    document.article.kicker = Some("Verkehr".into());
    document.article.credits.push(Credit { place: CreditPlace::Byline, words: "Von Voss".into(), input: Some(Span::new(1, 9)) });
    document.article.captions.push(Caption { text: "Die Brücke".into(), agencies: vec!["dpa".into()], input: None });
    let said = MetadataValue { field: MetadataField::Title, origin: MetadataOrigin::JsonLd, value: "Brücke zu".into() };
    document.article.metadata.push(said);
    document.sentences.push(place);
    document.mentions.push(Mention { span: place, kind: MentionKind::State, entity: 0 });
    let ids = std::iter::once(("iso3166".to_string(), "RU".to_string())).collect();
    let somebody = vec![Participant { span: place, entity: Some(0) }];
    document.events.push(quell::document::Event {
        mode: Some(EventMode::Arrest),
        actors: somebody.clone(),
        recipients: somebody.clone(),
        place: Some(somebody[0]),
        statement: Some(0),
        evidence: vec![quell::document::Evidence { rule: "a_rule", spans: Some(place.into()) }],
        ..quell::document::Event::new(EventType::Coerce, place.into())
    });
    document.entities.push(Entity { name: "Russland".into(), kind: MentionKind::State, country: Some("RU".into()), ids });
    Reading {
        capture: Capture {
            uri: "https://bote.example/1".into(),
            sha256: "0".repeat(64),
            media_type: "text/html",
            time: Some("2025-03-14T09:12:00Z".into()),
            container: Some("crawl.warc.gz".into()),
            offset: Some(4711),
        },
        document,
        gold: None,
        pack: Some("xx 1".into()),
        part_of: Some("42ab8bffd14e".into()),
    }
}

#[test]
fn what_is_printed_follows_the_schema() {
    let value = serde_json::to_value(Item::of(&full_reading())).unwrap();
    let schema = schema();
    let mut problems = Vec::new();
    check(&schema, &schema, &value, "item", &mut problems);
    assert!(problems.is_empty(), "{problems:#?}");
}

#[test]
fn what_is_read_from_a_file_follows_the_schema() {
    let folder = std::env::temp_dir().join(format!("quell-schema-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("text.txt");
    std::fs::write(&path, "Brücke gesperrt\n\n„Wir prüfen die Pfeiler“, sagte eine Sprecherin der Stadt am Montag.\n").unwrap();
    let engine = Engine::new(Options::default()).unwrap();
    let mut count = 0;
    engine.read(
        gather(&[path]),
        |event| match event {
            Event::Read(reading) => serde_json::to_value(reading.item()).unwrap(),
            Event::Unreadable(unreadable) => panic!("{unreadable:?}"),
        },
        |value, _| {
            let schema = schema();
            let mut problems = Vec::new();
            check(&schema, &schema, &value, "item", &mut problems);
            assert!(problems.is_empty(), "{problems:#?}");
            assert_eq!(value["article"]["blocks"][0]["input"], serde_json::json!([0, 16]));
            count += 1;
            ControlFlow::Continue(())
        },
    );
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(count, 1);
}

#[test]
fn the_schema_names_the_same_values_as_the_code() {
    let schema = schema();
    let in_schema = |name: &str| -> Vec<String> {
        let values = schema["$defs"][name]["enum"].as_array().unwrap();
        values.iter().filter_map(|value| value.as_str().map(str::to_string)).collect()
    };
    assert_eq!(in_schema("statement_kind"), StatementKind::ALL.iter().map(|kind| kind.name()).collect::<Vec<_>>());
    assert_eq!(in_schema("medium"), Medium::ALL.iter().map(|medium| medium.name()).collect::<Vec<_>>());
    assert_eq!(in_schema("source_kind"), SourceKind::ALL.iter().map(|kind| kind.name()).collect::<Vec<_>>());
    assert_eq!(in_schema("stance"), Stance::ALL.iter().map(|stance| stance.name()).collect::<Vec<_>>());
    assert_eq!(in_schema("hedge_kind"), HedgeKind::ALL.iter().map(|kind| kind.name()).collect::<Vec<_>>());
    assert_eq!(in_schema("mention_kind"), MentionKind::ALL.iter().map(|kind| kind.name()).collect::<Vec<_>>());
    assert_eq!(in_schema("event_type"), EventType::ALL.iter().map(|kind| kind.name()).collect::<Vec<_>>());
    assert_eq!(in_schema("event_mode"), EventMode::ALL.iter().map(|mode| mode.name()).collect::<Vec<_>>());
    assert_eq!(in_schema("event_status"), EventStatus::ALL.iter().map(|status| status.name()).collect::<Vec<_>>());
    assert_eq!(in_schema("relation"), Relation::ALL.iter().map(|relation| relation.name()).collect::<Vec<_>>());
}

#[test]
fn an_answer_follows_its_schema() {
    let schema: Value = serde_json::from_str(include_str!("../schema/quell-trace-1.schema.json")).expect("the schema is JSON");
    let samples = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    let engine = Engine::new(Options::default()).unwrap();
    let articles = engine.gather(gather(&[samples]), |_, _, _| {});
    let tracer = engine.tracer().unwrap();
    for (words, is_told) in [("Betreiber wusste von den Mängeln", true), ("Ein Meteorit traf das Rathaus", false)] {
        let question = articles.question(&Asked::words_or_id(words)).unwrap();
        let Ok(trace) = tracer.trace(&articles.record, &question);
        let Ok(view) = TraceView::of(&trace, &articles.record);
        assert_eq!(!view.articles.is_empty(), is_told, "{words}");
        let mut problems = Vec::new();
        check(&schema, &schema, &serde_json::to_value(&view).unwrap(), "trace", &mut problems);
        assert!(problems.is_empty(), "{problems:#?}");
    }
}

/// Checks the part of JSON Schema that ours uses. Stricter in one point: an object may hold nothing that the schema does not
/// name, so that what is added to the program is added to the schema.
fn check(root: &Value, schema: &Value, value: &Value, place: &str, problems: &mut Vec<String>) {
    if let Some(reference) = schema["$ref"].as_str() {
        let target = root.pointer(reference.trim_start_matches('#')).unwrap_or_else(|| panic!("{reference} is not defined"));
        return check(root, target, value, place, problems);
    }
    let mut expect = |holds: bool, what: String| {
        if !holds {
            problems.push(format!("{place}: {what}, found {value}"));
        }
    };
    if let Some(constant) = schema.get("const") {
        expect(value == constant, format!("must be {constant}"));
    }
    if let Some(allowed) = schema["enum"].as_array() {
        expect(allowed.contains(value), format!("must be one of {allowed:?}"));
    }
    if let Some(kind) = schema.get("type") {
        let names: Vec<&str> =
            kind.as_array().map_or_else(|| kind.as_str().into_iter().collect(), |many| many.iter().filter_map(Value::as_str).collect());
        expect(names.iter().any(|name| is_of_type(value, name)), format!("must be {names:?}"));
    }
    if let (Some(number), Some(minimum)) = (value.as_f64(), schema["minimum"].as_f64()) {
        expect(number >= minimum && schema["maximum"].as_f64().is_none_or(|maximum| number <= maximum), "must be in range".into());
    }
    if let Some(alternatives) = schema["anyOf"].as_array() {
        let fits = alternatives.iter().any(|alternative| {
            let mut misfits = Vec::new();
            check(root, alternative, value, place, &mut misfits);
            misfits.is_empty()
        });
        expect(fits, "fits no alternative".into());
    }
    if let Some(items) = value.as_array() {
        let length = items.len() as u64;
        expect(schema["minItems"].as_u64().is_none_or(|least| length >= least), "too short".into());
        expect(schema["maxItems"].as_u64().is_none_or(|most| length <= most), "too long".into());
        if let Some(item_schema) = schema.get("items") {
            for (index, item) in items.iter().enumerate() {
                check(root, item_schema, item, &format!("{place}[{index}]"), problems);
            }
        }
    } else if let (Some(fields), Some(properties)) = (value.as_object(), schema["properties"].as_object()) {
        let required: BTreeSet<&str> = schema["required"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        let found: BTreeSet<&str> = fields.keys().map(String::as_str).collect();
        let named: BTreeSet<&str> = properties.keys().map(String::as_str).collect();
        if found != required || found != named {
            problems.push(format!("{place}: has {found:?}, the schema names {named:?}"));
        }
        for (name, field) in fields {
            if let Some(property) = properties.get(name) {
                check(root, property, field, &format!("{place}.{name}"), problems);
            }
        }
    }
}

fn is_of_type(value: &Value, name: &str) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("the schema uses {other}, which this check does not know"),
    }
}
