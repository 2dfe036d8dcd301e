//! Days, weeks, months and named days on the calendar, and how TIMEX3 writes them.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use quell_lang::times::{Holiday, Unit};

/// The day on which an article was published: the first ten characters of ISO 8601.
pub fn day_of(published: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(published.get(..10)?, "%Y-%m-%d").ok()
}

/// `2025-03-14`.
pub fn day(date: NaiveDate) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

/// `2025-W11`.
pub fn week(date: NaiveDate) -> String {
    let week = date.iso_week();
    format!("{:04}-W{:02}", week.year(), week.week())
}

/// `2025-03`.
pub fn month(year: i32, month: u32) -> String {
    format!("{year:04}-{month:02}")
}

/// The weekday with this number: 1 is Monday.
pub fn weekday(number: u32) -> Weekday {
    Weekday::try_from((number + 6) as u8 % 7).unwrap_or(Weekday::Mon)
}

/// So many units later, or earlier if negative. `None` beyond the calendar.
pub fn shifted(date: NaiveDate, unit: Unit, count: i32) -> Option<NaiveDate> {
    let days = |count: i64| {
        let step = Days::new(count.unsigned_abs());
        if count < 0 { date.checked_sub_days(step) } else { date.checked_add_days(step) }
    };
    let months = |count: i64| {
        let step = Months::new(u32::try_from(count.unsigned_abs()).ok()?);
        if count < 0 { date.checked_sub_months(step) } else { date.checked_add_months(step) }
    };
    let count = i64::from(count);
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour => Some(date),
        Unit::Day => days(count),
        Unit::Weekend | Unit::Week => days(count * 7),
        Unit::Month => months(count),
        Unit::Quarter => months(count * 3),
        Unit::HalfYear => months(count * 6),
        Unit::Year => months(count * 12),
        Unit::Decade => months(count * 120),
        Unit::Century => months(count * 1_200),
        Unit::Millennium => months(count * 12_000),
    }
}

/// The unit that a day lies in: `2025-W11`, `2025`, `202`.
pub fn within(date: NaiveDate, unit: Unit) -> String {
    let year = date.year();
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => day(date),
        Unit::Week => week(date),
        Unit::Weekend => format!("{}-WE", week(date)),
        Unit::Month => month(year, date.month()),
        Unit::Quarter => format!("{year:04}-Q{}", date.month0() / 3 + 1),
        Unit::HalfYear => format!("{year:04}-H{}", date.month0() / 6 + 1),
        Unit::Year => format!("{year:04}"),
        Unit::Decade => format!("{:03}", year.div_euclid(10)),
        Unit::Century => format!("{:02}", year.div_euclid(100)),
        Unit::Millennium => format!("{}", year.div_euclid(1000)),
    }
}

/// The same where nothing is known of the day.
pub fn unknown(unit: Unit) -> &'static str {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => "XXXX-XX-XX",
        Unit::Week => "XXXX-WXX",
        Unit::Weekend => "XXXX-WXX-WE",
        Unit::Month => "XXXX-XX",
        Unit::Quarter => "XXXX-QX",
        Unit::HalfYear => "XXXX-HX",
        Unit::Year => "XXXX",
        Unit::Decade => "XXX",
        Unit::Century => "XX",
        Unit::Millennium => "X",
    }
}

/// A length of time: `P3W`, `PT90M`. The number is given as it is to be written.
pub fn length(number: &str, unit: Unit) -> String {
    let (prefix, letter) = match unit {
        Unit::Second => ("PT", "S"),
        Unit::Minute => ("PT", "M"),
        Unit::Hour => ("PT", "H"),
        Unit::Day => ("P", "D"),
        Unit::Weekend => ("P", "WE"),
        Unit::Week => ("P", "W"),
        Unit::Month => ("P", "M"),
        Unit::Quarter => ("P", "Q"),
        Unit::HalfYear => ("P", "H"),
        Unit::Year => ("P", "Y"),
        Unit::Decade => ("P", "DE"),
        Unit::Century => ("P", "CE"),
        Unit::Millennium => ("P", "ML"),
    };
    format!("{prefix}{number}{letter}")
}

