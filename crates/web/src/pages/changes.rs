//! What became of an article: its versions beside each other, with what changed in what is attributed to whom.

use askama::Template;
use quell::record::{Change, ChangedStatement, Changes, Step, changes};

use super::Frame;
use crate::answer::{Answer, Trouble, html};
use crate::shown::{plain, shortened};
use crate::state::App;
use crate::visit::Visit;
use crate::words::Words;

const CONTENT_CHARACTERS: usize = 500;

/// The history that is asked for.
pub fn history(app: &App, visit: &Visit) -> Result<Changes, Trouble> {
    let missing = || Trouble::missing(visit, "no_such_article", "no_such_article_hint");
    let record = app.record()?.ok_or_else(missing)?;
    changes(&record, visit.get("at").unwrap_or_default(), visit.has("all"))?.ok_or_else(missing)
}

/// `/changes?at=ADDRESS`.
pub fn page(app: &App, visit: &Visit) -> Answer {
    let history = history(app, visit)?;
    let title = history.title.as_deref().map_or_else(|| plain(&history.address), plain);
    html(&ChangesPage {
        frame: Frame::new(visit, &title, "article"),
        title: title.clone(),
        outlet: history.outlet.as_deref().map(plain).unwrap_or_default(),
        versions: history.versions,
        steps: history.steps.iter().rev().map(|step| StepView::of(step, visit.words)).collect(),
        address: history.address,
    })
}

#[derive(Template)]
#[template(path = "changes.html")]
struct ChangesPage<'a> {
    frame: Frame<'a>,
    title: String,
    outlet: String,
    address: String,
    versions: usize,
    steps: Vec<StepView>,
}

struct StepView {
    before: String,
    after: String,
    headline: Option<[String; 2]>,
    words_added: usize,
    words_removed: usize,
    unchanged: usize,
    changes: Vec<ChangeView>,
}

/// A statement before and after, either of which may be missing.
struct ChangeView {
    what: String,
    sides: [Option<Side>; 2],
    own_words: Option<String>,
}

/// A statement of one version, each part with whether it differs.
struct Side {
    content: Part,
    source: Part,
    kind: Part,
    cue: Part,
    stance: Part,
    hedges: Part,
    chain: Part,
}

struct Part {
    words: String,
    differs: bool,
}

impl StepView {
    fn of(step: &Step, words: &Words) -> Self {
        let headline = step.headline.as_ref().map(|both| both.clone().map(|headline| plain(headline.as_deref().unwrap_or("–"))));
        StepView {
            before: words.date(&step.before.time),
            after: words.date(&step.after.time),
            headline,
            words_added: step.words_added,
            words_removed: step.words_removed,
            unchanged: step.unchanged,
            changes: step.statements.iter().map(|change| ChangeView::of(change, words)).collect(),
        }
    }
}

impl ChangeView {
    fn of(change: &Change, words: &Words) -> Self {
        match change {
            Change::Appeared { after } => {
                ChangeView { what: words.t("appeared").to_string(), sides: [None, Some(side(after, &[], words))], own_words: None }
            }
            Change::Gone { before, own_words } => ChangeView {
                what: words.t("gone").to_string(),
                sides: [Some(side(before, &[], words)), None],
                own_words: own_words.as_deref().map(|own| shortened(&plain(own), CONTENT_CHARACTERS)),
            },
            Change::Changed { before, after, what } => ChangeView {
                what: what.iter().map(|name| words.of("differs", name)).collect::<Vec<_>>().join(", "),
                sides: [before, after].map(|statement| Some(side(statement, what, words))),
                own_words: None,
            },
        }
    }
}

fn side(statement: &ChangedStatement, differing: &[&str], words: &Words) -> Side {
    let part = |name: &str, words: String| Part { words, differs: differing.contains(&name) };
    let hedges: Vec<String> =
        statement.hedges.iter().map(|(word, kind)| format!("{} ({})", plain(word), words.of("hedge", kind))).collect();
    let link = |(relation, name): &(&str, Option<String>)| {
        format!("{} {}", words.of("relation", relation), plain(name.as_deref().unwrap_or(words.t("nobody_named"))))
    };
    Side {
        content: part("content", shortened(&plain(&statement.content), CONTENT_CHARACTERS)),
        source: part("source", statement.source_name.as_deref().map_or_else(|| words.t("nobody_named").to_string(), plain)),
        kind: part("kind", words.of("kind", statement.kind).to_string()),
        cue: part("cue", statement.cue.as_deref().map(plain).unwrap_or_default()),
        stance: part("stance", words.of("stance", statement.stance).to_string()),
        hedges: part("hedges", hedges.join(", ")),
        chain: part("chain", statement.chain.iter().map(link).collect::<Vec<_>>().join(", ")),
    }
}
