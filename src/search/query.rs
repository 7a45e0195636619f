//! Words typed by a customer to results: all words first, then any; what was mistyped is read as what was meant.
//!
//! Nothing a customer types is parsed as a query language: quotes around a phrase are all there is.

use super::{
    correct::{self, Reading},
    engine::{self, Found},
    environments::{self, Environments},
    evidence::{self, Match},
    filter::Filter,
    meant::{self, Meant},
    phrase::Phrases,
    read,
    snapshot::{Segment, Snapshot},
    split,
    synonyms::Synonyms,
    terms::{QUERY_MOST, Tongues, Word},
};
use crate::{
    domain::{
        environment::Value,
        id::{ArticleId, BrandId, TopicId},
        locale::Locale,
        suggestion::confidences,
    },
    error::Result,
};
use std::collections::BTreeMap;
use tantivy::DocId;

/// What is searched, and for whom.
#[derive(Debug, Clone, Copy)]
pub struct SearchRequest<'a> {
    /// As typed; a phrase may stand in quotes.
    pub text: &'a str,
    /// Only this brand's articles; none: every brand's.
    pub brand_id: Option<BrandId>,
    /// The reader's language: its articles come first.
    pub locale: Option<&'a Locale>,
    /// Only articles in this language.
    pub only: Option<&'a Locale>,
    /// Only articles of this topic.
    pub topic: Option<TopicId>,
    /// Only articles that are for each of these.
    pub for_environments: &'a [Value],
    /// Takes every word as it is written.
    pub exact: bool,
    /// What it means; none: its words are all there is.
    pub meant: Option<&'a dyn Meant>,
    /// What it names of the brand's environments; none: nothing.
    pub environments: Option<&'a dyn Environments>,
    /// How its words are written otherwise; none: as they stand.
    pub synonyms: Option<&'a Synonyms>,
    pub limit: usize,
    pub offset: usize,
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SearchResults {
    /// The query as it was understood, where that differs from what was typed; the hits are those of this one.
    pub corrected: Option<String>,
    /// How many articles were found. Of those that lack a word of the query only the best are counted.
    pub total: usize,
    /// Whether articles are among them that lack a word of the query.
    pub relaxed: bool,
    pub hits: Vec<Hit>,
    /// Articles found by topic, most first.
    pub topics: Vec<Facet<TopicId>>,
    /// Articles found by language, most first.
    pub locales: Vec<Facet<Locale>>,
    /// Articles found by what they are for, most first.
    pub environments: Vec<Facet<Value>>,
}

/// An article that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    pub article_id: ArticleId,
    pub locale: Locale,
    /// 0 to 1: how likely it answers; never more than that of the one before it.
    pub confidence: f32,
    /// The words of the query that it has, folded and as stems: what `snippet` marks.
    pub matched: Vec<String>,
}

/// How many of the articles found have a property.
#[derive(Debug, Clone, PartialEq)]
pub struct Facet<T> {
    pub value: T,
    pub count: usize,
}

/// Articles that lack a word of the query are listed where few have all of them: so many, or a page of them where that
/// is more, up to the second number.
const RELAXED_LEAST: usize = 50;
const RELAXED_MOST: usize = 200;
/// From so many words on, a query is a sentence: what has most of its weight comes first, whether it has all words or not.
const SENTENCE_FROM: usize = 5;
/// Results in their first order that are looked at more closely for the final one.
const LOOKED_AT: usize = 50;
/// An article without any word of the query is listed where it is at least so near (a cosine).
const MEANS_THE_SAME: f32 = 0.38;
/// Facets are counted over so many articles and estimated beyond.
const FACETS_MOST: usize = 5_000;

