//! The interface for programs, against its own description.

use serde_json::Value;

use crate::Server;

#[test]
fn every_address_in_the_description_answers_as_described() {
    let server = Server::with_record();
    let described: Value = serde_json::from_str(&server.get("/api/openapi.json").body).unwrap();
    assert_eq!(described["openapi"], "3.1.0");
    let id = server.article();
    let paths = described["paths"].as_object().unwrap();
    assert!(paths.len() >= 16);
    for (path, methods) in paths {
        for (method, operation) in methods.as_object().unwrap() {
            let value = |name: &str| match name {
                "id" => id.clone(),
                "name" => "Jessen".to_string(),
                "q" => "Betreiber%20wusste%20von%20den%20M%C3%A4ngeln".to_string(),
                "at" => "https%3A%2F%2Fbote.example%2F7".to_string(),
                other => panic!("a parameter that the test does not know must not be needed: {other}"),
            };
            let is_trace = path.starts_with("/api/trace");
            let parameters = operation["parameters"].as_array().unwrap();
            let (mut asked, mut query) = (path.clone(), Vec::new());
            for parameter in parameters {
                let name = parameter["name"].as_str().unwrap();
                if parameter["in"] == "path" {
                    asked = asked.replace(&format!("{{{name}}}"), &value(name));
                } else if parameter["required"] == true || name == "q" {
                    query.push(format!("{name}={}", value(name)));
                }
            }
            assert!(!asked.contains('{'), "{path}: every part of the path is described");
            let asked = format!("{asked}?{}", query.join("&"));
            let answer = if method == "post" {
                server.ask("POST", &asked, &[("Host", &server.host())], "Es sei gut, sagte Voss.".as_bytes())
            } else {
                server.get(&asked)
            };
            assert_eq!(answer.status, 200, "{method} {asked}: {}", answer.body);
            let media_type = operation["responses"]["200"]["content"].as_object().unwrap().keys().next().unwrap().clone();
            assert!(answer.header("content-type").unwrap().starts_with(&media_type), "{asked} gives {media_type}");
            if media_type == "application/json" {
                serde_json::from_str::<Value>(&answer.body).unwrap_or_else(|error| panic!("{asked}: {error}"));
            }
            assert!(!answer.body.is_empty() && (!is_trace || answer.body.contains("Nordkurier")), "{asked}");
        }
    }
}

#[test]
fn every_route_of_the_interface_is_in_the_description() {
    let server = Server::empty();
    let described: Value = serde_json::from_str(&server.get("/api/openapi.json").body).unwrap();
    // What the pages link to is there too.
    let templates = concat!(env!("CARGO_MANIFEST_DIR"), "/templates");
    for file in std::fs::read_dir(templates).unwrap() {
        let template = std::fs::read_to_string(file.unwrap().path()).unwrap();
        for link in template.split("href=\"/api/").skip(1) {
            let link = link.split(['"', '?']).next().unwrap().replace("{{ id }}", "{id}");
            assert!(described["paths"].get(format!("/api/{link}")).is_some(), "/api/{link} is not described");
        }
    }
    let table = server.get("/api").body;
    for path in described["paths"].as_object().unwrap().keys() {
        assert!(table.contains(path.as_str()), "{path} stands in the list for people");
    }
}

#[test]
fn what_goes_wrong_is_json_too() {
    let server = Server::empty();
    for path in ["/api/articles/nothing", "/api/trace", "/api/overview", "/api/changes?at=x"] {
        let answer = server.get(path);
        assert!([400, 404].contains(&answer.status), "{path}");
        let told: Value = serde_json::from_str(&answer.body).unwrap();
        assert!(told["error"].as_str().is_some_and(|error| !error.is_empty()), "{path}");
    }
    let answer = server.ask("POST", "/api/read", &[("Host", &server.host())], b"");
    assert_eq!(answer.status, 400);
}

#[test]
fn the_interface_gives_what_the_program_prints() {
    let server = Server::empty();
    let text = "Es sei gut, sagte Voss.";
    let answer = server.ask("POST", "/api/read?name=a.txt&published=2025-03-14&outlet=Bote", &[("Host", &server.host())], text.as_bytes());
    let read: Value = serde_json::from_str(&answer.body).unwrap();
    let article = &read["articles"][0];
    assert_eq!(article["schema"], "quell/1");
    assert_eq!(article["article"]["text"], text);
    assert_eq!(article["article"]["outlet"], "Bote");
    assert_eq!(article["statements"][0]["source_name"], "Voss");
}
