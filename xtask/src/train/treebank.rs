//! The open German treebanks as surface words with tags of the Stuttgart–Tübingen tagset.
//!
//! GSD has the tags as they are. PUD was made for another tagset: its tags follow from universal part of speech, morphology and relation. Words that
//! Universal Dependencies splits („im“ = in + dem) are joined again, since a news text has them in one piece.

use crate::failed;
use quell_lang::lexicon::Lexicon;
use quell_lang::morphology::{AdverbKind, Class, Marks, VerbForm};
use quell_lang::tag::Tag;
use rustc_hash::FxHashMap;
use std::path::Path;
use std::process::Command;

/// A sentence of a treebank.
pub struct Sentence {
    /// Its words as they stand in the text.
    pub words: Vec<String>,
    /// Their tags.
    pub tags: Vec<Tag>,
    /// Whether it comes from PUD: edited text, half of it news.
    pub is_news: bool,
}

/// How often GSD gives a word each tag.
type Majority = FxHashMap<String, FxHashMap<Tag, usize>>;

/// Reads GSD and PUD.
pub fn read(folder: &Path, lexicon: &Lexicon) -> Result<Vec<Sentence>, String> {
    let mut sentences = Vec::new();
    let mut majority = Majority::default();
    for name in ["de_gsd-ud-dev.conllu.gz", "de_gsd-ud-test.conllu.gz"] {
        let text = unpack(&folder.join(name))?;
        for block in text.split("\n\n") {
            let sentence = sentence(block, false, |line| Tag::from_name(line.xpos));
            for (word, tag) in sentence.words.iter().zip(&sentence.tags) {
                *majority.entry(word.to_lowercase()).or_default().entry(*tag).or_default() += 1;
            }
            sentences.push(sentence);
        }
    }
    let text = unpack(&folder.join("de_pud-ud-test.conllu.gz"))?;
    for block in text.split("\n\n") {
        sentences.push(sentence(block, true, |line| Some(converted(line, lexicon, &majority))));
    }
    sentences.retain(|sentence| !sentence.words.is_empty());
    Ok(sentences)
}

fn unpack(path: &Path) -> Result<String, String> {
    let output = Command::new("gzip").arg("-dc").arg(path).output().map_err(failed("run gzip on", path))?;
    if !output.status.success() {
        return Err(format!("gzip cannot unpack {}: {}", path.display(), String::from_utf8_lossy(&output.stderr)));
    }
    String::from_utf8(output.stdout).map_err(failed("read", path))
}

/// A word's line in CoNLL-U.
struct Line<'t> {
    id: usize,
    form: &'t str,
    lemma: &'t str,
    upos: &'t str,
    xpos: &'t str,
    features: &'t str,
    head: usize,
    relation: &'t str,
}

