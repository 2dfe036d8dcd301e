//! `cargo xtask eval …`: how right Quell is, what went wrong, and whether the committed figures still hold.

mod graph;
mod options;
mod reading;

use options::{Command, Options, USAGE};
use quell_document::Document;
use quell_eval::analysis::{self, Compared};
use quell_eval::figures::{Figures, Table, three};
use quell_eval::pages::{self, PageScores};
use quell_eval::scoreboard::{Measured, Scoreboard, kept};
use quell_eval::statements::StatementScores;
use quell_eval::{attribution, labels, mentions, samples, statements, times, wikinews};
use reading::Reading;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    if std::env::args().skip(1).any(|argument| argument == "--help" || argument == "-h") {
        println!("{USAGE}");
        return ExitCode::SUCCESS;
    }
    let options = match Options::parse(std::env::args().skip(1)) {
        Ok(options) => options,
        Err(problem) => {
            eprintln!("{problem}\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match run(&options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

fn run(options: &Options) -> Result<(), String> {
    let mut reading = Reading::new(options)?;
    match options.command {
        Command::Attribution => {
            run_attribution(options, &mut reading)?;
            // The labels exist only once, and whoever looks into errors looks into those of one set.
            if options.split == "dev" && !options.asks_for_analysis() && options.only.is_none() && options.from.is_none() && !options.line {
                println!();
                run_labels(options, &mut reading)?;
            }
            Ok(())
        }
        Command::Labels => run_labels(options, &mut reading),
        Command::Times => run_times(options, &mut reading),
        Command::Pages => run_pages(options),
        Command::Names => run_names(options, &mut reading),
        Command::Samples => run_samples(options, &mut reading),
        Command::Origins => run_origins(options),
        Command::Reuse => run_reuse(options),
    }
}

fn run_attribution(options: &Options, reading: &mut Reading) -> Result<(), String> {
    let data = options.data.as_deref().unwrap_or(Path::new("."));
    let mut articles = wikinews::read(&data.join("attribution-de").join(format!("{}.jsonl.gz", options.split)))?;
    articles.retain(|article| options.asks_for(&article.document));
    let readings = reading.read(articles.iter().map(|article| article.document.article.clone()).collect())?;
    let (scores, compared) = attribution::score(&articles, readings);
    eprintln!("attribution-de, {}: {}", options.split, reading.told());
    let figures = scores.figures();
    show(options, &figures, &scores, &compared);
    let measured = Measured { articles: articles.len(), total: kept(&figures), ..Measured::default() };
    write(options, &format!("wikinews-{}", options.split), measured)
}

fn run_labels(options: &Options, reading: &mut Reading) -> Result<(), String> {
    let data = options.data.as_deref().unwrap_or(Path::new("."));
    let mut gold = labels::read(&data.join("labels-de/statements-dev.jsonl"), &[&data.join("outlets-de/2021-q1.jsonl.gz")])?;
    gold.retain(|document| options.asks_for(document));
    let articles = gold.len();
    let readings = reading.read(gold.iter().map(labels::unread).collect())?;
    let (scores, compared) = statements::score(readings.into_iter().zip(gold));
    eprintln!("labels-de, dev: {}", reading.told());
    let figures = scores.figures();
    show(options, &figures, &scores, &compared);
    write(options, "labels-dev", Measured { articles, total: kept(&figures), ..Measured::default() })
}

fn run_origins(options: &Options) -> Result<(), String> {
    let data = options.data.as_deref().unwrap_or(Path::new("."));
    let (scores, told, articles) = graph::origins(data, options.stories)?;
    eprintln!("origins, dev: {told}");
    let figures = scores.figures();
    println!("{}", figures.line());
    if !options.line {
        print!("\n{}", graph::joins_table(&scores));
    }
    let set = if options.stories { "origins-dev-stories" } else { "origins-dev" };
    write(options, set, Measured { articles, total: kept(&figures), ..Measured::default() })
}

fn run_reuse(options: &Options) -> Result<(), String> {
    let texts = options.samples.clone().unwrap_or_else(|| workspace().join("samples"));
    let (figures, told) = graph::reuse(&texts)?;
    eprintln!("reuse: {told}");
    println!("{}", figures.line());
    write(options, "reuse", Measured { total: kept(&figures), ..Measured::default() })
}

/// The two folders of KRAUTS that are there to develop against.
const KRAUTS: [&str; 2] = ["KRAUTS_Dolomiten-42", "KRAUTS_Dolomiten-100"];

fn run_times(options: &Options, reading: &mut Reading) -> Result<(), String> {
    let data = options.data.as_deref().unwrap_or(Path::new(".")).join("times-de");
    let mut gold = Vec::new();
    for folder in KRAUTS {
        gold.extend(times::read(&data.join(folder))?);
    }
    gold.retain(|document| options.asks_for(document));
    let articles = gold.len();
    let readings = reading.read(gold.iter().map(times::unread).collect())?;
    eprintln!("times-de: {}", reading.told());
    let pairs: Vec<(Document, Document)> = readings.into_iter().zip(gold).collect();
    let figures = times::score(pairs.iter().cloned());
    if options.errors.is_some() {
        print!("{}", times::errors_list(&pairs));
    } else {
        println!("{}", figures.line());
    }
    write(options, "times-dev", Measured { articles, total: kept(&figures), ..Measured::default() })
}

fn run_pages(options: &Options) -> Result<(), String> {
    let data = options.data.as_deref().unwrap_or(Path::new(".")).join("pages-de");
    let mut pages = pages::read_outlets(&data.join("outlets"))?;
    let outlets = pages.len();
    pages.extend(pages::read_snippets(&data.join("snippets.jsonl.gz"))?);
    pages.retain(|page| options.only.as_deref().is_none_or(|part| page.name.contains(part)));
    let credited = pages::read_agencies(&workspace().join("eval/page-agencies.tsv"))?;
    let mut scores = PageScores::default();
    let start = std::time::Instant::now();
    for (page, articles) in pages.iter().zip(reading::read_pages(&pages)?) {
        scores.add(page, &articles, &credited);
    }
    eprintln!("pages-de: {} pages in {:.2} s", pages.len(), start.elapsed().as_secs_f64());
    let figures = scores.figures();
    println!("{}", figures.line());
    if let Some(rows_max) = options.worst {
        let mut by_page = scores.by_page.clone();
        by_page.sort_by(|one, other| one.1.total_cmp(&other.1));
        by_page.iter().take(rows_max).for_each(|(name, value)| println!("{}  {name}", three(*value)));
    }
    write(options, "pages", Measured { articles: outlets, total: kept(&figures), ..Measured::default() })
}

fn run_names(options: &Options, reading: &mut Reading) -> Result<(), String> {
    let data = options.data.as_deref().unwrap_or(Path::new("."));
    let sentences = mentions::read(&data.join("names-de/germeval-test-a.tsv.gz"))?;
    let documents = reading.read(mentions::unread(&sentences))?;
    let scores = mentions::score(documents.iter().zip(&sentences));
    eprintln!("names-de, germeval-test-a: {}", reading.told());
    let figures = scores.figures();
    if options.line {
        println!("{}", figures.line())
    } else {
        print!("{scores}")
    }
    write(options, "names-test-a", Measured { articles: sentences.len(), total: kept(&figures), ..Measured::default() })
}

fn run_samples(options: &Options, reading: &mut Reading) -> Result<(), String> {
    let folder = options.samples.clone().unwrap_or_else(|| workspace().join("samples"));
    let mut all = samples::read(&folder)?;
    all.retain(|sample| options.asks_for(&sample.gold));
    let (mut total, mut compared, mut files) = (StatementScores::default(), Vec::new(), BTreeMap::new());
    let mut table = Table::default();
    let readings = reading.read(all.iter().map(|sample| samples::unread(&sample.gold)).collect())?;
    for (sample, reading) in all.iter().zip(readings) {
        let (scores, mut pairs) = statements::score([(reading, sample.gold.clone())]);
        let figures = samples::figures(&scores);
        if files.is_empty() {
            table = Table::new(&[&["file", "gold"][..], &figures.iter().map(|&(name, _)| name).collect::<Vec<_>>()].concat());
        }
        table.row(cells(&sample.name, &scores, &figures));
        files.insert(sample.name.clone(), kept(&samples::answered(&figures)));
        compared.append(&mut pairs);
        total += scores;
    }
    eprintln!("samples: {}", reading.told());
    let figures = samples::figures(&total);
    table.row(cells("all", &total, &figures));
    let figures = samples::answered(&figures);
    show(options, &figures, &table, &compared);
    let measured = Measured { articles: all.len(), total: kept(&figures), files, ..Measured::default() };
    if options.check { check(&measured) } else { write(options, "samples", measured) }
}

fn cells(name: &str, scores: &StatementScores, figures: &[(&str, Option<f64>)]) -> Vec<String> {
    let values = figures.iter().map(|&(_, value)| value.map_or("–".into(), three));
    [name.to_string(), scores.statements.gold.to_string()].into_iter().chain(values).collect()
}

/// Prints the figures, or what is asked for instead.
fn show(options: &Options, figures: &Figures, tables: &dyn std::fmt::Display, compared: &[Compared]) {
    if options.line {
        println!("{}", figures.line());
    } else if !options.asks_for_analysis() {
        print!("{tables}");
    }
    let mut parts = Vec::new();
    if let Some(rows_max) = options.worst {
        parts.push(analysis::worst_table(compared, rows_max));
    }
    if options.rules {
        parts.push(analysis::rules_table(compared));
    }
    if options.missed_kinds {
        parts.push(analysis::missed_kinds_table(compared));
    }
    if options.missed_cues {
        parts.push(analysis::missed_cues_table(compared, options.limit.unwrap_or(60)));
    }
    if let Some(filter) = &options.errors {
        parts.push(analysis::errors_list(compared, filter));
    }
    print!("{}", parts.join("\n"));
}

impl Options {
    fn asks_for(&self, gold: &Document) -> bool {
        let name = gold.article.url.as_deref().unwrap_or("");
        self.only.as_deref().is_none_or(|part| name.contains(part))
    }
}

/// Compares the committed figures of the samples, and the page made from them, with those of today.
fn check(today: &Measured) -> Result<(), String> {
    let path = scores_file();
    let board = Scoreboard::read(&path)?;
    let mut complaints = board.complaints("samples", today);
    if std::fs::read_to_string(path.with_extension("md")).unwrap_or_default() != board.to_markdown() {
        complaints.push("eval/scores.md was not made from eval/scores.toml".into());
    }
    if complaints.is_empty() {
        println!("the committed figures hold");
        return Ok(());
    }
    let complaints: Vec<String> = complaints.into_iter().map(|complaint| format!("  {complaint}")).collect();
    Err(format!("eval/scores.toml is not up to date:\n{}\nif this is meant: cargo xtask eval samples --write", complaints.join("\n")))
}

fn write(options: &Options, set: &str, measured: Measured) -> Result<(), String> {
    if !options.write {
        return Ok(());
    }
    let path = scores_file();
    let mut board = Scoreboard::read(&path)?;
    let date = options.date.clone().unwrap_or_else(today);
    board.set(set, Measured { date, version: env!("CARGO_PKG_VERSION").into(), ..measured });
    board.write(&path)
}

fn scores_file() -> PathBuf {
    workspace().join("eval/scores.toml")
}

fn workspace() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// The date of today in UTC.
fn today() -> String {
    let seconds = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    date_of_day(seconds / 86_400)
}

/// The date so many days after the first of January 1970.
fn date_of_day(mut day: u64) -> String {
    let is_leap = |year: u64| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let mut year = 1970;
    while day >= 365 + u64::from(is_leap(year)) {
        day -= 365 + u64::from(is_leap(year));
        year += 1;
    }
    let february = 28 + u64::from(is_leap(year));
    let mut month = 1;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
        if day < length {
            break;
        }
        day -= length;
        month += 1;
    }
    format!("{year}-{month:02}-{:02}", day + 1)
}

#[cfg(test)]
mod tests {
    use super::date_of_day;

    #[test]
    fn days_become_dates() {
        assert_eq!(date_of_day(0), "1970-01-01");
        assert_eq!(date_of_day(11_016), "2000-02-29");
        assert_eq!(date_of_day(20_161), "2025-03-14");
        assert_eq!(date_of_day(20_453), "2025-12-31");
    }
}
