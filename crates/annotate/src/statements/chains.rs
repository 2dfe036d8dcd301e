//! From the outlet down to whoever first said it: the links of a statement's chain.

use std::ops::Range;

use quell_document::{Link, Relation, SourceKind, Statement, StatementKind};

use crate::layers::Layers;
use crate::phrases::Phrase;
use crate::statements::antecedents::Named;
use crate::statements::draft::Draft;
use crate::statements::naming;

/// What all chains of an article are made from.
pub struct Chains<'c, 'a> {
    pub layers: &'c Layers<'a>,
    /// The drafts, one for each statement.
    pub drafts: &'c [&'c Draft],
    /// For each statement who hands it on, where a clause tells of two: “die Agentur zitiert den Sprecher”.
    pub reporters: &'c [Option<(Named, Range<usize>)>],
    /// Who published the article: no link, the chain begins below it.
    pub outlet: Option<&'c str>,
}

/// What one statement adds to a chain, in this order.
struct Links {
    /// Who hands it on.
    reporter: Option<Link>,
    /// Where it was said.
    place: Option<Link>,
    /// Who said it.
    own: Option<Link>,
    /// Whom that one refers to.
    referred: Option<Link>,
}

impl Chains<'_, '_> {
    /// Fills the chain of each statement, in the order of the text, so that what was said right before can be gone on with.
    /// Gives for each statement the one whose chain it goes on from.
    pub fn fill(&self, statements: &mut [Statement], describe: impl Fn(&Range<usize>) -> Option<Named>) -> Vec<Option<usize>> {
        let outer = self.outer(statements);
        let mut places: Vec<Option<Link>> = Vec::with_capacity(statements.len());
        for index in 0..statements.len() {
            let own = self.place_of_speech(self.drafts[index]);
            let place = own.or_else(|| self.inherited_place(statements, &places, index));
            places.push(place);
        }
        let links: Vec<Links> = places
            .into_iter()
            .enumerate()
            .map(|(index, place)| Links {
                reporter: self.reporters[index].as_ref().map(|(named, range)| self.link(named.clone(), range)),
                place,
                own: link_of(self.layers, &statements[index]),
                referred: self.referred_to(self.drafts[index], &describe),
            })
            .collect();
        for (index, statement) in statements.iter_mut().enumerate() {
            let holders = self.holders(&outer, index);
            for &part in holders.iter().rev().chain([&index]) {
                self.push_all(&mut statement.chain, &links[part]);
            }
        }
        outer
    }

    /// For each statement the one around it: by its content, or because its frame is part of what that one says (“das teilte A mit, wie B meldet”).
    fn outer(&self, statements: &[Statement]) -> Vec<Option<usize>> {
        (0..statements.len())
            .map(|index| {
                statements[index].parent.or_else(|| {
                    let cue = *self.drafts[index].cue.first()?;
                    const NEAR: usize = 6;
                    let near = index.saturating_sub(NEAR)..(index + NEAR).min(statements.len());
                    near.filter(|&other| other != index && self.drafts[other].holds(cue))
                        .filter(|&other| {
                            !self.drafts[index]
                                .content
                                .iter()
                                .any(|piece| piece.contains(self.drafts[other].cue.first().unwrap_or(&usize::MAX)))
                        })
                        .min_by_key(|&other| self.drafts[other].len())
                })
            })
            .collect()
    }

    /// The statements around one, the innermost first.
    fn holders(&self, outer: &[Option<usize>], index: usize) -> Vec<usize> {
        const DEPTH_MAX: usize = 8;
        let mut holders = Vec::new();
        let mut at = outer[index];
        while let Some(holder) = at.filter(|holder| *holder != index && holders.len() < DEPTH_MAX && !holders.contains(holder)) {
            holders.push(holder);
            at = outer[holder];
        }
        holders
    }

