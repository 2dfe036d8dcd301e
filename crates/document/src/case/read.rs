//! From a line of case notation to a gold document.

use std::collections::BTreeMap;
use std::fmt;

use super::{EventRole, Role};
use crate::article::{Agency, Published};
use crate::event::{Event, EventMode, EventStatus, EventType, Participant};
use crate::span::{Span, Spans, TextSpan};
use crate::statement::{Hedge, HedgeKind, Link, Medium, Relation, SourceKind, Stance, Statement, StatementKind};
use crate::time::{TimeExpression, TimeKind, TimeModifier};
use crate::{Article, Document};

/// Why a text is not case notation, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseError {
    /// The line, counted from one.
    pub line: usize,
    /// The character in that line, counted from one.
    pub column: usize,
    /// What was found and what was expected.
    pub message: String,
}

impl fmt::Display for CaseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, character {}: {}", self.line, self.column, self.message)
    }
}

impl std::error::Error for CaseError {}

/// Reads a marked-up text as a gold document.
///
/// Parents that are not given follow from containment. Statements come in the order of their contents.
pub fn read(marked: &str) -> Result<Document, CaseError> {
    let mut reader = Reader {
        marked,
        at: 0,
        text: String::new(),
        line: 0,
        open: Vec::new(),
        drafts: BTreeMap::new(),
        hedges: Vec::new(),
        times: Vec::new(),
        events: BTreeMap::new(),
        article: Article::default(),
    };
    reader.document_properties()?;
    reader.body()?;
    reader.finish()
}

/// How a mark names its statement. Ordered so that numbered statements come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Name {
    Number(u32),
    Line(usize),
}

/// A statement while its marks are being read.
#[derive(Default)]
struct Draft {
    first_mark: usize,
    kind: Option<StatementKind>,
    roles: BTreeMap<&'static str, Vec<TextSpan>>,
    source_kind: Option<SourceKind>,
    source_name: Option<String>,
    stance: Option<Stance>,
    medium: Option<Medium>,
    /// `Some(0)` means: none, whatever contains it.
    parent: Option<u32>,
    chain: Vec<Link>,
}

/// An event while its marks are being read.
#[derive(Default)]
struct EventDraft {
    first_mark: usize,
    what: Option<(EventType, Option<EventMode>, EventStatus)>,
    trigger: Vec<TextSpan>,
    actors: Vec<Participant>,
    recipients: Vec<Participant>,
    place: Option<Participant>,
}

/// What an open mark will say of its words.
enum Meaning {
    Role(Role),
    Hedge(HedgeKind),
    Time(TimeExpression),
    Event(EventRole),
}

struct Open {
    names: Vec<Name>,
    meaning: Meaning,
    text_start: usize,
    marked_at: usize,
}

struct Reader<'m> {
    marked: &'m str,
    at: usize,
    text: String,
    line: usize,
    open: Vec<Open>,
    drafts: BTreeMap<Name, Draft>,
    hedges: Vec<Hedge>,
    /// With the event that each dates, if there is one of that name.
    times: Vec<(TimeExpression, Name)>,
    events: BTreeMap<Name, EventDraft>,
    article: Article,
}

