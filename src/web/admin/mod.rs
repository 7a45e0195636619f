//! Pages for those who run the installation.
//!
//! Each page's template extends `admin/frame.html` and its struct carries [`Top`], flattened: what was done and what is
//! wrong. Handlers begin with [`admin`] or [`admin_sent`], which let nobody else in.

pub mod audit;
mod audit_things;
pub mod backup;
pub mod channels;
pub mod environments;
pub mod export;
mod fields;
pub mod import;
pub mod jobs;
pub mod languages;
pub mod overview;
pub mod people;
pub mod person;
mod precision;
pub mod privacy;
pub mod site;
pub mod synonyms;
pub mod targets;
pub mod theme;
pub mod tokens;
pub mod topics;

use super::{
    Web,
    error::PageError,
    form::{Problem, Sent, problems_of},
    kept, session,
    session::SignedIn,
    site::query_of,
    texts,
};
use crate::{
    domain::account::Role,
    error::{Error, Result},
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, ServiceConfig, get, post},
};
use serde::Serialize;

/// Adds the routes of these pages.
pub fn routes(config: &mut ServiceConfig) {
    config
        .route("/admin", get().to(start))
        .route("/admin/", get().to(overview::overview))
        .route("/admin/site", get().to(site::site))
        .route("/admin/site", post().to(site::change))
        .route("/admin/site/{name}", get().to(site::text))
        .route("/admin/site/{name}", post().to(site::set_text))
        .route("/admin/theme", get().to(theme::theme))
        .route("/admin/theme", post().to(theme::change))
        .route("/admin/theme/logo", post().to(theme::change_logo))
        .route("/admin/languages", get().to(languages::list))
        .route("/admin/languages", post().to(languages::change))
        .route("/admin/topics", get().to(topics::list))
        .route("/admin/topics", post().to(topics::change))
        .route("/admin/topics/{id}", get().to(topics::edit))
        .route("/admin/topics/{id}", post().to(topics::rename))
        .route("/admin/channels", get().to(channels::list))
        .route("/admin/channels", post().to(channels::change))
        .route("/admin/channels/{id}", get().to(channels::edit))
        .route("/admin/channels/{id}", post().to(channels::save))
        .configure(targets::routes)
        .configure(environments::routes)
        .configure(synonyms::routes)
        .configure(people::routes)
        .configure(tokens::routes)
        .configure(privacy::routes)
        .configure(person::routes)
        .configure(import::routes)
        .configure(export::routes)
        .configure(backup::routes)
        .configure(audit::routes)
        .configure(jobs::routes);
}

/// `/admin`: to the same with a slash.
pub async fn start(web: Data<Web>) -> HttpResponse {
    kept::see_other(&web, "/admin/")
}

/// What stands on top of every page of these.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Top {
    /// What was done, as the end of a key `notice.…`; empty: nothing.
    pub done: String,
    pub problems: Vec<Problem>,
}

/// Whoever is signed in, where they run the installation.
pub async fn admin(web: &Data<Web>, request: &HttpRequest) -> Result<SignedIn> {
    session::signed_in(web, request, Role::Admin).await
}

/// The same for a form of theirs.
pub async fn admin_sent(web: &Data<Web>, request: &HttpRequest, sent: &Sent) -> Result<SignedIn> {
    session::sent_by(web, request, Role::Admin, sent.get("csrf")).await
}

/// After a form was taken: to the page that says so.
pub fn done(web: &Web, path: &str, what: &str) -> HttpResponse {
    let mark = if path.contains('?') { '&' } else { '?' };
    kept::see_other(web, &format!("{path}{mark}done={what}"))
}

impl Top {
    /// After a redirect: what its address says was done, where the catalogue has words for it.
    pub fn after(request: &HttpRequest, person: &SignedIn) -> Self {
        let query = query_of(request);
        let done = query.get("done").map_or("", String::as_str);
        let known = !done.is_empty() && texts::catalogue(&person.frame().locale).has(&format!("notice.{done}"));
        Self {
            done: if known { done.to_owned() } else { String::new() },
            problems: Vec::new(),
        }
    }

    /// A form that was refused, in the reader's words; what a form cannot mend stays an error.
    pub fn refused(error: Error, person: &SignedIn) -> Result<Self, PageError> {
        let catalogue = texts::catalogue(&person.frame().locale);
        let problems = match fields::problems_in_words(&error, catalogue) {
            Some(problems) => problems,
            None => problems_of(error, catalogue)?,
        };
        Ok(Self {
            done: String::new(),
            problems,
        })
    }

    /// The status of a page with these.
    pub fn status(&self) -> u16 {
        if self.problems.is_empty() { 200 } else { 422 }
    }

    /// For samples.
    pub fn sample() -> Self {
        Self {
            done: "set".into(),
            problems: vec![Problem::sample("name")],
        }
    }
}
