//! Articles are written by strangers: nothing in them is markup, a path, a formula or a reason to think long.

use crate::{Server, add};

const SCRIPT: &str = "<script>alert(1)</script>";

#[test]
fn nothing_in_an_article_is_markup() {
    let record = Server::start(std::net::IpAddr::from([127, 0, 0, 1]), |folder| {
        let title = format!("{SCRIPT}\" onmouseover=\"alert(2)");
        let text = format!("„Das {SCRIPT} bleibt“, sagte Ida <img src=x onerror=alert(3)> Moor. Es sei ‘so’ & \"anders\", sagte {SCRIPT}.");
        let article = serde_json::json!({ "url": "javascript:alert(4)", "title": title, "outlet": SCRIPT, "author": SCRIPT, "text": text, "date": SCRIPT });
        let linked = serde_json::json!({ "url": "https://a.example/\"><script>alert(5)</script>", "title": "Zwei", "text": text });
        std::fs::write(folder.join("a.jsonl"), format!("{article}\n{linked}\n")).unwrap();
        add(folder, &folder.join("a.jsonl"));
    });
    let found: serde_json::Value = serde_json::from_str(&record.get("/api/search?q=bleibt").body).unwrap();
    let articles = found["articles"].as_array().unwrap();
    assert_eq!(articles.len(), 2);
    let mut paths: Vec<String> = [
        "/",
        "/search?q=script",
        "/search?q=%3Cscript%3E",
        "/claim?q=%3Cscript%3Ealert%3C%2Fscript%3E%20bleibt",
        "/who?name=Moor",
        "/who?name=%3Cscript%3E",
    ]
    .map(str::to_string)
    .to_vec();
    for article in articles {
        let id = article["id"].as_str().unwrap();
        paths.push(format!("/article/{id}"));
        let item: serde_json::Value = serde_json::from_str(&record.get(&format!("/api/articles/{id}")).body).unwrap();
        for statement in item["statements"].as_array().unwrap() {
            let statement = statement["id"].as_str().unwrap();
            paths.extend([
                format!("/article/{id}/why/{statement}"),
                format!("/correct?statement={statement}"),
                format!("/claim?statement={statement}"),
            ]);
        }
    }
    for path in paths {
        let page = record.get(&path).body.to_lowercase();
        assert!(!page.contains("<script>") && !page.contains("<img"), "{path}: {page}");
        assert!(!page.contains("href=\"javascript:"), "{path}");
        assert!(!page.contains("\" onmouseover"), "{path}");
    }
    let svg = record.get("/api/trace.svg?q=Das%20bleibt");
    assert!(!svg.body.contains("<script"), "{}", svg.body);
}

#[test]
fn marks_of_direction_turn_nothing_around() {
    let server = Server::empty();
    let text = "„Die Kasse ist \u{202E}leer“, sagte Voss\u{202E} am Montag. \u{2067}Er bleibe.";
    let page = server.get(server.paste(None, text.as_bytes()).location()).body;
    assert!(page.contains("‹U+202E›"), "they are shown in the text: {page}");
    assert!(!page.contains('\u{202E}') && !page.contains('\u{2067}'));
}

#[test]
fn ten_megabytes_of_nesting_cost_little_and_end() {
    let server = Server::empty();
    let deep = format!("<html><body>{}<p>„Das ist tief“, sagte Voss.</p>", "<div><b>".repeat(10 * 1024 * 1024 / 8));
    let answer = server.paste(Some("deep.html"), deep.as_bytes());
    assert_eq!(answer.status, 303);
    assert_eq!(server.get(answer.location()).status, 200);
    let quotes = "„".repeat(200_000) + &"(".repeat(200_000);
    let answer = server.paste(None, quotes.as_bytes());
    let page = server.get(answer.location());
    assert_eq!(page.status, 200);
    assert!(page.body.len() < 400_000, "a long text comes in parts: {}", page.body.len());
}

#[test]
fn what_is_too_large_is_refused() {
    let server = Server::empty();
    let answer = server.paste(Some("large.txt"), &vec![b'a'; 21 << 20]);
    assert!([413, 0].contains(&answer.status), "{}", answer.status);
    assert_eq!(server.get("/").status, 200, "and the next one is answered");
}

#[test]
fn cells_are_no_formulas() {
    let server = Server::empty();
    let answer = server.paste(None, "„=HYPERLINK(1) ist teuer“, sagte Voss.".as_bytes());
    let id = answer.location().trim_start_matches("/article/");
    let table = server.get(&format!("/api/articles/{id}/statements.csv"));
    assert!(table.body.contains("'=HYPERLINK"), "{}", table.body);
}
