//! A line with something at its left and something at its right edge.

use anstyle::Style;

use super::Screen;
use super::words::width_of;

/// How many columns part left from right, at least.
const GAP: usize = 2;

/// A line before it is printed.
#[derive(Debug, Clone, Default)]
pub struct Line {
    left: Vec<(Style, String)>,
    right: Vec<(Style, String)>,
}

impl Line {
    /// A line that begins with this.
    pub fn new(style: Style, text: impl Into<String>) -> Self {
        Line::default().left(style, text)
    }

    /// Adds to what stands at the left edge.
    pub fn left(mut self, style: Style, text: impl Into<String>) -> Self {
        self.left.push((style, text.into()));
        self
    }

    /// Adds to what stands at the right edge.
    pub fn right(mut self, style: Style, text: impl Into<String>) -> Self {
        self.right.push((style, text.into()));
        self
    }

    /// Prints it; what has no room beside the left part stands below it.
    pub fn print(&self, out: &mut String, screen: Screen) {
        let width = |part: &[(Style, String)]| part.iter().map(|(_, text)| width_of(text)).sum::<usize>();
        let paint =
            |out: &mut String, part: &[(Style, String)]| part.iter().for_each(|(style, text)| out.push_str(&screen.paint(*style, text)));
        let (left, right) = (width(&self.left), width(&self.right));
        paint(out, &self.left);
        if right > 0 {
            let fits = left + GAP + right <= screen.width;
            let before = if fits { left } else { 0 };
            if !fits && left > 0 {
                out.push('\n');
            }
            out.push_str(&" ".repeat(screen.width.saturating_sub(before + right)));
            paint(out, &self.right);
        }
        out.push('\n');
    }
}
