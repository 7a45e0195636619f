//! Payment cards and device numbers: long numbers with Luhn's check digit, told apart by first digits, length and words.

use super::checksum::luhn;
use super::lexicon::Roles;
use super::number::Number;
use super::{Finding, Kind};

/// How the digits of cards are grouped.
const CARD_GROUPS: [&[u8]; 10] = [
    &[4, 4, 4, 2],
    &[4, 4, 4, 4],
    &[4, 6, 5],
    &[4, 6, 4],
    &[4, 4, 4, 4, 3],
    &[4, 4, 4, 3],
    &[4, 3, 3, 3],
    &[6, 13],
    &[4, 4, 7],
    &[8, 8],
];
/// How the fifteen digits of device numbers are grouped.
const DEVICE_GROUPS: [&[u8]; 9] = [
    &[2, 6, 6, 1],
    &[6, 3, 6],
    &[6, 6, 3],
    &[8, 6, 1],
    &[6, 2, 6, 1],
    &[3, 3, 3, 3, 3],
    &[5, 5, 5],
    &[4, 4, 4, 3],
    &[2, 4, 2, 6, 1],
];

pub(super) fn read(number: &Number) -> Option<Finding> {
    let digits = number.digits();
    if !(12..=19).contains(&digits.len()) {
        return None;
    }
    let (kind, confidence) = if luhn(digits) {
        checked(number)?
    } else {
        unchecked(number)?
    };
    Some(Finding::new(number.range(), kind, confidence))
}

/// What a number with the right check digit is.
fn checked(number: &Number) -> Option<(Kind, f32)> {
    let digits = number.digits();
    let about = number.topic;
    let device = digits.len() == 15 && is_device(number);
    match () {
        () if about.is(Roles::BARCODE, 5) && !about.is(Roles::IMEI, 5) => None,
        () if device && about.is(Roles::IMEI, 7) => Some((Kind::Imei, 0.98)),
        () if is_issued(digits) && (digits.len() > 12 && is_card(number) || about.is(Roles::CARD, 7)) => {
            Some((Kind::CreditCard, 0.97))
        }
        () if device => Some((Kind::Imei, 0.9)),
        () if about.is(Roles::CARD, 6) => Some((Kind::CreditCard, 0.9)),
        () => None,
    }
}

/// What a number with a wrong check digit, or none, is called.
fn unchecked(number: &Number) -> Option<(Kind, f32)> {
    let about = number.topic;
    let count = number.digits().len();
    match () {
        () if about.is(Roles::IMEI, 6) && (14..=16).contains(&count) => Some((Kind::Imei, 0.75)),
        () if about.is(Roles::CARD, 6) => Some((Kind::CreditCard, 0.75)),
        () if number.lengths() == [4, 4, 4, 4] && !about.is(Roles::ORDER.or(Roles::TRACKING), 5) => {
            Some((Kind::CreditCard, 0.6))
        }
        () => None,
    }
}

/// Whether the first digits are given out to card networks and the length is one of theirs.
fn is_issued(digits: &[u8]) -> bool {
    let first = |count: usize| {
        digits[..count]
            .iter()
            .fold(0_u32, |value, digit| value * 10 + u32::from(*digit))
    };
    match digits.len() {
        13 => first(1) == 4,
        14 => matches!(first(2), 30 | 36 | 38 | 39),
        15 => matches!(first(2), 34 | 37) || matches!(first(4), 2131 | 1800),
        16 => {
            matches!(first(1), 4..=6)
                || matches!(first(2), 35 | 36 | 30 | 38 | 39)
                || (2221..=2720).contains(&first(4))
                || (2200..=2204).contains(&first(4))
        }
        12 | 17..=19 => matches!(first(1), 4..=6) || first(2) == 35,
        _ => false,
    }
}

/// Groups as on a card, or none.
fn is_card(number: &Number) -> bool {
    number.lengths().len() == 1 || CARD_GROUPS.contains(&number.lengths())
}

/// Groups as in a device number, or none.
fn is_device(number: &Number) -> bool {
    number.lengths().len() == 1 || DEVICE_GROUPS.contains(&number.lengths())
}
