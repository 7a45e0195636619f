//! Check digits: what tells a real number from any other of its length.

/// Luhn's check over decimal digits (`0..=9`): payment cards and device numbers.
pub(super) fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| match (u32::from(*digit), place % 2) {
            (digit, 0) => digit,
            (digit, _) if digit > 4 => digit * 2 - 9,
            (digit, _) => digit * 2,
        })
        .sum();
    sum.is_multiple_of(10)
}

/// The ISO 7064 mod 97-10 check of an IBAN without its spaces, in ASCII letters of any case and digits.
pub(super) fn iban(characters: &[u8]) -> bool {
    let value = |byte: u8| {
        if byte.is_ascii_digit() {
            u32::from(byte - b'0')
        } else {
            u32::from(byte.to_ascii_uppercase() - b'A') + 10
        }
    };
    let remainder = characters[4..]
        .iter()
        .chain(&characters[..4])
        .fold(0, |remainder, byte| {
            let value = value(*byte);
            (remainder * if value > 9 { 100 } else { 10 } + value) % 97
        });
    remainder == 1
}

/// The length of a country's IBAN, from the SWIFT registry.
pub(super) fn iban_length(country: [u8; 2]) -> Option<usize> {
    const LENGTHS: [(usize, &str); 18] = [
        (15, "NO"),
        (16, "BE"),
        (18, "DK FI FK FO GL NL SD"),
        (19, "MK SI"),
        (20, "AT BA EE KZ LT LU MN XK"),
        (21, "CH HR LI LV"),
        (22, "BG BH CR DE GB GE IE ME RS VA"),
        (23, "AE GI IL IQ OM SO TL"),
        (24, "AD CZ ES MD PK RO SA SE SK TN VG"),
        (25, "LY PT ST"),
        (26, "IS TR"),
        (27, "BI DJ FR GR IT MC MR SM"),
        (28, "AL AZ BY CY DO GT HN HU LB NI PL SV"),
        (29, "BR EG PS QA UA"),
        (30, "JO KW MU YE"),
        (31, "MT SC"),
        (32, "LC"),
        (33, "RU"),
    ];
    let country = country.map(|byte| byte.to_ascii_uppercase());
    let country = std::str::from_utf8(&country).ok()?;
    LENGTHS
        .iter()
        .find(|(_, countries)| countries.split(' ').any(|one| one == country))
        .map(|(length, _)| *length)
}

/// The letter of a Spanish DNI or, with its first letter read as a digit, of an NIE.
pub(super) fn dni_letter(number: u32) -> u8 {
    b"TRWAGMYFPDXBNJZSQVHLCKE"[number as usize % 23]
}

/// The check digit of an S10 postal item (`RR123456785ES`): its nine digits, the last one the check.
pub(super) fn s10(digits: &[u8; 9]) -> bool {
    const WEIGHTS: [u32; 8] = [8, 6, 4, 2, 3, 5, 9, 7];
    let sum: u32 = WEIGHTS
        .iter()
        .zip(digits)
        .map(|(weight, digit)| weight * u32::from(*digit))
        .sum();
    let check = match 11 - sum % 11 {
        10 => 0,
        11 => 5,
        check => check,
    };
    check == u32::from(digits[8])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digits(text: &str) -> Vec<u8> {
        text.bytes().map(|byte| byte - b'0').collect()
    }

    #[test]
    fn luhn_finds_a_changed_digit() {
        assert!(luhn(&digits("4539578763621486")));
        assert!(!luhn(&digits("4539578763621487")));
    }

    #[test]
    fn iban_finds_a_changed_digit() {
        assert!(iban(b"ES7921000813610123456789") && iban(b"gb33bukb20201555555555"));
        assert!(!iban(b"ES7921000813610123456780"));
        assert_eq!(iban_length(*b"es"), Some(24));
        assert_eq!(iban_length(*b"xx"), None);
    }

    #[test]
    fn dni_and_postal_items_carry_their_check() {
        assert_eq!(dni_letter(12345678), b'Z');
        assert!(s10(&[4, 7, 3, 1, 2, 4, 8, 2, 9]));
        assert!(!s10(&[4, 7, 3, 1, 2, 4, 8, 2, 8]));
    }
}
