//! People who wrote to the brand: found by their handle, and given another.

use super::{
    DbConnection,
    schema::{authors, conversations, messages},
};
use crate::domain::{
    conversation::{AuthorRole, Conversation, Status},
    id::{AuthorId, ChannelId, ConversationId},
};
use chrono::NaiveDateTime;
use diesel::{
    dsl::{exists, sql},
    prelude::*,
    sql_types::Bool,
};

/// Somebody who wrote on a channel.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Person {
    pub id: AuthorId,
    pub channel_id: ChannelId,
    pub handle: String,
}

/// Most people that are looked at for one handle.
const MOST: i64 = 200;

diesel::define_sql_function! {
    /// Lower case; on SQLite of ASCII letters alone.
    fn lower(text: diesel::sql_types::Text) -> diesel::sql_types::Text;
}

/// The customers with this handle, with or without its `@`; on every channel.
pub fn list_by_handle(connection: &mut DbConnection, handle: &str) -> QueryResult<Vec<Person>> {
    let bare = handle.trim().trim_start_matches('@');
    let spelt: Vec<String> = [bare.to_owned(), bare.to_ascii_lowercase(), bare.to_lowercase()]
        .into_iter()
        .flat_map(|bare| [format!("@{bare}"), bare])
        .collect();
    let wrote = messages::table.filter(
        messages::author_id
            .eq(authors::id.nullable())
            .and(messages::role.eq(AuthorRole::Customer)),
    );
    authors::table
        .filter(
            authors::external_id
                .eq_any(spelt.clone())
                .or(lower(authors::external_id).eq_any(spelt)),
        )
        .filter(exists(wrote))
        .order(authors::id)
        .limit(MOST)
        .select((authors::id, authors::channel_id, authors::external_id))
        .load(connection)
}

/// How many people wrote.
pub fn count(connection: &mut DbConnection) -> QueryResult<i64> {
    authors::table.count().get_result(connection)
}

pub fn find(connection: &mut DbConnection, id: AuthorId) -> QueryResult<Option<Person>> {
    authors::table
        .filter(authors::id.eq(id))
        .select((authors::id, authors::channel_id, authors::external_id))
        .first(connection)
        .optional()
}

/// The conversations in which somebody wrote.
pub fn conversations_of(connection: &mut DbConnection, ids: &[AuthorId]) -> QueryResult<Vec<ConversationId>> {
    messages::table
        .filter(messages::author_id.eq_any(ids.iter().copied().map(Some)))
        .select(messages::conversation_id)
        .distinct()
        .order(messages::conversation_id)
        .load(connection)
}

/// What somebody asked before.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Asked {
    pub conversation_id: ConversationId,
    /// What they began with.
    pub text: String,
    pub last_at: NaiveDateTime,
}

/// Of somebody who asked very often, so many of the conversations that came in last are looked at.
const ASKED_MOST: i64 = 50;

/// The resolved conversations that the customer of this one began before it, the newest first.
pub fn asked_before(connection: &mut DbConnection, now: &Conversation, most: usize) -> QueryResult<Vec<Asked>> {
    let own = messages::conversation_id.eq(now.id);
    let author: Option<Option<AuthorId>> = messages::table
        .filter(own.and(messages::role.eq(AuthorRole::Customer)))
        .order(messages::position)
        .select(messages::author_id)
        .first(connection)
        .optional()?;
    let Some(author) = author.flatten() else {
        return Ok(Vec::new());
    };
    let mut found: Vec<Asked> = messages::table
        .inner_join(conversations::table)
        // Word for word what the index `messages_by_asker` is limited to.
        .filter(sql::<Bool>("messages.position = 0 AND messages.role = 'customer'"))
        .filter(messages::author_id.eq(author).and(messages::conversation_id.ne(now.id)))
        .filter(conversations::status.eq(Status::Resolved))
        .filter(conversations::last_at.lt(now.last_at))
        .order(messages::conversation_id.desc())
        .limit(ASKED_MOST)
        .select((messages::conversation_id, messages::text, conversations::last_at))
        .load(connection)?;
    found.sort_by_key(|asked| std::cmp::Reverse(asked.last_at));
    found.truncate(most);
    Ok(found)
}

pub fn rename(connection: &mut DbConnection, id: AuthorId, handle: &str) -> QueryResult<usize> {
    diesel::update(authors::table.filter(authors::id.eq(id)))
        .set(authors::external_id.eq(handle))
        .execute(connection)
}
