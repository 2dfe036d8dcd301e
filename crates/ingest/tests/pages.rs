//! Saved pages as content management systems write them: what is the article's is kept with its place, the rest is told apart.
//!
//! All pages, outlets and people here are invented.

use std::io::Cursor;

use proptest::prelude::*;
use quell_document::{Block, BlockKind, CreditPlace};
use quell_ingest::{Format, Found, read};

/// A page as larger publishers have it: kicker and headline in the header, lead outside of the body, boxes within it, notes behind it.
const PUBLISHER: &str = r##"<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>Brücke am Hafen gesperrt | Küstenbote</title>
<meta property="og:title" content="Brücke am Hafen bis Herbst gesperrt - Küstenbote"><meta property="og:site_name" content="Küstenbote">
<meta name="description" content="Risse in den Pfeilern: Die Stadt sperrt die wichtigste Brücke für Monate. Pendler müssen sich auf Umwege einstellen.">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"Organization","@id":"#pub","name":"Küstenbote"},
{"@type":"NewsArticle","headline":"Brücke am Hafen gesperrt","datePublished":"2025-03-14T09:12:00+01:00","dateModified":"2025-03-14T11:40:00+01:00",
"author":[{"@type":"Person","name":"Lina Voss"},{"@type":"Organization","name":"dpa"}],"publisher":{"@id":"#pub"},}]}</script></head>
<body><div class="cookie-consent"><p>Wir und unsere Partner verwenden Cookies, um Inhalte und Anzeigen zu personalisieren. Stimmen Sie zu?</p></div>
<nav><ul><li><a href="/">Start</a></li><li><a href="/sport">Sport</a></li><li><a href="/politik">Politik</a></li></ul></nav>
<main><article><header><p class="article__kicker">Verkehr</p><h1>Brücke am Hafen gesperrt</h1>
<p class="article__lead">Risse in den Pfeilern: Die Stadt sperrt die wichtigste Brücke für Monate. Pendler müssen sich auf Umwege einstellen.</p>
<div class="article__byline">Von <a href="/autoren/lina-voss" rel="author">Lina Voss</a> und dpa</div><time datetime="2025-03-14T09:12">14.03.2025, 09:12 Uhr</time></header>
<figure><img src="bruecke.jpg"><figcaption>Die gesperrte Brücke am Freitagmorgen. Foto: Jens Ahr/dpa</figcaption></figure>
<div class="article__body"><p>Die Brücke am Hafen ist seit Freitag&shy;morgen gesperrt. Das teilte die Stadt&nbsp;mit. Grund sind Risse in zwei Pfeilern &ndash; sie waren bei einer Prüfung aufgefallen.</p>
<h2>Umleitung über den Ring</h2>
<p>„Wir bitten alle um Geduld“, sagte eine Sprecherin. Der Verkehr wird über den Ring geleitet, dort rechnet die Polizei mit langen Staus.</p>
<div class="related-box"><h3>Lesen Sie auch</h3><ul><li><a href="/1">So sicher sind die Brücken im Land</a></li><li><a href="/2">Was die Sperrung für Pendler heißt</a></li></ul></div>
<p>Die Arbeiten sollen im Herbst enden. Bis dahin fahren zusätzliche Fähren, wie ein Sprecher des Hafens ankündigte. Sie legen alle zwanzig Minuten ab.</p>
<div class="newsletter-signup"><p>Der Morgen an der Küste: Abonnieren Sie unseren Newsletter und erhalten Sie die Nachrichten des Tages.</p></div>
<ul><li>Fußgänger dürfen die Brücke weiter benutzen, der Gehweg bleibt offen.</li><li>Lastwagen müssen über die Autobahn fahren und sind länger unterwegs.</li></ul>
<p>(dpa/lv)</p><p><em>Dieser Artikel erschien zuerst in der Abendausgabe.</em></p></div></article>
<section class="comments"><h3>Kommentare</h3><p>Endlich tut die Stadt etwas gegen den Verfall, das war lange überfällig, schreibt ein Leser.</p></section></main>
<footer><p>© 2025 Küstenbote Verlag. Alle Rechte vorbehalten.</p></footer></body></html>"##;

