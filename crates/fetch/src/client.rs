//! One request after the other: allowed, not too soon, not too long, and each redirect checked like the first address.

use std::collections::HashMap;
use std::fmt::Write;
use std::io::{self, Read};
use std::thread;
use std::time::{Duration, Instant};

use ureq::Agent;
use ureq::http::Response;
use ureq::unversioned::transport::DefaultConnector;
use url::Url;

use crate::addresses::Guarded;
use crate::archive::{self, Exchange, Length};
use crate::robots::{self, PRODUCT, Robots};
use crate::{Options, Outcome, Validators, reservations};

/// A site that wants longer pauses is told, not waited for.
const DELAY_MAX: Duration = Duration::from_secs(60);

/// What a page may be.
const ACCEPTED: &str =
    "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.1";

/// Fetches.
pub(crate) struct Client {
    agent: Agent,
    options: Options,
    /// When each host was asked last.
    asked: HashMap<String, Instant>,
    sites: HashMap<String, Site>,
}

/// What a site says of all its pages.
struct Site {
    robots: Robots,
    reservations: Option<Vec<u8>>,
}

/// What came.
struct Answer {
    status: u16,
    reason: String,
    fields: Vec<(String, String)>,
    body: Vec<u8>,
    length: Length,
    request: String,
}

impl Answer {
    fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// The head as it is kept. The body has been put together from its chunks, so what was said of that is left out.
    fn head(&self) -> String {
        let mut head = format!("HTTP/1.1 {} {}\r\n", self.status, self.reason);
        for (name, value) in self.fields.iter().filter(|(name, _)| name != "transfer-encoding") {
            let _ = write!(head, "{name}: {value}\r\n");
        }
        head
    }
}

