//! Which noun phrases are there, in which case, and how far does each reach?
//!
//! A [`Phrase`] is the core: determiner, adjectives, nouns and names (*der Kölner Polizeisprecher Hans Müller*), or a pronoun.
//! [`Reach::full`] adds what belongs to it: genitives, *von*-phrases, brackets, coordination and appositions.

use std::ops::Range;

use quell_lang::Pack;

use crate::quotations::Quotations;
use crate::sentences::Sentences;
use crate::tokens::{Shape, Tokens};
use crate::words::{Agreement, Words};
use crate::work::look_at;

/// The core of a noun phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// Its tokens, without a preposition.
    pub range: Range<usize>,
    /// The preposition before it.
    pub preposition: Option<usize>,
    /// Its noun, name or pronoun; of several (*Sprecher Hans Müller*) the first common noun, else the last name.
    pub head: usize,
    /// Whether it is a pronoun.
    pub pronoun: bool,
    /// The cases, numbers and genders that it can have.
    pub agreement: Agreement,
    /// Whether it ends in a proper name.
    pub named: bool,
}

/// The noun phrases of an article.
#[derive(Debug, Clone, Default)]
pub struct Phrases {
    /// In order; they do not overlap.
    pub list: Vec<Phrase>,
    /// For each token the phrase whose core (preposition not counted) begins there.
    starts: Vec<Option<u32>>,
}

impl Phrases {
    /// The phrase whose core begins at this token.
    pub fn starting_at(&self, token: usize) -> Option<&Phrase> {
        self.starts.get(token).copied().flatten().map(|index| &self.list[index as usize])
    }

    /// The phrase whose core, or whose preposition, begins at this token.
    pub fn beginning_at(&self, token: usize) -> Option<&Phrase> {
        self.starting_at(token).or_else(|| self.starting_at(token + 1).filter(|phrase| phrase.preposition == Some(token)))
    }

    /// The phrases whose cores lie within these tokens.
    pub fn within(&self, range: Range<usize>) -> &[Phrase] {
        let from = self.list.partition_point(|phrase| phrase.range.start < range.start);
        let to = self.list.partition_point(|phrase| phrase.range.end <= range.end);
        let within = if from <= to { &self.list[from..to] } else { &[] };
        look_at(within.len());
        within
    }

    /// The phrase that holds this token.
    pub fn around(&self, token: usize) -> Option<&Phrase> {
        let after = self.list.partition_point(|phrase| phrase.range.start <= token);
        self.list[..after].last().filter(|phrase| phrase.range.contains(&token))
    }
}

/// Finds the cores of all noun phrases.
pub fn find(tokens: &Tokens, sentences: &Sentences, words: &Words, pack: &Pack) -> Phrases {
    let mut list: Vec<Phrase> = Vec::new();
    for sentence in &sentences.list {
        let mut at = sentence.from;
        while at < sentence.to {
            match core((tokens, words, pack), at, sentence.to) {
                Some(mut phrase) => {
                    phrase.preposition = at.checked_sub(1).filter(|&before| before >= sentence.from && words.is_preposition(before));
                    at = phrase.range.end;
                    list.push(phrase);
                }
                None => at += 1,
            }
        }
    }
    let mut starts = vec![None; tokens.len()];
    for (index, phrase) in list.iter().enumerate() {
        starts[phrase.range.start] = Some(index as u32);
    }
    Phrases { list, starts }
}

