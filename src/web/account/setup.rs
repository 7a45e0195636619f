//! The first admin, made by whoever has the one-time code from the log. Afterwards this page does not exist.

use crate::{
    actions::{
        account::{self, Creation},
        sign_in,
    },
    domain::account::{PASSWORD_LEAST, Role},
    error::Error,
    web::{
        Web, blocking, client, cookies,
        error::PageError,
        form::{Problem, Sent, problems_of, same_site},
        frame::{Frame, Language},
        kept,
        pages::Page,
        texts,
        visitor::Visitor,
    },
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Form},
};
use serde::Serialize;

/// The page that makes the first account.
#[derive(Debug, Clone, Default, Serialize)]
pub struct SetupPage {
    code: String,
    name: String,
    email: String,
    locale: String,
    locales: Vec<Language>,
    password_least: usize,
    problems: Vec<Problem>,
}

impl Page for SetupPage {
    const TEMPLATE: &'static str = "account/setup.html";

    fn samples() -> Vec<Self> {
        let full = Self {
            code: "abc".into(),
            name: "Lucía".into(),
            email: "l@example.com".into(),
            locale: "es".into(),
            locales: vec![Language::of(&crate::domain::locale::Locale::spanish(), String::new())],
            password_least: PASSWORD_LEAST,
            problems: ["code", "name", "email", "password"].map(Problem::sample).to_vec(),
        };
        vec![Self::default(), full]
    }
}

/// `GET /setup`
pub async fn form(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    needed(&web).await?;
    show(&web, &request, &Sent::default(), Vec::new())
}

/// `POST /setup`
pub async fn found(web: Data<Web>, request: HttpRequest, sent: Form<Sent>) -> Result<HttpResponse, PageError> {
    same_site(&web, &request)?;
    needed(&web).await?;
    web.limits.sign_in(client::address(&request))?;
    let visitor = Visitor::of(&web.app, &request)?;
    let locale = sent
        .get("locale")
        .parse()
        .ok()
        .filter(|locale| visitor.brand.has(locale));
    let locale = locale.unwrap_or_else(|| visitor.preferred(&request));
    let (code, password) = (sent.get("code").to_owned(), sent.get("password").to_owned());
    let new = Creation {
        email: sent.get("email").to_owned(),
        name: sent.get("name").to_owned(),
        role: Role::Admin,
        password: password.clone(),
        locale: locale.clone(),
    };
    let made = blocking::run(&web, move |app| {
        account::set_up(app, &code, &new)?;
        sign_in::sign_in(app, &new.email, &password)
    });
    match made.await {
        Ok(opened) => {
            let mut answer = kept::see_other(&web, "/w/");
            cookies::session(&web, &mut answer, Some(&opened.key));
            Ok(answer)
        }
        Err(error) => {
            let problems = problems_of(error, texts::catalogue(&locale))?;
            show(&web, &request, &sent, problems)
        }
    }
}

async fn needed(web: &Data<Web>) -> Result<(), PageError> {
    if blocking::run(web, account::needs_setup).await? {
        Ok(())
    } else {
        Err(Error::not_found("page").into())
    }
}

fn show(web: &Web, request: &HttpRequest, sent: &Sent, problems: Vec<Problem>) -> Result<HttpResponse, PageError> {
    let visitor = Visitor::of(&web.app, request)?;
    let preferred = visitor.preferred(request);
    let mut frame = Frame::of(&visitor, &preferred, "/setup");
    let chosen = sent.get("locale");
    let page = SetupPage {
        code: sent.get("code").to_owned(),
        name: sent.get("name").to_owned(),
        email: sent.get("email").to_owned(),
        locale: if chosen.is_empty() {
            preferred.to_string()
        } else {
            chosen.to_owned()
        },
        locales: std::mem::take(&mut frame.languages),
        password_least: PASSWORD_LEAST,
        problems,
    };
    let status = if page.problems.is_empty() { 200 } else { 422 };
    Ok(kept::html(status, web.pages.render(&frame, &page)?))
}
