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
mod evidence;
mod fields;
mod filter;
mod phrase;
mod query;
mod similar;
mod snapshot;
mod snippet;
mod stop_words;
mod store;
mod terms;
mod writer;

pub use articles::Articles;
pub use complete::Completion;
pub use document::{ArticleDocument, ConversationDocument};
pub use query::{Facet, Hit, SearchRequest, SearchResults};
pub use similar::{Candidate, Message, PastConversation};
pub use snippet::{highlight, snippet};
pub use store::Position;
pub use writer::{Change, Writer};

use crate::{domain::visibility::Reader, error::Result};
use fields::Fields;
use std::{fs, path::Path, sync::Arc};
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
        let (stores, replaced) = match folder {
            None => ([Store::in_memory()?, Store::in_memory()?, Store::in_memory()?], true),
            Some(folder) => open_or_replace(folder)?,
        };
        let [public, staff, conversations] = stores.map(|store| Articles::new(Arc::new(store)));
        Ok(Self {
            public: PublicIndex(public),
            staff: StaffIndex(staff),
            conversations: ConversationIndex(conversations),
            replaced,
        })
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

    /// Up to which change the index is complete.
    pub fn position(&self) -> Position {
        self.staff.0.store().position()
    }

    /// Whether every byte on disk is as it was written; reads all of it.
    pub fn is_sound(&self) -> bool {
        [&self.public.0, &self.staff.0, &self.conversations.0]
            .iter()
            .all(|articles| articles.store().is_sound())
    }
}

/// The three stores in `folder`, and whether they had to be replaced. All or nothing: the position stands in one of them.
fn open_or_replace(folder: &Path) -> Result<([Store; 3], bool)> {
    let version = Fields::version();
    let current = folder.join(&version);
    let [public, staff, conversations] = ["public", "staff", "conversations"].map(|name| current.join(name));
    let existing = [&public, &staff, &conversations].map(|folder| Store::existing(folder));
    if let [Some(public), Some(staff), Some(conversations)] = existing {
        return Ok(([public, staff, conversations], false));
    }
    for old in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = old.file_name();
        if name.len() == version.len() && name.to_string_lossy().bytes().all(|byte| byte.is_ascii_hexdigit()) {
            fs::remove_dir_all(old.path())?;
        }
    }
    Ok((
        [
            Store::fresh(&public)?,
            Store::fresh(&staff)?,
            Store::fresh(&conversations)?,
        ],
        true,
    ))
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
