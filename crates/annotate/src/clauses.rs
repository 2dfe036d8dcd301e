//! Which clauses does a sentence have, of which kind, and which verb rules each?
//!
//! German shows its clauses by the place of the finite verb and by commas (the topological fields, Drach 1937; Höhle
//! 1986): a conjunction or relative pronoun opens a clause that its finite verb closes; a main clause has the finite verb
//! second (or first, behind a quotation), and its participle, infinitive or particle closes the bracket. So a sentence is cut at its commas, and the
//! pieces are put together again by one pass with a stack of clauses that still wait for their verb.

use std::ops::Range;

use crate::quotations::Quotations;
use crate::sentences::Sentences;
use crate::tokens::{Shape, Tokens};
use crate::words::Words;
use crate::work::look_at;
use quell_lang::Pack;

/// What kind of clause it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClauseKind {
    /// Finite verb second.
    Main,
    /// Finite verb first: behind a quotation, a question, a condition.
    VerbFirst,
    /// Opened by *dass*.
    That,
    /// Opened by *ob* or an interrogative.
    Question,
    /// Opened by *wie* or *so* as a comment: *wie die Polizei mitteilte*.
    Comment,
    /// Opened by another conjunction.
    Adverbial,
    /// Opened by a relative pronoun.
    Relative,
    /// With *zu* and an infinitive, without *um*, *ohne*, *statt*.
    Infinitive,
    /// With *um*, *ohne*, *statt* and an infinitive.
    AdverbialInfinitive,
    /// Without a verb.
    Fragment,
}

impl ClauseKind {
    /// Whether it depends on another clause by its form.
    pub fn is_subordinate(self) -> bool {
        !matches!(self, ClauseKind::Main | ClauseKind::VerbFirst | ClauseKind::Fragment)
    }

    /// A word for `explain`.
    pub fn name(self) -> &'static str {
        match self {
            ClauseKind::Main => "main",
            ClauseKind::VerbFirst => "verb-first",
            ClauseKind::That => "dass",
            ClauseKind::Question => "question",
            ClauseKind::Comment => "comment",
            ClauseKind::Adverbial => "adverbial",
            ClauseKind::Relative => "relative",
            ClauseKind::Infinitive => "infinitive",
            ClauseKind::AdverbialInfinitive => "adverbial infinitive",
            ClauseKind::Fragment => "fragment",
        }
    }
}

/// A clause: its own tokens, without the clauses that depend on it.
#[derive(Debug, Clone)]
pub struct Clause {
    /// What kind it is.
    pub kind: ClauseKind,
    /// The sentence that it stands in.
    pub sentence: usize,
    /// Its own tokens, in order, without the marks between the pieces.
    pub pieces: Vec<Range<usize>>,
    /// The conjunction, pronoun or interrogative that opens it.
    pub opener: Option<usize>,
    /// Its finite verb.
    pub finite: Option<usize>,
    /// Its participles, infinitives, *zu* and the separable particle.
    pub bracket: Vec<usize>,
    /// The infinitive of the verb that rules it, particle joined: *einräumen*; empty without a verb.
    pub lemma: String,
    /// The token of that verb.
    pub verb: Option<usize>,
    /// Whether it is in the passive.
    pub passive: bool,
    /// The clause that it depends on, or was coordinated with.
    pub parent: Option<usize>,
    /// Whether it continues its parent by *und*, *oder*, *aber* …
    pub coordinated: bool,
    /// How many quotations it stands in.
    pub depth: u8,
}

impl Clause {
    /// Its first token.
    pub fn from(&self) -> usize {
        self.pieces[0].start
    }

    /// The token behind its last one.
    pub fn to(&self) -> usize {
        self.pieces[self.pieces.len() - 1].end
    }

    /// Its tokens.
    pub fn tokens(&self) -> impl Iterator<Item = usize> + '_ {
        self.pieces.iter().flat_map(|piece| piece.clone()).inspect(|_| look_at(1))
    }

    /// Whether this token is one of its own.
    pub fn holds(&self, token: usize) -> bool {
        self.pieces.iter().any(|piece| piece.contains(&token))
    }

    /// The tokens of its verb group: finite verb and bracket, in order.
    pub fn verb_group(&self) -> Vec<usize> {
        let mut group: Vec<usize> = self.finite.into_iter().chain(self.bracket.iter().copied()).collect();
        group.sort_unstable();
        group.dedup();
        group
    }
}

/// The clauses of an article.
#[derive(Debug, Clone, Default)]
pub struct Clauses {
    /// By sentence, in the order of their first tokens within it.
    pub list: Vec<Clause>,
    /// For each sentence the range of its clauses.
    pub of_sentence: Vec<Range<usize>>,
    /// For each token the clause that it belongs to, if any.
    pub of_token: Vec<Option<u32>>,
}

