//! Which rules, cues and articles are behind the errors.
//!
//! All of this is for the terminal of whoever improves the rules. The texts belong to their publishers: nothing here writes a
//! file.

use crate::figures::{Counts, Share, Table, three};
use quell_document::{Document, Spans, Statement, StatementKind};
use std::collections::BTreeMap;
use std::fmt::Write;

/// From this overlap on (F1 of tokens or characters) two contents are the same statement.
pub const OVERLAP_LEAST: f64 = 0.5;

/// A reading, its gold, and which statements were paired.
#[derive(Debug, Clone)]
pub struct Compared {
    /// The reading.
    pub system: Document,
    /// The gold, about the same text.
    pub gold: Document,
    /// Who was paired with whom; each statement occurs at most once on its side.
    pub pairs: Vec<Pair>,
}

/// A statement of the reading and one of the gold that were paired.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// Index into the statements of the reading.
    pub system: usize,
    /// Index into the statements of the gold.
    pub gold: usize,
    /// How much the contents overlap.
    pub overlap: f64,
    /// Whether the source is right, by the measure of the data; `None` where the gold names nobody.
    pub source_right: Option<bool>,
}

impl Pair {
    /// Whether both are the same statement.
    pub fn is_hit(&self) -> bool {
        self.overlap >= OVERLAP_LEAST
    }
}

impl Compared {
    /// The address of the article, or its title.
    pub fn name(&self) -> &str {
        let article = &self.gold.article;
        article.url.as_deref().or(article.title.as_deref()).unwrap_or("(no address)")
    }

    fn hits(&self) -> impl Iterator<Item = &Pair> {
        self.pairs.iter().filter(|pair| pair.is_hit())
    }

    fn counts(&self) -> Counts {
        Counts { hit: self.hits().count(), system: self.system.statements.len(), gold: self.gold.statements.len() }
    }

    /// The hit of each found statement.
    fn hit_of_system(&self) -> Vec<Option<&Pair>> {
        let mut hits = vec![None; self.system.statements.len()];
        self.hits().for_each(|pair| hits[pair.system] = Some(pair));
        hits
    }

    /// The hit of each statement of the gold.
    fn hit_of_gold(&self) -> Vec<Option<&Pair>> {
        let mut hits = vec![None; self.gold.statements.len()];
        self.hits().for_each(|pair| hits[pair.gold] = Some(pair));
        hits
    }
}

/// The rule that found a statement.
fn rule(statement: &Statement) -> &'static str {
    statement.evidence.first().map_or("(no evidence)", |evidence| evidence.rule)
}

/// Bytes shared over bytes of both: enough to tell a wrong boundary from nothing at all.
fn rough_overlap(a: &Spans, b: &Spans) -> f64 {
    let shared: u32 = a.iter().flat_map(|x| b.iter().map(move |y| x.end.min(y.end).saturating_sub(x.start.max(y.start)))).sum();
    2.0 * f64::from(shared) / f64::from(a.len() + b.len()).max(1.0)
}

/// The statement that overlaps most with `content`, and how much; `None` if none does.
fn nearest<'d>(content: &Spans, statements: &'d [Statement]) -> Option<(f64, &'d Statement)> {
    let overlaps = statements.iter().map(|statement| (rough_overlap(content, &statement.content), statement));
    overlaps.filter(|&(overlap, _)| overlap > 0.0).max_by(|(a, _), (b, _)| a.total_cmp(b))
}

/// What one rule did.
#[derive(Debug, Default, Clone)]
struct RuleCounts {
    found: Share,
    kind: Share,
    source: Share,
    source_invented: usize,
    twice: usize,
    partly: usize,
    certainty: f32,
}

impl RuleCounts {
    fn count(&mut self, article: &Compared, statement: &Statement, hit: Option<&Pair>) {
        self.found.count(hit.is_some());
        self.certainty += statement.certainty;
        if let Some(pair) = hit {
            self.kind.count(article.gold.statements[pair.gold].kind == statement.kind);
            match pair.source_right {
                Some(right) => self.source.count(right),
                None => self.source_invented += usize::from(statement.source.is_some()),
            }
        } else if let Some((overlap, _)) = nearest(&statement.content, &article.gold.statements) {
            if overlap >= OVERLAP_LEAST {
                self.twice += 1;
            } else {
                self.partly += 1;
            }
        }
    }
}

