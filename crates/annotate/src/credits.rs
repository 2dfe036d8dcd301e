//! Which news agencies does an article come from? Its dateline, its end mark, its byline and the credit lines beside it say so.
//!
//! *Berlin (dpa) –* before the first sentence and *(AFP/Reuters)* behind the last credit the whole text. An agency that is only quoted in the text
//! (*sagte er der dpa*) is a source of a statement and does not. What a picture is credited to is kept with its caption: it says nothing of the text.
//! The names are those of `lang/world`, the words around them those of the pack.

use std::ops::Range;

use quell_document::{Agency, AgencyKind, Article, BlockKind, CreditPlace, Span, Spans, TextSpan};
use quell_lang::Pack;
use quell_lang::world::{Agency as KnownAgency, AgencyKind as KnownKind};

/// What was found.
#[derive(Debug, Default)]
pub struct Credits {
    /// The agencies that the whole text is credited to.
    pub agencies: Vec<Agency>,
    /// Place and agency before the first sentence.
    pub dateline: Option<TextSpan>,
    /// For each caption the agencies that its picture is credited to.
    pub pictures: Vec<Vec<String>>,
    /// For each line beside the text whether it credits an agency.
    pub is_credit: Vec<bool>,
}

/// Paragraphs at an edge of the text that are looked at.
const EDGE_PARAGRAPHS: usize = 3;

/// An end mark, or a sentence that credits, is no longer.
const MARK_CHARACTERS_MAX: usize = 150;
const SENTENCE_CHARACTERS_MAX: usize = 300;

/// Reads the credits of an article.
pub fn find(article: &Article, pack: &Pack) -> Credits {
    let mut finder = Finder { article, pack, found: Credits::default() };
    let paragraphs = paragraphs(article);
    finder.dateline(&paragraphs);
    finder.edges(&paragraphs);
    finder.sources_named();
    finder.authors();
    finder.lines_beside();
    finder.pictures();
    finder.found
}

/// Where the paragraphs of the text stand, the headline left out.
fn paragraphs(article: &Article) -> Vec<Range<usize>> {
    let range = |span: TextSpan| span.start as usize..span.end as usize;
    if !article.blocks.is_empty() {
        let text = article.blocks.iter().filter(|block| block.kind != BlockKind::Headline);
        return text.map(|block| range(block.span)).collect();
    }
    let mut at = 0;
    let lines = article.text.split_inclusive('\n').map(|line| {
        let start = at + line.len() - line.trim_start().len();
        at += line.len();
        start..(start + line.trim().len()).min(at)
    });
    lines.filter(|line| line.start < line.end).collect()
}

struct Finder<'a> {
    article: &'a Article,
    pack: &'a Pack,
    found: Credits,
}

impl<'a> Finder<'a> {
    /// *Berlin (dpa) –*, *BERLIN, 3. Mai (Reuters) -*, *(AP)*: a place or nothing, an agency in brackets, a dash.
    fn dateline(&mut self, paragraphs: &[Range<usize>]) {
        const PLACE_CHARACTERS_MAX: usize = 60;
        const INSIDE_BYTES_MAX: usize = 60;
        for paragraph in paragraphs.iter().take(EDGE_PARAGRAPHS) {
            let words = &self.article.text[paragraph.clone()];
            let Some((place, rest)) = words.split_once('(') else { continue };
            let Some((inside, behind)) = rest.split_once(')') else { continue };
            let is_place = place.chars().count() <= PLACE_CHARACTERS_MAX && self.is_place_and_day(place);
            let dash = behind.trim_start().chars().next().filter(|mark| matches!(mark, '-' | '–' | '—' | ':' | '.'));
            let Some(dash) = dash.filter(|_| is_place && inside.len() <= INSIDE_BYTES_MAX) else { continue };
            let starts_like_place = place.trim().is_empty() || place.starts_with(|first: char| first.is_uppercase());
            let agencies = self.credited(inside);
            if agencies.is_empty() || !starts_like_place {
                continue;
            }
            let inside_at = paragraph.start + place.len() + 1;
            for (agency, bytes) in agencies {
                self.add(agency, CreditPlace::Dateline, Some(inside_at + bytes.start..inside_at + bytes.end));
            }
            let behind_at = inside_at + inside.len() + 1;
            let end = behind_at + behind.find(dash).unwrap_or(0) + dash.len_utf8();
            self.found.dateline = Some(Span::new(paragraph.start as u32, end as u32));
            return;
        }
    }

