//! From a stream of bytes to the articles in it, one at a time.

use std::io::{self, BufRead, BufReader, Read};

use quell_document::{Diagnostic, Document, case};

use crate::encoding::{self, Decoded, decode};
use crate::places::Places;
use crate::{CAPTURE_BYTES_MAX, Capture, Format, Found, Unreadable, format, json_lines, page, paragraphs, plain_text, sha256};

/// How much of a capture is looked at to see what it is.
const HEAD_BYTES: usize = 64 << 10;

/// Reads the articles of one input. `uri` is its name: a path, a URL, or `-`.
pub fn read(uri: &str, input: impl Read + Send + 'static, format: Option<Format>) -> Captures {
    let input: Box<dyn Read + Send> = Box::new(input);
    Captures { uri: uri.to_string(), format, state: State::Unopened(input), bytes_read: 0 }
}

/// The articles of one input, in order.
pub struct Captures {
    uri: String,
    format: Option<Format>,
    state: State,
    bytes_read: u64,
}

enum State {
    Unopened(Box<dyn Read + Send>),
    Lines { input: Box<dyn BufRead + Send>, line_number: usize },
    Done,
}

impl Iterator for Captures {
    type Item = Result<Found, Unreadable>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match std::mem::replace(&mut self.state, State::Done) {
                State::Unopened(input) => {
                    if let Some(only) = self.open(input) {
                        return Some(only);
                    }
                }
                State::Lines { input, line_number } => return self.next_line(input, line_number),
                State::Done => return None,
            }
        }
    }
}

impl Captures {
    /// Looks at the beginning. What holds a single article is read at once; of JSON Lines the first comes with the next step.
    fn open(&mut self, mut input: Box<dyn Read + Send>) -> Option<Result<Found, Unreadable>> {
        let head = match read_head(&mut input) {
            Ok(head) => head,
            Err(error) => return Some(Err(self.failed(&error))),
        };
        if head.is_empty() {
            let diagnostic = Diagnostic::error("nothing in it: the input is empty");
            return Some(Err(
                self.unreadable(diagnostic.hint("check that the file was saved, or that the command before it printed something"))
            ));
        }
        let is_wide = encoding::is_utf_16(&head);
        if let Some(diagnostic) = format::binary(&head).filter(|_| !is_wide) {
            return Some(Err(self.unreadable(diagnostic)));
        }
        let format = self.format.unwrap_or_else(|| format::sniff(&head, &self.uri));
        let whole = io::Cursor::new(head).chain(input);
        if format == Format::JsonLines {
            return match self.lines(whole, is_wide) {
                Ok(input) => {
                    self.state = State::Lines { input, line_number: 0 };
                    None
                }
                Err(unreadable) => Some(Err(unreadable)),
            };
        }
        Some(self.whole(whole).and_then(|bytes| self.single(bytes, format)))
    }

    /// All bytes of an input that holds one article.
    fn whole(&mut self, input: impl Read) -> Result<Vec<u8>, Unreadable> {
        let mut bytes = Vec::new();
        input.take(CAPTURE_BYTES_MAX as u64 + 1).read_to_end(&mut bytes).map_err(|error| self.failed(&error))?;
        self.bytes_read = bytes.len() as u64;
        if bytes.len() > CAPTURE_BYTES_MAX {
            let diagnostic = Diagnostic::error(format!("longer than {} MiB", CAPTURE_BYTES_MAX >> 20));
            return Err(self.unreadable(diagnostic.hint("split it into its articles, for example as JSON Lines")));
        }
        Ok(bytes)
    }

    fn single(&self, bytes: Vec<u8>, format: Format) -> Result<Found, Unreadable> {
        let capture = Capture { uri: self.uri.clone(), sha256: sha256(&bytes), media_type: format.media_type() };
        let mut gold = None;
        let (article, diagnostics) = match format {
            Format::Html => page::article(bytes).map_err(|diagnostic| self.unreadable(diagnostic))?,
            Format::Case => {
                let (document, diagnostics) = self.marked_up(bytes)?;
                let mut article = document.article.clone();
                paragraphs::divide(&mut article, &Places::Unknown);
                gold = Some(document);
                (article, diagnostics)
            }
            Format::Text | Format::JsonLines => plain_text::article(bytes),
        };
        if article.text.trim().is_empty() {
            let diagnostic = Diagnostic::error("nothing in it but white space").hint("check that the file was saved as it should be");
            return Err(self.unreadable(diagnostic));
        }
        Ok(Found { capture, article, gold, diagnostics, bytes_read: self.bytes_read })
    }

