//! One tantivy index on disk or in memory: opening it, replacing it when it cannot be used, its position, its snapshot.

use super::{fields::Fields, snapshot::Snapshot};
use crate::{
    domain::position::Reached,
    error::{Code, Error, Result},
};
use std::{
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{
        Arc, PoisonError, RwLock, RwLockReadGuard,
        atomic::{AtomicBool, Ordering},
    },
};
use tantivy::{Directory, Index, IndexReader, ReloadPolicy, SegmentMeta, index::SegmentComponent};

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

/// The library's list of an index's segments.
const LIST: &str = "meta.json";

/// How the files of an index look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Files {
    There,
    /// Some are gone; what is open can be read on.
    Missing,
    /// Something else was written into them.
    Spoilt,
}

/// What a segment consists of.
fn files_of(segment: &SegmentMeta) -> impl Iterator<Item = PathBuf> {
    use SegmentComponent::{Delete, FastFields, FieldNorms, Positions, Postings, Store, Terms};
    let deletions = segment.has_deletes().then_some(Delete);
    let always = [Postings, Positions, Terms, Store, FastFields, FieldNorms];
    always
        .into_iter()
        .chain(deletions)
        .map(|part| segment.relative_path(part))
}

/// One index with what readers see of it.
pub(super) struct Store {
    pub fields: Fields,
    /// Where it stands; none: in memory.
    folder: Option<PathBuf>,
    opened: RwLock<Opened>,
    snapshot: RwLock<Arc<Snapshot>>,
    /// How far the snapshot goes.
    reached: RwLock<Reached>,
    /// It began empty where there is something to find: until it is filled, "nothing" would be a wrong answer.
    is_lacking: AtomicBool,
    /// A search failed in a way that only damage explains.
    is_suspected: AtomicBool,
}

/// The library's handles; others once the index was made anew.
#[derive(Clone)]
struct Opened {
    index: Index,
    reader: IndexReader,
}

impl Opened {
    fn new(mut index: Index) -> Result<Self> {
        index.set_tokenizers(Fields::tokenizers());
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual);
        let reader = reader.try_into().map_err(Error::internal)?;
        Ok(Self { index, reader })
    }

    /// A new, empty index in `folder` (none: in memory); whatever stood there is removed.
    fn fresh(folder: Option<&Path>) -> Result<Self> {
        let Some(folder) = folder else {
            return Self::new(Index::create_in_ram(Fields::schema().0));
        };
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        fs::create_dir_all(folder)?;
        Self::new(Index::create_in_dir(folder, Fields::schema().0).map_err(Error::internal)?)
    }

    fn snapshot(&self, fields: &Fields) -> Result<Arc<Snapshot>> {
        Ok(Arc::new(Snapshot::of(&self.reader.searcher(), fields)?))
    }
}

fn locked<T>(lock: &RwLock<T>) -> RwLockReadGuard<'_, T> {
    lock.read().unwrap_or_else(PoisonError::into_inner)
}

fn put<T>(lock: &RwLock<T>, value: T) {
    *lock.write().unwrap_or_else(PoisonError::into_inner) = value;
}

impl Store {
    /// An index in memory, empty.
    pub fn in_memory() -> Result<Self> {
        Self::new(Opened::fresh(None)?, None)
    }

    /// The index in `folder`, where there is a sound one.
    pub fn existing(folder: &Path) -> Option<Self> {
        let open = || {
            let index = Index::open_in_dir(folder).ok()?;
            let sound = index.schema() == Fields::schema().0 && (size(folder) > CHECKED_AT_ONCE || is_sound(&index));
            let opened = sound.then(|| Opened::new(index).ok()).flatten()?;
            Self::new(opened, Some(folder.to_owned())).ok()
        };
        // A file cut short can make the library panic instead of saying so.
        std::panic::catch_unwind(open).ok().flatten()
    }

    /// A new, empty index in `folder`; whatever stood there is removed.
    pub fn fresh(folder: &Path) -> Result<Self> {
        Self::new(Opened::fresh(Some(folder))?, Some(folder.to_owned()))
    }

