//! Which value do the named parts of an expression have?
//!
//! A part that the words do not say is taken from the publication date or from the last date that was mentioned; the tense of the clause says on
//! which side of it the nearest fitting date is looked for. Where there is nothing to reckon from, what is unknown stays `X`.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use quell_document::{TimeAnchor, TimeKind, TimeModifier};
use quell_lang::times::{Holiday, Slot, Times, Unit};

use super::calendar::{self, day, month};
use super::matching::Parts;
use super::tense::Tense;

/// What is known around an expression.
#[derive(Debug, Clone, Copy)]
pub struct Around<'a> {
    /// The pack's named days.
    pub times: &'a Times,
    /// When the article was published.
    pub published: Option<NaiveDate>,
    /// The last date that was mentioned: the day or the first day of the period, and the expression.
    pub last: Option<(NaiveDate, usize)>,
    /// The year of what is being told, and the expression that says it.
    pub narrated: Option<(i32, usize)>,
    /// What the clause tells of.
    pub tense: Option<Tense>,
    /// Whether it may belong to a noun rather than to the verb.
    pub is_attached: bool,
}

/// What an expression amounts to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved {
    /// What kind of time it is.
    pub kind: TimeKind,
    /// The value.
    pub value: String,
    /// Which part of it, or how exact.
    pub modifier: Option<TimeModifier>,
    /// What it was reckoned from.
    pub anchor: Option<TimeAnchor>,
    /// How far from there.
    pub offset: Option<String>,
    /// The first day of it, from which others can be reckoned.
    pub day: Option<NaiveDate>,
    /// What the words say that cannot be.
    pub impossible: Option<String>,
}

impl Resolved {
    pub(super) fn new(kind: TimeKind, value: String) -> Resolved {
        Resolved { kind, value, modifier: None, anchor: None, offset: None, day: None, impossible: None }
    }

    fn anchored(mut self, anchor: Option<TimeAnchor>) -> Resolved {
        self.anchor = anchor;
        self
    }

    fn on(mut self, day: Option<NaiveDate>) -> Resolved {
        self.day = day;
        self
    }

    fn offset(mut self, unit: Unit, count: i32) -> Resolved {
        let sign = if count < 0 { "-" } else { "" };
        self.offset = Some(format!("{sign}{}", calendar::length(&count.unsigned_abs().to_string(), unit)));
        self
    }
}

/// The modifier with this value in the pack.
pub fn modifier(parts: &Parts) -> Option<TimeModifier> {
    const ALL: [TimeModifier; 8] = [
        TimeModifier::Start,
        TimeModifier::Mid,
        TimeModifier::End,
        TimeModifier::Approx,
        TimeModifier::LessThan,
        TimeModifier::MoreThan,
        TimeModifier::EqualOrLess,
        TimeModifier::EqualOrMore,
    ];
    let value = parts.get(Slot::Portion).or(parts.get(Slot::Approx))?;
    usize::try_from(value).ok().and_then(|index| ALL.get(index)).copied()
}

/// Whether an expression says a time of a day, and not of which day.
pub fn lacks_day(parts: &Parts) -> bool {
    let says_day = [Slot::Weekday, Slot::Day, Slot::Month, Slot::Shift, Slot::Holiday, Slot::Season, Slot::Year];
    let says_unit = parts.has(Slot::Unit) && (parts.has(Slot::Direction) || parts.has(Slot::Number));
    is_of_day(parts) && !says_unit && !says_day.iter().any(|&slot| parts.has(slot))
}

/// Whether it is reckoned from what was mentioned before.
pub fn is_later(parts: &Parts) -> bool {
    parts.has(Slot::Later)
}

/// Whether the words say a year, or from where it is reckoned.
pub fn says_year(parts: &Parts) -> bool {
    [Slot::Year, Slot::ShortYear, Slot::Whole, Slot::Direction, Slot::Weekday].iter().any(|&slot| parts.has(slot))
}

/// Whether it is reckoned from the day of publication: *gestern*, *am Freitag*, *im letzten Mai*.
pub fn is_reckoned_from_publication(parts: &Parts) -> bool {
    !parts.has(Slot::Year) && [Slot::Shift, Slot::Weekday, Slot::Direction].iter().any(|&slot| parts.has(slot))
}

fn is_of_day(parts: &Parts) -> bool {
    parts.has(Slot::Hour) || parts.has(Slot::Daypart)
}

