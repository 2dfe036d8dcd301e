//! What would it cost to take this page apart? Seen from its tags alone, before anything is built.
//!
//! Building the tree of a page takes time that grows with the square of its depth and of the attributes of a tag, and memory
//! for every element; unclosed formatting (`<b>`) is built again in every paragraph behind it. Real pages have some thousand
//! elements, nested thirty deep. A page that was made to be expensive is refused.

/// Far more than the longest liveticker has.
const ELEMENTS_MAX: usize = 50_000;
const DEPTH_MAX: usize = 1_000;
const ATTRIBUTES_MAX: usize = 1_000;
/// Formatting that is open where an element begins that is none, summed up.
const REBUILT_MAX: usize = 50_000;

/// Why taking this page apart would cost too much, if it would.
pub(super) fn too_much(html: &str) -> Option<String> {
    let mut cost = Cost::default();
    let mut rest = html;
    while let Some(at) = memchr::memchr(b'<', rest.as_bytes()) {
        rest = &rest[at + 1..];
        let is_end = rest.starts_with('/');
        let name = rest[usize::from(is_end)..].split(|character: char| !character.is_ascii_alphanumeric()).next().unwrap_or("");
        if name.is_empty() {
            continue;
        }
        let name = name.to_ascii_lowercase();
        let name = name.as_str();
        let (attributes_count, length) = attributes(rest);
        cost.count(name, is_end);
        if attributes_count > ATTRIBUTES_MAX {
            return Some(format!("a tag with more than {ATTRIBUTES_MAX} attributes"));
        }
        if let Some(reason) = cost.reason() {
            return Some(reason);
        }
        rest = &rest[length..];
        // What stands in a script is no markup, except in drawings.
        if matches!(name, "script" | "style") && !is_end && cost.drawings == 0 {
            rest = &rest[find_end(rest, name)..];
        }
    }
    None
}

#[derive(Default)]
struct Cost {
    elements: usize,
    depth: usize,
    deepest: usize,
    formatting: usize,
    rebuilt: usize,
    /// Open `<svg>` and `<math>`.
    drawings: usize,
}

impl Cost {
    fn count(&mut self, name: &str, is_end: bool) {
        let step = |count: &mut usize| *count = if is_end { count.saturating_sub(1) } else { *count + 1 };
        self.elements += usize::from(!is_end);
        if !is_uncounted(name) {
            step(&mut self.depth);
        }
        if is_formatting(name) {
            step(&mut self.formatting);
        } else if !is_end {
            self.rebuilt += self.formatting;
        }
        if matches!(name, "svg" | "math") {
            step(&mut self.drawings);
        }
        self.deepest = self.deepest.max(self.depth);
    }

    fn reason(&self) -> Option<String> {
        if self.elements > ELEMENTS_MAX {
            return Some(format!("a page of more than {ELEMENTS_MAX} elements"));
        }
        if self.deepest > DEPTH_MAX {
            return Some(format!("elements that are nested more than {DEPTH_MAX} deep"));
        }
        (self.rebuilt > REBUILT_MAX).then(|| "formatting that is opened again and again and never closed".to_string())
    }
}

/// Whether the end tag of this element may be left out, or it has none: where it stands says nothing about depth.
fn is_uncounted(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "body"
            | "br"
            | "col"
            | "colgroup"
            | "dd"
            | "dt"
            | "embed"
            | "head"
            | "hr"
            | "html"
            | "img"
            | "input"
            | "li"
            | "link"
            | "meta"
            | "optgroup"
            | "option"
            | "p"
            | "param"
            | "path"
            | "rp"
            | "rt"
            | "source"
            | "tbody"
            | "td"
            | "th"
            | "tr"
            | "track"
            | "wbr"
    )
}

/// Whether the parser opens this element again in the next paragraph where it was left open.
fn is_formatting(name: &str) -> bool {
    matches!(name, "b" | "big" | "code" | "em" | "font" | "i" | "s" | "small" | "strike" | "strong" | "tt" | "u")
}

/// How many attributes the tag has that `rest` begins with, and how long it is, as the HTML specification reads it: a tag ends
/// at the first `>` outside of quoted values, and only behind `=` does a quotation mark quote.
fn attributes(rest: &str) -> (usize, usize) {
    let (mut count, mut quote, mut is_between, mut before) = (0, None, false, 0);
    for (at, byte) in rest.bytes().enumerate() {
        match quote {
            Some(mark) if byte == mark => quote = None,
            Some(_) => {}
            None if byte == b'>' => return (count, at),
            None if byte.is_ascii_whitespace() || byte == b'/' => is_between = true,
            None => {
                if matches!(byte, b'"' | b'\'') && before == b'=' {
                    quote = Some(byte);
                } else if is_between && before != b'=' && byte != b'=' {
                    count += 1;
                }
                is_between = false;
                before = byte;
            }
        }
    }
    (count, rest.len())
}

/// Where the end tag of this name begins.
fn find_end(rest: &str, name: &str) -> usize {
    let ends = |at: &usize| rest[at + 2..].get(..name.len()).is_some_and(|here| here.eq_ignore_ascii_case(name));
    rest.match_indices("</").map(|(at, _)| at).find(ends).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expensive_pages_are_told_from_long_ones() {
        let unclosed: String = (0..100).map(|number| format!("<b a={number}>")).collect();
        let attributes: String = (0..2000).map(|number| format!(" a{number}")).collect();
        for (page, reason) in [
            ("<div>".repeat(2_000), "nested"),
            ("<P>a".repeat(200_000), "elements"),
            (format!("<p>{unclosed}</p>{}", "<p>x".repeat(30_000)), "formatting"),
            (format!("<p{attributes}>"), "attributes"),
            (format!("<p title='>'{attributes}>"), "attributes"),
            (format!("<p {}", "<a ".repeat(2_000)), "attributes"),
            (format!("<p a=b\">{}", "<p>".repeat(200_000)), "elements"),
            (format!("<svg><script>{}", "<g>".repeat(2_000)), "nested"),
        ] {
            assert!(too_much(&page).is_some_and(|found| found.contains(reason)), "{reason}");
        }
        for page in [
            "<p>Absatz<br><li>Punkt ".repeat(10_000),
            format!("<script>{}</script>", "for(i=0;i<n;i++){}".repeat(5_000)),
            format!("<p>{}</p>", "Die Polizei sucht Zeugen. ".repeat(10_000)),
            format!("<p>1 < 2 {}", "und < 3 ".repeat(10_000)),
            "<p>Unfertig <b".to_string(),
        ] {
            assert_eq!(too_much(&page), None);
        }
    }
}