/// The core that begins at this token.
fn core((tokens, words, pack): (&Tokens, &Words, &Pack), from: usize, end: usize) -> Option<Phrase> {
    if words.is_pronoun(from) {
        return Some(Phrase {
            range: from..from + 1,
            preposition: None,
            head: from,
            pronoun: true,
            agreement: words.agreement(from, tokens),
            named: false,
        });
    }
    let mut at = from;
    let mut agreement = Agreement::ANY;
    while at < end && words.is_determiner(at) {
        agreement = agreement.and_or_self(words.agreement(at, tokens));
        at += 1;
    }
    let has_determiner = at > from;
    // “einer vom Weißen Haus verbreiteten Erklärung”: an attribute with phrases of its own.
    // “laut im Netz kursierenden Unterlagen”: between two prepositions no determiner is needed.
    let behind_preposition = at > 0 && words.is_preposition(at - 1) && words.is_preposition(at);
    if (has_determiner || behind_preposition)
        && let Some(adjective) = extended_attribute(tokens, words, at, end)
    {
        at = adjective;
    }
    // Adjectives, with adverbs, numbers and commas between them.
    let modifiers = at;
    while at < end {
        // “die New Yorker Behörde”: the adjective of a place name in two words.
        let place_adjective = words.is_name(at)
            && at + 2 < end
            && tokens.is_capitalised(at + 1)
            && tokens.text(at + 1).ends_with("er")
            && (words.is_attributive(at + 1) || words.is_name(at + 1))
            && words.is_common_noun(at + 2)
            && has_determiner;
        if place_adjective {
            at += 2;
            continue;
        }
        let is_modifier = words.is_attributive(at) || words.is_cardinal(at) || words.is_truncated(at);
        let binds = at > modifiers
            && matches!(tokens.text(at), "," | "und" | "oder" | "bis")
            && at + 1 < end
            && words.is_attributive(at + 1)
            && words.is_attributive(at - 1);
        let graded = (has_determiner || at > modifiers)
            && words.is_adverbial(at)
            && at + 1 < end
            && (words.is_attributive(at + 1) || words.is_cardinal(at + 1));
        let truncated_pair = at > from && words.is_truncated(at - 1) && matches!(tokens.text(at), "und" | "oder" | "," | "sowie");
        if !(is_modifier || binds || graded || truncated_pair) {
            break;
        }
        at += 1;
    }
    // Without a determiner the adjective shows the case: “schnelle Hilfe” is no genitive.
    if !has_determiner && let Some(adjective) = (modifiers..at).find(|&token| words.is_attributive(token)) {
        agreement = agreement.and_or_self(words.agreement(adjective, tokens));
    }
    let nouns = at;
    while at < end
        && (words.is_noun(at) || (at > nouns && (is_inside_name(tokens, words, at, end) || is_small_name(tokens, words, pack, at))))
    {
        // “laut Ministerium Arbeiten am Netz”: two common nouns side by side are two phrases, unless the second can be a surname.
        let two_phrases = at > nouns
            && words.is_common_noun(at - 1)
            && words.is_common_noun(at)
            && !words.can_be_name(at)
            && !(pack.is_title(tokens.text(at)) && words.is_name(at + 1))
            && !tokens.text(at - 1).ends_with('.')
            && !(has_determiner && is_name_part(tokens, at, end));
        // “traf am Montag Macron”: a name behind a time is a phrase of its own.
        let behind_time = at > nouns && words.is_name(at) && pack.words.time_nouns.contains(tokens.text(at - 1));
        if two_phrases || behind_time {
            break;
        }
        at += 1;
    }
    // “die „Initiative Hafen““, “„Rundblick“ berichtet”: a name in quotation marks alone.
    if at == nouns
        && let Some(close) = quoted_name(tokens, words, at, end)
        && is_title_like(tokens, at + 1..close)
    {
        let head = (at + 1..close).find(|&token| words.is_noun(token)).unwrap_or(at + 1);
        return Some(Phrase { range: from..close + 1, preposition: None, head, pronoun: false, agreement, named: true });
    }
    if at == nouns {
        // “der 47-Jährige”, “die Angeklagte” are tagged as nouns; a bare number or adjective is a phrase only behind a determiner.
        if has_determiner && nouns > modifiers {
            return Some(Phrase { range: from..nouns, preposition: None, head: nouns - 1, pronoun: false, agreement, named: false });
        }
        return None;
    }
    // A name in quotation marks behind its noun: die Zeitung „Die Welt“.
    if let Some(close) = quoted_name(tokens, words, at, end) {
        at = close + 1;
    }
    let first_common = (nouns..at).find(|&token| words.is_common_noun(token));
    let head = first_common.unwrap_or_else(|| (nouns..at).rev().find(|&token| words.is_noun(token)).unwrap_or(nouns));
    let named = (nouns..at).any(|token| words.is_name(token));
    let noun_agreement = words.agreement(head, tokens);
    Some(Phrase { range: from..at, preposition: None, head, pronoun: false, agreement: agreement.and_or_self(noun_agreement), named })
}

