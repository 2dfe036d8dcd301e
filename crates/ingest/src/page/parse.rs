//! From the source of a page to its tree: `html5gum` gives the tokens with their places, `html5ever` builds the tree that
//! the HTML Standard asks for, and between the two nothing of the places is lost.
//!
//! `html5ever`'s own tokenizer knows lines only. Its tree builder may hold text back (in tables), move it and leave white
//! space out, so the places of a text wait in [`Sink::waiting`] until the text arrives in the tree.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::convert::Infallible;
use std::ops::Range;

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Doctype, Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, ExpandedName, LocalName, QualName};
use html5gum::emitters::callback::{Callback, CallbackEmitter, CallbackEvent};
use html5gum::{Emitter, ForwardingEmitter, Span, State, Tokenizer};

use super::dom::{Content, Dom, Element, Node, NodeId, Segment, Text};
use super::{handed_over, references};

/// Elements that are nested deeper are left out and their content is kept, as in browsers.
const DEPTH_MAX: u32 = 512;

/// The tree of this page.
pub(super) fn parse(source: &str) -> Dom {
    let builder = TreeBuilder::new(Sink::default(), TreeBuilderOpts { drop_doctype: true, ..TreeBuilderOpts::default() });
    let emitter = Bridge { inner: CallbackEmitter::new(Tokens::new(&builder, source)) };
    let Ok(()) = Tokenizer::new_with_emitter(source, emitter).finish();
    builder.sink.finish()
}

/// Hands the tokenizer's events on and tells it what the tree builder wants to be read next.
struct Bridge<'b> {
    inner: CallbackEmitter<Tokens<'b>, Infallible, usize>,
}

