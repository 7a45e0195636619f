//! What follows a street and its number in an address: floor, door, quarter, postcode, town, state.

use super::folded::{ORDINAL, is_blank};
use super::lexicon::Roles;
use super::text::{Case, Shape, Text};
use super::topic::ends_sentence;

/// No address has more words after its street.
pub(super) const LONGEST_TAIL: usize = 24;

/// What follows a street and its number.
pub(super) struct Tail {
    /// After its last token.
    pub(super) end: usize,
    /// Whether it holds what only an address has.
    pub(super) certain: bool,
    pub(super) towns: usize,
}

pub(super) fn tail(text: &Text, from: usize) -> Tail {
    let mut tail = Tail {
        end: from,
        certain: false,
        towns: 0,
    };
    while tail.end < text.tokens.len() && tail.end < from + LONGEST_TAIL && goes_on(text, tail.end) {
        let index = tail.end;
        if let Some(end) = postcode(text, index).or_else(|| unit(text, index)) {
            (tail.end, tail.certain) = (end, true);
        } else if let Some(end) = state(text, index, tail.certain || tail.towns > 0) {
            (tail.end, tail.certain) = (end, true);
        } else if tail.towns < 3
            && let Some(end) = town(text, index, tail.certain)
        {
            tail.towns += 1;
            tail.end = end;
        } else {
            break;
        }
    }
    tail
}

/// Whether the gap before a token lets an address go on over it.
pub(super) fn goes_on(text: &Text, index: usize) -> bool {
    let gap = text.gap(index);
    let shortened = Roles::UNIT
        .or(Roles::COLONY)
        .or(Roles::STREET)
        .or(Roles::STREET_ES)
        .or(Roles::POSTCODE);
    let abbreviated = index > 0 && (text.tokens[index - 1].is(shortened) || text.tokens[index - 1].len() <= 3);
    let line = gap.contains(&b'\n');
    let plain = gap.len() <= 5
        && gap.iter().all(|byte| {
            is_blank(*byte) || matches!(*byte, b',' | b'.' | b'(' | b')' | b'-' | b'#' | b'/' | b'\n' | ORDINAL)
        });
    plain && !(ends_sentence(gap) && !abbreviated && !gap.starts_with(b".,")) && (!line || continues_line(text, index))
}

/// Whether a new line goes on with the address: a flat, a postcode, or a town before one.
fn continues_line(text: &Text, index: usize) -> bool {
    (index..text.tokens.len().min(index + 5))
        .take_while(|near| *near == index || text.gap(*near).len() <= 3)
        .any(|near| postcode(text, near).is_some() || (near == index && text.tokens[near].is(Roles::UNIT)))
}

/// A postcode of Spain, Mexico or the United States (with what announces it), or of Britain; where it ends.
pub(super) fn postcode(text: &Text, index: usize) -> Option<usize> {
    let digits = |index: usize, length: usize| {
        text.tokens
            .get(index)
            .is_some_and(|token| token.shape == Shape::Digits && token.len() == length)
    };
    if digits(index, 5) {
        let extended = digits(index + 1, 4) && text.gap(index + 1) == b"-";
        return Some(index + 1 + usize::from(extended));
    }
    let announced = text.tokens[index].is(Roles::POSTCODE);
    if announced && (digits(index + 1, 5) || digits(index + 1, 4)) {
        return Some(index + 2);
    }
    if text.is_word(index, "c") && text.is_word(index + 1, "p") && digits(index + 2, 5) {
        return Some(index + 3);
    }
    british_postcode(text, index).then_some(index + 2)
}

/// `SW1A 1AA`: one or two letters, a digit, perhaps one more; then a digit and two letters.
pub(super) fn british_postcode(text: &Text, index: usize) -> bool {
    if index + 1 >= text.tokens.len() || text.gap(index + 1) != b" " {
        return false;
    }
    let (outward, inward) = (text.word(index), text.word(index + 1));
    let letters = outward.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let outward =
        (1..=2).contains(&letters) && matches!(outward.len() - letters, 1..=2) && outward[letters].is_ascii_digit();
    let inward = inward.len() == 3 && inward[0].is_ascii_digit() && inward[1..].iter().all(u8::is_ascii_alphabetic);
    outward && inward && !text.tokens[index + 1].is(Roles::MEASURE)
}

/// A part of a building: `piso 3`, `3º B`, `Apt. 12`, `bajo`, `portal 2`, `Col. Centro`; where it ends.
fn unit(text: &Text, index: usize) -> Option<usize> {
    let token = &text.tokens[index];
    let gap = text.gap(index);
    let small = |index: usize| {
        text.tokens
            .get(index)
            .is_some_and(|token| token.len() <= 4 && token.shape != Shape::Letters || token.len() == 1)
    };
    if token.is(Roles::COLONY) && !text.gap(index + 1).contains(&b',') {
        let named = (index + 1..text.tokens.len().min(index + 6))
            .take_while(|near| in_name(text, *near) && (*near == index + 1 || text.gap(*near) == b" "))
            .count();
        return (named > 0).then_some(index + 1 + named);
    }
    let closing =
        text.tokens.get(index + 1).is_none() || text.gap(index + 1).iter().any(|byte| b",.;\n)".contains(byte));
    let paired = text.tokens.get(index + 1).is_some_and(|next| next.is(Roles::UNIT)) && text.gap(index + 1) == b" ";
    if token.is(Roles::UNIT)
        && (token.case != Case::Lower
            || !token.is(Roles::COMMON)
            || small(index + 1)
            || closing
            || paired
            || gap.ends_with(&[ORDINAL, b' ']))
    {
        let valued = small(index + 1) && goes_on(text, index + 1) && !text.gap(index + 1).contains(&b'\n');
        return Some(index + 1 + usize::from(valued));
    }
    let ordinal = text.gap(index + 1).first() == Some(&ORDINAL);
    let near = gap.contains(&b',')
        || gap.contains(&b'-')
        || gap.contains(&b'#')
        || gap.contains(&ORDINAL)
        || gap.contains(&b'/');
    let door = token.len() == 1
        && token.shape == Shape::Letters
        && (gap.contains(&ORDINAL) || token.case == Case::Initial)
        && !followed_by_word(text, index);
    let after_number = gap == b" " && closing && text.tokens[index - 1].shape != Shape::Letters;
    let floor = token.shape != Shape::Letters
        && token.len() <= 3
        && (ordinal || near || after_number || small(index + 1))
        && !measured(text, index);
    (door || floor).then_some(index + 1)
}