    /// Adds what one statement gives; who hands it on and where it was said stand in a chain once.
    fn push_all(&self, chain: &mut Vec<Link>, links: &Links) {
        for once in [&links.reporter, &links.place] {
            let is_new = |link: &&Link| chain.iter().all(|known| known.name != link.name);
            let link = once.as_ref().filter(is_new).cloned();
            self.push(chain, link);
        }
        self.push(chain, links.own.clone());
        self.push(chain, links.referred.clone());
    }

    /// The link to whom some words name, who tells it in the outlet's words.
    fn link(&self, (kind, name): Named, range: &Range<usize>) -> Link {
        let relation = relation_of(self.layers, kind, &name, false);
        Link { relation, kind, name: Some(name), evidence: self.layers.spans(std::slice::from_ref(range)) }
    }

    /// Adds a link unless it repeats the last one's source or names the outlet itself; a quotation is the stronger relation.
    fn push(&self, chain: &mut Vec<Link>, link: Option<Link>) {
        let Some(link) = link else { return };
        if link.kind == SourceKind::Outlet && link.name.as_deref().is_some_and(|name| self.is_own(name)) {
            return;
        }
        match chain.last_mut() {
            Some(last) if last.name == link.name => {
                if link.relation == Relation::Quotes {
                    last.relation = Relation::Quotes;
                }
            }
            _ => chain.push(link),
        }
    }

    /// Whether this is the outlet of the article: “der Bild” in *BILD*, “dem RND” in *RND_de*.
    fn is_own(&self, name: &str) -> bool {
        let Some(outlet) = self.outlet else { return false };
        const SHORTEST: usize = 3;
        let outlet = key(outlet);
        let fits = |word: &str| {
            let word = key(word);
            word.len() >= SHORTEST && (outlet.contains(&word) || (outlet.len() >= SHORTEST && word.starts_with(&outlet)))
        };
        fits(name) || name.split(['(', ')', ' ']).any(|word| is_short_name(word) && fits(word))
    }

    /// A place named once stays in the chain of what the same speaker says right afterwards.
    fn inherited_place(&self, statements: &[Statement], places: &[Option<Link>], index: usize) -> Option<Link> {
        const BACK_MAX: usize = 4;
        let name = statements[index].source_name.as_deref()?;
        let before = (index.saturating_sub(BACK_MAX)..index).rev().find(|&before| statements[before].source_name.is_some())?;
        let sentences = &self.layers.sentences;
        const SENTENCES_MAX: usize = 3;
        let distance = sentences.of_token(self.drafts[index].from()).saturating_sub(sentences.of_token(self.drafts[before].to() - 1));
        (statements[before].source_name.as_deref() == Some(name) && distance <= SENTENCES_MAX).then(|| places[before].clone()).flatten()
    }

    /// “sagte sie der Bild am Sonntag”, “im ZDF”, “gegenüber der dpa”, “in einem Schreiben an …”: the outlet, agency or document in which it was said.
    fn place_of_speech(&self, draft: &Draft) -> Option<Link> {
        let layers = self.layers;
        draft.frame.iter().flat_map(|range| layers.phrases.within(range.clone())).find_map(|phrase| {
            let inside_source =
                draft.source.as_ref().is_some_and(|source| source.start <= phrase.range.start && phrase.range.end <= source.end);
            if inside_source || phrase.pronoun || draft.holds(phrase.head) {
                return None;
            }
            let preposition = phrase.preposition.map(|token| layers.tokens.text(token).to_lowercase());
            let by_preposition = preposition.as_deref().is_some_and(|word| layers.pack.words.places_of_speech.contains(word));
            let in_talk = phrase.preposition.is_some_and(|token| self.is_talk_with(token));
            let is_addressee = draft.addressee.as_ref().is_some_and(|addressee| addressee.contains(&phrase.range.start));
            let dative = phrase.preposition.is_none() && phrase.agreement.can_be_dative();
            if !(by_preposition || in_talk || is_addressee || dative) {
                return None;
            }
            let in_document = preposition.as_deref().is_some_and(|word| layers.pack.words.before_documents.contains(word));
            self.link_to_place(phrase, in_document)
        })
    }

