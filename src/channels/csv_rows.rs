//! Rows of CSV (RFC 4180) that end at LF outside quotes alone, so that a bare CR may stand in a field.
//!
//! A quote that is never closed would swallow the rest of the file as one field. So a row of several lines can be taken
//! back: its first line is given up, and reading goes on with the second as a row of its own.

use super::{
    RECORD_MOST,
    lines::{Line, Lines},
};
use std::{
    collections::VecDeque,
    io::{self, BufRead},
};

/// A row of more lines is a quote that was never closed.
const LINES_MOST: usize = 1_000;

/// What stands next.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// A row, its fields now in [`CsvRows::field`]; the number of its first line.
    Row(u64),
    /// A line that is no row, and why.
    Broken(u64, &'static str),
    End,
}

/// Reads row after row into the same memory.
pub(super) struct CsvRows<R> {
    lines: Lines<R>,
    /// Lines that were taken back.
    held: VecDeque<(u64, Vec<u8>)>,
    /// The second and further lines of the present row.
    further: Vec<(u64, Vec<u8>)>,
    fields: Fields,
}

impl<R: BufRead> CsvRows<R> {
    pub(super) fn new(reader: R) -> Self {
        Self {
            lines: Lines::new(reader),
            held: VecDeque::new(),
            further: Vec::new(),
            fields: Fields::default(),
        }
    }

    /// Reads the next row; blank lines between rows are passed over.
    pub(super) fn next(&mut self) -> io::Result<Next> {
        self.fields.clear();
        self.further.clear();
        let mut first = None;
        loop {
            let closed = if let Some((line, text)) = self.held.pop_front() {
                let closed = self.fields.add_line(&text);
                if first.is_some() {
                    self.further.push((line, text));
                }
                first.get_or_insert(line);
                closed
            } else {
                match (self.lines.next()?, first) {
                    (None, None) => return Ok(Next::End),
                    (Some((line, Line::TooLong)), None) => return Ok(Next::Broken(line, "the line is too long")),
                    (None | Some((_, Line::TooLong)), Some(first)) => return Ok(self.unclosed(first)),
                    (Some((line, Line::Text(text))), None) => {
                        first = Some(line);
                        self.fields.add_line(text)
                    }
                    (Some((line, Line::Text(text))), Some(_)) => {
                        self.further.push((line, text.to_vec()));
                        self.fields.add_line(text)
                    }
                }
            };
            match first {
                Some(_) if closed && self.fields.is_blank() => {
                    first = None;
                    self.fields.clear();
                }
                Some(line) if closed => return Ok(Next::Row(line)),
                Some(line) if self.further.len() > LINES_MOST || self.fields.bytes.len() > RECORD_MOST => {
                    return Ok(self.unclosed(line));
                }
                _ => {}
            }
        }
    }

    fn unclosed(&mut self, line: u64) -> Next {
        self.take_back();
        Next::Broken(line, "a quote is opened and never closed")
    }

    /// Gives up the first line of the present row: its other lines are read again as rows of their own.
    pub(super) fn take_back(&mut self) {
        while let Some(line) = self.further.pop() {
            self.held.push_front(line);
        }
    }

    /// How many fields the present row has.
    pub(super) fn len(&self) -> usize {
        self.fields.ends.len()
    }

    /// Field `index` of the present row; empty where the row is shorter.
    pub(super) fn field(&self, index: usize) -> &[u8] {
        let Some(&end) = self.fields.ends.get(index) else {
            return &[];
        };
        let start = index.checked_sub(1).map_or(0, |before| self.fields.ends[before]);
        &self.fields.bytes[start..end]
    }
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum State {
    #[default]
    Start,
    Plain,
    Quoted,
    /// After a quote inside quotes: the end of the field, or the first half of a doubled quote.
    Quote,
}

/// The fields of a row, one after the other.
#[derive(Default)]
struct Fields {
    bytes: Vec<u8>,
    ends: Vec<usize>,
    state: State,
}

impl Fields {
    fn clear(&mut self) {
        self.bytes.clear();
        self.bytes.shrink_to(1 << 20);
        self.ends.clear();
        self.state = State::Start;
    }

    fn is_blank(&self) -> bool {
        self.ends.len() == 1 && self.bytes.is_empty()
    }

    /// Adds a line without its end; whether the row ends with it.
    fn add_line(&mut self, line: &[u8]) -> bool {
        if self.state == State::Quoted {
            self.bytes.push(b'\n');
        }
        for &byte in line {
            self.state = match (self.state, byte) {
                (State::Start, b'"') => State::Quoted,
                (State::Quoted, b'"') => State::Quote,
                (State::Quote, b'"') => {
                    self.bytes.push(byte);
                    State::Quoted
                }
                (State::Start | State::Plain | State::Quote, b',') => {
                    self.ends.push(self.bytes.len());
                    State::Start
                }
                (state, _) => {
                    self.bytes.push(byte);
                    if state == State::Quoted {
                        State::Quoted
                    } else {
                        State::Plain
                    }
                }
            };
        }
        if self.state == State::Quoted {
            return false;
        }
        self.ends.push(self.bytes.len());
        self.state = State::Start;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<String> {
        let mut rows = CsvRows::new(text.as_bytes());
        let mut seen = Vec::new();
        loop {
            match rows.next().unwrap() {
                Next::End => return seen,
                Next::Broken(line, why) => seen.push(format!("{line}! {why}")),
                Next::Row(line) => {
                    let fields: Vec<_> = (0..rows.len())
                        .map(|index| String::from_utf8_lossy(rows.field(index)))
                        .collect();
                    seen.push(format!("{line} {}", fields.join("|")));
                }
            }
        }
    }

    #[test]
    fn fields_may_hold_quotes_commas_and_ends_of_lines() {
        assert_eq!(
            rows("a,b\r\n\"x \"\"y\"\", z,\nsecond\",2\r\n\n,\nbare\rreturn,5\" screen"),
            ["1 a|b", "2 x \"y\", z,\nsecond|2", "5 |", "6 bare\rreturn|5\" screen"]
        );
    }

    #[test]
    fn an_open_quote_costs_its_own_line_only() {
        assert_eq!(
            rows("a,\"open\nb,2\nc,3"),
            ["1! a quote is opened and never closed", "2 b|2", "3 c|3"]
        );
        let long = format!("\"{}1,2", "x\n".repeat(LINES_MOST + 5));
        assert_eq!(rows(&long).len(), LINES_MOST + 6, "each line comes back as a row");
    }

    #[test]
    fn a_row_can_be_taken_back() {
        let mut reader = CsvRows::new(&b"a,\"x\nb,2\nc\",3\nd,4"[..]);
        assert_eq!(reader.next().unwrap(), Next::Row(1));
        reader.take_back();
        assert_eq!(reader.next().unwrap(), Next::Row(2));
        assert_eq!(reader.field(1), b"2");
    }
}
