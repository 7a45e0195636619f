//! Names of people: after the words that introduce one, by the tables of first names and surnames, and wherever a name found
//! once is said again. A first name that is also a place, a month or a thing needs a reason.

use super::introduction::{self, Introduction};
use super::lexicon::{self, Roles};
use super::name_run::{capitals_end, closes, small_end};
use super::text::{Case, Shape, Text, Token};
use super::topic::ends_sentence;
use super::{AllowList, Finding, Kind};

pub(super) fn find(text: &Text, allow: &AllowList, found: &mut Vec<Finding>) {
    let start = found.len();
    let mut named = Vec::new();
    let mut index = 0;
    while index < text.tokens.len() {
        match read(text, index) {
            Some((end, confidence)) => {
                add(text, index, end, confidence, allow, found);
                named.push(index..end);
                index = end;
            }
            None => index += 1,
        }
    }
    if found.len() > start {
        repeated(text, &named, found);
    }
}

fn add(text: &Text, first: usize, end: usize, confidence: f32, allow: &AllowList, found: &mut Vec<Finding>) {
    let range = text.tokens[first].start..text.tokens[end - 1].end;
    if !allow.allows_name(&String::from_utf8_lossy(&text.bytes()[range.clone()])) {
        found.push(Finding::new(range, Kind::Person, confidence));
    }
}

/// The end of the name that starts at a token, and how sure it is one.
fn read(text: &Text, index: usize) -> Option<(usize, f32)> {
    let token = &text.tokens[index];
    let announced_only = may_be_announced(text, index);
    if !(is_candidate(token) || announced_only) {
        return None;
    }
    let introduction = introduction::before(text, index);
    if announced_only && !is_candidate(token) && !matches!(introduction, Introduction::Name | Introduction::SignOff) {
        return None;
    }
    match token.case {
        Case::Lower => in_small_letters(text, index, introduction),
        Case::Upper if is_shouted(text, index) => {
            let readings = [
                in_small_letters(text, index, introduction),
                in_capitals(text, index, introduction),
            ];
            readings.into_iter().flatten().max_by_key(|(end, _)| *end)
        }
        _ => in_capitals(text, index, introduction),
    }
}

/// Whether a word can start a name by itself: a first name, or no word of the tables.
fn is_candidate(token: &Token) -> bool {
    let said = Roles::COMMON
        .or(Roles::LABEL)
        .or(Roles::GREETING)
        .or(Roles::SIGN_OFF)
        .or(Roles::TITLE);
    token.shape == Shape::Letters && (token.is(Roles::FIRST) || (token.len() > 1 && !token.is(said)))
}

/// Whether a word can start a name where a name is announced: an initial, a surname that is also a word, "De la ...".
fn may_be_announced(text: &Text, index: usize) -> bool {
    let token = &text.tokens[index];
    let next = text.tokens.get(index + 1).filter(|_| text.gap(index + 1) == b" ");
    let particle = token.is(Roles::PARTICLE) && next.is_some_and(|next| next.capitalised() || next.is(Roles::PARTICLE));
    match token.case {
        Case::Title => token.is(Roles::SURNAME) || particle,
        Case::Initial => starts_with_initial(text, index),
        Case::Lower | Case::Upper => token.is(Roles::SURNAME) && text.gap(index).starts_with(b":"),
    }
}

/// How surnames of many countries end, for those that no table holds.
const ENDINGS: [&[u8]; 18] = [
    b"ez", b"sson", b"dottir", b"sen", b"ski", b"ska", b"sky", b"ovic", b"evic", b"vich", b"enko", b"escu", b"oglu",
    b"poulos", b"idis", b"elli", b"etti", b"shvili",
];

/// Whether an unknown word ends as surnames do.
fn sounds_like_surname(text: &Text, index: usize) -> bool {
    let token = &text.tokens[index];
    let word = text.word(index);
    token.roles == Roles::NONE
        && word.len() > 4
        && ENDINGS
            .iter()
            .any(|ending| word.len() > ending.len() && word[word.len() - ending.len()..].eq_ignore_ascii_case(ending))
}

/// "J. García", "A. B. Smith".
fn starts_with_initial(text: &Text, index: usize) -> bool {
    text.gap(index + 1) == b". "
        && text
            .tokens
            .get(index + 1)
            .is_some_and(|next| next.capitalised() && !next.is(Roles::COMMON))
}

