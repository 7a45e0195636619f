//! What writes with an `Idempotency-Key` answered, so that a repeat gets the same answer and does nothing.

use super::{DbConnection, schema::idempotency_keys};
use chrono::NaiveDateTime;
use diesel::prelude::*;

/// A key that was used before.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Seen {
    /// Hash of the request that used it.
    pub request_hash: String,
    /// What was answered; none while it is under way.
    pub status: Option<i32>,
    pub body: Option<String>,
}

/// What is known of `key` of `owner` (a token, an account).
pub fn find(connection: &mut DbConnection, owner: &str, key: &str) -> QueryResult<Option<Seen>> {
    idempotency_keys::table
        .filter(idempotency_keys::owner.eq(owner).and(idempotency_keys::key.eq(key)))
        .select((
            idempotency_keys::request_hash,
            idempotency_keys::status,
            idempotency_keys::body,
        ))
        .get_result(connection)
        .optional()
}

/// Takes `key` for a request; a unique violation says that another has it.
pub fn insert(
    connection: &mut DbConnection,
    owner: &str,
    key: &str,
    request_hash: &str,
    now: NaiveDateTime,
) -> QueryResult<usize> {
    diesel::insert_into(idempotency_keys::table)
        .values((
            idempotency_keys::owner.eq(owner),
            idempotency_keys::key.eq(key),
            idempotency_keys::request_hash.eq(request_hash),
            idempotency_keys::created_at.eq(now),
        ))
        .execute(connection)
}

/// Takes a key whose request was begun before `begun_before` and never ended: its process was killed. False where there
/// is none.
pub fn take_over(
    connection: &mut DbConnection,
    owner: &str,
    key: &str,
    request_hash: &str,
    begun_before: NaiveDateTime,
    now: NaiveDateTime,
) -> QueryResult<bool> {
    let abandoned = idempotency_keys::owner
        .eq(owner)
        .and(idempotency_keys::key.eq(key))
        .and(idempotency_keys::status.is_null())
        .and(idempotency_keys::created_at.lt(begun_before));
    diesel::update(idempotency_keys::table.filter(abandoned))
        .set((
            idempotency_keys::request_hash.eq(request_hash),
            idempotency_keys::created_at.eq(now),
        ))
        .execute(connection)
        .map(|rows| rows == 1)
}

/// Gives back all keys whose requests never ended; for a process that knows that no other one serves.
pub fn release(connection: &mut DbConnection) -> QueryResult<usize> {
    diesel::delete(idempotency_keys::table.filter(idempotency_keys::status.is_null())).execute(connection)
}

/// Keeps the answer for repeats.
pub fn complete(connection: &mut DbConnection, owner: &str, key: &str, status: i32, body: &str) -> QueryResult<usize> {
    diesel::update(idempotency_keys::table.filter(idempotency_keys::owner.eq(owner).and(idempotency_keys::key.eq(key))))
        .set((
            idempotency_keys::status.eq(Some(status)),
            idempotency_keys::body.eq(Some(body)),
        ))
        .execute(connection)
}

/// Gives a key back whose request failed, so that it can be tried again.
pub fn delete(connection: &mut DbConnection, owner: &str, key: &str) -> QueryResult<usize> {
    diesel::delete(idempotency_keys::table.filter(idempotency_keys::owner.eq(owner).and(idempotency_keys::key.eq(key))))
        .execute(connection)
}

/// Forgets keys from before `before`.
pub fn prune(connection: &mut DbConnection, before: NaiveDateTime) -> QueryResult<usize> {
    diesel::delete(idempotency_keys::table.filter(idempotency_keys::created_at.lt(before))).execute(connection)
}
