//! What a person sees: an article's statements, grouped by who said them, in the width of the terminal.

mod article;
mod events;
mod footer;
mod header;
mod line;
mod paragraphs;
mod sources;
mod speakers;
mod statement;
mod trace;
mod tree;
mod words;

use anstyle::{AnsiColor, Effects, Style};

pub use article::article;
pub use header::day_and_minute;
pub use line::Line;
pub use speakers::speakers;
pub use statement::{hedge_on_screen, kind_on_screen, print_content, separated};
pub use trace::{nobody, trace};
pub use words::{plain, shortened, width_of, wrapped};

/// Used where nobody says how wide the screen is.
const WIDTH: usize = 80;

/// Lines longer than this are hard to read, shorter ones have no room for what stands at their end.
const WIDTH_MIN: usize = 40;
const WIDTH_MAX: usize = 120;

/// Where the lines are shown.
#[derive(Debug, Clone, Copy)]
pub struct Screen {
    /// How many columns it has.
    pub width: usize,
    uses_color: bool,
}

impl Screen {
    /// A screen of this width, if it is known.
    pub fn new(width: Option<usize>, uses_color: bool) -> Self {
        Screen { width: width.unwrap_or(WIDTH).clamp(WIDTH_MIN, WIDTH_MAX), uses_color }
    }

    /// Text in this style, where there is colour.
    pub fn paint(self, style: Style, text: &str) -> String {
        if self.uses_color && style != PLAIN && !text.is_empty() { format!("{style}{text}{style:#}") } else { text.to_string() }
    }
}

/// As it comes.
pub const PLAIN: Style = Style::new();
/// Headlines and names.
pub const STRONG: Style = Style::new().effects(Effects::BOLD);
/// What is said about the words rather than by them.
pub const FAINT: Style = Style::new().effects(Effects::DIMMED);
/// Somebody's own words.
pub const QUOTED: Style = AnsiColor::Green.on_default();
/// What the outlet does not vouch for.
pub const DOUBT: Style = AnsiColor::Yellow.on_default();
/// What is denied, wrong or lost.
pub const ALARM: Style = AnsiColor::Red.on_default();
