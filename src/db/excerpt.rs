//! Sentences of their sources that are shown beside articles.

use super::{DbConnection, connection::directly, schema::excerpts};
use crate::domain::id::{AccountId, ArticleId, ConversationId};
use chrono::NaiveDateTime;
use diesel::prelude::*;

/// An excerpt: whose, and from where.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Excerpt {
    pub article_id: ArticleId,
    pub conversation_id: ConversationId,
    /// Outside id of the message, within its conversation.
    pub message: String,
    /// Personal data masked.
    pub text: String,
}

/// The excerpts of an article in their order.
pub fn list(connection: &mut DbConnection, article_id: ArticleId) -> QueryResult<Vec<Excerpt>> {
    let query = excerpts::table
        .filter(excerpts::article_id.eq(article_id))
        .order((excerpts::position, excerpts::id))
        .select((
            excerpts::article_id,
            excerpts::conversation_id,
            excerpts::message,
            excerpts::text,
        ));
    directly!(connection, of => query.load(of))
}

/// The excerpts from these conversations, in their articles' order.
pub fn list_from(connection: &mut DbConnection, ids: &[ConversationId]) -> QueryResult<Vec<Excerpt>> {
    excerpts::table
        .filter(excerpts::conversation_id.eq_any(ids))
        .order((excerpts::article_id, excerpts::position, excerpts::id))
        .select((
            excerpts::article_id,
            excerpts::conversation_id,
            excerpts::message,
            excerpts::text,
        ))
        .load(connection)
}

/// Stores one more at the end.
pub fn add(
    connection: &mut DbConnection,
    new: &Excerpt,
    by: Option<AccountId>,
    now: NaiveDateTime,
) -> QueryResult<usize> {
    let before: i64 = excerpts::table
        .filter(excerpts::article_id.eq(new.article_id))
        .count()
        .get_result(connection)?;
    diesel::insert_into(excerpts::table)
        .values((
            excerpts::article_id.eq(new.article_id),
            excerpts::conversation_id.eq(new.conversation_id),
            excerpts::message.eq(&new.message),
            excerpts::position.eq(before as i32),
            excerpts::text.eq(&new.text),
            excerpts::account_id.eq(by),
            excerpts::created_at.eq(now),
        ))
        .execute(connection)
}

/// Takes all of an article's away.
pub fn clear(connection: &mut DbConnection, article_id: ArticleId) -> QueryResult<usize> {
    diesel::delete(excerpts::table.filter(excerpts::article_id.eq(article_id))).execute(connection)
}
