//! How long, how often, and roughly when: durations, sets and references.

use quell_document::TimeKind;
use quell_lang::times::{Slot, Unit};

use super::calendar;
use super::matching::Parts;
use super::resolve::{Around, Resolved, modifier};

/// A length of time, and where it begins and ends if the words say so.
pub struct Duration {
    /// Its value.
    pub resolved: Resolved,
    /// Where it begins.
    pub begin: Option<String>,
    /// Where it ends.
    pub end: Option<String>,
}

/// *drei Wochen*, *vor drei Wochen*, *die letzten Jahre*.
pub fn duration(parts: &Parts, around: &Around) -> Option<Duration> {
    let unit = Unit::of(parts.get(Slot::Unit)?)?;
    let (number, unit) = number(parts, unit)?;
    let mut resolved = Resolved::new(TimeKind::Duration, calendar::length(&number, unit));
    resolved.modifier = modifier(parts);
    let mut found = Duration { resolved, begin: None, end: None };
    let Some(lies) = parts.get(Slot::Lies) else { return Some(found) };
    let count = number.parse::<i32>().ok();
    let other = |direction: i32| -> Option<String> {
        let count = count?.checked_mul(direction)?;
        // An hour from a day that has no hours is that day or another: nobody knows.
        let date = around.published.filter(|_| unit >= Unit::Day).and_then(|now| calendar::shifted(now, unit, count))?;
        Some(calendar::within(date, rounded(unit)))
    };
    let now = around.published.map(calendar::day);
    found.resolved.anchor = around.published.map(|_| quell_document::TimeAnchor::Published);
    (found.begin, found.end) = if lies < 0 { (other(-1), now) } else { (now, other(1)) };
    if let Some(count) = count {
        found.resolved.offset = Some(format!("{}{}", if lies < 0 { "-" } else { "" }, calendar::length(&count.to_string(), unit)));
    }
    Some(found)
}

/// How exactly a point that lies so many units away is known.
fn rounded(unit: Unit) -> Unit {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day | Unit::Weekend => Unit::Day,
        Unit::Week => Unit::Week,
        Unit::Month | Unit::Quarter | Unit::HalfYear => Unit::Month,
        Unit::Year | Unit::Decade | Unit::Century | Unit::Millennium => Unit::Year,
    }
}

/// The number as it is written in a value, and the unit that it then counts.
fn number(parts: &Parts, unit: Unit) -> Option<(String, Unit)> {
    if parts.has(Slot::Vague) || !parts.has(Slot::Number) {
        return Some(("X".to_string(), unit));
    }
    let mut tenths = i64::from(parts.get(Slot::Number)?);
    if let Some(rest) = parts.get(Slot::Thousands) {
        tenths = tenths * 1000 + i64::from(rest) * 10;
    }
    if let Some(decimal) = parts.get(Slot::Decimal) {
        return Some((format!("{}.{decimal}", tenths / 10), unit));
    }
    // Halves and quarters have whole numbers in the next smaller unit.
    let (tenths, unit) = match unit {
        Unit::HalfYear => (tenths * 6, Unit::Month),
        Unit::Quarter => (tenths * 3, Unit::Month),
        Unit::Year if tenths == 5 => (60, Unit::Month),
        Unit::Hour if tenths == 5 => (300, Unit::Minute),
        Unit::Day if tenths == 5 => (120, Unit::Hour),
        Unit::Century if tenths == 5 => (500, Unit::Year),
        _ => (tenths, unit),
    };
    let written = if tenths % 10 == 0 { (tenths / 10).to_string() } else { format!("{}.{}", tenths / 10, tenths % 10) };
    Some((written, unit))
}

/// *täglich*, *jeden zweiten Montag*, *dreimal im Jahr*: the value, which members, how often.
pub fn set(parts: &Parts) -> Option<(Resolved, Option<String>, Option<String>)> {
    let value = if let Some(weekday) = parts.get(Slot::Weekday) {
        let time = parts.get(Slot::Daypart).map_or(String::new(), daypart);
        format!("XXXX-WXX-{weekday}{time}")
    } else if let Some(part) = parts.get(Slot::Daypart) {
        format!("XXXX-XX-XX{}", daypart(part))
    } else if let Some(month) = parts.get(Slot::Month) {
        let day = parts.get(Slot::Day).map_or(String::new(), |day| format!("-{day:02}"));
        format!("XXXX-{month:02}{day}")
    } else if let Some(season) = parts.get(Slot::Season) {
        format!("XXXX-{}", ["SP", "SU", "FA", "WI"].get(usize::try_from(season).ok()?)?)
    } else {
        let unit = Unit::of(parts.get(Slot::Unit)?)?;
        let mut counted = *parts;
        // “jeden zweiten Tag” is every two days.
        counted.set(Slot::Number, parts.get(Slot::Number).or(parts.get(Slot::Ordinal).map(|ordinal| ordinal * 10)).unwrap_or(10));
        let (number, unit) = number(&counted, unit)?;
        calendar::length(&number, unit)
    };
    let quantity = parts.get(Slot::Quantity).map(|quantity| if quantity == 0 { "EACH" } else { "EVERY" }.to_string());
    let frequency = parts.get(Slot::Frequency).map(|tenths| format!("{}X", tenths / 10));
    let mut resolved = Resolved::new(TimeKind::Set, value);
    resolved.modifier = modifier(parts);
    Some((resolved, quantity, frequency))
}

fn daypart(part: i32) -> String {
    let names = ["MO", "MI", "AF", "EV", "NI", "NI", "DT"];
    usize::try_from(part).ok().and_then(|index| names.get(index)).map_or(String::new(), |name| format!("T{name}"))
}

/// *jetzt*, *damals*, *demnächst*.
pub fn reference(parts: &Parts) -> Option<Resolved> {
    let value = match parts.get(Slot::Reference)? {
        0 => "PRESENT_REF",
        past if past < 0 => "PAST_REF",
        _ => "FUTURE_REF",
    };
    Some(Resolved::new(TimeKind::Date, value.to_string()))
}
