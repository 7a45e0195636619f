//! What happens in the background: on one thread the index follows the change log, what is related to articles is looked
//! for, and what is old is forgotten; on
//! another the vectors follow it, where there is an encoder; on a third, what people ask is written down and grouped, and what use
//! teaches is learned; on a fourth, links are looked for in what was replied.

mod mend;
mod retry;

use crate::{
    actions::{self, group::Grouper, heard::Listener, learning::Learner, related::Keeper},
    app::App,
    db,
    error::{Code, Result},
    search::Writer,
};
use chrono::Duration as Days;
use mend::Mend;
use retry::Retry;
use std::{
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

/// How long the worker sleeps when nothing tells it of a change: another process may have made one.
const PATIENCE: Duration = Duration::from_secs(1);
/// How long a command waits for entries that other transactions hold back; the server's worker takes them later.
const HELD_BACK: Duration = Duration::from_secs(30);
/// Failures in a row after which the index is filled anew.
const GIVE_UP_AFTER: usize = 3;
/// How often old entries are forgotten.
const TIDY_EVERY: Duration = Duration::from_hours(1);
/// How long the change log and answers under idempotency keys are kept, in days.
const CHANGE_LOG_DAYS: i64 = 7;
const IDEMPOTENCY_DAYS: i64 = 1;
/// How long it is remembered what ran in the background, in days.
const JOB_DAYS: i64 = 90;

/// The running worker. Dropping it lets it finish and waits for it.
pub struct Worker {
    app: App,
    threads: Vec<JoinHandle<()>>,
}

/// Starts the worker.
pub fn start(app: &App) -> Result<Worker> {
    actions::job::interrupt(app)?;
    let writer = app.index.writer()?;
    let own = app.clone();
    let thread = thread::Builder::new()
        .name("worker".into())
        .spawn(move || run(&own, writer))?;
    let mut worker = Worker {
        app: app.clone(),
        threads: vec![thread],
    };
    if app.meaning.encoder().is_some() {
        let own = app.clone();
        // Beside the index, which must not wait for it: a text takes some milliseconds.
        let thread = thread::Builder::new().name("meaning".into());
        worker.threads.push(thread.spawn(move || follow_meaning(&own))?);
    }
    let own = app.clone();
    let thread = thread::Builder::new().name("questions".into());
    worker.threads.push(thread.spawn(move || follow_questions(&own))?);
    let own = app.clone();
    let thread = thread::Builder::new().name("links".into());
    worker.threads.push(thread.spawn(move || look_for_links(&own))?);
    Ok(worker)
}

fn follow_questions(app: &App) {
    let (mut grouper, mut learner, mut retry) = (Grouper::default(), Learner::default(), Retry::default());
    let mut listener = Listener::default();
    loop {
        let generation = app.news.generation();
        if let Err(error) = listener.follow(app) {
            tracing::warn!(?error, "titles could not be read for the names in them; trying again");
        }
        if let Err(error) = learner.follow(app) {
            tracing::warn!(?error, "nothing could be learned from what happened; trying again");
        }
        let mut grouped = || retry.attempt(|| grouper.follow(app));
        match note_questions(app).and_then(|more| Ok(grouped()? || more)) {
            Ok(true) if !app.news.is_stopping() => continue,
            Ok(_) => {}
            Err(error) => tracing::warn!(?error, "what people ask could not be grouped; trying again"),
        }
        if !app.news.wait_beyond(generation, PATIENCE) {
            break;
        }
    }
}

/// Judges what may be resolved by now and writes down some of what was asked; true where there may be more.
fn note_questions(app: &App) -> Result<bool> {
    let judged = actions::judge::follow(app)?;
    actions::gap::settle(app)?;
    Ok(actions::gap::follow(app)? || judged)
}

/// Writes down and groups all that people asked until now, on this thread: for commands that end, and for tests.
pub fn group_all(app: &App) -> Result<()> {
    let mut grouper = Grouper::default();
    until_settled(|| {
        while note_questions(app)? | grouper.follow(app)? {}
        actions::gap::is_behind(app)
    })
}

/// Repeats `step` while it says that entries are left. On PostgreSQL another transaction on the same server can hold
/// entries back for a moment.
fn until_settled(mut step: impl FnMut() -> Result<bool>) -> Result<()> {
    let began = Instant::now();
    while step()? && began.elapsed() < HELD_BACK {
        thread::sleep(Duration::from_millis(10));
    }
    Ok(())
}

fn look_for_links(app: &App) {
    loop {
        let generation = app.news.generation();
        match actions::infer::follow(app) {
            Ok(true) if !app.news.is_stopping() => continue,
            Ok(_) => {}
            Err(error) => tracing::warn!(?error, "links could not be looked for; trying again"),
        }
        if !app.news.wait_beyond(generation, PATIENCE) {
            break;
        }
    }
}

fn follow_meaning(app: &App) {
    let mut retry = Retry::default();
    loop {
        let generation = app.news.generation();
        match retry.attempt(|| actions::meaning::follow(app)) {
            Ok(true) if !app.news.is_stopping() => continue,
            Ok(_) => {}
            Err(error) => tracing::error!(?error, "the vectors could not follow the change log; trying again"),
        }
        if !app.news.wait_beyond(generation, PATIENCE) {
            break;
        }
    }
}

/// Applies all that is in the change log now to the index and the vectors, on this thread: for commands that end, and for
/// tests.
pub fn catch_up(app: &App) -> Result<()> {
    catch_up_words(app)?;
    catch_up_meaning(app)?;
    learn(app)
}

/// Takes in what the conversations and their outcomes tell of the articles, once the index knows them.
fn learn(app: &App) -> Result<()> {
    Listener::default().follow(app)?;
    while actions::infer::follow(app)? {}
    Learner::default().learn(app).map(drop)
}

/// The same for the index alone: for a server that begins, whose worker makes the vectors while it answers.
pub fn catch_up_words(app: &App) -> Result<()> {
    apply_all(app, &mut app.index.writer()?)
}

/// An encoder outside that is down fails no command: the server makes what is missing once it answers.
fn catch_up_meaning(app: &App) -> Result<()> {
    let caught_up = until_settled(|| {
        while actions::meaning::follow(app)? {}
        actions::meaning::is_behind(app)
    });
    match caught_up {
        Err(error) if error.code() == Code::Unavailable => {
            tracing::warn!(?error, "what is new is found by words alone for now");
            Ok(())
        }
        other => other,
    }
}

/// The same after much was brought in: what searches have to go through is then merged into little.
pub fn catch_up_and_condense(app: &App) -> Result<()> {
    let mut writer = app.index.writer()?;
    apply_all(app, &mut writer)?;
    if app.index.is_loose() {
        // Merges of its own that are under way would be in the way.
        writer.finish()?;
        app.index.writer()?.condense()?;
    }
    catch_up_meaning(app)?;
    learn(app)
}

fn apply_all(app: &App, writer: &mut Writer) -> Result<()> {
    until_settled(|| {
        while actions::index::follow(app, writer)? {}
        Ok(actions::health::health(app)?.index_behind > 0)
    })
}

fn run(app: &App, writer: Writer) {
    let mut writer = Some(writer);
    let mut tidied: Option<Instant> = None;
    let mut failures = 0;
    let (mut related, mut retry) = (Keeper::default(), Retry::default());
    let mut mend = Mend::default();
    while !app.news.is_stopping() {
        let followed = mend
            .look_after(&app.index, &mut writer)
            .and_then(|()| follow(app, &mut writer, failures));
        match followed {
            Ok(more) => {
                failures = 0;
                if more {
                    app.news.applied();
                    continue;
                }
            }
            Err(error) => {
                failures += 1;
                tracing::error!(
                    ?error,
                    failures,
                    "the index could not follow the change log; trying again"
                );
            }
        }
        if tidied.is_none_or(|last| last.elapsed() > TIDY_EVERY) {
            tidied = Some(Instant::now());
            if let Err(error) = tidy(app) {
                tracing::warn!(?error, "old entries could not be forgotten");
            }
        }
        // What is beside an article is found in the index, and never before what comes into it.
        match retry.attempt(|| related.follow(app)) {
            Ok(true) => continue,
            Ok(false) => {}
            Err(error) => tracing::warn!(?error, "what is related could not be looked for; trying again"),
        }
        if !app.news.wait(PATIENCE) {
            break;
        }
    }
}

/// Applies what is next. A writer that failed is in no known state, so the next try opens another; where that does not
/// help, the index is filled anew.
fn follow(app: &App, writer: &mut Option<Writer>, failures: usize) -> Result<bool> {
    let mut open = match writer.take() {
        Some(writer) => writer,
        None => app.index.writer()?,
    };
    if failures >= GIVE_UP_AFTER || app.news.take_wish_for_rebuild() {
        actions::index::rebuild(app, &mut open)?;
    }
    let more = actions::index::follow(app, &mut open)?;
    *writer = Some(open);
    Ok(more)
}

fn tidy(app: &App) -> Result<()> {
    let now = app.clock.now();
    app.database.write(|connection| {
        db::session::prune(connection, now)?;
        db::idempotency::prune(connection, now - Days::days(IDEMPOTENCY_DAYS))?;
        db::change_log::prune(connection, now - Days::days(CHANGE_LOG_DAYS))?;
        db::job::prune(connection, now - Days::days(JOB_DAYS))?;
        Ok(())
    })?;
    actions::retention::forget_old(app).map(|_| ())
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.app.news.stop();
        for thread in self.threads.drain(..) {
            if thread.join().is_err() {
                tracing::error!("the worker panicked");
            }
        }
    }
}
