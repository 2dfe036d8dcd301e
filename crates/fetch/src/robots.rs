//! What a site asks of robots: its `robots.txt` (RFC 9309).
//!
//! The parsers on the registry were last released in 2020 and 2022; what the RFC asks for is this page.

/// Our name in `robots.txt`.
pub(crate) const PRODUCT: &str = "quell";

/// More of the file is not read (RFC 9309, section 2.5).
pub(crate) const BYTES_MAX: usize = 500 << 10;

/// What may be fetched of a site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Robots {
    rules: Vec<Rule>,
    /// Seconds between two requests, where the site asks for them; no part of the RFC, but widely used.
    pub(crate) delay_seconds: Option<u64>,
    denies_all: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Rule {
    path: String,
    allows: bool,
}

/// The rules of those that a group speaks to.
#[derive(Default)]
struct Group {
    robots: Robots,
    names_us: bool,
    names_all: bool,
    has_rules: bool,
}

impl Robots {
    /// Nothing is allowed: the site could not say what is (RFC 9309, section 2.3.1.4).
    pub(crate) fn unreachable() -> Self {
        Robots { denies_all: true, ..Robots::default() }
    }

    /// What this file allows us: the groups that name us, else those for everybody.
    pub(crate) fn read(file: &str) -> Self {
        let (mut ours, mut everybodys) = (None::<Robots>, None::<Robots>);
        let mut group = Group::default();
        for line in file.lines() {
            let line = line.split('#').next().unwrap_or_default();
            let Some((key, value)) = line.split_once(':') else { continue };
            let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
            match key.as_str() {
                "user-agent" => {
                    if group.has_rules {
                        std::mem::take(&mut group).close(&mut ours, &mut everybodys);
                    }
                    let product: String =
                        value.chars().take_while(|character| character.is_ascii_alphabetic() || "_-".contains(*character)).collect();
                    group.names_us |= product.eq_ignore_ascii_case(PRODUCT);
                    group.names_all |= value == "*";
                }
                "allow" | "disallow" => {
                    group.has_rules = true;
                    // An empty path matches nothing.
                    if !value.is_empty() {
                        group.robots.rules.push(Rule { path: value.to_string(), allows: key == "allow" });
                    }
                }
                "crawl-delay" => {
                    group.has_rules = true;
                    group.robots.delay_seconds =
                        value.parse::<f64>().ok().filter(|seconds| (0.0..1e6).contains(seconds)).map(|seconds| seconds.ceil() as u64);
                }
                _ => {}
            }
        }
        group.close(&mut ours, &mut everybodys);
        ours.or(everybodys).unwrap_or_default()
    }

    /// Whether a path with its query may be fetched: the longest rule that matches decides, and of two the one that allows.
    pub(crate) fn allows(&self, path: &str) -> bool {
        if self.denies_all {
            return false;
        }
        let matching = self.rules.iter().filter(|rule| matches(&rule.path, path));
        matching.max_by_key(|rule| (rule.path.len(), rule.allows)).is_none_or(|rule| rule.allows)
    }
}

impl Group {
    fn close(self, ours: &mut Option<Robots>, everybodys: &mut Option<Robots>) {
        let join = |all: &mut Option<Robots>| {
            let all = all.get_or_insert_default();
            all.rules.extend(self.robots.rules.iter().cloned());
            all.delay_seconds = all.delay_seconds.max(self.robots.delay_seconds);
        };
        if self.names_us {
            join(ours);
        }
        if self.names_all {
            join(everybodys);
        }
    }
}

/// Whether the path begins like the pattern, in which `*` stands for anything and `$` for the end.
fn matches(pattern: &str, path: &str) -> bool {
    let (pattern, is_whole) = match pattern.strip_suffix('$') {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| path.strip_prefix(first)) else { return false };
    let mut parts = parts.peekable();
    while let Some(part) = parts.next() {
        // The last part of a whole pattern stands at the end.
        if is_whole && parts.peek().is_none() {
            return rest.ends_with(part);
        }
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    !is_whole || rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_rule_decides() {
        let robots = Robots::read("User-agent: *\nDisallow: /intern\nAllow: /intern/presse # für alle\nDisallow: /*.pdf$\nDisallow:\n");
        let answers = ["/", "/intern", "/intern/presse/1", "/a/b.pdf", "/a/b.pdf?x"].map(|path| robots.allows(path));
        assert_eq!(answers, [true, false, true, false, true]);
    }

    #[test]
    fn our_own_group_comes_before_everybodys() {
        let file = "User-agent: Quell\nUser-agent: other\nDisallow: /a\nCrawl-delay: 2.5\n\nUser-agent: *\nDisallow: /\n\nuser-agent: quell/1.0\nDisallow: /b";
        let robots = Robots::read(file);
        assert_eq!(["/a", "/b", "/c"].map(|path| robots.allows(path)), [false, false, true]);
        assert_eq!(robots.delay_seconds, Some(3));
        assert!(!Robots::read("User-agent: *\nDisallow: /").allows("/c"));
        assert!(Robots::read("").allows("/c") && Robots::read("User-agent: other\nDisallow: /").allows("/c"));
        assert!(!Robots::unreachable().allows("/"));
    }

    #[test]
    fn stars_stand_for_anything() {
        assert!(
            matches("/*/druck", "/a/b/druck/1") && matches("/a*b*c$", "/a-b-c") && !matches("/a*b*c$", "/a-b-c-") && matches("/$", "/")
        );
        assert!(!matches("/a*b", "/xab") && matches("", "/"));
    }
}
