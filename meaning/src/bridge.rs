//! From a question to where its answers are. A question is not written as its answer is: the one asks, in a customer's
//! words, the other tells. What leads from one to the other is the same for most of them, so it can be learned: a matrix
//! that turns the question's vector a little, and leaves those of the answers as they are.
//!
//! `scripts/bridge` learns it on public sets of questions and answers, writes it, and says how much it helps questions, and
//! sets, that it was not learned from.

use crate::{Vector, space::add};

/// A square matrix that is added to the vector it is multiplied with.
pub struct Bridge {
    dimensions: usize,
    /// Row by row: what a dimension of the question adds to each of the answer's, in 8 bits.
    numbers: &'static [u8],
    /// What each row's numbers are multiplied with.
    scales: Vec<f32>,
}

impl Bridge {
    /// The one whose file is `file`: a scale (a 32 bit float) for each of the dimensions, then the rows. None where the file
    /// has another length.
    pub fn new(file: &'static [u8], dimensions: usize) -> Option<Self> {
        let (scales, numbers) = file.split_at_checked(dimensions * 4)?;
        (numbers.len() == dimensions * dimensions).then(|| Self {
            dimensions,
            numbers,
            scales: scales
                .as_chunks()
                .0
                .iter()
                .map(|&bytes| f32::from_le_bytes(bytes))
                .collect(),
        })
    }

    /// Where answers to the question are; itself where it has other dimensions.
    pub fn cross(&self, question: &Vector) -> Vector {
        if question.dimensions() != self.dimensions {
            return question.clone();
        }
        let exact = question.exact();
        let mut crossed = exact.clone();
        let mut row = vec![0.0; self.dimensions];
        for ((value, scale), numbers) in exact
            .iter()
            .zip(&self.scales)
            .zip(self.numbers.chunks_exact(self.dimensions))
        {
            for (wide, number) in row.iter_mut().zip(numbers) {
                *wide = f32::from(number.cast_signed());
            }
            add(&mut crossed, &row, value * scale);
        }
        Vector::of(&crossed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Moves half of the first dimension to the second, and a quarter of the second away from itself.
    fn bridge() -> Bridge {
        let mut file = [0.005_f32, 0.0025].map(f32::to_le_bytes).concat();
        file.extend([0, 100, 0, (-100_i8).cast_unsigned()]);
        Bridge::new(file.leak(), 2).unwrap()
    }

    #[test]
    fn a_question_is_turned_and_stays_of_length_one() {
        let crossed = bridge().cross(&Vector::of(&[1.0, 1.0]));
        assert!(crossed.similarity(&Vector::of(&[1.0, 1.25])) > 0.9999);
        assert!((crossed.similarity(&crossed) - 1.0).abs() < 1e-3);
    }

    #[test]
    fn what_does_not_fit_is_left_alone() {
        let other = Vector::of(&[1.0, 0.0, 0.0]);
        assert_eq!(bridge().cross(&other), other);
        assert!(Bridge::new(&[0; 11], 2).is_none());
    }
}
