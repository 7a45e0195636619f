//! Matching and scoring over the postings: documents with all words of a query, or with any of them.
//!
//! BM25 (k1 1.2, b 0.75) over one field that holds everything, as `bm25` works it out. The rarest words lead:
//! what costs time is reading the postings of common words, and they say least.

use super::{
    bm25::Lengths,
    filter::{Filter, SegmentFilter},
    scores::Scores,
    snapshot::{Segment, Snapshot, Stems},
    terms::{Place, Word},
};
use crate::{
    domain::id::BrandId,
    error::{Error, Result},
};
use std::{cell::RefCell, rc::Rc};
use tantivy::{
    DocId, DocSet, InvertedIndexReader, TERMINATED,
    postings::{Postings, SegmentPostings, TermInfo},
    schema::IndexRecordOption,
};

/// A document that was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Found {
    pub segment: usize,
    pub doc: DocId,
    pub score: f32,
}

/// Opens the postings of a word's places in one segment.
pub(super) fn open(segment: &Segment, places: &[Place]) -> Result<Vec<SegmentPostings>> {
    let mut opened = Vec::with_capacity(places.len());
    for (inverted, info) in places.iter().filter_map(|place| listed(segment, place)) {
        let postings = inverted.read_postings_from_terminfo(info, IndexRecordOption::WithFreqs);
        opened.push(postings.map_err(Error::internal)?);
    }
    Ok(opened)
}

/// Where the index lists a form of a word; none of one that stands in no list.
fn listed<'a>(segment: &'a Segment, place: &'a Place) -> Option<(&'a InvertedIndexReader, &'a TermInfo)> {
    match place {
        Place::Stem(info) => Some((segment.stems(Stems::Words), info)),
        Place::Folded(info) => Some((&segment.folded, info)),
        Place::Side(_) => None,
    }
}

/// The documents that have a word in other words, of several.
fn sides(places: &[Place]) -> impl Iterator<Item = &Rc<[DocId]>> {
    places.iter().filter_map(|place| match place {
        Place::Side(documents) => Some(documents),
        _ => None,
    })
}

/// The postings of one word: all its forms side by side.
pub(super) struct Cursor {
    forms: Vec<SegmentPostings>,
    /// Those of several words, each with how far it was read.
    sides: Vec<(Rc<[DocId]>, usize)>,
    weight: f32,
}

impl Cursor {
    pub fn open(segment: &Segment, word: &Word, place: usize) -> Result<Self> {
        Ok(Self {
            forms: open(segment, &word.places[place])?,
            sides: sides(&word.places[place]).map(|side| (side.clone(), 0)).collect(),
            weight: word.weight,
        })
    }

    /// The first document at or after `target` that has the word.
    #[inline]
    pub fn seek(&mut self, target: DocId) -> DocId {
        let mut first = TERMINATED;
        for form in &mut self.forms {
            let doc = if form.doc() < target {
                form.seek(target)
            } else {
                form.doc()
            };
            first = first.min(doc);
        }
        for (side, at) in &mut self.sides {
            *at += side[*at..].partition_point(|doc| *doc < target);
            first = first.min(side.get(*at).copied().unwrap_or(TERMINATED));
        }
        first
    }

    /// How often `doc` has the word, when a seek has led there: in the form that it has most often, since several forms
    /// are ways to say one thing.
    #[inline]
    pub fn count(&mut self, doc: DocId) -> u32 {
        let forms = self.forms.iter().filter(|form| form.doc() == doc);
        let most = forms.map(Postings::term_freq).max().unwrap_or_default();
        most.max(1)
    }
}

/// Calls `each` with every document of a segment that has `word`, and how often.
fn each(segment: &Segment, word: &Word, place: usize, mut each: impl FnMut(DocId, u32)) -> Result<()> {
    if let [form] = word.places[place].as_slice()
        && let Some((inverted, info)) = listed(segment, form)
    {
        let postings = inverted.read_block_postings_from_terminfo(info, IndexRecordOption::WithFreqs);
        let mut block = postings.map_err(Error::internal)?;
        while block.block_len() > 0 {
            for (doc, count) in block.docs().iter().zip(block.freqs()) {
                each(*doc, *count);
            }
            block.advance();
        }
        return Ok(());
    }
    let mut cursor = Cursor::open(segment, word, place)?;
    let mut doc = cursor.seek(0);
    while doc != TERMINATED {
        each(doc, cursor.count(doc));
        doc = cursor.seek(doc + 1);
    }
    Ok(())
}

