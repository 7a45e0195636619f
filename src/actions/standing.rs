//! Tells what the installation holds and when something was last done with it, for the pages that govern it.

use super::backup::CREATED_AT;
use crate::{
    app::App,
    db::{self, audit::Entry, dialect},
    error::{Error, Result},
};
use chrono::NaiveDateTime;

/// What is stored at this moment.
#[derive(Debug, Clone)]
pub struct Held {
    pub articles: i64,
    pub conversations: i64,
    /// People who wrote in them.
    pub people: i64,
    /// When the conversation that has been quiet for longest was last active.
    pub oldest: Option<NaiveDateTime>,
    /// The database's kind and version, and the bytes that it takes.
    pub database: String,
    pub bytes: i64,
}

/// Counts.
pub fn held(app: &App) -> Result<Held> {
    app.database.read(|connection| {
        Ok::<_, Error>(Held {
            articles: db::article::count(connection)?,
            conversations: db::conversation::count(connection)?,
            people: db::person::count(connection)?,
            oldest: db::retention::oldest(connection)?,
            database: dialect::version(connection)?,
            bytes: dialect::size(connection)?,
        })
    })
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
