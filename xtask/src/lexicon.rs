//! `cargo xtask lexicon`: compiles the list of German full forms to the automaton that is committed.
//!
//! The list has a line for each form, lemma and tag. For each form its analyses become one number, which stands for a set of (lemma rule, tag
//! set); the automaton holds form → number. Numbers go by frequency, so that the common ones are short. After writing, every form is read back
//! and every lemma and tag compared.

use crate::train::treebank;
use crate::{failed, root};
use quell_lang::lexicon::Lexicon;
use quell_lang::lexicon::format::{HEADER, MAGIC, SECTIONS, key};
use quell_lang::morphology::{
    AdjectiveKind, AdverbKind, Case, Class, ConjunctionKind, FiniteForms, Gender, LemmaRule, Marks, NameKind, NominalForms, Number, Person,
    PronounKind, Reading, Tense, VerbForm, VerbKind,
};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// Compiles the lexicon.
pub fn run(data: &Path) -> Result<(), String> {
    let list = data.join("lexicon-de/forms.tsv.xz");
    let output = Command::new("xz").arg("-dc").arg(&list).output().map_err(failed("run xz on", &list))?;
    let text = String::from_utf8(output.stdout).map_err(failed("read", &list))?;
    if !output.status.success() {
        return Err(format!("xz cannot unpack {}: {}", list.display(), String::from_utf8_lossy(&output.stderr)));
    }
    let entries = entries(&text);
    // What is common is counted in the treebanks.
    let sentences = treebank::read(&data.join("treebank-de"), &Lexicon::empty())?;
    let (bytes, facts) = compile(&entries, &common_words(&sentences))?;
    let path = root().join("lang/de/lexicon/forms.bin");
    std::fs::write(&path, &bytes).map_err(failed("write", &path))?;
    println!("{facts}");
    println!("{}: {} bytes", path.display(), bytes.len());
    check(&entries, bytes)
}

/// The words of the treebanks, commonest first.
fn common_words(sentences: &[treebank::Sentence]) -> Vec<&str> {
    let mut counts = BTreeMap::<&str, usize>::new();
    for word in sentences.iter().flat_map(|sentence| &sentence.words) {
        *counts.entry(word).or_default() += 1;
    }
    let mut words: Vec<(&str, usize)> = counts.into_iter().collect();
    words.sort_by_key(|(word, count)| (std::cmp::Reverse(*count), *word));
    words.into_iter().map(|(word, _)| word).collect()
}

/// One form and one of its lemmas, with all tags.
struct Entry<'t> {
    form: &'t str,
    lemma: &'t str,
    tags: Vec<&'t str>,
}

/// The entries in the order of form and lemma. Lines that the authors put behind `#` and forms without any letter are left out; what follows a tag
/// on its line is a comment.
fn entries(text: &str) -> Vec<Entry<'_>> {
    let mut lines = Vec::new();
    for line in text.lines() {
        let mut columns = line.split('\t');
        let (Some(form), Some(lemma), Some(tag)) = (columns.next(), columns.next(), columns.next()) else { continue };
        let tag = tag.split_whitespace().next().unwrap_or_default();
        let is_word = !form.starts_with('#') && form.contains(char::is_alphabetic) && !tag.is_empty();
        if is_word {
            lines.push((form, lemma, tag));
        }
    }
    lines.sort_unstable();
    lines.dedup();
    let mut entries: Vec<Entry> = Vec::new();
    for (form, lemma, tag) in lines {
        match entries.last_mut() {
            Some(last) if last.form == form && last.lemma == lemma => last.tags.push(tag),
            _ => entries.push(Entry { form, lemma, tags: vec![tag] }),
        }
    }
    entries
}

/// Numbers for values in the order in which they first appear.
struct Numbers<T> {
    numbers: FxHashMap<T, usize>,
    list: Vec<T>,
}

impl<T: Clone + Eq + std::hash::Hash> Numbers<T> {
    fn new() -> Self {
        Numbers { numbers: FxHashMap::default(), list: Vec::new() }
    }