impl Clauses {
    /// The clause that this token belongs to.
    pub fn at(&self, token: usize) -> Option<usize> {
        self.of_token.get(token).copied().flatten().map(|index| index as usize)
    }

    /// The clauses that depend on this one, directly.
    pub fn children(&self, clause: usize) -> impl Iterator<Item = usize> + '_ {
        let range = self.of_sentence[self.list[clause].sentence].clone();
        range.filter(move |&other| self.list[other].parent == Some(clause))
    }

    /// Whether `inner` is `outer` or depends on it at any depth.
    pub fn within(&self, inner: usize, outer: usize) -> bool {
        let mut at = Some(inner);
        while let Some(clause) = at {
            look_at(1);
            if clause == outer {
                return true;
            }
            at = self.list[clause].parent;
        }
        false
    }
}

/// Finds the clauses of all sentences.
pub fn find(tokens: &Tokens, sentences: &Sentences, quotations: &Quotations, words: &Words, pack: &Pack) -> Clauses {
    let mut clauses = Clauses { list: Vec::new(), of_sentence: Vec::new(), of_token: vec![None; tokens.len()] };
    for (number, sentence) in sentences.list.iter().enumerate() {
        let first = clauses.list.len();
        let pieces = cut(tokens, sentence.from..sentence.to, quotations, words, pack);
        let builder = Builder {
            tokens,
            words,
            pack,
            sentence: number,
            quotations,
            base: first,
            clauses: Vec::new(),
            stack: Vec::new(),
            verb_comes_later: false,
            finite_comes_later: false,
        };
        clauses.list.extend(builder.build(&pieces));
        clauses.of_sentence.push(first..clauses.list.len());
    }
    for (index, clause) in clauses.list.iter().enumerate() {
        for token in clause.tokens() {
            clauses.of_token[token] = Some(index as u32);
        }
    }
    clauses
}

/// A stretch between commas, and what divides it from the one before.
#[derive(Debug, Clone)]
struct Piece {
    range: Range<usize>,
    /// The mark or conjunction before it.
    before: Divider,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Divider {
    Start,
    Comma,
    Colon,
    Dash,
    Quote,
    Parenthesis,
    Conjunction,
}

/// Cuts a sentence at commas, colons, dashes, the marks of quotations that hold a clause, and at conjunctions between two finite verbs.
fn cut(tokens: &Tokens, sentence: Range<usize>, quotations: &Quotations, words: &Words, pack: &Pack) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut from = sentence.start;
    let mut before = Divider::Start;
    for index in sentence.clone() {
        let divider = match tokens.text(index) {
            "," => Some(Divider::Comma),
            ";" | ":" => Some(Divider::Colon),
            text if text.starts_with(['–', '—']) || text == "-" || text == "--" => Some(Divider::Dash),
            "(" | ")" | "[" | "]" => parenthesis_with_verb(tokens, words, sentence.end, index).then_some(Divider::Parenthesis),
            _ if is_mark_of_clause(tokens, index, quotations, words, &sentence, from) => Some(Divider::Quote),
            _ => None,
        };
        let Some(divider) = divider else { continue };
        if from < index {
            cut_at_conjunction(tokens, words, pack, from..index, before, &mut pieces);
            before = divider;
        } else if before != Divider::Quote {
            before = divider;
        }
        from = index + 1;
    }
    if from < sentence.end {
        cut_at_conjunction(tokens, words, pack, from..sentence.end, before, &mut pieces);
    }
    // Final marks belong to no clause.
    for piece in &mut pieces {
        while piece.range.start < piece.range.end {
            let last = piece.range.end - 1;
            let closes_within = quotations
                .around(last)
                .is_some_and(|quotation| quotation.closed && quotation.close == last && quotation.open >= piece.range.start);
            if tokens.list[last].shape != Shape::Mark || !is_final(tokens.text(last)) || closes_within {
                break;
            }
            piece.range.end -= 1;
        }
    }
    pieces.retain(|piece| !piece.range.is_empty());
    pieces
}

fn is_final(text: &str) -> bool {
    text.starts_with('.') || matches!(text, "!" | "?" | "…" | "“" | "”" | "\"" | "«" | "»" | "‘" | "’")
}

/// Whether the parenthesis whose bracket stands at `index` holds a finite verb: “(das Blatt hatte berichtet)”.
fn parenthesis_with_verb(tokens: &Tokens, words: &Words, sentence_end: usize, index: usize) -> bool {
    let opens = matches!(tokens.text(index), "(" | "[");
    const REACH: usize = 60;
    if opens {
        for next in index + 1..sentence_end.min(index + REACH) {
            if matches!(tokens.text(next), ")" | "]") {
                return false;
            }
            if words.is_finite(next) {
                return true;
            }
        }
        return false;
    }
    for previous in (index.saturating_sub(REACH)..index).rev() {
        if matches!(tokens.text(previous), "(" | "[") {
            return false;
        }
        if words.is_finite(previous) {
            return true;
        }
    }
    false
}

