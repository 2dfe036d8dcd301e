//! A claim on its way through invented articles: origins, denials, lost hedges, corrections.

use std::sync::LazyLock;

use quell_document::{
    Agency, Article, Document, Hedge, HedgeKind, Link, Published, Relation, SourceKind, Spans, Statement, StatementKind, TextSpan,
};
use quell_graph::denials::Contradiction;
use quell_graph::joins::Reason;
use quell_graph::origins::OriginKind;
use quell_graph::{Keys, Known, MemoryRecord, Question, Trace, trace};
use quell_lang::Pack;
use quell_lang::world::World;

static GERMAN: LazyLock<Pack> = LazyLock::new(|| Pack::german().expect("the German pack"));
static WORLD: LazyLock<World> = LazyLock::new(|| World::built_in().expect("the lists are readable"));

/// An article under construction.
struct Told(Document);

impl Told {
    fn by(outlet: &str, published: &str, text: &str) -> Told {
        let mut article = Article::of_text(text);
        article.outlet = Some(outlet.to_string());
        article.url = Some(format!("https://{outlet}.example/{published}"));
        article.published = Some(Published { value: published.to_string(), span: None });
        let mut sentences = Vec::new();
        let mut start = 0;
        for (at, _) in text.match_indices(". ").chain([(text.len() - 1, ".")]) {
            sentences.push(TextSpan::new(start, at as u32 + 1));
            start = (at as u32 + 2).min(text.len() as u32);
        }
        Told(Document { article, sentences, ..Document::default() })
    }

    /// Says that these words are somebody's.
    fn says(mut self, content: &str, kind: SourceKind, name: &str) -> Told {
        let span = self.place(content);
        let mut statement = Statement::new(StatementKind::Indirect, Spans::one(span));
        statement.source_kind = Some(kind);
        statement.source_name = Some(name.to_string());
        let relation = if kind == SourceKind::Outlet { Relation::Cites } else { Relation::Reports };
        statement.chain = vec![Link { relation, kind, name: Some(name.to_string()), evidence: None }];
        self.0.statements.push(statement);
        self
    }

    fn hedged(mut self, word: &str) -> Told {
        let span = self.place(word);
        self.0.hedges.push(Hedge { span, kind: HedgeKind::Modal });
        self
    }

    fn credited(mut self, agency: &str) -> Told {
        self.0.article.agencies.push(Agency::named(agency.to_string()));
        self
    }

    fn place(&self, words: &str) -> TextSpan {
        let start = self.0.article.text.find(words).expect("the words stand in the text") as u32;
        TextSpan::new(start, start + words.len() as u32)
    }
}

fn traced(words: &str, articles: Vec<Told>) -> Trace {
    let mut record = MemoryRecord::new();
    for Told(document) in articles {
        let keys = Keys::of(&document, &GERMAN);
        record.add(document, keys, "");
    }
    let Ok(trace) = trace(&record, &Question::Words(words.to_string()), Known { pack: &GERMAN, world: &WORLD });
    trace
}

fn reasons(trace: &Trace) -> Vec<Reason> {
    trace.origins.iter().flat_map(|group| group.joins.iter().map(|join| join.ground.reason())).collect()
}

#[test]
fn the_same_person_on_the_same_day_is_one_origin() {
    let trace = traced(
        "Die Talsperre wird im Herbst geleert",
        vec![
            Told::by("Bergruf", "2025-03-14", "Die Talsperre werde im Herbst geleert, sagte Nora Falk.").says(
                "Die Talsperre werde im Herbst geleert",
                SourceKind::Person,
                "Nora Falk",
            ),
            Told::by("Seepost", "2025-03-14", "Amtsleiterin Falk kündigte an, im Herbst die Talsperre leeren zu lassen.").says(
                "im Herbst die Talsperre leeren zu lassen",
                SourceKind::Person,
                "Amtsleiterin Falk",
            ),
            Told::by("Talecho", "2025-03-14", "Nach Worten von Udo Renz soll die Talsperre im Herbst geleert werden.").says(
                "soll die Talsperre im Herbst geleert werden",
                SourceKind::Person,
                "Udo Renz",
            ),
        ],
    );
    assert_eq!(trace.tellings.len(), 3);
    assert_eq!(trace.origins.len(), 2, "{:?}", trace.origins);
    assert_eq!(reasons(&trace), [Reason::SameSource]);
    assert_eq!(trace.by_kind()[0], (OriginKind::Named, 2));
}