/// Answers `request` from one committed state of the index.
pub(super) fn search(snapshot: &Snapshot, request: &SearchRequest<'_>) -> Result<SearchResults> {
    let text = match request.text.char_indices().nth(QUERY_MOST) {
        Some((end, _)) => &request.text[..end],
        None => request.text,
    };
    let tongues = Tongues::new(snapshot, request.locale);
    let phrases = Phrases::in_text(text);
    // What is to be taken as it is written stays so.
    let synonyms = request.synonyms.filter(|_| !request.exact && phrases.is_empty());
    let full = read::in_full(text, synonyms);
    let mut words = read::words(snapshot, (text, &full), &tongues, synonyms)?;
    let mut corrections = Vec::new();
    if !request.exact {
        for word in words.iter_mut().filter(|word| !word.faint && !word.is_known()) {
            corrections.extend(read_otherwise(snapshot, word, &tongues)?);
        }
    }
    let filter = Filter {
        brand_id: request.brand_id,
        topic: request.topic,
        only: request.only,
        environments: request.for_environments,
    };
    engine::weigh_within(snapshot, &mut words, filter)?;
    let all_known = words.iter().all(|word| word.faint || word.is_known());
    // One word said over and over is still one word.
    let is_sentence = words.len() > 1 && phrases.is_empty() && split::words(&full).nth(SENTENCE_FROM - 1).is_some();
    let strict = if all_known && !is_sentence {
        find_all(snapshot, &words, &phrases, filter)?
    } else {
        Vec::new()
    };
    let mut results = order(snapshot, request, &words, strict, &phrases, filter)?;
    results.corrected = (!corrections.is_empty()).then(|| rewrite(&full, &corrections));
    Ok(results)
}

fn find_all(snapshot: &Snapshot, words: &[Word], phrases: &Phrases, filter: Filter<'_>) -> Result<Vec<Found>> {
    let mut found = Vec::new();
    let mut failure = None;
    let mut check = phrases.checker(snapshot);
    engine::all_words(snapshot, words, filter, |hit| match check.holds(hit.segment, hit.doc) {
        Ok(true) => found.push(hit),
        Ok(false) => {}
        Err(error) => failure = Some(error),
    })?;
    failure.map_or(Ok(found), Err)
}

/// Finds other readings for a word that no article has and lets the word stand for all of them. Gives what it was
/// corrected to, unless it is but the beginning of a longer word.
pub(super) fn read_otherwise(
    snapshot: &Snapshot,
    word: &mut Word,
    tongues: &Tongues,
) -> Result<Option<(String, String)>> {
    let mut readings = correct::longer_words(snapshot, &word.folded)?;
    let mut correction = None;
    if readings.is_empty() {
        readings = correct::alike_words(snapshot, &word.folded)?;
        if let Some(reading) = readings.first() {
            correction = Some((word.text.clone(), correct::spelling(snapshot, reading)?));
            // What is shown as the correction is what is searched.
            readings.truncate(1);
        }
    }
    for Reading { word: reading, .. } in readings {
        let form = tongues.form(&reading);
        word.absorb(Word::look_up(snapshot, reading, &form, tongues)?);
    }
    word.weigh(snapshot.documents);
    Ok(correction)
}

fn rewrite(text: &str, corrections: &[(String, String)]) -> String {
    corrections.iter().fold(text.trim().to_owned(), |text, (from, to)| {
        text.replacen(from.as_str(), to, 1)
    })
}

