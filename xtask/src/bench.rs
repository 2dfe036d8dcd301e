//! `cargo xtask bench`: how fast is Quell, and how much memory does it take?
//!
//! Everything is measured from outside, on the release build and on the bundled samples: what a user waits for is what is counted, start of the
//! process and output included. `--write` puts the figures into `BENCHMARKS.md`. The record has figures of its own, since it takes minutes to make a
//! large one; with a file of real articles it is measured on these too.

mod pages;
mod record;

use crate::failed;
use crate::workspace::{Quell, root};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The corpus is the samples, again and again, until it has so much text.
const CORPUS_BYTES: usize = 8_000_000;

/// Long runs are repeated so often, and the middle one counts.
const LONG_RUNS: usize = 3;

/// Short runs are repeated so often.
const SHORT_RUNS: usize = 41;

/// Single articles of these sizes show whether the work grows with the text and no faster.
const ARTICLE_BYTES: [usize; 5] = [250_000, 500_000, 1_000_000, 2_000_000, 4_000_000];

/// Measures reading, prints, and writes if asked to.
pub fn run(is_written: bool) -> Result<(), String> {
    let report = Bench::new()?.report()?;
    println!("{report}");
    if is_written { write(&report, "figures") } else { Ok(()) }
}

/// Measures the record, prints, and writes if asked to. `news` is a file of real articles.
pub fn run_record(news: Option<&Path>, is_written: bool) -> Result<(), String> {
    let mut report = String::new();
    Bench::new()?.record(&mut report, news)?;
    println!("{report}");
    if is_written { write(&report, "figures of the record") } else { Ok(()) }
}

/// Measures pages of the evaluation data in `data`, and archives; prints, and writes if asked to.
pub fn run_pages(data: &Path, is_written: bool) -> Result<(), String> {
    let mut report = String::new();
    Bench::new()?.pages(&mut report, data)?;
    println!("{report}");
    if is_written { write(&report, "figures of pages") } else { Ok(()) }
}

struct Bench {
    quell: Quell,
    folder: PathBuf,
    texts: Vec<String>,
}

impl Bench {
    fn new() -> Result<Self, String> {
        let quell = Quell::build()?;
        let folder = quell.target().join("bench");
        fs::create_dir_all(&folder).map_err(failed("create", &folder))?;
        Ok(Bench { quell, folder, texts: sample_texts()? })
    }

    fn report(&self) -> Result<String, String> {
        let mut report = String::new();
        self.throughput(&mut report)?;
        self.one_article(&mut report)?;
        self.growth(&mut report)?;
        Ok(report)
    }

    /// Many articles, on one core and on all.
    fn throughput(&self, report: &mut String) -> Result<(), String> {
        let (corpus, facts) = self.corpus()?;
        let arguments = ["read", "--json", "--quiet", &corpus];
        let (megabytes, words) = (facts.bytes as f64 / 1e6, facts.words as f64);
        let mut row = |label: &str, time: Duration| {
            let seconds = time.as_secs_f64();
            line(
                report,
                &format!(
                    "| {label} | {:.2} MB/s | {:.0} words/s | {:.0} articles/s |",
                    megabytes / seconds,
                    words / seconds,
                    facts.articles as f64 / seconds
                ),
            );
        };
        row("one core", self.median(LONG_RUNS, Cores::One, &arguments)?);
        row("two cores", self.median(LONG_RUNS, Cores::Two, &arguments)?);
        let memory = self.memory(&arguments)?;
        let head =
            format!("{} articles, {megabytes:.1} MB of text, {:.2} million words, as JSON Lines to JSON", facts.articles, words / 1e6);
        *report =
            format!("**Many articles** ({head})\n\n| | text | words | articles |\n|---|---|---|---|\n{report}\nPeak memory: {memory}.\n\n");
        Ok(())
    }

    /// One article, from the start of the process to the end of its output.
    fn one_article(&self, report: &mut String) -> Result<(), String> {
        line(
            report,
            "**One article, from the start of the process to the end of its output**\n\n| input | time | peak memory |\n|---|---|---|",
        );
        for sample in ["samples/hafen/kuestenbote.txt", "samples/hafen/kuestenbote.html"] {
            let path = root().join(sample).display().to_string();
            let arguments = ["read", path.as_str()];
            let time = self.median(SHORT_RUNS, Cores::One, &arguments)?;
            line(report, &format!("| `{sample}` | {:.0} ms | {} |", time.as_secs_f64() * 1e3, self.memory(&arguments)?));
        }
        report.push('\n');
        Ok(())
    }

    /// Single articles of growing length.
    fn growth(&self, report: &mut String) -> Result<(), String> {
        line(report, "**One article of growing length, one core**\n\n| text | time | speed | peak memory |\n|---|---|---|---|");
        for bytes in ARTICLE_BYTES {
            let path = self.folder.join(format!("article-{bytes}.txt"));
            let article = self.texts.iter().cycle().scan(0, |length, text| {
                (*length < bytes).then(|| {
                    *length += text.len();
                    text.as_str()
                })
            });
            fs::write(&path, article.collect::<String>()).map_err(failed("write", &path))?;
            let path = path.display().to_string();
            let arguments = ["read", "--json", "--format", "text", path.as_str()];
            let seconds = self.median(LONG_RUNS, Cores::One, &arguments)?.as_secs_f64();
            let megabytes = bytes as f64 / 1e6;
            line(
                report,
                &format!("| {megabytes:.2} MB | {seconds:.2} s | {:.2} MB/s | {} |", megabytes / seconds, self.memory(&arguments)?),
            );
        }
        Ok(())
    }

