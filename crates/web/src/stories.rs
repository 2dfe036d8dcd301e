//! The stories of the last days that the record knows, each with its number of articles against the number of independent origins of what its headline
//! says. Both are remembered until the record's file changes.

use std::collections::HashMap;
use std::fs;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use quell::graph::Question;
use quell::record::{StoreError, Story, stories};
use quell::store::{Overview, Tellings, day_of};
use serde::Serialize;

use crate::state::App;

/// So many days before the last one that the record knows are recent.
const DAYS: i64 = 7;

/// So many stories are shown.
const STORIES_MAX: usize = 12;

/// Origins are counted for so long before the page is shown; the rest is counted when it is asked for again.
const COUNTING_TIME: Duration = Duration::from_millis(400);

/// What the record knows of the last days.
#[derive(Debug)]
pub struct Recent {
    /// What the record holds.
    pub overview: Overview,
    /// How many stories there are.
    pub count: usize,
    /// The largest of them.
    pub stories: Vec<RecentStory>,
}

/// A story with its origins.
#[derive(Debug, Serialize)]
pub struct RecentStory {
    /// The story.
    pub story: Story,
    /// What is known of the claim that its headline makes; `None` if it has not been counted yet.
    pub origins: Option<Origins>,
}

/// How many articles carry the claim of a headline, and how many independent origins they have.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Origins {
    /// Articles.
    pub articles: usize,
    /// Independent origins.
    pub origins: usize,
    /// Whether somebody denies it.
    pub is_disputed: bool,
}

/// What is remembered as long as the record's file stays as it is.
#[derive(Debug, Default)]
pub struct Memory {
    stamp: Option<Stamp>,
    recent: Option<Arc<Recent>>,
    origins: HashMap<String, Origins>,
}

/// By what a change of the file is seen: its size and time, and those of the log beside it.
type Stamp = Vec<(u64, Option<SystemTime>)>;

/// The stories of the last days; `None` if there is no record.
pub fn recent(app: &App) -> Result<Option<Arc<Recent>>, StoreError> {
    let Some(record) = app.record()? else { return Ok(None) };
    let stamp = stamp(app);
    let mut memory = app.memory.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    if memory.stamp.as_ref() != Some(&stamp) {
        *memory = Memory { stamp: Some(stamp), ..Memory::default() };
    }
    if let Some(recent) = memory.recent.as_ref().filter(|recent| recent.stories.iter().all(|story| story.origins.is_some())) {
        return Ok(Some(Arc::clone(recent)));
    }
    let overview = record.overview()?;
    let last = overview.until.as_deref().and_then(day_of);
    let days = last.map_or(i32::MIN..=i32::MAX, |last| (last - DAYS + 1) as i32..=last as i32);
    let (count, found) = match memory.recent.take() {
        Some(known) => (known.count, known.stories.iter().map(|known| known.story.clone()).collect()),
        None => stories(&record, &days, STORIES_MAX)?,
    };
    let tellings = record.tellings(quell::CERTAINTY_MIN)?;
    let begun = Instant::now();
    let mut recent = Recent { overview, count, stories: Vec::new() };
    for story in found {
        let known = memory.origins.get(&story.title).copied();
        let origins = match known {
            None if begun.elapsed() < COUNTING_TIME => {
                let counted = origins(app, &tellings, &story.title)?;
                memory.origins.insert(story.title.clone(), counted);
                Some(counted)
            }
            known => known,
        };
        recent.stories.push(RecentStory { story, origins });
    }
    let recent = Arc::new(recent);
    memory.recent = Some(Arc::clone(&recent));
    Ok(Some(recent))
}

fn origins(app: &App, tellings: &Tellings, claim: &str) -> Result<Origins, StoreError> {
    let trace = app.tracer.trace(tellings, &Question::Words(claim.to_string()))?;
    Ok(Origins { articles: trace.tellings.len(), origins: trace.origins.len(), is_disputed: !trace.denials.is_empty() })
}

fn stamp(app: &App) -> Stamp {
    let mut log = app.store_path().as_os_str().to_os_string();
    log.push("-wal");
    let of_file = |path: &std::path::Path| fs::metadata(path).map_or((0, None), |file| (file.len(), file.modified().ok()));
    vec![of_file(app.store_path()), of_file(log.as_ref())]
}
