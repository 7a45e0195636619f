//! Jobs: what runs in the background, how far it is, and what came of it.

use super::{DbConnection, schema::jobs};
use crate::domain::{
    id::{AccountId, JobId},
    job::{JobKind, JobState},
};
use chrono::NaiveDateTime;
use diesel::prelude::*;

/// The states of a job that goes on.
const LIVE: [JobState; 2] = [JobState::Running, JobState::Cancelling];

/// A job as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Job {
    pub id: JobId,
    pub kind: JobKind,
    pub state: JobState,
    /// What it works on, for instance the name of a file.
    pub title: String,
    /// Who asked for it; none: the server itself, or the command line.
    pub account_id: Option<AccountId>,
    /// How much is done of `total`, in bytes or things.
    pub done: i64,
    pub total: Option<i64>,
    /// What came of it so far, as JSON; empty where there is nothing to say.
    pub report: String,
    /// Why it failed; empty where it did not.
    pub error: String,
    pub started_at: NaiveDateTime,
    pub ended_at: Option<NaiveDateTime>,
}

/// Stores a job that runs from now on.
pub fn insert(
    connection: &mut DbConnection,
    kind: JobKind,
    title: &str,
    account_id: Option<AccountId>,
    now: NaiveDateTime,
) -> QueryResult<JobId> {
    diesel::insert_into(jobs::table)
        .values((
            jobs::kind.eq(kind),
            jobs::state.eq(JobState::Running),
            jobs::title.eq(title),
            jobs::account_id.eq(account_id),
            jobs::done.eq(0),
            jobs::report.eq(""),
            jobs::error.eq(""),
            jobs::started_at.eq(now),
        ))
        .returning(jobs::id)
        .get_result(connection)
}

pub fn find(connection: &mut DbConnection, id: JobId) -> QueryResult<Option<Job>> {
    jobs::table.filter(jobs::id.eq(id)).first(connection).optional()
}

/// The newest jobs, of one kind or of all.
pub fn list(connection: &mut DbConnection, kind: Option<JobKind>, limit: i64) -> QueryResult<Vec<Job>> {
    let mut query = jobs::table.into_boxed();
    if let Some(kind) = kind {
        query = query.filter(jobs::kind.eq(kind));
    }
    query.order(jobs::id.desc()).limit(limit).load(connection)
}

/// Writes down how far a job is.
pub fn progress(
    connection: &mut DbConnection,
    id: JobId,
    (done, total): (i64, Option<i64>),
    report: &str,
) -> QueryResult<usize> {
    diesel::update(jobs::table.filter(jobs::id.eq(id)))
        .set((jobs::done.eq(done), jobs::total.eq(total), jobs::report.eq(report)))
        .execute(connection)
}

/// Asks a running job to stop.
pub fn cancel(connection: &mut DbConnection, id: JobId) -> QueryResult<usize> {
    diesel::update(jobs::table.filter(jobs::id.eq(id).and(jobs::state.eq(JobState::Running))))
        .set(jobs::state.eq(JobState::Cancelling))
        .execute(connection)
}

/// Writes down how a job ended.
pub fn end(
    connection: &mut DbConnection,
    id: JobId,
    state: JobState,
    error: &str,
    now: NaiveDateTime,
) -> QueryResult<usize> {
    diesel::update(jobs::table.filter(jobs::id.eq(id)))
        .set((
            jobs::state.eq(state),
            jobs::error.eq(error),
            jobs::ended_at.eq(Some(now)),
        ))
        .execute(connection)
}

/// Marks what still seems to run as interrupted: its process is gone.
pub fn interrupt(connection: &mut DbConnection, now: NaiveDateTime) -> QueryResult<usize> {
    diesel::update(jobs::table.filter(jobs::state.eq_any(LIVE)))
        .set((jobs::state.eq(JobState::Interrupted), jobs::ended_at.eq(Some(now))))
        .execute(connection)
}

/// Forgets jobs that ended before `before`.
pub fn prune(connection: &mut DbConnection, before: NaiveDateTime) -> QueryResult<usize> {
    diesel::delete(jobs::table.filter(jobs::ended_at.lt(before))).execute(connection)
}