/// Calls `each` with every document that passes and has all telling `words`, with its score for these.
pub(super) fn all_words(
    snapshot: &Snapshot,
    words: &[Word],
    filter: Filter<'_>,
    mut each: impl FnMut(Found),
) -> Result<()> {
    let lengths = snapshot.lengths(Stems::Words);
    for (place, segment) in snapshot.segments.iter().enumerate() {
        let Some(allowed) = filter.of(segment) else { continue };
        let mut telling: Vec<&Word> = words.iter().filter(|word| !word.faint).collect();
        if telling.iter().any(|word| word.places[place].is_empty()) {
            continue;
        }
        telling.sort_by_key(|word| word.count_in(place));
        let mut cursors = telling
            .into_iter()
            .map(|word| Cursor::open(segment, word, place))
            .collect::<Result<Vec<_>>>()?;
        let Some((leader, others)) = cursors.split_first_mut() else {
            continue;
        };
        let norms = segment.norms(Stems::Words);
        let mut doc = leader.seek(0);
        'documents: while doc != TERMINATED {
            for other in others.iter_mut() {
                let at = other.seek(doc);
                if at != doc {
                    doc = leader.seek(at);
                    continue 'documents;
                }
            }
            if allowed.allows(doc) {
                let norm = norms.fieldnorm_id(doc);
                let mut score = leader.weight * lengths.share(norm, leader.count(doc));
                for other in others.iter_mut() {
                    score += other.weight * lengths.share(norm, other.count(doc));
                }
                each(Found {
                    segment: place,
                    doc,
                    score,
                });
            }
            doc = leader.seek(doc + 1);
        }
    }
    Ok(())
}

/// Words in more documents than this keep their weight for the whole index.
const WEIGHED_WITHIN_MOST: u32 = 20_000;

/// Weighs `words` by how rare they are among one brand's documents, where the index holds several: a brand's name is
/// rare among all and says nothing among its own.
pub(super) fn weigh_within(snapshot: &Snapshot, words: &mut [Word], filter: Filter<'_>) -> Result<()> {
    let filter = Filter {
        topic: None,
        only: None,
        environments: &[],
        ..filter
    };
    let filters: Vec<_> = snapshot.segments.iter().map(|segment| filter.of(segment)).collect();
    if filters.iter().flatten().all(|filter| !filter.looks_at_brands()) {
        return Ok(());
    }
    let Some(BrandId(brand)) = filter.brand_id else {
        return Ok(());
    };
    let documents: u64 = snapshot
        .segments
        .iter()
        .map(|segment| u64::from(segment.documents_of(brand)))
        .sum();
    for word in words.iter_mut().filter(|word| word.frequency <= WEIGHED_WITHIN_MOST) {
        let mut frequency = 0;
        for (place, segment) in snapshot.segments.iter().enumerate() {
            let Some(allowed) = &filters[place] else { continue };
            for mut form in open(segment, &word.places[place])? {
                while form.doc() != TERMINATED {
                    frequency += u32::from(allowed.allows(form.doc()));
                    form.advance();
                }
            }
            for side in sides(&word.places[place]) {
                frequency += side.iter().filter(|doc| allowed.allows(**doc)).count() as u32;
            }
        }
        word.frequency = frequency;
        word.weigh(documents);
    }
    Ok(())
}

/// Adds what the faint ones of `words` earn to documents found by the others.
pub(super) fn add_faint_words(snapshot: &Snapshot, words: &[Word], found: &mut [Found]) -> Result<()> {
    let faint: Vec<&Word> = words.iter().filter(|word| word.faint && word.is_known()).collect();
    if faint.is_empty() {
        return Ok(());
    }
    let lengths = snapshot.lengths(Stems::Words);
    found.sort_unstable_by_key(|found| found.segment);
    for same in found.chunk_by_mut(|left, right| left.segment == right.segment) {
        let place = same[0].segment;
        complete(&snapshot.segments[place], place, &faint, lengths, same)?;
    }
    Ok(())
}

/// Words whose postings are read through to find candidates; the others only add to the score of those.
const LEADING_WORDS: usize = 12;

