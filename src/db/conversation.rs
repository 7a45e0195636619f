//! Conversations, their messages and the people who wrote them.

use super::{
    DbConnection, judgement,
    page::{Cursor, Page},
    schema::{authors, channels, conversations, links, messages},
};
use crate::domain::{
    channel::{ChannelKind, Visibility},
    conversation::{AuthorRole, Conversation, Message, ResolvedBy, Status},
    id::{ArticleId, AuthorId, BrandId, ChannelId, ConversationId, MessageId},
    link::LinkKind,
    locale::Locale,
};
use chrono::NaiveDateTime;
use diesel::{dsl::exists, prelude::*};

/// A conversation to be stored, or to take the place of what is stored.
#[derive(Debug, Clone, PartialEq)]
pub struct NewConversation {
    pub brand_id: BrandId,
    pub channel_id: ChannelId,
    pub external_id: String,
    pub locale: Locale,
    pub status: Status,
    pub resolved_by: Option<ResolvedBy>,
    pub resolved_score: Option<f64>,
    /// When the rules have to judge it again; none where the source or somebody has said, or where nothing can change.
    pub judge_at: Option<NaiveDateTime>,
    pub visibility: Visibility,
    pub message_count: i32,
    pub first_at: Option<NaiveDateTime>,
    pub last_at: NaiveDateTime,
    pub last_customer_at: Option<NaiveDateTime>,
    pub content_hash: String,
}

/// A message to be stored.
#[derive(Debug, Clone, PartialEq)]
pub struct NewMessage {
    pub external_id: String,
    pub author_id: Option<AuthorId>,
    pub role: AuthorRole,
    pub visibility: Visibility,
    pub at: Option<NaiveDateTime>,
    pub position: i32,
    pub text: String,
    pub reply_to: Option<String>,
}

columns! { conversations: Row, Columns, COLUMNS =
    (
        id: ConversationId,
        brand_id: BrandId,
        channel_id: ChannelId,
        external_id: String,
        locale: Locale,
        status: Status,
        resolved_by: Option<ResolvedBy>,
        resolved_score: Option<f64>,
    ),
    (
        visibility: Visibility,
        message_count: i32,
        first_at: Option<NaiveDateTime>,
        last_at: NaiveDateTime,
        last_customer_at: Option<NaiveDateTime>,
        content_hash: String,
        updated_at: NaiveDateTime,
    )
}

fn conversation(row: Row) -> Conversation {
    let (id, brand_id, channel_id, external_id, locale, status, resolved_by, resolved_score) = row.0;
    let (visibility, message_count, first_at, last_at, last_customer_at, content_hash, updated_at) = row.1;
    Conversation {
        id,
        brand_id,
        channel_id,
        external_id,
        locale,
        status,
        resolved_by,
        resolved_score,
        visibility,
        message_count,
        first_at,
        last_at,
        last_customer_at,
        content_hash,
        updated_at,
    }
}

pub fn find(connection: &mut DbConnection, id: ConversationId) -> QueryResult<Option<Conversation>> {
    let row = conversations::table
        .filter(conversations::id.eq(id))
        .select(COLUMNS)
        .get_result::<Row>(connection);
    row.optional().map(|found| found.map(conversation))
}

/// Those of `ids` that exist, in no particular order.
pub fn list_by_ids(connection: &mut DbConnection, ids: &[ConversationId]) -> QueryResult<Vec<Conversation>> {
    let rows = conversations::table
        .filter(conversations::id.eq_any(ids))
        .select(COLUMNS)
        .load::<Row>(connection)?;
    Ok(rows.into_iter().map(conversation).collect())
}

/// The channels of a brand on which there is a conversation with this outside id.
pub fn channels_of_external_id(
    connection: &mut DbConnection,
    brand_id: BrandId,
    external_id: &str,
) -> QueryResult<Vec<ChannelId>> {
    conversations::table
        .filter(
            conversations::brand_id
                .eq(brand_id)
                .and(conversations::external_id.eq(external_id)),
        )
        .select(conversations::channel_id)
        .load(connection)
}

