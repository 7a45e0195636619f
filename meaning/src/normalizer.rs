//! How a text is written before it is cut into pieces, as SentencePiece does it: what looks alike becomes alike (NFKC and
//! some more), spaces become `▁`, several become one, and one stands before the first word.

use crate::sections::{Damaged, Sections};

const SPACE: &[u8] = "▁".as_bytes();

/// The rules: a trie over the bytes of what is replaced (a double array as `darts-clone` writes it), and the replacements,
/// each with a zero at its end.
pub struct Normalizer {
    units: &'static [[u8; 4]],
    strings: &'static [u8],
}

impl Normalizer {
    pub fn read(sections: Sections) -> Result<Self, Damaged> {
        Ok(Self {
            units: sections.words("normal.units")?,
            strings: sections.bytes("normal.strings")?,
        })
    }

    /// The text as it is cut: UTF-8. Empty where it holds nothing but space.
    pub fn normalize(&self, text: &str) -> Vec<u8> {
        let mut rest = text.as_bytes();
        let mut written = Vec::with_capacity(rest.len() + rest.len() / 4);
        let mut after_space = true;
        while !rest.is_empty() {
            let (mut piece, length) = self.first(rest);
            rest = &rest[length..];
            if after_space {
                let spaces = piece.iter().take_while(|&&byte| byte == b' ').count();
                piece = &piece[spaces..];
            }
            let Some(&last) = piece.last() else { continue };
            if written.is_empty() {
                written.extend_from_slice(SPACE);
            }
            after_space = last == b' ';
            for &byte in piece {
                match byte {
                    b' ' => written.extend_from_slice(SPACE),
                    byte => written.push(byte),
                }
            }
        }
        while written.ends_with(SPACE) {
            written.truncate(written.len() - SPACE.len());
        }
        written
    }

    /// What the longest beginning of `text` that has a rule, or else its first character, is written as, and how many
    /// bytes that takes away.
    fn first<'a>(&'a self, text: &'a [u8]) -> (&'a [u8], usize) {
        if let Some((place, length)) = self.longest(text)
            && let Some(string) = self.strings.get(place..)
        {
            let end = string.iter().position(|&byte| byte == 0).unwrap_or(string.len());
            return (&string[..end], length);
        }
        let length = 1 + text[1..].iter().take_while(|&&byte| continues(byte)).count();
        (&text[..length], length)
    }

    fn longest(&self, text: &[u8]) -> Option<(usize, usize)> {
        let mut longest = None;
        let mut place = offset(self.unit(0)?);
        for (at, &byte) in text.iter().enumerate() {
            place ^= byte as usize;
            let unit = self.unit(place)?;
            if unit & 0x8000_00ff != u32::from(byte) {
                break;
            }
            place ^= offset(unit);
            if unit & 0x100 != 0 {
                longest = Some(((self.unit(place)? & 0x7fff_ffff) as usize, at + 1));
            }
        }
        longest
    }

    fn unit(&self, place: usize) -> Option<u32> {
        self.units.get(place).map(|&unit| u32::from_le_bytes(unit))
    }
}

fn offset(unit: u32) -> usize {
    ((unit >> 10) << ((unit & 0x200) >> 6)) as usize
}

/// Whether a byte of UTF-8 is not the first of its character.
pub fn continues(byte: u8) -> bool {
    byte & 0xc0 == 0x80
}
