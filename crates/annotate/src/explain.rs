//! Why does the program read a place as it does? Stage by stage, which rule read which words.

use quell_document::{Article, Event, Participant, TextSpan, TimeAnchor, TimeExpression};
use quell_lang::Pack;

use crate::events;
use crate::hedges;
use crate::layers::Layers;
use crate::statements;
use crate::statements::acts;
use crate::times;

/// What one stage found at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// The stage: `token`, `sentence`, `quotation`, `word`, `phrase`, `clause`, `mention`, `act`, `hedge`, `time`, `statement`, `event`.
    pub stage: &'static str,
    /// The rule, where the stage has several.
    pub rule: Option<&'static str>,
    /// The words.
    pub span: TextSpan,
    /// What was found, for a person to read.
    pub what: String,
}

/// Everything that was found at `at`, in the order of the stages.
pub fn explain(article: Article, pack: &Pack, at: TextSpan) -> Vec<Explained> {
    let layers = Layers::find(&article.text, pack, &mut Vec::new());
    let mut found = Vec::new();
    let first = layers.tokens.at(at.start);
    let touched: Vec<usize> =
        (first..layers.tokens.len()).take_while(|&token| layers.tokens.list[token].span.start < at.end.max(at.start + 1)).collect();
    let Some((&from, &last)) = touched.first().zip(touched.last()) else { return found };
    let mut note = |stage, rule, span, what: String| found.push(Explained { stage, rule, span, what });
    for &token in &touched {
        let word = &layers.words.list[token];
        let entry = &layers.tokens.list[token];
        note("token", None, entry.span, format!("{:?}", entry.shape).to_lowercase());
        let forms = word
            .reading
            .map(|reading| if reading.is_finite() { format!("{:?}", reading.finite()) } else { format!("{:?}", reading.nominal()) });
        note(
            "word",
            None,
            entry.span,
            format!(
                "{} · lemma {}{}",
                word.tag,
                word.lemma,
                forms.filter(|forms| forms != "{}").map(|forms| format!(" · {forms}")).unwrap_or_default()
            ),
        );
    }
    let sentence = layers.sentences.of_token(from);
    let range = layers.sentences.list[sentence];
    note("sentence", None, layers.tokens.span(range.from, range.to), format!("number {}, paragraph {}", sentence + 1, range.paragraph + 1));
    for quotation in layers.quotations.list.iter().filter(|quotation| quotation.open <= last && from <= quotation.close) {
        let end = (quotation.close + usize::from(quotation.closed)).min(layers.tokens.len());
        note(
            "quotation",
            None,
            layers.tokens.span(quotation.open, end),
            format!("depth {}{}", quotation.depth + 1, if quotation.closed { "" } else { ", not closed" }),
        );
    }
    for phrase in layers.phrases.list.iter().filter(|phrase| phrase.range.start <= last && from < phrase.range.end) {
        let cases = phrase.agreement.forms().map_or("any case".to_string(), |forms| format!("{:?}", forms.cases()));
        note(
            "phrase",
            None,
            layers.span(&phrase.range),
            format!("head {} · {cases}{}", layers.tokens.text(phrase.head), if phrase.named { " · named" } else { "" }),
        );
    }
    for (index, clause) in layers.clauses.list.iter().enumerate() {
        if !touched.iter().any(|&token| clause.holds(token)) {
            continue;
        }
        let subject = acts::subject(&layers, clause).map_or("none", |phrase| layers.text(&phrase.range));
        let verb = if clause.lemma.is_empty() { "none" } else { &clause.lemma };
        let mood = format!("{:?}", layers.words.mood_of(clause)).to_lowercase();
        let own = layers.tokens.span(clause.from(), clause.to());
        note(
            "clause",
            None,
            own,
            format!(
                "{} · verb {verb}{} · {mood} · subject {subject} · number {index}",
                clause.kind.name(),
                if clause.passive { ", passive" } else { "" }
            ),
        );
    }
    for mention in layers.mentions.list.iter().filter(|mention| mention.range.start <= last && from < mention.range.end) {
        let entity = layers.mentions.entity(mention);
        let country = entity.country.as_ref().map(|country| format!(" · {country}")).unwrap_or_default();
        note("mention", None, layers.span(&mention.range), format!("{} · {}{country}", mention.kind.name(), entity.name));
    }
    let (acts, _) = acts::find(&layers);
    for act in acts.iter().filter(|act| touched.iter().any(|&token| layers.clauses.list[act.clause].holds(token))) {
        let source = act.source.as_ref().map_or("none", |source| layers.text(source));
        let cue = layers.spans_of_tokens(&act.cue).map_or(at, |spans| spans.hull());
        note(
            "act",
            None,
            cue,
            format!("{} · {} · source {source}{}", act.entry.lemma, act.entry.stance.name(), if act.negated { " · negated" } else { "" }),
        );
    }
    let hedges = hedges::find(&layers);
    for hedge in hedges.iter().filter(|hedge| hedge.span.overlaps(at)) {
        note("hedge", None, hedge.span, hedge.kind.name().to_string());
    }
    let times = times::find(&layers, &article, &mut Vec::new());
    for time in times.iter().filter(|time| time.span.overlaps(at)) {
        note("time", None, time.span, what_of_time(time, &times, &article.text));
    }
    let mut statements = statements::find(&layers, &hedges, article.outlet.as_deref());
    times::dating::date(&layers, &times, &mut statements);
    let known = events::Known { article: &article, hedges: &hedges, times: &times, statements: &statements };
    let events = events::find(&layers, known);
    for statement in statements {
        let spans = [
            Some(&statement.content),
            statement.cue.as_ref(),
            statement.source.as_ref(),
            statement.addressee.as_ref(),
            statement.frame.as_ref(),
        ];
        if !spans.into_iter().flatten().any(|spans| spans.iter().any(|span| span.overlaps(at))) {
            continue;
        }
        let who = statement
            .source_name
            .clone()
            .or_else(|| statement.source.as_ref().map(|source| source.of(&article.text)))
            .unwrap_or_else(|| "nobody named".to_string());
        let cue = statement.cue.as_ref().map_or("no cue".to_string(), |cue| cue.of(&article.text));
        let rule = statement.evidence.first().map(|evidence| evidence.rule);
        note(
            "statement",
            rule,
            statement.content.hull(),
            format!(
                "{} · {who} · {cue} · {} · certainty {:.2}{}",
                statement.kind.name(),
                statement.stance.name(),
                statement.certainty,
                statement.time.map(|time| format!(" · {}", times[time].value)).unwrap_or_default()
            ),
        );
    }
    for event in events.iter().filter(|event| places_of(event).any(|span| span.overlaps(at))) {
        let rule = event.evidence.first().map(|evidence| evidence.rule);
        note("event", rule, event.trigger.hull(), what_of_event(event, &times, &article.text));
    }
    found
}

