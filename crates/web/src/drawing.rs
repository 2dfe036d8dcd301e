//! A claim as a drawing: origins as roots, articles on a time axis, joins as lines. It is made of the same view as the table beside it.
//!
//! Each origin is a band; each article is a row in the band of its origin, with a point at its time. A join leads from the earlier article to the later one.

use std::collections::HashMap;

use askama::Template;
use quell::store::{date_of, day_of};
use quell::view::trace::{JoinView, OriginView, TellingView, TraceView};

use crate::shown::{plain, shortened};
use crate::words::Words;

/// The drawing is so wide, in its own units.
pub const WIDTH: f64 = 960.0;

/// Where the earliest and the latest article stand.
const TIME_LEFT: f64 = 60.0;
const TIME_RIGHT: f64 = 690.0;

const ROW: f64 = 30.0;
const HEAD: f64 = 34.0;
const TOP: f64 = 44.0;

/// So many rows are drawn; the table has all.
const ROWS_MAX: usize = 150;

const LABEL_CHARACTERS: usize = 26;
const ORIGIN_CHARACTERS: usize = 64;
const EVIDENCE_CHARACTERS: usize = 200;
const TICKS_MAX: i64 = 8;
const DAY_MINUTES: f64 = 1440.0;

/// A drawing.
#[derive(Template)]
#[template(path = "drawing.svg")]
pub struct Drawing {
    title: String,
    description: String,
    height: f64,
    ticks: Vec<Tick>,
    roots: Vec<Root>,
    lines: Vec<Line>,
    points: Vec<Point>,
    /// How many articles are not drawn.
    pub left_out: usize,
}

struct Tick {
    x: f64,
    label: String,
}

struct Root {
    y: f64,
    label: String,
    kind: String,
    tone: &'static str,
    bottom: f64,
}

struct Line {
    path: String,
    reason: &'static str,
    title: String,
}

struct Point {
    x: f64,
    y: f64,
    tone: &'static str,
    label: String,
    when: String,
    title: String,
    is_denied: bool,
    is_undated: bool,
}

/// How far an origin can be asked.
pub fn tone(kind: &str) -> &'static str {
    match kind {
        "named" => "named",
        "document" => "document",
        "agency" => "medium",
        _ => "hidden",
    }
}

/// The join by which an article is drawn to an earlier one: the first is the one that tells best.
pub fn best_join<'o>(origin: &'o OriginView, article: &str) -> Option<&'o JoinView> {
    origin.joined.iter().find(|join| join.b == article)
}

/// The words that show a join.
pub fn evidence(join: &JoinView, words: &Words) -> String {
    let copied =
        join.same_words.map(|[same, all]| words.t("same_words").replace("{same}", &same.to_string()).replace("{all}", &all.to_string()));
    let through = join.through.as_deref().map(|name| format!("{} {}", words.t("through"), plain(name)));
    let quoted = join.evidence.iter().map(|evidence| format!("„{}“", shortened(&plain(&evidence.words), EVIDENCE_CHARACTERS)));
    let parts: Vec<String> = copied.into_iter().chain(through).chain(quoted).collect();
    parts.join(" · ")
}

/// The drawing of a trace.
pub fn drawing(trace: &TraceView, words: &Words) -> Drawing {
    let by_url: HashMap<&str, &TellingView> = trace.articles.iter().map(|article| (article.url.as_str(), article)).collect();
    let times: Vec<f64> = trace.articles.iter().filter_map(minutes).collect();
    let scale = Scale::of(&times);
    let counts = [words.count("articles", trace.articles.len()), words.count("origins", trace.independent_origins)];
    let mut drawing = Drawing {
        title: shortened(&plain(&trace.claim), EVIDENCE_CHARACTERS),
        description: counts.join(", "),
        height: 0.0,
        ticks: scale.ticks(words),
        roots: Vec::new(),
        lines: Vec::new(),
        points: Vec::new(),
        left_out: trace.articles.len().saturating_sub(ROWS_MAX),
    };
    let mut y = TOP;
    for origin in &trace.origins {
        let room = ROWS_MAX.saturating_sub(drawing.points.len());
        let drawn: Vec<&TellingView> = origin.articles.iter().filter_map(|url| by_url.get(url.as_str()).copied()).take(room).collect();
        if drawn.is_empty() {
            continue;
        }
        let head = y + HEAD / 2.0;
        let mut places: HashMap<&str, (f64, f64)> = HashMap::new();
        for (row, article) in drawn.iter().enumerate() {
            places.insert(&article.url, (scale.x(minutes(article)), y + HEAD + ROW * row as f64 + ROW / 2.0));
        }
        let tone = tone(origin.kind);
        for article in &drawn {
            let at = places[article.url.as_str()];
            drawing.lines.push(line_to(origin, article, (30.0, head), at, &places, words));
            drawing.points.push(point(article, at, tone, trace, words));
        }
        y += HEAD + ROW * drawn.len() as f64;
        drawing.roots.push(Root {
            y: head,
            label: shortened(&plain(&origin.label), ORIGIN_CHARACTERS),
            kind: format!("{}, {}", words.of("origin", origin.kind), words.count("articles", origin.articles.len())),
            tone,
            bottom: y,
        });
        y += 10.0;
    }
    drawing.height = y + 10.0;
    drawing
}

