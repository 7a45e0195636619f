//! `brand`: the public identities of the installation.

use super::{Outcome, context::Context, output};
use crate::{
    actions::{
        Actor,
        portal::{self, Portal},
    },
    domain::{brand::Brand as Stored, locale::Locale},
};
use clap::Subcommand;
use serde_json::{Value, json};

/// Adds and lists brands
#[derive(Debug, Subcommand)]
pub enum Brand {
    /// Adds a brand
    #[command(after_help = "Example: precedent brand add \"Brizna Ayuda\" --slug brizna --locale es,en")]
    Add {
        /// What readers see.
        name: String,
        /// Stable word for commands and the API; without it, made from the name.
        #[arg(long, default_value = "", hide_default_value = true)]
        slug: String,
        /// Languages of its portal, its own first, with commas.
        #[arg(long, value_delimiter = ',', default_value = "en")]
        locale: Vec<Locale>,
        /// Where its portal answers: a host name, a path below the installation's (/luz), or both (help.example/luz).
        #[arg(long)]
        host: Option<String>,
    },
    /// Lists the brands; the first is the default one
    #[command(after_help = "Example: precedent brand list --json")]
    List,
}

impl Brand {
    pub fn run(self, context: &Context) -> Outcome {
        match self {
            Self::Add {
                name,
                slug,
                locale,
                host,
            } => {
                let portal = Portal {
                    slug,
                    name,
                    locales: locale,
                    host,
                    ..Portal::default()
                };
                let brand = portal::add(&context.records()?, Actor::default(), &portal)?;
                context.output.give(&document(&brand), |_| {
                    format!("Added {} as {}.", brand.name, brand.slug)
                })
            }
            Self::List => {
                let brands = context.existing_records()?.brands()?;
                let documents: Vec<Value> = brands.iter().map(document).collect();
                context.output.give(&documents, |_| {
                    let rows: Vec<_> = brands.iter().map(row).collect();
                    output::table(["SLUG", "NAME", "LANGUAGES", "HOST"], &rows)
                })
            }
        }
    }
}

fn document(brand: &Stored) -> Value {
    json!({"id": brand.id, "slug": brand.slug, "name": brand.name, "locales": brand.locales, "host": brand.host})
}

fn row(brand: &Stored) -> [String; 4] {
    let locales: Vec<_> = brand.locales.iter().map(Locale::as_str).collect();
    [
        brand.slug.clone(),
        brand.name.clone(),
        locales.join(","),
        brand.host.clone().unwrap_or_default(),
    ]
}
