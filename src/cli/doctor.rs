//! `doctor`: what is wrong with an installation, and how to mend it.

use super::{Outcome, context::Context};
use crate::{
    actions::doctor::{self, Finding, IndexState, Level},
    clock::Clock,
    db::{self, Database},
    domain::visibility::Reader,
    error::Result,
    search::Index,
};
use clap::Args;
use std::path::Path;

/// Looks for what is wrong with the installation and says how to mend it; fails where something is an error
#[derive(Debug, Args)]
#[command(after_help = "Example: precedent doctor --json")]
pub struct Doctor {}

impl Doctor {
    pub fn run(context: &Context) -> Outcome {
        let settings = context.settings(|_| {})?;
        let folder = settings.data_dir.join("index");
        let findings = doctor::run(&settings, &Clock::System, |database| index(&folder, database));
        context
            .output
            .give(&findings, |findings| findings.iter().map(line).collect())?;
        let errors = findings.iter().filter(|finding| finding.level == Level::Error).count();
        anyhow::ensure!(errors == 0, "{errors} of {} checks failed", findings.len());
        Ok(())
    }
}

fn line(finding: &Finding) -> String {
    let mark = match finding.level {
        Level::Good => "good",
        Level::Warning => "warning",
        Level::Error => "error",
    };
    let fix = if finding.fix.is_empty() {
        String::new()
    } else {
        format!("\n         {}", finding.fix)
    };
    format!("{mark:9}{}{fix}\n", finding.problem)
}

/// How far the index has come; of other data it has not begun.
fn index(folder: &Path, database: &Database) -> Result<Option<IndexState>> {
    let Some(index) = Index::existing(folder) else {
        return Ok(None);
    };
    let reached = index.reached();
    let epoch = database
        .read(|connection| db::settings::find(connection, db::settings::EPOCH).map_err(crate::error::Error::from))?;
    let position = reached.within(&epoch.unwrap_or_default());
    let documents = index.staff(Reader::Staff).map_or(0, |staff| staff.documents());
    Ok(Some(IndexState { position, documents }))
}