    /// Whether this may stand before the agency of a dateline: no sentence, no quotation, no name of an agency.
    fn is_place_and_day(&self, words: &str) -> bool {
        let ends_sentence = words.match_indices(". ").any(|(at, _)| !words[..at].ends_with(|before: char| before.is_ascii_digit()));
        !ends_sentence && !words.contains(['“', '„', '"', '!', '?']) && self.pack.world.agencies.in_text(words).is_empty()
    }

    /// End marks and sentences that credit, in the first and last paragraphs.
    fn edges(&mut self, paragraphs: &[Range<usize>]) {
        let last = paragraphs.len().saturating_sub(EDGE_PARAGRAPHS);
        for paragraph in &paragraphs[last..] {
            let words = &self.article.text[paragraph.clone()];
            for tail in tails(words) {
                let agencies = self.credited(&words[tail.clone()]);
                let at = paragraph.start + tail.start;
                for (agency, bytes) in &agencies {
                    self.add(agency, CreditPlace::EndMark, Some(at + bytes.start..at + bytes.end));
                }
                if !agencies.is_empty() {
                    break;
                }
            }
        }
        let first = paragraphs.iter().take(EDGE_PARAGRAPHS.min(last));
        for paragraph in first.chain(&paragraphs[last..]) {
            self.sentences_that_credit(paragraph.clone());
        }
    }

    /// *Dieser Text entstand mit Material der Nachrichtenagentur dpa.*
    fn sentences_that_credit(&mut self, paragraph: Range<usize>) {
        let text = &self.article.text;
        let words = &text[paragraph.clone()];
        let mut at = paragraph.start;
        for sentence in words.split_inclusive(". ") {
            for (agency, bytes) in self.in_sentence(sentence) {
                self.add(agency, CreditPlace::CreditLine, Some(at + bytes.start..at + bytes.end));
            }
            at += sentence.len();
        }
    }

    fn in_sentence(&self, sentence: &str) -> Vec<(&'a KnownAgency, Range<usize>)> {
        let small_letters = sentence.to_lowercase();
        let is_short = sentence.chars().count() <= SENTENCE_CHARACTERS_MAX;
        let credits = |phrase: &String| !phrase.ends_with(": ") && small_letters.contains(phrase.as_str());
        if !is_short || !self.pack.credits.phrases.iter().any(credits) {
            return Vec::new();
        }
        self.text_agencies(self.pack.world.agencies.in_text(sentence))
    }

    /// *Quelle: dpa* anywhere: copied pages have words behind it.
    fn sources_named(&mut self) {
        let text = &self.article.text;
        let marks: Vec<&String> = self.pack.credits.phrases.iter().filter(|phrase| phrase.ends_with(": ")).collect();
        let places: Vec<usize> = text.match_indices(": ").map(|(at, _)| at).collect();
        for at in places {
            let before = &text[..at];
            let word = before.rsplit(|character: char| !character.is_alphanumeric()).next().unwrap_or("").to_lowercase();
            if !marks.iter().any(|mark| mark.trim_end_matches(": ") == word) {
                continue;
            }
            let start = at + 2;
            let line = text[start..].split('\n').next().unwrap_or("");
            let named = self.pack.world.agencies.in_text(line).into_iter().next().filter(|named| named.bytes.start == 0);
            for (agency, bytes) in self.text_agencies(named.into_iter().collect()) {
                self.add(agency, CreditPlace::EndMark, Some(start + bytes.start..start + bytes.end));
            }
        }
    }

