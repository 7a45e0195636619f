//! What speaks for a document that was found: which words of the query stand in it, and where.

use super::{
    engine::{Cursor, Found},
    left_out::{LeftOut, Less},
    snapshot::{Segment, Snapshot, Stems, postings},
    terms::Word,
};
use crate::{
    domain::{id::ArticleId, locale::Locale, suggestion::Evidence},
    error::Result,
};
use tantivy::{
    DocId, DocSet,
    postings::{Postings, SegmentPostings},
    schema::IndexRecordOption,
};

/// What speaks for one document.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Match {
    pub evidence: Evidence,
    /// A bit for each word of the query that the document has.
    pub words: u64,
}

/// What of `words` the documents of `found` have, in its order. The first `said` words are the message's own; the others,
/// from what was said before, count for the scores alone. What is `left_out` counts as if the documents did not have it.
pub(super) fn matches(
    snapshot: &Snapshot,
    words: &[Word],
    said: usize,
    locale: Option<&Locale>,
    (found, left_out): (&[Found], &[LeftOut]),
) -> Result<Vec<Match>> {
    let mut matches = vec![Match::default(); found.len()];
    let weight = words[..said].iter().map(|word| word.weight).sum();
    let telling = words[..said].iter().filter(|word| !word.faint).count() as u32;
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_unstable_by_key(|&at| (found[at].segment, found[at].doc));
    for group in order.chunk_by(|&left, &right| found[left].segment == found[right].segment) {
        let place = found[group[0]].segment;
        let segment = &snapshot.segments[place];
        let mut look = Look {
            snapshot,
            segment,
            place,
            group,
            found,
            less: less(segment, group, found, left_out),
            matches: &mut matches,
        };
        look.in_words(words, said)?;
        look.in_title(words, said)?;
        let less = look.less;
        let own = locale.map(|locale| segment.locale_place(locale));
        for &at in group {
            let evidence = &mut matches[at].evidence;
            evidence.weight = weight;
            evidence.words = telling;
            evidence.title_share = evidence.title_share.min(1.0);
            evidence.foreign = own.is_some_and(|own| segment.locale_place_of(found[at].doc) != own);
            evidence.uses = segment.uses.first(found[at].doc).unwrap_or_default();
            if less.iter().any(|(without, _)| *without == at) {
                evidence.uses = (evidence.uses - 1).max(0);
            }
        }
    }
    Ok(matches)
}

/// What orders the documents that are found together, in their order.
pub(super) fn strengths(matches: &[Match]) -> Vec<f32> {
    let has_meaning = matches.iter().any(|hit| hit.evidence.has_meaning());
    matches.iter().map(|hit| hit.evidence.strength(has_meaning)).collect()
}

/// What some of the documents count without, by their places in `found`.
fn less(segment: &Segment, group: &[usize], found: &[Found], left_out: &[LeftOut]) -> Vec<(usize, Less)> {
    if left_out.is_empty() {
        return Vec::new();
    }
    let of = |&at: &usize| {
        let doc = found[at].doc;
        let id = ArticleId(segment.id.first(doc)?);
        let own = left_out.iter().find(|left_out| left_out.article_id == id)?;
        Some((at, Less::of(own, &segment.locale_of(doc))))
    };
    group.iter().filter_map(of).collect()
}

/// One segment's documents while they are looked at.
struct Look<'a> {
    snapshot: &'a Snapshot,
    segment: &'a Segment,
    place: usize,
    /// Places in `found`, in the order of their documents.
    group: &'a [usize],
    found: &'a [Found],
    less: Vec<(usize, Less)>,
    matches: &'a mut [Match],
}

impl Look<'_> {
    fn in_words(&mut self, words: &[Word], said: usize) -> Result<()> {
        let norms = self.segment.norms(Stems::Words);
        let lengths = self.snapshot.lengths(Stems::Words);
        for (place, word) in words.iter().enumerate() {
            let mut cursor = Cursor::open(self.segment, word, self.place)?;
            for &at in self.group {
                let doc = self.found[at].doc;
                if cursor.seek(doc) == doc {
                    let (mut norm, mut count) = (norms.fieldnorm_id(doc), cursor.count(doc));
                    if let Some((_, less)) = self.less.iter().find(|(without, _)| *without == at) {
                        norm = less.norm_id(norms.fieldnorm(doc));
                        count = less.count(word, count);
                        if count == 0 {
                            continue;
                        }
                    }
                    let hit = &mut self.matches[at];
                    let gain = word.weight * lengths.share(norm, count);
                    if place < said {
                        hit.evidence.score += gain;
                        hit.evidence.covered += word.weight;
                        hit.words |= 1 << place;
                    } else {
                        hit.evidence.earlier_score += gain;
                    }
                }
            }
        }
        Ok(())
    }

    fn in_title(&mut self, words: &[Word], said: usize) -> Result<()> {
        if self.segment.stems(Stems::Title).total_num_tokens() == 0 {
            return Ok(());
        }
        let norms = self.segment.norms(Stems::Title);
        let lengths = self.snapshot.lengths(Stems::Title);
        for (place, word) in words.iter().enumerate() {
            let terms = self.segment.stems(Stems::Title);
            let mut lists = Vec::with_capacity(word.stems.len());
            for stem in &word.stems {
                lists.extend(postings(terms, stem, IndexRecordOption::WithFreqs)?);
            }
            if lists.is_empty() {
                continue;
            }
            for &at in self.group {
                let doc = self.found[at].doc;
                let count = lists
                    .iter_mut()
                    .map(|list| count_in(list, doc))
                    .max()
                    .unwrap_or_default();
                if count > 0 {
                    let hit = &mut self.matches[at];
                    if place < said {
                        hit.evidence.title_share += 1.0 / norms.fieldnorm(doc).max(1) as f32;
                    } else {
                        let share = lengths.share(norms.fieldnorm_id(doc), count);
                        hit.evidence.earlier_title += word.weight * share;
                    }
                }
            }
        }
        Ok(())
    }
}

/// How often a word stands in a document. Documents have to come in ascending order.
fn count_in(list: &mut SegmentPostings, doc: DocId) -> u32 {
    if list.doc() < doc {
        list.seek(doc);
    }
    if list.doc() == doc { list.term_freq() } else { 0 }
}
