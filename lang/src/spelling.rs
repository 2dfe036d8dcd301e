//! Are two spellings one name? Names from other scripts come in several transliterations (*Wladimir*, *Vladimir*; *Selenskyj*, *Zelensky*), names with
//! accents without them (*Erdoğan*, *Erdogan*). Surnames that differ by a letter are two (*Scholz*, *Schulz*; *Meier*, *Meyer*): only those with the
//! endings of Slavic surnames may differ as transliterations do.

/// Whether two full names are spellings of one: the surnames alike, and the first names as far as both are given.
pub fn same_person(a: &str, b: &str) -> bool {
    let (surname_a, surname_b) = (surname(a), surname(b));
    let are_slavic = is_slavic(surname_a) && is_slavic(surname_b);
    let is_same_surname = folded(surname_a) == folded(surname_b) || (are_slavic && loose(surname_a) == loose(surname_b));
    let (first_a, first_b) = (words(a).next().unwrap_or_default(), words(b).next().unwrap_or_default());
    let is_initial = |short: &str, long: &str| {
        let mut letters = short.chars();
        letters.next() == long.chars().next() && matches!(letters.as_str(), "" | ".")
    };
    let is_same_first = loose(first_a) == loose(first_b)
        || is_initial(first_a, first_b)
        || is_initial(first_b, first_a)
        || (are_slavic && consonants(first_a) == consonants(first_b));
    is_same_surname && is_same_first
}

fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split_whitespace()
}

/// Small words that belong to the surname and can begin it.
const PARTICLES: [&str; 13] = ["von", "van", "de", "del", "della", "di", "da", "dos", "du", "al", "el", "bin", "ben"];
/// Those that only follow others: *van der Bellen*.
const INNER_PARTICLES: [&str; 5] = ["der", "den", "zu", "la", "le"];

/// Whether a surname can begin with this small word.
pub(crate) fn may_begin_surname(word: &str) -> bool {
    PARTICLES.contains(&word)
}

/// The surname of a full name: the last word, with the particles before it.
pub fn surname(full: &str) -> &str {
    let mut start = full.rfind(char::is_whitespace).map_or(0, |space| space + full[space..].chars().next().map_or(1, char::len_utf8));
    while let Some(before) = full[..start]
        .trim_end()
        .rsplit(char::is_whitespace)
        .next()
        .filter(|word| PARTICLES.contains(word) || INNER_PARTICLES.contains(word))
    {
        start = full[..start].trim_end().len() - before.len();
    }
    &full[start..]
}

/// Small letters, without hyphens and accents: *al-Assad*, *Al Assad*.
pub fn folded(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).map(without_accent).collect()
}

fn without_accent(letter: char) -> char {
    match letter {
        'á' | 'à' | 'â' | 'ã' | 'å' | 'ă' | 'ą' | 'ā' => 'a',
        'č' | 'ć' | 'ç' => 'c',
        'ď' | 'đ' => 'd',
        'é' | 'è' | 'ê' | 'ë' | 'ě' | 'ę' | 'ė' => 'e',
        'ğ' => 'g',
        'í' | 'ì' | 'î' | 'ï' | 'ı' | 'ī' => 'i',
        'ł' | 'ľ' => 'l',
        'ñ' | 'ń' | 'ň' => 'n',
        'ó' | 'ò' | 'ô' | 'õ' | 'ø' | 'ő' => 'o',
        'ř' => 'r',
        'š' | 'ś' | 'ş' | 'ș' => 's',
        'ť' | 'ţ' | 'ț' => 't',
        'ú' | 'ù' | 'û' | 'ů' | 'ű' => 'u',
        'ý' => 'y',
        'ž' | 'ź' | 'ż' => 'z',
        other => other,
    }
}

/// What transliterations of one name share: *Wladimir* and *Vladimir*, *Selenskyj* and *Zelensky*.
pub fn loose(name: &str) -> String {
    let mut sounds = folded(name);
    for (written, sound) in [
        ("dsch", "j"),
        ("dzh", "j"),
        ("tsch", "c"),
        ("tch", "c"),
        ("sch", "s"),
        ("sh", "s"),
        ("zh", "s"),
        ("ch", "c"),
        ("kh", "c"),
        ("z", "s"),
        ("w", "v"),
        ("x", "ks"),
        ("ff", "v"),
        ("ph", "f"),
        ("yj", "i"),
        ("ij", "i"),
        ("iy", "i"),
        ("yi", "i"),
        ("ie", "e"),
        ("ye", "e"),
        ("je", "e"),
        ("y", "i"),
        ("j", "i"),
        ("ck", "k"),
    ] {
        if sounds.contains(written) {
            sounds = sounds.replace(written, sound);
        }
    }
    // “Lukaschenko” is Russian, “Lukaschenka” Belarusian.
    for (ending, common) in [("enka", "enko"), ("of", "ov"), ("ef", "ev"), ("ii", "i")] {
        if let Some(stem) = sounds.strip_suffix(ending) {
            sounds = format!("{stem}{common}");
        }
    }
    let mut letters: Vec<char> = sounds.chars().collect();
    letters.dedup();
    letters.into_iter().collect()
}

/// A name without vowels: *Alexander* and *Aljaksandr*.
fn consonants(name: &str) -> String {
    loose(name).chars().filter(|letter| !matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u')).collect()
}

/// Whether a surname has an ending of Slavic ones, which are written in several ways.
pub fn is_slavic(surname: &str) -> bool {
    const ENDINGS: [&str; 26] = [
        "enko", "enka", "ow", "ov", "off", "ew", "ev", "owa", "ova", "ewa", "eva", "ski", "sky", "skyj", "skij", "skiy", "skyy", "skyi",
        "skaja", "skaya", "witsch", "vich", "vych", "vic", "wytsch", "tschuk",
    ];
    let folded = folded(surname);
    folded.len() >= 6 && ENDINGS.iter().any(|ending| folded.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transliterations_are_one_name_and_one_letter_makes_two() {
        for (a, b) in [
            ("Wladimir Putin", "Vladimir Putin"),
            ("Wolodymyr Selenskyj", "Volodymyr Zelensky"),
            ("Alexander Lukaschenko", "Aljaksandr Lukaschenka"),
            ("Baschar al-Assad", "Bashar Al-Assad"),
            ("Recep Erdogan", "Recep Erdoğan"),
            ("J. Jessen", "Jan Jessen"),
        ] {
            assert!(same_person(a, b), "{a}, {b}");
        }
        for (a, b) in [("Olaf Scholz", "Olaf Schulz"), ("Mara Meier", "Mara Meyer"), ("Jan Voss", "Jon Voss"), ("Mara Voss", "Ida Voss")] {
            assert!(!same_person(a, b), "{a}, {b}");
        }
    }

    #[test]
    fn particles_belong_to_the_surname() {
        assert_eq!(surname("Ursula von der Leyen"), "von der Leyen");
        assert_eq!(surname("Mara Jessen"), "Jessen");
        assert_eq!(surname("Jessen"), "Jessen");
    }
}