fn page(bytes: impl Into<Vec<u8>>) -> Found {
    let mut items = items(bytes);
    assert!(items[1..].iter().all(|item| item.is_part), "a page has one article");
    items.remove(0)
}

fn items(bytes: impl Into<Vec<u8>>) -> Vec<Found> {
    read("page.html", Cursor::new(bytes.into()), Some(Format::Html)).map(|item| item.expect("the page has an article")).collect()
}

/// Kind, title, time and text of the parts of a page.
fn parts(items: &[Found]) -> Vec<(&'static str, Option<&str>, Option<&str>, &str)> {
    let parts = items.iter().filter(|item| item.is_part).map(|item| &item.article);
    let shown = parts.map(|part| {
        let published = part.published.as_ref().map(|published| published.value.as_str());
        (part.kind.name(), part.title.as_deref(), published, part.text.as_str())
    });
    shown.collect()
}

fn of_kind(found: &Found, kind: BlockKind) -> Vec<&str> {
    let blocks = found.article.blocks.iter().filter(|block| block.kind == kind);
    blocks.map(|block| block.span.of(&found.article.text)).collect()
}

#[test]
fn every_part_of_a_page_has_its_place() {
    let found = page(PUBLISHER);
    let article = &found.article;
    assert_eq!(article.title.as_deref(), Some("Brücke am Hafen gesperrt"));
    assert_eq!(article.kicker.as_deref(), Some("Verkehr"));
    assert_eq!(article.authors, ["Lina Voss", "dpa"]);
    assert_eq!(article.outlet.as_deref(), Some("Küstenbote"));
    assert_eq!(article.published.as_ref().map(|published| published.value.as_str()), Some("2025-03-14T09:12:00+01:00"));
    assert_eq!(article.modified.as_deref(), Some("2025-03-14T11:40:00+01:00"));
    assert_eq!(of_kind(&found, BlockKind::Lead).len(), 1);
    assert!(of_kind(&found, BlockKind::Lead)[0].starts_with("Risse in den Pfeilern"));
    assert_eq!(of_kind(&found, BlockKind::Subheading), ["Umleitung über den Ring"]);
    assert_eq!(of_kind(&found, BlockKind::ListItem).len(), 2);
    assert_eq!(of_kind(&found, BlockKind::Paragraph).len(), 3);
    assert!(article.text.contains("seit Freitagmorgen gesperrt. Das teilte die Stadt mit. Grund sind Risse in zwei Pfeilern – sie"));
    for other in
        ["Cookies", "Sport", "Lesen Sie auch", "Brücken im Land", "Newsletter", "Dieser Artikel", "Leser", "Rechte", "Foto", "(dpa"]
    {
        assert!(!article.text.contains(other), "{other}");
    }
    assert_eq!(article.captions.len(), 1);
    assert!(article.captions[0].text.ends_with("Foto: Jens Ahr/dpa"));
    let lines: Vec<&str> = article.credits.iter().filter(|credit| credit.input.is_some()).map(|credit| credit.words.as_str()).collect();
    assert!(lines.contains(&"(dpa/lv)") && lines.contains(&"Von Lina Voss und dpa"), "{lines:?}");
    assert!(article.credits.iter().any(|credit| credit.place == CreditPlace::Metadata && credit.words == "dpa"));
    assert!(found.diagnostics.iter().any(|diagnostic| diagnostic.message.contains("soft hyphen")));
}

