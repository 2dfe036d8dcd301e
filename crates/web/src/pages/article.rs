//! An article as it was published, with every statement marked, and beside it who said what, how, and by which words.

use std::sync::Arc;

use askama::Template;
use quell::document::{BlockKind, Document, Spans, Statement, TextSpan};
use quell::record::reading;
use quell::view::Speakers;
use quell::{CERTAINTY_MIN, Reading};

use super::Frame;
use crate::answer::{Answer, Trouble, html, see, text};
use crate::cases;
use crate::marks::{self, Piece};
use crate::notes::{self, Note};
use crate::shown::{plain, shortened, verbatim};
use crate::state::App;
use crate::visit::{Visit, encoded, query};
use crate::words::Words;

/// The page of a longer text comes in parts of so many bytes.
const PART_BYTES: usize = 24 << 10;

/// So many statements of a block are joined to their notes when one points at them.
const SLOTS_MAX: usize = 24;

/// An article that was found by its id.
pub struct FoundArticle {
    /// The article with its statements, as corrected by hand.
    pub reading: Arc<Reading>,
    /// Where it is kept in the record; `None` if it is not in the record.
    pub kept_at: Option<KeptAt>,
}

/// Where an article is kept in the record.
pub struct KeptAt {
    /// Its address.
    pub address: String,
    /// Whether there is a later version.
    pub is_superseded: bool,
}

/// The article of this id: from the record, else from what was pasted or dropped.
pub fn found(app: &App, visit: &Visit, id: &str, keeps_all: bool) -> Result<FoundArticle, Trouble> {
    if let Some(record) = app.record()?
        && let Some(version) = record.version_of(id)?
    {
        let current = record.current(&version.address)?;
        let is_superseded = current.is_some_and(|current| current.public_id != version.public_id);
        let kept_at = Some(KeptAt { address: version.address.clone(), is_superseded });
        let reading = reading(version, &record.corrections()?, keeps_all);
        return Ok(FoundArticle { reading: Arc::new(reading), kept_at });
    }
    let reading = app.kept_reading(id).ok_or_else(|| Trouble::missing(visit, "no_such_article", "no_such_article_hint"))?;
    let reading = if keeps_all { reading } else { Arc::new(without_guesses(&reading)) };
    Ok(FoundArticle { reading, kept_at: None })
}

fn without_guesses(reading: &Reading) -> Reading {
    let mut certain = reading.clone();
    certain.document.keep_certain(CERTAINTY_MIN);
    certain
}

/// `/article?at=ADDRESS`: the current version of what stands at this address.
pub fn by_address(app: &App, visit: &Visit) -> Answer {
    let missing = || Trouble::missing(visit, "no_such_article", "no_such_article_hint");
    let address = visit.get("at").ok_or_else(missing)?;
    let record = app.record()?.ok_or_else(missing)?;
    let version = record.current(address)?.ok_or_else(missing)?;
    let anchor = visit.get("statement").map(|id| format!("#s-{}", encoded(notes::code(id)))).unwrap_or_default();
    see(&format!("/article/{}{anchor}", version.public_id))
}

/// `/article/ID`: the article.
pub fn page(app: &App, visit: &Visit) -> Answer {
    let keeps_all = visit.has("all");
    let article = found(app, visit, visit.get("id").unwrap_or_default(), keeps_all)?;
    html(&ArticlePage::of(&article, visit))
}

/// `/article/ID/case` and `/article/ID/case/STATEMENT`: the article, or one statement, in case notation.
pub fn case(app: &App, visit: &Visit) -> Answer {
    let article = found(app, visit, visit.get("id").unwrap_or_default(), visit.has("all"))?;
    match visit.get("statement") {
        None => text(quell::document::case::write(&article.reading.document)),
        Some(id) => {
            let index = statement_index(&article.reading, id)
                .ok_or_else(|| Trouble::missing(visit, "no_such_statement", "no_such_statement_hint"))?;
            text(cases::of_statement(&article.reading.document, index))
        }
    }
}

/// The place of a statement among those of its article.
pub fn statement_index(reading: &Reading, id: &str) -> Option<usize> {
    reading.item().statements.iter().position(|statement| statement.id == id)
}

