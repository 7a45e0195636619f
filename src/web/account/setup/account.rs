//! Second page: the first admin, made by whoever has the one-time code from the log.

use super::{nobody_yet, show};
use crate::{
    actions::{account::Creation, setup, sign_in},
    domain::{
        account::{PASSWORD_LEAST, Role},
        locale::Locale,
    },
    web::{
        Web, blocking, client, cookies,
        error::PageError,
        form::{Problem, Sent, problems_of, same_site},
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
pub struct AccountPage {
    code: String,
    name: String,
    email: String,
    password_least: usize,
    problems: Vec<Problem>,
}

impl Page for AccountPage {
    const TEMPLATE: &'static str = "account/setup/account.html";

    fn samples() -> Vec<Self> {
        let full = Self {
            code: "abc".into(),
            name: "Lucía".into(),
            email: "l@example.com".into(),
            password_least: PASSWORD_LEAST,
            problems: ["code", "name", "email", "password"].map(Problem::sample).to_vec(),
        };
        vec![Self::default(), full]
    }
}

impl AccountPage {
    fn of(sent: &Sent, problems: Vec<Problem>) -> Self {
        Self {
            code: sent.get("code").to_owned(),
            name: sent.get("name").to_owned(),
            email: sent.get("email").to_owned(),
            password_least: PASSWORD_LEAST,
            problems,
        }
    }
}

/// `GET /setup/account`
pub async fn form(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    nobody_yet(&web).await?;
    show(&web, &request, false, &AccountPage::of(&Sent::default(), Vec::new()))
}

/// `POST /setup/account`
pub async fn found(web: Data<Web>, request: HttpRequest, sent: Form<Sent>) -> Result<HttpResponse, PageError> {
    same_site(&web, &request)?;
    nobody_yet(&web).await?;
    web.limits.sign_in(client::address(&request))?;
    let visitor = Visitor::of(&web.app, &request)?;
    let locale = visitor.preferred(&request);
    let (code, password) = (sent.get("code").to_owned(), sent.get("password").to_owned());
    let new = Creation {
        email: sent.get("email").to_owned(),
        name: sent.get("name").to_owned(),
        role: Role::Admin,
        password: password.clone(),
        locale: locale.clone(),
    };
    let site = texts::catalogue(&locale).plain("setup.site.unnamed");
    let locales = own_first(&locale, visitor.brand.locales);
    let made = blocking::run(&web, move |app| {
        setup::begin(app, &code, &new, &site, &locales)?;
        sign_in::sign_in(app, &new.email, &password)
    });
    match made.await {
        Ok(opened) => {
            let mut answer = kept::see_other(&web, "/setup/site");
            cookies::session(&web, &mut answer, Some(&opened.key));
            Ok(answer)
        }
        Err(error) => {
            let problems = problems_of(error, texts::catalogue(&locale))?;
            show(&web, &request, true, &AccountPage::of(&sent, problems))
        }
    }
}

/// The languages with `own` in the first place.
pub fn own_first(own: &Locale, mut locales: Vec<Locale>) -> Vec<Locale> {
    locales.sort_by_key(|tag| tag != own);
    locales
}
