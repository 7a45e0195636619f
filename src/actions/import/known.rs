//! What an import remembers from one batch to the next: which articles belong together, and which took another's place.

use super::{Place, Problem};
use crate::{
    actions::revise,
    channels::IncomingArticle,
    db::{self, DbConnection},
    domain::{
        article::Confidence,
        id::{ArticleId, BrandId},
    },
    error::Result,
};
use chrono::NaiveDateTime;
use std::collections::HashMap;

/// The first article of each group of translations, by brand and the source's key.
type Groups = HashMap<(BrandId, String), ArticleId>;

/// What is known of the articles so far.
#[derive(Clone, Default)]
pub(in crate::actions) struct Known {
    pub groups: Groups,
    /// Where articles got another id than they had: theirs to ours.
    ids: HashMap<ArticleId, ArticleId>,
    replaced: Vec<Replaced>,
}

/// An article that another one replaced; that one may come later.
#[derive(Clone)]
struct Replaced {
    place: Place,
    id: ArticleId,
    /// Its id at the source.
    by: ArticleId,
}

impl Known {
    /// Remembers an article that was stored as `id`.
    pub(super) fn note(&mut self, place: &Place, incoming: &IncomingArticle, id: ArticleId) {
        if let Some(theirs) = incoming.id.filter(|theirs| *theirs != id) {
            self.ids.insert(theirs, id);
        }
        if let Some(by) = incoming.replaced_by {
            let place = place.clone();
            self.replaced.push(Replaced { place, id, by });
        }
    }

    /// Whether an article was replaced by another one.
    pub fn has_redirects(&self) -> bool {
        !self.replaced.is_empty()
    }

    /// Leads the addresses of replaced articles to those that took their place, now that all are here. Gives the ones
    /// that cannot be led anywhere.
    pub(super) fn redirect(&self, connection: &mut DbConnection, now: NaiveDateTime) -> Result<Vec<Problem>> {
        let mut problems = Vec::new();
        for Replaced { place, id, by } in &self.replaced {
            let by = self.ids.get(by).copied().unwrap_or(*by);
            let mut article = db::article::get(connection, *id)?;
            if article.replaced_by == Some(by) || article.confidence != Confidence::Archived {
                continue;
            }
            if by == *id || db::article::find(connection, by)?.is_none() {
                problems.push(place.problem(format!("replaced_by: there is no article {by}")));
                continue;
            }
            article.replaced_by = Some(by);
            revise::store_as_of(connection, &article, article.updated_at, now)?;
        }
        Ok(problems)
    }
}