impl ForwardingEmitter for Bridge<'_> {
    type Token = Infallible;

    fn inner(&mut self) -> &mut impl Emitter<Token = Infallible> {
        &mut self.inner
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn emit_eof(&mut self) {
        self.inner.emit_eof();
        let tokens = self.inner.callback_mut();
        tokens.hand_on(Token::EOFToken);
        tokens.builder.end();
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        // The tokenizer is not asked to guess the next state: the tree builder knows it.
        let guessed = self.inner.emit_current_tag();
        debug_assert!(guessed.is_none());
        let next = self.inner.callback_mut().next_state.take();
        if next.is_some() {
            self.inner.init_string();
        }
        next
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&mut self) -> bool {
        self.inner.callback_mut().builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Makes tokens of events.
struct Tokens<'b> {
    builder: &'b TreeBuilder<Handle, Sink>,
    source: &'b str,
    start_tag: Option<Tag>,
    next_state: Option<State>,
    /// Whether character references are decoded in what is read now.
    has_references: bool,
    /// The names of start tags that were left out because they are nested too deep.
    left_out: Vec<LocalName>,
    is_attribute_kept: bool,
}

impl<'b> Tokens<'b> {
    fn new(builder: &'b TreeBuilder<Handle, Sink>, source: &'b str) -> Self {
        Tokens { builder, source, start_tag: None, next_state: None, has_references: true, left_out: Vec::new(), is_attribute_kept: false }
    }

    fn hand_on(&mut self, token: Token) {
        let is_text = matches!(token, Token::CharacterTokens(_) | Token::NullCharacterToken);
        let state = match self.builder.process_token(token, 1) {
            TokenSinkResult::Continue | TokenSinkResult::EncodingIndicator(_) => None,
            TokenSinkResult::Script(_) => Some(State::Data),
            TokenSinkResult::Plaintext => Some(State::PlainText),
            TokenSinkResult::RawData(RawKind::Rcdata) => Some(State::RcData),
            TokenSinkResult::RawData(RawKind::Rawtext) => Some(State::RawText),
            TokenSinkResult::RawData(RawKind::ScriptData | RawKind::ScriptDataEscaped(_)) => Some(State::ScriptData),
        };
        self.next_state = state;
        self.has_references = matches!(state, None | Some(State::Data | State::RcData));
        if !is_text {
            // What has not arrived by now was left out.
            self.builder.sink.waiting.borrow_mut().clear();
        }
    }

    fn start_tag(&mut self, tag: Tag) {
        if self.builder.sink.depth.get() < DEPTH_MAX {
            self.hand_on(Token::TagToken(tag));
        } else {
            self.left_out.push(tag.name);
        }
    }

    fn end_tag(&mut self, name: LocalName) {
        let was_left_out = self.left_out.last() == Some(&name);
        if was_left_out {
            self.left_out.pop();
        } else {
            self.hand_on(Token::TagToken(tag(TagKind::EndTag, name)));
        }
    }

    fn text(&mut self, value: &[u8], place: Range<usize>) {
        let value = String::from_utf8_lossy(value);
        let place = place.start.min(place.end)..place.end;
        // Should a place not be one of the source, the text is kept without.
        let source = self.source.get(place.clone()).unwrap_or("");
        let segments = references::segments(&value, source, place.start as u32, self.has_references);
        self.builder.sink.waiting.borrow_mut().add(&value, &segments);
        for (index, part) in value.split('\0').enumerate() {
            if index > 0 {
                self.hand_on(Token::NullCharacterToken);
            }
            if !part.is_empty() {
                self.hand_on(Token::CharacterTokens(StrTendril::from_slice(part)));
            }
        }
    }
}

impl Callback<Infallible, usize> for Tokens<'_> {
    fn handle_event(&mut self, event: CallbackEvent<'_>, span: Span<usize>) -> Option<Infallible> {
        match event {
            CallbackEvent::OpenStartTag { name: opened } => {
                self.start_tag = Some(tag(TagKind::StartTag, name(opened)));
            }
            CallbackEvent::AttributeName { name: attribute } => {
                self.is_attribute_kept = is_kept(attribute);
                if let Some(tag) = self.start_tag.as_mut().filter(|_| self.is_attribute_kept) {
                    let name = QualName::new(None, html5ever::ns!(), name(attribute));
                    tag.attrs.push(Attribute { name, value: StrTendril::new() });
                }
            }
            CallbackEvent::AttributeValue { value } if self.is_attribute_kept => {
                if let Some(attribute) = self.start_tag.as_mut().and_then(|tag| tag.attrs.last_mut()) {
                    attribute.value.push_slice(&String::from_utf8_lossy(value));
                }
            }
            CallbackEvent::AttributeValue { .. } => {}
            CallbackEvent::CloseStartTag { self_closing } => {
                if let Some(mut tag) = self.start_tag.take() {
                    tag.self_closing = self_closing;
                    without_repetition(&mut tag);
                    self.start_tag(tag);
                }
            }
            CallbackEvent::EndTag { name: ended } => self.end_tag(name(ended)),
            CallbackEvent::String { value } => self.text(value, span.start..span.end),
            CallbackEvent::Comment { .. } | CallbackEvent::Error(_) => {}
            CallbackEvent::Doctype { name, public_identifier, system_identifier, force_quirks } => {
                let doctype = Doctype {
                    name: Some(tendril(name)).filter(|name| !name.is_empty()),
                    public_id: public_identifier.map(tendril),
                    system_id: system_identifier.map(tendril),
                    force_quirks,
                };
                self.hand_on(Token::DoctypeToken(doctype));
            }
        }
        None
    }
}

fn tendril(bytes: &[u8]) -> StrTendril {
    StrTendril::from_slice(&String::from_utf8_lossy(bytes))
}

fn name(bytes: &[u8]) -> LocalName {
    LocalName::from(&*String::from_utf8_lossy(bytes))
}

fn tag(kind: TagKind, name: LocalName) -> Tag {
    Tag { kind, name, self_closing: false, attrs: Vec::new(), had_duplicate_attributes: false }
}

