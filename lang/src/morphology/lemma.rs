//! How a lemma is made from a form.

/// How a lemma is made from a form: keep some bytes, change what follows, strip characters from the end, add an ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LemmaRule {
    /// Bytes at the start that the rest of the rule does not see: a particle, the first part of a compound.
    pub(crate) keep: u8,
    /// What is done to the rest, see [`LemmaRule::CHANGES`] and the bits above it.
    pub(crate) change: u8,
    /// Characters to strip from the end; more than there are means all.
    pub(crate) strip: u8,
    /// The number of the ending to add.
    pub(crate) ending: u16,
}

impl LemmaRule {
    pub(crate) const SAME: LemmaRule = LemmaRule { keep: 0, change: 0, strip: 0, ending: 0 };

    /// How many changes there are: three for the first letter (as it is, lower, upper) times seven for the inside (nothing; the last umlaut, every
    /// umlaut undone; the first, the second *ge* cut; the first, the second *zu* cut).
    pub const CHANGES: u8 = 21;
    /// Read every „ss“ as „ß“ first: Swiss spelling.
    pub(crate) const SWISS: u8 = 32;
    /// The entry was found under a capital letter after `keep`, but its lemma is written small there („Hafenbehörde“ from „Behörde“).
    pub(crate) const INNER_NOUN: u8 = 64;
    /// The form was found under a small first letter („Räumte“).
    pub(crate) const LOWERED: u8 = 128;

    /// A rule as the lexicon's builder tries it.
    #[doc(hidden)]
    pub fn new(change: u8, strip: u8, ending: u16) -> LemmaRule {
        LemmaRule { keep: 0, change, strip, ending }
    }

    /// The lemma of `form`.
    #[doc(hidden)]
    pub fn apply(self, form: &str, ending: &str) -> String {
        let mut form = std::borrow::Cow::Borrowed(form);
        if self.change & Self::SWISS != 0 {
            form = form.replace("ss", "ß").into();
        }
        if self.change & Self::LOWERED != 0 {
            form = lower_first(&form).into();
        }
        let (kept, rest) = form.split_at_checked(usize::from(self.keep)).unwrap_or(("", &form));
        let is_inner_noun = self.change & Self::INNER_NOUN != 0;
        let mut lemma = if is_inner_noun { upper_first(rest) } else { rest.to_owned() };
        let change = self.change % Self::SWISS;
        match change / 7 {
            1 => lemma = lower_first(&lemma),
            2 => lemma = upper_first(&lemma),
            _ => {}
        }
        lemma = match change % 7 {
            1 => without_last_umlaut(&lemma),
            2 => lemma.chars().map(without_umlaut).collect(),
            3 => without(&lemma, "ge", 0),
            4 => without(&lemma, "ge", 1),
            5 => without(&lemma, "zu", 0),
            6 => without(&lemma, "zu", 1),
            _ => lemma,
        };
        for _ in 0..self.strip {
            if lemma.pop().is_none() {
                break;
            }
        }
        lemma.push_str(ending);
        if is_inner_noun {
            lemma = lower_first(&lemma);
        }
        lemma.insert_str(0, kept);
        lemma
    }
}

fn without_umlaut(letter: char) -> char {
    match letter {
        'ä' => 'a',
        'ö' => 'o',
        'ü' => 'u',
        'Ä' => 'A',
        'Ö' => 'O',
        'Ü' => 'U',
        _ => letter,
    }
}

fn without_last_umlaut(word: &str) -> String {
    let Some((place, umlaut)) = word.char_indices().rev().find(|(_, letter)| without_umlaut(*letter) != *letter) else {
        return word.to_owned();
    };
    let mut plain = word[..place].to_owned();
    plain.push(without_umlaut(umlaut));
    plain.push_str(&word[place + umlaut.len_utf8()..]);
    plain
}

fn without(word: &str, part: &str, nth: usize) -> String {
    match word.match_indices(part).nth(nth) {
        Some((place, _)) => [&word[..place], &word[place + part.len()..]].concat(),
        None => word.to_owned(),
    }
}

pub(crate) fn lower_first(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

fn upper_first(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lemma_rules_cut_and_add() {
        assert_eq!(LemmaRule::new(3, 1, 0).apply("angekündigt", "en"), "ankündigen");
        assert_eq!(LemmaRule::new(5, 0, 0).apply("anzukündigen", ""), "ankündigen");
        assert_eq!(LemmaRule::new(1, 2, 0).apply("Häuser", ""), "Haus");
        assert_eq!(LemmaRule { keep: 5, change: LemmaRule::INNER_NOUN, strip: 1, ending: 0 }.apply("Hafenbehörden", ""), "Hafenbehörde");
    }
}