    fn marked_up(&self, bytes: Vec<u8>) -> Result<(Document, Vec<Diagnostic>), Unreadable> {
        let Decoded { text, diagnostics, .. } = decode(bytes, None);
        match case::read(&text) {
            Ok(document) => Ok((document, diagnostics)),
            Err(error) => Err(Unreadable {
                place: format!("{}:{}:{}", self.uri, error.line, error.column),
                diagnostic: Diagnostic::error(error.message).hint("literal braces and backslashes are written \\{, \\} and \\\\"),
            }),
        }
    }

    /// A stream of lines. UTF-16 is decoded first, since its line ends are not single bytes.
    fn lines(&mut self, input: impl Read + Send + 'static, is_wide: bool) -> Result<Box<dyn BufRead + Send>, Unreadable> {
        if is_wide {
            let text = decode(self.whole(input)?, None).text;
            self.bytes_read = 0;
            return Ok(Box::new(io::Cursor::new(text.into_bytes())));
        }
        Ok(Box::new(BufReader::with_capacity(HEAD_BYTES, input)))
    }

    fn next_line(&mut self, mut input: Box<dyn BufRead + Send>, mut line_number: usize) -> Option<Result<Found, Unreadable>> {
        loop {
            line_number += 1;
            let mut line = Vec::new();
            match (&mut input).take(CAPTURE_BYTES_MAX as u64).read_until(b'\n', &mut line) {
                Ok(0) => return None,
                Ok(length) => self.bytes_read += length as u64,
                Err(error) => return Some(Err(self.failed(&error))),
            }
            let is_cut_off = line.len() == CAPTURE_BYTES_MAX && !line.ends_with(b"\n");
            let result = if is_cut_off {
                if let Err(error) = skip_line(&mut input) {
                    return Some(Err(self.failed(&error)));
                }
                Err(Diagnostic::error(format!("this line is longer than {} MiB", CAPTURE_BYTES_MAX >> 20)))
            } else {
                let line = line.strip_prefix(b"\xEF\xBB\xBF").filter(|_| line_number == 1).unwrap_or(&line);
                let line = line.trim_ascii();
                if line.is_empty() {
                    continue;
                }
                if let b"{" | b"[" = line {
                    // An indented document: every further line would be one more error.
                    let diagnostic = Diagnostic::error("a JSON document over several lines, not JSON Lines");
                    let hint = if line == b"{" {
                        "`jq -c . FILE` writes one object a line"
                    } else {
                        "`jq -c '.[]' FILE` writes one object a line"
                    };
                    return Some(Err(self.unreadable_line(line_number, diagnostic.hint(hint))));
                }
                json_lines::article(line).map(|(article, diagnostics)| {
                    let uri = format!("{}#L{line_number}", self.uri);
                    let capture = Capture { uri, sha256: sha256(line), media_type: Format::JsonLines.media_type() };
                    Found { capture, article, gold: None, diagnostics, bytes_read: self.bytes_read }
                })
            };
            self.state = State::Lines { input, line_number };
            return Some(result.map_err(|diagnostic| self.unreadable_line(line_number, diagnostic)));
        }
    }

    fn unreadable(&self, diagnostic: Diagnostic) -> Unreadable {
        Unreadable { place: self.uri.clone(), diagnostic }
    }

    fn unreadable_line(&self, line_number: usize, diagnostic: Diagnostic) -> Unreadable {
        Unreadable { place: format!("{}:{line_number}", self.uri), diagnostic }
    }

    fn failed(&self, error: &io::Error) -> Unreadable {
        self.unreadable(Diagnostic::error(format!("could not be read: {error}")))
    }
}

/// The first bytes: all that fit, or a whole line that begins like JSON, so that a stream of records is read as it comes.
fn read_head(input: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut head = vec![0; HEAD_BYTES];
    let mut length = 0;
    while length < HEAD_BYTES {
        match input.read(&mut head[length..]) {
            Ok(0) => break,
            Ok(more) => length += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
        if head[0] == b'{' && head[..length].contains(&b'\n') {
            break;
        }
    }
    head.truncate(length);
    Ok(head)
}

/// Reads up to the next line end without keeping anything.
fn skip_line(input: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        let (used, is_end) = match buffer.iter().position(|&byte| byte == b'\n') {
            Some(at) => (at + 1, true),
            None => (buffer.len(), buffer.is_empty()),
        };
        input.consume(used);
        if is_end {
            return Ok(());
        }
    }
}
