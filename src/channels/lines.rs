//! Lines of any length, of which only the reasonable ones are held in memory.

use super::RECORD_MOST;
use std::io::{self, BufRead, Read};

/// A line without its end.
pub(super) enum Line<'a> {
    Text(&'a [u8]),
    /// Longer than [`RECORD_MOST`]; it was skipped.
    TooLong,
}

/// The lines of `reader`, counted from 1.
pub(super) struct Lines<R> {
    reader: R,
    buffer: Vec<u8>,
    number: u64,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(reader: R) -> Self {
        Self {
            reader,
            buffer: Vec::new(),
            number: 0,
        }
    }

    /// The next line and its number; none at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<(u64, Line<'_>)>> {
        self.buffer.clear();
        // What one monstrous line took is given back.
        self.buffer.shrink_to(1 << 20);
        let most = RECORD_MOST as u64 + 2;
        if (&mut self.reader).take(most).read_until(b'\n', &mut self.buffer)? == 0 {
            return Ok(None);
        }
        self.number += 1;
        if self.buffer.len() as u64 == most && !self.buffer.ends_with(b"\n") {
            self.reader.skip_until(b'\n')?;
            return Ok(Some((self.number, Line::TooLong)));
        }
        let mut text: &[u8] = &self.buffer;
        text = text.strip_suffix(b"\n").unwrap_or(text);
        text = text.strip_suffix(b"\r").unwrap_or(text);
        if self.number == 1 {
            text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
        }
        Ok(Some((self.number, Line::Text(text))))
    }

    /// How many lines were read.
    pub(super) fn number(&self) -> u64 {
        self.number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_marks_and_monsters_are_taken_off() {
        let mut text = b"\xef\xbb\xbfone\r\n\n".to_vec();
        text.extend(vec![b'x'; RECORD_MOST + 3]);
        text.extend(b"\nlast");
        let mut lines = Lines::new(text.as_slice());
        let mut seen = Vec::new();
        while let Some((number, line)) = lines.next().unwrap() {
            seen.push(match line {
                Line::Text(text) => format!("{number} {}", String::from_utf8_lossy(text)),
                Line::TooLong => format!("{number} too long"),
            });
        }
        assert_eq!(seen, ["1 one", "2 ", "3 too long", "4 last"]);
    }
}
