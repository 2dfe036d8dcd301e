//! `cargo xtask train tagger`: cross-validates the tagger on the open treebanks, then trains it on all of them and writes the weights and the
//! scores in the model's card.

pub mod names;
mod perceptron;
pub mod treebank;

use crate::{failed, root};
use quell_lang::lexicon::Lexicon;
use quell_lang::tag::Tag;
use quell_lang::tagger::Tagger;
use std::fmt::Write;
use std::path::Path;
use treebank::Sentence;

const FOLDS: usize = 10;

/// Trains the tagger; `with_errors` prints what it gets wrong, sorted by the tags that it confuses.
pub fn run(data: &Path, with_errors: bool) -> Result<(), String> {
    let path = root().join("lang/de/lexicon/forms.bin");
    let bytes = std::fs::read(&path).map_err(failed("read", &path))?;
    let lexicon = Lexicon::read(bytes.leak()).ok_or_else(|| format!("{} is no lexicon", path.display()))?;
    let sentences = treebank::read(&data.join("treebank-de"), &lexicon)?;
    let words: usize = sentences.iter().map(|sentence| sentence.words.len()).sum();
    println!("{} sentences, {words} words", sentences.len());

    let scores = cross_validate(&sentences, &lexicon);
    let report = scores.report();
    println!("{report}");
    if with_errors {
        scores.print_errors();
    }

    let all: Vec<&Sentence> = sentences.iter().collect();
    let bytes = perceptron::train(&all, &lexicon);
    let path = root().join("lang/de/model/tagger.bin");
    std::fs::write(&path, &bytes).map_err(failed("write", &path))?;
    println!("{}: {} bytes", path.display(), bytes.len());
    update_card("tagger", &report, bytes.len())
}

/// Trains on nine tenths and tags the last, ten times; two folds at a time.
fn cross_validate(sentences: &[Sentence], lexicon: &Lexicon) -> Scores {
    let folds = std::sync::atomic::AtomicUsize::new(0);
    let work = || {
        let mut scores = Scores::default();
        loop {
            let fold = folds.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            if fold >= FOLDS {
                return scores;
            }
            let part = |place: usize| place % FOLDS == fold;
            let train: Vec<&Sentence> = sentences.iter().enumerate().filter(|(place, _)| !part(*place)).map(|(_, it)| it).collect();
            let bytes = perceptron::train(&train, lexicon);
            let Some(tagger) = Tagger::read(bytes.leak()) else { return scores };
            for (_, sentence) in sentences.iter().enumerate().filter(|(place, _)| part(*place)) {
                scores.add(sentence, &tagger, lexicon);
            }
        }
    };
    std::thread::scope(|scope| {
        let other = scope.spawn(work);
        let mut scores = work();
        if let Ok(others) = other.join() {
            scores.join(others);
        }
        scores
    })
}

/// Pairs of the right and the found tag, with the word.
#[derive(Default)]
struct Scores {
    pairs: Vec<Pair>,
}

struct Pair {
    gold: Tag,
    found: Tag,
    word: String,
    is_known: bool,
    is_news: bool,
    context: String,
}

impl Scores {
    fn add(&mut self, sentence: &Sentence, tagger: &Tagger, lexicon: &Lexicon) {
        let words: Vec<&str> = sentence.words.iter().map(String::as_str).collect();
        let found = tagger.tag(&words, lexicon);
        for (place, (word, (gold, found))) in words.iter().zip(sentence.tags.iter().zip(found)).enumerate() {
            let from = place.saturating_sub(3);
            let context = words[from..words.len().min(place + 4)].join(" ");
            let is_known = !lexicon.readings_at_start(word).is_empty() || gold.is_punctuation();
            self.pairs.push(Pair { gold: *gold, found, word: (*word).to_owned(), is_known, is_news: sentence.is_news, context });
        }
    }

    fn join(&mut self, others: Scores) {
        self.pairs.extend(others.pairs);
    }

    fn accuracy(&self, counts: impl Fn(&&Pair) -> bool) -> f64 {
        let (mut right, mut all) = (0usize, 0usize);
        for pair in self.pairs.iter().filter(counts) {
            right += usize::from(pair.gold == pair.found);
            all += 1;
        }
        100.0 * right as f64 / all.max(1) as f64
    }

