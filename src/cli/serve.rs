//! `serve`: the site, the work pages and the API.

use super::{Outcome, context::Context};
use crate::{
    actions::account,
    app::App,
    clock::Clock,
    db::{self, DatabaseUrl},
    error::Result,
    instance::{Instance, remove_folder},
    settings::{Settings, Written},
    web, worker,
};
use anyhow::Context as _;
use clap::Args;
use serde_json::json;
use std::net::TcpListener;

/// Serves the public site, the work pages and the API
#[derive(Debug, Args)]
#[command(after_help = "Example: precedent serve --listen 127.0.0.1:8080")]
pub struct Serve {
    /// Address and port; port 0 takes a free one.
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<String>,
}

impl Serve {
    pub fn run(self, context: &Context) -> Outcome {
        let (instance, settings, listener) = begin(context, self.listen.as_deref())?;
        let app = App::open_to_serve(settings, Clock::System)?;
        let code = account::setup_code(&app)?;
        let url = app.settings.public_url.to("/");
        let setup = app.settings.public_url.to("/setup");
        let document = json!({"url": url, "setup_code": code});
        let said = context.output.give(&document, |_| match &code {
            None => format!("Precedent answers at {url}"),
            Some(code) => format!("Precedent answers at {url}\nMake the first admin at {setup} with the code {code}"),
        });
        // A service may well have nobody who reads its output.
        if let Err(error) = said {
            tracing::warn!(%error, "the address could not be printed");
        }
        until_stopped(app, listener)?;
        drop(instance);
        Ok(())
    }
}

/// The data folder for this process alone, the settings and the socket. A folder that was made for a server that cannot
/// listen is taken away again.
pub fn begin(context: &Context, address: Option<&str>) -> anyhow::Result<(Instance, Settings, TcpListener)> {
    let was_there = context.data_dir.exists();
    let instance = Instance::lock(&context.data_dir)?;
    match listen(context, address) {
        Ok((settings, listener)) => Ok((instance, settings, listener)),
        Err(error) => {
            drop(instance);
            if !was_there {
                remove_folder(&context.data_dir);
            }
            Err(error)
        }
    }
}

/// A file's only server is this one: requests that were under way ended with the process before. On a server's database
/// others may be at work, and time tells.
fn release_keys(app: &App) -> Result<()> {
    if matches!(app.settings.database_url, DatabaseUrl::Sqlite(_)) {
        app.database
            .write(|connection| Ok(db::idempotency::release(connection)?))?;
    }
    Ok(())
}

/// The settings and the socket they name, `address` before the setting. The socket is taken first, so that an address
/// in use is said before anything else happens.
fn listen(context: &Context, address: Option<&str>) -> anyhow::Result<(Settings, TcpListener)> {
    let with = |address: Option<String>| {
        context.settings(|written: &mut Written| {
            if let Some(address) = address {
                written.listen = address;
            }
        })
    };
    let settings = with(address.map(str::to_owned))?;
    let wanted = &settings.written.listen;
    let listener = TcpListener::bind(wanted).with_context(|| format!("cannot listen on {wanted}"))?;
    let settings = if wanted.ends_with(":0") {
        with(Some(listener.local_addr()?.to_string()))?
    } else {
        settings
    };
    Ok((settings, listener))
}

/// Serves, and lets the worker keep the index up, until the process is asked to stop.
pub fn until_stopped(app: App, listener: TcpListener) -> Outcome {
    release_keys(&app)?;
    let worker = worker::start(&app)?;
    web::run(app, listener)?;
    drop(worker);
    Ok(())
}