/// The line that leads to an article: from the one that it is joined to, else from the root.
fn line_to(
    origin: &OriginView,
    article: &TellingView,
    root: (f64, f64),
    to: (f64, f64),
    places: &HashMap<&str, (f64, f64)>,
    words: &Words,
) -> Line {
    let join = best_join(origin, &article.url);
    match join.and_then(|join| places.get(join.a.as_str()).map(|from| (join, *from))) {
        Some((join, from)) => Line {
            path: path(from, to),
            reason: join.reason,
            title: format!("{}: {}", words.of("reason", join.reason), evidence(join, words)),
        },
        None => Line { path: path(root, to), reason: "root", title: format!("{}: {}", words.t("from_origin"), plain(&origin.label)) },
    }
}

/// Down first, then over to the right.
fn path((x, y): (f64, f64), (to_x, to_y): (f64, f64)) -> String {
    let bend = if to_x >= x { 8.0 } else { -8.0 };
    format!("M{x:.1} {y:.1}V{:.1}Q{x:.1} {to_y:.1} {:.1} {to_y:.1}H{to_x:.1}", to_y - 8.0, x + bend)
}

fn point(article: &TellingView, (x, y): (f64, f64), tone: &'static str, trace: &TraceView, words: &Words) -> Point {
    let is_denied = trace.denials.iter().any(|denial| denial.evidence.url == article.url);
    let outlet = article.outlet.as_deref().map_or_else(|| plain(&article.url), plain);
    let published = article.published.as_deref().map(|value| words.date(value));
    Point {
        x,
        y,
        tone,
        label: shortened(&outlet, LABEL_CHARACTERS),
        when: published.clone().unwrap_or_else(|| words.t("no_date_known").to_string()),
        title: shortened(&plain(&article.words), EVIDENCE_CHARACTERS),
        is_denied,
        is_undated: published.is_none(),
    }
}

/// When an article was published, in minutes.
fn minutes(article: &TellingView) -> Option<f64> {
    let value = article.published.as_deref()?;
    let day = day_of(value)?;
    let part = |from: usize, to: usize| value.get(from..to).and_then(|digits| digits.parse::<f64>().ok()).unwrap_or(0.0);
    Some(day as f64 * DAY_MINUTES + part(11, 13) * 60.0 + part(14, 16))
}

/// From times to places.
struct Scale {
    first: f64,
    last: f64,
}

impl Scale {
    fn of(times: &[f64]) -> Self {
        let first = times.iter().copied().fold(f64::INFINITY, f64::min);
        let last = times.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if first > last { Scale { first: 0.0, last: 0.0 } } else { Scale { first, last } }
    }

    fn x(&self, time: Option<f64>) -> f64 {
        let Some(time) = time else { return TIME_LEFT };
        let length = self.last - self.first;
        let share = if length > 0.0 { (time - self.first) / length } else { 0.5 };
        TIME_LEFT + 20.0 + share * (TIME_RIGHT - TIME_LEFT - 20.0)
    }

    /// The beginnings of days, so many that they can be read.
    fn ticks(&self, words: &Words) -> Vec<Tick> {
        if self.last <= 0.0 {
            return Vec::new();
        }
        let (first, last) = ((self.first / DAY_MINUTES) as i64, (self.last / DAY_MINUTES) as i64);
        let step = ((last - first) / TICKS_MAX + 1).max(1);
        let days = (first..=last).step_by(usize::try_from(step).unwrap_or(1));
        days.map(|day| Tick { x: self.x(Some((day as f64 * DAY_MINUTES).max(self.first))), label: words.date(&date_of(day)) }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn earlier_is_further_left_and_the_same_time_is_in_the_middle() {
        let scale = Scale::of(&[100.0, 300.0, 200.0]);
        assert!(scale.x(Some(100.0)) < scale.x(Some(200.0)) && scale.x(Some(200.0)) < scale.x(Some(300.0)));
        assert!(scale.x(None) < scale.x(Some(100.0)));
        assert_eq!(Scale::of(&[5.0]).x(Some(5.0)), TIME_LEFT + 20.0 + 0.5 * (TIME_RIGHT - TIME_LEFT - 20.0));
        assert!(Scale::of(&[]).ticks(&crate::words::all()[0]).is_empty());
    }

    #[test]
    fn a_line_leads_down_and_over() {
        assert_eq!(path((30.0, 10.0), (100.0, 50.0)), "M30.0 10.0V42.0Q30.0 50.0 38.0 50.0H100.0");
    }
}
