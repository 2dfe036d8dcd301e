//! What every stage promises of any text, attacked with generated ones: arbitrary characters, and mixtures of German words,
//! marks, line ends and what breaks programs.

use std::sync::LazyLock;

use proptest::prelude::*;
use quell_annotate::annotate;
use quell_annotate::explain;
use quell_annotate::layers::Layers;
use quell_document::{Article, Document, Published, Span, Spans, TextSpan, TimeAnchor};
use quell_lang::Pack;

static GERMAN: LazyLock<Pack> = LazyLock::new(|| Pack::german().expect("the German pack"));

/// Words that make the rules work, and marks that make them stumble.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "nahm", "fest", "griff", "an", "Angriff", "Rebellen", "Dorf", "trat", "Rücktritt", "gegen", "auf", "durch", "sagte", "sagt", "räumte", "ein", "hat", "angekündigt", "laut", "zufolge", "nach", "Angaben", "so", "demnach", "dass", "ob", "wie", "wonach", "die", "der", "das", "den",
    "Polizei", "Sprecherin", "Müller", "Hans", "Mara Jessen", "Bericht", "Behauptung", "Vorwurf", "er", "sie", "es", "sei", "habe", "werde", "wäre", "soll", "kritisierte", "wies",
    "zurück", "forderte", "mehr Geld", "und", "oder", "aber", "weil", "wenn", "nicht", "zu", "gehen", "angeblich", "mutmaßliche", "Täter", "heißt", "hieß", "dpa", "z. B.", "Dr.", "15.", "März",
    "2024", "1.000,50", "14:30", "www.beispiel.de", "Bürger*innen", "Innen- und", "kündigte", "an", "von", "seiner", "Ansicht", "ist", "klar", "machte", "teilte", "mit", "Das", "Dies", "Er",
    ",", ",", ".", ".", "!", "?", ":", ";", "–", "-", "…", "...", "(", ")", "[", "]", "„", "“", "”", "\"", "»", "«", "›", "‹", "‚", "‘", "’", "'", "/", "*", "_", "&", "%",
    "\n", "\n\n", "\r\n", "\t", "\u{a0}", "\0", "\u{feff}", "\u{202e}", "\u{5e9}\u{5dc}", "\u{645}\u{631}", "\u{301}", "\u{200d}", "\u{fe0f}", "\u{ad}", "👩‍🚒", "é", "ǅ", "İ", "ﬁ", "ß", "ẞ", "١٢", "²",
];

/// Texts of such pieces, mostly with spaces between them.
fn mixture() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(PIECES);
    let gap = prop::sample::select(&[" ", " ", " ", ""][..]);
    prop::collection::vec((piece, gap), 0..120).prop_map(|pieces| pieces.into_iter().flat_map(|(piece, gap)| [piece, gap]).collect())
}

/// Words and numbers of which times are made, in any order.
fn times_mixture() -> impl Strategy<Value = String> {
    #[rustfmt::skip]
    const TIMES: &[&str] = &[
        "am", "vor", "seit", "in", "der", "den", "bis", "und", "zwischen", "von", "letzten", "nächsten", "dieser", "Montag", "Freitagabend", "Mai", "Jänner", "Jahr", "Jahre", "Woche",
        "Wochen", "Nacht", "zum", "zwei", "dreieinhalb", "31.", "30.", "5.", "Februar", "2021", "0", "12000", "99:99", "14.30", "Uhr", "90er", "Ostern", "Quartal", "später", "darauf", "täglich",
        "jeden", "Anfang", "Mitte", "Ende", "halb", "-", "–", ".", ",", "/", "§", "(", ")", "ging", "geht", "wird", "gehen", "gestern", "heute", "zuvor", "Jahrhundert", "999999", "Jahrtausende",
    ];
    let gap = prop::sample::select(&[" ", " ", " ", ""][..]);
    prop::collection::vec((prop::sample::select(TIMES), gap), 0..60)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(piece, gap)| [piece, gap]).collect())
}

