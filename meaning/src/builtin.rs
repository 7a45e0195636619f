//! The encoder that the binary carries: Google's Universal Sentence Encoder Multilingual v3. `meaning/data/README.md` says
//! where it comes from and under which licence.

use crate::{Encoder, Vector};
use std::sync::OnceLock;

/// Mapped with the program, so that pages come into memory as tokens need them and can be dropped again.
static WEIGHTS: &[u8] = include_bytes!("../data/use-multilingual-3.bin");

/// `scripts/bridge` writes it.
static BRIDGE: &[u8] = include_bytes!("../data/bridge.bin");

/// What the package that the weights were taken from makes of [`KNOWN_TEXT`]: a byte a dimension, `scripts/encoder reference`
/// writes it.
static KNOWN: &[u8] = include_bytes!("../data/known.bin");
const KNOWN_TEXT: &str = "No puedo entrar en mi cuenta desde ayer.";

/// The cosine between what is known of a text and what the encoder makes of it.
pub fn self_test() -> f32 {
    let made = Vector::of(&encoder().encode(KNOWN_TEXT));
    made.similarity(&Vector::from_bytes(KNOWN))
}

pub fn encoder() -> &'static Encoder {
    static ENCODER: OnceLock<Encoder> = OnceLock::new();
    ENCODER.get_or_init(|| {
        Encoder::new(WEIGHTS)
            .and_then(|encoder| encoder.with_bridge(BRIDGE))
            .expect("both files are those that the tests have read")
    })
}
