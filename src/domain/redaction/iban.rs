//! Bank account numbers by the check of ISO 13616, and Spanish accounts without their country.

use super::checksum;
use super::folded::is_word;
use super::lexicon::Roles;
use super::text::{Shape, Text};
use super::topic::topic;
use super::{Finding, Kind};

/// The longest IBAN of any country.
const LONGEST: usize = 34;

pub(super) fn find(text: &Text, found: &mut Vec<Finding>) {
    let mut after = 0;
    for index in 0..text.tokens.len() {
        let token = text.tokens[index];
        if token.start < after {
            continue;
        }
        let word = text.word(index);
        let starts = word.len() >= 4
            && word[..2].iter().all(u8::is_ascii_alphabetic)
            && word[2..4].iter().all(u8::is_ascii_digit);
        let split = word.len() == 2
            && word.iter().all(u8::is_ascii_alphabetic)
            && text
                .tokens
                .get(index + 1)
                .is_some_and(|next| next.len() == 2 && next.shape == Shape::Digits);
        if !(starts || split) {
            continue;
        }
        let country = [word[0], word[1]];
        if let Some(length) = checksum::iban_length(country)
            && let Some(finding) = read(text, index, length)
        {
            after = finding.range.end;
            found.push(finding);
        }
    }
}

/// An account number of a known length that starts at a token, if its check holds or the words around speak of one.
fn read(text: &Text, index: usize, length: usize) -> Option<Finding> {
    let bytes = text.bytes();
    let start = text.tokens[index].start;
    let mut characters = [0; LONGEST];
    let mut taken = 0;
    let mut position = start;
    let mut gaps = 0;
    while taken < length {
        let byte = *bytes.get(position)?;
        if byte.is_ascii_alphanumeric() {
            characters[taken] = byte;
            taken += 1;
            gaps = 0;
        } else if b" -.".contains(&byte) && gaps == 0 {
            gaps += 1;
        } else {
            return None;
        }
        position += 1;
    }
    let whole = !text.at(position).is_some_and(is_word);
    let digits = characters[2..length]
        .iter()
        .filter(|byte| byte.is_ascii_digit())
        .count();
    let confidence = match () {
        () if checksum::iban(&characters[..length]) && whole => 0.99,
        () if whole && digits * 2 > length && about_accounts(text, index) => 0.85,
        () if whole && digits * 3 > length * 2 => 0.55,
        () => return None,
    };
    Some(Finding::new(start..position, Kind::Iban, confidence))
}

fn about_accounts(text: &Text, index: usize) -> bool {
    topic(text, index, index).is(Roles::ACCOUNT, 7)
        || (index.saturating_sub(4)..index).any(|near| text.is_word(near, "iban"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accounts(source: &str) -> Vec<&str> {
        let text = Text::new(source);
        let mut found = Vec::new();
        find(&text, &mut found);
        found
            .into_iter()
            .map(|finding| &source[text.folded.to_source(finding.range)])
            .collect()
    }

    #[test]
    fn accounts_are_found_however_they_are_grouped() {
        for account in [
            "ES7921000813610123456789",
            "es79 2100 0813 6101 2345 6789",
            "ES79-2100-0813-6101-2345-6789",
            "GB33 BUKB 2020 1555 5555 55",
        ] {
            assert_eq!(accounts(&format!("Mi cuenta: {account}, gracias")), [account]);
        }
    }

    #[test]
    fn a_wrong_check_is_sure_only_with_a_word_about_accounts() {
        assert_eq!(accounts("esto: ES7921000813610123456780"), ["ES7921000813610123456780"]);
        assert_eq!(
            accounts("mi IBAN es ES7921000813610123456780"),
            ["ES7921000813610123456780"]
        );
    }
}
