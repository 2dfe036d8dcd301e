//! What is asked of many articles together: the origins of claims, and passages that were planted.

use std::ops::ControlFlow;
use std::path::Path;
use std::time::Instant;

use quell::document::{Article, Document};
use quell::graph::joins::Ground;
use quell::graph::{MemoryRecord, Record, passages};
use quell::{Articles, Asked, Engine, Event, Format, Input};
use quell_eval::figures::{Figures, Table};
use quell_eval::files::for_each_line;
use quell_eval::origins::{self, OriginScores, Traced};
use quell_eval::reuse;

/// The fields of an article of a collection.
#[derive(serde::Deserialize)]
struct Collected {
    url: Option<String>,
    text: String,
    outlet: Option<String>,
    date: Option<String>,
    author: Option<String>,
}

/// Traces every labelled claim through the articles of the collection, or through those of the stories alone.
pub fn origins(data: &Path, only_stories: bool) -> Result<(OriginScores, String, usize), String> {
    let stories = origins::read(&data.join("labels-de/origins-dev.jsonl"))?;
    let is_of_story = |url: &str| stories.iter().any(|story| story.articles.values().any(|article| article.url == url));
    let mut records = String::new();
    let mut count = 0;
    for_each_line(&data.join("outlets-de/2021-q1.jsonl.gz"), |line| {
        let article: Collected = serde_json::from_str(line).map_err(|problem| problem.to_string())?;
        if !only_stories || article.url.as_deref().is_some_and(is_of_story) {
            let record = serde_json::json!({
                "url": article.url, "text": article.text, "outlet": article.outlet, "published": article.date, "author": article.author,
            });
            records.push_str(&format!("{record}\n"));
            count += 1;
        }
        Ok(())
    })?;
    let engine = Engine::new(quell::Options { format: Some(Format::JsonLines), ..quell::Options::default() })?;
    let tracer = engine.tracer()?;
    let start = Instant::now();
    let articles = gathered(&engine, &records)?;
    let reading = start.elapsed().as_secs_f64();
    let (mut asked, mut longest) = (0, 0.0_f64);
    let start = Instant::now();
    let scores = origins::score(&stories, |url, place| {
        let begin = Instant::now();
        let question = articles.question(&Asked::At(url.to_string(), place)).map_err(|problem| problem.message)?;
        let Ok(trace) = tracer.trace(&articles.record, &question);
        asked += 1;
        longest = longest.max(begin.elapsed().as_secs_f64());
        let url = |telling: usize| trace.tellings[telling].document.article.url.clone().unwrap_or_default();
        let groups = trace.origins.iter().map(|group| group.tellings.iter().map(|&telling| url(telling)).collect()).collect();
        let joins = trace.origins.iter().flat_map(|group| &group.joins);
        let joins = joins.map(|join| (url(join.a), url(join.b), told_apart(&join.ground).to_string())).collect();
        Ok(Traced { groups, joins, disputed: !trace.denials.is_empty() })
    })?;
    let mean = 1000.0 * start.elapsed().as_secs_f64() / f64::from(asked.max(1));
    let told = format!("{count} articles read in {reading:.1} s; a question takes {mean:.1} ms, the longest {:.0} ms", 1000.0 * longest);
    Ok((scores, told, count))
}

fn gathered(engine: &Engine, records: &str) -> Result<Articles, String> {
    let path = std::env::temp_dir().join(format!("quell-eval-origins-{}.jsonl", std::process::id()));
    std::fs::write(&path, records).map_err(|problem| format!("cannot write {}: {problem}", path.display()))?;
    let articles = engine.gather(vec![Ok(Input::File(path.clone()))], |_, _, _| {});
    // The texts belong to their publishers; nothing more can be done about a file that cannot be taken away.
    let _ = std::fs::remove_file(&path);
    Ok(articles)
}

/// What a join is called in the table of joins.
fn told_apart(ground: &Ground) -> &'static str {
    match ground {
        Ground::Source => "same source",
        Ground::Cited { is_near: false, .. } => "cites, by the chain",
        Ground::Cited { is_near: true, .. } => "cites, by the sentences around",
        Ground::Copy { has_other_source: false, .. } => "same copy",
        Ground::Copy { has_other_source: true, .. } => "same copy, another source",
        Ground::Agency(_) => "same agency",
        Ground::ByHand => "by hand",
    }
}

/// How many of the joins are right, by what they rest on.
pub fn joins_table(scores: &OriginScores) -> String {
    let mut table = Table::new(&["join", "right", "of"]);
    for (reason, share) in &scores.by_reason {
        table.row(vec![reason.clone(), format!("{:.3}", share.value()), share.of.to_string()]);
    }
    table.to_string()
}

/// Plants passages in the texts of a folder, a file or a collection, and looks for them.
pub fn reuse(path: &Path) -> Result<(Figures, String), String> {
    let texts = texts_of(path)?;
    let plants = reuse::plant(&texts);
    if plants.is_empty() {
        return Err(format!("{} has not two texts of four sentences", path.display()));
    }
    let engine = Engine::new(quell::Options::default())?;
    let start = Instant::now();
    let mut record = MemoryRecord::new();
    for text in texts.iter().chain(plants.iter().map(|plant| &plant.text)) {
        let document =
            Document { article: Article { language: Some("de".into()), ..Article::of_text(text.clone()) }, ..Document::default() };
        let keys = engine.keys(&document);
        record.add(document, keys, "");
    }
    let mut found = 0;
    for (number, plant) in plants.iter().enumerate() {
        let planted = (texts.len() + number) as u32;
        let Ok(passages) = passages::passages(&record, planted, &(i32::MIN..=i32::MAX));
        let covers_half = |passage: &passages::Passage| {
            let (start, end) = (passage.alignment.b.start as usize, passage.alignment.b.end as usize);
            let shared = end.min(plant.quoted.end).saturating_sub(start.max(plant.quoted.start));
            passage.article == plant.from as u32 && 2 * shared >= plant.quoted.len()
        };
        found += usize::from(passages.iter().any(covers_half));
    }
    let seconds = start.elapsed().as_secs_f64();
    let recall = found as f64 / plants.len() as f64;
    let told = format!("{found} of {} planted passages among {} texts, {seconds:.2} s", plants.len(), record_length(&record));
    Ok((Figures(vec![("planted".into(), plants.len() as f64), ("recall".into(), recall)]), told))
}

fn record_length(record: &MemoryRecord) -> u32 {
    let Ok(count) = record.articles_count();
    count
}

/// The texts as the engine reads them; a compressed collection line by line.
fn texts_of(path: &Path) -> Result<Vec<String>, String> {
    let mut texts = Vec::new();
    if path.extension().is_some_and(|ending| ending == "gz") {
        for_each_line(path, |line| {
            let record: serde_json::Value = serde_json::from_str(line).map_err(|problem| problem.to_string())?;
            texts.extend(["text", "originalText"].iter().find_map(|field| record[field].as_str()).map(str::to_string));
            Ok(())
        })?;
        return Ok(texts);
    }
    let engine = Engine::new(quell::Options::default())?;
    let text = |event| match event {
        Event::Read(reading) => Some(reading.document.article.text),
        Event::Unreadable(_) => None,
    };
    engine.read(quell::gather(&[path.to_path_buf()]), text, |text, _| {
        texts.extend(text);
        ControlFlow::Continue(())
    });
    Ok(texts)
}
