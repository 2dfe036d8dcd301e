//! Shares, means, and how they are named and printed.

use std::ops::AddAssign;

/// The harmonic mean of precision and recall; 0 where both are.
pub fn f1(precision: f64, recall: f64) -> f64 {
    if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 }
}

/// Precision, recall and their harmonic mean.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Prf {
    /// Of what was found, how much is right.
    pub precision: f64,
    /// Of what is there, how much was found.
    pub recall: f64,
}

impl Prf {
    /// The harmonic mean of both.
    pub fn f1(self) -> f64 {
        f1(self.precision, self.recall)
    }
}

/// What was found, what is there, and what is in both.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Found and there.
    pub hit: usize,
    /// Found.
    pub system: usize,
    /// There.
    pub gold: usize,
}

impl Counts {
    /// Precision and recall; 0 where nothing was found or nothing is there.
    pub fn prf(self) -> Prf {
        Prf { precision: ratio(self.hit, self.system), recall: ratio(self.hit, self.gold) }
    }

    /// The harmonic mean of precision and recall.
    pub fn f1(self) -> f64 {
        self.prf().f1()
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Counts) {
        self.hit += other.hit;
        self.system += other.system;
        self.gold += other.gold;
    }
}

/// How many of some were right.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    /// Those that were right.
    pub right: usize,
    /// All that were asked about.
    pub of: usize,
}

impl Share {
    /// Counts one more.
    pub fn count(&mut self, right: bool) {
        self.right += usize::from(right);
        self.of += 1;
    }

    /// The share; 0 of none is 0.
    pub fn value(self) -> f64 {
        ratio(self.right, self.of)
    }
}

impl AddAssign for Share {
    fn add_assign(&mut self, other: Share) {
        self.right += other.right;
        self.of += other.of;
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// A running mean.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Mean {
    sum: f64,
    count: usize,
}

impl Mean {
    /// Takes one more value in.
    pub fn push(&mut self, value: f64) {
        self.sum += value;
        self.count += 1;
    }

    /// The mean; of no values it is 0.
    pub fn value(self) -> f64 {
        if self.count == 0 { 0.0 } else { self.sum / self.count as f64 }
    }
}

impl AddAssign for Mean {
    fn add_assign(&mut self, other: Mean) {
        self.sum += other.sum;
        self.count += other.count;
    }
}

/// Figures by name, in the order in which they are told.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Figures(pub Vec<(String, f64)>);

impl Figures {
    /// Adds a figure.
    pub fn push(&mut self, name: impl Into<String>, value: f64) {
        self.0.push((name.into(), value));
    }

    /// The figure of this name.
    pub fn get(&self, name: &str) -> Option<f64> {
        self.0.iter().find(|(other, _)| other == name).map(|&(_, value)| value)
    }

    /// Adds precision, recall and F1 as `name_p`, `name_r`, `name`.
    pub fn push_prf(&mut self, name: &str, prf: Prf) {
        self.push(format!("{name}_p"), prf.precision);
        self.push(format!("{name}_r"), prf.recall);
        self.push(name, prf.f1());
    }

    /// All figures on one line with three decimals, as the reference scorer prints them.
    pub fn line(&self) -> String {
        let each: Vec<String> = self.0.iter().map(|(name, value)| format!("{name} {value:.3}")).collect();
        each.join("  ")
    }
}

/// A table for the terminal: the first column to the left, the others to the right, as wide as they need to be.
#[derive(Debug, Clone, Default)]
pub struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these headings.
    pub fn new(headings: &[&str]) -> Table {
        Table { rows: vec![headings.iter().map(|heading| heading.to_string()).collect()] }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }
}

impl std::fmt::Display for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column: usize| self.rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..columns).map(width).collect();
        for row in &self.rows {
            let mut line = String::new();
            for (column, cell) in row.iter().enumerate() {
                let gap = widths[column] - cell.chars().count();
                if column == 0 {
                    line.push_str(cell);
                    line.extend(std::iter::repeat_n(' ', gap));
                } else {
                    line.extend(std::iter::repeat_n(' ', gap + 2));
                    line.push_str(cell);
                }
            }
            writeln!(f, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

/// A figure as tables show it.
pub fn three(value: f64) -> String {
    format!("{value:.3}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_give_precision_recall_and_f1() {
        let counts = Counts { hit: 6, system: 8, gold: 12 };
        assert_eq!(counts.prf(), Prf { precision: 0.75, recall: 0.5 });
        assert!((counts.f1() - 0.6).abs() < 1e-12);
        assert_eq!(Counts::default().f1(), 0.0);
    }

    #[test]
    fn a_table_is_as_wide_as_its_cells() {
        let mut table = Table::new(&["rule", "found"]);
        table.row(vec!["quoted speech".into(), "7".into()]);
        assert_eq!(table.to_string(), "rule           found\nquoted speech      7\n");
    }
}