#[test]
fn a_page_that_contradicts_itself_keeps_all_that_it_says() {
    let titles: Vec<String> =
        page(PUBLISHER).article.metadata.iter().filter(|said| said.field.name() == "title").map(|said| said.value.clone()).collect();
    assert!(titles.contains(&"Brücke am Hafen bis Herbst gesperrt - Küstenbote".to_string()));
    assert!(titles.contains(&"Brücke am Hafen gesperrt".to_string()));
}

#[test]
fn a_caption_is_an_item_with_the_credit_of_its_picture() {
    let items = items(PUBLISHER);
    assert_eq!(parts(&items), [("caption", None, None, "Die gesperrte Brücke am Freitagmorgen. Foto: Jens Ahr/dpa")]);
    let caption = &items[1].article;
    assert_eq!((caption.authors.as_slice(), caption.outlet.as_deref()), (&["Jens Ahr".to_string()][..], Some("Küstenbote")));
    let evidence = caption.agencies[0].evidence.as_ref().expect("the words that credit it").hull();
    assert_eq!((caption.agencies[0].name.as_str(), evidence.of(&caption.text)), ("dpa", "dpa"));
    assert_eq!(caption.blocks[0].input, items[0].article.captions[0].input, "both say where it stands");
    assert_eq!(check_runs(&caption.blocks[0], &caption.text, PUBLISHER.as_bytes(), utf_8), caption.text.chars().count());
}

/// A liveticker, its entries given; newest first, as most of them are.
fn ticker(json_ld: &str, entries: &str) -> String {
    format!(
        "<html lang=de><head><title>Sturmflut</title><script type='application/ld+json'>{{\"@type\":\"LiveBlogPosting\",\"headline\":\"Sturmflut an der Küste\",\
         \"datePublished\":\"2024-11-14T16:30:00+01:00\"{json_ld}}}</script></head><body><nav><a href=/>Start</a></nav><main><h1>Sturmflut an der Küste</h1>\
         <p class=lead>Die Flut läuft auf, die Stadt hat die Deiche gesperrt. Hier steht, was seit dem Nachmittag geschehen ist.</p>{entries}</main>\
         <footer><p>Impressum</p></footer></body></html>"
    )
}

const NORDER: &str = "Die Feuerwehr meldet, der Deich bei Norder halte. Eine zweite Welle werde gegen Mitternacht erwartet.";
const HALL: &str = "Die Stadt öffnet die Turnhalle für Anwohner. „Niemand muss im Wasser stehen“, sagte Silke Brandis.";
const GAUGE: &str = "Der Pegel steht bei fünf Metern. So hoch stand das Wasser zuletzt vor zwölf Jahren, sagte ein Sprecher.";

#[test]
fn what_stands_again_and_again_below_a_time_are_entries_of_a_ticker() {
    let boxes = format!(
        "<section><div class=e><time datetime='2024-11-14T18:20:00+01:00'>18:20</time><h2>Der Deich hält</h2><p>{NORDER}</p></div>\
         <div class=e><time datetime='2024-11-14T17:45:00+01:00'>17:45</time><p>{HALL}</p></div>\
         <div class=e><time datetime='2024-11-14T17:02:00+01:00'>17:02</time><h2>Pegel steigt</h2><p>{GAUGE}</p><p>{HALL}</p></div></section>"
    );
    let lines = format!(
        "<div><h2>18.20 Uhr: Der Deich hält</h2><p>{NORDER}</p><h2>17.45 Uhr: Halle offen</h2><p>{HALL}</p><h2>17.02 Uhr: Pegel steigt</h2><p>{GAUGE}</p><p>{HALL}</p></div>"
    );
    let starts = format!("<div><p>18.20 Uhr: {NORDER}</p><p>17.45 Uhr: {HALL}</p><p>17.02 Uhr: {GAUGE}</p><p>{HALL}</p></div>");
    for (entries, title, first, last, time) in [
        (
            boxes,
            Some("Der Deich hält"),
            format!("Der Deich hält\n\n{NORDER}"),
            format!("Pegel steigt\n\n{GAUGE}\n\n{HALL}"),
            "2024-11-14T17:02:00+01:00",
        ),
        (
            lines,
            Some("Der Deich hält"),
            format!("18.20 Uhr: Der Deich hält\n\n{NORDER}"),
            format!("17.02 Uhr: Pegel steigt\n\n{GAUGE}\n\n{HALL}"),
            "2024-11-14T17:02",
        ),
        (starts, None, format!("18.20 Uhr: {NORDER}"), format!("17.02 Uhr: {GAUGE}\n\n{HALL}"), "2024-11-14T17:02"),
    ] {
        let html = ticker("", &entries);
        let items = items(html.as_str());
        let found = parts(&items);
        assert_eq!(found.len(), 3, "{entries}\n{found:#?}");
        assert_eq!((found[0].0, found[0].1, found[0].3), ("ticker_entry", title, first.as_str()), "{entries}");
        assert_eq!((found[2].2, found[2].3), (Some(time), last.as_str()), "{entries}");
        for block in items[1..].iter().flat_map(|item| &item.article.blocks) {
            assert!(block.input.is_some(), "an entry on the page has its bytes");
        }
        assert!([NORDER, HALL, GAUGE].iter().all(|text| items[0].article.text.contains(text)), "the article keeps its text");
    }
}

