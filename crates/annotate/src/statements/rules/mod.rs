//! The rules that find statements, in the order in which they run.
//!
//! One rule is one file with a page beside it: what it finds, why that is evidence, cases that it must explain and
//! cases that it must leave alone. Rules share a [`Board`]: later ones see what earlier ones found.

use std::ops::Range;

use crate::layers::Layers;
use crate::statements::acts::Act;
use crate::statements::draft::Draft;

pub mod adposition;
pub mod adverb;
pub mod back_reference;
pub mod clause_complement;
pub mod comment_frame;
pub mod cue_noun;
pub mod headline;
pub mod konjunktiv_run;
pub mod noun_complement;
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
    (back_reference::NAME, include_str!("back_reference.md"), back_reference::find),
    (reported_act::NAME, include_str!("reported_act.md"), reported_act::find),
    (headline::NAME, include_str!("headline.md"), headline::find),
    (konjunktiv_run::NAME, include_str!("konjunktiv_run.md"), konjunktiv_run::find),
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
}

impl<'a> Board<'a> {
    /// A board without drafts.
    pub fn new((acts, of_clause): (Vec<Act<'a>>, Vec<Option<usize>>)) -> Board<'a> {
        let used = vec![false; acts.len()];
        Board { acts, of_clause, used, drafts: Vec::new() }
    }

    /// The act of this clause.
    pub fn act_of(&self, clause: usize) -> Option<usize> {
        self.of_clause.get(clause).copied().flatten()
    }

    /// Notes a draft.
    pub fn push(&mut self, draft: Draft) -> usize {
        self.drafts.push(draft);
        self.drafts.len() - 1
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
        (0..self.drafts.len()).find(|&index| {
            let draft = &self.drafts[index];
            let shared = range.clone().filter(|&token| draft.holds(token)).count();
            shared * 2 >= range.len()
        })
    }
}
