//! What speaks for a document that was found: which words of the query stand in it, and where.

use super::{
    engine::{Cursor, Found},
    fields::SLOT,
    snapshot::{Segment, Snapshot, Stems, postings},
    terms::Word,
};
use crate::{
    domain::{locale::Locale, suggestion::Evidence},
    error::Result,
};
use tantivy::{DocSet, TERMINATED, postings::Postings, schema::IndexRecordOption};

/// What speaks for one document.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Match {
    pub evidence: Evidence,
    /// A bit for each word of the query that the document has.
    pub words: u64,
}

/// What of `words` the documents of `found` have, in its order. The first `said` words are the message's own; the others,
/// from what was said before, count for the scores alone.
pub(super) fn matches(
    snapshot: &Snapshot,
    words: &[Word],
    said: usize,
    locale: Option<&Locale>,
    found: &[Found],
) -> Result<Vec<Match>> {
    let mut matches = vec![Match::default(); found.len()];
    let weight = words[..said].iter().map(|word| word.weight).sum();
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
        look.in_words(words, said)?;
        look.in_title(words, said)?;
        look.in_phrasings(&words[..said])?;
        let own = locale.map(|locale| segment.locale_place(locale));
        for &at in group {
            let Match { evidence, words } = &mut matches[at];
            evidence.weight = weight;
            evidence.title_share = evidence.title_share.min(1.0);
            evidence.words_found = words.count_ones();
            evidence.foreign = own.is_some_and(|own| segment.locale_place_of(found[at].doc) != own);
            evidence.uses = segment.uses.first(found[at].doc).unwrap_or_default();
        }
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
    fn in_words(&mut self, words: &[Word], said: usize) -> Result<()> {
        let norms = self.segment.norms(Stems::Words);
        let lengths = self.snapshot.lengths(Stems::Words);
        for (place, word) in words.iter().enumerate() {
            let mut cursor = Cursor::open(self.segment, word, self.place)?;
            for &at in self.group {
                let doc = self.found[at].doc;
                if cursor.seek(doc) == doc {
                    let hit = &mut self.matches[at];
                    let gain = word.weight * lengths.share(norms.fieldnorm_id(doc), cursor.count(doc));
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
                        let gain = word.weight * lengths.share(norms.fieldnorm_id(doc), list.term_freq());
                        if place < said {
                            hit.evidence.title_share += 1.0 / norms.fieldnorm(doc).max(1) as f32;
                            hit.evidence.title_score += gain;
                        } else {
                            hit.evidence.earlier_title += gain;
                        }
                    }
                }
            }
        }
        Ok(())
    }

    /// Positions say which phrasing a word stands in.
    fn in_phrasings(&mut self, words: &[Word]) -> Result<()> {
        if self.segment.stems(Stems::Asked).total_num_tokens() == 0 {
            return Ok(());
        }
        let norms = self.segment.norms(Stems::Asked);
        let lengths = self.snapshot.lengths(Stems::Asked);
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
                        self.matches[at].evidence.asked_score += word.weight * share;
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
            self.matches[at].evidence.in_phrasing = best;
        }
        Ok(())
    }
}
