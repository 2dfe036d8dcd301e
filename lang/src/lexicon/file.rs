//! Reads the lexicon's file as it lies. Damaged bytes lead to missing answers, never to a panic.

use super::format::{self, Section};
use crate::morphology::{LemmaRule, Reading};
use fst::Map;
use std::ops::Range;

/// The file, cut into its sections.
#[derive(Clone)]
pub(super) struct File {
    pub(super) map: Map<&'static [u8]>,
    sections: [&'static [u8]; format::SECTIONS],
}

impl File {
    pub(super) fn open(bytes: &'static [u8]) -> Option<File> {
        let lengths = bytes.strip_prefix(format::MAGIC)?.get(..4 * format::SECTIONS)?;
        let mut sections = [&[][..]; format::SECTIONS];
        let mut start = format::HEADER;
        for (section, length) in sections.iter_mut().zip(lengths.as_chunks::<4>().0) {
            let end = start.checked_add(usize::try_from(u32::from_le_bytes(*length)).ok()?)?;
            *section = bytes.get(start..end)?;
            start = end;
        }
        let map = Map::new(sections[Section::Map as usize]).ok()?;
        Some(File { map, sections })
    }

    pub(super) fn value(&self, form: &str) -> Option<u64> {
        let table = self.section(Section::Common).as_chunks::<{ format::COMMON }>().0;
        let key = format::key(form);
        let start = (key >> 32) as usize & table.len().wrapping_sub(1);
        for &[a, b, c, d, e, f, g, h, low, high] in table.get(start..).unwrap_or_default() {
            match u64::from_le_bytes([a, b, c, d, e, f, g, h]) {
                0 => break,
                found if found == key => return Some(u64::from(u16::from_le_bytes([low, high]))),
                _ => {}
            }
        }
        self.map.get(form)
    }

    fn section(&self, section: Section) -> &'static [u8] {
        self.sections[section as usize]
    }

    fn u16_at(&self, section: Section, place: usize) -> Option<u16> {
        let bytes = self.section(section).get(place * 2..place * 2 + 2)?;
        Some(u16::from_le_bytes([bytes[0], bytes[1]]))
    }

    fn u32_at(&self, section: Section, place: usize) -> Option<u32> {
        let bytes = self.section(section).get(place * 4..place * 4 + 4)?;
        Some(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
    }

    fn short_row(&self, starts: Section, row: usize) -> Range<usize> {
        let start = self.u16_at(starts, row).map_or(0, usize::from);
        start..self.u16_at(starts, row + 1).map_or(start, usize::from)
    }

    fn long_row(&self, starts: Section, row: usize) -> Range<usize> {
        let start = self.u32_at(starts, row).map_or(0, |start| start as usize);
        start..self.u32_at(starts, row + 1).map_or(start, |end| end as usize)
    }

    fn text(&self, section: Section, place: Range<usize>) -> &'static str {
        self.section(section).get(place).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }

    pub(super) fn pairs(&self, value: u64) -> impl Iterator<Item = (u16, u16)> {
        let row = self.short_row(Section::ValueStarts, usize::try_from(value).unwrap_or(usize::MAX / 8));
        let bytes = self.section(Section::Pairs).get(row.start * 4..row.end * 4).unwrap_or_default();
        bytes.as_chunks::<4>().0.iter().map(|&[a, b, c, d]| (u16::from_le_bytes([a, b]), u16::from_le_bytes([c, d])))
    }

    pub(super) fn rule(&self, number: u16) -> Option<LemmaRule> {
        let place = usize::from(number) * 4;
        let &[change, strip, a, b] = self.section(Section::Rules).get(place..place + 4)? else { return None };
        Some(LemmaRule { keep: 0, change, strip, ending: u16::from_le_bytes([a, b]) })
    }

    pub(super) fn ending(&self, number: u16) -> &'static str {
        self.text(Section::Endings, self.short_row(Section::EndingStarts, usize::from(number)))
    }

    pub(super) fn readings(&self, tag_set: u16) -> impl Iterator<Item = &'static [u8]> {
        let row = self.short_row(Section::ReadingStarts, usize::from(tag_set));
        let bytes = self.section(Section::Readings).get(row.start * Reading::BYTES..row.end * Reading::BYTES);
        bytes.unwrap_or_default().chunks_exact(Reading::BYTES)
    }

    pub(super) fn tags(&self, tag_set: u16) -> impl Iterator<Item = u16> {
        self.long_row(Section::TagStarts, usize::from(tag_set)).map_while(|place| self.u16_at(Section::Tags, place))
    }

    pub(super) fn name(&self, tag: u16) -> &'static str {
        self.text(Section::Names, self.long_row(Section::NameStarts, usize::from(tag)))
    }
}
