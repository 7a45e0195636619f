//! Sessions of signed-in people. Only the hash of a session's key is stored.

use super::{
    DbConnection,
    account::Account,
    schema::{accounts, sessions},
};
use crate::domain::id::AccountId;
use chrono::NaiveDateTime;
use diesel::prelude::*;

/// Stores a session that ends at `expires_at`.
pub fn insert(
    connection: &mut DbConnection,
    (key_hash, csrf): (&str, &str),
    account_id: AccountId,
    expires_at: NaiveDateTime,
    now: NaiveDateTime,
) -> QueryResult<usize> {
    diesel::insert_into(sessions::table)
        .values((
            sessions::key_hash.eq(key_hash),
            sessions::csrf.eq(csrf),
            sessions::account_id.eq(account_id),
            sessions::created_at.eq(now),
            sessions::seen_at.eq(now),
            sessions::expires_at.eq(expires_at),
        ))
        .execute(connection)
}

/// The account and the form token of a live session; none where it ended or its account is disabled.
pub fn find(
    connection: &mut DbConnection,
    key_hash: &str,
    now: NaiveDateTime,
) -> QueryResult<Option<(Account, String)>> {
    sessions::table
        .inner_join(accounts::table)
        .filter(
            sessions::key_hash
                .eq(key_hash)
                .and(sessions::expires_at.gt(now))
                .and(accounts::disabled_at.is_null()),
        )
        .select((accounts::all_columns, sessions::csrf))
        .get_result(connection)
        .optional()
}

/// Ends a session.
pub fn delete(connection: &mut DbConnection, key_hash: &str) -> QueryResult<usize> {
    diesel::delete(sessions::table.filter(sessions::key_hash.eq(key_hash))).execute(connection)
}

/// Ends all sessions of an account.
pub fn delete_of_account(connection: &mut DbConnection, account_id: AccountId) -> QueryResult<usize> {
    diesel::delete(sessions::table.filter(sessions::account_id.eq(account_id))).execute(connection)
}

/// Ends all sessions of an account but the one whose key has this hash.
pub fn delete_others(connection: &mut DbConnection, account_id: AccountId, key_hash: &str) -> QueryResult<usize> {
    let others = sessions::account_id.eq(account_id).and(sessions::key_hash.ne(key_hash));
    diesel::delete(sessions::table.filter(others)).execute(connection)
}

/// Forgets the sessions that ended.
pub fn prune(connection: &mut DbConnection, now: NaiveDateTime) -> QueryResult<usize> {
    diesel::delete(sessions::table.filter(sessions::expires_at.le(now))).execute(connection)
}
