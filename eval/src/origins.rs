//! Claims over several articles: are the articles found, are they joined as they should be, is the number of independent origins right?
//!
//! Each article of each labelled claim is asked once, by the place of its sentence, as a user would with `quell trace --at`. The labels hold places and
//! groups only; the texts are found by address in a collection of articles.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;

use crate::figures::{Counts, Figures, Share};
use crate::files::{Problem, for_each_line};

/// One story with its claims.
#[derive(Debug, Clone, Deserialize)]
pub struct Story {
    /// The articles by their number in the story.
    pub articles: BTreeMap<String, StoryArticle>,
    /// What several of them say.
    pub claims: Vec<Claim>,
}

/// An article of a story.
#[derive(Debug, Clone, Deserialize)]
pub struct StoryArticle {
    /// Its address.
    pub url: String,
}

/// One claim.
#[derive(Debug, Clone, Deserialize)]
pub struct Claim {
    /// The articles that carry it.
    pub articles: Vec<ClaimArticle>,
    /// Which of them are one origin.
    pub groups: Vec<Vec<String>>,
    /// Whether some article contradicts it.
    pub disputed: bool,
}

/// An article that carries a claim.
#[derive(Debug, Clone, Deserialize)]
pub struct ClaimArticle {
    /// Its number in the story.
    pub article: String,
    /// `[start, end)` of the sentence in characters of the text.
    pub span: [u32; 2],
}

/// Reads the labelled stories.
pub fn read(path: &Path) -> Result<Vec<Story>, Problem> {
    let mut stories = Vec::new();
    for_each_line(path, |line| {
        stories.push(serde_json::from_str(line).map_err(|problem| problem.to_string())?);
        Ok(())
    })?;
    Ok(stories)
}

/// What a trace gave: the addresses of the articles of each origin, and whether the claim is disputed.
#[derive(Debug, Clone, Default)]
pub struct Traced {
    /// The addresses, by origin.
    pub groups: Vec<Vec<String>>,
    /// The joins: both addresses, and what they are told apart by in the table of joins.
    pub joins: Vec<(String, String, String)>,
    /// Whether somebody contradicts it.
    pub disputed: bool,
}

/// The figures, as they are counted.
#[derive(Debug, Clone, Default)]
pub struct OriginScores {
    queries: usize,
    found: Share,
    back_story: usize,
    back_other: usize,
    back_outside: usize,
    carry: Share,
    joins: Counts,
    count_of_found: Share,
    count_exact: usize,
    partition_exact: usize,
    every_outlet: usize,
    one_origin: usize,
    disputed: Counts,
    /// Of the joins between articles of a claim, how many are right, by reason and confidence.
    pub by_reason: BTreeMap<String, Share>,
}

/// Asks `trace` for every article of every claim.
pub fn score(stories: &[Story], mut trace: impl FnMut(&str, [u32; 2]) -> Result<Traced, Problem>) -> Result<OriginScores, Problem> {
    let labelled: BTreeSet<&str> = stories.iter().flat_map(|story| story.articles.values().map(|article| article.url.as_str())).collect();
    let mut scores = OriginScores::default();
    for story in stories {
        let here: BTreeSet<&str> = story.articles.values().map(|article| article.url.as_str()).collect();
        let url = |number: &String| story.articles.get(number).map_or("", |article| article.url.as_str());
        for claim in &story.claims {
            let gold: Vec<Vec<&str>> = claim.groups.iter().map(|group| group.iter().map(url).collect()).collect();
            for asked in &claim.articles {
                let traced = trace(url(&asked.article), asked.span)?;
                scores.count_what_came_back(&traced, &here, &labelled);
                scores.count_query(claim, &gold, &traced);
            }
        }
    }
    Ok(scores)
}

impl OriginScores {
    fn count_what_came_back(&mut self, traced: &Traced, here: &BTreeSet<&str>, labelled: &BTreeSet<&str>) {
        let back: BTreeSet<&str> = traced.groups.iter().flatten().map(String::as_str).collect();
        self.back_story += back.intersection(here).count();
        self.back_other += back.iter().filter(|url| labelled.contains(*url) && !here.contains(*url)).count();
        self.back_outside += back.difference(labelled).count();
    }