#[test]
fn nobody_is_joined_by_being_unnamed() {
    let trace = traced(
        "Die Talsperre wird im Herbst geleert",
        vec![
            Told::by("Bergruf", "2025-03-14", "Aus Kreisen des Amtes heißt es, die Talsperre werde im Herbst geleert.").says(
                "die Talsperre werde im Herbst geleert",
                SourceKind::Anonymous,
                "Kreise des Amtes",
            ),
            Told::by("Seepost", "2025-03-14", "Kreise des Amtes bestätigten, man werde im Herbst diese Talsperre leeren.").says(
                "man werde im Herbst diese Talsperre leeren",
                SourceKind::Anonymous,
                "Kreise des Amtes",
            ),
        ],
    );
    assert_eq!(trace.origins.len(), 2);
    assert_eq!(trace.by_kind()[3], (OriginKind::Anonymous, 2));
}

#[test]
fn one_agency_is_one_origin_and_a_lost_hedge_is_told() {
    let copied = "Die Talsperre soll nach dem Willen des Amtes im Herbst bis auf den Grund geleert werden.";
    let bare = "Die Talsperre wird nach dem Willen des Amtes im Herbst bis auf den Grund geleert.";
    let trace = traced(
        "Die Talsperre wird im Herbst geleert",
        vec![
            Told::by("Bergruf", "2025-03-14T08:00", copied).credited("dpa").hedged("soll"),
            Told::by("Seepost", "2025-03-14T10:00", bare).credited("dpa"),
        ],
    );
    assert_eq!(trace.origins.len(), 1);
    assert_eq!(trace.origins[0].kind, OriginKind::Agency);
    assert_eq!(trace.lost_hedges.len(), 1);
    assert_eq!((trace.lost_hedges[0].from, trace.lost_hedges[0].to), (0, 1));
}

#[test]
fn another_number_and_a_denial_contradict() {
    let trace = traced(
        "Bei dem Unfall wurden zwölf Menschen verletzt",
        vec![
            Told::by("Bergruf", "2025-03-14", "Bei dem Unfall auf der Talstraße wurden zwölf Menschen verletzt."),
            Told::by("Seepost", "2025-03-14", "Bei dem Unfall auf der Talstraße wurden neun Menschen verletzt."),
            Told::by("Talecho", "2025-03-14", "Bei dem Unfall auf der Talstraße wurden 12 Menschen verletzt. Die Klinik dementiert das."),
        ],
    );
    let kinds: Vec<(usize, Contradiction)> = trace.denials.iter().map(|denial| (denial.telling, denial.kind)).collect();
    assert_eq!(kinds, [(1, Contradiction::OtherNumber), (2, Contradiction::Denied)]);
}

#[test]
fn a_correction_is_pulled_through_to_the_copies() {
    let copied = "Bei dem Unfall auf der Talstraße wurden am Montag zwölf Menschen verletzt, darunter drei Kinder.";
    let corrected = format!("{copied} Korrektur: Auf der Talstraße wurden nur neun Menschen verletzt, nicht zwölf.");
    let trace = traced(
        "Bei dem Unfall wurden zwölf Menschen verletzt",
        vec![Told::by("Bergruf", "2025-03-14", &corrected), Told::by("Seepost", "2025-03-14", copied)],
    );
    assert_eq!(trace.corrections.len(), 1);
    assert_eq!(trace.corrections[0].uncorrected, [1]);
}

#[test]
fn if_nobody_carries_it_the_nearest_is_named() {
    let trace =
        traced("Der Papst besucht Ostrau im August", vec![Told::by("Bergruf", "2025-03-14", "Im August bleibt das Bad geschlossen.")]);
    assert!(trace.tellings.is_empty() && trace.origins.is_empty());
    assert_eq!(trace.nearest.len(), 1);
}
