//! The page that this program was begun for: its items, their dates and addresses, and whom the picture belongs to.
//!
//! Its text belongs to its publisher and is not part of the repository. `QUELL_SEED` names the file; without it nothing is tested:
//!
//! ```text
//! QUELL_SEED=…/page.txt cargo test -p quell-ingest --test founding_page
//! ```

use std::io::Cursor;

use quell_document::{Article, ItemKind};
use quell_ingest::read;

#[test]
fn the_items_of_the_founding_page_are_found() {
    let Some(path) = std::env::var_os("QUELL_SEED") else {
        eprintln!("skipped: QUELL_SEED does not name the founding page");
        return;
    };
    let page = std::fs::read(&path).unwrap_or_else(|error| panic!("QUELL_SEED={}: {error}", path.display()));
    let items: Vec<Article> = read("page.txt", Cursor::new(page.clone()), None).map(|item| item.expect("it is readable").article).collect();
    for item in &items {
        for block in &item.blocks {
            let input = block.input.expect("the bytes of a text can be told");
            assert_eq!(&page[input.start as usize..input.end as usize], block.span.of(&item.text).as_bytes());
        }
        eprintln!(
            "{:<12} {} blocks, {} {:?}",
            item.kind.name(),
            item.blocks.len(),
            item.published.as_ref().map_or("", |date| &date.value),
            item.authors
        );
    }
    let of_kind = |kind: ItemKind| items.iter().filter(|item| item.kind == kind).collect::<Vec<_>>();
    let articles = of_kind(ItemKind::Article);
    assert_eq!(articles.len(), 5, "the article, and the four that stand below it");
    let dates: Vec<&str> = articles.iter().filter_map(|item| item.published.as_ref()).map(|date| date.value.as_str()).collect();
    assert_eq!(dates, ["2023-09-16T10:12", "2023-09-14"]);
    assert_eq!(articles.iter().filter(|item| item.url.is_some()).count(), 3);
    assert_eq!(articles.iter().filter(|item| !item.authors.is_empty()).count(), 1);
    let captions = of_kind(ItemKind::Caption);
    assert_eq!(captions.len(), 2);
    assert_eq!(captions.iter().filter(|caption| !caption.agencies.is_empty()).count(), 1, "one picture has a credit");
    assert_eq!(of_kind(ItemKind::VideoLink).len(), 1);
    assert_eq!(of_kind(ItemKind::Teaser).len(), 4);
}