/// A table of the rules: how many statements each found, and how many of them are right.
///
/// *twice* are statements that are right about words which another statement was already paired with, *partly* those that share
/// some words with a statement of the gold but less than half, *nothing* those that share none; *source* is asked where the
/// gold names one, *unnamed* counts sources given where it names nobody.
pub fn rules_table(articles: &[Compared]) -> String {
    let mut rules: BTreeMap<&str, RuleCounts> = BTreeMap::new();
    let mut all = RuleCounts::default();
    for article in articles {
        for (statement, hit) in article.system.statements.iter().zip(article.hit_of_system()) {
            rules.entry(rule(statement)).or_default().count(article, statement, hit);
            all.count(article, statement, hit);
        }
    }
    let mut sorted: Vec<(&str, RuleCounts)> = rules.into_iter().collect();
    sorted.sort_by_key(|(_, counts)| std::cmp::Reverse(counts.found.of));
    sorted.push(("all", all));
    let mut table = Table::new(&[
        "rule",
        "found",
        "right",
        "precision",
        "certainty",
        "twice",
        "partly",
        "nothing",
        "kind right",
        "source right",
        "of",
        "unnamed",
    ]);
    for (name, counts) in sorted {
        let wrong = counts.found.of - counts.found.right;
        table.row(vec![
            name.to_string(),
            counts.found.of.to_string(),
            counts.found.right.to_string(),
            three(counts.found.value()),
            format!("{:.2}", counts.certainty / counts.found.of.max(1) as f32),
            counts.twice.to_string(),
            counts.partly.to_string(),
            (wrong - counts.twice - counts.partly).to_string(),
            three(counts.kind.value()),
            three(counts.source.value()),
            counts.source.of.to_string(),
            counts.source_invented.to_string(),
        ]);
    }
    table.to_string()
}

/// What is missed by kind, and which kind was given to what was found.
pub fn missed_kinds_table(articles: &[Compared]) -> String {
    let (mut gold, mut hit, mut partly, mut as_kind) = ([0; 5], [0; 5], [0; 5], [[0; 5]; 5]);
    for article in articles {
        for (statement, pair) in article.gold.statements.iter().zip(article.hit_of_gold()) {
            let kind = statement.kind as usize;
            gold[kind] += 1;
            match pair {
                Some(pair) => {
                    hit[kind] += 1;
                    as_kind[kind][article.system.statements[pair.system].kind as usize] += 1;
                }
                None => partly[kind] += usize::from(nearest(&statement.content, &article.system.statements).is_some()),
            }
        }
    }
    let mut headings = vec!["kind", "gold", "missed", "partly found", "found", "found as:"];
    headings.extend(StatementKind::ALL.iter().map(|kind| kind.name()));
    let mut table = Table::new(&headings);
    for kind in StatementKind::ALL {
        let k = *kind as usize;
        let counted = [gold[k], gold[k] - hit[k], partly[k], hit[k]].map(|count: usize| count.to_string());
        let mut row = vec![kind.name().to_string()];
        row.extend(counted);
        row.push(String::new());
        row.extend(as_kind[k].iter().map(|count: &usize| count.to_string()));
        table.row(row);
    }
    table.to_string()
}

/// The cues of missed statements by frequency, forms of one verb together: how many were missed, and of how many.
pub fn missed_cues_table(articles: &[Compared], rows_max: usize) -> String {
    struct CueCounts {
        missed: usize,
        gold: usize,
        forms: BTreeMap<String, usize>,
    }
    let mut cues: BTreeMap<String, CueCounts> = BTreeMap::new();
    for article in articles {
        for (statement, pair) in article.gold.statements.iter().zip(article.hit_of_gold()) {
            let form = match &statement.cue {
                Some(cue) => cue.of(&article.gold.article.text).to_lowercase(),
                None => format!("(none, {})", statement.kind.name()),
            };
            let counts = cues.entry(stem_of_cue(&form)).or_insert(CueCounts { missed: 0, gold: 0, forms: BTreeMap::new() });
            counts.gold += 1;
            if pair.is_none() {
                counts.missed += 1;
                *counts.forms.entry(form).or_default() += 1;
            }
        }
    }
    let mut sorted: Vec<(String, CueCounts)> = cues.into_iter().filter(|(_, counts)| counts.missed > 0).collect();
    sorted.sort_by_key(|(_, counts)| std::cmp::Reverse(counts.missed));
    let (all, once) = (sorted.len(), sorted.iter().filter(|(_, counts)| counts.missed == 1).count());
    let mut table = Table::new(&["cue", "missed", "of", "other forms"]);
    for (_, counts) in sorted.into_iter().take(rows_max) {
        let mut forms: Vec<(String, usize)> = counts.forms.into_iter().collect();
        forms.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let commonest = forms.remove(0).0;
        let others: Vec<String> = forms.into_iter().take(4).map(|(form, count)| format!("{form} {count}")).collect();
        table.row(vec![commonest, counts.missed.to_string(), counts.gold.to_string(), others.join(", ")]);
    }
    format!("{table}{all} cues, {once} of them missed once\n")
}

