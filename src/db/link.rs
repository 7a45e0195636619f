//! Links between articles and conversations, and flags on articles.

use super::{
    DbConnection,
    schema::{article_uses, flags, links, refused_links},
};
use crate::domain::{
    id::{AccountId, ArticleId, ConversationId, FlagId, LinkId, SuggestionId},
    link::{FlagKind, LinkKind},
};
use chrono::NaiveDateTime;
use diesel::prelude::*;

/// A link as it is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable)]
pub struct Link {
    pub id: LinkId,
    pub article_id: ArticleId,
    pub conversation_id: ConversationId,
    pub kind: LinkKind,
    pub account_id: Option<AccountId>,
    pub suggestion_id: Option<i64>,
    pub created_at: NaiveDateTime,
}

/// A link to be stored.
#[derive(Debug, Clone, Copy)]
pub struct NewLink {
    pub article_id: ArticleId,
    pub conversation_id: ConversationId,
    pub kind: LinkKind,
    pub account_id: Option<AccountId>,
    pub suggestion_id: Option<SuggestionId>,
}

/// Stores a link between two that are not linked yet.
pub fn insert(connection: &mut DbConnection, new: &NewLink, now: NaiveDateTime) -> QueryResult<LinkId> {
    diesel::insert_into(links::table)
        .values((
            links::article_id.eq(new.article_id),
            links::conversation_id.eq(new.conversation_id),
            links::kind.eq(new.kind),
            links::account_id.eq(new.account_id),
            links::suggestion_id.eq(new.suggestion_id.map(|id| id.0)),
            links::created_at.eq(now),
        ))
        .returning(links::id)
        .get_result(connection)
}

/// The link between the two.
pub fn find(
    connection: &mut DbConnection,
    article_id: ArticleId,
    conversation_id: ConversationId,
) -> QueryResult<Option<Link>> {
    let own = links::article_id.eq(article_id);
    links::table
        .filter(own.and(links::conversation_id.eq(conversation_id)))
        .get_result(connection)
        .optional()
}

/// Makes of a link that the product found one that somebody made.
pub fn confirm(
    connection: &mut DbConnection,
    id: LinkId,
    kind: LinkKind,
    (account_id, suggestion_id): (Option<AccountId>, Option<SuggestionId>),
) -> QueryResult<()> {
    diesel::update(links::table.filter(links::id.eq(id)))
        .set((
            links::kind.eq(kind),
            links::account_id.eq(account_id),
            links::suggestion_id.eq(suggestion_id.map(|id| id.0)),
        ))
        .execute(connection)
        .map(|_| ())
}

/// Takes away a link that the product found, and remembers that it is none.
pub fn refuse(
    connection: &mut DbConnection,
    link: &Link,
    account_id: Option<AccountId>,
    now: NaiveDateTime,
) -> QueryResult<()> {
    diesel::delete(links::table.filter(links::id.eq(link.id))).execute(connection)?;
    diesel::insert_into(refused_links::table)
        .values((
            refused_links::article_id.eq(link.article_id),
            refused_links::conversation_id.eq(link.conversation_id),
            refused_links::account_id.eq(account_id),
            refused_links::created_at.eq(now),
        ))
        .execute(connection)
        .map(|_| ())
}

/// The articles of which somebody said that they did not answer a conversation.
pub fn refused(connection: &mut DbConnection, id: ConversationId) -> QueryResult<Vec<ArticleId>> {
    refused_links::table
        .filter(refused_links::conversation_id.eq(id))
        .select(refused_links::article_id)
        .load(connection)
}

/// The links of a conversation, the oldest first.
pub fn list_of_conversation(connection: &mut DbConnection, id: ConversationId) -> QueryResult<Vec<Link>> {
    links::table
        .filter(links::conversation_id.eq(id))
        .order(links::id)
        .load(connection)
}

