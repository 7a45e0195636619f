//! The HTTP server: the only module that knows actix.
//!
//! A handler says who may call (an extractor of [`extract`]), what came in (a type), which action runs (in
//! [`blocking::run`]) and what goes out. Decisions belong to actions, rules to the domain.

pub mod account;
pub mod admin;
pub mod api;
pub mod assets;
pub mod blocking;
pub mod client;
pub mod cookies;
mod cors;
mod download;
mod embedded;
pub mod error;
mod escape;
pub mod extract;
pub mod form;
pub mod frame;
pub mod headers;
mod health;
pub mod kept;
pub mod limits;
mod mcp;
pub mod metrics;
mod multipart;
pub mod pages;
pub mod query;
pub mod routes;
#[cfg(test)]
mod samples;
pub mod session;
pub mod site;
pub mod texts;
pub mod visitor;
pub mod work;

use crate::{app::App, error::Result};
use actix_web::{
    App as Actix, HttpServer,
    dev::Server,
    middleware::from_fn,
    web::{Data, FormConfig, JsonConfig, PathConfig, PayloadConfig},
};
use limits::Limits;
use metrics::Metrics;
use std::{io, net::TcpListener, time::Duration};

/// Largest form that is read, in bytes.
pub const FORM_MOST: usize = 1 << 20;
/// Largest JSON body that is read, in bytes.
pub const JSON_MOST: usize = 8 << 20;

/// How long an idle connection is kept.
const KEEP_ALIVE: Duration = Duration::from_secs(75);
/// How long a client may take to send its request's head.
const HEAD_PATIENCE: Duration = Duration::from_secs(15);
/// How long requests under way may take when the server is asked to stop, in seconds.
const STOP_PATIENCE: u64 = 15;
/// Most threads that wait for the database and the index, by web thread.
const BLOCKING_THREADS: usize = 32;

/// What all handlers share.
pub struct Web {
    pub app: App,
    pub limits: Limits,
    pub metrics: Metrics,
    /// What strangers searched.
    pub answers: api::answers::Answers,
    /// Who replies to which conversation.
    pub presence: work::reply::presence::Presence,
    /// What makes HTML.
    pub pages: pages::Pages,
}

impl Web {
    /// The shared state over `app`.
    pub fn new(app: App) -> Result<Self> {
        Ok(Self {
            limits: Limits::new(&app.settings.written),
            metrics: Metrics::new(),
            answers: api::answers::Answers::default(),
            presence: work::reply::presence::Presence::default(),
            pages: pages::Pages::new(&app)?,
            app,
        })
    }
}

/// Serves on `listener` until the process is asked to stop (SIGTERM lets requests under way finish) or the server's handle
/// is. Has to be polled inside an actix system.
pub fn serve(app: App, listener: TcpListener) -> io::Result<Server> {
    let workers = app.settings.written.workers;
    let base_path = app.settings.public_url.base_path.clone();
    let web = Data::new(Web::new(app).map_err(io::Error::other)?);
    let mut server = HttpServer::new(move || {
        Actix::new()
            .app_data(web.clone())
            .app_data(JsonConfig::default().limit(JSON_MOST).error_handler(error::unreadable))
            .app_data(FormConfig::default().limit(FORM_MOST).error_handler(error::unreadable))
            .app_data(PathConfig::default().error_handler(error::no_such_path))
            .app_data(PayloadConfig::new(JSON_MOST))
            .configure(|config| routes::all(config, &base_path))
            .default_service(actix_web::web::to(error::nothing_here))
            .wrap(from_fn(error::as_pages))
            .wrap(from_fn(visitor::at_door))
            .wrap(from_fn(headers::compressed))
            .wrap(from_fn(headers::secured))
    })
    .keep_alive(KEEP_ALIVE)
    .client_request_timeout(HEAD_PATIENCE)
    .shutdown_timeout(STOP_PATIENCE)
    .worker_max_blocking_threads(BLOCKING_THREADS);
    if workers > 0 {
        server = server.workers(workers);
    }
    Ok(server.listen(listener)?.run())
}

/// Serves on this thread until asked to stop.
pub fn run(app: App, listener: TcpListener) -> io::Result<()> {
    actix_web::rt::System::new().block_on(async move { serve(app, listener)?.await })
}