/// Something near the lemma without a lexicon: forms of one verb mostly fall together, and what is left shows in the forms.
fn stem_of_cue(form: &str) -> String {
    const AUXILIARIES: [&str; 22] = [
        "hat", "haben", "habe", "hatte", "hatten", "ist", "sind", "sei", "seien", "war", "waren", "wird", "werden", "wurde", "wurden",
        "worden", "werde", "würde", "wäre", "hätte", "sich", "…",
    ];
    let words: Vec<&str> = form.split_whitespace().filter(|word| !AUXILIARIES.contains(word)).collect();
    let ending = |word: &str| {
        let shorter = ["eten", "ten", "ete", "te", "en", "et", "st", "t", "e"].into_iter().find_map(|ending| word.strip_suffix(ending));
        shorter.filter(|rest| rest.chars().count() >= 3).unwrap_or(word).to_string()
    };
    match words.as_slice() {
        [] => form.to_string(),
        // Phrases such as *nach Angaben* keep their words.
        [word] => ending(word),
        // A separated particle stands before its verb again: *räumte … ein* and *eingeräumt* differ still by the vowel and *ge*.
        [verb, particle] if form.contains('…') => format!("{particle}|{}", ending(verb)),
        words => words.join(" "),
    }
}

/// The articles with the most statements missed or invented: their names and counts, never their words.
pub fn worst_table(articles: &[Compared], rows_max: usize) -> String {
    let mut sorted: Vec<(&Compared, Counts)> = articles.iter().map(|article| (article, article.counts())).collect();
    let wrong = |counts: &Counts| counts.gold + counts.system - 2 * counts.hit;
    sorted.sort_by_key(|(_, counts)| std::cmp::Reverse(wrong(counts)));
    let mut table = Table::new(&["article", "gold", "missed", "invented", "F1", "sources wrong"]);
    for (article, counts) in sorted.into_iter().take(rows_max) {
        let sources_wrong = article.hits().filter(|pair| pair.source_right == Some(false)).count();
        table.row(vec![
            article.name().to_string(),
            counts.gold.to_string(),
            (counts.gold - counts.hit).to_string(),
            (counts.system - counts.hit).to_string(),
            three(counts.f1()),
            sources_wrong.to_string(),
        ]);
    }
    table.to_string()
}

/// Which errors are shown.
#[derive(Debug, Clone, Default)]
pub struct ErrorFilter {
    /// Statements of the gold that were not found.
    pub missed: bool,
    /// Statements that were found where the gold has none.
    pub invented: bool,
    /// Hits whose source is wrong.
    pub source: bool,
    /// Hits whose content overlaps by less than nine tenths.
    pub content: bool,
    /// Hits whose kind differs.
    pub kind: bool,
    /// Hits whose cue shares nothing with that of the gold.
    pub cue: bool,
    /// Hits whose stance differs.
    pub stance: bool,
    /// Hits whose kind of source differs.
    pub source_kind: bool,
    /// Hits whose name of the source differs.
    pub source_name: bool,
    /// Hits whose hedges differ.
    pub hedges: bool,
    /// Hits whose chain differs.
    pub chain: bool,
    /// Only statements of this kind, on either side.
    pub of_kind: Option<StatementKind>,
    /// Only statements found by this rule; missed ones are then left out.
    pub rule: Option<String>,
    /// Only statements whose cue, in lower case, contains this.
    pub with_cue: Option<String>,
    /// At most so many.
    pub rows_max: Option<usize>,
}

