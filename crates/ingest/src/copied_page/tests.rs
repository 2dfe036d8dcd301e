//! Invented pages of several portals, as they look when they are copied, each line with what it should become.

use super::*;
use quell_document::ItemKind;

fn read(page: &str) -> Vec<Article> {
    let words = Words::built_in().expect("the lists are readable");
    assert!(is_page(page, &words), "it is a page");
    let found = items(page, &Places::Same { offset: 0 }, &words);
    for article in &found {
        for block in &article.blocks {
            let input = block.input.expect("the bytes of a text can be told");
            assert_eq!(&page.as_bytes()[input.start as usize..input.end as usize], block.span.of(&article.text).as_bytes());
        }
    }
    found
}

fn shown(articles: &[Article]) -> Vec<(&'static str, &str)> {
    let name = |article: &Article| article.title.is_some();
    articles
        .iter()
        .map(|article| (article.kind.name(), if name(article) { article.title.as_deref().unwrap() } else { first_words(&article.text) }))
        .collect()
}

fn first_words(text: &str) -> &str {
    let end = text.split_inclusive([' ', '\n']).take(3).map(str::len).sum();
    text[..end].trim()
}

/// Articles one below the other, each with its address at the end; pictures are described by the title; a video in the middle.
const PORTAL: &str = "Grevenhafen will die Fähre nach Lund wieder fahren lassen

3 Okt. 2024 08:41 Uhr

Der Stadtrat hat am Mittwoch für die Fähre gestimmt. Sie soll im Mai zum ersten Mal seit neun Jahren ablegen.

Grevenhafen will die Fähre nach Lund wieder fahren lassen
Das von der Agentur „Nordlicht“ verbreitete Bild zeigt die Fähre „Ida“ im Trockendock, 1. Oktober 2024.

Bürgermeisterin Silke Brandis sprach von einem guten Tag für die Stadt. Die Werft habe zugesagt, das Schiff bis April zu überholen.

Hintergrund

„Wir haben lange darauf gewartet“, sagte Brandis nach der Sitzung.

Werft in Lund streicht zweihundert Stellen und verkauft ihr letztes Dock

https://www.nordbote.example/hafen/4711-grevenhafen-will-die-faehre-nach-lund/

Lund streitet über den neuen Anleger

2 Okt. 2024

Lund streitet über den neuen Anleger
Der alte Anleger von Lund, 30. September 2024.

Der Anleger sei zu klein, sagen die Fischer. Die Gemeinde widerspricht.

Fährmann Olsen erzählt: \"Das Meer vergisst nichts\"

Fährmann Olsen erzählt: „Das Meer vergisst nichts“

Olsen ist sein Leben lang gefahren. Nun ist er siebzig.

https://www.youtube.com/watch?v=olsen

Werft in Lund streicht zweihundert Stellen und verkauft ihr letztes Dock

Am Freitag soll der Gemeinderat entscheiden.

https://www.nordbote.example/hafen/4708-lund-streitet-ueber-den-neuen/

Warum die Ostsee keine Fähren mehr braucht, meint unser Kolumnist

Von Jan Ott

Wer heute eine Fähre baut, baut ein Denkmal. So sieht es jedenfalls aus.

Die Brücke ist seit drei Jahren fertig. Niemand spricht darüber.

Hinterlasse einen Kommentar
";

#[test]
fn articles_of_a_portal_are_parted_by_their_addresses() {
    let found = read(PORTAL);
    assert_eq!(
        shown(&found),
        [
            ("article", "Grevenhafen will die Fähre nach Lund wieder fahren lassen"),
            ("boilerplate", "Grevenhafen will die"),
            ("caption", "Das von der"),
            ("boilerplate", "Hintergrund"),
            ("teaser", "Werft in Lund streicht zweihundert Stellen und verkauft ihr letztes Dock"),
            ("article", "Lund streitet über den neuen Anleger"),
            ("boilerplate", "Lund streitet über"),
            ("caption", "Der alte Anleger"),
            ("video_link", "Fährmann Olsen erzählt: \"Das Meer vergisst nichts\""),
            ("boilerplate", "Fährmann Olsen erzählt:"),
            ("teaser", "Werft in Lund streicht zweihundert Stellen und verkauft ihr letztes Dock"),
            ("article", "Warum die Ostsee keine Fähren mehr braucht, meint unser Kolumnist"),
            ("boilerplate", "Hinterlasse einen Kommentar"),
        ]
    );
    let first = &found[0];
    assert_eq!(first.published.as_ref().unwrap().value, "2024-10-03T08:41");
    assert_eq!(first.published.as_ref().unwrap().span.unwrap().of(&first.text), "3 Okt. 2024 08:41 Uhr");
    assert_eq!(first.url.as_deref(), Some("https://www.nordbote.example/hafen/4711-grevenhafen-will-die-faehre-nach-lund/"));
    assert_eq!(first.outlet.as_deref(), Some("nordbote.example"));
    assert!(first.text.ends_with("sagte Brandis nach der Sitzung."));
    assert_eq!(found[2].agencies[0].name, "Nordlicht");
    assert!(
        found[5].text.ends_with("Am Freitag soll der Gemeinderat entscheiden."),
        "the article goes on behind the video: {}",
        found[5].text
    );
    assert_eq!(found[8].url.as_deref(), Some("https://www.youtube.com/watch?v=olsen"));
    assert_eq!(found[11].authors, ["Jan Ott"]);
}

