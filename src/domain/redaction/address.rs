//! Postal addresses: a street with its number, and everything after it that narrows it down: floor, postcode, town.

use super::folded::{ORDINAL, is_blank};
use super::lexicon::Roles;
use super::text::{Case, Shape, Text};
use super::topic::{before, ends_sentence};
use super::{AllowList, Finding, Kind, street};

/// No address has more words after its street.
const LONGEST_TAIL: usize = 24;
/// How far before a postcode the number of the house may stand, in words.
const BEFORE_POSTCODE: usize = 12;

/// An address core: the tokens that name a street or a box and the number in it.
pub(super) struct Core {
    pub(super) first: usize,
    /// After its last token.
    pub(super) end: usize,
    pub(super) confidence: f32,
    /// Whether the core is an address only if something that ends one follows: a postcode, a state, a flat.
    pub(super) needs_tail: bool,
}

pub(super) fn find(text: &Text, allow: &AllowList, found: &mut Vec<Finding>) {
    let mut index = 0;
    while index < text.tokens.len() {
        let core = street::spanish(text, index)
            .or_else(|| street::english(text, index))
            .or_else(|| street::joined(text, index))
            .or_else(|| post_box(text, index));
        let end = core
            .and_then(|core| take(text, &core, allow, found))
            .or_else(|| by_postcode(text, index, allow, found));
        index = end.unwrap_or(index + 1).max(index + 1);
    }
    if found.iter().all(|finding| finding.kind != Kind::Address) {
        announced(text, allow, found);
    }
}

/// Adds the address of a core with its tail; says where it ends.
fn take(text: &Text, core: &Core, allow: &AllowList, found: &mut Vec<Finding>) -> Option<usize> {
    let tail = tail(text, core.end);
    let counted = core.first > 0
        && text.gap(core.first) == b" "
        && text.tokens[core.first - 1].shape == Shape::Digits
        && text.tokens[core.first - 1].len() <= 5;
    let first = core.first - usize::from(counted);
    let opens_line = core.first == 0 || text.gap(core.first).contains(&b'\n');
    if core.needs_tail && !tail.certain && !(opens_line && tail.towns > 0) {
        return None;
    }
    let confidence = if tail.certain {
        core.confidence.max(0.9)
    } else {
        core.confidence
    };
    add(text, first, tail.end, confidence, allow, found);
    Some(tail.end)
}

fn add(text: &Text, first: usize, end: usize, confidence: f32, allow: &AllowList, found: &mut Vec<Finding>) {
    let range = text.tokens[first].start..text.tokens[end - 1].end;
    if !allow.allows_address(&String::from_utf8_lossy(&text.bytes()[range.clone()])) {
        found.push(Finding::new(range, Kind::Address, confidence));
    }
}

/// What follows a street and its number.
struct Tail {
    /// After its last token.
    end: usize,
    /// Whether it holds what only an address has.
    certain: bool,
    towns: usize,
}

