//! What was typed.

use quell_eval::analysis::ErrorFilter;
use std::path::PathBuf;

/// How the program is used.
pub const USAGE: &str = "\
usage: cargo xtask eval attribution --data DIR [--split dev|train] [OPTIONS]
       cargo xtask eval labels --data DIR [OPTIONS]
       cargo xtask eval times --data DIR [OPTIONS]
       cargo xtask eval pages --data DIR [OPTIONS]
       cargo xtask eval names --data DIR [--write]
       cargo xtask eval samples [DIR] [--check] [OPTIONS]
       cargo xtask eval origins --data DIR [--stories] [--line] [--write]
       cargo xtask eval reuse [TEXTS] [--write]

  TEXTS             a folder, a file or a .jsonl.gz of texts; passages of some are planted in others and looked for
  --stories         only the articles of the labelled stories, not all that were published then

  --data DIR        the folder that holds attribution-de, labels-de, outlets-de, names-de, pages-de and times-de
  --split NAME      which split of attribution-de (dev)
  --check           fail if the committed figures of the samples are not those of today
  --write           put the figures into eval/scores.toml and eval/scores.md
  --date DATE       the date written beside them (today)
  --from FILE       score what a program printed with `read --json` instead of reading the articles
  --all             count statements of any certainty, not only those of the default output
  --only PART       only articles whose name contains PART
  --line            the figures on one line, as the reference scorer prints them

  For the terminal only, since the texts belong to their publishers:
  --worst N         the articles with the most errors
  --rules           what each rule found, and how much of it is right
  --missed-kinds    what was missed by kind, and which kinds were confused
  --missed-cues     the cues of missed statements by frequency
  --errors WHICH    one by one: all, missed, invented, source, content, kind, cue, stance, source_kind, source_name, hedges,
                    chain, and a kind of statement, with commas between them: missed,direct
  --rule NAME       of the errors only those of this rule
  --cue WORD        of the errors only those whose cue contains WORD
  --limit N         at most N errors or cues";

/// What can be measured.
const SETS: &str = "attribution, labels, names, times, pages, samples, origins or reuse";

/// Which articles are scored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// German Wikinews.
    Attribution,
    /// Our own labels.
    Labels,
    /// Time expressions of KRAUTS.
    Times,
    /// Pages of outlets.
    Pages,
    /// Names in sentences of GermEval.
    Names,
    /// The samples of the project.
    Samples,
    /// Claims over several articles.
    Origins,
    /// Planted passages.
    Reuse,
}

/// All of the command line.
#[derive(Debug, Clone)]
pub struct Options {
    pub command: Command,
    pub data: Option<PathBuf>,
    pub samples: Option<PathBuf>,
    pub split: String,
    pub check: bool,
    pub stories: bool,
    pub write: bool,
    pub date: Option<String>,
    pub from: Option<PathBuf>,
    pub all: bool,
    pub only: Option<String>,
    pub line: bool,
    pub worst: Option<usize>,
    pub rules: bool,
    pub missed_kinds: bool,
    pub missed_cues: bool,
    pub errors: Option<ErrorFilter>,
    pub limit: Option<usize>,
}

impl Options {
    /// Whether somebody looks into the errors of one set.
    pub fn asks_for_analysis(&self) -> bool {
        self.worst.is_some() || self.rules || self.missed_kinds || self.missed_cues || self.errors.is_some()
    }