    fn number(&mut self, value: T) -> usize {
        let next = self.list.len();
        *self.numbers.entry(value).or_insert_with_key(|value| {
            self.list.push(value.clone());
            next
        })
    }
}

fn compile(entries: &[Entry], common: &[&str]) -> Result<(Vec<u8>, String), String> {
    let mut endings = Numbers::new();
    endings.number(""); // Number 0, as `LemmaRule::SAME` expects.
    let mut rules = Numbers::new();
    let mut names = Numbers::new();
    let mut tag_sets = Numbers::new();
    let mut values = Numbers::new();
    let mut counts: Vec<usize> = Vec::new();
    let mut forms: Vec<(&str, usize)> = Vec::new();

    for of_form in entries.chunk_by(|a, b| a.form == b.form) {
        let mut pairs = Vec::new();
        for entry in of_form {
            let (change, strip, ending) = cheapest_rule(entry.form, entry.lemma);
            let ending = endings.number(ending) as u16;
            let rule = rules.number((change, strip, ending));
            let tags: Vec<u16> = entry.tags.iter().map(|tag| names.number(*tag) as u16).collect();
            pairs.push((rule as u16, tag_sets.number(tags) as u16));
        }
        let value = values.number(pairs);
        counts.resize(values.list.len(), 0);
        counts[value] += 1;
        forms.push((of_form[0].form, value));
    }

    // The commonest value becomes number 0.
    let mut by_count: Vec<usize> = (0..counts.len()).collect();
    by_count.sort_by_key(|value| (std::cmp::Reverse(counts[*value]), *value));
    let mut rank = vec![0u64; counts.len()];
    for (place, value) in by_count.iter().enumerate() {
        rank[*value] = place as u64;
    }
    let ranked = forms.iter().map(|(form, value)| (*form, rank[*value]));
    let common_table = common_table(common, &ranked.clone().collect());
    let map = fst::Map::from_iter(ranked).map_err(|error| format!("cannot build the automaton: {error}"))?;

    let mut pair_rows = Vec::new();
    for value in &by_count {
        let pairs = &values.list[*value];
        pair_rows.push(pairs.iter().flat_map(|(rule, set)| [rule.to_le_bytes(), set.to_le_bytes()].concat()).collect());
    }
    let mut reading_rows = Vec::new();
    let mut tag_rows = Vec::new();
    let mut readings_of_set = Vec::new();
    for set in &tag_sets.list {
        let tags: Vec<&str> = set.iter().map(|tag| names.list[usize::from(*tag)]).collect();
        let readings = merge(&tags)?;
        readings_of_set.push(readings.len());
        reading_rows.push(readings.iter().flat_map(|reading| reading.to_bytes()).collect());
        tag_rows.push(set.iter().flat_map(|tag| tag.to_le_bytes()).collect());
    }
    let most = values.list.iter().map(|pairs| pairs.iter().map(|(_, set)| readings_of_set[usize::from(*set)]).sum::<usize>()).max();
    let rule_bytes = rules.list.iter().flat_map(|&(change, strip, ending)| {
        let [a, b] = u16::to_le_bytes(ending);
        [change, strip, a, b]
    });

    let (value_starts, pairs) = short_table(pair_rows, 4)?;
    let (ending_starts, ending_bytes) = short_table(endings.list.iter().map(|ending| ending.as_bytes().to_vec()).collect(), 1)?;
    let (reading_starts, readings) = short_table(reading_rows, 8)?;
    let (tag_starts, tags) = long_table(tag_rows, 2);
    let (name_starts, name_bytes) = long_table(names.list.iter().map(|name| name.as_bytes().to_vec()).collect(), 1);
    let sections: [Vec<u8>; SECTIONS] = [
        map.into_fst().into_inner(),
        value_starts,
        pairs,
        rule_bytes.collect(),
        ending_starts,
        ending_bytes,
        reading_starts,
        readings,
        tag_starts,
        tags,
        name_starts,
        name_bytes,
        common_table,
    ];
    let mut bytes = Vec::with_capacity(HEADER);
    bytes.extend_from_slice(MAGIC);
    for section in &sections {
        bytes.extend_from_slice(&(section.len() as u32).to_le_bytes());
    }
    bytes.extend(sections.iter().flatten());
    let facts = format!(
        "{} forms, {} values, {} rules, {} endings, {} tag sets, {} tags, at most {} readings; automaton {} bytes, tables {} bytes",
        forms.len(),
        values.list.len(),
        rules.list.len(),
        endings.list.len(),
        tag_sets.list.len(),
        names.list.len(),
        most.unwrap_or_default(),
        sections[0].len(),
        bytes.len() - sections[0].len(),
    );
    Ok((bytes, facts))
}

