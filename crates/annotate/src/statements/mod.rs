//! Who said what?
//!
//! Rules ([`rules`]) find drafts; this stage puts them in order, joins what two rules found twice, says whose words a source
//! without a name are, and which statement holds which.

pub mod acts;
pub(crate) mod antecedents;
mod chains;
mod discourse;
pub mod draft;
pub mod extent;
mod merge;
mod naming;
pub mod rules;
mod sources;

use quell_document::{Hedge, Statement};

use crate::layers::Layers;
use rules::Board;

/// Finds the statements of an article, in the order of their contents.
pub fn find(layers: &Layers, hedges: &[Hedge], outlet: Option<&str>) -> Vec<Statement> {
    let mut board = Board::new(layers, acts::find(layers));
    for (_, _, rule) in rules::ALL {
        rule(layers, &mut board);
    }
    let drafts = merge::settle(board.into_drafts());
    sources::resolve(layers, &drafts, hedges, outlet)
}