/// One article with its menu, captions with credits, subheadings, related links and prompts; no empty lines in places.
const REGIONAL: &str = "Startseite
Politik
Wirtschaft
Anmelden
Startseite > Wirtschaft
Energie
Windpark vor Grevenhafen wird später fertig
Stand: 12.06.2024, 17:30 Uhr | Aktualisiert: 13.06.2024, 09:05 Uhr
Von: Lina Voss, Emre Kaya
Die Turbinen sollen erst im Herbst ans Netz gehen. Der Betreiber nennt Lieferprobleme als Grund.
Ein Rotorblatt auf dem Gelände des Windparks.
Foto: Peer Hansen/dpa
Eigentlich sollten die ersten Anlagen schon im Juli Strom liefern. Daraus wird nach Angaben des Betreibers nichts.
Anzeige
Kritik aus dem Rathaus
„Das ist ärgerlich“, sagte Bürgermeisterin Silke Brandis. Sie erwarte einen neuen Zeitplan bis Ende des Monats.
Lesen Sie auch: Stadtwerke senken den Strompreis um zwei Cent
Der Betreiber weist den Vorwurf zurück, er habe die Stadt zu spät unterrichtet.
Was das für die Kunden heißt
Die Preise bleiben nach Auskunft der Stadtwerke vorerst gleich.
Mehr zum Thema
Drei Gemeinden klagen gegen die neue Stromtrasse durch das Moor
Küstenschutz: Land bewilligt vier Millionen Euro für den Deich
Kommentare (12)
Artikel teilen
Impressum
Datenschutz
© 2024 Rundblick Verlag
";

#[test]
fn an_article_keeps_its_subheadings_and_loses_what_stands_around_it() {
    let found = read(REGIONAL);
    let kinds: Vec<_> = shown(&found).into_iter().filter(|(kind, _)| *kind != "boilerplate").collect();
    assert_eq!(
        kinds,
        [
            ("article", "Windpark vor Grevenhafen wird später fertig"),
            ("caption", "Ein Rotorblatt auf"),
            ("teaser", "Stadtwerke senken den Strompreis um zwei Cent"),
            ("teaser", "Drei Gemeinden klagen gegen die neue Stromtrasse durch das Moor"),
            ("teaser", "Küstenschutz: Land bewilligt vier Millionen Euro für den Deich"),
        ]
    );
    let article = found.iter().find(|item| item.kind == ItemKind::Article).unwrap();
    assert_eq!(article.published.as_ref().unwrap().value, "2024-06-12T17:30");
    assert_eq!(article.modified.as_deref(), Some("2024-06-13T09:05"));
    assert_eq!(article.authors, ["Lina Voss", "Emre Kaya"]);
    let subheadings: Vec<&str> =
        article.blocks.iter().filter(|block| block.kind.name() == "subheading").map(|block| block.span.of(&article.text)).collect();
    assert_eq!(subheadings, ["Kritik aus dem Rathaus", "Was das für die Kunden heißt"]);
    assert!(article.text.ends_with("vorerst gleich."));
    let caption = found.iter().find(|item| item.kind == ItemKind::Caption).unwrap();
    assert_eq!((caption.agencies[0].name.as_str(), caption.authors.as_slice()), ("dpa", &["Peer Hansen".to_string()][..]));
}

fn blocks(article: &Article) -> Vec<(&'static str, &str)> {
    article.blocks.iter().map(|block| (block.kind.name(), first_words(block.span.of(&article.text)))).collect()
}

/// A page around an article; what stands between its headline and its end is given.
fn around(lines: &str) -> String {
    format!("Startseite\nAnmelden\nHafen bekommt einen neuen Kran\n{lines}\nKommentare (3)\nImpressum\n")
}

