//! How fast are pages taken apart, and does a large archive take more memory than a small one?
//!
//! Real pages are taken from evaluation data and measured in the time of the processor, so that other programs do not show: taking apart alone, each
//! word with its bytes, and the whole of `read` beside it. Archives are made of the bundled sample page, one packed record a page.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::{Bench, Used, line};
use crate::failed;
use crate::workspace::{cargo, root};

/// So often all pages are taken apart; the middle time counts.
const ROUNDS: &str = "5";

/// Pages of a small and of a large archive.
const ARCHIVES: [usize; 2] = [1_000, 10_000];

/// What a script takes on a page of a newsroom, which the sample page is without.
const SCRIPT_BYTES: usize = 100_000;

impl Bench {
    /// All that is measured of pages. `data` is a folder of evaluation data.
    pub(super) fn pages(&self, report: &mut String, data: &Path) -> Result<(), String> {
        let pages = data.join("pages-de");
        let alone = self.taken_apart(&pages)?;
        let (read, items) = self.run(&["read", "--json", "--quiet", &pages.display().to_string()])?;
        line(report, &format!("**{} real pages, {:.1} MB**\n", alone.pages, alone.megabytes));
        line(report, "| | pages per CPU-second |\n|---|---|");
        line(report, &format!("| taken apart, bytes mapped | {:.0} |", alone.per_second));
        line(report, &format!("| `read --json`, the same from its start to its end | {:.0} |", items as f64 / read.cpu_seconds));
        line(report, "\n**An archive of packed records, two cores**\n");
        line(report, "| pages | as HTML | time | cores used | peak memory |\n|---|---|---|---|---|");
        for count in ARCHIVES {
            let path = self.folder.join(format!("archive-{count}.warc.gz"));
            let bytes = write_archive(&path, count)?;
            let (read, items) = self.run(&["read", "--json", "--quiet", &path.display().to_string()])?;
            fs::remove_file(&path).map_err(failed("remove", &path))?;
            if items != count {
                return Err(format!("{items} items instead of {count} in {}", path.display()));
            }
            let (megabytes, cores) = (bytes as f64 / 1e6, read.cpu_seconds / read.seconds);
            line(report, &format!("| {count} | {megabytes:.0} MB | {:.1} s | {cores:.2} | {:.0} MB |", read.seconds, read.megabytes));
        }
        Ok(())
    }

    fn taken_apart(&self, pages: &Path) -> Result<TakenApart, String> {
        let mut command = cargo("run");
        command.args(["--quiet", "--release", "--package", "quell-ingest", "--example", "speed", "--"]).arg(pages).arg(ROUNDS);
        let output = command.output().map_err(|problem| format!("cannot run cargo: {problem}"))?;
        let told = String::from_utf8_lossy(&output.stdout);
        let number = |line: &str, before: &str| line.split(before).next()?.split_whitespace().next_back()?.parse::<f64>().ok();
        let first = told.lines().next().unwrap_or_default();
        let last = told.lines().last().unwrap_or_default();
        let found = (number(first, " pages"), number(first, " MB"), number(last, " pages per"));
        let (Some(pages), Some(megabytes), Some(per_second)) = found else {
            return Err(format!("the example `speed` told no figures: {told}"));
        };
        Ok(TakenApart { pages: pages as usize, megabytes, per_second })
    }

    /// Runs the program; what it used, and how many items it printed.
    fn run(&self, arguments: &[&str]) -> Result<(Used, usize), String> {
        let printed = self.folder.join("printed.jsonl");
        let file = fs::File::create(&printed).map_err(failed("write", &printed))?;
        let used = self.used(arguments, file.into())?;
        // Captions and ticker entries have lines of their own; pages are counted.
        let printed_lines = fs::read_to_string(&printed).map_err(failed("read", &printed))?;
        let items = printed_lines.lines().filter(|line| line.contains(r#""part_of":null"#)).count();
        fs::remove_file(&printed).map_err(failed("remove", &printed))?;
        Ok((used, items))
    }
}

struct TakenApart {
    pages: usize,
    megabytes: f64,
    per_second: f64,
}

/// Writes an archive of so many pages and gives the bytes that it unpacks to.
fn write_archive(path: &Path, count: usize) -> Result<usize, String> {
    let sample = root().join("samples/hafen/kuestenbote.html");
    let page = fs::read_to_string(&sample).map_err(failed("read", &sample))?;
    let script = "for(i=0;i<n;i++){draw(i)}".repeat(SCRIPT_BYTES / 25);
    let page = page.replace("</body>", &format!("<script>{script}</script></body>"));
    let mut file = std::io::BufWriter::new(fs::File::create(path).map_err(failed("write", path))?);
    let mut bytes = 0;
    for number in 0..count {
        let response = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
        let head = format!(
            "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://bote.example/{number}\r\nWARC-Date: 2025-03-14T09:12:00Z\r\n\
             Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n",
            response.len()
        );
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        let packed = packed.write_all(format!("{head}{response}\r\n\r\n").as_bytes()).and_then(|()| packed.finish());
        packed.and_then(|packed| file.write_all(&packed)).map_err(failed("write", path))?;
        bytes += head.len() + response.len() + 4;
    }
    file.flush().map_err(failed("write", path))?;
    Ok(bytes)
}
