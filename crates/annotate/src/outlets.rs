//! Which outlet does an article come from? Its address knows better than what the page calls itself.

use quell_document::{Article, MetadataField};
use quell_lang::Pack;

/// The outlet whose host the article's address has, unless the article was said to be another's.
pub fn at_address(article: &Article, pack: &Pack) -> Option<String> {
    let url = article.url.as_deref()?;
    let host = url.split_once("://").map_or(url, |(_, rest)| rest).split(['/', ':', '?', '#']).next()?;
    let said_by_page = |outlet: &String| article.metadata.iter().any(|said| said.field == MetadataField::Outlet && said.value == *outlet);
    let is_open = article.outlet.as_ref().is_none_or(said_by_page);
    pack.world.outlets.at_host(host).filter(|_| is_open).map(|outlet| outlet.name.clone())
}