/// The end of a range that would lie before its beginning, put behind it: *Dienstag bis Freitag*, *Oktober bis Februar*, *22 bis 6 Uhr*.
pub fn after(begin: &str, end: &str) -> Option<String> {
    if end >= begin || begin.starts_with('X') || end.starts_with('X') {
        return None;
    }
    if let Some((date, clock)) = end.split_once('T') {
        return Some(format!("{}T{clock}", day(day_of(date)?.succ_opt()?)));
    }
    if let Some((year, rest)) = end.split_once('-').filter(|_| end.len() == "2025-10".len()) {
        return Some(format!("{:04}-{rest}", year.parse::<i32>().ok()? + 1));
    }
    let (first, last) = (day_of(begin)?, day_of(end)?);
    let is_of_one_week = (first - last).num_days() <= 7;
    Some(day(if is_of_one_week { shifted(last, Unit::Week, 1)? } else { shifted(last, Unit::Year, 1)? }))
}

/// The day of a named day in a year.
pub fn holiday(holiday: Holiday, year: i32) -> Option<NaiveDate> {
    match holiday {
        Holiday::Easter(days) => shifted(easter(year)?, Unit::Day, days),
        Holiday::Fixed(month, day) => NaiveDate::from_ymd_opt(year, month, day),
        Holiday::Nth { month, weekday: number, count } => NaiveDate::from_weekday_of_month_opt(year, month, weekday(number), count as u8),
        Holiday::Before { month, day, weekday: number, weeks } => {
            let before = NaiveDate::from_ymd_opt(year, month, day)?.pred_opt()?;
            let back = (before.weekday().num_days_from_monday() + 7 - weekday(number).num_days_from_monday()) % 7;
            shifted(before, Unit::Day, -((back + 7 * weeks) as i32))
        }
    }
}

/// Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher).
fn easter(year: i32) -> Option<NaiveDate> {
    // The rule holds from the reform of the calendar on.
    if !(1583..=4099).contains(&year) {
        return None;
    }
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e, f) = (b / 4, b % 4, (b + 8) / 25);
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let month = (h + l - 7 * m + 114) / 31;
    let day = (h + l - 7 * m + 114) % 31 + 1;
    NaiveDate::from_ymd_opt(year, month as u32, day as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(written: &str) -> NaiveDate {
        day_of(written).expect("a date")
    }

    #[test]
    fn easter_is_where_it_was() {
        for (year, day) in [(1818, "1818-03-22"), (1943, "1943-04-25"), (2000, "2000-04-23"), (2021, "2021-04-04"), (2024, "2024-03-31")] {
            assert_eq!(easter(year), Some(date(day)));
        }
        assert_eq!(easter(0), None);
    }

    #[test]
    fn named_days_are_where_they_were() {
        let advent = Holiday::Before { month: 12, day: 25, weekday: 7, weeks: 3 };
        assert_eq!(holiday(advent, 2021), Some(date("2021-11-28")));
        let repentance = Holiday::Before { month: 11, day: 23, weekday: 3, weeks: 0 };
        assert_eq!(holiday(repentance, 2021), Some(date("2021-11-17")));
        let mothers_day = Holiday::Nth { month: 5, weekday: 7, count: 2 };
        assert_eq!(holiday(mothers_day, 2021), Some(date("2021-05-09")));
        assert_eq!(holiday(Holiday::Easter(39), 2021), Some(date("2021-05-13")));
    }

    #[test]
    fn weeks_belong_to_the_year_of_their_thursday() {
        assert_eq!(week(date("2021-01-03")), "2020-W53");
        assert_eq!(within(date("2021-01-03"), Unit::Weekend), "2020-W53-WE");
        assert_eq!(weekday(1), Weekday::Mon);
        assert_eq!(weekday(7), Weekday::Sun);
    }

    #[test]
    fn the_end_of_a_range_lies_behind_its_beginning() {
        assert_eq!(after("2025-03-11", "2025-03-07").as_deref(), Some("2025-03-14"));
        assert_eq!(after("2025-12-28", "2025-01-03").as_deref(), Some("2026-01-03"));
        assert_eq!(after("2025-10", "2025-02").as_deref(), Some("2026-02"));
        assert_eq!(after("2025-03-12T22:00", "2025-03-12T06:00").as_deref(), Some("2025-03-13T06:00"));
        assert_eq!(after("2025-03-12", "2025-03-14"), None);
        assert_eq!(after("XXXX-12-28", "XXXX-01-03"), None);
    }

    #[test]
    fn what_is_beyond_the_calendar_is_nothing() {
        assert_eq!(shifted(date("2021-01-03"), Unit::Millennium, 2_000_000_000), None);
        assert_eq!(shifted(date("2021-03-31"), Unit::Month, -1), Some(date("2021-02-28")));
        assert_eq!(day_of("2021-02-31"), None);
        assert_eq!(day_of("gestern Nacht"), None);
    }
}
