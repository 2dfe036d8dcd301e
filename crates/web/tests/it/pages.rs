//! Every page, with a record and without, in both languages.

use crate::Server;

#[test]
fn every_page_is_there_with_a_record() {
    let server = Server::with_record();
    let id = server.article();
    let item: serde_json::Value = serde_json::from_str(&server.get(&format!("/api/articles/{id}")).body).unwrap();
    let statement = item["statements"][0]["id"].as_str().unwrap().to_string();
    let pages = [
        ("/".to_string(), "Stories of the last days"),
        ("/search?q=Hafen".into(), "articles"),
        (format!("/article/{id}"), "Who speaks"),
        (format!("/article/{id}?kind=direct"), "Filtered"),
        (format!("/article/{id}/why/{statement}"), "Why is it marked like this?"),
        (format!("/claim?statement={statement}"), "independent origin"),
        ("/claim".into(), "Where does it come from?"),
        ("/claim?q=Betreiber%20wusste%20von%20den%20M%C3%A4ngeln".into(), "<svg"),
        ("/who?name=Jessen".into(), "Mara Jessen"),
        ("/who".into(), "What did somebody say?"),
        ("/changes?at=https%3A%2F%2Fbote.example%2F7".into(), "2 versions"),
        (format!("/correct?statement={statement}"), "Somebody else said it"),
        ("/corrections".into(), "None yet"),
        ("/api".into(), "/api/trace"),
    ];
    for (path, words) in pages {
        let page = server.get(&path);
        assert_eq!(page.status, 200, "{path}: {}", page.body);
        assert!(page.body.contains(words), "{path} has no “{words}”");
        assert!(page.body.contains("<html lang=\"en\">"), "{path}");
        // A policy without exceptions, and nothing on the page that would need one.
        let policy = page.header("content-security-policy").unwrap();
        assert!(!policy.contains("unsafe") && policy.contains("default-src 'none'"));
        assert!(!page.body.contains(" style=") && !page.body.contains("<style") && !page.body.contains(" onclick="), "{path}");
        assert!(page.body.len() < 200_000, "{path} has {} bytes", page.body.len());
        assert!(!words_missing(&page.body), "{path} shows the name of words instead of the words");
    }
}

/// Names of words are lower case with underscores, which no page shows outside of code and attributes.
fn words_missing(page: &str) -> bool {
    let text: String =
        page.split('<').filter(|part| !part.starts_with("code")).filter_map(|part| part.split_once('>').map(|(_, text)| text)).collect();
    ["_title", "_lead", "_hint", "_label", "_help", "kind_", "source_", "stance_", "reason_", "origin_"]
        .iter()
        .any(|name| text.contains(name))
}

#[test]
fn without_a_record_pages_say_how_to_make_one() {
    let server = Server::empty();
    for path in ["/", "/search?q=Hafen", "/claim", "/who", "/corrections"] {
        let page = server.get(path);
        assert_eq!(page.status, 200, "{path}");
        assert!(page.body.contains("No record yet"), "{path}");
        assert!(page.body.contains("quell add"), "{path}");
    }
    assert_eq!(server.get("/claim?q=Hafen").status, 404);
    assert!(!server.store.exists(), "looking makes no record");
}

#[test]
fn what_is_pasted_is_read_at_once() {
    let server = Server::empty();
    let answer = server.paste(None, "„Die Brücke bleibt zu“, sagte Bürgermeisterin Ida Moor. Sie sei marode.".as_bytes());
    assert_eq!(answer.status, 303, "{}", answer.body);
    let page = server.get(answer.location());
    assert!(page.body.contains("Ida Moor") && page.body.contains("In memory only"), "{}", page.body);
    assert!(page.body.contains("class=\"said direct named"), "the words are marked: {}", page.body);
    assert!(page.body.contains("Konjunktiv I"));
    let case = server.get(&format!("{}/case", answer.location()));
    assert!(case.body.contains("{1:cue sagte}"), "{}", case.body);
    assert!(!server.store.exists(), "nothing is written");
}

#[test]
fn several_articles_become_a_list() {
    let server = Server::empty();
    let lines = "{\"title\": \"Eins\", \"text\": \"Das sei gut, sagte Voss.\"}\n{\"title\": \"Zwei\", \"text\": \"Das sei schlecht, sagte Moor.\"}\nkaputt\n";
    let answer = server.paste(Some("../../etc/news.jsonl"), lines.as_bytes());
    let page = server.get(answer.location());
    assert!(page.body.contains(">Eins<") && page.body.contains(">Zwei<"), "{}", page.body);
    assert!(
        page.body.contains("news.jsonl:3") && !page.body.contains("etc/"),
        "what could not be read is told, and no path of a visitor is used"
    );
}

#[test]
fn what_cannot_be_read_is_told() {
    let server = Server::empty();
    let answer = server.paste(None, b"  ");
    assert_eq!(answer.status, 400);
    assert!(answer.body.contains("Neither a text nor a file"));
    assert_eq!(server.get("/article/nothing").status, 404);
    assert_eq!(server.get("/read/99").status, 404);
    assert_eq!(server.get("/nowhere").status, 404);
}

#[test]
fn the_language_is_chosen_and_leads_back_to_this_program_only() {
    let server = Server::empty();
    let host = server.host();
    let german = server.ask("GET", "/", &[("Host", &host), ("Accept-Language", "de-AT,en;q=0.5")], b"");
    assert!(german.body.contains("<html lang=\"de\">"));
    let chosen = server.get("/language/de?to=%2Fclaim");
    assert_eq!(chosen.location(), "/claim");
    let cookie = chosen.header("set-cookie").unwrap().split(';').next().unwrap().to_string();
    let page = server.ask("GET", "/claim", &[("Host", &host), ("Accept-Language", "en"), ("Cookie", &cookie)], b"");
    assert!(page.body.contains("Woher kommt das?"));
    for elsewhere in ["%2F%2Fevil.example", "https%3A%2F%2Fevil.example", "%2F%5Cevil.example", "%2F%0Aevil"] {
        assert_eq!(server.get(&format!("/language/de?to={elsewhere}")).location(), "/");
    }
}

#[test]
fn filters_leave_only_what_they_let_through() {
    let server = Server::with_record();
    let id = server.article();
    let all = server.get(&format!("/article/{id}")).body;
    let direct = server.get(&format!("/article/{id}?kind=direct")).body;
    let of_source = server.get(&format!("/article/{id}?source=Mara%20Jessen")).body;
    let notes = |page: &str| page.matches("<li class=\"note ").count();
    assert!(notes(&direct) > 0 && notes(&direct) < notes(&all));
    assert!(!direct.contains("class=\"said indirect "));
    assert!(notes(&of_source) > 0 && notes(&of_source) < notes(&all));
    assert_eq!(notes(&server.get(&format!("/article/{id}?source=Niemand")).body), 0);
}
