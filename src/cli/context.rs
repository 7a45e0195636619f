//! What every command starts from: settings, logs, and an installation opened in the way that the command needs.

use super::output::Output;
use crate::{
    actions,
    app::App,
    clock::Clock,
    db::{self, Database, DatabaseUrl},
    error::{Code, Error, Result},
    instance::Instance,
    search::Index,
    settings::{self, Settings, Shown, Written},
    worker,
};
use std::{io::IsTerminal, path::PathBuf};
use tracing_subscriber::EnvFilter;

/// The global options.
pub struct Context {
    config: Option<PathBuf>,
    pub data_dir: PathBuf,
    pub output: Output,
}

impl Context {
    pub fn new(config: Option<PathBuf>, data_dir: PathBuf, json: bool) -> Self {
        Self {
            config,
            data_dir,
            output: Output { json },
        }
    }

    /// The settings, with what the command line says; logging starts with them. Commands that serve log what happens,
    /// others what a person should know.
    pub fn settings(&self, overrides: impl FnOnce(&mut Written)) -> Result<Settings> {
        let settings = settings::read(&self.data_dir, self.config.as_deref(), environment(), overrides)?;
        start_logging(&settings.written);
        Ok(settings)
    }

    /// The settings one by one, with where each comes from.
    pub fn shown(&self) -> Result<Vec<Shown>> {
        settings::shown(&self.data_dir, self.config.as_deref(), environment())
    }

    /// The installation for this process alone: it may write the index.
    pub fn owner(&self) -> Result<(App, Instance)> {
        let settings = self.settings(quietly)?;
        let instance = Instance::lock(&self.data_dir)?;
        Ok((App::open(settings, Clock::System)?, instance))
    }

    /// The same, refused where there is no installation yet.
    pub fn existing(&self) -> Result<(App, Instance)> {
        self.must_exist(&self.settings(quietly)?)?;
        self.owner()
    }

    /// The installation's records, also beside a server that runs on it; without an index.
    pub fn records(&self) -> Result<App> {
        self.with_index(Index::open(None)?)
    }

    /// The records to try something on that is taken back: the installation's, or where there is none yet, ones that
    /// leave nothing behind.
    pub fn trial(&self) -> Result<Trial> {
        let mut settings = self.settings(quietly)?;
        let is_new = match &settings.database_url {
            DatabaseUrl::Sqlite(file) => !file.exists(),
            url @ DatabaseUrl::Postgres(_) => {
                let database = Database::open(url.clone(), settings.written.connections)?;
                database.read(|connection| Ok::<_, Error>(db::dialect::tables(connection)?.is_empty()))?
            }
        };
        if !is_new {
            return Ok(Trial {
                app: self.records()?,
                _folder: None,
            });
        }
        let folder = Scratch::new()?;
        settings.database_url = DatabaseUrl::Sqlite(folder.0.join("precedent.db"));
        settings.data_dir.clone_from(&folder.0);
        Ok(Trial {
            app: assemble(settings, Index::open(None)?)?,
            _folder: Some(folder),
        })
    }

    /// The installation's records, and a copy of them that can be changed and is gone with the process.
    pub fn copy(&self) -> Result<(App, Trial)> {
        let app = self.existing_records()?;
        let folder = Scratch::new()?;
        let copy = actions::bench::copy(&app, &folder.0)?;
        let trial = Trial {
            app: copy,
            _folder: Some(folder),
        };
        Ok((app, trial))
    }

    /// The same, refused where there is no installation yet.
    pub fn existing_records(&self) -> Result<App> {
        self.must_exist(&self.settings(quietly)?)?;
        self.records()
    }

    /// The installation for searching. Alone with the data it brings the index up first; beside a server it reads what
    /// that one keeps up.
    pub fn reader(&self) -> Result<App> {
        let settings = self.settings(quietly)?;
        self.must_exist(&settings)?;
        match Instance::lock(&self.data_dir) {
            Ok(_instance) => {
                let app = App::open(settings, Clock::System)?;
                worker::catch_up(&app)?;
                actions::group::remember(&app)?;
                Ok(app)
            }
            Err(taken) if taken.code() == Code::Conflict => {
                let index = Index::existing(&self.data_dir.join("index")).ok_or_else(|| {
                    Error::new(
                        Code::Unavailable,
                        "The running server is filling the index. Try again in a moment.",
                    )
                })?;
                let app = self.with_index(index)?;
                actions::meaning::open(&app)?;
                actions::group::remember(&app)?;
                Ok(app)
            }
            Err(error) => Err(error),
        }
    }

    /// The installation's records for what people asked. Alone with the data it groups what came in first; beside a server
    /// it reads what that one keeps up.
    pub fn asker(&self) -> Result<App> {
        let settings = self.settings(quietly)?;
        self.must_exist(&settings)?;
        match Instance::lock(&self.data_dir) {
            Ok(_instance) => {
                let app = App::open(settings, Clock::System)?;
                worker::group_all(&app)?;
                Ok(app)
            }
            Err(taken) if taken.code() == Code::Conflict => self.records(),
            Err(error) => Err(error),
        }
    }

    fn with_index(&self, index: Index) -> Result<App> {
        let settings = self.settings(quietly)?;
        crate::instance::make_folder(&settings.data_dir)?;
        assemble(settings, index)
    }

    fn must_exist(&self, settings: &Settings) -> Result<()> {
        match &settings.database_url {
            DatabaseUrl::Sqlite(file) if !file.exists() => Err(Error::new(
                Code::NotFound,
                format!(
                    "There is no installation in {}. Make one with `precedent demo`, `precedent import` or `precedent serve`, \
                     or name its folder with --data-dir.",
                    self.data_dir.display()
                ),
            )),
            _ => Ok(()),
        }
    }
}

/// The variables of the environment. One that is not UTF-8 is none of ours, and no reason to panic.
fn environment() -> impl Iterator<Item = (String, String)> {
    std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
}

fn assemble(settings: Settings, index: Index) -> Result<App> {
    let database = Database::open(settings.database_url.clone(), settings.written.connections)?;
    db::migrations::run(&database)?;
    App::assemble(database, settings, Clock::System, index)
}

/// Records to try something on.
pub struct Trial {
    pub app: App,
    _folder: Option<Scratch>,
}

/// A folder of the system's for what comes and goes; gone when this is dropped.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Result<Self> {
        let folder = std::env::temp_dir().join(format!("precedent-{}", crate::secret::random_hex(8)?));
        std::fs::create_dir(&folder)?;
        Ok(Self(folder))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            tracing::warn!(%error, folder = %self.0.display(), "a temporary folder could not be removed");
        }
    }
}

/// Commands that end report by themselves; of the log only trouble matters.
fn quietly(written: &mut Written) {
    if written.log == Written::default().log {
        written.log = "warn".into();
    }
}

/// Logs to standard error as the settings say. Only the first call of a process counts.
fn start_logging(written: &Written) {
    let filter = EnvFilter::try_new(&written.log).unwrap_or_else(|_| EnvFilter::new("info"));
    let logs = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    let started = if written.log_format == "json" {
        logs.json().try_init()
    } else {
        logs.with_target(false).try_init()
    };
    // Settings are read more than once by some commands.
    drop(started);
}