/// The id and the content hash of what is stored under an outside id.
pub fn find_by_external_id(
    connection: &mut DbConnection,
    channel_id: ChannelId,
    external_id: &str,
) -> QueryResult<Option<(ConversationId, String)>> {
    conversations::table
        .filter(
            conversations::channel_id
                .eq(channel_id)
                .and(conversations::external_id.eq(external_id)),
        )
        .select((conversations::id, conversations::content_hash))
        .get_result(connection)
        .optional()
}

/// All conversations with this outside id within the brand, whatever their channel.
pub fn list_by_external_id(
    connection: &mut DbConnection,
    brand_id: BrandId,
    external_id: &str,
) -> QueryResult<Vec<Conversation>> {
    let rows = conversations::table
        .filter(
            conversations::brand_id
                .eq(brand_id)
                .and(conversations::external_id.eq(external_id)),
        )
        .select(COLUMNS)
        .load::<Row>(connection)?;
    Ok(rows.into_iter().map(conversation).collect())
}

pub fn insert(connection: &mut DbConnection, new: &NewConversation, now: NaiveDateTime) -> QueryResult<ConversationId> {
    let id = diesel::insert_into(conversations::table)
        .values((
            conversations::brand_id.eq(new.brand_id),
            conversations::channel_id.eq(new.channel_id),
            conversations::external_id.eq(&new.external_id),
            conversations::locale.eq(&new.locale),
            conversations::status.eq(new.status),
            conversations::resolved_by.eq(new.resolved_by),
            conversations::resolved_score.eq(new.resolved_score),
            conversations::visibility.eq(new.visibility),
            conversations::message_count.eq(new.message_count),
            conversations::first_at.eq(new.first_at),
            conversations::last_at.eq(new.last_at),
            conversations::last_customer_at.eq(new.last_customer_at),
            conversations::content_hash.eq(&new.content_hash),
            conversations::created_at.eq(now),
            conversations::updated_at.eq(now),
        ))
        .returning(conversations::id)
        .get_result(connection)?;
    judgement::add(connection, id, new.judge_at)?;
    Ok(id)
}

/// Puts `new` in the place of what is stored; messages are replaced separately.
pub fn update(
    connection: &mut DbConnection,
    id: ConversationId,
    new: &NewConversation,
    now: NaiveDateTime,
) -> QueryResult<usize> {
    judgement::set(connection, id, new.judge_at)?;
    diesel::update(conversations::table.filter(conversations::id.eq(id)))
        .set((
            conversations::locale.eq(&new.locale),
            conversations::status.eq(new.status),
            conversations::resolved_by.eq(new.resolved_by),
            conversations::resolved_score.eq(new.resolved_score),
            conversations::visibility.eq(new.visibility),
            conversations::message_count.eq(new.message_count),
            conversations::first_at.eq(new.first_at),
            conversations::last_at.eq(new.last_at),
            conversations::last_customer_at.eq(new.last_customer_at),
            conversations::content_hash.eq(&new.content_hash),
            conversations::updated_at.eq(now),
        ))
        .execute(connection)
}

/// Sets whether it is resolved and how that is known, for good.
pub fn set_status(
    connection: &mut DbConnection,
    id: ConversationId,
    status: Status,
    resolved: Option<(ResolvedBy, f64)>,
    now: NaiveDateTime,
) -> QueryResult<usize> {
    judgement::set(connection, id, None)?;
    diesel::update(conversations::table.filter(conversations::id.eq(id)))
        .set((
            conversations::status.eq(status),
            conversations::resolved_by.eq(resolved.map(|(by, _)| by)),
            conversations::resolved_score.eq(resolved.map(|(_, score)| score)),
            conversations::updated_at.eq(now),
        ))
        .execute(connection)
}

/// What a list of conversations is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub brand_id: Option<BrandId>,
    pub status: Option<Status>,
    pub channel_id: Option<ChannelId>,
    /// Only those on channels of this kind.
    pub channel_kind: Option<ChannelKind>,
    pub locale: Option<Locale>,
    /// Only those with (true) or without (false) a link to an article that somebody made or confirmed.
    pub linked: Option<bool>,
}

