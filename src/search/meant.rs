//! What a query means, beside its words. Vectors are kept and compared elsewhere; whoever asks hands over what does it.

use super::{engine::Found, evidence::Match, filter::Filter, snapshot::Snapshot};
use crate::{domain::suggestion::Similarity, error::Result};
use std::collections::HashSet;

/// What a query means, beside the documents of one index: articles or conversations, by their numbers. It is asked for only
/// where words alone do not suffice.
pub trait Meant: std::fmt::Debug {
    /// Those nearest to it, the nearest first.
    fn nearest(&self) -> Vec<i64>;

    /// How near each of these is, in their order.
    fn similarities(&self, ids: &[i64]) -> Vec<Similarity>;
}

/// Where those that mean the same stand, of those that `filter` lets through.
pub(super) fn nearest(snapshot: &Snapshot, meant: &dyn Meant, filter: Filter<'_>) -> Result<Vec<Found>> {
    let ids = meant.nearest();
    let mut found = Vec::with_capacity(ids.len());
    for (place, segment) in snapshot.segments.iter().enumerate() {
        let Some(allowed) = filter.of(segment) else { continue };
        for id in &ids {
            if let Some(doc) = segment.doc_of(*id)?.filter(|doc| allowed.allows(*doc)) {
                found.push(Found {
                    segment: place,
                    doc,
                    score: 0.0,
                });
            }
        }
    }
    Ok(found)
}

/// Adds those of `more` that are not among `found`.
pub(super) fn add(found: &mut Vec<Found>, more: Vec<Found>) {
    let known: HashSet<_> = found.iter().map(|found| (found.segment, found.doc)).collect();
    found.extend(more.into_iter().filter(|one| !known.contains(&(one.segment, one.doc))));
}

/// Says of each match how near it is to what was meant.
pub(super) fn compare(snapshot: &Snapshot, meant: Option<&dyn Meant>, found: &[Found], matches: &mut [Match]) {
    let Some(meant) = meant else { return };
    let id = |found: &Found| snapshot.segments[found.segment].id.first(found.doc).unwrap_or_default();
    let ids: Vec<_> = found.iter().map(id).collect();
    for (hit, similarity) in matches.iter_mut().zip(meant.similarities(&ids)) {
        hit.evidence.similarity = similarity;
    }
}