    /// Precision, recall and F1 of a class of tags in percent, and how often it occurs.
    fn class(&self, is_in: impl Fn(Tag) -> bool) -> (f64, f64, f64, usize) {
        let count = |counts: &dyn Fn(&Pair) -> bool| self.pairs.iter().filter(|pair| counts(pair)).count() as f64;
        let right = count(&|pair| is_in(pair.gold) && is_in(pair.found));
        let precision = right / count(&|pair| is_in(pair.found)).max(1.0);
        let gold = count(&|pair| is_in(pair.gold));
        let recall = right / gold.max(1.0);
        let f1 = 2.0 * precision * recall / (precision + recall).max(f64::EPSILON);
        (100.0 * precision, 100.0 * recall, 100.0 * f1, gold as usize)
    }

    fn report(&self) -> String {
        let mut report = String::new();
        let _ = writeln!(report, "| words | accuracy |\n|---|---|");
        let _ = writeln!(report, "| all {} | {:.2} |", self.pairs.len(), self.accuracy(|_| true));
        let _ = writeln!(report, "| without punctuation | {:.2} |", self.accuracy(|pair| !pair.gold.is_punctuation()));
        let _ = writeln!(report, "| GSD | {:.2} |", self.accuracy(|pair| !pair.is_news));
        let _ = writeln!(report, "| PUD (news and encyclopedia) | {:.2} |", self.accuracy(|pair| pair.is_news));
        let _ = writeln!(report, "| not in the lexicon | {:.2} |", self.accuracy(|pair| !pair.is_known));
        let same = |a: Tag, b: Tag| a == b || (a.is_noun() && b.is_noun());
        let right = self.pairs.iter().filter(|pair| same(pair.gold, pair.found)).count();
        let _ = writeln!(report, "| NN and NE taken as one | {:.2} |", 100.0 * right as f64 / self.pairs.len().max(1) as f64);
        let _ = writeln!(report, "\n| class | precision | recall | F1 | words |\n|---|---|---|---|---|");
        let finite = |tag: Tag| matches!(tag, Tag::VVFIN | Tag::VAFIN | Tag::VMFIN);
        let mut line = |name: &str, is_in: &dyn Fn(Tag) -> bool| {
            let (precision, recall, f1, count) = self.class(is_in);
            let _ = writeln!(report, "| {name} | {precision:.1} | {recall:.1} | {f1:.1} | {count} |");
        };
        line("finite verbs (VVFIN, VAFIN, VMFIN)", &finite);
        let single =
            "VVFIN VVINF VVPP VVIZU VAFIN VMFIN PTKVZ PTKZU PRELS ART PDS KOUS KON KOKOM APPR APPO ADV PAV PWAV PWS PRF ADJA ADJD NN NE";
        for tag in single.split(' ').filter_map(Tag::from_name) {
            line(tag.name(), &move |other| other == tag);
        }
        report
    }

    fn print_errors(&self) {
        let mut counts = std::collections::BTreeMap::<(Tag, Tag), Vec<&Pair>>::new();
        for pair in self.pairs.iter().filter(|pair| pair.gold != pair.found) {
            counts.entry((pair.gold, pair.found)).or_default().push(pair);
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by_key(|(_, pairs)| std::cmp::Reverse(pairs.len()));
        for ((gold, found), pairs) in counts {
            println!("{} {gold} as {found}", pairs.len());
            for pair in pairs.iter().take(40) {
                println!("    {}   {} {}", pair.word, if pair.is_news { "P" } else { "G" }, pair.context);
            }
        }
    }
}

/// Puts the scores between the two marks of the card.
fn update_card(model: &str, report: &str, bytes: usize) -> Result<(), String> {
    let start_mark = format!("<!-- scores of the {model} -->\n");
    const END: &str = "<!-- end of scores -->";
    let path = root().join("lang/de/model/README.md");
    let card = std::fs::read_to_string(&path).map_err(failed("read", &path))?;
    let parts = card.split_once(&start_mark).and_then(|(head, rest)| rest.split_once(END).map(|(_, tail)| (head, tail)));
    let Some((head, tail)) = parts else {
        return Err(format!("{} has no place for the scores of the {model}", path.display()));
    };
    let card = format!("{head}{start_mark}{report}\nSize: {bytes} bytes.\n{END}{tail}");
    std::fs::write(&path, card).map_err(failed("write", &path))
}
