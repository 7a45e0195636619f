//! The search index: what customers and agents find, and what fits an incoming message.
//!
//! The only module that knows tantivy. It holds no text: it answers ids, and whoever asks fetches the text from the
//! database (where visibility is decided once more). Three indexes, so that what strangers may not find is not even in
//! reach of the code that serves them: [`PublicIndex`], [`StaffIndex`] and [`ConversationIndex`].

mod analysis;
mod articles;
mod bm25;
mod complete;
mod correct;
mod document;
mod engine;
mod environments;
mod evidence;
mod fields;
mod filter;
mod hashtag;
mod left_out;
mod meant;
mod phrase;
mod query;
mod read;
mod scores;
mod similar;
mod snapshot;
mod snippet;
mod split;
mod stop_words;
mod store;
mod synonyms;
mod telling;
mod terms;
mod writer;

pub use articles::Articles;
pub use complete::Completion;
pub use document::{ArticleDocument, ConversationDocument};
pub use environments::Environments;
pub use left_out::LeftOut;
pub use meant::Meant;
pub use query::{Facet, Hit, SearchRequest, SearchResults};
pub use similar::{Candidate, Message, PastConversation, Telling};
pub use snippet::{highlight, snippet};
pub use synonyms::Synonyms;
pub use telling::{TellingWord, telling_words};
pub use writer::{Change, Writer};

use crate::{
    domain::{position::Reached, visibility::Reader},
    error::Result,
};
use std::{path::Path, sync::Arc};
pub use store::Files;
use store::Store;

/// The index of an installation.
pub struct Index {
    public: PublicIndex,
    staff: StaffIndex,
    conversations: ConversationIndex,
    replaced: bool,
}

/// Public articles alone.
pub struct PublicIndex(Articles);
/// All articles that are not archived, internal ones and drafts too.
pub struct StaffIndex(Articles);
/// Past conversations that were resolved: what was asked and answered.
pub struct ConversationIndex(Articles);

impl Index {
    /// Opens the index in `folder` (none: in memory). A missing, damaged or outdated one is replaced by an empty one at
    /// position zero, for the caller to fill from the database; see [`Index::was_replaced`].
    pub fn open(folder: Option<&Path>) -> Result<Self> {
        let Some(folder) = folder else {
            return Ok(Self::of(
                [Store::in_memory()?, Store::in_memory()?, Store::in_memory()?],
                true,
            ));
        };
        if let Some(existing) = Self::existing(folder) {
            return Ok(existing);
        }
        forget_old(folder)?;
        let [public, staff, conversations] = folders(folder);
        let stores = [
            Store::fresh(&public)?,
            Store::fresh(&staff)?,
            Store::fresh(&conversations)?,
        ];
        Ok(Self::of(stores, true))
    }

    /// The index in `folder` as it stands, for reading beside the process that writes it; none where there is no sound
    /// one. Changes nothing.
    pub fn existing(folder: &Path) -> Option<Self> {
        // All or nothing: the position stands in one of the three.
        match folders(folder).each_ref().map(|folder| Store::existing(folder)) {
            [Some(public), Some(staff), Some(conversations)] => Some(Self::of([public, staff, conversations], false)),
            _ => None,
        }
    }

    fn of(stores: [Store; 3], replaced: bool) -> Self {
        let [public, staff, conversations] = stores.map(|store| Articles::new(Arc::new(store)));
        Self {
            public: PublicIndex(public),
            staff: StaffIndex(staff),
            conversations: ConversationIndex(conversations),
            replaced,
        }
    }

    /// Whether opening had to begin with an empty index.
    pub const fn was_replaced(&self) -> bool {
        self.replaced
    }

    /// What anybody may search.
    pub const fn public(&self) -> &PublicIndex {
        &self.public
    }

    /// What people who work here may search; none for everybody else.
    pub fn staff(&self, reader: Reader) -> Option<&StaffIndex> {
        (reader == Reader::Staff).then_some(&self.staff)
    }

    /// Past conversations, for people who work here; none for everybody else.
    pub fn conversations(&self, reader: Reader) -> Option<&ConversationIndex> {
        (reader == Reader::Staff).then_some(&self.conversations)
    }

    /// The writer; there can be one at a time.
    pub fn writer(&self) -> Result<Writer> {
        Writer::open(
            self.public.0.store(),
            self.staff.0.store(),
            self.conversations.0.store(),
        )
    }

    /// Whether so many articles stand beside the largest segment that [`Writer::condense`] is worth its time.
    pub fn is_loose(&self) -> bool {
        [&self.public.0, &self.staff.0]
            .iter()
            .any(|articles| articles.store().snapshot().is_loose())
    }

    /// Up to which change the index is complete.
    pub fn reached(&self) -> Reached {
        self.staff.0.store().reached()
    }

    fn stores(&self) -> [&Store; 3] {
        [&self.public.0, &self.staff.0, &self.conversations.0].map(|articles| articles.store().as_ref())
    }

    /// Whether every byte on disk is as it was written; reads all of it.
    pub fn is_sound(&self) -> bool {
        self.stores().iter().all(|store| store.is_sound())
    }

    /// How its files look from their names. The writer may be replacing some just now.
    pub fn files(&self) -> Files {
        let states = self.stores().map(Store::files);
        states.into_iter().max().unwrap_or(Files::Missing)
    }

    /// Whether a search failed since this was asked last, as it does in an index that is damaged.
    pub fn take_suspicion(&self) -> bool {
        let suspicions = self.stores().map(Store::take_suspicion);
        suspicions.contains(&true)
    }

    /// Says that there is something to find that it does not hold yet: searches are refused until it is filled.
    pub fn must_be_filled(&self) {
        self.stores().into_iter().for_each(Store::must_be_filled);
    }

    /// Begins an empty index in the place of one that is damaged or gone, for the caller to fill; no writer may be open.
    /// Searches see what they saw before until it is filled; where that cannot be read any more, they are refused.
    pub fn renew(&self, is_readable: bool) -> Result<()> {
        self.stores().into_iter().try_for_each(|store| store.renew(is_readable))
    }
}

/// Removes indexes that are damaged or of another version; a folder with another name is not ours to remove.
fn forget_old(folder: &Path) -> Result<()> {
    let length = fields::Fields::version().len();
    for old in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = old.file_name();
        if name.len() == length && name.to_string_lossy().bytes().all(|byte| byte.is_ascii_hexdigit()) {
            std::fs::remove_dir_all(old.path())?;
        }
    }
    Ok(())
}

/// The folders of the three indexes. An index of another version of the fields is none of ours.
fn folders(folder: &Path) -> [std::path::PathBuf; 3] {
    let folder = folder.join(fields::Fields::version());
    ["public", "staff", "conversations"].map(|name| folder.join(name))
}

impl std::ops::Deref for PublicIndex {
    type Target = Articles;
    fn deref(&self) -> &Articles {
        &self.0
    }
}

impl std::ops::Deref for StaffIndex {
    type Target = Articles;
    fn deref(&self) -> &Articles {
        &self.0
    }
}

#[cfg(test)]
mod evaluation;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod wording_tests;
