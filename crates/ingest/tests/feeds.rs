//! Feeds of every kind, and what can be wrong with them.

use std::io::Cursor;

use quell_ingest::{Found, Unreadable, read};

fn all(name: &str, bytes: impl Into<Vec<u8>>) -> Vec<Result<Found, Unreadable>> {
    let bytes = bytes.into();
    let found: Vec<_> = read(name, Cursor::new(bytes.clone()), None).collect();
    for item in found.iter().flatten() {
        for block in &item.article.blocks {
            for run in &block.runs {
                let length = run.bytes.len() as usize;
                let words = &item.article.text.as_bytes()[run.text_start as usize..run.text_start as usize + length];
                assert_eq!(words, &bytes[run.bytes.start as usize..run.bytes.end as usize]);
            }
        }
    }
    found
}

fn kinds(items: &[Result<Found, Unreadable>]) -> Vec<&'static str> {
    items.iter().map(|item| item.as_ref().map_or("none", |found| found.article.kind.name())).collect()
}

const RSS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>Küstenbote</title><language>de-DE</language><image><title>Logo</title></image>
<item><title>Brücke gesperrt &amp; Fähre fährt</title><link>https://bote.example/1</link>
<description><![CDATA[<p>Die Stadt hat die <b>Brücke</b> am Montag gesperrt.</p><img src="x">]]></description>
<dc:creator>Lina Voss</dc:creator><author>redaktion@bote.example (Jan Ott)</author><pubDate>Fri, 14 Mar 2025 09:12:00 +0100</pubDate></item>
<item><title>Werft streicht Stellen</title><guid isPermaLink="true">https://bote.example/2</guid><description>Kurz.</description>
<content:encoded>&lt;p&gt;LANG&lt;/p&gt;&lt;p&gt;Ende gr&amp;uuml;n.&lt;/p&gt;</content:encoded></item>
<item><link>https://bote.example/3</link></item>
</channel></rss>"#;

#[test]
fn entries_of_rss_are_teasers_or_articles() {
    let items = all("-", RSS.replace("LANG", &"Die Werft streicht Stellen. ".repeat(40)));
    assert_eq!(kinds(&items), ["teaser", "article", "none"]);
    let first = &items[0].as_ref().unwrap();
    assert_eq!(first.capture.media_type, "application/xml");
    let article = &first.article;
    assert_eq!(article.text, "Brücke gesperrt & Fähre fährt\n\nDie Stadt hat die Brücke am Montag gesperrt.");
    assert_eq!(
        (article.url.as_deref(), article.outlet.as_deref(), article.language.as_deref()),
        (Some("https://bote.example/1"), Some("Küstenbote"), Some("de"))
    );
    assert_eq!(article.published.as_ref().unwrap().value, "2025-03-14T09:12:00+01:00");
    assert_eq!(article.authors, ["Lina Voss", "Jan Ott"]);
    assert!(article.blocks.iter().all(|block| block.input.is_some() && !block.runs.is_empty()));
    let second = &items[1].as_ref().unwrap().article;
    assert_eq!(second.url.as_deref(), Some("https://bote.example/2"));
    assert!(second.text.ends_with("Ende grün."));
    assert!(items[2].as_ref().unwrap_err().diagnostic.message.contains("https://bote.example/3"));
}

#[test]
fn atom_json_feed_and_sitemaps_say_the_same() {
    let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Küstenbote</title><entry><title type="html">Br&amp;uuml;cke gesperrt</title>
        <link rel="self" href="https://bote.example/feed"/><link href="https://bote.example/1"/><published>2025-03-14T09:12:00+01:00</published>
        <updated>2025-03-14T10:00:00+01:00</updated><author><name>Lina Voss</name></author>
        <summary type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Seit <b>Montag</b>.</p></div></summary></entry></feed>"#;
    let json = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Küstenbote", "language": "de", "items": [
        {"id": "1", "url": "https://bote.example/1", "title": "Brücke gesperrt", "content_text": "Seit Montag.", "authors": [{"name": "Lina Voss"}],
         "date_published": "2025-03-14T09:12:00+01:00"}, {"id": 7, "title": 3}]}"#;
    let sitemap = r#"<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
        <url><loc>https://bote.example/1</loc><news:news><news:publication><news:name>Küstenbote</news:name><news:language>de</news:language></news:publication>
        <news:publication_date>2025-03-14T09:12:00+01:00</news:publication_date><news:title>Brücke gesperrt</news:title></news:news></url></urlset>"#;
    for (feed, has_text) in [(atom, true), (json, true), (sitemap, false)] {
        let items = all("-", feed);
        let article = &items[0].as_ref().unwrap().article;
        assert_eq!(article.kind.name(), "teaser");
        assert_eq!(article.text, if has_text { "Brücke gesperrt\n\nSeit Montag." } else { "Brücke gesperrt" }, "{feed}");
        assert_eq!((article.url.as_deref(), article.outlet.as_deref()), (Some("https://bote.example/1"), Some("Küstenbote")));
        assert_eq!(
            (article.language.as_deref(), article.published.as_ref().unwrap().value.as_str()),
            (Some("de"), "2025-03-14T09:12:00+01:00")
        );
    }
    assert_eq!(kinds(&all("-", json)), ["teaser", "none"]);
}

#[test]
fn a_feed_that_is_not_well_formed_is_read_all_the_same() {
    let feed = "<rss><channel><title>Bote & Co</title><item><title>Eins &nbsp; & zwei</title><b>x</item><item><title>Drei</title></item></channel></rss>";
    let items = all("-", feed);
    assert_eq!(items[0].as_ref().unwrap().article.title.as_deref(), Some("Eins & zwei"));
    assert_eq!(items[1].as_ref().unwrap().article.title.as_deref(), Some("Drei"));
    let cut = all("a.xml", &RSS[..RSS.len() - 120]);
    assert_eq!(kinds(&cut).last(), Some(&"none"));
    assert!(cut.last().unwrap().as_ref().unwrap_err().diagnostic.message.contains("breaks off at byte"));
}

#[test]
fn entities_are_not_expanded() {
    let bomb = "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a \"haha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">\
                <!ENTITY file SYSTEM \"file:///etc/passwd\">]><rss><channel><item><title>Titel &c; &file;</title></item></channel></rss>";
    let items = all("-", bomb);
    assert_eq!(items[0].as_ref().unwrap().article.title.as_deref(), Some("Titel &c; &file;"));
    let deep = format!("<rss><channel><item>{}", "<a>".repeat(100_000));
    assert!(all("-", deep).iter().any(|item| item.is_err()));
}

#[test]
fn a_sitemap_of_addresses_alone_says_so() {
    let items = all("-", "<urlset><url><loc>https://bote.example/1</loc></url></urlset>");
    assert!(items[0].as_ref().unwrap_err().diagnostic.hint.as_ref().unwrap().contains("quell fetch"));
    assert!(all("-", "<rss><channel/></rss>")[0].is_err());
}
