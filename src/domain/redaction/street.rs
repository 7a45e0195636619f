//! The core of an address: a street by its type and its number, in the Spanish and the English order, and the joined street
//! names of German, Dutch and Nordic towns.

use super::address::{Core, spoken_of};
use super::address_tail::in_name;
use super::folded::{ORDINAL, is_blank};
use super::lexicon::Roles;
use super::text::{Case, Shape, Text};
use super::topic::ends_sentence;

/// The longest street name, in words.
const LONGEST_NAME: usize = 8;
/// Endings of street names that are written in one word.
const ENDINGS: [&[u8]; 16] = [
    b"strasse", b"strase", b"straat", b"gasse", b"gatan", b"gata", b"vagen", b"vegen", b"veien", b"katu", b"vej",
    b"gade", b"laan", b"plein", b"platz", b"allee",
];

/// "Calle Mayor, nº 3", "C/ Alcalá 20", "Av. Juárez #123", "calle 45 # 12-30".
pub(super) fn spanish(text: &Text, index: usize) -> Option<Core> {
    let token = &text.tokens[index];
    if !token.is(Roles::STREET_ES) {
        return None;
    }
    let gap = text.gap(index + 1);
    let short = token.case == Case::Upper && token.len() <= 3 || text.is_any(index, &["c", "cl", "pl", "gta", "cra"]);
    let abbreviated = gap.starts_with(b"/") || gap.starts_with(b".") || gap.starts_with(&[ORDINAL]);
    if short && !abbreviated {
        return None;
    }
    let doubtful =
        token.case == Case::Lower && token.is(Roles::COMMON) && !text.is_word(index, "calle") && !abbreviated;
    if text.is_word(index, "gran") && !text.is_word(index + 1, "via") {
        return None;
    }
    let plain = text.is_any(index, &["calle", "c", "avenida", "avda", "av", "plaza", "pza"]);
    let name_end = name(text, index + 1, usize::from(plain && !doubtful));
    let capital = text.tokens[index + 1..name_end].iter().any(|word| word.capitalised());
    if doubtful && !capital && !spoken_of(text, index) {
        return None;
    }
    let number = house_number(text, name_end);
    match number {
        Some(end) if name_end > index + 1 || text.gap(name_end + 1).contains(&b'#') => Some(Core {
            first: index,
            end,
            confidence: 0.92,
            needs_tail: false,
        }),
        None if name_end > index + 1 => {
            let named = text.tokens[index + 1..name_end]
                .iter()
                .any(|word| word.capitalised() || !word.is(Roles::COMMON.or(Roles::PARTICLE)));
            let confidence = if spoken_of(text, index) { 0.6 } else { 0.5 };
            named.then_some(Core {
                first: index,
                end: name_end,
                confidence,
                needs_tail: !spoken_of(text, index) || token.is(Roles::COLONY),
            })
        }
        _ => None,
    }
}

/// Where the name of a street that starts at a token ends; as many ordinary words as `allowed` are let through ("calle
/// nueva 5").
fn name(text: &Text, first: usize, allowed: usize) -> usize {
    let mut ordinary = 0;
    let mut end = first;
    while end < text.tokens.len() && end < first + LONGEST_NAME {
        let token = &text.tokens[end];
        let gap = text.gap(end);
        if token.shape != Shape::Letters
            || is_marker(text, end)
            || (end > first
                && (ends_sentence(gap) && text.tokens[end - 1].len() > 4
                    || gap.contains(&b',')
                    || gap.contains(&b'\n')
                    || gap.contains(&b'(')))
        {
            break;
        }
        if gap.len() > 3 || gap.contains(&b'\n') || gap.contains(&b':') {
            break;
        }
        if !in_name(text, end) && !token.is(Roles::STREET_ES.or(Roles::MONTH)) && token.case != Case::Title {
            ordinary += 1;
            if ordinary > allowed {
                break;
            }
        }
        end += 1;
    }
    while end > first
        && text.tokens[end - 1].is(Roles::PARTICLE.or(Roles::COMMON))
        && text.tokens[end - 1].case == Case::Lower
        && house_number(text, end).is_none()
    {
        end -= 1;
    }
    end
}

/// "nº", "No.", "núm.", "número".
fn is_marker(text: &Text, index: usize) -> bool {
    let named = text.is_any(index, &["n", "no", "num", "numero", "nro", "km", "nr"]);
    let followed = text
        .tokens
        .get(index + 1)
        .is_some_and(|next| next.shape != Shape::Letters);
    named && followed && text.gap(index + 1).len() <= 3
}

