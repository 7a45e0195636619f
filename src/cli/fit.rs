//! `fit`: a text as a channel would carry it.

use super::{Outcome, context::Context, lines};
use crate::{
    actions::channel::{must_be_known, own_kinds},
    domain::{
        channel::{self, ChannelKind},
        fit::{Fitted, fit_text},
    },
    error::Code,
};
use clap::Args;

/// Shows a text as a channel would carry it: counted in its own unit, cut or in parts where it is too long
#[derive(Debug, Args)]
#[command(after_help = "Example: precedent fit --channel x \"Hola, mira https://example.com/a/4f7k\"")]
pub struct Fit {
    /// Kind of the channel, for instance x, x_dm, mastodon or sms.
    #[arg(long, value_name = "KIND")]
    channel: ChannelKind,
    /// The text; `-` reads it from standard input.
    #[arg(required_unless_present = "jsonl", conflicts_with = "jsonl")]
    text: Option<String>,
    /// Reads JSON lines with `text` from standard input and writes one line for each.
    #[arg(long)]
    jsonl: bool,
}

impl Fit {
    pub fn run(self, context: &Context) -> Outcome {
        if !channel::is_known(&self.channel) {
            // A brand of this installation may have one that is called so; without one, nobody has.
            let own = match context.existing_records() {
                Ok(app) => own_kinds(&app)?,
                Err(error) if error.code() == Code::NotFound => Vec::new(),
                Err(error) => return Err(error.into()),
            };
            must_be_known(&self.channel, &own)?;
        }
        let rules = channel::natural(&self.channel);
        match self.text {
            None => lines::each(|object| Ok(serde_json::to_value(fit_text(lines::text(&object)?, rules))?)),
            Some(text) => {
                let fitted = fit_text(&lines::text_or_input(&text)?, rules);
                context.output.give(&fitted, for_people)
            }
        }
    }
}

fn for_people(fitted: &Fitted) -> String {
    let limit = fitted.limit.map(|limit| format!(" of {limit}")).unwrap_or_default();
    let unit = serde_json::to_value(fitted.unit).unwrap_or_default();
    let verdict = if fitted.fits { "fits" } else { "does not fit" };
    let carried: Vec<String> = fitted.parts.iter().map(|part| format!("{part}\n\n")).collect();
    format!(
        "{}{}{limit} ({}): {verdict}\n",
        carried.concat(),
        fitted.length,
        unit.as_str().unwrap_or_default()
    )
}
