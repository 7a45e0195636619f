//! How far a name goes on: over surnames, initials, particles, and in small letters over the words that tables know.

use super::lexicon::Roles;
use super::text::{Case, Shape, Text};

/// The longest name, in words.
const LONGEST: usize = 6;

/// Where a run of capitalised words of one name ends.
pub(super) fn capitals_end(text: &Text, index: usize) -> usize {
    let mut end = index + 1;
    while end < text.tokens.len() && end < index + LONGEST {
        let gap = text.gap(end);
        let token = &text.tokens[end];
        let last = &text.tokens[end - 1];
        let initial = last.case == Case::Initial && gap == b". ";
        let hyphen = gap == b"-" && token.capitalised();
        let apostrophe = gap == b"'" && last.case == Case::Initial;
        if !(gap == b" " || gap == b"  " || initial || hyphen || apostrophe) || token.shape != Shape::Letters {
            break;
        }
        let follows = |next: usize| {
            text.tokens[next].capitalised()
                && (in_run(text, index, next) || text.tokens[next].is(Roles::SURNAME.or(Roles::FIRST)))
        };
        if goes_on_with(text, index, end) || is_between_names(text, index, end) {
            end += 1;
        } else if let Some(after) = over_particles(text, end, follows) {
            end = after;
        } else {
            break;
        }
    }
    end
}

/// Whether a capitalised word is one more word of a name.
fn goes_on_with(text: &Text, first: usize, index: usize) -> bool {
    let token = &text.tokens[index];
    let marked = text.gap(index + 1).starts_with(b".") || text.gap(index + 1) == b"'";
    let initial = token.case == Case::Initial && (marked || !b"YIAEO".contains(&text.word(index)[0]));
    initial || (token.capitalised() && token.len() > 1 && in_run(text, first, index))
}

/// Whether an ordinary word in capitals is a surname here, because it stands between a first name and another surname.
fn is_between_names(text: &Text, first: usize, index: usize) -> bool {
    let token = &text.tokens[index];
    let outside = Roles::GREETING
        .or(Roles::LABEL)
        .or(Roles::ORGANISATION)
        .or(Roles::PARTICLE)
        .or(Roles::STREET_ES);
    let sure = text.tokens[first].is(Roles::FIRST) && !text.tokens[first].is(Roles::AMBIGUOUS);
    let next = text.tokens.get(index + 1).is_some_and(|next| {
        next.case == Case::Title && !next.is(Roles::COMMON.or(outside)) && text.gap(index + 1) == b" "
    });
    sure && next && token.case == Case::Title && !token.is(outside)
}

fn in_run(text: &Text, first: usize, index: usize) -> bool {
    let token = &text.tokens[index];
    let shouting = text.tokens[first].case == Case::Title && token.case == Case::Upper && !token.is(Roles::SURNAME);
    let named = token.is(Roles::SURNAME.or(Roles::FIRST))
        && (!token.is(Roles::COMMON) || !token.is(Roles::LABEL.or(Roles::GREETING).or(Roles::MONTH)));
    let ordinary = Roles::COMMON
        .or(Roles::STREET_ES)
        .or(Roles::GREETING)
        .or(Roles::PARTICLE);
    !shouting && !token.is(Roles::ORGANISATION) && (named || !token.is(ordinary))
}

/// Past "de la", "del", "y" inside a name, if a word of the name follows; where that word ends.
fn over_particles(text: &Text, index: usize, follows: impl Fn(usize) -> bool) -> Option<usize> {
    let particles = (index..text.tokens.len().min(index + 3))
        .take_while(|near| text.tokens[*near].is(Roles::PARTICLE) && text.gap(*near) == b" ")
        .count();
    let next = index + particles;
    let conjunction = particles == 1
        && text.is_word(index, "y")
        && text
            .tokens
            .get(next)
            .is_some_and(|token| token.is(Roles::FIRST) && !token.is(Roles::SURNAME));
    let joined = text.is_word(index, "y") && !text.tokens.get(next).is_some_and(|token| token.is(Roles::SURNAME));
    (particles > 0 && !joined && next < text.tokens.len() && text.gap(next) == b" " && !conjunction && follows(next))
        .then_some(next + 1)
}

/// Where a name in small letters ends: over names the tables know, and over some words they do not.
pub(super) fn small_end(text: &Text, index: usize, strange: usize) -> usize {
    let mut end = index + 1;
    let mut left = strange;
    let ends = |next: usize| closes(text, next) || text.is_any(next, &["and", "y", "con", "with"]);
    let known = |next: usize| {
        let token = &text.tokens[next];
        token.is(Roles::SURNAME.or(Roles::FIRST))
            && (!token.is(Roles::COMMON) || (strange > 0 && token.is(Roles::SURNAME) && ends(next + 1)))
    };
    while end < text.tokens.len() && end < index + LONGEST && matches!(text.gap(end), b" " | b"-") {
        let token = &text.tokens[end];
        let word = token.shape == Shape::Letters && token.len() > 2;
        if known(end) {
            end += 1;
        } else if word
            && left > 0
            && token.case == text.tokens[index].case
            && (token.roles == Roles::NONE || token.roles == Roles::PLACE)
        {
            left -= 1;
            end += 1;
        } else if text.gap(end + 1) == b"'" && text.is_any(end, &["o", "d"]) && end + 1 < text.tokens.len() {
            end += 2;
        } else if let Some(after) =
            over_particles(text, end, |next| text.tokens[next].is(Roles::SURNAME.or(Roles::FIRST)))
        {
            end = after;
        } else {
            break;
        }
    }
    end
}

/// Whether a name stands by itself from here: followed by punctuation, the end of the text, or thanks.
pub(super) fn closes(text: &Text, end: usize) -> bool {
    let gap = text.gap(end);
    let sentence = text
        .tokens
        .get(end)
        .is_some_and(|next| next.case == Case::Title && next.is(Roles::COMMON) && !next.is(Roles::FIRST));
    end == text.tokens.len()
        || sentence
        || gap.iter().any(|byte| b",.!?:;\n)".contains(byte))
        || text.is_any(end, &["for", "por"])
}
