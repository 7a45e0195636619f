//! First page: the language of the pages.

use super::{beginner, nobody_yet, show};
use crate::web::{
    Web, cookies,
    error::PageError,
    form::{Sent, same_site},
    frame::name_of,
    kept,
    pages::Page,
    texts,
    visitor::{LANGUAGE_COOKIE, Visitor},
    work::show::Choice,
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Form},
};
use serde::Serialize;

/// The page that asks for a language.
#[derive(Debug, Clone, Default, Serialize)]
pub struct LanguagePage {
    locale: String,
    locales: Vec<Choice>,
}

impl Page for LanguagePage {
    const TEMPLATE: &'static str = "account/setup/language.html";

    fn samples() -> Vec<Self> {
        let full = Self {
            locale: "es".into(),
            locales: Choice::sample(),
        };
        vec![Self::default(), full]
    }
}

/// `GET /setup`
pub async fn form(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    // Somebody who was interrupted goes on where their account is not asked for any more.
    if beginner(&web, &request).await.is_ok() {
        return Ok(kept::see_other(&web, "/setup/site"));
    }
    nobody_yet(&web).await?;
    let visitor = Visitor::of(&web.app, &request)?;
    let page = LanguagePage {
        locale: visitor.preferred(&request).to_string(),
        locales: visitor
            .brand
            .locales
            .iter()
            .filter(|tag| texts::languages().any(|known| known == tag.language()))
            .map(|tag| Choice::of(tag.to_string(), name_of(tag)))
            .collect(),
    };
    show(&web, &request, false, &page)
}

/// `POST /setup`
pub async fn choose(web: Data<Web>, request: HttpRequest, sent: Form<Sent>) -> Result<HttpResponse, PageError> {
    same_site(&web, &request)?;
    nobody_yet(&web).await?;
    let mut answer = kept::see_other(&web, "/setup/account");
    let visitor = Visitor::of(&web.app, &request)?;
    let chosen = sent.get("locale").parse().ok().filter(|tag| visitor.brand.has(tag));
    if let Some(chosen) = chosen {
        cookies::remember(&web, &mut answer, LANGUAGE_COOKIE, Some(chosen.as_str()));
    }
    Ok(answer)
}