/// How much is read to find candidates.
#[derive(Debug, Clone, Copy)]
pub(super) struct Effort {
    /// At least so many words lead, however common.
    leading_least: usize,
    /// Postings that are read through beyond those: common words are left to the candidates that rarer ones found.
    postings_most: u64,
}

/// For what somebody asked.
pub(super) const ASKED: Effort = Effort {
    leading_least: 3,
    postings_most: 60_000,
};
/// For what is shown beside a page, whenever one is made.
pub(super) const ASIDE: Effort = Effort {
    leading_least: 2,
    postings_most: 4_000,
};

/// The `keep` best documents with any of `words`, best first. Candidates come from the rarest words, as many as the effort
/// allows; all words count for their score.
pub(super) fn any_words(
    snapshot: &Snapshot,
    words: &[Word],
    filter: Filter<'_>,
    (effort, keep): (Effort, usize),
) -> Result<Vec<Found>> {
    let mut order: Vec<&Word> = words.iter().filter(|word| word.is_known()).collect();
    order.sort_by_key(|word| (word.faint, word.frequency));
    let mut postings = 0;
    let leading = order
        .iter()
        .enumerate()
        .take_while(|(place, word)| {
            postings += u64::from(word.frequency);
            *place < effort.leading_least || (!word.faint && *place < LEADING_WORDS && postings <= effort.postings_most)
        })
        .count();
    let (leaders, followers) = order.split_at(leading);
    let lengths = snapshot.lengths(Stems::Words);
    let mut best = Vec::new();
    for (place, segment) in snapshot.segments.iter().enumerate() {
        let Some(allowed) = filter.of(segment) else { continue };
        let from = best.len();
        gather(segment, place, leaders, lengths, &allowed, keep, &mut best)?;
        complete(segment, place, followers, lengths, &mut best[from..])?;
    }
    sort_by_score(&mut best);
    best.truncate(keep);
    Ok(best)
}

/// Best first; equal ones in the order of the index, so that the same query gives the same list.
pub(super) fn sort_by_score(found: &mut [Found]) {
    found.sort_unstable_by(|left, right| {
        right
            .score
            .total_cmp(&left.score)
            .then((left.segment, left.doc).cmp(&(right.segment, right.doc)))
    });
}

/// Adds up the scores of all documents that have one of `words`, and puts the `keep` best to `found`.
fn gather(
    segment: &Segment,
    place: usize,
    words: &[&Word],
    lengths: &Lengths,
    allowed: &SegmentFilter<'_>,
    keep: usize,
    found: &mut Vec<Found>,
) -> Result<()> {
    thread_local! {
        static SCORES: RefCell<Scores> = RefCell::default();
    }
    let norms = segment.norms(Stems::Words);
    SCORES.with_borrow_mut(|scores| {
        scores.make_room(segment.max_doc);
        let earned = words.iter().try_for_each(|word| {
            each(segment, word, place, |doc, count| {
                scores.earn(doc, word.weight * lengths.share(norms.fieldnorm_id(doc), count));
            })
        });
        let (from, mut least) = (found.len(), 0.0);
        scores.take(|doc, score| {
            if earned.is_ok() && allowed.allows(doc) {
                found.push(Found {
                    segment: place,
                    doc,
                    score,
                });
                if found.len() == from + 4 * keep {
                    least = keep_best(found, from, keep);
                }
            }
            least
        });
        if found.len() > from + keep {
            keep_best(found, from, keep);
        }
        earned
    })
}

/// Keeps the `keep` best of what was found since `from`; gives the least score among them.
fn keep_best(found: &mut Vec<Found>, from: usize, keep: usize) -> f32 {
    let (_, last, _) = found[from..].select_nth_unstable_by(keep - 1, |left, right| right.score.total_cmp(&left.score));
    let least = last.score;
    found.truncate(from + keep);
    least
}

/// Adds what `words` earn to documents found already.
fn complete(segment: &Segment, place: usize, words: &[&Word], lengths: &Lengths, found: &mut [Found]) -> Result<()> {
    if words.is_empty() {
        return Ok(());
    }
    found.sort_unstable_by_key(|found| found.doc);
    let norms = segment.norms(Stems::Words);
    for word in words {
        let mut cursor = Cursor::open(segment, word, place)?;
        for found in found.iter_mut() {
            if cursor.seek(found.doc) == found.doc {
                found.score += word.weight * lengths.share(norms.fieldnorm_id(found.doc), cursor.count(found.doc));
            }
        }
    }
    Ok(())
}
