//! `account`: the people who work here.

use super::{Outcome, context::Context, lines, output};
use crate::{
    actions::{self, Actor, account::Creation},
    app::App,
    db,
    domain::{
        account::{Role, normalise_email},
        id::AccountId,
        locale::Locale,
    },
    error::Error,
};
use clap::Subcommand;
use serde_json::{Value, json};

/// Adds, lists, resets and disables the accounts of people who work here
#[derive(Debug, Subcommand)]
pub enum Account {
    /// Adds an account; without a password one is made and printed
    #[command(after_help = "Example: precedent account add marta@example.com --name Marta --role editor")]
    Add {
        /// The person's e-mail address, with which they sign in.
        email: String,
        /// What colleagues call the person; without it, what stands before the @.
        #[arg(long)]
        name: Option<String>,
        /// agent (answers), editor (curates) or admin (runs it).
        #[arg(long, default_value = "agent")]
        role: Role,
        /// Language of the work pages.
        #[arg(long, default_value = "en")]
        locale: Locale,
        /// Reads the password from standard input.
        #[arg(long)]
        password_stdin: bool,
    },
    /// Lists the accounts
    #[command(after_help = "Example: precedent account list --json")]
    List,
    /// Makes a new password, prints it, and ends the person's sessions
    #[command(after_help = "Example: precedent account reset marta@example.com")]
    Reset {
        /// The account's address or id.
        account: String,
    },
    /// Keeps a person from signing in, at once and everywhere
    #[command(after_help = "Example: precedent account disable marta@example.com")]
    Disable {
        /// The account's address or id.
        account: String,
    },
}

impl Account {
    pub fn run(self, context: &Context) -> Outcome {
        match self {
            Self::Add {
                email,
                name,
                role,
                locale,
                password_stdin,
            } => {
                let made = (!password_stdin).then(actions::account::initial_password).transpose()?;
                let password = match &made {
                    Some(made) => made.clone(),
                    None => lines::text_or_input("-")?,
                };
                let name = name.unwrap_or_else(|| email.split('@').next().unwrap_or_default().to_owned());
                let creation = Creation {
                    email: email.clone(),
                    name,
                    role,
                    password,
                    locale,
                };
                let id = actions::account::add(&context.records()?, Actor::default(), &creation)?;
                let document = json!({"id": id, "email": email, "role": role, "password": made});
                context.output.give(&document, |_| {
                    let password = made.map(|made| format!("\nPassword: {made}")).unwrap_or_default();
                    format!("Added {email} as {role} ({id}).{password}")
                })
            }
            Self::List => list(context),
            Self::Reset { account } => {
                let app = context.existing_records()?;
                let id = find(&app, &account)?;
                let password = actions::account::reset_password(&app, Actor::default(), id)?;
                context.output.give(&json!({"id": id, "password": password}), |_| {
                    format!("The password of {account} is now {password}")
                })
            }
            Self::Disable { account } => {
                let app = context.existing_records()?;
                let id = find(&app, &account)?;
                actions::account::disable(&app, Actor::default(), id)?;
                context
                    .output
                    .give(&json!({"id": id}), |_| format!("Disabled {account}."))
            }
        }
    }
}

fn list(context: &Context) -> Outcome {
    let app = context.existing_records()?;
    let accounts = app
        .database
        .read(|connection| Ok::<_, Error>(db::account::list(connection)?))?;
    let documents: Vec<Value> = accounts
        .iter()
        .map(|account| {
            json!({
                "id": account.id, "email": account.email, "name": account.name, "role": account.role,
                "locale": account.locale, "created_at": account.created_at.and_utc(),
                "disabled_at": account.disabled_at.map(|at| at.and_utc()),
            })
        })
        .collect();
    context.output.give(&documents, |_| {
        let rows: Vec<_> = accounts
            .iter()
            .map(|account| {
                let state = if account.disabled_at.is_some() { "disabled" } else { "" };
                [
                    account.id.to_string(),
                    account.email.clone(),
                    account.name.clone(),
                    account.role.to_string(),
                    state.to_owned(),
                ]
            })
            .collect();
        output::table(["ID", "E-MAIL", "NAME", "ROLE", "STATE"], &rows)
    })
}

/// The account with this address or id.
fn find(app: &App, account: &str) -> Result<AccountId, Error> {
    let Some(email) = normalise_email(account) else {
        return account.parse().map_err(|_| Error::not_found("account"));
    };
    app.database.read(|connection| {
        let found = db::account::find_by_email(connection, &email)?;
        found
            .map(|account| account.id)
            .ok_or_else(|| Error::not_found("account"))
    })
}
