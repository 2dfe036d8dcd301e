//! A page as the `trafilatura` crate is handed it: its own kind of tree, built from ours, with no more in it than the crate looks at.
//!
//! The crate copies and searches the tree many times over, so that every element and attribute less makes it faster: what is not shown
//! (scripts, drawings) is left out, of attributes only those are kept by which it tells text from furniture, and what the page says of
//! itself stands in its head already, in the few words that keep the crate from looking for it in the body.

use quell_document::MetadataField as Field;
use trafilatura::dom::{Document, NodeId as TheirId};

use super::dom::{Content, Dom, Element, NodeId};
use super::metadata::Metadata;

/// Elements that hold nothing for the crate to read.
const LEFT_OUT: &[&str] = &[
    "area", "audio", "button", "canvas", "datalist", "dialog", "embed", "footer", "head", "iframe", "img", "input", "link", "map", "math",
    "menu", "meta", "nav", "noscript", "object", "option", "picture", "progress", "script", "select", "source", "style", "svg", "template",
    "textarea", "track", "video",
];

/// Attributes that the crate looks at, in the order in which its tree wants them.
pub(super) const ATTRIBUTES: [&str; 14] = [
    "aria-hidden",
    "class",
    "data-component",
    "data-lp-replacement-content",
    "data-testid",
    "datetime",
    "href",
    "id",
    "itemprop",
    "pubdate",
    "rel",
    "role",
    "style",
    "title",
];

/// Longer values tell nothing.
const VALUE_BYTES_MAX: usize = 300;

/// The tree for the crate.
pub(super) fn page(dom: &Dom, known: &Metadata) -> Document {
    let mut page = Document::parse("");
    let root = page.root();
    if let Some(head) = page.get_elements_by_tag_name(root, "head").first().copied() {
        say_what_is_known(&mut page, head, known);
    }
    if let (Some(theirs), Some(ours)) = (page.body(), dom.elements("body").next()) {
        if let Some(element) = dom.element(ours) {
            add_attributes(&mut page, theirs, element);
        }
        add_children(&mut page, theirs, dom, ours);
    }
    page
}

/// Where all of these are said, the crate asks the body for none of them.
fn say_what_is_known(page: &mut Document, head: TheirId, known: &Metadata) {
    const FIELDS: [(Field, &str); 5] = [
        (Field::Title, "og:title"),
        (Field::Author, "og:author"),
        (Field::Url, "og:url"),
        (Field::Outlet, "og:site_name"),
        (Field::Description, "og:description"),
    ];
    // Nobody asks for these, so any value will do.
    const UNASKED: [(&str, &str); 3] = [("og:image", "https://none.example/"), ("og:type", "article"), ("og:article:tag", "none")];
    let values = FIELDS.iter().filter_map(|&(field, property)| Some((property, known.first(field)?)));
    for (property, value) in values.chain(UNASKED) {
        let meta = page.sub_element(head, "meta");
        page.set_attribute(meta, "content", value);
        page.set_attribute(meta, "property", property);
    }
    let script = page.sub_element(head, "script");
    page.set_attribute(script, "type", "application/ld+json");
    page.set_text(script, r#"{"@context":"https://schema.org","@type":"Article","articleSection":"none"}"#);
}

/// Copies what stands in an element. The tree is no deeper than the parser allows.
fn add_children(page: &mut Document, theirs: TheirId, dom: &Dom, ours: NodeId) {
    let mut last = None;
    let mut text = String::new();
    for &child in dom.children(ours) {
        match &dom.node(child).content {
            Content::Text(more) => text.push_str(&more.characters),
            Content::Element(element) if !LEFT_OUT.contains(&&*element.name) => {
                add_text(page, theirs, last, &mut text);
                let added = page.sub_element(theirs, &element.name);
                add_attributes(page, added, element);
                add_children(page, added, dom, child);
                last = Some(added);
            }
            Content::Element(_) | Content::Nothing => {}
        }
    }
    add_text(page, theirs, last, &mut text);
}

/// Adds text behind the last child. Of white space alone one space is enough.
fn add_text(page: &mut Document, parent: TheirId, last: Option<TheirId>, text: &mut String) {
    let shown = if text.trim().is_empty() && !text.is_empty() { " " } else { text.as_str() };
    match last {
        Some(last) => page.set_tail(last, shown),
        None => page.set_text(parent, shown),
    }
    text.clear();
}

fn add_attributes(page: &mut Document, theirs: TheirId, element: &Element) {
    for name in ATTRIBUTES {
        let value = element.attributes.iter().find(|(key, value)| &**key == name && value.len() <= VALUE_BYTES_MAX);
        if let Some((_, value)) = value {
            // Where a link leads tells the crate nothing, only that it leads somewhere.
            page.set_attribute(theirs, name, if name == "href" { "/" } else { value });
        }
    }
}