/// Small words within names: “Ursula von der Leyen”, “Bündnis 90”, “Konrad II.”
fn is_inside_name(tokens: &Tokens, words: &Words, at: usize, end: usize) -> bool {
    let text = tokens.text(at);
    let behind_joiner = at >= 2 && matches!(tokens.text(at - 1), "von" | "van" | "de") && words.is_first_name(at - 2, tokens);
    if !words.is_name(at - 1) && !words.is_noun(at - 1) && !behind_joiner {
        return false;
    }
    if tokens.list[at].shape == Shape::Number {
        return words.is_name(at - 1) && text.len() <= 4;
    }
    // “von der Leyen”: behind the first small word another one may stand.
    if matches!(text, "der" | "den" | "la" | "de")
        && at >= 2
        && words.is_first_name(at - 2, tokens)
        && matches!(tokens.text(at - 1), "von" | "van" | "de")
    {
        return words.is_surname_like(at + 1, tokens);
    }
    let joins = matches!(
        text,
        "von" | "van" | "de" | "der" | "den" | "del" | "di" | "da" | "bin" | "al" | "el" | "zu" | "ten" | "le" | "la" | "dos" | "Al"
    );
    let name_follows = (at + 1..end.min(at + 3))
        .find(|&token| !matches!(tokens.text(token), "der" | "den" | "la" | "de"))
        .is_some_and(|token| words.is_surname_like(token, tokens));
    joins && words.is_first_name(at - 1, tokens) && name_follows
}

/// “die Agentur dpa”, “das Portal watson”: behind the noun for a medium a word that is none of the language's is its name, though written small.
fn is_small_name(tokens: &Tokens, words: &Words, pack: &Pack, at: usize) -> bool {
    use quell_document::SourceKind;
    let is_medium = |kinds: &[SourceKind]| kinds.iter().any(|kind| matches!(kind, SourceKind::Agency | SourceKind::Outlet));
    let text = tokens.text(at);
    words.is_common_noun(at - 1)
        && is_medium(pack.source_kinds(words.lemma(at - 1)))
        && text.starts_with(char::is_lowercase)
        && (is_medium(pack.source_kinds(text)) || (tokens.list[at].shape != Shape::Mark && !pack.lexicon.contains(text)))
}

/// “der Gewerkschaft Erziehung und Wissenschaft”: behind a determiner a second noun that *und* or a bracket goes on from belongs to the name.
fn is_name_part(tokens: &Tokens, at: usize, end: usize) -> bool {
    at + 2 < end && (tokens.text(at + 1) == "(" || (tokens.text(at + 1) == "und" && tokens.is_capitalised(at + 2)))
}

/// The adjective that closes an attribute with a prepositional phrase of its own, right behind a determiner.
fn extended_attribute(tokens: &Tokens, words: &Words, at: usize, end: usize) -> Option<usize> {
    const REACH: usize = 8;
    if !words.is_preposition(at) {
        return None;
    }
    let stop = (at..end.min(at + REACH))
        .find(|&token| words.is_finite(token) || tokens.list[token].shape == Shape::Mark)
        .unwrap_or(end.min(at + REACH));
    (at + 2..stop.saturating_sub(1)).rev().find(|&token| {
        let noun = (token + 1..stop).find(|&next| !words.is_attributive(next));
        words.is_attributive(token)
            && noun.is_some_and(|noun| words.is_common_noun(noun))
            && (words.is_noun(token - 1) || words.is_adverbial(token - 1))
    })
}

