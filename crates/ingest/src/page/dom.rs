//! The tree of a page, every element and every character of which knows where in the page's source it stands.
//!
//! Nodes stand in one list and are named by their number, so that nothing has to be freed or followed by pointers.

use html5ever::LocalName;
use html5ever::tendril::StrTendril;

/// A node of a [`Dom`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct NodeId(pub(super) u32);

/// A page as a tree.
#[derive(Debug)]
pub(super) struct Dom {
    pub(super) nodes: Vec<Node>,
}

#[derive(Debug, Default)]
pub(super) struct Node {
    pub(super) parent: Option<NodeId>,
    pub(super) children: Vec<NodeId>,
    pub(super) content: Content,
}

#[derive(Debug, Default)]
pub(super) enum Content {
    /// The document, comments, and what else has neither name nor text.
    #[default]
    Nothing,
    Element(Element),
    Text(Text),
}

#[derive(Debug)]
pub(super) struct Element {
    pub(super) name: LocalName,
    pub(super) attributes: Vec<(LocalName, StrTendril)>,
}

/// Characters, and where they stand in the source.
#[derive(Debug, Default)]
pub(super) struct Text {
    pub(super) characters: String,
    /// In order and without gaps.
    pub(super) segments: Vec<Segment>,
}

/// A stretch of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Segment {
    /// Its first byte in the text, and its length there.
    pub(super) from: u32,
    pub(super) length: u32,
    /// Where the source has it; `None` where the parser made it up.
    pub(super) source: Option<(u32, u32)>,
    /// Whether both are byte for byte the same; else it was a character reference or a line end.
    pub(super) verbatim: bool,
}

impl Dom {
    pub(super) const ROOT: NodeId = NodeId(0);

    pub(super) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    pub(super) fn children(&self, id: NodeId) -> &[NodeId] {
        &self.node(id).children
    }

    pub(super) fn element(&self, id: NodeId) -> Option<&Element> {
        match &self.node(id).content {
            Content::Element(element) => Some(element),
            _ => None,
        }
    }

    pub(super) fn text(&self, id: NodeId) -> Option<&Text> {
        match &self.node(id).content {
            Content::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The element's name, or nothing.
    pub(super) fn name(&self, id: NodeId) -> &str {
        self.element(id).map_or("", |element| &element.name)
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, id: NodeId, name: &str) -> Option<&str> {
        let attributes = &self.element(id)?.attributes;
        attributes.iter().find(|(key, _)| &**key == name).map(|(_, value)| &**value)
    }

    /// The node and all below it, in the order of the page.
    pub(super) fn descendants(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let mut open = vec![id];
        std::iter::from_fn(move || {
            let next = open.pop()?;
            open.extend(self.children(next).iter().rev());
            Some(next)
        })
    }

    /// The elements of this name, in the order of the page.
    pub(super) fn elements<'d>(&'d self, name: &'d str) -> impl Iterator<Item = NodeId> + 'd {
        self.descendants(Dom::ROOT).filter(move |&id| self.name(id) == name)
    }

    /// The node and what it stands in, from the inside out.
    pub(super) fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(Some(id), |&id| self.node(id).parent)
    }

    /// Whether a word in the element's class, id or rôle begins with one of these.
    pub(super) fn is_named(&self, id: NodeId, names: &[&str]) -> bool {
        const KEYS: [&str; 6] = ["class", "id", "role", "itemprop", "rel", "data-component"];
        let values = KEYS.iter().filter_map(|key| self.attribute(id, key));
        values.flat_map(|value| value.split(|character: char| !character.is_ascii_alphanumeric())).any(|word| {
            let word = word.to_ascii_lowercase();
            names.iter().any(|name| word.starts_with(name))
        })
    }

    /// All characters below a node as they are.
    pub(super) fn characters(&self, id: NodeId) -> String {
        self.descendants(id).filter_map(|id| self.text(id)).map(|text| text.characters.as_str()).collect()
    }
}