/// The newest links of an article.
pub fn list_of_article(connection: &mut DbConnection, id: ArticleId, limit: i64) -> QueryResult<Vec<Link>> {
    links::table
        .filter(links::article_id.eq(id))
        .order(links::id.desc())
        .limit(limit)
        .load(connection)
}

/// The newest links of an article that somebody made or confirmed: what is known to have been answered by it.
pub fn list_known_of_article(connection: &mut DbConnection, id: ArticleId, limit: i64) -> QueryResult<Vec<Link>> {
    links::table
        .filter(links::article_id.eq(id).and(links::kind.ne(LinkKind::Inferred)))
        .order(links::id.desc())
        .limit(limit)
        .load(connection)
}

/// All links that somebody made or confirmed.
pub fn list_known(connection: &mut DbConnection) -> QueryResult<Vec<Link>> {
    links::table
        .filter(links::kind.ne(LinkKind::Inferred))
        .order(links::id)
        .load(connection)
}

/// Forgets every link and every use: what a copy does before it lives through them again.
pub fn forget_all(connection: &mut DbConnection) -> QueryResult<()> {
    diesel::delete(links::table).execute(connection)?;
    diesel::delete(article_uses::table).execute(connection).map(|_| ())
}

/// Lets the links of one article lead to another: what a merge does. Those that the other has already are dropped.
pub fn move_to(connection: &mut DbConnection, from: ArticleId, to: ArticleId) -> QueryResult<()> {
    let there = links::table
        .filter(links::article_id.eq(to))
        .select(links::conversation_id);
    let there: Vec<ConversationId> = there.load(connection)?;
    diesel::delete(links::table.filter(links::article_id.eq(from).and(links::conversation_id.eq_any(there))))
        .execute(connection)?;
    diesel::update(links::table.filter(links::article_id.eq(from)))
        .set(links::article_id.eq(to))
        .execute(connection)?;
    Ok(())
}

/// Raises a flag.
pub fn insert_flag(
    connection: &mut DbConnection,
    article_id: ArticleId,
    kind: FlagKind,
    comment: &str,
    account_id: Option<AccountId>,
    now: NaiveDateTime,
) -> QueryResult<FlagId> {
    diesel::insert_into(flags::table)
        .values((
            flags::article_id.eq(article_id),
            flags::kind.eq(kind),
            flags::comment.eq(comment),
            flags::account_id.eq(account_id),
            flags::created_at.eq(now),
        ))
        .returning(flags::id)
        .get_result(connection)
}

/// A flag on an article.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Flag {
    pub id: FlagId,
    pub kind: FlagKind,
    pub comment: String,
    pub account_id: Option<AccountId>,
    pub created_at: NaiveDateTime,
}

/// The flags on an article that are open, the oldest first.
pub fn list_open_flags(connection: &mut DbConnection, article_id: ArticleId) -> QueryResult<Vec<Flag>> {
    flags::table
        .filter(flags::article_id.eq(article_id).and(flags::closed_at.is_null()))
        .order(flags::id)
        .select((
            flags::id,
            flags::kind,
            flags::comment,
            flags::account_id,
            flags::created_at,
        ))
        .load(connection)
}

/// Closes a flag on an article; 0 where it has no such open one.
pub fn close_flag(
    connection: &mut DbConnection,
    article_id: ArticleId,
    id: FlagId,
    now: NaiveDateTime,
) -> QueryResult<usize> {
    let open = flags::table.filter(
        flags::id
            .eq(id)
            .and(flags::article_id.eq(article_id))
            .and(flags::closed_at.is_null()),
    );
    diesel::update(open)
        .set(flags::closed_at.eq(Some(now)))
        .execute(connection)
}

/// How many flags on an article are open.
pub fn count_open_flags(connection: &mut DbConnection, article_id: ArticleId) -> QueryResult<i64> {
    flags::table
        .filter(flags::article_id.eq(article_id).and(flags::closed_at.is_null()))
        .count()
        .get_result(connection)
}
