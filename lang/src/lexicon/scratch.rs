//! A changed form for a look-up.

/// A short word on the stack, so that a look-up of a changed form allocates nothing. What does not fit is on the heap.
#[derive(Default)]
pub(crate) struct Scratch {
    bytes: [u8; 32],
    len: usize,
    long: Option<String>,
}

impl Scratch {
    pub(crate) fn push(&mut self, text: &str) {
        let end = self.len + text.len();
        match (&mut self.long, self.bytes.get_mut(self.len..end)) {
            (Some(long), _) => long.push_str(text),
            (None, Some(place)) => {
                place.copy_from_slice(text.as_bytes());
                self.len = end;
            }
            (None, None) => self.long = Some([self.as_str(), text].concat()),
        }
    }

    fn push_letters(&mut self, letters: impl Iterator<Item = char>) {
        for letter in letters {
            self.push(letter.encode_utf8(&mut [0; 4]));
        }
    }

    pub(crate) fn push_lowered(&mut self, word: &str) {
        let mut rest = word.chars();
        if let Some(first) = rest.next() {
            self.push_letters(first.to_lowercase());
        }
        self.push(rest.as_str());
    }

    pub(crate) fn push_raised(&mut self, word: &str) {
        let mut rest = word.chars();
        if let Some(first) = rest.next() {
            self.push_letters(first.to_uppercase());
        }
        self.push(rest.as_str());
    }

    pub(crate) fn as_str(&self) -> &str {
        match &self.long {
            Some(long) => long,
            None => std::str::from_utf8(&self.bytes[..self.len]).unwrap_or_default(),
        }
    }
}