/// One or two words, or a few that are all capitalised: a name rather than somebody's words.
fn is_title_like(tokens: &Tokens, inside: Range<usize>) -> bool {
    inside.len() <= 2 || inside.clone().all(|token| tokens.is_capitalised(token) || tokens.list[token].shape == Shape::Number)
}

/// The closing mark of a short quotation that names what the noun before it is.
fn quoted_name(tokens: &Tokens, words: &Words, at: usize, end: usize) -> Option<usize> {
    const NAME_WORDS_MAX: usize = 5;
    if !matches!(tokens.text(at), "„" | "“" | "\"" | "»" | "«" | "‚" | "›") {
        return None;
    }
    for close in at + 2..end.min(at + 2 + NAME_WORDS_MAX) {
        if matches!(tokens.text(close), "“" | "”" | "\"" | "«" | "»" | "‘" | "‹") {
            let plain = (at + 1..close).all(|token| tokens.list[token].shape != Shape::Mark && !words.is_finite(token));
            let capital = tokens.is_capitalised(at + 1);
            return (plain && capital).then_some(close);
        }
    }
    None
}

/// What a full phrase needs to know besides the cores.
pub struct Reach<'a> {
    /// The tokens.
    pub tokens: &'a Tokens<'a>,
    /// Their tags.
    pub words: &'a Words,
    /// The cores.
    pub phrases: &'a Phrases,
    /// The quotations: a phrase does not reach into one.
    pub quotations: &'a Quotations,
    /// The language.
    pub pack: &'a Pack,
    /// Which prepositional phrases belong to a noun phrase.
    pub prepositions: Prepositions,
}

/// Which prepositional phrases belong to the noun phrase before them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prepositions {
    /// All that can.
    All,
    /// Only *von*, and what an office needs: *Leiter am Institut*.
    OfOnly,
}

