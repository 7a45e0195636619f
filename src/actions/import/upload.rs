//! Imports a file that somebody uploaded, as a job. The file is gone when the job ends.

use super::{Options, Report, watched};
use crate::{
    actions::{
        Actor,
        job::{self, Passing},
    },
    app::App,
    channels::{Format, Progress, Request},
    domain::{id::JobId, job::JobKind},
    error::{Error, Result},
};
use serde::{Deserialize, Serialize};
use std::{
    fs::File,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

/// Rejected records that are kept with the job; the rest is counted.
const KEPT_ERRORS: usize = 100;
/// How often reading tells how far it has come.
const TELL_EVERY: Duration = Duration::from_secs(1);
/// Longest name of a file that is kept, in characters.
const NAME_MOST: usize = 100;

/// A file that was uploaded. It is removed when this is dropped.
#[derive(Debug)]
pub struct Upload {
    passing: Passing,
    name: String,
}

/// What is known of an import while it runs and afterwards.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Told {
    pub dry_run: bool,
    /// Rejected records, those among `report.errors` included.
    pub rejected: u64,
    pub report: Report,
}

impl Upload {
    /// Room for a file that its sender calls `name`, and the open file.
    pub fn new(app: &App, name: &str) -> Result<(Self, File)> {
        let upload = Self {
            passing: Passing::new(app)?,
            name: sound_name(name),
        };
        let file = upload.passing.create(&upload.name)?;
        Ok((upload, file))
    }

    fn file(&self) -> PathBuf {
        self.passing.path().join(&self.name)
    }
}

/// The last part of a name as browsers send it, of harmless characters: its ending tells the format.
fn sound_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || matches!(c, '.' | '-' | '_') {
                c
            } else {
                '_'
            }
        })
        .collect();
    let kept = kept.trim_start_matches('.');
    // Endings stand at the end, so the beginning gives way.
    let skipped = kept.chars().count().saturating_sub(NAME_MOST);
    let kept: String = kept.chars().skip(skipped).collect();
    if kept.is_empty() { "upload".into() } else { kept }
}

/// The formats that a file can be uploaded in, by their names.
pub fn formats() -> impl Iterator<Item = &'static str> {
    // Two names of one format would be two choices of the same.
    Format::names().filter(|name| *name != "markdown_frontmatter")
}

/// Starts the import of an uploaded file, whose format is named as in [`formats`].
pub fn start(app: &App, actor: Actor, upload: Upload, format: &str, options: Options) -> Result<JobId> {
    let format: Format = format
        .parse()
        .map_err(|_| Error::invalid("format", "There is no such format."))?;
    let options = Options {
        curated: format == Format::Beir,
        ..options
    };
    let title = upload.name.clone();
    job::start(app, actor, JobKind::Import, &title, move |app, running| {
        run(app, actor, running, &upload, format, &options)
    })
}

fn run(
    app: &App,
    actor: Actor,
    running: &job::Running,
    upload: &Upload,
    format: Format,
    options: &Options,
) -> Result<()> {
    let request = Request {
        format,
        paths: vec![upload.file()],
        scratch: upload.passing.path().to_owned(),
    };
    // Reading and storing tell in turn, never at once.
    let far = std::cell::Cell::new((0, None));
    let mut told_at = Instant::now();
    let last = std::cell::RefCell::new(written(&Report::default(), options, &upload.file())?);
    let mut progress = |progress: Progress| {
        far.set((progress.done as i64, progress.total.map(|total| total as i64)));
        if told_at.elapsed() > TELL_EVERY {
            told_at = Instant::now();
            // Whether it should stop is asked where a batch is stored.
            if let Err(error) = running.progress(far.get(), &last.borrow()) {
                tracing::debug!(?error, "progress was not written down");
            }
        }
    };
    let mut stored = |report: &Report| {
        last.replace(written(report, options, &upload.file())?);
        running.progress(far.get(), &last.borrow())
    };
    let report = watched(app, actor, request, options, &mut progress, &mut stored)?;
    running.report(far.get(), &written(&report, options, &upload.file())?)
}

/// The report as it is kept: under the name that the sender knows.
fn written(report: &Report, options: &Options, file: &Path) -> Result<String> {
    let mut report = report.clone();
    let rejected = [report.conversations, report.messages, report.articles];
    let rejected: u64 = rejected.iter().map(|counts| counts.rejected).sum();
    let rejected = rejected.max(report.errors.len() as u64);
    report.errors.truncate(KEPT_ERRORS);
    let (path, name) = (file.display().to_string(), file.file_name().unwrap_or_default());
    for problem in &mut report.errors {
        problem.source = problem.source.replace(&path, &name.to_string_lossy());
    }
    let told = Told {
        dry_run: options.dry_run,
        rejected,
        report,
    };
    serde_json::to_string(&told).map_err(Error::internal)
}

#[cfg(test)]
mod tests {
    use super::sound_name;

    #[test]
    fn names_lead_nowhere_and_keep_their_ending() {
        assert_eq!(sound_name("../../etc/passwd"), "passwd");
        assert_eq!(sound_name("C:\\x\\tweets 2.csv.gz"), "tweets_2.csv.gz");
        assert_eq!(sound_name(".."), "upload");
        assert_eq!(
            sound_name(&format!("{}.csv", "a".repeat(300))),
            format!("{}.csv", "a".repeat(96))
        );
    }
}