/// Whether the token is a mark of a quotation that is a clause of its own: one that reaches out of the sentence, or that
/// stands beside another clause rather than within it (“sagte „Wir kommen“”, but not “dass er „morgen kommen werde“”).
fn is_mark_of_clause(
    tokens: &Tokens,
    index: usize,
    quotations: &Quotations,
    words: &Words,
    sentence: &Range<usize>,
    piece_start: usize,
) -> bool {
    let Some(quotation) = quotations.around(index) else { return false };
    let is_mark =
        quotation.open == index || (quotation.closed && quotation.close == index) || quotation.reopened.binary_search(&index).is_ok();
    if !is_mark {
        return false;
    }
    if quotation.open < sentence.start || quotation.close >= sentence.end {
        return true;
    }
    // “„Raus hier“, schrie er”: whatever it holds, a frame follows.
    let frame_follows = quotation.open <= piece_start && tokens.text(quotation.close + 1) == "," && words.is_finite(quotation.close + 2);
    if frame_follows {
        return true;
    }
    let holds_finite = (quotation.from()..quotation.close.min(quotation.from() + 80)).any(|token| words.is_finite(token));
    if !holds_finite {
        return false;
    }
    let stands_alone = tokens.is_capitalised(quotation.from()) && !matches!(tokens.text(quotation.open.wrapping_sub(1)), "," | "(");
    let begins_piece = quotation.open <= piece_start || matches!(tokens.text(quotation.open.wrapping_sub(1)), ":" | "–");
    let finite_before = (piece_start..quotation.open).any(|token| words.is_finite(token));
    if index == quotation.open { stands_alone && (finite_before || begins_piece) } else { stands_alone }
}

/// “… sagte A und kündigte B an”: two finite verbs in one piece are two clauses; the conjunction divides them.
fn cut_at_conjunction(tokens: &Tokens, words: &Words, pack: &Pack, range: Range<usize>, before: Divider, pieces: &mut Vec<Piece>) {
    let mut from = range.start;
    let mut before = before;
    let mut last_finite: Option<usize> = None;
    for index in range.clone() {
        if !words.is_finite(index) {
            continue;
        }
        if let Some(previous) = last_finite {
            let conjunctions: Vec<usize> =
                (previous + 1..index).filter(|&token| pack.words.coordinators.contains(tokens.text(token))).collect();
            // Verb-last clauses end with their verb, so the conjunction right behind it divides; else the one nearest to the second verb.
            let cut = conjunctions.iter().copied().find(|&token| token == previous + 1).or(conjunctions.last().copied());
            if let Some(cut) = cut.filter(|&cut| cut > from) {
                pieces.push(Piece { range: from..cut, before });
                from = cut;
                before = Divider::Conjunction;
            }
        }
        last_finite = Some(index);
    }
    pieces.push(Piece { range: from..range.end, before });
}

struct Builder<'a> {
    tokens: &'a Tokens<'a>,
    words: &'a Words,
    pack: &'a Pack,
    sentence: usize,
    quotations: &'a Quotations,
    base: usize,
    clauses: Vec<Clause>,
    /// Open clauses, outermost first, as indices into `clauses`.
    stack: Vec<usize>,
    /// Whether a piece that begins with a conjunction but holds no verb gets its verb at the end of a later piece.
    verb_comes_later: bool,
    /// Whether a later piece begins with a finite verb, so that a clause that waits for one may get it there.
    finite_comes_later: bool,
}

/// How a piece begins.
struct Opening {
    kind: ClauseKind,
    opener: usize,
}

