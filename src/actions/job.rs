//! Runs what takes long in the background, and keeps what became of it: a job goes on when the page that asked for it is
//! closed, and one whose server ended is shown as interrupted.

use super::Actor;
use crate::{
    app::App,
    db::{self, job::Job},
    domain::{
        id::JobId,
        job::{JobKind, JobState},
    },
    error::{Code, Error, Result},
    secret,
};
use std::{
    fs::File,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    thread,
};

/// A job from inside.
pub struct Running<'a> {
    app: &'a App,
    pub id: JobId,
}

impl Running<'_> {
    /// Writes down how far it is and what came of it so far. The error says that it should stop here.
    pub fn progress(&self, done: (i64, Option<i64>), report: &str) -> Result<()> {
        let state = self.app.database.write(|connection| {
            db::job::progress(connection, self.id, done, report)?;
            Ok(db::job::find(connection, self.id)?.map(|job| job.state))
        })?;
        if state == Some(JobState::Running) && !self.app.news.is_stopping() {
            Ok(())
        } else {
            Err(Error::new(Code::Conflict, "Somebody asked it to stop."))
        }
    }

    /// Writes down what came of it in the end.
    pub fn report(&self, done: (i64, Option<i64>), report: &str) -> Result<()> {
        self.app
            .database
            .write(|connection| Ok(db::job::progress(connection, self.id, done, report).map(|_| ())?))
    }
}

/// Starts `work` on a thread of its own. `title` says what it works on.
pub fn start(
    app: &App,
    actor: Actor,
    kind: JobKind,
    title: &str,
    work: impl FnOnce(&App, &Running) -> Result<()> + Send + 'static,
) -> Result<JobId> {
    let id = begin(app, actor, kind, title)?;
    let own = app.clone();
    let spawned = thread::Builder::new().name("job".into()).spawn(move || {
        let running = Running { app: &own, id };
        let outcome = catch_unwind(AssertUnwindSafe(|| work(&own, &running)));
        let failure = outcome.unwrap_or_else(|_| Err(Error::internal("a job panicked"))).err();
        if let Err(error) = end(&own, id, failure.as_ref()) {
            tracing::error!(?error, "the end of a job could not be written down");
        }
    });
    match spawned {
        Ok(_) => Ok(id),
        Err(error) => {
            let error = error.into();
            end(app, id, Some(&error))?;
            Err(error)
        }
    }
}

/// Does `work` as a job on this thread.
pub fn here<T>(
    app: &App,
    actor: Actor,
    kind: JobKind,
    title: &str,
    work: impl FnOnce(&Running) -> Result<T>,
) -> Result<T> {
    let id = begin(app, actor, kind, title)?;
    let outcome = work(&Running { app, id });
    end(app, id, outcome.as_ref().err())?;
    outcome
}

fn begin(app: &App, actor: Actor, kind: JobKind, title: &str) -> Result<JobId> {
    let now = app.clock.now();
    app.database
        .write(|connection| Ok(db::job::insert(connection, kind, title, actor.account_id, now)?))
}

fn end(app: &App, id: JobId, failure: Option<&Error>) -> Result<()> {
    let now = app.clock.now();
    app.database.write(|connection| {
        let asked = db::job::find(connection, id)?.map(|job| job.state);
        let (state, error) = match failure {
            None => (JobState::Done, ""),
            Some(_) if asked == Some(JobState::Cancelling) => (JobState::Cancelled, ""),
            Some(_) if app.news.is_stopping() => (JobState::Interrupted, ""),
            Some(error) => (JobState::Failed, error.detail()),
        };
        if state == JobState::Failed {
            tracing::error!(?failure, %id, "a job failed");
        }
        db::job::end(connection, id, state, error, now)?;
        Ok(())
    })
}

/// Asks a running job to stop; it does so at its next safe place.
pub fn cancel(app: &App, actor: Actor, id: JobId) -> Result<()> {
    let now = app.clock.now();
    app.database.write(|connection| {
        let job = db::job::find(connection, id)?.ok_or_else(|| Error::not_found("job"))?;
        if db::job::cancel(connection, id)? > 0 {
            db::audit::record(connection, actor, "job.cancel", Some(id.0), job.kind.as_str(), now)?;
        }
        Ok(())
    })
}

/// Asks for the index to be filled anew; the worker does it next.
pub fn rebuild_index(app: &App, actor: Actor) -> Result<()> {
    let now = app.clock.now();
    app.database.write(|connection| {
        db::audit::record(connection, actor, "index.rebuild", None, "", now)?;
        Ok(())
    })?;
    app.news.ask_for_rebuild();
    Ok(())
}

/// One job.
pub fn find(app: &App, id: JobId) -> Result<Job> {
    app.database
        .read(|connection| db::job::find(connection, id)?.ok_or_else(|| Error::not_found("job")))
}

/// Takes over after a process that ended: what ran then does so no more, and its files go.
pub fn interrupt(app: &App) -> Result<()> {
    let now = app.clock.now();
    app.database
        .write(|connection| Ok(db::job::interrupt(connection, now)?))?;
    match std::fs::remove_dir_all(transit(app)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

/// The folder of files that only pass through: what was uploaded until it is imported, what is packed until it is sent.
pub fn transit(app: &App) -> PathBuf {
    app.settings.data_dir.join("transit")
}

/// A folder of its own in there. It is removed with all that is in it when this is dropped.
#[derive(Debug)]
pub struct Passing(PathBuf);

impl Passing {
    /// An empty one.
    pub fn new(app: &App) -> Result<Self> {
        let folder = transit(app).join(secret::random_hex(8)?);
        std::fs::create_dir_all(&folder)?;
        Ok(Self(folder))
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Makes a file in it that only its owner can read.
    pub fn create(&self, name: &str) -> Result<File> {
        let mut options = File::options();
        options.read(true).write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        Ok(options.open(self.0.join(name))?)
    }
}

impl Drop for Passing {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            tracing::warn!(%error, "a file that only passed through could not be removed");
        }
    }
}
