//! From the words of a sentence to its keys.

use quell_document::TextSpan;
use quell_lang::Pack;
use quell_lang::compounds;
use quell_lang::lexicon::Lexicon;
use quell_lang::morphology::{AdjectiveKind, Class, Reading};

use super::{Key, Role, SentenceKeys, Term};
use crate::words::{Word, words};

/// A longer sentence is no sentence; what stands behind so many words is not looked at.
const WORDS_MAX: usize = 400;

/// A particle stands no further behind its verb.
const PARTICLE_REACH_WORDS: usize = 40;

/// What ends a clause.
const CLAUSE_ENDS: [char; 8] = [',', ';', ':', '.', '!', '?', '–', '“'];

/// The keys of one sentence.
pub fn sentence(text: &str, span: TextSpan, pack: &Pack) -> SentenceKeys {
    let words: Vec<Word> = words(text, span).take(WORDS_MAX).collect();
    let mut maker = Maker { text, end: span.end, pack, keys: Vec::with_capacity(words.len()), is_negated: false };
    for at in 0..words.len() {
        maker.add_word(&words, at);
    }
    let Maker { mut keys, is_negated, .. } = maker;
    keys.sort_unstable();
    keys.dedup_by_key(|key| key.term);
    SentenceKeys { span, keys, is_negated, is_heading: false }
}

struct Maker<'a> {
    text: &'a str,
    end: u32,
    pack: &'a Pack,
    keys: Vec<Key>,
    is_negated: bool,
}

