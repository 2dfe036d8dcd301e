//! The open German treebanks as surface words with tags of the Stuttgart–Tübingen tagset.
//!
//! GSD has the tags as they are. PUD was made for another tagset: its tags follow from universal part of speech, morphology and relation. Words that
//! Universal Dependencies splits („im“ = in + dem) are joined again, since a news text has them in one piece; so are hyphenated words and ordinals.

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
            let sentence = sentence(block, false, |line| Tag::from_name(line.xpos).map(|tag| settled(line, tag, lexicon)));
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

/// GSD has two layers that disagree on five hundred nouns: NN beside PROPN and the reverse. The lexicon settles them: what it knows as a common
/// noun is one. „als“ and „wie“ before a noun phrase are prepositions in one sentence and conjunctions in the next: always KOKOM here.
fn settled(line: &Line, tag: Tag, lexicon: &Lexicon) -> Tag {
    let is_common = || {
        let known = lexicon.readings(line.form);
        let readings = if known.is_empty() { lexicon.guess(line.form, false) } else { known };
        readings.iter().any(|reading| reading.class.is_noun())
    };
    match (tag, line.upos) {
        (Tag::NN, "PROPN") if !is_common() => Tag::NE,
        (Tag::NE, "NOUN") if is_common() => Tag::NN,
        (Tag::APPR, _) if matches!(line.lemma, "als" | "wie") => Tag::KOKOM,
        _ => tag,
    }
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
    let mut words: Vec<Word> = Vec::new();
    let mut joined_until = 0;
    for text in block.lines().filter(|line| !line.starts_with('#')) {
        let has_space = !text.contains("SpaceAfter=No");
        if let Some((range, rest)) = text.split_once('\t')
            && let Some((first, last)) = range.split_once('-')
        {
            let form = rest.split('\t').next().unwrap_or_default();
            let Some(part) = block.lines().filter_map(Line::read).find(|line| first.parse() == Ok(line.id)) else { continue };
            let tag = if part.upos == "ADP" { Some(Tag::APPRART) } else { tag(&part) };
            words.push(Word { form: form.to_owned(), tag: tag.unwrap_or(Tag::XY), has_space });
            joined_until = last.parse().unwrap_or_default();
        } else if let Some(line) = Line::read(text)
            && line.id > joined_until
        {
            words.push(Word { form: line.form.to_owned(), tag: tag(&line).unwrap_or(Tag::XY), has_space });
        }
    }
    let words = joined(words);
    let (words, tags) = words.into_iter().map(|word| (word.form, word.tag)).unzip();
    Sentence { words, tags, is_news }
}

struct Word {
    form: String,
    tag: Tag,
    /// Whether white space follows.
    has_space: bool,
}

/// „E“ + „-“ + „Mails“ is one word in a news text, with the tag of its last part; „Handels“ + „-“ is one that is completed later; „4“ + „.“ is an ordinal.
fn joined(words: Vec<Word>) -> Vec<Word> {
    let mut joined: Vec<Word> = Vec::new();
    let mut after_hyphen = false;
    let mut words = words.into_iter().peekable();
    while let Some(word) = words.next() {
        let is_hyphen = matches!(word.form.as_str(), "-" | "–" | "--");
        let follows_directly = joined.last().is_some_and(|last| !last.has_space && !last.tag.is_punctuation());
        match joined.last_mut() {
            Some(last) if after_hyphen && last.form.ends_with('-') && !last.has_space => {
                last.form.push_str(&word.form);
                (last.tag, last.has_space) = (word.tag, word.has_space);
                after_hyphen = false;
            }
            Some(last) if is_hyphen && follows_directly && last.form.ends_with(char::is_alphanumeric) => {
                last.form.push('-');
                let has_word_after = !word.has_space && words.peek().is_some_and(|next| next.form.starts_with(char::is_alphanumeric));
                if !has_word_after {
                    last.tag = Tag::TRUNC;
                }
                last.has_space = word.has_space;
                after_hyphen = has_word_after;
            }
            Some(last) if word.form == "." && last.tag == Tag::ADJA && !last.form.contains(|c: char| !c.is_ascii_digit()) => {
                last.form.push('.');
                last.has_space = word.has_space;
            }
            _ => joined.push(word),
        }
    }
    joined
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
    let tag = match line.lemma {
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
    };
    // PUD's layers were made by program and corrected by hand. Where the form cannot be what they say („weggingen“ as an infinitive), and can be
    // just one thing, it is that.
    let possible = lexicon.readings(line.form).tags();
    let verbs = possible.iter().filter(|tag| tag.is_verb());
    let mut others = verbs.filter(|other| other.is_finite_verb() || other.is_infinitive() || other.is_participle());
    match (possible.contains(tag), others.next(), others.next()) {
        (false, Some(other), None) => other,
        _ => tag,
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
        _ if line.has("Foreign=Yes")
            || matches!(line.lemma, "the" | "a" | "el" | "le" | "una" | "al" | "that" | "I" | "you" | "my" | "her") =>
        {
            Tag::FM
        }
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
