//! References made of letters and digits: orders, bookings, cases (`PED-2026-118`), and shipments by the forms of carriers.

use std::ops::Range;

use super::checksum;
use super::lexicon::{self, Roles};
use super::text::{Case, Shape, Text};
use super::topic::{Topic, topic};
use super::{Finding, Kind};

/// Letters with which shops start their own references.
const PREFIXES: [&str; 22] = [
    "ord", "order", "ped", "pedido", "inc", "ref", "so", "po", "case", "caso", "tkt", "ticket", "rma", "req", "cas",
    "inv", "fac", "res", "bk", "sr", "cs", "exp",
];
/// A longer reference is read no further.
const MOST_PARTS: usize = 6;

pub(super) fn find(text: &Text, found: &mut Vec<Finding>) {
    let mut first = 0;
    while first < text.tokens.len() {
        let mut end = first + 1;
        while end < text.tokens.len() && end - first < MOST_PARTS && matches!(text.gap(end), b"-" | b"/" | b"_") {
            end += 1;
        }
        if let Some((kind, confidence)) = read(text, first..end) {
            let range = text.tokens[first].start..text.tokens[end - 1].end;
            found.push(Finding::new(range, kind, confidence));
        }
        first = end;
    }
}

/// What the letters and digits of a run of tokens amount to.
struct Parts {
    letters: usize,
    digits: usize,
    /// Letters before the first digit.
    head: usize,
    upper: bool,
}

impl Parts {
    fn count(word: &[u8]) -> Self {
        let letters = word.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
        let digits = word.iter().filter(|byte| byte.is_ascii_digit()).count();
        let head = word.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        Self {
            letters,
            digits,
            head,
            upper: !word.iter().any(u8::is_ascii_lowercase),
        }
    }
}

fn read(text: &Text, tokens: Range<usize>) -> Option<(Kind, f32)> {
    let single = tokens.len() == 1;
    if single && text.tokens[tokens.start].shape == Shape::Letters {
        return locator(text, tokens.start);
    }
    let word = &text.bytes()[text.tokens[tokens.start].start..text.tokens[tokens.end - 1].end];
    let parts = Parts::count(word);
    if parts.letters == 0 || parts.digits == 0 || word.len() > 40 || word.starts_with(b"0x") || word.starts_with(b"0X")
    {
        return None;
    }
    if single && let Some(confidence) = carrier(word) {
        return Some((Kind::Tracking, confidence));
    }
    let head = lexicon::roles(&word[..parts.head]);
    if word.contains(&b'/') && !parts.upper && parts.head > 2 {
        return None;
    }
    if head.any(Roles::NOT_REFERENCE)
        || (parts.digits < 4 && (parts.letters + parts.digits < 5 || (parts.head > 2 && head.any(Roles::COMMON))))
    {
        return None;
    }
    explained(&parts, topic(text, tokens.start, tokens.end - 1)).or_else(|| unexplained(text, &tokens, word, &parts))
}

/// What the words around call a reference.
fn explained(parts: &Parts, about: Topic) -> Option<(Kind, f32)> {
    let enough = parts.digits >= 4 || parts.upper || about.distance <= 2;
    match () {
        () if about.is(Roles::ORDER, 6) && enough => Some((Kind::OrderId, 0.9)),
        () if about.is(Roles::TRACKING, 7) && parts.digits >= 6 => Some((Kind::Tracking, 0.9)),
        () if about.is(Roles::ACCOUNT.or(Roles::IDENTITY), 5) && parts.digits >= 5 => Some((Kind::OrderId, 0.7)),
        () => None,
    }
}

/// What a reference looks like by itself.
fn unexplained(text: &Text, tokens: &Range<usize>, word: &[u8], parts: &Parts) -> Option<(Kind, f32)> {
    let about = topic(text, tokens.start, tokens.end - 1);
    if about.is(Roles::ERROR.or(Roles::VERSION).or(Roles::BARCODE).or(Roles::SECRET), 3) {
        return None;
    }
    let head = std::str::from_utf8(&word[..parts.head]).unwrap_or_default();
    if parts.digits >= 4 && PREFIXES.iter().any(|prefix| head.eq_ignore_ascii_case(prefix)) {
        return Some((Kind::OrderId, 0.85));
    }
    let lettered = (1..=6).contains(&parts.head);
    let switches = word
        .windows(2)
        .filter(|pair| pair[0].is_ascii_digit() != pair[1].is_ascii_digit())
        .count();
    match parts.digits {
        1..=4 if tokens.len() == 1 && word.len() == 6 && parts.upper && switches > 1 => Some((Kind::OrderId, 0.5)),
        8.. if tokens.len() == 1 && word.len() >= 12 => Some((Kind::Tracking, 0.7)),
        8.. if lettered && parts.letters <= 8 => Some((Kind::OrderId, 0.6)),
        6..=7 if lettered && parts.letters == parts.head && parts.upper => Some((Kind::OrderId, 0.5)),
        _ => None,
    }
}