/// Any characters at all, control characters included.
fn anything() -> impl Strategy<Value = String> {
    prop_oneof!["\\PC{0,200}", prop::collection::vec(any::<char>(), 0..120).prop_map(String::from_iter)]
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![3 => mixture(), 1 => anything()]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn tokens_and_gaps_give_the_text_back(text in text()) {
        let tokens = quell_annotate::tokens::find(&text, &GERMAN);
        let mut at = 0;
        for token in &tokens.list {
            let (start, end) = (token.span.start as usize, token.span.end as usize);
            prop_assert!(at <= start && start < end);
            prop_assert!(text[at..start].chars().all(char::is_whitespace), "{:?} is left out", &text[at..start]);
            prop_assert!(!text[start..end].is_empty());
            at = end;
        }
        prop_assert!(text[at..].chars().all(char::is_whitespace), "{:?} is left out", &text[at..]);
    }

    #[test]
    fn layers_fit_the_tokens(text in text()) {
        let layers = Layers::find(&text, &GERMAN, &mut Vec::new());
        let count = layers.tokens.len();
        sentences_hold_every_token(&layers, count)?;
        quotations_are_nested_in_order(&layers, count)?;
        prop_assert_eq!(layers.words.list.len(), count);
        phrases_stay_within_their_sentences(&layers)?;
        clauses_share_no_token(&layers)?;
    }

    #[test]
    fn every_place_is_a_slice_of_the_text(text in text()) {
        let document = annotate(Article::of_text(text.as_str()), &GERMAN);
        check_places(&document)?;
        prop_assert_eq!(&document.article.text, &text);
        prop_assert!(document.sentences.windows(2).all(|pair| pair[0].end <= pair[1].start));
        prop_assert!(document.statements.windows(2).all(|pair| pair[0].content.start() <= pair[1].content.start()));
        for (index, statement) in document.statements.iter().enumerate() {
            prop_assert!(statement.certainty > 0.0 && statement.certainty <= 1.0);
            prop_assert!(!statement.evidence.is_empty(), "a statement says why it is there");
            if let Some(parent) = statement.parent {
                prop_assert!(parent != index && document.statements[parent].content.contains_all(&statement.content));
            }
        }
    }

    #[test]
    fn the_same_text_gives_the_same_document(text in text()) {
        let first = annotate(Article::of_text(text.as_str()), &GERMAN);
        prop_assert_eq!(first, annotate(Article::of_text(text), &GERMAN));
    }

    #[test]
    fn what_is_found_reads_back_from_case_notation(text in text()) {
        let document = annotate(Article::of_text(text), &GERMAN);
        let written = quell_document::case::write(&document);
        let read = quell_document::case::read(&written);
        prop_assert!(read.is_ok(), "{:?}\n{}", read.err(), written);
    }

    #[test]
    fn times_are_found_whatever_the_numbers_and_the_date_are(text in times_mixture(), published in prop::option::of("[0-9]{4}-[0-9]{2}-[0-9]{2}|\\PC{0,12}")) {
        let published = published.map(|value| Published { value, span: None });
        let document = annotate(Article { published, ..Article::of_text(text) }, &GERMAN);
        check_places(&document)?;
    }

    #[test]
    fn every_place_can_be_explained(text in text(), place in any::<prop::sample::Index>()) {
        let boundaries: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let at = boundaries[place.index(boundaries.len())] as u32;
        for found in explain(Article::of_text(text.as_str()), &GERMAN, Span::new(at, at)) {
            prop_assert!(is_slice(&text, found.span));
        }
    }
}

type Checked = Result<(), TestCaseError>;

fn sentences_hold_every_token(layers: &Layers, count: usize) -> Checked {
    let mut at = 0;
    for (number, sentence) in layers.sentences.list.iter().enumerate() {
        prop_assert_eq!(sentence.from, at);
        prop_assert!(sentence.from < sentence.to);
        for token in sentence.from..sentence.to {
            prop_assert_eq!(layers.sentences.of_token(token), number);
        }
        at = sentence.to;
    }
    prop_assert_eq!(at, count);
    prop_assert!(layers.sentences.list.windows(2).all(|pair| pair[0].paragraph <= pair[1].paragraph));
    Ok(())
}

fn quotations_are_nested_in_order(layers: &Layers, count: usize) -> Checked {
    let quotations = &layers.quotations;
    prop_assert_eq!(quotations.depth.len(), count);
    for (index, quotation) in quotations.list.iter().enumerate() {
        let end = quotation.close + usize::from(quotation.closed);
        prop_assert!(quotation.from() < quotation.close && end <= count, "{quotation:?} of {count}");
        prop_assert!(quotation.reopened.iter().all(|&mark| quotation.open < mark && mark < quotation.close));
        for other in &quotations.list[index + 1..] {
            let is_apart = other.open >= quotation.close;
            let is_inside = quotation.open < other.open && other.close <= quotation.close;
            prop_assert!(is_apart || is_inside, "{quotation:?} {other:?}");
        }
        let holders = quotations
            .list
            .iter()
            .filter(|other| other.open < quotation.open && quotation.close <= other.close && **other != *quotation)
            .count();
        prop_assert_eq!(quotation.depth, holders);
        prop_assert!(quotations.around(quotation.open).is_some_and(|outer| outer.depth == 0));
    }
    Ok(())
}

