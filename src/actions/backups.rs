//! The backups that are kept in the data folder: makes one as a job, lists them, finds one by its name.

use super::{Actor, backup, job};
use crate::{
    app::App,
    db,
    domain::{id::JobId, job::JobKind},
    error::{Error, Result},
};
use chrono::{DateTime, NaiveDateTime, Utc};
use std::{fs, io::ErrorKind, path::PathBuf};

/// What the name of each begins and ends with.
const BEGIN: &str = "precedent-";
const END: &str = ".gz";

/// A backup that lies in the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    pub name: String,
    pub bytes: u64,
    pub made_at: NaiveDateTime,
}

/// The folder.
pub fn folder(app: &App) -> PathBuf {
    app.settings.data_dir.join("backups")
}

/// Starts to make a backup.
pub fn start(app: &App, actor: Actor) -> Result<JobId> {
    let now = app.clock.now();
    let name = format!("{BEGIN}{}{END}", now.format("%Y-%m-%d-%H%M%S"));
    fs::create_dir_all(folder(app))?;
    app.database
        .write(|connection| Ok(db::audit::record(connection, actor, "backup.make", None, &name, now)?))?;
    let file = folder(app).join(&name);
    job::start(app, actor, JobKind::Backup, &name, move |app, running| {
        let summary = backup::run(&app.database, &file, &app.clock)?;
        let report = serde_json::to_string(&summary).map_err(Error::internal)?;
        running.report((summary.rows as i64, Some(summary.rows as i64)), &report)
    })
}

/// The backups that are there, the newest first.
pub fn list(app: &App) -> Result<Vec<Stored>> {
    let entries = match fs::read_dir(folder(app)) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error.into()),
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let about = entry.metadata()?;
        if about.is_file() && name.starts_with(BEGIN) && name.ends_with(END) {
            let made_at = DateTime::<Utc>::from(about.modified()?).naive_utc();
            found.push(Stored {
                name,
                bytes: about.len(),
                made_at,
            });
        }
    }
    found.sort_by(|one, other| other.name.cmp(&one.name));
    Ok(found)
}

/// The path of a backup for somebody who takes it along, written down.
pub fn take(app: &App, actor: Actor, name: &str) -> Result<PathBuf> {
    // Only what is listed: a name cannot lead out of the folder.
    let found = list(app)?.into_iter().find(|stored| stored.name == name);
    let found = found.ok_or_else(|| Error::not_found("backup"))?;
    let now = app.clock.now();
    app.database.write(|connection| {
        Ok(db::audit::record(
            connection,
            actor,
            "backup.download",
            None,
            name,
            now,
        )?)
    })?;
    Ok(folder(app).join(found.name))
}
