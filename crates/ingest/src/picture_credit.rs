//! Whom does a picture belong to? What its caption says: *Foto: Lina Voss/dpa*, *© AFP*, *das von der Agentur „X“ verbreitete Bild*.

use quell_document::{Agency, Article, Span, Spans};

use crate::words::{Words, letters};

/// Adds to a caption whom its picture belongs to: what stands behind the credit's label, and the agencies that the caption names.
pub(crate) fn add(article: &mut Article, words: &Words) {
    let mut found: Vec<Agency> = Vec::new();
    let mut add = |name: &str, start: usize, end: usize| {
        if !found.iter().any(|agency| agency.name == name) {
            let evidence = Some(Spans::from(Span::new(start as u32, end as u32)));
            found.push(Agency { evidence, ..Agency::named(name) });
        }
    };
    let text = article.text.as_str();
    if let Some(start) = place(text, words) {
        for named in words.agencies.in_credit(&text[start..]) {
            add(&named.what.name, start + named.bytes.start, start + named.bytes.end);
        }
    }
    for (start, end) in named_agencies(text, words) {
        let known = words.agencies.named(&text[start..end]).map(|agency| agency.name.as_str());
        add(known.unwrap_or(&text[start..end]), start, end);
    }
    for named in words.agencies.in_text(text) {
        add(&named.what.name, named.bytes.start, named.bytes.end);
    }
    article.agencies.extend(found);
    article.authors.extend(photographer(text, words));
}

/// Where the part of a caption begins that says whom the picture belongs to: *Foto: Lina Voss/dpa*, *… (Archivbild)*, *© AFP*.
pub(crate) fn place(line: &str, words: &Words) -> Option<usize> {
    if let Some(at) = line.rfind('©') {
        return Some(at);
    }
    let mut start = 0;
    for word in line.split_inclusive(|character: char| character.is_whitespace() || "(|[".contains(character)) {
        let bare = word.trim_end().trim_end_matches(['(', '|', '[']);
        let is_marked = bare.ends_with(':') && words.is_credit(&bare[..bare.len() - 1].to_lowercase());
        let is_label = bare.ends_with([')', ']']) && words.is_credit(&letters(bare));
        if is_marked || is_label {
            return Some(start);
        }
        start += word.len();
    }
    None
}

/// Names behind the word for an agency: *die Agentur „X“*, *der Nachrichtenagentur X*.
fn named_agencies(text: &str, words: &Words) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for noun in &words.agency_nouns {
        for (at, _) in text.match_indices(noun.as_str()) {
            let is_word = !text[..at].ends_with(char::is_alphanumeric);
            let rest = &text[at + noun.len()..];
            let behind = rest.trim_start();
            if !is_word || behind.len() == rest.len() {
                continue;
            }
            let start = text.len() - behind.len();
            let quoted = behind.strip_prefix(['„', '"', '“', '«', '»', '‚', '›']);
            let (start, end) = match quoted {
                Some(inside) => {
                    let start = text.len() - inside.len();
                    (start, start + inside.find(['“', '"', '”', '»', '«', '‘', '‹']).unwrap_or(0))
                }
                None => {
                    (start, start + behind.find(|character: char| !character.is_alphanumeric() && character != '-').unwrap_or(behind.len()))
                }
            };
            if text[start..end].starts_with(char::is_uppercase) || words.agencies.named(&text[start..end]).is_some() {
                found.push((start, end));
            }
        }
    }
    found.sort_unstable();
    found
}

/// Who took the picture: *Foto: Lina Voss/dpa*.
fn photographer(text: &str, words: &Words) -> Option<String> {
    let credit = &text[place(text, words)?..];
    let (_, names) = credit.split_once([':', '©'])?;
    let parts = names.split(['/', '|', ',', ')', '(', ']', '\n', '©', ':']).map(str::trim);
    let name = parts.filter(|part| !words.is_credit(&part.to_lowercase())).find(|part| !part.is_empty())?;
    let name = name.trim_end_matches('.');
    let is_person = name.split_whitespace().count() >= 2
        && name.split_whitespace().count() <= 4
        && name.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
    (is_person && words.agencies.in_credit(name).is_empty()).then(|| name.to_string())
}
