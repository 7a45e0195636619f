//! The layers of the encoder: a matrix of 8-bit integers with its step, and what stands between the matrices.
//!
//! A matrix is multiplied in integers. What goes in is rounded to 14 to 16 bits, as many as its depth leaves room for in
//! a sum of 32 bits, so that the rounding is far below that of the weights.

use crate::{
    kernel::{self, Product},
    sections::{Damaged, Sections},
};

const EPSILON: f32 = 1e-12;

/// A matrix: `inputs` numbers in, `outputs` out.
pub struct Matrix {
    weights: &'static [u8],
    step: f32,
    pub inputs: usize,
    pub outputs: usize,
}

/// Numbers rounded to integers: what one stands for is `step` times as much.
pub struct Rounded {
    pub numbers: Vec<i16>,
    pub step: f32,
}

impl Matrix {
    pub fn read(sections: Sections, name: &str, inputs: usize, outputs: usize) -> Result<Self, Damaged> {
        let [matrix] = Self::read_several(sections, name, inputs, outputs)?;
        Ok(matrix)
    }

    /// Matrices of one size that follow each other.
    pub fn read_several<const N: usize>(
        sections: Sections,
        name: &str,
        inputs: usize,
        outputs: usize,
    ) -> Result<[Self; N], Damaged> {
        let bytes = sections.bytes(name)?;
        let one = 4 + inputs * outputs;
        if bytes.len() != N * one || inputs > kernel::DEEPEST {
            return Err(Damaged(format!("{name} has {} bytes", bytes.len())));
        }
        Ok(std::array::from_fn(|at| {
            let (step, weights) = bytes[at * one..][..one].split_at(4);
            let step = step.first_chunk().map_or(0.0, |&step| f32::from_le_bytes(step));
            Self {
                weights,
                step,
                inputs,
                outputs,
            }
        }))
    }

    /// Rounds `values` as finely as this matrix can take them.
    pub fn round(&self, values: &[f32]) -> Rounded {
        let finest = (i32::MAX / (127 * self.inputs as i32)).min(i32::from(i16::MAX)) as f32;
        let largest = values.iter().fold(0.0_f32, |largest, value| largest.max(value.abs()));
        let step = if largest > 0.0 { largest / finest } else { 1.0 };
        let factor = step.recip();
        let numbers = values.iter().map(|value| rounded(value * factor)).collect();
        Rounded { numbers, step }
    }

    /// The products of `count` rows, each `stride` numbers after the one before.
    pub fn times(&self, rows: &Rounded, stride: usize, count: usize) -> Vec<f32> {
        let mut sums = vec![0; count * self.outputs];
        let product = Product {
            matrix: self.weights,
            depth: self.inputs,
            rows: &rows.numbers,
            stride,
        };
        kernel::product(product, &mut sums);
        let step = self.step * rows.step;
        sums.into_iter().map(|sum| sum as f32 * step).collect()
    }

    /// The product of one row.
    pub fn of(&self, row: &[f32]) -> Vec<f32> {
        self.times(&self.round(row), self.inputs, 1)
    }

    /// Each output's weights added up.
    pub fn totals(&self) -> impl Iterator<Item = f32> {
        let outputs = self.weights.chunks_exact(self.inputs);
        outputs.map(|weights| {
            self.step
                * weights
                    .iter()
                    .map(|&weight| i32::from(weight.cast_signed()))
                    .sum::<i32>() as f32
        })
    }
}

/// The nearest whole number, of one within 16 bits: added to this one, it stands in the lowest bits. The processors of
/// x86-64 have no instruction for it in general, and a call for each number would cost more than the products.
fn rounded(value: f32) -> i16 {
    const ONE_AND_A_HALF_TIMES_2_TO_23: f32 = 12_582_912.0;
    (value + ONE_AND_A_HALF_TIMES_2_TO_23).to_bits() as i16
}

/// Brings a row to mean 0 and variance 1, then to what was learned.
pub struct Normalization {
    gain: Vec<f32>,
    shift: Vec<f32>,
}

impl Normalization {
    pub fn read(sections: Sections, name: &str, width: usize) -> Result<Self, Damaged> {
        Ok(Self {
            gain: sections.floats(&format!("{name}.gain"), width)?,
            shift: sections.floats(&format!("{name}.shift"), width)?,
        })
    }

    pub fn apply(&self, row: &mut [f32]) {
        let width = row.len() as f32;
        let mean = sum(row, |value| value) / width;
        let variance = sum(row, |value| (value - mean) * (value - mean)) / width;
        let factor = (variance + EPSILON).sqrt().recip();
        for ((value, gain), shift) in row.iter_mut().zip(&self.gain).zip(&self.shift) {
            *value = (*value - mean) * factor * gain + shift;
        }
    }
}

/// In eight sums side by side, which the compiler may keep in one register: floating point numbers it may not reorder.
pub fn sum(values: &[f32], term: impl Fn(f32) -> f32) -> f32 {
    let (eights, rest) = values.as_chunks::<8>();
    let mut sums = [0.0; 8];
    for eight in eights {
        for (sum, &value) in sums.iter_mut().zip(eight) {
            *sum += term(value);
        }
    }
    sums.iter().sum::<f32>() + rest.iter().map(|&value| term(value)).sum::<f32>()
}

/// Brings a row to length 1; one of zeros stays.
pub fn unit(row: &mut [f32]) {
    let factor = sum(row, |value| value * value).max(EPSILON).sqrt().recip();
    for value in row {
        *value *= factor;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matrix() -> Matrix {
        // (1, 2, -3) and (0, 127, -127), a step of 0.5
        Matrix {
            weights: &[1, 2, 253, 0, 127, 129],
            step: 0.5,
            inputs: 3,
            outputs: 2,
        }
    }

    #[test]
    fn a_matrix_multiplies() {
        let products = matrix().of(&[2.0, -1.0, 0.5]);
        assert!((products[0] - -0.75).abs() < 1e-3, "{products:?}");
        assert!((products[1] - -95.25).abs() < 1e-2, "{products:?}");
        assert_eq!(matrix().of(&[0.0; 3]), [0.0; 2]);
        assert_eq!(matrix().totals().collect::<Vec<_>>(), [0.0, 0.0]);
    }

    #[test]
    fn numbers_are_rounded_to_the_nearest() {
        let found = [0.0, 0.4, 0.6, -0.4, -0.6, 32_767.0, -32_767.0, 1_234.4].map(rounded);
        assert_eq!(found, [0, 0, 1, 0, -1, 32_767, -32_767, 1_234]);
    }

    #[test]
    fn the_largest_numbers_fit_into_the_sums() {
        let weights: &'static [u8] = Box::leak(vec![127; 1280].into_boxed_slice());
        let matrix = Matrix {
            weights,
            step: 1.0,
            inputs: 1280,
            outputs: 1,
        };
        let product = matrix.of(&[1.0; 1280])[0];
        assert!((product - 127.0 * 1280.0).abs() < 20.0, "{product}");
    }

    #[test]
    fn rows_come_to_mean_and_length() {
        let plain = Normalization {
            gain: vec![1.0; 4],
            shift: vec![0.0; 4],
        };
        let mut row = [1.0, 2.0, 3.0, 6.0];
        plain.apply(&mut row);
        assert!(sum(&row, |value| value).abs() < 1e-6 && (sum(&row, |value| value * value) - 4.0).abs() < 1e-5);
        unit(&mut row);
        assert!((sum(&row, |value| value * value) - 1.0).abs() < 1e-6);
    }
}