/// Puts what was found in order, adds what has only some of the words where that is little, and cuts out the page.
fn order(
    snapshot: &Snapshot,
    request: &SearchRequest<'_>,
    words: &[Word],
    mut strict: Vec<Found>,
    phrases: &Phrases,
    filter: Filter<'_>,
) -> Result<SearchResults> {
    let mut facets = Facets::default();
    facets.count(snapshot, &strict);
    let wanted = request.offset + request.limit;
    let mut total = strict.len();
    let own = Own::new(snapshot, request.locale);
    keep_best(&own, &mut strict, wanted.max(LOOKED_AT));
    engine::add_faint_words(snapshot, words, &mut strict)?;
    let needs_more = total < request.limit.div_ceil(2) && phrases.is_empty() && !words.is_empty();
    // What stands beside answers that were found by meaning is compared by it too.
    let meant = request.meant.filter(|_| needs_more && !request.exact);
    let mut ranked = rank(snapshot, &own, (words, meant, request.environments), strict)?;
    let mut relaxed = false;
    if needs_more {
        let keep = request.limit.clamp(RELAXED_LEAST, RELAXED_MOST);
        let mut more = match words {
            [_] => Vec::new(),
            _ => engine::any_words(snapshot, words, filter, (engine::ASKED, keep))?,
        };
        if let Some(meant) = meant {
            meant::add(&mut more, meant::nearest(snapshot, meant, filter)?);
        }
        more.retain(|found| {
            !ranked
                .iter()
                .any(|(known, _)| (known.segment, known.doc) == (found.segment, found.doc))
        });
        let mut more = rank(snapshot, &own, (words, meant, request.environments), more)?;
        more.retain(|(_, hit)| hit.words != 0 || hit.evidence.similarity.nearest >= MEANS_THE_SAME);
        facets.count(snapshot, &more.iter().map(|(found, _)| *found).collect::<Vec<_>>());
        total += more.len();
        relaxed = more.iter().any(|(_, hit)| !has_all(words, hit));
        ranked.extend(more);
    }
    let sure = confidences(ranked.iter().map(|(_, hit)| &hit.evidence));
    let hits = ranked.into_iter().zip(sure).skip(request.offset).take(request.limit);
    let hits = hits.map(|((found, hit), confidence)| Hit {
        article_id: ArticleId(snapshot.segments[found.segment].id.first(found.doc).unwrap_or_default()),
        locale: snapshot.segments[found.segment].locale_of(found.doc),
        confidence,
        matched: matched(words, hit.words),
    });
    Ok(SearchResults {
        corrected: None,
        total,
        relaxed,
        hits: hits.collect(),
        topics: facets.topics(),
        locales: facets.locales(),
        environments: by_count(&facets.environments),
    })
}

/// Tells the documents in the reader's language.
struct Own<'a> {
    snapshot: &'a Snapshot,
    by_segment: Vec<Share>,
}

/// Which documents of a segment are in the reader's language.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Share {
    All,
    None,
    /// Those whose language has this place.
    At(u64),
}

impl<'a> Own<'a> {
    fn new(snapshot: &'a Snapshot, locale: Option<&Locale>) -> Self {
        let share = |segment: &Segment| match locale.map(|locale| segment.locale_place(locale)) {
            None => Share::All,
            Some(None) => Share::None,
            Some(Some(_)) if segment.has_one_locale() => Share::All,
            Some(Some(place)) => Share::At(place),
        };
        Self {
            snapshot,
            by_segment: snapshot.segments.iter().map(share).collect(),
        }
    }

    fn has(&self, found: &Found) -> bool {
        match self.by_segment[found.segment] {
            Share::All => true,
            Share::None => false,
            Share::At(place) => self.snapshot.segments[found.segment].locale_place_of(found.doc) == Some(place),
        }
    }
}

fn keep_best(own: &Own<'_>, found: &mut Vec<Found>, keep: usize) {
    if found.len() > keep {
        found.select_nth_unstable_by(keep, |left, right| {
            own.has(right)
                .cmp(&own.has(left))
                .then(right.score.total_cmp(&left.score))
        });
        found.truncate(keep);
    }
}

