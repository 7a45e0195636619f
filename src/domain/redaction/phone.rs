//! Telephone numbers by the plans of the countries where our customers live, and by the words around for all others.

use super::lexicon::Roles;
use super::number::Number;
use super::topic::Topic;
use super::{Finding, Kind};

/// The shortest and longest international number (ITU E.164), with its country.
const INTERNATIONAL: std::ops::RangeInclusive<usize> = 7..=15;

/// How many digits a number may have that is written digit by digit.
pub(super) const DICTATED: std::ops::RangeInclusive<usize> = 9..=13;

pub(super) fn read(number: &Number) -> Option<Finding> {
    let confidence = confidence(number)?;
    let mut range = number.range();
    range.start -= opening(number);
    range.end += extension(number);
    Some(Finding::new(range, Kind::Phone, confidence))
}

fn confidence(number: &Number) -> Option<f32> {
    let about = number.topic;
    let digits = number.digits();
    let plus = number.lead().ends_with(b"+") || number.lead().ends_with(b"(+") || number.lead().ends_with(b"+ ");
    if !plus && is_tail(number) {
        return None;
    }
    if plus && INTERNATIONAL.contains(&digits.len()) && digits[0] != 0 && international(digits) {
        return Some(0.98 - whole_penalty(digits));
    }
    if let [0, 0, country @ ..] = digits
        && INTERNATIONAL.contains(&country.len())
        && country[0] != 0
        && international(country)
    {
        return Some(if claimed(about, 2) {
            0.6
        } else {
            0.98 - whole_penalty(country)
        });
    }
    if let Some(shape) = national(number) {
        let grouped = number.lengths().len() > 1;
        return match () {
            () if about.is(Roles::PHONE, 7) => Some(0.95),
            () if claimed(about, if grouped { 3 } else { 7 }) => None,
            () if grouped => Some(shape),
            () => Some(shape - 0.1),
        };
    }
    let called = about.is(Roles::PHONE, 5) && (6..=13).contains(&digits.len()) && plausible(number);
    called.then_some(0.8)
}

/// Whether the digits go on with a reference ("BZ-290118") instead of following a word such as "tel-".
fn is_tail(number: &Number) -> bool {
    let before = number
        .tokens
        .start
        .checked_sub(1)
        .map(|index| &number.text.tokens[index]);
    matches!(number.lead(), b"-" | b"_" | b"/") && before.is_some_and(|token| !token.is(Roles::PHONE))
}

/// Whether the words around say that the number is something else.
fn claimed(about: Topic, within: usize) -> bool {
    let others = Roles::ORDER
        .or(Roles::TRACKING)
        .or(Roles::IMEI)
        .or(Roles::CARD)
        .or(Roles::IDENTITY)
        .or(Roles::ACCOUNT)
        .or(Roles::BARCODE)
        .or(Roles::SECRET);
    about.is(others, within) || about.is(Roles::ERROR.or(Roles::VERSION), 2)
}

/// Whether digits after a `+` have the length their country's plan asks for; countries not named here may have any.
fn international(digits: &[u8]) -> bool {
    let length = digits.len();
    match digits {
        [1, ..] | [3, 3 | 4, ..] | [5, 6, ..] => length == 11,
        [4, 4, ..] => (11..=12).contains(&length),
        [5, 2, ..] => (12..=13).contains(&length),
        [5, 4 | 5, ..] => (11..=13).contains(&length),
        [5, 7, ..] => (10..=12).contains(&length),
        [5, 1, ..] => (10..=11).contains(&length),
        _ => true,
    }
}

/// A longer reading of a number of unknown plan is a little likelier than a shorter one.
fn whole_penalty(digits: &[u8]) -> f32 {
    (15 - digits.len().min(15)) as f32 * 0.001
}

/// Groupings of the nine digits of a Spanish number.
const SPAIN: [&[u8]; 10] = [
    &[9],
    &[3, 3, 3],
    &[3, 2, 2, 2],
    &[2, 3, 2, 2],
    &[3, 6],
    &[2, 7],
    &[3, 2, 4],
    &[5, 4],
    &[1, 2, 2, 2, 2],
    &[5, 2, 2],
];
/// Groupings of ten digits in Mexico, Argentina and their neighbours.
const LATIN_AMERICA: [&[u8]; 4] = [&[2, 4, 4], &[2, 8], &[4, 4, 2], &[3, 3, 2, 2]];

