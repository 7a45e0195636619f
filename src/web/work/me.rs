//! Somebody's own page: colours, language, signing out.

use super::{
    checks,
    show::{self, Choice},
};
use crate::{
    domain::account::Role,
    web::{
        Web, cookies,
        error::PageError,
        form::Sent,
        kept,
        pages::Page,
        session,
        site::query_of,
        visitor::{KEYS_COOKIE, LANGUAGE_COOKIE},
    },
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Form},
};
use serde::Serialize;

/// Somebody's own page.
#[derive(Debug, Clone, Serialize)]
pub struct MePage {
    name: String,
    email: String,
    role: String,
    locale: String,
    locales: Vec<Choice>,
    done: String,
}

impl Page for MePage {
    const TEMPLATE: &'static str = "work/me.html";

    fn samples() -> Vec<Self> {
        let bare = Self {
            name: "Lucía".into(),
            email: "l@example.com".into(),
            role: "agent".into(),
            locale: "es".into(),
            locales: Vec::new(),
            done: String::new(),
        };
        let full = Self {
            locales: Choice::sample(),
            done: "account".into(),
            ..bare.clone()
        };
        vec![bare, full]
    }
}

/// `GET /w/me`
pub async fn me(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let person = session::signed_in(&web, &request, Role::Agent).await?;
    let frame = person.frame();
    let page = MePage {
        name: person.account.name.clone(),
        email: person.account.email.clone(),
        role: person.account.role.to_string(),
        locale: frame.locale.to_string(),
        locales: show::languages(&person.visitor().brand),
        done: checks::notice(query_of(&request).get("done").map_or("", String::as_str)),
    };
    Ok(kept::html(200, web.pages.render(&frame, &page)?))
}

/// `POST /w/me`
pub async fn choose(web: Data<Web>, request: HttpRequest, sent: Form<Sent>) -> Result<HttpResponse, PageError> {
    let person = session::sent_by(&web, &request, Role::Agent, sent.get("csrf")).await?;
    let chosen = sent.get("locale");
    let known = person
        .visitor()
        .brand
        .locales
        .iter()
        .any(|locale| locale.as_str() == chosen);
    let mut answer = kept::see_other(&web, "/w/me?done=account");
    match sent.get("keys") {
        "off" => cookies::remember(&web, &mut answer, KEYS_COOKIE, Some("off")),
        "on" => cookies::remember(&web, &mut answer, KEYS_COOKIE, None),
        _ => {}
    }
    if known {
        cookies::remember(&web, &mut answer, LANGUAGE_COOKIE, Some(chosen));
    }
    Ok(answer)
}
