//! `cargo xtask train names`: cross-validates the recogniser on the development split of GermEval 2014, then trains it on that and SmartData and writes the
//! weights and the scores in the model's card.
//!
//! `germeval-test-a.tsv.gz` is not read: it is what the finished program is measured on (`cargo xtask eval names`).

mod corpora;
mod field;

use std::fmt::Write as _;
use std::path::Path;

use quell_lang::Pack;
use quell_lang::lexicon::Lexicon;
use quell_lang::names::Lists;
use quell_lang::recogniser::context::{Form, Sentence};
use quell_lang::recogniser::{NameClass, Recogniser};
use quell_lang::tagger::Tagger;
use quell_lang::word_classes::WordClasses;

use super::update_card;
use crate::{failed, root};
use corpora::{Corpus, Example};

const FOLDS: usize = 4;

/// Trains the recogniser.
pub fn run(data: &Path, with_scores: bool) -> Result<(), String> {
    let pack = pack()?;
    let examples = corpora::read(&data.join("names-de"))?;
    let words: usize = examples.iter().map(|example| example.words.len()).sum();
    println!("{} sentences, {words} words", examples.len());
    let prepared: Vec<Sentence> = examples.iter().map(|example| prepare(example, &pack, &pack.names)).collect();

    let report = if with_scores { cross_validate(&examples, &prepared).report() } else { String::new() };
    println!("{report}");
    let all: Vec<usize> = (0..examples.len()).collect();
    let bytes = field::train(&all, &examples, &prepared);
    let path = root().join("lang/de/model/names.bin");
    std::fs::write(&path, &bytes).map_err(failed("write", &path))?;
    println!("{}: {} bytes", path.display(), bytes.len());
    if with_scores { update_card("names", &report, bytes.len()) } else { Ok(()) }
}

/// The German pack with the files of this folder, since this program is built without them.
fn pack() -> Result<Pack, String> {
    let bytes = |name: &str| {
        let path = root().join(name);
        std::fs::read(&path).map(|bytes| &*bytes.leak()).map_err(failed("read", &path))
    };
    let mut pack = Pack::german().map_err(|error| error.to_string())?;
    pack.lexicon = Lexicon::read(bytes("lang/de/lexicon/forms.bin")?).ok_or("lang/de/lexicon/forms.bin is no lexicon")?;
    pack.tagger = Tagger::read(bytes("lang/de/model/tagger.bin")?).ok_or("lang/de/model/tagger.bin is no tagger")?;
    pack.word_classes = WordClasses::read(bytes("lang/de/model/classes.bin")?).ok_or("lang/de/model/classes.bin has no classes")?;
    Ok(pack)
}

/// Tags the words and looks them up, as the program does.
fn prepare(example: &Example, pack: &Pack, lists: &Lists) -> Sentence {
    let words: Vec<&str> = example.words.iter().map(String::as_str).collect();
    let tags = pack.tagger.tag(&words, &pack.lexicon);
    let mut known = Vec::new();
    lists.look_up(&words, pack, &mut known);
    let mut sentence = Sentence::default();
    for ((word, tag), known) in words.iter().zip(tags).zip(known) {
        sentence.push(&Form::of(word, &pack.lexicon, &pack.word_classes), tag, known);
    }
    sentence
}

/// Trains on the other corpora and all but one part of GermEval's sentences, and labels that part.
fn cross_validate(examples: &[Example], prepared: &[Sentence]) -> Scores {
    let mut scores = Scores::default();
    for fold in 0..FOLDS {
        let is_held_back = |number: usize| examples[number].corpus == Corpus::GermEval && number % FOLDS == fold;
        let (held_back, train): (Vec<usize>, Vec<usize>) = (0..examples.len()).partition(|&number| is_held_back(number));
        let Some(recogniser) = Recogniser::read(field::train(&train, examples, prepared).leak()) else { continue };
        for number in held_back {
            scores.add(&examples[number].names(), &recogniser.find(&prepared[number]));
        }
        println!("fold {fold}\n{}", scores.report());
    }
    scores
}

type Found = (std::ops::Range<usize>, NameClass);

/// Names that are right, found and in the gold, for person, organisation and place.
#[derive(Default)]
struct Scores([[usize; 3]; 3]);

const SCORED: [(NameClass, &str); 3] =
    [(NameClass::Person, "person"), (NameClass::Organisation, "organisation"), (NameClass::Place, "place")];

impl Scores {
    fn add(&mut self, gold: &[Found], found: &[Found]) {
        for (counts, (class, _)) in self.0.iter_mut().zip(SCORED) {
            let of_class = |names: &[Found]| names.iter().filter(|(_, other)| *other == class).count();
            counts[0] += found.iter().filter(|name| name.1 == class && gold.contains(name)).count();
            counts[1] += of_class(found);
            counts[2] += of_class(gold);
        }
    }

    fn report(&self) -> String {
        let mut report = String::from("| names | precision | recall | F1 | in the gold |\n|---|---|---|---|---|\n");
        let mut line = |name: &str, [right, found, gold]: [usize; 3]| {
            let [right, found, gold_f] = [right, found, gold].map(|count| count as f64);
            let (precision, recall) = (right / found.max(1.0), right / gold_f.max(1.0));
            let f1 = 2.0 * right / (found + gold_f).max(1.0);
            let _ = writeln!(report, "| {name} | {:.1} | {:.1} | {:.1} | {gold} |", 100.0 * precision, 100.0 * recall, 100.0 * f1);
        };
        for (counts, (_, name)) in self.0.iter().zip(SCORED) {
            line(name, *counts);
        }
        let sum = |column: usize| self.0.iter().map(|counts| counts[column]).sum();
        line("all three", [sum(0), sum(1), sum(2)]);
        report
    }
}