#[derive(Template)]
#[template(path = "article.html")]
struct ArticlePage<'a> {
    frame: Frame<'a>,
    id: String,
    head: Head,
    headline: Option<Block>,
    blocks: Vec<Block>,
    speakers: Vec<SpeakerView>,
    counts: Counts,
    filter: Filter,
    part: Part,
    kept_at: Option<&'a KeptAt>,
    remarks: Vec<Remark>,
    captions: Vec<String>,
}

struct Head {
    title: String,
    language: String,
    kicker: Option<String>,
    outlet: Option<String>,
    published: Option<String>,
    modified: Option<String>,
    authors: Vec<String>,
    agencies: Vec<String>,
    url: Option<String>,
    kind: &'static str,
}

struct Remark {
    level: &'static str,
    message: String,
    hint: Option<String>,
}

struct Counts {
    statements: usize,
    shown: usize,
    sources: usize,
    untraceable: usize,
    is_analysed: bool,
    /// Whether rules of before found it.
    is_outdated: bool,
}

/// A block of the text with its notes.
struct Block {
    kind: &'static str,
    pieces: Vec<PieceView>,
    notes: Vec<Note>,
}

/// A piece of the text, as the template prints it.
struct PieceView {
    classes: String,
    text: String,
    /// Statements whose number stands behind this piece.
    references: Vec<Reference>,
}

struct Reference {
    number: usize,
    slot: usize,
    code: String,
    label: String,
}

/// A source in the side column.
struct SpeakerView {
    name: String,
    kind: String,
    tone: &'static str,
    through: Vec<String>,
    statements: Vec<(usize, String)>,
    link: String,
    is_chosen: bool,
}

/// What of the statements is shown.
struct Filter {
    kind: String,
    stance: String,
    source: String,
    kinds: Vec<&'static str>,
    stances: Vec<&'static str>,
    keeps_all: bool,
}

/// Which part of a long text it is.
struct Part {
    number: usize,
    count: usize,
    before: Option<String>,
    behind: Option<String>,
}

impl Filter {
    fn of(visit: &Visit, document: &Document) -> Self {
        let mut kinds: Vec<&str> = document.statements.iter().map(|statement| statement.kind.name()).collect();
        let mut stances: Vec<&str> = document.statements.iter().map(|statement| statement.stance.name()).collect();
        for values in [&mut kinds, &mut stances] {
            values.sort_unstable();
            values.dedup();
        }
        let value = |name: &str| visit.get(name).unwrap_or_default().to_string();
        Filter { kind: value("kind"), stance: value("stance"), source: value("source"), kinds, stances, keeps_all: visit.has("all") }
    }

    fn is_set(&self) -> bool {
        !(self.kind.is_empty() && self.stance.is_empty() && self.source.is_empty())
    }

    fn lets_through(&self, statement: &Statement) -> bool {
        let is = |wanted: &str, value: &str| wanted.is_empty() || wanted == value;
        let source = statement.source_name.as_deref().unwrap_or(NOBODY);
        is(&self.kind, statement.kind.name()) && is(&self.stance, statement.stance.name()) && is(&self.source, source)
    }

    /// The query of this page with another source and part.
    fn link(&self, source: &str, part: usize) -> String {
        let part = if part > 1 { part.to_string() } else { String::new() };
        let all = if self.keeps_all { "1" } else { "" };
        let pairs = [("kind", self.kind.as_str()), ("stance", &self.stance), ("source", source), ("all", all), ("part", &part)];
        format!("?{}", query(&pairs))
    }
}

/// What stands for statements without a source in an address.
const NOBODY: &str = "-";

