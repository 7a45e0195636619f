//! How texts of one collection differ. All questions to a bank are alike to an encoder; what tells them apart is what
//! remains when what they share is taken off and each direction is weighed by how little the collection varies in it
//! (whitening with a ridge). Measured on four sets of labelled questions, it makes one threshold fit them all, where the
//! plain cosine needs another for each.

use crate::Vector;

/// The collection is learned from so many of its vectors at most.
pub const SAMPLE: usize = 4096;
/// How many texts that share nothing stand beside those of the collection, so that few do not cancel each other out.
const OTHERS: f32 = 20.0;
/// What is added to each direction's part of the variance: always, and the more the fewer texts there are.
const RIDGE: f32 = 0.012;
const RIDGE_OF_ONE: f32 = 4.0;
/// Sums are kept in so many lanes, which the compiler turns into vector instructions.
const LANES: usize = 16;

/// What a collection of vectors has in common, and in which directions it varies.
#[derive(Debug, Clone, PartialEq)]
pub struct Space {
    dimensions: usize,
    mean: Vec<f32>,
    /// The Cholesky factor of the covariance, row by row, each as long as the whole row.
    factor: Vec<f32>,
}

impl Space {
    /// Learns from vectors of so many dimensions; others are left out. Give at most [`SAMPLE`] of a larger collection,
    /// spread over it.
    pub fn of<'a>(vectors: impl IntoIterator<Item = &'a Vector>, dimensions: usize) -> Self {
        let rows: Vec<Vec<f32>> = vectors
            .into_iter()
            .filter(|vector| vector.dimensions() == dimensions)
            .map(Vector::exact)
            .collect();
        let mut mean = vec![0.0; dimensions];
        for row in &rows {
            add(&mut mean, row, 1.0 / (rows.len() as f32 + OTHERS));
        }
        let centred: Vec<Vec<f32>> = rows.into_iter().map(|row| centre(row, &mean)).collect();
        let factor = factor(covariance(&centred, dimensions), dimensions);
        Self {
            dimensions,
            mean,
            factor,
        }
    }

    pub fn dimensions(&self) -> usize {
        self.dimensions
    }

    /// Where a text stands among the others, of length 1. Zeros for a vector of other dimensions.
    pub fn place(&self, vector: &Vector) -> Vec<f32> {
        if vector.dimensions() != self.dimensions {
            return vec![0.0; self.dimensions];
        }
        let mut place = centre(vector.exact(), &self.mean);
        for row in 0..self.dimensions {
            let (solved, rest) = place.split_at_mut(row);
            let factors = &self.factor[row * self.dimensions..][..=row];
            rest[0] = (rest[0] - dot(solved, &factors[..row])) / factors[row];
        }
        normalised(place)
    }
}

/// How alike two places are, from -1 to 1.
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0_f32; LANES];
    let (a_lanes, b_lanes) = (a.chunks_exact(LANES), b.chunks_exact(LANES));
    let rest: f32 = a_lanes
        .remainder()
        .iter()
        .zip(b_lanes.remainder())
        .map(|(a, b)| a * b)
        .sum();
    for (a, b) in a_lanes.zip(b_lanes) {
        for (sum, (a, b)) in sums.iter_mut().zip(a.iter().zip(b)) {
            *sum += a * b;
        }
    }
    sums.iter().sum::<f32>() + rest
}

/// Adds `factor` times `more`.
pub fn add(sum: &mut [f32], more: &[f32], factor: f32) {
    for (sum, more) in sum.iter_mut().zip(more) {
        *sum += more * factor;
    }
}

fn centre(mut row: Vec<f32>, mean: &[f32]) -> Vec<f32> {
    add(&mut row, mean, -1.0);
    normalised(row)
}

fn normalised(mut row: Vec<f32>) -> Vec<f32> {
    let length = dot(&row, &row).sqrt();
    if length > 1e-6 {
        for value in &mut row {
            *value /= length;
        }
    }
    row
}

/// The lower half of the covariance of rows, its trace 1, with the ridge on its diagonal.
fn covariance(rows: &[Vec<f32>], dimensions: usize) -> Vec<f32> {
    let mut covariance = vec![0.0; dimensions * dimensions];
    for row in rows {
        for (at, &value) in row.iter().enumerate() {
            add(&mut covariance[at * dimensions..][..=at], row, value);
        }
    }
    let trace: f32 = (0..dimensions).map(|at| covariance[at * dimensions + at]).sum();
    if trace > 0.0 {
        for value in &mut covariance {
            *value /= trace;
        }
    }
    let ridge = RIDGE + RIDGE_OF_ONE / rows.len().max(1) as f32;
    for at in 0..dimensions {
        covariance[at * dimensions + at] += ridge;
    }
    covariance
}

/// The Cholesky factor, in place.
fn factor(mut matrix: Vec<f32>, dimensions: usize) -> Vec<f32> {
    for row in 0..dimensions {
        let (above, own) = matrix.split_at_mut(row * dimensions);
        for column in 0..row {
            let other = &above[column * dimensions..][..=column];
            own[column] = (own[column] - dot(&own[..column], &other[..column])) / other[column];
        }
        // The ridge keeps it well above zero.
        own[row] = (own[row] - dot(&own[..row], &own[..row])).max(1e-6).sqrt();
    }
    matrix
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vectors() -> Vec<Vector> {
        // What all share, a direction in which they vary much, and one in which they vary little.
        let of = |much: f32, little: f32| Vector::of(&[1.0, much, little, 0.0]);
        let mut vectors = Vec::new();
        for step in 0..50 {
            let much = if step % 2 == 0 { 0.8 } else { -0.8 };
            vectors.push(of(much, if step % 4 < 2 { 0.1 } else { -0.1 }));
        }
        vectors
    }

    #[test]
    fn what_all_share_counts_nothing_and_what_varies_little_counts_more() {
        let vectors = vectors();
        let space = Space::of(&vectors, 4);
        let place = |at: usize| space.place(&vectors[at]);
        let plain = vectors[0].similarity(&vectors[2]);
        assert!(plain > 0.9, "{plain}");
        let apart = dot(&place(0), &place(2));
        assert!(apart < plain - 0.03, "{apart} {plain}");
        assert!(dot(&place(0), &place(1)) < 0.0);
        assert!((dot(&place(0), &place(4)) - 1.0).abs() < 1e-3);
    }

    #[test]
    fn few_texts_or_none_make_a_space_too() {
        let one = Vector::of(&[0.5, 0.5, -0.1]);
        for vectors in [vec![], vec![one.clone()], vec![one.clone(), one.clone()]] {
            let place = Space::of(&vectors, 3).place(&one);
            assert!((dot(&place, &place) - 1.0).abs() < 1e-3, "{place:?}");
        }
        let other = Vector::of(&[1.0]);
        assert_eq!(Space::of([&one, &other], 3).place(&other), [0.0; 3]);
    }

    #[test]
    fn dot_adds_every_lane_and_the_rest() {
        let a: Vec<f32> = (0..37_u8).map(f32::from).collect();
        let expected: f32 = a.iter().map(|value| value * value).sum();
        assert!((dot(&a, &a) - expected).abs() < 1e-2);
    }
}