    fn link_to_place(&self, phrase: &Phrase, in_document: bool) -> Option<Link> {
        let layers = self.layers;
        let kind = medium_of(layers, phrase).or_else(|| {
            let document = layers.kinds_of(phrase).first() == Some(&SourceKind::Document);
            let spoken = layers.pack.words.talks.contains(layers.words.lemma(phrase.head));
            (in_document && document && !spoken && !phrase.named).then_some(SourceKind::Document)
        })?;
        let range = phrase.range.clone();
        let (relation, name) = match kind {
            SourceKind::Agency => (Relation::Credits, naming::outlet_name(layers, &range)),
            SourceKind::Outlet => (Relation::Cites, naming::outlet_name(layers, &range)),
            _ => {
                let full = layers.reach().full(phrase, phrase.range.end + 10);
                (Relation::Cites, naming::plain_name(layers, phrase, &full))
            }
        };
        Some(Link { relation, kind, name: Some(name), evidence: layers.spans(&[range]) })
    }

    /// “im Gespräch mit RTL”, “im Interview mit der Zeitung”.
    fn is_talk_with(&self, preposition: usize) -> bool {
        let words = &self.layers.pack.words;
        preposition > 1
            && words.talks.contains(self.layers.tokens.text(preposition - 1))
            && self.layers.phrases.around(preposition - 1).is_some_and(|phrase| phrase.preposition.is_some())
    }

    /// “unter Berufung auf Regierungskreise”: whom the source of this statement refers to.
    fn referred_to(&self, draft: &Draft, describe: &impl Fn(&Range<usize>) -> Option<Named>) -> Option<Link> {
        let layers = self.layers;
        for range in &draft.frame {
            for phrase in layers.phrases.within(range.clone()) {
                let Some(preposition) = phrase.preposition.filter(|&preposition| preposition > 1) else { continue };
                let noun = preposition - 1;
                let refers = layers.pack.words.references.contains(layers.tokens.text(noun))
                    && layers.phrases.around(noun).is_some_and(|noun| noun.preposition.is_some());
                if !refers || draft.holds(phrase.head) || phrase.pronoun {
                    continue;
                }
                let full = layers.reach().full(phrase, range.end);
                let Some(named) = describe(&full) else { continue };
                return Some(self.link(named, &full));
            }
        }
        None
    }
}

/// Letters and digits in lower case.
fn key(name: &str) -> String {
    name.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn is_short_name(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|character| character.is_uppercase())
}

/// Whether the phrase names an outlet or an agency.
fn medium_of(layers: &Layers, phrase: &Phrase) -> Option<SourceKind> {
    phrase.range.clone().find_map(|token| {
        let kinds = layers.pack.source_kinds(layers.tokens.text(token));
        kinds.iter().copied().find(|kind| matches!(kind, SourceKind::Outlet | SourceKind::Agency))
    })
}

/// The link that a statement's own source is.
fn link_of(layers: &Layers, statement: &Statement) -> Option<Link> {
    let kind = statement.source_kind?;
    let name = statement.source_name.clone()?;
    let relation = relation_of(layers, kind, &name, statement.kind == StatementKind::Direct);
    Some(Link { relation, kind, name: Some(name), evidence: statement.source.clone().or_else(|| statement.cue.clone()) })
}

/// An agency is credited, an outlet, a document and vague media are cited, everybody else is quoted or reported.
fn relation_of(layers: &Layers, kind: SourceKind, name: &str, direct: bool) -> Relation {
    let last = name.split(' ').next_back().unwrap_or(name);
    match kind {
        SourceKind::Agency => Relation::Credits,
        SourceKind::Outlet | SourceKind::Document => Relation::Cites,
        SourceKind::Vague if layers.pack.words.vague_media.iter().any(|noun| is_compound_of(last, noun)) => Relation::Cites,
        _ if direct => Relation::Quotes,
        _ => Relation::Reports,
    }
}

fn is_compound_of(word: &str, noun: &str) -> bool {
    word.to_lowercase().ends_with(&noun.to_lowercase())
}
