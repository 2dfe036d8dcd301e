//! A gold document and what was found in the same text: which statements are the same, and where others differ.
//!
//! What the gold leaves out is not compared: a file that marks neither hedges nor kinds of source says nothing about them.

use quell::document::{Document, Hedge, Spans, Stance, Statement};

/// Contents that share less than this are two statements. 1 is the same, 0 has nothing in common.
const LIKENESS_MIN: f32 = 0.5;

/// How the gold statements of a document fared, in their order.
#[derive(Debug, Default)]
pub(super) struct Comparison {
    pub(super) verdicts: Vec<Verdict>,
    /// Found statements that the gold does not mark.
    pub(super) unmarked: Vec<usize>,
    /// Hedges outside of compared statements' roles that one side has alone.
    pub(super) hedges: Vec<Difference>,
}

impl Comparison {
    /// Whether nothing differs.
    pub(super) fn is_same(&self) -> bool {
        self.unmarked.is_empty() && self.hedges.is_empty() && self.verdicts.iter().all(|verdict| *verdict == Verdict::Found)
    }
}

/// How a gold statement fared.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Found,
    Different(Vec<Difference>),
    Missing,
}

/// What was marked and what was found instead.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Difference {
    pub(super) role: String,
    pub(super) marked: Option<String>,
    pub(super) found: Option<String>,
}