/// Item numbers by the form of their carrier.
fn carrier(word: &[u8]) -> Option<f32> {
    let letters = |part: &[u8]| part.iter().all(u8::is_ascii_alphabetic);
    let digits = |part: &[u8]| part.iter().all(u8::is_ascii_digit);
    match word.len() {
        13 if letters(&word[..2]) && digits(&word[2..11]) && letters(&word[11..]) => {
            let mut number = [0; 9];
            number
                .iter_mut()
                .zip(&word[2..11])
                .for_each(|(digit, byte)| *digit = byte - b'0');
            Some(if checksum::s10(&number) { 0.98 } else { 0.85 })
        }
        18 if word[..2].eq_ignore_ascii_case(b"1z") => Some(0.97),
        15 if word[..3].eq_ignore_ascii_case(b"tba") && digits(&word[3..]) => Some(0.97),
        18..=20 if word[..2].eq_ignore_ascii_case(b"jd") && digits(&word[2..]) => Some(0.97),
        _ => None,
    }
}

/// A booking code of letters alone, right after the word that announces it ("localizador TRJSQY").
fn locator(text: &Text, index: usize) -> Option<(Kind, f32)> {
    let token = &text.tokens[index];
    if !(5..=8).contains(&token.len()) || token.roles != Roles::NONE || index == 0 {
        return None;
    }
    let vowels = text
        .word(index)
        .iter()
        .filter(|byte| b"aeiouAEIOU".contains(byte))
        .count();
    let unspoken = vowels == 0;
    let written = token.case == Case::Upper && !shouting(text, index) || unspoken;
    let announced =
        written && topic(text, index, index).is(Roles::ORDER, 2) && !super::topic::ends_sentence(text.gap(index));
    announced.then_some((Kind::OrderId, 0.75))
}

/// Whether the words around are in capitals too, so that capitals mean nothing.
fn shouting(text: &Text, index: usize) -> bool {
    let mut around = text.tokens[index.saturating_sub(2)..index]
        .iter()
        .chain(text.tokens[index + 1..].iter().take(2));
    around.any(|token| token.case == Case::Upper && token.shape == Shape::Letters && token.is(Roles::COMMON))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn references(source: &str) -> Vec<(&str, Kind)> {
        let text = Text::new(source);
        let mut found = Vec::new();
        find(&text, &mut found);
        found
            .into_iter()
            .map(|finding| (&source[text.folded.to_source(finding.range)], finding.kind))
            .collect()
    }

    #[test]
    fn orders_are_found_by_their_word_or_their_form() {
        assert_eq!(references("mi pedido K7QP2M no llega"), [("K7QP2M", Kind::OrderId)]);
        assert_eq!(references("el localizador es TRJSQY"), [("TRJSQY", Kind::OrderId)]);
        assert_eq!(
            references("lo de PED-2026-00418 sigue igual"),
            [("PED-2026-00418", Kind::OrderId)]
        );
        assert_eq!(
            references("still waiting on ORD44018822"),
            [("ORD44018822", Kind::OrderId)]
        );
    }

    #[test]
    fn shipments_are_found_by_their_carrier_or_their_word() {
        assert_eq!(
            references("RR473124829ES ya salió"),
            [("RR473124829ES", Kind::Tracking)]
        );
        assert_eq!(
            references("tracking GLS7723481920 stuck"),
            [("GLS7723481920", Kind::Tracking)]
        );
    }

    #[test]
    fn models_errors_and_plain_words_are_not_references() {
        assert!(references("mi SM-G991B da ERR_1714 y 0x5AAB680C con iOS 19").is_empty());
        assert!(references("the order arrived broken, order iPhone15 please, KB5034441").is_empty());
    }
}
