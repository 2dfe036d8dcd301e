//! German time expressions: the KRAUTS corpus (Strötgen et al. 2018), articles in TimeML (`.tml`).
//!
//! As TempEval-3 counts: an expression is found (*relaxed*) if some words agree, *strict* if all do; *with value* if what was found
//! has the same value. Each found expression counts for one of the gold at most.

use std::path::Path;

use quell_document::{Article, Document, Published, Span, TimeExpression, TimeKind};

use crate::figures::{Counts, Figures};
use crate::files::Problem;

/// Reads all articles of a folder, in order of their names.
pub fn read(folder: &Path) -> Result<Vec<Document>, Problem> {
    let tell = |path: &Path, problem: &dyn std::fmt::Display| format!("cannot read {}: {problem}", path.display());
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|problem| tell(folder, &problem))? {
        let path = entry.map_err(|problem| tell(folder, &problem))?.path();
        if path.extension().is_some_and(|ending| ending == "tml") {
            paths.push(path);
        }
    }
    paths.sort();
    paths
        .iter()
        .map(|path| {
            let content = std::fs::read_to_string(path).map_err(|problem| tell(path, &problem))?;
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            document(&content, &format!("tml:{name}")).map_err(|problem| tell(path, &problem))
        })
        .collect()
}

/// The article as the program gets it.
pub fn unread(gold: &Document) -> Article {
    gold.article.clone()
}

/// An article in TimeML: the text with its time expressions, and the date of its creation.
fn document(content: &str, url: &str) -> Result<Document, Problem> {
    let created = content.split_once("<DCT>").and_then(|(_, rest)| attribute(rest, "value"));
    let (_, rest) = content.split_once("<TEXT>").ok_or("there is no <TEXT>")?;
    let (body, _) = rest.split_once("</TEXT>").ok_or("<TEXT> has no end")?;
    let mut article = Article { url: Some(url.to_string()), language: Some("de".into()), ..Article::default() };
    article.published = created.and_then(|value| value.get(..10).map(str::to_string)).map(|value| Published { value, span: None });
    let mut times = Vec::new();
    let mut open: Vec<(usize, &str)> = Vec::new();
    let mut rest = body;
    while let Some(at) = rest.find('<') {
        decode_into(&mut article.text, &rest[..at]);
        let (tag, behind) = rest[at + 1..].split_once('>').ok_or("a tag has no end")?;
        rest = behind;
        if tag.starts_with("TIMEX3") && !tag.ends_with('/') {
            open.push((article.text.len(), tag));
        } else if tag == "/TIMEX3" {
            let (start, tag) = open.pop().ok_or("a </TIMEX3> closes nothing")?;
            let kind = attribute(tag, "type").and_then(|kind| TimeKind::from_name(&kind)).ok_or("a TIMEX3 has no type")?;
            // An expression without words is one that the annotators reckoned.
            if !article.text[start..].trim().is_empty() {
                let span = Span::new(start as u32, article.text.len() as u32);
                times.push(TimeExpression::new(span, kind, attribute(tag, "value").unwrap_or_default()));
            }
        }
    }
    decode_into(&mut article.text, rest);
    Ok(Document { article, times, ..Document::default() })
}

/// The value of an attribute of the first tag.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    let (value, _) = rest.split_once('"')?;
    let mut decoded = String::new();
    decode_into(&mut decoded, value);
    Some(decoded)
}

fn decode_into(out: &mut String, text: &str) {
    const NAMES: [(&str, &str); 5] = [("amp;", "&"), ("lt;", "<"), ("gt;", ">"), ("quot;", "\""), ("apos;", "'")];
    let mut parts = text.split('&');
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        match NAMES.iter().find_map(|(name, character)| Some((part.strip_prefix(name)?, character))) {
            Some((rest, character)) => {
                out.push_str(character);
                out.push_str(rest);
            }
            None => {
                out.push('&');
                out.push_str(part);
            }
        }
    }
}

