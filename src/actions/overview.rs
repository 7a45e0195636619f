//! Tells those who run the installation how it is doing, at a glance.

use super::{
    backup::CREATED_AT,
    doctor::{self, Finding},
    health::{self, Health},
};
use crate::{
    app::App,
    db::{self, dialect},
    error::{Error, Result},
};
use chrono::NaiveDateTime;

/// How the installation is doing.
#[derive(Debug, Clone)]
pub struct Overview {
    /// The database's kind and version.
    pub database: String,
    /// What the database takes, in bytes.
    pub bytes: i64,
    pub health: Health,
    /// In UTC; none where no backup was made yet.
    pub last_backup: Option<NaiveDateTime>,
    /// What was looked at, the worst first.
    pub findings: Vec<Finding>,
}

/// Looks.
pub fn overview(app: &App) -> Result<Overview> {
    let (database, bytes, last) = app.database.read(|connection| {
        Ok::<_, Error>((
            dialect::version(connection)?,
            dialect::size(connection)?,
            db::settings::find(connection, db::settings::LAST_BACKUP)?,
        ))
    })?;
    Ok(Overview {
        database,
        bytes,
        health: health::health(app)?,
        last_backup: last.and_then(|last| NaiveDateTime::parse_from_str(&last, CREATED_AT).ok()),
        findings: doctor::glance(app)?,
    })
}
