//! Identity numbers: Spanish DNI and NIE by their check letter, and numbers that the words around call one.

use std::ops::Range;

use super::checksum;
use super::folded::is_word;
use super::lexicon::Roles;
use super::text::{Shape, Text};
use super::topic::topic;
use super::{Finding, Kind};

pub(super) fn find(text: &Text, found: &mut Vec<Finding>) {
    for index in 0..text.tokens.len() {
        let token = &text.tokens[index];
        if token.shape == Shape::Letters && token.len() > 1 || token.len() > 18 {
            continue;
        }
        let start = token.start;
        if let Some(finding) = spanish(text, index, start).or_else(|| mexican(text, index)) {
            found.push(finding);
        }
    }
}

/// A DNI or NIE that starts here: sure with its right letter, doubtful with a wrong one where the text asks for one.
fn spanish(text: &Text, index: usize, start: usize) -> Option<Finding> {
    let bytes = text.bytes();
    let first = bytes[start].to_ascii_uppercase();
    let (kind, lead, digits_from, wanted) = match first {
        b'X' | b'Y' | b'Z' => (Kind::Nie, Some(first - b'X'), skip_separator(bytes, start + 1), 7),
        b'K' | b'L' | b'M' => (Kind::Dni, Some(0), skip_separator(bytes, start + 1), 7),
        b'0'..=b'9' => (Kind::Dni, None, start, 8),
        _ => return None,
    };
    let (number, end) = read_number(bytes, digits_from, wanted)?;
    let (letter, separated) = match bytes.get(end)? {
        letter if letter.is_ascii_alphabetic() => (end, false),
        b' ' | b'-' | b'.' => (end + 1, bytes[end] == b' '),
        _ => return None,
    };
    let written = *bytes.get(letter)?;
    if !written.is_ascii_alphabetic() || text.at(letter + 1).is_some_and(is_word) {
        return None;
    }
    let number = lead.map_or(number, |lead| u32::from(lead) * 10_000_000 + number);
    let right = checksum::dni_letter(number) == written.to_ascii_uppercase();
    let word = separated && b"aeouy".contains(&written);
    let asked = topic(text, index, index).is(Roles::IDENTITY, 6);
    let confidence = match (right, asked) {
        (true, true) => 0.99,
        (true, false) if !word => 0.97,
        (false, true) if !word => 0.7,
        (false, false)
            if !separated && first.is_ascii_digit() && written.is_ascii_uppercase() && !machine(text, index) =>
        {
            0.4
        }
        _ => return None,
    };
    Some(Finding::new(start..letter + 1, kind, confidence))
}

/// Whether the words around speak of a device's code, which may end in any letter.
fn machine(text: &Text, index: usize) -> bool {
    topic(text, index, index).is(
        Roles::ERROR
            .or(Roles::VERSION)
            .or(Roles::BARCODE)
            .or(Roles::ORDER)
            .or(Roles::TRACKING),
        4,
    )
}

fn skip_separator(bytes: &[u8], position: usize) -> usize {
    position + usize::from(bytes.get(position).is_some_and(|byte| b" -.".contains(byte)))
}

/// Some digits, plain or grouped in threes from the right, and where they end.
fn read_number(bytes: &[u8], start: usize, wanted: usize) -> Option<(u32, usize)> {
    let mut number = 0;
    let mut taken = 0;
    let mut position = start;
    while taken < wanted {
        let byte = *bytes.get(position)?;
        if byte.is_ascii_digit() {
            number = number * 10 + u32::from(byte - b'0');
            taken += 1;
        } else if !(b". ".contains(&byte) && taken > 0 && (wanted - taken).is_multiple_of(3)) {
            return None;
        }
        position += 1;
    }
    Some((number, position))
}

/// Mexican CURP and RFC, by their shape: letters of the name, the birth date, then letters and digits.
fn mexican(text: &Text, index: usize) -> Option<Finding> {
    let word = text.word(index);
    let letters = word.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let date = word.get(letters..letters + 6)?;
    let month = std::str::from_utf8(&date[2..4]).ok()?.parse().unwrap_or(0);
    let dated = date.iter().all(u8::is_ascii_digit) && (1..=12).contains(&month);
    let curp = letters == 4 && word.len() == 18 && word[10..16].iter().all(u8::is_ascii_alphabetic);
    let rfc = (3..=4).contains(&letters) && word.len() == letters + 9;
    let asked = rfc && topic(text, index, index).is(Roles::IDENTITY, 5);
    let range: Range<usize> = text.tokens[index].start..text.tokens[index].end;
    (dated && (curp || asked)).then(|| Finding::new(range, Kind::Dni, 0.9))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn documents(source: &str) -> Vec<(&str, Kind)> {
        let text = Text::new(source);
        let mut found = Vec::new();
        find(&text, &mut found);
        found
            .into_iter()
            .map(|finding| (&source[text.folded.to_source(finding.range)], finding.kind))
            .collect()
    }

    #[test]
    fn documents_are_found_by_their_letter() {
        for document in ["12345678Z", "12345678-z", "12.345.678-Z", "12345678 Z", "12.345.678Z"] {
            assert_eq!(documents(&format!("soy yo, {document}.")), [(document, Kind::Dni)]);
        }
        for document in ["X1234567L", "x-1234567-l", "X 1234567 L"] {
            assert_eq!(documents(document), [(document, Kind::Nie)]);
        }
    }

    #[test]
    fn a_wrong_letter_is_sure_only_with_the_word() {
        assert!(documents("código 12345678A").is_empty());
        assert_eq!(documents("mi DNI es 12345678A"), [("12345678A", Kind::Dni)]);
        assert!(documents("pagué 12345678 a la tienda").is_empty());
    }

    #[test]
    fn a_mexican_curp_is_found_by_its_shape() {
        assert_eq!(documents("GOMC850312HDFRRL09"), [("GOMC850312HDFRRL09", Kind::Dni)]);
    }
}
