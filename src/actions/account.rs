//! Makes and ends accounts. Also the very first admin, with the one-time code from the log.

use super::Actor;
use crate::{
    app::App,
    db::{self, DbConnection, account::NewAccount, settings::SETUP_CODE},
    domain::{
        account::{PASSWORD_LEAST, PASSWORD_MOST, Role, normalise_email},
        id::AccountId,
        locale::Locale,
    },
    error::{Code, Error, Reason, Result},
    secret,
};
use argon2::{Algorithm, Argon2, Params, PasswordHash, PasswordHasher, PasswordVerifier, Version};

/// Somebody who may do a thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Able {
    /// As those who work with them know them: "Marta V.".
    pub name: String,
    pub email: String,
}

/// A new account.
#[derive(Debug, Clone)]
pub struct Creation {
    pub email: String,
    pub name: String,
    pub role: Role,
    pub password: String,
    pub locale: Locale,
}

/// Stores an account.
pub fn add(app: &App, actor: Actor, new: &Creation) -> Result<AccountId> {
    let account = checked(new)?;
    let now = app.clock.now();
    app.database.write(|connection| {
        if db::account::find_by_email(connection, &account.email)?.is_some() {
            return Err(Error::invalid("email", "Somebody has an account with this address."));
        }
        let id = db::account::insert(connection, &account, now)?;
        db::audit::record(connection, actor, "account.add", Some(id.0), account.role.as_str(), now)?;
        Ok(id)
    })
}

/// Stores an account with a password made by chance, which is told this once.
pub fn invite(app: &App, actor: Actor, new: &Creation) -> Result<(AccountId, String)> {
    let password = initial_password()?;
    let new = Creation {
        password: password.clone(),
        ..new.clone()
    };
    Ok((add(app, actor, &new)?, password))
}

/// A password to begin with: 64 bits of chance.
pub fn initial_password() -> Result<String> {
    secret::random_hex(8)
}

/// Gives a person a new password by chance, which is told this once, and ends all their sessions.
pub fn reset_password(app: &App, actor: Actor, id: AccountId) -> Result<String> {
    let password = initial_password()?;
    let hashed = hash(&password)?;
    change(app, actor, id, "account.password", "", |connection| {
        db::account::set_password(connection, id, &hashed)?;
        Ok(db::session::delete_of_account(connection, id)?)
    })?;
    Ok(password)
}

/// Gives somebody the password they chose, where they know their present one, and ends their other sessions: only the one
/// with this key goes on.
pub fn change_password(app: &App, actor: Actor, session: &str, (present, wanted): (&str, &str)) -> Result<()> {
    let id = actor.account_id.ok_or_else(|| Error::not_found("account"))?;
    let account = app
        .database
        .read(|connection| db::account::find(connection, id)?.ok_or_else(|| Error::not_found("account")))?;
    if !verify(present, &account.password_hash)? {
        return Err(Error::invalid("present", "It is not the password."));
    }
    if let Some(problem) = password_problem(wanted) {
        return Err(Error::invalid("password", problem));
    }
    let hashed = hash(wanted)?;
    change(app, actor, id, "account.password", "own", |connection| {
        db::account::set_password(connection, id, &hashed)?;
        Ok(db::session::delete_others(connection, id, &secret::hash(session))?)
    })
}

/// What is wrong with a new password.
fn password_problem(password: &str) -> Option<String> {
    let fits = (PASSWORD_LEAST..=PASSWORD_MOST).contains(&password.chars().count());
    (!fits).then(|| format!("It has to have {PASSWORD_LEAST} to {PASSWORD_MOST} characters."))
}

/// Gives a person another role. The last admin stays one.
pub fn set_role(app: &App, actor: Actor, id: AccountId, role: Role) -> Result<()> {
    change(app, actor, id, "account.role", role.as_str(), |connection| {
        Ok(db::account::set_role(connection, id, role)?)
    })
}

/// Keeps a person from signing in, at once and everywhere. The last admin stays.
pub fn disable(app: &App, actor: Actor, id: AccountId) -> Result<()> {
    let now = app.clock.now();
    change(app, actor, id, "account.disable", "", |connection| {
        db::account::disable(connection, id, now)?;
        Ok(db::session::delete_of_account(connection, id)?)
    })
}

/// Lets a person who was disabled sign in again.
pub fn enable(app: &App, actor: Actor, id: AccountId) -> Result<()> {
    change(app, actor, id, "account.enable", "", |connection| {
        Ok(db::account::enable(connection, id)?)
    })
}

