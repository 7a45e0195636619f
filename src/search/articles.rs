//! The searches that both article indexes answer.

use super::{
    complete::{self, Completion},
    query::{self, SearchRequest, SearchResults},
    similar::{self, Candidate, Message},
    store::Store,
    synonyms::Synonyms,
};
use crate::{
    domain::{id::BrandId, locale::Locale},
    error::Result,
};
use std::sync::Arc;

/// An index of articles. Which one it is says the type around it: `PublicIndex` or `StaffIndex`.
pub struct Articles {
    store: Arc<Store>,
}

impl Articles {
    pub(super) const fn new(store: Arc<Store>) -> Self {
        Self { store }
    }

    pub(super) const fn store(&self) -> &Arc<Store> {
        &self.store
    }

    /// How many documents can be found, replaced ones included until they are merged away.
    pub fn documents(&self) -> u64 {
        self.store.snapshot().documents
    }

    /// What a customer or agent typed, searched.
    pub fn search(&self, request: &SearchRequest<'_>) -> Result<SearchResults> {
        self.store.ask(|snapshot| query::search(snapshot, request))
    }

    /// Articles that go on as `typed` begins, after two letters; best first.
    pub fn autocomplete(
        &self,
        typed: &str,
        brand_id: BrandId,
        locale: &Locale,
        synonyms: Option<&Synonyms>,
        limit: usize,
    ) -> Result<Vec<Completion>> {
        self.store
            .ask(|snapshot| complete::complete(snapshot, typed, brand_id, locale, synonyms, limit))
    }

    /// Articles that may answer a message, best first, with the evidence for each; `domain::suggestion` says how sure
    /// that makes us.
    pub fn similar(&self, message: &Message<'_>, limit: usize) -> Result<Vec<Candidate>> {
        self.store.ask(|snapshot| similar::similar(snapshot, message, limit))
    }
}