/// The value of a date or time. `None` where the parts say nothing that could be one.
pub fn date(parts: &Parts, around: &Around) -> Option<Resolved> {
    let around = Around { tense: hinted(parts).or(around.tense), ..*around };
    let mut found = if lacks_day(parts) { day_around(&around) } else { period(parts, &around)? };
    found.modifier = modifier(parts);
    // “in der Nacht zum Dienstag”: it began on Monday.
    if parts.get(Slot::Lies).is_some_and(|lies| lies < 0) {
        let before = found.day.and_then(|date| date.pred_opt());
        found.value = before.map_or(calendar::unknown(Unit::Day).to_string(), day);
        found.day = before;
    }
    if is_of_day(parts) {
        found = at_time_of_day(found, parts)?;
    }
    Some(found)
}

fn hinted(parts: &Parts) -> Option<Tense> {
    match parts.get(Slot::Hint)? {
        0 => Some(Tense::Present),
        past if past < 0 => Some(Tense::Past),
        _ => Some(Tense::Future),
    }
}

/// The day that a time of day belongs to: the last one mentioned, else the one of publication.
fn day_around(around: &Around) -> Resolved {
    let (day, anchor) = match (around.last, around.published) {
        (Some((day, index)), _) => (Some(day), Some(TimeAnchor::Time(index))),
        (None, Some(day)) => (Some(day), Some(TimeAnchor::Published)),
        (None, None) => (None, None),
    };
    of_day(day, anchor)
}

fn of_day(date: Option<NaiveDate>, anchor: Option<TimeAnchor>) -> Resolved {
    let value = date.map_or(calendar::unknown(Unit::Day).to_string(), day);
    Resolved::new(TimeKind::Date, value).anchored(anchor).on(date)
}

/// The day or longer period that the parts name.
fn period(parts: &Parts, around: &Around) -> Option<Resolved> {
    let published = around.published.map(|_| TimeAnchor::Published);
    if let Some(count) = parts.get(Slot::Shift) {
        let date = around.published.and_then(|date| calendar::shifted(date, Unit::Day, count));
        return Some(of_day(date, published).offset(Unit::Day, count));
    }
    if let Some(century) = parts.get(Slot::Century) {
        let first = century.checked_sub(1)?;
        return (0..=30).contains(&first).then(|| Resolved::new(TimeKind::Date, format!("{first:02}")));
    }
    if let Some(decade) = parts.get(Slot::Decade) {
        return Some(in_decade(decade, around));
    }
    if let Some(number) = parts.get(Slot::Holiday) {
        return named_day(*around.times.holidays.get(usize::try_from(number).ok()?)?, parts, around);
    }
    if parts.has(Slot::Day) {
        return day_of_month(parts, around);
    }
    if let Some(number) = parts.get(Slot::Month) {
        return whole_month(number, parts, around);
    }
    if let Some(number) = parts.get(Slot::Weekday) {
        return Some(weekday(number, parts, around));
    }
    if let Some(season) = parts.get(Slot::Season) {
        return season_of_year(season, parts, around);
    }
    if parts.has(Slot::Ordinal) && parts.has(Slot::Unit) {
        return part_of_year(parts, around);
    }
    // “Jahresende 2024” says its year.
    if let Some(unit) = parts.get(Slot::Unit).and_then(Unit::of).filter(|&unit| unit != Unit::Year || !parts.has(Slot::Year)) {
        return unit_from_here(unit, parts, around);
    }
    let year = year(parts, around)?;
    Some(Resolved::new(TimeKind::Date, format!("{year:04}")).on(NaiveDate::from_ymd_opt(year, 1, 1)))
}

/// The year that the words say: in four digits, in two, or as *last*, *this*, *next*.
fn year(parts: &Parts, around: &Around) -> Option<i32> {
    if let Some(year) = parts.get(Slot::Year) {
        return Some(year);
    }
    if let Some(short) = parts.get(Slot::ShortYear) {
        // Two digits are the nearest year that is at most twenty years ahead.
        let now = around.published?.year();
        let in_century = now - now.rem_euclid(100) + short;
        return Some(if in_century > now + 20 { in_century - 100 } else { in_century });
    }
    let is_of_year = parts.get(Slot::Whole).and_then(Unit::of) == Some(Unit::Year);
    is_of_year.then(|| Some(around.published?.year() + parts.get(Slot::Direction).unwrap_or(0))).flatten()
}

