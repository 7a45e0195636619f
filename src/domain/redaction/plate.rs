//! Number plates: the Spanish and British forms by themselves, those of other countries beside a word about vehicles.

use super::lexicon::Roles;
use super::text::{Case, Shape, Text};
use super::topic::before;
use super::{Finding, Kind};

/// Plates of Spain (new, old), Britain (new, old), the United States, Mexico, Italy, France, Chile, Argentina, Colombia
/// and Germany; `L` is a letter, `D` a digit.
const FORMS: [&str; 25] = [
    "DDDDLLL", "LDDDDLL", "LLDDDDLL", "LDDDDL", "LLDDDDL", "LDDDDDD", "LLDDLLL", "LDDDLLL", "LLLDDDL", "LLLDDDD",
    "LLLDDD", "DLLLDDD", "DDDLLL", "LLDDDLL", "LLLLDD", "LLDDDD", "LLLDDLL", "LLLDDL", "DLLDDDD", "LLDDDDD", "DDLLDD",
    "LLDDDL", "LDDLLL", "LDDDLL", "LDDDDLLL",
];
/// The longest plate, without its separators.
const LONGEST: usize = 8;

pub(super) fn find(text: &Text, found: &mut Vec<Finding>) {
    let mut first = 0;
    while first < text.tokens.len() {
        match (1..=3).rev().find_map(|parts| read(text, first, parts)) {
            Some((parts, confidence)) => {
                let range = text.tokens[first].start..text.tokens[first + parts - 1].end;
                found.push(Finding::new(range, Kind::Plate, confidence));
                first += parts;
            }
            None => first += 1,
        }
    }
}

/// A plate written in this many tokens from here.
fn read(text: &Text, first: usize, parts: usize) -> Option<(usize, f32)> {
    let tokens = text.tokens.get(first..first + parts)?;
    let word = tokens[0].shape == Shape::Letters && tokens[0].len() > 4;
    if word
        || tokens[0].len() > LONGEST
        || !(first + 1..first + parts).all(|index| matches!(text.gap(index), b" " | b"-"))
    {
        return None;
    }
    let mut form = [0; LONGEST];
    let mut length = 0;
    for byte in (first..first + parts).flat_map(|index| text.word(index)) {
        *form.get_mut(length)? = if byte.is_ascii_digit() { b'D' } else { b'L' };
        length += 1;
    }
    let form = std::str::from_utf8(&form[..length]).ok()?;
    let unit = tokens.iter().any(|token| {
        token.shape == Shape::Letters
            && token.is(Roles::MEASURE.or(Roles::COMMON).or(Roles::MONTH))
            && token.case == Case::Lower
            || token.len() > 1 && token.is(Roles::MEASURE.or(Roles::NOT_REFERENCE))
    });
    let worded =
        parts > 1 && tokens[0].shape == Shape::Letters && tokens[0].is(Roles::COMMON) && text.gap(first + 1) == b" ";
    if !FORMS.contains(&form) || worded || unit || free(text, first, parts) {
        return None;
    }
    let confidence = confidence(text, first, parts, form)?;
    Some((parts, confidence))
}

/// Whether the run goes on with a joining sign, so that this is a part of something longer.
fn free(text: &Text, first: usize, parts: usize) -> bool {
    let joined = |gap: &[u8]| matches!(gap, b"-" | b"/" | b"_" | b"." | b"@");
    (first > 0 && joined(text.gap(first))) || (first + parts < text.tokens.len() && joined(text.gap(first + parts)))
}

fn confidence(text: &Text, first: usize, parts: usize, form: &str) -> Option<f32> {
    let tokens = &text.tokens[first..first + parts];
    let upper = !(first..first + parts).any(|index| text.word(index).iter().any(u8::is_ascii_lowercase));
    let dashed = parts > 1 && (first + 1..first + parts).all(|index| text.gap(index) == b"-");
    if before(text, first, Roles::PLATE).distance <= 7 {
        return Some(0.93);
    }
    if before(text, first, Roles::VEHICLE).distance <= 6 && (upper || parts == 1) {
        return Some(0.85);
    }
    let consonants = || {
        tokens.iter().enumerate().all(|(part, _)| {
            text.word(first + part)
                .iter()
                .all(|byte| !b"AEIOUQaeiouq".contains(byte))
        })
    };
    let year = tokens[0].shape == Shape::Digits && matches!(text.word(first), [b'1', b'9', ..] | [b'2', b'0', ..]);
    match form {
        "DDDDLLL" if upper && consonants() && !(year && parts > 1 && !dashed) => Some(0.85),
        "LDDDDLL" | "LLDDDDLL" | "LDDDDL" if upper && dashed && parts == 3 => Some(0.7),
        "LLDDLLL" if upper && (parts == 1 || (parts == 2 && tokens[0].len() == 4)) => Some(0.6),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plates(source: &str) -> Vec<&str> {
        let text = Text::new(source);
        let mut found = Vec::new();
        find(&text, &mut found);
        found
            .into_iter()
            .map(|finding| &source[text.folded.to_source(finding.range)])
            .collect()
    }

    #[test]
    fn spanish_plates_are_found_by_themselves() {
        assert_eq!(
            plates("El 4821 KLM y el 0137BCD, antes M-4821-KL"),
            ["4821 KLM", "0137BCD", "M-4821-KL"]
        );
    }

    #[test]
    fn other_plates_need_a_word_about_vehicles() {
        assert_eq!(plates("plate is 7abc123"), ["7abc123"]);
        assert_eq!(plates("la furgoneta (GVB 0880) me golpeó"), ["GVB 0880"]);
        assert!(plates("el GVB 0880 me gusta").is_empty());
    }

    #[test]
    fn amounts_and_years_are_not_plates() {
        assert!(plates("pagué 5254 MXN por un 2023 BMW a 1000 Mbps, 2020 RTX").is_empty());
    }
}