    fn count_query(&mut self, claim: &Claim, gold: &[Vec<&str>], traced: &Traced) {
        let members: BTreeSet<&str> = gold.iter().flatten().copied().collect();
        let of_claim =
            |group: &Vec<String>| -> Vec<String> { group.iter().filter(|url| members.contains(url.as_str())).cloned().collect() };
        let groups: Vec<Vec<String>> = traced.groups.iter().map(of_claim).filter(|group| !group.is_empty()).collect();
        let found: BTreeSet<&str> = groups.iter().flatten().map(String::as_str).collect();
        let want = pairs(gold.iter().map(|group| group.iter().copied()));
        let have = pairs(groups.iter().map(|group| group.iter().map(String::as_str)));
        let is_complete = found == members;
        self.queries += 1;
        self.found += Share { right: found.len(), of: members.len() };
        self.joins += Counts { hit: want.intersection(&have).count(), system: have.len(), gold: want.len() };
        if found.len() > 1 {
            let origins_found = gold.iter().filter(|group| group.iter().any(|url| found.contains(url))).count();
            self.count_of_found.count(groups.len() == origins_found);
        }
        self.count_exact += usize::from(is_complete && groups.len() == gold.len());
        self.partition_exact += usize::from(is_complete && want == have);
        self.every_outlet += usize::from(members.len() == gold.len());
        self.one_origin += usize::from(gold.len() == 1);
        self.disputed += Counts {
            hit: usize::from(claim.disputed && traced.disputed),
            system: usize::from(traced.disputed),
            gold: usize::from(claim.disputed),
        };
        for (a, b, reason) in traced.joins.iter().filter(|(a, b, _)| members.contains(a.as_str()) && members.contains(b.as_str())) {
            let is_right = want.contains(&pair(a, b));
            self.by_reason.entry(reason.clone()).or_default().count(is_right);
        }
        let back: usize = traced.groups.iter().map(Vec::len).sum();
        self.carry += Share { right: found.len(), of: back };
    }

    /// The figures by name, those of the reference scorer first.
    pub fn figures(&self) -> Figures {
        let queries = self.queries.max(1) as f64;
        let share = |part: usize| part as f64 / queries;
        let joins = self.joins.prf();
        let same_story = Share { right: self.back_story, of: self.back_story + self.back_other };
        let list = [
            ("queries", self.queries as f64),
            ("found", self.found.value()),
            ("same_story", same_story.value()),
            ("outside_per_query", share(self.back_outside)),
            ("joins_p", joins.precision),
            ("joins_r", joins.recall),
            ("joins", joins.f1()),
            ("count_of_found", self.count_of_found.value()),
            ("count_exact", share(self.count_exact)),
            ("partition_exact", share(self.partition_exact)),
            ("baseline_every_outlet", share(self.every_outlet)),
            ("baseline_one_story_one_origin", share(self.one_origin)),
            ("disputed", self.disputed.f1()),
            ("carry", self.carry.value()),
        ];
        Figures(list.into_iter().map(|(name, value)| (name.to_string(), value)).collect())
    }
}

fn pair<'u>(a: &'u str, b: &'u str) -> (&'u str, &'u str) {
    if a < b { (a, b) } else { (b, a) }
}

fn pairs<'u>(groups: impl Iterator<Item = impl Iterator<Item = &'u str>>) -> BTreeSet<(&'u str, &'u str)> {
    let mut all = BTreeSet::new();
    for group in groups {
        let members: Vec<&str> = group.collect();
        for (at, a) in members.iter().enumerate() {
            all.extend(members[at + 1..].iter().filter(|b| *b != a).map(|b| pair(a, b)));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn story() -> Story {
        let article = |url: &str| StoryArticle { url: url.into() };
        let carrier = |number: &str| ClaimArticle { article: number.into(), span: [0, 9] };
        Story {
            articles: [("0".to_string(), article("a")), ("1".to_string(), article("b")), ("2".to_string(), article("c"))].into(),
            claims: vec![Claim {
                articles: vec![carrier("0"), carrier("1"), carrier("2")],
                groups: vec![vec!["0".into(), "1".into()], vec!["2".into()]],
                disputed: true,
            }],
        }
    }

    fn figures(groups: &[&[&str]]) -> BTreeMap<String, f64> {
        let groups: Vec<Vec<String>> = groups.iter().map(|group| group.iter().map(|url| url.to_string()).collect()).collect();
        let traced = Traced { groups, joins: vec![("b".into(), "a".into(), "same_copy".into())], disputed: false };
        let scores = score(&[story()], |_, _| Ok(traced.clone())).unwrap();
        assert_eq!(scores.by_reason["same_copy"], Share { right: 3, of: 3 });
        scores.figures().0.into_iter().collect()
    }

    #[test]
    fn the_gold_against_itself_is_right() {
        let figures = figures(&[&["a", "b"], &["c"]]);
        for name in ["found", "joins", "count_of_found", "count_exact", "partition_exact", "same_story", "carry"] {
            assert_eq!(figures[name], 1.0, "{name}");
        }
        assert_eq!((figures["queries"], figures["outside_per_query"], figures["disputed"]), (3.0, 0.0, 0.0));
    }

    #[test]
    fn what_is_wrong_costs() {
        let figures = figures(&[&["a"], &["b", "x"]]);
        assert_eq!(figures["found"], 2.0 / 3.0);
        assert_eq!(figures["joins"], 0.0);
        assert_eq!(figures["outside_per_query"], 1.0);
        // Two groups are there, one was expected of what was found.
        assert_eq!(figures["count_of_found"], 0.0);
        assert_eq!(figures["carry"], 2.0 / 3.0);
    }
}