fn phrases_stay_within_their_sentences(layers: &Layers) -> Checked {
    prop_assert!(layers.phrases.list.windows(2).all(|pair| pair[0].range.end <= pair[1].range.start));
    for phrase in &layers.phrases.list {
        prop_assert!(phrase.range.contains(&phrase.head));
        let sentence = layers.sentences.list[layers.sentences.of_token(phrase.range.start)];
        prop_assert!(phrase.range.end <= sentence.to);
        prop_assert!(phrase.preposition.is_none_or(|token| token >= sentence.from));
        let full = layers.reach().full(phrase, sentence.to);
        let narrow = layers.reach().narrow(phrase, sentence.to);
        prop_assert!(phrase.range.end <= narrow.end && narrow.end <= full.end && full.end <= sentence.to, "{phrase:?} {narrow:?} {full:?}");
    }
    Ok(())
}

fn clauses_share_no_token(layers: &Layers) -> Checked {
    let mut owner = vec![None; layers.tokens.len()];
    for (number, range) in layers.clauses.of_sentence.iter().enumerate() {
        let sentence = layers.sentences.list[number];
        for index in range.clone() {
            let clause = &layers.clauses.list[index];
            prop_assert_eq!(clause.sentence, number);
            prop_assert!(!clause.pieces.is_empty() && clause.pieces.iter().all(|piece| !piece.is_empty()));
            prop_assert!(clause.pieces.windows(2).all(|pair| pair[0].end <= pair[1].start), "{:?}", clause.pieces);
            prop_assert!(sentence.from <= clause.from() && clause.to() <= sentence.to);
            for token in clause.tokens() {
                prop_assert_eq!(owner[token].replace(index), None);
                prop_assert_eq!(layers.clauses.at(token), Some(index));
            }
            for token in clause.finite.iter().chain(&clause.verb).chain(&clause.opener).chain(&clause.bracket) {
                prop_assert!(clause.holds(*token));
            }
            // Going up from clause to clause comes to an end.
            let (mut at, mut steps) = (clause.parent, 0);
            while let Some(parent) = at {
                prop_assert!(range.contains(&parent) && steps <= range.len());
                (at, steps) = (layers.clauses.list[parent].parent, steps + 1);
            }
        }
    }
    Ok(())
}

fn is_slice(text: &str, span: TextSpan) -> bool {
    text.get(span.start as usize..span.end as usize).is_some()
}

fn check_places(document: &Document) -> Checked {
    let text = &document.article.text;
    let mut places: Vec<TextSpan> = document.sentences.clone();
    places.extend(document.hedges.iter().map(|hedge| hedge.span));
    places.extend(document.times.iter().map(|time| time.span));
    prop_assert!(document.times.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
    for time in &document.times {
        prop_assert!(!time.value.is_empty());
        prop_assert!(time.anchor.is_none_or(|anchor| !matches!(anchor, TimeAnchor::Time(index) if index >= document.times.len())));
    }
    prop_assert!(document.statements.iter().all(|statement| statement.time.is_none_or(|time| time < document.times.len())));
    for event in &document.events {
        let participants = || event.actors.iter().chain(&event.recipients).chain(&event.place);
        prop_assert!(!event.evidence.is_empty(), "an event says why it is there");
        prop_assert!(event.actors.len() + event.recipients.len() > 0, "an event has somebody who takes part");
        prop_assert!(event.time.is_none_or(|time| time < document.times.len()));
        prop_assert!(event.statement.is_none_or(|statement| statement < document.statements.len()));
        prop_assert!(participants().all(|participant| participant.entity.is_none_or(|entity| entity < document.entities.len())));
        places.extend(event.trigger.iter().chain(participants().map(|participant| participant.span)));
        places.extend(event.evidence.iter().filter_map(|evidence| evidence.spans.as_ref()).flat_map(|spans| spans.iter()));
    }
    prop_assert!(document.events.windows(2).all(|pair| pair[0].trigger.start() <= pair[1].trigger.start()));
    places.extend(document.diagnostics.iter().filter_map(|diagnostic| diagnostic.span));
    let mut note = |spans: &Spans| places.extend(spans.iter());
    for statement in &document.statements {
        note(&statement.content);
        let roles = [&statement.cue, &statement.source, &statement.addressee, &statement.frame];
        let reasons = statement.evidence.iter().map(|evidence| &evidence.spans).chain(statement.chain.iter().map(|link| &link.evidence));
        roles.into_iter().chain(reasons).flatten().for_each(&mut note);
    }
    for statement in &document.statements {
        places.extend(statement.hedges.iter().map(|hedge| hedge.span));
    }
    for place in places {
        prop_assert!(!place.is_empty() && is_slice(text, place), "{place:?} of {} bytes", text.len());
    }
    Ok(())
}
