//! The table of what each token means before its neighbours have a say: 512 numbers of 6 bits, decoded row by row.
//!
//! A row is a run of Huffman codes of its chunk (every 17th token is of the same chunk), which is a third of the bytes and
//! costs about a microsecond. So the table is never held in memory as numbers.

use crate::sections::{Damaged, Sections};

pub const WIDTH: usize = 512;
const CHUNKS: usize = 17;
const SYMBOLS: usize = 64;
const LONGEST_CODE: usize = 12;

pub struct Table {
    rows: &'static [u8],
    starts: &'static [[u8; 4]],
    codes: Vec<Codes>,
    low: Vec<f32>,
    step: Vec<f32>,
}

/// One token's row: what a number stands for is `low + step * number`.
pub struct Row {
    pub numbers: [i16; WIDTH],
    pub low: f32,
    pub step: f32,
}

impl Table {
    pub fn read(sections: Sections) -> Result<Self, Damaged> {
        let lengths = sections.bytes("table.lengths")?;
        let codes: Option<Vec<Codes>> = lengths.chunks(SYMBOLS).map(Codes::of).collect();
        let codes = codes.filter(|codes| codes.len() == CHUNKS);
        let table = Self {
            rows: sections.bytes("table.rows")?,
            starts: sections.words("table.starts")?,
            codes: codes.ok_or_else(|| Damaged("table.lengths holds no codes".into()))?,
            low: sections.floats("chunk.low", CHUNKS)?,
            step: sections.floats("chunk.step", CHUNKS)?,
        };
        Ok(table)
    }

    pub fn row(&self, token: u32) -> Row {
        let token = token as usize;
        let chunk = token % CHUNKS;
        let start = self
            .starts
            .get(token)
            .map_or(0, |&start| u32::from_le_bytes(start) as usize);
        Row {
            numbers: self.codes[chunk].decode(&self.rows[start..]),
            low: self.low[chunk],
            step: self.step[chunk],
        }
    }
}

/// For the next 12 bits of a stream: the symbol they begin with, and the length of its code.
struct Codes(Box<[[u8; 2]; 1 << LONGEST_CODE]>);

impl Codes {
    /// Canonical codes: shorter ones first, equal ones in the order of their symbols; the first bit is the lowest.
    fn of(lengths: &[u8]) -> Option<Self> {
        let mut table = Box::new([[0; 2]; 1 << LONGEST_CODE]);
        let mut order: Vec<usize> = (0..lengths.len()).collect();
        order.sort_by_key(|&symbol| (lengths[symbol], symbol));
        // The next code, as the first bits of a number of the longest code's length.
        let mut next = 0_u32;
        for symbol in order {
            let length = u32::from(lengths[symbol]);
            let free = u32::try_from(LONGEST_CODE)
                .ok()?
                .checked_sub(length)
                .filter(|_| length > 0)?;
            let code = (next as u16).reverse_bits() >> (16 - LONGEST_CODE);
            for after in 0..1 << free {
                *table.get_mut(code as usize | after << length)? = [symbol as u8, length as u8];
            }
            next += 1 << free;
        }
        // Neither more codes than there is room for, nor bits that mean nothing.
        (next == 1 << LONGEST_CODE).then_some(Self(table))
    }

    fn decode(&self, stream: &[u8]) -> [i16; WIDTH] {
        let mut numbers = [0; WIDTH];
        let mut at = 0;
        // Four codes of 12 bits, and the 7 bits before them in their first byte, fit into eight bytes.
        for four in numbers.as_chunks_mut::<4>().0 {
            let bytes = stream.get(at / 8..).and_then(|rest| rest.first_chunk()).copied();
            let mut bits = u64::from_le_bytes(bytes.unwrap_or_default()) >> (at % 8);
            for number in four {
                let [symbol, length] = self.0[bits as usize % (1 << LONGEST_CODE)];
                *number = i16::from(symbol);
                bits >>= length;
                at += length as usize;
            }
        }
        numbers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_from_their_lengths() {
        // 0 -> 0, 1 -> 10, 2 -> 110, 3 -> 111
        let codes = Codes::of(&[1, 2, 3, 3]).unwrap();
        let mut stream = vec![0; WIDTH];
        // From the lowest bit on: 0, 10, 110, 111, and zeros.
        stream[..2].copy_from_slice(&(0b1_1101_1010_u16).to_le_bytes());
        assert_eq!(codes.decode(&stream)[..5], [0, 1, 2, 3, 0]);
    }

    #[test]
    fn lengths_that_make_no_code_are_refused() {
        assert!(Codes::of(&[0, 1]).is_none());
        assert!(Codes::of(&[1, 1, 1]).is_none());
        assert!(Codes::of(&[13]).is_none());
    }
}