impl Builder<'_> {
    fn build(mut self, pieces: &[Piece]) -> Vec<Clause> {
        for number in 0..pieces.len() {
            let next_is_finite = pieces.get(number + 1).is_some_and(|next| self.words.is_finite(next.range.start));
            let verb_follows = self.verb_follows(&pieces[number + 1..]);
            self.verb_comes_later = self.final_verb_follows(&pieces[number + 1..]);
            self.finite_comes_later =
                pieces[number + 1..].iter().take(4).any(|piece| piece.before == Divider::Comma && self.words.is_finite(piece.range.start));
            self.add(&pieces[number], next_is_finite, verb_follows);
        }
        for clause in &mut self.clauses {
            settle(clause, self.tokens, self.words, self.pack);
        }
        self.clauses
    }

    /// Whether, behind clauses and phrases that depend on what stands before them, a piece begins with its finite verb:
    /// “über den Versuch, die Akten zu verstecken, sei er enttäuscht”.
    fn verb_follows(&self, rest: &[Piece]) -> bool {
        const REACH: usize = 5;
        for piece in rest.iter().take(REACH) {
            if piece.before != Divider::Comma {
                return false;
            }
            if self.words.is_finite(piece.range.start) {
                // “…, sagte Müller” is a frame, not the verb of what stands before: only a verb in the reported mood, or an auxiliary, goes on.
                return self.words.is_auxiliary(piece.range.start)
                    || self.words.is_modal(piece.range.start)
                    || self.words.is_konjunktiv1(piece.range.start);
            }
            let depends = self.opening(&piece.range).is_some()
                || self.zu_infinitive(&piece.range).is_some()
                || self.finite_in(&piece.range).is_none();
            if !depends {
                return false;
            }
        }
        false
    }

    /// “Wie Voss, Sprecher der Stadtwerke, mitteilte, …”: behind phrases only, a piece ends with its one finite verb.
    fn final_verb_follows(&self, rest: &[Piece]) -> bool {
        const REACH: usize = 3;
        for piece in rest.iter().take(REACH) {
            if piece.before != Divider::Comma {
                return false;
            }
            match self.words.next_finite(piece.range.start, piece.range.end) {
                None => {}
                Some(finite) => {
                    return finite + 1 == piece.range.end || (finite + 1..piece.range.end).all(|token| self.words.is_bracket(token));
                }
            }
        }
        false
    }

    fn add(&mut self, piece: &Piece, next_is_finite: bool, verb_follows: bool) {
        let range = piece.range.clone();
        if matches!(piece.before, Divider::Quote | Divider::Parenthesis | Divider::Colon) {
            // Behind such a mark a new main clause may begin, though an unfinished one may also go on.
            let finite_first = self.words.is_finite(range.start);
            // What waits inside of a quotation gets nothing from outside of it.
            let leaves_quotation = self.stack.last().is_some_and(|&top| self.clauses[top].depth > self.quotations.depth[range.start]);
            if leaves_quotation || !(self.only_particle(&range) || finite_first && self.top_waits()) {
                self.stack.clear();
            }
        }
        if let Some(opening) = self.opening(&range) {
            // A clause that is complete cannot hold the new one's verb; it may still be its parent.
            let parent = self.parent_for_subordinate(piece);
            let coordinated = piece.before == Divider::Conjunction || self.starts_with_coordinator(&range);
            self.open(opening.kind, range, Some(opening.opener), parent, coordinated);
            return;
        }
        let finite = self.finite_in(&range);
        let has_zu = finite.is_none() && self.zu_infinitive(&range).is_some();
        if has_zu {
            let adverbial = self.is_adverbial_infinitive(&range);
            let waiting_subordinate = self.stack.last().is_some_and(|&top| self.clauses[top].kind.is_subordinate() && self.waits(top));
            if !waiting_subordinate || adverbial {
                let kind = if adverbial { ClauseKind::AdverbialInfinitive } else { ClauseKind::Infinitive };
                let parent = self.parent_for_subordinate(piece);
                let coordinated = self.starts_with_coordinator(&range);
                self.open(kind, range, None, parent, coordinated);
                return;
            }
        }
        match finite {
            None => self.continue_with(range, piece, verb_follows),
            Some(finite) => self.finite_piece(range, finite, piece, next_is_finite),
        }
    }

    /// A piece with a finite verb and no opening word.
    fn finite_piece(&mut self, range: Range<usize>, finite: usize, piece: &Piece, next_is_finite: bool) {
        let starts_with_finite = finite == range.start;
        // “Der Mann, sagte die Polizei, habe …”: a frame in the middle of the clause that goes on behind it.
        // “…, so schätzen die Forscher, …”: “so” before the verb makes a frame of it anywhere.
        let with_so = self.tokens.text(range.start) == "so" && finite == range.start + 1 && piece.before != Divider::Start;
        let is_inserted_frame = (starts_with_finite && next_is_finite && range.len() > 1 && piece.before == Divider::Comma) || with_so;
        // A coordinated verb-last clause: “dass A kommt und B geht”.
        if piece.before == Divider::Conjunction || self.starts_with_coordinator(&range) {
            let is_last = self.is_verb_last(&range, finite);
            if let Some(&top) = self.stack.last()
                && self.clauses[top].kind.is_subordinate()
                && !self.waits(top)
                && is_last
            {
                let (kind, parent) = (self.clauses[top].kind, self.clauses[top].parent.map(|parent| parent - self.base));
                self.stack.pop();
                self.open(kind, range, None, parent, true);
                let last = self.clauses.len() - 1;
                self.clauses[last].parent = Some(self.base + top);
                return;
            }
        }
        // “Der Vorwurf der Opposition, der Minister habe gelogen, wiegt schwer”: what stands behind the noun is its content.
        let noun_content = piece.before == Divider::Comma
            && self.finite_comes_later
            && !starts_with_finite
            && self.words.is_konjunktiv1(finite)
            && self
                .stack
                .last()
                .is_some_and(|&top| self.clauses[top].kind == ClauseKind::Main && self.waits(top) && self.ends_in_cue_noun(top));
        if noun_content {
            let parent = self.stack.last().copied();
            let index = self.push_clause(ClauseKind::Main, range, None, parent, false);
            self.note_finite(index, finite);
            return;
        }
        // “Wie die Polizei mitteilte, brannte …”, “Dass er lügt, behauptet X”: the clause before is the first phrase of this one.
        let fronted = self.stack.first().copied().filter(|&first| {
            starts_with_finite
                && self.clauses[first].kind.is_subordinate()
                && self.clauses[first].parent.is_none()
                && self.clauses[first].kind != ClauseKind::Relative
                && !self.waits(first)
        });
        if !is_inserted_frame {
            while let Some(&top) = self.stack.last() {
                if self.waits(top) {
                    self.clauses[top].pieces.push(range);
                    self.note_finite(top, finite);
                    return;
                }
                if self.clauses[top].kind.is_subordinate() || self.stack.len() > 1 {
                    self.stack.pop();
                } else {
                    break;
                }
            }
        }
        if let Some(fronted) = fronted.filter(|_| self.stack.is_empty())
            && !is_inserted_frame
        {
            self.stack.clear();
            self.open(ClauseKind::Main, range, None, None, true);
            let last = self.clauses.len() - 1;
            self.clauses[last].coordinated = false;
            self.clauses[last].kind = ClauseKind::Main;
            self.clauses[fronted].parent = Some(self.base + last);
            return;
        }
        let kind = if starts_with_finite && piece.before != Divider::Conjunction { ClauseKind::VerbFirst } else { ClauseKind::Main };
        let parent = self.stack.first().copied();
        let coordinated = piece.before == Divider::Conjunction || self.starts_with_coordinator(&range);
        if is_inserted_frame {
            let index = self.push_clause(ClauseKind::VerbFirst, range, None, parent, false);
            self.note_finite(index, finite);
            return;
        }
        self.stack.clear();
        self.open(kind, range, None, parent, coordinated);
    }

    /// A piece without a finite verb: the rest of a clause, an apposition, an item of a list, or the start of a clause.
    fn continue_with(&mut self, range: Range<usize>, piece: &Piece, verb_follows: bool) {
        if verb_follows && !self.stack.iter().any(|&clause| self.waits(clause)) && self.begins_phrase(range.start) {
            let parent = self.stack.first().copied();
            self.stack.clear();
            self.open(ClauseKind::Main, range, None, parent, false);
            return;
        }
        // “…, die gestern kam, ein”: the particle or participle of a bracket that is still open.
        while let Some(&top) = self.stack.last() {
            let complete_subordinate = self.clauses[top].kind.is_subordinate() && !self.waits(top);
            if complete_subordinate && self.stack.len() > 1 {
                self.stack.pop();
            } else {
                break;
            }
        }
        match self.stack.last() {
            Some(&top) if piece.before != Divider::Start => self.clauses[top].pieces.push(range),
            _ => {
                self.stack.clear();
                self.open(ClauseKind::Main, range, None, None, false);
            }
        }
    }

    /// Whether a noun phrase, prepositional phrase or adverb begins here: the first phrase of a main clause.
    fn begins_phrase(&self, token: usize) -> bool {
        self.words.is_preposition(token)
            || self.words.is_determiner(token)
            || self.words.is_noun(token)
            || self.words.is_pronoun(token)
            || self.words.is_adverbial(token)
            || self.words.is_attributive(token)
    }

    /// Whether the clause so far holds a noun that attributes, within the reach of a genitive: “der Vorwurf der Opposition”.
    fn ends_in_cue_noun(&self, clause: usize) -> bool {
        const REACH: usize = 8;
        let tokens: Vec<usize> = self.clauses[clause].pieces.iter().flat_map(|piece| piece.clone()).collect();
        tokens
            .iter()
            .rev()
            .take(REACH)
            .any(|&token| self.words.is_common_noun(token) && self.pack.cues.noun(self.words.lemma(token)).is_some())
    }

    fn only_particle(&self, range: &Range<usize>) -> bool {
        range.len() <= 2 && range.clone().all(|token| self.words.is_bracket(token))
    }

    fn top_waits(&self) -> bool {
        self.stack.last().is_some_and(|&top| self.waits(top))
    }

    /// Whether this clause still lacks the verb that its kind demands.
    fn waits(&self, clause: usize) -> bool {
        let clause = &self.clauses[clause];
        match clause.kind {
            ClauseKind::Infinitive | ClauseKind::AdverbialInfinitive => false,
            _ => clause.finite.is_none(),
        }
    }

    /// The clause that a subordinate clause at this place depends on; complete subordinate clauses are left behind a comma only if they wait no more.
    fn parent_for_subordinate(&mut self, piece: &Piece) -> Option<usize> {
        let coordinated = piece.before == Divider::Conjunction || self.starts_with_coordinator(&piece.range);
        if coordinated {
            while self.stack.len() > 1 && !self.top_waits() {
                self.stack.pop();
            }
        }
        self.stack.last().copied()
    }

    fn open(&mut self, kind: ClauseKind, range: Range<usize>, opener: Option<usize>, parent: Option<usize>, coordinated: bool) {
        let finite = self.finite_in(&range);
        let index = self.push_clause(kind, range, opener, parent, coordinated);
        if let Some(finite) = finite {
            self.note_finite(index, finite);
        }
        self.stack.push(index);
    }

    fn push_clause(
        &mut self,
        kind: ClauseKind,
        range: Range<usize>,
        opener: Option<usize>,
        parent: Option<usize>,
        coordinated: bool,
    ) -> usize {
        let depth = self.quotations.depth[range.start];
        self.clauses.push(Clause {
            kind,
            sentence: self.sentence,
            pieces: vec![range],
            opener,
            finite: None,
            bracket: Vec::new(),
            lemma: String::new(),
            verb: None,
            passive: false,
            parent: parent.map(|parent| parent + self.base),
            coordinated,
            depth,
        });
        self.clauses.len() - 1
    }

    fn note_finite(&mut self, clause: usize, finite: usize) {
        let depth = self.quotations.depth[finite];
        let clause = &mut self.clauses[clause];
        clause.finite = Some(finite);
        // “„…“ sagte Müller”: the quotation is a phrase of the clause, which itself stands outside of it.
        clause.depth = clause.depth.min(depth);
        // A clause that began with another phrase and turns out to begin with its verb is none of verb-first.
        if clause.kind == ClauseKind::Main && clause.from() == finite && !clause.coordinated {
            clause.kind = ClauseKind::VerbFirst;
        }
    }

    fn starts_with_coordinator(&self, range: &Range<usize>) -> bool {
        self.pack.words.coordinators.contains(self.tokens.text(range.start).to_lowercase().as_str())
    }

    /// The finite verb of a piece: the first, unless the piece plainly is verb-last.
    fn finite_in(&self, range: &Range<usize>) -> Option<usize> {
        let finites: Vec<usize> = range.clone().filter(|&token| self.words.is_finite(token)).collect();
        match finites.len() {
            0 => None,
            1 => Some(finites[0]),
            _ => self.opening(range).and(finites.last().copied()).or(Some(finites[0])),
        }
    }

    /// Whether nothing but verbs stands behind the finite verb, and more than one phrase before it.
    fn is_verb_last(&self, range: &Range<usize>, finite: usize) -> bool {
        let behind = (finite + 1..range.end).all(|token| self.words.is_bracket(token));
        behind && finite > range.start + 1 && !self.words.is_bracket(range.start)
    }

    fn zu_infinitive(&self, range: &Range<usize>) -> Option<usize> {
        range.clone().find(|&token| {
            self.words.is_zu_infinitive(token) || (self.words.is_zu(token) && token + 1 < range.end && self.words.is_infinitive(token + 1))
        })
    }

    fn is_adverbial_infinitive(&self, range: &Range<usize>) -> bool {
        let first = self.skip_coordinators(range);
        matches!(self.tokens.text(first).to_lowercase().as_str(), "um" | "ohne" | "statt" | "anstatt" | "außer")
    }

    fn skip_coordinators(&self, range: &Range<usize>) -> usize {
        let mut first = range.start;
        while first + 1 < range.end && self.words.is_coordinator(first, self.tokens, self.pack) {
            first += 1;
        }
        first
    }

    /// The word that makes a subordinate clause of the piece.
    fn opening(&self, range: &Range<usize>) -> Option<Opening> {
        let mut first = self.skip_coordinators(range);
        // “nur weil”, “erst als”, “auch wenn”, “insbesondere dass”.
        for _ in 0..2 {
            if first + 1 < range.end && self.words.is_focus(first) && self.words.is_subordinator(first + 1) {
                first += 1;
            }
        }
        let word = self.tokens.text(first);
        let has_finite_later = || range.clone().skip(first - range.start + 1).any(|token| self.words.is_finite(token));
        if self.words.is_subordinator(first) {
            let kind = kind_of(word);
            // “als”, “wie” and prepositions of the same form need a verb to be conjunctions.
            let certain = matches!(kind, ClauseKind::That | ClauseKind::Question);
            let finite_next = first + 1 < range.end && self.words.is_finite(first + 1) && !certain && range.end - first > 2;
            if (certain || has_finite_later() || (kind == ClauseKind::Comment && self.verb_comes_later && range.len() > 1)) && !finite_next
            {
                return Some(Opening { kind, opener: first });
            }
            return None;
        }
        // “während”, “seit” and others are tagged as prepositions now and then: a verb at the very end tells.
        if self.pack.words.subordinators.contains(word.to_lowercase().as_str()) && !self.words.is_focus(first)
            || first > range.start && self.pack.words.subordinators.contains(word)
        {
            let finites: Vec<usize> = range.clone().filter(|&token| self.words.is_finite(token)).collect();
            if let [finite] = finites[..]
                && finite + 1 == range.end
                && finite > first + 1
            {
                return Some(Opening { kind: kind_of(word), opener: first });
            }
        }
        let behind_preposition = usize::from(self.words.is_preposition(first) && first + 1 < range.end);
        let pronoun = first + behind_preposition;
        // “…, die Organisation bezweifelt aber …”: before a noun, with the verb not at the end, it is an article.
        let article = behind_preposition == 0
            && pronoun + 2 < range.end
            && (self.words.is_noun(pronoun + 1) || self.words.is_attributive(pronoun + 1))
            && {
                let finite = self.words.next_finite(pronoun, range.end);
                finite.is_some_and(|finite| {
                    (finite + 1..range.end).any(|token| !self.words.is_bracket(token) && self.tokens.list[token].shape != Shape::Mark)
                        && finite <= pronoun + 4
                })
            };
        // “…, den Minister fallen gelassen zu haben”: an infinitive clause opens with an article, not with a pronoun.
        let infinitive =
            behind_preposition == 0 && self.words.next_finite(pronoun, range.end).is_none() && self.zu_infinitive(range).is_some();
        // “…, das teilte die Polizei mit”: with the verb second the pronoun points back to the clause before.
        let second = behind_preposition == 0
            && self.words.is_finite(pronoun + 1)
            && pronoun + 1 < range.end
            && (pronoun + 2..range.end).any(|token| !self.words.is_bracket(token));
        if self.words.is_relative(pronoun) && !article && !infinitive && !second {
            return Some(Opening { kind: ClauseKind::Relative, opener: pronoun });
        }
        if self.words.is_interrogative(pronoun)
            && kind_of(word) == ClauseKind::Comment
            && self.verb_comes_later
            && range.len() > 1
            && !has_finite_later()
        {
            return Some(Opening { kind: ClauseKind::Comment, opener: pronoun });
        }
        if self.words.is_interrogative(pronoun) && range.start > 0 && has_finite_later() {
            let finite = self.words.next_finite(pronoun, range.end)?;
            // “Was sagt er” is a main clause; “was er sagt” is not.
            let verb_last = finite > pronoun + 1
                && (finite + 1..range.end).all(|token| self.words.is_bracket(token) || self.tokens.list[token].shape == Shape::Mark);
            if verb_last {
                let kind = if self.tokens.text(pronoun).eq_ignore_ascii_case("wie") { ClauseKind::Comment } else { ClauseKind::Question };
                return Some(Opening { kind, opener: pronoun });
            }
        }
        None
    }
}

