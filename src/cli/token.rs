//! `token`: keys for programs.

use super::{Outcome, context::Context, output};
use crate::{
    actions::{self, Actor},
    db,
    domain::{account::Scope, id::TokenId},
    error::Error,
};
use clap::Subcommand;
use serde_json::{Value, json};

/// Makes, lists and revokes access tokens for programs
#[derive(Debug, Subcommand)]
pub enum Token {
    /// Makes a token and prints its key, this once
    #[command(after_help = "Example: precedent token create helpdesk --scope suggest,read --days 365")]
    Create {
        /// What it is for.
        name: String,
        /// What it may do: suggest, read, ingest, curate, admin; several with commas.
        #[arg(long, value_delimiter = ',', required = true)]
        scope: Vec<Scope>,
        /// The one brand it may touch; without it, all.
        #[arg(long)]
        brand: Option<String>,
        /// How many days it lasts; without it, until it is revoked.
        #[arg(long, value_parser = clap::value_parser!(i64).range(1..=36_500))]
        days: Option<i64>,
    },
    /// Lists the tokens, without their keys
    #[command(after_help = "Example: precedent token list")]
    List,
    /// Revokes a token for good
    #[command(after_help = "Example: precedent token revoke 4f7k")]
    Revoke {
        /// The token's id, as `token list` shows it.
        id: TokenId,
    },
}

impl Token {
    pub fn run(self, context: &Context) -> Outcome {
        match self {
            Self::Create {
                name,
                scope,
                brand,
                days,
            } => {
                let app = context.records()?;
                let brand_id = match brand {
                    Some(brand) => Some(app.brand(Some(&brand))?.id),
                    None => None,
                };
                let (id, key) = actions::token::create(&app, Actor::default(), &name, &scope, brand_id, days)?;
                let document = json!({"id": id, "name": name, "key": key, "scopes": scope});
                context.output.give(&document, |_| {
                    format!("{key}\nKeep it: it is not shown again. Its id is {id}.")
                })
            }
            Self::List => list(context),
            Self::Revoke { id } => {
                actions::token::revoke(&context.existing_records()?, Actor::default(), id)?;
                context.output.give(&json!({"id": id}), |_| format!("Revoked {id}."))
            }
        }
    }
}

fn list(context: &Context) -> Outcome {
    let app = context.existing_records()?;
    let tokens = app
        .database
        .read(|connection| Ok::<_, Error>(db::token::list(connection)?))?;
    let documents: Vec<Value> = tokens
        .iter()
        .map(|token| {
            json!({
                "id": token.id, "name": token.name, "scopes": token.scopes, "created_at": token.created_at.and_utc(),
                "expires_at": token.expires_at.map(|at| at.and_utc()),
                "revoked_at": token.revoked_at.map(|at| at.and_utc()),
            })
        })
        .collect();
    context.output.give(&documents, |_| {
        let rows: Vec<_> = tokens
            .iter()
            .map(|token| {
                let scopes: Vec<_> = token.scopes.iter().map(|scope| scope.as_str()).collect();
                let state = match (token.revoked_at, token.expires_at) {
                    (Some(_), _) => "revoked".into(),
                    (None, Some(at)) => format!("until {}", at.date()),
                    (None, None) => String::new(),
                };
                [token.id.to_string(), token.name.clone(), scopes.join(","), state]
            })
            .collect();
        output::table(["ID", "NAME", "SCOPES", "STATE"], &rows)
    })
}
