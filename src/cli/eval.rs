//! `eval`: how good search and suggestions are on a set with known answers.

use super::{Outcome, context::Context};
use crate::actions::eval::{self, Mode};
use anyhow::Context as _;
use clap::{Args, ValueEnum};
use indicatif::ProgressBar;
use serde_json::json;
use std::{
    collections::HashSet,
    fs::File,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
    time::Instant,
};

/// Runs the questions of a BEIR-form folder through the code that serves users, and writes a TREC run file
#[derive(Debug, Args)]
#[command(
    after_help = "Example: precedent import beir ./stackfaq && precedent eval ./stackfaq --mode suggest --run stackfaq.run"
)]
pub struct Eval {
    /// Folder with queries.jsonl; its corpus was imported before. With cluster, a folder or file of texts as JSON lines.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    #[arg(long)]
    mode: ModeName,
    /// File to write: `qid Q0 docid rank score precedent`. With suggest, FILE.abstained gets the ids of questions on
    /// which a user would have been shown nothing. With cluster: `id<TAB>group`.
    #[arg(long, value_name = "FILE")]
    run: PathBuf,
    /// File to write: for each question a line of JSON with what speaks for its answers; with suggest.
    #[arg(long, value_name = "FILE")]
    evidence: Option<PathBuf>,
    /// File to write: for each article a line of JSON with the texts that questions are compared with.
    #[arg(long, value_name = "FILE")]
    phrasings: Option<PathBuf>,
    /// Most answers to a question.
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u64).range(1..=100))]
    limit: u64,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ModeName {
    Search,
    Suggest,
    /// Groups texts by what they ask; needs no installation.
    Cluster,
}

impl Eval {
    pub fn run(self, context: &Context) -> Outcome {
        let mode = match self.mode {
            ModeName::Cluster => return self.cluster(context),
            ModeName::Search => Mode::Search,
            ModeName::Suggest => Mode::Suggest,
        };
        let (queries, rejected) = eval::queries(&self.folder)?;
        let app = context.reader()?;
        for reason in &rejected {
            tracing::warn!("{reason}");
        }
        let began = Instant::now();
        let mut out = create(&self.run)?;
        let mut evidence = self.evidence.as_deref().map(create).transpose()?;
        let mut abstained = Vec::new();
        let bar = ProgressBar::new(queries.len() as u64);
        for query in &queries {
            let run = eval::answer(&app, mode, query, self.limit as usize)?;
            eval::write(&run, &mut out)?;
            if let Some(out) = &mut evidence {
                eval::write_evidence(&run, out)?;
            }
            if run.abstained {
                abstained.push(run.query_id);
            }
            bar.inc(1);
        }
        bar.finish_and_clear();
        out.flush()?;
        evidence.iter_mut().try_for_each(Write::flush)?;
        if let Some(file) = &self.phrasings {
            let mut out = create(file)?;
            eval::write_phrasings(&app, &mut out)?;
            out.flush()?;
        }
        if mode == Mode::Suggest {
            let mut name = self.run.clone().into_os_string();
            name.push(".abstained");
            let mut out = create(Path::new(&name))?;
            abstained.iter().try_for_each(|id| writeln!(out, "{id}"))?;
            out.flush()?;
        }
        let seconds = began.elapsed().as_secs_f64();
        let mut document = json!({"queries": queries.len(), "abstained": abstained.len(), "seconds": seconds});
        if !rejected.is_empty() {
            document["errors"] = json!(rejected);
        }
        context.output.give(&document, |_| {
            format!(
                "{} questions, {} with nothing to show, {seconds:.1} seconds",
                queries.len(),
                abstained.len()
            )
        })?;
        anyhow::ensure!(rejected.is_empty(), "{} questions could not be read", rejected.len());
        Ok(())
    }
}

impl Eval {
    fn cluster(self, context: &Context) -> Outcome {
        let trial = context.trial()?;
        let began = Instant::now();
        let grouped = eval::groups(&trial.app, &self.folder)?;
        let mut out = create(&self.run)?;
        for (id, group) in &grouped {
            writeln!(out, "{id}\t{group}")?;
        }
        out.flush()?;
        let groups: HashSet<_> = grouped.iter().map(|(_, group)| group).collect();
        let (texts, groups, seconds) = (grouped.len(), groups.len(), began.elapsed().as_secs_f64());
        let document = json!({"texts": texts, "groups": groups, "seconds": seconds});
        context.output.give(&document, |_| {
            format!("{texts} texts in {groups} groups, {seconds:.1} seconds")
        })
    }
}

fn create(file: &Path) -> anyhow::Result<BufWriter<File>> {
    Ok(BufWriter::new(
        File::create(file).with_context(|| file.display().to_string())?,
    ))
}