/// Whether a single letter starts a sentence instead of naming a door ("... 4, A ver").
fn followed_by_word(text: &Text, index: usize) -> bool {
    text.gap(index + 1) == b" "
        && text.tokens.get(index + 1).is_some_and(|next| {
            next.is(Roles::COMMON) && next.case == Case::Lower && b"AYOE".contains(&text.word(index)[0])
        })
}

pub(super) fn measured(text: &Text, index: usize) -> bool {
    text.tokens
        .get(index + 1)
        .is_some_and(|next| next.is(Roles::MEASURE.or(Roles::MONTH)))
        && text.gap(index + 1).len() <= 1
}

/// The two letters of a state after a town or before a postcode.
fn state(text: &Text, index: usize, placed: bool) -> Option<usize> {
    let token = &text.tokens[index];
    let short = token.len() == 2 && token.is(Roles::STATE);
    let coded = text
        .tokens
        .get(index + 1)
        .is_some_and(|next| next.shape == Shape::Digits && next.len() == 5);
    let last = text.tokens.get(index + 1).is_none() || text.gap(index + 1).iter().any(|byte| b",.;\n)".contains(byte));
    let written =
        token.case == Case::Upper || (coded && text.gap(index + 1) == b" ") || !token.is(Roles::COMMON) || last;
    (short && written && (placed || coded)).then_some(index + 1)
}

/// A town: words of a name after a comma, a bracket or a postcode; where it ends.
pub(super) fn town(text: &Text, index: usize, after_code: bool) -> Option<usize> {
    let gap = text.gap(index);
    let apart = gap.contains(&b',') || gap.contains(&b'(') || gap.contains(&b'-') || gap.contains(&b'\n');
    let coded = || {
        (index + 1..text.tokens.len().min(index + 5))
            .take_while(|near| text.gap(*near).len() <= 2)
            .any(|near| postcode(text, near).is_some())
    };
    if !(apart || after_code || text.tokens[index].is(Roles::PLACE) || coded()) {
        return None;
    }
    if after_code && text.is_word(index, "a") && text.tokens.get(index + 1).is_some_and(|next| next.is(Roles::PLACE)) {
        return Some(index + 2);
    }
    let first = &text.tokens[index];
    let article = first.is(Roles::PARTICLE) && !first.is(Roles::SAINT) && first.case == Case::Lower;
    let closing =
        |near: usize| near + 1 == text.tokens.len() || text.gap(near + 1).iter().any(|byte| b",.;\n)".contains(byte));
    let before_name = first.capitalised()
        && first.len() > 1
        && text.gap(index + 1) == b" "
        && text
            .tokens
            .get(index + 1)
            .is_some_and(|next| next.capitalised() && (!next.is(Roles::COMMON) || closing(index + 1)));
    let bracketed = gap.ends_with(b"(") && text.gap(index + 1).starts_with(b")");
    if !(in_name(text, index) || (before_name || bracketed) && !first.is(Roles::GREETING.or(Roles::SIGN_OFF)))
        || (article && !text.tokens.get(index + 1).is_some_and(|next| next.capitalised()))
    {
        return None;
    }
    let mut end = index + 1;
    let last_word = |near: usize| {
        text.tokens[near].case == Case::Title
            && closing(near)
            && !text.tokens[near].is(Roles::GREETING.or(Roles::SIGN_OFF).or(Roles::PHONE))
    };
    while end < text.tokens.len()
        && end < index + 6
        && text.gap(end) == b" "
        && (in_name(text, end) || last_word(end))
        && postcode(text, end).is_none()
    {
        end += 1;
    }
    while end > index
        && text.tokens[end - 1].is(Roles::PARTICLE.or(Roles::DIRECTION))
        && text.tokens[end - 1].is(Roles::COMMON)
    {
        end -= 1;
    }
    (end > index).then_some(end)
}

/// Whether a word can stand in the name of a street or a town: capitalised, or no ordinary word.
pub(super) fn in_name(text: &Text, index: usize) -> bool {
    let token = &text.tokens[index];
    let named = Roles::PLACE
        .or(Roles::SURNAME)
        .or(Roles::SAINT)
        .or(Roles::PARTICLE)
        .or(Roles::DIRECTION);
    let word = token.shape == Shape::Letters && token.len() > 1;
    match token.case {
        Case::Lower => {
            word && (!token.is(Roles::COMMON) || (token.is(named) && !token.is(Roles::GREETING.or(Roles::SIGN_OFF))))
        }
        _ => word && !token.is(Roles::GREETING.or(Roles::SIGN_OFF)) && (!token.is(Roles::COMMON) || token.is(named)),
    }
}