/// How well the time expressions of the gold were found.
pub fn score(pairs: impl IntoIterator<Item = (Document, Document)>) -> Figures {
    let mut counts = Counts::default();
    let (mut strict, mut kind, mut value, mut strict_value) = (0, 0, 0, 0);
    for (found, gold) in pairs {
        counts.gold += gold.times.len();
        counts.system += found.times.len();
        let mut used = vec![false; found.times.len()];
        for wanted in &gold.times {
            let Some(index) = (0..found.times.len()).find(|&index| !used[index] && found.times[index].span.overlaps(wanted.span)) else {
                continue;
            };
            used[index] = true;
            let time = &found.times[index];
            let (is_exact, has_value) = (time.span == wanted.span, time.value == wanted.value);
            counts.hit += 1;
            strict += usize::from(is_exact);
            kind += usize::from(time.kind == wanted.kind);
            value += usize::from(has_value);
            strict_value += usize::from(is_exact && has_value);
        }
    }
    let mut figures = Figures::default();
    figures.push_prf("relaxed", counts.prf());
    for (name, hit) in [("strict", strict), ("with_type", kind), ("with_value", value), ("strict_value", strict_value)] {
        figures.push(name, Counts { hit, ..counts }.f1());
    }
    figures
}

/// What was missed, invented, cut otherwise or given another value, each with its words and a few around them.
pub fn errors_list(pairs: &[(Document, Document)]) -> String {
    let mut lines = Vec::new();
    for (found, gold) in pairs {
        let text = &gold.article.text;
        let mut used = vec![false; found.times.len()];
        for wanted in &gold.times {
            match (0..found.times.len()).find(|&index| !used[index] && found.times[index].span.overlaps(wanted.span)) {
                None => lines.push(format!("missed    {} {}  {}", wanted.kind.name(), wanted.value, around(text, wanted.span))),
                Some(index) => {
                    used[index] = true;
                    let time = &found.times[index];
                    if time.span != wanted.span {
                        lines.push(format!("extent    {} for {}", around(text, time.span), wanted.span.of(text)));
                    }
                    if time.value != wanted.value {
                        lines.push(format!("value     {} for {}  {}", time.value, wanted.value, around(text, wanted.span)));
                    }
                }
            }
        }
        for (time, _) in found.times.iter().zip(used).filter(|(_, used)| !used) {
            lines.push(format!("invented  {} {} [{}]  {}", time.kind.name(), time.value, time.pattern, around(text, time.span)));
        }
    }
    lines.sort();
    lines.into_iter().map(|line| line + "\n").collect()
}

fn around(text: &str, span: quell_document::TextSpan) -> String {
    const CHARACTERS: usize = 30;
    let before: String = text[..span.start as usize].chars().rev().take(CHARACTERS).collect::<Vec<_>>().into_iter().rev().collect();
    let behind: String = text[span.end as usize..].chars().take(CHARACTERS).collect();
    format!("{before}[{}]{behind}", span.of(text)).replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TML: &str = "<TimeML><DCT><TIMEX3 tid=\"t0\" type=\"DATE\" value=\"2025-03-14\">2025-03-14</TIMEX3></DCT><TEXT>Am \
        <TIMEX3 tid=\"t1\" type=\"DATE\" value=\"2025-03-12\">Mittwoch</TIMEX3> kamen Bim &amp; Bam<TIMEX3 tid=\"t2\" type=\"DATE\" \
        value=\"2025\"></TIMEX3>, <TIMEX3 tid=\"t3\" type=\"DURATION\" value=\"P2D\">zwei Tage</TIMEX3> lang.</TEXT></TimeML>";

    #[test]
    fn time_ml_is_a_text_with_its_times() {
        let document = document(TML, "tml:a").unwrap();
        assert_eq!(document.article.text, "Am Mittwoch kamen Bim & Bam, zwei Tage lang.");
        assert_eq!(document.article.published.unwrap().value, "2025-03-14");
        let words: Vec<&str> = document.times.iter().map(|time| time.span.of(&document.article.text)).collect();
        assert_eq!(words, ["Mittwoch", "zwei Tage"]);
    }

    #[test]
    fn figures_are_those_worked_out_by_hand() {
        let gold = document(TML, "tml:a").unwrap();
        let mut found = gold.clone();
        // Of two, one is cut otherwise and one is missed; one more is invented.
        found.times.remove(1);
        found.times[0].span.start -= 3;
        found.times.push(TimeExpression::new(Span::new(19, 22), TimeKind::Set, "P1D"));
        let figures = score([(found.clone(), gold.clone())]);
        assert_eq!(
            figures.line(),
            "relaxed_p 0.500  relaxed_r 0.500  relaxed 0.500  strict 0.000  with_type 0.500  with_value 0.500  strict_value 0.000"
        );
        assert_eq!(errors_list(&[(found, gold.clone())]).lines().count(), 3);
        assert_eq!(score([(gold.clone(), gold)]).get("strict_value"), Some(1.0));
    }
}
