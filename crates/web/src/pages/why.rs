//! Why is a statement marked as it is: the rules, the words that they read, and what each stage made of these words.

use askama::Template;
use quell::document::{CharPlaces, Spans, TextSpan};

use super::Frame;
use super::article::{found, statement_index};
use crate::answer::{Answer, Trouble, html};
use crate::notes::{Note, note};
use crate::shown::{plain, shortened};
use crate::state::App;
use crate::visit::Visit;

/// Longer words are shortened.
const WORDS_CHARACTERS: usize = 80;

/// `/article/ID/why/STATEMENT`.
pub fn page(app: &App, visit: &Visit) -> Answer {
    let id = visit.get("id").unwrap_or_default();
    let article = found(app, visit, id, true)?;
    let wanted = visit.get("statement").unwrap_or_default();
    let missing = || Trouble::missing(visit, "no_such_statement", "no_such_statement_hint");
    let index = statement_index(&article.reading, wanted).ok_or_else(missing)?;
    let document = &article.reading.document;
    let text = &document.article.text;
    let statement = &document.statements[index];
    let rules = statement.evidence.iter().map(|evidence| RuleView {
        name: evidence.rule,
        words: evidence.spans.iter().flat_map(Spans::iter).map(|span| plain(span.of(text))).collect(),
    });
    // The words that attribute tell most; where there are none, the first words that were said.
    let asked = statement.cue.as_ref().map_or_else(|| first_word(statement.content.hull(), text), Spans::hull);
    let mut stages: Vec<StageView> = Vec::new();
    for explained in app.engine.explain_place(&document.article, asked) {
        let step = StepView {
            words: shortened(&plain(explained.span.of(text)), WORDS_CHARACTERS),
            what: plain(&explained.what),
            rule: explained.rule,
        };
        match stages.last_mut().filter(|last| last.stage == explained.stage) {
            Some(last) => last.steps.push(step),
            None => stages.push(StageView { stage: explained.stage, steps: vec![step] }),
        }
    }
    let places = CharPlaces::new(text).chars(asked);
    html(&WhyPage {
        frame: Frame::new(visit, visit.words.t("why"), "article"),
        id,
        note: note(document, index, wanted, 1, visit.words),
        certainty: (statement.certainty * 100.0).round() as u32,
        rules: rules.collect(),
        asked: plain(asked.of(text)),
        places,
        stages,
    })
}

fn first_word(span: TextSpan, text: &str) -> TextSpan {
    let length = span.of(text).find(char::is_whitespace).unwrap_or(span.len() as usize);
    TextSpan::new(span.start, span.start + length as u32)
}

#[derive(Template)]
#[template(path = "why.html")]
struct WhyPage<'a> {
    frame: Frame<'a>,
    id: &'a str,
    note: Note,
    certainty: u32,
    rules: Vec<RuleView>,
    asked: String,
    places: [u32; 2],
    stages: Vec<StageView>,
}

struct RuleView {
    name: &'static str,
    words: Vec<String>,
}

struct StageView {
    stage: &'static str,
    steps: Vec<StepView>,
}

struct StepView {
    words: String,
    what: String,
    rule: Option<&'static str>,
}
