//! Which text of a page is the article: the one place that asks the `trafilatura` crate.

use quell_document::BlockKind;
use trafilatura::dom::{Document as Page, NodeId};
use trafilatura::{Config, Options, extract_document};

use super::metadata::Metadata;
use super::single_spaced;

/// Below this the crate gives up its own extract for the page's whole text without paragraphs; its default of 250 is more
/// than many a brief has.
const SHORT_ARTICLE_CHARACTERS: usize = 80;

/// Elements that begin and end a paragraph.
const BLOCKS: &str = "address article aside blockquote body dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li \
                      main ol p pre section table td tr ul";

/// The paragraphs of the article; fills what the page has not said of itself otherwise.
pub(super) fn paragraphs(page: Page, metadata: &mut Metadata) -> Vec<(BlockKind, String)> {
    let config = Config::default().with_min_extracted_size(SHORT_ARTICLE_CHARACTERS);
    let options = Options::default().with_exclude_comments(true).with_config(config);
    let Ok(extract) = extract_document(page, &options) else { return Vec::new() };
    let known = |value: String| Some(single_spaced(&value)).filter(|value| !value.is_empty());
    let said = extract.metadata;
    metadata.title = metadata.title.take().or_else(|| known(said.title));
    metadata.url = metadata.url.take().or_else(|| known(said.url));
    metadata.outlet = metadata.outlet.take().or_else(|| known(said.sitename)).or_else(|| known(said.hostname));
    metadata.published = metadata.published.take().or_else(|| said.date.map(|day| day.to_string()));
    if metadata.authors.is_empty() {
        metadata.authors = said.author.split(';').filter_map(|name| known(name.to_string())).collect();
    }
    let content = Page::parse(&extract.content_html);
    let mut writer = Paragraphs { page: &content, done: Vec::new(), words: String::new(), kind: BlockKind::Paragraph };
    writer.walk(content.root());
    writer.end();
    writer.done
}

/// Collects the words of one paragraph after the other.
struct Paragraphs<'p> {
    page: &'p Page,
    done: Vec<(BlockKind, String)>,
    words: String,
    kind: BlockKind,
}

impl Paragraphs<'_> {
    /// The extract's depth is bounded, as the crate cuts off what lies deeper than 500.
    fn walk(&mut self, node: NodeId) {
        for child in self.page.child_nodes(node) {
            if self.page.is_text(child) {
                self.words.push_str(&self.page.text_content(child));
                continue;
            }
            let tag = self.page.tag_name(child);
            if tag == "br" {
                // Two in a row are how some editors write a paragraph.
                let is_second = self.words.trim_end_matches([' ', '\t']).ends_with('\n');
                if is_second {
                    self.end()
                } else {
                    self.words.push('\n')
                }
                continue;
            }
            let is_block = BLOCKS.split(' ').any(|block| block == tag);
            if is_block {
                self.end();
                self.kind =
                    if matches!(tag, "h1" | "h2" | "h3" | "h4" | "h5" | "h6") { BlockKind::Subheading } else { BlockKind::Paragraph };
            }
            self.walk(child);
            if is_block {
                self.end();
                self.kind = BlockKind::Paragraph;
            }
        }
    }

    fn end(&mut self) {
        let words = single_spaced(&std::mem::take(&mut self.words));
        if !words.is_empty() {
            self.done.push((self.kind, words));
        }
    }
}
