//! What does the record know, by story? Articles of a few days that share rare words and names.
//!
//! Each article is a list of its weightiest terms: those that it has in its first sentences, the rarer in the record the weightier (TF-IDF). Articles are
//! taken in the order of their days, and each goes to the story whose terms, taken together, are most like its own (single pass with centroids, as in topic
//! detection and tracking: Allan et al. 1998), or begins a new one. A story ends when nothing is added to it for some days. An article is
//! compared with stories that share its terms and with no others.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::Arc;

use quell_document::Document;
use quell_graph::{ArticleNumber, Keys, Record, Role};
use quell_store::{Store, StoreError, Tellings, date_of, folded, words};
use rustc_hash::FxHashMap;
use serde::Serialize;

/// A story goes on while there is no longer gap than this.
const GAP_DAYS: i32 = 3;

/// What an article is about stands in its first sentences.
const SENTENCES_MAX: usize = 12;

/// So many terms speak for an article.
const TERMS_MAX: usize = 40;

/// A term that this share of all articles has tells nothing.
const SPREAD_MAX: f32 = 0.05;

/// In a small record every term is in a large share of the articles.
const SPREAD_COUNT_MIN: f32 = 20.0;

/// Articles less like a story than this are not of it.
const LIKENESS_MIN: f32 = 0.22;

/// So many terms speak for a story.
const STORY_TERMS_MAX: usize = 160;

/// So many words are shown of a story.
const WORDS_SHOWN: usize = 6;

/// So many articles are looked at to find these words.
const ARTICLES_LOOKED_AT: usize = 12;

/// So many characters of each.
const CHARACTERS_LOOKED_AT: usize = 1500;

/// A story.
#[derive(Debug, Clone, Serialize)]
pub struct Story {
    /// The headline of the article that is most like all of them.
    pub title: String,
    /// The first day.
    pub from: Option<String>,
    /// The last day.
    pub until: Option<String>,
    /// Outlets that tell it.
    pub outlets: Vec<String>,
    /// Words that most of its articles have and few others.
    pub words: Vec<String>,
    /// How many statements its articles hold.
    pub statements: usize,
    /// Its articles, by day.
    pub articles: Vec<StoryArticle>,
}

/// An article of a story.
#[derive(Debug, Clone, Serialize)]
pub struct StoryArticle {
    /// Where it stands.
    pub address: String,
    /// Its headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// When.
    pub published: Option<String>,
}

/// The stories of these days that at least two articles tell, the largest first; how many there are, and at most `count_max` of them.
pub fn stories(store: &Store, days: &RangeInclusive<i32>, count_max: usize) -> Result<(usize, Vec<Story>), StoreError> {
    let tellings = store.tellings(crate::CERTAINTY_MIN)?;
    let mut articles = Vec::new();
    for number in tellings.numbers(days)? {
        articles.push(Profile::of(number, &*tellings.keys(number)?));
    }
    let spread = spread(&articles);
    for article in &mut articles {
        article.weigh(&spread);
    }
    articles.sort_by_key(|article| (article.day, article.number));
    let mut groups = grouped(&articles);
    groups.retain(|group| group.members.len() > 1);
    groups.sort_by_key(|group| (std::cmp::Reverse(group.members.len()), group.members[0]));
    let shown = groups.iter().take(count_max).map(|group| story(&tellings, group, &articles)).collect::<Result<_, _>>()?;
    Ok((groups.len(), shown))
}

/// The terms of an article with their weights.
struct Profile {
    number: ArticleNumber,
    day: i32,
    /// By weight; of length one once they are weighed.
    terms: Vec<(u32, f32)>,
}

impl Profile {
    fn of(number: ArticleNumber, keys: &Keys) -> Self {
        let mut counts: FxHashMap<u32, f32> = FxHashMap::default();
        for sentence in keys.sentences.iter().take(SENTENCES_MAX) {
            for key in &sentence.keys {
                let share = match key.role {
                    Role::Name => 1.5,
                    Role::Word => 1.0,
                    Role::Part | Role::Number | Role::Event => continue,
                };
                *counts.entry(key.term.0).or_default() += share;
            }
        }
        Profile { number, day: keys.published.map_or(i32::MIN, |moment| moment.day), terms: counts.into_iter().collect() }
    }

    fn weigh(&mut self, spread: &Spread) {
        self.terms.retain(|(term, _)| spread.of.get(term).is_some_and(|&count| (1.0..=spread.count_max).contains(&(count - 1.0))));
        for (term, weight) in &mut self.terms {
            *weight = (1.0 + weight.ln()) * (spread.articles / spread.of[term]).ln().max(0.1);
        }
        heaviest(&mut self.terms, TERMS_MAX);
        let length = length(&self.terms);
        self.terms.iter_mut().for_each(|(_, weight)| *weight /= length);
    }
}

/// In how many articles each term stands.
struct Spread {
    of: FxHashMap<u32, f32>,
    articles: f32,
    count_max: f32,
}

fn spread(articles: &[Profile]) -> Spread {
    let mut of: FxHashMap<u32, f32> = FxHashMap::default();
    for article in articles {
        article.terms.iter().for_each(|(term, _)| *of.entry(*term).or_default() += 1.0);
    }
    let count = articles.len() as f32;
    Spread { of, articles: count + 1.0, count_max: (SPREAD_MAX * count).max(SPREAD_COUNT_MIN) }
}

