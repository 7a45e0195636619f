//! `reindex`, `backup`, `restore` and `migrate`: operations on the data as a whole.

use super::{Outcome, context::Context};
use crate::{
    actions::{self, index},
    clock::Clock,
    db::{self, Database, DatabaseUrl},
    instance::Instance,
    settings::Written,
};
use clap::Args;
use serde_json::json;
use std::path::{Path, PathBuf};

/// Fills the search index anew from the database
#[derive(Debug, Args)]
#[command(
    after_help = "Example: precedent reindex\nA server on the same data folder has to be stopped first; it rebuilds a damaged index by itself."
)]
pub struct Reindex {}

impl Reindex {
    pub fn run(context: &Context) -> Outcome {
        let (app, _instance) = context.owner()?;
        let mut writer = app.index.writer()?;
        index::rebuild(&app, &mut writer)?;
        while index::follow(&app, &mut writer)? {}
        let health = actions::health::health(&app)?;
        let document = json!({"articles": health.articles, "conversations": health.conversations});
        context.output.give(&document, |_| {
            format!(
                "The index is complete: {} articles, {} conversations.",
                health.articles, health.conversations
            )
        })
    }
}

/// Writes all data to one file, consistently, also while a server runs
#[derive(Debug, Args)]
#[command(after_help = "Example: precedent backup /backups/precedent-$(date +%F).gz")]
pub struct Backup {
    /// The file; an older one is replaced when the new one is complete.
    file: PathBuf,
}

impl Backup {
    pub fn run(self, context: &Context) -> Outcome {
        let app = context.existing_records()?;
        let summary = actions::backup::run(&app.database, &self.file, &app.clock)?;
        context.output.give(&summary, |summary| {
            format!(
                "Wrote {} rows ({} kB) to {}.",
                summary.rows,
                summary.bytes / 1000,
                self.file.display()
            )
        })
    }
}

/// Fills the database from a backup: all of it, or nothing
#[derive(Debug, Args)]
#[command(after_help = "Example: precedent --data-dir /srv/precedent restore /backups/precedent-2026-11-21.gz")]
pub struct Restore {
    file: PathBuf,
    /// Replaces what is there.
    #[arg(long)]
    force: bool,
}

impl Restore {
    pub fn run(self, context: &Context) -> Outcome {
        let settings = context.settings(|_: &mut Written| {})?;
        let was_there = context.data_dir.exists();
        let instance = Instance::lock(&context.data_dir)?;
        let new_file = match &settings.database_url {
            DatabaseUrl::Sqlite(file) if !file.exists() => Some(file.clone()),
            _ => None,
        };
        let database = Database::open(settings.database_url.clone(), settings.written.connections)?;
        let restored = actions::restore::run(&database, &self.file, self.force);
        drop(database);
        drop(instance);
        if restored.is_err() {
            leave_nothing(new_file.as_deref(), (!was_there).then_some(&context.data_dir));
        }
        let summary = restored?;
        // The index of other data does not fit; the next one to open it fills it anew.
        context.output.give(&summary, |summary| {
            format!("Restored {} rows of {}.", summary.rows, summary.created_at)
        })
    }
}

/// Takes away what a restore that failed made: an empty installation would only seem to be one.
fn leave_nothing(database: Option<&Path>, folder: Option<&PathBuf>) {
    for ending in ["", "-wal", "-shm"] {
        if let Some(file) = database {
            let mut name = file.as_os_str().to_owned();
            name.push(ending);
            drop(std::fs::remove_file(PathBuf::from(name)));
        }
    }
    if let Some(folder) = folder {
        crate::instance::remove_folder(folder);
    }
}

/// Brings the database to the schema of this version; `serve` does so by itself
#[derive(Debug, Args)]
#[command(after_help = "Example: precedent migrate")]
pub struct Migrate {}

impl Migrate {
    pub fn run(context: &Context) -> Outcome {
        let settings = context.settings(|_: &mut Written| {})?;
        crate::instance::make_folder(&settings.data_dir)?;
        let database = Database::open(settings.database_url.clone(), settings.written.connections)?;
        let run = db::migrations::run(&database)?;
        let clock = Clock::System.now().and_utc();
        context.output.give(&json!({"migrations": run, "at": clock}), |_| {
            if run.is_empty() {
                "The database has the newest schema.".into()
            } else {
                format!("Ran {}.", run.join(", "))
            }
        })
    }
}