const LEAD: &str = "Der Kran soll im Mai kommen. Er ersetzt den alten von 1961.";
const FIRST: &str = "Die Stadt hat den Auftrag am Montag vergeben. Er kostet vier Millionen Euro.";
const SECOND: &str = "„Das war überfällig“, sagte Bürgermeisterin Silke Brandis.";

#[test]
fn the_lead_is_the_first_paragraph_that_something_sets_off_from_the_text() {
    for between in ["Von Lina Voss", "14. März 2025, 09:12 Uhr", "Der alte Kran am Montag.\nFoto: Peer Hansen/dpa"] {
        let page = around(&format!("{LEAD}\n{between}\n{FIRST}\n{SECOND}"));
        let found = read(&page);
        let article = found.iter().find(|item| item.kind == ItemKind::Article).unwrap();
        let leads: Vec<&str> =
            article.blocks.iter().filter(|block| block.kind.name() == "lead").map(|block| block.span.of(&article.text)).collect();
        assert_eq!(leads, [LEAD], "{between}: {:?}", blocks(article));
    }
}

#[test]
fn where_nothing_sets_the_first_paragraph_off_there_is_no_lead() {
    for (lines, why) in [
        (format!("Von Lina Voss\n{LEAD}\n{FIRST}\n{SECOND}"), "the text goes on right behind it"),
        (format!("{LEAD}\nVon Lina Voss\n{FIRST}"), "one paragraph is too little text for a lead"),
        (format!("{LEAD}\n{FIRST}\nFoto: Peer Hansen/dpa\n{SECOND}"), "a picture below the second paragraph says nothing of the first"),
        (format!("{LEAD}\nWas der Kran kann\n{FIRST}\n{SECOND}"), "behind it stands a subheading"),
    ] {
        let found = read(&around(&lines));
        let article = found.iter().find(|item| item.kind == ItemKind::Article).unwrap();
        assert!(article.blocks.iter().all(|block| block.kind.name() != "lead"), "{why}: {:?}", blocks(article));
    }
}

#[test]
fn only_articles_have_leads() {
    let found = read(TICKER);
    assert!(found.iter().flat_map(|item| &item.blocks).all(|block| block.kind.name() != "lead"), "{:?}", shown(&found));
}

/// An overview: headlines, one or two sentences each, and *mehr*.
const OVERVIEW: &str = "Aktuelle Meldungen

Hafenamt sperrt die Nordmole bis zum Ende der Sturmsaison
Die Mole ist unterspült. Spaziergänger sollen den Südweg nehmen.
mehr

vor 2 Stunden
Grundschule am Deich bekommt nach acht Jahren ein neues Dach
Die Arbeiten beginnen in den Ferien. Der Unterricht zieht in Container um.
mehr

vor 5 Stunden
Zwei Verletzte bei Unfall auf der Landstraße nach Lund
Ein Lieferwagen war am Morgen von der Straße abgekommen. Die Polizei sucht Zeugen.
mehr

Newsletter abonnieren
";

#[test]
fn an_overview_is_a_list_of_teasers() {
    let found = read(OVERVIEW);
    let teasers: Vec<&Article> = found.iter().filter(|item| item.kind == ItemKind::Teaser).collect();
    assert_eq!(teasers.len(), 3, "{:?}", shown(&found));
    assert!(teasers[0].text.ends_with("nehmen.") && teasers[2].text.ends_with("Zeugen."), "{:?}", shown(&found));
    assert!(found.iter().all(|item| item.kind != ItemKind::Article));
}

/// A ticker with its page around it.
const TICKER: &str = "Sturmflut in Grevenhafen: der Liveticker
14. November 2024, 18:20 Uhr

18:20 Uhr
Deich bei Norder hält
Die Feuerwehr meldet, der Deich halte. Eine zweite Welle werde gegen Mitternacht erwartet.

17:45 Uhr
Die Stadt öffnet die Turnhalle für Anwohner. „Niemand muss im Wasser stehen“, sagte Silke Brandis.

17:02 Uhr
Pegel steigt weiter
Der Pegel steht bei fünf Metern.

Mehr zum Thema
Wie die Sturmflut von 1962 die Küste veränderte
Artikel drucken
";