/// Rows as `u16` starts (counted in units of `size` bytes) and the rows one after the other.
fn short_table(rows: Vec<Vec<u8>>, size: usize) -> Result<(Vec<u8>, Vec<u8>), String> {
    let mut starts = vec![0, 0];
    let mut bytes = Vec::new();
    for row in rows {
        bytes.extend(row);
        let end = u16::try_from(bytes.len() / size).map_err(|_| "a table of the lexicon has outgrown 16 bits".to_owned())?;
        starts.extend(end.to_le_bytes());
    }
    Ok((starts, bytes))
}

fn long_table(rows: Vec<Vec<u8>>, size: usize) -> (Vec<u8>, Vec<u8>) {
    let mut starts = vec![0; 4];
    let mut bytes = Vec::new();
    for row in rows {
        bytes.extend(row);
        starts.extend(((bytes.len() / size) as u32).to_le_bytes());
    }
    (starts, bytes)
}

/// Half of the places are taken by the commonest words that the lexicon has.
fn common_table(common: &[&str], values: &FxHashMap<&str, u64>) -> Vec<u8> {
    const PLACES: usize = 4096;
    let mut places = vec![(0u64, 0u16); PLACES];
    let known = common.iter().filter_map(|word| values.get(word).map(|value| (key(word), *value as u16)));
    for (key, value) in known.take(PLACES / 2) {
        let start = (key >> 32) as usize % PLACES;
        // A search ends at the end of the table; what finds no place before it is left to the automaton.
        if let Some(free) = (start..PLACES).find(|place| places[*place].0 == 0) {
            places[free] = (key, value);
        }
    }
    places.iter().flat_map(|(key, value)| key.to_le_bytes().into_iter().chain(value.to_le_bytes())).collect()
}

/// The rule that makes the lemma with the fewest added and then the fewest stripped characters.
fn cheapest_rule<'l>(form: &str, lemma: &'l str) -> (u8, u8, &'l str) {
    let mut best: Option<(usize, usize, u8)> = None;
    for change in 0..LemmaRule::CHANGES {
        let changed = LemmaRule::new(change, 0, 0).apply(form, "");
        let common = changed.char_indices().zip(lemma.chars()).take_while(|((_, a), b)| a == b).last();
        let common = common.map_or(0, |((place, letter), _)| place + letter.len_utf8());
        let stripped = changed[common..].chars().count();
        let added = lemma.len() - common;
        if best.is_none_or(|(best_added, best_stripped, _)| (added, stripped) < (best_added, best_stripped)) {
            best = Some((added, stripped, change));
        }
    }
    let (added, stripped, change) = best.unwrap_or_default();
    let ending = &lemma[lemma.len() - added..];
    // Where everything goes, its length does not matter; one rule then serves forms of any length.
    let strip = if ending.len() == lemma.len() { u8::MAX } else { stripped as u8 };
    (change, strip, ending)
}

