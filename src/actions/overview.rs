//! Tells those who run the installation how it is doing, at a glance.

use super::{
    doctor::{self, Finding},
    health::{self, Health},
    standing,
};
use crate::{app::App, error::Result};
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
    let (database, bytes) = standing::database(app)?;
    Ok(Overview {
        database,
        bytes,
        health: health::health(app)?,
        last_backup: standing::last_backup(app)?,
        findings: doctor::glance(app)?,
    })
}