#[test]
fn entries_of_a_ticker_have_their_time() {
    let found = read(TICKER);
    let entries: Vec<&Article> = found.iter().filter(|item| item.kind == ItemKind::TickerEntry).collect();
    assert_eq!(entries.len(), 3, "{:?}", shown(&found));
    assert_eq!(entries[0].title.as_deref(), Some("Deich bei Norder hält"));
    assert_eq!(entries[1].published.as_ref().unwrap().value, "2024-11-14T17:45");
    assert!(entries[2].text.ends_with("fünf Metern."));
    assert_eq!(shown(&found).last().unwrap().0, "boilerplate");
}

/// An English page.
const ENGLISH: &str = "Skip to content
News
Sport
Harbour bridge to close for two years
By Anna Moor and Jack Hill
March 14, 2025
The harbour bridge will close in May, the council said on Friday.
Image source: Reuters
Engineers found cracks in three pillars. \"We had no choice,\" said council leader Ida Moor.
Related stories
Ferry to replace bridge traffic during the repairs this summer
Read more
Share
";

#[test]
fn pages_in_other_languages_are_read_by_their_own_words() {
    let found = read(ENGLISH);
    let article = found.iter().find(|item| item.kind == ItemKind::Article).unwrap();
    assert_eq!(article.title.as_deref(), Some("Harbour bridge to close for two years"));
    assert_eq!(article.authors, ["Anna Moor", "Jack Hill"]);
    assert_eq!(article.published.as_ref().unwrap().value, "2025-03-14");
    assert!(found.iter().any(|item| item.kind == ItemKind::Caption && item.agencies[0].name == "Reuters"));
}

#[test]
fn one_article_is_no_page() {
    let words = Words::built_in().unwrap();
    for text in [
        "Brücke gesperrt\n\n14. März 2025, 09:12 Uhr\n\nVon Lina Voss\n\nDie Brücke ist seit Montag gesperrt. Der Bürgermeister bat um Geduld.",
        "Brücke gesperrt\n\nDie Brücke ist gesperrt.\n\nhttps://bote.example/bruecke\n",
        "18.20 Uhr: Der Deich hält.\n\n18.30 Uhr: Die Welle kommt.\n\n18.40 Uhr: Sie ist da.",
        "",
        "Die Polizei sucht Zeugen.",
    ] {
        assert!(!is_page(text, &words), "{text}");
    }
}

#[test]
fn nothing_of_a_page_is_lost() {
    for page in [PORTAL, REGIONAL, OVERVIEW, TICKER, ENGLISH] {
        let found = read(page);
        let mut kept: Vec<(u32, u32)> =
            found.iter().flat_map(|item| &item.blocks).map(|block| block.input.map(|input| (input.start, input.end)).unwrap()).collect();
        kept.sort_unstable();
        assert!(kept.windows(2).all(|pair| pair[0].1 <= pair[1].0), "no line belongs to two items");
        let words = |text: &str| text.split_whitespace().filter(|word| !word.starts_with("https://")).count();
        // The label before a link on the same line is the one thing that belongs to no block.
        let kept_words: usize = kept.iter().map(|&(start, end)| words(&page[start as usize..end as usize])).sum();
        assert!(words(page) - kept_words <= 3, "{} of {} words", kept_words, words(page));
    }
}

proptest::proptest! {
    #[test]
    fn whatever_the_lines_are_every_block_is_one_of_them(
        lines in proptest::collection::vec(
            proptest::sample::select(vec![
                "", "https://bote.example/a-b-c/", "https://youtu.be/x", "Die Brücke über den Fluss bleibt zu", "Die Brücke ist zu.", "Anzeige", "Mehr zum Thema",
                "Lesen Sie auch: Die Brücke über den Fluss bleibt zu", "14. März 2025, 09:12 Uhr", "Von Lina Voss", "Foto: Peer Hansen/dpa", "18:20 Uhr",
                "18.30 Uhr: Es geht los.", "Video", "mehr", "Analyse", "Ein Bild. Foto: dpa", "Kommentare (3)", "Eine ganz andere lange Überschrift über den Deich von Lund und sein Ende",
            ]),
            0..40,
        )
    ) {
        let page = lines.join("\n");
        let words = Words::built_in().unwrap();
        let mut kept: Vec<(u32, u32)> = Vec::new();
        for article in items(&page, &Places::Same { offset: 0 }, &words) {
            proptest::prop_assert!(!article.text.is_empty());
            for block in &article.blocks {
                let input = block.input.unwrap();
                proptest::prop_assert_eq!(&page[input.start as usize..input.end as usize], block.span.of(&article.text));
                kept.push((input.start, input.end));
            }
        }
        kept.sort_unstable();
        proptest::prop_assert!(kept.windows(2).all(|pair| pair[0].1 <= pair[1].0));
    }
}
