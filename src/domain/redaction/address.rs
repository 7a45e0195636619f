//! Postal addresses: a street with its number, and everything after it that narrows it down: floor, postcode, town.

use super::address_tail::{LONGEST_TAIL, british_postcode, goes_on, in_name, measured, tail, town};
use super::lexicon::Roles;
use super::text::{Case, Shape, Text, Token};
use super::topic::{before, ends_sentence};
use super::{AllowList, Finding, Kind, street};

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
                        || (in_name(text, *index) && !is_ordinary(&text.tokens[*index]))
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

/// Whether a word in small letters is an ordinary one, although it is somebody's surname too.
fn is_ordinary(token: &Token) -> bool {
    let joining = Roles::PARTICLE.or(Roles::DIRECTION).or(Roles::SAINT);
    token.case == Case::Lower && token.is(Roles::COMMON) && !token.is(joining)
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
