//! Lines of a file, compressed or not.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

/// What could not be read, and why.
pub type Problem = String;

/// Calls `each` with every line of the file that is not empty; a name that ends in `.gz` is decompressed.
pub fn for_each_line(path: &Path, mut each: impl FnMut(&str) -> Result<(), Problem>) -> Result<(), Problem> {
    let tell = |problem: &dyn std::fmt::Display, line: usize| format!("{}, line {line}: {problem}", path.display());
    let file = File::open(path).map_err(|problem| format!("cannot open {}: {problem}", path.display()))?;
    let bytes: Box<dyn Read> = match path.extension() {
        Some(ending) if ending == "gz" => Box::new(flate2::read::MultiGzDecoder::new(file)),
        _ => Box::new(file),
    };
    let mut reader = BufReader::with_capacity(1 << 18, bytes);
    let (mut line, mut number) = (String::new(), 0);
    loop {
        line.clear();
        number += 1;
        if reader.read_line(&mut line).map_err(|problem| tell(&problem, number))? == 0 {
            return Ok(());
        }
        if !line.trim().is_empty() {
            each(&line).map_err(|problem| tell(&problem, number))?;
        }
    }
}