/// Changes an account and writes it down; refused where nobody could administer afterwards.
fn change(
    app: &App,
    actor: Actor,
    id: AccountId,
    action: &str,
    detail: &str,
    work: impl Fn(&mut DbConnection) -> Result<usize>,
) -> Result<()> {
    let now = app.clock.now();
    app.database.write(|connection| {
        db::account::find(connection, id)?.ok_or_else(|| Error::not_found("account"))?;
        work(connection)?;
        if !db::account::has_admin(connection)? {
            return Err(
                Error::new(Code::Conflict, "This is the last admin. Add another one first.").because(Reason::LastAdmin),
            );
        }
        db::audit::record(connection, actor, action, Some(id.0), detail, now)?;
        Ok(())
    })
}

/// The people who may act as `least`: who to ask.
pub fn able(app: &App, least: Role) -> Result<Vec<Able>> {
    let accounts = app
        .database
        .read(|connection| Ok::<_, Error>(db::account::list(connection)?))?;
    let may = accounts
        .iter()
        .filter(|account| account.disabled_at.is_none() && account.role.is_at_least(least));
    let able = |account: &db::account::Account| Able {
        name: short_name(&account.name),
        email: account.email.clone(),
    };
    Ok(may.map(able).collect())
}

fn short_name(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().unwrap_or_default();
    match words.next().and_then(|last| last.chars().next()) {
        Some(initial) => format!("{first} {initial}."),
        None => first.to_owned(),
    }
}

/// A fresh one-time code for setting up the first admin; none where there is an admin.
pub fn setup_code(app: &App) -> Result<Option<String>> {
    let code = secret::random_hex(6)?;
    app.database.write(|connection| {
        if db::account::has_admin(connection)? {
            return Ok(None);
        }
        db::settings::put(connection, SETUP_CODE, &secret::hash(&code))?;
        Ok(Some(code.clone()))
    })
}

/// Whether the first admin can still be set up.
pub fn needs_setup(app: &App) -> Result<bool> {
    app.database.read(|connection| Ok(!db::account::has_admin(connection)?))
}

/// Makes the first admin, for whoever has the code.
pub fn set_up(app: &App, code: &str, new: &Creation) -> Result<AccountId> {
    let account = NewAccount {
        role: Role::Admin,
        ..checked(new)?
    };
    let now = app.clock.now();
    app.database.write(|connection| {
        if db::account::has_admin(connection)? {
            return Err(Error::not_found("page"));
        }
        let known = db::settings::find(connection, SETUP_CODE)?;
        if known != Some(secret::hash(code.trim())) {
            return Err(Error::invalid("code", "This is not the code that the log shows."));
        }
        db::settings::delete(connection, SETUP_CODE)?;
        let id = db::account::insert(connection, &account, now)?;
        let actor = Actor {
            account_id: Some(id),
            token_id: None,
        };
        db::audit::record(connection, actor, "account.set_up", Some(id.0), "", now)?;
        Ok(id)
    })
}

fn checked(new: &Creation) -> Result<NewAccount> {
    let email = normalise_email(&new.email);
    let mut problems = Vec::new();
    if email.is_none() {
        problems.push(("email", "It is not an e-mail address.".to_owned()));
    }
    if new.name.trim().is_empty() {
        problems.push(("name", "It is empty.".into()));
    }
    if let Some(problem) = password_problem(&new.password) {
        problems.push(("password", problem));
    }
    if let Some((name, problem)) = problems.first() {
        let error = Error::new(Code::Invalid, format!("{name}: {problem}"));
        return Err(problems
            .iter()
            .fold(error, |error, (name, problem)| error.with_field(name, problem.clone())));
    }
    Ok(NewAccount {
        email: email.unwrap_or_default(),
        name: new.name.trim().to_owned(),
        role: new.role,
        password_hash: hash(&new.password)?,
        locale: new.locale.clone(),
    })
}

/// argon2id with 19 MiB, two passes, one lane (OWASP Password Storage Cheat Sheet).
fn argon2() -> Result<Argon2<'static>> {
    let params = Params::new(19_456, 2, 1, None).map_err(|error| Error::internal(error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// The PHC string of a password.
pub fn hash(password: &str) -> Result<String> {
    let hashed = argon2()?
        .hash_password(password.as_bytes())
        .map_err(|error| Error::internal(error.to_string()))?;
    Ok(hashed.to_string())
}

/// Whether a password is the one that was hashed.
pub fn verify(password: &str, hashed: &str) -> Result<bool> {
    let parsed = PasswordHash::new(hashed).map_err(|error| Error::internal(error.to_string()))?;
    Ok(argon2()?.verify_password(password.as_bytes(), &parsed).is_ok())
}