    /// Reads the arguments, the program's name left out.
    pub fn parse(arguments: impl IntoIterator<Item = String>) -> Result<Options, String> {
        let mut arguments = arguments.into_iter();
        let command = match arguments.next().as_deref() {
            Some("attribution") => Command::Attribution,
            // The labels hold the sources, their kinds and chains.
            Some("labels" | "sources") => Command::Labels,
            Some("times") => Command::Times,
            Some("names") => Command::Names,
            Some("pages") => Command::Pages,
            Some("samples") => Command::Samples,
            Some("origins") => Command::Origins,
            Some("reuse") => Command::Reuse,
            Some(other) => return Err(format!("`{other}` is not a set of articles: {SETS}")),
            None => return Err(format!("which set of articles: {SETS}?")),
        };
        let mut options = Options {
            command,
            data: None,
            samples: None,
            split: "dev".into(),
            check: false,
            stories: false,
            write: false,
            date: None,
            from: None,
            all: false,
            only: None,
            line: false,
            worst: None,
            rules: false,
            missed_kinds: false,
            missed_cues: false,
            errors: None,
            limit: None,
        };
        let (mut rule, mut cue) = (None, None);
        while let Some(argument) = arguments.next() {
            let (name, joined) = match argument.split_once('=') {
                Some((name, value)) if name.starts_with("--") => (name.to_string(), Some(value.to_string())),
                _ => (argument, None),
            };
            let mut value = |joined: Option<String>| joined.or_else(|| arguments.next()).ok_or_else(|| format!("{name} needs a value"));
            let number = |value: String| value.parse::<usize>().map_err(|_| format!("{name}: `{value}` is not a number"));
            match name.as_str() {
                "--data" => options.data = Some(value(joined)?.into()),
                "--split" => options.split = value(joined)?,
                "--check" => options.check = true,
                "--stories" => options.stories = true,
                "--write" => options.write = true,
                "--date" => options.date = Some(value(joined)?),
                "--from" => options.from = Some(value(joined)?.into()),
                "--all" => options.all = true,
                "--only" => options.only = Some(value(joined)?),
                "--line" => options.line = true,
                "--worst" => options.worst = Some(number(value(joined)?)?),
                "--rules" => options.rules = true,
                "--missed-kinds" => options.missed_kinds = true,
                "--missed-cues" => options.missed_cues = true,
                "--errors" => options.errors = Some(ErrorFilter::parse(&value(joined)?)?),
                "--rule" => rule = Some(value(joined)?),
                "--cue" => cue = Some(value(joined)?.to_lowercase()),
                "--limit" => options.limit = Some(number(value(joined)?)?),
                _ if matches!(options.command, Command::Samples | Command::Reuse)
                    && !name.starts_with('-')
                    && options.samples.is_none() =>
                {
                    options.samples = Some(name.into())
                }
                _ => return Err(format!("`{name}` is not an option")),
            }
        }
        if rule.is_some() || cue.is_some() {
            let filter = options.errors.get_or_insert(ErrorFilter::parse("").expect("no words are no mistake"));
            filter.rule = rule;
            filter.with_cue = cue;
        }
        if let Some(filter) = &mut options.errors {
            filter.rows_max = options.limit;
        }
        options.refuse_what_would_mislead()?;
        Ok(options)
    }

    fn refuse_what_would_mislead(&self) -> Result<(), String> {
        let partial = self.only.is_some() || self.all || self.from.is_some();
        if partial && (self.write || self.check) {
            return Err("--write and --check are about all articles in the default output: leave out --only, --all and --from".into());
        }
        if self.check && self.command != Command::Samples {
            return Err("--check is for the samples, which everybody has".into());
        }
        if self.data.is_none() && !matches!(self.command, Command::Samples | Command::Reuse) {
            return Err("--data DIR is missing: the folder that holds attribution-de, labels-de, outlets-de, pages-de and times-de".into());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Options, String> {
        Options::parse(line.split_whitespace().map(str::to_string))
    }

    #[test]
    fn options_come_with_their_value_behind_or_joined() {
        let options = parse("attribution --data d --split=train --errors missed --cue Sagt --limit 5").unwrap();
        assert_eq!((options.data, options.split.as_str()), (Some("d".into()), "train"));
        let filter = options.errors.unwrap();
        assert!(filter.missed && !filter.invented);
        assert_eq!((filter.with_cue.as_deref(), filter.rows_max), (Some("sagt"), Some(5)));
    }

    #[test]
    fn what_would_mislead_is_refused() {
        assert!(parse("samples --write").is_ok());
        assert!(parse("samples here --only hafen --check").is_err());
        assert!(parse("labels").is_err());
        assert!(parse("attribution --data d --check").is_err());
        assert!(parse("attribution --data d --nonsense").is_err());
    }
}