impl<'a> ArticlePage<'a> {
    fn of(found: &'a FoundArticle, visit: &'a Visit) -> Self {
        let document = &found.reading.document;
        let words = visit.words;
        let item = found.reading.item();
        let filter = Filter::of(visit, document);
        let shown: Vec<usize> = (0..document.statements.len()).filter(|&index| filter.lets_through(&document.statements[index])).collect();
        let notes: Vec<Note> = shown
            .iter()
            .enumerate()
            .map(|(place, &index)| notes::note(document, index, &item.statements[index].id, place + 1, words))
            .collect();
        let speakers = speakers(document, &notes, &filter, words);
        let parts = parts(document);
        let number = visit.get("part").and_then(|part| part.parse().ok()).unwrap_or(1).clamp(1, parts.len());
        let statements: Vec<&Statement> = shown.iter().map(|&index| &document.statements[index]).collect();
        let hedges: Vec<TextSpan> = if filter.is_set() {
            statements.iter().flat_map(|statement| statement.hedges.iter().map(|hedge| hedge.span)).collect()
        } else {
            document.hedges.iter().map(|hedge| hedge.span).collect()
        };
        let typesetter = Typesetter { document, statements: &statements, notes: &notes, hedges: &hedges, words };
        let mut blocks: Vec<Block> = parts[number - 1].iter().map(|&(kind, area)| typesetter.block(kind, area)).collect();
        let begins_with_headline = number == 1 && blocks.first().is_some_and(|block| block.kind == BlockKind::Headline.name());
        let headline = begins_with_headline.then(|| blocks.remove(0));
        let about = Speakers::of(document);
        ArticlePage {
            frame: Frame::new(visit, document.article.title.as_deref().unwrap_or(words.t("untitled")), "article"),
            id: item.article.id,
            head: head(document, words),
            headline,
            blocks,
            counts: Counts {
                statements: document.statements.len(),
                shown: shown.len(),
                sources: speakers.len(),
                untraceable: about.untraceable,
                is_analysed: found.reading.pack.is_some() || !document.sentences.is_empty(),
                is_outdated: found.reading.pack.is_none() && !document.sentences.is_empty(),
            },
            speakers,
            part: Part {
                number,
                count: parts.len(),
                before: (number > 1).then(|| filter.link(&filter.source, number - 1)),
                behind: (number < parts.len()).then(|| filter.link(&filter.source, number + 1)),
            },
            filter,
            kept_at: found.kept_at.as_ref(),
            remarks: document
                .diagnostics
                .iter()
                .map(|remark| Remark {
                    level: remark.level.name(),
                    message: plain(&remark.message),
                    hint: remark.hint.as_deref().map(plain),
                })
                .collect(),
            captions: document.article.captions.iter().map(|caption| plain(&caption.text)).collect(),
        }
    }
}

fn head(document: &Document, words: &Words) -> Head {
    let article = &document.article;
    let first_line = || article.text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    Head {
        title: shortened(&plain(article.title.as_deref().unwrap_or_else(first_line)), 300),
        language: article.language.as_deref().map(plain).unwrap_or_default(),
        kicker: article.kicker.as_deref().map(plain),
        outlet: article.outlet.as_deref().map(plain),
        published: article.published.as_ref().map(|published| words.date(&published.value)),
        modified: article.modified.as_deref().map(|modified| words.date(modified)),
        authors: article.authors.iter().map(|author| plain(author)).collect(),
        agencies: article.agencies.iter().map(|agency| plain(&agency.name)).collect(),
        // Only an address of the web is a link; what else an article calls its address stays text.
        url: article.url.as_deref().filter(|url| url.starts_with("https://") || url.starts_with("http://")).map(str::to_string),
        kind: article.kind.name(),
    }
}

fn speakers(document: &Document, notes: &[Note], filter: &Filter, words: &Words) -> Vec<SpeakerView> {
    let speakers = Speakers::of(document).sources;
    let view = |speaker: &quell::view::Speaker| {
        let name = speaker.name.clone();
        let key = name.clone().unwrap_or_else(|| NOBODY.to_string());
        let is_chosen = filter.source == key;
        SpeakerView {
            name: name.as_deref().map_or_else(|| words.t("nobody_named").to_string(), plain),
            kind: speaker.kind.map(|kind| words.of("source", kind).to_string()).unwrap_or_default(),
            tone: notes::tone(speaker.kind.and_then(quell::document::SourceKind::from_name)),
            through: speaker.through.iter().map(|name| plain(name)).collect(),
            statements: notes
                .iter()
                .filter(|note| note.source_name == name.as_deref().unwrap_or_default())
                .map(|note| (note.number, note.code.clone()))
                .collect(),
            link: filter.link(if is_chosen { "" } else { &key }, 1),
            is_chosen,
        }
    };
    speakers.iter().map(view).collect()
}

