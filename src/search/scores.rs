//! Adding up what words earn the documents of a segment: one number a document, which each word is added to in turn.

use tantivy::DocId;

/// Documents of which it is known whether any has a score.
const BLOCK: usize = 256;
/// Documents that are looked at together: most lie below what is kept, and so many show it at a glance.
const GLANCE: usize = 16;

/// The scores of a query. A thread keeps them from one to the next, since making room is dear.
#[derive(Default)]
pub(super) struct Scores {
    /// By document; all zero between queries.
    by_document: Vec<f32>,
    /// Which blocks have a score that is not zero; none between queries.
    touched: Vec<bool>,
}

impl Scores {
    /// Makes room for documents below `end`.
    pub fn make_room(&mut self, end: DocId) {
        let blocks = (end as usize).div_ceil(BLOCK);
        if self.touched.len() < blocks {
            self.touched.resize(blocks, false);
            self.by_document.resize(blocks * BLOCK, 0.0);
        }
    }

    /// Adds to a document's score.
    #[inline]
    pub fn earn(&mut self, doc: DocId, score: f32) {
        self.by_document[doc as usize] += score;
        self.touched[doc as usize / BLOCK] = true;
    }

    /// Takes the scores out: calls `each` with those above zero in the order of the documents, later with those alone
    /// that are above what it gave last.
    // Without a branch for each, a glance is a few vector instructions.
    #[allow(clippy::needless_bitwise_bool)]
    pub fn take(&mut self, mut each: impl FnMut(DocId, f32) -> f32) {
        let mut least = 0.0;
        let blocks = self.by_document.chunks_exact_mut(BLOCK).zip(&mut self.touched);
        for (block, (scores, touched)) in blocks.enumerate().filter(|(_, (_, touched))| **touched) {
            for (glance, some) in scores.chunks_exact(GLANCE).enumerate() {
                if some.iter().fold(false, |any, score| any | (*score > least)) {
                    for (place, score) in some.iter().enumerate() {
                        if *score > least {
                            least = each((block * BLOCK + glance * GLANCE + place) as DocId, *score);
                        }
                    }
                }
            }
            scores.fill(0.0);
            *touched = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(scores: &mut Scores, least: f32) -> Vec<(DocId, f32)> {
        let mut taken = Vec::new();
        scores.take(|doc, score| {
            taken.push((doc, score));
            least
        });
        taken
    }

    #[test]
    fn scores_are_added_up_and_forgotten_when_they_are_taken() {
        let mut scores = Scores::default();
        scores.make_room(1_000);
        for (doc, score) in [(999, 1.0), (3, 2.0), (3, 0.5), (256, 4.0)] {
            scores.earn(doc, score);
        }
        assert_eq!(all(&mut scores, 0.0), [(3, 2.5), (256, 4.0), (999, 1.0)]);
        assert_eq!(all(&mut scores, 0.0), []);
        scores.make_room(10);
        scores.earn(999, 1.0);
        assert_eq!(all(&mut scores, 0.0), [(999, 1.0)]);
    }

    #[test]
    fn what_lies_below_the_last_answer_is_passed_over() {
        let mut scores = Scores::default();
        scores.make_room(600);
        for (doc, score) in [(1, 1.0), (2, 2.0), (300, 2.0), (301, 2.5), (599, 1.0)] {
            scores.earn(doc, score);
        }
        assert_eq!(all(&mut scores, 2.0), [(1, 1.0), (301, 2.5)]);
        assert_eq!(all(&mut scores, 0.0), []);
    }
}
