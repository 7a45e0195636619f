//! `export`: the archive as files.

use super::{Outcome, context::Context};
use crate::actions::export;
use clap::Args;
use std::path::PathBuf;

/// Writes the archive as Markdown and JSON lines, which `import auto` brings into an empty installation again
#[derive(Debug, Args)]
#[command(after_help = "Example: precedent export ./archive && precedent --data-dir ./copy import auto ./archive")]
pub struct Export {
    /// A folder that is empty or does not exist yet.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

impl Export {
    pub fn run(self, context: &Context) -> Outcome {
        let summary = export::export(&context.existing_records()?, &self.folder)?;
        context.output.give(&summary, |summary| {
            format!(
                "Wrote {} articles and {} conversations of {} brands to {}.",
                summary.articles,
                summary.conversations,
                summary.brands,
                self.folder.display()
            )
        })
    }
}