/// Where the house number at a token ends, with what announces it: "nº 3", "#12-30", "s/n", "14B".
fn house_number(text: &Text, index: usize) -> Option<usize> {
    let marked = index < text.tokens.len() && is_marker(text, index);
    let at = index + usize::from(marked);
    let token = text.tokens.get(at)?;
    let gap = text.gap(index);
    let near = gap.len() <= 4
        && gap
            .iter()
            .all(|byte| is_blank(*byte) || matches!(*byte, b',' | b'#' | b'.' | ORDINAL | b'-'));
    if !near {
        return None;
    }
    if text.is_word(at, "s") && text.is_word(at + 1, "n") && text.gap(at + 1) == b"/" {
        return Some(at + 2);
    }
    let digits = text.word(at).iter().take_while(|byte| byte.is_ascii_digit()).count();
    let letter = text.word(at).get(digits).copied();
    let unit = letter.is_some_and(|letter| b"ghkms".contains(&letter));
    let numbered = (1..=5).contains(&digits) && token.len() <= digits + 1 && !unit;
    let measured = text
        .tokens
        .get(at + 1)
        .is_some_and(|next| next.is(Roles::MEASURE) && next.len() > 1)
        && matches!(text.gap(at + 1), b" " | b"");
    let timed = text.at(token.end) == Some(b':') || matches!(text.at(token.end), Some(b'%'));
    if !numbered || (!marked && (measured || timed)) {
        return None;
    }
    let crossed = text.gap(at + 1).contains(&b'#') || (gap.contains(&b'#') && text.gap(at + 1) == b"-");
    let second = text
        .tokens
        .get(at + 1)
        .is_some_and(|next| next.shape == Shape::Digits && next.len() <= 3);
    if crossed && second {
        let third = text.gap(at + 2) == b"-" && text.tokens.get(at + 2).is_some_and(|next| next.shape == Shape::Digits);
        return Some(at + 2 + usize::from(third));
    }
    Some(at + 1)
}

/// "12 Church Lane", "Flat 3, Rose Gardens", "7656 Thompson Prairie".
pub(super) fn english(text: &Text, index: usize) -> Option<Core> {
    let name = numbered(text, index).or_else(|| flat(text, index))?;
    let (street, strained) = street_type(text, name)?;
    let words = &text.tokens[name..=street];
    let capital = words.iter().all(|word| word.case != Case::Lower || word.len() == 1);
    let strong = text.tokens[street].is(Roles::STREET);
    let direction = text
        .tokens
        .get(street + 1)
        .filter(|next| next.is(Roles::DIRECTION) && next.capitalised());
    let directed = direction.is_some() && text.gap(street + 1) == b" ";
    let sure = !strained && (spoken_of(text, index) || (capital && words[0].case != Case::Lower));
    let confidence = match (sure, strong) {
        (true, true) => 0.9,
        (true, false) => 0.8,
        (false, _) => 0.7,
    };
    let ordinary = words[..words.len() - 1]
        .iter()
        .all(|word| word.is(Roles::COMMON) && !word.is(Roles::SURNAME.or(Roles::FIRST)));
    Some(Core {
        first: index,
        end: street + 1 + usize::from(directed),
        confidence,
        needs_tail: !sure && (ordinary || strained || !strong),
    })
}

/// The token of the street type that ends the name starting here, and whether an ordinary word had to be let through.
fn street_type(text: &Text, name: usize) -> Option<(usize, bool)> {
    let mut found = None;
    let mut ordinary = 0;
    for word in name..text.tokens.len().min(name + 5) {
        let token = &text.tokens[word];
        let gap = text.gap(word);
        let joined = gap == b" " || gap == b"'" || gap == b". " || (word == name && gap == b", ");
        if !joined || (token.shape != Shape::Letters && word > name) {
            break;
        }
        let street = token.is(Roles::STREET.or(Roles::STREET_WEAK));
        if street && word > name {
            found = Some(word);
        } else if found.is_some() {
            break;
        }
        let named = in_name(text, word) || token.capitalised() || street || token.is(Roles::FIRST);
        if !named && text.word(word) != b"s" {
            ordinary += 1;
            if ordinary > 1 || token.shape != Shape::Letters {
                break;
            }
        }
    }
    found.map(|street| (street, ordinary > 0))
}

/// Where the street name after a house number starts.
fn numbered(text: &Text, index: usize) -> Option<usize> {
    let token = &text.tokens[index];
    let digits = text.word(index).iter().take_while(|byte| byte.is_ascii_digit()).count();
    let number = (1..=6).contains(&digits) && token.len() <= digits + 1;
    let part = text
        .before(token.start)
        .is_some_and(|byte| b".:-/$%+".contains(&byte) || byte >= 0x80)
        || matches!(text.at(token.end), Some(b'.' | b':' | b'%'));
    (number && !part).then_some(index + 1)
}

/// Where the street or house name after "Flat 3," starts.
fn flat(text: &Text, index: usize) -> Option<usize> {
    let token = &text.tokens[index];
    let number = text.tokens.get(index + 1)?;
    let flat = text.is_any(index, &["flat", "studio", "apartment", "apt", "unit", "suite", "room"]);
    let numbered = number.len() <= 5
        && (number.shape != Shape::Letters || number.case == Case::Initial)
        && matches!(text.gap(index + 1), b" " | b". ");
    let numbered_street = text
        .tokens
        .get(index + 2)
        .is_some_and(|next| next.shape == Shape::Digits);
    (flat && token.shape == Shape::Letters && numbered).then_some(index + 2 + usize::from(numbered_street))
}

/// "Lindenstrasse 12", "416 Kiannonkatu 98".
pub(super) fn joined(text: &Text, index: usize) -> Option<Core> {
    let word = text.word(index);
    let ending = ENDINGS
        .iter()
        .any(|ending| word.len() > ending.len() + 2 && word[word.len() - ending.len()..].eq_ignore_ascii_case(ending));
    if !ending {
        return None;
    }
    let end = house_number(text, index + 1).filter(|_| matches!(text.gap(index + 1), b" " | b", "))?;
    Some(Core {
        first: index,
        end,
        confidence: 0.85,
        needs_tail: false,
    })
}
