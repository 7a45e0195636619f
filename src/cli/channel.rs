//! `channel`: where brands talk.

use super::{Outcome, context::Context, output};
use crate::{
    actions::{
        Actor,
        portal::{self, OwnChannel},
    },
    db::{self, channel::Channel as Stored},
    domain::channel::{ChannelKind, Visibility},
    error::Error,
};
use clap::Subcommand;
use serde_json::{Value, json};

/// Adds and lists the channels of brands
#[derive(Debug, Subcommand)]
pub enum Channel {
    /// Adds a channel to a brand
    #[command(after_help = "Example: precedent channel add x:BriznaAyuda --brand brizna")]
    Add {
        /// Kind and handle, for instance x:BriznaAyuda or email:help@example.com.
        #[arg(value_name = "KIND:HANDLE", value_parser = parse)]
        channel: (ChannelKind, String),
        /// Slug of the brand; without it, the default one.
        #[arg(long)]
        brand: Option<String>,
        /// Who can read its messages; without it, what the kind of channel does.
        #[arg(long)]
        visibility: Option<Visibility>,
        /// Longest reply, in the channel's unit, where the account or server has a limit of its own.
        #[arg(long, value_parser = clap::value_parser!(i32).range(1..))]
        reply_limit: Option<i32>,
    },
    /// Lists the channels
    #[command(after_help = "Example: precedent channel list --brand brizna")]
    List {
        /// Only those of this brand.
        #[arg(long)]
        brand: Option<String>,
    },
}

/// Kind and handle from `KIND:HANDLE` or `KIND`.
pub fn parse(text: &str) -> Result<(ChannelKind, String), String> {
    let (kind, handle) = text.split_once(':').unwrap_or((text, ""));
    let kind = kind.parse::<ChannelKind>().map_err(|error| error.to_string())?;
    Ok((kind, handle.trim().trim_start_matches('@').to_owned()))
}

impl Channel {
    pub fn run(self, context: &Context) -> Outcome {
        match self {
            Self::Add {
                channel: (kind, handle),
                brand,
                visibility,
                reply_limit,
            } => {
                let app = context.existing_records()?;
                let brand = app.brand(brand.as_deref())?;
                let own = OwnChannel {
                    kind,
                    handle,
                    visibility,
                    reply_limit,
                    hours: std::collections::BTreeMap::new(),
                    url: String::new(),
                    disabled: false,
                    target_minutes: None,
                };
                let added = portal::add_channel(&app, Actor::default(), &brand, &own)?;
                context.output.give(&document(&added, &brand.slug), |_| {
                    format!("Added {}:{} to {}.", added.kind.as_str(), added.handle, brand.slug)
                })
            }
            Self::List { brand } => list(context, brand.as_deref()),
        }
    }
}

fn list(context: &Context, brand: Option<&str>) -> Outcome {
    let app = context.existing_records()?;
    let only = match brand {
        Some(brand) => Some(app.brand(Some(brand))?.id),
        None => None,
    };
    let brands = app.brands()?;
    let channels = app
        .database
        .read(|connection| Ok::<_, Error>(db::channel::list(connection, only)?))?;
    let slug = |channel: &Stored| {
        let brand = brands.iter().find(|brand| brand.id == channel.brand_id);
        brand.map(|brand| brand.slug.clone()).unwrap_or_default()
    };
    let documents: Vec<Value> = channels
        .iter()
        .map(|channel| document(channel, &slug(channel)))
        .collect();
    context.output.give(&documents, |_| {
        let rows: Vec<_> = channels
            .iter()
            .map(|channel| {
                [
                    slug(channel),
                    channel.kind.as_str().to_owned(),
                    channel.handle.clone(),
                    channel.visibility.to_string(),
                ]
            })
            .collect();
        output::table(["BRAND", "KIND", "HANDLE", "VISIBILITY"], &rows)
    })
}

fn document(channel: &Stored, brand: &str) -> Value {
    json!({
        "id": channel.id, "brand": brand, "kind": channel.kind, "handle": channel.handle,
        "visibility": channel.visibility, "reply_limit": channel.reply_limit,
    })
}
