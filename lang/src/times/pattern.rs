//! How a pattern is written, and what it is matched by.
//!
//! | written | means |
//! |---|---|
//! | `weekday` | a word of this class; its value is the part of the same name, if there is one |
//! | `from:year` | a word of the class *year*; its value is the part *from* |
//! | `_:year` | a word of the class *year*, whose value does not count |
//! | `'Uhr'` | this word |
//! | `a b` | one behind the other, with or without a space |
//! | `a~b` | without a space |
//! | `a \| b`, `( )`, `a?` | either; a group; may be missing |
//! | `< >` | has to stand there and is no part of the expression |
//! | `{ }` | one of several expressions of the pattern; what one lacks it takes from the ones behind it |
//! | `@name` | a part that `[parts]` defines |
//!
//! There is no repetition, so that a match is bounded by the length of its pattern and the work stays linear.

use rustc_hash::FxHashMap;

use super::words::{Class, Slot, TimeWords};

/// A step of a match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    /// A word of this class, whose value is this part.
    Edge {
        /// The class.
        class: Class,
        /// The part.
        slot: Option<Slot>,
    },
    /// Here or there.
    Split(u16, u16),
    /// There.
    Jump(u16),
    /// No space stands here.
    Glue,
    /// What has to stand there begins or ends.
    Context(bool),
    /// An expression begins or ends.
    Expression(bool),
    /// The end.
    Match,
}

/// A pattern that can be matched.
#[derive(Debug, Clone, Default)]
pub struct Program {
    /// Its steps.
    pub ops: Vec<Op>,
}

impl Program {
    /// The classes of words that it can begin with.
    pub fn first_classes(&self) -> Vec<Class> {
        let mut classes = Vec::new();
        let mut open = vec![0usize];
        let mut seen = vec![false; self.ops.len()];
        while let Some(at) = open.pop() {
            if std::mem::replace(&mut seen[at], true) {
                continue;
            }
            match self.ops[at] {
                Op::Edge { class, .. } => classes.push(class),
                Op::Split(a, b) => open.extend([a as usize, b as usize]),
                Op::Jump(to) => open.push(to as usize),
                Op::Glue | Op::Context(_) | Op::Expression(_) => open.push(at + 1),
                Op::Match => {}
            }
        }
        classes.sort_unstable();
        classes.dedup();
        classes
    }
}

enum Node {
    Edge(Class, Option<Slot>),
    Sequence(Vec<Node>),
    Either(Vec<Node>),
    Maybe(Box<Node>),
    Glue,
    Context(Box<Node>),
    Expression(Box<Node>),
}

/// Reads a pattern. An error says what was expected, and where.
pub fn compile(written: &str, parts: &FxHashMap<String, String>, words: &mut TimeWords) -> Result<Program, String> {
    const DEPTH_MAX: usize = 12;
    let expanded = expand(written, parts, DEPTH_MAX)?;
    let mut reader = Reader { rest: &expanded, words };
    let node = reader.either()?;
    if !reader.rest.is_empty() {
        return Err(format!("nothing is open where “{}” begins", reader.rest));
    }
    let mut program = Program::default();
    emit(&node, &mut program.ops);
    program.ops.push(Op::Match);
    if program.ops.len() > u16::MAX as usize / 2 {
        return Err("too long once its parts are put in".to_string());
    }
    Ok(program)
}

/// Puts the parts in.
fn expand(written: &str, parts: &FxHashMap<String, String>, depth: usize) -> Result<String, String> {
    let mut out = String::new();
    let mut rest = written;
    while let Some(at) = rest.find('@') {
        out.push_str(&rest[..at]);
        let behind = &rest[at + 1..];
        let length = behind.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(behind.len());
        let name = &behind[..length];
        let part = parts.get(name).filter(|_| depth > 0).ok_or_else(|| format!("there is no part “{name}”"))?;
        out.push('(');
        out.push_str(&expand(part, parts, depth - 1)?);
        out.push(')');
        rest = &behind[length..];
    }
    out.push_str(rest);
    Ok(out)
}

struct Reader<'p> {
    rest: &'p str,
    words: &'p mut TimeWords,
}