/// Whether the words count years from the publication.
fn counts_years(parts: &Parts) -> bool {
    !parts.has(Slot::Year) && parts.get(Slot::Whole).and_then(Unit::of) == Some(Unit::Year)
}

fn day_of_month(parts: &Parts, around: &Around) -> Option<Resolved> {
    let number = parts.get(Slot::Day)? as u32;
    let published = around.published.map(|_| TimeAnchor::Published);
    let Some(month_number) = parts.get(Slot::Month).map(|month| month as u32) else {
        // “am 15.”: of the nearest month.
        let Some(now) = around.published else { return Some(Resolved::new(TimeKind::Date, format!("XXXX-XX-{number:02}"))) };
        let months = (-2..=2).filter_map(|count| calendar::shifted(now.with_day(1)?, Unit::Month, count)?.with_day(number));
        return Some(of_day(nearest(months.map(|date| (date, date)), around), published));
    };
    let year = year(parts, around);
    let is_there = |year: i32| NaiveDate::from_ymd_opt(year, month_number, number);
    // A leap year, so that the 29th of February is possible.
    if is_there(year.unwrap_or(2000)).is_none() {
        let known = year.map_or("XXXX".to_string(), |year| format!("{year:04}"));
        let mut found = Resolved::new(TimeKind::Date, format!("{known}-{month_number:02}-XX"));
        found.impossible = Some(format!("month {month_number} of {known} has no day {number}"));
        return Some(found);
    }
    if let Some(year) = year {
        let anchor = if counts_years(parts) { published } else { None };
        return Some(of_day(is_there(year), anchor));
    }
    if let Some((year, at)) = around.narrated {
        return Some(of_day(is_there(year), Some(TimeAnchor::Time(at))));
    }
    let Some(now) = around.published else {
        return Some(Resolved::new(TimeKind::Date, format!("XXXX-{month_number:02}-{number:02}")));
    };
    // “Freitag, 25. Februar”: the year in which it is one.
    let years = (now.year() - 4)..=(now.year() + 4);
    if let Some(wanted) = parts.get(Slot::Weekday) {
        let fits = |date: &NaiveDate| date.weekday() == calendar::weekday(wanted as u32);
        let fitting = years.clone().filter_map(is_there).filter(fits).min_by_key(|date| (*date - now).num_days().abs());
        if fitting.is_some_and(|date| (date - now).num_days().abs() <= 366) {
            return Some(of_day(fitting, published));
        }
    }
    Some(of_day(nearest(years.filter_map(is_there).map(|date| (date, date)), around), published))
}

/// Of several periods, given by their first and last days, the nearest, as far as the tense allows.
fn nearest(periods: impl Iterator<Item = (NaiveDate, NaiveDate)>, around: &Around) -> Option<NaiveDate> {
    let now = around.published?;
    // A date on the other side of now is not impossible (*die für den 3. Mai angesetzte Wahl war umstritten*), only further away.
    const DETOUR: i64 = 12;
    let mut best: Option<(i64, NaiveDate)> = None;
    for (first, last) in periods {
        let (before, behind) = match around.tense {
            Some(Tense::Past) => (1, DETOUR),
            Some(Tense::Future) => (DETOUR, 1),
            Some(Tense::Present) => (4, 1),
            None => (1, 1),
        };
        let distance = (first - now).num_days().max(0) * behind + (now - last).num_days().max(0) * before;
        if best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, first));
        }
    }
    best.map(|(_, first)| first)
}

fn whole_month(number: i32, parts: &Parts, around: &Around) -> Option<Resolved> {
    let number = number as u32;
    let published = around.published.map(|_| TimeAnchor::Published);
    let of_year = |year: i32, anchor| {
        Some(Resolved::new(TimeKind::Date, month(year, number)).anchored(anchor).on(NaiveDate::from_ymd_opt(year, number, 1)))
    };
    if let Some(year) = year(parts, around) {
        return of_year(year, if counts_years(parts) { published } else { None });
    }
    if let Some((year, at)) = around.narrated {
        return of_year(year, Some(TimeAnchor::Time(at)));
    }
    let Some(now) = around.published else { return Some(Resolved::new(TimeKind::Date, format!("XXXX-{number:02}"))) };
    if let Some(direction) = parts.get(Slot::Direction) {
        let first = |year| NaiveDate::from_ymd_opt(year, number, 1);
        let this = first(now.year())?;
        let year = match direction {
            0 => now.year(),
            before if before < 0 => now.year() - i32::from(this.month() >= now.month()),
            _ => now.year() + i32::from(this.month() <= now.month()),
        };
        return of_year(year, published);
    }
    let periods = (-1..=1).filter_map(|count| {
        let first = NaiveDate::from_ymd_opt(now.year() + count, number, 1)?;
        Some((first, calendar::shifted(first, Unit::Month, 1)?.pred_opt()?))
    });
    of_year(nearest(periods, around)?.year(), published)
}

