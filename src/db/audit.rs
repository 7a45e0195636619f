//! The audit log: who did what.

use super::{
    DbConnection,
    page::{Cursor, Page},
    schema::audit_log,
};
use crate::domain::id::{AccountId, TokenId};
use chrono::NaiveDateTime;
use diesel::prelude::*;

/// Who does something: a signed-in person, a token, or (neither) the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Actor {
    pub account_id: Option<AccountId>,
    pub token_id: Option<TokenId>,
}

/// An entry as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Entry {
    pub id: i64,
    pub at: NaiveDateTime,
    pub account_id: Option<AccountId>,
    pub token_id: Option<TokenId>,
    /// For instance `article.publish`.
    pub action: String,
    pub entity: String,
    pub entity_id: Option<i64>,
    pub detail: String,
}

/// Writes down, in the caller's transaction, that `actor` did `action` (for instance `article.publish`) to a thing.
pub fn record(
    connection: &mut DbConnection,
    actor: Actor,
    action: &str,
    entity_id: Option<i64>,
    detail: &str,
    now: NaiveDateTime,
) -> QueryResult<()> {
    let entity = action.split('.').next().unwrap_or_default();
    diesel::insert_into(audit_log::table)
        .values((
            audit_log::at.eq(now),
            audit_log::account_id.eq(actor.account_id),
            audit_log::token_id.eq(actor.token_id),
            audit_log::action.eq(action),
            audit_log::entity.eq(entity),
            audit_log::entity_id.eq(entity_id),
            audit_log::detail.eq(detail),
        ))
        .execute(connection)
        .map(|_| ())
}

/// What was said when `action` was last done to a thing.
pub fn last_detail(connection: &mut DbConnection, actions: &[&str], entity_id: i64) -> QueryResult<Option<String>> {
    audit_log::table
        .filter(
            audit_log::action
                .eq_any(actions)
                .and(audit_log::entity_id.eq(entity_id)),
        )
        .order(audit_log::id.desc())
        .select(audit_log::detail)
        .first(connection)
        .optional()
}

/// The last entry of `action`, for instance `person.erase`.
pub fn last(connection: &mut DbConnection, action: &str) -> QueryResult<Option<Entry>> {
    audit_log::table
        .filter(audit_log::action.eq(action))
        .order(audit_log::id.desc())
        .first(connection)
        .optional()
}

/// The last entry of `action` about a thing.
pub fn last_about(connection: &mut DbConnection, action: &str, entity_id: i64) -> QueryResult<Option<Entry>> {
    audit_log::table
        .filter(audit_log::action.eq(action).and(audit_log::entity_id.eq(entity_id)))
        .order(audit_log::id.desc())
        .first(connection)
        .optional()
}

/// What the log is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub account_id: Option<AccountId>,
    pub token_id: Option<TokenId>,
    /// Nothing older, in UTC.
    pub since: Option<NaiveDateTime>,
    /// What it was done to, for instance `article`.
    pub entity: Option<String>,
}

/// Entries, the newest first.
pub fn list(
    connection: &mut DbConnection,
    filter: &Filter,
    after: Option<Cursor>,
    limit: i64,
) -> QueryResult<Page<Entry>> {
    let mut query = audit_log::table.into_boxed();
    if let Some(account_id) = filter.account_id {
        query = query.filter(audit_log::account_id.eq(account_id));
    }
    if let Some(token_id) = filter.token_id {
        query = query.filter(audit_log::token_id.eq(token_id));
    }
    if let Some(since) = filter.since {
        query = query.filter(audit_log::at.ge(since));
    }
    if let Some(entity) = &filter.entity {
        query = query.filter(audit_log::entity.eq(entity.clone()));
    }
    if let Some(Cursor { at, id }) = after {
        query = query.filter(audit_log::at.lt(at).or(audit_log::at.eq(at).and(audit_log::id.lt(id))));
    }
    let rows = query
        .order((audit_log::at.desc(), audit_log::id.desc()))
        .limit(limit + 1)
        .load::<Entry>(connection)?;
    Ok(Page::cut(rows, limit, |last| Cursor {
        at: last.at,
        id: last.id,
    }))
}

/// The kinds of things that something was done to, in order.
pub fn entities(connection: &mut DbConnection) -> QueryResult<Vec<String>> {
    audit_log::table
        .select(audit_log::entity)
        .distinct()
        .order(audit_log::entity)
        .load(connection)
}
