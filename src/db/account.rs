//! Accounts: the people who work here.

use super::{DbConnection, schema::accounts};
use crate::domain::{account::Role, id::AccountId, locale::Locale};
use chrono::NaiveDateTime;
use diesel::prelude::*;

/// An account as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Account {
    pub id: AccountId,
    /// Normalised, see `domain::account::normalise_email`.
    pub email: String,
    pub name: String,
    pub role: Role,
    /// A PHC string of argon2id.
    pub password_hash: String,
    /// The language of the work pages.
    pub locale: Locale,
    pub created_at: NaiveDateTime,
    pub disabled_at: Option<NaiveDateTime>,
    /// When the person was last here, to about ten minutes.
    pub seen_at: Option<NaiveDateTime>,
}

/// An account to be stored.
#[derive(Debug, Clone)]
pub struct NewAccount {
    pub email: String,
    pub name: String,
    pub role: Role,
    pub password_hash: String,
    pub locale: Locale,
}

/// Stores an account; fails on an address that another has.
pub fn insert(connection: &mut DbConnection, new: &NewAccount, now: NaiveDateTime) -> QueryResult<AccountId> {
    diesel::insert_into(accounts::table)
        .values((
            accounts::email.eq(&new.email),
            accounts::name.eq(&new.name),
            accounts::role.eq(new.role),
            accounts::password_hash.eq(&new.password_hash),
            accounts::locale.eq(&new.locale),
            accounts::created_at.eq(now),
        ))
        .returning(accounts::id)
        .get_result(connection)
}

pub fn find(connection: &mut DbConnection, id: AccountId) -> QueryResult<Option<Account>> {
    accounts::table
        .filter(accounts::id.eq(id))
        .get_result(connection)
        .optional()
}

pub fn find_by_email(connection: &mut DbConnection, email: &str) -> QueryResult<Option<Account>> {
    accounts::table
        .filter(accounts::email.eq(email))
        .get_result(connection)
        .optional()
}

pub fn list(connection: &mut DbConnection) -> QueryResult<Vec<Account>> {
    accounts::table.order(accounts::id).load(connection)
}

/// Whether anybody may administer; while nobody may, the first admin can be set up.
pub fn has_admin(connection: &mut DbConnection) -> QueryResult<bool> {
    let admins = accounts::table.filter(accounts::role.eq(Role::Admin).and(accounts::disabled_at.is_null()));
    admins.count().get_result::<i64>(connection).map(|count| count > 0)
}

/// Keeps an account from signing in; its history stays.
pub fn disable(connection: &mut DbConnection, id: AccountId, now: NaiveDateTime) -> QueryResult<usize> {
    diesel::update(accounts::table.filter(accounts::id.eq(id)))
        .set(accounts::disabled_at.eq(Some(now)))
        .execute(connection)
}

/// Lets an account sign in again.
pub fn enable(connection: &mut DbConnection, id: AccountId) -> QueryResult<usize> {
    diesel::update(accounts::table.filter(accounts::id.eq(id)))
        .set(accounts::disabled_at.eq(None::<NaiveDateTime>))
        .execute(connection)
}

pub fn set_role(connection: &mut DbConnection, id: AccountId, role: Role) -> QueryResult<usize> {
    diesel::update(accounts::table.filter(accounts::id.eq(id)))
        .set(accounts::role.eq(role))
        .execute(connection)
}

/// Writes down that the person was here.
pub fn seen(connection: &mut DbConnection, id: AccountId, now: NaiveDateTime) -> QueryResult<usize> {
    diesel::update(accounts::table.filter(accounts::id.eq(id)))
        .set(accounts::seen_at.eq(Some(now)))
        .execute(connection)
}

pub fn set_password(connection: &mut DbConnection, id: AccountId, password_hash: &str) -> QueryResult<usize> {
    diesel::update(accounts::table.filter(accounts::id.eq(id)))
        .set(accounts::password_hash.eq(password_hash))
        .execute(connection)
}