impl Reader<'_> {
    fn error<T>(&self, at: usize, message: impl Into<String>) -> Result<T, CaseError> {
        let before = &self.marked[..at.min(self.marked.len())];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Err(CaseError { line: before.matches('\n').count() + 1, column: before[line_start..].chars().count() + 1, message: message.into() })
    }

    /// The lines at the top that hold one document property each.
    fn document_properties(&mut self) -> Result<(), CaseError> {
        let mut any = false;
        loop {
            let rest = &self.marked[self.at..];
            let line = rest.split_inclusive('\n').next().unwrap_or("");
            let trimmed = line.trim();
            let Some(inner) = trimmed.strip_prefix('{').and_then(|l| l.strip_suffix('}')) else {
                if any && trimmed.is_empty() {
                    self.at += line.len();
                }
                return Ok(());
            };
            let Some((key, value)) = inner.split_once('=') else { return Ok(()) };
            let known = ["outlet", "published", "modified", "title", "agency", "url", "language", "author"].contains(&key);
            if !known {
                return Ok(());
            }
            let (value, length) = match read_value(value) {
                Ok(read) => read,
                Err(message) => return self.error(self.at, message),
            };
            if length != inner.len() - key.len() - 1 {
                return Ok(());
            }
            match key {
                "outlet" => self.article.outlet = Some(value),
                "published" => self.article.published = Some(Published { value, span: None }),
                "modified" => self.article.modified = Some(value),
                "title" => self.article.title = Some(value),
                "agency" => self.article.agencies.push(Agency::named(value)),
                "url" => self.article.url = Some(value),
                "language" => self.article.language = Some(value),
                _ => self.article.authors.push(value),
            }
            any = true;
            self.at += line.len();
        }
    }

    fn body(&mut self) -> Result<(), CaseError> {
        while let Some(character) = self.marked[self.at..].chars().next() {
            match character {
                '\\' => {
                    let escaped = self.marked[self.at + 1..].chars().next();
                    match escaped {
                        Some(c @ ('{' | '}' | '\\')) => {
                            self.text.push(c);
                            self.at += 2;
                        }
                        _ => return self.error(self.at, "a backslash stands only before {, } or \\; write \\\\ for the character itself"),
                    }
                }
                '{' => self.mark()?,
                '}' => self.close()?,
                _ => {
                    if character == '\n' {
                        self.line += 1;
                    }
                    self.text.push(character);
                    self.at += character.len_utf8();
                }
            }
        }
        match self.open.last() {
            Some(open) => self.error(open.marked_at, "this mark is never closed"),
            None => Ok(()),
        }
    }

    fn mark(&mut self) -> Result<(), CaseError> {
        let begin = self.at;
        let head_start = begin + 1;
        let rest = &self.marked[head_start..];
        let names_length = rest.find(|c: char| !(c.is_ascii_digit() || c == ',')).unwrap_or(rest.len());
        let (names, role_start) = if names_length > 0 && rest[names_length..].starts_with(':') {
            let mut names = Vec::new();
            for number in rest[..names_length].split(',') {
                match number.parse::<u32>() {
                    Ok(n) if n > 0 => names.push(Name::Number(n)),
                    _ => return self.error(head_start, format!("statements are numbered from 1, separated by commas; found “{number}”")),
                }
            }
            (names, head_start + names_length + 1)
        } else {
            (vec![Name::Line(self.line)], head_start)
        };
        let rest = &self.marked[role_start..];
        let key_length = rest.find(|c: char| !(c.is_ascii_lowercase() || c == '_')).unwrap_or(rest.len());
        let key = &rest[..key_length];
        let mut at = role_start + key_length;
        let mut value = None;
        if self.marked[at..].starts_with('=') {
            match read_value(&self.marked[at + 1..]) {
                Ok((read, length)) => {
                    value = Some(read);
                    at += 1 + length;
                }
                Err(message) => return self.error(at, message),
            }
        }
        match self.marked[at..].chars().next() {
            Some('}') => {
                self.at = at + 1;
                let Some(value) = value else { return self.error(begin, format!("“{key}” has neither words nor a value")) };
                self.property(begin, &names, key, value)
            }
            Some(' ') => {
                self.at = at + 1;
                self.open_role(begin, names, key, value)
            }
            _ => self.error(begin, "a mark is {role text}, {role=value text} or {property=value}; a literal brace is written \\{"),
        }
    }

    fn draft(&mut self, name: Name, begin: usize) -> &mut Draft {
        self.drafts.entry(name).or_insert_with(|| Draft { first_mark: begin, ..Draft::default() })
    }

    fn property(&mut self, begin: usize, names: &[Name], key: &str, value: String) -> Result<(), CaseError> {
        for &name in names {
            let draft = self.draft(name, begin);
            let known = match key {
                "source_name" => {
                    draft.source_name = Some(value.clone());
                    true
                }
                "source_kind" => {
                    draft.source_kind = SourceKind::from_name(&value);
                    draft.source_kind.is_some()
                }
                "stance" => {
                    draft.stance = Stance::from_name(&value);
                    draft.stance.is_some()
                }
                "medium" => {
                    draft.medium = Medium::from_name(&value);
                    draft.medium.is_some()
                }
                "parent" => {
                    draft.parent = value.parse().ok();
                    draft.parent.is_some()
                }
                "chain" => match read_chain(&value) {
                    Some(chain) => {
                        draft.chain = chain;
                        true
                    }
                    None => false,
                },
                _ => return self.error(begin, format!("“{key}” is not a property of a statement")),
            };
            if !known {
                return self.error(begin, format!("“{value}” is not a value of {key}"));
            }
        }
        Ok(())
    }

    fn open_role(&mut self, begin: usize, names: Vec<Name>, key: &str, value: Option<String>) -> Result<(), CaseError> {
        if let Some(kind) = TimeKind::from_name(&key.to_ascii_uppercase()) {
            return self.open_time(begin, names, kind, value);
        }
        if let Some(role) = EventRole::from_name(key) {
            return self.open_event(begin, names, role, value);
        }
        let Some(role) = Role::from_name(key) else {
            let roles = "content, source, cue, addressee, frame, hedge, date, time, duration, set, event, actor, recipient and place";
            return self.error(begin, format!("“{key}” is not a role; roles are {roles}"));
        };
        if role == Role::Hedge {
            let Some(kind) = value.as_deref().and_then(HedgeKind::from_name) else {
                return self.error(begin, "a hedge has a kind: konjunktiv1, konjunktiv2, modal, adverb or adjective");
            };
            self.open_mark(begin, names, Meaning::Hedge(kind));
            return Ok(());
        }
        for &name in &names {
            self.draft(name, begin);
        }
        if let Some(value) = value {
            for &name in &names {
                let draft = self.drafts.get_mut(&name).expect("was made above");
                let known = match role {
                    Role::Content => {
                        draft.kind = StatementKind::from_name(&value);
                        draft.kind.is_some()
                    }
                    Role::Source => {
                        draft.source_kind = SourceKind::from_name(&value);
                        draft.source_kind.is_some()
                    }
                    Role::Cue => {
                        draft.stance = Stance::from_name(&value);
                        draft.stance.is_some()
                    }
                    Role::Addressee | Role::Frame | Role::Hedge => false,
                };
                if !known {
                    return self.error(begin, format!("“{value}” is not a value of {key}"));
                }
            }
        }
        self.open_mark(begin, names, Meaning::Role(role));
        Ok(())
    }

    fn open_mark(&mut self, begin: usize, names: Vec<Name>, meaning: Meaning) {
        self.open.push(Open { names, meaning, text_start: self.text.len(), marked_at: begin });
    }

    /// `{event="COERCE arrest" …}`, `{event="ASSAULT negated" …}`, `{actor …}`; a second piece of the trigger needs no value.
    fn open_event(&mut self, begin: usize, names: Vec<Name>, role: EventRole, value: Option<String>) -> Result<(), CaseError> {
        let what = match (role, value) {
            (EventRole::Trigger, Some(value)) => match read_event(&value) {
                Some(what) => Some(what),
                None => return self.error(begin, format!("“{value}” is not a type of event, with a mode and a status if it has them")),
            },
            (_, Some(value)) => return self.error(begin, format!("“{value}” is a value, and this role has none")),
            (_, None) => None,
        };
        for &name in &names {
            let draft = self.events.entry(name).or_insert_with(|| EventDraft { first_mark: begin, ..EventDraft::default() });
            draft.what = draft.what.or(what);
        }
        self.open_mark(begin, names, Meaning::Event(role));
        Ok(())
    }

    /// `{date=2025-03-14 …}`, `{date="2025-03 START" …}`.
    fn open_time(&mut self, begin: usize, names: Vec<Name>, kind: TimeKind, value: Option<String>) -> Result<(), CaseError> {
        let value = value.unwrap_or_default();
        let (value, modifier) = value.split_once(' ').unwrap_or((&value, ""));
        let known = TimeModifier::from_name(modifier);
        if value.is_empty() || (known.is_none() && !modifier.is_empty()) {
            return self
                .error(begin, "a time has a value as TIMEX3 writes it, and perhaps a modifier: {date=\"2025-03 START\" Anfang März}");
        }
        let time = TimeExpression { modifier: known, ..TimeExpression::new(Span::new(0, 0), kind, value) };
        self.open_mark(begin, names, Meaning::Time(time));
        Ok(())
    }

    fn close(&mut self) -> Result<(), CaseError> {
        let Some(open) = self.open.pop() else {
            return self.error(self.at, "nothing is open here; a literal brace is written \\}");
        };
        if open.text_start == self.text.len() {
            return self.error(open.marked_at, "this mark holds no words");
        }
        let span = Span::new(open.text_start as u32, self.text.len() as u32);
        match open.meaning {
            Meaning::Time(time) => self.times.push((TimeExpression { span, ..time }, open.names[0])),
            Meaning::Hedge(kind) => self.hedges.push(Hedge { span, kind }),
            Meaning::Role(role) => {
                for name in open.names {
                    let draft = self.drafts.get_mut(&name).expect("was made when the mark was opened");
                    draft.roles.entry(role.name()).or_default().push(span);
                }
            }
            Meaning::Event(role) => {
                for name in open.names {
                    let draft = self.events.get_mut(&name).expect("was made when the mark was opened");
                    let participant = Participant { span, entity: None };
                    match role {
                        EventRole::Trigger => draft.trigger.push(span),
                        EventRole::Actor => draft.actors.push(participant),
                        EventRole::Recipient => draft.recipients.push(participant),
                        EventRole::Place => draft.place = Some(participant),
                    }
                }
            }
        }
        self.at += 1;
        Ok(())
    }

    fn finish(mut self) -> Result<Document, CaseError> {
        let mut named: Vec<(Name, Statement, Option<u32>)> = Vec::new();
        for (name, mut draft) in std::mem::take(&mut self.drafts) {
            let mut role = |role: Role| Spans::new(draft.roles.remove(role.name()).unwrap_or_default());
            let (content, source, cue) = (role(Role::Content), role(Role::Source), role(Role::Cue));
            let (addressee, frame) = (role(Role::Addressee), role(Role::Frame));
            let Some(content) = content else { return self.error(draft.first_mark, "this statement has no content") };
            let Some(kind) = draft.kind else {
                return self
                    .error(draft.first_mark, "the content of this statement has no kind: write {content=indirect …} or another kind");
            };
            let statement = Statement {
                source,
                cue,
                addressee,
                frame,
                medium: draft.medium,
                source_kind: draft.source_kind,
                source_name: draft.source_name,
                stance: draft.stance.unwrap_or(Stance::Neutral),
                chain: draft.chain,
                ..Statement::new(kind, content)
            };
            named.push((name, statement, draft.parent));
        }
        named.sort_by(|a, b| {
            (a.1.content.start(), std::cmp::Reverse(a.1.content.end()), a.0).cmp(&(
                b.1.content.start(),
                std::cmp::Reverse(b.1.content.end()),
                b.0,
            ))
        });
        let index_of = |number: u32| named.iter().position(|(name, ..)| *name == Name::Number(number));
        let mut given = Vec::with_capacity(named.len());
        for (_, _, parent) in &named {
            given.push(match parent {
                None => None,
                Some(0) => Some(None),
                Some(number) => match index_of(*number) {
                    Some(index) => Some(Some(index)),
                    None => return self.error(0, format!("a statement names {number} as its parent, and there is no such statement")),
                },
            });
        }
        self.hedges = joined(self.hedges);
        self.times.sort_by_key(|(time, _)| (time.span.start, time.span.end));
        let events = self.finished_events()?;
        self.article.text = self.text;
        let mut document = Document {
            article: self.article,
            statements: named.into_iter().map(|(_, statement, _)| statement).collect(),
            hedges: self.hedges,
            times: self.times.into_iter().map(|(time, _)| time).collect(),
            events,
            ..Document::default()
        };
        let enclosing = crate::enclosing_statements(&document.statements);
        for (index, given) in given.into_iter().enumerate() {
            let parent = given.unwrap_or(enclosing[index]);
            let hedges = document.hedges.iter().copied().filter(|hedge| document.statements[index].content.contains(hedge.span)).collect();
            let statement = &mut document.statements[index];
            statement.parent = parent;
            statement.hedges = hedges;
        }
        Ok(document)
    }

    /// The events in the order of their triggers; the first time of an event's name dates it.
    fn finished_events(&mut self) -> Result<Vec<Event>, CaseError> {
        let mut events = Vec::new();
        for (name, draft) in std::mem::take(&mut self.events) {
            let Some(((kind, mode, status), trigger)) = draft.what.zip(Spans::new(draft.trigger)) else {
                return self.error(draft.first_mark, "this event has no trigger with a type: write {event=ASSAULT …} or another type");
            };
            let time = self.times.iter().position(|(_, dated)| *dated == name);
            let EventDraft { actors, recipients, place, .. } = draft;
            events.push(Event { mode, status, actors, recipients, place, time, ..Event::new(kind, trigger) });
        }
        events.sort_by_key(|event| event.trigger.start());
        Ok(events)
    }
}

