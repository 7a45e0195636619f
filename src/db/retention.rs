//! Conversations that are old enough to be forgotten.

use super::{
    DbConnection,
    schema::{authors, conversations, messages, outcomes, suggestions},
};
use crate::domain::id::{BrandId, ConversationId};
use chrono::NaiveDateTime;
use diesel::{
    dsl::{exists, not},
    prelude::*,
};

/// A brand's conversations in which nobody has written since `before`, the oldest first.
pub fn older_than(
    connection: &mut DbConnection,
    brand_id: BrandId,
    before: NaiveDateTime,
    limit: i64,
) -> QueryResult<Vec<ConversationId>> {
    conversations::table
        .filter(
            conversations::brand_id
                .eq(brand_id)
                .and(conversations::last_at.lt(before)),
        )
        .order(conversations::last_at)
        .limit(limit)
        .select(conversations::id)
        .load(connection)
}

/// When the conversation that has been quiet for longest was last active.
pub fn oldest(connection: &mut DbConnection) -> QueryResult<Option<NaiveDateTime>> {
    conversations::table
        .select(diesel::dsl::min(conversations::last_at))
        .get_result(connection)
}

/// Deletes conversations with their messages and links, and the words of the suggestions that were made for them.
pub fn delete(connection: &mut DbConnection, ids: &[ConversationId]) -> QueryResult<()> {
    let about = suggestions::conversation_id.eq_any(ids);
    let own = suggestions::table.filter(about.clone()).select(suggestions::id);
    diesel::update(outcomes::table.filter(outcomes::suggestion_id.eq_any(own)))
        .set(outcomes::final_text.eq(""))
        .execute(connection)?;
    diesel::update(suggestions::table.filter(about))
        .set(suggestions::request.eq("{}"))
        .execute(connection)?;
    diesel::delete(conversations::table.filter(conversations::id.eq_any(ids))).execute(connection)?;
    Ok(())
}

/// Deletes the names of those of whom nothing is left that they wrote.
pub fn delete_silent_authors(connection: &mut DbConnection) -> QueryResult<usize> {
    let wrote = messages::table.filter(messages::author_id.eq(authors::id.nullable()));
    diesel::delete(authors::table.filter(not(exists(wrote)))).execute(connection)
}