/// Compares statement by statement: those whose contents are most alike belong together.
pub(super) fn compare(gold: &Document, found: &Document) -> Comparison {
    let mut pairs = Vec::new();
    for (marked_index, marked) in gold.statements.iter().enumerate() {
        for (found_index, other) in found.statements.iter().enumerate() {
            let alike = likeness(&marked.content, &other.content);
            if alike >= LIKENESS_MIN {
                // Of two statements with the same content the one with the same kind and cue is meant.
                let bonus = f32::from(u8::from(marked.kind == other.kind)) * 0.01 + f32::from(u8::from(marked.cue == other.cue)) * 0.01;
                pairs.push((alike + bonus, marked_index, found_index));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut partner_of_marked = vec![None; gold.statements.len()];
    let mut partner_of_found = vec![None; found.statements.len()];
    for (_, marked, other) in pairs {
        if partner_of_marked[marked].is_none() && partner_of_found[other].is_none() {
            partner_of_marked[marked] = Some(other);
            partner_of_found[other] = Some(marked);
        }
    }
    let verdict = |(marked, partner): (usize, &Option<usize>)| match partner {
        None => Verdict::Missing,
        Some(other) => {
            let mut differences = differences(gold, &gold.statements[marked], found, &found.statements[*other]);
            differences.extend(parents(gold, marked, found, *other, &partner_of_marked));
            if differences.is_empty() { Verdict::Found } else { Verdict::Different(differences) }
        }
    };
    Comparison {
        verdicts: partner_of_marked.iter().enumerate().map(verdict).collect(),
        unmarked: (0..found.statements.len()).filter(|&index| partner_of_found[index].is_none()).collect(),
        hedges: hedges(gold, found),
    }
}

/// Dice's coefficient of the bytes that both cover.
fn likeness(a: &Spans, b: &Spans) -> f32 {
    let shared: u32 =
        a.iter().flat_map(|one| b.iter().map(move |other| one.end.min(other.end).saturating_sub(one.start.max(other.start)))).sum();
    2.0 * shared as f32 / (a.len() + b.len()) as f32
}

fn differences(gold: &Document, marked: &Statement, found_in: &Document, found: &Statement) -> Vec<Difference> {
    let words = |document: &Document, spans: Option<&Spans>| spans.map(|spans| spans.of(&document.article.text));
    let mut differences = Vec::new();
    let mut differ = |role: &str, is_same: bool, marked: Option<String>, found: Option<String>| {
        if !is_same {
            differences.push(Difference { role: role.to_string(), marked, found });
        }
    };
    let name = |name: &'static str| Some(name.to_string());
    differ("kind", marked.kind == found.kind, name(marked.kind.name()), name(found.kind.name()));
    let roles = [
        ("content", Some(&marked.content), Some(&found.content)),
        ("source", marked.source.as_ref(), found.source.as_ref()),
        ("cue", marked.cue.as_ref(), found.cue.as_ref()),
        ("addressee", marked.addressee.as_ref(), found.addressee.as_ref()),
    ];
    for (role, a, b) in roles {
        differ(role, a == b, words(gold, a), words(found_in, b));
    }
    if marked.frame.is_some() {
        differ("frame", marked.frame == found.frame, words(gold, marked.frame.as_ref()), words(found_in, found.frame.as_ref()));
    }
    if marked.stance != Stance::Neutral {
        differ("stance", marked.stance == found.stance, name(marked.stance.name()), name(found.stance.name()));
    }
    if let Some(kind) = marked.source_kind {
        differ("source_kind", found.source_kind == Some(kind), name(kind.name()), found.source_kind.map(|kind| kind.name().to_string()));
    }
    if marked.source_name.is_some() {
        differ("source_name", marked.source_name == found.source_name, marked.source_name.clone(), found.source_name.clone());
    }
    if let Some(medium) = marked.medium {
        differ("medium", found.medium == Some(medium), name(medium.name()), found.medium.map(|medium| medium.name().to_string()));
    }
    if !marked.chain.is_empty() {
        let (a, b) = (chain(marked), chain(found));
        differ("chain", a == b, Some(a), Some(b));
    }
    differences
}

fn chain(statement: &Statement) -> String {
    let links = statement.chain.iter().map(|link| {
        let name = link.name.as_deref().unwrap_or_default();
        format!("{} {} {name}", link.relation.name(), link.kind.name()).trim_end().to_string()
    });
    links.collect::<Vec<_>>().join("; ")
}

/// Parents are the same if they belong together.
fn parents(gold: &Document, marked: usize, found_in: &Document, found: usize, partner_of_marked: &[Option<usize>]) -> Option<Difference> {
    let (marked_parent, found_parent) = (gold.statements[marked].parent, found_in.statements[found].parent);
    if marked_parent.and_then(|parent| partner_of_marked[parent]) == found_parent {
        return None;
    }
    let words =
        |document: &Document, parent: Option<usize>| parent.map(|parent| document.statements[parent].content.of(&document.article.text));
    Some(Difference { role: "parent".to_string(), marked: words(gold, marked_parent), found: words(found_in, found_parent) })
}

/// Hedges that one side has alone, if the gold marks any.
fn hedges(gold: &Document, found: &Document) -> Vec<Difference> {
    if gold.hedges.is_empty() {
        return Vec::new();
    }
    let words = |hedge: &Hedge| Some(format!("{} ({})", hedge.span.of(&gold.article.text), hedge.kind.name()));
    let difference = |marked, found| Difference { role: "hedge".to_string(), marked, found };
    let missing = gold.hedges.iter().filter(|hedge| !found.hedges.contains(hedge)).map(|hedge| difference(words(hedge), None));
    let unmarked = found.hedges.iter().filter(|hedge| !gold.hedges.contains(hedge)).map(|hedge| difference(None, words(hedge)));
    missing.chain(unmarked).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use quell::document::case;

    fn of(marked: &str, found: &str) -> Comparison {
        compare(&case::read(marked).unwrap(), &case::read(found).unwrap())
    }

    #[test]
    fn what_is_marked_and_found_is_the_same() {
        let marked =
            "{source Der Konzern} {cue=concede räumte} {cue ein}, {content=indirect dass Daten abgeflossen {hedge=konjunktiv1 seien}}.";
        assert!(of(marked, marked).is_same());
    }

    #[test]
    fn differences_are_named_by_role() {
        let marked = "{source Der Konzern} {cue=concede räumte} {cue ein}, {content=indirect dass Daten abgeflossen seien}.";
        let found = "Der {source Konzern} {cue räumte} {cue ein}, dass {content=reported Daten abgeflossen seien}.";
        let comparison = of(marked, found);
        let [Verdict::Different(differences)] = comparison.verdicts.as_slice() else { panic!("{comparison:?}") };
        let roles: Vec<&str> = differences.iter().map(|difference| difference.role.as_str()).collect();
        assert_eq!(roles, ["kind", "content", "source", "stance"]);
    }

    #[test]
    fn what_one_side_has_alone_is_missing_or_not_marked() {
        let comparison = of("{cue Er sagte}, {content=indirect er komme}. Sie auch.", "Er sagte, er komme. {content=reported Sie auch}.");
        assert_eq!(comparison.verdicts, [Verdict::Missing]);
        assert_eq!(comparison.unmarked, [0]);
    }
}