impl Maker<'_> {
    fn add_word(&mut self, words: &[Word], at: usize) {
        let word = words[at];
        if word.text.starts_with(|first: char| first.is_ascii_digit()) {
            return self.add_digits(words, at);
        }
        if let Some(value) = self.pack.claims.numeral(word.text) {
            return self.add_number(value * self.multiplier(words, at).unwrap_or(1));
        }
        if self.pack.words.negations.contains(&word.text.to_lowercase()) {
            self.is_negated = true;
            return;
        }
        if self.pack.claims.multiplier(word.text).is_some() {
            return;
        }
        let is_capitalised = word.text.starts_with(char::is_uppercase);
        if is_capitalised && word.text.contains(['-', '‑']) {
            return self.add_hyphenated(word.text);
        }
        let is_first = at == 0 || self.is_after_mark(word);
        match Meaning::of(word.text, is_first, &self.pack.lexicon) {
            Meaning::Nothing => {}
            Meaning::Name(name) => self.push(&name, Role::Name),
            Meaning::Verb(lemma) => {
                let lemma = self.with_particle(&lemma, words, at).unwrap_or(lemma);
                self.add_lemma(&lemma, Role::Word);
            }
            Meaning::Noun(lemma) => {
                self.add_lemma(&lemma, Role::Word);
                self.add_parts(&lemma);
            }
            Meaning::Other(lemma) => self.add_lemma(&lemma, Role::Word),
        }
    }

    /// *29 Millionen* is one number; the full stop of thousands is none.
    fn add_digits(&mut self, words: &[Word], at: usize) {
        let digits = words[at].text;
        let whole: String = digits.chars().filter(|letter| *letter != '.').collect();
        let is_plain = whole.chars().all(|letter| letter.is_ascii_digit());
        match (is_plain.then(|| whole.parse::<u64>().ok()).flatten(), self.multiplier(words, at)) {
            (Some(value), multiplier) => self.add_number(value.saturating_mul(multiplier.unwrap_or(1))),
            (None, Some(multiplier)) => match whole.replace(',', ".").parse::<f64>() {
                Ok(value) => self.add_number((value * multiplier as f64).round() as u64),
                Err(_) => self.push(&whole, Role::Number),
            },
            (None, None) => self.push(&whole, Role::Number),
        }
    }

    fn multiplier(&self, words: &[Word], at: usize) -> Option<u64> {
        self.pack.claims.multiplier(words.get(at + 1)?.text)
    }

    fn add_number(&mut self, value: u64) {
        self.push(&value.to_string(), Role::Number);
    }

    /// *Corona-Hilfen* is also *Coronahilfen*, and each of its parts.
    fn add_hyphenated(&mut self, word: &str) {
        let (before, last) = word.rsplit_once(['-', '‑']).unwrap_or(("", word));
        let last_lemma = match Meaning::of(last, false, &self.pack.lexicon) {
            Meaning::Nothing => last.to_string(),
            Meaning::Name(lemma) | Meaning::Verb(lemma) | Meaning::Noun(lemma) | Meaning::Other(lemma) => lemma,
        };
        self.push(&format!("{before}{last_lemma}"), Role::Word);
        for part in before.split(['-', '‑']).filter(|part| part.chars().count() > 1) {
            self.push(part, Role::Part);
        }
        self.add_lemma(&last_lemma, Role::Part);
        self.add_parts(&last_lemma);
    }

    fn add_lemma(&mut self, lemma: &str, role: Role) {
        self.push(lemma, role);
        let lemma = lemma.to_lowercase();
        if let Some(family) = self.pack.claims.family(&lemma) {
            self.push(&format!("family{family}"), Role::Event);
        }
        if self.pack.claims.is_denial(&lemma) {
            self.keys.push(Key { term: Term::denial(), role: Role::Event });
        }
        // „Einstufung“ tells of what „einstufen“ tells.
        if let Some(stem) = lemma.strip_suffix("ung") {
            let verb = format!("{stem}en");
            if self.pack.lexicon.readings(&verb).iter().any(|reading| reading.class.is_verb()) {
                self.push(&verb, Role::Event);
            }
        }
    }

    fn add_parts(&mut self, noun: &str) {
        for part in compounds::parts(noun, &self.pack.lexicon) {
            let part = raised(&noun[part]);
            match Meaning::of(&part, false, &self.pack.lexicon) {
                Meaning::Noun(lemma) | Meaning::Other(lemma) => self.add_lemma(&lemma, Role::Part),
                _ => self.push(&part, Role::Part),
            }
        }
    }

    /// *trat … zurück* is *zurücktreten*: the particle stands where the clause ends.
    fn with_particle(&self, lemma: &str, words: &[Word], at: usize) -> Option<String> {
        let ends_clause = |place: &usize| {
            let end = words.get(place + 1).map_or(self.end, |next| next.span.start);
            place + 1 == words.len() || TextSpan::new(words[*place].span.end, end).of(self.text).contains(CLAUSE_ENDS)
        };
        let reach = at + 1..words.len().min(at + PARTICLE_REACH_WORDS);
        let last = words[reach.into_iter().find(ends_clause)?];
        let is_small = last.text.starts_with(char::is_lowercase) && last.text.chars().count() <= 8;
        let joined = format!("{}{lemma}", last.text);
        let is_verb = is_small && self.pack.lexicon.readings(&joined).iter().any(|reading| reading.class.is_verb());
        is_verb.then_some(joined)
    }

    /// Whether a quotation or a sentence begins here, so that a capital means nothing.
    fn is_after_mark(&self, word: Word) -> bool {
        let before = self.text[..word.span.start as usize].trim_end();
        before.ends_with(['„', '"', '»', '“', ':', '.', '!', '?', '–', '«', '\n'])
    }

    fn push(&mut self, word: &str, role: Role) {
        self.keys.push(Key { term: Term::of(word), role });
    }
}

/// What the lexicon makes of a word.
enum Meaning {
    /// A word that only holds sentences together, or an adverb.
    Nothing,
    Name(String),
    Verb(String),
    Noun(String),
    Other(String),
}