#[test]
fn json_ld_dates_the_entries_and_has_those_that_the_page_does_not_show() {
    let updates = format!(
        ",\"liveBlogUpdate\":[{{\"@type\":\"BlogPosting\",\"headline\":\"Der Deich h&auml;lt\",\"articleBody\":\"{}\",\"datePublished\":\"2024-11-14T17:20:00Z\",\"author\":{{\"name\":\"Lina Voss\"}}}},\
         {{\"@type\":\"BlogPosting\",\"articleBody\":\"{HALL}\",\"datePublished\":\"2024-11-14T16:45:00Z\"}},\
         {{\"@type\":\"BlogPosting\",\"headline\":\"Fähre bleibt im Hafen\",\"articleBody\":\"Die Fähre fährt nicht. Das teilte die Reederei mit.\",\"datePublished\":\"2024-11-14T16:05:00Z\"}}]",
        NORDER
    );
    let items = items(ticker(
        &updates,
        &format!("<div><div><h3>Der Deich hält</h3><p>{NORDER}</p></div><div><h3>Halle offen</h3><p>{HALL}</p></div><p>{GAUGE}</p></div>"),
    ));
    let found = parts(&items);
    assert_eq!(
        found.iter().map(|part| part.2.unwrap()).collect::<Vec<_>>(),
        ["2024-11-14T17:20:00Z", "2024-11-14T16:45:00Z", "2024-11-14T16:05:00Z"]
    );
    assert_eq!((found[0].1, found[0].3), (Some("Der Deich hält"), format!("Der Deich hält\n\n{NORDER}").as_str()));
    assert_eq!(items[1].article.authors, ["Lina Voss"]);
    assert_eq!((found[1].1, found[1].3), (Some("Halle offen"), format!("Halle offen\n\n{HALL}").as_str()));
    assert_eq!(found[2].3, "Fähre bleibt im Hafen\n\nDie Fähre fährt nicht. Das teilte die Reederei mit.");
    assert!(items[3].article.blocks.iter().all(|block| block.input.is_none()), "nobody can say where the page shows it");
}

#[test]
fn an_article_that_names_times_of_day_is_no_ticker() {
    let plan = format!(
        "<div><p>{NORDER}</p><p>{HALL}</p><p>{GAUGE}</p><p>18.20 Uhr: Flut.</p><p>{HALL}</p><p>19 Uhr: Ebbe.</p><p>Sie kam um 18.20 Uhr: {GAUGE}</p></div>"
    );
    assert_eq!(parts(&items(ticker("", &plan))), []);
    // Dates above other stories are theirs.
    let teasers = "<ul><li><time datetime=2024-11-14>14.11.</time> <a href=/1>Fähre fährt nicht</a></li><li><time datetime=2024-11-13>13.11.</time> <a href=/2>Hafen gesperrt</a></li>\
        <li><time datetime=2024-11-12>12.11.</time> <a href=/3>Brücke zu</a></li></ul>";
    assert_eq!(parts(&items(ticker("", &format!("<div><p>{NORDER}</p><p>{HALL}</p><p>{GAUGE}</p></div>{teasers}")))), []);
}