    /// Authors that are agencies: *dpa*, *Von AFP*, *Lina Voss, dpa*.
    fn authors(&mut self) {
        let article = self.article;
        for agency in article.authors.iter().flat_map(|author| self.in_byline(author)).collect::<Vec<_>>() {
            self.add(agency, CreditPlace::Byline, None);
        }
    }

    /// The parts of a byline that are nothing but an agency's name.
    fn in_byline(&self, byline: &str) -> Vec<&'a KnownAgency> {
        let parts = byline.split([',', '/', ';', '|', '&', '(', ')']);
        let agencies = parts.flat_map(|part| {
            let found = self.credited(part);
            found.into_iter().map(|(agency, _)| agency)
        });
        agencies.collect()
    }

    /// Bylines, credit lines and metadata that the page has beside its text.
    fn lines_beside(&mut self) {
        let article = self.article;
        for credit in &article.credits {
            let mut agencies: Vec<&KnownAgency> = self.credited(&credit.words).into_iter().map(|(agency, _)| agency).collect();
            agencies.extend(self.in_sentence(&credit.words).into_iter().map(|(agency, _)| agency));
            if credit.place != CreditPlace::CreditLine {
                agencies.extend(self.in_byline(&credit.words));
            }
            self.found.is_credit.push(!agencies.is_empty());
            for agency in agencies {
                self.add(agency, credit.place, None);
            }
        }
    }

    fn pictures(&mut self) {
        let article = self.article;
        for caption in &article.captions {
            let named = self.pack.world.agencies.in_text(&caption.text).into_iter().map(|named| named.what);
            let credited = self.picture_part(&caption.text).map(|part| self.pack.world.agencies.in_credit(part)).unwrap_or_default();
            let mut names: Vec<String> = Vec::new();
            for agency in named.chain(credited.into_iter().map(|named| named.what)) {
                if !names.contains(&agency.name) {
                    names.push(agency.name.clone());
                }
            }
            self.found.pictures.push(names);
            // “abc/ots Foto: Lina Voss”: what stands before is the text's.
            if self.picture_word(&caption.text).is_some_and(|at| at > 0) {
                for (agency, _) in self.credited(&caption.text) {
                    self.add(agency, CreditPlace::CreditLine, None);
                }
            }
        }
    }

    /// What stands behind *Foto:* or *©*.
    fn picture_part<'t>(&self, words: &'t str) -> Option<&'t str> {
        let copyright = words.find('©').map(|at| &words[at..]);
        let named = words.match_indices(':').find(|(at, _)| {
            let word = words[..*at].rsplit(|character: char| !character.is_alphanumeric()).next().unwrap_or("");
            self.pack.credits.pictures.contains(&word.to_lowercase())
        });
        copyright.or(named.map(|(at, _)| &words[at + 1..]))
    }

    /// The agencies in a line, if the line says nothing but whose a text is: agencies, initials, outlets, and words such as *Quelle*.
    fn credited(&self, line: &str) -> Vec<(&'a KnownAgency, Range<usize>)> {
        if line.chars().count() > MARK_CHARACTERS_MAX {
            return Vec::new();
        }
        let end = self.picture_word(line).unwrap_or(line.len());
        let line = &line[..end];
        let named = self.pack.world.agencies.in_credit(line);
        let mut rest_start = 0;
        let mut is_credit = !named.is_empty();
        for agency in &named {
            is_credit &= self.is_sign(&line[rest_start..agency.bytes.start]);
            rest_start = agency.bytes.end;
        }
        is_credit &= self.is_sign(&line[rest_start..]);
        if is_credit { self.text_agencies(named) } else { Vec::new() }
    }

    /// Where a word begins behind which stands where a picture is from.
    fn picture_word(&self, line: &str) -> Option<usize> {
        let mut at = 0;
        for word in line.split_inclusive(|character: char| !character.is_alphanumeric()) {
            let bare = word.trim_matches(|character: char| !character.is_alphanumeric()).to_lowercase();
            if self.pack.credits.pictures.contains(&bare) {
                return Some(at);
            }
            at += word.len();
        }
        None
    }

    /// Whether all words are signs of a credit: known ones, numbers, initials, outlets, hosts.
    fn is_sign(&self, words: &str) -> bool {
        const INITIALS_MAX: usize = 4;
        let is_joint = |character: char| character.is_alphanumeric() || matches!(character, '.' | '-');
        let mut parts =
            words.split(|character: char| !is_joint(character)).map(|part| part.trim_matches(['.', '-'])).filter(|part| !part.is_empty());
        parts.all(|part| {
            let small_letters = part.to_lowercase();
            let count = part.chars().count();
            let is_initials = count <= INITIALS_MAX && (small_letters == part || part.to_uppercase() == part);
            let is_number = part.chars().all(|character| character.is_ascii_digit() || matches!(character, '.' | '-'));
            let is_host =
                part.contains('.') && part.chars().all(|character| character.is_ascii_lowercase() || matches!(character, '.' | '-'));
            let is_outlet = || self.article.outlet.as_ref().is_some_and(|outlet| outlet.to_lowercase().contains(&small_letters));
            let is_known_outlet = || self.pack.world.outlets.named(part).is_some();
            self.pack.credits.signs.contains(&small_letters) || is_initials || is_number || is_host || is_outlet() || is_known_outlet()
        })
    }

    /// The named agencies that give texts.
    fn text_agencies(&self, named: Vec<quell_lang::world::Named<&'a KnownAgency>>) -> Vec<(&'a KnownAgency, Range<usize>)> {
        let gives_texts = named.into_iter().filter(|named| named.what.kind != KnownKind::PhotoAgency);
        gives_texts.map(|named| (named.what, named.bytes)).collect()
    }

    fn add(&mut self, known: &KnownAgency, place: CreditPlace, evidence: Option<Range<usize>>) {
        let agencies = &mut self.found.agencies;
        let index = agencies.iter().position(|agency| agency.name == known.name).unwrap_or_else(|| {
            agencies.push(Agency { kind: kind(known.kind), ..Agency::named(known.name.clone()) });
            agencies.len() - 1
        });
        let agency = &mut agencies[index];
        if !agency.places.contains(&place) {
            agency.places.push(place);
            agency.places.sort();
        }
        if let Some(bytes) = evidence {
            let span = Spans::one(Span::new(bytes.start as u32, bytes.end as u32));
            agency.evidence = Some(agency.evidence.as_ref().map_or(span.clone(), |before| before.joined(&span)));
        }
    }
}

