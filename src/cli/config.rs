//! `config`: the settings as they are in force.

use super::{Outcome, context::Context, output};
use clap::Subcommand;
use serde_json::Value;

/// Shows the settings
#[derive(Debug, Subcommand)]
pub enum Config {
    /// Prints each setting, its value and where that comes from; passwords are hidden
    #[command(after_help = "Example: precedent config show\nExample: precedent config show --json")]
    Show,
}

impl Config {
    pub fn run(self, context: &Context) -> Outcome {
        let Self::Show = self;
        let settings = context.shown()?;
        context.output.give(&settings, |settings| {
            let rows: Vec<_> = settings
                .iter()
                .map(|one| [one.key.clone(), in_words(&one.value), one.from.clone()])
                .collect();
            output::table(["SETTING", "VALUE", "FROM"], &rows)
        })
    }
}

fn in_words(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(in_words).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}
