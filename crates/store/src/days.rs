//! On which day was something published? Days are counted from 1970-01-01, so that one can say how far apart two are.

/// The day of an ISO 8601 date, whatever follows it.
pub fn day_of(iso: &str) -> Option<i64> {
    let date = iso.get(..10)?;
    let mut parts = date.split('-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let is_date = (1..=12).contains(&month) && (1..=31).contains(&day);
    is_date.then(|| days_from_civil(year, month, day))
}

/// The date of a day: `2025-03-14`.
pub fn date_of(day: i64) -> String {
    let shifted = day + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{:02}", day_of_year - (153 * month_from_march + 2) / 5 + 1)
}

/// Howard Hinnant's `days_from_civil`: years begin in March, so that a leap day is the last one.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = (month + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_and_named() {
        assert_eq!(day_of("1970-01-01"), Some(0));
        assert_eq!(day_of("2025-03-14T09:12:00+01:00"), Some(20161));
        assert_eq!(day_of("2024-03-01").unwrap() - day_of("2024-02-28").unwrap(), 2);
        for wrong in ["2025", "14.3.2025xx", "2025-13-01", "", "2025-3-1äää"] {
            assert_eq!(day_of(wrong), None, "{wrong}");
        }
        for day in (-200_000..200_000).step_by(997) {
            assert_eq!(day_of(&date_of(day)), Some(day));
        }
    }
}
