//! `demo`: everything at once, on data that comes with the binary.

use super::{
    Outcome,
    context::Context,
    serve::{listen, until_stopped},
};
use crate::{
    actions::demo::{self, Keys},
    app::App,
    clock::Clock,
    instance::Instance,
    worker,
};
use clap::Args;
use serde_json::json;

/// Makes an installation with demo data where there is none, and serves it
#[derive(Debug, Args)]
#[command(after_help = "Example: precedent demo\nExample: precedent demo --data-dir /tmp/demo --no-serve")]
pub struct Demo {
    /// Stops before serving.
    #[arg(long)]
    no_serve: bool,
    /// Address and port; port 0 takes a free one.
    #[arg(long, value_name = "ADDRESS", conflicts_with = "no_serve")]
    listen: Option<String>,
}

impl Demo {
    pub fn run(self, context: &Context) -> Outcome {
        let instance = Instance::lock(&context.data_dir)?;
        let (settings, listener) = if self.no_serve {
            (context.settings(|_| {})?, None)
        } else {
            let (settings, listener) = listen(context, self.listen.as_deref())?;
            (settings, Some(listener))
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