fn weekday(number: i32, parts: &Parts, around: &Around) -> Resolved {
    let anchor = around.published.map(|_| TimeAnchor::Published);
    let wanted = calendar::weekday(number as u32);
    let Some(now) = around.published else { return Resolved::new(TimeKind::Date, format!("XXXX-WXX-{number}")) };
    let days_back = i64::from((now.weekday().num_days_from_monday() + 7 - wanted.num_days_from_monday()) % 7);
    let in_days = |count: i64| calendar::shifted(now, Unit::Day, count as i32);
    if parts.has(Slot::Later) {
        // “am Freitag darauf”.
        let Some((last, index)) = around.last else { return Resolved::new(TimeKind::Date, format!("XXXX-WXX-{number}")) };
        let ahead = (wanted.num_days_from_monday() + 6 - last.weekday().num_days_from_monday()) % 7 + 1;
        return of_day(calendar::shifted(last, Unit::Day, ahead as i32), Some(TimeAnchor::Time(index)));
    }
    if parts.get(Slot::Whole).and_then(Unit::of) == Some(Unit::Week) {
        // “Dienstag letzter Woche”.
        let monday = i64::from(now.weekday().num_days_from_monday());
        let weeks = i64::from(parts.get(Slot::Direction).unwrap_or(0));
        return of_day(in_days(weeks * 7 - monday + i64::from(wanted.num_days_from_monday())), anchor);
    }
    let previous = if days_back == 0 { -7 } else { -days_back };
    let date = match (parts.get(Slot::Direction), around.tense) {
        (Some(0), _) => in_days(i64::from(wanted.num_days_from_monday()) - i64::from(now.weekday().num_days_from_monday())),
        (Some(before), _) if before < 0 => in_days(previous + 7 * i64::from(before + 1)),
        (Some(count), _) => in_days(7 * i64::from(count) - days_back),
        // News tell of the day itself by its name, too.
        _ if days_back == 0 => Some(now),
        // “Mit der Wahl am Mittwoch beginnt …”: what happened yesterday or the day before, whatever the verb tells of it.
        (None, Some(Tense::Present)) if around.is_attached && days_back <= 2 => in_days(previous),
        (None, Some(Tense::Present | Tense::Future)) => in_days(7 - days_back),
        (None, Some(Tense::Past) | None) => in_days(previous),
    };
    of_day(date, anchor)
}

fn season_of_year(season: i32, parts: &Parts, around: &Around) -> Option<Resolved> {
    const NAMES: [&str; 4] = ["SP", "SU", "FA", "WI"];
    let name = NAMES.get(usize::try_from(season).ok()?)?;
    let first_month = 3 + 3 * season as u32;
    let of_year = |year: i32, anchor| {
        Some(Resolved::new(TimeKind::Date, format!("{year:04}-{name}")).anchored(anchor).on(NaiveDate::from_ymd_opt(year, first_month, 1)))
    };
    let published = around.published.map(|_| TimeAnchor::Published);
    if let Some(year) = year(parts, around) {
        return of_year(year, if counts_years(parts) { published } else { None });
    }
    let Some(now) = around.published else { return Some(Resolved::new(TimeKind::Date, format!("XXXX-{name}"))) };
    let year = match parts.get(Slot::Direction) {
        Some(0) => now.year(),
        Some(direction) => {
            let around = Around { tense: Some(if direction < 0 { Tense::Past } else { Tense::Future }), ..*around };
            // What is going on is neither the last nor the next one.
            let is_over = |first: NaiveDate, last: NaiveDate| if direction < 0 { last < now } else { first > now };
            nearest(seasons(now, first_month).filter(|&(first, last)| is_over(first, last)), &around)?.year()
        }
        None => nearest(seasons(now, first_month), around)?.year(),
    };
    of_year(year, published)
}

