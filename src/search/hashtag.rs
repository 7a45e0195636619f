//! What a hashtag without capitals was run together from: `#sinservicio` says "sin servicio". Only the index's own words
//! tell, so nothing is read into it that cannot be found, and ordinary words are never cut.

use super::{
    snapshot::Snapshot,
    stop_words::Role,
    terms::{Tongues, Word},
};
use crate::error::{Error, Result};

/// Shorter ones are too easily two words by chance, longer ones cost more than they tell.
const LETTERS: std::ops::RangeInclusive<usize> = 6..=30;
/// A part has so many letters at least, and one of the parts, which says what it is about, so many.
const PART_LEAST: usize = 2;
const TELLING_LEAST: usize = 3;

/// A part of a hashtag that is a word.
#[derive(Debug, Clone, Copy)]
struct Part {
    /// In how many documents, at least.
    frequency: f64,
    is_telling: bool,
}

/// The two words that a hashtag consists of, else the three, the most frequent ones; nothing where the index knows the
/// whole, or no such words.
pub(super) fn words_of<'a>(snapshot: &Snapshot, tag: &'a str, tongues: &Tongues) -> Result<Vec<&'a str>> {
    let letters = tag.chars().count();
    if !LETTERS.contains(&letters) || !tag.chars().all(char::is_alphabetic) {
        return Ok(Vec::new());
    }
    if Word::look_up(snapshot, tag.to_owned(), &tongues.form(tag), tongues)?.is_known() {
        return Ok(Vec::new());
    }
    let borders = tag.char_indices().map(|(at, _)| at).skip(PART_LEAST);
    let borders: Vec<usize> = borders.take((letters + 1).saturating_sub(2 * PART_LEAST)).collect();
    let (mut beginnings, mut ends) = (Vec::new(), Vec::new());
    for border in borders {
        let (beginning, end) = tag.split_at(border);
        beginnings.extend(part(snapshot, beginning, tongues)?.map(|part| (border, part)));
        // Most of what begins with no word is done here.
        if !beginnings.is_empty() {
            ends.extend(part(snapshot, end, tongues)?.map(|part| (border, part)));
        }
    }
    let pairs = beginnings.iter().filter_map(|(border, beginning)| {
        let end = ends.iter().find(|(other, _)| other == border);
        end.map(|(_, end)| (vec![*border], vec![*beginning, *end]))
    });
    if let Some(best) = most_frequent(pairs) {
        return Ok(cut(tag, &best));
    }
    let mut triples = Vec::new();
    for (from, beginning) in &beginnings {
        for (to, end) in ends.iter().filter(|(to, _)| to > from) {
            let middle = part(snapshot, &tag[*from..*to], tongues)?;
            triples.extend(middle.map(|middle| (vec![*from, *to], vec![*beginning, middle, *end])));
        }
    }
    Ok(most_frequent(triples.into_iter()).map_or_else(Vec::new, |best| cut(tag, &best)))
}

/// A part, where it is a word: one that documents have, or one that says too little for documents to be asked.
fn part(snapshot: &Snapshot, text: &str, tongues: &Tongues) -> Result<Option<Part>> {
    let letters = text.chars().count();
    if letters < PART_LEAST {
        return Ok(None);
    }
    let form = tongues.form(text);
    if form.role != Role::Telling {
        return Ok(Some(Part {
            frequency: snapshot.documents as f64,
            is_telling: false,
        }));
    }
    let mut documents = 0;
    for segment in &snapshot.segments {
        let info = segment.folded.terms().get(&*form.folded).map_err(Error::internal)?;
        documents += info.map_or(0, |info| info.doc_freq);
    }
    Ok((documents > 0).then_some(Part {
        frequency: f64::from(documents),
        is_telling: letters >= TELLING_LEAST,
    }))
}

/// The borders of the words that together are in the most documents, of those that say anything.
fn most_frequent(cuts: impl Iterator<Item = (Vec<usize>, Vec<Part>)>) -> Option<Vec<usize>> {
    let telling = cuts.filter(|(_, parts)| parts.iter().any(|part| part.is_telling));
    let product = |parts: &[Part]| parts.iter().map(|part| part.frequency).product::<f64>();
    let best = telling.max_by(|(_, left), (_, right)| product(left).total_cmp(&product(right)));
    best.map(|(borders, _)| borders)
}

fn cut<'a>(tag: &'a str, borders: &[usize]) -> Vec<&'a str> {
    let (mut words, mut from) = (Vec::new(), 0);
    for to in borders.iter().copied().chain([tag.len()]) {
        words.push(&tag[from..to]);
        from = to;
    }
    words
}
