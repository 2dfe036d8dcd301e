//! Corrections by click: kept, shown, undone.

use crate::Server;

fn statement(server: &Server, id: &str, name: &str) -> String {
    let item: serde_json::Value = serde_json::from_str(&server.get(&format!("/api/articles/{id}")).body).unwrap();
    let found = item["statements"].as_array().unwrap().iter().find(|statement| statement["source_name"] == name);
    found.unwrap_or_else(|| panic!("{name} says something"))["id"].as_str().unwrap().to_string()
}

#[test]
fn a_source_is_corrected_and_the_correction_undone() {
    let server = Server::with_record();
    let id = server.article();
    let said = statement(&server, &id, "Ilse Harms");
    let token = server.get(&format!("/correct?statement={said}")).form_token().to_string();
    let back = format!("/article/{id}");
    let fields = [
        ("form_token", token.as_str()),
        ("what", "source"),
        ("statement", &said),
        ("name", "Ilse Harmsen"),
        ("kind", "person"),
        ("back", &back),
    ];
    let answer = server.post("/corrections", &fields);
    assert_eq!((answer.status, answer.location()), (303, back.as_str()), "{}", answer.body);
    assert!(server.get(&back).body.contains("Ilse Harmsen"));
    assert!(server.get("/corrections").body.contains("was said by Ilse Harmsen (person)"));
    let undone = server.post("/corrections", &[("form_token", &token), ("undo", "1")]);
    assert_eq!(undone.status, 303);
    assert!(!server.get(&back).body.contains("Ilse Harmsen"));
    assert!(server.get("/corrections").body.contains("undone"), "the history stays");
    assert_eq!(server.post("/corrections", &[("form_token", &token), ("undo", "1")]).status, 404);
}

#[test]
fn what_is_rejected_is_marked_no_more() {
    let server = Server::with_record();
    let id = server.article();
    let said = statement(&server, &id, "Mara Jessen");
    let token = server.get("/corrections").form_token().to_string();
    server.post("/corrections", &[("form_token", &token), ("what", "reject"), ("statement", &said)]);
    assert!(!server.get(&format!("/article/{id}")).body.contains(&said));
}

#[test]
fn names_are_merged_and_parted_on_the_page_of_the_person() {
    let server = Server::with_record();
    let token = server.get("/corrections").form_token().to_string();
    let fields = [
        ("form_token", token.as_str()),
        ("what", "merge"),
        ("names", "Ilse Harms\n"),
        ("into", "Mara Jessen"),
        ("back", "/who?name=Mara%20Jessen"),
    ];
    assert_eq!(server.post("/corrections", &fields).status, 303);
    let page = server.get("/who?name=Mara%20Jessen").body;
    assert!(page.contains("Part Ilse Harms again") && page.contains("es geknallt"), "{page}");
    server.post("/corrections", &[("form_token", &token), ("undo", "1")]);
    assert!(!server.get("/who?name=Mara%20Jessen").body.contains("es geknallt"));
}

#[test]
fn origins_are_joined_and_parted_on_the_page_of_the_claim() {
    let server = Server::with_record();
    let question = "/claim?q=Betreiber%20wusste%20von%20den%20M%C3%A4ngeln";
    let view = || -> serde_json::Value { serde_json::from_str(&server.get(&question.replace("/claim", "/api/trace")).body).unwrap() };
    let before = view();
    let address = |origin: usize| before["origins"][origin]["articles"][0].as_str().unwrap().to_string();
    let page = server.get(question);
    assert!(page.body.contains("name=\"one\"") && page.body.contains(&address(1)), "{}", page.body);
    let (one, other, token) = (address(0), address(1), page.form_token().to_string());
    let fields = [("form_token", token.as_str()), ("what", "join"), ("one", &one), ("other", &other), ("back", question)];
    let done = server.post("/corrections", &fields);
    assert_eq!(done.status, 303, "{}", done.body);
    assert!(done.head.contains("/claim?q="), "{}", done.head);
    assert_eq!(view()["independent_origins"].as_u64().unwrap() + 1, before["independent_origins"].as_u64().unwrap());
    assert!(server.get(question).body.contains("joined by hand with"));
}

#[test]
fn what_is_not_in_the_record_is_not_corrected() {
    let server = Server::with_record();
    let token = server.get("/corrections").form_token().to_string();
    let answer = server.post("/corrections", &[("form_token", &token), ("what", "merge"), ("names", "Niemand"), ("into", "Mara Jessen")]);
    assert_eq!(answer.status, 404);
    assert!(answer.body.contains("“Niemand” is not in the record."), "{}", answer.body);
    assert_eq!(server.post("/corrections", &[("form_token", &token), ("what", "merge")]).status, 400);
    assert_eq!(server.post("/corrections", &[("form_token", &token), ("what", "explode")]).status, 400);
    assert_eq!(server.get("/api/corrections").body, "[]");
}

#[test]
fn versions_stand_beside_each_other() {
    let server = Server::with_record();
    let page = server.get("/changes?at=https%3A%2F%2Fbote.example%2F7").body;
    assert!(page.contains("<mark>"), "what differs is marked: {page}");
    assert_eq!(server.get("/changes?at=nothing").status, 404);
}
