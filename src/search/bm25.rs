//! BM25 with the constants that Lucene and most others use.

use tantivy::fieldnorm::FieldNormReader;

const K1: f32 = 1.2;
const B: f32 = 0.75;

/// BM25's share of a word's weight, by how often a document of which length has the word. Lengths are the 256 that the
/// index tells apart; the counts that nearly all words have are worked out beforehand.
pub(super) struct Lengths {
    parts: [f32; 256],
    shares: [[f32; 256]; COUNTS],
}

const COUNTS: usize = 4;

impl Lengths {
    pub fn new(mean: f32) -> Self {
        let parts = std::array::from_fn(|id| {
            let length = FieldNormReader::id_to_fieldnorm(id as u8) as f32;
            K1 * (1.0 - B + B * length / mean)
        });
        let shares = std::array::from_fn(|count| parts.map(|part| share(count as f32 + 1.0, part)));
        Self { parts, shares }
    }

    /// The share (0 to 2.2) of a word's weight that `count` occurrences earn.
    #[inline]
    pub fn share(&self, norm_id: u8, count: u32) -> f32 {
        let place = count.wrapping_sub(1) as usize;
        self.shares.get(place).map_or_else(
            || share(count as f32, self.parts[norm_id as usize]),
            |shares| shares[norm_id as usize],
        )
    }
}

fn share(count: f32, part: f32) -> f32 {
    count * (K1 + 1.0) / (count + part)
}
