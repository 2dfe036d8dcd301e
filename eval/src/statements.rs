//! How well statements are found, with all that Quell says of them: who, with which stance, hedges and chain.
//!
//! Contents are paired one to one by the largest sum of their overlaps (F1 in characters); a pair below a half is none.
//! Everything else is asked about in these pairs only, except that a source, stance, hedge or deep chain which is given where
//! the gold has none counts against precision.

use crate::analysis::{Compared, OVERLAP_LEAST, Pair};
use crate::assignment::best_pairs;
use crate::figures::{Counts, Figures, Share, Table, three};
use crate::names::same_name;
use crate::places::Places;
use quell_document::{CharPlaces, Document, HedgeKind, Link, SourceKind, Stance, Statement};
use std::collections::BTreeSet;

/// All that is counted over a set of articles.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StatementScores {
    /// Contents that overlap by a half or more.
    pub statements: Counts,
    /// Of these, whether the kind agrees.
    pub kind: Share,
    /// The words that name the source overlap by a half or more.
    pub source: Counts,
    /// The words of the cue overlap by a half or more.
    pub cue: Counts,
    /// Whether the name can mean the same as that of the gold.
    pub name: Share,
    /// The same where the source is a pronoun: whom it means.
    pub pronoun: Share,
    /// Whether the kind of source agrees.
    pub source_kind: Share,
    /// Stances other than neutral; three of four statements are neutral, so these would hide the others.
    pub stance: Counts,
    /// Hedges of the same kind at the same word.
    pub hedges: Counts,
    /// Whether the chain has the same links, no more and no less.
    pub chain: Share,
    /// The same for chains of two links and more.
    pub deep_chain: Counts,
    /// Agencies that the article is credited to.
    pub agencies: Counts,
}

impl StatementScores {
    /// Scores one article; both documents have the same text. Also says which statements were paired.
    pub fn of(system: &Document, gold: &Document) -> (StatementScores, Vec<Pair>) {
        let mut scores = StatementScores::default();
        let found: Vec<Extent> = Extent::all(system);
        let there: Vec<Extent> = Extent::all(gold);
        scores.statements = Counts { hit: 0, system: found.len(), gold: there.len() };

        let mut pairs = Vec::new();
        for (i, j) in best_pairs(found.len(), there.len(), |i, j| found[i].content.overlap(&there[j].content)) {
            let overlap = found[i].content.overlap(&there[j].content);
            let mut source_right = None;
            if overlap >= OVERLAP_LEAST {
                source_right = scores.add_hit((&found[i], &system.statements[i]), (&there[j], &gold.statements[j]));
            }
            pairs.push(Pair { system: i, gold: j, overlap, source_right });
        }

        let names =
            |document: &Document| document.article.agencies.iter().map(|agency| agency.name.to_lowercase()).collect::<BTreeSet<String>>();
        let (credited, named) = (names(system), names(gold));
        scores.agencies = Counts { hit: credited.intersection(&named).count(), system: credited.len(), gold: named.len() };
        (scores, pairs)
    }

    /// Asks all questions about a pair that is a hit. Says whether the source is right, where the gold names one.
    fn add_hit(&mut self, (found, system): (&Extent, &Statement), (there, gold): (&Extent, &Statement)) -> Option<bool> {
        self.statements.hit += 1;
        self.kind.count(system.kind == gold.kind);
        let source_right = found.source.overlap(&there.source) >= OVERLAP_LEAST;
        self.source += counts(source_right, !found.source.is_empty(), !there.source.is_empty());
        self.cue += counts(found.cue.overlap(&there.cue) >= OVERLAP_LEAST, !found.cue.is_empty(), !there.cue.is_empty());

        if let Some(name) = &gold.source_name {
            let given = shown_name(system);
            let right = given.is_some_and(|given| same_name(given, name, gold.source_kind == Some(SourceKind::Person)));
            self.name.count(right);
            if there.is_pronoun {
                self.pronoun.count(right);
            }
        }
        if gold.source_kind.is_some() {
            self.source_kind.count(system.source_kind == gold.source_kind);
        }
        let (takes_side, should) = (system.stance != Stance::Neutral, gold.stance != Stance::Neutral);
        self.stance += counts(should && system.stance == gold.stance, takes_side, should);

        self.hedges += same_hedges(&found.hedges, &there.hedges);
        let same_chain = common_links(&system.chain, &gold.chain) == gold.chain.len() && system.chain.len() == gold.chain.len();
        self.chain.count(same_chain);
        let (deep, should) = (system.chain.len() > 1, gold.chain.len() > 1);
        self.deep_chain += counts(should && same_chain, deep, should);
        (!there.source.is_empty()).then_some(source_right)
    }

    /// All figures; those that the reference scorer prints come first, in its order and by its names.
    pub fn figures(&self) -> Figures {
        let mut figures = Figures::default();
        figures.push_prf("statements", self.statements.prf());
        figures.push("kind", self.kind.value());
        figures.push("source", self.source.f1());
        figures.push("name", self.name.value());
        figures.push("source_kind", self.source_kind.value());
        figures.push("stance", self.stance.f1());
        figures.push("hedges", self.hedges.f1());
        figures.push("chain", self.chain.value());
        figures.push("deep_chain", self.deep_chain.f1());
        figures.push("who_said_what", self.statements.f1() * self.name.value());
        figures.push("agencies", self.agencies.f1());
        figures.push("cue", self.cue.f1());
        figures.push("pronoun", self.pronoun.value());
        figures
    }
}

