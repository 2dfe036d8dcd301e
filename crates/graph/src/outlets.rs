//! Which outlet is it: by its address, by its name in a chain, by its name in the text.

use quell_document::{Link, SourceKind, TextSpan};
use quell_lang::world::{Agency, Outlet, OutletKind, World};

use crate::Known;
use crate::telling::Telling;

/// So many sentences before and behind the claim may say which outlet it is from.
const AROUND: usize = 1;

/// The same where the claim names nobody.
const AROUND_UNSOURCED: usize = 4;

/// Shorter names are in too many words.
const NAME_LETTERS_MIN: usize = 5;

/// *Küstenboten* is *Küstenbote*.
const ENDING_BYTES_MAX: usize = 2;

/// An outlet or agency as it can be compared with others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Medium {
    /// Its usual name where it is known, else the name that the text gives it.
    pub name: String,
    /// Publisher or network; outlets of one family share articles.
    pub family: Option<String>,
}

impl Medium {
    fn known(outlet: &Outlet) -> Medium {
        Medium { name: outlet.name.clone(), family: outlet.family.clone() }
    }

    /// The outlet or agency with this name.
    pub fn named(name: &str, world: &World) -> Medium {
        let bare = name.trim_matches(|letter: char| !letter.is_alphanumeric());
        let agency = |agency: &Agency| Medium { name: agency.name.clone(), family: None };
        // „Deutsche Presse-Agentur“ holds the name of a newspaper.
        let known = (world.outlets.named(bare).map(Medium::known))
            .or_else(|| world.agencies.named(bare).map(agency))
            .or_else(|| world.agencies.in_text(bare).first().map(|found| agency(found.what)))
            .or_else(|| world.outlets.where_expected(bare).first().map(|found| Medium::known(found.what)));
        known.unwrap_or_else(|| Medium { name: bare.to_string(), family: None })
    }

    /// The outlet that an article is in: by the host of its address, else by its name.
    pub fn of(telling: &Telling, world: &World) -> Medium {
        let host = telling.document.article.url.as_deref().and_then(host_of);
        let known = host.and_then(|host| world.outlets.at_host(host)).map(Medium::known);
        let agency = || host.and_then(|host| world.agencies.at_host(host)).map(|agency| Medium { name: agency.name.clone(), family: None });
        known.or_else(agency).unwrap_or_else(|| Medium::named(telling.outlet(), world))
    }

    /// Whether both are one: the same name, or all words of one in the other.
    pub fn is(&self, other: &Medium) -> bool {
        let words = |name: &str| -> Vec<String> {
            let lower = name.to_lowercase();
            let words = lower.split(|letter: char| !letter.is_alphanumeric());
            words.filter(|word| word.chars().count() > 2).map(|word| word.trim_end_matches(['n', 's']).to_string()).collect()
        };
        let (a, b) = (words(&self.name), words(&other.name));
        let all_in = |few: &[String], many: &[String]| !few.is_empty() && few.iter().all(|word| many.contains(word));
        self.name == other.name || all_in(&a, &b) || all_in(&b, &a)
    }

    /// Whether both share articles.
    pub fn is_family(&self, other: &Medium) -> bool {
        self.family.is_some() && self.family == other.family
    }
}

/// What somebody cites, and where the words stand that say so.
#[derive(Debug, Clone)]
pub struct Citation {
    /// The outlet or agency.
    pub medium: Medium,
    /// The words.
    pub words: Option<TextSpan>,
}

/// Whose outlet a telling is in, and whom it cites.
#[derive(Debug, Clone)]
pub struct Cited {
    /// The outlet that the article is in.
    pub own: Medium,
    /// The outlets that the chain of the claim cites.
    pub in_chain: Vec<Citation>,
    /// The outlets that the sentences around the claim cite or name, its own left out.
    pub near: Vec<Citation>,
}