/// The text in parts, each a list of blocks. What stands between the blocks that are known is a block too: all of the text is shown.
fn parts(document: &Document) -> Vec<Vec<(BlockKind, TextSpan)>> {
    let text = &document.article.text;
    let mut all: Vec<(BlockKind, TextSpan)> = Vec::new();
    let mut end = 0;
    for block in &document.article.blocks {
        if block.span.start >= end {
            between(text, end, block.span.start, &mut all);
            all.push((block.kind, block.span));
            end = block.span.end;
        }
    }
    between(text, end, text.len() as u32, &mut all);
    let mut parts = vec![Vec::new()];
    let mut bytes = 0;
    for (kind, block) in all {
        for piece in short_pieces(text, block) {
            if bytes > 0 && bytes + piece.len() as usize > PART_BYTES {
                parts.push(Vec::new());
                bytes = 0;
            }
            bytes += piece.len() as usize;
            parts.last_mut().expect("there is a first part").push((kind, piece));
        }
    }
    parts
}

/// The lines between two places as paragraphs.
fn between(text: &str, start: u32, end: u32, all: &mut Vec<(BlockKind, TextSpan)>) {
    let mut at = start as usize;
    for line in text[start as usize..end as usize].split_inclusive('\n') {
        let words = line.trim();
        if !words.is_empty() {
            let from = at + line.len() - line.trim_start().len();
            all.push((BlockKind::Paragraph, TextSpan::new(from as u32, (from + words.len()) as u32)));
        }
        at += line.len();
    }
}

/// A block that is longer than a part, cut between words if there are some.
fn short_pieces(text: &str, block: TextSpan) -> Vec<TextSpan> {
    let mut pieces = Vec::new();
    let (mut start, end) = (block.start as usize, block.end as usize);
    while end - start > PART_BYTES {
        let limit = (start..=start + PART_BYTES).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(end);
        let cut = text[start..limit].rfind(' ').map_or(limit, |space| start + space + 1);
        pieces.push(TextSpan::new(start as u32, cut as u32));
        start = cut;
    }
    pieces.push(TextSpan::new(start as u32, end as u32));
    pieces
}

/// Sets blocks with their marks and notes.
struct Typesetter<'a> {
    document: &'a Document,
    statements: &'a [&'a Statement],
    notes: &'a [Note],
    hedges: &'a [TextSpan],
    words: &'a Words,
}