impl<'t> Line<'t> {
    fn read(line: &'t str) -> Option<Line<'t>> {
        let columns: Vec<&str> = line.split('\t').collect();
        let &[id, form, lemma, upos, xpos, features, head, relation, ..] = columns.as_slice() else { return None };
        Some(Line { id: id.parse().ok()?, form, lemma, upos, xpos, features, head: head.parse().ok()?, relation })
    }

    fn has(&self, feature: &str) -> bool {
        self.features.split('|').any(|have| have == feature)
    }
}

fn sentence(block: &str, is_news: bool, tag: impl Fn(&Line) -> Option<Tag>) -> Sentence {
    let mut sentence = Sentence { words: Vec::new(), tags: Vec::new(), is_news };
    let mut joined_until = 0;
    for text in block.lines().filter(|line| !line.starts_with('#')) {
        if let Some((range, rest)) = text.split_once('\t')
            && let Some((first, last)) = range.split_once('-')
        {
            let form = rest.split('\t').next().unwrap_or_default();
            let parts: Vec<Line> = block.lines().filter_map(Line::read).filter(|line| first.parse() == Ok(line.id)).collect();
            let Some(part) = parts.first() else { continue };
            let tag = if part.upos == "ADP" { Some(Tag::APPRART) } else { tag(part) };
            sentence.words.push(form.to_owned());
            sentence.tags.push(tag.unwrap_or(Tag::XY));
            joined_until = last.parse().unwrap_or_default();
        } else if let Some(line) = Line::read(text)
            && line.id > joined_until
        {
            sentence.words.push(line.form.to_owned());
            sentence.tags.push(tag(&line).unwrap_or(Tag::XY));
        }
    }
    sentence
}

/// The tag of a word of PUD.
fn converted(line: &Line, lexicon: &Lexicon, majority: &Majority) -> Tag {
    let small = line.form.to_lowercase();
    let is_before_noun = line.relation.starts_with("det");
    let readings = lexicon.readings(&small);
    match line.upos {
        "PUNCT" | "SYM" if small == "," => Tag::COMMA,
        "PUNCT" if matches!(line.form, "." | "!" | "?" | ":" | ";") => Tag::STOP,
        "PUNCT" => Tag::MARK,
        _ if line.relation == "compound:prt" => Tag::PTKVZ,
        "NOUN" => Tag::NN,
        "PROPN" => Tag::NE,
        "NUM" => Tag::CARD,
        "INTJ" => Tag::ITJ,
        "VERB" | "AUX" => verb(line, lexicon),
        "ADJ" if line.xpos == "." => Tag::ADJA,
        "ADJ" if line.has("Foreign=Yes") => Tag::FM,
        "ADJ" if line.features.contains("Case=") => Tag::ADJA,
        "ADJ" => Tag::ADJD,
        "ADV" if line.xpos == "WRB" => Tag::PWAV,
        "ADV" | "PART" if small == "nicht" => Tag::PTKNEG,
        "PART" if small == "zu" => Tag::PTKZU,
        "ADV" | "PART" => adverb(&small, &readings, majority),
        "CCONJ" if matches!(small.as_str(), "als" | "wie") => Tag::KOKOM,
        "CCONJ" => Tag::KON,
        "SCONJ" if matches!(small.as_str(), "um" | "ohne" | "statt" | "anstatt") => Tag::KOUI,
        "SCONJ" if line.relation == "case" || line.relation == "fixed" => Tag::KOKOM,
        "SCONJ" => Tag::KOUS,
        "ADP" if line.relation == "case" && line.head < line.id => match small.as_str() {
            "an" | "aus" | "auf" | "her" | "willen" => Tag::APZR,
            _ => Tag::APPO,
        },
        "ADP" => Tag::APPR,
        "DET" | "PRON" => determiner(line, &small, is_before_noun),
        "X" => Tag::FM,
        _ => match small.as_str() {
            "%" => Tag::NN,
            _ => Tag::XY,
        },
    }
}

fn verb(line: &Line, lexicon: &Lexicon) -> Tag {
    let is_finite = line.features.contains("Mood=");
    let is_imperative = line.has("Mood=Imp");
    let is_participle = line.xpos == "VBN" && !line.has("VerbForm=Inf");
    match line.lemma {
        "haben" | "sein" | "werden" if is_finite => Tag::VAFIN,
        "haben" | "sein" | "werden" if is_participle => Tag::VAPP,
        "haben" | "sein" | "werden" => Tag::VAINF,
        "dürfen" | "können" | "mögen" | "müssen" | "sollen" | "wollen" if is_finite => Tag::VMFIN,
        "dürfen" | "können" | "mögen" | "müssen" | "sollen" | "wollen" if is_participle => Tag::VMPP,
        "dürfen" | "können" | "mögen" | "müssen" | "sollen" | "wollen" => Tag::VMINF,
        _ if is_imperative => Tag::VVIMP,
        _ if is_finite => Tag::VVFIN,
        _ if is_participle => Tag::VVPP,
        _ => {
            let has_zu = lexicon.readings(line.form).iter().any(|reading| reading.form == Some(VerbForm::ZuInfinitive));
            if has_zu { Tag::VVIZU } else { Tag::VVINF }
        }
    }
}

/// PUD calls every word beside a verb an adverb; the Stuttgart–Tübingen tagset separates adjectives and pronominal adverbs. What GSD does with the
/// word most often decides, then the lexicon.
fn adverb(small: &str, readings: &[quell_lang::morphology::Reading], majority: &Majority) -> Tag {
    let candidates = [Tag::ADV, Tag::ADJD, Tag::PAV, Tag::PWAV, Tag::PTKA, Tag::PTKANT];
    let seen = majority.get(small);
    let count = |tag: &Tag| seen.and_then(|tags| tags.get(tag)).copied().unwrap_or_default();
    if small == "zu" {
        return Tag::PTKA;
    }
    if let Some(most) = candidates.iter().rev().max_by_key(|tag| count(tag)).filter(|tag| count(tag) > 0) {
        return *most;
    }
    let is = |class: Class| readings.iter().any(|reading| reading.class == class);
    let is_adjective = readings.iter().any(|reading| reading.marks.contains(Marks::PREDICATIVE));
    if is(Class::Adverb(AdverbKind::Pronominal)) {
        Tag::PAV
    } else if is(Class::Adverb(AdverbKind::Question)) {
        Tag::PWAV
    } else if is_adjective && !is(Class::Adverb(AdverbKind::Plain)) {
        Tag::ADJD
    } else {
        Tag::ADV
    }
}

fn determiner(line: &Line, small: &str, is_before_noun: bool) -> Tag {
    let is_relative = line.has("PronType=Rel") || line.xpos == "REL";
    match line.lemma {
        _ if line.has("Foreign=Yes") || matches!(line.lemma, "the" | "a" | "el" | "le" | "una" | "al" | "that" | "I" | "you" | "my" | "her") => Tag::FM,
        "der" if is_relative && matches!(small, "dessen" | "deren") && line.relation != "nsubj" => Tag::PRELAT,
        _ if is_relative && line.xpos != "WDT" => Tag::PRELS,
        "der" if is_before_noun => Tag::ART,
        "der" => Tag::PDS,
        "ein" if is_before_noun => Tag::ART,
        "dieser" | "jener" | "derselbe" | "derjenige" | "selber" if is_before_noun => Tag::PDAT,
        "dieser" | "jener" | "derselbe" | "derjenige" => Tag::PDS,
        "welcher" if is_before_noun => Tag::PWAT,
        "welcher" if is_relative => Tag::PRELS,
        "wer" | "was" | "welcher" => Tag::PWS,
        "sich" => Tag::PRF,
        _ if line.has("Poss=Yes") => Tag::PPOSAT,
        _ if line.has("Reflex=Yes") => Tag::PRF,
        _ if line.xpos == "PRP" => Tag::PPER,
        "anderer" if is_before_noun => Tag::ADJA,
        _ if is_before_noun => Tag::PIAT,
        _ => Tag::PIS,
    }
}
