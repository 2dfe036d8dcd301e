//! Records of a web archive: WARC 1.1 (ISO 28500:2017), each a gzip member of its own.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

/// Whether a body was cut off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Length {
    Whole,
    CutOff,
}

/// What came for one request.
pub(crate) struct Exchange<'e> {
    pub(crate) url: &'e str,
    pub(crate) request: &'e str,
    /// Status line and fields, without the empty line.
    pub(crate) head: &'e str,
    pub(crate) body: &'e [u8],
    pub(crate) length: Length,
    pub(crate) is_unchanged: bool,
}

/// The record that says who wrote the archive.
pub(crate) fn info() -> io::Result<Vec<u8>> {
    let fields = format!("software: quell {}\r\nformat: WARC File Format 1.1\r\nrobots: obey\r\n", env!("CARGO_PKG_VERSION"));
    record("warcinfo", "application/warc-fields", &time_now(), "", fields.as_bytes())
}

/// The records of an exchange: the request, and the response or that nothing has changed.
pub(crate) fn exchange(exchange: &Exchange) -> io::Result<Vec<u8>> {
    let time = time_now();
    let target = format!("WARC-Target-URI: {}\r\n", exchange.url);
    let request = record("request", "application/http; msgtype=request", &time, &target, exchange.request.as_bytes())?;
    let block = [exchange.head.as_bytes(), b"\r\n", exchange.body].concat();
    let mut fields = target;
    let kind = if exchange.is_unchanged {
        fields.push_str("WARC-Profile: http://netpreserve.org/warc/1.1/revisit/server-not-modified\r\n");
        "revisit"
    } else {
        let _ = write!(fields, "WARC-Payload-Digest: sha256:{}\r\n", hex(&Sha256::digest(exchange.body)));
        "response"
    };
    if exchange.length == Length::CutOff {
        fields.push_str("WARC-Truncated: length\r\n");
    }
    let response = record(kind, "application/http; msgtype=response", &time, &fields, &block)?;
    Ok([request, response].concat())
}

fn record(kind: &str, media_type: &str, time: &str, fields: &str, block: &[u8]) -> io::Result<Vec<u8>> {
    let id = id(&[kind.as_bytes(), time.as_bytes(), fields.as_bytes(), block]);
    let head = format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{id}>\r\nWARC-Date: {time}\r\n{fields}Content-Type: {media_type}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(head.as_bytes())?;
    packed.write_all(block)?;
    packed.write_all(b"\r\n\r\n")?;
    packed.finish()
}

/// A UUID of version 8 (RFC 9562, section 5.8), made from what the record holds.
fn id(parts: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    parts.iter().for_each(|part| hasher.update(part));
    let mut bytes: Vec<u8> = hasher.finalize().iter().take(16).copied().collect();
    bytes[6] = bytes[6] & 0x0F | 0x80;
    bytes[8] = bytes[8] & 0x3F | 0x80;
    let digits = hex(&bytes);
    format!("{}-{}-{}-{}-{}", &digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..])
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

/// Now, in ISO 8601: `2025-03-14T09:12:00Z`.
pub fn time_now() -> String {
    iso(SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default())
}

/// Days to dates after Howard Hinnant, “chrono-Compatible Low-Level Date Algorithms” (`civil_from_days`).
fn iso(since_1970: Duration) -> String {
    let seconds = since_1970.as_secs();
    let days = seconds / 86_400 + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    let (hours, minutes) = (seconds / 3600 % 24, seconds / 60 % 60);
    format!("{year:04}-{month:02}-{day:02}T{hours:02}:{minutes:02}:{:02}Z", seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_become_dates() {
        for (seconds, expected) in
            [(0, "1970-01-01T00:00:00Z"), (951_782_400, "2000-02-29T00:00:00Z"), (1_741_943_520, "2025-03-14T09:12:00Z")]
        {
            assert_eq!(iso(Duration::from_secs(seconds)), expected);
        }
    }
}
