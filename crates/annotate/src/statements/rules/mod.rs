//! The rules that find statements, in the order in which they run.
//!
//! One rule is one file with a page beside it: what it finds, why that is evidence, cases that it must explain and
//! cases that it must leave alone. Rules share a [`Board`]: later ones see what earlier ones found.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::layers::Layers;
use crate::statements::acts::Act;
use crate::statements::draft::Draft;
use crate::work::look_at;

pub mod adposition;
pub mod adverb;
pub mod back_reference;
pub mod clause_complement;
pub mod comment_frame;
pub mod cue_noun;
pub mod headline;
mod konjunktiv_clause;
mod konjunktiv_run;
pub mod noun_adposition;
pub mod noun_complement;
pub mod noun_object;
pub mod noun_quotation;
pub mod partial_quotation;
pub mod quoted_speech;
pub mod reported_act;

/// A rule.
pub type Rule = fn(&Layers, &mut Board);

/// All rules in order: name, page, function.
pub const ALL: &[(&str, &str, Rule)] = &[
    (quoted_speech::NAME, include_str!("quoted_speech.md"), quoted_speech::find),
    (clause_complement::NAME, include_str!("clause_complement.md"), clause_complement::find),
    (comment_frame::NAME, include_str!("comment_frame.md"), comment_frame::find),
    (adposition::NAME, include_str!("adposition.md"), adposition::find),
    (adverb::NAME, include_str!("adverb.md"), adverb::find),
    (noun_complement::NAME, include_str!("noun_complement.md"), noun_complement::find),
    (noun_quotation::NAME, include_str!("noun_quotation.md"), noun_quotation::find),
    (noun_object::NAME, include_str!("noun_object.md"), noun_object::find),
    (back_reference::NAME, include_str!("back_reference.md"), back_reference::find),
    (reported_act::NAME, include_str!("reported_act.md"), reported_act::find),
    (headline::NAME, include_str!("headline.md"), headline::find),
    (konjunktiv_run::NAME, include_str!("konjunktiv_run.md"), konjunktiv_run::find),
    (konjunktiv_clause::NAME, include_str!("konjunktiv_clause.md"), konjunktiv_clause::find),
    (partial_quotation::NAME, include_str!("partial_quotation.md"), partial_quotation::find),
];

/// What the rules share: the acts of the article, and what was found so far.
pub struct Board<'a> {
    /// Clauses whose verb attributes.
    pub acts: Vec<Act<'a>>,
    /// For each clause its act.
    of_clause: Vec<Option<usize>>,
    /// Which acts attribute a draft already.
    used: Vec<bool>,
    /// What was found so far.
    pub drafts: Vec<Draft>,
    places: Places,
}

/// Where the drafts stand, so that a rule asks those around a place and not all of them.
struct Places {
    /// For each token its sentence.
    sentence_of: Vec<u32>,
    /// For each sentence the drafts whose content reaches into it.
    in_sentence: Vec<Vec<usize>>,
    /// For each token whether it is part of a draft's cue.
    is_cue: Vec<bool>,
    /// Where the drafts end, with their numbers.
    ends: BTreeSet<(usize, usize)>,
}

impl Places {
    fn new(layers: &Layers) -> Places {
        let sentences = &layers.sentences.list;
        let sentence_of =
            sentences.iter().zip(0..).flat_map(|(sentence, number)| (sentence.from..sentence.to).map(move |_| number)).collect();
        Places {
            sentence_of,
            in_sentence: vec![Vec::new(); sentences.len()],
            is_cue: vec![false; layers.tokens.len()],
            ends: BTreeSet::new(),
        }
    }

    /// The sentences that some tokens stand in.
    fn sentences(&self, range: &Range<usize>) -> Range<usize> {
        if range.is_empty() { 0..0 } else { self.sentence_of[range.start] as usize..self.sentence_of[range.end - 1] as usize + 1 }
    }

    /// Notes more of a draft's content.
    fn add(&mut self, number: usize, content: &[Range<usize>]) {
        for piece in content {
            for sentence in self.sentences(piece) {
                if self.in_sentence[sentence].last() != Some(&number) {
                    self.in_sentence[sentence].push(number);
                }
            }
        }
    }
}

impl<'a> Board<'a> {
    /// A board without drafts.
    pub fn new(layers: &Layers, (acts, of_clause): (Vec<Act<'a>>, Vec<Option<usize>>)) -> Board<'a> {
        let used = vec![false; acts.len()];
        Board { acts, of_clause, used, drafts: Vec::new(), places: Places::new(layers) }
    }

    /// The act of this clause.
    pub fn act_of(&self, clause: usize) -> Option<usize> {
        self.of_clause.get(clause).copied().flatten()
    }

    /// What was found; everything else is given back, since a long article needs the memory.
    pub fn into_drafts(self) -> Vec<Draft> {
        self.drafts
    }

    /// Notes a draft.
    pub fn push(&mut self, draft: Draft) -> usize {
        let number = self.drafts.len();
        self.places.add(number, &draft.content);
        self.places.ends.insert((draft.to(), number));
        for &token in &draft.cue {
            self.places.is_cue[token] = true;
        }
        self.drafts.push(draft);
        number
    }

    /// Adds more content behind a draft's own.
    pub fn extend(&mut self, number: usize, content: Vec<Range<usize>>) {
        let draft = &mut self.drafts[number];
        self.places.add(number, &content);
        self.places.ends.remove(&(draft.to(), number));
        draft.content.extend(content);
        self.places.ends.insert((draft.to(), number));
    }

    /// The drafts whose contents reach into the sentences of these tokens, in the order in which they were found.
    pub fn around(&self, range: &Range<usize>) -> Vec<usize> {
        let mut found: Vec<usize> =
            self.places.sentences(range).flat_map(|sentence| self.places.in_sentence[sentence].iter().copied()).collect();
        look_at(found.len());
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Whether a draft has this token in its cue.
    pub fn is_cue(&self, token: usize) -> bool {
        self.places.is_cue[token]
    }

    /// The draft whose content ends last before this token.
    pub fn last_before(&self, token: usize) -> Option<usize> {
        self.places.ends.range(..(token + 1, 0)).next_back().map(|&(_, number)| number)
    }

    /// Notes that an act attributes something.
    pub fn use_act(&mut self, act: Option<usize>) {
        if let Some(act) = act {
            self.used[act] = true;
        }
    }

    /// Whether the act attributes something already.
    pub fn is_used(&self, act: usize) -> bool {
        self.used[act]
    }

    /// Gives a draft cue, source, addressee, stance and medium of an act.
    pub fn attribute(&self, draft: &mut Draft, layers: &Layers, act: usize) {
        let act = &self.acts[act];
        draft.cue = act.cue.clone();
        draft.source = act.source.clone();
        draft.addressee = act.addressee.clone();
        draft.stance = act.entry.stance;
        draft.medium = Some(act.entry.medium);
        draft.frame = layers.clauses.list[act.clause].pieces.clone();
    }

    /// The draft that attributes most of these tokens by a cue of its own.
    pub fn attributed(&self, range: &Range<usize>) -> Option<usize> {
        self.around(range).into_iter().find(|&index| {
            let draft = &self.drafts[index];
            let shared = range.clone().filter(|&token| draft.holds(token)).count();
            shared * 2 >= range.len()
        })
    }
}