/// The heaviest terms; of equally heavy ones those with the smaller number, so that the same articles give the same stories.
fn heaviest(terms: &mut Vec<(u32, f32)>, count_max: usize) {
    terms.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
    terms.truncate(count_max);
}

fn length(terms: &[(u32, f32)]) -> f32 {
    terms.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt().max(f32::MIN_POSITIVE)
}

/// Articles that tell one story, as places in the list of profiles.
struct Group {
    members: Vec<usize>,
    last_day: i32,
    /// The sum of the members' terms.
    centroid: FxHashMap<u32, f32>,
    length: f32,
}

impl Group {
    fn likeness(&self, article: &Profile) -> f32 {
        let shared: f32 = article.terms.iter().map(|(term, weight)| weight * self.centroid.get(term).copied().unwrap_or(0.0)).sum();
        shared / self.length
    }

    fn include(&mut self, place: usize, article: &Profile) {
        self.members.push(place);
        self.last_day = article.day;
        for (term, weight) in &article.terms {
            *self.centroid.entry(*term).or_default() += weight;
        }
        if self.centroid.len() > 2 * STORY_TERMS_MAX {
            let mut terms: Vec<(u32, f32)> = self.centroid.drain().collect();
            heaviest(&mut terms, STORY_TERMS_MAX);
            self.centroid = terms.into_iter().collect();
        }
        self.length = self.centroid.values().map(|weight| weight * weight).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
    }
}

fn grouped(articles: &[Profile]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    // The stories that have a term, latest last.
    let mut having: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    for (place, article) in articles.iter().enumerate() {
        let mut candidates: Vec<usize> = Vec::new();
        for (term, _) in &article.terms {
            let recent = having.get(term).into_iter().flatten().rev();
            candidates.extend(recent.take_while(|&&group| groups[group].last_day.saturating_add(GAP_DAYS) >= article.day));
        }
        candidates.sort_unstable();
        candidates.dedup();
        let liked = candidates.into_iter().map(|group| (groups[group].likeness(article), group));
        let best = liked
            .filter(|(likeness, _)| *likeness >= LIKENESS_MIN)
            .max_by(|one, other| one.0.total_cmp(&other.0).then(other.1.cmp(&one.1)));
        let group = best.map_or_else(
            || {
                groups.push(Group { members: Vec::new(), last_day: article.day, centroid: FxHashMap::default(), length: 1.0 });
                groups.len() - 1
            },
            |(_, group)| group,
        );
        groups[group].include(place, article);
        for (term, _) in &article.terms {
            let groups_with_term = having.entry(*term).or_default();
            groups_with_term.retain(|&other| other != group);
            groups_with_term.push(group);
        }
    }
    groups
}

/// The story as it is shown.
fn story(tellings: &Tellings, group: &Group, articles: &[Profile]) -> Result<Story, StoreError> {
    let mut documents: Vec<Arc<Document>> = Vec::with_capacity(group.members.len());
    for &place in &group.members {
        documents.push(tellings.document(articles[place].number)?);
    }
    let central = (0..group.members.len())
        .max_by(|&one, &other| {
            let likeness = |index: usize| group.likeness(&articles[group.members[index]]);
            likeness(one).total_cmp(&likeness(other)).then(other.cmp(&one))
        })
        .unwrap_or(0);
    let known_days = group.members.iter().map(|&place| articles[place].day).filter(|&day| day > i32::MIN);
    let [from, until] = [known_days.clone().min(), known_days.max()].map(|day| day.map(|day| date_of(day.into())));
    let mut outlets: Vec<String> = documents.iter().filter_map(|document| document.article.outlet.clone()).collect();
    outlets.sort();
    outlets.dedup();
    Ok(Story {
        title: headline(&documents[central]),
        from,
        until,
        outlets,
        words: words_of(&documents),
        statements: documents.iter().map(|document| document.statements.len()).sum(),
        articles: documents.iter().map(|document| story_article(document)).collect(),
    })
}

fn story_article(document: &Document) -> StoryArticle {
    let article = &document.article;
    StoryArticle {
        address: article.url.clone().unwrap_or_default(),
        title: Some(headline(document)),
        outlet: article.outlet.clone(),
        published: article.published.as_ref().map(|published| published.value.clone()),
    }
}

/// The headline; where there is none, the first line.
fn headline(document: &Document) -> String {
    let first_line = || document.article.text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    document.article.title.as_deref().unwrap_or_else(first_line).chars().take(200).collect()
}

/// Capitalised words that most of the articles have: names and, in German, nouns. The longer say more.
fn words_of(documents: &[Arc<Document>]) -> Vec<String> {
    let looked_at = &documents[..documents.len().min(ARTICLES_LOOKED_AT)];
    let mut counts: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for document in looked_at {
        let text: String = document.article.text.chars().take(CHARACTERS_LOOKED_AT).collect();
        let mut seen = BTreeMap::new();
        for word in words(&text).filter(|word| word.starts_with(char::is_uppercase) && word.chars().count() >= 5) {
            seen.entry(folded(word)).or_insert(word);
        }
        for (key, word) in seen {
            counts.entry(key).or_insert((0, word.to_string())).0 += 1;
        }
    }
    let mut common: Vec<(usize, String)> = counts.into_values().filter(|(count, _)| *count * 2 > looked_at.len()).collect();
    common.sort_by_key(|(count, word)| (std::cmp::Reverse(count * word.chars().count().min(14)), word.clone()));
    common.truncate(WORDS_SHOWN);
    common.into_iter().map(|(_, word)| word).collect()
}
