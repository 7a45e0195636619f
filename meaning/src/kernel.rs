//! The loops that all time goes into: sums of products of small integers. Each is written once, plainly, and compiled for
//! what processors of x86-64 have: the compiler makes vector instructions of it. Others take the plain one. Where that
//! leaves half of the time on the table, `avx2` does it by hand.

#![allow(
    clippy::inline_always,
    reason = "a loop gets the features of the function it stands in"
)]

/// A matrix of 8-bit integers, one output's after the other's, times rows of 16-bit ones. Rows may overlap.
#[derive(Clone, Copy)]
pub struct Product<'a> {
    pub matrix: &'a [u8],
    /// Numbers of a row.
    pub depth: usize,
    pub rows: &'a [i16],
    /// From the beginning of a row to that of the next.
    pub stride: usize,
}

/// The deepest matrix.
pub const DEEPEST: usize = 1280;

fn product_plain(product: Product<'_>, sums: &mut [i32]) {
    let Product {
        matrix,
        depth,
        rows,
        stride,
    } = product;
    let outputs = matrix.len() / depth;
    let count = sums.len() / outputs;
    let mut wide = [0_i16; DEEPEST];
    let wide = &mut wide[..depth];
    for (output, narrow) in matrix.chunks_exact(depth).enumerate() {
        for (wide, &narrow) in wide.iter_mut().zip(narrow) {
            *wide = i16::from(narrow.cast_signed());
        }
        for row in 0..count {
            let row_values = &rows[row * stride..][..depth];
            let products = wide.iter().zip(row_values).map(|(&a, &b)| i32::from(a) * i32::from(b));
            sums[row * outputs + output] = products.sum();
        }
    }
}

#[inline(always)]
fn similarities_plain(vectors: &[i8], query: &[i16], sums: &mut [i32]) {
    for (vector, sum) in vectors.chunks_exact(query.len()).zip(sums) {
        *sum = vector
            .iter()
            .zip(query)
            .map(|(&a, &b)| i32::from(a) * i32::from(b))
            .sum();
    }
}

/// Compiles a loop for several processors and takes, at run time, the best that this one has.
macro_rules! compiled_for {
    ($(#[$meta:meta])* $name:ident is $plain:ident ($($argument:ident: $kind:ty),+)) => {
        $(#[$meta])*
        #[cfg(target_arch = "x86_64")]
        #[allow(unsafe_code, reason = "a function compiled for a feature is called where the processor was asked for it")]
        pub fn $name($($argument: $kind),+) {
            #[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni,popcnt")]
            fn avx512($($argument: $kind),+) {
                $plain($($argument),+);
            }
            #[target_feature(enable = "avx2,popcnt")]
            fn avx2($($argument: $kind),+) {
                $plain($($argument),+);
            }
            let counts = is_x86_feature_detected!("popcnt");
            if counts && is_x86_feature_detected!("avx512bw") && is_x86_feature_detected!("avx512vl") && is_x86_feature_detected!("avx512vnni") {
                // SAFETY: the processor has what `avx512` is compiled for; the first implies avx512f.
                unsafe { avx512($($argument),+) }
            } else if counts && is_x86_feature_detected!("avx2") {
                // SAFETY: the processor has what `avx2` is compiled for.
                unsafe { avx2($($argument),+) }
            } else {
                $plain($($argument),+);
            }
        }

        $(#[$meta])*
        #[cfg(not(target_arch = "x86_64"))]
        pub fn $name($($argument: $kind),+) {
            $plain($($argument),+);
        }
    };
}

/// Fills `sums`, all outputs of a row after the other's. The caller keeps the numbers small enough for 32 bits.
#[allow(
    unsafe_code,
    reason = "a function compiled for a feature is called where the processor was asked for it"
)]
pub fn product(product: Product<'_>, sums: &mut [i32]) {
    #[cfg(target_arch = "x86_64")]
    if crate::avx2::fits(&product) && is_x86_feature_detected!("avx2") {
        // SAFETY: the processor has what it is compiled for.
        return unsafe { crate::avx2::product(product, sums) };
    }
    product_plain(product, sums);
}

compiled_for! {
    /// The product of `query` with each of the vectors that follow each other in `vectors`.
    similarities is similarities_plain(vectors: &[i8], query: &[i16], sums: &mut [i32])
}

#[inline(always)]
fn distances_plain(sketches: &[u64], query: &[u64], distances: &mut [u16]) {
    for (sketch, distance) in sketches.chunks_exact(query.len()).zip(distances) {
        *distance = sketch.iter().zip(query).map(|(a, b)| (a ^ b).count_ones()).sum::<u32>() as u16;
    }
}

compiled_for! {
    /// In how many bits `query` differs from each of the sketches that follow each other.
    distances is distances_plain(sketches: &[u64], query: &[u64], distances: &mut [u16])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_gives_the_same_sums() {
        // Odd and even numbers of outputs and rows, and a depth that fills no register.
        for (depth, outputs, count) in [(96, 8, 5), (96, 8, 4), (96, 7, 3), (90, 8, 3), (96, 8, 1)] {
            let matrix: Vec<u8> = (0..outputs * depth).map(|at| (at * 31 % 256) as u8).collect();
            let rows: Vec<i16> = (0..count * 32 + depth)
                .map(|at| (at as i32 * 977 % 20_001 - 10_000) as i16)
                .collect();
            let job = Product {
                matrix: &matrix,
                depth,
                rows: &rows,
                stride: 32,
            };
            let (mut fast, mut plain) = (vec![0; count * outputs], vec![0; count * outputs]);
            product(job, &mut fast);
            product_plain(job, &mut plain);
            assert_eq!(fast, plain, "{depth} {outputs} {count}");
            let weights = matrix[depth..].iter().map(|weight| i64::from(weight.cast_signed()));
            let last = weights.zip(&rows[(count - 1) * 32..]).take(depth);
            let by_hand: i64 = last.map(|(weight, &number)| weight * i64::from(number)).sum();
            assert_eq!(i64::from(fast[(count - 1) * outputs + 1]), by_hand);
        }
    }

    #[test]
    fn similarities_are_products() {
        let vectors: Vec<i8> = (0..3 * 50).map(|at| (at * 7 % 255 - 127) as i8).collect();
        let query: Vec<i16> = (0..50).map(|at| at - 25).collect();
        let (mut fast, mut plain) = ([0; 3], [0; 3]);
        similarities(&vectors, &query, &mut fast);
        similarities_plain(&vectors, &query, &mut plain);
        assert_eq!(fast, plain);
        assert_ne!(fast, [0; 3]);
    }
}
