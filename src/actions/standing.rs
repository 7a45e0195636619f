//! Tells what the installation holds and when something was last done with it, for the pages that govern it.

use super::backup::CREATED_AT;
use crate::{
    app::App,
    db::{self, audit::Entry, dialect},
    error::{Error, Result},
};
use chrono::NaiveDateTime;

/// What is kept of customers at this moment.
#[derive(Debug, Clone, Copy)]
pub struct Held {
    pub conversations: i64,
    /// People who wrote in them.
    pub people: i64,
}

/// Counts what is kept of customers.
pub fn held(app: &App) -> Result<Held> {
    app.database.read(|connection| {
        Ok::<_, Error>(Held {
            conversations: db::conversation::count(connection)?,
            people: db::person::count(connection)?,
        })
    })
}

/// How many articles there are.
pub fn articles(app: &App) -> Result<i64> {
    app.database
        .read(|connection| Ok::<_, Error>(db::article::count(connection)?))
}

/// When the conversation that has been quiet for longest was last active.
pub fn oldest(app: &App) -> Result<Option<NaiveDateTime>> {
    app.database
        .read(|connection| Ok::<_, Error>(db::retention::oldest(connection)?))
}

/// The database's kind and version, and the bytes that it takes.
pub fn database(app: &App) -> Result<(String, i64)> {
    app.database
        .read(|connection| Ok::<_, Error>((dialect::version(connection)?, dialect::size(connection)?)))
}

/// What was written down when `action` was last done; none: never.
pub fn last(app: &App, action: &str) -> Result<Option<Entry>> {
    app.database
        .read(|connection| Ok::<_, Error>(db::audit::last(connection, action)?))
}

/// When a backup was last made, here or by the command line.
pub fn last_backup(app: &App) -> Result<Option<NaiveDateTime>> {
    let last = app
        .database
        .read(|connection| Ok::<_, Error>(db::settings::find(connection, db::settings::LAST_BACKUP)?))?;
    Ok(last.and_then(|last| NaiveDateTime::parse_from_str(&last, CREATED_AT).ok()))
}
