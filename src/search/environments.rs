//! Whether articles are for what the question is about (a product, a version, a platform). What a brand declares and what
//! its articles name is known elsewhere; whoever asks hands over what tells it.

use super::{engine::Found, evidence::Match, snapshot::Snapshot};
use crate::domain::{environment::Fit, id::ArticleId};

/// What a question names of the brand's environments.
pub trait Environments: std::fmt::Debug {
    /// How each of these articles goes with it, in their order.
    fn fits(&self, ids: &[ArticleId]) -> Vec<Fit>;
}

/// Says of each match how it goes with what was asked about.
pub(super) fn compare(
    snapshot: &Snapshot,
    environments: Option<&dyn Environments>,
    found: &[Found],
    matches: &mut [Match],
) {
    let Some(environments) = environments else { return };
    let id = |found: &Found| snapshot.segments[found.segment].id.first(found.doc).unwrap_or_default();
    let ids: Vec<_> = found.iter().map(|found| ArticleId(id(found))).collect();
    for (hit, fit) in matches.iter_mut().zip(environments.fits(&ids)) {
        hit.evidence.environment = fit;
    }
}
