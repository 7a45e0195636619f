//! Redactions: personal data found while drafting, and what was decided on each.

use super::{DbConnection, schema::redactions};
use crate::domain::{
    article::RedactionStatus,
    id::{AccountId, ArticleId, RedactionId},
};
use chrono::NaiveDateTime;
use diesel::prelude::*;

/// A redaction as it is stored.
#[derive(Debug, Clone, PartialEq, Queryable)]
pub struct Redaction {
    pub id: RedactionId,
    pub article_id: ArticleId,
    /// Type of personal data, for instance `EMAIL`.
    pub kind: String,
    /// What stood there; for staff only.
    pub original: String,
    /// What stands in the text instead.
    pub placeholder: String,
    /// How sure it is that this is personal data, 0 to 1.
    pub confidence: f64,
    pub status: RedactionStatus,
    pub decided_by: Option<AccountId>,
    pub decided_at: Option<NaiveDateTime>,
}

/// A redaction to be stored; it starts open.
#[derive(Debug, Clone)]
pub struct NewRedaction {
    pub article_id: ArticleId,
    pub kind: String,
    pub original: String,
    pub placeholder: String,
    pub confidence: f64,
}

/// Stores a redaction; nothing where the article has it already.
pub fn insert(connection: &mut DbConnection, new: &NewRedaction) -> QueryResult<()> {
    let known = redactions::table
        .filter(
            redactions::article_id
                .eq(new.article_id)
                .and(redactions::kind.eq(&new.kind))
                .and(redactions::original.eq(&new.original)),
        )
        .count()
        .get_result::<i64>(connection)?;
    if known == 0 {
        diesel::insert_into(redactions::table)
            .values((
                redactions::article_id.eq(new.article_id),
                redactions::kind.eq(&new.kind),
                redactions::original.eq(&new.original),
                redactions::placeholder.eq(&new.placeholder),
                redactions::confidence.eq(new.confidence),
                redactions::status.eq(RedactionStatus::Open),
            ))
            .execute(connection)?;
    }
    Ok(())
}

pub fn find(connection: &mut DbConnection, id: RedactionId) -> QueryResult<Option<Redaction>> {
    redactions::table
        .filter(redactions::id.eq(id))
        .get_result(connection)
        .optional()
}

/// The redactions of an article, the least sure first.
pub fn list(connection: &mut DbConnection, article_id: ArticleId) -> QueryResult<Vec<Redaction>> {
    redactions::table
        .filter(redactions::article_id.eq(article_id))
        .order((redactions::confidence, redactions::id))
        .load(connection)
}

/// Writes down what was decided.
pub fn decide(
    connection: &mut DbConnection,
    id: RedactionId,
    status: RedactionStatus,
    by: Option<AccountId>,
    now: NaiveDateTime,
) -> QueryResult<usize> {
    diesel::update(redactions::table.filter(redactions::id.eq(id)))
        .set((
            redactions::status.eq(status),
            redactions::decided_by.eq(by),
            redactions::decided_at.eq(Some(now)),
        ))
        .execute(connection)
}
