//! One tantivy index on disk or in memory: opening it, replacing it when it cannot be used, its position, its snapshot.

use super::{fields::Fields, snapshot::Snapshot};
use crate::{
    domain::position::Reached,
    error::{Error, Result},
};
use std::{
    fs,
    path::Path,
    sync::{Arc, RwLock},
};
use tantivy::{Index, IndexReader, ReloadPolicy};

/// Indexes up to this size are read through at opening, to see that no byte has changed; the larger ones would delay the
/// start.
const CHECKED_AT_ONCE: u64 = 100 << 20;

fn size(folder: &Path) -> u64 {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    files
        .filter_map(|file| file.metadata().ok())
        .map(|file| file.len())
        .sum()
}

fn is_sound(index: &Index) -> bool {
    index.validate_checksum().is_ok_and(|damaged| damaged.is_empty())
}

/// One index with what readers see of it.
pub(super) struct Store {
    pub index: Index,
    pub fields: Fields,
    reader: IndexReader,
    snapshot: RwLock<Arc<Snapshot>>,
    /// How far the snapshot goes.
    reached: RwLock<Reached>,
}

impl Store {
    /// An index in memory, empty.
    pub fn in_memory() -> Result<Self> {
        Self::new(Index::create_in_ram(Fields::schema().0))
    }

    /// The index in `folder`, where there is a sound one.
    pub fn existing(folder: &Path) -> Option<Self> {
        let open = || {
            let index = Index::open_in_dir(folder).ok()?;
            let sound = index.schema() == Fields::schema().0 && (size(folder) > CHECKED_AT_ONCE || is_sound(&index));
            sound.then(|| Self::new(index).ok()).flatten()
        };
        // A file cut short can make the library panic instead of saying so.
        std::panic::catch_unwind(open).ok().flatten()
    }

    /// A new, empty index in `folder`; whatever stood there is removed.
    pub fn fresh(folder: &Path) -> Result<Self> {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        fs::create_dir_all(folder)?;
        Self::new(Index::create_in_dir(folder, Fields::schema().0).map_err(Error::internal)?)
    }

    fn new(mut index: Index) -> Result<Self> {
        index.set_tokenizers(Fields::tokenizers());
        let fields = Fields::schema().1;
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()
            .map_err(Error::internal)?;
        let snapshot = RwLock::new(Arc::new(Snapshot::of(&reader.searcher(), &fields)?));
        let reached = RwLock::new(committed(&index));
        Ok(Self {
            index,
            fields,
            reader,
            snapshot,
            reached,
        })
    }

    /// What was committed last.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.snapshot
            .read()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .clone()
    }

    /// Makes the last commit visible to readers.
    pub fn refresh(&self) -> Result<()> {
        self.reader.reload().map_err(Error::internal)?;
        let fresh = Arc::new(Snapshot::of(&self.reader.searcher(), &self.fields)?);
        *self.snapshot.write().unwrap_or_else(std::sync::PoisonError::into_inner) = fresh;
        *self.reached.write().unwrap_or_else(std::sync::PoisonError::into_inner) = committed(&self.index);
        Ok(())
    }

    /// Whether every byte on disk is as it was written.
    pub fn is_sound(&self) -> bool {
        is_sound(&self.index)
    }

    /// How far the last commit that readers see had come; nowhere where there was none.
    pub fn reached(&self) -> Reached {
        self.reached
            .read()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .clone()
    }
}

fn committed(index: &Index) -> Reached {
    let payload = index.load_metas().ok().and_then(|metas| metas.payload);
    payload
        .and_then(|payload| serde_json::from_str(&payload).ok())
        .unwrap_or_default()
}