fn kind(kind: KnownKind) -> AgencyKind {
    match kind {
        KnownKind::Agency => AgencyKind::Agency,
        KnownKind::PressReleaseService => AgencyKind::PressReleaseService,
        KnownKind::PhotoAgency => AgencyKind::PhotoAgency,
    }
}

/// The parts at the end of a paragraph that may be an end mark: brackets, what stands behind the last sentence, the whole.
fn tails(words: &str) -> Vec<Range<usize>> {
    let end = words.trim_end_matches(['.', ' ']).len();
    let mut tails = Vec::new();
    if words[..end].ends_with(')')
        && let Some(start) = words[..end].rfind('(')
    {
        tails.push(start + 1..end - 1);
    }
    let ends: Vec<usize> = words[..end]
        .char_indices()
        .filter(|(_, mark)| matches!(mark, '.' | '!' | '?' | '“' | '”' | '"' | '«' | '»' | ')'))
        .map(|(at, mark)| at + mark.len_utf8())
        .filter(|&behind| words[behind..].starts_with(' '))
        .collect();
    tails.extend(ends.last().map(|&start| start..words.len()));
    tails.push(0..words.len());
    tails
}

#[cfg(test)]
mod tests {
    use super::*;
    use quell_document::{Caption, Credit};

    fn pack() -> Pack {
        Pack::german().expect("the pack is readable")
    }

    fn names(found: &Credits) -> Vec<&str> {
        found.agencies.iter().map(|agency| agency.name.as_str()).collect()
    }

