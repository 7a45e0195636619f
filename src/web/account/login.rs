//! Signing in, and out again.

use super::resume::{ResumePage, Unsent};
use crate::{
    actions::{account, sign_in},
    domain::account::Role,
    error::{Code, Error},
    web::{
        Web, blocking, client, cookies,
        error::PageError,
        form::{Problem, Sent, local_path, same_site},
        frame::Frame,
        kept,
        pages::Page,
        session, site, texts,
        visitor::Visitor,
    },
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Form},
};
use fluent_templates::fluent_bundle::FluentArgs;
use serde::Serialize;

/// The page that asks who somebody is.
#[derive(Debug, Clone, Default, Serialize)]
pub struct LoginPage {
    pub email: String,
    pub next: String,
    /// A form that waits for whoever signs in.
    pub unsent: Unsent,
    pub problems: Vec<Problem>,
}

impl Page for LoginPage {
    const TEMPLATE: &'static str = "account/login.html";

    fn samples() -> Vec<Self> {
        let full = Self {
            email: "\"><b>".into(),
            next: "/w/".into(),
            unsent: Unsent::sample(),
            problems: vec![Problem::sample("password")],
        };
        vec![Self::default(), full]
    }
}

/// `GET /login`
pub async fn form(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    if blocking::run(&web, account::needs_setup).await? {
        return Ok(kept::see_other(&web, "/setup"));
    }
    let query = site::query_of(&request);
    let next = query.get("next").map(String::as_str).unwrap_or_default();
    let next = local_path(next).unwrap_or("/w/");
    if session::signed_in(&web, &request, Role::Agent).await.is_ok() {
        return Ok(kept::see_other(&web, next));
    }
    let page = LoginPage {
        next: next.to_owned(),
        ..LoginPage::default()
    };
    Ok(show(&web, &request, 200, &page)?)
}

/// `POST /login`
pub async fn enter(web: Data<Web>, request: HttpRequest, sent: Form<Sent>) -> Result<HttpResponse, PageError> {
    same_site(&web, &request)?;
    let next = local_path(sent.get("next")).unwrap_or("/w/").to_owned();
    let email = sent.get("email").to_owned();
    let opened = match web.limits.sign_in(client::address(&request)) {
        Err(error) => Err(error),
        Ok(_) => {
            let (email, password) = (email.clone(), sent.get("password").to_owned());
            blocking::run(&web, move |app| sign_in::sign_in(app, &email, &password)).await
        }
    };
    let opened = match opened {
        Ok(opened) => opened,
        Err(error) => {
            let page = LoginPage {
                email,
                next,
                unsent: Unsent::carried(&sent),
                problems: Vec::new(),
            };
            return refused(&web, &request, error, page);
        }
    };
    let mut answer = match Unsent::carried(&sent) {
        unsent if unsent.is_empty() => kept::see_other(&web, &next),
        unsent => resumed(&web, &request, unsent, &opened.key).await?,
    };
    cookies::session(&web, &mut answer, Some(&opened.key));
    Ok(answer)
}

/// The form that waited, now with the new session's token.
async fn resumed(web: &Data<Web>, request: &HttpRequest, unsent: Unsent, key: &str) -> Result<HttpResponse, PageError> {
    let key = key.to_owned();
    let session = blocking::run(web, move |app| sign_in::session(app, &key)).await?;
    let csrf = session.map(|session| session.csrf).unwrap_or_default();
    Ok(show(web, request, 200, &ResumePage { unsent, csrf })?)
}

fn refused(web: &Web, request: &HttpRequest, error: Error, page: LoginPage) -> Result<HttpResponse, PageError> {
    let visitor = Visitor::of(&web.app, request)?;
    let catalogue = texts::catalogue(&visitor.preferred(request));
    let problem = match error.code() {
        Code::Unauthorized => Problem::of("password", catalogue.plain("login.wrong")),
        Code::RateLimited => {
            let mut arguments = FluentArgs::new();
            arguments.set("n", error.retry_after().unwrap_or(60));
            Problem::of("", catalogue.text("login.slow", &arguments))
        }
        _ => return Err(error.into()),
    };
    let page = LoginPage {
        problems: vec![problem],
        ..page
    };
    // 401 would need a challenge that browsers answer with a window of their own; the form is shown again instead.
    let status = if error.code() == Code::RateLimited { 429 } else { 422 };
    let mut answer = show(web, request, status, &page)?;
    if let Some(seconds) = error.retry_after() {
        answer
            .headers_mut()
            .insert(actix_web::http::header::RETRY_AFTER, seconds.into());
    }
    Ok(answer)
}

/// `POST /logout`
pub async fn leave(web: Data<Web>, request: HttpRequest, sent: Form<Sent>) -> Result<HttpResponse, PageError> {
    session::sent_by(&web, &request, Role::Agent, sent.get("csrf")).await?;
    let key = request.cookie(session::COOKIE).map(|cookie| cookie.value().to_owned());
    blocking::run(&web, move |app| sign_in::sign_out(app, &key.unwrap_or_default())).await?;
    let mut answer = kept::see_other(&web, "/");
    cookies::session(&web, &mut answer, None);
    Ok(answer)
}

/// A page of signing in, without ways to other languages: its path is no page of the site.
pub fn show<P: Page>(web: &Web, request: &HttpRequest, status: u16, page: &P) -> crate::error::Result<HttpResponse> {
    let visitor = Visitor::of(&web.app, request)?;
    let locale = visitor.preferred(request);
    let mut frame = Frame::of(&visitor, &locale, "/login");
    frame.languages.clear();
    Ok(kept::html(status, web.pages.render(&frame, page)?))
}
