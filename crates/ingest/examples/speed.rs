//! How many pages does one processor take apart in a second? `cargo run --release -p quell-ingest --example speed -- PATH… [ROUNDS]`
//!
//! A path is a saved page (`.html`, also packed with gzip), a folder of them, or JSON Lines with the page in the field `html`. All pages are held in
//! memory; only taking them apart is timed, and what is counted is the time of the processor, so that other programs do not show.
//! Prints one line for each round, then the middle one.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;
use quell_ingest::{Format, Source, Words, captures};

fn main() -> io::Result<()> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let rounds: usize = arguments.last().and_then(|last| last.parse().ok()).inspect(|_| drop(arguments.pop())).unwrap_or(5);
    let mut pages = Vec::new();
    for path in &arguments {
        read_pages(Path::new(path), &mut pages)?;
    }
    let words = Words::built_in().map_err(io::Error::other)?;
    let bytes: usize = pages.iter().map(Vec::len).sum();
    let mut times: Vec<f64> = (0..rounds).map(|_| round(&pages, &words)).collect();
    for time in &times {
        println!("{} pages, {:.1} MB: {time:.2} s of the processor", pages.len(), bytes as f64 / 1e6);
    }
    times.sort_by(f64::total_cmp);
    println!("{:.1} pages per CPU-second", pages.len() as f64 / times[rounds / 2]);
    Ok(())
}

/// The time of the processor that all pages take, in seconds.
fn round(pages: &[Vec<u8>], words: &Words) -> f64 {
    let captured: Vec<_> =
        pages.iter().flat_map(|page| captures("-", Source::stream(io::Cursor::new(page.clone())), Some(Format::Html))).collect();
    let start = cpu_seconds();
    let mut articles = 0;
    for page in captured.into_iter().flatten() {
        articles += page.items(words).iter().filter(|item| item.is_ok()).count();
    }
    assert!(articles > 0, "no page has an article");
    cpu_seconds() - start
}

/// What this process has used of the processor so far, in user and in system mode (`proc(5)`).
fn cpu_seconds() -> f64 {
    const TICKS_PER_SECOND: f64 = 100.0;
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let behind_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks = |index: usize| behind_name.split_whitespace().nth(index).and_then(|ticks| ticks.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / TICKS_PER_SECOND
}

fn read_pages(path: &Path, pages: &mut Vec<Vec<u8>>) -> io::Result<()> {
    if path.is_dir() {
        let mut entries = fs::read_dir(path)?.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<Vec<PathBuf>>>()?;
        entries.sort();
        return entries.iter().try_for_each(|entry| read_pages(entry, pages));
    }
    let name = path.to_string_lossy();
    let mut bytes = fs::read(path)?;
    if name.ends_with(".gz") {
        let packed = std::mem::take(&mut bytes);
        MultiGzDecoder::new(packed.as_slice()).read_to_end(&mut bytes)?;
    }
    let plain_name = name.trim_end_matches(".gz");
    if plain_name.ends_with(".html") {
        pages.push(bytes);
    } else if plain_name.ends_with(".jsonl") {
        for line in bytes.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()) {
            let record: serde_json::Value = serde_json::from_slice(line)?;
            pages.extend(record["html"].as_str().map(|html| html.as_bytes().to_vec()));
        }
    }
    Ok(())
}
