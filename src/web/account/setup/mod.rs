//! The first steps in five short pages: language, account, site, channels, content. The first two are there while no
//! admin exists and ask for the one-time code from the log; the others are that admin's, until the steps are ended. What
//! one of them shows can be skipped, and changed later under administration.

pub mod account;
pub mod channels;
pub mod content;
pub mod language;
mod reach;
pub mod site;

use crate::{
    actions::{account as accounts, setup},
    domain::account::Role,
    error::Error,
    web::{
        Web, blocking,
        error::PageError,
        frame::Frame,
        kept,
        pages::Page,
        session::{self, SignedIn},
        visitor::Visitor,
    },
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, ServiceConfig, get, post},
};

/// Adds the routes of these pages.
pub fn routes(config: &mut ServiceConfig) {
    config
        .route("/setup", get().to(language::form))
        .route("/setup", post().to(language::choose))
        .route("/setup/account", get().to(account::form))
        .route("/setup/account", post().to(account::found))
        .route("/setup/site", get().to(site::form))
        .route("/setup/site", post().to(site::act))
        .route("/setup/channels", get().to(channels::form))
        .route("/setup/channels", post().to(channels::add))
        .route("/setup/content", get().to(content::form))
        .route("/setup/content", post().to(content::choose));
}

/// Passes while no admin exists; for everybody else there is no such page.
async fn nobody_yet(web: &Data<Web>) -> Result<(), PageError> {
    if blocking::run(web, accounts::needs_setup).await? {
        Ok(())
    } else {
        Err(Error::not_found("page").into())
    }
}

/// The admin who is at the first steps; for everybody else there is no such page.
async fn beginner(web: &Data<Web>, request: &HttpRequest) -> Result<SignedIn, PageError> {
    let nothing = || PageError::from(Error::not_found("page"));
    let person = session::signed_in(web, request, Role::Admin)
        .await
        .map_err(|_| nothing())?;
    if blocking::run(web, setup::is_open).await? {
        Ok(person)
    } else {
        Err(nothing())
    }
}

/// The same for a form.
async fn beginner_sent(web: &Data<Web>, request: &HttpRequest, csrf: &str) -> Result<SignedIn, PageError> {
    beginner(web, request).await?;
    Ok(session::sent_by(web, request, Role::Admin, csrf).await?)
}

/// A page of somebody without an account.
fn show<P: Page>(web: &Web, request: &HttpRequest, refused: bool, page: &P) -> Result<HttpResponse, PageError> {
    let visitor = Visitor::of(&web.app, request)?;
    let locale = visitor.preferred(request);
    let mut frame = Frame::of(&visitor, &locale, "/setup");
    frame.languages.clear();
    rendered(web, &frame, refused, page)
}

/// A page of the first admin.
fn show_to<P: Page>(web: &Web, person: &SignedIn, refused: bool, page: &P) -> Result<HttpResponse, PageError> {
    let mut frame = person.frame();
    frame.languages.clear();
    rendered(web, &frame, refused, page)
}

fn rendered<P: Page>(web: &Web, frame: &Frame, refused: bool, page: &P) -> Result<HttpResponse, PageError> {
    let status = if refused { 422 } else { 200 };
    Ok(kept::html(status, web.pages.render(frame, page)?))
}
