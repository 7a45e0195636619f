//! A text's meaning in 8 bits a dimension.

/// More cost more than they tell; sums of their products stay far below what 32 bits hold.
pub const DIMENSIONS_MOST: usize = 4096;

/// A direction: whatever length it was made of, it counts as of length 1, so that no factor has to be kept beside the
/// numbers. A product of two is the cosine of their angle, within about 0.005 of that of the exact ones.
#[derive(Debug, Clone, PartialEq)]
pub struct Vector {
    numbers: Box<[i8]>,
    /// What brings `numbers` to length 1.
    scale: f32,
}

impl Vector {
    /// The direction of `values`; of zeros only, one that is like nothing.
    pub fn of(values: &[f32]) -> Self {
        let largest = values.iter().fold(0.0_f32, |largest, value| largest.max(value.abs()));
        let factor = if largest > 0.0 { 127.0 / largest } else { 0.0 };
        Self::from_numbers(values.iter().map(|value| (value * factor).round() as i8).collect())
    }

    /// What [`Vector::to_bytes`] gave.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        Self::from_numbers(bytes.iter().map(|byte| byte.cast_signed()).collect())
    }

    fn from_numbers(numbers: Box<[i8]>) -> Self {
        let square: i32 = numbers
            .iter()
            .map(|&number| i32::from(number) * i32::from(number))
            .sum();
        let scale = if square > 0 {
            (square as f32).sqrt().recip()
        } else {
            0.0
        };
        Self { numbers, scale }
    }

    /// As it is stored: a byte a dimension.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.numbers.iter().map(|number| number.cast_unsigned()).collect()
    }

    pub fn dimensions(&self) -> usize {
        self.numbers.len()
    }

    /// From -1 to 1, 1 for the same direction. Vectors of two encoders have nothing to say to each other.
    pub fn similarity(&self, other: &Self) -> f32 {
        let products = self
            .numbers
            .iter()
            .zip(&other.numbers)
            .map(|(&a, &b)| i32::from(a) * i32::from(b));
        products.sum::<i32>() as f32 * self.scale * other.scale
    }

    /// The direction of length 1.
    pub(crate) fn exact(&self) -> Vec<f32> {
        self.numbers
            .iter()
            .map(|&number| f32::from(number) * self.scale)
            .collect()
    }

    pub(crate) fn numbers(&self) -> &[i8] {
        &self.numbers
    }

    pub(crate) fn scale(&self) -> f32 {
        self.scale
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_counts_nothing_and_storing_changes_nothing() {
        let vector = Vector::of(&[0.3, -0.4, 0.0]);
        assert!((vector.similarity(&Vector::of(&[30.0, -40.0, 0.0])) - 1.0).abs() < 1e-6);
        assert!((vector.similarity(&Vector::of(&[-0.3, 0.4, 0.0])) + 1.0).abs() < 1e-6);
        assert!(vector.similarity(&Vector::of(&[0.0, 0.0, 1.0])).abs() < 1e-6);
        assert_eq!(Vector::from_bytes(&vector.to_bytes()), vector);
        assert_eq!(vector.dimensions(), 3);
    }

    #[test]
    fn nothing_is_like_nothing() {
        let nothing = Vector::of(&[0.0; 4]);
        assert_eq!(nothing.similarity(&nothing).to_bits(), 0.0_f32.to_bits());
    }
}
