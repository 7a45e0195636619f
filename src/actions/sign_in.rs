//! Opens and ends sessions.

use super::{account, token::is_old};
use crate::{
    app::App,
    db::{self, account::Account},
    domain::account::normalise_email,
    error::{Code, Error, Result},
    secret,
};
use chrono::Duration;

/// A session that was opened: what the cookie carries.
#[derive(Debug, Clone)]
pub struct Opened {
    /// Random; only its hash is stored.
    pub key: String,
    pub account: Account,
}

/// A live session.
#[derive(Debug, Clone)]
pub struct Session {
    pub account: Account,
    /// What forms of this session carry, to tell them from forged ones.
    pub csrf: String,
}

/// A hash that no password has: checking against it takes as long as checking a real one, so that the time does not tell
/// whether an address has an account.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Opens a session for the right address and password.
pub fn sign_in(app: &App, email: &str, password: &str) -> Result<Opened> {
    let email = normalise_email(email).unwrap_or_default();
    let found = app
        .database
        .read(|connection| Ok::<_, Error>(db::account::find_by_email(connection, &email)?))?;
    let hashed = found.as_ref().map_or(NOBODY, |account| account.password_hash.as_str());
    let right = account::verify(password, hashed)?;
    let account = found.filter(|account| right && account.disabled_at.is_none());
    let account = account.ok_or_else(|| Error::new(Code::Unauthorized, "The address or the password is not right."))?;
    let key = secret::random_hex(32)?;
    let csrf = secret::random_hex(16)?;
    let now = app.clock.now();
    let expires_at = now + Duration::hours(app.settings.written.session_hours);
    app.database.write(|connection| {
        db::session::prune(connection, now)?;
        db::account::seen(connection, account.id, now)?;
        db::session::insert(connection, (&secret::hash(&key), &csrf), account.id, expires_at, now)?;
        Ok(())
    })?;
    Ok(Opened { key, account })
}

/// The session that a cookie's key stands for, while it lasts.
pub fn session(app: &App, key: &str) -> Result<Option<Session>> {
    let now = app.clock.now();
    let found = app
        .database
        .read(|connection| Ok::<_, Error>(db::session::find(connection, &secret::hash(key), now)?))?;
    if let Some((account, _)) = &found
        && is_old(account.seen_at, now)
        && let Err(error) = app
            .database
            .write(|connection| Ok(db::account::seen(connection, account.id, now)?))
    {
        tracing::warn!(?error, "a visit could not be written down");
    }
    Ok(found.map(|(account, csrf)| Session { account, csrf }))
}

/// Ends a session.
pub fn sign_out(app: &App, key: &str) -> Result<()> {
    app.database
        .write(|connection| Ok(db::session::delete(connection, &secret::hash(key)).map(|_| ())?))
}