/// The seasons that begin with a month, of the years around a day.
fn seasons(now: NaiveDate, first_month: u32) -> impl Iterator<Item = (NaiveDate, NaiveDate)> {
    (-2..=2).filter_map(move |count| {
        let first = NaiveDate::from_ymd_opt(now.year() + count, first_month, 1)?;
        Some((first, calendar::shifted(first, Unit::Month, 3)?.pred_opt()?))
    })
}

fn named_day(holiday: Holiday, parts: &Parts, around: &Around) -> Option<Resolved> {
    // “am zweiten Weihnachtstag”.
    let shift = parts.get(Slot::Ordinal).map_or(0, |ordinal| ordinal - 1);
    let in_year = |year: i32| calendar::shifted(calendar::holiday(holiday, year)?, Unit::Day, shift);
    let published = around.published.map(|_| TimeAnchor::Published);
    if let Some(year) = year(parts, around) {
        return Some(of_day(in_year(year), if counts_years(parts) { published } else { None }));
    }
    let Some(now) = around.published else {
        return Some(match holiday {
            Holiday::Fixed(month, day) => Resolved::new(TimeKind::Date, format!("XXXX-{month:02}-{day:02}")),
            _ => of_day(None, None),
        });
    };
    let around = match parts.get(Slot::Direction) {
        Some(direction) if direction != 0 => {
            let tense = if direction < 0 { Tense::Past } else { Tense::Future };
            Around { tense: Some(tense), ..*around }
        }
        _ => *around,
    };
    Some(of_day(nearest(((now.year() - 2)..=(now.year() + 2)).filter_map(in_year).map(|date| (date, date)), &around), published))
}

fn in_decade(decade: i32, around: &Around) -> Resolved {
    if decade >= 1000 {
        return Resolved::new(TimeKind::Date, format!("{}", decade / 10)).on(NaiveDate::from_ymd_opt(decade, 1, 1));
    }
    let Some(now) = around.published else { return Resolved::new(TimeKind::Date, format!("XX{}", decade / 10)) };
    // “die 90er”: the last ones that are over.
    let now = now.year();
    let in_century = now - now.rem_euclid(100) + decade;
    let first = if in_century + 9 >= now { in_century - 100 } else { in_century };
    Resolved::new(TimeKind::Date, format!("{}", first / 10)).anchored(Some(TimeAnchor::Published)).on(NaiveDate::from_ymd_opt(first, 1, 1))
}

/// *das zweite Quartal*, *die erste Jahreshälfte*, *die dritte Woche*.
fn part_of_year(parts: &Parts, around: &Around) -> Option<Resolved> {
    let unit = Unit::of(parts.get(Slot::Unit)?)?;
    let ordinal = parts.get(Slot::Ordinal)?;
    let published = around.published.map(|_| TimeAnchor::Published);
    let (letter, months) = match unit {
        Unit::Quarter => ("Q", 3),
        Unit::HalfYear => ("H", 6),
        // “in der dritten Woche” may be anybody's.
        Unit::Week if parts.has(Slot::Whole) => return week_of_year(ordinal, parts, around),
        // “am ersten Tag”: of what, the words do not say.
        _ => return Some(Resolved::new(TimeKind::Date, calendar::unknown(unit).to_string())),
    };
    if !(1..=12 / months).contains(&ordinal) {
        return None;
    }
    let of_year = |year: i32, anchor| {
        let first = NaiveDate::from_ymd_opt(year, ((ordinal - 1) * months + 1) as u32, 1);
        Some(Resolved::new(TimeKind::Date, format!("{year:04}-{letter}{ordinal}")).anchored(anchor).on(first))
    };
    if let Some(year) = year(parts, around) {
        return of_year(year, if counts_years(parts) { published } else { None });
    }
    let Some(now) = around.published else { return Some(Resolved::new(TimeKind::Date, format!("XXXX-{letter}{ordinal}"))) };
    let periods = (-1..=1).filter_map(|count| {
        let first = NaiveDate::from_ymd_opt(now.year() + count, ((ordinal - 1) * months + 1) as u32, 1)?;
        Some((first, calendar::shifted(first, Unit::Month, months)?.pred_opt()?))
    });
    of_year(nearest(periods, around)?.year(), published)
}