impl ErrorFilter {
    /// From words such as `missed,direct` or `source`: sorts of errors and a kind of statement. Without a sort, `missed` and
    /// `invented` are meant; `all` names every sort.
    pub fn parse(words: &str) -> Result<ErrorFilter, String> {
        let mut filter = ErrorFilter::default();
        let mut sorts = 0;
        for word in words.split(',').map(str::trim).filter(|word| !word.is_empty()) {
            if let Some(kind) = StatementKind::from_name(word) {
                filter.of_kind = Some(kind);
                continue;
            }
            sorts += 1;
            for (name, shown) in filter.sorts() {
                *shown |= word == name || word == "all";
            }
            if word != "all" && !ErrorFilter::default().sorts().iter().any(|(name, _)| *name == word) {
                let kinds: Vec<&str> = StatementKind::ALL.iter().map(|kind| kind.name()).collect();
                let names: Vec<&str> = ErrorFilter::default().sorts().iter().map(|(name, _)| *name).collect();
                return Err(format!("no error is called `{word}`; known are all, {}, {}", names.join(", "), kinds.join(", ")));
            }
        }
        if sorts == 0 {
            filter.missed = true;
            filter.invented = true;
        }
        Ok(filter)
    }

    fn sorts(&mut self) -> [(&'static str, &mut bool); 11] {
        [
            ("missed", &mut self.missed),
            ("invented", &mut self.invented),
            ("source", &mut self.source),
            ("content", &mut self.content),
            ("kind", &mut self.kind),
            ("cue", &mut self.cue),
            ("stance", &mut self.stance),
            ("source_kind", &mut self.source_kind),
            ("source_name", &mut self.source_name),
            ("hedges", &mut self.hedges),
            ("chain", &mut self.chain),
        ]
    }

    fn lets(&self, text: &str, gold: Option<&Statement>, system: Option<&Statement>) -> bool {
        let either = |test: &dyn Fn(&Statement) -> bool| gold.is_some_and(test) || system.is_some_and(test);
        let has_cue =
            |part: &str, statement: &Statement| statement.cue.as_ref().is_some_and(|cue| cue.of(text).to_lowercase().contains(part));
        self.of_kind.is_none_or(|kind| either(&|statement| statement.kind == kind))
            && self.rule.as_deref().is_none_or(|name| system.is_some_and(|statement| rule(statement) == name))
            && self.with_cue.as_deref().is_none_or(|part| either(&|statement| has_cue(part, statement)))
    }
}

/// The errors one by one with their words and what stands around them. For the terminal only.
pub fn errors_list(articles: &[Compared], filter: &ErrorFilter) -> String {
    let mut list = Vec::new();
    for article in articles {
        let text = &article.gold.article.text;
        // By place in the text, so that one reads the article from its start.
        let mut here: Vec<(u32, String)> = Vec::new();
        for (statement, hit) in article.gold.statements.iter().zip(article.hit_of_gold()) {
            match hit {
                None if filter.missed && filter.lets(text, Some(statement), None) => {
                    let mut told = format!("MISSED    {}\n", roles(statement, text));
                    if let Some((overlap, near)) = nearest(&statement.content, &article.system.statements) {
                        let _ = writeln!(
                            told,
                            "  near {overlap:.2}: {} [{}] {}",
                            near.kind.name(),
                            rule(near),
                            in_context(&near.content, text, 0)
                        );
                    }
                    let _ = writeln!(told, "  {}", in_context(&statement.content, text, CONTEXT));
                    here.push((statement.content.start(), told));
                }
                Some(pair) => {
                    let system = &article.system.statements[pair.system];
                    let differences = differences(filter, text, system, statement, pair);
                    if !differences.is_empty() && filter.lets(text, Some(statement), Some(system)) {
                        let told = format!(
                            "DIFFERS   [{}] {}\n{differences}  {}\n",
                            rule(system),
                            roles(statement, text),
                            in_context(&statement.content, text, CONTEXT)
                        );
                        here.push((statement.content.start(), told));
                    }
                }
                None => {}
            }
        }
        for (statement, hit) in article.system.statements.iter().zip(article.hit_of_system()) {
            if hit.is_none() && filter.invented && filter.lets(text, None, Some(statement)) {
                let mut told = format!("INVENTED  [{} {:.2}] {}\n", rule(statement), statement.certainty, roles(statement, text));
                if let Some((overlap, near)) = nearest(&statement.content, &article.gold.statements) {
                    let _ = writeln!(told, "  near {overlap:.2}: {} {}", near.kind.name(), in_context(&near.content, text, 0));
                }
                let _ = writeln!(told, "  {}", in_context(&statement.content, text, CONTEXT));
                here.push((statement.content.start(), told));
            }
        }
        here.sort_by_key(|(start, _)| *start);
        list.extend(here.into_iter().map(|(_, told)| (article.name(), told)));
    }
    let all = list.len();
    let (mut shown, mut last) = (String::new(), "");
    for (name, told) in list.iter().take(filter.rows_max.unwrap_or(usize::MAX)) {
        if *name != last {
            let _ = writeln!(shown, "── {name}");
            last = name;
        }
        shown.push_str(told);
    }
    let _ = writeln!(shown, "{all} errors");
    shown
}

/// How many characters are shown on either side.
const CONTEXT: usize = 60;

/// Kind, cue and source of a statement on one line.
fn roles(statement: &Statement, text: &str) -> String {
    let role = |name: &str, spans: &Option<Spans>| {
        spans.as_ref().map(|spans| format!(" {name} “{}”", one_line(&spans.of(text)))).unwrap_or_default()
    };
    format!("{}{}{}", statement.kind.name(), role("cue", &statement.cue), role("source", &statement.source))
}

/// The differences of a hit that are asked for, one a line.
fn differences(filter: &ErrorFilter, text: &str, system: &Statement, gold: &Statement, pair: &Pair) -> String {
    let mut told = String::new();
    let words = |spans: &Option<Spans>| spans.as_ref().map_or("–".to_string(), |spans| format!("“{}”", one_line(&spans.of(text))));
    let mut tell = |asked: bool, what: &str, found: String, there: String| {
        if asked {
            let _ = writeln!(told, "  {what}: {found}, gold {there}");
        }
    };
    let source_differs = match pair.source_right {
        Some(right) => !right,
        None => system.source.is_some(),
    };
    tell(filter.source && source_differs, "source", words(&system.source), words(&gold.source));
    let content = |statement: &Statement| in_context(&statement.content, text, 0);
    tell(filter.content && pair.overlap < 0.9, "content", content(system), format!("{} ({:.2})", content(gold), pair.overlap));
    tell(filter.kind && system.kind != gold.kind, "kind", system.kind.name().into(), gold.kind.name().into());
    let cues_meet = match (&system.cue, &gold.cue) {
        (Some(found), Some(there)) => found.overlaps(there),
        (None, None) => true,
        _ => false,
    };
    tell(filter.cue && !cues_meet, "cue", words(&system.cue), words(&gold.cue));
    tell(filter.stance && system.stance != gold.stance, "stance", system.stance.name().into(), gold.stance.name().into());
    let kind = |statement: &Statement| statement.source_kind.map_or("–", |kind| kind.name()).to_string();
    tell(
        filter.source_kind && gold.source_kind.is_some() && system.source_kind != gold.source_kind,
        "source kind",
        kind(system),
        kind(gold),
    );
    let name = |statement: &Statement| statement.source_name.clone().unwrap_or_default();
    let person = gold.source_kind == Some(quell_document::SourceKind::Person);
    let names_differ = gold.source_name.is_some() && !crate::names::same_name(&name(system), &name(gold), person);
    tell(filter.source_name && names_differ, "source name", name(system), name(gold));
    let hedges = |statement: &Statement| {
        let each: Vec<String> = statement.hedges.iter().map(|hedge| format!("{} {}", hedge.span.of(text), hedge.kind.name())).collect();
        each.join(", ")
    };
    tell(filter.hedges && hedges(system) != hedges(gold), "hedges", hedges(system), hedges(gold));
    let chain = |statement: &Statement| {
        let link =
            |link: &quell_document::Link| format!("{} {} {}", link.relation.name(), link.kind.name(), link.name.as_deref().unwrap_or("–"));
        statement.chain.iter().map(link).collect::<Vec<_>>().join(" › ")
    };
    tell(filter.chain && chain(system) != chain(gold), "chain", chain(system), chain(gold));
    told
}

/// The words of a role between `[` and `]`, with so many characters on either side.
fn in_context(spans: &Spans, text: &str, around: usize) -> String {
    let (start, end) = (spans.start() as usize, spans.end() as usize);
    let before: String = text[..start].chars().rev().take(around).collect::<Vec<_>>().into_iter().rev().collect();
    let behind: String = text[end..].chars().take(around).collect();
    let (mut marked, mut at) = (String::new(), start);
    for span in spans.iter() {
        marked.push_str(&text[at..span.start as usize]);
        marked.push('[');
        marked.push_str(span.of(text));
        marked.push(']');
        at = span.end as usize;
    }
    one_line(&format!("{before}{}{behind}", shortened(&marked)))
}

/// Long words of a role by their beginning and end, which is where boundaries go wrong.
fn shortened(words: &str) -> String {
    const EITHER_SIDE: usize = 140;
    let count = words.chars().count();
    if count <= 2 * EITHER_SIDE + 3 {
        return words.to_string();
    }
    let first: String = words.chars().take(EITHER_SIDE).collect();
    let last: String = words.chars().skip(count - EITHER_SIDE).collect();
    format!("{first} … {last}")
}

fn one_line(words: &str) -> String {
    words.replace('\n', "⏎").replace('\r', "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use quell_document::{Evidence, case};

    fn compared() -> Compared {
        let gold = case::read(
            "{source Die Polizei} {cue räumte} {cue ein}, {content=indirect dass Schüsse fielen}.\n\n{source Jessen} {cue hofft} {content=reported auf Ruhe}.\n",
        )
        .unwrap();
        let mut system = case::read(
            "Die Polizei räumte ein, {source dass} {content=indirect Schüsse fielen}.\n\nJessen {content=reported hofft} auf Ruhe.\n",
        )
        .unwrap();
        assert_eq!(gold.article.text, system.article.text);
        for statement in &mut system.statements {
            statement.evidence = vec![Evidence { rule: "said_clause", spans: None }];
        }
        let pairs = vec![
            Pair { system: 0, gold: 0, overlap: 0.8, source_right: Some(false) },
            Pair { system: 1, gold: 1, overlap: 0.0, source_right: Some(false) },
        ];
        Compared { system, gold, pairs }
    }

    #[test]
    fn rules_are_told_with_what_is_right() {
        let table = rules_table(&[compared()]);
        let cells: Vec<&str> = table.lines().nth(1).unwrap().split_whitespace().collect();
        // found, right, precision, certainty, twice, partly, nothing, kind right, source right, of, unnamed
        assert_eq!(cells, ["said_clause", "2", "1", "0.500", "1.00", "0", "0", "1", "1.000", "0.000", "1", "0"]);
    }

    #[test]
    fn missed_and_invented_come_with_their_words() {
        let list = errors_list(&[compared()], &ErrorFilter::parse("reported").unwrap());
        assert!(list.contains("MISSED    reported cue “hofft” source “Jessen”"), "{list}");
        assert!(list.contains("INVENTED  [said_clause 1.00] reported"), "{list}");
        assert!(list.contains("Jessen hofft [auf Ruhe]."), "{list}");
        let list = errors_list(&[compared()], &ErrorFilter::parse("source").unwrap());
        assert!(list.contains("source: “dass”, gold “Die Polizei”"), "{list}");
        assert!(ErrorFilter::parse("sources").is_err());
    }

    #[test]
    fn cues_are_counted_by_their_stem() {
        let table = missed_cues_table(&[compared()], 10);
        assert!(table.contains("hofft       1   1"), "{table}");
        assert!(!table.contains("räum"), "{table}");
        assert_eq!(stem_of_cue("räumte … ein"), "ein|räum");
        assert_eq!(stem_of_cue("hat … angekündigt"), "angekündig");
        assert_eq!(stem_of_cue("sagten"), stem_of_cue("sagt"));
    }

    #[test]
    fn the_worst_come_first_by_name_and_counts_only() {
        let mut quiet = compared();
        quiet.system.statements.clear();
        quiet.pairs.clear();
        quiet.gold.article.url = Some("a.example".into());
        let table = worst_table(&[quiet, compared()], 1);
        assert!(table.contains("a.example") && table.lines().count() == 2, "{table}");
    }
}
