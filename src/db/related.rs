//! Which articles are shown beside an article, as they were found last.

use super::{
    DbConnection,
    among::{self, among},
    connection::directly,
    schema::related_articles,
};
use crate::domain::id::{ArticleId, RevisionId};
use chrono::NaiveDateTime;
use diesel::prelude::*;

/// What was found for an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    pub article_id: ArticleId,
    /// The revision for which they were looked for.
    pub revision_id: RevisionId,
    /// The most alike first.
    pub ids: Vec<ArticleId>,
    pub found_at: NaiveDateTime,
}

type Row = (ArticleId, RevisionId, String, NaiveDateTime);

fn related((article_id, revision_id, ids, found_at): Row) -> Related {
    let ids = ids.split(' ').filter_map(|id| id.parse().ok()).map(ArticleId);
    Related {
        article_id,
        revision_id,
        ids: ids.collect(),
        found_at,
    }
}

/// What was found for an article.
pub fn find(connection: &mut DbConnection, id: ArticleId) -> QueryResult<Option<Related>> {
    let query = related_articles::table.filter(related_articles::article_id.eq(id));
    let rows = directly!(connection, of => query.load::<Row>(of))?;
    Ok(rows.into_iter().next().map(related))
}

/// What was found for each of these articles.
pub fn list_by_ids(connection: &mut DbConnection, ids: &[ArticleId]) -> QueryResult<Vec<Related>> {
    let rows = among::load(ids.iter().map(|id| id.0), |some| {
        related_articles::table
            .filter(among(related_articles::article_id, some))
            .load::<Row>(connection)
    })?;
    Ok(rows.into_iter().map(related).collect())
}

/// Stores what was found instead of what was known.
pub fn put(connection: &mut DbConnection, found: &Related) -> QueryResult<()> {
    remove(connection, found.article_id)?;
    let ids: Vec<String> = found.ids.iter().map(|id| id.0.to_string()).collect();
    diesel::insert_into(related_articles::table)
        .values((
            related_articles::article_id.eq(found.article_id),
            related_articles::revision_id.eq(found.revision_id),
            related_articles::related.eq(ids.join(" ")),
            related_articles::found_at.eq(found.found_at),
        ))
        .execute(connection)
        .map(|_| ())
}

/// Forgets what was found for an article.
pub fn remove(connection: &mut DbConnection, id: ArticleId) -> QueryResult<usize> {
    diesel::delete(related_articles::table.filter(related_articles::article_id.eq(id))).execute(connection)
}