/// `COERCE arrest planned`: a type, then a mode, then a status if it did not happen.
fn read_event(value: &str) -> Option<(EventType, Option<EventMode>, EventStatus)> {
    let mut words = value.split(' ').peekable();
    let kind = EventType::from_name(words.next()?)?;
    let mode = words.next_if(|word| EventMode::from_name(word).is_some()).and_then(EventMode::from_name);
    let status = match words.next() {
        Some(word) => EventStatus::from_name(word)?,
        None => EventStatus::Happened,
    };
    words.next().is_none().then_some((kind, mode, status))
}

/// A value at the start of `rest`, quoted or up to the next space or brace, and how many bytes it took.
fn read_value(rest: &str) -> Result<(String, usize), String> {
    let Some(quoted) = rest.strip_prefix('"') else {
        let length = rest.find([' ', '}']).unwrap_or(rest.len());
        return Ok((rest[..length].to_string(), length));
    };
    let mut value = String::new();
    let mut characters = quoted.char_indices();
    while let Some((offset, character)) = characters.next() {
        match character {
            '"' => return Ok((value, offset + 2)),
            '\\' => match characters.next() {
                Some((_, escaped)) => value.push(escaped),
                None => break,
            },
            _ => value.push(character),
        }
    }
    Err("a value that begins with a quotation mark must end with one".to_string())
}

/// `cites outlet Spiegel; reports anonymous Regierungskreise`.
fn read_chain(value: &str) -> Option<Vec<Link>> {
    value
        .split(';')
        .map(|link| {
            let mut words = link.trim().splitn(3, ' ');
            let relation = Relation::from_name(words.next()?)?;
            let kind = SourceKind::from_name(words.next()?)?;
            Some(Link { relation, kind, name: words.next().map(str::to_string), evidence: None })
        })
        .collect()
}

/// Hedges in order; pieces of one that a crossing mark had parted are joined again.
fn joined(mut hedges: Vec<Hedge>) -> Vec<Hedge> {
    hedges.sort();
    let mut joined: Vec<Hedge> = Vec::with_capacity(hedges.len());
    for hedge in hedges {
        match joined.last_mut() {
            Some(last) if last.kind == hedge.kind && hedge.span.start <= last.span.end => last.span = last.span.to(hedge.span),
            _ => joined.push(hedge),
        }
    }
    joined
}
