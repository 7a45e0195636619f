//! The file of an encoder: named sections, read where they lie. `scripts/encoder` writes it.

use std::fmt;

/// The file is not one of an encoder, or something is missing in it: what.
#[derive(Debug, PartialEq, Eq)]
pub struct Damaged(pub String);

impl fmt::Display for Damaged {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "the encoder's file is damaged: {}", self.0)
    }
}

impl std::error::Error for Damaged {}

const HEAD: usize = 32;
const ENTRY: usize = 32;
const NAME: usize = 24;
const MAGIC: &[u8] = b"PRECEDENT-MEANING\0";

/// The sections of a file.
#[derive(Clone, Copy)]
pub struct Sections(&'static [u8]);

impl Sections {
    pub fn of(file: &'static [u8]) -> Result<Self, Damaged> {
        if file.starts_with(MAGIC) && file.len() >= HEAD {
            Ok(Self(file))
        } else {
            Err(Damaged("it begins otherwise".into()))
        }
    }

    /// The bytes of the section `name`.
    pub fn bytes(self, name: &str) -> Result<&'static [u8], Damaged> {
        let missing = || Damaged(format!("{name} is missing"));
        let entries = self.0[HEAD..].chunks_exact(ENTRY).take(number(&self.0[HEAD - 4..]));
        let called = |entry: &&[u8]| {
            entry[..NAME]
                .strip_prefix(name.as_bytes())
                .is_some_and(|rest| rest.iter().all(|&byte| byte == 0))
        };
        let entry = entries.into_iter().find(called).ok_or_else(missing)?;
        let (start, length) = (number(&entry[NAME..]), number(&entry[NAME + 4..]));
        self.0.get(start..start + length).ok_or_else(missing)
    }

    /// A section of whole numbers.
    pub fn words(self, name: &str) -> Result<&'static [[u8; 4]], Damaged> {
        Ok(self.bytes(name)?.as_chunks().0)
    }

    /// A section of exactly `length` floating point numbers.
    pub fn floats(self, name: &str, length: usize) -> Result<Vec<f32>, Damaged> {
        let values: Vec<f32> = self
            .words(name)?
            .iter()
            .map(|&bytes| f32::from_le_bytes(bytes))
            .collect();
        if values.len() == length {
            Ok(values)
        } else {
            Err(Damaged(format!("{name} has {} numbers for {length}", values.len())))
        }
    }
}

fn number(bytes: &[u8]) -> usize {
    bytes
        .first_chunk()
        .map_or(0, |&bytes| u32::from_le_bytes(bytes) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, start: u32, length: u32) -> &'static [u8] {
        let mut file = [0; HEAD + ENTRY + 4];
        file[..MAGIC.len()].copy_from_slice(MAGIC);
        file[HEAD - 4] = 1;
        file[HEAD..HEAD + name.len()].copy_from_slice(name.as_bytes());
        file[HEAD + NAME..HEAD + NAME + 4].copy_from_slice(&start.to_le_bytes());
        file[HEAD + NAME + 4..HEAD + NAME + 8].copy_from_slice(&length.to_le_bytes());
        file[HEAD + ENTRY..].copy_from_slice(&1.5f32.to_le_bytes());
        Box::leak(Box::new(file))
    }

    #[test]
    fn sections_are_found_by_their_whole_name() {
        let sections = Sections::of(file("sum.bias", 64, 4)).unwrap();
        assert_eq!(sections.floats("sum.bias", 1).unwrap(), [1.5]);
        assert_eq!(sections.bytes("sum").unwrap_err(), Damaged("sum is missing".into()));
    }

    #[test]
    fn a_file_that_is_cut_or_another_one_is_refused() {
        assert!(Sections::of(b"PRECEDENT").is_err());
        let cut = Sections::of(file("sum", 64, 5)).unwrap();
        assert!(cut.bytes("sum").is_err());
        let short = Sections::of(file("sum", 64, 4)).unwrap();
        assert!(short.floats("sum", 2).is_err());
    }
}
