//! `erase`: a person who wrote to the brand.

use super::{Outcome, context::Context};
use crate::{
    actions::{self, Actor, person},
    error::Error,
    worker,
};
use clap::Args;

/// Erases a customer: handle, names and personal data go from everything that is stored
#[derive(Debug, Args)]
#[command(
    after_help = "Example: precedent erase @nuria_cs --name 'Nuria Costa'\nBackups made before still hold the person, and so does the system that the conversations came from."
)]
pub struct Erase {
    /// The handle under which the person wrote, on whatever channel.
    person: String,
    /// Kind of the channel, where others have the same handle elsewhere, for instance x.
    #[arg(long, value_name = "KIND")]
    channel: Option<String>,
    /// What else the person is known by; may be given several times.
    #[arg(long = "name", value_name = "NAME")]
    names: Vec<String>,
}

impl Erase {
    pub fn run(self, context: &Context) -> Outcome {
        let app = context.existing_records()?;
        let mut found = person::find(&app, &self.person)?;
        found.retain(|about| self.channel.as_ref().is_none_or(|kind| *kind == about.channel));
        if found.is_empty() {
            return Err(Error::not_found("person").into());
        }
        let ids: Vec<_> = found.iter().map(|about| about.id).collect();
        let summary = actions::erase::erase(&app, Actor::default(), &ids, &self.names)?;
        // A server on the same data folder has the index, and follows by itself.
        if let Ok((app, _instance)) = context.owner() {
            worker::catch_up(&app)?;
        }
        context.output.give(&summary, |summary| {
            format!(
                "Erased {} from {} conversations, {} texts and {} articles.",
                self.person, summary.conversations, summary.texts, summary.articles
            )
        })
    }
}
