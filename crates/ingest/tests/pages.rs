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
    let mut found: Vec<_> = read("page.html", Cursor::new(bytes.into()), Some(Format::Html)).collect();
    assert_eq!(found.len(), 1);
    found.remove(0).expect("the page has an article")
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
    let utf_8 = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("runs end between characters");
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
