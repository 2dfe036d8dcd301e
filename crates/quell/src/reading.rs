//! From inputs to readings: ingest, options, language, annotation, certainty.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex};

use quell_document::{Article, Diagnostic, Document, ItemKind, Published};
use quell_ingest::{ARTICLE_BYTES_MAX, Capture, Captured, Captures, Format, Found, Unreadable, Words};
use quell_lang::{Knowledge, Pack};

use crate::certainty::CERTAINTY_MIN;
use crate::inputs::Input;
use crate::language::Grounds;
use crate::view::Item;
use crate::{language, parallel, view};

/// What the caller knows better than the input, or wants otherwise.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The publication date of every article, in ISO 8601.
    pub published: Option<String>,
    /// The outlet of every article.
    pub outlet: Option<String>,
    /// The language of every article: `de`.
    pub language: Option<String>,
    /// The format of every input.
    pub format: Option<Format>,
    /// Whether statements below [`crate::CERTAINTY_MIN`] are kept.
    pub all: bool,
    /// Whether captions and entries of a liveticker, which the article of their page holds, too, are read as items of their own besides. Who counts
    /// words or statements wants each of them once.
    pub parts: bool,
}

/// One article that was read.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The bytes that it came from.
    pub capture: Capture,
    /// The article and what was found in it.
    pub document: Document,
    /// What a case file says should have been found.
    pub gold: Option<Document>,
    /// The name and version of the language pack, if there was one.
    pub pack: Option<String>,
    /// The id of the article on the same page that holds its words, too.
    pub part_of: Option<String>,
}

impl Reading {
    /// The public view: what `--json` prints.
    pub fn item(&self) -> Item<'_> {
        Item::of(self)
    }
}

/// What comes out of an input, one at a time.
#[derive(Debug, Clone)]
pub enum Event {
    /// An article.
    Read(Box<Reading>),
    /// Something that could not be read.
    Unreadable(Unreadable),
}

/// Reads inputs with these options. Language packs are loaded when the first article needs them.
pub struct Engine {
    options: Options,
    knowledge: Arc<Knowledge>,
    words: Arc<Words>,
    packs: Packs,
}

/// The packs that were loaded, and why others could not be.
type Packs = Arc<Mutex<HashMap<String, Result<Arc<Pack>, String>>>>;

impl Engine {
    /// An engine with these options; an error says why there is no pack for the language that they ask for.
    pub fn new(options: Options) -> Result<Self, String> {
        Engine::knowing(options, Knowledge::default())
    }

    /// An engine that also knows what somebody knows beside the packs; an error names the file that cannot be used.
    pub fn knowing(options: Options, knowledge: Knowledge) -> Result<Self, String> {
        let words = Words::with(&knowledge).map_err(|error| error.to_string())?;
        let engine = Engine { options, knowledge: Arc::new(knowledge), words: Arc::new(words), packs: Packs::default() };
        if engine.options.language.is_some() || !engine.knowledge.is_empty() {
            engine.pack(&engine.main_language())?;
        }
        Ok(engine)
    }

    /// The same engine with other options; what it knows and has loaded is shared.
    pub fn with(&self, options: Options) -> Self {
        Engine { options, knowledge: Arc::clone(&self.knowledge), words: Arc::clone(&self.words), packs: Arc::clone(&self.packs) }
    }

    /// The same engine, reading the parts of pages, too: see [`Options::parts`].
    pub fn with_parts(self) -> Self {
        Engine { options: Options { parts: true, ..self.options }, ..self }
    }

    /// Reads all inputs. `show` turns each event into what the caller wants of it, on several threads; `sink` gets that in
    /// order, with the number of bytes read so far, and may break off.
    pub fn read<T: Send>(
        &self,
        inputs: Vec<Result<Input, Unreadable>>,
        show: impl Fn(Event) -> T + Sync,
        mut sink: impl FnMut(T, u64) -> ControlFlow<()>,
    ) {
        let bytes_of = |(captured, _): &(Result<Captured, Unreadable>, u64)| captured.as_ref().map_or(0, Captured::bytes_count);
        let work = |(captured, bytes_read): (Result<Captured, Unreadable>, u64)| {
            let mut whole = None;
            let shown: Vec<T> = self.items(captured).into_iter().map(|found| show(self.event(found, &mut whole))).collect();
            (shown, bytes_read)
        };
        parallel::in_order(self.captures(inputs), bytes_of, work, |(shown, bytes_read)| {
            shown.into_iter().try_for_each(|shown| sink(shown, bytes_read))
        });
    }

    /// The articles of these inputs.
    pub(crate) fn articles(&self, inputs: Vec<Result<Input, Unreadable>>) -> impl Iterator<Item = Result<Found, Unreadable>> {
        self.captures(inputs).flat_map(|(captured, _)| self.items(captured))
    }

    /// The captures of these inputs, each with the number of bytes read so far.
    pub(crate) fn captures(&self, inputs: Vec<Result<Input, Unreadable>>) -> AllCaptures {
        AllCaptures { inputs: inputs.into_iter(), format: self.options.format, open: None, bytes_before: 0 }
    }

    /// What stands in a capture.
    pub(crate) fn items(&self, captured: Result<Captured, Unreadable>) -> Vec<Result<Found, Unreadable>> {
        let mut items = match captured {
            Ok(captured) => captured.items(&self.words),
            Err(unreadable) => vec![Err(unreadable)],
        };
        items.retain(|item| self.options.parts || item.as_ref().map_or(true, |found| !found.is_part));
        items
    }