/// What a conjunction makes of its clause.
fn kind_of(conjunction: &str) -> ClauseKind {
    match conjunction.to_lowercase().as_str() {
        "dass" | "daß" => ClauseKind::That,
        "ob" => ClauseKind::Question,
        "wie" => ClauseKind::Comment,
        _ => ClauseKind::Adverbial,
    }
}

/// The word right before a verb that makes a cue verb with it.
fn apart_before(tokens: &Tokens, words: &Words, pack: &Pack, verb: usize) -> Option<usize> {
    let before = verb.checked_sub(1)?;
    let plain =
        tokens.list[before].shape == Shape::Word && !tokens.is_capitalised(before) && !words.is_noun(before) && !words.is_verb(before);
    let fits = || {
        pack.cues
            .verb(&format!("{}{}", tokens.text(before), words.lemma(verb)))
            .iter()
            .any(|entry| entry.particle.as_deref() == Some(tokens.text(before)))
    };
    (plain && fits()).then_some(before)
}

/// The last word of a piece, if it makes a cue verb together with `verb`.
fn hidden_particle(clause: &Clause, tokens: &Tokens, words: &Words, pack: &Pack, verb: usize) -> Option<usize> {
    clause.pieces.iter().filter(|piece| piece.end > verb + 1).map(|piece| piece.end - 1).find(|&last| {
        let fits_tag =
            !words.is_noun(last) && !words.is_finite(last) && tokens.list[last].shape == Shape::Word && !tokens.is_capitalised(last);
        fits_tag && last != verb && is_particle_of(pack, tokens.text(last), words.lemma(verb))
    })
}

