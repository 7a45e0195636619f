//! `import`: conversations and articles from elsewhere.

use super::{Outcome, channel, context::Context};
use crate::{
    actions::{
        Actor,
        import::{self, Counts, Options, Report},
        portal,
    },
    app::App,
    channels::{Format, Progress, Request},
    domain::channel::ChannelKind,
    error::{Code, Result},
    worker,
};
use anyhow::Context as _;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use std::path::{Path, PathBuf};

/// Brings in conversations and articles; the same again changes nothing
#[derive(Debug, Args)]
#[command(
    after_help = "Example: precedent import twcs twcs.csv.gz --brand spotify\nExample: precedent import auto ./export --dry-run"
)]
pub struct Import {
    /// What the input is written in; auto tells by looking.
    #[arg(value_parser = clap::builder::PossibleValuesParser::new(Format::names()))]
    format: String,
    /// Files, folders, or `-` for standard input; gzip and zip are unpacked. A folder with a brand.toml restores the brand, its
    /// channels and topics too.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Slug or name of the brand for everything, made where it is missing.
    #[arg(long)]
    brand: Option<String>,
    /// Channel of conversations that name none, for instance x:BriznaAyuda.
    #[arg(long, value_name = "KIND:HANDLE", value_parser = channel::parse)]
    channel: Option<(ChannelKind, String)>,
    /// Reads and reports, and stores nothing.
    #[arg(long)]
    dry_run: bool,
}

impl Import {
    pub fn run(self, context: &Context) -> Outcome {
        // Before an installation is made for nothing.
        for path in self.paths.iter().filter(|path| *path != Path::new("-")) {
            std::fs::metadata(path).with_context(|| path.display().to_string())?;
        }
        if self.dry_run {
            let trial = context.trial()?;
            let report = self.import(&trial.app)?;
            return tell(context, &report, true);
        }
        let report = match context.owner() {
            Ok((app, _instance)) => {
                let report = self.import(&app)?;
                worker::catch_up_and_condense(&app)?;
                report
            }
            // The database can be written beside a server; the index is the server's, which follows by itself.
            Err(taken) if taken.code() == Code::Conflict => {
                let report = self.import(&context.records()?)?;
                tracing::warn!(
                    "{} It shows the imported records in its index by itself.",
                    in_use(taken.detail())
                );
                report
            }
            Err(error) => return Err(error.into()),
        };
        tell(context, &report, false)
    }

    fn import(&self, app: &App) -> Result<Report> {
        let format: Format = self
            .format
            .parse()
            .map_err(|error: crate::domain::words::UnknownWord| {
                crate::error::Error::invalid("format", error.to_string())
            })?;
        let portals = portal::all(&self.paths)?;
        if !self.dry_run {
            for portal in &portals {
                portal::put(app, Actor::default(), portal)?;
            }
        }
        let home = portals.first().filter(|_| portals.len() == 1).map(portal::Portal::slug);
        let options = Options {
            brand: self.brand.clone(),
            home,
            channel: self.channel.clone(),
            dry_run: self.dry_run,
            curated: format == Format::Beir || !portals.is_empty(),
            ..Options::default()
        };
        let request = Request {
            format,
            paths: self.paths.clone(),
            scratch: app.scratch().to_owned(),
        };
        let bar = bar();
        let report = import::import(app, Actor::default(), request, &options, &mut |progress| {
            show(&bar, progress);
        });
        bar.finish_and_clear();
        report
    }
}

/// Says what was done; a source that could not be read is a failure, what single records lack is not.
fn tell(context: &Context, report: &Report, dry_run: bool) -> Outcome {
    context.output.give(report, |report| for_people(report, dry_run))?;
    anyhow::ensure!(
        !report.is_failure(),
        "what was given could not be read, or not to its end"
    );
    Ok(())
}

/// The first sentence of the refusal: which folder, which process.
fn in_use(detail: &str) -> &str {
    detail.split_inclusive(". ").next().unwrap_or(detail).trim_end()
}

/// By bytes; drawn only on a terminal.
fn bar() -> ProgressBar {
    let style = "{bar:40} {bytes}/{total_bytes} {bytes_per_sec} {eta} left";
    let bar = ProgressBar::new(0);
    match ProgressStyle::with_template(style) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

fn show(bar: &ProgressBar, progress: Progress) {
    if let Some(total) = progress.total {
        bar.set_length(total);
    }
    bar.set_position(progress.done);
}

fn for_people(report: &Report, dry_run: bool) -> String {
    let line = |name: &str, counts: Counts| {
        let Counts {
            new,
            updated,
            unchanged,
            rejected,
        } = counts;
        format!("{name:14}{new} new, {updated} updated, {unchanged} unchanged, {rejected} rejected\n")
    };
    let mut text = line("Conversations", report.conversations)
        + &line("Messages", report.messages)
        + &line("Articles", report.articles);
    for problem in &report.errors {
        text.push_str(&format!("{}:{}: {}\n", problem.source, problem.line, problem.reason));
    }
    if dry_run {
        text.push_str("Nothing was stored.\n");
    }
    text + &format!("{:.1} seconds\n", report.seconds)
}
