//! Links between articles and conversations, and flags on articles.

use super::{
    DbConnection,
    schema::{flags, links},
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

/// Stores a link; none where the two are linked already.
pub fn insert(connection: &mut DbConnection, new: &NewLink, now: NaiveDateTime) -> QueryResult<Option<LinkId>> {
    let known = links::table
        .filter(
            links::article_id
                .eq(new.article_id)
                .and(links::conversation_id.eq(new.conversation_id)),
        )
        .count()
        .get_result::<i64>(connection)?;
    if known > 0 {
        return Ok(None);
    }
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
        .map(Some)
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

/// How many flags on an article are open.
pub fn count_open_flags(connection: &mut DbConnection, article_id: ArticleId) -> QueryResult<i64> {
    flags::table
        .filter(flags::article_id.eq(article_id).and(flags::closed_at.is_null()))
        .count()
        .get_result(connection)
}