    /// All samples as JSON Lines, again and again.
    fn corpus(&self) -> Result<(String, Corpus), String> {
        let path = self.folder.join("news.jsonl");
        let mut facts = Corpus { articles: 0, bytes: 0, words: 0 };
        let mut lines = String::new();
        for text in self.texts.iter().cycle() {
            if facts.bytes >= CORPUS_BYTES {
                break;
            }
            facts.articles += 1;
            facts.bytes += text.len();
            facts.words += text.split_whitespace().count();
            let record =
                serde_json::json!({ "url": format!("https://news.example/{}", facts.articles), "published": "2025-03-14", "text": text });
            line(&mut lines, &record.to_string());
        }
        fs::write(&path, lines).map_err(failed("write", &path))?;
        Ok((path.display().to_string(), facts))
    }

    fn median(&self, runs: usize, cores: Cores, arguments: &[&str]) -> Result<Duration, String> {
        let mut times = Vec::with_capacity(runs);
        for _ in 0..runs {
            let mut command = Command::new("taskset");
            command.args(["-c", cores.list()]).arg(self.quell.path()).args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
            let start = Instant::now();
            let status = command.status().map_err(failed("run with taskset", self.quell.path()))?;
            times.push(start.elapsed());
            if !status.success() {
                return Err(format!("quell {} failed", arguments.join(" ")));
            }
        }
        times.sort();
        Ok(times[runs / 2])
    }

    /// What the program prints.
    fn output(&self, arguments: &[&str]) -> Result<String, String> {
        let output = Command::new(self.quell.path()).args(arguments).output().map_err(failed("run", self.quell.path()))?;
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// As GNU time tells it.
    fn memory(&self, arguments: &[&str]) -> Result<String, String> {
        Ok(format!("{:.0} MB", self.used(arguments, Stdio::null())?.megabytes))
    }

    /// Runs the program once and asks GNU time what it used.
    fn used(&self, arguments: &[&str], printed: Stdio) -> Result<Used, String> {
        let mut command = Command::new("/usr/bin/time");
        command.args(["-f", "%M %U %S %e"]).arg(self.quell.path()).args(arguments).stdout(printed).stderr(Stdio::piped());
        let output = command.output().map_err(failed("run with /usr/bin/time", self.quell.path()))?;
        let told = String::from_utf8_lossy(&output.stderr);
        let figures: Vec<f64> = told.lines().last().unwrap_or_default().split(' ').filter_map(|figure| figure.parse().ok()).collect();
        let [kilobytes, user, system, seconds] = figures[..] else { return Err(format!("/usr/bin/time told no figures: {told}")) };
        Ok(Used { megabytes: kilobytes / 1e3, cpu_seconds: user + system, seconds })
    }
}

/// What a run of the program used.
struct Used {
    /// Of memory, at its peak.
    megabytes: f64,
    cpu_seconds: f64,
    /// From its start to its end.
    seconds: f64,
}

#[derive(Clone, Copy)]
enum Cores {
    One,
    Two,
}

impl Cores {
    /// As taskset wants it.
    fn list(self) -> &'static str {
        match self {
            Cores::One => "0",
            Cores::Two => "0,1",
        }
    }
}

struct Corpus {
    articles: usize,
    bytes: usize,
    words: usize,
}

/// The samples that are plain text, by name.
fn sample_texts() -> Result<Vec<String>, String> {
    let mut paths = Vec::new();
    for story in ["samples/gipfel", "samples/hafen"] {
        let folder = root().join(story);
        for entry in fs::read_dir(&folder).map_err(failed("list", &folder))? {
            let path = entry.map_err(failed("list", &folder))?.path();
            if path.extension().is_some_and(|ending| ending == "txt") {
                paths.push(path);
            }
        }
    }
    paths.sort();
    paths.iter().map(|path| fs::read_to_string(path).map_err(failed("read", path))).collect()
}

fn line(text: &mut String, line: &str) {
    writeln!(text, "{line}").expect("strings can be written to");
}

/// Puts the figures between the marks in `BENCHMARKS.md`.
fn write(report: &str, name: &str) -> Result<(), String> {
    let (begin_mark, end_mark) = (format!("<!-- {name} -->\n"), format!("<!-- end of {name} -->"));
    let path: &Path = &root().join("BENCHMARKS.md");
    let page = fs::read_to_string(path).map_err(failed("read", path))?;
    let (Some(begin), Some(end)) = (page.find(&begin_mark), page.find(&end_mark)) else {
        return Err(format!("{} has no place for figures ({end_mark})", path.display()));
    };
    let page = format!("{}{begin_mark}{}\n{}", &page[..begin], report.trim_end(), &page[end..]);
    fs::write(path, page).map_err(failed("write", path))
}