#[test]
fn times_turn_where_another_day_begins() {
    let entries = format!("<div><p>00.20 Uhr: {NORDER}</p><p>00.05 Uhr: {HALL}</p><p>23.40 Uhr: {GAUGE}</p></div>");
    let items = items(ticker("", &entries));
    let times: Vec<_> = parts(&items).iter().map(|part| part.2).collect();
    assert_eq!(times, [Some("2024-11-14T00:20"), Some("2024-11-14T00:05"), None]);
}

#[test]
fn time_elements_and_bylines_say_when_after_what_the_head_says() {
    let bare = "<html><head><title>Brücke zu</title></head><body><main><h1>Brücke zu</h1><p>Von Lina Voss | 14.03.2025, 09:12 Uhr</p>\
        <p>Erschienen <time datetime='2025-03-13T18:00:00+01:00'>gestern</time>, aktualisiert <time datetime='2025-03-14T11:40'>heute</time></p>TEXT</main>\
        <aside><time datetime='2025-03-20'>20.3.</time> <a href=/x>Andere Meldung</a></aside></body></html>";
    let bare = bare.replace("TEXT", &format!("<div><p>{NORDER}</p><p>{HALL}</p><p>{GAUGE}</p></div>"));
    let found = page(bare.as_str());
    assert_eq!(found.article.published.unwrap().value, "2025-03-13T18:00:00+01:00");
    assert_eq!(found.article.modified.as_deref(), Some("2025-03-14T11:40"));
    let said: Vec<(&str, &str)> = found
        .article
        .metadata
        .iter()
        .filter(|said| said.field.name() == "published")
        .map(|said| (said.origin.name(), said.value.as_str()))
        .collect();
    assert_eq!(said[..2], [("time", "2025-03-13T18:00:00+01:00"), ("byline", "2025-03-14T09:12")]);
    let with_head = bare.replace("<title>", "<meta property='article:published_time' content='2025-03-12T08:00:00Z'><title>");
    let found = page(with_head);
    assert_eq!(found.article.published.unwrap().value, "2025-03-12T08:00:00Z");
    assert!(found.article.metadata.iter().any(|said| said.origin.name() == "time"), "what contradicts it is kept");
}

/// A page with nothing in its head but a `<title>`, what is in its main part given.
fn bare(title: &str, main: &str) -> String {
    format!("<html><head><title>{title}</title><meta name=author content=admin></head><body><main>{main}</main></body></html>")
}

#[test]
fn the_only_main_heading_is_the_headline_where_the_title_says_something_else() {
    let text = format!("<p>{NORDER}</p><p>{HALL}</p><p>{GAUGE}</p>");
    let article = page(bare("Sturmflut, Deiche, Pegel: alles dazu", &format!("<h1>Eine lange Nacht am Wasser</h1>{text}"))).article;
    assert_eq!(article.title.as_deref(), Some("Eine lange Nacht am Wasser"));
    let two = page(bare("Sturmflut an der Küste", &format!("<h1>Unser Magazin</h1><h1>Eine lange Nacht am Wasser</h1>{text}"))).article;
    assert_eq!(two.title.as_deref(), Some("Sturmflut an der Küste"), "of two, neither is known to be it");
}