/// Whether the two make a verb that the pack knows, written with the particle apart.
fn is_particle_of(pack: &Pack, particle: &str, verb: &str) -> bool {
    let joined = format!("{particle}{verb}");
    pack.cues.verb(&joined).iter().any(|entry| entry.particle.as_deref() == Some(particle)) || pack.events.has_particle(&joined, particle)
}

/// Joins the verb group: which verb rules the clause, and whether it is in the passive.
fn settle(clause: &mut Clause, tokens: &Tokens, words: &Words, pack: &Pack) {
    // “dass sie gewählt werden”: at the end of a clause with a conjunction what looks like an infinitive is finite.
    if clause.finite.is_none()
        && clause.kind.is_subordinate()
        && !matches!(clause.kind, ClauseKind::Infinitive | ClauseKind::AdverbialInfinitive)
    {
        clause.finite = clause.tokens().filter(|&token| words.is_infinitive(token) && words.can_be_finite(token, tokens, pack)).last();
    }
    let finite = clause.finite;
    let mut bracket: Vec<usize> = clause.tokens().filter(|&token| Some(token) != finite && words.is_bracket(token)).collect();
    // In a verb-second clause what closes the bracket stands behind the finite verb.
    if let Some(finite) = finite
        && !clause.kind.is_subordinate()
    {
        let participle_first = clause.from() < finite && words.is_participle(clause.from());
        bracket.retain(|&token| token > finite || (participle_first && token == clause.from()));
    }
    // “zu” and what it governs stay together; a participle before a noun is an adjective and was tagged so.
    clause.bracket = bracket;
    let auxiliary = finite.is_some_and(|finite| words.is_auxiliary(finite) || words.is_modal(finite));
    let main = match finite {
        Some(finite) if !auxiliary => Some(finite),
        _ => {
            let content: Vec<usize> = clause
                .bracket
                .iter()
                .copied()
                .filter(|&token| words.is_verb(token) && !words.is_auxiliary(token) && !words.is_modal(token))
                .collect();
            content.last().copied().or_else(|| clause.bracket.iter().copied().rev().find(|&token| words.is_verb(token))).or(finite)
        }
    };
    clause.verb = main;
    if let Some(main) = main {
        let particle = clause.bracket.iter().copied().find(|&token| words.is_particle(token)).filter(|_| Some(main) == finite);
        // “klar”, “anheim”, “kund” are not always tagged as particles: the last word of a piece that makes a cue verb with the finite verb is one.
        let particle = particle.or_else(|| {
            hidden_particle(clause, tokens, words, pack, main).filter(|_| Some(main) == finite && !clause.kind.is_subordinate())
        });
        if let Some(particle) = particle
            && !clause.bracket.contains(&particle)
        {
            clause.bracket.push(particle);
        }
        clause.lemma = match particle {
            Some(particle) => {
                let joined = format!("{}{}", tokens.text(particle).to_lowercase(), words.lemma(main));
                // A particle that makes no known verb was none: “an” at the end of “kommt darauf an” does, “auf” in a list does not.
                if pack.lexicon.readings(&joined).iter().any(|reading| reading.class.is_verb())
                    || !pack.cues.verb(&joined).is_empty()
                    || pack.events.has_verb(&joined)
                {
                    joined
                } else {
                    clause.bracket.retain(|&token| token != particle);
                    words.lemma(main).to_string()
                }
            }
            // “bekannt gegeben”, “bekannt gab”, “klar gestellt”: the particle may stand apart before its verb.
            None => match apart_before(tokens, words, pack, main).filter(|&before| clause.holds(before)) {
                Some(before) => {
                    clause.bracket.push(before);
                    format!("{}{}", tokens.text(before).to_lowercase(), words.lemma(main))
                }
                None => words.lemma(main).to_string(),
            },
        };
    }
    let group = clause.verb_group();
    let has_participle = clause.verb.is_some_and(|verb| words.is_participle(verb));
    clause.passive = has_participle && group.iter().any(|&token| words.lemma(token) == "werden" && clause.verb != Some(token));
    if clause.finite.is_none() && matches!(clause.kind, ClauseKind::Main | ClauseKind::VerbFirst) {
        clause.kind = ClauseKind::Fragment;
    }
}