fn tail(text: &Text, from: usize) -> Tail {
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
fn goes_on(text: &Text, index: usize) -> bool {
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
fn postcode(text: &Text, index: usize) -> Option<usize> {
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

fn measured(text: &Text, index: usize) -> bool {
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
fn town(text: &Text, index: usize, after_code: bool) -> Option<usize> {
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

/// `P.O. Box 12`, `Apartado 123`, and the boxes of military mail.
fn post_box(text: &Text, index: usize) -> Option<Core> {
    let digits = |index: usize| {
        text.tokens
            .get(index)
            .is_some_and(|token| token.shape == Shape::Digits && token.len() <= 6)
    };
    let boxed = |index: usize| text.is_word(index, "box") && digits(index + 1);
    let core = |end| {
        Some(Core {
            first: index,
            end,
            confidence: 0.9,
            needs_tail: false,
        })
    };
    let box_at = (index + 1..index + 3).find(|at| boxed(*at));
    match box_at {
        Some(at)
            if text.is_word(index, "po")
                || (text.is_word(index, "p") && text.is_word(index + 1, "o"))
                || (digits(index + 1) && text.is_any(index, &["psc", "unit", "cmr"])) =>
        {
            core(at + 2)
        }
        _ if text.is_word(index, "apartado") && digits(index + 1) => core(index + 2),
        _ if text.is_word(index, "apartado") && text.is_word(index + 2, "correos") && digits(index + 3) => {
            core(index + 4)
        }
        _ => None,
    }
}

/// An address of any form that ends in a British postcode or a state with its postcode, from its house number on.
fn by_postcode(text: &Text, index: usize, allow: &AllowList, found: &mut Vec<Finding>) -> Option<usize> {
    let american = text.tokens[index].is(Roles::STATE)
        && text
            .tokens
            .get(index + 1)
            .is_some_and(|next| next.shape == Shape::Digits && next.len() == 5);
    if !american && !british_postcode(text, index) {
        return spanish_by_postcode(text, index, allow, found);
    }
    let open = |near: usize| {
        let token = &text.tokens[near];
        let gap = text.gap(near + 1);
        (token.shape != Shape::Letters || in_name(text, near) || token.is(Roles::UNIT))
            && !ends_sentence(gap)
            && gap.len() <= 3
            && !gap.contains(&b':')
    };
    let reach = (index.saturating_sub(BEFORE_POSTCODE)..index)
        .rev()
        .take_while(|near| open(*near));
    let first = reach
        .filter(|near| text.tokens[*near].shape != Shape::Letters || text.tokens[*near].is(Roles::UNIT))
        .last()?;
    let worded = (first..index)
        .filter(|near| text.tokens[*near].shape == Shape::Letters)
        .count();
    if worded < 2 || text.tokens[first].len() > 6 {
        return None;
    }
    add(text, first, index + 2, 0.85, allow, found);
    Some(index + 2)
}

/// "Los Alisos, 10. 13002 Ciudad Real": a name, its number, a postcode of Spain and a town, without any street type.
fn spanish_by_postcode(text: &Text, index: usize, allow: &AllowList, found: &mut Vec<Finding>) -> Option<usize> {
    let code = text.word(index);
    let province = code.len() == 5
        && text.tokens[index].shape == Shape::Digits
        && (1..=52).contains(&((code[0] - b'0') * 10 + code[1] - b'0'));
    let named = || {
        text.tokens
            .get(index + 1)
            .is_some_and(|next| next.capitalised() && text.gap(index + 1) == b" ")
    };
    if !(province && named() && town(text, index + 1, true).is_some()) {
        return None;
    }
    let near = |at: usize| text.gap(at + 1).len() <= 4 && !text.gap(at + 1).contains(&b':');
    let number = (index.saturating_sub(5)..index)
        .rev()
        .take_while(|at| near(*at))
        .filter(|at| text.tokens[*at].shape == Shape::Digits && text.tokens[*at].len() <= 4)
        .last()?;
    let named = (number.saturating_sub(5)..number)
        .rev()
        .take_while(|at| in_name(text, *at) && matches!(text.gap(*at + 1), b" " | b", "));
    let first = named.filter(|at| text.tokens[*at].capitalised()).last()?;
    let end = tail(text, index).end;
    add(text, first, end, 0.85, allow, found);
    Some(end)
}

/// What stands after "my address is" or "vivo en" and holds a number and a name, whatever its form.
fn announced(text: &Text, allow: &AllowList, found: &mut Vec<Finding>) {
    for cue in (0..text.tokens.len()).filter(|index| text.tokens[*index].is(Roles::ADDRESS)) {
        let mut first = cue + 1;
        let linking = |index: usize| {
            let token = &text.tokens[index];
            token.shape == Shape::Letters && token.case == Case::Lower && token.is(Roles::COMMON)
                || token.is(Roles::LABEL.or(Roles::ADDRESS))
        };
        while first < text.tokens.len() && first < cue + 7 && linking(first) {
            first += 1;
        }
        let end = (first..text.tokens.len().min(first + LONGEST_TAIL))
            .take_while(|index| {
                (*index == first || goes_on(text, *index))
                    && (text.tokens[*index].shape != Shape::Letters
                        || text.tokens[*index].len() == 1
                        || in_name(text, *index)
                        || text.tokens[*index].is(Roles::UNIT))
            })
            .last()
            .map_or(first, |last| last + 1);
        let colon = first > 0 && first < text.tokens.len() && text.gap(first).contains(&b':');
        if is_whole(text, first, end, if colon { 1 } else { 2 }) {
            add(text, first, end, 0.6, allow, found);
            return;
        }
    }
}

/// Whether some tokens have what an address needs: some words of a name and a house number or postcode.
fn is_whole(text: &Text, first: usize, end: usize, named: usize) -> bool {
    let numbered = (first..end).any(|index| {
        text.tokens[index].shape == Shape::Digits && text.tokens[index].len() <= 5 && !measured(text, index)
    });
    let words = (first..end)
        .filter(|index| text.tokens[*index].shape == Shape::Letters && text.tokens[*index].len() > 2)
        .count();
    let network = (first..end).any(|index| text.tokens[index].is(Roles::NETWORK.or(Roles::VERSION)));
    numbered && words >= named && !network
}

/// Whether the words before speak of an address.
pub(super) fn spoken_of(text: &Text, index: usize) -> bool {
    before(text, index, Roles::ADDRESS).distance <= 6
}