/// *Kalenderwoche 12*, *die 40. KW 2024*: the weeks of ISO 8601.
fn week_of_year(number: i32, parts: &Parts, around: &Around) -> Option<Resolved> {
    let published = around.published.map(|_| TimeAnchor::Published);
    let number = u32::try_from(number).ok()?;
    let of_year = |year: i32| NaiveDate::from_isoywd_opt(year, number, Weekday::Mon);
    let week = |monday: NaiveDate, anchor| Resolved::new(TimeKind::Date, calendar::week(monday)).anchored(anchor).on(Some(monday));
    if let Some(year) = parts.get(Slot::Year) {
        return of_year(year).map(|monday| week(monday, None));
    }
    let Some(now) = around.published else {
        return (1..=53).contains(&number).then(|| Resolved::new(TimeKind::Date, format!("XXXX-W{number:02}")));
    };
    let mondays = (-1..=1).filter_map(|count| of_year(now.year() + count));
    Some(week(nearest(mondays.map(|monday| (monday, monday + Days::new(6))), around)?, published))
}

/// *nächstes Jahr*, *dieser Woche*, *drei Tage später*.
fn unit_from_here(unit: Unit, parts: &Parts, around: &Around) -> Option<Resolved> {
    let later = parts.get(Slot::Later);
    let count = match (parts.get(Slot::Number), later) {
        (Some(tenths), Some(direction)) => tenths.checked_div(10)?.checked_mul(direction)?,
        _ => parts.get(Slot::Direction)?,
    };
    let (base, anchor) = match (later, around.last) {
        (Some(_), Some((day, index))) => (Some(day), Some(TimeAnchor::Time(index))),
        (Some(_), None) => (None, None),
        (None, _) => (around.published, around.published.map(|_| TimeAnchor::Published)),
    };
    let date = base.and_then(|base| match unit {
        // The weekend of Monday's “am Wochenende” is the last one, of Friday's the next: its week is what counts.
        Unit::Weekend => weekend(base, parts, around),
        _ => calendar::shifted(base, unit, count),
    });
    let value = date.map_or(calendar::unknown(unit).to_string(), |date| calendar::within(date, unit));
    let kind = if unit < Unit::Day { TimeKind::Time } else { TimeKind::Date };
    let value = if unit < Unit::Day { "XXXX-XX-XXTXX:XX".to_string() } else { value };
    Some(Resolved::new(kind, value).anchored(anchor).on(date.filter(|_| unit >= Unit::Day)).offset(unit, count))
}

/// A day of the weekend that is meant.
fn weekend(base: NaiveDate, parts: &Parts, around: &Around) -> Option<NaiveDate> {
    let is_weekend = base.weekday().num_days_from_monday() >= 5;
    let weeks = match (parts.get(Slot::Direction)?, parts.has(Slot::Hint), around.tense) {
        // Without a word for it the tense decides; on a weekend that one is meant.
        (0, _, Some(Tense::Past) | None) if !is_weekend => -1,
        (0, ..) => 0,
        (before, ..) if before < 0 => before,
        (count, ..) if is_weekend => count,
        (count, ..) => count - 1,
    };
    calendar::shifted(base, Unit::Week, weeks)
}

/// Adds the time of day.
fn at_time_of_day(mut found: Resolved, parts: &Parts) -> Option<Resolved> {
    const NAMES: [&str; 7] = ["MO", "MI", "AF", "EV", "NI", "NI", "DT"];
    found.kind = TimeKind::Time;
    let daypart = parts.get(Slot::Daypart);
    let is_day = found.value.len() == "XXXX-XX-XX".len() && found.value.as_bytes()[4] == b'-';
    let Some(hour) = parts.get(Slot::Hour) else {
        let name = NAMES.get(usize::try_from(daypart?).ok()?)?;
        found.value.push('T');
        found.value.push_str(name);
        return Some(found);
    };
    if !is_day && !found.value.starts_with("XXXX-WXX-") {
        return None;
    }
    let mut minutes = hour * 60 + parts.get(Slot::Minute).unwrap_or(0) + parts.get(Slot::Around).unwrap_or(0);
    // “acht Uhr abends”, “drei Uhr nachmittags”.
    if minutes < 12 * 60 && (daypart == Some(2) || daypart == Some(3) || (daypart == Some(4) && minutes >= 6 * 60)) {
        minutes += 12 * 60;
    }
    if !(0..=24 * 60).contains(&minutes) {
        return None;
    }
    found.value.push_str(&format!("T{:02}:{:02}", minutes / 60, minutes % 60));
    if let Some(zone) = parts.get(Slot::Zone) {
        found.value.push_str(&format!("{zone:+03}:00"));
    }
    Some(found)
}
