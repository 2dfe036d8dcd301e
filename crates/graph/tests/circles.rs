//! Ten invented circular reports, and reports that only look like one: A cites B for what B has from A.

use std::sync::LazyLock;

use quell_document::{Article, Document, Published, TextSpan};
use quell_graph::{Keys, Known, MemoryRecord, Question, Trace, trace};
use quell_lang::Pack;
use quell_lang::world::World;

static GERMAN: LazyLock<Pack> = LazyLock::new(|| Pack::german().expect("the German pack"));
static WORLD: LazyLock<World> = LazyLock::new(|| World::built_in().expect("the lists are readable"));

/// An article: its outlet, its time, its text.
type Told<'t> = (&'t str, &'t str, &'t str);

fn document((outlet, published, text): Told) -> Document {
    let mut article = Article::of_text(text);
    article.outlet = Some(outlet.to_string());
    article.url = Some(format!("https://{}.example/{published}", outlet.to_lowercase().replace(' ', "-")));
    article.published = Some(Published { value: published.to_string(), span: None });
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices(". ").chain([(text.len() - 1, ".")]) {
        sentences.push(TextSpan::new(start, at as u32 + 1));
        start = (at as u32 + 2).min(text.len() as u32);
    }
    Document { article, sentences, ..Document::default() }
}

fn traced(words: &str, articles: &[Told]) -> Trace {
    let mut record = MemoryRecord::new();
    for told in articles {
        let document = document(*told);
        let keys = Keys::of(&document, &GERMAN);
        record.add(document, keys, "");
    }
    let Ok(trace) = trace(&record, &Question::Words(words.to_string()), Known { pack: &GERMAN, world: &WORLD });
    trace
}

/// The outlets of each circle, beginning with whoever published last.
fn circles(words: &str, articles: &[Told]) -> Vec<Vec<String>> {
    let trace = traced(words, articles);
    trace.circles.iter().map(|circle| circle.iter().map(|step| trace.tellings[step.from].outlet().to_string()).collect()).collect()
}

#[test]
fn two_outlets_that_cite_each_other() {
    let found = circles(
        "Werk in Ostrau schließt im Mai",
        &[
            ("Elbblatt", "2025-03-01T08:00", "Das Werk in Ostrau schließt im Mai."),
            ("Morgenruf", "2025-03-01T12:00", "Das Werk in Ostrau schließt im Mai, berichtet das Elbblatt."),
            ("Elbblatt", "2025-03-02T08:00", "Auch der Morgenruf meldet: Das Werk in Ostrau schließt im Mai."),
        ],
    );
    assert_eq!(found, [["Elbblatt", "Morgenruf"]]);
}

#[test]
fn three_outlets_in_a_ring() {
    let found = circles(
        "Bürgermeister von Lindhof verkauft den Stadtwald",
        &[
            ("Waldkurier", "2025-04-02T09:00", "Der Bürgermeister von Lindhof verkauft den Stadtwald."),
            ("Talzeitung", "2025-04-02T11:30", "Der Bürgermeister von Lindhof verkauft den Stadtwald, so der Waldkurier."),
            ("Radio Lindhof", "2025-04-02T15:00", "Laut Talzeitung verkauft der Bürgermeister von Lindhof den Stadtwald."),
            ("Waldkurier", "2025-04-03T09:00", "Radio Lindhof bestätigt: Der Bürgermeister von Lindhof verkauft den Stadtwald."),
        ],
    );
    assert_eq!(found, [["Waldkurier", "Radio Lindhof", "Talzeitung"]]);
}

#[test]
fn four_outlets_over_three_days() {
    let found = circles(
        "Museum Hallstein verliert drei Gemälde",
        &[
            ("Abendstern", "2025-05-05", "Das Museum Hallstein verliert drei Gemälde an die Erben."),
            ("Nordblick", "2025-05-06", "Das Museum Hallstein verliert drei Gemälde, schreibt der Abendstern."),
            ("Südblick", "2025-05-06", "Das Museum Hallstein verliert nach Angaben von Nordblick drei Gemälde."),
            ("Kulturbote", "2025-05-07", "Drei Gemälde verliert das Museum Hallstein, meldet Südblick."),
            ("Abendstern", "2025-05-08", "Wie der Kulturbote bestätigt, verliert das Museum Hallstein drei Gemälde."),
        ],
    );
    assert_eq!(found, [["Abendstern", "Kulturbote", "Südblick", "Nordblick"]]);
}

#[test]
fn a_ring_is_seen_among_others_who_only_copy() {
    let found = circles(
        "Fähre nach Sandholm fällt aus",
        &[
            ("Küstenruf", "2025-06-01T07:00", "Die Fähre nach Sandholm fällt eine Woche aus."),
            ("Inselpost", "2025-06-01T08:00", "Die Fähre nach Sandholm fällt eine Woche aus, so der Küstenruf."),
            ("Hafenblatt", "2025-06-01T09:00", "Die Fähre nach Sandholm fällt eine Woche aus, so der Küstenruf."),
            ("Küstenruf", "2025-06-01T18:00", "Die Inselpost bestätigt, dass die Fähre nach Sandholm eine Woche ausfällt."),
        ],
    );
    assert_eq!(found, [["Küstenruf", "Inselpost"]]);
}