impl std::ops::AddAssign for StatementScores {
    fn add_assign(&mut self, other: StatementScores) {
        let StatementScores { statements, kind, source, cue, name, pronoun, source_kind, stance, hedges, chain, deep_chain, agencies } =
            other;
        self.statements += statements;
        self.kind += kind;
        self.source += source;
        self.cue += cue;
        self.name += name;
        self.pronoun += pronoun;
        self.source_kind += source_kind;
        self.stance += stance;
        self.hedges += hedges;
        self.chain += chain;
        self.deep_chain += deep_chain;
        self.agencies += agencies;
    }
}

/// Scores pairs of reading and gold; every article comes back with its pairs, for whoever looks into the errors.
pub fn score(articles: impl IntoIterator<Item = (Document, Document)>) -> (StatementScores, Vec<Compared>) {
    let mut total = StatementScores::default();
    let mut compared = Vec::new();
    for (system, gold) in articles {
        let (scores, pairs) = StatementScores::of(&system, &gold);
        total += scores;
        compared.push(Compared { system, gold, pairs });
    }
    (total, compared)
}

/// What a statement covers, in characters.
struct Extent {
    content: Places,
    source: Places,
    cue: Places,
    /// Whether the source is a pronoun and nothing else.
    is_pronoun: bool,
    hedges: Vec<([u32; 2], HedgeKind)>,
}

impl Extent {
    fn all(document: &Document) -> Vec<Extent> {
        let characters = CharPlaces::new(&document.article.text);
        let of = |statement: &Statement| Extent {
            content: Places::of_characters(Some(&statement.content), &characters),
            source: Places::of_characters(statement.source.as_ref(), &characters),
            cue: Places::of_characters(statement.cue.as_ref(), &characters),
            is_pronoun: statement.source.as_ref().is_some_and(|source| is_pronoun(&source.of(&document.article.text))),
            hedges: statement.hedges.iter().map(|hedge| (characters.chars(hedge.span), hedge.kind)).collect(),
        };
        document.statements.iter().map(of).collect()
    }
}

fn is_pronoun(source: &str) -> bool {
    const PRONOUNS: &[&str] =
        &["er", "ihm", "ihn", "sie", "ihr", "ihnen", "dieser", "diese", "der", "die", "das", "jener", "letzterer", "letztere"];
    PRONOUNS.contains(&source.to_lowercase().as_str())
}

fn counts(hit: bool, system: bool, gold: bool) -> Counts {
    Counts { hit: usize::from(hit), system: usize::from(system), gold: usize::from(gold) }
}

/// The name under which a statement's source is shown: its own, or that of the deepest link.
fn shown_name(statement: &Statement) -> Option<&str> {
    let own = statement.source_name.as_deref().filter(|name| !name.is_empty());
    own.or_else(|| statement.chain.last()?.name.as_deref())
}

/// Hedges agree that have the same kind, share a character, and differ in length by at most three.
fn same_hedges(system: &[([u32; 2], HedgeKind)], gold: &[([u32; 2], HedgeKind)]) -> Counts {
    let mut free = system.to_vec();
    let mut hit = 0;
    for &([start, end], kind) in gold {
        let near = free
            .iter()
            .position(|&([from, to], other)| other == kind && from < end && start < to && (to - from).abs_diff(end - start) <= 3);
        if let Some(near) = near {
            free.remove(near);
            hit += 1;
        }
    }
    Counts { hit, system: system.len(), gold: gold.len() }
}

fn same_link(a: &Link, b: &Link) -> bool {
    let name = |link: &Link| link.name.clone().unwrap_or_default();
    (a.relation, a.kind) == (b.relation, b.kind) && same_name(&name(a), &name(b), a.kind == SourceKind::Person)
}

/// Length of the longest common subsequence of two chains.
fn common_links(a: &[Link], b: &[Link]) -> usize {
    let mut best = vec![vec![0; b.len() + 1]; a.len() + 1];
    for (i, x) in a.iter().enumerate() {
        for (j, y) in b.iter().enumerate() {
            best[i + 1][j + 1] = if same_link(x, y) { best[i][j] + 1 } else { best[i][j + 1].max(best[i + 1][j]) };
        }
    }
    best[a.len()][b.len()]
}

