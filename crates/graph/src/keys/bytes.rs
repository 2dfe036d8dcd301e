//! Keys as bytes, for whoever keeps them beside the text. Fingerprints are not among them: the text gives them faster than it takes to read them.

use quell_document::Span;

use super::{Key, Keys, Role, SentenceKeys, Term};
use crate::moment::Moment;

/// The first byte says how the others are to be read.
const VERSION: u8 = 4;

impl Keys {
    /// The keys but the fingerprints as bytes, less than half as many as the text has: the terms in order, then for each sentence which of them it has.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = vec![VERSION];
        match self.published {
            None => out.push(0),
            Some(Moment { day, minute }) => {
                out.push(1);
                out.extend(day.to_le_bytes());
                out.extend(minute.unwrap_or(u16::MAX).to_le_bytes());
            }
        }
        let terms = self.terms();
        number(&mut out, terms.len() as u32);
        let mut before = 0;
        for Term(term) in &terms {
            number(&mut out, term - before);
            before = *term;
        }
        number(&mut out, self.sentences.len() as u32);
        let mut before = 0;
        for sentence in &self.sentences {
            number(&mut out, sentence.span.start.wrapping_sub(before));
            number(&mut out, sentence.span.len());
            before = sentence.span.start;
            out.push(u8::from(sentence.is_negated) | u8::from(sentence.is_heading) << 1);
            number(&mut out, sentence.keys.len() as u32);
            let mut before = 0;
            for key in &sentence.keys {
                let place = terms.binary_search(&key.term).expect("the terms of all sentences are in the list") as u32;
                // Terms of a sentence are in order, mostly: what wraps around comes back.
                number(&mut out, (place + terms.len() as u32 - before) % terms.len() as u32 * Role::ALL.len() as u32 + key.role as u32);
                before = place;
            }
        }
        out
    }

    /// Reads what [`Keys::to_bytes`] wrote of the keys of this text; `None` if these are no such bytes.
    pub fn from_bytes(bytes: &[u8], text: &str) -> Option<Keys> {
        let mut from = Bytes(bytes);
        if from.byte()? != VERSION {
            return None;
        }
        let published = match from.byte()? {
            0 => None,
            _ => Some(Moment { day: from.word()? as i32, minute: Some(from.short()?).filter(|&minute| minute != u16::MAX) }),
        };
        let mut terms = Vec::new();
        let mut term = 0u32;
        for _ in 0..from.number()? {
            term = term.checked_add(from.number()?)?;
            terms.push(Term(term));
        }
        let mut sentences = Vec::new();
        let mut start = 0u32;
        for _ in 0..from.number()? {
            start = start.wrapping_add(from.number()?);
            let span = Span::new(start, start.checked_add(from.number()?)?);
            let marks = from.byte()?;
            let mut keys = Vec::new();
            let mut place = 0;
            for _ in 0..from.number()? {
                let both = from.number()? as usize;
                place = (place + both / Role::ALL.len()).checked_rem(terms.len())?;
                keys.push(Key { term: terms[place], role: Role::ALL[both % Role::ALL.len()] });
            }
            sentences.push(SentenceKeys { span, keys, is_negated: marks & 1 != 0, is_heading: marks & 2 != 0 });
        }
        from.0.is_empty().then(|| Keys { published, sentences, prints: Keys::prints_of(text) })
    }
}

/// A number in as few bytes as it needs, seven bits each.
fn number(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// What is left to read.
struct Bytes<'b>(&'b [u8]);

impl Bytes<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*taken)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take::<1>().map(|[byte]| byte)
    }

    fn short(&mut self) -> Option<u16> {
        self.take().map(u16::from_le_bytes)
    }

    fn word(&mut self) -> Option<u32> {
        self.take().map(u32::from_le_bytes)
    }

    fn number(&mut self) -> Option<u32> {
        let mut value = 0u32;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.byte()?;
            value |= u32::from(byte & 0x7f).checked_shl(shift)?;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str = "Die Brücke bleibt bis auf weiteres gesperrt, sagte die Sprecherin der Stadt am Freitag.";

    fn some_keys() -> impl Strategy<Value = Keys> {
        let key = (any::<u32>(), 0..Role::ALL.len()).prop_map(|(term, role)| Key { term: Term(term), role: Role::ALL[role] });
        let sentence = (0u32..100_000, 0u32..1_000, prop::collection::vec(key, 0..9), any::<(bool, bool)>());
        let moment = prop::option::of((any::<i32>(), prop::option::of(0u16..1440)).prop_map(|(day, minute)| Moment { day, minute }));
        (moment, prop::collection::vec(sentence, 0..9)).prop_map(|(published, sentences)| Keys {
            published,
            sentences: sentences
                .into_iter()
                .map(|(start, length, keys, (is_negated, is_heading))| SentenceKeys {
                    span: Span::new(start, start + length),
                    keys,
                    is_negated,
                    is_heading,
                })
                .collect(),
            prints: Keys::prints_of(TEXT),
        })
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back_as_the_same(keys in some_keys()) {
            prop_assert_eq!(Keys::from_bytes(&keys.to_bytes(), TEXT), Some(keys));
        }

        #[test]
        fn damaged_bytes_are_no_keys_and_no_panic(keys in some_keys(), cut in any::<prop::sample::Index>(), byte in any::<u8>()) {
            let mut bytes = keys.to_bytes();
            let at = cut.index(bytes.len());
            prop_assert_eq!(Keys::from_bytes(&bytes[..at], TEXT), None);
            bytes[at] = byte;
            let _ = Keys::from_bytes(&bytes, TEXT);
        }
    }
}
