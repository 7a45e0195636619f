//! Signing in, and out again.

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
    email: String,
    next: String,
    problems: Vec<Problem>,
}

impl Page for LoginPage {
    const TEMPLATE: &'static str = "account/login.html";

    fn samples() -> Vec<Self> {
        let full = Self {
            email: "\"><b>".into(),
            next: "/w/".into(),
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
    show(&web, &request, 200, &page)
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
        Err(error) => return refused(&web, &request, error, email, next),
    };
    let mut answer = kept::see_other(&web, &next);
    cookies::session(&web, &mut answer, Some(&opened.key));
    Ok(answer)
}

fn refused(
    web: &Web,
    request: &HttpRequest,
    error: Error,
    email: String,
    next: String,
) -> Result<HttpResponse, PageError> {
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
        email,
        next,
        problems: vec![problem],
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

fn show(web: &Web, request: &HttpRequest, status: u16, page: &LoginPage) -> Result<HttpResponse, PageError> {
    let visitor = Visitor::of(&web.app, request)?;
    let locale = visitor.preferred(request);
    let mut frame = Frame::of(&visitor, &locale, "/login");
    frame.languages.clear();
    Ok(kept::html(status, web.pages.render(&frame, page)?))
}
