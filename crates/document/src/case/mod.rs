//! Case notation: one notation for gold, output, bug reports and documentation.
//!
//! ```text
//! {source Der Konzern} {cue=concede räumte} am Montag {cue ein}, {content=indirect dass Daten abgeflossen seien}.
//! ```
//!
//! * `{role text}` marks words; marks nest. `{role=value text}` adds a value. `\{`, `\}` and `\\` are the characters themselves.
//! * Exactly one space ends the head of a mark; what follows is verbatim.
//! * `{2:role …}` names the second statement, `{1,2:role …}` gives the words a role in both. Roles without a number belong to
//!   the one statement of their line; numbers hold throughout the document.
//! * The same role twice for one statement joins to one discontinuous role.
//! * `{date=2025-03-14 Freitag}` marks a time expression; so do `time`, `duration` and `set`. Its value is TIMEX3's, with a modifier behind
//!   a space: `{date="2025-03 START" Anfang März}`. Times are read, and not printed: they follow from the text and the date.
//! * `{event=ASSAULT …}` marks the trigger of an event, with its mode and, if it did not happen, its status: `{event="COERCE arrest planned" …}`;
//!   `actor`, `recipient` and `place` mark who takes part in it, and the first time of its line or number dates it. Events are read, and not
//!   printed, as times are.
//! * `{2:source_name="Mara Jessen"}` is a property: it has a value and no words.
//! * Lines at the top that hold nothing but a document property (`{outlet="Küstenbote"}`) are not part of the text, nor is the
//!   empty line behind them.
//!
//! [`read`] gives a gold [`Document`](crate::Document), [`write()`] prints any document so that it reads back as the same.

mod read;
mod write;

pub use read::{CaseError, read};
pub use write::write;

/// What a mark says of its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Content,
    Source,
    Cue,
    Addressee,
    Frame,
    Hedge,
}

impl Role {
    const ALL: [Role; 6] = [Role::Content, Role::Source, Role::Cue, Role::Addressee, Role::Frame, Role::Hedge];

    fn name(self) -> &'static str {
        match self {
            Role::Content => "content",
            Role::Source => "source",
            Role::Cue => "cue",
            Role::Addressee => "addressee",
            Role::Frame => "frame",
            Role::Hedge => "hedge",
        }
    }

    fn from_name(word: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.name() == word)
    }
}

/// What a mark says of its words within an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum EventRole {
    Trigger,
    Actor,
    Recipient,
    Place,
}

impl EventRole {
    fn from_name(word: &str) -> Option<EventRole> {
        Some(match word {
            "event" => EventRole::Trigger,
            "actor" => EventRole::Actor,
            "recipient" => EventRole::Recipient,
            "place" => EventRole::Place,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests;
