//! Who did what to whom: a line an event, in the order of the text.

use quell::document::{Document, Event, EventStatus, Participant};

use super::paragraphs::Paragraphs;
use super::words::{plain, shortened, width_of};
use super::{ALARM, DOUBT, FAINT, Line, PLAIN, STRONG, Screen};

/// Longer triggers are cut.
const TRIGGER_COLUMNS: usize = 30;

/// Prints the events, if there are any.
pub(super) fn print(out: &mut String, document: &Document, paragraphs: &Paragraphs, screen: Screen) {
    if document.events.is_empty() {
        return;
    }
    let count = document.events.len();
    Line::new(STRONG, format!("{count} event{}", if count == 1 { "" } else { "s" })).print(out, screen);
    for event in &document.events {
        let details = details(document, event, paragraphs);
        let style = match event.status {
            EventStatus::Happened => PLAIN,
            EventStatus::Negated => ALARM,
            EventStatus::Planned | EventStatus::Alleged | EventStatus::Hypothetical => DOUBT,
        };
        let who = shortened(&who(document, event), screen.width.saturating_sub(width_of(&details) + 4));
        Line::new(PLAIN, "  ").left(style, who).right(FAINT, details).print(out, screen);
    }
}

/// `Die Polizei – nahm … fest – zwei Männer`.
fn who(document: &Document, event: &Event) -> String {
    let text = &document.article.text;
    let names = |participants: &[Participant]| -> Option<String> {
        let names: Vec<String> = participants.iter().map(|participant| plain(participant.span.of(text))).collect();
        (!names.is_empty()).then(|| names.join(", "))
    };
    let trigger = shortened(&plain(&event.trigger.of(text)), TRIGGER_COLUMNS);
    let parts = [names(&event.actors), Some(trigger), names(&event.recipients)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" – ")
}

/// Type, status unless it happened, when, where, paragraph.
fn details(document: &Document, event: &Event, paragraphs: &Paragraphs) -> String {
    let mut parts = vec![event.kind.name().to_string()];
    parts.extend(event.mode.map(|mode| mode.name().to_string()));
    parts.extend((event.status != EventStatus::Happened).then(|| event.status.name().to_string()));
    parts.extend(event.time.map(|time| plain(&document.times[time].value)));
    parts.extend(event.place.map(|place| plain(place.span.of(&document.article.text))));
    parts.extend(paragraphs.place(&event.trigger));
    parts.join(" · ")
}
