//! An index whose files were removed or spoilt under the running server is begun anew, in the same place and without a
//! restart; what follows the change log fills it then.

use crate::{
    error::Result,
    search::{Files, Index, Writer},
};
use std::time::{Duration, Instant};

/// Looks in a row that have to find files missing: a merge may be replacing some just then.
const MISSED_MOST: usize = 3;
/// How often all of the index is read through where searches fail; it may have gigabytes.
const READ_THROUGH_EVERY: Duration = Duration::from_mins(1);

/// What was found out about the index.
#[derive(Default)]
pub struct Mend {
    missed: usize,
    is_suspected: bool,
    read_through: Option<Instant>,
}

impl Mend {
    /// Takes a look at the names of the files, and at their bytes where a search has failed. `writer` is closed where the
    /// index is begun anew.
    pub fn look_after(&mut self, index: &Index, writer: &mut Option<Writer>) -> Result<()> {
        self.is_suspected |= index.take_suspicion();
        let files = index.files();
        self.missed = if files == Files::There { 0 } else { self.missed + 1 };
        let is_gone = self.missed >= MISSED_MOST;
        let is_spoilt = !is_gone && self.is_suspected && self.may_read_through() && {
            self.is_suspected = false;
            !index.is_sound()
        };
        if is_gone || is_spoilt {
            tracing::warn!(
                is_gone,
                is_spoilt,
                "the index is damaged; it is made anew from the database"
            );
            *writer = None;
            index.renew(files == Files::Missing && !self.is_suspected)?;
            *self = Self::default();
        }
        Ok(())
    }

    fn may_read_through(&mut self) -> bool {
        let may = self.read_through.is_none_or(|last| last.elapsed() > READ_THROUGH_EVERY);
        if may {
            self.read_through = Some(Instant::now());
        }
        may
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn files_that_are_missing_for_a_moment_are_waited_for_and_then_made_anew() {
        let folder = tempfile::tempdir().unwrap();
        let index = Index::open(Some(folder.path())).unwrap();
        let mut writer = Some(index.writer().unwrap());
        let mut mend = Mend::default();
        mend.look_after(&index, &mut writer).unwrap();
        let inside = std::fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap();
        std::fs::remove_dir_all(inside.path()).unwrap();
        for _ in 1..MISSED_MOST {
            mend.look_after(&index, &mut writer).unwrap();
            assert!(writer.is_some() && index.files() == Files::Missing);
        }
        mend.look_after(&index, &mut writer).unwrap();
        assert!(writer.is_none() && index.files() == Files::There);
        assert!(index.writer().is_ok());
    }
}
