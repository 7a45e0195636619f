//! Writing: changes in, one commit with its position, readers see it at once.

use super::{ArticleDocument, ConversationDocument, store::Store};
use crate::{
    domain::{
        id::{ArticleId, ConversationId},
        position::Reached,
    },
    error::{Code, Error, Result},
};
use std::{collections::HashSet, sync::Arc};
use tantivy::{
    Index, IndexWriter, TantivyError, Term,
    directory::error::LockError,
    indexer::{IndexWriterOptions, LogMergePolicy},
};

/// What is to be known of an article or conversation from now on.
#[derive(Debug, Clone, PartialEq)]
#[expect(
    clippy::large_enum_variant,
    reason = "changes are made one at a time and used up at once"
)]
pub enum Change {
    /// `public` is what anybody may find (none: nothing), `staff` what people who work here find (none: it is archived
    /// or gone).
    Article {
        id: ArticleId,
        public: Option<ArticleDocument>,
        staff: Option<ArticleDocument>,
    },
    /// Past conversations are found by staff alone; none: not resolved, or gone.
    Conversation {
        id: ConversationId,
        document: Option<ConversationDocument>,
    },
}

/// The one writer of an installation's index. It holds the locks of the folders until it is dropped.
pub struct Writer {
    public: StoreWriter,
    staff: StoreWriter,
    conversations: StoreWriter,
}

/// Memory for documents not yet written out, for each of the three indexes; used only while much is added at once. The
/// library's least is 15 MB; more makes fewer, larger segments.
const BUFFER: usize = 30_000_000;
/// Segments of about the same size that are merged into one: few segments keep queries cheap.
const MERGED_AT: usize = 5;

impl Writer {
    pub(super) fn open(public: &Arc<Store>, staff: &Arc<Store>, conversations: &Arc<Store>) -> Result<Self> {
        Ok(Self {
            public: StoreWriter::open(public)?,
            staff: StoreWriter::open(staff)?,
            conversations: StoreWriter::open(conversations)?,
        })
    }

    /// Adds one change; it is found after the next [`Writer::commit`].
    pub fn add(&mut self, change: Change) -> Result<()> {
        match change {
            Change::Article { id, public, staff } => {
                let public = public.map(|article| article.to_tantivy(&self.public.store.fields));
                let staff = staff.map(|article| article.to_tantivy(&self.staff.store.fields));
                self.public.put(id.0, public)?;
                self.staff.put(id.0, staff)
            }
            Change::Conversation { id, document } => {
                let document = document.map(|conversation| conversation.to_tantivy(&self.conversations.store.fields));
                self.conversations.put(id.0, document)
            }
        }
    }

    /// Forgets everything; a rebuild begins with it.
    pub fn clear(&mut self) -> Result<()> {
        self.public.clear()?;
        self.staff.clear()?;
        self.conversations.clear()
    }

    /// Writes what was added durably and shows it to readers. The staff index, which holds the position, comes last: a
    /// crash before repeats changes and loses none.
    pub fn commit(&mut self, reached: &Reached) -> Result<()> {
        let payload = serde_json::to_string(reached).map_err(Error::internal)?;
        self.public.commit_changes(&payload)?;
        self.conversations.commit_changes(&payload)?;
        self.staff.commit(&payload)
    }

    /// Adds `changes` and commits them as `reached`.
    pub fn apply(&mut self, changes: impl IntoIterator<Item = Change>, reached: &Reached) -> Result<()> {
        for change in changes {
            self.add(change)?;
        }
        self.commit(reached)
    }

    /// Waits for merges that go on in the background.
    pub fn finish(self) -> Result<()> {
        for store in [self.public, self.staff, self.conversations] {
            store.writer.wait_merging_threads().map_err(Error::internal)?;
            store.store.refresh()?;
        }
        Ok(())
    }

    /// Merges each index of articles into one segment, which takes seconds for a hundred thousand: a word is looked up in
    /// each segment.
    pub fn condense(&mut self) -> Result<()> {
        [&mut self.public, &mut self.staff]
            .into_iter()
            .try_for_each(StoreWriter::condense)
    }
}

struct StoreWriter {
    index: Index,
    writer: IndexWriter,
    store: Arc<Store>,
    changed: bool,
    /// What was added since the index was empty: while it is, only these have to be deleted before they are added again.
    added: Option<HashSet<i64>>,
}

impl StoreWriter {
    fn open(store: &Arc<Store>) -> Result<Self> {
        let options = IndexWriterOptions::builder()
            .num_worker_threads(1)
            .memory_budget_per_thread(BUFFER)
            // Merges side by side are no less work and hold more memory.
            .num_merge_threads(1)
            .build();
        let index = store.index();
        let writer: IndexWriter = index.writer_with_options(options).map_err(|problem| match problem {
            TantivyError::LockFailure(LockError::LockBusy, _) => {
                Error::new(Code::Unavailable, "Another process writes to this index.")
            }
            other => Error::internal(other),
        })?;
        let mut policy = LogMergePolicy::default();
        policy.set_min_num_segments(MERGED_AT);
        writer.set_merge_policy(Box::new(policy));
        // A process that was killed can leave files that no commit knows and whose names come up again.
        writer.garbage_collect_files().wait().map_err(Error::internal)?;
        let added = (store.snapshot().documents == 0).then(HashSet::new);
        Ok(Self {
            index,
            writer,
            store: store.clone(),
            changed: false,
            added,
        })
    }

    fn put(&mut self, id: i64, document: Option<tantivy::TantivyDocument>) -> Result<()> {
        if self.added.as_mut().is_none_or(|added| !added.insert(id)) {
            self.writer.delete_term(Term::from_field_i64(self.store.fields.id, id));
        }
        if let Some(document) = document {
            self.writer.add_document(document).map_err(Error::internal)?;
        }
        self.changed = true;
        Ok(())
    }

    fn clear(&mut self) -> Result<()> {
        self.writer.delete_all_documents().map_err(Error::internal)?;
        self.changed = true;
        self.added = Some(HashSet::new());
        Ok(())
    }

    fn condense(&mut self) -> Result<()> {
        let segments = self.index.searchable_segment_ids().map_err(Error::internal)?;
        if segments.len() > 1 || self.store.snapshot().is_worn() {
            self.writer.merge(&segments).wait().map_err(Error::internal)?;
            self.store.refresh()?;
        }
        Ok(())
    }

    fn commit_changes(&mut self, payload: &str) -> Result<()> {
        if self.changed { self.commit(payload) } else { Ok(()) }
    }

    fn commit(&mut self, payload: &str) -> Result<()> {
        let mut commit = self.writer.prepare_commit().map_err(Error::internal)?;
        commit.set_payload(payload);
        commit.commit().map_err(Error::internal)?;
        if std::mem::take(&mut self.changed) {
            self.added = None;
        }
        self.store.refresh()?;
        if self.store.snapshot().is_worn()
            && let Err(error) = self.condense()
        {
            // A merge of its own is under way; what is replaced goes with a later commit.
            tracing::debug!(?error, "the index could not be merged yet");
        }
        Ok(())
    }
}
