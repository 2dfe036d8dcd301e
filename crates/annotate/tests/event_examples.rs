//! The examples of the verbs and nouns of events are their tests: what is marked is found with type, mode, status, those who take part, time and place, and
//! nothing else is; what an entry leaves alone holds no event.
//!
//! The article is published on Wednesday, the 12th of March 2025.

use std::fmt::Write;

use quell_annotate::annotate;
use quell_document::{Article, Document, Participant, Published, case};
use quell_lang::Pack;
use quell_lang::events::examples;
use quell_lang::pack::GERMAN_EVENTS;

const PUBLISHED: &str = "2025-03-12";

fn published(mut article: Article) -> Article {
    article.published.get_or_insert_with(|| Published { value: PUBLISHED.into(), span: None });
    article
}

/// `COERCE arrest happened „nahm … fest“ by Die Polizei to zwei Männer on Montag in Kiel`.
fn shown(document: &Document) -> String {
    let text = &document.article.text;
    let words = |participants: &[Participant]| -> Vec<String> {
        participants.iter().map(|participant| participant.span.of(text).to_string()).collect()
    };
    let mut out = String::new();
    for event in &document.events {
        let mode = event.mode.map_or(String::new(), |mode| format!("{} ", mode.name()));
        let (actors, recipients) = (words(&event.actors).join(" + "), words(&event.recipients).join(" + "));
        let time = event.time.map_or("–", |time| document.times[time].span.of(text));
        let place = event.place.map_or("–", |place| place.span.of(text));
        let trigger: Vec<&str> = event.trigger.iter().map(|piece| piece.of(text)).collect();
        let what = format!("{} {mode}{} „{}“", event.kind.name(), event.status.name(), trigger.join(" "));
        write!(out, "{what} by {actors} to {recipients} on {time} in {place}; ").expect("a string takes everything");
    }
    out
}

/// What is wrong with the examples of some files, and how many there are of what is found and what is left alone.
pub fn check(pack: &Pack, files: &[(&str, &str)]) -> (String, usize, usize) {
    let mut wrong = String::new();
    let (mut shown_count, mut left_count) = (0, 0);
    for (file, content) in files {
        for example in examples(file, content).expect("examples") {
            for marked in &example.explains {
                shown_count += 1;
                let gold = case::read(marked).unwrap_or_else(|error| panic!("{file} [{}] {error}: {marked}", example.entry));
                let found = annotate(published(gold.article.clone()), pack);
                if shown(&found) != shown(&gold) {
                    let (finds, wants) = (shown(&found), shown(&gold));
                    writeln!(wrong, "{file} [{}] {marked}\n  finds {finds}\n  wants {wants}", example.entry)
                        .expect("a string takes everything");
                }
            }
            for sentence in &example.leaves {
                left_count += 1;
                let found = annotate(published(Article::of_text(sentence.as_str())), pack);
                if !found.events.is_empty() {
                    writeln!(wrong, "{file} [{}] leaves {sentence}\n  finds {}", example.entry, shown(&found))
                        .expect("a string takes everything");
                }
            }
        }
    }
    (wrong, shown_count, left_count)
}

#[test]
fn entries_find_what_they_show_and_leave_what_they_leave() {
    let german = Pack::german().expect("the German pack");
    let (wrong, shown_count, left_count) = check(&german, GERMAN_EVENTS);
    assert!(wrong.is_empty(), "{wrong}");
    assert!(shown_count >= 150 && left_count >= 80, "{shown_count} examples, {left_count} of what is left alone");
}

#[test]
fn every_entry_shows_what_it_is_for() {
    for (file, content) in GERMAN_EVENTS {
        for example in examples(file, content).expect("examples") {
            let is_type = example.entry.chars().all(char::is_uppercase);
            assert!(!example.explains.is_empty() || is_type, "{file} [{}] shows nothing", example.entry);
            assert!(!is_type || !example.leaves.is_empty(), "{file} shows nothing that is to be left alone");
        }
    }
}

#[test]
fn the_lexicon_knows_every_word() {
    let german = Pack::german().expect("the German pack");
    let (verbs, nouns) = german.events.all_words();
    let is_verb = |verb: &&str| {
        let known = [german.lexicon.readings(verb), german.lexicon.guess(verb, false)];
        known.iter().any(|readings| readings.iter().any(|reading| reading.class.is_verb()))
    };
    let unknown: Vec<&str> = verbs.into_iter().filter(|verb| !is_verb(verb)).collect();
    assert!(unknown.is_empty(), "these verbs are in no lexicon, so that no clause has them: {unknown:?}");
    let is_noun = |noun: &&str| {
        let known = [german.lexicon.readings(noun), german.lexicon.guess(noun, false)];
        known.iter().any(|readings| readings.iter().any(|reading| reading.class.is_noun()))
    };
    let unknown: Vec<&str> = nouns.into_iter().filter(|noun| !is_noun(noun)).collect();
    assert!(unknown.is_empty(), "these nouns are in no lexicon, so that their forms are not found: {unknown:?}");
}
