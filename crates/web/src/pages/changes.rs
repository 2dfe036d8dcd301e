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

/// Words of which the middle differs from the other version.
struct Part {
    before: String,
    differing: String,
    behind: String,
}

impl Part {
    fn same(words: String) -> Self {
        Part { before: words, differing: String::new(), behind: String::new() }
    }

    fn other(words: String) -> Self {
        Part { before: String::new(), differing: words, behind: String::new() }
    }

    fn is_empty(&self) -> bool {
        self.before.is_empty() && self.differing.is_empty()
    }
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
            Change::Appeared { after } => ChangeView {
                what: words.t("appeared").to_string(),
                sides: [None, Some(side(after, Part::same(content(after)), &[], words))],
                own_words: None,
            },
            Change::Gone { before, own_words } => ChangeView {
                what: words.t("gone").to_string(),
                sides: [Some(side(before, Part::same(content(before)), &[], words)), None],
                own_words: own_words.as_deref().map(|own| shortened(&plain(own), CONTENT_CHARACTERS)),
            },
            Change::Changed { before, after, what } => ChangeView {
                what: what.iter().map(|name| words.of("differs", name)).collect::<Vec<_>>().join(", "),
                sides: {
                    let (before_words, after_words) = (content(before), content(after));
                    let [old, new] = match what.contains(&"content") {
                        true => told_apart(&before_words, &after_words),
                        false => [before_words, after_words].map(Part::same),
                    };
                    [Some(side(before, old, what, words)), Some(side(after, new, what, words))]
                },
                own_words: None,
            },
        }
    }
}

/// What a statement says, as far as there is room.
fn content(statement: &ChangedStatement) -> String {
    shortened(&plain(&statement.content), CONTENT_CHARACTERS)
}

fn side(statement: &ChangedStatement, content: Part, differing: &[&str], words: &Words) -> Side {
    let part = |name: &str, words: String| if differing.contains(&name) { Part::other(words) } else { Part::same(words) };
    let hedges: Vec<String> =
        statement.hedges.iter().map(|(word, kind)| format!("{} ({})", plain(word), words.of("hedge", kind))).collect();
    let link = |(relation, name): &(&str, Option<String>)| {
        format!("{} {}", words.of("relation", relation), plain(name.as_deref().unwrap_or(words.t("nobody_named"))))
    };
    Side {
        content,
        source: part("source", statement.source_name.as_deref().map_or_else(|| words.t("nobody_named").to_string(), plain)),
        kind: part("kind", words.of("kind", statement.kind).to_string()),
        cue: part("cue", statement.cue.as_deref().map(plain).unwrap_or_default()),
        stance: part("stance", words.of("stance", statement.stance).to_string()),
        hedges: part("hedges", if hedges.is_empty() { words.t("none").to_string() } else { hedges.join(", ") }),
        chain: part("chain", statement.chain.iter().map(link).collect::<Vec<_>>().join(", ")),
    }
}

/// Two wordings, of which whole words differ between what both begin with and what both end with.
fn told_apart(old: &str, new: &str) -> [Part; 2] {
    let [words_old, words_new] = [old, new].map(|words| words.split_inclusive(' ').collect::<Vec<_>>());
    let at_start = words_old.iter().zip(&words_new).take_while(|(old, new)| old == new).count();
    let rest = words_old.len().min(words_new.len()) - at_start;
    let at_end =
        words_old.iter().rev().zip(words_new.iter().rev()).take(rest).take_while(|(old, new)| old.trim_end() == new.trim_end()).count();
    [words_old, words_new].map(|words| {
        let end = words.len() - at_end;
        Part { before: words[..at_start].concat(), differing: words[at_start..end].concat(), behind: words[end..].concat() }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_marked() {
        let told = |old, new| told_apart(old, new).map(|part| [part.before, part.differing, part.behind]);
        let [old, new] = told("Die Brücke bleibt bis Mai zu", "Die Brücke bleibt wohl bis Juni zu");
        assert_eq!(old, ["Die Brücke bleibt ", "bis Mai ", "zu"]);
        assert_eq!(new, ["Die Brücke bleibt ", "wohl bis Juni ", "zu"]);
        let [old, new] = told("zu zu", "zu");
        assert_eq!((old, new), (["", "zu ", "zu"].map(String::from), ["", "", "zu"].map(String::from)));
        assert_eq!(told("ganz gleich", "ganz gleich")[0], ["ganz gleich", "", ""]);
    }
}