/// The readings of a tag set: one for each class and verb form.
fn merge(tags: &[&str]) -> Result<Vec<Reading>, String> {
    let mut merged: BTreeMap<(u8, u8, bool), Reading> = BTreeMap::new();
    for tag in tags {
        let reading = parse(tag).ok_or_else(|| format!("tag without a meaning here: {tag}"))?;
        let [class, form, ..] = reading.to_bytes();
        // Attached and separated finite forms stay apart; degrees of an adjective come together.
        let key = (class, form, reading.is_attached());
        merged.entry(key).and_modify(|known| *known = known.merged(&reading)).or_insert(reading);
    }
    Ok(merged.into_values().collect())
}

/// What a tag of the list means, such as `VER:3:SIN:KJ1:SFT`.
fn parse(tag: &str) -> Option<Reading> {
    let parts: Vec<&str> = tag.split(':').collect();
    let has = |part: &str| parts.contains(&part);
    let class = match (parts[0], parts.get(1).copied().unwrap_or_default()) {
        ("VER", _) => return parse_verb(&parts),
        ("SUB", _) if has("ADJ") => Class::AdjectivalNoun,
        ("SUB" | "IG", _) => Class::Noun,
        ("EIG", _) => Class::ProperNoun(match *parts.last()? {
            "VOR" | "VOR*" => NameKind::First,
            "NAC" => NameKind::Surname,
            "STD" => NameKind::City,
            "COU" => NameKind::Country,
            "GEB" => NameKind::Region,
            "WAT" | "MOU" | "GEO" => NameKind::Place,
            _ => NameKind::Other,
        }),
        ("ADJ", _) => Class::Adjective(AdjectiveKind::Plain),
        ("PA1", _) => Class::Adjective(AdjectiveKind::Participle1),
        ("PA2", _) => Class::Adjective(AdjectiveKind::Participle2),
        ("PRO", "PER") => Class::Pronoun(PronounKind::Personal),
        ("PRO", "REF") => Class::Pronoun(PronounKind::Reflexive),
        ("PRO", "POS") => Class::Pronoun(PronounKind::Possessive),
        ("PRO", "DEM") => Class::Pronoun(PronounKind::Demonstrative),
        ("PRO", "RIN") => Class::Pronoun(PronounKind::Question),
        ("PRO", _) => Class::Pronoun(PronounKind::Indefinite),
        ("ART", "DEF") => Class::DefiniteArticle,
        ("ART", _) => Class::IndefiniteArticle,
        ("ADV", kind) if kind.contains("INR") => Class::Adverb(AdverbKind::Question),
        ("ADV", kind) if kind.contains("PRO") => Class::Adverb(AdverbKind::Pronominal),
        ("ADV", _) => Class::Adverb(AdverbKind::Plain),
        ("PRP", _) => Class::Preposition,
        ("KON", "UNT") => Class::Conjunction(ConjunctionKind::Subordinating),
        ("KON", "VGL") => Class::Conjunction(ConjunctionKind::Comparing),
        ("KON", "INF") => Class::Conjunction(ConjunctionKind::Infinitive),
        ("KON", "PRI") => Class::Conjunction(ConjunctionKind::Proportional),
        ("KON", _) => Class::Conjunction(ConjunctionKind::Coordinating),
        ("ZAL", _) => Class::Numeral,
        ("ZUS", _) => Class::Particle,
        ("NEG", _) => Class::Negation,
        ("INJ", _) => Class::Interjection,
        ("ABK", _) => Class::Abbreviation,
        _ => return None,
    };
    let mut reading = Reading::of_word(class, nominal(&parts));
    for (part, mark) in [("PRD", Marks::PREDICATIVE), ("KOM", Marks::COMPARATIVE), ("SUP", Marks::SUPERLATIVE)] {
        if has(part) {
            reading.marks = reading.marks.with(mark);
        }
    }
    Some(reading)
}

