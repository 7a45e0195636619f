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
    hash_bytes(text.as_bytes())
}

/// The same of bytes.
pub fn hash_bytes(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The bytes that lower-case hex stands for; none where it is not that.
pub fn from_hex(digits: &str) -> Option<Vec<u8>> {
    let half = |digit: u8| (digit as char).to_digit(16).map(|half| half as u8);
    let pairs = digits.as_bytes().chunks(2);
    pairs
        .map(|pair| Some((half(*pair.first()?)? << 4) | half(*pair.get(1)?)?))
        .collect()
}

/// Bytes as lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
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
