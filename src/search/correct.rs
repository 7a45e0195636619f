//! Other ways to read a word that no document has: as the beginning of a longer one, else as a slip of the fingers.
//!
//! All from the index's own words, so that nothing is offered that cannot be found.

use super::{
    analysis::fold,
    fields::SPELLED_AS,
    snapshot::{Segment, Snapshot},
    split::is_unspaced,
};
use crate::error::{Error, Result};
use std::collections::HashMap;
use tantivy::{
    Term,
    query::{DfaWrapper, FuzzyTermQuery},
    schema::Field,
    termdict::{TermDictionary, TermStreamer},
};

/// A word of the index that stands in for one it does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    /// Folded, as the index has it.
    pub word: String,
    pub frequency: u32,
}

/// Readings that are tried for one word.
const READINGS_MOST: usize = 6;
/// Words of the index that are looked at for one beginning in one segment.
const SCANNED_MOST: usize = 400;
/// A beginning has at least so many letters.
const BEGINNING_LEAST: usize = 3;

/// Words that begin with `folded`, most frequent first.
pub(super) fn longer_words(snapshot: &Snapshot, folded: &str) -> Result<Vec<Reading>> {
    // Of writing without blanks, pairs of characters are in the index, and one may be a whole word.
    let least = if folded.starts_with(is_unspaced) {
        1
    } else {
        BEGINNING_LEAST
    };
    if folded.chars().count() < least {
        return Ok(Vec::new());
    }
    let mut counts = HashMap::new();
    for segment in &snapshot.segments {
        let mut terms = segment
            .folded
            .terms()
            .range()
            .ge(folded)
            .into_stream()
            .map_err(Error::internal)?;
        let mut scanned = 0;
        while scanned < SCANNED_MOST && terms.advance() && terms.key().starts_with(folded.as_bytes()) {
            scanned += 1;
            count(&mut counts, terms.key(), terms.value().doc_freq);
        }
    }
    Ok(best(
        counts
            .into_iter()
            .map(|(word, frequency)| (0, Reading { word, frequency })),
    ))
}

/// Words that are one slip (from four letters) or two (from eight) away from `folded`: nearest first, then most
/// frequent. Slips in the first letter are rare and dear to look for, so only where nothing else is found.
pub(super) fn alike_words(snapshot: &Snapshot, folded: &str) -> Result<Vec<Reading>> {
    let letters = folded.chars().count();
    let most = match letters {
        0..4 => return Ok(Vec::new()),
        4..8 => 1,
        _ => 2,
    };
    if folded.bytes().any(|byte| byte.is_ascii_digit()) {
        return Ok(Vec::new());
    }
    for (slips, any_first) in [(1, false), (2, false), (1, true)] {
        if slips > most {
            continue;
        }
        let found = within(snapshot, folded, slips, any_first)?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(Vec::new())
}

fn within(snapshot: &Snapshot, folded: &str, slips: u8, any_first: bool) -> Result<Vec<Reading>> {
    let term = Term::from_field_text(Field::from_field_id(0), folded);
    let automaton = FuzzyTermQuery::new(term, slips, true)
        .automaton()
        .map_err(Error::internal)?;
    let mut counts = HashMap::new();
    for segment in &snapshot.segments {
        let mut terms = alike(segment.folded.terms(), &automaton, folded, any_first)?;
        while terms.advance() {
            count(&mut counts, terms.key(), terms.value().doc_freq);
        }
    }
    let ranked = counts
        .into_iter()
        .map(|(word, frequency)| (distance(folded, &word), Reading { word, frequency }));
    Ok(best(ranked))
}

fn alike<'a>(
    terms: &'a TermDictionary,
    automaton: &'a DfaWrapper,
    folded: &str,
    any_first: bool,
) -> Result<TermStreamer<'a, &'a DfaWrapper>> {
    let mut range = terms.search(automaton);
    if !any_first && let Some(first) = folded.chars().next() {
        let next = char::from_u32(first as u32 + 1).unwrap_or(char::MAX);
        range = range.ge(first.to_string()).lt(next.to_string());
    }
    range.into_stream().map_err(Error::internal)
}

fn count(counts: &mut HashMap<String, u32>, word: &[u8], frequency: u32) {
    if let Ok(word) = std::str::from_utf8(word) {
        *counts.entry(word.to_owned()).or_default() += frequency;
    }
}

fn best(readings: impl Iterator<Item = (usize, Reading)>) -> Vec<Reading> {
    let mut readings: Vec<_> = readings.collect();
    readings.sort_by(|(left_far, left), (right_far, right)| {
        left_far
            .cmp(right_far)
            .then(right.frequency.cmp(&left.frequency))
            .then_with(|| left.word.cmp(&right.word))
    });
    let nearest = readings.first().map_or(0, |(far, _)| *far);
    readings
        .into_iter()
        .take_while(|(far, _)| *far == nearest)
        .map(|(_, reading)| reading)
        .take(READINGS_MOST)
        .collect()
}

/// Slips between two words: letters put in, left out, changed, or two neighbours swapped.
fn distance(left: &str, right: &str) -> usize {
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    let mut rows = [
        vec![0; right.len() + 1],
        (0..=right.len()).collect(),
        vec![0; right.len() + 1],
    ];
    for (i, letter) in left.iter().enumerate() {
        let [before, above, row] = &mut rows;
        row[0] = i + 1;
        for (j, other) in right.iter().enumerate() {
            let changed = above[j] + usize::from(letter != other);
            row[j + 1] = changed.min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *letter == right[j - 1] && left[i - 1] == *other {
                row[j + 1] = row[j + 1].min(before[j - 1] + 1);
            }
        }
        rows.rotate_left(1);
    }
    rows[1][right.len()]
}

/// How the index's documents mostly write `folded`: with its accents, where they do.
pub(super) fn spelling(snapshot: &Snapshot, reading: &Reading) -> Result<String> {
    let prefix = format!("{}{SPELLED_AS}", reading.word);
    let mut counts = HashMap::new();
    for segment in &snapshot.segments {
        let mut terms = spellings(segment, &prefix)?;
        while terms.advance() && terms.key().starts_with(prefix.as_bytes()) {
            count(&mut counts, &terms.key()[prefix.len()..], terms.value().doc_freq);
        }
    }
    let accented = counts
        .into_iter()
        .max_by(|left, right| left.1.cmp(&right.1).then_with(|| right.0.cmp(&left.0)));
    Ok(match accented {
        Some((word, frequency)) if frequency * 2 >= reading.frequency && fold(&word) == reading.word => word,
        _ => reading.word.clone(),
    })
}

fn spellings<'a>(segment: &'a Segment, prefix: &str) -> Result<TermStreamer<'a>> {
    segment
        .spelling
        .terms()
        .range()
        .ge(prefix)
        .into_stream()
        .map_err(Error::internal)
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn slips_are_counted() {
        for (left, right, slips) in [
            ("factura", "factura", 0),
            ("factrua", "factura", 1),
            ("fatura", "factura", 1),
            ("facturaa", "factura", 1),
            ("fascura", "factura", 2),
            ("", "abc", 3),
        ] {
            assert_eq!(distance(left, right), slips, "{left} {right}");
            assert_eq!(distance(right, left), slips, "{right} {left}");
        }
    }
}
