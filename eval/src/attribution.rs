//! How well statements of Wikinews are found: by the metric of the paper, and by a strict one.
//!
//! **Published.** Per article, gold and found quotes are paired one to one by the largest sum of the token F1 of the quotes
//! (0.01 more for the same type, 0.001 for the same medium). *Message* is the mean precision over found quotes, the mean
//! recall over gold quotes, and the F1 of both means; a quote without a partner has 0. *Roles* is the same over all role
//! slots that are not empty, *joint* over quotes and roles. *Form* asks whether the type agrees.
//! Its known flaw: quotes that share no token are paired too, so right roles on wrong quotes earn credit.
//!
//! **Strict.** A pair counts only if the quotes overlap by an F1 of a half or more; roles are asked about only there.

use crate::analysis::{Compared, OVERLAP_LEAST, Pair};
use crate::assignment::best_pairs;
use crate::figures::{Counts, Figures, Mean, Prf, Share, Table, three};
use crate::wikinews::{GoldArticle, Part, Quote};
use quell_document::{Document, StatementKind};

/// All that is counted over a set of articles.
#[derive(Debug, Clone, Default)]
pub struct AttributionScores {
    precision: [Mean; 5],
    recall: [Mean; 5],
    form: Counts,
    strict: Counts,
    speaker_given_hit: Share,
    /// Per kind of statement: how many of the gold of this kind were hit, and how many found of this kind are hits.
    recall_by_kind: [Share; 5],
    precision_by_kind: [Share; 5],
    exact: [Counts; 5],
    touched: [Counts; 5],
}

impl AttributionScores {
    /// Takes one article in and returns its pairs `(found, gold, overlap)`.
    pub fn add(&mut self, system: &[Quote], gold: &[Quote]) -> Vec<(usize, usize, f64)> {
        let overlap = |found: usize, there: usize| system[found].part(Part::Quote).overlap(gold[there].part(Part::Quote));
        let weight = |found: usize, there: usize| {
            let (found_quote, gold_quote) = (&system[found], &gold[there]);
            let same_kind = f64::from(u8::from(found_quote.kind == gold_quote.kind));
            let same_medium = f64::from(u8::from(found_quote.medium.is_some() && found_quote.medium == gold_quote.medium));
            overlap(found, there) + 0.01 * same_kind + 0.001 * same_medium
        };
        let pairs: Vec<(usize, usize, f64)> =
            best_pairs(system.len(), gold.len(), weight).into_iter().map(|(found, there)| (found, there, overlap(found, there))).collect();

        let mut partner_of_found: Vec<Option<usize>> = vec![None; system.len()];
        let mut partner_of_gold: Vec<Option<usize>> = vec![None; gold.len()];
        for &(found, there, _) in &pairs {
            partner_of_found[found] = Some(there);
            partner_of_gold[there] = Some(found);
        }
        for part in Part::ALL {
            let slot = part as usize;
            for (quote, partner) in system.iter().zip(&partner_of_found) {
                if !quote.part(part).is_empty() {
                    self.precision[slot].push(partner.map_or(0.0, |there| quote.part(part).share_in(gold[there].part(part))));
                    self.exact[slot].system += 1;
                    self.touched[slot].system += 1;
                }
            }
            for (quote, partner) in gold.iter().zip(&partner_of_gold) {
                if !quote.part(part).is_empty() {
                    self.recall[slot].push(partner.map_or(0.0, |found| quote.part(part).share_in(system[found].part(part))));
                    self.exact[slot].gold += 1;
                    self.touched[slot].gold += 1;
                }
            }
        }

        self.form += Counts { hit: 0, system: system.len(), gold: gold.len() };
        self.strict += Counts { hit: 0, system: system.len(), gold: gold.len() };
        let (mut found_is_hit, mut gold_is_hit) = (vec![false; system.len()], vec![false; gold.len()]);
        for &(found, there, overlap) in &pairs {
            let (found_quote, gold_quote) = (&system[found], &gold[there]);
            self.form.hit += usize::from(found_quote.kind == gold_quote.kind);
            if overlap < OVERLAP_LEAST {
                continue;
            }
            self.strict.hit += 1;
            found_is_hit[found] = true;
            gold_is_hit[there] = true;
            if let Some(right) = speaker_right(found_quote, gold_quote) {
                self.speaker_given_hit.count(right);
            }
            for part in Part::ALL {
                let (found_part, gold_part) = (found_quote.part(part), gold_quote.part(part));
                self.exact[part as usize].hit += usize::from(!gold_part.is_empty() && found_part == gold_part);
                self.touched[part as usize].hit += usize::from(found_part.shared(gold_part) > 0);
            }
        }
        for (quote, hit) in system.iter().zip(found_is_hit) {
            self.precision_by_kind[quote.kind as usize].count(hit);
        }
        for (quote, hit) in gold.iter().zip(gold_is_hit) {
            self.recall_by_kind[quote.kind as usize].count(hit);
        }
        pairs
    }

