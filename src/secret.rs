//! Random keys, and the hashes under which they are stored.

use crate::error::{Error, Result};
use sha2::{Digest, Sha256};

/// `bytes` random bytes from the system, as lower-case hex.
pub fn random_hex(bytes: usize) -> Result<String> {
    let mut random = vec![0_u8; bytes];
    getrandom::fill(&mut random).map_err(|error| Error::internal(error.to_string()))?;
    Ok(hex(&random))
}

/// The SHA-256 of a text, as lower-case hex. Good for keys with 128 bits of chance or more, and for telling contents
/// apart; never for passwords.
pub fn hash(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(2 * bytes.len()), |mut hex, byte| {
            hex.extend([byte >> 4, byte & 15].map(|half| char::from_digit(half.into(), 16).unwrap_or_default()));
            hex
        })
}

#[cfg(test)]
mod tests {
    #[test]
    fn hashes_are_the_known_ones_and_keys_differ() {
        assert_eq!(
            super::hash(""),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
        assert_ne!(super::random_hex(16).unwrap(), super::random_hex(16).unwrap());
        assert_eq!(super::random_hex(16).unwrap().len(), 32);
    }
}