    /// What came out of a capture. `whole` is the id of the last article that was no part of another.
    fn event(&self, found: Result<Found, Unreadable>, whole: &mut Option<String>) -> Event {
        let found = match found {
            Ok(found) => found,
            Err(unreadable) => return Event::Unreadable(unreadable),
        };
        let is_part = found.is_part;
        let mut reading = self.annotate(found);
        if is_part {
            reading.part_of.clone_from(whole);
        } else if self.options.parts {
            *whole = Some(view::article_id(&reading.document));
        }
        Event::Read(Box::new(reading))
    }

    fn annotate(&self, found: Found) -> Reading {
        self.annotate_prepared(self.prepare(found))
    }

    pub(crate) fn annotate_prepared(&self, prepared: Prepared) -> Reading {
        let Prepared { capture, article, gold, pack, diagnostics } = prepared;
        let pack_name = pack.as_ref().map(|pack| pack.name().to_string());
        let mut document = match pack {
            Some(pack) => quell_annotate::annotate(article, &pack),
            None => self.unanalysed(article),
        };
        document.diagnostics.splice(0..0, diagnostics);
        if !self.options.all {
            document.keep_certain(CERTAINTY_MIN);
        }
        Reading { capture, document, gold, pack: pack_name, part_of: None }
    }

    /// Applies the options and finds the pack, if the article can be analysed.
    pub(crate) fn prepare(&self, found: Found) -> Prepared {
        let Found { capture, mut article, gold, mut diagnostics, .. } = found;
        let Options { published, outlet, .. } = &self.options;
        if let Some(value) = published {
            article.published = Some(Published { value: value.clone(), span: None });
        }
        article.outlet = outlet.clone().or(article.outlet);
        let pack = match article.text.len() {
            // Menus and prompts are nobody's words.
            _ if article.kind == ItemKind::Boilerplate => None,
            0..=ARTICLE_BYTES_MAX => self.pack_for(&mut article, &mut diagnostics),
            _ => {
                let message = format!("longer than {} MiB: kept, but not analysed", ARTICLE_BYTES_MAX >> 20);
                diagnostics.push(Diagnostic::error(message).hint("split it into its articles, for example as JSON Lines"));
                None
            }
        };
        Prepared { capture, article, gold, pack, diagnostics }
    }

    /// The pack for the option's language, else for the one that the item is in. Where there is none, the item is kept unanalysed.
    fn pack_for(&self, article: &mut Article, diagnostics: &mut Vec<Diagnostic>) -> Option<Arc<Pack>> {
        let tag = match &self.options.language {
            Some(asked) => language::primary(asked),
            None => {
                let guess = language::of(article, article.language.as_deref());
                match &guess.grounds {
                    Grounds::Nothing => {
                        let message = format!("too little text to tell its language: read as “{}”", guess.tag);
                        diagnostics.push(Diagnostic::note(message).hint("`--language` says which it is"));
                    }
                    Grounds::WordsAgainst(said) => {
                        let message = format!("the page says that it is in “{said}”, its words are in “{}”", guess.tag);
                        diagnostics.push(Diagnostic::note(message).hint("`--language` says which it is"));
                    }
                    Grounds::Said | Grounds::Words => {}
                }
                guess.tag
            }
        };
        let pack = self.pack(&tag);
        article.language = Some(tag);
        match pack {
            Ok(pack) => Some(pack),
            Err(reason) => {
                let diagnostic = Diagnostic::warning(format!("not analysed: {reason}"));
                diagnostics.push(diagnostic.hint("if it is in another language, say so with `--language`"));
                None
            }
        }
    }

    /// An item in a language that there is no pack for: its sentences, and nothing that is said in them. Where a sentence ends is much the same in all
    /// languages of news.
    fn unanalysed(&self, article: Article) -> Document {
        let is_text = article.kind != ItemKind::Boilerplate && article.text.len() <= ARTICLE_BYTES_MAX;
        match self.pack(&self.main_language()) {
            Ok(pack) if is_text => quell_annotate::sentences_alone(article, &pack),
            _ => Document { article, ..Document::default() },
        }
    }

    /// Whether statements that are less certain are kept.
    pub(crate) fn keeps_all(&self) -> bool {
        self.options.all
    }

    /// The language that is asked for, else the one that comes first.
    pub(crate) fn main_language(&self) -> String {
        self.options.language.clone().unwrap_or_else(|| language::assumed().to_string())
    }

    pub(crate) fn pack(&self, tag: &str) -> Result<Arc<Pack>, String> {
        let mut packs = self.packs.lock().expect("loading a pack does not panic");
        let load = || Pack::for_language(tag, &self.knowledge).map(Arc::new).map_err(|error| error.to_string());
        packs.entry(tag.to_string()).or_insert_with(load).clone()
    }
}

/// An article with everything that its annotation needs.
pub(crate) struct Prepared {
    pub(crate) capture: Capture,
    pub(crate) article: Article,
    pub(crate) gold: Option<Document>,
    pub(crate) pack: Option<Arc<Pack>>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// The captures of all inputs, one input open at a time.
pub(crate) struct AllCaptures {
    inputs: std::vec::IntoIter<Result<Input, Unreadable>>,
    format: Option<Format>,
    open: Option<Captures>,
    bytes_before: u64,
}

impl Iterator for AllCaptures {
    type Item = (Result<Captured, Unreadable>, u64);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(open) = &mut self.open {
                if let Some(captured) = open.next() {
                    return Some((captured, self.bytes_before + open.bytes_read()));
                }
                self.bytes_before += open.bytes_read();
                self.open = None;
            }
            match self.inputs.next()?.and_then(|input| input.open(self.format)) {
                Ok(captures) => self.open = Some(captures),
                Err(unreadable) => return Some((Err(unreadable), self.bytes_before)),
            }
        }
    }
}