impl Client {
    pub(crate) fn new(options: Options) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            // A redirect is a new address, which is checked anew; a proxy would resolve names for us, unchecked.
            .max_redirects(0)
            .proxy(None)
            .timeout_global(Some(options.timeout))
            .user_agent(format!("{PRODUCT}/{} (reads news for research; keeps to robots.txt)", env!("CARGO_PKG_VERSION")))
            .build();
        let guarded = Guarded { allows_private: options.allows_private };
        let agent = Agent::with_parts(config, DefaultConnector::default(), guarded);
        Client { agent, options, asked: HashMap::new(), sites: HashMap::new() }
    }

    /// Fetches an address and gives the records of all that came.
    pub(crate) fn fetch(&mut self, address: &str, known: &HashMap<String, Validators>) -> io::Result<(Outcome, Vec<u8>)> {
        let mut records = Vec::new();
        let outcome = match Url::parse(address) {
            Ok(url) => self.follow(url, known, &mut records)?,
            Err(error) => Outcome::Refused(format!("not an address ({error}); write it as https://…")),
        };
        Ok((outcome, records))
    }

    fn follow(&mut self, mut url: Url, known: &HashMap<String, Validators>, records: &mut Vec<u8>) -> io::Result<Outcome> {
        url.set_fragment(None);
        for _ in 0..=self.options.redirects_max {
            if let Err(refusal) = self.check(&url) {
                return Ok(Outcome::Refused(refusal));
            }
            let answer = match self.ask(&url, known.get(url.as_str())) {
                Ok(answer) => answer,
                Err(error) => return Ok(failure(&error)),
            };
            let is_unchanged = answer.status == 304;
            records.extend(archive::exchange(&Exchange {
                url: url.as_str(),
                request: &answer.request,
                head: &answer.head(),
                body: &answer.body,
                length: answer.length,
                is_unchanged,
            })?);
            match answer.status {
                304 => return Ok(Outcome::Unchanged),
                301 | 302 | 303 | 307 | 308 => {
                    let target = answer.field("location").and_then(|location| url.join(location).ok());
                    let Some(mut target) = target else { return Ok(Outcome::Failed("it redirects without saying where to".to_string())) };
                    target.set_fragment(None);
                    url = target;
                }
                200..=299 => return Ok(self.fetched(&url, &answer)),
                429 | 503 => {
                    let wait =
                        answer.field("retry-after").map_or(String::new(), |after| format!("; it asks to be asked again after {after}"));
                    return Ok(Outcome::Failed(format!("the server answers {} {}{wait}", answer.status, answer.reason)));
                }
                _ => return Ok(Outcome::Failed(format!("the server answers {} {}", answer.status, answer.reason))),
            }
        }
        Ok(Outcome::Failed(format!("it redirects more than {} times", self.options.redirects_max)))
    }

    fn fetched(&self, url: &Url, answer: &Answer) -> Outcome {
        let mut reservations = reservations::in_fields(answer.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        reservations.extend(reservations::on_page(&answer.body));
        let file = self.sites.get(&origin(url)).and_then(|site| site.reservations.as_deref());
        reservations.extend(file.and_then(|file| reservations::in_file(file, url.path())));
        Outcome::Fetched {
            url: url.to_string(),
            bytes: answer.body.len() as u64,
            is_cut_off: answer.length == Length::CutOff,
            reservations,
        }
    }

    /// Why this address is not asked for, if it is not.
    fn check(&mut self, url: &Url) -> Result<(), String> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(format!("only http and https are fetched, not {}", url.scheme()));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err("an address with a password in it is not fetched".to_string());
        }
        let site = self.site(url)?;
        let path = url.query().map_or(url.path().to_string(), |query| format!("{}?{query}", url.path()));
        if site.robots.allows(&path) {
            Ok(())
        } else {
            Err(format!("robots.txt of {} asks robots to leave it alone", url.host_str().unwrap_or_default()))
        }
    }

    /// What the site says of itself, asked for once.
    fn site(&mut self, url: &Url) -> Result<&Site, String> {
        let origin = origin(url);
        if !self.sites.contains_key(&origin) {
            let robots = self.robots(url)?;
            let reservations = url.join("/.well-known/tdmrep.json").ok().filter(|_| robots.allows(url.path()));
            let reservations =
                reservations.and_then(|file| self.ask(&file, None).ok()).filter(|answer| answer.status == 200).map(|answer| answer.body);
            self.sites.insert(origin.clone(), Site { robots, reservations });
        }
        Ok(&self.sites[&origin])
    }

    /// RFC 9309, section 2.3.1: where there is no file everything is allowed, where the server fails nothing is.
    fn robots(&mut self, url: &Url) -> Result<Robots, String> {
        let mut file = url.join("/robots.txt").map_err(|error| error.to_string())?;
        for _ in 0..=self.options.redirects_max {
            let answer = match self.ask(&file, None) {
                Ok(answer) => answer,
                Err(error) => return Err(format!("robots.txt could not be had: {}", reason(&error))),
            };
            match answer.status {
                200..=299 => {
                    let end = answer.body.len().min(robots::BYTES_MAX);
                    return Ok(Robots::read(&String::from_utf8_lossy(&answer.body[..end])));
                }
                300..=399 => match answer.field("location").and_then(|location| file.join(location).ok()) {
                    Some(target) if matches!(target.scheme(), "http" | "https") => file = target,
                    _ => return Ok(Robots::default()),
                },
                400..=499 => return Ok(Robots::default()),
                _ => return Ok(Robots::unreachable()),
            }
        }
        Ok(Robots::default())
    }

    /// One request, when the host's turn has come.
    fn ask(&mut self, url: &Url, known: Option<&Validators>) -> Result<Answer, ureq::Error> {
        self.wait(url);
        let mut fields = vec![("accept", ACCEPTED.to_string()), ("accept-encoding", "gzip".to_string())];
        if let Some(etag) = known.and_then(|known| known.etag.clone()) {
            fields.push(("if-none-match", etag));
        }
        if let Some(time) = known.and_then(|known| known.last_modified.clone()) {
            fields.push(("if-modified-since", time));
        }
        let target = &url[url::Position::BeforePath..url::Position::AfterQuery];
        let mut request = format!("GET {target} HTTP/1.1\r\nhost: {}\r\n", &url[url::Position::BeforeHost..url::Position::AfterPort]);
        let mut asked = self.agent.get(url.as_str());
        for (name, value) in &fields {
            let _ = write!(request, "{name}: {value}\r\n");
            asked = asked.header(*name, value);
        }
        request.push_str("\r\n");
        let answer = self.read(asked.call()?, request);
        self.asked.insert(url.host_str().unwrap_or_default().to_string(), Instant::now());
        answer
    }

    fn read(&self, response: Response<ureq::Body>, request: String) -> Result<Answer, ureq::Error> {
        let (parts, body) = response.into_parts();
        let field = |(name, value): (&ureq::http::HeaderName, &ureq::http::HeaderValue)| {
            (name.as_str().to_ascii_lowercase(), String::from_utf8_lossy(value.as_bytes()).into_owned())
        };
        let mut content = Vec::new();
        let read = body.into_reader().take(self.options.bytes_max + 1).read_to_end(&mut content);
        let mut length = Length::Whole;
        if content.len() as u64 > self.options.bytes_max {
            content.truncate(self.options.bytes_max as usize);
            length = Length::CutOff;
        } else if let Err(error) = read {
            if content.is_empty() {
                return Err(ureq::Error::Io(error));
            }
            length = Length::CutOff;
        }
        Ok(Answer {
            status: parts.status.as_u16(),
            reason: parts.status.canonical_reason().unwrap_or_default().to_string(),
            fields: parts.headers.iter().map(field).collect(),
            body: content,
            length,
            request,
        })
    }

    /// Waits until the host may be asked again.
    fn wait(&self, url: &Url) {
        let wanted = self.sites.get(&origin(url)).and_then(|site| site.robots.delay_seconds).map(Duration::from_secs);
        let delay = self.options.delay.max(wanted.unwrap_or_default().min(DELAY_MAX));
        if let Some(last) = self.asked.get(url.host_str().unwrap_or_default()) {
            thread::sleep(delay.saturating_sub(last.elapsed()));
        }
    }
}

/// Scheme, host and port.
fn origin(url: &Url) -> String {
    url[..url::Position::BeforePath].to_string()
}

/// What a private address refuses is no failure of the network.
fn failure(error: &ureq::Error) -> Outcome {
    match error {
        ureq::Error::Io(cause) if cause.kind() == io::ErrorKind::PermissionDenied => Outcome::Refused(cause.to_string()),
        _ => Outcome::Failed(reason(error)),
    }
}

fn reason(error: &ureq::Error) -> String {
    match error {
        ureq::Error::Io(cause) => cause.to_string(),
        ureq::Error::HostNotFound => "there is no host of this name".to_string(),
        ureq::Error::Timeout(_) => "it takes too long".to_string(),
        other => other.to_string(),
    }
}
