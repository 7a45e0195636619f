//! Access tokens. Only the hash of a token is stored.

use super::{DbConnection, schema::tokens};
use crate::domain::{
    account::Scope,
    id::{AccountId, BrandId, TokenId},
};
use chrono::NaiveDateTime;
use diesel::prelude::*;

/// A token as it is stored, without its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    pub id: TokenId,
    pub name: String,
    pub scopes: Vec<Scope>,
    /// The one brand it may touch; none: all.
    pub brand_id: Option<BrandId>,
    /// Who made it; none: the command line.
    pub account_id: Option<AccountId>,
    pub created_at: NaiveDateTime,
    pub expires_at: Option<NaiveDateTime>,
    pub revoked_at: Option<NaiveDateTime>,
    /// When it was last used, to about ten minutes.
    pub used_at: Option<NaiveDateTime>,
}

/// A token to be stored.
#[derive(Debug, Clone)]
pub struct NewToken {
    pub name: String,
    pub key_hash: String,
    pub scopes: Vec<Scope>,
    pub brand_id: Option<BrandId>,
    pub account_id: Option<AccountId>,
    pub expires_at: Option<NaiveDateTime>,
}

type Row = (
    TokenId,
    String,
    String,
    Option<BrandId>,
    Option<AccountId>,
    NaiveDateTime,
    Option<NaiveDateTime>,
    Option<NaiveDateTime>,
    Option<NaiveDateTime>,
);
const COLUMNS: (
    tokens::id,
    tokens::name,
    tokens::scopes,
    tokens::brand_id,
    tokens::account_id,
    tokens::created_at,
    tokens::expires_at,
    tokens::revoked_at,
    tokens::used_at,
) = (
    tokens::id,
    tokens::name,
    tokens::scopes,
    tokens::brand_id,
    tokens::account_id,
    tokens::created_at,
    tokens::expires_at,
    tokens::revoked_at,
    tokens::used_at,
);

fn token((id, name, scopes, brand_id, account_id, created_at, expires_at, revoked_at, used_at): Row) -> Token {
    let scopes = scopes.split(',').filter_map(|scope| scope.parse().ok()).collect();
    Token {
        id,
        name,
        scopes,
        brand_id,
        account_id,
        created_at,
        expires_at,
        revoked_at,
        used_at,
    }
}

pub fn insert(connection: &mut DbConnection, new: &NewToken, now: NaiveDateTime) -> QueryResult<TokenId> {
    let scopes = new
        .scopes
        .iter()
        .map(|scope| scope.as_str())
        .collect::<Vec<_>>()
        .join(",");
    diesel::insert_into(tokens::table)
        .values((
            tokens::name.eq(&new.name),
            tokens::key_hash.eq(&new.key_hash),
            tokens::scopes.eq(scopes),
            tokens::brand_id.eq(new.brand_id),
            tokens::account_id.eq(new.account_id),
            tokens::created_at.eq(now),
            tokens::expires_at.eq(new.expires_at),
        ))
        .returning(tokens::id)
        .get_result(connection)
}

/// The live token with this key; none where it was revoked or has expired.
pub fn find_live(connection: &mut DbConnection, key_hash: &str, now: NaiveDateTime) -> QueryResult<Option<Token>> {
    let row = tokens::table
        .filter(
            tokens::key_hash
                .eq(key_hash)
                .and(tokens::revoked_at.is_null())
                .and(tokens::expires_at.is_null().or(tokens::expires_at.gt(now))),
        )
        .select(COLUMNS)
        .get_result::<Row>(connection);
    row.optional().map(|found| found.map(token))
}

pub fn list(connection: &mut DbConnection) -> QueryResult<Vec<Token>> {
    let rows = tokens::table
        .order(tokens::id)
        .select(COLUMNS)
        .load::<Row>(connection)?;
    Ok(rows.into_iter().map(token).collect())
}

/// Revokes a token for good.
pub fn revoke(connection: &mut DbConnection, id: TokenId, now: NaiveDateTime) -> QueryResult<usize> {
    diesel::update(tokens::table.filter(tokens::id.eq(id).and(tokens::revoked_at.is_null())))
        .set(tokens::revoked_at.eq(Some(now)))
        .execute(connection)
}

/// Writes down that a token was used.
pub fn used(connection: &mut DbConnection, id: TokenId, now: NaiveDateTime) -> QueryResult<usize> {
    diesel::update(tokens::table.filter(tokens::id.eq(id)))
        .set(tokens::used_at.eq(Some(now)))
        .execute(connection)
}
