//! The signs of vectors, a bit a dimension: two that mean the same differ in few of them. Comparing those of all takes a tenth of
//! comparing the numbers, and leaves few whose numbers have to be.

use crate::kernel;

/// Up to so many vectors all are compared exactly: it takes less than half a millisecond.
pub const EXACT_UP_TO: usize = 20_000;
/// For each one wanted, so many are compared exactly.
pub const LOOKED_AT: usize = 40;

/// The signs of all vectors, one's after the other's.
pub struct Sketches {
    words: usize,
    bits: Vec<u64>,
}

impl Sketches {
    pub fn new(dimensions: usize) -> Self {
        Self {
            words: dimensions.div_ceil(64),
            bits: Vec::new(),
        }
    }

    pub fn push(&mut self, numbers: &[i8]) {
        self.bits.extend(signs(numbers));
    }

    /// The last takes the place of the one at `at`.
    pub fn swap_remove(&mut self, at: usize) {
        let last = self.bits.len() - self.words;
        self.bits.copy_within(last.., at * self.words);
        self.bits.truncate(last);
    }

    /// Shows `look` the places of those that differ least from `numbers`, until it has taken `wanted` or seen all.
    pub fn nearest(&self, numbers: &[i8], wanted: usize, mut look: impl FnMut(usize) -> bool) {
        if self.words == 0 {
            return;
        }
        let query: Vec<u64> = signs(numbers).collect();
        let mut distances = vec![0; self.bits.len() / self.words];
        kernel::distances(&self.bits, &query, &mut distances);
        let mut counts = vec![0_usize; 64 * self.words + 1];
        for &distance in &distances {
            counts[usize::from(distance)] += 1;
        }
        let (mut taken, mut from) = (0, 0);
        while taken < wanted && from < counts.len() {
            // As many more distances as hold what is still wanted.
            let mut shown = 0;
            let mut to = from;
            while to < counts.len() && shown < wanted - taken {
                shown += counts[to];
                to += 1;
            }
            let range = from as u16..to as u16;
            for (at, _) in distances
                .iter()
                .enumerate()
                .filter(|(_, distance)| range.contains(distance))
            {
                taken += usize::from(look(at));
            }
            from = to;
        }
    }
}

fn signs(numbers: &[i8]) -> impl Iterator<Item = u64> {
    let bits = |numbers: &[i8]| {
        let set = numbers.iter().enumerate().filter(|(_, number)| **number > 0);
        set.fold(0, |bits, (place, _)| bits | 1 << place)
    };
    numbers.chunks(64).map(bits)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers whose signs are the bits of `seed`, often changed.
    fn numbers(seed: u64) -> Vec<i8> {
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        let next = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 33) as i8
        };
        std::iter::repeat_with(next).take(128).collect()
    }

    #[test]
    fn what_differs_least_is_shown_until_enough_is_taken() {
        let mut sketches = Sketches::new(128);
        let all: Vec<_> = (0..500).map(numbers).collect();
        for numbers in &all {
            sketches.push(numbers);
        }
        let seen = |sketches: &Sketches, wanted, admits: &dyn Fn(usize) -> bool| {
            let mut seen = Vec::new();
            sketches.nearest(&all[77], wanted, |at| {
                seen.push(at);
                admits(at)
            });
            seen
        };
        assert_eq!(seen(&sketches, 1, &|_| true), [77]);
        assert!(seen(&sketches, 1, &|at| at != 77).len() > 1);
        assert_eq!(seen(&sketches, 1, &|_| false).len(), 500);
        // The last, number 499, stands where the one that was looked for stood.
        sketches.swap_remove(77);
        assert!(!seen(&sketches, 1, &|_| true).contains(&499));
        assert_eq!(seen(&sketches, 499, &|_| true).len(), 499);
    }
}