impl Reader<'_> {
    fn skip_space(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn take(&mut self, mark: char) -> bool {
        self.skip_space();
        let taken = self.rest.strip_prefix(mark);
        self.rest = taken.unwrap_or(self.rest);
        taken.is_some()
    }

    fn either(&mut self) -> Result<Node, String> {
        let mut branches = vec![self.sequence()?];
        while self.take('|') {
            branches.push(self.sequence()?);
        }
        Ok(if branches.len() == 1 { branches.remove(0) } else { Node::Either(branches) })
    }

    fn sequence(&mut self) -> Result<Node, String> {
        let mut items = Vec::new();
        loop {
            self.skip_space();
            match self.rest.chars().next() {
                None | Some('|' | ')' | '>' | '}') => break,
                Some('~') => {
                    self.rest = &self.rest[1..];
                    items.push(Node::Glue);
                }
                Some(_) => {
                    let item = self.item()?;
                    let item = if self.rest.starts_with('?') {
                        self.rest = &self.rest[1..];
                        // “a (~b)?”: the glue stands inside.
                        Node::Maybe(Box::new(item))
                    } else {
                        item
                    };
                    items.push(item);
                }
            }
        }
        if items.is_empty() { Err("something is empty".to_string()) } else { Ok(Node::Sequence(items)) }
    }

    fn item(&mut self) -> Result<Node, String> {
        let closed = |reader: &mut Self, mark: char, node: Node| {
            if reader.take(mark) { Ok(node) } else { Err(format!("a “{mark}” is missing before “{}”", reader.rest)) }
        };
        if self.take('(') {
            let node = self.either()?;
            return closed(self, ')', node);
        }
        if self.take('<') {
            let node = Node::Context(Box::new(self.either()?));
            return closed(self, '>', node);
        }
        if self.take('{') {
            let node = Node::Expression(Box::new(self.either()?));
            return closed(self, '}', node);
        }
        if self.take('\'') {
            let Some((word, rest)) = self.rest.split_once('\'') else { return Err("a word begins with ' and does not end".to_string()) };
            self.rest = rest;
            return Ok(Node::Edge(self.words.literal(word), None));
        }
        let name = self.name()?;
        let (slot, class) = if self.rest.starts_with(':') {
            self.rest = &self.rest[1..];
            // “_:weekday”: the word has to stand there, its value does not count.
            let slot = if name == "_" { None } else { Some(Slot::from_name(&name).ok_or_else(|| format!("“{name}” is not a part"))?) };
            (slot, self.name()?)
        } else {
            (Slot::from_name(&name), name)
        };
        let class = self.words.classes.get(&class).ok_or_else(|| format!("there is no class “{class}”"))?;
        Ok(Node::Edge(class, slot))
    }

    fn name(&mut self) -> Result<String, String> {
        let length = self.rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(self.rest.len());
        if length == 0 {
            return Err(format!("a class, part, word or group is missing before “{}”", self.rest));
        }
        let name = self.rest[..length].to_string();
        self.rest = &self.rest[length..];
        Ok(name)
    }
}

fn emit(node: &Node, ops: &mut Vec<Op>) {
    match node {
        Node::Edge(class, slot) => ops.push(Op::Edge { class: *class, slot: *slot }),
        Node::Sequence(items) => items.iter().for_each(|item| emit(item, ops)),
        Node::Glue => ops.push(Op::Glue),
        Node::Maybe(inner) => {
            let split = ops.len();
            ops.push(Op::Match);
            emit(inner, ops);
            ops[split] = Op::Split(split as u16 + 1, ops.len() as u16);
        }
        Node::Either(branches) => {
            let mut jumps = Vec::new();
            for (index, branch) in branches.iter().enumerate() {
                let is_last = index + 1 == branches.len();
                let split = ops.len();
                if !is_last {
                    ops.push(Op::Match);
                }
                emit(branch, ops);
                if !is_last {
                    jumps.push(ops.len());
                    ops.push(Op::Match);
                    ops[split] = Op::Split(split as u16 + 1, ops.len() as u16);
                }
            }
            let end = ops.len() as u16;
            for jump in jumps {
                ops[jump] = Op::Jump(end);
            }
        }
        Node::Context(inner) => {
            ops.push(Op::Context(true));
            emit(inner, ops);
            ops.push(Op::Context(false));
        }
        Node::Expression(inner) => {
            ops.push(Op::Expression(true));
            emit(inner, ops);
            ops.push(Op::Expression(false));
        }
    }
}
