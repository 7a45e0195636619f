//! Makes, reads and revokes access tokens.

use super::Actor;
use crate::{
    app::App,
    db::{
        self,
        token::{NewToken, Token},
    },
    domain::{
        account::Scope,
        id::{BrandId, TokenId},
    },
    error::{Error, Result},
    secret,
};
use chrono::{Duration, NaiveDateTime};

/// What every token begins with, so that a leaked one is recognised.
pub const PREFIX: &str = "pcd_";

/// How exactly it is known when a token or a person was last here, in minutes: each note costs a write.
const SEEN_EVERY: i64 = 10;

/// Whether it is time for another note.
pub(super) fn is_old(noted_at: Option<NaiveDateTime>, now: NaiveDateTime) -> bool {
    noted_at.is_none_or(|at| now - at >= Duration::minutes(SEEN_EVERY))
}

/// Makes a token; its key is shown this once. `days`: how long it lasts; none: until revoked.
pub fn create(
    app: &App,
    actor: Actor,
    name: &str,
    scopes: &[Scope],
    brand_id: Option<BrandId>,
    days: Option<i64>,
) -> Result<(TokenId, String)> {
    if name.trim().is_empty() {
        return Err(Error::invalid("name", "It is empty."));
    }
    if scopes.is_empty() {
        return Err(Error::invalid("scopes", "A token needs at least one scope."));
    }
    let key = format!("{PREFIX}{}", secret::random_hex(24)?);
    let now = app.clock.now();
    let new = NewToken {
        name: name.trim().to_owned(),
        key_hash: secret::hash(&key),
        scopes: scopes.to_vec(),
        brand_id,
        account_id: actor.account_id,
        expires_at: days.map(|days| now + Duration::days(days)),
    };
    let id = app.database.write(|connection| {
        let id = db::token::insert(connection, &new, now)?;
        db::audit::record(connection, actor, "token.create", Some(id.0), &new.name, now)?;
        Ok(id)
    })?;
    Ok((id, key))
}

/// The live token with this key.
pub fn authenticate(app: &App, key: &str) -> Result<Option<Token>> {
    if !key.starts_with(PREFIX) {
        return Ok(None);
    }
    let now = app.clock.now();
    let found = app
        .database
        .read(|connection| Ok::<_, Error>(db::token::find_live(connection, &secret::hash(key), now)?))?;
    if let Some(token) = &found
        && is_old(token.used_at, now)
        && let Err(error) = app
            .database
            .write(|connection| Ok(db::token::used(connection, token.id, now)?))
    {
        // Who calls must not wait or fail for a note about it.
        tracing::warn!(?error, "the use of a token could not be written down");
    }
    Ok(found)
}

/// Revokes a token for good.
pub fn revoke(app: &App, actor: Actor, id: TokenId) -> Result<()> {
    let now = app.clock.now();
    app.database.write(|connection| {
        if db::token::revoke(connection, id, now)? == 0 {
            return Err(Error::not_found("token"));
        }
        db::audit::record(connection, actor, "token.revoke", Some(id.0), "", now)?;
        Ok(())
    })
}
