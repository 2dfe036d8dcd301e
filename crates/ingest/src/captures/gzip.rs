//! Unpacks gzip, member by member.
//!
//! A file of gzip holds one member or many (RFC 1952, section 2.2); a WARC archive has one for each record, so that a damaged
//! member costs no more than its record: reading goes on where the next member begins.

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::GzDecoder;

/// So much is unpacked whatever its packed size.
const UNSUSPICIOUS_BYTES: u64 = 64 << 20;

/// Text is packed to a tenth of its size, nothing but one byte over and over to a thousandth.
const RATIO_MAX: u64 = 200;

const BUFFER_BYTES: usize = 64 << 10;

/// The bytes that a member of gzip begins with: the mark, and the only method there is.
pub(super) const SIGNATURE: &[u8] = b"\x1F\x8B\x08";

/// Reads what was packed.
pub(super) struct Gunzip {
    member: Member,
    /// How much was read, packed, when the member began.
    member_start: u64,
    /// How much of the member was unpacked.
    unpacked: u64,
    buffer: Vec<u8>,
    at: usize,
    /// Whether what is in the buffer begins a member.
    begins_member: bool,
}

type Packed = Consumed<Box<dyn Read + Send>>;

enum Member {
    Open(Box<GzDecoder<Packed>>),
    /// No more members, or none can be found.
    End,
}

/// Reads with a buffer and counts what was taken from it.
pub(super) struct Consumed<R> {
    input: BufReader<R>,
    pub(super) count: u64,
    /// What was taken and is to be read again.
    again: &'static [u8],
}

impl<R: Read> Consumed<R> {
    pub(super) fn new(input: R) -> Self {
        Consumed { input: BufReader::with_capacity(BUFFER_BYTES, input), count: 0, again: b"" }
    }
}

impl<R: Read> Read for Consumed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        copy_from(self, buffer)
    }
}

impl<R: Read> BufRead for Consumed<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.again.is_empty() { self.input.fill_buf() } else { Ok(self.again) }
    }

    fn consume(&mut self, length: usize) {
        self.count += length as u64;
        if self.again.is_empty() {
            self.input.consume(length);
        } else {
            self.again = &self.again[length..];
        }
    }
}

/// Reads what stands in the buffer.
fn copy_from(input: &mut impl BufRead, buffer: &mut [u8]) -> io::Result<usize> {
    let ready = input.fill_buf()?;
    let length = ready.len().min(buffer.len());
    buffer[..length].copy_from_slice(&ready[..length]);
    input.consume(length);
    Ok(length)
}

impl Gunzip {
    pub(super) fn new(input: Box<dyn Read + Send>) -> Self {
        Gunzip {
            member: Member::Open(Box::new(GzDecoder::new(Consumed::new(input)))),
            member_start: 0,
            unpacked: 0,
            buffer: Vec::new(),
            at: 0,
            begins_member: false,
        }
    }

    /// Where the member begins that the next byte belongs to.
    pub(super) fn member_start(&self) -> u64 {
        self.member_start
    }

    /// Whether the next byte is the first of a member.
    pub(super) fn begins_member(&self) -> bool {
        self.begins_member && self.at == 0
    }

    /// Gives the rest of this member up and looks for the next one. Says whether there may be one.
    pub(super) fn skip_member(&mut self) -> io::Result<bool> {
        self.buffer.clear();
        self.at = 0;
        let Member::Open(decoder) = std::mem::replace(&mut self.member, Member::End) else { return Ok(false) };
        let mut packed = decoder.into_inner();
        let found = find_signature(&mut packed)?;
        if found {
            self.open(packed);
        }
        Ok(found)
    }

    fn open(&mut self, packed: Packed) {
        self.member_start = packed.count;
        self.unpacked = 0;
        self.member = Member::Open(Box::new(GzDecoder::new(packed)));
    }

    /// The next bytes; none at the end of the last member.
    fn unpack(&mut self) -> io::Result<()> {
        self.at = 0;
        loop {
            let Member::Open(decoder) = &mut self.member else {
                self.buffer.clear();
                return Ok(());
            };
            self.buffer.resize(BUFFER_BYTES, 0);
            let unpacked = decoder.read(&mut self.buffer);
            self.buffer.truncate(*unpacked.as_ref().unwrap_or(&0));
            if unpacked? > 0 {
                self.begins_member = self.unpacked == 0;
                self.unpacked += self.buffer.len() as u64;
                let packed_bytes = decoder.get_ref().count - self.member_start;
                if self.unpacked > UNSUSPICIOUS_BYTES && self.unpacked / RATIO_MAX > packed_bytes {
                    self.buffer.clear();
                    let message = format!("it unpacks to more than {RATIO_MAX} times its size");
                    return Err(io::Error::new(io::ErrorKind::InvalidData, message));
                }
                return Ok(());
            }
            let Member::Open(decoder) = std::mem::replace(&mut self.member, Member::End) else { continue };
            let mut packed = decoder.into_inner();
            // What follows the last member is padding, if anything (RFC 1952 is silent; gzip itself ignores it).
            if packed.fill_buf()?.starts_with(&SIGNATURE[..1]) {
                self.open(packed);
            }
        }
    }
}

impl BufRead for Gunzip {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at == self.buffer.len() {
            self.unpack()?;
        }
        Ok(&self.buffer[self.at..])
    }

    fn consume(&mut self, length: usize) {
        self.at += length;
    }
}

impl Read for Gunzip {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        copy_from(self, buffer)
    }
}

/// Moves to the next bytes that look like the beginning of a member.
fn find_signature(packed: &mut Packed) -> io::Result<bool> {
    let mut matched = 0;
    loop {
        let Some(&byte) = packed.fill_buf()?.first() else { return Ok(false) };
        packed.consume(1);
        if byte == SIGNATURE[matched] {
            matched += 1;
        } else {
            matched = usize::from(byte == SIGNATURE[0]);
        }
        if matched == SIGNATURE.len() {
            packed.again = SIGNATURE;
            packed.count -= SIGNATURE.len() as u64;
            return Ok(true);
        }
    }
}
