//! When was an article published: days and, where they are known, minutes that can be compared.

/// A day, counted from the first of January 1970.
pub type Day = i32;

/// A publication date: a date without a time stays a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Moment {
    /// The day; in UTC where the value says how far its clock is from it.
    pub day: Day,
    /// Minutes since midnight. Midnight itself is what a date without a time is often written as, so it says nothing.
    pub minute: Option<u16>,
}

impl Moment {
    /// Reads ISO 8601: `2025-03-14`, `2025-03-14T09:12:00+01:00`. `None` if it does not begin with a date.
    pub fn of(iso: &str) -> Option<Moment> {
        let number = |from: usize, to: usize| iso.get(from..to)?.parse::<i32>().ok();
        let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
        let is_date = iso.as_bytes()[4] == b'-' && iso.as_bytes()[7] == b'-' && (1..=12).contains(&month) && (1..=31).contains(&day);
        if !is_date {
            return None;
        }
        let days = days_before(year, month, day);
        let (Some(hour @ 0..=23), Some(minute @ 0..=59)) = (number(11, 13), number(14, 16)) else {
            return Some(Moment { day: days, minute: None });
        };
        if hour == 0 && minute == 0 {
            return Some(Moment { day: days, minute: None });
        }
        let in_utc = hour * 60 + minute - offset(&iso[16..]);
        Some(Moment { day: days + in_utc.div_euclid(24 * 60), minute: Some(in_utc.rem_euclid(24 * 60) as u16) })
    }

    /// Whether this is certainly earlier: within one day that needs minutes on both sides.
    pub fn is_before(self, other: Moment) -> bool {
        match (self.minute, other.minute) {
            _ if self.day != other.day => self.day < other.day,
            (Some(a), Some(b)) => a < b,
            _ => false,
        }
    }

    /// For sorting: days, then minutes; a date without a time comes first on its day.
    pub fn order(self) -> (Day, i32) {
        (self.day, self.minute.map_or(-1, i32::from))
    }
}

/// The minutes that the clock of `+01:00`, `Z` or seconds before them is ahead of UTC.
fn offset(rest: &str) -> i32 {
    let Some(sign) = rest.rfind(['+', '-']) else { return 0 };
    let digits: String = rest[sign + 1..].chars().filter(char::is_ascii_digit).collect();
    let (hours, minutes) = (digits.get(..2), digits.get(2..4));
    let value = |part: Option<&str>| part.and_then(|part| part.parse::<i32>().ok()).unwrap_or(0);
    let minutes = value(hours) * 60 + value(minutes);
    if rest[sign..].starts_with('-') { -minutes } else { minutes }
}

/// Days from 1970-01-01 to this date (Hinnant, *chrono-Compatible Low-Level Date Algorithms*).
fn days_before(year: i32, month: i32, day: i32) -> Day {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_become_days() {
        assert_eq!(Moment::of("1970-01-01"), Some(Moment { day: 0, minute: None }));
        assert_eq!(Moment::of("2000-02-29").map(|moment| moment.day), Some(11_016));
        assert_eq!(Moment::of("2025-03-14T09:12:00+01:00"), Some(Moment { day: 20_161, minute: Some(8 * 60 + 12) }));
        assert_eq!(Moment::of("2025-03-14T00:30+01:00").map(|moment| moment.day), Some(20_160));
        assert_eq!(Moment::of("2025-03-14T00:00:00").and_then(|moment| moment.minute), None);
        for written in ["", "gestern", "2025-13-01", "2025-03", "äöü2025-03-14", "2025-ä3-14"] {
            assert_eq!(Moment::of(written), None, "{written}");
        }
    }

    #[test]
    fn within_a_day_only_minutes_tell_what_was_first() {
        let moment = |iso| Moment::of(iso).unwrap();
        assert!(moment("2025-03-13").is_before(moment("2025-03-14")));
        assert!(moment("2025-03-14T09:00").is_before(moment("2025-03-14T09:01")));
        assert!(!moment("2025-03-14").is_before(moment("2025-03-14T09:01")));
    }
}
