//! When conversations have to be judged again: those whose source did not say whether they are resolved.

use super::{DbConnection, schema::judgements};
use crate::domain::id::ConversationId;
use chrono::NaiveDateTime;
use diesel::prelude::*;

/// Stores when a conversation has to be judged that has no time yet; nothing where that is never.
pub fn add(connection: &mut DbConnection, id: ConversationId, due_at: Option<NaiveDateTime>) -> QueryResult<()> {
    let Some(due_at) = due_at else {
        return Ok(());
    };
    diesel::insert_into(judgements::table)
        .values((judgements::conversation_id.eq(id), judgements::due_at.eq(due_at)))
        .execute(connection)
        .map(|_| ())
}

/// The same in the place of what is stored.
pub fn set(connection: &mut DbConnection, id: ConversationId, due_at: Option<NaiveDateTime>) -> QueryResult<()> {
    diesel::delete(judgements::table.filter(judgements::conversation_id.eq(id))).execute(connection)?;
    add(connection, id, due_at)
}

/// Those of `ids` that have to be judged at some time.
pub fn list_of(connection: &mut DbConnection, ids: &[ConversationId]) -> QueryResult<Vec<ConversationId>> {
    judgements::table
        .filter(judgements::conversation_id.eq_any(ids))
        .select(judgements::conversation_id)
        .load(connection)
}

/// The conversations that have to be judged by now, those that wait longest first.
pub fn list_due(connection: &mut DbConnection, now: NaiveDateTime, limit: i64) -> QueryResult<Vec<ConversationId>> {
    judgements::table
        .filter(judgements::due_at.le(now))
        .order((judgements::due_at, judgements::conversation_id))
        .limit(limit)
        .select(judgements::conversation_id)
        .load(connection)
}