#[test]
fn a_name_with_an_ending_is_the_same_outlet() {
    let found = circles(
        "Brücke von Aldorf ist einsturzgefährdet",
        &[
            ("Flussbote", "2025-02-10T10:00", "Die Brücke von Aldorf ist einsturzgefährdet."),
            (
                "Stadtecho",
                "2025-02-10T13:00",
                "Die Brücke von Aldorf ist einsturzgefährdet, teilte das Stadtecho mit. Zuerst stand es im Flussboten.",
            ),
            ("Flussbote", "2025-02-11T10:00", "Nach einem Bericht des Stadtechos ist die Brücke von Aldorf einsturzgefährdet."),
        ],
    );
    assert_eq!(found, [["Flussbote", "Stadtecho"]]);
}

#[test]
fn clocks_of_different_zones_are_compared() {
    let found = circles(
        "Reederei Tamsen streicht hundert Stellen",
        &[
            ("Seekompass", "2025-03-03T23:30:00+01:00", "Die Reederei Tamsen streicht hundert Stellen."),
            ("Island Ruf", "2025-03-03T23:00:00+00:00", "Die Reederei Tamsen streicht hundert Stellen, so der Seekompass."),
            ("Seekompass", "2025-03-04T01:00:00+01:00", "Nach Angaben von Island Ruf streicht die Reederei Tamsen hundert Stellen."),
        ],
    );
    assert_eq!(found, [["Seekompass", "Island Ruf"]]);
}

#[test]
fn two_rings_are_two() {
    let mut found = circles(
        "Trainer Olsen wechselt nach Tronheim",
        &[
            ("Sportecho", "2025-07-01T08:00", "Trainer Olsen wechselt nach Tronheim."),
            ("Ballblick", "2025-07-01T09:00", "Trainer Olsen wechselt nach Tronheim, so das Sportecho."),
            ("Sportecho", "2025-07-01T12:00", "Auch Ballblick meldet, dass Trainer Olsen nach Tronheim wechselt."),
            ("Torjubel", "2025-07-01T10:00", "Trainer Olsen wechselt nach Tronheim."),
            ("Fanpost", "2025-07-01T11:00", "Laut Torjubel wechselt Trainer Olsen nach Tronheim."),
            ("Torjubel", "2025-07-01T13:00", "Fanpost bestätigt: Trainer Olsen wechselt nach Tronheim."),
        ],
    );
    found.sort();
    assert_eq!(found, [["Sportecho", "Ballblick"], ["Torjubel", "Fanpost"]]);
}

#[test]
fn the_citation_may_stand_behind_the_claim() {
    let found = circles(
        "Stausee Grimmen muss geleert werden",
        &[
            ("Bergruf", "2025-08-01T08:00", "Der Stausee Grimmen muss geleert werden. Die Mauer hat Risse."),
            ("Wasserblatt", "2025-08-01T14:00", "Der Stausee Grimmen muss geleert werden. Die Mauer hat Risse. Das meldet der Bergruf."),
            ("Bergruf", "2025-08-02T08:00", "Der Stausee Grimmen muss geleert werden. So steht es nun auch im Wasserblatt."),
        ],
    );
    assert_eq!(found, [["Bergruf", "Wasserblatt"]]);
}

#[test]
fn outlets_that_the_world_knows_make_rings_too() {
    let found = circles(
        "Konzern Vandal kauft die Bahnlinie Eschtal",
        &[
            ("Handelsblatt", "2025-09-01T08:00", "Der Konzern Vandal kauft die Bahnlinie Eschtal."),
            ("Reuters", "2025-09-01T10:00", "Der Konzern Vandal kauft die Bahnlinie Eschtal, berichtet das Handelsblatt."),
            ("Handelsblatt", "2025-09-01T12:00", "Nach einer Meldung von Reuters kauft der Konzern Vandal die Bahnlinie Eschtal."),
        ],
    );
    assert_eq!(found, [["Handelsblatt", "Reuters"]]);
}

#[test]
fn one_article_each_is_a_ring_where_no_time_forbids_it() {
    let found = circles(
        "Orchester Marlow spielt im Steinbruch",
        &[
            ("Klangbote", "2025-10-01", "Das Orchester Marlow spielt im Steinbruch, berichtet die Festpost."),
            ("Festpost", "2025-10-01", "Das Orchester Marlow spielt im Steinbruch, so der Klangbote."),
        ],
    );
    assert_eq!(found.len(), 1);
}

#[test]
fn a_row_without_an_end_is_no_circle() {
    let told = [
        ("Elbblatt", "2025-03-01T08:00", "Das Werk in Ostrau schließt im Mai."),
        ("Morgenruf", "2025-03-01T12:00", "Das Werk in Ostrau schließt im Mai, berichtet das Elbblatt."),
        ("Talzeitung", "2025-03-02T08:00", "Das Werk in Ostrau schließt im Mai, berichtet der Morgenruf."),
    ];
    let trace = traced("Werk in Ostrau schließt im Mai", &told);
    assert!(trace.circles.is_empty());
    assert_eq!(trace.tellings.len(), 3);
}

#[test]
fn what_was_published_later_cannot_have_been_cited() {
    let found = circles(
        "Werk in Ostrau schließt im Mai",
        &[
            ("Elbblatt", "2025-03-01T08:00", "Das Werk in Ostrau schließt im Mai, sagt der Morgenruf."),
            ("Morgenruf", "2025-03-01T12:00", "Das Werk in Ostrau schließt im Mai, berichtet das Elbblatt."),
        ],
    );
    assert!(found.is_empty(), "{found:?}");
}