/// The cells of a tag. A tag that gives a case alone, as those of prepositions do, has it in both numbers, without gender; one that gives „ALG“ for
/// gender has them all.
fn nominal(parts: &[&str]) -> NominalForms {
    let mut cells = NominalForms::default();
    let cases = parts.iter().flat_map(|part| part.split('+')).filter_map(|part| match part {
        "NOM" => Some(Case::Nominative),
        "GEN" => Some(Case::Genitive),
        "DAT" => Some(Case::Dative),
        "AKK" => Some(Case::Accusative),
        _ => None,
    });
    let numbers: &[Number] = match parts {
        parts if parts.contains(&"SIN") => &[Number::Singular],
        parts if parts.contains(&"PLU") => &[Number::Plural],
        _ => &[Number::Singular, Number::Plural],
    };
    let is_pronoun_of_any_gender = parts.contains(&"ALG");
    let genders: &[Gender] = match parts {
        parts if parts.contains(&"MAS") => &[Gender::Masculine],
        parts if parts.contains(&"FEM") => &[Gender::Feminine],
        parts if parts.contains(&"NEU") => &[Gender::Neuter],
        _ if is_pronoun_of_any_gender => &[Gender::Masculine, Gender::Feminine, Gender::Neuter],
        _ => &[Gender::None],
    };
    for case in cases {
        for &number in numbers {
            for &gender in genders {
                cells.insert(case, number, gender);
            }
        }
    }
    cells
}

fn parse_verb(parts: &[&str]) -> Option<Reading> {
    let has = |part: &str| parts.contains(&part);
    let kind = match () {
        () if has("AUX") => VerbKind::Auxiliary,
        () if has("MOD") => VerbKind::Modal,
        () => VerbKind::Full,
    };
    let number = if has("PLU") { Number::Plural } else { Number::Singular };
    let person = match () {
        () if has("1") => Some(Person::First),
        () if has("2") => Some(Person::Second),
        () if has("3") => Some(Person::Third),
        () => None,
    };
    let tense = match () {
        () if has("PRÄ") => Some(Tense::Present),
        () if has("PRT") => Some(Tense::Past),
        () if has("KJ1") => Some(Tense::Konjunktiv1),
        () if has("KJ2") => Some(Tense::Konjunktiv2),
        () => None,
    };
    let (form, finite) = match (person, tense) {
        (Some(person), Some(tense)) => (VerbForm::Finite, FiniteForms::cell(person, number, tense)),
        _ if has("IMP") => (VerbForm::Imperative, FiniteForms::default()),
        _ if has("EIZ") => (VerbForm::ZuInfinitive, FiniteForms::default()),
        _ if has("PA1") => (VerbForm::Participle1, FiniteForms::default()),
        _ if has("PA2") => (VerbForm::Participle2, FiniteForms::default()),
        _ if has("INF") => (VerbForm::Infinitive, FiniteForms::default()),
        _ => return None,
    };
    let mut reading = Reading::of_verb(kind, form, finite);
    if has("NEB") {
        reading.marks = reading.marks.with(Marks::ATTACHED);
    }
    if has("SFT") {
        reading.marks = reading.marks.with(Marks::WEAK);
    }
    Some(reading)
}

/// Reads every form back from the bytes that were written.
fn check(entries: &[Entry], bytes: Vec<u8>) -> Result<(), String> {
    let lexicon = Lexicon::read(bytes.leak()).ok_or("the lexicon that was written cannot be read")?;
    let mut forms = 0;
    for of_form in entries.chunk_by(|a, b| a.form == b.form) {
        let form = of_form[0].form;
        let expected: Vec<(String, Vec<&str>)> = of_form.iter().map(|entry| (entry.lemma.to_owned(), entry.tags.clone())).collect();
        let found = lexicon.entries(form);
        if found != expected {
            return Err(format!("„{form}“ does not survive: {expected:?} became {found:?}"));
        }
        forms += 1;
    }
    let tags: usize = entries.iter().map(|entry| entry.tags.len()).sum();
    println!("round trip: {forms} forms, {} lemmas of forms, {tags} tags, all the same", entries.len());
    Ok(())
}