impl Reach<'_> {
    /// The phrase with everything behind it that belongs to it, within tokens before `limit`.
    pub fn full(&self, phrase: &Phrase, limit: usize) -> Range<usize> {
        let end = self.extend(phrase, limit, 0);
        phrase.range.start..end
    }

    /// The phrase with its genitives and *von*-phrases only: behind the verb, other prepositional phrases mostly belong to the clause.
    pub fn narrow(&self, phrase: &Phrase, limit: usize) -> Range<usize> {
        let end = Reach { prepositions: Prepositions::OfOnly, ..*self }.extend(phrase, limit, 0);
        phrase.range.start..end
    }

    fn extend(&self, phrase: &Phrase, limit: usize, depth: usize) -> usize {
        let mut end = phrase.range.end;
        // A person's name takes no place or time: “sagte Müller in Köln”; an office does: “der Bürgermeister von Köln”.
        let common = self.words.is_common_noun(phrase.head) && !self.words.is_name(phrase.range.end - 1);
        if depth > 4 || (phrase.pronoun && !self.is_partitive(phrase)) {
            return end;
        }
        while end < limit {
            if let Some(close) = self.short_bracket(end, limit) {
                end = close;
                continue;
            }
            if let Some(next) = self.phrases.starting_at(end).filter(|next| !next.pronoun && next.range.end <= limit) {
                let last = depth + usize::from(end > phrase.range.end);
                if self.is_genitive_of(phrase, next, end) && !self.is_listener(phrase, next, last) {
                    end = self.extend(next, limit, depth + 1);
                    continue;
                }
                break;
            }
            if self.words.is_preposition(end)
                && let Some(next) = self.phrases.starting_at(end + 1).filter(|next| next.range.end <= limit && !next.pronoun)
                && self.attaches(phrase, common, end, next)
            {
                end = self.extend(next, limit, depth + 1);
                continue;
            }
            // “Grüne und Linke”, “der Minister und seine Sprecherin”.
            let conjunction = matches!(self.tokens.text(end), "und" | "oder" | "sowie" | "&")
                || (self.tokens.text(end) == "," && self.list_goes_on(end, limit));
            if conjunction
                && let Some(next) =
                    self.phrases.starting_at(end + 1).filter(|next| next.range.end <= limit && next.preposition.is_none() && !next.pronoun)
                && next.agreement.shares_case(phrase.agreement)
                && (depth == 0 || self.is_genitive_name(next))
                && !self.opens_clause_of_its_own(next, limit)
            {
                end = self.extend(next, limit, depth + 1);
                continue;
            }
            break;
        }
        end
    }

    /// “der USA, Südkoreas und Japans”.
    fn is_genitive_name(&self, phrase: &Phrase) -> bool {
        let last = phrase.range.end - 1;
        self.words.is_name(last) && phrase.range.start == last && self.tokens.text(last).ends_with('s')
    }

    /// “einer der Männer”, “viele von ihnen”.
    fn is_partitive(&self, phrase: &Phrase) -> bool {
        self.words.is_indefinite(phrase.head)
    }

    /// A bracket of a few words behind a name: “(SPD)”, “(47)”.
    fn short_bracket(&self, at: usize, limit: usize) -> Option<usize> {
        const INSIDE_MAX: usize = 6;
        if self.tokens.text(at) != "(" {
            return None;
        }
        (at + 1..limit.min(at + 2 + INSIDE_MAX))
            .find(|&close| self.tokens.text(close) == ")")
            .filter(|&close| !(at..close).any(|token| self.words.is_finite(token)))
            .map(|close| close + 1)
    }

    fn is_genitive_of(&self, phrase: &Phrase, next: &Phrase, at: usize) -> bool {
        if !next.agreement.can_be_genitive()
            || self.quotations.depth.get(at).copied() != self.quotations.depth.get(phrase.range.start).copied()
        {
            return false;
        }
        // Only a determiner or adjective shows the genitive; “der” after a name is the start of something else, save for a common noun.
        // “mehr”, “weniger” have no cases: “den Ländern mehr Mitsprache”.
        let uninflected = matches!(self.tokens.text(next.range.start), "mehr" | "weniger" | "etwas" | "genug");
        let marked = !uninflected && self.words.is_determiner(next.range.start) || self.words.is_attributive(next.range.start);
        let is_time = self.pack.words.time_nouns.contains(self.tokens.text(next.head));
        marked && !is_time && (self.words.is_common_noun(self.last_noun(phrase)) || self.words.is_indefinite(phrase.head))
    }

    /// “sagte die Ministerin der Zeitung”, “die Sprecherin der Werft der Agentur”: an outlet or agency in the dative is told something, unless the noun
    /// before names one of its people. `before` counts the phrases between the two.
    fn is_listener(&self, phrase: &Phrase, next: &Phrase, before: usize) -> bool {
        use quell_document::SourceKind;
        let kinds = self.pack.source_kinds(self.words.lemma(next.head));
        let named_kinds = next.range.clone().flat_map(|token| self.pack.source_kinds(self.tokens.text(token)));
        let is_medium = kinds.iter().chain(named_kinds).any(|kind| matches!(kind, SourceKind::Outlet | SourceKind::Agency));
        if !is_medium || !next.agreement.can_be_dative() {
            return false;
        }
        let is_role = self.pack.source_kinds(self.words.lemma(phrase.head)).first() == Some(&SourceKind::Role);
        before > 0
            || (is_role
                && !self
                    .pack
                    .words
                    .outlet_staff
                    .iter()
                    .any(|staff| self.words.lemma(phrase.head).to_lowercase().ends_with(&staff.to_lowercase())))
    }

    fn last_noun(&self, phrase: &Phrase) -> usize {
        (phrase.range.clone()).rev().find(|&token| self.words.is_noun(token)).unwrap_or(phrase.head)
    }

    /// Whether the prepositional phrase `next` belongs to `phrase` rather than to the clause.
    fn attaches(&self, phrase: &Phrase, common: bool, preposition: usize, next: &Phrase) -> bool {
        let word = self.tokens.text(preposition);
        let is_time = self.pack.words.time_nouns.contains(self.tokens.text(next.head)) || self.words.is_cardinal(next.range.start);
        if is_time {
            return false;
        }
        match word {
            "von" | "vom" => true,
            "für" | "aus" | "bei" | "beim" | "an" | "am" | "im" | "in" if self.prepositions == Prepositions::OfOnly => {
                use quell_document::SourceKind;
                let has = |noun: usize, wanted: SourceKind| self.pack.source_kinds(self.words.lemma(noun)).contains(&wanted);
                common
                    && phrase.range.end == preposition
                    && has(phrase.head, SourceKind::Role)
                    && (has(next.head, SourceKind::Organisation) || matches!(word, "für"))
            }
            "für" | "aus" | "bei" | "beim" | "an" | "am" | "im" | "in" | "zur" | "zum" | "zu" | "über" | "mit" | "gegen" | "auf" => {
                self.prepositions == Prepositions::All && common && phrase.range.end == preposition && !self.is_speech_act_place(word, next)
            }
            _ => false,
        }
    }

    /// “der Sprecher im ZDF”: the place where it was said, not where the speaker belongs.
    fn is_speech_act_place(&self, word: &str, next: &Phrase) -> bool {
        use quell_document::SourceKind;
        let kinds = self.pack.source_kinds(self.tokens.text(next.head));
        matches!(word, "in" | "im" | "bei" | "beim" | "auf" | "zu" | "zum" | "zur" | "am" | "an")
            && kinds.iter().any(|kind| matches!(kind, SourceKind::Outlet | SourceKind::Document | SourceKind::Agency))
            || matches!(
                self.tokens.text(next.head),
                "Anfrage" | "Interview" | "Gespräch" | "Rede" | "Pressekonferenz" | "Nachfrage" | "Begründung"
            )
    }

    /// A comma within a list of phrases that ends in “und”: “SPD, Grüne und Linke”.
    fn list_goes_on(&self, comma: usize, limit: usize) -> bool {
        let mut at = comma + 1;
        for _ in 0..4 {
            let Some(next) =
                self.phrases.starting_at(at).filter(|next| next.preposition.is_none() && !next.pronoun && next.range.end < limit)
            else {
                return false;
            };
            match self.tokens.text(next.range.end) {
                "und" | "oder" | "sowie" => return self.phrases.starting_at(next.range.end + 1).is_some(),
                "," => at = next.range.end + 1,
                _ => return false,
            }
        }
        false
    }

    /// Whether a finite verb stands right behind the coordinated phrase though one stood before the first: “… sagte A und B kam”.
    fn opens_clause_of_its_own(&self, next: &Phrase, limit: usize) -> bool {
        next.range.end < limit && self.words.is_finite(next.range.end) && {
            // Only if the first phrase already stands behind its own verb.
            let before = next.range.start.saturating_sub(2);
            (before.saturating_sub(12)..before).any(|token| self.words.is_finite(token))
        }
    }

    /// The apposition behind `end`: “, Sprecher der Polizei,”; the range to its last word.
    ///
    /// In front of the verb (`before_verb`) the verb itself may close it; behind it only a mark does.
    pub fn apposition(&self, phrase: &Phrase, end: usize, limit: usize, before_verb: bool) -> Option<Range<usize>> {
        if phrase.pronoun || self.tokens.text(end) != "," || end + 1 >= limit {
            return None;
        }
        // An adverb or an age may stand before: “, 47,”.
        let next = self.phrases.starting_at(end + 1)?;
        if next.pronoun || next.preposition.is_some() {
            return None;
        }
        let to = self.extend(next, limit, 1);
        let closes =
            to >= limit || matches!(self.tokens.text(to), "," | "." | ":" | "–" | "“" | "\"") || (before_verb && self.words.is_finite(to));
        let one_is_named = phrase.named != next.named || self.words.is_common_noun(next.head);
        (closes && one_is_named && next.agreement.shares_case(phrase.agreement) && !self.list_goes_on(end, limit)).then_some(end..to)
    }
}