impl std::fmt::Display for StatementScores {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut table = Table::new(&["", "P", "R", "F1", "found", "gold"]);
        let mut counted = |name: &str, counts: Counts| {
            let prf = counts.prf();
            table.row(vec![
                name.into(),
                three(prf.precision),
                three(prf.recall),
                three(prf.f1()),
                counts.system.to_string(),
                counts.gold.to_string(),
            ]);
        };
        counted("statements", self.statements);
        counted("source", self.source);
        counted("cue", self.cue);
        counted("stance", self.stance);
        counted("hedges", self.hedges);
        counted("deep chain", self.deep_chain);
        counted("agencies", self.agencies);
        writeln!(f, "{table}")?;
        let mut table = Table::new(&["given the hit", "right", "of", "share"]);
        for (name, share) in [
            ("kind", self.kind),
            ("name", self.name),
            ("name of a pronoun", self.pronoun),
            ("source kind", self.source_kind),
            ("chain", self.chain),
        ] {
            table.row(vec![name.into(), share.right.to_string(), share.of.to_string(), three(share.value())]);
        }
        writeln!(f, "{table}")?;
        writeln!(f, "who said what {}", three(self.statements.f1() * self.name.value()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use quell_document::{Agency, Relation, case};

    fn document(text: &str) -> Document {
        case::read(text).unwrap()
    }

    #[test]
    fn gold_against_itself_is_right_everywhere() {
        let mut gold = document(
            "{agency=dpa}\n\n{source_name=\"Polizei Kiel\"}{source=organisation Die Polizei} {cue=deny bestritt}, {content=indirect dass Schüsse gefallen {hedge=konjunktiv1 seien}}.\n\n{2:source_name=\"Mara Jessen\"}{2:source=person Sie} {2:cue sagte}, {2:content=indirect es {2:hedge=konjunktiv1 sei} vorbei}.\n",
        );
        let link = |relation, kind, name: &str| Link { relation, kind, name: Some(name.into()), evidence: None };
        gold.statements[0].chain =
            vec![link(Relation::Credits, SourceKind::Agency, "dpa"), link(Relation::Reports, SourceKind::Organisation, "Polizei Kiel")];
        assert_eq!(gold.article.agencies.len(), 1);
        assert_eq!(gold.statements[0].hedges.len(), 1);
        let (scores, pairs) = StatementScores::of(&gold, &gold);
        let right = |index| Pair { system: index, gold: index, overlap: 1.0, source_right: Some(true) };
        assert_eq!(pairs, [right(0), right(1)]);
        for (name, value) in scores.figures().0 {
            assert_eq!(value, 1.0, "{name}");
        }
    }

    #[test]
    fn figures_by_hand() {
        let gold = document(
            "{source=organisation Die Polizei} {cue=deny bestritt}, {content=indirect dass Schüsse gefallen seien}.\n\n{source=person Jessen}: „{content=direct Wir warten}“.\n",
        );
        let system = document(
            "Die {source=person Polizei} {cue=claim bestritt}, dass {content=reported Schüsse gefallen seien}.\n\nJessen: „Wir {content=direct war}ten“.\n",
        );
        assert_eq!(gold.article.text, system.article.text);
        let (scores, _) = StatementScores::of(&system, &gold);
        // "Schüsse gefallen seien" is 22 of 27 characters; "war" 3 of 10: F1 6/13 is no hit.
        assert_eq!(scores.statements, Counts { hit: 1, system: 2, gold: 2 });
        assert_eq!(scores.kind, Share { right: 0, of: 1 });
        // "Polizei" is 7 of 11: F1 14/18.
        assert_eq!(scores.source, Counts { hit: 1, system: 1, gold: 1 });
        assert_eq!(scores.source_kind, Share { right: 0, of: 1 });
        assert_eq!(scores.stance, Counts { hit: 0, system: 1, gold: 1 });
        assert_eq!(scores.name, Share::default());
        assert_eq!(scores.chain, Share { right: 1, of: 1 });
        assert_eq!(scores.figures().get("statements"), Some(0.5));
        assert_eq!(scores.figures().get("kind"), Some(0.0));
    }

    #[test]
    fn a_hedge_answers_for_one_hedge() {
        let one = [([5, 9], HedgeKind::Konjunktiv1)];
        let two = [([5, 9], HedgeKind::Konjunktiv1), ([6, 10], HedgeKind::Konjunktiv1)];
        assert_eq!(same_hedges(&one, &two), Counts { hit: 1, system: 1, gold: 2 });
        assert_eq!(same_hedges(&one, &[([5, 9], HedgeKind::Modal)]).hit, 0);
        assert_eq!(same_hedges(&one, &[([0, 9], HedgeKind::Konjunktiv1)]).hit, 0);
    }

    #[test]
    fn a_chain_with_a_link_too_many_is_not_the_same() {
        let link = |name: &str| Link { relation: Relation::Reports, kind: SourceKind::Person, name: Some(name.into()), evidence: None };
        let (short, long) = ([link("Mara Jessen")], [link("Ole Brandt"), link("Jessen")]);
        assert_eq!(common_links(&short, &long), 1);
        assert_eq!(common_links(&long, &long), 2);
    }

    #[test]
    fn an_agency_counts_once() {
        let with = |names: &[&str]| Document {
            article: quell_document::Article { agencies: names.iter().map(|&name| Agency::named(name)).collect(), ..Default::default() },
            ..Document::default()
        };
        let (scores, _) = StatementScores::of(&with(&["DPA", "dpa", "AFP"]), &with(&["dpa"]));
        assert_eq!(scores.agencies, Counts { hit: 1, system: 2, gold: 1 });
    }
}
