//! What speaks for a document that was found: which words of the query stand in it, and where.

use super::{
    engine::{Found, Lengths},
    fields::SLOT,
    snapshot::{Segment, Snapshot, Stems, postings},
    terms::Word,
};
use crate::error::Result;
use tantivy::{DocSet, TERMINATED, fieldnorm::FieldNormReader, postings::Postings, schema::IndexRecordOption};

/// The words of a query in one document. Weights are sums of inverse document frequencies.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Match {
    /// BM25 over everything.
    pub score: f32,
    /// BM25 over the title alone, and over the phrasings alone.
    pub title_score: f32,
    pub asked_score: f32,
    /// Weight of the query's words that the document has.
    pub covered: f32,
    /// Weight of those in the title.
    pub in_title: f32,
    /// Weight of those in the one phrasing that has most.
    pub in_phrasing: f32,
    /// How many words of the title the query has, and how many the title has.
    pub title_words: u8,
    pub title_length: u8,
    /// A bit for each word of the query that the document has.
    pub words: u64,
}

/// Fills in the matches of `found`, in its order.
pub(super) fn matches(snapshot: &Snapshot, words: &[Word], found: &[Found]) -> Result<Vec<Match>> {
    let mut matches = vec![Match::default(); found.len()];
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
            matches: &mut matches,
        };
        look.in_words(words)?;
        look.in_title(words)?;
        look.in_phrasings(words)?;
    }
    for (hit, found) in matches.iter_mut().zip(found) {
        hit.score = found.score;
    }
    Ok(matches)
}

/// One segment's documents while they are looked at.
struct Look<'a> {
    snapshot: &'a Snapshot,
    segment: &'a Segment,
    place: usize,
    /// Places in `found`, in the order of their documents.
    group: &'a [usize],
    found: &'a [Found],
    matches: &'a mut [Match],
}

impl Look<'_> {
    fn in_words(&mut self, words: &[Word]) -> Result<()> {
        for (bit, word) in words.iter().enumerate() {
            let mut cursor = super::engine::Cursor::open(self.segment, word, self.place)?;
            for &at in self.group {
                let doc = self.found[at].doc;
                if cursor.seek(doc) == doc {
                    self.matches[at].covered += word.weight;
                    self.matches[at].words |= 1 << bit;
                }
            }
        }
        Ok(())
    }

    fn in_title(&mut self, words: &[Word]) -> Result<()> {
        let norms = self.segment.norms(Stems::Title);
        let lengths = Lengths::new(self.snapshot.mean_length[Stems::Title as usize]);
        for &at in self.group {
            let norm = norms.fieldnorm_id(self.found[at].doc);
            self.matches[at].title_length = FieldNormReader::id_to_fieldnorm(norm).min(255) as u8;
        }
        for word in words {
            for stem in &word.stems {
                let terms = self.segment.stems(Stems::Title);
                let Some(mut list) = postings(terms, stem, IndexRecordOption::WithFreqs)? else {
                    continue;
                };
                for &at in self.group {
                    let doc = self.found[at].doc;
                    if list.doc() < doc {
                        list.seek(doc);
                    }
                    if list.doc() == doc {
                        let hit = &mut self.matches[at];
                        hit.in_title += word.weight;
                        hit.title_words = hit.title_words.saturating_add(1);
                        hit.title_score += word.weight * lengths.share(norms.fieldnorm_id(doc), list.term_freq());
                    }
                }
            }
        }
        Ok(())
    }

    /// Positions say which phrasing a word stands in.
    fn in_phrasings(&mut self, words: &[Word]) -> Result<()> {
        let norms = self.segment.norms(Stems::Asked);
        let lengths = Lengths::new(self.snapshot.mean_length[Stems::Asked as usize]);
        let mut phrasings: Vec<Vec<(u32, f32)>> = vec![Vec::new(); self.group.len()];
        let mut positions = Vec::new();
        for word in words {
            for stem in &word.stems {
                let terms = self.segment.stems(Stems::Asked);
                let Some(mut list) = postings(terms, stem, IndexRecordOption::WithFreqsAndPositions)? else {
                    continue;
                };
                for (&at, phrasings) in self.group.iter().zip(&mut phrasings) {
                    let doc = self.found[at].doc;
                    if list.doc() < doc {
                        list.seek(doc);
                    }
                    if list.doc() == TERMINATED {
                        break;
                    }
                    if list.doc() == doc {
                        let share = lengths.share(norms.fieldnorm_id(doc), list.term_freq());
                        self.matches[at].asked_score += word.weight * share;
                        list.positions(&mut positions);
                        positions.dedup_by_key(|position| *position / SLOT);
                        phrasings.extend(positions.iter().map(|position| (position / SLOT, word.weight)));
                    }
                }
            }
        }
        for (&at, phrasings) in self.group.iter().zip(&mut phrasings) {
            phrasings.sort_unstable_by_key(|(phrasing, _)| *phrasing);
            let sums = phrasings.chunk_by(|left, right| left.0 == right.0);
            let best = sums
                .map(|same| same.iter().map(|(_, weight)| weight).sum())
                .fold(0.0, f32::max);
            self.matches[at].in_phrasing = best;
        }
        Ok(())
    }
}