#[test]
fn an_account_is_no_author_and_a_byline_alone_no_text() {
    let main = format!("<h1>Sturmflut an der Küste</h1><p>{NORDER}</p><p>{HALL}</p><p>{GAUGE}</p>");
    let article = page(bare("Sturmflut an der Küste", &main)).article;
    assert!(article.authors.is_empty(), "{:?}", article.authors);
    assert!(article.metadata.iter().any(|said| said.value == "admin"), "what the page says is kept");
    let signed = main
        .replace("</h1>", "</h1><p>Die Nacht wird lang, sagen alle, die am Deich stehen und auf das Wasser sehen.</p><p>Von Lina Voss</p>");
    let signed = bare("Sturmflut an der Küste", &signed).replace("content=admin", "content='Lina Voss'");
    let article = page(signed).article;
    assert_eq!(article.authors, ["Lina Voss"]);
    assert!(!article.text.contains("Lina Voss"), "{}", article.text);
}

#[test]
fn a_summary_as_long_as_a_text_is_text() {
    let long = [NORDER, HALL, GAUGE].repeat(6).join(" ");
    let page = page(bare("Sturmflut an der Küste", &format!("<h1>Sturmflut an der Küste</h1><p>{long}</p><p>{HALL}</p><p>{GAUGE}</p>")));
    assert_eq!(of_kind(&page, BlockKind::Lead), [""; 0]);
    assert_eq!(of_kind(&page, BlockKind::Paragraph)[0], long);
}

#[test]
fn what_stands_in_a_figure_and_says_nothing_of_the_picture_is_no_caption() {
    let figure = |words: &str| format!("<figure><img src=a.jpg><figcaption>{words}</figcaption></figure>");
    let figures =
        [figure("<a href=/1>Fähre fährt nicht</a>"), figure("x"), figure("Anzeige"), figure("Das Wasser am Abend. Foto: Jens Ahr")]
            .concat();
    let html =
        bare("Sturmflut an der Küste", &format!("<h1>Sturmflut an der Küste</h1><p>{NORDER}</p>{figures}<p>{HALL}</p><p>{GAUGE}</p>"));
    assert_eq!(parts(&items(html)), [("caption", None, None, "Das Wasser am Abend. Foto: Jens Ahr")]);
}

fn utf_8(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("runs end between characters")
}

/// Whether what the runs of a block say is so, and how many of its characters they cover.
fn check_runs(block: &Block, text: &str, bytes: &[u8], decode: impl Fn(&[u8]) -> String) -> usize {
    let input = block.input.expect("a paragraph of the page has bytes");
    let mut covered = 0;
    for run in &block.runs {
        let there = decode(&bytes[run.bytes.start as usize..run.bytes.end as usize]);
        assert!(text[run.text_start as usize..].starts_with(&there), "{there}");
        assert!(input.contains(run.bytes) && block.span.start <= run.text_start);
        covered += there.chars().count();
    }
    covered
}

#[test]
fn the_bytes_of_every_block_are_known_in_utf_8_and_in_windows_1252() {
    let latin = |bytes: &[u8]| {
        bytes
            .iter()
            .map(|&byte| match byte {
                0x84 => '„',
                0x93 => '“',
                _ => char::from(byte),
            })
            .collect::<String>()
    };
    let page_1252 = PUBLISHER.replace("charset=\"utf-8\"", "charset=\"windows-1252\"");
    let bytes_1252: Vec<u8> = page_1252
        .chars()
        .map(|character| match character {
            '„' => 0x84,
            '“' => 0x93,
            _ => u32::from(character) as u8,
        })
        .collect();
    for (bytes, is_utf_8) in [(PUBLISHER.as_bytes().to_vec(), true), (bytes_1252, false)] {
        let found = page(bytes.clone());
        let (mut covered, mut all) = (0, 0);
        for block in found.article.blocks.iter().filter(|block| block.input.is_some()) {
            covered += if is_utf_8 {
                check_runs(block, &found.article.text, &bytes, utf_8)
            } else {
                check_runs(block, &found.article.text, &bytes, latin)
            };
            all += block.span.of(&found.article.text).chars().count();
        }
        assert!(found.article.blocks.len() > 6 && covered * 100 >= all * 99, "{covered} of {all}");
    }
}

