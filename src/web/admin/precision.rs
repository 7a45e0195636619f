//! How sure suggestions have to be, as the page of the site shows it: what each precision costs on the installation's own
//! messages, or where too few say so, on public sets.

use crate::{
    actions::precision::{self, Measured},
    app::App,
    db,
    domain::{
        job::JobKind,
        suggestion::{ENOUGH, Line},
    },
    error::{Error, Result},
};
use chrono::NaiveDateTime;
use serde::Serialize;

/// What the page shows of it.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Precision {
    /// When it was measured last.
    measured: Option<NaiveDateTime>,
    /// Messages that were asked again, and those of them whose right answer is known.
    messages: usize,
    judged: usize,
    /// How many have to be known.
    least: usize,
    /// What the threshold gives that is set.
    now: Option<Row>,
    rows: Vec<Row>,
    /// Where the page of the job is that measures now; empty: none does.
    job: String,
}

/// A precision and what it costs; shares in percent.
#[derive(Debug, Clone, Default, Serialize)]
struct Row {
    wanted: u32,
    /// None: no threshold gives it, as far as is known.
    threshold: Option<f64>,
    coverage: u32,
    right: u32,
    judged: usize,
    /// Whether too few messages say so here, so that the public sets do.
    too_few: bool,
}

impl Precision {
    /// For a page while `threshold` is set.
    pub fn read(app: &App, threshold: f64) -> Result<Self> {
        let measured = precision::measured(app)?;
        let newest = app
            .database
            .read(|connection| Ok::<_, Error>(db::job::list(connection, Some(JobKind::Measure), 1)?))?;
        let live = newest.iter().find(|job| job.state.is_live());
        Ok(Self {
            job: live.map(|job| format!("/admin/jobs/{}", job.id)).unwrap_or_default(),
            ..Self::of(measured.as_ref(), threshold)
        })
    }

    fn of(measured: Option<&Measured>, threshold: f64) -> Self {
        let history = measured.map(|measured| &measured.history);
        Self {
            measured: measured.map(|measured| measured.at),
            messages: history.map_or(0, |history| history.len()),
            judged: history.map_or(0, |history| history.judged()),
            least: ENOUGH,
            now: history
                .and_then(|history| history.at_threshold(threshold))
                .map(|line| Row::of(&line)),
            rows: precision::lines(measured).iter().map(Row::of).collect(),
            job: String::new(),
        }
    }

    /// For samples.
    pub fn sample() -> Self {
        let row = Row {
            wanted: 80,
            threshold: Some(0.52),
            coverage: 61,
            right: 82,
            judged: 140,
            too_few: false,
        };
        let sets = Row {
            too_few: true,
            ..row.clone()
        };
        let never = Row {
            threshold: None,
            ..row.clone()
        };
        let unknown = Row {
            threshold: None,
            ..sets.clone()
        };
        Self {
            measured: Some(NaiveDateTime::default()),
            messages: 500,
            judged: 212,
            least: ENOUGH,
            now: Some(row.clone()),
            rows: vec![row, sets, never, unknown],
            job: "/admin/jobs/4f7k".into(),
        }
    }
}

impl Row {
    fn of(line: &Line) -> Self {
        let sets = line.sets.filter(|_| line.too_few);
        Self {
            wanted: percent(line.wanted),
            threshold: line.threshold.or(sets.map(|sets| sets.threshold)),
            coverage: percent(line.coverage.or(sets.map(|sets| sets.coverage)).unwrap_or_default()),
            right: percent(line.right.or(sets.map(|sets| sets.right)).unwrap_or_default()),
            judged: line.judged,
            too_few: line.too_few,
        }
    }
}

fn percent(share: f64) -> u32 {
    (share * 100.0).round() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::suggestion::History;

    #[test]
    fn too_few_messages_are_told_as_such() {
        let nothing = Precision::of(None, 0.5);
        assert!(nothing.now.is_none() && nothing.measured.is_none());
        let of_sets: Vec<_> = nothing
            .rows
            .iter()
            .map(|row| (row.wanted, row.threshold, row.too_few))
            .collect();
        assert_eq!(
            of_sets,
            [
                (70, Some(0.4), true),
                (80, Some(0.5), true),
                (90, Some(0.8), true),
                (95, None, true)
            ]
        );
        let mut history = History::default();
        for _ in 0..ENOUGH {
            history.add(0.75, Some(true));
            history.add(0.25, None);
        }
        let at = NaiveDateTime::default();
        let own = Precision::of(Some(&Measured { at, history }), 0.5);
        let row = &own.rows[3];
        assert_eq!(
            (row.threshold, row.coverage, row.right, row.judged, row.too_few),
            (Some(0.01), 100, 100, ENOUGH, false)
        );
        assert_eq!(own.now.map(|now| (now.coverage, now.right)), Some((50, 100)));
    }
}