/// A name written with capitals.
fn in_capitals(text: &Text, index: usize, introduction: Introduction) -> Option<(usize, f32)> {
    let token = &text.tokens[index];
    let end = capitals_end(text, index);
    let length = end - index;
    let first = token.is(Roles::FIRST);
    let sure_first = first && !token.is(Roles::AMBIGUOUS);
    let surname = (index + 1..end).any(|next| {
        text.tokens[next].is(Roles::SURNAME) && !text.tokens[next].is(Roles::COMMON) || sounds_like_surname(text, next)
    });
    let placed = token.is(Roles::PLACE
        .or(Roles::MONTH)
        .or(Roles::ORGANISATION)
        .or(Roles::STREET_ES))
        && !sure_first
        && !(first && surname);
    let thing = of_something(text, index, end);
    match introduction {
        Introduction::Name | Introduction::Talk => (!token.is(Roles::ORGANISATION) || first).then_some((end, 0.95)),
        Introduction::Label if first || length > 1 || token.is(Roles::SURNAME) => {
            (!placed || surname).then_some((end, 0.9))
        }
        Introduction::Presence if sure_first || (length > 1 && !placed && !thing) || (first && !placed) => {
            Some((end, if first { 0.9 } else { 0.7 }))
        }
        Introduction::Relative if first || !placed => Some((end, if first { 0.9 } else { 0.7 })),
        Introduction::Greeting if sure_first || (first && (surname || closes(text, end))) => {
            Some((end, if sure_first { 0.9 } else { 0.75 }))
        }
        Introduction::Greeting
            if !placed && !thing && length <= 3 && closes(text, end) && token.case == Case::Title =>
        {
            Some((end, 0.5))
        }
        Introduction::SignOff
            if sure_first || (first && closes(text, end)) || length > 1 || text.gap(index).contains(&b'\n') =>
        {
            Some((end, if first { 0.9 } else { 0.7 }))
        }
        _ if thing => None,
        _ if sure_first && length > 1 => Some((end, if surname { 0.9 } else { 0.75 })),
        _ if sure_first && !acronym(text, index) => Some((end, 0.6)),
        _ if first && surname && !placed => Some((end, 0.7)),
        _ if first && whole_line(text, index, end) && length > 1 => Some((end, 0.7)),
        _ if (2..=4).contains(&length)
            && surname
            && !placed
            && !text.tokens[end - 1].is(Roles::STREET.or(Roles::STREET_WEAK))
            && (token.case == Case::Title || whole_line(text, index, end))
            && !token.is(Roles::SURNAME.or(Roles::DIRECTION).or(Roles::TITLE)) =>
        {
            Some((end, 0.5))
        }
        _ => None,
    }
}

/// A name written without capitals: only by an introduction, or with a known first name.
fn in_small_letters(text: &Text, index: usize, introduction: Introduction) -> Option<(usize, f32)> {
    let token = &text.tokens[index];
    let sure_first = token.is(Roles::FIRST) && !token.is(Roles::AMBIGUOUS);
    let first = token.is(Roles::FIRST) && !token.is(Roles::COMMON);
    let introduced = matches!(
        introduction,
        Introduction::Name | Introduction::Presence | Introduction::Label | Introduction::SignOff
    );
    let strange = if introduced { 3 } else { 0 };
    let end = small_end(text, index, strange);
    let surname = text.tokens[index + 1..end].iter().any(|next| next.is(Roles::SURNAME));
    let unknown = token.roles == Roles::NONE && token.len() > 2 && !lexicon::is_inflected(text.word(index));
    match introduction {
        Introduction::Name if first || token.is(Roles::SURNAME) || unknown => {
            Some((end, if first { 0.9 } else { 0.6 }))
        }
        Introduction::Label | Introduction::Relative if first => Some((end, 0.85)),
        Introduction::Label if unknown && surname => Some((end, 0.6)),
        Introduction::Presence | Introduction::Talk if sure_first || (first && surname) => Some((end, 0.85)),
        Introduction::Near if sure_first && !text.tokens.get(end).is_some_and(|next| next.shape != Shape::Letters) => {
            Some((end, 0.6))
        }
        Introduction::Greeting if sure_first || (first && closes(text, end)) => Some((end, 0.75)),
        Introduction::SignOff if first || (text.gap(index).contains(&b'\n') && unknown && end > index + 1) => {
            Some((end, 0.75))
        }
        _ if sure_first && surname && !of_something(text, index, end) => Some((end, 0.7)),
        _ if sure_first && index == 0 && end == text.tokens.len() => Some((end, 0.6)),
        _ if first && whole_line(text, index, small_end(text, index, 2)) && small_end(text, index, 2) > index + 1 => {
            Some((small_end(text, index, 2), 0.7))
        }
        _ if sure_first && stands_apart(text, index, end) => Some((end, 0.5)),
        _ => None,
    }
}

