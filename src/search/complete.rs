//! Completion while somebody types: articles whose title or phrasings have words that begin as typed.

use super::{
    analysis::{Analyzer, Form},
    document::{BEGINNINGS, OPENING},
    filter::Filter,
    snapshot::{Segment, Snapshot, postings},
    split::said,
    stop_words::Role,
    synonyms::Synonyms,
    terms::QUERY_MOST,
};
use crate::{
    domain::{
        id::{ArticleId, BrandId},
        locale::Locale,
    },
    error::Result,
};
use std::cmp::Reverse;
use tantivy::{DocId, DocSet, TERMINATED, postings::SegmentPostings, schema::IndexRecordOption};

/// An article that goes on as typed. Its title is what completes: the caller has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    pub article_id: ArticleId,
    pub locale: Locale,
    /// Whether the title itself begins with the first word typed.
    pub opening: bool,
}

/// Words of a longer text that are looked at.
const WORDS_MOST: usize = 8;
/// Matches that are compared in one segment; with more, what was typed says too little to be choosy.
const COMPARED_MOST: usize = 3_000;

/// What orders completions: reader's language, titles that begin as typed, much used, short.
type Rank = (bool, bool, i64, Reverse<u8>, Reverse<i64>);

/// The best `limit` articles for what was `typed` so far: as it stands, else in other words.
pub(super) fn complete(
    snapshot: &Snapshot,
    typed: &str,
    brand_id: BrandId,
    locale: &Locale,
    synonyms: Option<&Synonyms>,
    limit: usize,
) -> Result<Vec<Completion>> {
    for beginnings in readings(typed, locale, synonyms) {
        let found = complete_all(snapshot, &beginnings, brand_id, locale, limit)?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(Vec::new())
}

fn complete_all(
    snapshot: &Snapshot,
    beginnings: &[String],
    brand_id: BrandId,
    locale: &Locale,
    limit: usize,
) -> Result<Vec<Completion>> {
    let Some(first) = beginnings.first() else {
        return Ok(Vec::new());
    };
    let opening = format!("{OPENING}{first}");
    let filter = Filter {
        brand_id: Some(brand_id),
        topic: None,
        only: None,
        environments: &[],
    };
    let mut found: Vec<(Rank, Completion)> = Vec::new();
    for segment in &snapshot.segments {
        let Some(allowed) = filter.of(segment) else { continue };
        let own = segment.locale_place(locale);
        let mut add = |doc: DocId, opening: bool| {
            let id = segment.id.first(doc).unwrap_or_default();
            let is_own = own.is_some() && segment.locale_place_of(doc) == own;
            let uses = segment.uses.first(doc).unwrap_or_default();
            let length = segment.norms(super::snapshot::Stems::Title).fieldnorm_id(doc);
            let completion = Completion {
                article_id: ArticleId(id),
                locale: segment.locale_of(doc),
                opening,
            };
            found.push(((is_own, opening, uses, Reverse(length), Reverse(id)), completion));
        };
        let rest = || beginnings[1..].iter().map(String::as_str);
        let mut compared = 0;
        let mut openings = Vec::new();
        each_with_all(segment, std::iter::once(opening.as_str()).chain(rest()), |doc| {
            if allowed.allows(doc) {
                add(doc, true);
                openings.push(doc);
                compared += 1;
            }
            compared < COMPARED_MOST
        })?;
        if openings.len() < limit {
            each_with_all(segment, beginnings.iter().map(String::as_str), |doc| {
                if openings.binary_search(&doc).is_err() && allowed.allows(doc) {
                    add(doc, false);
                    compared += 1;
                }
                compared < COMPARED_MOST
            })?;
        }
    }
    if found.len() > limit {
        found.select_nth_unstable_by(limit, |left, right| right.0.cmp(&left.0));
        found.truncate(limit);
    }
    found.sort_by_key(|(rank, _)| Reverse(*rank));
    Ok(found.into_iter().map(|(_, completion)| completion).collect())
}

/// Ways to read what was typed, as the index keeps beginnings: its words; codes in one piece; its words in other words.
fn readings(typed: &str, locale: &Locale, synonyms: Option<&Synonyms>) -> Vec<Vec<String>> {
    let typed = match typed.char_indices().nth(QUERY_MOST) {
        Some((end, _)) => &typed[..end],
        None => typed,
    };
    // The last word may not be complete.
    let last = typed.trim_end_matches(|letter: char| !letter.is_whitespace()).len();
    let full = synonyms.map_or_else(Default::default, |synonyms| synonyms.spelled_out(&typed[..last]));
    let typed = [&*full, &typed[last..]].concat();
    let analyzer = Analyzer::of(locale.language());
    let (mut forms, mut in_one, mut has_whole) = (Vec::new(), Vec::new(), false);
    for piece in said(&typed).take(WORDS_MOST) {
        let parts = piece.parts.iter().map(|part| analyzer.form(part.text));
        if let Some(whole) = piece.whole {
            in_one.push(analyzer.form(whole.text));
            has_whole = true;
        } else {
            in_one.extend(parts.clone());
        }
        forms.extend(parts);
    }
    let mut readings = vec![beginnings(&forms)];
    if has_whole {
        readings.push(beginnings(&in_one));
    }
    for other in synonyms.map(|synonyms| synonyms.others(&forms)).unwrap_or_default() {
        let words = other.expression.words.iter().map(|word| analyzer.form(word));
        let mut said = forms.clone();
        said.splice(other.word..=other.word, words);
        readings.push(beginnings(&said));
    }
    readings
}

/// Words as the index keeps beginnings; empty where too little was typed. Words that say nothing on their own are left out
/// where others are there, except in the first place.
fn beginnings(forms: &[Form]) -> Vec<String> {
    let last = forms.len().saturating_sub(1);
    let mut out = Vec::new();
    for (place, form) in forms.iter().enumerate() {
        let letters = form.folded.chars().count();
        let tells = place == 0 || place == last || form.role == Role::Telling;
        if tells && letters >= *BEGINNINGS.start() {
            out.push(form.folded.chars().take(*BEGINNINGS.end()).collect());
        }
    }
    out
}

/// Calls `each` with every document that has all `beginnings`, until it says stop.
fn each_with_all<'a>(
    segment: &Segment,
    beginnings: impl Iterator<Item = &'a str>,
    mut each: impl FnMut(DocId) -> bool,
) -> Result<()> {
    let mut lists: Vec<SegmentPostings> = Vec::new();
    for beginning in beginnings {
        match postings(&segment.beginning, beginning, IndexRecordOption::Basic)? {
            Some(list) => lists.push(list),
            None => return Ok(()),
        }
    }
    lists.sort_by_key(SegmentPostings::doc_freq);
    let Some((leader, others)) = lists.split_first_mut() else {
        return Ok(());
    };
    let mut doc = leader.doc();
    'documents: while doc != TERMINATED {
        for other in others.iter_mut() {
            let at = if other.doc() < doc {
                other.seek(doc)
            } else {
                other.doc()
            };
            if at != doc {
                doc = leader.seek(at);
                continue 'documents;
            }
        }
        if !each(doc) {
            return Ok(());
        }
        doc = leader.advance();
    }
    Ok(())
}
