//! Our own labels of outlet articles: places only, the texts are found by address in a collection of articles.

use crate::files::{Problem, for_each_line};
use quell_document::{
    Agency, Article, CharPlaces, Document, Hedge, HedgeKind, Link, Published, Relation, SourceKind, Span, Spans, Stance, Statement,
    StatementKind, TextSpan,
};
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::HashMap;
use std::path::Path;

#[derive(Deserialize)]
struct Record {
    url: String,
    outlet: String,
    date: String,
    agencies: Vec<String>,
    statements: Vec<Label>,
}

/// `[start, end)` in characters of the text.
type Place = [u32; 2];

#[derive(Deserialize)]
struct Label {
    id: String,
    kind: String,
    content: Vec<Place>,
    #[serde(default)]
    cue: Vec<Place>,
    #[serde(default)]
    source: Vec<Place>,
    #[serde(default)]
    addressee: Vec<Place>,
    parent: Option<String>,
    source_name: Option<String>,
    source_kind: Option<String>,
    stance: String,
    #[serde(default)]
    hedges: Vec<HedgeLabel>,
    #[serde(default)]
    chain: Vec<LinkLabel>,
}

#[derive(Deserialize)]
struct HedgeLabel {
    span: Place,
    kind: String,
}

#[derive(Deserialize)]
struct LinkLabel {
    relation: String,
    kind: String,
    name: Option<String>,
}

/// An article of a collection. Fields that are not needed are not read.
#[derive(Deserialize)]
struct Text {
    text: String,
    author: Option<String>,
}

#[derive(Deserialize)]
struct Address<'l> {
    #[serde(borrow)]
    url: Cow<'l, str>,
}

/// Reads the labels, finds their texts in the collections, and puts both together as gold documents, in order of the labels.
/// Articles whose text no collection has are left out.
pub fn read(labels: &Path, collections: &[&Path]) -> Result<Vec<Document>, Problem> {
    let mut records: Vec<Record> = Vec::new();
    for_each_line(labels, |line| {
        records.push(serde_json::from_str(line).map_err(|problem| problem.to_string())?);
        Ok(())
    })?;
    let mut texts: HashMap<&str, Option<Text>> = records.iter().map(|record| (record.url.as_str(), None)).collect();
    for collection in collections {
        for_each_line(collection, |line| {
            let address: Address = serde_json::from_str(line).map_err(|problem| problem.to_string())?;
            if let Some(text) = texts.get_mut(address.url.as_ref()) {
                *text = Some(serde_json::from_str(line).map_err(|problem| problem.to_string())?);
            }
            Ok(())
        })?;
    }
    let mut documents = Vec::new();
    for record in &records {
        if let Some(text) = texts.get_mut(record.url.as_str()).and_then(Option::take) {
            documents.push(gold_document(record, text).map_err(|problem| format!("{}: {problem}", record.url))?);
        }
    }
    Ok(documents)
}

fn gold_document(record: &Record, text: Text) -> Result<Document, Problem> {
    let places = CharPlaces::new(&text.text);
    let span = |[start, end]: Place| -> TextSpan { Span::new(places.byte_at(start), places.byte_at(end)) };
    let spans = |places: &[Place]| Spans::new(places.iter().map(|&place| span(place)));
    let mut statements = Vec::new();
    for label in &record.statements {
        let parent = label.parent.as_ref().and_then(|parent| record.statements.iter().position(|other| other.id == *parent));
        let content = spans(&label.content).ok_or_else(|| format!("statement {} has no content", label.id))?;
        let mut hedges = Vec::new();
        for hedge in &label.hedges {
            hedges.push(Hedge { span: span(hedge.span), kind: known(HedgeKind::from_name, &hedge.kind)? });
        }
        let mut chain = Vec::new();
        // A chain leaves the outlet itself out.
        for link in label.chain.iter().filter(|link| link.kind != "outlet_itself") {
            chain.push(Link {
                relation: known(Relation::from_name, &link.relation)?,
                kind: known(SourceKind::from_name, &link.kind)?,
                name: link.name.clone(),
                evidence: None,
            });
        }
        statements.push(Statement {
            cue: spans(&label.cue),
            source: spans(&label.source),
            addressee: spans(&label.addressee),
            parent,
            source_kind: label
                .source_kind
                .as_deref()
                .filter(|kind| !kind.is_empty())
                .map(|kind| known(SourceKind::from_name, kind))
                .transpose()?,
            source_name: label.source_name.clone().filter(|name| !name.is_empty()),
            stance: known(Stance::from_name, &label.stance)?,
            hedges,
            chain,
            ..Statement::new(known(StatementKind::from_name, &label.kind)?, content)
        });
    }
    let article = Article {
        url: Some(record.url.clone()),
        outlet: Some(record.outlet.clone()),
        published: Some(Published { value: record.date.clone(), span: None }),
        authors: text.author.into_iter().collect(),
        agencies: record.agencies.iter().map(Agency::named).collect(),
        ..Article::of_text(text.text)
    };
    Ok(Document { article, statements, ..Document::default() })
}

fn known<T>(from_name: impl Fn(&str) -> Option<T>, word: &str) -> Result<T, Problem> {
    from_name(word).ok_or_else(|| format!("unknown word `{word}`"))
}

/// The article of a gold document as a reader may see it: without what is to be found.
pub fn unread(gold: &Document) -> Article {
    Article { agencies: Vec::new(), ..gold.article.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn labels_find_their_text_by_address() {
        let folder = std::env::temp_dir().join(format!("quell-eval-labels-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let (labels, texts) = (folder.join("labels.jsonl"), folder.join("texts.jsonl.gz"));
        std::fs::write(
            &labels,
            concat!(
                r#"{"url": "https://a.example/1", "outlet": "A", "date": "2025-03-14", "agencies": ["dpa"], "statements": [{"id": "s1", "kind": "indirect","#,
                r#" "content": [[16, 27]], "cue": [[9, 14]], "source": [[0, 8]], "parent": null, "source_name": "", "source_kind": "person", "stance": "neutral","#,
                r#" "hedges": [{"span": [19, 22], "kind": "konjunktiv1"}], "chain": [{"relation": "cites", "kind": "outlet_itself", "name": null}]}]}"#,
                "\n\n",
                r#"{"url": "https://a.example/2", "outlet": "A", "date": "2025-03-14", "agencies": [], "statements": []}"#,
            ),
        )
        .unwrap();
        let mut gz = flate2::write::GzEncoder::new(std::fs::File::create(&texts).unwrap(), flate2::Compression::fast());
        gz.write_all(
            "{\"text\": \"Österlöf sagte, er sei müde.\", \"author\": \"M. J.\", \"url\": \"https:\\/\\/a.example\\/1\"}\n".as_bytes(),
        )
        .unwrap();
        gz.finish().unwrap();

        let documents = read(&labels, &[&texts]).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(documents.len(), 1, "an article without a text is left out");
        let document = &documents[0];
        let (text, statement) = (&document.article.text, &document.statements[0]);
        assert_eq!(statement.cue.as_ref().unwrap().of(text), "sagte");
        assert_eq!(statement.hedges[0].span.of(text), "sei");
        assert_eq!((statement.source_name.clone(), statement.chain.len()), (None, 0));
        assert_eq!(document.article.agencies[0].name, "dpa");
        assert!(unread(document).agencies.is_empty());
    }
}
