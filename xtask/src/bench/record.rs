//! How fast is the record? Adding many articles, adding one to a small and to a large record, and looking things up.
//!
//! Generated articles are short and all different, so that a large record is made in minutes. Real ones are taken where a file of them is given.

use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::time::Duration;

use super::{Bench, Cores, SHORT_RUNS, line};
use crate::failed;

/// So many articles the large record holds.
const ARTICLES: usize = 100_000;

/// What a small record holds.
const ARTICLES_FEW: usize = 100;

/// Syllables of which names and nouns are made that no article has.
const SYLLABLES: [&str; 16] =
    ["bar", "den", "fel", "gor", "hin", "kas", "lum", "mer", "nol", "pris", "rut", "sa", "tel", "vor", "wes", "zan"];

impl Bench {
    /// All that is measured of the record. `news` is a file of real articles.
    pub(super) fn record(&self, report: &mut String, news: Option<&Path>) -> Result<(), String> {
        if let Some(news) = news {
            self.real_articles(report, news)?;
        }
        self.one_more_article(report)
    }

    /// Real articles into a new record, from the start of the process to its end.
    fn real_articles(&self, report: &mut String, news: &Path) -> Result<(), String> {
        let store = self.path("news.db");
        let news = news.display().to_string();
        let added = ["add", "--quiet", &news, "--store", &store];
        let time = self.once(&store, Cores::Two, &added)?;
        remove(&store)?;
        let memory = self.memory(&added)?;
        let size = fs::metadata(&store).map_err(failed("measure", Path::new(&store)))?.len() as f64;
        let known = self.median(3, Cores::Two, &added)?;
        let counted = self.output(&["export", "statements", "--json", "--all", "--store", &store])?;
        let statements = counted.lines().count();
        let (articles, text) = self.size_of_texts(&news)?;
        let seconds = time.as_secs_f64();
        line(report, &format!("**A record of {articles} articles** ({:.1} MB of text, {statements} statements)\n", text / 1e6));
        line(report, "| | |\n|---|---|");
        line(report, &format!("| `add`, two cores | {seconds:.1} s, {:.0} articles/s |", articles as f64 / seconds));
        line(report, &format!("| `add`, peak memory | {memory} |"));
        line(report, &format!("| size of the record | {:.1} MB, {:.2} times the text |", size / 1e6, size / text));
        line(report, &format!("| `add` of the same again | {:.1} s |", known.as_secs_f64()));
        for arguments in [&["search", "Bürgermeister"][..], &["who", "Merkel"], &["stories", "--limit", "20"]] {
            let time = self.median(5, Cores::One, &[arguments, &["--store", &store]].concat())?;
            line(report, &format!("| `{}` | {} |", arguments.join(" "), milliseconds(time)));
        }
        report.push('\n');
        Ok(())
    }

    /// One more article, in a record of few and in one of many.
    fn one_more_article(&self, report: &mut String) -> Result<(), String> {
        line(report, "**One more article, from the start of the process to its end, one core**\n");
        line(report, "| articles in the record | `add` of one | `search` | size |\n|---|---|---|---|");
        for count in [ARTICLES_FEW, ARTICLES] {
            let store = self.path(&format!("generated-{count}.db"));
            let generated = self.path(&format!("generated-{count}.jsonl"));
            remove(&store)?;
            write_articles(Path::new(&generated), 0, count)?;
            self.once(&store, Cores::Two, &["add", "--quiet", &generated, "--store", &store])?;
            let mut times = Vec::with_capacity(SHORT_RUNS);
            for run in 0..SHORT_RUNS {
                let one = self.path("one.jsonl");
                write_articles(Path::new(&one), count + run, count + run + 1)?;
                times.push(self.median(1, Cores::One, &["add", "--quiet", &one, "--store", &store])?);
            }
            times.sort();
            let search = self.median(SHORT_RUNS, Cores::One, &["search", "Bardendorf", "Umleitung", "--store", &store])?;
            let size = fs::metadata(&store).map_err(failed("measure", Path::new(&store)))?.len() as f64 / 1e6;
            line(report, &format!("| {count} | {} | {} | {size:.1} MB |", milliseconds(times[SHORT_RUNS / 2]), milliseconds(search)));
        }
        Ok(())
    }

    fn path(&self, name: &str) -> String {
        self.folder.join(name).display().to_string()
    }

    /// The time of a single run that makes a new record.
    fn once(&self, store: &str, cores: Cores, arguments: &[&str]) -> Result<Duration, String> {
        remove(store)?;
        self.median(1, cores, arguments)
    }

    /// How many articles there are, and how many bytes of text, as the program reads them.
    fn size_of_texts(&self, news: &str) -> Result<(usize, f64), String> {
        let read = self.output(&["read", "--json", "--quiet", news])?;
        let text = |line: &str| {
            let item: serde_json::Value = serde_json::from_str(line).unwrap_or_default();
            item["article"]["text"].as_str().map_or(0, str::len)
        };
        let bytes: usize = read.lines().map(text).sum();
        Ok((read.lines().count(), bytes as f64))
    }
}

fn milliseconds(time: Duration) -> String {
    format!("{:.0} ms", time.as_secs_f64() * 1e3)
}

/// Removes a record with what SQLite puts beside it.
fn remove(store: &str) -> Result<(), String> {
    for ending in ["", "-wal", "-shm"] {
        let path = format!("{store}{ending}");
        match fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(failed("remove", Path::new(&path))(error)),
            _ => {}
        }
    }
    Ok(())
}

/// Short articles, each about another place and with other people, one a line.
fn write_articles(path: &Path, from: usize, to: usize) -> Result<(), String> {
    let mut file = BufWriter::new(File::create(path).map_err(failed("write", path))?);
    for number in from..to {
        let [place, street, speaker] = [name(number), name(number * 7 + 3), name(number * 13 + 5)];
        let text = format!(
            "In {place}dorf ist die Brücke an der {street}straße seit Montag gesperrt. „Wir prüfen die Pfeiler bis zum Herbst“, sagte \
             Bürgermeisterin Ida {speaker}. Die Umleitung führe über {street}hausen. Nach Angaben der Polizei kam niemand zu Schaden. \
             Händler befürchten, dass die Kunden aus {place}dorf ausbleiben."
        );
        let published = format!("2025-{:02}-{:02}", number / 28 % 12 + 1, number % 28 + 1);
        let record = serde_json::json!({
            "url": format!("https://{street}.example/{number}"), "outlet": format!("{street} Bote"), "published": published,
            "title": format!("Brücke in {place}dorf gesperrt"), "text": text,
        });
        writeln!(file, "{record}").map_err(failed("write", path))?;
    }
    file.flush().map_err(failed("write", path))
}

/// A name for each number, made of syllables.
fn name(mut number: usize) -> String {
    let mut name = String::new();
    for _ in 0..4 {
        name.push_str(SYLLABLES[number % SYLLABLES.len()]);
        number /= SYLLABLES.len();
        if number == 0 {
            break;
        }
    }
    name[..1].to_uppercase() + &name[1..]
}