    /// The published figure of a part: mean precision of what was found, mean recall of what is there.
    pub fn part(&self, part: Part) -> Prf {
        self.pooled(&[part])
    }

    fn pooled(&self, parts: &[Part]) -> Prf {
        let (mut precision, mut recall) = (Mean::default(), Mean::default());
        for &part in parts {
            precision += self.precision[part as usize];
            recall += self.recall[part as usize];
        }
        Prf { precision: precision.value(), recall: recall.value() }
    }

    /// Precision and recall of statements of one kind: a statement is right if it is hit, whatever its partner's kind.
    pub fn kind(&self, kind: StatementKind) -> Prf {
        Prf { precision: self.precision_by_kind[kind as usize].value(), recall: self.recall_by_kind[kind as usize].value() }
    }

    /// All figures; those that the reference scorer prints come first, in its order and by its names.
    pub fn figures(&self) -> Figures {
        let mut figures = Figures::default();
        let message = self.part(Part::Quote);
        figures.push("message", message.f1());
        figures.push("message_p", message.precision);
        figures.push("message_r", message.recall);
        figures.push("roles", self.pooled(&Part::ROLES).f1());
        figures.push("joint", self.pooled(&Part::ALL).f1());
        figures.push("form", self.form.f1());
        figures.push_prf("strict", self.strict.prf());
        figures.push("speaker_given_hit", self.speaker_given_hit.value());
        for (kind, name) in KINDS {
            figures.push(format!("recall_{name}"), self.kind(kind).recall);
        }
        for (kind, name) in KINDS {
            figures.push(format!("precision_{name}"), self.kind(kind).precision);
        }
        for part in Part::ROLES {
            figures.push_prf(part.name(), self.part(part));
        }
        for part in Part::ALL {
            figures.push(format!("{}_exact", part.name()), self.exact[part as usize].f1());
            figures.push(format!("{}_touched", part.name()), self.touched[part as usize].f1());
        }
        figures
    }
}

/// The kinds by the names of the published data, in the order of the reference scorer.
const KINDS: [(StatementKind, &str); 5] = [
    (StatementKind::Direct, "Direct"),
    (StatementKind::Indirect, "Indirect"),
    (StatementKind::FreeIndirect, "FreeIndirect"),
    (StatementKind::IndirectFreeIndirect, "IndirectFreeIndirect"),
    (StatementKind::Reported, "Reported"),
];

/// Whether the speaker's words meet those of the gold; `None` where the gold names nobody.
fn speaker_right(found: &Quote, gold: &Quote) -> Option<bool> {
    let named = gold.part(Part::Speaker);
    (!named.is_empty()).then(|| found.part(Part::Speaker).shared(named) > 0)
}

/// Scores a reading of each article; every article comes back with its pairs, for whoever looks into the errors.
pub fn score(articles: &[GoldArticle], readings: Vec<Document>) -> (AttributionScores, Vec<Compared>) {
    let mut scores = AttributionScores::default();
    let mut compared = Vec::with_capacity(articles.len());
    for (article, reading) in articles.iter().zip(readings) {
        let (indices, quotes): (Vec<usize>, Vec<Quote>) = article.quotes_of(&reading).into_iter().unzip();
        let pairs = scores.add(&quotes, &article.quotes).into_iter().map(|(found, gold, overlap)| Pair {
            system: indices[found],
            gold,
            overlap,
            source_right: speaker_right(&quotes[found], &article.quotes[gold]),
        });
        compared.push(Compared { pairs: pairs.collect(), gold: article.document.clone(), system: reading });
    }
    (scores, compared)
}

impl std::fmt::Display for AttributionScores {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let row = |name: &str, prf: Prf| vec![name.to_string(), three(prf.precision), three(prf.recall), three(prf.f1())];
        let mut table = Table::new(&["published", "P", "R", "F1"]);
        table.row(row("message", self.part(Part::Quote)));
        table.row(row("roles", self.pooled(&Part::ROLES)));
        table.row(row("joint", self.pooled(&Part::ALL)));
        table.row(row("form", self.form.prf()));
        for part in Part::ROLES {
            table.row(row(&format!("  {}", part.name()), self.part(part)));
        }
        writeln!(f, "{table}")?;

        let mut table = Table::new(&["strict", "P", "R", "F1", "found", "gold"]);
        let strict = self.strict;
        let counted =
            |name: &str, prf: Prf, found: usize, gold: usize| [row(name, prf), vec![found.to_string(), gold.to_string()]].concat();
        table.row(counted("statements", strict.prf(), strict.system, strict.gold));
        for (kind, name) in KINDS {
            table.row(counted(
                &format!("  {name}"),
                self.kind(kind),
                self.precision_by_kind[kind as usize].of,
                self.recall_by_kind[kind as usize].of,
            ));
        }
        writeln!(f, "{table}")?;

