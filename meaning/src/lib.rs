//! What texts mean, as numbers: a sentence encoder in plain Rust, and the search for the nearest among many vectors.
//!
//! A crate of its own for two reasons. Its loops are arithmetic that has to be optimised in development builds too, where
//! the rest is not; and the weights are read by the compiler only when something here changes. It knows nothing of
//! articles: whoever uses it says by a number whose phrasing a vector is.
//!
//! - [`Embedder`] is what the rest of the program asks; [`builtin`] is the one inside the binary.
//! - [`Vector`] is one text's meaning, in 8 bits a dimension.
//! - [`Nearest`] finds, of many vectors, those that mean the same.
//! - [`Groups`] brings texts that ask the same together, as they come in, in the [`Space`] of their collection.

#[cfg(target_arch = "x86_64")]
mod avx2;
mod bridge;
#[cfg(feature = "builtin")]
mod builtin;
mod encoder;
mod groups;
mod kernel;
mod layer;
mod nearest;
mod normalizer;
mod sections;
mod sketch;
mod space;
mod table;
mod tokenizer;
mod vector;
mod words;

pub use bridge::Bridge;
pub use encoder::{Encoder, MAXIMUM_TOKENS};
pub use groups::{Groups, Likeness, Merge};
pub use nearest::{Found, Near, Nearest};
pub use sections::Damaged;
pub use space::{SAMPLE, Space};
pub use vector::{DIMENSIONS_MOST, Vector};
pub use words::{WORDS, direction, with_words};

use std::fmt;

/// What a text is to the one who has it encoded: some encoders tell them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// What somebody looks for something with, who waits for it.
    Question,
    /// What may be found.
    Phrasing,
}

/// Turns texts into vectors. Vectors of two embedders cannot be compared: store [`Embedder::id`] beside each.
pub trait Embedder: Send + Sync {
    /// Which encoder it is, with its version: another id means that all vectors are made anew.
    fn id(&self) -> &str;

    /// How many dimensions its vectors have.
    fn dimensions(&self) -> usize;

    /// The vector of each text, in their order.
    fn embed(&self, texts: &[&str], kind: Kind) -> Result<Vec<Vector>, Unavailable>;

    /// Where answers to a question with this vector are; the vector itself where that is not known.
    fn cross(&self, question: &Vector) -> Vector {
        question.clone()
    }
}

impl<E: Embedder + ?Sized> Embedder for &E {
    fn id(&self) -> &str {
        (**self).id()
    }

    fn dimensions(&self) -> usize {
        (**self).dimensions()
    }

    fn embed(&self, texts: &[&str], kind: Kind) -> Result<Vec<Vector>, Unavailable> {
        (**self).embed(texts, kind)
    }

    fn cross(&self, question: &Vector) -> Vector {
        (**self).cross(question)
    }
}

/// The embedder gave no answer: what it said. One inside the program never does this.
#[derive(Debug)]
pub struct Unavailable(pub String);

impl fmt::Display for Unavailable {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "the encoder is not available: {}", self.0)
    }
}

impl std::error::Error for Unavailable {}

/// How near the encoder inside the binary comes to what a text is known to mean (a cosine): nearly 1 where all is as it
/// should be. None where it was built without.
pub fn self_test() -> Option<f32> {
    #[cfg(feature = "builtin")]
    return Some(builtin::self_test());
    #[cfg(not(feature = "builtin"))]
    None
}

/// The encoder inside the binary; none where it was built without.
pub fn builtin() -> Option<&'static Encoder> {
    #[cfg(feature = "builtin")]
    return Some(builtin::encoder());
    #[cfg(not(feature = "builtin"))]
    None
}
