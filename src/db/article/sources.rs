//! The conversations that articles were drawn from.

use super::{COLUMNS, Row, article};
use crate::{
    db::{
        DbConnection,
        schema::{articles, sources},
    },
    domain::{
        article::{Article, Confidence},
        id::{ArticleId, ConversationId},
    },
};
use chrono::NaiveDateTime;
use diesel::prelude::*;

/// Writes down that the article was drawn from a conversation.
pub fn add_source(
    connection: &mut DbConnection,
    id: ArticleId,
    conversation_id: ConversationId,
    now: NaiveDateTime,
) -> QueryResult<()> {
    let known = sources::table
        .filter(
            sources::article_id
                .eq(id)
                .and(sources::conversation_id.eq(conversation_id)),
        )
        .count()
        .get_result::<i64>(connection)?;
    if known == 0 {
        diesel::insert_into(sources::table)
            .values((
                sources::article_id.eq(id),
                sources::conversation_id.eq(conversation_id),
                sources::created_at.eq(now),
            ))
            .execute(connection)?;
    }
    Ok(())
}

/// The conversations that an article was drawn from.
pub fn sources_of(connection: &mut DbConnection, id: ArticleId) -> QueryResult<Vec<ConversationId>> {
    sources::table
        .filter(sources::article_id.eq(id))
        .order(sources::conversation_id)
        .select(sources::conversation_id)
        .load(connection)
}

/// The articles that were drawn from each of these conversations.
pub fn drawn_from(
    connection: &mut DbConnection,
    ids: &[ConversationId],
) -> QueryResult<Vec<(ConversationId, ArticleId)>> {
    sources::table
        .filter(sources::conversation_id.eq_any(ids))
        .order((sources::conversation_id, sources::article_id))
        .select((sources::conversation_id, sources::article_id))
        .load(connection)
}

/// The draft that was made from a conversation and still is one.
pub fn find_draft_of(connection: &mut DbConnection, id: ConversationId) -> QueryResult<Option<Article>> {
    let drawn = sources::table
        .filter(sources::conversation_id.eq(id))
        .select(sources::article_id);
    let row = articles::table
        .filter(
            articles::id
                .eq_any(drawn)
                .and(articles::confidence.eq(Confidence::WorkInProgress)),
        )
        .order(articles::id.desc())
        .select(COLUMNS)
        .first::<Row>(connection);
    row.optional().map(|found| found.map(article))
}
