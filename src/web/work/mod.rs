//! Pages for agents and editors: conversations, articles, replies.

pub mod articles;
pub mod checks;
pub mod conversation;
pub mod conversations;
pub mod edit;
pub mod first;
pub mod flag;
mod glance;
pub mod history;
mod listing;
pub mod me;
pub mod preview;
pub mod reply;
pub mod save;
pub mod show;
mod source;
mod topics;

use super::{Web, error::PageError, kept, session};
use crate::domain::account::Role;
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, ServiceConfig, get, post},
};

/// Adds the routes of these pages.
pub fn routes(config: &mut ServiceConfig) {
    config
        .route("/w", get().to(start))
        .route("/w/", get().to(start))
        .route("/w/conversations", get().to(conversations::list))
        .route("/w/conversations/{id}", get().to(conversation::show))
        .route("/w/conversations/{id}", post().to(conversation::act))
        .route("/w/articles", get().to(articles::list))
        .route("/w/articles/new", get().to(edit::new))
        .route("/w/articles/new", post().to(save::create))
        .route("/w/articles/{id}/edit", get().to(edit::edit))
        .route("/w/articles/{id}/edit", post().to(save::act))
        .route("/w/articles/{id}/edit/flag", post().to(flag::act))
        .route("/w/articles/{id}/edit/history", get().to(history::history))
        .route("/w/articles/{id}/edit/history", post().to(history::change))
        .route("/w/reply", get().to(reply::form))
        .route("/w/reply", post().to(reply::ask))
        .route("/w/reply/write", post().to(reply::write::write))
        .route("/w/reply/count", post().to(reply::write::count))
        .route("/w/reply/{id}", get().to(reply::form))
        .route("/w/reply/{id}/outcome", post().to(reply::write::outcome))
        .route("/w/first", get().to(first::show))
        .route("/w/first", post().to(first::show_own))
        .route("/w/me", get().to(me::me))
        .route("/w/me", post().to(me::choose))
        .route("/w/me/password", post().to(me::password));
}

/// `/w/`: to where a role begins its day.
pub async fn start(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let person = session::signed_in(&web, &request, Role::Agent).await?;
    let to = if person.is_editor() {
        "/w/conversations"
    } else {
        "/w/reply"
    };
    Ok(kept::see_other(&web, to))
}