impl Meaning {
    fn of(word: &str, is_first: bool, lexicon: &Lexicon) -> Meaning {
        let is_capitalised = word.starts_with(char::is_uppercase);
        let mut readings = if is_first { lexicon.readings_at_start(word) } else { lexicon.readings(word) };
        if readings.is_empty() {
            // Whoever is known under no form is known by name, in the genitive too.
            readings = lexicon.guess(word, is_first);
            if is_capitalised && !readings.iter().any(|reading| reading.class.is_noun()) {
                let without_genitive = word.strip_suffix('s').filter(|stem| stem.chars().count() > 3);
                return Meaning::Name(without_genitive.unwrap_or(word).to_string());
            }
        }
        let is_nothing = |reading: &&Reading| {
            let is_number = matches!(reading.class, Class::Numeral);
            (reading.class.is_closed() || matches!(reading.class, Class::Adverb(_))) && !is_number
        };
        let is_thing = |reading: &&Reading| reading.class.is_noun() || reading.class.is_name();
        if (is_first || !is_capitalised) && readings.iter().any(|reading| is_nothing(&reading)) {
            return Meaning::Nothing;
        }
        let best = readings.iter().find(|reading| is_capitalised && is_thing(reading)).or(readings.first());
        let Some(reading) = best.filter(|reading| !is_nothing(reading)) else { return Meaning::Nothing };
        let lemma = lexicon.lemma(word, reading);
        match reading.class {
            // „eingestufte“ is „eingestuft“, and that is a form of „einstufen“.
            Class::Adjective(AdjectiveKind::Participle2) => {
                let forms = lexicon.readings(&lemma);
                let verb = forms.iter().find(|reading| reading.class.is_verb()).map(|verb| lexicon.lemma(&lemma, verb));
                verb.map_or(Meaning::Other(lemma), Meaning::Verb)
            }
            class if class.is_name() => Meaning::Name(lemma),
            class if class.is_noun() => Meaning::Noun(lemma),
            class if class.is_verb() => Meaning::Verb(lemma),
            _ => Meaning::Other(lemma),
        }
    }
}

fn raised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use crate::keys::{Role, Term, keys_of_words};
    use quell_lang::Pack;
    use std::sync::LazyLock;

    static GERMAN: LazyLock<Pack> = LazyLock::new(|| Pack::german().expect("the German pack"));

    /// How many keys both have.
    fn shared(a: &str, b: &str) -> usize {
        let (a, b) = (keys_of_words(a, &GERMAN), keys_of_words(b, &GERMAN));
        a.keys.iter().filter(|key| b.keys.iter().any(|other| other.term == key.term)).count()
    }

    fn has(words: &str, lemma: &str, role: Role) -> bool {
        keys_of_words(words, &GERMAN).keys.iter().any(|key| key.term == Term::of(lemma) && key.role == role)
    }

    #[test]
    fn the_same_in_other_words_shares_keys() {
        assert!(shared("Der Minister trat am Abend zurück.", "Rücktritt des Ministers") >= 2);
        assert!(shared("Der Impfstoffexport wurde gestoppt.", "Der Export von Impfstoff ist vorerst gestoppt") >= 3);
        assert!(shared("Zwölf Polizisten wurden verletzt.", "12 verletzte Polizisten") >= 3);
        assert!(shared("Die Einstufung der Partei", "Man hat die Partei eingestuft.") >= 2);
        assert_eq!(shared("Der und die, aber auch das nicht.", "Nicht das, der oder die"), 0);
    }

    #[test]
    fn numbers_are_read_with_what_multiplies_them() {
        assert!(has("29 Millionen Dosen", "29000000", Role::Number));
        assert!(has("1.000 Menschen", "1000", Role::Number) && has("tausend Menschen", "1000", Role::Number));
        assert!(has("Stärke 7,1", "7,1", Role::Number) && has("1,5 Millionen", "1500000", Role::Number));
    }

    #[test]
    fn names_lose_their_genitive_and_negation_is_seen() {
        assert!(has("Die Anwälte Tschernowskys warten.", "Tschernowsky", Role::Name));
        assert!(keys_of_words("Es gibt keine Gefahr", &GERMAN).is_negated);
        assert!(!keys_of_words("Es gibt Gefahr", &GERMAN).is_negated);
    }
}
