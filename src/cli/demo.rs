//! `demo`: everything at once, on data that comes with the binary.

use super::{
    Outcome,
    context::Context,
    serve::{begin, until_stopped},
};
use crate::{
    actions::{
        Actor,
        demo::{self, Keys, removal},
    },
    app::App,
    clock::Clock,
    instance::Instance,
    worker,
};
use clap::Args;
use serde_json::json;

/// Makes an installation with demo data where there is none, and serves it
#[derive(Debug, Args)]
#[command(
    after_help = "Example: precedent demo\nExample: precedent demo --data-dir /tmp/demo --no-serve\nExample: precedent demo --remove"
)]
pub struct Demo {
    /// Stops before serving.
    #[arg(long)]
    no_serve: bool,
    /// Removes the demo's brand with everything in it, and ends. Accounts and other brands stay.
    #[arg(long, conflicts_with_all = ["no_serve", "listen"])]
    remove: bool,
    /// Address and port; port 0 takes a free one.
    #[arg(long, value_name = "ADDRESS", conflicts_with = "no_serve")]
    listen: Option<String>,
}

impl Demo {
    pub fn run(self, context: &Context) -> Outcome {
        if self.remove {
            return take_away(context);
        }
        let (instance, settings, listener) = if self.no_serve {
            let instance = Instance::lock(&context.data_dir)?;
            (instance, context.settings(|_| {})?, None)
        } else {
            let (instance, settings, listener) = begin(context, self.listen.as_deref())?;
            (instance, settings, Some(listener))
        };
        let app = App::open_to_serve(settings, Clock::System)?;
        let keys = demo::load(&app)?;
        match listener {
            Some(_) => worker::catch_up_words(&app)?,
            None => worker::catch_up(&app)?,
        }
        say(context, &app, &keys, listener.is_some())?;
        if let Some(listener) = listener {
            until_stopped(app, listener)?;
        }
        drop(instance);
        Ok(())
    }
}

fn take_away(context: &Context) -> Outcome {
    let (app, _instance) = context.existing()?;
    let held = removal::remove(&app, Actor::default())?;
    worker::catch_up(&app)?;
    let document = json!({ "articles": held.articles, "conversations": held.conversations });
    context.output.give(&document, |_| {
        format!(
            "The demo is removed: {} articles, {} conversations.\n",
            held.articles, held.conversations
        )
    })
}

fn say(context: &Context, app: &App, keys: &Keys, serving: bool) -> Outcome {
    let address = |path: &str| app.settings.public_url.to(path);
    let document = json!({
        "url": address("/"),
        "sign_in": address("/login"),
        "api": address("/api/docs"),
        "accounts": keys.accounts,
        "token": keys.token,
    });
    context.output.give(&document, |_| {
        let begin = if serving {
            String::new()
        } else {
            format!(
                "The demo is in {0}. Start it with: precedent --data-dir {0} demo\n",
                context.data_dir.display()
            )
        };
        let accounts: Vec<String> = keys
            .accounts
            .iter()
            .map(|log_in| format!("  {:8}{}  {}\n", log_in.role.as_str(), log_in.email, log_in.password))
            .collect();
        format!(
            "{begin}Help site  {}\nSign in    {}\n{accounts}API        {}\n  token   {}\n",
            address("/"),
            address("/login"),
            address("/api/docs"),
            keys.token,
            accounts = accounts.concat(),
        )
    })
}