/// Whether anybody asks for an attribute of this name: who tells what a paragraph is, what the page says of itself, and the tree builder.
/// More than half of all attributes are for scripts and pictures.
fn is_kept(name: &[u8]) -> bool {
    const ASKED_FOR: [&str; 10] = ["color", "content", "encoding", "face", "hidden", "lang", "name", "property", "size", "type"];
    handed_over::ATTRIBUTES.iter().chain(&ASKED_FOR).any(|asked_for| asked_for.as_bytes() == name)
}

/// Of attributes of the same name the first counts.
fn without_repetition(tag: &mut Tag) {
    let mut kept: Vec<Attribute> = Vec::with_capacity(tag.attrs.len());
    for attribute in tag.attrs.drain(..) {
        if !kept.iter().any(|before| before.name == attribute.name) {
            kept.push(attribute);
        }
    }
    tag.attrs = kept;
}

/// Text on its way into the tree.
#[derive(Default)]
struct Waiting {
    characters: String,
    segments: Vec<Segment>,
    at: usize,
}

impl Waiting {
    fn clear(&mut self) {
        self.characters.clear();
        self.segments.clear();
        self.at = 0;
    }

    fn add(&mut self, text: &str, segments: &[Segment]) {
        let offset = self.characters.len() as u32;
        self.characters.push_str(text);
        self.segments.extend(segments.iter().map(|segment| Segment { from: segment.from + offset, ..*segment }));
    }

    /// Where these characters stand, which have arrived as bytes `offset..` of a text; what was left out before them is skipped.
    fn take(&mut self, arrived: &str, offset: u32, into: &mut Vec<Segment>) {
        let rest = &self.characters[self.at..];
        let skipped = if rest.starts_with(arrived) { Some(0) } else { rest.find(arrived) };
        let Some(skipped) = skipped else {
            into.push(Segment { from: offset, length: arrived.len() as u32, source: None, verbatim: false });
            return;
        };
        let start = (self.at + skipped) as u32;
        let end = start + arrived.len() as u32;
        self.at = end as usize;
        let first = self.segments.partition_point(|segment| segment.from + segment.length <= start);
        for segment in self.segments[first..].iter().take_while(|segment| segment.from < end) {
            let (from, to) = (segment.from.max(start), (segment.from + segment.length).min(end));
            let source = segment.source.map(|(first, last)| {
                if segment.verbatim { (first + (from - segment.from), first + (to - segment.from)) } else { (first, last) }
            });
            into.push(Segment { from: offset + (from - start), length: to - from, source, verbatim: segment.verbatim });
        }
    }
}

/// A node and its name, since the tree builder asks for names all the time.
#[derive(Clone)]
struct Handle {
    id: NodeId,
    name: QualName,
}

impl Handle {
    fn without_name(id: NodeId) -> Self {
        Handle { id, name: QualName::new(None, html5ever::ns!(), LocalName::default()) }
    }
}

/// Takes the tree as it is built.
struct Sink {
    nodes: RefCell<Vec<Node>>,
    waiting: RefCell<Waiting>,
    /// How deep the node that was opened last is nested.
    depth: Cell<u32>,
    /// The depth of each node when it was put into the tree.
    depths: RefCell<Vec<u32>>,
}

impl Default for Sink {
    fn default() -> Self {
        Sink { nodes: RefCell::new(vec![Node::default()]), waiting: RefCell::default(), depth: Cell::new(0), depths: RefCell::new(vec![0]) }
    }
}