    #[test]
    fn a_text_says_at_its_edges_whose_it_is() {
        let pack = pack();
        let cases: [(&str, &[&str]); 16] = [
            ("Kiel (dpa) – Die Brücke bleibt bis Montag gesperrt, teilte die Stadt mit.", &["dpa"]),
            ("KIEL, 3. Mai (Reuters) - Die Brücke bleibt gesperrt.", &["Reuters"]),
            ("Kiel/Rendsburg (dpa/lno) - Die Brücke bleibt gesperrt.", &["dpa"]),
            ("(AFP) – Die Brücke bleibt gesperrt.", &["AFP"]),
            ("Die Brücke bleibt gesperrt. (dpa/AFP)", &["dpa", "AFP"]),
            ("Die Brücke bleibt gesperrt.\n\nKüstenbote/msk/dpa", &["dpa"]),
            ("Die Brücke bleibt gesperrt. Quelle: kuestenbote.de, abc/dpa", &["dpa"]),
            ("Die Brücke bleibt gesperrt.\nMit Material der Nachrichtenagenturen dpa und SID", &["dpa", "SID"]),
            ("Die Brücke bleibt gesperrt.\n\nDieser Text entstand mit Material der Nachrichtenagentur Reuters.", &["Reuters"]),
            ("Die Brücke bleibt gesperrt.\n\n© dpa-infocom, dpa:250314-99-1234/2", &["dpa"]),
            ("Die Brücke bleibt gesperrt. Quelle: AFP Hier geht es zur Übersicht.", &["AFP"]),
            ("Die Brücke bleibt gesperrt, sagte sie der dpa.", &[]),
            ("Wie die Nachrichtenagentur AFP meldete, bleibt die Brücke gesperrt.", &[]),
            ("Die Brücke bleibt gesperrt. (Foto: Lina Voss/dpa)", &[]),
            ("Die Deutsche Presse-Agentur (dpa) – sie sitzt in Hamburg – meldete es zuerst.", &[]),
            ("", &[]),
        ];
        for (text, expected) in cases {
            let article = Article { outlet: Some("Küstenbote".into()), ..Article::of_text(text) };
            let found = find(&article, &pack);
            assert_eq!(names(&found), expected, "{text}");
            for agency in &found.agencies {
                let evidence = agency.evidence.as_ref().expect("the text names it");
                assert!(!evidence.of(text).is_empty() && !agency.places.is_empty());
            }
        }
    }

    #[test]
    fn a_dateline_is_place_agency_and_dash() {
        let text = "Kiel (dpa) – Die Brücke bleibt gesperrt.";
        let found = find(&Article::of_text(text), &pack());
        assert_eq!(found.dateline.map(|span| span.of(text)), Some("Kiel (dpa) –"));
        assert_eq!(found.agencies[0].evidence.as_ref().map(|spans| spans.of(text)).as_deref(), Some("dpa"));
    }

    #[test]
    fn lines_beside_the_text_credit_it_and_captions_do_not() {
        let credit = |place, words: &str| Credit { place, words: words.into(), input: None };
        let caption = |text: &str| Caption { text: text.into(), input: None, agencies: Vec::new() };
        let article = Article {
            authors: vec!["Lina Voss".into(), "Von AFP".into()],
            credits: vec![
                credit(CreditPlace::CreditLine, "Teilen"),
                credit(CreditPlace::CreditLine, "Diese Meldung wurde automatisch von der Deutschen Presse-Agentur (dpa) übernommen."),
                credit(CreditPlace::Metadata, "Küstenbote"),
            ],
            captions: vec![caption("Die Brücke am Montag. Foto: Jens Ahr/epd"), caption("abc/KNA Foto: Jens Ahr")],
            ..Article::of_text("Die Brücke bleibt gesperrt.")
        };
        let found = find(&article, &pack());
        assert_eq!(names(&found), ["AFP", "dpa", "KNA"]);
        assert_eq!(found.is_credit, [false, true, false]);
        assert_eq!(found.pictures[0], ["epd"]);
        let places: Vec<_> = found.agencies.iter().flat_map(|agency| agency.places.clone()).collect();
        assert_eq!(places, [CreditPlace::Byline, CreditPlace::CreditLine, CreditPlace::CreditLine]);
    }
}
