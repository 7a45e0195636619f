//! What the installation's own past says about its threshold: the newest messages are asked again, by the ranking that serves
//! agents, and what it is surest of is compared with what was right then. The threshold that gives a wanted precision
//! follows from that.

mod replay;

use super::{Actor, job, threshold};
use crate::{
    app::App,
    db::{self, settings},
    domain::{
        id::JobId,
        job::JobKind,
        suggestion::{History, Line, WANTED},
    },
    error::{Error, Result},
};
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

/// So many messages are asked again, the newest: some seconds of one core.
pub const SAMPLE: usize = 500;
/// After so many it is written down how far it is.
const TOLD_EVERY: usize = 25;

/// What was measured, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measured {
    pub at: NaiveDateTime,
    pub history: History,
}

/// What was measured last; none: nothing yet.
pub fn measured(app: &App) -> Result<Option<Measured>> {
    let kept = app
        .database
        .read(|connection| Ok::<_, Error>(settings::find(connection, settings::HISTORY)?))?;
    Ok(kept.and_then(|kept| serde_json::from_str(&kept).ok()))
}

/// What each precision that is offered costs, by what was measured last.
pub fn lines(measured: Option<&Measured>) -> Vec<Line> {
    let nothing = History::default();
    let history = measured.map_or(&nothing, |measured| &measured.history);
    WANTED.into_iter().map(|wanted| history.line(wanted)).collect()
}

/// Measures in the background.
pub fn start(app: &App, actor: Actor) -> Result<JobId> {
    let newest = app
        .database
        .read(|connection| Ok::<_, Error>(db::job::list(connection, Some(JobKind::Measure), 1)?))?;
    if let Some(job) = newest.into_iter().find(|job| job.state.is_live()) {
        return Ok(job.id);
    }
    job::start(app, actor, JobKind::Measure, "", |app, running| {
        measure(app, |done, of| running.progress((done as i64, Some(of as i64)), "")).map(drop)
    })
}

/// Measures now, and remembers it. `told` hears how far it is, and stops it with an error.
pub fn measure(app: &App, mut told: impl FnMut(usize, usize) -> Result<()>) -> Result<Measured> {
    let messages = replay::newest(app, SAMPLE)?;
    let mut history = History::default();
    for (done, message) in messages.iter().enumerate() {
        if done.is_multiple_of(TOLD_EVERY) {
            told(done, messages.len())?;
        }
        if let Some((confidence, right)) = replay::ask_again(app, message)? {
            history.add(confidence, right);
        }
    }
    let measured = Measured {
        at: app.clock.now(),
        history,
    };
    let kept = serde_json::to_string(&measured).map_err(Error::internal)?;
    app.database
        .write(|connection| Ok(settings::put(connection, settings::HISTORY, &kept)?))?;
    Ok(measured)
}

/// Sets the threshold to the lowest at which so many of a hundred suggestions are right: by what was measured here, or where
/// too few messages say so, on the public sets. The threshold.
pub fn choose(app: &App, actor: Actor, percent: f64) -> Result<f64> {
    if !(1.0..100.0).contains(&percent) {
        return Err(Error::invalid("precision", "It is a share of a hundred."));
    }
    let measured = measured(app)?;
    let history = measured.map(|measured| measured.history).unwrap_or_default();
    let line = history.line(percent / 100.0);
    let on_sets = line.sets.filter(|_| line.too_few).map(|sets| sets.threshold);
    let unreached = || Error::invalid("precision", "No threshold gives this, as far as is known.");
    let threshold = line.threshold.or(on_sets).ok_or_else(unreached)?;
    threshold::set(app, actor, &threshold.to_string())?;
    Ok(threshold)
}