impl Typesetter<'_> {
    fn block(&self, kind: BlockKind, area: TextSpan) -> Block {
        let touching: Vec<usize> = (0..self.statements.len()).filter(|&index| touches(self.statements[index], area)).collect();
        let statements: Vec<&Statement> = touching.iter().map(|&index| self.statements[index]).collect();
        let hedges: Vec<TextSpan> = self.hedges.iter().copied().filter(|hedge| hedge.overlaps(area)).collect();
        // Notes stand where the content begins, or where it goes on in this part.
        let begins_here = |index: &usize| {
            let start = self.statements[*index].content.start();
            area.start <= start && start < area.end
        };
        let mut notes: Vec<Note> = touching.iter().filter(|index| begins_here(index)).map(|&index| self.notes[index].clone()).collect();
        let mut source_before: Option<String> = None;
        for (place, note) in notes.iter_mut().enumerate() {
            note.slot = if place < SLOTS_MAX { place + 1 } else { 0 };
            note.goes_on = source_before.as_ref() == Some(&note.source);
            source_before = Some(note.source.clone());
        }
        let slot_of =
            |place: usize| notes.iter().find(|note| note.number == self.notes[touching[place]].number).map_or(0, |note| note.slot);
        let slots: Vec<usize> = (0..touching.len()).map(slot_of).collect();
        let pieces = marks::pieces(area, &statements, &hedges);
        let views = pieces.iter().map(|piece| self.piece(piece, area, &statements, &slots, &touching)).collect();
        Block { kind: kind.name(), pieces: views, notes }
    }

    fn piece(&self, piece: &Piece, area: TextSpan, statements: &[&Statement], slots: &[usize], touching: &[usize]) -> PieceView {
        let mut classes: Vec<String> = Vec::new();
        if let Some(&inner) = piece.contents.first() {
            let statement = statements[inner];
            classes.extend(["said".into(), statement.kind.name().into(), notes::tone(statement.source_kind).into()]);
        }
        let roles = [(piece.is_source, "source"), (piece.is_cue, "cue"), (piece.is_hedge, "hedge")];
        classes.extend(roles.into_iter().filter(|(is_it, _)| *is_it).map(|(_, class)| class.to_string()));
        let mut joined: Vec<usize> =
            piece.contents.iter().chain(&piece.roles).map(|&place| slots[place]).filter(|&slot| slot > 0).collect();
        if let Some(inner) = joined.first() {
            classes.push(format!("i{inner}"));
        }
        joined.sort_unstable();
        joined.dedup();
        classes.extend(joined.iter().map(|slot| format!("k{slot}")));
        let ends_here = |place: &usize| {
            ends_first(&statements[*place].content, area) == Some(piece.end) && area.start <= statements[*place].content.start()
        };
        let references = piece.contents.iter().filter(|place| ends_here(place)).map(|&place| {
            let note = &self.notes[touching[place]];
            let label = format!("{}: {}, {}", self.words.with("statement_number", &note.number.to_string()), note.source, note.kind_words);
            Reference { number: note.number, slot: slots[place], code: note.code.clone(), label }
        });
        let text = verbatim(&self.document.article.text[piece.start as usize..piece.end as usize]);
        PieceView { classes: classes.join(" "), text, references: references.collect() }
    }
}

fn touches(statement: &Statement, area: TextSpan) -> bool {
    let parts = [Some(&statement.content), statement.source.as_ref(), statement.cue.as_ref()];
    parts.into_iter().flatten().any(|spans| spans.hull().overlaps(area) && spans.iter().any(|span| span.overlaps(area)))
}

/// Where the first part of a content ends in this area.
fn ends_first(content: &Spans, area: TextSpan) -> Option<u32> {
    content.iter().find(|span| span.overlaps(area)).map(|span| span.end.min(area.end))
}

#[cfg(test)]
mod tests {
    use quell::document::{Article, case};

    use super::*;

    #[test]
    fn all_of_a_text_is_shown_in_parts_of_bounded_length() {
        let text = format!("{}\n\n{}", "Wort ".repeat(PART_BYTES / 2), "ü".repeat(PART_BYTES));
        let document = Document { article: Article { text: text.clone(), ..Article::default() }, ..Document::default() };
        let parts = parts(&document);
        assert!(parts.len() > 4);
        let shown: usize = parts.iter().flatten().map(|(_, area)| area.of(&text).split_whitespace().map(str::len).sum::<usize>()).sum();
        assert_eq!(shown, text.split_whitespace().map(str::len).sum::<usize>());
        assert!(parts.iter().all(|part| part.iter().map(|(_, area)| area.len() as usize).sum::<usize>() <= PART_BYTES));
    }

    #[test]
    fn the_number_stands_where_the_content_ends_for_the_first_time() {
        let document = case::read("{content=indirect Das sei}, {cue sagte} {source Voss}, {content=indirect ein Fehler}.").unwrap();
        let words = &crate::words::all()[0];
        let note = notes::note(&document, 0, "a-1", 1, words);
        let statements: Vec<&Statement> = document.statements.iter().collect();
        let typesetter = Typesetter { document: &document, statements: &statements, notes: &[note], hedges: &[], words };
        let block = typesetter.block(BlockKind::Paragraph, TextSpan::new(0, document.article.text.len() as u32));
        let numbered: Vec<&str> =
            block.pieces.iter().filter(|piece| !piece.references.is_empty()).map(|piece| piece.text.as_str()).collect();
        assert_eq!(numbered, ["Das sei"]);
        assert_eq!(block.pieces[0].classes, "said indirect hidden i1 k1");
        assert_eq!(block.pieces[2].classes, "cue i1 k1");
        assert_eq!(block.notes.len(), 1);
    }
}