impl Cited {
    /// Reads the words around a claim. The outlets of the other tellings count as outlets, whether they are known or not.
    pub fn of(telling: &Telling, tellings: &[Telling], known: Known) -> Cited {
        let world = known.world;
        let own = Medium::of(telling, world);
        let around = telling.around(AROUND);
        let statements = telling.document.statements.iter().filter(|statement| statement.content.hull().overlaps(around));
        let mut near: Vec<Citation> = statements.flat_map(|statement| cited(statement.chain.iter(), known)).collect();
        let text = around.of(&telling.document.article.text);
        let place = |bytes: std::ops::Range<usize>| TextSpan::new(around.start + bytes.start as u32, around.start + bytes.end as u32);
        let named = world.outlets.in_text(text).into_iter().filter(|named| named.what.kind != OutletKind::Platform);
        near.extend(named.map(|named| Citation { medium: Medium::known(named.what), words: Some(place(named.bytes)) }));
        // Whoever names nobody for the claim may say behind the next sentences whom it is from.
        let around = telling.around(if telling.statement.is_none() { AROUND_UNSOURCED } else { AROUND });
        let text = around.of(&telling.document.article.text);
        let place = |bytes: std::ops::Range<usize>| TextSpan::new(around.start + bytes.start as u32, around.start + bytes.end as u32);
        for other in tellings {
            let medium = Medium::of(other, world);
            // The names of known outlets may be words: *Welt*, *Bild*; they were looked for above.
            if medium.family.is_none() && !near.iter().any(|citation| citation.medium.is(&medium)) {
                near.extend(name_in(text, &medium.name).map(|bytes| Citation { medium, words: Some(place(bytes)) }));
            }
        }
        near.retain(|citation| !citation.medium.is(&own));
        Cited { in_chain: cited(telling.chain().iter(), known), near, own }
    }

    /// Whether it cites this outlet for the claim.
    pub fn cites(&self, medium: &Medium) -> bool {
        self.in_chain.iter().chain(&self.near).any(|citation| citation.medium.is(medium))
    }
}

/// Where a name stands as a whole word, perhaps with an ending.
fn name_in(text: &str, name: &str) -> Option<std::ops::Range<usize>> {
    if name.chars().count() < NAME_LETTERS_MIN {
        return None;
    }
    let (start, _) = text.match_indices(name).find(|&(start, _)| !text[..start].ends_with(char::is_alphanumeric))?;
    let ending: usize = text[start + name.len()..].chars().take_while(|letter| letter.is_alphanumeric()).map(char::len_utf8).sum();
    (ending <= ENDING_BYTES_MAX).then(|| start..start + name.len() + ending)
}

fn cited<'l>(links: impl Iterator<Item = &'l Link>, known: Known) -> Vec<Citation> {
    let world = known.world;
    // „die Zeitung“ may be any.
    let is_any = |name: &str| {
        let noun = name.split_whitespace().next_back().unwrap_or_default();
        world.outlets.named(name).is_none() && known.pack.lexicon.readings(noun).iter().any(|reading| reading.class.is_noun())
    };
    // What people publish themselves is on a platform, not from it.
    let is_platform = |link: &Link| {
        link.name.as_deref().and_then(|name| world.outlets.named(name)).is_some_and(|outlet| outlet.kind == OutletKind::Platform)
    };
    let is_medium = |link: &&Link| link.kind == SourceKind::Outlet && !is_platform(link) && !link.name.as_deref().is_some_and(is_any);
    let citation = |link: &Link| {
        let words = link.evidence.as_ref().map(quell_document::Spans::hull);
        Some(Citation { medium: Medium::named(link.name.as_deref()?, world), words })
    };
    links.filter(is_medium).filter_map(citation).collect()
}

/// The host of an address: `www.faz.net` of `https://www.faz.net/aktuell/`.
fn host_of(url: &str) -> Option<&str> {
    let rest = url.split_once("://")?.1;
    Some(rest.split(['/', '?', '#', ':']).next().unwrap_or(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outlet_is_known_by_any_of_its_names() {
        let world = World::built_in().unwrap();
        let named = |name| Medium::named(name, &world);
        assert!(named("„Spiegel“").is(&named("Spiegel Online")));
        assert!(named("Deutschen Presse-Agentur").is(&named("dpa")));
        assert!(named("Küstenboten").is(&named("Küstenbote")) && !named("Küstenbote").is(&named("Rundblick")));
        assert!(named("Bild am Sonntag").is_family(&named("Die Welt")));
    }
}