/// Whether a first name in small letters is called, or joined to another one: "..., ana", "ana, ...", "ana y luis", "ana here".
fn stands_apart(text: &Text, index: usize, end: usize) -> bool {
    let opens = index == 0 || ends_sentence(text.gap(index)) || text.gap(index).starts_with(b", ");
    let here = text.is_any(end, &["here", "aqui", "speaking"]);
    let joined = text.is_any(end, &["and", "y", "e"])
        && text
            .tokens
            .get(end + 1)
            .is_some_and(|next| next.is(Roles::FIRST) && !next.is(Roles::COMMON));
    joined || (opens && (closes(text, end) || here))
}

/// Whether the words around make a street, a saint's place, a company or a product of a name.
fn of_something(text: &Text, index: usize, end: usize) -> bool {
    if text.tokens[index].is(Roles::SAINT) {
        return true;
    }
    let belongs = Roles::STREET_ES.or(Roles::SAINT).or(Roles::ORGANISATION);
    let before = index > 0
        && text.gap(index).iter().all(|byte| b" ./".contains(byte))
        && (text.tokens[index - 1].is(belongs)
            || (text.tokens[index - 1].is(Roles::PARTICLE) && index > 1 && text.tokens[index - 2].is(belongs)));
    let after = end < index + 3
        && text.tokens.get(end).is_some_and(|next| {
            text.gap(end) == b" "
                && next.capitalised()
                && next.is(Roles::STREET.or(Roles::STREET_WEAK).or(Roles::ORGANISATION))
        });
    let numbered = text.tokens.get(end).is_some_and(|next| {
        matches!(text.gap(end), b" " | b"-")
            && next.shape != Shape::Letters
            && end == index + 1
            && !text.tokens[index].is(Roles::SURNAME)
    });
    before || after || numbered
}

/// Whether a name fills its line.
fn whole_line(text: &Text, index: usize, end: usize) -> bool {
    let opens = index == 0 || text.gap(index).contains(&b'\n');
    let gap = text.gap(end);
    opens && (end == text.tokens.len() || gap.starts_with(b"\n") || gap.starts_with(b",\n") || gap.starts_with(b".\n"))
}

/// Whether a word in capitals is short enough for an acronym, or stands among others in capitals.
fn acronym(text: &Text, index: usize) -> bool {
    let token = &text.tokens[index];
    token.case == Case::Upper && (token.len() < 6 || is_shouted(text, index))
}

/// Whether the words beside a word in capitals are in capitals too, so that capitals tell nothing.
fn is_shouted(text: &Text, index: usize) -> bool {
    let upper = |near: usize| {
        text.tokens
            .get(near)
            .is_some_and(|token| token.case == Case::Upper && token.is(Roles::COMMON))
    };
    (index.saturating_sub(2)..index + 3).any(upper)
}

/// Finds again the first words of names found already ("gracias Pastora" after "Pastora Téllez").
fn repeated(text: &Text, named: &[std::ops::Range<usize>], found: &mut Vec<Finding>) {
    let known: Vec<usize> = named
        .iter()
        .flat_map(Clone::clone)
        .filter(|index| text.tokens[*index].len() > 2 && !text.tokens[*index].is(Roles::COMMON.or(Roles::PARTICLE)))
        .collect();
    for index in 0..text.tokens.len() {
        let token = &text.tokens[index];
        let inside = named.iter().any(|name| name.contains(&index));
        if inside || token.shape != Shape::Letters || token.len() < 3 || token.is(Roles::COMMON) {
            continue;
        }
        let same = |name: &usize| {
            text.word(*name).eq_ignore_ascii_case(text.word(index))
                && (token.capitalised() || !text.tokens[*name].capitalised())
        };
        if known.iter().any(same) && !of_something(text, index, index + 1) && !ends_with_sign(text, index) {
            found.push(Finding::new(token.start..token.end, Kind::Person, 0.7));
        }
    }
}

/// Whether a word is part of a handle or a tag.
fn ends_with_sign(text: &Text, index: usize) -> bool {
    !ends_sentence(text.gap(index)) && text.gap(index).last().is_some_and(|byte| b"@#_".contains(byte))
}