/// Trigger, those who take part, and the words that tell whether it happened.
fn places_of(event: &Event) -> impl Iterator<Item = TextSpan> + '_ {
    let read = event.evidence.iter().filter_map(|evidence| evidence.spans.as_ref()).flat_map(|spans| spans.iter());
    let taking_part = event.actors.iter().chain(&event.recipients).chain(&event.place).map(|participant| participant.span);
    event.trigger.iter().chain(read).chain(taking_part)
}

/// Type, mode, status, who takes part, and when.
fn what_of_event(event: &Event, times: &[TimeExpression], text: &str) -> String {
    let mode = event.mode.map(|mode| format!(" {}", mode.name())).unwrap_or_default();
    let mut parts = vec![format!("{}{mode}", event.kind.name()), event.status.name().to_string()];
    for (role, participants) in [("actor", &event.actors), ("recipient", &event.recipients)] {
        let named: Vec<&str> = participants.iter().map(|Participant { span, .. }| span.of(text)).collect();
        parts.extend((!named.is_empty()).then(|| format!("{role} {}", named.join(", "))));
    }
    parts.extend(event.time.map(|time| times[time].value.clone()));
    parts.extend(event.place.map(|place| format!("in {}", place.span.of(text))));
    parts.join(" · ")
}

/// Its value, what that was reckoned from, and the pattern that found it.
fn what_of_time(time: &TimeExpression, times: &[TimeExpression], text: &str) -> String {
    let mut parts = vec![time.kind.name().to_string(), time.value.clone()];
    parts.extend(time.modifier.map(|modifier| modifier.name().to_string()));
    parts.extend(time.begin.as_ref().zip(time.end.as_ref()).map(|(begin, end)| format!("from {begin} to {end}")));
    let anchor = time.anchor.map(|anchor| match anchor {
        TimeAnchor::Published => "the publication".to_string(),
        TimeAnchor::Time(index) => format!("„{}“", times[index].span.of(text)),
    });
    parts.extend(anchor.map(|anchor| format!("reckoned from {anchor}")));
    parts.push(format!("pattern {}", time.pattern));
    parts.join(" · ")
}
