//! One statement in case notation: its sentences with its marks, ready to be sent as a test.

use quell::document::{Article, Document, Hedge, Spans, Statement, TextSpan, case};

/// The sentences of this statement with its marks.
pub fn of_statement(document: &Document, index: usize) -> String {
    let statement = &document.statements[index];
    let area = sentences_around(document, statement);
    let within = |spans: &Spans| moved(spans, area);
    let hedges: Vec<Hedge> =
        statement.hedges.iter().filter(|hedge| area.contains(hedge.span)).map(|hedge| moved_hedge(*hedge, area)).collect();
    let alone = Statement {
        content: within(&statement.content).unwrap_or_else(|| statement.content.clone()),
        cue: statement.cue.as_ref().and_then(within),
        source: statement.source.as_ref().and_then(within),
        addressee: statement.addressee.as_ref().and_then(within),
        frame: None,
        parent: None,
        time: None,
        hedges: hedges.clone(),
        chain: Vec::new(),
        evidence: Vec::new(),
        ..statement.clone()
    };
    let article = Article { text: area.of(&document.article.text).to_string(), ..Article::default() };
    case::write(&Document { article, statements: vec![alone], hedges, ..Document::default() })
}

/// From the first sentence that holds a part of the statement to the last.
fn sentences_around(document: &Document, statement: &Statement) -> TextSpan {
    let parts = [Some(&statement.content), statement.cue.as_ref(), statement.source.as_ref(), statement.addressee.as_ref()];
    let hull = parts.into_iter().flatten().map(Spans::hull).reduce(TextSpan::to).unwrap_or_else(|| statement.content.hull());
    let touched = document.sentences.iter().copied().filter(|sentence| sentence.overlaps(hull));
    touched.fold(hull, TextSpan::to)
}

fn moved(spans: &Spans, area: TextSpan) -> Option<Spans> {
    Spans::new(spans.iter().filter(|span| area.contains(*span)).map(|span| TextSpan::new(span.start - area.start, span.end - area.start)))
}

fn moved_hedge(hedge: Hedge, area: TextSpan) -> Hedge {
    Hedge { span: TextSpan::new(hedge.span.start - area.start, hedge.span.end - area.start), ..hedge }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_is_written_with_its_own_sentence_only() {
        let marked =
            "Es war spät. {source=person Voss} {cue=deny bestritt}, {content=indirect dass es {hedge=konjunktiv1 sei}}. Es regnete.";
        let mut document = case::read(marked).unwrap();
        let text = &document.article.text;
        let place = |words: &str| text.find(words).map(|at| TextSpan::new(at as u32, (at + words.len()) as u32)).unwrap();
        document.sentences = ["Es war spät.", "Voss bestritt, dass es sei.", "Es regnete."].map(place).to_vec();
        let written = of_statement(&document, 0);
        let read = case::read(&written).unwrap();
        assert_eq!(read.article.text.trim_end(), "Voss bestritt, dass es sei.");
        assert_eq!(read.statements[0].content.of(&read.article.text), "dass es sei");
        assert_eq!(read.statements[0].stance, document.statements[0].stance);
    }
}