/// The final order: the reader's language first, then by score with title and phrasings counted in.
fn rank(
    snapshot: &Snapshot,
    own: &Own<'_>,
    (words, meant, environments): (&[Word], Option<&dyn Meant>, Option<&dyn Environments>),
    found: Vec<Found>,
) -> Result<Vec<(Found, Match)>> {
    let mut matches = evidence::matches(snapshot, words, words.len(), None, (&found, &[]))?;
    meant::compare(snapshot, meant, &found, &mut matches);
    environments::compare(snapshot, environments, &found, &mut matches);
    let strengths = evidence::strengths(&matches);
    let mut ranked: Vec<_> = strengths.into_iter().zip(found.into_iter().zip(matches)).collect();
    ranked.sort_by(|(left_strength, (left, _)), (right_strength, (right, _))| {
        own.has(right)
            .cmp(&own.has(left))
            .then(right_strength.total_cmp(left_strength))
            .then((left.segment, left.doc).cmp(&(right.segment, right.doc)))
    });
    let mut ranked: Vec<_> = ranked.into_iter().map(|(_, hit)| hit).collect();
    // What is found by its meaning alone never stands above what has all the words.
    if let Some(last) = ranked.iter().rposition(|(_, hit)| has_all(words, hit)) {
        ranked[..=last].sort_by_key(|(_, hit)| hit.words == 0);
    }
    Ok(ranked)
}

fn has_all(words: &[Word], hit: &Match) -> bool {
    words
        .iter()
        .enumerate()
        .all(|(bit, word)| word.faint || hit.words & (1 << bit) != 0)
}

/// What of the query a document has, in the forms that `snippet` looks for.
pub(super) fn matched(words: &[Word], bits: u64) -> Vec<String> {
    let mut matched: Vec<String> = Vec::new();
    for (bit, word) in words.iter().enumerate() {
        if bits & (1 << bit) != 0 {
            for form in std::iter::once(&word.folded).chain(&word.stems) {
                if !matched.iter().any(|known| **known == **form) {
                    matched.push(form.to_string());
                }
            }
        }
    }
    matched
}

/// Counts by topic, language and environment.
#[derive(Default)]
struct Facets {
    topics: BTreeMap<TopicId, usize>,
    locales: BTreeMap<Locale, usize>,
    environments: BTreeMap<Value, usize>,
}

impl Facets {
    fn count(&mut self, snapshot: &Snapshot, found: &[Found]) {
        let counted = &found[..found.len().min(FACETS_MOST)];
        let scale = |count: usize| count * found.len() / counted.len().max(1);
        let mut topics: BTreeMap<i64, usize> = BTreeMap::new();
        let mut environments: BTreeMap<i64, usize> = BTreeMap::new();
        for same in counted.chunk_by(|left, right| left.segment == right.segment) {
            let segment = &snapshot.segments[same[0].segment];
            for found in same {
                for topic in segment.topic.values_for_doc(found.doc) {
                    *topics.entry(topic).or_default() += 1;
                }
                for environment in segment.environment.values_for_doc(found.doc) {
                    *environments.entry(environment).or_default() += 1;
                }
            }
            let places = if segment.has_one_locale() {
                BTreeMap::from([(0, (same.len(), same[0].doc))])
            } else {
                by_locale(segment, same)
            };
            for (count, doc) in places.into_values() {
                *self.locales.entry(segment.locale_of(doc)).or_default() += scale(count);
            }
        }
        for (topic, count) in topics {
            *self.topics.entry(TopicId(topic)).or_default() += scale(count);
        }
        for (environment, count) in environments {
            *self.environments.entry(Value(environment)).or_default() += scale(count);
        }
    }

    fn topics(&self) -> Vec<Facet<TopicId>> {
        by_count(&self.topics)
    }

    fn locales(&self) -> Vec<Facet<Locale>> {
        by_count(&self.locales)
    }
}

/// How many of `found` are in each of the segment's languages, with one of them.
fn by_locale(segment: &Segment, found: &[Found]) -> BTreeMap<u64, (usize, DocId)> {
    let mut places = BTreeMap::new();
    for found in found {
        if let Some(place) = segment.locale_place_of(found.doc) {
            places.entry(place).or_insert((0, found.doc)).0 += 1;
        }
    }
    places
}

fn by_count<T: Clone>(counts: &BTreeMap<T, usize>) -> Vec<Facet<T>> {
    let mut facets: Vec<_> = counts
        .iter()
        .map(|(value, count)| Facet {
            value: value.clone(),
            count: *count,
        })
        .collect();
    facets.sort_by_key(|facet| std::cmp::Reverse(facet.count));
    facets
}