/// How sure a number's grouping and first digits make it one of a national plan.
fn national(number: &Number) -> Option<f32> {
    let lengths = number.lengths();
    let digits = number.digits();
    let dotted = number.joined_by(b".") && lengths.len() > 1;
    let spain = |digits: &[u8]| digits.len() == 9 && (6..=9).contains(&digits[0]);
    let america = |digits: &[u8]| digits.len() == 10 && digits[0] >= 2 && digits[3] >= 2;
    if SPAIN.contains(&lengths) && spain(digits) {
        return Some(0.9);
    }
    if LATIN_AMERICA.contains(&lengths) && digits[0] >= 2 && !dotted {
        return Some(0.85);
    }
    match (lengths, digits) {
        ([2 | 5, ..] | [11], [3, 4, rest @ ..]) if spain(rest) => Some(0.9),
        ([3, 3, 4] | [3, 7], _) if america(digits) => Some(0.92),
        ([10], _) if america(digits) => Some(0.75),
        ([1, 3, 3, 4] | [11] | [4, 3, 4], [1, rest @ ..]) if america(rest) => Some(0.9),
        ([1, 4, 4] | [1, 8], [9, ..]) => Some(0.85),
        // The trunk zero of Britain, France, Germany, Italy and most of the world.
        ([_, _, ..], [0, 1..=9, ..]) if (9..=11).contains(&digits.len()) && groups_of(lengths, 2..=8) => Some(0.85),
        ([10 | 11], [0, 1..=3 | 5..=9, ..]) => Some(0.7),
        ([3 | 4, 4], [2..=9, ..]) if number.joined_by(b"-") && !years(digits) => Some(0.6),
        ([1 | 2, rest @ ..], _) if number.joined_by(b" ") && rest.len() > 1 && groups_of(rest, 3..=3) => None,
        ([_, _, _, ..], [first, second, ..]) if first + second > 0 => loose(number).then_some(0.6),
        _ => None,
    }
}

/// Whether three groups or more look like a number of some plan not known here.
fn loose(number: &Number) -> bool {
    (8..=12).contains(&number.digits().len()) && groups_of(number.lengths(), 2..=4) && !number.joined_by(b"/")
}

/// Whether the digits are two years ("2025-2026") or those of a life long ago ("973-1048").
fn years(digits: &[u8]) -> bool {
    let century = |digits: &[u8]| matches!(digits, [1, 9, ..] | [2, 0, ..]);
    match digits.len() {
        8 => century(digits) && century(&digits[4..]),
        7 => digits[3] == 1,
        _ => false,
    }
}

fn groups_of(lengths: &[u8], allowed: std::ops::RangeInclusive<u8>) -> bool {
    lengths.iter().all(|length| allowed.contains(length))
}

/// Whether a number that is called a telephone can be one, so that a date or two years beside the word are none.
fn plausible(number: &Number) -> bool {
    let lengths = number.lengths();
    let dated = number.digits().len() == 8 && years(number.digits()) || lengths == [3, 2, 4];
    lengths.len() == 1 || !(dated || number.joined_by(b"/") || lengths.len() > 6)
}

/// How many bytes before the first digit belong to the number: `+`, `(`, `(+`.
fn opening(number: &Number) -> usize {
    let lead = number.lead();
    lead.iter().rev().take_while(|byte| b"+(".contains(byte)).count().min(2)
}

/// How many bytes after the last digit belong to the number: an extension (`x12`, `ext. 12`).
fn extension(number: &Number) -> usize {
    let text = number.text;
    let word = number.tokens.end;
    let cross = text.is_any(word, &["x", "ext", "extension", "anexo"]) && text.gap(word).len() <= 2;
    match text.tokens.get(word + 1) {
        Some(digits)
            if cross
                && digits.len() <= 6
                && text.gap(word + 1).len() <= 2
                && text.word(word + 1).iter().all(u8::is_ascii_digit) =>
        {
            digits.end - text.tokens[word - 1].end
        }
        _ => 0,
    }
}