/// Conversations, the most recently active first.
pub fn list(
    connection: &mut DbConnection,
    filter: &Filter,
    after: Option<Cursor>,
    limit: i64,
) -> QueryResult<Page<Conversation>> {
    let mut query = conversations::table.select(COLUMNS).into_boxed();
    if let Some(brand_id) = filter.brand_id {
        query = query.filter(conversations::brand_id.eq(brand_id));
    }
    if let Some(status) = filter.status {
        query = query.filter(conversations::status.eq(status));
    }
    if let Some(channel_id) = filter.channel_id {
        query = query.filter(conversations::channel_id.eq(channel_id));
    }
    if let Some(kind) = &filter.channel_kind {
        let of_kind = channels::table
            .filter(channels::kind.eq(kind.clone()))
            .select(channels::id);
        query = query.filter(conversations::channel_id.eq_any(of_kind));
    }
    if let Some(locale) = &filter.locale {
        query = query.filter(conversations::locale.eq(locale.clone()));
    }
    if let Some(linked) = filter.linked {
        let known = links::kind.ne(LinkKind::Inferred);
        let has_link = exists(links::table.filter(links::conversation_id.eq(conversations::id).and(known)));
        query = if linked {
            query.filter(has_link)
        } else {
            query.filter(diesel::dsl::not(has_link))
        };
    }
    if let Some(Cursor { at, id }) = after {
        let before = conversations::last_at.lt(at);
        query = query.filter(
            before.or(conversations::last_at
                .eq(at)
                .and(conversations::id.lt(ConversationId(id)))),
        );
    }
    let rows = query
        .order((conversations::last_at.desc(), conversations::id.desc()))
        .limit(limit + 1)
        .load::<Row>(connection)?;
    let found = rows.into_iter().map(conversation).collect();
    Ok(Page::cut(found, limit, |last: &Conversation| Cursor {
        at: last.last_at,
        id: last.id.0,
    }))
}

/// Ids from `after` on, ascending: for going through all of them.
pub fn ids_after(connection: &mut DbConnection, after: ConversationId, limit: i64) -> QueryResult<Vec<ConversationId>> {
    conversations::table
        .filter(conversations::id.gt(after))
        .order(conversations::id)
        .limit(limit)
        .select(conversations::id)
        .load(connection)
}

/// The conversations that were written in last, the newest first.
pub fn newest(connection: &mut DbConnection, limit: i64) -> QueryResult<Vec<Conversation>> {
    let rows = conversations::table
        .order((conversations::last_at.desc(), conversations::id.desc()))
        .limit(limit)
        .select(COLUMNS)
        .load::<Row>(connection)?;
    Ok(rows.into_iter().map(conversation).collect())
}

/// The conversations of a brand in which somebody wrote since then, the newest first.
pub fn ids_since(
    connection: &mut DbConnection,
    brand_id: BrandId,
    since: NaiveDateTime,
    limit: i64,
) -> QueryResult<Vec<ConversationId>> {
    conversations::table
        .filter(
            conversations::brand_id
                .eq(brand_id)
                .and(conversations::last_at.ge(since)),
        )
        .order((conversations::last_at.desc(), conversations::id.desc()))
        .limit(limit)
        .select(conversations::id)
        .load(connection)
}

pub fn count(connection: &mut DbConnection) -> QueryResult<i64> {
    conversations::table.count().get_result(connection)
}

type MessageRow = (
    MessageId,
    ConversationId,
    String,
    Option<AuthorId>,
    AuthorRole,
    Visibility,
    Option<NaiveDateTime>,
    i32,
    String,
    Option<String>,
);

fn message(row: MessageRow) -> Message {
    let (id, conversation_id, external_id, author_id, role, visibility, at, position, text, reply_to) = row;
    Message {
        id,
        conversation_id,
        external_id,
        author_id,
        role,
        visibility,
        at,
        position,
        text,
        reply_to,
    }
}

/// The messages of a conversation in their order.
pub fn messages(connection: &mut DbConnection, id: ConversationId) -> QueryResult<Vec<Message>> {
    messages_of(connection, &[id])
}

/// The first messages of a conversation.
pub fn first_messages(connection: &mut DbConnection, id: ConversationId, limit: i64) -> QueryResult<Vec<Message>> {
    let rows = messages::table
        .filter(messages::conversation_id.eq(id))
        .order(messages::position)
        .limit(limit)
        .load::<MessageRow>(connection)?;
    Ok(rows.into_iter().map(message).collect())
}

