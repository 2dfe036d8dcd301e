//! Passages that were planted: texts that quote some sentences of another, with words dropped. Are they found?
//!
//! The plant can be built from any texts, and is the same for the same texts: a generator of numbers with a fixed beginning decides who quotes whom.

/// So many texts quote another.
pub const PLANTED: usize = 253;

/// Of the quoted words so many in a hundred are dropped.
const DROPPED_PERCENT: u64 = 5;

/// A text that quotes another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plant {
    /// The text with the quotation in it.
    pub text: String,
    /// Which text is quoted.
    pub from: usize,
    /// The bytes of the quoted sentences in that text.
    pub quoted: std::ops::Range<usize>,
}

/// Builds the plant: each text of it is one of the texts with two to four sentences of another behind one of its own.
pub fn plant(texts: &[String]) -> Vec<Plant> {
    let sentences: Vec<Vec<std::ops::Range<usize>>> = texts.iter().map(|text| sentences(text)).collect();
    let long: Vec<usize> = (0..texts.len()).filter(|&text| sentences[text].len() >= 4).collect();
    let mut numbers = Numbers(20_250_314);
    let mut plants = Vec::new();
    if long.len() < 2 {
        return plants;
    }
    while plants.len() < PLANTED.min(texts.len()) {
        let from = long[numbers.below(long.len())];
        let host = long[numbers.below(long.len())];
        if from == host {
            continue;
        }
        let count = 2 + numbers.below(3);
        let first = numbers.below(sentences[from].len() - count + 1);
        let quoted = sentences[from][first].start..sentences[from][first + count - 1].end;
        let kept: Vec<&str> =
            texts[from][quoted.clone()].split_whitespace().filter(|_| numbers.below(100) as u64 >= DROPPED_PERCENT).collect();
        let behind = sentences[host][numbers.below(sentences[host].len())].end;
        let text = format!("{} {} {}", &texts[host][..behind], kept.join(" "), &texts[host][behind..]);
        plants.push(Plant { text, from, quoted });
    }
    plants
}

/// Sentences of eight words or more, told by their marks alone.
fn sentences(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, mark) in text.match_indices(['.', '!', '?', '\n']) {
        let end = at + mark.len();
        let ends = text[end..].starts_with(char::is_whitespace) || mark == "\n" || end == text.len();
        if ends {
            if text[start..end].split_whitespace().count() >= 8 {
                found.push(start..end);
            }
            start = end;
        }
    }
    found
}

/// Numbers that look like chance and are the same every time (Knuth's linear congruential generator).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % end.max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plant_quotes_another_text_with_words_dropped() {
        let text = |name: &str| (0..9).map(|n| format!("Satz {n} von {name} hat viele Wörter und sagt doch nichts. ")).collect::<String>();
        let texts: Vec<String> = ["Anna", "Berta", "Carla"].into_iter().map(text).collect();
        let plants = plant(&texts);
        assert_eq!(plants.len(), 3);
        for Plant { text, from, quoted } in &plants {
            let words = |text: &str| text.split_whitespace().count();
            assert!(words(&texts[*from][quoted.clone()]) >= 20);
            assert!(words(text) > 110 && words(text) <= 99 + words(&texts[*from][quoted.clone()]));
        }
        assert_eq!(plants, plant(&texts));
    }
}