        let mut table = Table::new(&["given the hit", "P exact", "R exact", "F1 exact", "P touched", "R touched", "F1 touched"]);
        for part in Part::ALL {
            let (exact, touched) = (self.exact[part as usize].prf(), self.touched[part as usize].prf());
            table.row([row(part.name(), exact), row("", touched)[1..].to_vec()].concat());
        }
        writeln!(f, "{table}")?;
        writeln!(f, "right speaker given the hit {}", three(self.speaker_given_hit.value()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::places::Places;

    fn quote(kind: StatementKind, tokens: [u32; 2], roles: &[(Part, u32)]) -> Quote {
        Quote::new(kind, Places::of_ranges([tokens]), roles.iter().map(|&(part, token)| (part, Places::of_numbers([token]))))
    }

    #[test]
    fn gold_against_itself_is_right_everywhere() {
        let gold = [
            quote(StatementKind::Direct, [0, 4], &[(Part::Cue, 5), (Part::Speaker, 6), (Part::Frame, 5), (Part::Addressee, 7)]),
            quote(StatementKind::Indirect, [10, 14], &[(Part::Cue, 15)]),
            quote(StatementKind::FreeIndirect, [20, 21], &[]),
            quote(StatementKind::IndirectFreeIndirect, [22, 24], &[]),
            quote(StatementKind::Reported, [24, 30], &[(Part::Speaker, 31)]),
        ];
        let mut scores = AttributionScores::default();
        scores.add(&gold, &gold);
        for (name, value) in scores.figures().0 {
            assert_eq!(value, 1.0, "{name}");
        }
    }

    #[test]
    fn figures_by_hand() {
        let gold = [
            quote(StatementKind::Direct, [0, 4], &[(Part::Cue, 5), (Part::Speaker, 6)]),
            quote(StatementKind::Indirect, [10, 20], &[(Part::Cue, 21), (Part::Speaker, 22)]),
        ];
        let system = [
            // Half of the tokens of the first, its cue, no speaker: P 1, R 1/2, F1 2/3.
            quote(StatementKind::Direct, [0, 2], &[(Part::Cue, 5)]),
            // One token of the second, its cue, another speaker: P 1/5, R 1/10, F1 2/15, not a hit.
            quote(StatementKind::Reported, [19, 24], &[(Part::Cue, 21), (Part::Speaker, 9)]),
            // Nothing that is there.
            quote(StatementKind::Indirect, [40, 44], &[]),
        ];
        let mut scores = AttributionScores::default();
        let pairs = scores.add(&system, &gold);
        assert_eq!(pairs.iter().map(|&(found, there, _)| (found, there)).collect::<Vec<_>>(), [(0, 0), (1, 1)]);

        let figures = scores.figures();
        let near = |name: &str, value: f64| {
            let measured = figures.get(name).unwrap();
            assert!((measured - value).abs() < 1e-9, "{name}: {measured} instead of {value}");
        };
        near("message_p", (1.0 + 0.2 + 0.0) / 3.0);
        near("message_r", (0.5 + 0.1) / 2.0);
        near("message", 2.0 * 0.4 * 0.3 / 0.7);
        // Roles found: two cues (1, 1), one speaker (0); there: two cues (1, 1), two speakers (0, 0).
        near("roles", 2.0 * (2.0 / 3.0) * 0.5 / (2.0 / 3.0 + 0.5));
        near("joint", crate::figures::f1((1.2 + 2.0) / 6.0, (0.6 + 2.0) / 6.0));
        near("cue", 1.0);
        near("speaker", 0.0);
        // Of the pairs only the first has the same type.
        near("form", crate::figures::f1(1.0 / 3.0, 0.5));
        near("strict_p", 1.0 / 3.0);
        near("strict_r", 0.5);
        near("speaker_given_hit", 0.0);
        near("recall_Direct", 1.0);
        near("precision_Direct", 1.0);
        near("recall_Indirect", 0.0);
        near("precision_Indirect", 0.0);
        near("precision_Reported", 0.0);
        // Cues of hits: one of two found, one of two there.
        near("cue_exact", 0.5);
        near("quote_exact", 0.0);
        near("quote_touched", crate::figures::f1(1.0 / 3.0, 0.5));
    }

    #[test]
    fn the_bonus_for_the_type_decides_between_equal_overlaps() {
        let gold = [quote(StatementKind::Direct, [0, 4], &[]), quote(StatementKind::Indirect, [0, 4], &[])];
        let system = [quote(StatementKind::Indirect, [0, 4], &[]), quote(StatementKind::Direct, [0, 4], &[])];
        let pairs = AttributionScores::default().add(&system, &gold);
        assert_eq!(pairs, [(0, 1, 1.0), (1, 0, 1.0)]);
    }
}