impl Sink {
    fn add(&self, content: Content) -> NodeId {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node { content, ..Node::default() });
        self.depths.borrow_mut().push(0);
        NodeId(nodes.len() as u32 - 1)
    }

    fn detach(&self, id: NodeId) {
        let mut nodes = self.nodes.borrow_mut();
        if let Some(parent) = nodes[id.0 as usize].parent.take() {
            let siblings = &mut nodes[parent.0 as usize].children;
            // What is moved was put there last.
            if let Some(at) = siblings.iter().rposition(|&child| child == id) {
                siblings.remove(at);
            }
        }
    }

    /// Puts a node or a text in front of child number `at` of `parent`.
    fn insert(&self, parent: NodeId, at: usize, child: NodeOrText<Handle>) {
        match child {
            NodeOrText::AppendNode(child) => {
                let mut nodes = self.nodes.borrow_mut();
                nodes[child.id.0 as usize].parent = Some(parent);
                nodes[parent.0 as usize].children.insert(at, child.id);
                let mut depths = self.depths.borrow_mut();
                let depth = depths[parent.0 as usize] + 1;
                depths[child.id.0 as usize] = depth;
                self.depth.set(depth);
            }
            NodeOrText::AppendText(arrived) => {
                let before = at.checked_sub(1).map(|at| self.nodes.borrow()[parent.0 as usize].children[at]);
                let is_text = |id: &NodeId| matches!(self.nodes.borrow()[id.0 as usize].content, Content::Text(_));
                let text = before.filter(is_text).unwrap_or_else(|| {
                    let id = self.add(Content::Text(Text::default()));
                    let mut nodes = self.nodes.borrow_mut();
                    nodes[id.0 as usize].parent = Some(parent);
                    nodes[parent.0 as usize].children.insert(at, id);
                    id
                });
                if let Content::Text(text) = &mut self.nodes.borrow_mut()[text.0 as usize].content {
                    self.waiting.borrow_mut().take(&arrived, text.characters.len() as u32, &mut text.segments);
                    text.characters.push_str(&arrived);
                }
            }
        }
    }
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Dom;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Dom {
        Dom { nodes: self.nodes.into_inner() }
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle::without_name(Dom::ROOT)
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        target.name.expanded()
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Handle {
        let attributes = attributes.into_iter().map(|attribute| (attribute.name.local, attribute.value)).collect();
        let id = self.add(Content::Element(Element { name: name.local.clone(), attributes }));
        Handle { id, name }
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        Handle::without_name(self.add(Content::Nothing))
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        Handle::without_name(self.add(Content::Nothing))
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        if let NodeOrText::AppendNode(child) = &child {
            self.detach(child.id);
        }
        let at = self.nodes.borrow()[parent.id.0 as usize].children.len();
        self.insert(parent.id, at, child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, before: &Handle, child: NodeOrText<Handle>) {
        let has_parent = self.nodes.borrow()[element.id.0 as usize].parent.is_some();
        if has_parent { self.append_before_sibling(element, child) } else { self.append(before, child) }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn pop(&self, node: &Handle) {
        self.depth.set(self.depths.borrow()[node.id.0 as usize].saturating_sub(1));
    }

    fn get_template_contents(&self, target: &Handle) -> Handle {
        // What stands in a template is not shown: it hangs where nobody looks.
        Handle::without_name(target.id)
    }

    fn same_node(&self, one: &Handle, other: &Handle) -> bool {
        one.id == other.id
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        if let NodeOrText::AppendNode(child) = &child {
            self.detach(child.id);
        }
        let Some(parent) = self.nodes.borrow()[sibling.id.0 as usize].parent else { return };
        let at = self.nodes.borrow()[parent.0 as usize].children.iter().rposition(|&child| child == sibling.id);
        self.insert(parent, at.unwrap_or(0), child);
    }

    fn add_attrs_if_missing(&self, target: &Handle, attributes: Vec<Attribute>) {
        if let Content::Element(element) = &mut self.nodes.borrow_mut()[target.id.0 as usize].content {
            for attribute in attributes {
                if !element.attributes.iter().any(|(name, _)| *name == attribute.name.local) {
                    element.attributes.push((attribute.name.local, attribute.value));
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.detach(target.id);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let mut nodes = self.nodes.borrow_mut();
        let children = std::mem::take(&mut nodes[node.id.0 as usize].children);
        for child in &children {
            nodes[child.0 as usize].parent = Some(new_parent.id);
        }
        nodes[new_parent.id.0 as usize].children.extend(children);
    }
}