/// The messages of several conversations, by conversation and in their order.
pub fn messages_of(connection: &mut DbConnection, ids: &[ConversationId]) -> QueryResult<Vec<Message>> {
    let rows = messages::table
        .filter(messages::conversation_id.eq_any(ids))
        .order((messages::conversation_id, messages::position))
        .load::<MessageRow>(connection)?;
    Ok(rows.into_iter().map(message).collect())
}

/// The most messages that [`turns_since`] reads; on a busy site those are the newest days.
const TURNS_MOST: i64 = 40_000;

/// Who wrote when in a brand's conversations that began after `since`, by conversation and in their order.
pub fn turns_since(
    connection: &mut DbConnection,
    brand_id: BrandId,
    since: NaiveDateTime,
) -> QueryResult<Vec<(ConversationId, ChannelId, AuthorRole, NaiveDateTime)>> {
    messages::table
        .inner_join(conversations::table)
        .filter(
            conversations::brand_id
                .eq(brand_id)
                .and(conversations::first_at.ge(since)),
        )
        .filter(messages::at.is_not_null())
        .order((conversations::id.desc(), messages::position))
        .select((
            conversations::id,
            conversations::channel_id,
            messages::role,
            messages::at.assume_not_null(),
        ))
        .limit(TURNS_MOST)
        .load(connection)
}

pub fn count_messages(connection: &mut DbConnection) -> QueryResult<i64> {
    messages::table.count().get_result(connection)
}

pub fn insert_message(connection: &mut DbConnection, id: ConversationId, new: &NewMessage) -> QueryResult<usize> {
    diesel::insert_into(messages::table)
        .values((
            messages::conversation_id.eq(id),
            messages::external_id.eq(&new.external_id),
            messages::author_id.eq(new.author_id),
            messages::role.eq(new.role),
            messages::visibility.eq(new.visibility),
            messages::at.eq(new.at),
            messages::position.eq(new.position),
            messages::text.eq(&new.text),
            messages::reply_to.eq(new.reply_to.as_deref()),
        ))
        .execute(connection)
}

pub fn delete_messages(connection: &mut DbConnection, id: ConversationId) -> QueryResult<usize> {
    diesel::delete(messages::table.filter(messages::conversation_id.eq(id))).execute(connection)
}

/// The names under which people wrote in a conversation, by author.
pub fn author_names(connection: &mut DbConnection, ids: &[AuthorId]) -> QueryResult<Vec<(AuthorId, String)>> {
    authors::table
        .filter(authors::id.eq_any(ids))
        .select((authors::id, authors::external_id))
        .load(connection)
}

/// The author with this outside id on the channel, made where missing.
pub fn author(
    connection: &mut DbConnection,
    channel_id: ChannelId,
    external_id: &str,
    now: NaiveDateTime,
) -> QueryResult<AuthorId> {
    let known = authors::table
        .filter(
            authors::channel_id
                .eq(channel_id)
                .and(authors::external_id.eq(external_id)),
        )
        .select(authors::id)
        .get_result(connection)
        .optional()?;
    match known {
        Some(id) => Ok(id),
        None => diesel::insert_into(authors::table)
            .values((
                authors::channel_id.eq(channel_id),
                authors::external_id.eq(external_id),
                authors::created_at.eq(now),
            ))
            .returning(authors::id)
            .get_result(connection),
    }
}

/// The articles of which it is known that they answered each of `ids`: without links that nobody has confirmed.
pub fn answering_articles(
    connection: &mut DbConnection,
    ids: &[ConversationId],
) -> QueryResult<Vec<(ConversationId, ArticleId)>> {
    links::table
        .filter(links::conversation_id.eq_any(ids))
        .filter(links::kind.ne(LinkKind::Inferred))
        .order(links::id)
        .select((links::conversation_id, links::article_id))
        .load(connection)
}

/// The articles that are linked with each of `ids`.
pub fn linked_articles(
    connection: &mut DbConnection,
    ids: &[ConversationId],
) -> QueryResult<Vec<(ConversationId, ArticleId)>> {
    links::table
        .filter(links::conversation_id.eq_any(ids))
        .order(links::id)
        .select((links::conversation_id, links::article_id))
        .load(connection)
}