#[test]
fn an_older_page_of_tables_and_line_breaks_is_read() {
    let old = "<html><head><title>Nordkurier: Fähre fällt aus</title><meta name=\"date\" content=\"2009-02-03\"></head><body bgcolor=white>\
        <table><tr><td><a href=/>Start</a><br><a href=/a>Archiv</a></td><td><h2>Fähre fällt aus</h2>\
        Die Fähre nach Norderoog fällt bis Mittwoch aus. Das Schiff liegt mit einem Schaden in der Werft, sagte der Kapitän.<br><br>\
        Die Reederei bietet Fahrgästen einen Ersatz an. Ein kleineres Boot legt dreimal am Tag ab und nimmt auch Post und Waren mit.<br><br>\
        Wer schon bezahlt hat, bekommt sein Geld zurück, wenn er bis Freitag darum bittet und die Karte vorlegt.</td></tr></table></body></html>";
    let found = page(old);
    assert_eq!(of_kind(&found, BlockKind::Paragraph).len(), 3, "{}", found.article.text);
    assert_eq!(found.article.published.map(|published| published.value).as_deref(), Some("2009-02-03"));
}

#[test]
fn a_paywall_is_told() {
    let paid = PUBLISHER.replace("\"headline\":", "\"isAccessibleForFree\":\"False\",\"headline\":");
    assert!(page(paid).diagnostics.iter().any(|diagnostic| diagnostic.message.contains("paywall") && diagnostic.hint.is_some()));
    assert!(!page(PUBLISHER).diagnostics.iter().any(|diagnostic| diagnostic.message.contains("paywall")));
}

#[test]
fn hostile_pages_cost_a_diagnostic_and_little_time() {
    let text = "<p>Die Brücke am Hafen ist seit Freitag gesperrt, teilte die Stadt mit.</p>";
    for (start, middle, count) in [
        ("", "<div>", 100_000),
        ("", "<table><tr><td>", 3_000),
        ("", "<b><i><p>", 3_000),
        ("", "<svg><g>", 5_000),
        ("<script type='application/ld+json'>", "[", 100_000),
        ("<p ", "a ", 30_000),
        ("", "&amp", 100_000),
        ("<!--", "<!--", 100_000),
    ] {
        let page = format!("<html><body>{text}{start}{}{text}", middle.repeat(count));
        for found in read("page.html", Cursor::new(page.into_bytes()), Some(Format::Html)) {
            if let Err(unreadable) = found {
                assert!(unreadable.diagnostic.hint.is_some(), "{middle}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn runs_stand_where_they_say_whatever_the_markup(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "Die Brücke", " ", "\n  ", "&uuml;ber", "&nbsp", "&#8222;", "ß", "<b>", "</b>", "<br>", "<i>Hafen</i>", "</p><p>", "&amp;", "</>", "<!-- x -->", "\u{AD}", "„", "€", "&", "<a href=x>",
            "</a>", "ﬁ", "<td>", "\r\n", "sagte sie.",
        ]), 1..60)
    ) {
        let long = "Am Montag teilte die Stadt mit, dass die Arbeiten bis zum Herbst dauern und der Verkehr über den Ring geleitet wird.";
        let html = format!("<html><head><title>x</title></head><body><article><p>{long}</p><p>{}</p><p>{long}</p></article>", pieces.concat());
        for found in read("page.html", Cursor::new(html.clone().into_bytes()), Some(Format::Html)).flatten() {
            for block in found.article.blocks.iter().filter(|block| block.input.is_some()) {
                check_runs(block, &found.article.text, html.as_bytes(), |bytes| String::from_utf8(bytes.to_vec()).expect("runs end between characters"));
            }
        }
    }
}
