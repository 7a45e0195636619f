//! A customer's sentence as an article can carry it, and at the length of a title.

use super::super::locale::Locale;
use super::{
    patterns::{PROBLEM, QUESTION, compile},
    sentences::{capitalized, without_filler},
};
use regex::Regex;
use std::{ops::RangeInclusive, sync::LazyLock};

/// Longest title that is proposed by cutting, in characters. A sentence that is a little longer stays whole.
pub(super) const TITLE_GOAL: usize = 80;
/// How much longer it may be.
const TOLERANCE: usize = 10;
/// Fewest characters of a title that is cut at a clause.
const TITLE_ENOUGH: usize = 25;

/// Where a title may end inside a sentence: between clauses of one rank, ...
const EQUAL_BREAKS: &[&str] = &[
    ", ", "; ", ": ", " - ", " – ", ". ", "… ", " but ", " and ", " & ", " pero ", " y ",
];
/// ... or before a clause that explains.
const LOWER_BREAKS: &[&str] = &[
    " (",
    " because ",
    " so ",
    " since ",
    " even though ",
    " although ",
    " porque ",
    " ya que ",
    " aunque ",
    " desde que ",
    " así que ",
];
/// Beginnings of sentences whose first clause says nothing alone.
static SUBORDINATE: LazyLock<Regex> = LazyLock::new(|| {
    compile(
        r"(?i)^[¿\s]*(?:when(?:ever)?|if|after|since|while|once|as|cuando|si|desde que|despu[eé]s de|al|tras|como)\b",
    )
});

/// Beginnings of what is no sentence of its own.
static PARTIAL: LazyLock<Regex> = LazyLock::new(|| {
    compile(
        r"(?i)^(?:has|have|had|is|was|were|are|been|would|or|nor|many of|some of|of|which|that|who|than|es|era|son|est[aá]|hab[ií]a|que|ni|o)\b",
    )
});

/// A customer's sentence as it can stand in an article.
pub(super) fn written(text: &str, locale: &Locale) -> String {
    let text = calm(without_filler(text).trim());
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || ",.;:!?…-–—&)<>".contains(c));
    let text = text
        .trim_end_matches(['!', ',', ';', ':', '-', '–', ' ', '…', '<', '>'])
        .replace(['!', '¡'], "");
    let is_question = text.ends_with('?');
    let text = capitalized(&text);
    if is_question && locale.language() == "es" && !text.contains('¿') {
        opened(&text)
    } else {
        text
    }
}

/// With the mark that opens a question in Spanish: after the comma, where the question only begins there.
fn opened(text: &str) -> String {
    match text.rsplit_once(", ") {
        Some((before, asked)) if !QUESTION.is_match(text) && asked.contains(' ') => format!("{before}, ¿{asked}"),
        _ => format!("¿{text}"),
    }
}

/// In lower case where it was shouted.
fn calm(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    if letters >= 10 && capitals * 10 > letters * 7 {
        text.to_lowercase()
    } else {
        text.to_owned()
    }
}

/// The sentence at title length: the longest beginning that puts the problem, or an end that does, or as many words.
pub(super) fn of(text: &str, locale: &Locale) -> String {
    let whole = written(text, locale);
    let bare = whole.trim_end_matches(['.', ',', ';', ':', ' ']);
    if characters(bare) <= TITLE_GOAL + TOLERANCE {
        return bare.to_owned();
    }
    let is_question = whole.ends_with('?');
    let puts_it = |clause: &str| {
        if is_question {
            QUESTION.is_match(clause)
        } else {
            PROBLEM.is_match(clause)
        }
    };
    let ended = |clause: &str| {
        if is_question {
            format!("{}?", clause.trim_end_matches('?'))
        } else {
            clause.to_owned()
        }
    };
    let is_whole = !SUBORDINATE.is_match(&whole);
    let equal = clauses(&whole, EQUAL_BREAKS);
    let mut all = [equal.clone(), clauses(&whole, LOWER_BREAKS)].concat();
    all.sort_by_key(|(head, _)| head.len());
    let heads = |length: RangeInclusive<usize>| {
        all.iter()
            .map(|(head, _)| *head)
            .filter(move |head| is_whole && length.contains(&characters(head)) && is_finished(head))
    };
    if let Some(head) = heads(TITLE_ENOUGH..=TITLE_GOAL).rfind(|head| puts_it(head)) {
        return ended(head);
    }
    let stands_alone = |tail: &&str| !PARTIAL.is_match(tail) && !SUBORDINATE.is_match(tail);
    let mut tails = equal
        .iter()
        .map(|(_, tail)| without_filler(tail).trim_end_matches(['.', ',', ' ']))
        .filter(stands_alone);
    if !is_whole && let Some(main) = tails.clone().next() {
        return of(main, locale);
    }
    let fits = |tail: &str| (TITLE_ENOUGH..=TITLE_GOAL + TOLERANCE).contains(&characters(tail));
    if let Some(tail) = tails.find(|tail| fits(tail) && puts_it(tail)) {
        return written(&ended(tail), locale);
    }
    if let Some(head) = heads(TITLE_GOAL..=TITLE_GOAL + 2 * TOLERANCE).find(|head| puts_it(head)) {
        return ended(head);
    }
    if let Some(head) = heads(TITLE_ENOUGH..=TITLE_GOAL).next_back() {
        return head.to_owned();
    }
    let most = whole
        .char_indices()
        .nth(TITLE_GOAL)
        .map_or(whole.len(), |(place, _)| place);
    let end = whole[..most].rfind(' ').unwrap_or(most);
    format!("{}…", whole[..end].trim_end_matches(|c: char| !c.is_alphanumeric()))
}

/// Whether the last clause of a beginning is one that others do not hang on: not "..., and if I delete it".
fn is_finished(head: &str) -> bool {
    clauses(head, EQUAL_BREAKS)
        .last()
        .is_none_or(|(_, last)| !SUBORDINATE.is_match(last))
}

/// What stands before and after each of these breaks that is in no bracket, by place.
fn clauses<'a>(text: &'a str, breaks: &[&str]) -> Vec<(&'a str, &'a str)> {
    let mut places: Vec<(usize, usize)> = breaks
        .iter()
        .flat_map(|mark| {
            text.match_indices(mark)
                .map(|(start, mark)| (start, start + mark.len()))
        })
        .filter(|(start, _)| text[..*start].matches('(').count() <= text[..*start].matches(')').count())
        .collect();
    places.sort_unstable();
    places
        .into_iter()
        .map(|(start, end)| (text[..start].trim_end_matches([',', '.', ' ']), &text[end..]))
        .collect()
}

fn characters(text: &str) -> usize {
    text.chars().count()
}
