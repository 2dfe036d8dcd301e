//! Whether two names can mean the same: *Polizei Köln* and *die Kölner Polizei* cannot be told by equality.

/// Whether one name is a shorter form of the other (all its words are in it), or its initials. Of persons it is enough that
/// the last word agrees. What stands in brackets is a name of its own: *Weltgesundheitsorganisation (WHO)*.
pub fn same_name(a: &str, b: &str, person: bool) -> bool {
    let (a, b) = (Forms::of(a), Forms::of(b));
    for x in &a.stems {
        for y in &b.stems {
            let one_in_the_other = x.iter().all(|stem| y.contains(stem)) || y.iter().all(|stem| x.contains(stem));
            let same_surname = person && x.last() == y.last();
            let initials = |short: &[String], long: &str| short.len() == 1 && long.chars().count() > 1 && short[0] == long;
            if one_in_the_other || same_surname || initials(x, &b.initials) || initials(y, &a.initials) {
                return true;
            }
        }
    }
    false
}

/// The sets of word stems by which a name can be known, none of them empty, and its initials.
struct Forms {
    stems: Vec<Vec<String>>,
    initials: String,
}

impl Forms {
    fn of(name: &str) -> Forms {
        let (outer, bracketed) = without_brackets(name);
        let initials =
            words(&outer).filter_map(|word| word.chars().next()).filter(|first| first.is_uppercase()).collect::<String>().to_lowercase();
        let every = std::iter::once(outer.as_str()).chain(bracketed);
        Forms { stems: every.map(stems).filter(|stems| !stems.is_empty()).collect(), initials }
    }
}

/// The name without what stands in brackets, and what does.
fn without_brackets(name: &str) -> (String, Vec<&str>) {
    let (mut outer, mut bracketed, mut rest) = (String::new(), Vec::new(), name);
    while let Some((before, behind)) = rest.split_once('(') {
        let Some((inner, after)) = behind.split_once(')') else { break };
        outer.push_str(before);
        outer.push(' ');
        bracketed.push(inner);
        rest = after;
    }
    outer.push_str(rest);
    (outer, bracketed)
}

/// Runs of letters and digits.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Words that do not tell one name from another.
const SMALL_WORDS: [&str; 18] =
    ["der", "die", "das", "des", "dem", "den", "von", "im", "in", "für", "und", "of", "the", "ein", "eine", "einer", "eines", "einem"];

fn stems(name: &str) -> Vec<String> {
    let lower = name.to_lowercase();
    let telling = words(&lower).filter(|word| !SMALL_WORDS.contains(word) && *word != "einen");
    telling.map(|word| stem(word).to_string()).collect()
}

/// Cuts one ending of case or number where at least three letters stay.
fn stem(word: &str) -> &str {
    // The longest ending that leaves three letters is the one that starts first.
    let two = ["es", "er", "en", "em"].into_iter().find_map(|ending| word.strip_suffix(ending));
    let one = || ["e", "s", "n"].into_iter().find_map(|ending| word.strip_suffix(ending));
    let long_enough = |rest: &&str| rest.chars().count() >= 3;
    two.filter(long_enough).or_else(|| one().filter(long_enough)).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shorter_forms_are_the_same_name() {
        assert!(same_name("Mara Jessen", "Polizeisprecherin Mara Jessen", true));
        assert!(same_name("das Amt für Umwelt", "Umweltamt (Amt für Umwelt)", false));
        assert!(same_name("Sprecher des Ministeriums", "ein Sprecher des Ministerium", false));
        assert!(!same_name("Polizei Kiel", "Polizei Lübeck", false));
        assert!(!same_name("", "Polizei", false));
        assert!(!same_name("der", "Polizei", false));
    }

    #[test]
    fn of_persons_the_surname_is_enough() {
        assert!(same_name("Frau Jessen", "Mara Jessen", true));
        assert!(!same_name("Frau Jessen", "Mara Jessen", false));
    }

    #[test]
    fn initials_are_a_name() {
        assert!(same_name("KNV", "Küstennaher Nahverkehrs Verbund", false));
        assert!(same_name("Verbund Nord (VN)", "VN", false));
        assert!(!same_name("K", "Küste", false));
    }

    #[test]
    fn stems_keep_three_letters() {
        for (word, expected) in
            [("hauses", "haus"), ("dies", "die"), ("ihres", "ihr"), ("see", "see"), ("polizei", "polizei"), ("grünen", "grün")]
        {
            assert_eq!(stem(word), expected);
        }
    }
}
