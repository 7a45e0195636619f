//! What articles mean, as stored: one row an article, its bytes made and read by `meaning`.

use super::{
    DbConnection,
    among::{self, among},
    schema::article_vectors,
};
use crate::domain::id::ArticleId;
use diesel::prelude::*;

/// What an article means, by one encoder.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Row {
    pub article_id: ArticleId,
    pub encoder: String,
    pub vectors: Vec<u8>,
}

/// The rows of these articles, by whichever encoder.
pub fn list_by_ids(connection: &mut DbConnection, ids: &[ArticleId]) -> QueryResult<Vec<Row>> {
    among::load(ids.iter().map(|id| id.0), |some| {
        article_vectors::table
            .filter(among(article_vectors::article_id, some))
            .load(connection)
    })
}

/// The rows by `encoder` of the articles after this one, in the order of their numbers.
pub fn list_after(connection: &mut DbConnection, encoder: &str, after: ArticleId, limit: i64) -> QueryResult<Vec<Row>> {
    article_vectors::table
        .filter(article_vectors::encoder.eq(encoder))
        .filter(article_vectors::article_id.gt(after))
        .order(article_vectors::article_id)
        .limit(limit)
        .load(connection)
}

/// Stores what an article means instead of what was known.
pub fn put(connection: &mut DbConnection, row: &Row) -> QueryResult<()> {
    remove(connection, row.article_id)?;
    diesel::insert_into(article_vectors::table)
        .values((
            article_vectors::article_id.eq(row.article_id),
            article_vectors::encoder.eq(&row.encoder),
            article_vectors::vectors.eq(&row.vectors),
        ))
        .execute(connection)
        .map(|_| ())
}

/// Forgets what an article means.
pub fn remove(connection: &mut DbConnection, id: ArticleId) -> QueryResult<usize> {
    diesel::delete(article_vectors::table.filter(article_vectors::article_id.eq(id))).execute(connection)
}