    fn new(opened: Opened, folder: Option<PathBuf>) -> Result<Self> {
        let fields = Fields::schema().1;
        Ok(Self {
            snapshot: RwLock::new(opened.snapshot(&fields)?),
            reached: RwLock::new(committed(&opened.index)),
            fields,
            folder,
            opened: RwLock::new(opened),
            is_lacking: AtomicBool::new(false),
            is_suspected: AtomicBool::new(false),
        })
    }

    /// The library's handle, for writing.
    pub fn index(&self) -> Index {
        locked(&self.opened).index.clone()
    }

    /// What was committed last.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        locked(&self.snapshot).clone()
    }

    /// Makes the last commit visible to readers.
    pub fn refresh(&self) -> Result<()> {
        let opened = locked(&self.opened).clone();
        opened.reader.reload().map_err(Error::internal)?;
        put(&self.snapshot, opened.snapshot(&self.fields)?);
        let reached = committed(&opened.index);
        if !reached.epoch.is_empty() {
            self.is_lacking.store(false, Ordering::Release);
        }
        put(&self.reached, reached);
        Ok(())
    }

    /// Answers with `search`. What fails there, or panics, is the index's own trouble: the worker looks after it, and
    /// whoever asked may come again.
    pub fn ask<T>(&self, search: impl FnOnce(&Snapshot) -> Result<T>) -> Result<T> {
        if self.is_lacking.load(Ordering::Acquire) {
            return Err(being_made());
        }
        let snapshot = self.snapshot();
        match catch_unwind(AssertUnwindSafe(|| search(&snapshot))) {
            Ok(Err(error)) if error.code() == Code::Internal => {
                tracing::error!(?error, "the index could not be searched");
            }
            Ok(answer) => return answer,
            Err(_) => tracing::error!("the index could not be searched: a search panicked"),
        }
        self.is_suspected.store(true, Ordering::Release);
        Err(being_made())
    }

    /// Says that it has to be filled before it can answer.
    pub fn must_be_filled(&self) {
        self.is_lacking.store(true, Ordering::Release);
    }

    /// Whether a search failed since this was asked last.
    pub fn take_suspicion(&self) -> bool {
        self.is_suspected.swap(false, Ordering::AcqRel)
    }

    /// How its files look from their names; says nothing of what is in the segments.
    pub fn files(&self) -> Files {
        let index = self.index();
        let is_there = |file: &Path| index.directory().exists(file).unwrap_or_default();
        let Ok(metas) = index.load_metas() else {
            return if is_there(Path::new(LIST)) {
                Files::Spoilt
            } else {
                Files::Missing
            };
        };
        let mut files = metas.segments.iter().flat_map(files_of);
        if files.all(|file| is_there(&file)) {
            Files::There
        } else {
            Files::Missing
        }
    }

    /// Whether every byte on disk is as it was written.
    pub fn is_sound(&self) -> bool {
        let index = self.index();
        // A file cut short can make the library panic instead of saying so.
        catch_unwind(AssertUnwindSafe(|| is_sound(&index))).unwrap_or_default()
    }

    /// Begins an empty index in the place of this one. Searches see the old one until the first commit, unless that one
    /// can no longer be read.
    pub fn renew(&self, is_readable: bool) -> Result<()> {
        let opened = Opened::fresh(self.folder.as_deref())?;
        if !is_readable {
            self.must_be_filled();
        }
        put(&self.opened, opened);
        put(&self.reached, Reached::default());
        Ok(())
    }

    /// How far the last commit that readers see had come; nowhere where there was none.
    pub fn reached(&self) -> Reached {
        locked(&self.reached).clone()
    }
}

fn being_made() -> Error {
    let detail = "The search index is being made anew. Try again in a moment.";
    Error::new(Code::Unavailable, detail).with_retry_after(3)
}

fn committed(index: &Index) -> Reached {
    let payload = index.load_metas().ok().and_then(|metas| metas.payload);
    payload
        .and_then(|payload| serde_json::from_str(&payload).ok())
        .unwrap_or_default()
}
